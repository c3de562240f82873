// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/influence.hpp>

#include <limits>
#include <vector>

namespace influence_test {

using namespace coalign;

TEST_CASE("pair weights are products of influences", "[influence]") {
  const std::vector<double> influence{1, 2, 5};  // products 2, 5, 10
  const auto w = pair_weights(influence).value();
  REQUIRE(w.size() == 3);
  CHECK(w[0] == Approx(2.0 / 17).margin(1e-15));
  CHECK(w[1] == Approx(5.0 / 17).margin(1e-15));
  CHECK(w[2] == Approx(10.0 / 17).margin(1e-15));
  CHECK(pair_weights(std::vector<double>{3, 7}).value() == std::vector<double>{1.0});
  CHECK(pair_weights(std::vector<double>{3}).error().code == errc::size_mismatch);
  for (const double bad :
       {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    CHECK(pair_weights(std::vector<double>{1, bad}).error().code == errc::bad_weight);
  }
}

TEST_CASE("influences are equal unless they are given", "[influence]") {
  const std::vector<weights> sides{weights::from_points({1, 1}).value(), weights::from_points({1, 3}).value()};
  CHECK(detail::influences(sides, {}, field::priorities).value()[0] == .5);
  const std::vector<double> given{1, 3}, bad{1, 0}, more{1, 1, 1};
  CHECK(detail::influences(sides, given, field::priorities).value()[1] == .75);
  CHECK(detail::influences(sides, bad, field::priorities).error() == fail(errc::bad_weight, field::influence, 1));
  CHECK(detail::influences(sides, more, field::priorities).error() == fail(errc::size_mismatch, field::influence));
  CHECK(detail::influences({}, {}, field::priorities).error() == fail(errc::size_mismatch, field::sides));
}

}  // namespace influence_test
