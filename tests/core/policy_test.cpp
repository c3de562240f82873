// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/policy.hpp>

namespace policy_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

error weights_error(double m, double h, double r) {
  policy p;
  p.weights = {m, h, r};
  return check(p);
}
error levels_error(std::vector<double> levels) {
  policy p;
  p.risk_levels = std::move(levels);
  return check(p);
}
error ratings_error(double low, double high) {
  policy p;
  p.rating_scale = rating_scale{low, high};
  return check(p);
}

}  // namespace

TEST_CASE("the default policy: three equal blocks, rho 2, log time", "[policy]") {
  const policy p;
  CHECK(check(p).code == errc::ok);
  CHECK(p.rho == 2.0);
  CHECK(p.weights == std::array<double, 3>{1, 1, 1});
  CHECK(p.spacing == spacing::log);
  CHECK_FALSE(p.rating_scale);
  CHECK(block_names == std::array<std::string_view, 3>{"metric", "horizon", "risk"});
}

TEST_CASE("what is no policy", "[policy]") {
  for (const double rho : {1.0, 1.5, 2.0, 1e308, inf}) CHECK(check(policy{.rho = rho}).code == errc::ok);
  for (const double rho : {0.999, 0.0, -2.0, -inf, NaN}) {
    CHECK(check(policy{.rho = rho}) == fail(errc::bad_option, field::rho));
  }
  CHECK(weights_error(0, 0, 1).code == errc::ok);
  CHECK(weights_error(0, 0, 0) == fail(errc::zero_sum, field::weights));
  CHECK(weights_error(1, -1, 1) == fail(errc::bad_weight, field::weights, 1));
  CHECK(weights_error(1, 1, inf) == fail(errc::bad_weight, field::weights, 2));
  CHECK(weights_error(NaN, 1, 1) == fail(errc::bad_weight, field::weights, 0));
  CHECK(levels_error({0, .5, 1}).code == errc::ok);
  CHECK(levels_error({.5, .5}).code == errc::ok);
  CHECK(levels_error({.5}) == fail(errc::bad_scale, field::risk_levels));
  CHECK(levels_error({0, .6, .5}) == fail(errc::bad_scale, field::risk_levels, 2));
  CHECK(levels_error({0, 1.1}) == fail(errc::bad_scale, field::risk_levels, 1));
  CHECK(levels_error({-.1, 1}) == fail(errc::bad_scale, field::risk_levels, 0));
  CHECK(levels_error({0, NaN}) == fail(errc::bad_scale, field::risk_levels, 1));
  CHECK(ratings_error(1, 5).code == errc::ok);
  CHECK(ratings_error(-3, 3).code == errc::ok);
  for (const auto& [low, high] : {std::pair{5., 1.}, {3., 3.}, {NaN, 5.}, {0., inf}, {-inf, 0.}}) {
    CHECK(ratings_error(low, high) == fail(errc::bad_scale, field::rating_scale));
  }
}

TEST_CASE("block weights sum to one over what is there", "[policy]") {
  policy p;
  p.weights = {2, 1, 1};
  const auto omega = block_weights(p);
  CHECK(omega[0] == std::array<double, 3>{0, 0, 0});
  CHECK(omega[7] == std::array<double, 3>{.5, .25, .25});
  CHECK(omega[1] == std::array<double, 3>{1, 0, 0});
  CHECK(omega[6] == std::array<double, 3>{0, .5, .5});
  p.weights = {0, 1, 0};
  CHECK(block_weights(p)[5] == std::array<double, 3>{0, 0, 0});
  CHECK(block_weights(p)[7] == std::array<double, 3>{0, 1, 0});
}

}  // namespace policy_test
