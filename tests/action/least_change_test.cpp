// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/action/least_change.hpp>
#include <limits>

namespace least_change_test {

using namespace coalign;
using action::least_change;

namespace {

weights shares(std::span<const double> points) { return weights::from_points(points).value(); }

/// A wanted gap: the ends, the gap itself, and between.
double draw_wanted(double gap) {
  const int kind = generators::whole(0, 4);
  return kind == 0 ? 0.0 : kind == 1 ? gap : kind == 2 ? generators::unit() : gap * generators::unit();
}

}  // namespace

TEST_CASE("least change of the two-side fixture", "[action][least_change]") {
  const auto p = shares(fixture::cio_priorities), q = shares(fixture::cmo_priorities);
  const auto dense = least_change(p, q, .30).value();
  CHECK(fixture::exact(.25).accepts(dense.amount));
  CHECK(fixture::exact(.30).accepts(gap::priority(dense.weights, q)));
  const auto sparse = least_change(p, q, .30, true).value();
  CHECK(fixture::exact(.25).accepts(sparse.amount));
  const std::vector<double> wanted{.05, .25, .20, .30, .05, .15};
  for (std::size_t i = 0; i < 6; ++i) CHECK(fixture::exact(wanted[i]).accepts(sparse.weights[i]));
}

TEST_CASE("least change of priorities: amount, gap reached, unchanged where it is lower", "[action][least_change]") {
  generators::holds("change", [] {
    const std::size_t n = generators::size(1, 40);
    const auto p = generators::weights(n), q = generators::weights(n);
    const double now = gap::priority(p, q), wanted = draw_wanted(now);
    for (const bool sparse : {false, true}) {
      const auto found = least_change(p, q, wanted, sparse).value();
      if (now <= wanted) {
        NEED(found.weights == p && found.amount == 0.0);
        continue;
      }
      NEED(std::abs(found.amount - (now - wanted)) < generators::slack(n));
      NEED(std::abs(gap::priority(found.weights, q) - wanted) < generators::slack(n));
      // What is moved is the amount: no change reaches further with less, by the triangle inequality.
      NEED(std::abs(gap::priority(p, found.weights) - found.amount) < generators::slack(n));
      if (wanted == 0.0) NEED(found.weights == q);
      for (std::size_t i = 0; i < n; ++i) {
        NEED(found.weights[i] >= std::min(p[i], q[i]) - 1e-15 && found.weights[i] <= std::max(p[i], q[i]) + 1e-15);
      }
    }
  });
}

TEST_CASE("the sparse change touches the fewest metrics", "[action][least_change]") {
  generators::holds(
      "fewest",
      [] {
        const std::size_t n = generators::size(1, 8);
        std::vector<double> x(n), y(n);
        for (double& w : x) w = generators::whole(0, 6);
        for (double& w : y) w = generators::whole(0, 6);
        x[0] += 1;
        y[n - 1] += 1;
        const auto p = shares(x), q = shares(y);
        const double now = gap::priority(p, q);
        const double wanted = now * generators::whole(0, 9) / 10.0;
        if (!(now > wanted)) return;
        const auto found = least_change(p, q, wanted, true).value();
        // Brute force: the smallest set of metrics whose surplus covers the amount, and the same of deficits.
        std::size_t fewest[2] = {n, n};
        for (std::size_t set = 0; set < (std::size_t{1} << n); ++set) {
          double surplus = 0, deficit = 0;
          std::size_t size = 0;
          for (std::size_t i = 0; i < n; ++i) {
            if (!(set >> i & 1U)) continue;
            ++size;
            surplus += std::max(0.0, p[i] - q[i]);
            deficit += std::max(0.0, q[i] - p[i]);
          }
          if (surplus >= now - wanted - 1e-12) fewest[0] = std::min(fewest[0], size);
          if (deficit >= now - wanted - 1e-12) fewest[1] = std::min(fewest[1], size);
        }
        std::size_t touched = 0;
        for (std::size_t i = 0; i < n; ++i) touched += std::abs(found.weights[i] - p[i]) > 1e-12;
        NEED(touched == fewest[0] + fewest[1]);
      },
      1000);
}

TEST_CASE("least change of priorities and targets", "[action][least_change]") {
  generators::holds("change", [] {
    const std::size_t n = generators::size(1, 20);
    const auto p = generators::weights(n), q = generators::weights(n);
    const auto delta = generators::units(n);
    const double now = gap::metric(p, q, delta), wanted = draw_wanted(now);
    for (const bool sparse : {false, true}) {
      const auto found = least_change(p, q, delta, wanted, sparse).value();
      if (now <= wanted) {
        NEED(found.weights == p && found.delta == delta && found.amount == 0.0);
        continue;
      }
      NEED(std::abs(gap::metric(found.weights, q, found.delta) - wanted) < 4 * generators::slack(n));
      NEED(std::abs(found.amount - (now - wanted)) < generators::slack(n));
      // The distance between before and after, as the metric gap measures it: weights that moved, and targets that
      // moved on what stayed. It is the amount, and the triangle inequality forbids less.
      double moved = gap::priority(p, found.weights);
      for (std::size_t i = 0; i < n; ++i) {
        NEED(found.delta[i] >= 0.0 && found.delta[i] <= delta[i]);
        moved += std::min(p[i], found.weights[i]) * (delta[i] - found.delta[i]);
      }
      NEED(std::abs(moved - found.amount) < 4 * generators::slack(n));
      // The order: no priority moves before targets of metrics that this side weighs less, no other target before.
      bool moved_priority = false;
      for (std::size_t i = 0; i < n; ++i) moved_priority = moved_priority || found.weights[i] != p[i];
      for (std::size_t i = 0; i < n; ++i) {
        if (moved_priority && p[i] <= q[i] && p[i] > 0) NEED(found.delta[i] == 0.0);
        if (p[i] > q[i] && found.delta[i] != delta[i]) NEED(gap::priority(found.weights, q) == 0.0);
      }
    }
  });
}

TEST_CASE("least change of priorities and targets of the fixture", "[action][least_change]") {
  const auto p = shares(fixture::cio_priorities), q = shares(fixture::cmo_priorities);
  // Of the goal gap .06, p <= q has .05 * .5 + .15 * .1 = .04 and the others .10 * .2 = .02.
  const auto targets = least_change(p, q, fixture::goal_distances, .59).value();
  CHECK(targets.weights == p);
  CHECK(targets.amount == Approx(.02));
  CHECK(targets.delta[3] == Approx(.25));
  CHECK(targets.delta[5] == Approx(.05));
  CHECK(targets.delta[1] == .2);
  const auto one = least_change(p, q, fixture::goal_distances, .59, true).value();
  CHECK(one.delta[3] == Approx(.1));  // .05 * .4 = .02, all of it here
  CHECK(one.delta[5] == .1);
  const auto both = least_change(p, q, fixture::goal_distances, .27).value();
  CHECK(gap::priority(both.weights, q) == Approx(.25));
  CHECK(both.delta[3] == 0.0);
  CHECK(both.delta[1] == .2);
  const auto all = least_change(p, q, fixture::goal_distances, 0).value();
  CHECK(all.weights == q);
  CHECK(all.delta == std::vector<double>(6, 0.0));
  CHECK(all.amount == Approx(.61));
}

TEST_CASE("least change of horizons and of risks", "[action][least_change]") {
  generators::holds("horizons and risks", [] {
    const gap::time_axis axis;
    const auto p = generators::weights(5), q = generators::weights(5);
    double now = gap::horizon(p, q, axis), wanted = draw_wanted(now);
    const auto found = least_change(p, q, axis, wanted).value();
    if (now <= wanted) {
      NEED(found.weights == p && found.amount == 0.0);
    } else {
      NEED(std::abs(gap::horizon(found.weights, q, axis) - wanted) < 1e-13);
      NEED(std::abs(gap::horizon(p, found.weights, axis) - found.amount) < 1e-13);
    }
    const std::size_t n = generators::size(1, 12);
    const auto x = generators::units(n), y = generators::units(n);
    const auto v = generators::weights(n);
    now = gap::risk(x, y, v);
    wanted = draw_wanted(now);
    const auto risk = least_change(x, y, v, wanted).value();
    if (now <= wanted) {
      NEED(risk.severities == x && risk.amount == 0.0);
    } else {
      NEED(std::abs(gap::risk(risk.severities, y, v) - wanted) < 1e-13);
      NEED(std::abs(gap::risk(x, risk.severities, v) - risk.amount) < 1e-13);
      NEED(gap::check_severities(risk.severities).code == errc::ok);
    }
  });
}

TEST_CASE("least change: bad input", "[action][least_change]") {
  const auto p = shares(fixture::cio_priorities), q = shares(fixture::cmo_priorities);
  const auto v = shares(fixture::risk_weights);
  const auto one = weights::from_points({1.0}).value();
  const gap::time_axis axis;
  const std::vector<double> x{.5}, bad{1.5};
  for (const double wanted :
       {-1e-9, 1.0000001, 30.0, -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(least_change(p, q, wanted).error().code == errc::bad_interval);
    CHECK(least_change(p, q, fixture::goal_distances, wanted).error().code == errc::bad_interval);
    CHECK(least_change(v, v, axis, wanted).error().code == errc::bad_interval);
    CHECK(least_change(x, x, one, wanted).error().code == errc::bad_interval);
  }
  CHECK(least_change(p, one, .3).error().code == errc::size_mismatch);
  CHECK(least_change({}, {}, .3).error().code == errc::size_mismatch);
  CHECK(least_change(p, q, x, .3).error().code == errc::size_mismatch);
  CHECK(least_change(p, q, axis, .3).error().code == errc::size_mismatch);
  CHECK(least_change(x, x, p, .3).error().code == errc::size_mismatch);
  CHECK(least_change(one, one, bad, .3).error().code == errc::bad_target);
  CHECK(least_change(x, bad, one, .3).error().side == 1);
  CHECK(least_change(x, bad, one, .3).error().index == 0);
  CHECK(least_change(one, one, 0).value().weights == one);
}

}  // namespace least_change_test
