// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/roadmap_chain_rules.hpp>

#include <initializer_list>
#include <utility>

namespace roadmap_chain_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

/// A roadmap that grows, and what a rule finds in it.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  explicit world(std::initializer_list<const char*> names = {"cio", "cmo"}) {
    for (const char* name : names) sides.push_back(make_side(catalog, name, {}).value());
    given.roadmap.emplace();
  }
  roadmap_item& add(const char* id, item_kind kind, ids serves = {}, ids who = {}) {
    return given.roadmap->emplace_back(
        roadmap_item{.id = id, .kind = kind, .serves = std::move(serves), .sides = std::move(who)});
  }
  [[nodiscard]] std::vector<match> find(rule_function rule) const {
    const setting s{catalog, sides, given, parse_date("2026-03-31")};
    results computed;
    if (given.roadmap) computed.roadmap = assess_roadmap(s);
    const alignment scores;
    std::vector<match> out;
    rule({s, computed, scores}, {}, out);
    return out;
  }
};

std::string id_of(const match& m, std::string_view name) { return evidence_of<named_one>(m, name).id; }

constexpr auto project = item_kind::project;
constexpr auto capability = item_kind::capability;

}  // namespace

TEST_CASE("without a roadmap its chains have no findings", "[roadmap_chain_rules]") {
  world w;
  const auto rules = {
      &find_untied,          &find_cycles, &find_skipped_levels, &find_late_work, &find_parallel_projects,
      &find_missing_projects};
  for (const auto rule : rules) CHECK(w.find(rule).empty());
  w.given.roadmap.reset();
  for (const auto rule : rules) CHECK(w.find(rule).empty());
}

TEST_CASE("RM001 says how far a chain gets", "[roadmap_chain_rules]") {
  world w;
  w.add("outcome", item_kind::customer_outcome, {"north_star"});
  w.add("loose", item_kind::business_outcome);
  w.add("below", capability, {"loose"}, {"cmo"}).cost = money::units(500);
  w.add("both", project, {"loose", "outcome"});
  w.add("ring", project, {"ring"}).cost = money();
  w.add("to ring", project, {"ring"});
  const auto found = w.find(&find_untied);
  REQUIRE(found.size() == 4);
  CHECK(found[0].subjects == ids{"loose"});
  CHECK_FALSE(has_evidence(found[0], "last"));  // it serves nothing
  CHECK_FALSE(has_evidence(found[0], "circle"));
  CHECK(found[0].side == "shared");
  CHECK(found[1].subjects == ids{"below"});
  CHECK(id_of(found[1], "last") == "loose");
  CHECK(found[1].side == "cmo");
  CHECK(found[1].money == money::units(500));
  CHECK(found[2].subjects == ids{"ring"});
  CHECK(!found[2].money);  // nothing is at stake
  CHECK(id_of(found[2], "circle") == "ring");
  CHECK(id_of(found[3], "circle") == "ring");
  CHECK_FALSE(has_evidence(found[3], "last"));
}

TEST_CASE("RM002 names one circle of all that hang together", "[roadmap_chain_rules]") {
  world w;
  w.add("x", capability, {"a"});
  w.add("a", capability, {"b"}, {"cio"});
  w.add("b", capability, {"c"}, {"cio"});
  w.add("c", capability, {"a", "b"}, {"cio"});
  w.add("d", capability, {"d"}, {"cmo"});
  auto found = w.find(&find_cycles);
  REQUIRE(found.size() == 2);
  CHECK(found[0].subjects == ids{"a", "b", "c"});
  CHECK(evidence_of<named>(found[0], "cycle").ids == ids{"a", "b", "c"});
  CHECK(found[0].paths == ids{"/roadmap/1/serves", "/roadmap/2/serves", "/roadmap/3/serves"});
  CHECK(found[0].side == "cio");
  CHECK(found[1].subjects == ids{"d"});
  CHECK(found[1].side == "cmo");
  // A shorter way round: b hangs together with the two that are named.
  (*w.given.roadmap)[1].serves = {"b", "c"};
  (*w.given.roadmap)[2].sides = {"cmo"};
  found = w.find(&find_cycles);
  REQUIRE(found.size() == 2);
  CHECK(found[0].subjects == ids{"a", "b", "c"});
  CHECK(evidence_of<named>(found[0], "cycle").ids == ids{"a", "c"});
  CHECK(evidence_of<double>(found[0], "count") == 3);
  CHECK(found[0].side == "shared");
}

TEST_CASE("RM003 judges every link, and tells of the longest jump", "[roadmap_chain_rules]") {
  world w;
  w.add("customer", item_kind::customer_outcome, {"north_star"});
  w.add("business", item_kind::business_outcome, {"customer", "business"});
  w.add("direct", item_kind::business_outcome, {"north_star"});
  w.add("part", capability, {"business"});
  w.add("part of it", capability, {"part"});
  w.add("downwards", capability, {"work", "part"});
  w.add("work", project, {"part", "customer", "business"}, {"cmo"});
  w.add("end", item_kind::milestone, {"work", "north_star"});
  const auto found = w.find(&find_skipped_levels);
  REQUIRE(found.size() == 3);
  CHECK(found[0].subjects == ids{"direct"});
  CHECK(evidence_of<worded>(found[0], "missing").ids == ids{"customer_outcome"});
  CHECK(id_of(found[0], "serves") == "north_star");
  CHECK(found[1].subjects == ids{"work"});
  CHECK(found[1].side == "cmo");
  CHECK(id_of(found[1], "serves") == "customer");
  CHECK(evidence_of<worded>(found[1], "missing").ids == ids{"capability", "business_outcome"});
  CHECK(evidence_of<double>(found[1], "count") == 2);
  CHECK(found[2].subjects == ids{"end"});
  CHECK(evidence_of<worded>(found[2], "missing").ids ==
        ids{"project", "capability", "business_outcome", "customer_outcome"});
}

TEST_CASE("RM005 looks through what states no date, to the North Star", "[roadmap_chain_rules]") {
  world w;
  w.given.north_star.emplace().due = parse_date("2026-12-31");
  w.add("undated", capability, {"north_star"});
  w.add("dated", capability, {"undated"}).due = parse_date("2027-06-30");
  w.add("work", project, {"undated"}, {"cio"}).end = parse_date("2027-01-02");
  w.add("in time", project, {"dated"}).end = parse_date("2027-06-30");
  auto found = w.find(&find_late_work);
  REQUIRE(found.size() == 2);
  CHECK(found[0].subjects == ids{"dated"});  // due later than the North Star, though nothing says when it ends
  CHECK(found[0].paths == ids{"/roadmap/1/due", "/north_star/due"});
  CHECK(found[1].subjects == ids{"work"});
  CHECK(found[1].side == "cio");
  CHECK(found[1].paths == ids{"/roadmap/2/end", "/north_star/due"});
  CHECK(id_of(found[1], "serves") == "north_star");
  CHECK(evidence_of<double>(found[1], "days") == 2);

  // The earliest of several dates counts; an end goes before a due date.
  (*w.given.roadmap)[2].serves = {"dated", "undated"};
  (*w.given.roadmap)[2].due = parse_date("2026-01-01");
  (*w.given.roadmap)[0].due = parse_date("2026-11-30");
  found = w.find(&find_late_work);
  REQUIRE(found.size() == 2);
  CHECK(id_of(found[1], "serves") == "undated");
  CHECK(evidence_of<double>(found[1], "days") == 33);
  CHECK(found[1].paths == ids{"/roadmap/2/end", "/roadmap/0/due"});
}

TEST_CASE("RM005 does not go round in circles", "[roadmap_chain_rules]") {
  world w;
  w.add("a", capability, {"b"}).end = parse_date("2026-06-30");
  w.add("b", capability, {"a", "c"});
  w.add("c", capability).due = parse_date("2026-01-31");
  CHECK(w.find(&find_late_work).empty());
  (*w.given.roadmap)[1].due = parse_date("2026-05-31");
  CHECK(w.find(&find_late_work).size() == 2);  // a after b, b after c
}

TEST_CASE("RM006 finds groups of sides that do not meet", "[roadmap_chain_rules]") {
  world w{"cio", "cmo", "cfo"};
  w.add("goal", capability, {"north_star"});
  w.add("one", project, {"goal"}, {"cio"}).cost = money::units(100);
  w.add("two", project, {"goal"}, {"cio"}).cost = money::units(50);
  w.add("unknown", project, {"goal"});
  w.add("first", item_kind::milestone, {"goal"}, {"cmo"});
  CHECK(w.find(&find_parallel_projects).empty());  // of one side
  w.add("three", project, {"goal"}, {"cmo", "cfo"}).cost = money::units(200);
  auto found = w.find(&find_parallel_projects);
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"goal"});
  CHECK(found[0].side == "shared");
  CHECK(found[0].money == money::units(150));  // all but the dearest
  CHECK(evidence_of<named>(found[0], "projects").ids == ids{"one", "two", "three"});
  CHECK(evidence_of<named>(found[0], "sides").ids == ids{"cio", "cmo", "cfo"});
  CHECK(found[0].paths == ids{"/roadmap/0", "/roadmap/1", "/roadmap/2", "/roadmap/5"});
  w.add("bridge", project, {"goal"}, {"cfo", "cio"});
  w.add("four", project, {"goal"}, {"cmo"});
  CHECK(w.find(&find_parallel_projects).empty());
  w.given.roadmap->pop_back();
  w.given.roadmap->back().sides = {"shared"};
  CHECK(w.find(&find_parallel_projects).empty());
}

TEST_CASE("RM012 counts a project for a part of a capability", "[roadmap_chain_rules]") {
  world w;
  w.add("whole", capability, {"north_star"});
  w.add("part", capability, {"whole"});
  w.add("empty", capability, {"whole"}, {"cmo"});
  w.add("milestone", item_kind::milestone, {"empty"});
  w.add("work", project, {"part"});
  const auto found = w.find(&find_missing_projects);
  REQUIRE(found.size() == 1);
  CHECK(found[0].subjects == ids{"empty"});
  CHECK(found[0].side == "cmo");
  w.given.roadmap->pop_back();
  CHECK(w.find(&find_missing_projects).size() == 3);
}

}  // namespace roadmap_chain_rules_test
