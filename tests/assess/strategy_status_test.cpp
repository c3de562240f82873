// SPDX-License-Identifier: Apache-2.0
#include "fixture_model.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <set>

namespace strategy_status_test {

using namespace coalign;

namespace {

using fixture::has;

/// Three metrics and two sides, of which the second gives nothing; a date, so that sections may have dates.
model_parts plain() {
  model_parts parts;
  parts.as_of = "2026-03-31";
  parts.catalog = catalog{{"a", "b", "c"}, {}};
  parts.catalog.metrics[0].baseline = 10.0;
  parts.catalog.metrics[0].current = 12.0;
  parts.sides = {{"x", {.priorities = {1, 1, 0}, .horizons = {1, 1, 1, 1, 1}}}, {"y", {}}};
  return parts;
}

/// The notes of one section, by path.
std::multimap<std::string, errc> notes_of(const strategy::sections& given, const std::string& section,
                                          model_parts parts = plain()) {
  parts.strategy = given;
  auto all = fixture::notes(fixture::assessed(std::move(parts)));
  const std::string at = "/" + section;
  std::erase_if(all, [&](const auto& x) { return x.first != at && !x.first.starts_with(at + "/"); });
  return all;
}

std::set<std::string> paths(const std::multimap<std::string, errc>& notes) {
  std::set<std::string> out;
  for (const auto& [path, code] : notes) CHECK(out.insert(path).second);  // one note for each number
  return out;
}

strategy::north_star whole_goal() {
  return {.metric = "a",
          .target = 20.0,
          .start = parse_date("2026-01-01"),
          .due = parse_date("2026-12-31"),
          .money_per_unit = money::units(5),
          .drivers = {{"b", 1.0}},
          .guards = {{.metric = "a", .at_least = 5.0}}};
}

std::multimap<std::string, errc> goal_notes(const strategy::north_star& given, model_parts parts = plain()) {
  return notes_of({.north_star = given}, "north_star", std::move(parts));
}

}  // namespace

TEST_CASE("without sections there is no note of them", "[assess]") {
  const auto all = fixture::notes(fixture::assessed(plain()));
  for (const auto& [path, code] : all) {
    for (const std::string& section : strategy::sections_missing({})) CHECK_FALSE(path.starts_with("/" + section));
  }
}

TEST_CASE("a goal that can be measured has notes only of who gives no priorities", "[assess]") {
  CHECK(paths(goal_notes(whole_goal())) == std::set<std::string>{"/north_star/pull/y"});
}

TEST_CASE("what a goal lacks is said where its numbers are missing", "[assess]") {
  const auto none = goal_notes({});
  CHECK(paths(none) == std::set<std::string>{"/north_star/baseline", "/north_star/current", "/north_star/target",
                                             "/north_star/progress", "/north_star/pace", "/north_star/behind",
                                             "/north_star/money", "/north_star/strongest"});
  for (const auto& [path, code] : none) CHECK(code == errc::missing);

  strategy::north_star change{.metric = "b", .change_percent = 10, .money_per_unit = money::units(1)};
  change.guards = {{.metric = "b", .at_most = 1.0}};
  change.drivers = {{"c", 1.0}};
  const auto found = goal_notes(change);
  CHECK(has(found, "/north_star/target", errc::missing));
  CHECK(has(found, "/north_star/money", errc::missing));
  CHECK(has(found, "/north_star/guards/0/current", errc::missing));
  CHECK(has(found, "/north_star/guards/0/held", errc::missing));
  CHECK(has(found, "/north_star/strongest", errc::undefined));  // nobody gives it priority
  CHECK(has(found, "/north_star/pull/y", errc::missing));
  CHECK_FALSE(found.contains("/north_star/pull/x"));
}

TEST_CASE("a goal that its scale does not reach, or that is beyond numbers, is undefined", "[assess]") {
  model_parts parts = plain();
  parts.catalog.metrics[0].scale = scale::log(2);
  strategy::north_star below = whole_goal();
  below.target = -1.0;
  const auto found = goal_notes(below, parts);
  CHECK(has(found, "/north_star/progress", errc::undefined));
  CHECK(has(found, "/north_star/behind", errc::undefined));

  strategy::north_star rich = whole_goal();
  rich.target = 1e300;
  CHECK(has(goal_notes(rich), "/north_star/money", errc::undefined));

  strategy::north_star far = whole_goal();
  far.target.reset();
  far.change_percent = std::numeric_limits<double>::max();
  CHECK(has(goal_notes(far), "/north_star/target", errc::undefined));
}

TEST_CASE("sides that report values on both ends of a guard are in conflict", "[assess]") {
  model_parts parts = plain();
  parts.sides[0].given.current = {4.0, std::nullopt, std::nullopt};
  parts.sides[1].given.current = {6.0, std::nullopt, std::nullopt};
  const auto found = goal_notes(whole_goal(), parts);
  CHECK(has(found, "/north_star/guards/0/held", errc::data_conflict));
  CHECK_FALSE(found.contains("/north_star/guards/0/current"));
}

TEST_CASE("tools without a cost or a risk, and a portfolio without a saving", "[assess]") {
  strategy::tech_portfolio given;
  given.needs = {"mail"};
  given.tools = {{.id = "whole", .cost_per_year = money::units(1), .purposes = {"mail"}, .risk = {.1, .2, .3}},
                 {.id = "bare", .purposes = {"fax"}, .risk = {.1, std::nullopt, .3}}};
  CHECK(paths(notes_of({.tech_portfolio = given}, "tech_portfolio")) ==
        std::set<std::string>{"/tech_portfolio/waste/0/cost", "/tech_portfolio/exposure/1/risk",
                              "/tech_portfolio/exposure/1/cost"});
  given.risk_limit = {.05, std::nullopt, std::nullopt};
  CHECK(has(notes_of({.tech_portfolio = given}, "tech_portfolio"), "/tech_portfolio/saving", errc::undefined));
}

TEST_CASE("latency has a note where nothing was decided, and where nothing is open", "[assess]") {
  strategy::decision_rights given{.domains = {{"quiet", {"x"}}, {"open", {"x"}}, {"done", {"y"}}, {"bare", {"y"}}}};
  given.log = {{.domain = "open", .asked = parse_date("2026-03-01")},
               {.domain = "done", .asked = parse_date("2026-03-01"), .decided = parse_date("2026-03-02")},
               {.domain = "bare", .decided = parse_date("2026-03-02")},
               {.domain = "bare"}};
  const auto found = notes_of({.decision_rights = given}, "decision_rights");
  const std::string at = "/decision_rights/domains/";
  CHECK(has(found, at + "0/latency", errc::missing));
  for (const char* key : {"mean_days", "median_days", "longest_days"}) {
    CHECK(has(found, at + "1/latency/" + key, errc::undefined));
    CHECK(has(found, at + "3/latency/" + key, errc::missing));
  }
  CHECK(has(found, at + "2/latency/longest_open_days", errc::undefined));
  CHECK(has(found, at + "3/latency/longest_open_days", errc::missing));
  CHECK(paths(found).size() == 9);  // none of the whole log

  given.log.clear();
  CHECK(has(notes_of({.decision_rights = given}, "decision_rights"), "/decision_rights/latency", errc::missing));
}

TEST_CASE("a roadmap without items, costs, dates or horizons", "[assess]") {
  const auto empty = notes_of({.roadmap = std::vector<strategy::roadmap_item>()}, "roadmap");
  CHECK(has(empty, "/roadmap/tie_back/item_share", errc::undefined));
  CHECK(has(empty, "/roadmap/tie_back/cost_share", errc::undefined));
  CHECK(has(empty, "/roadmap/critical_path", errc::missing));
  CHECK(has(empty, "/roadmap/rhythm/sides/0/work_days", errc::missing));
  CHECK(has(empty, "/roadmap/rhythm/sides/0/gap", errc::missing));
  CHECK_FALSE(empty.contains("/roadmap/rhythm/sides/0/days_ahead"));
  CHECK(has(empty, "/roadmap/rhythm/sides/1/days_ahead", errc::missing));

  const auto waits =
      notes_of({.requests = std::vector<strategy::request>{{.id = "r", .by = "x", .of = "y"}}}, "roadmap");
  CHECK(paths(waits) ==
        std::set<std::string>{"/roadmap/tie_back", "/roadmap/critical_path", "/roadmap/requests/0/days"});

  strategy::roadmap_item item{.id = "i", .serves = {"north_star"}, .sides = {"x"}, .cost = money::units(1)};
  item.start = parse_date("2026-01-01");
  item.end = parse_date("2026-02-01");
  CHECK(paths(notes_of({.roadmap = std::vector{item}}, "roadmap")) ==
        std::set<std::string>{"/roadmap/rhythm/sides/1/days_ahead", "/roadmap/rhythm/sides/1/work_days",
                              "/roadmap/rhythm/sides/1/gap"});
}

TEST_CASE("a data product without audiences", "[assess]") {
  const std::vector<strategy::data_product> given{{.id = "whole", .access = {{"all", 3.0, .5}}}, {.id = "bare"}};
  CHECK(
      paths(notes_of({.data_products = given}, "data_products")) ==
      std::set<std::string>{"/data_products/1/friction/longest_wait_days", "/data_products/1/friction/greatest_risk"});
}

TEST_CASE("a trade-off without a fair choice", "[assess]") {
  strategy::trade_off t{.id = "t", .measures = {{"weeks"}, {"risk"}}, .options = {{"fast", {1, 9}}, {"safe", {9, 1}}}};
  CHECK(notes_of({.trade_offs = std::vector{t}}, "trade_offs").empty());
  // All that one side wants is none of what the other wants.
  t.weights = {{"x", {1.0, 0.0}}, {"y", {0.0, 1.0}}};
  const auto apart = notes_of({.trade_offs = std::vector{t}}, "trade_offs");
  CHECK(apart == std::multimap<std::string, errc>{{"/trade_offs/0/nash", errc::undefined}});
  t.limits = {{"x", {0.5, std::nullopt}}, {"y", {std::nullopt, 0.5}}};
  CHECK(paths(notes_of({.trade_offs = std::vector{t}}, "trade_offs")) ==
        std::set<std::string>{"/trade_offs/0/nash", "/trade_offs/0/kalai_smorodinsky", "/trade_offs/0/max_min"});
  // What both accept is the worst for both.
  t.measures.push_back({"cost"});
  t.options = {{"fast", {1, 9, 2}}, {"safe", {9, 1, 2}}, {"cheap", {9, 9, 1}}};
  t.weights = {{"x", {1.0, 0.0, 0.0}}, {"y", {0.0, 1.0, 0.0}}};
  t.limits = {{"x", {std::nullopt, std::nullopt, 1.0}}};
  CHECK(paths(notes_of({.trade_offs = std::vector{t}}, "trade_offs")).size() == 3);
  t = {.id = "t", .measures = {{"weeks"}, {"risk"}}};
  const auto none = notes_of({.trade_offs = std::vector{t}}, "trade_offs");
  CHECK(has(none, "/trade_offs/0/least_violation", errc::missing));
  CHECK(none.size() == 4);
}

TEST_CASE("raters who are divided, one rater, and needs that are not rated", "[assess]") {
  strategy::relationship given;
  const auto rate = [&](const char* side, const char* rater, double first, std::optional<double> second) {
    strategy::practice_rating& r = given.ratings.emplace_back(strategy::practice_rating{.side = side, .rater = rater});
    r.values[0] = first;
    r.values[1] = second;
  };
  rate("x", "r1", 1, 3);
  rate("x", "r2", 5, 3);
  rate("y", "r3", 4, std::nullopt);
  given.needs = {{.side = "x", .what = "time", .importance = 5.0}, {.side = "y", .what = "data", .met = 1.0}};
  const auto found = notes_of({.relationship = given}, "relationship");
  CHECK(has(found, "/relationship/levels/0/practices/seek_to_understand/level", errc::undefined));
  CHECK(has(found, "/relationship/levels/1/practices/seek_to_understand/rwg", errc::undefined));
  CHECK(has(found, "/relationship/needs/0/met", errc::missing));
  CHECK(has(found, "/relationship/needs/0/unmet", errc::missing));
  CHECK(has(found, "/relationship/needs/1/importance", errc::missing));
  CHECK(has(found, "/relationship/needs/1/unmet", errc::missing));
  CHECK(paths(found).size() == 6);
}

TEST_CASE("symptoms that are not counted", "[assess]") {
  const auto none = notes_of({.symptoms = strategy::symptoms{}}, "symptoms");
  CHECK(paths(none) == std::set<std::string>{"/symptoms/campaigns", "/symptoms/projects", "/symptoms/growth"});
  CHECK(has(none, "/symptoms/growth", errc::missing));

  strategy::symptoms given{.campaigns = strategy::on_time{2, 1}, .projects = strategy::on_time{2, 2}};
  given.tech_spend = {{"2024", money::units(0)}, {"2025", money::units(3)}};
  given.revenue = {{"2024", money::units(5)}, {"2025", money::units(6)}};
  CHECK(notes_of({.symptoms = given}, "symptoms") ==
        std::multimap<std::string, errc>{{"/symptoms/growth", errc::undefined}});
  given.tech_spend[0].amount = money::units(2);
  CHECK(notes_of({.symptoms = given}, "symptoms").empty());
}

TEST_CASE("a path of a note escapes what a pointer has to", "[assess]") {
  model_parts parts = plain();
  parts.sides[1].id = "a/b";
  CHECK(goal_notes(whole_goal(), parts).contains("/north_star/pull/a~1b"));
}

}  // namespace strategy_status_test
