// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/decision_rights_rules.hpp>

#include <string_view>

namespace decision_rights_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

struct world {
  coalign::catalog catalog{{"x"}, {}};
  ids sides{"cio", "cmo", "cfo"};
  sections all{};
  std::optional<date> as_of = parse_date("2026-03-31");

  world() {
    all.decision_rights =
        decision_rights{.arbiter = "ceo", .domains = {{"security", {"cio"}}, {"data_access", {"shared"}}}};
  }
  decision_rights& rights() { return *all.decision_rights; }
  void log(const char* domain, ids by, const char* asked, const char* decided) {
    rights().log.push_back({.domain = domain,
                            .by = std::move(by),
                            .asked = parse_date(asked),
                            .decided = decided ? parse_date(decided) : std::nullopt});
  }

  std::vector<match> find(std::string_view id, std::optional<double> limit = {}) const {
    std::vector<side> made;
    for (const std::string& name : sides) made.push_back(make_side(catalog, name, {.priorities = {1}}).value());
    const setting s{catalog, made, all, as_of};
    results computed;
    if (all.decision_rights) computed.decision_rights = assess_decision_rights(*all.decision_rights, s);
    const alignment scores;
    std::vector<match> out;
    for (const rule& r : decision_rights_rules) {
      if (r.id != id) continue;
      const std::array limits{limit.value_or(r.thresholds[0].value), r.thresholds[1].value};
      r.find({s, computed, scores}, limits, out);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("no section, no finding", "[decision_rights]") {
  world w;
  w.all = {};
  for (const rule& r : decision_rights_rules) CHECK(w.find(r.id).empty());
}

TEST_CASE("DR001 and DR002: whose move without an arbiter", "[decision_rights]") {
  world w;
  w.rights().domains = {{"a/b", {}}, {"content", {"cmo", "cio"}}};
  CHECK(w.find("DR001").at(0).side == "ceo");
  CHECK(w.find("DR001").at(0).paths == ids{"/decision_rights/domains/a~1b"});
  CHECK(w.find("DR002").at(0).side == "ceo");
  w.rights().arbiter.clear();
  CHECK(w.find("DR001").at(0).side == "shared");
  CHECK(w.find("DR002").at(0).side == "shared");
}

TEST_CASE("DR003: who may decide on a led domain", "[decision_rights]") {
  const auto found = [](ids by, bool escalated = false, const char* decided = "2026-02-02") {
    world w;
    w.log("security", std::move(by), "2026-02-01", decided);
    w.rights().log[0].escalated = escalated;
    return sides_of(w.find("DR003"));
  };
  CHECK(found({"cio"}).empty());
  CHECK(found({"cmo", "cio"}).empty());  // the lead and another
  CHECK(found({"shared"}).empty());
  CHECK(found({"ceo"}).empty());
  CHECK(found({}).empty());
  CHECK(found({"cmo"}) == ids{"cmo"});
  CHECK(found({"cmo", "cfo"}) == ids{"cfo", "cmo"});
  CHECK(found({"cmo"}, true).empty());
  CHECK(found({"cmo"}, false, nullptr).empty());  // not taken yet
}

TEST_CASE("DR003: decisions of one side on one domain are one finding, the latest first", "[decision_rights]") {
  world w;
  w.log("security", {"cmo"}, "2026-01-01", "2026-01-05");
  w.log("data_access", {"cmo"}, "2026-01-01", "2026-01-05");
  w.log("security", {"cmo"}, "2026-01-01", "2026-02-05");
  w.log("security", {"cfo"}, "2026-01-01", "2026-01-20");
  w.log("security", {"cmo"}, "2026-01-01", "2026-01-10");
  const auto found = w.find("DR003");
  REQUIRE(found.size() == 2);
  CHECK(found[0].side == "cmo");
  CHECK(found[0].paths == ids{"/decision_rights/log/2", "/decision_rights/log/0", "/decision_rights/log/4"});
  CHECK(evidence_of<double>(found[0], "count") == 3);
  CHECK(evidence_of<date>(found[0], "decided") == parse_date("2026-02-05"));
  CHECK(found[1].side == "cfo");
}

TEST_CASE("DR004: a shared decision needs every side, or the arbiter", "[decision_rights]") {
  const auto found = [](ids by, bool escalated = false) {
    world w;
    w.log("data_access", std::move(by), "2026-02-01", "2026-02-02");
    w.rights().log[0].escalated = escalated;
    return w.find("DR004");
  };
  CHECK(found({"cio", "cmo", "cfo"}).empty());
  CHECK(found({"shared"}).empty());
  CHECK(found({"ceo"}).empty());
  CHECK(found({"cio"}, true).empty());
  CHECK(found({"cio"}).at(0).side == "cio");
  CHECK(evidence_of<named>(found({"cio"}).at(0), "missing").ids == ids{"cmo", "cfo"});
  CHECK(found({"cfo", "cio"}).at(0).side == "shared");
  CHECK(found({}).at(0).side == "shared");  // nobody is on record
}

TEST_CASE("DR005: beliefs of different sides", "[decision_rights]") {
  world w;
  w.rights().believed = {{"cio", {{"security", "cio"}, {"budget", "cio"}, {"content", "cmo"}}},
                         {"cmo", {{"security", "cio"}, {"content", ""}}},
                         {"cfo", {{"content", "shared"}}}};
  const auto found = w.find("DR005");
  REQUIRE(found.size() == 1);  // one voice on budget, one mind on security
  CHECK(found[0].subjects == ids{"content"});
  CHECK(found[0].paths == ids{"/decision_rights/believed/cio/content", "/decision_rights/believed/cmo/content",
                              "/decision_rights/believed/cfo/content"});
  CHECK(evidence_of<named_one>(found[0], "first_believes").id == "cmo");
  CHECK(evidence_of<std::string>(found[0], "second_believes") == "nobody");
}

TEST_CASE("DR006: days from asked to decided, or to the date of the model", "[decision_rights]") {
  const auto found = [](const char* asked, const char* decided) {
    world w;
    w.log("security", {"cio"}, asked, decided);
    return w.find("DR006");
  };
  CHECK(found("2026-01-01", "2026-01-31").empty());
  CHECK(found("2026-01-01", "2026-02-01").size() == 1);
  CHECK(found("2026-03-01", nullptr).empty());
  REQUIRE(found("2026-02-28", nullptr).size() == 1);
  const match open = found("2026-02-28", nullptr)[0];
  CHECK(open.side == "cio");
  CHECK(evidence_of<double>(open, "waited") == 31);
  CHECK(evidence_of<double>(open, "margin") == 1);
  CHECK(evidence_of<worded_one>(open, "state").key == "open");
  CHECK(evidence_of<date>(open, "until") == parse_date("2026-03-31"));

  world w;
  w.log("security", {"cio"}, "2026-01-01", "2026-01-31");
  CHECK(w.find("DR006", 10).size() == 1);
}

TEST_CASE("DR006: the slowest of a domain is told, and whose move it is", "[decision_rights]") {
  world w;
  w.log("security", {}, "2026-01-01", nullptr);
  w.log("data_access", {}, "2026-01-01", nullptr);
  w.log("security", {}, "2025-12-01", nullptr);
  w.log("unknown", {}, "2026-01-01", nullptr);
  w.log("security", {}, "2026-01-01", nullptr);
  w.rights().log[4].escalated = true;
  const auto found = w.find("DR006");
  CHECK(sides_of(found) == ids{"cio", "shared", "ceo", "ceo"});
  CHECK(found[0].paths == ids{"/decision_rights/log/2", "/decision_rights/log/0"});
  CHECK(evidence_of<double>(found[0], "waited") == 120);
  CHECK(found[2].subjects == ids{"unknown"});
}

TEST_CASE("DR008: an arbiter is needed where sides decide together", "[decision_rights]") {
  world w;
  CHECK(w.find("DR008").empty());
  w.rights().arbiter.clear();
  CHECK(w.find("DR008").size() == 1);
  w.rights().domains.pop_back();
  CHECK(w.find("DR008").empty());
}

}  // namespace decision_rights_rules_test
