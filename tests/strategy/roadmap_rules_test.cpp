// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/roadmap_rules.hpp>

#include <array>
#include <set>
#include <utility>

namespace roadmap_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

/// A model at the end of March, and what a rule finds in it with its usual thresholds.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}, {{"quarter", 90}, {"year", 360}}};
  std::vector<side> sides;
  sections given{};
  std::optional<date> as_of = parse_date("2026-03-31");

  world() {
    answers a;
    a.horizons = {50, 50};
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, a).value());
  }
  roadmap_item& add(const char* id, item_kind kind = item_kind::project, ids who = {}) {
    if (!given.roadmap) given.roadmap.emplace();
    return given.roadmap->emplace_back(
        roadmap_item{.id = id, .kind = kind, .serves = {"north_star"}, .sides = std::move(who)});
  }
  [[nodiscard]] std::vector<match> find(std::string_view id) const {
    const setting s{catalog, sides, given, as_of};
    results computed;
    if (given.roadmap || given.requests || given.cadence) computed.roadmap = assess_roadmap(s);
    const alignment scores;
    std::vector<match> out;
    for (const rule& r : roadmap_rules) {
      if (r.id == id) r.find({s, computed, scores}, std::array{r.thresholds[0].value, 0.0}, out);
    }
    return out;
  }
  [[nodiscard]] ids subjects(std::string_view id) const {
    ids out;
    for (const match& m : find(id)) out.push_back(m.subjects.front());
    return out;
  }
};

}  // namespace

TEST_CASE("every rule of the roadmap has its texts", "[roadmap_rules]") {
  std::set<std::string_view> seen;
  for (const rule& r : roadmap_rules) {
    INFO(r.id);
    CHECK(seen.insert(r.id).second);
    CHECK(!r.source.empty());
    CHECK(!r.title.empty());
    CHECK(!r.why.empty());
    CHECK(!r.fix.empty());
    CHECK(!r.message.empty());
    CHECK(!r.action.empty());
    CHECK(world().find(r.id).empty());
  }
}

TEST_CASE("RM004 finds projects of exactly one side", "[roadmap_rules]") {
  world w;
  w.add("unknown");
  w.add("both", item_kind::project, {"cio", "cmo"});
  w.add("all", item_kind::project, {"shared"});
  w.add("milestone", item_kind::milestone, {"cio"});
  w.add("alone", item_kind::project, {"cmo"});
  const auto found = w.find("RM004");
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"alone"});
  CHECK(found[0].side == "cmo");
  CHECK(evidence_of<named>(found[0], "others").ids == ids{"cio"});
}

TEST_CASE("RM007 finds work without money that starts within ninety days", "[roadmap_rules]") {
  world w;
  const auto start = [&](const char* id, const char* day, std::optional<bool> funded, const char* end = "2027-01-31") {
    roadmap_item& x = w.add(id);
    x.start = parse_date(day);
    x.end = parse_date(end);
    x.funded = funded;
  };
  start("silent", "2026-05-01", {});
  CHECK(w.find("RM007").empty());  // nobody says what is funded
  start("on the last day", "2026-06-29", false);
  start("later", "2026-06-30", false);
  start("under way", "2026-01-01", false);
  start("over", "2026-01-01", false, "2026-03-30");
  start("funded", "2026-05-01", true);
  w.add("no start").funded = false;
  roadmap_item& milestone = w.add("other kind", item_kind::milestone);
  milestone.start = parse_date("2026-05-01");
  w.given.roadmap->front().cost = money::units(70);
  const auto found = w.find("RM007");
  CHECK(w.subjects("RM007") == ids{"silent", "on the last day", "under way"});
  REQUIRE(found.size() == 3);
  CHECK(evidence_of<worded_one>(found[0], "funding").id == "not_stated");
  CHECK(found[0].paths == ids{"/roadmap/0"});
  CHECK(found[0].money == money::units(70));
  CHECK(evidence_of<worded_one>(found[1], "funding").id == "missing");
  CHECK(found[1].paths == ids{"/roadmap/1/funded"});
  CHECK(evidence_of<double>(found[1], "starts_in") == 90);
  CHECK(evidence_of<double>(found[1], "margin") == 0);
  CHECK(!found[1].money);
  CHECK(evidence_of<double>(found[2], "starts_in") == -89);
  w.as_of.reset();
  CHECK(w.find("RM007").empty());
}

TEST_CASE("RM008 finds sides whose work is shorter or longer than they look", "[roadmap_rules]") {
  world w;
  const auto work = [&](ids who, const char* end) {
    roadmap_item& x = w.add("work", item_kind::project, std::move(who));
    x.start = parse_date("2026-01-01");
    x.end = parse_date(end);
  };
  work({"cio"}, "2026-04-01");  // 90 days, .5 from the stated horizons
  work({"cmo"}, "2026-04-01");
  work({"cmo"}, "2026-06-30");  // 180 days, so .25 for both together: not above
  auto found = w.find("RM008");
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"cio"});
  CHECK(found[0].side == "cio");
  CHECK(found[0].paths == ids{"/sides/0/horizons", "/roadmap/0"});
  CHECK(evidence_of<worded_one>(found[0], "second").id == "own_work");
  CHECK(evidence_of<double>(found[0], "first_days") == Approx(180));
  CHECK(evidence_of<double>(found[0], "second_days") == Approx(90));
  CHECK(evidence_of<double>(found[0], "rhythm_gap") == Approx(.5));
  CHECK(evidence_of<double>(found[0], "margin") == Approx(.25));
  w.given.cadence = by_id<double>{{"cmo", 30}, {"cio", 60}};
  CHECK(w.find("RM008").size() == 2);
  w.given.cadence = by_id<double>{{"cmo", 30}, {"cio", 30 * std::sqrt(2.0)}};  // a quarter of the axis
  CHECK(w.find("RM008").size() == 1);
}

TEST_CASE("RM009 names what a project does not say", "[roadmap_rules]") {
  world w;
  w.add("vague");
  w.add("outcome", item_kind::customer_outcome);
  roadmap_item& clear = w.add("clear");
  clear.scope = clear.constraints = clear.acceptance = "written";
  const auto found = w.find("RM009");
  REQUIRE(found.size() == 1);
  CHECK(evidence_of<worded>(found[0], "missing").ids == ids{"scope", "constraints", "acceptance"});
  CHECK(evidence_of<double>(found[0], "count") == 3);
}

TEST_CASE("RM010 counts the days of open requests", "[roadmap_rules]") {
  world w;
  w.given.requests = std::vector<request>{{"late", "cmo", "cio", parse_date("2026-03-16"), {}},
                                          {"in time", "cmo", "cio", parse_date("2026-03-17"), {}},
                                          {"answered late", "cmo", "cio", parse_date("2026-01-01"), w.as_of},
                                          {"undated", "cmo", "cio", {}, {}},
                                          {"to nobody", "", "", parse_date("2026-01-01"), {}}};
  const auto found = w.find("RM010");
  CHECK(w.subjects("RM010") == ids{"late", "to nobody"});
  CHECK(found[0].side == "cio");
  CHECK(found[0].paths == ids{"/requests/0"});
  CHECK(evidence_of<double>(found[0], "margin") == 1);
  CHECK(found[1].side == "shared");
}

TEST_CASE("RM011 finds what outside firms deliver", "[roadmap_rules]") {
  world w;
  w.add("unknown");
  w.add("inside").delivered_by = run_by::inside;
  w.add("outside", item_kind::milestone, {"cio"}).delivered_by = run_by::outside;
  const auto found = w.find("RM011");
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"outside"});
  CHECK(found[0].side == "cio");
}

}  // namespace roadmap_rules_test
