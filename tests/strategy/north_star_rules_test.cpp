// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/north_star_rules.hpp>

#include <string_view>
#include <utility>

namespace north_star_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

// Uptime and cost, two sides.
struct world {
  coalign::catalog catalog{{"uptime", "cost"}, {}};
  std::vector<answers> given{{.priorities = {80, 20}}, {.priorities = {20, 80}}};
  sections all{};
  std::optional<date> as_of = parse_date("2026-03-31");

  world() {
    catalog.metrics[0].baseline = 99;
    catalog.metrics[0].current = 99.5;
    catalog.metrics[1].better = direction::lower;
    catalog.metrics[1].baseline = 100;
    catalog.metrics[1].current = 100;
    all.north_star = north_star{.metric = "cost",
                                .change_percent = -20,
                                .start = parse_date("2026-03-21"),
                                .due = parse_date("2026-06-29"),  // 10 of 100 days
                                .owners = {"a", "b"},
                                .money_total = money::units(500),
                                .answers = {{"a", "time"}, {"b", "money"}}};
  }
  north_star& goal() { return *all.north_star; }

  std::vector<match> find(std::string_view id, std::optional<double> limit = {}) const {
    std::vector<side> sides;
    for (std::size_t k = 0; k < given.size(); ++k) {
      sides.push_back(make_side(catalog, std::string(1, static_cast<char>('a' + k)), given[k]).value());
    }
    const setting s{catalog, sides, all, as_of};
    results computed;
    if (all.north_star) computed.north_star = assess_north_star(*all.north_star, s);
    const alignment scores;
    std::vector<match> out;
    for (const rule& r : north_star_rules) {
      if (r.id != id) continue;
      const std::array limits{limit.value_or(r.thresholds[0].value), r.thresholds[1].value};
      r.find({s, computed, scores}, limits, out);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("a complete goal: no rule finds anything", "[north_star]") {
  const world w;
  for (const rule& r : north_star_rules) {
    INFO(r.id);
    CHECK(w.find(r.id).empty());
  }
}

TEST_CASE("no section, no finding but NS001, and that only beside another section", "[north_star]") {
  world w;
  w.all = {};
  for (const rule& r : north_star_rules) CHECK(w.find(r.id).empty());
  w.all.waivers.emplace_back();
  CHECK(w.find("NS001").empty());
  w.all.cadence.emplace();
  w.all.symptoms.emplace();
  for (const rule& r : north_star_rules) CHECK(w.find(r.id).size() == (r.id == "NS001" ? 1 : 0));
  CHECK(w.find("NS001")[0].paths == ids{"/cadence", "/symptoms"});
}

TEST_CASE("a change without a baseline points to the metric", "[north_star]") {
  world w;
  w.catalog.metrics[1].baseline.reset();
  const auto found = w.find("NS002");
  REQUIRE(found.size() == 1);
  CHECK(found[0].paths == ids{"/north_star", "/metrics/1"});
  CHECK(std::get<worded>(found[0].evidence[0].second).keys == ids{"baseline"});
}

TEST_CASE("whose move it is: the one owner's, else everybody's", "[north_star]") {
  world w;
  w.goal().due.reset();
  CHECK(w.find("NS003").at(0).side == "shared");
  w.goal().owners = {"b"};
  CHECK(w.find("NS003").at(0).side == "b");
  w.goal().owners = {};
  CHECK(w.find("NS003").at(0).side == "shared");
}

TEST_CASE("NS005: one finding for each side that does not own the goal", "[north_star]") {
  world w;
  w.goal().owners = {};
  CHECK(sides_of(w.find("NS005")) == ids{"a", "b"});
  CHECK(w.find("NS005")[0].paths == ids{"/north_star"});
  w.goal().owners = {"shared"};
  CHECK(w.find("NS005").empty());
}

TEST_CASE("NS006: at the slack nothing is behind", "[north_star]") {
  world w;
  CHECK(w.find("NS006").empty());  // 0.1 planned, 0 reached
  w.as_of = parse_date("2026-04-01");
  auto found = w.find("NS006");
  REQUIRE(found.size() == 1);
  CHECK(number_of(found[0], "margin") == Approx(0.01));
  CHECK(number_of(found[0], "current") == 100);
  CHECK(found[0].money == money::units(500));
  CHECK(w.find("NS006", 0.2).empty());

  // 0.4 and 0.3 of the way: their difference is above 0.1 in binary, by its last bit.
  w.as_of = parse_date("2026-04-30");
  w.catalog.metrics[1].current = 94;
  CHECK(w.find("NS006").empty());
  w.catalog.metrics[1].current = 94.1;
  CHECK(w.find("NS006").size() == 1);
}

TEST_CASE("NS006: a metric that moves away is behind from the start", "[north_star]") {
  world w;
  w.as_of = parse_date("2026-03-21");
  w.catalog.metrics[1].current = 105;
  CHECK(number_of(w.find("NS006").at(0), "progress") == -0.25);
}

TEST_CASE("NS006: where reports differ, behind by all of them", "[north_star]") {
  world w;
  w.as_of = parse_date("2026-05-10");
  w.given[0].current = {std::nullopt, 100.0};
  w.given[1].current = {std::nullopt, 91.0};
  CHECK(w.find("NS006").empty());
  w.given[1].current = {std::nullopt, 95.0};
  CHECK(number_of(w.find("NS006").at(0), "current") == 95);
}

TEST_CASE("NS007: two guards of one metric are one finding, the worse first", "[north_star]") {
  world w;
  w.goal().guards = {{.metric = "uptime", .at_least = 99.6},
                     {.metric = "cost", .at_most = 100},
                     {.metric = "uptime", .at_least = 99.9}};
  const auto found = w.find("NS007");
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"uptime"});
  CHECK(found[0].paths == ids{"/north_star/guards/2", "/north_star/guards/0"});
  CHECK(number_of(found[0], "limit") == 99.9);
  CHECK(number_of(found[0], "count") == 2);
  w.goal().guards[1].at_most = 99;
  CHECK(w.find("NS007").size() == 2);
}

TEST_CASE("NS008: at half of the strongest pull a side still pulls", "[north_star]") {
  world w;
  w.goal().drivers = {{"cost", 1}};
  CHECK(sides_of(w.find("NS008")) == ids{"a"});  // 0.2 beside 0.8
  w.given = {{.priorities = {70, 30}}, {.priorities = {40, 60}}};
  CHECK(w.find("NS008").empty());
  // Nobody pulls at all: that is no difference between the sides.
  w.given = {{.priorities = {1, 0}}, {.priorities = {1, 0}}};
  CHECK(w.find("NS008").empty());
  w.given = {{.priorities = {80, 20}}, {}};
  CHECK(w.find("NS008").empty());
}

TEST_CASE("NS009: against the direction, or short of the metric's own target", "[north_star]") {
  world w;
  const auto limit = [&]() -> std::optional<double> {
    const auto found = w.find("NS009");
    if (found.empty()) return std::nullopt;
    return number_of(found.at(0), "limit");
  };
  w.goal().change_percent = 1;
  CHECK(limit() == 100);
  w.goal().change_percent = 0;
  CHECK_FALSE(limit());
  w.goal().change_percent = -20;
  w.catalog.metrics[1].target = 70;
  CHECK(limit() == 70);
  w.catalog.metrics[1].target = 80;
  CHECK_FALSE(limit());
  w.catalog.metrics[1].target = 90;  // the goal asks for more
  CHECK_FALSE(limit());

  // Without a baseline a change still has a way.
  w.catalog.metrics[1] = coalign::metric("cost");
  w.catalog.metrics[1].better = direction::lower;
  CHECK_FALSE(limit());
  w.goal().change_percent = 20;
  CHECK(limit() == 0);

  w.catalog.metrics[1].better = direction::within;
  w.catalog.metrics[1].target = interval(10, 20);
  w.goal().change_percent.reset();
  w.goal().target = 20;
  CHECK_FALSE(limit());
  w.goal().target = 21;
  CHECK(limit() == 20);
  CHECK(w.find("NS009")[0].paths == ids{"/north_star", "/metrics/1"});
  w.goal().target = 9;
  CHECK(limit() == 10);
}

TEST_CASE("NS009: a change that makes the target to the last bit", "[north_star]") {
  generators::holds("no rounding finding", [] {
    world w;
    const double baseline = generators::whole(1, 2000) / 10.0;
    const int percent = generators::whole(0, 90);
    w.catalog.metrics[1].baseline = baseline;
    w.catalog.metrics[1].target = baseline * (1.0 - percent / 100.0);
    w.goal().change_percent = -percent;
    NEED(w.find("NS009").empty());
  });
}

TEST_CASE("NS010: a blank answer is none", "[north_star]") {
  world w;
  w.goal().answers = {{"a", " \n"}, {"b", "x"}};
  CHECK(sides_of(w.find("NS010")) == ids{"a"});
  w.goal().answers = {};
  CHECK(sides_of(w.find("NS010")) == ids{"a", "b"});
  CHECK(w.find("NS010")[0].paths == ids{"/north_star"});
}

}  // namespace north_star_rules_test
