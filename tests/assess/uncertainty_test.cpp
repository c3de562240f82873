// SPDX-License-Identifier: Apache-2.0
#include "fixture_model.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace uncertainty_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

using fixture::assessed;
using fixture::priorities_model;

/// A side's answer as raters who scatter around it and have it as their mean.
void spread(answers& a, std::size_t raters) {
  for (std::size_t r = 0; r < raters; ++r) {
    rater x{.id = "r" + std::to_string(r), .priorities = a.priorities};
    const double step = r % 2 == 0 ? .04 : -.04;
    x.priorities[0] += raters % 2 == 0 || r + 1 < raters ? step : 0.0;
    x.priorities[5] -= raters % 2 == 0 || r + 1 < raters ? step : 0.0;
    a.raters.push_back(x);
  }
  a.priorities.clear();
}

bool noted(const assessment& a, const std::string& path) {
  return std::any_of(a.status.begin(), a.status.end(), [&](const status_note& n) { return n.path == path; });
}

}  // namespace

TEST_CASE("one answer a side has no doubt to tell", "[assess]") {
  const assessment a = assessed(priorities_model());
  CHECK(a.uncertainty.empty());
  CHECK(a.agreement.empty());
}

TEST_CASE("raters: interval, noise floor and p", "[assess]") {
  auto parts = priorities_model();
  for (auto& s : parts.sides) spread(s.given, 6);
  const assessment a = assessed(parts);
  REQUIRE(a.uncertainty.size() == 1);
  const uncertainty_entry& x = a.uncertainty[0];
  CHECK(x.method == doubt::bootstrap);
  CHECK(x.raters == std::array<std::size_t, 2>{6, 6});
  CHECK(fixture::priority_gap.accepts(x.estimate));
  CHECK(a.pairs[0].comparison.gaps.priority == Approx(x.estimate).margin(1e-15));
  REQUIRE(x.range);
  CHECK(x.range->low <= x.estimate);
  CHECK(x.range->high >= x.estimate);
  REQUIRE(x.permutation);
  CHECK(x.permutation->exact);
  CHECK(x.permutation->ways == 924);  // C(12, 6)
  CHECK(x.permutation->p == Approx(2.0 / 924).margin(1e-15));
  CHECK(x.within_noise() == false);

  // Sides of the same raters: whatever they differ by is noise.
  auto same = parts;
  same.sides[1].given.raters = same.sides[0].given.raters;
  const assessment b = assessed(same);
  CHECK(b.uncertainty[0].within_noise() == true);
  CHECK(b.uncertainty[0].permutation->p == 1.0);
}

TEST_CASE("few raters give no interval, and say so", "[assess]") {
  auto parts = priorities_model();
  spread(parts.sides[0].given, 4);
  const assessment a = assessed(parts);  // four against one answer
  REQUIRE(a.uncertainty.size() == 1);
  CHECK(a.uncertainty[0].raters == std::array<std::size_t, 2>{4, 1});
  CHECK_FALSE(a.uncertainty[0].range);
  CHECK(a.uncertainty[0].permutation->least_p == Approx(.2));
  CHECK(noted(a, "/uncertainty/0/priority_gap/low"));
  CHECK(noted(a, "/uncertainty/0/p"));
  // Two and two cannot give p below one third.
  auto two = priorities_model();
  for (auto& s : two.sides) spread(s.given, 2);
  CHECK(assessed(two).uncertainty[0].permutation->least_p == Approx(1.0 / 3));
  auto one = priorities_model();
  for (auto& s : one.sides) spread(s.given, 1);
  const assessment alone = assessed(one);
  CHECK(alone.uncertainty[0].permutation->p == 1.0);
  CHECK_FALSE(alone.agreement[0].metric->icc);
  CHECK(noted(alone, "/agreement/0/icc"));
}

TEST_CASE("raters who share no metric", "[assess]") {
  auto parts = priorities_model();
  parts.sides[0].given = {};
  parts.sides[0].given.raters = {{.id = "a", .priorities = {1, 1, NaN, NaN, NaN, NaN}},
                                 {.id = "b", .priorities = {1, 3, NaN, NaN, 1, NaN}}};
  parts.sides[1].given.priorities = {1, NaN, 1, 1, 1, 1};
  const assessment a = assessed(parts);  // m0 alone was asked of all
  CHECK(a.uncertainty[0].estimate == 0.0);
  CHECK(a.uncertainty[0].coverage == Approx(1.0 / 6));
}

TEST_CASE("intervals: the least and the greatest gap, in the ranges too", "[assess]") {
  auto parts = priorities_model();
  for (auto& s : parts.sides) {
    for (const double p : s.given.priorities) s.given.priority_ranges.emplace_back(std::max(0.0, p - .05), p + .05);
    s.given.priorities.clear();
  }
  const assessment a = assessed(parts);
  REQUIRE(a.uncertainty.size() == 1);
  const uncertainty_entry& x = a.uncertainty[0];
  CHECK(x.method == doubt::interval);
  CHECK(x.exact);
  CHECK(x.range->low == Approx(.25).margin(1e-12));  // published with the fixture, from linear programs
  CHECK(x.range->high == Approx(.85).margin(1e-12));
  CHECK(fixture::priority_gap.accepts(x.estimate));  // the middle of ±.05
  const pair& p = a.pairs[0].comparison;
  CHECK(p.metric->range.low == x.range->low);
  CHECK(p.metric->range.high == x.range->high);
  CHECK(p.range.low == Approx(1.0 - std::sqrt((.85 * .85 + 2.0) / 3)).margin(1e-12));  // time and risk unknown
  CHECK(a.group.range == p.range);
  CHECK(noted(a, "/uncertainty/0/noise_floor"));

  // With targets the range holds what they could add.
  for (std::size_t k = 0; k < 2; ++k) parts.sides[k].given.targets = {k == 0 ? 1.0 : 2.0};
  for (auto& s : parts.sides) s.given.targets.resize(6);
  parts.catalog.metrics[0].scale = scale::linear(2);
  const assessment b = assessed(parts);
  CHECK(b.pairs[0].comparison.metric->range.high >= .85 + .5 * .1);  // at most .1 on m0 from both, half apart
  CHECK(b.pairs[0].comparison.metric->range.low <= b.pairs[0].comparison.metric->gap);

  parts.sides[1].given.priority_ranges.clear();
  parts.sides[1].given.priorities = {1, 1, 1, 1, 1, NaN};
  const assessment c = assessed(parts);
  CHECK_FALSE(c.uncertainty[0].range);
  CHECK(noted(c, "/uncertainty/0/priority_gap/low"));
}

TEST_CASE("ranks: sorted Dirichlet draws about their centroid", "[assess]") {
  auto parts = priorities_model();
  parts.sides[0].given.priorities.clear();
  parts.sides[0].given.priority_ranks = {0, 1, 2, 4, 4, 3};
  const assessment a = assessed(parts);
  REQUIRE(a.uncertainty.size() == 1);
  CHECK(a.uncertainty[0].method == doubt::ranks);
  CHECK(a.uncertainty[0].estimate == a.pairs[0].comparison.gaps.priority);
  CHECK(a.uncertainty[0].range->low < a.uncertainty[0].mean.value());
  CHECK(a.uncertainty[0].mean.value() < a.uncertainty[0].range->high);
  CHECK(a.uncertainty[0].draws == 10'000);
}

TEST_CASE("how sure a side is: quantiles, and the probability of the index that is wanted", "[assess]") {
  auto parts = priorities_model();
  parts.sides[0].given.kappa = 50.0;
  parts.policy.target_index = .45;  // just the index of the priorities
  const assessment a = assessed(parts);
  REQUIRE(a.uncertainty.size() == 1);
  const uncertainty_entry& x = a.uncertainty[0];
  CHECK(x.method == doubt::dirichlet);
  CHECK(x.kappa[0] == 50.0);
  CHECK_FALSE(x.kappa[1]);
  CHECK(x.half_width == Approx(1.96 * std::sqrt(.25 / 10'000)));
  // The same draws as the function gives.
  const auto& sides = a.model.sides();
  const auto first = uncertainty::uncertain_shares::around(sides[0].priorities(), 50.0).value();
  const auto second =
      uncertainty::uncertain_shares::around(sides[1].priorities(), std::numeric_limits<double>::infinity()).value();
  const auto drawn = uncertainty::sampled_gap(first, second).value();
  CHECK(x.range == drawn.range());
  CHECK(x.probability == drawn.probability(.45));
  CHECK(*x.probability > .2);
  CHECK(*x.probability < .8);
  parts.policy.target_index.reset();
  CHECK_FALSE(assessed(parts).uncertainty[0].probability);
}

}  // namespace uncertainty_test
