// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <coalign/action/least_blocks.hpp>
#include <limits>

namespace least_blocks_test {

using namespace coalign;
using action::least_change_of_blocks;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr std::array<double, 3> third{1. / 3, 1. / 3, 1. / 3};

double draw_rho() {
  constexpr std::array<double, 9> usual{1, 2, 4, inf, 1.0001, 1.1, 1.5, 30, 1000};
  return usual[generators::size(0, usual.size() - 1)];
}

/// The least cost on a grid of gaps for two blocks: the second is as large as the first allows.
double least_on_grid(const std::array<double, 2>& gaps, const std::array<double, 2>& omega,
                     const std::array<double, 2>& cost, double rho, double wanted) {
  double best = inf;
  for (int step = 0; step <= 2000; ++step) {
    const double x = gaps[0] * step / 2000;
    double low = 0, high = gaps[1];
    const std::array<double, 2> least{x, 0}, most{x, gaps[1]};
    if (gap::overall(least, omega, rho) > wanted) break;
    if (gap::overall(most, omega, rho) <= wanted) low = high;
    for (int k = 0; k < 60; ++k) {
      const double middle = 0.5 * (low + high);
      (gap::overall(std::array<double, 2>{x, middle}, omega, rho) <= wanted ? low : high) = middle;
    }
    best = std::min(best, cost[0] * (gaps[0] - x) + cost[1] * (gaps[1] - low));
  }
  return best;
}

}  // namespace

TEST_CASE("blocks of the fixture", "[action][blocks]") {
  const std::array<double, 3> gaps{.61, .31206495, .30659419};
  // ρ = 2, equal weight and cost: the largest comes down to a common level first. Σ G² / 3 = .3² leaves .0786...
  const auto found = least_change_of_blocks(gaps, third, 2, .3).value();
  CHECK(found.overall == Approx(.3).margin(1e-14));
  CHECK(found.gaps[0] == Approx(.3).margin(1e-12));
  CHECK(found.gaps[1] == Approx(.3).margin(1e-12));
  CHECK(found.cost == Approx(.61 + .31206495 + .30659419 - .9).margin(1e-12));
  const auto some = least_change_of_blocks(gaps, third, 2, .4).value();
  CHECK(some.gaps[0] == Approx(std::sqrt(.48 - .31206495 * .31206495 - .30659419 * .30659419)));
  CHECK(some.gaps[1] == gaps[1]);
  CHECK(some.gaps[2] == gaps[2]);
  const auto greatest = least_change_of_blocks(gaps, third, inf, .31).value();
  CHECK(greatest.gaps == std::vector<double>{.31, .31, .30659419});
  const auto greedy = least_change_of_blocks(gaps, third, 1, .3, {.cost = std::array<double, 3>{2, 1, 1}}).value();
  CHECK(greedy.gaps[0] == .61);
  CHECK(greedy.gaps[1] == Approx(.9 - .61 - .30659419 < 0 ? 0 : .9 - .61 - .30659419).margin(1e-12));
  CHECK(greedy.overall == Approx(.3).margin(1e-14));
}

TEST_CASE("no pair of block gaps on a grid is cheaper", "[action][blocks]") {
  generators::holds(
      "grid",
      [] {
        const std::array<double, 2> gaps{generators::whole(0, 20) / 20.0, generators::whole(0, 20) / 20.0};
        const double w = generators::whole(1, 9) / 10.0;
        const std::array<double, 2> omega{w, 1 - w}, cost{std::pow(4.0, generators::whole(-2, 2)), 1.0};
        const double rho = draw_rho();
        const double now = gap::overall(gaps, omega, rho), wanted = now * generators::whole(0, 12) / 12.0;
        const auto found = least_change_of_blocks(gaps, omega, rho, wanted, {.cost = cost}).value();
        NEED(found.status == errc::ok);
        NEED(gap::overall(found.gaps, omega, rho) <= wanted + 1e-15);
        NEED(found.cost <= least_on_grid(gaps, omega, cost, rho, wanted) + 1e-9);
        for (std::size_t b = 0; b < 2; ++b) NEED(found.gaps[b] >= 0.0 && found.gaps[b] <= gaps[b]);
        NEED(std::abs(found.cost - cost[0] * (gaps[0] - found.gaps[0]) - cost[1] * (gaps[1] - found.gaps[1])) < 1e-12);
        if (now > wanted) NEED(wanted - found.overall < 1e-9);  // no more than was wanted
      },
      1500);
}

TEST_CASE("no small exchange between blocks is cheaper", "[action][blocks]") {
  generators::holds(
      "exchange",
      [] {
        const std::size_t n = generators::size(1, 6);
        const auto gaps = generators::units(n);
        std::vector<double> points(n), cost(n);
        for (double& x : points) x = generators::whole(0, 5);
        for (double& x : cost) x = std::pow(3.0, generators::whole(-2, 2));
        points[0] += 1;
        const auto omega = weights::from_points(points).value();
        const double rho = draw_rho();
        const double now = gap::overall(gaps, omega.values(), rho), wanted = now * generators::unit();
        const auto found = least_change_of_blocks(gaps, omega.values(), rho, wanted, {.cost = cost}).value();
        NEED(found.overall <= wanted + 1e-15);
        for (std::size_t b = 0; b < n; ++b) {
          NEED(found.gaps[b] >= 0.0 && found.gaps[b] <= gaps[b]);
          if (omega[b] == 0.0) NEED(found.gaps[b] == gaps[b]);
        }
        // Close b a little more, open c as far as that allows: a convex problem has no other optimum than a local one.
        for (std::size_t b = 0; b < n; ++b)
          for (std::size_t c = 0; c < n; ++c) {
            if (b == c) continue;
            auto trial = found.gaps;
            trial[b] *= .9;
            double low = trial[c], high = gaps[c];
            for (int k = 0; k < 60; ++k) {
              trial[c] = 0.5 * (low + high);
              (gap::overall(trial, omega.values(), rho) <= wanted ? low : high) = trial[c];
            }
            NEED(cost[c] * (low - found.gaps[c]) <= cost[b] * .1 * found.gaps[b] + 1e-9);
          }
      },
      1500);
}

TEST_CASE("blocks that cannot be closed", "[action][blocks]") {
  const std::array<double, 3> gaps{.6, .4, .2}, least{.5, 0, 0};
  for (const double rho : {1.0, 1.2, 2.0}) {  // at larger ρ the least gap alone is too much
    const auto found = least_change_of_blocks(gaps, third, rho, .35, {.least = least}).value();
    CHECK(found.status == errc::ok);
    CHECK(found.gaps[0] >= .5);
    CHECK(found.overall == Approx(.35).margin(1e-12));
    const auto beyond = least_change_of_blocks(gaps, third, rho, .01, {.least = least}).value();
    CHECK(beyond.status == errc::undefined);
    CHECK(beyond.gaps == std::vector<double>{.5, 0, 0});
    CHECK(beyond.overall > .01);
  }
  const auto greatest = least_change_of_blocks(gaps, third, inf, .45, {.least = least}).value();
  CHECK(greatest.status == errc::undefined);
  CHECK(greatest.overall == .5);
  // Nothing to do, nothing there, all of it.
  CHECK(least_change_of_blocks(gaps, third, 2, 1).value().cost == 0.0);
  CHECK(least_change_of_blocks(std::array<double, 3>{}, third, 2, 0).value().cost == 0.0);
  for (const double rho : {1.0, 1.01, 2.0, 50.0, inf}) {
    CHECK(least_change_of_blocks(gaps, third, rho, 0).value().gaps == std::vector<double>{0, 0, 0});
    const auto tiny = least_change_of_blocks(gaps, third, rho, 1e-300).value();
    CHECK(tiny.overall <= 1e-300);
    CHECK(tiny.status == errc::ok);
  }
}

TEST_CASE("blocks: bad input", "[action][blocks]") {
  const std::array<double, 2> gaps{.5, .5}, omega{.5, .5}, bad{.5, 1.5}, nan{.5, std::nan("")}, none{0, 0};
  CHECK(least_change_of_blocks(gaps, omega, 2, -.1).error().code == errc::bad_interval);
  CHECK(least_change_of_blocks(gaps, omega, 2, 1.1).error().code == errc::bad_interval);
  CHECK(least_change_of_blocks(gaps, omega, 2, std::nan("")).error().code == errc::bad_interval);
  CHECK(least_change_of_blocks(gaps, omega, .5, .1).error().code == errc::bad_option);
  CHECK(least_change_of_blocks(gaps, omega, std::nan(""), .1).error().code == errc::bad_option);
  CHECK(least_change_of_blocks(bad, omega, 2, .1).error().index == 1);
  CHECK(least_change_of_blocks(nan, omega, 2, .1).error().code == errc::bad_interval);
  CHECK(least_change_of_blocks(gaps, none, 2, .1).error().code == errc::zero_sum);
  CHECK(least_change_of_blocks(gaps, third, 2, .1).error().code == errc::size_mismatch);
  CHECK(least_change_of_blocks({}, {}, 2, .1).error().code == errc::size_mismatch);
  CHECK(least_change_of_blocks(gaps, omega, 2, .1, {.cost = none}).error().code == errc::bad_weight);
  CHECK(least_change_of_blocks(gaps, omega, 2, .1, {.cost = nan}).error().index == 1);
  CHECK(least_change_of_blocks(gaps, omega, 2, .1, {.least = bad}).error().code == errc::bad_interval);
  CHECK(least_change_of_blocks(gaps, omega, 2, .1, {.cost = third}).error().code == errc::size_mismatch);
}

}  // namespace least_blocks_test
