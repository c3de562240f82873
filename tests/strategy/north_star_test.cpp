// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/north_star.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace north_star_test {

using namespace coalign;
using namespace coalign::strategy;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double unasked = std::numeric_limits<double>::quiet_NaN();

coalign::metric make_metric(std::string id, direction better, double baseline, double current) {
  coalign::metric m(std::move(id));
  m.better = better;
  m.baseline = baseline;
  m.current = current;
  return m;
}

// Customer acquisition cost, pipeline, retention.
struct company {
  coalign::catalog catalog{
      {make_metric("cac", direction::lower, 120, 112), make_metric("pipeline", direction::higher, 2, 3),
       make_metric("retention", direction::higher, 80, 82)},
      {}};
  std::vector<answers> given{{.priorities = {20, 30, 50}}, {.priorities = {60, 30, 10}}};
  std::optional<date> as_of = parse_date("2026-03-31");

  north_star_result assess(const north_star& goal) const {
    std::vector<side> sides;
    for (std::size_t k = 0; k < given.size(); ++k) {
      sides.push_back(make_side(catalog, std::string(1, static_cast<char>('a' + k)), given[k]).value());
    }
    const sections all;
    return assess_north_star(goal, {catalog, sides, all, as_of});
  }
};

north_star cut_cac() {
  return {.metric = "cac",
          .change_percent = -15,
          .start = parse_date("2026-01-01"),
          .due = parse_date("2026-12-31"),
          .owners = {"a", "b"},
          .money_per_unit = money::units(12000)};
}

}  // namespace

TEST_CASE("a goal in full, by hand", "[north_star]") {
  const auto found = company().assess(cut_cac());
  CHECK(found.specific.met());
  CHECK(found.time_bound.met());
  CHECK(found.tied_to_money.met());
  CHECK(found.co_owned.met());
  CHECK(found.target == 102.0);
  REQUIRE(found.progress);
  CHECK(found.progress->is_point());
  CHECK_THAT(found.progress->low, WithinAbs(8.0 / 18.0, 1e-15));
  REQUIRE(found.pace);
  CHECK_THAT(*found.pace, WithinAbs(89.0 / 364.0, 1e-15));  // 31 + 28 + 30 days of 364
  CHECK_THAT(*found.behind, WithinAbs(89.0 / 364.0 - 8.0 / 18.0, 1e-15));
  CHECK(found.at_stake == money::units(216000));  // 12,000 for each of 18
  CHECK(found.pulls.empty());
  CHECK_FALSE(found.strongest);
}

TEST_CASE("a change counts from the size of the baseline", "[north_star]") {
  company c;
  c.catalog.metrics[1] = make_metric("profit", direction::higher, -10, -9);
  const auto found = c.assess({.metric = "profit", .change_percent = 20});
  CHECK(found.target == -8.0);
  CHECK(found.progress->low == 0.5);
}

TEST_CASE("what a goal lacks is named", "[north_star]") {
  company c;
  const auto nothing = c.assess({});
  CHECK(nothing.specific.missing == ids{"metric", "change"});
  CHECK(nothing.time_bound.missing == ids{"due"});
  CHECK(nothing.tied_to_money.missing == ids{"money"});
  CHECK(nothing.co_owned.missing == ids{"a", "b"});
  CHECK_FALSE(nothing.progress);
  CHECK_FALSE(nothing.pace);
  CHECK_FALSE(nothing.behind);
  CHECK_FALSE(nothing.at_stake);

  CHECK(c.assess({.metric = "unknown", .target = 3}).specific.missing == ids{"metric"});
  CHECK(c.assess({.metric = "cac"}).specific.missing == ids{"change"});
  CHECK(c.assess({.metric = "cac", .target = 100}).specific.met());
  CHECK(c.assess({.owners = {"shared"}}).co_owned.met());
  CHECK(c.assess({.owners = {"b"}}).co_owned.missing == ids{"a"});
  CHECK_FALSE(c.assess({.money_total = money{}}).tied_to_money.met());

  // 15 % less than what?
  c.catalog.metrics[0].baseline.reset();
  CHECK(c.assess(cut_cac()).specific.missing == ids{"baseline"});
  CHECK_FALSE(c.assess(cut_cac()).at_stake);
  CHECK(c.assess({.metric = "cac", .target = 100}).specific.met());
}

TEST_CASE("progress is attainment, not clipped", "[north_star]") {
  company c;
  const auto progress = [&](double current) {
    c.catalog.metrics[0].current = current;
    return c.assess(cut_cac()).progress->low;
  };
  CHECK(progress(120) == 0.0);
  CHECK(progress(102) == 1.0);
  CHECK(progress(129) == -0.5);
  CHECK(progress(93) == 1.5);
  c.catalog.metrics[0].scale = scale::log(2);
  CHECK_THAT(progress(112), WithinAbs(std::log(112. / 120) / std::log(102. / 120), 1e-14));
  // No such target on the scale: nothing is measured.
  CHECK_FALSE(c.assess({.metric = "cac", .change_percent = -100}).progress);
}

TEST_CASE("a metric that is to stay where it is", "[north_star]") {
  company c;
  const auto progress = [&](double current) {
    c.catalog.metrics[0].current = current;
    return c.assess({.metric = "cac", .target = 120}).progress->low;
  };
  CHECK(progress(120) == 1.0);
  CHECK(progress(119) == 1.0);
  CHECK(progress(121) == 0.0);
}

TEST_CASE("the planned pace is linear in time and stays in 0..1", "[north_star]") {
  company c;
  north_star goal = cut_cac();
  goal.start = parse_date("2026-01-01");
  goal.due = parse_date("2026-01-11");
  const auto pace = [&](const char* day) {
    c.as_of = parse_date(day);
    return c.assess(goal).pace.value();
  };
  CHECK(pace("2025-06-01") == 0.0);
  CHECK(pace("2026-01-01") == 0.0);
  CHECK(pace("2026-01-04") == 0.3);
  CHECK(pace("2026-01-11") == 1.0);
  CHECK(pace("2027-01-01") == 1.0);
  goal.due = goal.start;
  CHECK(pace("2025-12-31") == 0.0);
  CHECK(pace("2026-01-01") == 1.0);
  goal.start.reset();
  CHECK_FALSE(c.assess(goal).pace);
}

TEST_CASE("sides that report different values: a range, never an average", "[north_star]") {
  company c;
  c.given[0].current = {111, std::nullopt, std::nullopt};
  c.given[1].current = {129, std::nullopt, std::nullopt};
  const auto found = c.assess(cut_cac());
  CHECK(found.current == interval(111, 129));
  CHECK(found.progress == interval(-0.5, 0.5));
  CHECK(*found.behind == *found.pace - 0.5);
}

TEST_CASE("money at stake", "[north_star]") {
  company c;
  north_star goal = cut_cac();
  goal.money_total = money::units(1'500'000);
  CHECK(c.assess(goal).at_stake == money::units(1'500'000));
  // 99.9 - 99 is 0.9000000000000057 in binary; money has four places.
  c.catalog.metrics[0] = make_metric("uptime", direction::higher, 99, 99.6);
  CHECK(c.assess({.metric = "uptime", .target = 99.9, .money_per_unit = money::units(1000)}).at_stake ==
        money::units(900));
}

TEST_CASE("the pull of each side", "[north_star]") {
  company c;
  north_star goal = cut_cac();
  goal.drivers = {{"pipeline", 0.6}, {"cac", 1}};
  auto found = c.assess(goal);
  REQUIRE(found.pulls.size() == 2);
  CHECK_THAT(*found.pulls[0].pull, WithinAbs(0.2 + 0.6 * 0.3, 1e-15));
  CHECK_THAT(*found.pulls[1].pull, WithinAbs(0.6 + 0.6 * 0.3, 1e-15));
  CHECK(found.strongest == 1U);

  // Shares are of what a side was asked; a side without priorities has no pull.
  c.given[0].priorities = {25, 75, unasked};
  c.given[1].priorities = {};
  found = c.assess(goal);
  CHECK_THAT(*found.pulls[0].pull, WithinAbs(0.25 + 0.6 * 0.75, 1e-15));
  CHECK_FALSE(found.pulls[1].pull);
  CHECK(found.strongest == 0U);

  goal.drivers = {{"retention", 1}};
  found = c.assess(goal);
  CHECK(*found.pulls[0].pull == 0.0);
  CHECK_FALSE(found.strongest);
}

TEST_CASE("pull: the order of drivers does not matter, and doubling them doubles it", "[north_star]") {
  generators::holds("pull", [] {
    company c;
    const std::size_t n = generators::size(1, 12);
    c.catalog.metrics.clear();
    by_id<double> drivers;
    for (std::size_t i = 0; i < n; ++i) {
      c.catalog.metrics.emplace_back(std::to_string(i));
      drivers.emplace_back(std::to_string(i), generators::whole(0, 10));
    }
    c.given = {{.priorities = generators::points(n)}, {.priorities = generators::points(n)}};
    const auto before = c.assess({.drivers = drivers});
    by_id<double> other;
    for (const std::size_t i : generators::order(n)) other.emplace_back(drivers[i].first, 2 * drivers[i].second);
    const auto after = c.assess({.drivers = other});
    NEED(before.strongest == after.strongest);
    for (std::size_t k = 0; k < 2; ++k) {
      NEED(*after.pulls[k].pull == 2 * *before.pulls[k].pull);
      NEED(*before.pulls[k].pull <= 10.0 * (1.0 + generators::slack(n)));
    }
  });
}

TEST_CASE("what carries the goal besides its metric", "[north_star]") {
  company c;
  north_star goal = cut_cac();
  goal.drivers = {{"cac", 1}, {"retention", 0.2}, {"pipeline", 0.6}};
  CHECK(c.assess(goal).through == ids{"pipeline", "retention"});
  goal.drivers = {{"retention", 0.6}, {"pipeline", 0.6}};
  CHECK(c.assess(goal).through == ids{"pipeline", "retention"});
  goal.guards = {{.metric = "pipeline", .at_least = 2}};
  CHECK(c.assess(goal).through == ids{"retention"});
}

TEST_CASE("guards", "[north_star]") {
  company c;
  const auto guard_of = [&](std::optional<double> at_least, std::optional<double> at_most) {
    return c.assess({.guards = {{.metric = "pipeline", .at_least = at_least, .at_most = at_most}}}).guards.at(0);
  };
  CHECK(guard_of(3, {}).held == true);  // at the limit is within it
  CHECK(guard_of({}, 3).held == true);
  CHECK(guard_of(2, 4).held == true);
  const auto low = guard_of(3.5, {});
  CHECK(low.held == false);
  CHECK(low.beyond == 0.5);
  CHECK(low.limit == 3.5);
  CHECK(low.reported == 3.0);
  CHECK(guard_of({}, 1).beyond == 2.0);
  CHECK(guard_of({}, 1).limit == 1.0);

  // Reports that do not agree on it leave it open; where both are outside, it is broken by the nearer one.
  c.given[0].current = {std::nullopt, 1.0, std::nullopt};
  c.given[1].current = {std::nullopt, 5.0, std::nullopt};
  CHECK_FALSE(guard_of(2, {}).held);
  CHECK(guard_of(2, {}).beyond == 0.0);
  CHECK(guard_of(1, 5).held == true);
  const auto both = guard_of(2, 3);
  CHECK(both.held == false);
  CHECK(both.beyond == 1.0);
  CHECK(both.reported == 1.0);
  CHECK(both.limit == 2.0);

  c.given = {{.priorities = {1, 1, 1}}, {.priorities = {1, 1, 1}}};
  c.catalog.metrics[1].current.reset();
  CHECK_FALSE(guard_of(2, {}).held);
  CHECK_FALSE(c.assess({.guards = {{.metric = "unknown", .at_least = 1}}}).guards.at(0).held);
}

}  // namespace north_star_test
