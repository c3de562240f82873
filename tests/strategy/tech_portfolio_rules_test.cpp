// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/tech_portfolio_rules.hpp>

#include <algorithm>

namespace tech_portfolio_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  explicit world(std::vector<tool> tools, ids needs = {}) {
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {}).value());
    given.tech_portfolio = tech_portfolio{.needs = std::move(needs), .risk_limit = {}, .tools = std::move(tools)};
  }
  [[nodiscard]] std::vector<match> find(std::string_view id) const {
    const setting s{catalog, sides, given};
    results computed;
    if (given.tech_portfolio) computed.tech_portfolio = assess_tech_portfolio(*given.tech_portfolio, s);
    const alignment scores;
    const auto entry = std::find_if(tech_portfolio_rules.begin(), tech_portfolio_rules.end(),
                                    [&](const rule& r) { return r.id == id; });
    REQUIRE(entry != tech_portfolio_rules.end());
    const std::vector<double> limits{entry->thresholds[0].value, entry->thresholds[1].value};
    std::vector<match> out;
    entry->find({s, computed, scores}, limits, out);
    return out;
  }
};

tool make_tool(std::string id, std::string owner, std::optional<std::int64_t> cost, ids purposes) {
  tool t{.id = std::move(id), .owner = std::move(owner)};
  if (cost) t.cost_per_year = money::units(*cost);
  t.purposes = std::move(purposes);
  return t;
}

ids subjects_of(const std::vector<match>& found) {
  ids out;
  for (const match& m : found) out.push_back(m.subjects.at(0));
  return out;
}

}  // namespace

TEST_CASE("rules say nothing without a portfolio", "[tech_portfolio_rules]") {
  world w({});
  w.given.tech_portfolio.reset();
  w.given.roadmap = std::vector<roadmap_item>{{.id = "profiles", .kind = item_kind::capability}};
  for (const rule& r : tech_portfolio_rules) CHECK(w.find(r.id).empty());
}

TEST_CASE("paying twice: one owner moves alone, several together", "[tech_portfolio_rules]") {
  const world w({make_tool("a", "cio", 10, {"email", "sms"}), make_tool("b", "cio", 20, {"email"}),
                 make_tool("c", "cmo", 30, {"sms"}), make_tool("d", "", std::nullopt, {"push"}),
                 make_tool("e", "shared", 0, {"push"})});
  const auto found = w.find("TP001");
  CHECK(subjects_of(found) == ids{"email", "sms", "push"});
  CHECK(found[0].side == "cio");
  CHECK(found[0].money == money::units(20));
  CHECK(found[1].side == "shared");
  CHECK(found[1].money == money::units(30));
  // Nobody owns one of the two: nobody alone can move. None of them costs anything that is known.
  CHECK(found[2].side == "shared");
  CHECK_FALSE(found[2].money);
  CHECK(evidence_of<named>(found[2], "tools").ids == ids{"d", "e"});
}

TEST_CASE("paying twice: nothing is at stake where every tool is kept for something else", "[tech_portfolio_rules]") {
  const world w({make_tool("a", "cio", 10, {"email", "sms"}), make_tool("b", "cmo", 20, {"email", "push"})});
  const auto found = w.find("TP001");
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].money);
  CHECK(evidence_of<named_one>(found[0], "keep").id == "a");
}

TEST_CASE("paying twice: a cost that nobody stated is never the lower one", "[tech_portfolio_rules]") {
  const world w({make_tool("a", "cio", 10, {"email"}), make_tool("b", "cmo", std::nullopt, {"email"})});
  const auto found = w.find("TP001");
  REQUIRE(found.size() == 1);
  CHECK(evidence_of<named_one>(found[0], "keep").id == "a");
  CHECK(evidence_of<named>(found[0], "retire").ids == ids{"b"});
  CHECK_FALSE(found[0].money);  // what retiring b saves is not known
}

TEST_CASE("paying twice: no amount where the cost of the tool to keep is not known", "[tech_portfolio_rules]") {
  // b alone serves sms, so it is kept; whether that or a is cheaper for email, nobody said.
  const world w({make_tool("a", "cio", 10, {"email"}), make_tool("b", "cmo", std::nullopt, {"email", "sms"})});
  const auto found = w.find("TP001");
  REQUIRE(found.size() == 1);
  CHECK(evidence_of<named_one>(found[0], "keep").id == "b");
  CHECK_FALSE(found[0].money);
}

TEST_CASE("paying twice: the action fits what is kept and what is not", "[tech_portfolio_rules]") {
  const auto key = [](std::vector<tool> tools, ids needs, tool_risks limit = {}) {
    world w(std::move(tools));
    w.given.tech_portfolio->needs = std::move(needs);
    w.given.tech_portfolio->risk_limit = limit;
    const auto found = w.find("TP001");
    REQUIRE(found.size() == 1);
    arguments told;
    for (const auto& [name, value] : found[0].evidence) told.emplace_back(name, std::string());
    return words_of(*find_rule("TP001"), told).action_key;
  };
  const tool a = make_tool("a", "cio", 10, {"email"}), b = make_tool("b", "cio", 20, {"email"});
  CHECK(key({a, b}, {"email"}) == "rule.TP001.action");
  CHECK(key({a, b, make_tool("c", "cio", 1, {"sms"})}, {"sms"}) == "rule.TP001.unneeded.action");
  tool risky = a, riskier = b;
  risky.risk[0] = .7;
  riskier.risk[0] = .8;
  CHECK(key({risky, riskier}, {"email"}, {.6, std::nullopt, std::nullopt}) == "rule.TP001.above_limit.action");
  CHECK(key({make_tool("a", "cio", 10, {"email", "sms"}), make_tool("b", "cio", 20, {"email", "push"})},
            {"email", "sms", "push"}) == "rule.TP001.all_kept.action");
}

TEST_CASE("dominated tools: what is not known is not beaten", "[tech_portfolio_rules]") {
  const ids both{"email", "sms"};
  auto tools = std::vector<tool>{make_tool("a", "cio", 10, both), make_tool("b", "cmo", 10, both)};
  CHECK(world(tools).find("TP003").empty());  // equal
  tools[0].risk = {.3, std::nullopt, std::nullopt};
  CHECK(world(tools).find("TP003").empty());  // only one states a risk
  tools[1].risk = {.4, std::nullopt, std::nullopt};
  CHECK(subjects_of(world(tools).find("TP003")) == ids{"b"});
  tools[1].cost_per_year = money::units(9);
  CHECK(world(tools).find("TP003").empty());  // cheaper, and riskier
  tools[1].cost_per_year.reset();
  CHECK(world(tools).find("TP003").empty());  // only one states a cost
  tools[0].cost_per_year.reset();
  CHECK(subjects_of(world(tools).find("TP003")) == ids{"b"});
  CHECK_FALSE(world(tools).find("TP003")[0].money);
  tools[0].purposes = tools[1].purposes = {};
  CHECK(world(tools).find("TP003").empty());  // that is a tool with no purpose
}

TEST_CASE("dominated tools: the cheapest of those that beat one is named", "[tech_portfolio_rules]") {
  const world w({make_tool("a", "cio", 30, {"email"}), make_tool("b", "cio", 20, {"email", "sms"}),
                 make_tool("c", "cio", 10, {"email", "push"}), make_tool("d", "cio", 10, {"email", "web"})});
  const auto found = w.find("TP003");
  REQUIRE(subjects_of(found) == ids{"a"});
  CHECK(evidence_of<named_one>(found[0], "by").id == "c");
  CHECK(evidence_of<money>(found[0], "by_cost") == money::units(10));
  CHECK(found[0].paths == std::vector<std::string>{"/tech_portfolio/tools/0", "/tech_portfolio/tools/2"});
}

TEST_CASE("dominated tools: what paying twice says already is not said again", "[tech_portfolio_rules]") {
  // Five tools of one coarse purpose, each beaten by the next: TP001 names the one to keep and retires the others.
  std::vector<tool> tools;
  for (const int cost : {50, 40, 30, 20, 10}) {
    tools.push_back(make_tool("t" + std::to_string(cost), "cio", cost, {"support", "support"}));
    tools.back().risk[0] = cost / 100.0;
  }
  const auto twice = world(tools).find("TP001");
  REQUIRE(twice.size() == 1);
  CHECK(evidence_of<named>(twice[0], "retire").ids == ids{"t50", "t40", "t30", "t20"});
  CHECK(world(tools).find("TP003").empty());
  // One that does more says something else: nothing is left to find out about the others.
  tools[4].purposes.emplace_back("chat");
  CHECK(subjects_of(world(tools).find("TP003")) == ids{"t50", "t40", "t30", "t20"});
  // Equal in several purposes: that is said of each purpose apart, and of the tool only here.
  for (tool& t : tools) t.purposes = {"chat", "support"};
  CHECK(subjects_of(world(tools).find("TP003")) == ids{"t50", "t40", "t30", "t20"});
}

TEST_CASE("dominated tools: of one purpose, where none is retired", "[tech_portfolio_rules]") {
  auto tools = std::vector<tool>{make_tool("a", "cio", 10, {"email"}), make_tool("b", "cmo", 10, {"email"})};
  tools[0].risk = {.1, .4, .1};
  tools[1].risk = {.1, .3, .1};
  // Of two that cost the same the riskier one goes, so nothing is left to say.
  CHECK(evidence_of<named_one>(world(tools).find("TP001")[0], "keep").id == "b");
  CHECK(world(tools).find("TP003").empty());
  // Both are above the limit: none is kept, and none retired.
  world w(tools);
  w.given.tech_portfolio->risk_limit[1] = .2;
  CHECK(subjects_of(w.find("TP003")) == ids{"a"});
}

TEST_CASE("a need of both lists is found once", "[tech_portfolio_rules]") {
  world w({make_tool("a", "cio", 10, {"email"})}, {"email", "consent"});
  w.given.roadmap = std::vector<roadmap_item>{{.id = "consent", .kind = item_kind::capability},
                                              {.id = "email", .kind = item_kind::capability},
                                              {.id = "letters", .kind = item_kind::project},
                                              {.id = "profiles", .kind = item_kind::capability}};
  const auto found = w.find("TP004");
  CHECK(subjects_of(found) == ids{"consent", "profiles"});
  CHECK(found[0].paths == std::vector<std::string>{"/tech_portfolio/needs/1", "/roadmap/0"});
  CHECK(evidence_of<named_one>(found[1], "need").id == "profiles");
}

TEST_CASE("waste is of tools that serve no need, whatever their order", "[tech_portfolio_rules]") {
  const std::vector<tool> tools{make_tool("a", "cio", 10, {}), make_tool("b", "cmo", 20, {"email"}),
                                make_tool("c", "", std::nullopt, {"sms"})};
  const auto found = world(tools, {"email"}).find("TP002");
  REQUIRE(subjects_of(found) == ids{"a", "c"});
  CHECK(found[0].money == money::units(10));
  CHECK_FALSE(found[1].money);
  CHECK(found[1].side == "shared");
  CHECK(found[1].paths == std::vector<std::string>{"/tech_portfolio/tools/2"});
  CHECK(subjects_of(world(tools).find("TP002")) == ids{"a"});
}

TEST_CASE("differences at a threshold are not beyond it", "[tech_portfolio_rules]") {
  auto t = make_tool("a", "cio", 10, {"email"});
  t.technical_fit = .9;
  t.customer_fit = .5;  // .9 - .5 is above .4 by the last bit
  CHECK(world({t}).find("TP010").empty());
  t.customer_fit = .49;
  CHECK(world({t}).find("TP010").size() == 1);
  t.layer = layer::customer;
  t.manual_hours_per_month = 20;
  CHECK(world({t}).find("TP006").empty());
  t.manual_hours_per_month = 20.01;
  CHECK(world({t}).find("TP006").size() == 1);
  t.layer = layer::core;
  CHECK(world({t}).find("TP006").empty());
}

TEST_CASE("run outside: one tool inside has to serve all of it, within the limits", "[tech_portfolio_rules]") {
  auto outside = make_tool("agency", "cmo", 30, {"email", "sms"});
  outside.run_by = run_by::outside;
  auto one = make_tool("one", "cio", 20, {"email"}), two = make_tool("two", "cio", 20, {"sms"});
  one.run_by = two.run_by = run_by::inside;
  CHECK(world({outside, one, two}).find("TP011").empty());
  one.purposes.push_back("sms");
  one.risk[1] = .7;
  world w({outside, one, two});
  CHECK(subjects_of(w.find("TP011")) == ids{"agency"});
  w.given.tech_portfolio->risk_limit[1] = .6;
  CHECK(w.find("TP011").empty());
  w.given.tech_portfolio->risk_limit[1] = .7;
  CHECK(w.find("TP011").size() == 1);
  w.given.tech_portfolio->tools[1].run_by.reset();
  CHECK(w.find("TP011").empty());
}

TEST_CASE("data and obligations: all that are missing, in one finding", "[tech_portfolio_rules]") {
  auto t = make_tool("a", "cio", 10, {"email"});
  t.takes = {"clicks", "orders", "opens"};
  t.gives = {"orders"};
  t.obligations = {"GDPR", "PCI DSS"};
  t.met = {"ISO 27001"};
  const world w({t});
  const auto links = w.find("TP008"), unmet = w.find("TP009");
  REQUIRE(links.size() == 1);
  CHECK(links[0].paths ==
        std::vector<std::string>{"/tech_portfolio/tools/0/takes/0", "/tech_portfolio/tools/0/takes/2"});
  CHECK(evidence_of<named>(links[0], "data").ids == ids{"clicks", "opens"});
  REQUIRE(unmet.size() == 1);
  CHECK(evidence_of<named>(unmet[0], "obligations").ids == ids{"GDPR", "PCI DSS"});
}

}  // namespace tech_portfolio_rules_test
