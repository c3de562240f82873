// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <coalign/assess/assess.hpp>
#include <coalign/strategy/findings.hpp>
#include <set>

namespace findings_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

// Two sides who agree, a goal that nobody can object to, and two tools for one purpose; one tool has no owner.
model_parts example() {
  model_parts parts;
  parts.as_of = "2026-03-31";
  parts.currency = "EUR";
  parts.catalog.metrics.emplace_back("sales");
  parts.sides = {{"cio", {.name = "CIO", .priorities = {1}}}, {"cmo", {.name = "CMO", .priorities = {1}}}};
  parts.strategy.north_star = north_star{.metric = "sales",
                                         .target = 2,
                                         .due = parse_date("2026-12-31"),
                                         .owners = {"shared"},
                                         .money_total = money::units(1),
                                         .answers = {{"cio", "a list"}, {"cmo", "a profile"}}};
  parts.strategy.tech_portfolio = tech_portfolio{
      .needs = {"email"},
      .tools = {
          {.id = "suite", .name = "Suite", .owner = "cmo", .cost_per_year = money::units(50), .purposes = {"email"}},
          {.id = "mailer", .name = "Mailer", .cost_per_year = money::units(20), .purposes = {"email", "sms"}}}};
  return parts;
}

assessment assessed(model_parts parts) { return assess(model::make(std::move(parts)).value()).value(); }

std::vector<std::string> rules_of(const assessment& a) {
  std::vector<std::string> out;
  for (const finding& f : a.findings) out.emplace_back(f.rule);
  return out;
}

}  // namespace

TEST_CASE("the table: ids once, texts complete, defaults within their limits", "[findings]") {
  std::set<std::string_view> seen;
  for (const rule& r : all_rules()) {
    CHECK(seen.insert(r.id).second);
    CHECK(find_rule(r.id) == &r);
    CHECK(r.since >= 1);
    CHECK(r.since <= newest_ruleset);
    CHECK(r.find != nullptr);
    for (const std::string_view text : {r.title, r.why, r.fix, r.message, r.action, r.source})
      CHECK_FALSE(text.empty());
    for (const threshold& t : r.thresholds) {
      if (t.name.empty()) continue;
      CHECK(t.low <= t.value);
      CHECK(t.value <= t.high);
    }
  }
  CHECK(seen.size() == 68);
  CHECK(find_rule("XX001") == nullptr);
}

TEST_CASE("the table: what is compared in a sentence is told apart on both sides", "[findings]") {
  std::size_t compared = 0;
  for (const rule& r : all_rules()) {
    for (const std::string_view text : {r.message, r.action}) {
      CAPTURE(r.id, text);
      std::vector<coalign::detail::placeholder> all;
      for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        all.emplace_back(text.substr(open + 1, text.find('}', open) - open - 1));
      }
      for (const auto& x : all) {
        if (x.beside.empty()) continue;
        ++compared;
        for (const auto& y : all) {
          if (y.name != x.beside) continue;
          CHECK(y.beside == x.name);
          CHECK(y.form == x.form);
        }
      }
    }
  }
  CHECK(compared > 30);
}

TEST_CASE("findings come by level, then money, then rule", "[findings]") {
  // By hand: the dearer tool does less than the other (TP003, 50), both serve one purpose (TP001, 50), one
  // has no owner (TP007, what it costs: 20).
  const assessment a = assessed(example());
  CHECK(rules_of(a) == std::vector<std::string>{"TP001", "TP003", "TP007"});
  CHECK(a.findings[0].found.money == money::units(50));
  CHECK(a.findings[0].found.subjects == ids{"email"});
  CHECK(a.findings[2].found.money == money::units(20));
  CHECK(a.findings[2].message.find("Mailer") != std::string::npos);
}

TEST_CASE("an id depends on rule, side and subjects, not on their order or on evidence", "[findings]") {
  CHECK(finding_id("TP001", "cio", {"a", "b"}) == finding_id("TP001", "cio", {"b", "a"}));
  CHECK(finding_id("TP001", "cio", {"a", "b"}) != finding_id("TP001", "cio", {"ab"}));
  CHECK(finding_id("TP001", "cio", {"a"}) != finding_id("TP001", "cmo", {"a"}));
  CHECK(finding_id("TP001", "cio", {"a"}) != finding_id("TP002", "cio", {"a"}));
  model_parts dearer = example();
  dearer.strategy.tech_portfolio->tools[0].cost_per_year = money::units(90);
  const assessment before = assessed(example()), after = assessed(std::move(dearer));
  CHECK(before.findings[0].id == after.findings[0].id);
  CHECK(before.findings[0].found.money != after.findings[0].found.money);
}

TEST_CASE("a waiver holds through its date, and for its subjects only", "[findings]") {
  const auto with = [](const char* until, ids subjects) {
    model_parts parts = example();
    parts.strategy.waivers = {{"TP007", std::move(subjects), "cio", "known", parse_date(until)}};
    const assessment a = assessed(std::move(parts));
    return a.findings[2].waiver;
  };
  CHECK(with("2026-03-31", {"mailer"}) == 0U);
  CHECK_FALSE(with("2026-03-30", {"mailer"}));
  CHECK_FALSE(with("2026-12-31", {"suite"}));
  CHECK_FALSE(with("2026-12-31", {}));
}

TEST_CASE("a policy turns a rule off, changes its level and its threshold", "[findings]") {
  model_parts parts = example();
  parts.strategy.rules = {{.rule = "TP003", .off = true}, {.rule = "TP007", .level = level::error}};
  CHECK(rules_of(assessed(parts)) == std::vector<std::string>{"TP007", "TP001"});
  parts.strategy.tech_portfolio->tools[0].layer = layer::customer;
  parts.strategy.tech_portfolio->tools[0].manual_hours_per_month = 12;
  CHECK(rules_of(assessed(parts)) == std::vector<std::string>{"TP007", "TP001"});
  parts.strategy.rules.push_back({.rule = "TP006", .thresholds = {{"hours", 11.0}}});
  CHECK(rules_of(assessed(parts)) == std::vector<std::string>{"TP007", "TP001", "TP006"});
}

TEST_CASE("settings of rules that are not there are errors", "[findings]") {
  for (const rule_setting& wrong :
       {rule_setting{.rule = "TP999"}, rule_setting{.rule = "TP006", .thresholds = {{"days", 1.0}}},
        rule_setting{.rule = "TP006", .thresholds = {{"hours", -1.0}}}}) {
    model_parts parts = example();
    parts.strategy.rules = {wrong};
    const auto found = assess(model::make(std::move(parts)).value());
    REQUIRE_FALSE(found);
    CHECK(found.error().where == field::strategy);
  }
}

TEST_CASE("the order of lists changes nothing but the order of ties", "[findings]") {
  model_parts turned = example();
  std::reverse(turned.strategy.tech_portfolio->tools.begin(), turned.strategy.tech_portfolio->tools.end());
  const assessment a = assessed(example()), b = assessed(std::move(turned));
  REQUIRE(a.findings.size() == b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    CHECK(a.findings[i].id == b.findings[i].id);
    CHECK(a.findings[i].found.money == b.findings[i].found.money);
  }
}

TEST_CASE("an unrelated tool removes no finding of another", "[findings]") {
  model_parts more = example();
  more.strategy.tech_portfolio->needs.emplace_back("chat");
  more.strategy.tech_portfolio->tools.push_back(
      {.id = "chat", .owner = "cio", .cost_per_year = money::units(5), .purposes = {"chat"}});
  const assessment a = assessed(example()), b = assessed(std::move(more));
  for (const finding& f : a.findings) {
    CHECK(std::any_of(b.findings.begin(), b.findings.end(), [&](const finding& g) { return g.id == f.id; }));
  }
}

TEST_CASE("evidence in a sentence: names, amounts, dates; of a long list the first six", "[findings]") {
  const model m = model::make(example()).value();
  const labels name = strategy_labels(m);
  match found;
  found.evidence = {{"tool", named_one{"suite"}},
                    {"all", named{{"suite", "mailer", "a", "b", "c", "d", "e"}}},
                    {"cost", money::units(1200)},
                    {"day", *parse_date("2026-03-31")},
                    {"who", named_one{"shared"}},
                    {"lacks", worded{"lacks_", {"metric", "baseline"}}},
                    {"state", worded_one{"state_", "decided"}}};
  found.money = money::units(7);
  const arguments args = evidence_arguments(found, name, "EUR");
  CHECK(render("{tool}|{all}|{cost}|{day}|{who}|{money}", args) ==
        "Suite|Suite, Mailer, a, b, c, d, ... (7)|EUR 1,200|2026-03-31|both sides|EUR 7");
  CHECK(render("{lacks}|{state}", args) == "a metric of the catalogue, the baseline of the metric|took");
}

}  // namespace findings_test
