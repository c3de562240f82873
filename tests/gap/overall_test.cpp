// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <coalign/gap/overall.hpp>

namespace overall_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr std::array<double, 3> third{1. / 3, 1. / 3, 1. / 3};

std::array<double, 3> fixture_gaps() {
  return {fixture::metric_gap.value, fixture::horizon_gap.value, fixture::risk_gap.value};
}

double draw_rho() {
  const int kind = generators::whole(0, 5);
  return kind == 0   ? 1.0
         : kind == 1 ? 2.0
         : kind == 2 ? 4.0
         : kind == 3 ? inf
         : kind == 4 ? 1.0 + 1e6 * generators::unit()
                     : 1.0 + 5.0 * generators::unit();
}

std::vector<double> items(std::span<const double> gaps, std::span<const double> omega, double rho) {
  std::vector<double> out(gaps.size(), -1.0);
  REQUIRE(gap::overall_items(gaps, omega, rho, out));
  return out;
}

}  // namespace

TEST_CASE("overall gap of the two-side fixture", "[overall]") {
  for (const auto& [rho, wanted] : fixture::overall) {
    CAPTURE(rho);
    // The published blocks carry eight decimals, and so does what they give.
    CHECK(std::abs(gap::overall(fixture_gaps(), third, rho) - wanted.value) < 1.5e-8);
  }
  const auto terms = items(fixture_gaps(), third, 2);
  for (std::size_t b = 0; b < 3; ++b) CHECK(std::abs(terms[b] - fixture::block_contributions[b].value) < 1.5e-8);
  const interval band = gap::index_band(fixture_gaps(), third);
  CHECK(fixture::band[0].accepts(band.low));
  CHECK(fixture::band[1].accepts(band.high));
  const interval range = gap::index_weight_range(fixture_gaps(), third, 2);
  CHECK(fixture::weight_range[0].accepts(range.low));
  CHECK(fixture::weight_range[1].accepts(range.high));
}

TEST_CASE("overall gap: zeros, ties, extremes of rho", "[overall]") {
  const std::array<double, 3> none{}, tie{.5, .2, .5}, tiny{1e-200, 2e-200, 0};
  for (const double rho : {1.0, 2.0, 7.5, inf}) {
    CHECK(gap::overall(none, third, rho) == 0.0);
    CHECK(items(none, third, rho) == std::vector<double>{0, 0, 0});
  }
  CHECK(items(tie, third, inf) == std::vector<double>{.5, 0, 0});  // the first at a tie
  CHECK(gap::overall(tie, third, 1e6) == Approx(.5).epsilon(1e-5));
  CHECK(gap::overall(tiny, third, 2) == Approx(std::sqrt(5. / 3) * 1e-200).epsilon(1e-14));
  CHECK(gap::overall(tiny, third, 400) > 1e-200);
  // A block without weight plays no part, however large.
  const std::array<double, 3> omega{0, .5, .5}, loud{1, .2, .2};
  for (const double rho : {1.0, 2.0, inf}) {
    CHECK(gap::overall(loud, omega, rho) == Approx(.2).margin(1e-16));
    CHECK(items(loud, omega, rho)[0] == 0.0);
  }
  const std::array<double, 3> whole{1, 1, 1};
  for (const double rho : {1.0, 2.0, 3.7, inf}) CHECK(gap::overall(whole, third, rho) == Approx(1.0).margin(1e-15));
}

TEST_CASE("overall functions need equal lengths", "[overall]") {
  const std::array<double, 2> two{.5, .5};
  CHECK(std::isnan(gap::overall(two, third, 2)));
  std::array<double, 3> out{7, 7, 7};
  CHECK_FALSE(gap::overall_items(two, third, 2, out));
  CHECK_FALSE(gap::overall_items(third, third, 2, std::span(out).first(2)));
  CHECK(out == std::array<double, 3>{7, 7, 7});
}

TEST_CASE("overall gap is the reference's, monotonic, and explained", "[overall][axioms]") {
  generators::holds(
      "overall",
      [] {
        const std::size_t n = generators::size(1, 5);
        auto gaps = generators::units(n);
        if (generators::whole(0, 3) == 0) gaps.assign(n, gaps.front());  // blocks that tie
        std::vector<double> points(n);
        for (double& w : points) w = generators::whole(0, 12);
        points[generators::size(0, n - 1)] += 1.0;
        const auto omega = weights::from_points(points).value();
        const auto w = omega.values();
        const double rho = draw_rho();
        const double g = gap::overall(gaps, w, rho);
        const auto wanted = static_cast<double>(reference::overall(gaps, points, rho));
        NEED(std::abs(g - wanted) <= 1e-12 * wanted);
        double largest = 0.0, mean = 0.0;
        for (std::size_t b = 0; b < n; ++b) {
          mean += w[b] * gaps[b];
          if (w[b] > 0.0) largest = std::max(largest, gaps[b]);
        }
        NEED(g <= largest);
        NEED(g >= mean * (1.0 - 1e-14));
        const double more = draw_rho();
        NEED(more >= rho ? gap::overall(gaps, w, more) >= g * (1.0 - 1e-13) : true);
        auto raised = gaps;
        const std::size_t at = generators::size(0, n - 1);
        raised[at] += (1.0 - raised[at]) * generators::unit();
        NEED(gap::overall(raised, w, rho) >= g * (1.0 - 1e-13));

        const auto terms = items(gaps, w, rho);
        const auto expected = reference::block_contributions(gaps, points, rho);
        double sum = 0.0;
        for (std::size_t b = 0; b < n; ++b) {
          NEED(terms[b] >= 0.0);
          NEED(std::abs(terms[b] - static_cast<double>(expected[b])) <= 1e-12 + 1e-9 * terms[b]);
          sum += terms[b];
        }
        NEED(std::abs(sum - g) <= 1e-14 * g);

        const interval band = gap::index_band(gaps, w), range = gap::index_weight_range(gaps, w, rho);
        const auto wanted_band = reference::band(gaps, points);
        const auto wanted_range = reference::weight_range(gaps, points, rho);
        NEED(std::abs(band.low - static_cast<double>(wanted_band.low)) < 1e-14 &&
             std::abs(band.high - static_cast<double>(wanted_band.high)) < 1e-14);
        NEED(std::abs(range.low - static_cast<double>(wanted_range.low)) < 1e-12 &&
             std::abs(range.high - static_cast<double>(wanted_range.high)) < 1e-12);
        NEED(band.low <= 1.0 - g + 1e-14 && 1.0 - g <= band.high + 1e-14);
        NEED(range.low <= 1.0 - g + 1e-14 && 1.0 - g <= range.high + 1e-14);
      },
      4000);
  generators::holds("triangle inequality", [] {
    // Blocks that obey it give an overall gap that does, as Minkowski says.
    const double rho = draw_rho();
    const auto a = generators::units(3), b = generators::units(3);
    std::vector<double> c(3);
    for (std::size_t k = 0; k < 3; ++k) c[k] = std::min(1.0, a[k] + b[k]);
    NEED(gap::overall(c, third, rho) <= gap::overall(a, third, rho) + gap::overall(b, third, rho) + 1e-14);
  });
}

}  // namespace overall_test
