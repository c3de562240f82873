// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/decision_rights.hpp>

#include <set>

namespace decision_rights_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

decision_rights_result assess(const decision_rights& given, const char* as_of = "2026-03-31", int sides = 2) {
  const coalign::catalog catalog{{"x"}, {}};
  std::vector<side> all;
  for (const char* id : {"cio", "cmo", "cfo"}) {
    if (sides-- > 0) all.push_back(make_side(catalog, id, {.priorities = {1}}).value());
  }
  const sections none;
  return assess_decision_rights(given, {catalog, all, none, parse_date(as_of)});
}

decision decided(const char* domain, const char* asked, const char* on) {
  return {.domain = domain, .asked = parse_date(asked), .decided = on ? parse_date(on) : std::nullopt};
}

by_id<std::string> letters(std::initializer_list<std::pair<std::string, std::string>> all) { return {all}; }

}  // namespace

TEST_CASE("who decides on a domain", "[decision_rights]") {
  const decision_rights given{
      .arbiter = "ceo",
      .domains = {{"security", {"cio"}}, {"data_access", {"shared"}}, {"content", {"cio", "cmo"}}, {"brand", {}}},
      .consulted = {{"security", {"cmo"}}}};
  const auto security = who_decides(given, "security").value();
  CHECK(security.domain == "security");
  CHECK(security.sides == ids{"cio"});
  CHECK(security.consulted == ids{"cmo"});
  CHECK(security.arbiter == "ceo");
  CHECK(who_decides(given, "data_access").value().sides == ids{"shared"});
  CHECK(who_decides(given, "content").value().sides == ids{"cio", "cmo"});
  CHECK(who_decides(given, "brand").value().sides.empty());
  CHECK(who_decides(given, "brand").value().consulted.empty());
  CHECK(who_decides(given, "Security").error().code == errc::unknown_id);
  CHECK(who_decides({}, "security").error().code == errc::unknown_id);
}

TEST_CASE("kinds of domains", "[decision_rights]") {
  CHECK(kind_of({"x", {}}) == domain_kind::nobody);
  CHECK(kind_of({"x", {"cio"}}) == domain_kind::led);
  CHECK(kind_of({"x", {"shared"}}) == domain_kind::together);
  CHECK(kind_of({"x", {"cio", "cmo"}}) == domain_kind::contested);
  CHECK(kind_of({"x", {"shared", "cmo"}}) == domain_kind::contested);
  CHECK(kind_of({"x", {"cio", "cio"}}) == domain_kind::led);
}

TEST_CASE("the usual domains", "[decision_rights]") {
  std::set<std::string_view> seen;
  std::size_t cio = 0, cmo = 0, together = 0;
  for (const usual_domain& u : usual_domains) {
    CHECK(seen.insert(u.id).second);
    ++(u.leads == "cio" ? cio : u.leads == "cmo" ? cmo : together);
  }
  CHECK(cio == 5);
  CHECK(cmo == 4);
  CHECK(together == 3);
  CHECK(assess({}).not_covered.size() == 12);
  // Named is covered, whoever decides.
  CHECK(assess({.domains = {{"security", {}}, {"own", {"cio"}}}}).not_covered.size() == 11);
  CHECK(assess({.domains = {{"security", {}}}}).not_covered.front() == "architecture");
}

TEST_CASE("the responsibility table", "[decision_rights]") {
  const decision_rights given{
      .arbiter = "ceo",
      .domains = {{"security", {"cio"}}, {"data_access", {"shared"}}, {"content", {"cio", "cmo"}}, {"brand", {}}},
      .consulted = {{"security", {"cmo"}}, {"brand", {"cfo"}}}};
  const auto found = assess(given, "2026-03-31", 3);
  REQUIRE(found.raci.size() == 4);
  CHECK(found.raci[0].domain == "security");
  CHECK(found.raci[0].letters == letters({{"cio", "A/R"}, {"cmo", "C"}, {"cfo", "I"}, {"ceo", ""}}));
  CHECK(found.raci[1].letters == letters({{"cio", "R"}, {"cmo", "R"}, {"cfo", "R"}, {"ceo", "A"}}));
  CHECK(found.raci[2].letters == letters({{"cio", "A/R"}, {"cmo", "A/R"}, {"cfo", "I"}, {"ceo", ""}}));
  CHECK(found.raci[3].letters == letters({{"cio", "I"}, {"cmo", "I"}, {"cfo", "C"}, {"ceo", ""}}));

  CHECK(assess({.domains = {{"x", {"cio"}}}, .consulted = {{"x", {"shared"}}}}, "2026-03-31", 3).raci[0].letters ==
        letters({{"cio", "A/R"}, {"cmo", "C"}, {"cfo", "C"}}));

  // An arbiter that is a side; none at all.
  CHECK(assess({.arbiter = "cio", .domains = {{"x", {"shared"}}}}).raci[0].letters ==
        letters({{"cio", "A/R"}, {"cmo", "R"}}));
  CHECK(assess({.domains = {{"x", {"shared"}}}}).raci[0].letters == letters({{"cio", "R"}, {"cmo", "R"}}));
}

TEST_CASE("how long decisions take", "[decision_rights]") {
  decision_rights given{.domains = {{"security", {"cio"}}, {"content", {"cmo"}}}};
  given.log = {decided("security", "2026-01-01", "2026-01-11"), decided("content", "2026-01-01", "2026-01-05"),
               decided("security", "2026-01-01", "2026-02-10"), decided("security", "2026-03-01", nullptr),
               decided("security", "2026-03-30", nullptr)};
  given.log[2].escalated = true;
  const auto found = assess(given);
  CHECK(found.latency.decisions == 5);
  CHECK(found.latency.decided == 3);
  CHECK(found.latency.open == 2);
  CHECK(found.latency.escalated == 1);
  CHECK(found.latency.mean == 18.0);  // 10, 4 and 40 days
  CHECK(found.latency.median == 10.0);
  CHECK(found.latency.longest == 40.0);
  CHECK(found.latency.longest_open == 30.0);
  REQUIRE(found.domains.size() == 2);
  CHECK(found.domains[0].latency.decisions == 4);
  CHECK(found.domains[0].latency.median == 25.0);
  CHECK(found.domains[1].latency.median == 4.0);
  CHECK_FALSE(found.domains[1].latency.longest_open);

  const auto none = assess({});
  CHECK(none.latency.decisions == 0);
  CHECK_FALSE(none.latency.median);
}

TEST_CASE("a row has one who is accountable, unless it is contested or of nobody", "[decision_rights]") {
  generators::holds("one A a row", [] {
    decision_rights given;
    const std::vector<std::string> who{"cio", "cmo", "cfo"};
    if (generators::coin()) given.arbiter = generators::coin() ? "ceo" : who[generators::size(0, 2)];
    domain d{.id = "x"};
    const bool together = generators::coin();
    if (together) {
      d.leads = {std::string(shared)};
    } else {
      for (const std::string& id : who) {
        if (generators::coin()) d.leads.push_back(id);
      }
    }
    given.domains = {d};
    given.consulted = {{"x", {who[generators::size(0, 2)]}}};
    std::size_t accountable = 0, responsible = 0;
    const auto row = assess(given, "2026-03-31", 3).raci.at(0);
    for (const auto& [id, text] : row.letters) {
      accountable += text.find('A') != std::string::npos;
      responsible += text.find('R') != std::string::npos;
      NEED(id == "ceo" || !text.empty());
    }
    NEED(accountable == (together ? (given.arbiter.empty() ? 0U : 1U) : d.leads.size()));
    NEED(responsible == (together ? 3U : d.leads.size()));
  });
}

}  // namespace decision_rights_test
