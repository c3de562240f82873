// Licensed under the Apache License, Version 2.0.
// SPDX-License-Identifier: Apache-2.0
//
// The reference is only worth testing against if it is right itself: it must give the published
// numbers, and agree with definitions that it was not written from.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "../fixture.hpp"
#include "reference.hpp"

namespace reference_test {

namespace {

using reference::interval;
using reference::numbers;
using reference::real;

void check(real actual, fixture::expected wanted) {
  CAPTURE(static_cast<double>(actual), wanted.value, wanted.tolerance);
  CHECK(wanted.accepts(static_cast<double>(actual)));
}

template <std::size_t Size>
void check(const numbers& actual, const std::array<fixture::expected, Size>& wanted) {
  REQUIRE(actual.size() == Size);
  for (std::size_t i = 0; i < Size; ++i) {
    CAPTURE(i);
    check(actual[i], wanted[i]);
  }
}

struct two_sides {
  numbers p = reference::from_points(fixture::cio_priorities);
  numbers q = reference::from_points(fixture::cmo_priorities);
  numbers delta = fixture::goal_distances;
  numbers h_p = reference::from_points(fixture::cio_horizons);
  numbers h_q = reference::from_points(fixture::cmo_horizons);
  numbers y = reference::log_positions(fixture::days);
  numbers v = reference::from_points(fixture::risk_weights);
  numbers x_p = fixture::cio_severities;
  numbers x_q = fixture::cmo_severities;
};

numbers random_shares(std::mt19937_64& random, std::size_t n) {
  std::exponential_distribution<double> exponential;
  std::bernoulli_distribution zero(.2);
  numbers points;
  for (std::size_t i = 0; i < n; ++i) points.push_back(zero(random) ? 0 : exponential(random));
  points[n / 2] += 1;
  return reference::from_points(points);
}

}  // namespace

TEST_CASE_METHOD(two_sides, "reference: metrics of the two-side fixture", "[reference]") {
  check(reference::priority_gap(p, q), fixture::priority_gap);
  check(reference::priority_contributions(p, q), fixture::priority_contributions);
  check(reference::common_ground(p, q), fixture::common_ground);
  check(reference::goal_gap(p, q, delta), fixture::goal_gap);
  check(reference::metric_gap(p, q, delta), fixture::metric_gap);
  check(reference::sum(reference::metric_contributions(p, q, delta)), fixture::metric_gap);
  check(reference::chance_priority(reference::weighed(p, q)), fixture::chance_priority);
  check(reference::chance_corrected(p, q), fixture::chance_corrected);
  check(reference::jensen_shannon_bits(p, q), fixture::jensen_shannon_bits);
  check(reference::jensen_shannon(p, q), fixture::jensen_shannon);
  check(reference::hellinger(p, q), fixture::hellinger);
  check(reference::cosine(p, q), fixture::cosine);
  check(reference::kendall_tau_b(p, q), fixture::kendall_tau_b);
}

TEST_CASE_METHOD(two_sides, "reference: horizons of the two-side fixture", "[reference]") {
  check(y, fixture::positions);
  check(reference::log_positions(reference::default_days()), fixture::positions);
  check(reference::boundary_terms(h_p, h_q, y), fixture::boundary_terms);
  check(reference::horizon_gap(h_p, h_q, y), fixture::horizon_gap);
  check(reference::horizon_gap(h_p, h_q, reference::equal_positions(5)), fixture::horizon_gap_equal);
  check(reference::shift(h_p, h_q, y), fixture::shift);
  check(reference::crossing(h_p, h_q, y), fixture::crossing);
  check(reference::chance_horizon(y), fixture::chance_horizon);
  check(reference::chance_horizon(reference::equal_positions(5)), fixture::chance_horizon_equal);
  check(reference::typical_days(h_p, fixture::days), fixture::cio_days);
  check(reference::typical_days(h_q, fixture::days), fixture::cmo_days);
}

TEST_CASE_METHOD(two_sides, "reference: risk of the two-side fixture", "[reference]") {
  const real distance = reference::risk_distance(x_p, x_q, v);
  check(distance, fixture::risk_gap);
  check(distance * distance, fixture::risk_gap_squared);
  check(reference::sum(reference::risk_contributions(x_p, x_q, v)), fixture::risk_gap);
  const auto parts = reference::profile(x_p, x_q, v);
  check(parts.elevation, fixture::elevation);
  check(parts.scatter, fixture::scatter);
  check(parts.shape, fixture::shape);
  CHECK(parts.more > 0);
  check(2 * (reference::deviation(x_p, v) * reference::deviation(x_q, v) - reference::covariance(x_p, x_q, v)),
        fixture::shape);
  check(reference::correlation(x_p, x_q, v), fixture::risk_correlation);
  check(reference::kendall_tau_b(x_p, x_q, v), fixture::risk_weighted_tau);
  check(reference::kendall_tau_b(x_p, x_q), fixture::risk_tau_b);
}

TEST_CASE_METHOD(two_sides, "reference: overall gap of the two-side fixture", "[reference]") {
  const numbers gaps{reference::metric_gap(p, q, delta), reference::horizon_gap(h_p, h_q, y),
                     reference::risk_distance(x_p, x_q, v)};
  const numbers equal{1, 1, 1};
  for (const auto& [rho, gap] : fixture::overall) {
    CAPTURE(rho);
    check(reference::overall(gaps, equal, rho), gap);
    check(reference::sum(reference::block_contributions(gaps, equal, rho)), gap);
  }
  const numbers blocks = reference::block_contributions(gaps, equal, 2);
  check(blocks, fixture::block_contributions);
  const numbers nested =
      reference::nested_contributions(reference::metric_contributions(p, q, delta), gaps[0], blocks[0]);
  check(reference::sum(nested), fixture::block_contributions[0]);
  const interval band = reference::band(gaps, equal);
  check(band.low, fixture::band[0]);
  check(band.high, fixture::band[1]);
  const interval weights = reference::weight_range(gaps, equal, 2);
  check(weights.low, fixture::weight_range[0]);
  check(weights.high, fixture::weight_range[1]);
}

TEST_CASE_METHOD(two_sides, "reference: placements, merges and shared metrics of the two-side fixture", "[reference]") {
  const auto metric = reference::priority_placements(p, q);
  CHECK(metric.nearer == fixture::priority_placements.nearer);
  CHECK(metric.tied == fixture::priority_placements.tied);
  CHECK(metric.further == fixture::priority_placements.further);
  const auto risk = reference::risk_placements(x_p, x_q, v);
  CHECK(risk.nearer == fixture::risk_placements.nearer);
  CHECK(risk.tied == fixture::risk_placements.tied);
  CHECK(risk.further == fixture::risk_placements.further);

  const auto [least, greatest] = reference::extreme_merges(p, q);
  CHECK(least.first == fixture::least_merge[0]);
  CHECK(least.second == fixture::least_merge[1]);
  check(least.priority_gap, fixture::least_merge_gap);
  check(greatest.priority_gap, fixture::priority_gap);

  const numbers shared = reference::shared_weights(p, q);
  check(shared, fixture::shared_weights);
  numbers attained;
  for (const auto& row : fixture::attainment) {
    const auto better = row.target > row.baseline ? reference::direction::higher : reference::direction::lower;
    const auto [raw, attainment] =
        reference::attain(better, reference::scale_kind::linear, row.current, row.baseline, row.target);
    check(raw, row.raw);
    check(attainment, row.attainment);
    attained.push_back(attainment);
  }
  const interval score = reference::shared_score(shared, {attained, attained});
  check(score.low, fixture::shared_score);
  check(score.high, fixture::shared_score);
}

TEST_CASE("reference: distances documented by SciPy", "[reference]") {
  check(reference::jensen_shannon({1, 0, 0}, {0, 1, 0}), fixture::scipy_jensen_shannon_disjoint);
  check(reference::jensen_shannon({1, 0}, {0.5L, 0.5L}) * std::sqrt(std::log(2.0L)),
        fixture::scipy_jensen_shannon_nats);
  const real third = 1.0L / 3;
  check(reference::horizon_gap({third, third, third, 0, 0, 0}, {0, 0, 0, third, third, third}, {0, 1, 3, 5, 6, 8}),
        fixture::scipy_wasserstein);
  check(reference::horizon_gap({.75L, .25L}, {.5L, .5L}, {0, 1}), fixture::scipy_wasserstein_weighted);
}

TEST_CASE("reference: goal distances by hand", "[reference]") {
  using reference::goal_distance;
  const reference::scale linear{reference::scale_kind::linear, 10, 0};
  const reference::scale log{reference::scale_kind::log, 2, 0};
  const reference::scale nines{reference::scale_kind::log_shortfall, 10, 100};
  constexpr fixture::expected half{.5, 1e-15};
  constexpr fixture::expected one{1, 0};
  check(goal_distance(linear, 8, 13), half);
  check(goal_distance(linear, 8, 19), one);
  check(goal_distance(log, 100, 200), fixture::expected{1, 1e-15});
  check(goal_distance(log, 100, 100 * std::sqrt(2.0L)), half);
  check(goal_distance(log, 100, 201), one);
  // from two nines to three is the full factor of ten, to two and a half is half of it
  check(goal_distance(nines, 99, 99.9L), fixture::expected{1, 1e-15});
  check(goal_distance(nines, 99, 100 - 1 / std::sqrt(10.0L)), half);
  check(goal_distance(linear, interval{18, 22}, interval{19, 27}), half);
  check(goal_distance(linear, interval{18, 22}, interval{20, 20}), fixture::expected{.2, 1e-15});
  check(goal_distance(linear, interval{1, 2}, interval{1, 2}), fixture::expected{0, 0});
  check(goal_distance(nines, interval{90, 99}, interval{90, 99.9L}), fixture::expected{1, 1e-15});
  check(goal_distance(linear, interval{5, 5}, interval{5, 5}, true), one);
  check(goal_distance(linear, interval{5, 5}, interval{5, 5}, false), fixture::expected{0, 0});
}

TEST_CASE_METHOD(two_sides, "reference: edge cases by hand", "[reference]") {
  const numbers unknown{0, reference::nan, 0, .5L, 0, .1L};
  const interval range = reference::metric_range(p, q, unknown);
  check(range.low, fixture::exact(.59));
  check(range.high, fixture::exact(.69));
  check(reference::goal_coverage(p, q, unknown), fixture::exact(7. / 9));
  const interval none = reference::metric_range(p, q, {});
  check(none.low, fixture::priority_gap);
  check(none.high, fixture::priority_gap);

  const auto asked = reference::asked_of_both({1, reference::nan, 2, 3}, {4, 5, 6, reference::nan});
  CHECK(asked.first == numbers{1, 2});
  CHECK(asked.second == numbers{4, 6});
  check(reference::metric_coverage({1, reference::nan, 2, 3}, {4, 5, 6, reference::nan}), fixture::exact(.5));

  const numbers gaps{.6L, reference::nan, .3L};
  check(reference::overall(gaps, {1, 1, 1}, 1), fixture::exact(.45));
  check(reference::block_coverage(gaps, {1, 1, 1}), fixture::exact(2. / 3));
  const interval ends = reference::overall_range(gaps, gaps, {1, 1, 1}, 1);
  check(ends.low, fixture::exact(.3));
  check(ends.high, fixture::exact(1.9 / 3));
  CHECK(reference::block_contributions({.6L, .6L, .3L}, {0, 1, 1}, reference::infinity) == numbers{0, .6L, 0});
  CHECK(reference::overall({0, 0, 0}, {1, 1, 1}, 2) == 0);
  check(reference::overall({1e-300L, 1e-300L, 1e-300L}, {1, 1, 1}, 1000) * 1e300L, fixture::exact(1));

  const numbers week = reference::place(1, fixture::days, y);
  CHECK(week == numbers{1, 0, 0, 0, 0});
  CHECK(reference::place(5000, fixture::days, y) == numbers{0, 0, 0, 0, 1});
  CHECK(reference::place(30.4375L, fixture::days, y) == numbers{0, 1, 0, 0, 0});
  const numbers six_weeks = reference::place(42, fixture::days, y);
  check(reference::typical_days(six_weeks, fixture::days), fixture::exact(42));
  check(reference::sum(six_weeks), fixture::exact(1));

  const std::vector<interval> careful{{.1L, .3L}, {.2L, .2L}};
  const std::vector<interval> bold{{.1L, .8L}, {.2L, .2L}};
  check(reference::risk_gap({.5L, .5L}, {.5L, .5L}, careful, bold, {.5L, .5L}), fixture::exact(.25));
  check(reference::sum(reference::risk_contributions({.5L, .5L}, {.5L, .5L}, careful, bold, {.5L, .5L})),
        fixture::exact(.25));
  check(reference::breach_conflict({.5L, .5L}, {.5L, .5L}, {.3L, .2L}, {.8L, .2L}, {.6L, .4L}), fixture::exact(.6));
  CHECK(std::isnan(reference::kendall_tau_b({1, 1, 1}, {1, 2, 3})));
  check(reference::severity(2, 3, {0, .25L, .5L, .75L, 1}), fixture::exact(.125));

  CHECK(reference::top_set({.5L, .3L, .1L, .1L}) == std::vector<bool>{true, true, false, false});
  CHECK(reference::top_set({.5L, .2L, .1L, .1L, .1L}) == std::vector<bool>{true, true, true, true, true});
  check(reference::attain(reference::direction::lower, reference::scale_kind::log, 10, 20, 5).raw, fixture::exact(.5));
  CHECK(reference::attain(reference::direction::lower, reference::scale_kind::linear, 4, 5, 5).attainment == 1);
  CHECK(reference::attain(reference::direction::lower, reference::scale_kind::linear, 6, 5, 5).attainment == 0);
  check(reference::attain_within(24, {18, 22}, 5), fixture::exact(.6));
  CHECK(reference::attain_within(20, {18, 22}, 0) == 1);
  const interval score = reference::shared_score({.5L, .5L}, {{1, reference::nan}, {.5L, 1}});
  check(score.low, fixture::exact(.25));
  check(score.high, fixture::exact(.75));
  check(reference::blind_spot({.05L, .6L, .35L}, {.05L, .25L, .7L}), fixture::exact(.35));
}

TEST_CASE("reference: the metric gap is an optimal transport", "[reference]") {
  // Weak duality: prices with a_i + b_j <= cost of i to j bound the cost of every transport from
  // below. Those used here satisfy that for any goal distances in [0, 1], so a gap equal to the
  // bound is the least cost.
  std::mt19937_64 random(7);
  for (int trial = 0; trial < 500; ++trial) {
    const std::size_t n = 2 + static_cast<std::size_t>(trial % 7);
    const numbers one = random_shares(random, n);
    const numbers two = random_shares(random, n);
    numbers goals;
    for (std::size_t i = 0; i < n; ++i) goals.push_back(std::uniform_real_distribution<double>(0, 1)(random));
    real dual = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const real a = one[i] > two[i] ? 1 : goals[i];
      const real b = one[i] > two[i] ? goals[i] - 1 : 0;
      dual += a * one[i] + b * two[i];
    }
    const real primal = reference::metric_gap(one, two, goals);
    CHECK(std::fabs(primal - dual) < 1e-14L);
    const real by_half = reference::sum(reference::priority_contributions(one, two));
    CHECK(std::fabs(reference::priority_gap(one, two) - by_half) < 1e-14L);
    CHECK(std::fabs(reference::priority_gap(one, two) + reference::common_ground(one, two) - 1) < 1e-14L);
  }
}

TEST_CASE("reference: chance by integration", "[reference]") {
  // E|X - Y| = 2 times the integral of F (1 - F). The cumulative share of the first j of J
  // horizons is Beta(j, J - j), whose distribution function is a binomial tail.
  for (std::size_t horizons = 2; horizons <= 8; ++horizons)
    for (std::size_t j = 1; j < horizons; ++j) {
      const auto distribution = [&](real at) {
        real tail = 0;
        real ways = 1;
        const std::size_t tosses = horizons - 1;
        for (std::size_t k = 0; k <= tosses; ++k) {
          if (k >= j)
            tail += ways * std::pow(at, static_cast<real>(k)) * std::pow(1 - at, static_cast<real>(tosses - k));
          ways *= static_cast<real>(tosses - k) / static_cast<real>(k + 1);
        }
        return tail;
      };
      constexpr int steps = 2000;  // Simpson's rule
      real integral = 0;
      for (int step = 0; step <= steps; ++step) {
        const real at = static_cast<real>(step) / steps;
        const real f = distribution(at);
        const real factor = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2;
        integral += factor * f * (1 - f);
      }
      integral /= 3 * static_cast<real>(steps);
      CAPTURE(horizons, j);
      CHECK(std::fabs(2 * integral - reference::chance_boundary(horizons, j)) < 1e-10L);
    }
}

TEST_CASE("reference: Jensen-Shannon agrees with the entropies", "[reference]") {
  const auto entropy = [](const numbers& w) {
    real bits = 0;
    for (const real share : w)
      if (share > 0) bits -= share * std::log2(share);
    return bits;
  };
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 500; ++trial) {
    const numbers one = random_shares(random, 6);
    const numbers two = random_shares(random, 6);
    numbers middle;
    for (std::size_t i = 0; i < one.size(); ++i) middle.push_back((one[i] + two[i]) / 2);
    const real wanted = entropy(middle) - (entropy(one) + entropy(two)) / 2;
    CHECK(std::fabs(reference::jensen_shannon_bits(one, two) - wanted) < 1e-14L);
    real overlap = 0;
    for (std::size_t i = 0; i < one.size(); ++i) overlap += std::sqrt(one[i] * two[i]);
    const real hellinger = reference::hellinger(one, two);
    CHECK(std::fabs(hellinger * hellinger - (1 - overlap)) < 1e-14L);
  }
}

}  // namespace reference_test
