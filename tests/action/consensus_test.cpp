// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/action/consensus.hpp>

namespace consensus_test {

using namespace coalign;
using action::least_movement;
using action::linear_pool;

namespace {

std::vector<weights> draw_sides(std::size_t count, std::size_t n) {
  std::vector<weights> sides;
  for (std::size_t k = 0; k < count; ++k) {
    if (generators::coin()) {  // tenths: ties between sides
      std::vector<double> points(n);
      for (double& x : points) x = generators::whole(0, 4);
      points[generators::size(0, n - 1)] += 1;
      sides.push_back(weights::from_points(points).value());
    } else {
      sides.push_back(generators::weights(n));
    }
  }
  return sides;
}

std::vector<double> draw_influence(std::size_t count) {
  std::vector<double> a(count, 1.0);
  if (generators::coin())
    for (double& x : a) x = generators::whole(1, 6);
  return a;
}

double cost_of(const std::vector<weights>& sides, const std::vector<double>& a, std::span<const double> c) {
  double sum = 0, all = 0;
  for (std::size_t k = 0; k < sides.size(); ++k) {
    double gap = 0;
    for (std::size_t i = 0; i < c.size(); ++i) gap += 0.5 * std::abs(sides[k][i] - c[i]);
    sum += a[k] * gap;
    all += a[k];
  }
  return sum / all;
}

}  // namespace

TEST_CASE("linear pool", "[action][consensus]") {
  const std::vector<weights> sides{weights::from_points({1.0, 0.0}).value(), weights::from_points({0.0, 1.0}).value()};
  const auto even = linear_pool(sides).value();
  CHECK(even.weights == weights::from_points({.5, .5}).value());
  CHECK(even.costs == std::vector<double>{.5, .5});
  CHECK(even.majority == -1);
  const auto heavy = linear_pool(sides, std::vector<double>{3, 1}).value();
  CHECK(heavy.weights == weights::from_points({.75, .25}).value());
  CHECK(heavy.costs == std::vector<double>{.25, .75});
  CHECK(heavy.total == Approx(.75 * .25 + .25 * .75));
  CHECK(heavy.majority == 0);
}

TEST_CASE("least movement: no exchange of priority between two metrics costs less", "[action][consensus]") {
  generators::holds(
      "optimal",
      [] {
        const std::size_t n = generators::size(1, 8), count = generators::size(1, 6);
        const auto sides = draw_sides(count, n);
        const auto a = draw_influence(count);
        const auto found = least_movement(sides, a).value();
        double sum = 0;
        for (const double x : found.weights) {
          NEED(x >= 0.0);
          sum += x;
        }
        NEED(std::abs(sum - 1.0) < 1e-12);
        const std::vector<double> c(found.weights.begin(), found.weights.end());
        const double cost = cost_of(sides, a, c);
        NEED(std::abs(cost - found.total) < 1e-12);
        // Convex, and separable but for the sum: no better exchange of two means no better answer at all.
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t j = 0; j < n; ++j) {
            for (const double step : {1e-6, .01, .1, .5}) {
              const double moved = std::min(step, c[i]);
              auto other = c;
              other[i] -= moved;
              other[j] += moved;
              NEED(i == j || cost_of(sides, a, other) >= cost - 1e-12);
            }
          }
        // Nor the sides themselves, nor their pool.
        for (const auto& side : sides) NEED(cost_of(sides, a, side.values()) >= cost - 1e-12);
        NEED(linear_pool(sides, a).value().total >= cost - 1e-12);
      },
      3000);
}

TEST_CASE("least movement of two sides is the heavier side, or the middle", "[action][consensus]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  const std::vector<weights> sides{p, q};
  const auto heavy = least_movement(sides, std::vector<double>{1, 2}).value();
  for (std::size_t i = 0; i < 6; ++i) CHECK(heavy.weights[i] == Approx(q[i]).margin(1e-12));
  CHECK(heavy.majority == 1);
  CHECK_FALSE(heavy.tied);
  CHECK(heavy.costs[0] == Approx(.55));
  CHECK(heavy.costs[1] == Approx(0.0).margin(1e-12));
  const auto even = least_movement(sides).value();
  for (std::size_t i = 0; i < 6; ++i) CHECK(even.weights[i] == Approx(0.5 * (p[i] + q[i])));
  CHECK(even.majority == -1);
  CHECK(even.tied);
  CHECK(even.total == Approx(.275));
  // Identical sides: they are it, and there is nothing to choose.
  const auto same = least_movement(std::vector<weights>{p, p, p}).value();
  for (std::size_t i = 0; i < 6; ++i) CHECK(same.weights[i] == Approx(p[i]).margin(1e-15));
  CHECK_FALSE(same.tied);
  CHECK(same.total == Approx(0.0).margin(1e-15));
}

TEST_CASE("least movement of three sides, by hand", "[action][consensus]") {
  const std::vector<weights> sides{weights::from_points({.6, .3, .1}).value(),
                                   weights::from_points({.2, .7, .1}).value(),
                                   weights::from_points({.3, .3, .4}).value()};
  // Medians .3, .3, .1 sum to .7. Above them: .6 by the first, .7 by the second, .4 by the third, all at a third:
  // every metric is at its jump from a median to its largest, and .3 of .3 + .4 + .3 is shared out.
  const auto found = least_movement(sides).value();
  CHECK(found.weights[0] == Approx(.39));
  CHECK(found.weights[1] == Approx(.42));
  CHECK(found.weights[2] == Approx(.19));
  CHECK(found.tied);
}

TEST_CASE("horizons that move the sides least", "[action][consensus]") {
  generators::holds(
      "optimal",
      [] {
        const gap::time_axis axis;
        const std::size_t count = generators::size(1, 6);
        const auto sides = draw_sides(count, 5);
        const auto a = draw_influence(count);
        const auto found = least_movement(sides, axis, a).value();
        double all = 0;
        for (const double x : a) all += x;
        const auto cost_of_side = [&](const weights& c) {
          double sum = 0;
          for (std::size_t k = 0; k < count; ++k) sum += a[k] * gap::horizon(sides[k], c, axis) / all;
          return sum;
        };
        NEED(std::abs(found.total - cost_of_side(found.weights)) < 1e-12);
        for (std::size_t i = 0; i < 5; ++i)
          for (std::size_t j = 0; j < 5; ++j) {
            for (const double step : {1e-6, .01, .3}) {
              std::vector<double> other(found.weights.begin(), found.weights.end());
              const double moved = std::min(step, other[i]);
              other[i] -= moved;
              other[j] += moved;
              NEED(cost_of_side(weights::from_points(other).value()) >= found.total - 1e-12);
            }
          }
        NEED(linear_pool(sides, axis, a).value().total >= found.total - 1e-12);
      },
      2000);
  const gap::time_axis axis;
  const auto p = weights::from_points(fixture::cio_horizons).value();
  const auto q = weights::from_points(fixture::cmo_horizons).value();
  const auto heavy = least_movement(std::vector<weights>{p, q}, axis, std::vector<double>{3, 1}).value();
  for (std::size_t j = 0; j < 5; ++j) CHECK(heavy.weights[j] == Approx(p[j]).margin(1e-15));
  CHECK(heavy.costs[1] == Approx(fixture::horizon_gap.value).margin(1e-8));
  CHECK(heavy.majority == 0);
  const auto even = least_movement(std::vector<weights>{p, q}, axis).value();
  CHECK(even.tied);
  CHECK(even.costs[0] == Approx(even.costs[1]));
}

TEST_CASE("consensus: bad input", "[action][consensus]") {
  const auto p = weights::from_points({.5, .5}).value(), q = weights::from_points({1.0}).value();
  const std::vector<weights> none, uneven{p, q}, empty{weights()}, two{p, p};
  const gap::time_axis axis;
  for (const auto& sides : {none, uneven, empty}) {
    CHECK(linear_pool(sides).error().code == errc::size_mismatch);
    CHECK(least_movement(sides).error().code == errc::size_mismatch);
    CHECK(linear_pool(sides, axis).error().code == errc::size_mismatch);
    CHECK(least_movement(sides, axis).error().code == errc::size_mismatch);
  }
  CHECK(linear_pool(uneven).error().side == 1);
  CHECK(least_movement(two, axis).error().code == errc::size_mismatch);
  CHECK(linear_pool(two, axis).error().code == errc::size_mismatch);
  for (const std::vector<double>& bad : {std::vector<double>{1, 0}, {1, -1}, {1, std::nan("")}, {1, INFINITY}}) {
    CHECK(linear_pool(two, bad).error().code == errc::bad_weight);
    CHECK(least_movement(two, bad).error().index == 1);
  }
  CHECK(least_movement(two, std::vector<double>{1}).error().code == errc::size_mismatch);
  CHECK(least_movement(std::vector<weights>{p}).value().weights == p);
  CHECK(least_movement(std::vector<weights>{p}).value().majority == 0);
}

}  // namespace consensus_test
