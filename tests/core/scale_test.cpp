// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/scale.hpp>

namespace scale_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("distances of targets, by hand", "[scale]") {
  CHECK(target_distance(scale::linear(10), 8, 12) == Approx(.4).margin(1e-16));
  CHECK(target_distance(scale::linear(10), 8, 28) == 1.0);
  CHECK(target_distance(scale::linear(10), 8, 18) == 1.0);
  // 100 against 141.42...: half of a factor of two on the log scale.
  CHECK(target_distance(scale::log(2), 100, 141.4213562373095) == Approx(.5).margin(1e-15));
  CHECK(target_distance(scale::log(4), 3, 6) == Approx(.5).margin(1e-15));
  CHECK(target_distance(scale::log(2), 1e-300, 1e300) == 1.0);
  // One nine against three, where ten times is full; and half of a nine.
  CHECK(target_distance(scale::log_shortfall(10, 100), 99, 99.9) == Approx(1.0).margin(1e-12));
  CHECK(target_distance(scale::log_shortfall(100, 100), 99, 99.9) == Approx(.5).margin(1e-12));
  CHECK(target_distance(scale::linear(50), interval(18, 22), interval(20, 42)) == Approx(.4).margin(1e-16));
  CHECK(target_distance(scale{}, 5, 5) == 0.0);
}

TEST_CASE("which scales are scales", "[scale]") {
  CHECK(scale{}.is_valid());
  CHECK(scale::linear(1e-300).is_valid());
  for (const double bad : {0.0, -1.0, NaN, inf}) CHECK_FALSE(scale::linear(bad).is_valid());
  CHECK(scale::log(1.0000001).is_valid());
  for (const double bad : {1.0, 0.5, -2.0, NaN, inf}) {
    CHECK_FALSE(scale::log(bad).is_valid());
    CHECK_FALSE(scale::log_shortfall(bad, 100).is_valid());
  }
  CHECK(scale::log_shortfall(10, 0).is_valid());
  CHECK_FALSE(scale::log_shortfall(10, inf).is_valid());
  CHECK_FALSE(scale::log_shortfall(10, NaN).is_valid());
}

TEST_CASE("which targets a scale admits", "[scale]") {
  CHECK(scale::linear(1).admits(-5));
  CHECK_FALSE(scale::linear(1).admits(NaN));
  CHECK_FALSE(scale{}.admits(inf));
  CHECK(scale::log(2).admits(5e-324));
  CHECK_FALSE(scale::log(2).admits(0));
  CHECK_FALSE(scale::log(2).admits(-1));
  CHECK(scale::log_shortfall(2, 100).admits(99.999));
  CHECK(scale::log_shortfall(2, 100).admits(-3));
  CHECK_FALSE(scale::log_shortfall(2, 100).admits(100));
  CHECK_FALSE(scale::log_shortfall(2, 100).admits(101));
}

TEST_CASE("target distance is the reference's, a metric, and free of units", "[scale]") {
  generators::holds("distance", [] {
    const int kind = generators::whole(0, 2);
    const double full = 1.0 + generators::unit() * 9.0 + 1e-3;
    const auto make = [&](double unit) {
      return kind == 0   ? scale::linear(full * unit)
             : kind == 1 ? scale::log(full)
                         : scale::log_shortfall(full, 100.0 * unit);
    };
    const auto draw = [] {
      const auto x = generators::units(2);
      return interval(1.0 + 90.0 * std::min(x[0], x[1]), 1.0 + 90.0 * std::max(x[0], x[1]));
    };
    const interval a = draw(), b = generators::coin() ? a : draw(), c = draw();
    const scale s = make(1.0);
    const double ab = target_distance(s, a, b);
    NEED(ab >= 0.0 && ab <= 1.0);
    NEED(ab == target_distance(s, b, a));
    NEED(target_distance(s, a, c) <= ab + target_distance(s, b, c) + 1e-15);
    NEED(target_distance(s, a, a) == 0.0);
    const auto on = static_cast<reference::scale_kind>(kind);
    const auto wanted = reference::goal_distance({on, s.full, s.ceiling}, reference::interval{a.low, a.high},
                                                 reference::interval{b.low, b.high});
    NEED(std::abs(ab - static_cast<double>(wanted)) < 1e-11);
    const double unit = 0.25;  // percent to basis points and the like: exact in binary, so only the logarithm rounds
    const double scaled =
        target_distance(make(unit), interval(a.low * unit, a.high * unit), interval(b.low * unit, b.high * unit));
    NEED(std::abs(scaled - ab) < 1e-11);
  });
}

}  // namespace scale_test
