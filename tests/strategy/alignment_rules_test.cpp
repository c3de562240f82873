// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <coalign/strategy/alignment_rules.hpp>

namespace alignment_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};
  alignment scores{};

  world() {
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {.priorities = {1, 1}}).value());
  }
  [[nodiscard]] std::vector<match> find(std::string_view id) const {
    const results none;
    std::vector<match> out;
    for (const rule& r : alignment_rules) {
      if (r.id == id) r.find({{catalog, sides, given}, none, scores}, std::array{r.thresholds[0].value, 0.0}, out);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("without scores no rule finds anything", "[alignment_rules]") {
  for (const rule& r : alignment_rules) CHECK(world().find(r.id).empty());
}

TEST_CASE("thresholds are met, not passed, at the limit", "[alignment_rules]") {
  world w;
  w.scores.common_ground = 0.3;
  w.scores.pairs = {{.first = "cio", .second = "cmo", .horizon_gap = 0.25, .longer = "cio", .risk_gap = 0.25}};
  w.scores.beliefs = {{.side = "cio", .of = "cmo", .blind_spot = 0.25, .assumed_gap = 0.5, .priority_gap = 0.35}};
  for (const char* id : {"AL001", "AL002", "AL003", "AL005", "AL006"}) CHECK(w.find(id).empty());
  // AL008 asks for "at most", and for four metrics.
  w.scores.placements = {{.first = "cio", .second = "cmo", .metrics = 4, .as_far_or_further = 0.1}};
  CHECK(w.find("AL008").size() == 1);
  w.scores.placements[0].metrics = 3;
  CHECK(w.find("AL008").empty());
}

TEST_CASE("who looks further, who sees more; neither at a tie", "[alignment_rules]") {
  world w;
  w.scores.pairs = {{.first = "cio", .second = "cmo", .horizon_gap = 0.5, .longer = "cmo", .risk_gap = 0.4}};
  const auto time = w.find("AL002");
  REQUIRE(time.size() == 1);
  CHECK(evidence_of<named_one>(time[0], "longer").id == "cmo");
  CHECK(evidence_of<named_one>(time[0], "shorter").id == "cio");
  CHECK(number_of(time[0], "margin") == Approx(0.25));
  CHECK(w.find("AL003").size() == 1);
  w.scores.pairs[0].longer.clear();
  const auto crossing = w.find("AL002");  // the gap decides, not who looks further
  REQUIRE(crossing.size() == 1);
  CHECK_FALSE(has_evidence(crossing[0], "longer"));
  CHECK(evidence_of<named_one>(crossing[0], "second").id == "cmo");
  CHECK_FALSE(has_evidence(w.find("AL003")[0], "sees_more"));
}

TEST_CASE("directions are told by AL004, other deadlocks by AL007, to the arbiter", "[alignment_rules]") {
  world w;
  w.given.decision_rights.emplace().arbiter = "ceo";
  w.scores.pairs = {{.first = "cio", .second = "cmo", .opposite = {"cac"}}};
  w.scores.deadlocks = {{.kind = "direction", .subject = "cac", .first = "cio", .second = "cmo"},
                        {.kind = "concession", .subject = "", .first = "cio", .second = "cmo", .size = 0.2}};
  const auto opposite = w.find("AL004"), deadlock = w.find("AL007");
  REQUIRE(opposite.size() == 1);
  CHECK(opposite[0].subjects == ids{"cac", "cio", "cmo"});
  CHECK(opposite[0].paths.front() == "/metrics/1");
  REQUIRE(deadlock.size() == 1);
  CHECK(evidence_of<std::string>(deadlock[0], "kind") == "concession");
  CHECK(sides_of(deadlock) == ids{"ceo"});
}

}  // namespace alignment_rules_test
