// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>

#include <coalign/assess/assess.hpp>
#include <coalign/assess/diff.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace diff_test {

using namespace coalign;

namespace {

model_parts example() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b", "c"}, {{"r", 1}, {"s", 2}}};
  parts.sides = {{"cio", {.priorities = {5, 3, 2}, .horizons = {1, 1, 1, 1, 1}, .risks = {.5, .1}}},
                 {"cmo", {.priorities = {2, 3, 5}, .horizons = {3, 1, 1, 1, 0}, .risks = {.4, .6}}},
                 {"cfo", {.priorities = {1, 1, 1}, .horizons = {1, 0, 0, 0, 3}, .risks = {.9, .6}}}};
  return parts;
}

assessment assessed(const model_parts& parts) { return assess(model::make(parts).value()).value(); }

/// A portfolio of one tool that serves one of two needs: the other is not covered.
model_parts tooled() {
  auto parts = example();
  parts.as_of = "2026-03-31";
  parts.currency = "EUR";
  parts.strategy.tech_portfolio = strategy::tech_portfolio{
      .needs = {"email", "consent"}, .risk_limit = {}, .tools = {{.id = "mailer", .owner = "cmo"}}};
  parts.strategy.tech_portfolio->tools[0].cost_per_year = money::units(40000);
  parts.strategy.tech_portfolio->tools[0].purposes = {"email"};
  return parts;
}

/// A tool that serves both needs.
model_parts with_suite() {
  auto parts = tooled();
  strategy::tool suite{.id = "suite", .owner = "cio"};
  suite.cost_per_year = money::units(60000);
  suite.purposes = {"email", "consent"};
  parts.strategy.tech_portfolio->tools.push_back(suite);
  return parts;
}

model_parts waiving(model_parts parts, std::string rule, strategy::ids subjects) {
  parts.strategy.waivers.push_back({.rule = std::move(rule),
                                    .subjects = std::move(subjects),
                                    .by = "cio",
                                    .reason = "known",
                                    .until = parse_date("2026-06-30")});
  return parts;
}

const strategy::finding* find_open(const assessment& a, std::uint64_t id) {
  const auto found = std::find_if(a.findings.begin(), a.findings.end(),
                                  [&](const strategy::finding& f) { return f.id == id && !f.waiver; });
  return found == a.findings.end() ? nullptr : &*found;
}

const finding_difference& one_of(const std::vector<finding_difference>& list, std::string_view rule) {
  const auto is_it = [&](const finding_difference& f) { return f.rule == rule; };
  REQUIRE(std::count_if(list.begin(), list.end(), is_it) == 1);
  return *std::find_if(list.begin(), list.end(), is_it);
}

}  // namespace

TEST_CASE("findings: nothing opens or closes in the same model", "[diff]") {
  const assessment a = assessed(tooled());
  REQUIRE_FALSE(a.findings.empty());
  const difference d = diff(a, a);
  CHECK(d.opened.empty());
  CHECK(d.closed.empty());
  const assessment waived = assessed(waiving(tooled(), "TP004", {"consent"}));
  CHECK(diff(waived, waived).opened.empty());
  CHECK(diff(waived, waived).closed.empty());
}

TEST_CASE("findings: a tool added closes a need and opens an overlap", "[diff]") {
  const assessment before = assessed(tooled()), after = assessed(with_suite());
  const difference d = diff(before, after);
  const finding_difference& twice = one_of(d.opened, "TP001");
  CHECK(twice.subjects == strategy::ids{"email"});
  CHECK(twice.level == strategy::level::warning);
  CHECK(twice.side == "shared");
  CHECK(twice.money == money::units(40000));
  CHECK_FALSE(twice.waived);
  const strategy::finding* same = find_open(after, twice.id);
  REQUIRE(same != nullptr);
  CHECK(twice.message == same->message);
  CHECK(twice.action == same->action);
  const finding_difference& need = one_of(d.closed, "TP004");
  CHECK(need.subjects == strategy::ids{"consent"});
  CHECK(need.level == strategy::level::error);
  CHECK_FALSE(need.money);
  CHECK_FALSE(need.waived);
  CHECK(need.message == "No tool covers what is needed: consent.");
  // In the order of findings, and each where it is open alone.
  const auto in_order = [](const std::vector<finding_difference>& list, const assessment& open,
                           const assessment& not_open) {
    std::size_t at = 0;
    for (const strategy::finding& f : open.findings) {
      const bool only = find_open(open, f.id) != nullptr && find_open(not_open, f.id) == nullptr;
      if (!only) continue;
      REQUIRE(at < list.size());
      CHECK(list[at].id == f.id);
      ++at;
    }
    CHECK(at == list.size());
  };
  in_order(d.opened, after, before);
  in_order(d.closed, before, after);
  // The other way round, what opened has closed.
  const difference back = diff(after, before);
  REQUIRE(back.opened.size() == d.closed.size());
  REQUIRE(back.closed.size() == d.opened.size());
  for (std::size_t i = 0; i < d.opened.size(); ++i) CHECK(back.closed[i].id == d.opened[i].id);
}

TEST_CASE("findings: a waiver closes, and its end opens", "[diff]") {
  const assessment before = assessed(tooled());
  auto parts = waiving(tooled(), "TP004", {"consent"});
  const assessment waived = assessed(parts);
  difference d = diff(before, waived);
  CHECK(d.opened.empty());
  REQUIRE(d.closed.size() == 1);
  CHECK(d.closed[0].rule == "TP004");
  CHECK(d.closed[0].waived);
  parts.as_of = "2026-07-01";
  d = diff(waived, assessed(parts));
  CHECK(one_of(d.opened, "TP004").waived);
  // What is waived there and gone here, or the other way round, was never open.
  d = diff(waived, assessed(with_suite()));
  for (const finding_difference& f : d.closed) CHECK(f.rule != "TP004");
  d = diff(assessed(with_suite()), waived);
  for (const finding_difference& f : d.opened) CHECK(f.rule != "TP004");
}

TEST_CASE("findings: they stay while only their evidence moves", "[diff]") {
  const assessment before = assessed(with_suite());
  auto parts = with_suite();
  parts.strategy.tech_portfolio->tools[0].cost_per_year = money::units(50000);
  const assessment after = assessed(parts);
  const auto money_of = [](const assessment& a) {
    const auto found = std::find_if(a.findings.begin(), a.findings.end(),
                                    [](const strategy::finding& f) { return f.rule == "TP001"; });
    REQUIRE(found != a.findings.end());
    return found->found.money;
  };
  CHECK(money_of(before) != money_of(after));
  const difference d = diff(before, after);
  CHECK(d.opened.empty());
  CHECK(d.closed.empty());
}

TEST_CASE("nothing moved", "[diff]") {
  const assessment a = assessed(example());
  const difference d = diff(a, a);
  CHECK(d.comparable);
  CHECK(d.gap.change() == 0.0);
  CHECK(d.items.size() == 3 + 4 + 2);
  CHECK(d.pairs.size() == 3);
  for (const item_difference& x : d.items) CHECK(x.contribution.change() == 0.0);
}

TEST_CASE("a difference keeps its models, for what moved of the inputs", "[diff]") {
  const assessment before = assessed(example()), after = assessed(tooled());
  const difference d = diff(before, after);
  REQUIRE((d.model_before && d.model_after));
  CHECK(d.model_before->parts().as_of.empty());
  CHECK(d.model_after->parts().as_of == "2026-03-31");
}

TEST_CASE("what raters say of a change, whatever the order of the sides", "[diff]") {
  const auto rated = [](std::vector<std::vector<double>> cio, std::vector<std::vector<double>> cmo) {
    auto parts = example();
    for (const auto& [side, rows] : {std::pair{0, &cio}, std::pair{1, &cmo}}) {
      auto& given = parts.sides[static_cast<std::size_t>(side)].given;
      given = {};
      for (const auto& row : *rows) {
        rater r;
        r.id = std::to_string(given.raters.size());
        r.priorities = row;
        given.raters.push_back(r);
      }
    }
    return parts;
  };
  const std::vector<std::vector<double>> five{{8, 1, 1}, {7, 2, 1}, {8, 1, 1}, {6, 2, 2}, {7, 1, 2}},
      six{{1, 8, 1}, {2, 7, 1}, {1, 6, 3}, {1, 8, 1}, {2, 6, 2}, {1, 7, 2}},
      near{{7, 2, 1}, {6, 3, 1}, {7, 1, 2}, {8, 1, 1}, {7, 2, 1}, {6, 2, 2}};
  const assessment before = assessed(rated(five, six)), after = assessed(rated(five, near));
  const difference d = diff(before, after);
  REQUIRE(d.pairs.size() == 3);
  REQUIRE(d.pairs[0].noise);
  CHECK(d.pairs[0].noise->priority_gap.before == before.uncertainty[0].estimate);
  CHECK(d.pairs[0].noise->beyond() == true);
  CHECK(diff(before, before).pairs[0].noise->beyond() == false);
  // The third side gave one answer: it counts as one rater, which is too few.
  REQUIRE(d.pairs[1].noise);
  CHECK_FALSE(d.pairs[1].noise->beyond().has_value());
  CHECK(d.pairs[1].noise->status == errc::undefined);
  CHECK(d.pairs[1].noise->raters_after == std::array<std::size_t, 2>{5, 1});
  // Raters at one time alone.
  CHECK_FALSE(diff(assessed(example()), after).pairs[0].noise);
  auto parts = rated(five, near);
  std::swap(parts.sides[0], parts.sides[1]);
  const difference turned = diff(before, assessed(parts));
  CHECK(turned.pairs[0].sides == std::array<std::string, 2>{"cmo", "cio"});
  CHECK(turned.pairs[0].noise->priority_gap.change() == Approx(d.pairs[0].noise->priority_gap.change()));
  CHECK(turned.pairs[0].noise->raters_before == std::array<std::size_t, 2>{6, 5});
  parts.question = "Another";
  CHECK(diff(before, assessed(parts)).pairs[0].noise->status == errc::undefined);
}

TEST_CASE("what moved it, by item, block and pair", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  parts.sides[0].given.priorities = {2, 3, 5};  // the CIO answers as the CMO does
  const assessment after = assessed(parts);
  const difference d = diff(before, after);
  CHECK(d.comparable);
  CHECK(d.gap.before == before.group.gap());
  CHECK(d.gap.after == after.group.gap());
  CHECK(d.pairs[0].sides == std::array<std::string, 2>{"cio", "cmo"});
  CHECK(d.pairs[0].gap.after < d.pairs[0].gap.before);
  CHECK(d.items[0].id == "a");
  CHECK(d.contributions[0].change() < 0.0);
}

TEST_CASE("other questions are not compared in silence", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  parts.question = "Another";
  CHECK_FALSE(diff(before, assessed(parts)).comparable);
  parts = example();
  parts.catalog.metrics[2].id = "new";
  const difference d = diff(before, assessed(parts));
  CHECK_FALSE(d.comparable);
  REQUIRE(d.items.size() == 10);
  CHECK(d.items[2].id == "new");
  CHECK(d.items[2].contribution.before == 0.0);
  CHECK(d.items[3].id == "c");
  CHECK(d.items[3].contribution.after == 0.0);
  parts = example();
  parts.sides[1].id = "coo";
  const difference sides = diff(before, assessed(parts));
  CHECK_FALSE(sides.comparable);
  CHECK(sides.added == std::vector<std::string>{"coo"});
  CHECK(sides.removed == std::vector<std::string>{"cmo"});
  CHECK(sides.pairs.size() == 1);
  parts = example();
  parts.sides[0].given.risks.clear();
  parts.sides[1].given.risks.clear();
  const difference missing = diff(before, assessed(parts));
  CHECK_FALSE(missing.comparable);
  CHECK(missing.contributions[2].after == 0.0);
}

TEST_CASE("a pair is the same whatever the order of its sides", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  std::swap(parts.sides[0], parts.sides[2]);
  const difference d = diff(before, assessed(parts));
  REQUIRE(d.pairs.size() == 3);
  for (const pair_difference& p : d.pairs) CHECK(p.gap.change() == Approx(0).margin(1e-15));
  CHECK(d.comparable);
}

TEST_CASE("changes of contributions sum to the change of the gap", "[diff]") {
  generators::holds(
      "any two answers",
      [] {
        auto parts = example();
        const assessment before = assessed(parts);
        for (auto& s : parts.sides) {
          s.given.priorities = generators::points(3);
          s.given.horizons = generators::points(5);
          if (generators::coin()) s.given.risks.clear();
        }
        const auto made = model::make(parts);
        if (!made) return;
        const auto after = assess(made.value());
        if (!after || std::isnan(after.value().group.gap())) return;
        const difference d = diff(before, after.value());
        double items = 0.0, blocks = 0.0;
        for (const item_difference& x : d.items) items += x.contribution.change();
        for (const change_of& x : d.contributions) blocks += x.change();
        NEED(std::abs(items - d.gap.change()) < 1e-12);
        NEED(std::abs(blocks - d.gap.change()) < 1e-12);
      },
      1000);
}

}  // namespace diff_test
