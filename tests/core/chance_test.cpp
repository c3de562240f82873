// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/chance.hpp>
#include <coalign/gap/horizon.hpp>
#include <random>

namespace chance_test {

using namespace coalign;

TEST_CASE("expected gaps of random answers, as published", "[chance]") {
  CHECK(fixture::chance_priority.accepts(chance_priority(6).value()));
  CHECK(fixture::chance_horizon.accepts(chance_horizon(gap::time_axis().steps()).value()));
  const auto equal = gap::time_axis::make(fixture::days, spacing::equal).value();
  CHECK(fixture::chance_horizon_equal.accepts(chance_horizon(equal.steps()).value()));
}

TEST_CASE("chance is undefined where there is nothing to divide", "[chance]") {
  CHECK_FALSE(chance_priority(0));
  CHECK_FALSE(chance_priority(1));
  CHECK(chance_priority(2).value() == Approx(1.0 / 3.0).margin(1e-16));
  CHECK_FALSE(chance_horizon({}));
}

TEST_CASE("chance is the reference's for any number of items", "[chance]") {
  for (std::size_t n = 2; n <= 64; ++n) {
    CAPTURE(n);
    CHECK(std::abs(chance_priority(n).value() - static_cast<double>(reference::chance_priority(n))) < 1e-15);
    std::vector<double> steps;
    for (std::size_t j = 1; j < n; ++j) steps.push_back(static_cast<double>(2 * j) / static_cast<double>(n * (n - 1)));
    reference::numbers y{0};
    for (const double step : steps) y.push_back(y.back() + step);
    CHECK(chance_horizon(steps).value() == Approx(static_cast<double>(reference::chance_horizon(y))).epsilon(1e-12));
  }
}

TEST_CASE("chance is the mean of random answers", "[chance]") {
  // 20,000 pairs drawn from Dirichlet(1, 1, 1, 1, 1): five standard errors are below .006 for a gap within 0..1.
  std::mt19937_64 random(7);
  std::exponential_distribution<double> exponential;
  const gap::time_axis axis;
  double priority = 0.0, horizon = 0.0;
  constexpr int draws = 20000;
  for (int k = 0; k < draws; ++k) {
    std::vector<double> p(5), q(5);
    for (double& x : p) x = exponential(random);
    for (double& x : q) x = exponential(random);
    const auto a = weights::from_points(p).value(), b = weights::from_points(q).value();
    priority += gap::priority(a, b) / draws;
    horizon += gap::horizon(a, b, axis) / draws;
  }
  CHECK(priority == Approx(chance_priority(5).value()).margin(.006));
  CHECK(horizon == Approx(chance_horizon(axis.steps()).value()).margin(.006));
}

TEST_CASE("many horizons neither overflow nor vanish", "[chance]") {
  const std::vector<double> steps(2000, 1.0 / 2000.0);
  const double gap = chance_horizon(steps).value();
  // The mean of |F_p - F_q| falls like 1/sqrt(J).
  CHECK(gap > 0.001);
  CHECK(gap < 0.03);
}

}  // namespace chance_test
