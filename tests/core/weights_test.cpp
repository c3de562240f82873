// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/weights.hpp>
#include <numeric>

namespace weights_test {

using coalign::check_points;
using coalign::errc;
using coalign::field;
using coalign::from_common_points;
using coalign::weights;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double eps = std::numeric_limits<double>::epsilon();

double sum(const weights& w) { return std::accumulate(w.begin(), w.end(), 0.0); }

}  // namespace

TEST_CASE("points become shares", "[weights]") {
  const auto w = weights::from_points({30, 25, 20, 5, 5, 15}).value();
  REQUIRE(w.size() == 6);
  CHECK(w[0] == Approx(.30).margin(1e-16));
  CHECK(w[5] == Approx(.15).margin(1e-16));
  CHECK(weights::from_points({3, 1}).value() == weights::from_points({.75, .25}).value());
  CHECK(weights::from_points({0, 7, 0}).value()[1] == 1.0);
  CHECK(weights::from_points({1e-300, 3e-300}).value()[1] == Approx(.75).margin(1e-15));
  CHECK(weights::from_points({1e300, 3e300}).value()[1] == Approx(.75).margin(1e-15));
  const Eigen::VectorXd v = (Eigen::VectorXd(3) << 1, 2, 1).finished();
  CHECK(weights::from_points(v).value() == weights::from_points({.25, .5, .25}).value());
  CHECK(weights::from_points(v).value().vector().sum() == 1.0);
  CHECK(weights().empty());
}

TEST_CASE("a vector that sums to one is left untouched, to the bit", "[weights]") {
  const std::vector<double> tenths(10, 0.1);  // their sum is one less half an epsilon
  REQUIRE(std::accumulate(tenths.begin(), tenths.end(), 0.0) != 1.0);
  const auto kept_tenths = weights::from_points(tenths).value();
  for (const double x : kept_tenths) CHECK(x == 0.1);
  generators::holds("scaled once", [] {
    const auto w = generators::weights(generators::size(1, 64));
    NEED(weights::from_points(w.values()).value() == w);
  });
  // Just outside 4n eps it is scaled: the sum comes back to one.
  const double off = 1.0 + 20.0 * eps;
  const auto scaled = weights::from_points({off / 2, off / 2}).value();
  CHECK(scaled[0] != off / 2);
  CHECK(sum(scaled) == Approx(1.0).margin(2 * eps));
  const auto kept = weights::from_points({.5, .5 + 7 * eps}).value();
  CHECK(kept[1] == .5 + 7 * eps);
}

TEST_CASE("one reciprocal scales a vector", "[weights]") {
  const auto w = weights::from_points({1, 2, 4}).value();
  const double factor = 1.0 / 7.0;
  // 3 · (1/10) is not 3/10: a vector is scaled by one number, not divided item by item.
  const auto tenths = weights::from_points({3, 7}).value();
  CHECK(tenths[0] == 3 * (1.0 / 10.0));
  CHECK(tenths[0] != 3.0 / 10.0);
  CHECK(w[0] == factor);
  CHECK(w[1] == 2 * factor);
  CHECK(w[2] == 4 * factor);
  CHECK(coalign::weight_factor(3.0, 3) == 1.0 / 3.0);
  CHECK(coalign::weight_factor(1.0 + 11 * eps, 3) == 1.0);
  CHECK(coalign::weight_factor(1.0 + 13 * eps, 3) != 1.0);
  CHECK(coalign::weight_factor(0.0, 3) == 0.0);
  CHECK(coalign::weight_factor(-1.0, 3) == 0.0);
  CHECK(coalign::weight_factor(1e-310, 3) == 0.0);  // its reciprocal is no number
}

TEST_CASE("weights are the reference's, and do not depend on the unit", "[weights]") {
  generators::holds("reference", [] {
    const std::size_t n = generators::size(1, 64);
    const auto points = generators::points(n);
    const auto w = weights::from_points(points).value();
    const auto wanted = reference::from_points(points);
    double total = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      NEED(w[i] >= 0.0);
      NEED((w[i] == 0.0) <= (points[i] < 1e-290 || points[i] == 0.0));  // only what is nothing beside the rest is lost
      NEED(std::abs(w[i] - static_cast<double>(wanted[i])) <= 2.0 * static_cast<double>(n + 2) * eps);
      total += w[i];
    }
    NEED(std::abs(total - 1.0) <= 4.0 * static_cast<double>(n) * eps);
    // A power of two changes no bit.
    auto doubled = points;
    for (double& x : doubled) x *= 4.0;
    const auto same = weights::from_points(doubled).value();
    if (std::accumulate(points.begin(), points.end(), 0.0) > 1e-280)
      for (std::size_t i = 0; i < n; ++i) NEED(std::abs(same[i] - w[i]) <= 4.0 * static_cast<double>(n) * eps);
  });
}

TEST_CASE("what is no points", "[weights]") {
  const auto code = [](std::vector<double> x, bool may_be_nan = false) {
    return check_points(x, may_be_nan, field::priorities);
  };
  CHECK(code({1, 2, -3}) == coalign::fail(errc::bad_weight, field::priorities, 2));
  CHECK(code({1, -2, -3}).got == -2);
  CHECK(code({inf, 1}) == coalign::fail(errc::bad_weight, field::priorities, 0));
  CHECK(code({1, -inf}) == coalign::fail(errc::bad_weight, field::priorities, 1));
  CHECK(code({1, NaN}) == coalign::fail(errc::bad_weight, field::priorities, 1));
  CHECK(code({1, NaN}, true).code == errc::ok);
  CHECK(code({NaN, -1}, true) == coalign::fail(errc::bad_weight, field::priorities, 1));
  CHECK(code({NaN, NaN}, true) == coalign::fail(errc::zero_sum, field::priorities));
  CHECK(code({NaN, 0}, true) == coalign::fail(errc::zero_sum, field::priorities));
  CHECK(code({0, 0}) == coalign::fail(errc::zero_sum, field::priorities));
  CHECK(code({-0.0, 0}) == coalign::fail(errc::zero_sum, field::priorities));
  CHECK(code({}) == coalign::fail(errc::size_mismatch, field::priorities));
  CHECK(code({1e308, 1e308}) == coalign::fail(errc::bad_weight, field::priorities));
  CHECK(code({1e308, 1e308}).got == inf);
  CHECK(code({1e-320, 1e-320}) == coalign::fail(errc::zero_sum, field::priorities));
  CHECK(weights::from_points({1, -2}).error() == coalign::fail(errc::bad_weight, field::none, 1));
  CHECK(weights::from_points({0.0, 0.0}).error().code == errc::zero_sum);
  CHECK(weights::from_points(std::span<const double>{}).error().code == errc::size_mismatch);
}

TEST_CASE("not asked is not a zero", "[weights]") {
  const std::vector<double> p{20, 30, NaN, 50}, q{NaN, 60, 10, 30};
  const auto both = from_common_points(p, q).value();
  CHECK(both.first == weights::from_points({0, 30, 0, 50}).value());
  CHECK(both.second == weights::from_points({0, 60, 0, 30}).value());
  const std::vector<double> bad{-1, 60, 10, 30}, elsewhere{NaN, NaN, 5, NaN}, all_nan(4, NaN), huge{inf, 1, 1, 1};
  CHECK(from_common_points(p, bad, field::predicts).error() ==
        coalign::fail(errc::bad_weight, field::predicts, 0, -1, 1));
  CHECK(from_common_points(bad, p, field::predicts).error() ==
        coalign::fail(errc::bad_weight, field::predicts, 0, -1, 0));
  // Bad even where the other side was not asked.
  CHECK(from_common_points(q, bad).error() == coalign::fail(errc::bad_weight, field::none, 0, -1, 1));
  CHECK(from_common_points(q, huge).error() == coalign::fail(errc::bad_weight, field::none, 0, inf, 1));
  CHECK(from_common_points(p, elsewhere).error() == coalign::fail(errc::zero_sum, field::none, -1, 0, 0));
  CHECK(from_common_points(p, all_nan).error().code == errc::zero_sum);
  CHECK(from_common_points(p, std::vector<double>{1, 2}).error() ==
        coalign::fail(errc::size_mismatch, field::none, -1, 2, 1));
  const std::vector<double> first{1, 0}, second{NaN, 1};
  CHECK(from_common_points(first, second).error() == coalign::fail(errc::zero_sum, field::none, -1, 0, 0));
  CHECK(from_common_points(second, first).error() == coalign::fail(errc::zero_sum, field::none, -1, 0, 1));
}

}  // namespace weights_test
