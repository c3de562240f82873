// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/findings.hpp>

namespace trade_off_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

constexpr std::nullopt_t none = std::nullopt;

/// A CIO and a CMO with trade-offs between them.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};
  results computed{};
  alignment scores{};

  explicit world(std::vector<trade_off> trade_offs) {
    for (const char* id : {"cio", "cmo"}) {
      answers a;
      a.name = id == std::string_view("cio") ? "CIO" : "CMO";
      sides.push_back(make_side(catalog, id, a).value());
    }
    given.trade_offs = std::move(trade_offs);
  }
  [[nodiscard]] strategy::setting setting() const { return {catalog, sides, given}; }

  std::vector<match> run(std::string_view id) {
    computed.trade_offs.clear();
    if (given.trade_offs) {
      for (const trade_off& t : *given.trade_offs) computed.trade_offs.push_back(assess_trade_off(t, setting()));
    }
    std::vector<match> out;
    find_rule(id)->find({setting(), computed, scores}, {}, out);
    return out;
  }
  [[nodiscard]] std::string message(std::string_view id, const match& m) const {
    const labels name(setting());
    const arguments args = evidence_arguments(m, name, "");
    return render(words_of(*find_rule(id), args).message, args);
  }
  [[nodiscard]] std::string action(std::string_view id, const match& m) const {
    const labels name(setting());
    const arguments args = evidence_arguments(m, name, "");
    return render(words_of(*find_rule(id), args).action, args);
  }
};

trade_off launch(std::string chosen = "", ids decided_by = {}) {
  trade_off t{.id = "launch", .name = "Launch date"};
  t.measures = {{"weeks"}, {"risk"}, {"cost"}, {"reach", false}};
  t.options = {{"fast", {4, .37, 110000, 120}}, {"slow", {10, .3, 160000, 100}}, {"checked", {8, .25, 150000, 100}}};
  t.limits = {{"cio", {none, .25, none, none}}, {"cmo", {6, none, none, none}}};
  t.chosen = std::move(chosen);
  t.decided_by = std::move(decided_by);
  return t;
}

std::string text_of(const match& m, std::string_view name) { return evidence_of<std::string>(m, name); }

}  // namespace

TEST_CASE("TO001: a choice that another option beats", "[trade_off_rules]") {
  world w({launch("fast"), launch("slow", {"cmo"})});
  const auto found = w.run("TO001");
  REQUIRE(found.size() == 1);
  CHECK(found[0].paths == std::vector<std::string>{"/trade_offs/1/chosen", "/trade_offs/1/options/slow",
                                                   "/trade_offs/1/options/checked"});
  CHECK(found[0].subjects == ids{"launch"});
  CHECK(found[0].side == "shared");
  CHECK(w.message("TO001", found[0]) ==
        "The choice for Launch date, slow, is beaten by checked: better in weeks by 2, worse in nothing.");
  CHECK(w.action("TO001", found[0]) == "Choose checked, or add the measure that speaks for slow.");
  CHECK(world({launch("checked")}).run("TO001").empty());
  CHECK(world({launch()}).run("TO001").empty());
}

TEST_CASE("TO002: nothing that every side can live with", "[trade_off_rules]") {
  world w({launch()});
  auto found = w.run("TO002");
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == "shared");
  CHECK(text_of(found[0], "nearest") == "checked");
  CHECK(w.message("TO002", found[0]) ==
        "For Launch date, none of the options is within the limits of CIO, CMO; checked comes nearest.");
  CHECK(w.action("TO002", found[0]) ==
        "Settle Launch date: choose an option, have a limit moved, or ask for another option.");

  w.given.decision_rights.emplace().arbiter = "ceo";
  found = w.run("TO002");
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == "ceo");

  (*w.given.trade_offs)[0].limits[1].values[0] = 8;
  CHECK(w.run("TO002").empty());
  (*w.given.trade_offs)[0].limits[1].values[0] = 7.9999;
  CHECK(w.run("TO002").size() == 1);
}

TEST_CASE("TO002 is settled where the arbiter has chosen", "[trade_off_rules]") {
  world w({launch("fast", {"cmo", "ceo"})});
  CHECK(w.run("TO002").size() == 1);  // nobody is named as the arbiter
  w.given.decision_rights.emplace().arbiter = "ceo";
  CHECK(w.run("TO002").empty());
  CHECK(w.run("TO003").size() == 1);
  w.given.trade_offs->front().decided_by = {"cmo"};
  CHECK(w.run("TO002").size() == 1);
  w.given.trade_offs->front() = launch("", {"ceo"});
  CHECK(w.run("TO002").size() == 1);
  w.given.trade_offs->front().options.clear();
  CHECK(w.run("TO002").empty());
}

TEST_CASE("TO003: a choice beyond a limit, for each side by the limit that is broken most", "[trade_off_rules]") {
  world w({launch("slow", {"cmo"})});
  w.given.trade_offs->front().limits = {{"cio", {none, .29, none, 101}}, {"cmo", {6, none, none, none}}};
  const auto found = w.run("TO003");
  REQUIRE(found.size() == 2);
  CHECK(found[0].side == "cio");
  CHECK(found[0].paths == std::vector<std::string>{"/trade_offs/0/chosen", "/trade_offs/0/limits/cio/risk",
                                                   "/trade_offs/0/limits/cio/reach"});
  CHECK(number_of(found[0], "margin") == .01);  // .01 of .12 against 1 of 20
  CHECK(number_of(found[0], "count") == 2);
  CHECK(w.message("TO003", found[0]) ==
        "For Launch date, slow is chosen: risk 0.3, beyond the limit of 0.29 that CIO set.");
  CHECK(w.action("TO003", found[0]) == "Ask CMO for another option, or accept 0.3 for risk.");
  CHECK(found[1].side == "cmo");
  CHECK(w.action("TO003", found[1]) == "Ask both sides for another option, or accept 10 for weeks.");
  CHECK(number_of(found[1], "margin") == 4);
  CHECK(number_of(found[1], "count") == 1);
  w.given.trade_offs->front().limits = {{"cio", {10, .3, 160000, 100}}};
  CHECK(w.run("TO003").empty());
}

TEST_CASE("TO003: a limit on what should be high", "[trade_off_rules]") {
  world w({launch("checked")});
  w.given.trade_offs->front().limits = {{"cmo", {none, none, none, 110}}};
  const auto found = w.run("TO003");
  REQUIRE(found.size() == 1);
  CHECK(number_of(found[0], "margin") == 10);
}

TEST_CASE("TO004: a choice that nobody is known to have made", "[trade_off_rules]") {
  world w({launch("fast"), launch("fast", {"cmo"}), launch()});
  const auto found = w.run("TO004");
  REQUIRE(found.size() == 1);
  CHECK(found[0].paths == std::vector<std::string>{"/trade_offs/0/chosen"});
  CHECK(w.message("TO004", found[0]) == "For Launch date, fast is chosen, and no record says who decided.");
  CHECK(w.action("TO004", found[0]) == "Record who decided on Launch date.");
}

TEST_CASE("without trade-offs their rules find nothing", "[trade_off_rules]") {
  world w({});
  w.given.trade_offs.reset();
  for (const rule& r : trade_off_rules) CHECK(w.run(r.id).empty());
}

}  // namespace trade_off_rules_test
