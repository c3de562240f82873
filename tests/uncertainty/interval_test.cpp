// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/uncertainty/interval.hpp>

namespace interval_test {

using namespace coalign;
using uncertainty::interval_gap;

namespace {

struct box {
  std::vector<double> low, high;
};

/// Around shares, floored at 0, so that some weights lie in it.
box around(std::span<const double> p, double radius) {
  box b;
  for (const double x : p) {
    b.low.push_back(std::max(0.0, x - radius));
    b.high.push_back(std::min(1.0, x + radius));
  }
  return b;
}

/// Intervals on a grid of twentieths around shares: ties, points, [0, 1] and budgets of exactly 0 are not rare.
box draw_box(std::size_t n) {
  std::vector<double> p(n, 0.0);
  for (int k = 0; k < 20; ++k) p[generators::size(0, n - 1)] += 0.05;
  box b;
  const int style = generators::whole(0, 3);
  for (std::size_t i = 0; i < n; ++i) {
    const double down = style == 0 ? 0.0 : style == 1 ? generators::whole(0, 6) * 0.05 : generators::unit();
    const double up = style == 0   ? generators::whole(0, 1) * 0.1
                      : style == 1 ? generators::whole(0, 6) * 0.05
                                   : generators::unit();
    b.low.push_back(std::clamp(p[i] - down, 0.0, 1.0));
    b.high.push_back(std::clamp(p[i] + up, b.low.back(), 1.0));
  }
  return b;
}

/// Every vertex of the box cut by Σ = 1: all coordinates but one at an end.
std::vector<std::vector<double>> vertices(const box& b) {
  const std::size_t n = b.low.size();
  std::vector<std::vector<double>> out;
  for (std::size_t free = 0; free < n; ++free) {
    for (std::size_t ends = 0; ends < (std::size_t{1} << n); ++ends) {
      if (ends >> free & 1U) continue;
      std::vector<double> x(n);
      double rest = 1.0;
      for (std::size_t i = 0; i < n; ++i) {
        if (i == free) continue;
        x[i] = (ends >> i & 1U) ? b.high[i] : b.low[i];
        rest -= x[i];
      }
      if (rest < b.low[free] - 1e-12 || rest > b.high[free] + 1e-12) continue;
      x[free] = rest;
      out.push_back(x);
    }
  }
  return out;
}

double distance(const std::vector<double>& p, const std::vector<double>& q) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += 0.5 * std::abs(p[i] - q[i]);
  return sum;
}

/// The least gap as a cut: the most, over sets, that p has to put on one beyond what q can (the dual of the program).
double least_by_cuts(const box& p, const box& q) {
  const std::size_t n = p.low.size();
  double best = 0;
  for (std::size_t set = 0; set < (std::size_t{1} << n); ++set) {
    double lp = 0, uq = 0, up_out = 0, lq_out = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (set >> i & 1U) {
        lp += p.low[i];
        uq += q.high[i];
      } else {
        up_out += p.high[i];
        lq_out += q.low[i];
      }
    }
    best = std::max(best, std::max(lp, 1 - up_out) - std::min(uq, 1 - lq_out));
  }
  return best;
}

}  // namespace

TEST_CASE("intervals of the two-side fixture", "[uncertainty][interval_gap]") {
  const box p = around(fixture::cio_priorities, .05), q = around(fixture::cmo_priorities, .05);
  const auto found = interval_gap(p.low, p.high, q.low, q.high).value();
  CHECK(fixture::exact(.25).accepts(found.gap.low));
  CHECK(fixture::exact(.85).accepts(found.gap.high));
  CHECK(found.exact);
  CHECK(found.reached == found.gap.high);
}

TEST_CASE("interval gaps are those of brute force over vertices and cuts", "[uncertainty][interval_gap]") {
  generators::holds(
      "range",
      [] {
        const std::size_t n = generators::size(1, 5);
        const box p = draw_box(n), q = generators::whole(0, 7) == 0 ? p : draw_box(n);
        const auto found = interval_gap(p.low, p.high, q.low, q.high).value();
        double greatest = 0, least = 1;
        for (const auto& x : vertices(p))
          for (const auto& y : vertices(q)) {
            greatest = std::max(greatest, distance(x, y));
            least = std::min(least, distance(x, y));
          }
        NEED(std::abs(found.gap.high - greatest) < 1e-12);
        NEED(found.gap.low <= least + 1e-12);
        NEED(std::abs(found.gap.low - least_by_cuts(p, q)) < 1e-12);
        NEED(found.exact);
        const auto other = interval_gap(q.low, q.high, p.low, p.high).value();
        NEED(std::abs(other.gap.low - found.gap.low) < 1e-12 && std::abs(other.gap.high - found.gap.high) < 1e-12);
      },
      4000);
}

TEST_CASE("points are intervals of no width", "[uncertainty][interval_gap]") {
  generators::holds(
      "points",
      [] {
        const std::size_t n = generators::size(1, 60);
        const auto p = generators::weights(n), q = generators::weights(n);
        const auto found = interval_gap(p.values(), p.values(), q.values(), q.values()).value();
        NEED(found.exact);
        NEED(std::abs(found.gap.low - gap::priority(p, q)) < 1e-9);
        NEED(std::abs(found.gap.high - gap::priority(p, q)) < 1e-9);
      },
      500);
}

TEST_CASE("wider intervals widen the range, and what lies in them is in it", "[uncertainty][interval_gap]") {
  generators::holds(
      "nested",
      [] {
        const std::size_t n = generators::size(1, 12);
        const auto p = generators::weights(n), q = generators::weights(n);
        const double g = gap::priority(p, q);
        interval before{g, g};
        for (const double radius : {.0, .01, .05, .3, 1.0}) {
          const box a = around(p.values(), radius), b = around(q.values(), radius);
          const auto found = interval_gap(a.low, a.high, b.low, b.high).value();
          NEED(found.gap.low <= before.low + 1e-9 && found.gap.high >= before.high - 1e-9);
          before = found.gap;
        }
        NEED(before.low == 0.0);
        NEED(std::abs(before.high - (n > 1 ? 1.0 : 0.0)) < 1e-12);
      },
      300);
}

TEST_CASE("beyond twenty intervals that overlap there is a bound, and what was found", "[uncertainty][interval_gap]") {
  // Copies of one metric are one metric to the bound, and twenty-one are too many to try every way.
  const std::size_t n = 24;
  const std::vector<double> low(n, 0.02), high(n, 0.08), wide(n, 0.3);
  const auto found = interval_gap(low, high, low, high).value();
  // p puts .08 on s metrics and .02 on the others: s = 8.67, so one is between; q the other way round.
  CHECK(found.gap.high >= found.reached);
  CHECK(found.reached > 0.5);
  CHECK(found.gap.high < 0.53);
  CHECK(found.gap.low == Approx(0.0).margin(1e-12));
  generators::holds(
      "bound",
      [] {
        const std::size_t m = generators::size(10, 12);
        const box p = around(generators::weights(m).values(), .1), q = around(generators::weights(m).values(), .07);
        uncertainty::detail::greatest_gap greatest(p.low, p.high, q.low, q.high);
        const double exact = greatest.exact(), bound = greatest.bound(), sampled = greatest.sampled(1);
        NEED(bound >= exact - 1e-12);
        NEED(sampled <= exact + 1e-12);
        // At most two metrics are cut by the bound, and a search from 64 starts comes close.
        NEED(bound - exact < .11);
        NEED(exact - sampled < .02);
      },
      300);
  const auto many = interval_gap(low, wide, low, wide).value();
  CHECK(many.gap.high <= 1.0);
  CHECK(interval_gap(low, wide, low, wide, 1).value().gap == many.gap);
  // Twenty-one metrics, of which one is a point: every way is tried.
  std::vector<double> l(21, 0.0), u(21, 0.2);
  u[0] = 0.0;
  CHECK(interval_gap(l, u, l, u).value().exact);
}

TEST_CASE("a hundred intervals end soon", "[uncertainty][interval_gap]") {
  const std::vector<double> low(300, 0.0), high(300, 1.0), narrow(300, 0.004);
  CHECK(interval_gap(low, high, low, high).value().gap == interval(0.0, 1.0));
  const auto found = interval_gap(low, narrow, low, narrow).value();
  CHECK(found.gap.low == 0.0);
  CHECK(found.gap.high == Approx(0.2).margin(0.005));
}

TEST_CASE("bad intervals", "[uncertainty][interval_gap]") {
  const std::vector<double> low{.2, .3}, high{.6, .7};
  const auto code = [&](std::vector<double> l, std::vector<double> h) {
    const auto found = interval_gap(low, high, l, h);
    REQUIRE_FALSE(found);
    CHECK(found.error().side == 1);
    return found.error();
  };
  CHECK(code({.2, .9}, {.6, .7}).code == errc::bad_interval);
  CHECK(code({.2, .9}, {.6, .7}).index == 1);
  CHECK(code({-.1, .3}, {.6, .7}).index == 0);
  CHECK(code({std::nan(""), .3}, {.6, .7}).index == 0);
  CHECK(code({.2, .3}, {.6, std::nan("")}).index == 1);
  CHECK(code({.2, .3}, {.6, 1.1}).index == 1);
  CHECK(code({.6, .5}, {.6, .5}).index == -1);  // more than one
  CHECK(code({.1, .1}, {.4, .5}).index == -1);  // less than one
  CHECK(code({.1, .1}, {.4, .5}).got == Approx(.9));
  CHECK(code({.2}, {.6, .7}).code == errc::size_mismatch);
  CHECK(code({.2, .2, .2}, {.6, .7, .7}).code == errc::size_mismatch);
  CHECK(interval_gap({}, {}, {}, {}).error().code == errc::size_mismatch);
  CHECK(interval_gap(std::vector<double>{.2, 1.2}, high, low, high).error().side == 0);
  // Rounding is no error: ten tenths.
  const std::vector<double> tenths(10, .1);
  CHECK(interval_gap(tenths, tenths, tenths, tenths).value().gap == interval(0.0, 0.0));
}

}  // namespace interval_test
