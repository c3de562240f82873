// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/tech_portfolio.hpp>

#include <initializer_list>
#include <set>

namespace tech_portfolio_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  explicit world(tech_portfolio portfolio) {
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {}).value());
    given.tech_portfolio = std::move(portfolio);
  }
  [[nodiscard]] tech_portfolio_result assess(std::uint64_t budget = usual_cover_nodes) const {
    return assess_tech_portfolio(*given.tech_portfolio, {catalog, sides, given}, budget);
  }
};

tool make_tool(std::string id, std::string owner, std::optional<std::int64_t> cost, ids purposes) {
  tool t{.id = std::move(id), .owner = std::move(owner)};
  if (cost) t.cost_per_year = money::units(*cost);
  t.purposes = std::move(purposes);
  return t;
}

/// Two mailers, of which one also keeps profiles; a tool for popups that nobody needs; a risky one for consent.
tech_portfolio bank() {
  tech_portfolio x{.needs = {"email", "profiles", "consent"}, .risk_limit = {.6, .6, .6}};
  x.tools = {make_tool("mailer", "cmo", 40000, {"email", "sms"}),
             make_tool("suite", "cio", 60000, {"email", "profiles"}), make_tool("popups", "cmo", 9000, {"popups"}),
             make_tool("consents", "", 5000, {"consent"})};
  x.tools[0].layer = layer::customer;
  x.tools[0].gives = {"clicks", "opens"};
  x.tools[0].manual_hours_per_month = 12;
  x.tools[1].layer = layer::customer;
  x.tools[1].gives = {"opens"};
  x.tools[1].takes = {"clicks", "orders"};
  x.tools[1].risk = {.6, std::nullopt, .1};
  x.tools[2].layer = layer::customer;
  x.tools[2].manual_hours_per_month = 30;
  x.tools[3].layer = layer::data;
  x.tools[3].risk = {.61, .2, .7};
  return x;
}

ids purposes_of(const std::vector<standard_tool>& list) {
  ids out;
  for (const standard_tool& x : list) out.push_back(x.purpose);
  return out;
}

}  // namespace

TEST_CASE("a portfolio in full, by hand", "[tech_portfolio]") {
  const auto found = world(bank()).assess();
  CHECK(found.needs == ids{"email", "profiles", "consent"});
  CHECK(found.needs_stated);
  CHECK(found.cost == money::units(114000));
  CHECK(found.unpriced.empty());

  REQUIRE(found.map.size() == 3);
  CHECK(found.map[0].layer == "customer");
  CHECK(found.map[0].owner == "cio");
  CHECK(found.map[0].tools == ids{"suite"});
  CHECK(found.map[1].owner == "cmo");
  CHECK(found.map[1].tools == ids{"mailer", "popups"});
  CHECK(found.map[1].cost == money::units(49000));
  CHECK(found.map[2].layer == "data");
  CHECK(found.map[2].owner.empty());

  REQUIRE(found.overlap.size() == 1);
  CHECK(found.overlap[0].purpose == "email");
  CHECK(found.overlap[0].tools == ids{"mailer", "suite"});
  CHECK(found.overlap[0].cost == money::units(100000));

  // The suite serves both needs that tools within the limits serve; consent is left out.
  CHECK(found.cover.tools == ids{"suite"});
  CHECK(found.cover.cost == money::units(60000));
  CHECK(found.cover.bound == money::units(60000));
  CHECK(found.cover.optimal);
  CHECK(found.cover.uncovered == ids{"consent"});
  CHECK(found.saving == money::units(54000));
  CHECK(found.lost.needs == ids{"consent"});
  CHECK(found.lost.needs_cost == money::units(5000));
  CHECK(found.lost.purposes == ids{"sms", "popups"});
  CHECK(found.lost.gives == ids{"clicks"});
  REQUIRE(found.lost.links.size() == 1);
  CHECK(found.lost.links[0].tool == "suite");
  CHECK(found.lost.links[0].data == "clicks");

  CHECK(found.do_not_buy == ids{"email", "sms", "profiles", "popups", "consent"});
  REQUIRE(found.standardise.size() == 1);
  CHECK(found.standardise[0].keep == "suite");
  CHECK(found.standardise[0].retire == ids{"mailer"});
  CHECK(found.standardise[0].saving == money::units(40000));

  REQUIRE(found.waste.size() == 1);
  CHECK(found.waste[0].tool == "popups");
  CHECK(found.waste_cost == money::units(9000));
  REQUIRE(found.missing_links.size() == 1);
  CHECK(found.missing_links[0].tool == "suite");
  CHECK(found.missing_links[0].data == "orders");
  REQUIRE(found.exposure.size() == 4);
  CHECK(found.exposure[1].above.empty());
  CHECK(found.exposure[3].above == ids{"security", "uptime"});
  REQUIRE(found.manual_brakes.size() == 2);
  CHECK(found.manual_brakes[0].tool == "popups");
  CHECK(found.manual_brakes[1].hours == 12.0);
}

TEST_CASE("capabilities of the roadmap are needs", "[tech_portfolio]") {
  world w(bank());
  w.given.roadmap = std::vector<roadmap_item>{{.id = "popups", .kind = item_kind::capability},
                                              {.id = "sms", .kind = item_kind::project},
                                              {.id = "email", .kind = item_kind::capability}};
  const auto found = w.assess();
  CHECK(found.needs == ids{"email", "profiles", "consent", "popups"});
  CHECK(found.waste.empty());
  CHECK(found.cover.tools == ids{"suite", "popups"});
}

TEST_CASE("without needs, all purposes are needs", "[tech_portfolio]") {
  auto portfolio = bank();
  portfolio.needs.clear();
  portfolio.tools.push_back(make_tool("shelf", "cio", 700, {}));
  const auto found = world(portfolio).assess();
  CHECK_FALSE(found.needs_stated);
  CHECK(found.needs == ids{"email", "sms", "profiles", "popups", "consent"});
  CHECK(found.cover.tools == ids{"mailer", "suite", "popups"});
  // Both stay: each serves something else that is needed. There is still one to settle on, and nothing to save.
  REQUIRE(found.standardise.size() == 1);
  CHECK(found.standardise[0].keep == "mailer");
  CHECK(found.standardise[0].retire.empty());
  CHECK(found.standardise[0].saving == money());
  REQUIRE(found.waste.size() == 1);
  CHECK(found.waste[0].tool == "shelf");
  CHECK(found.saving == money::units(5700));
}

TEST_CASE("a purpose that nobody needs keeps no tool; one whose tools are all too risky keeps them",
          "[tech_portfolio]") {
  auto portfolio = bank();
  portfolio.tools.push_back(make_tool("banners", "cio", 3000, {"popups"}));
  portfolio.tools.push_back(make_tool("opt_in", "cio", 2000, {"consent"}));
  portfolio.tools.back().risk = {.9, .9, .9};
  const auto found = world(portfolio).assess();
  CHECK(purposes_of(found.standardise) == ids{"email", "popups", "consent"});
  CHECK(found.standardise[1].keep.empty());
  CHECK(found.standardise[1].retire == ids{"popups", "banners"});
  CHECK(found.standardise[1].saving == money::units(12000));
  CHECK(found.standardise[2].keep.empty());
  CHECK(found.standardise[2].retire.empty());
  CHECK(found.standardise[2].saving == money());
  CHECK(found.lost.needs_cost == money::units(7000));
}

TEST_CASE("of sets that cost the same the order of the document decides nothing", "[tech_portfolio]") {
  std::vector<tool> tools;
  for (const char* id : {"a", "b", "c", "silent"}) tools.push_back(make_tool(id, "cio", 10, {"email"}));
  tools[0].risk = {.1, .5, .1};
  tools[1].risk = tools[2].risk = {.2, .1, .2};
  const auto by_id = [](const tool& x, const tool& y) { return x.id < y.id; };
  do {
    CHECK(world({.needs = {"email"}, .tools = tools}).assess().cover.tools == ids{"b"});
  } while (std::next_permutation(tools.begin(), tools.end(), by_id));
}

TEST_CASE("amounts leave out a tool without a cost, and name it", "[tech_portfolio]") {
  auto portfolio = bank();
  portfolio.tools[1].cost_per_year.reset();
  const auto found = world(portfolio).assess();
  CHECK(found.unpriced == ids{"suite"});
  CHECK(found.cost == money::units(54000));
  CHECK(found.cover.cost == money());
  CHECK(found.saving == money::units(54000));
}

TEST_CASE("a tool without a cost is kept only where nothing else serves", "[tech_portfolio]") {
  // Both ways serve all; the one whose price is known costs 20, all stated costs together 50.
  tech_portfolio portfolio{.needs = {"email", "sms", "push"}};
  portfolio.tools = {make_tool("any", "cio", std::nullopt, {"email", "sms"}), make_tool("mailer", "cmo", 10, {"email"}),
                     make_tool("sender", "cmo", 10, {"sms"}), make_tool("dear", "cmo", 30, {"email"}),
                     make_tool("pusher", "cmo", std::nullopt, {"push"})};
  const auto found = world(portfolio).assess();
  CHECK(found.cover.tools == ids{"mailer", "sender", "pusher"});
  CHECK(found.cover.cost == money::units(20));
  CHECK(found.cover.bound == money::units(20));
  CHECK(found.cover.optimal);
  CHECK(found.saving == money::units(30));
  CHECK(found.standardise[0].keep == "mailer");
}

TEST_CASE("an empty portfolio", "[tech_portfolio]") {
  const auto found = world(tech_portfolio{}).assess();
  CHECK(found.map.empty());
  CHECK(found.cover.tools.empty());
  CHECK(found.cover.optimal);
  CHECK_FALSE(found.saving);
  const auto wanting = world(tech_portfolio{.needs = {"email"}}).assess();
  CHECK(wanting.cover.uncovered == ids{"email"});
  CHECK(wanting.lost.needs.empty());
}

TEST_CASE("tools that do not say what they are for", "[tech_portfolio]") {
  // Nothing is a saving, and no tool is waste, where purposes are not stated at all.
  tech_portfolio portfolio{.tools = {{.id = "a", .cost_per_year = money::units(10), .gives = {"orders"}}, {.id = "b"}}};
  const auto found = world(portfolio).assess();
  CHECK(found.cost == money::units(10));
  CHECK_FALSE(found.saving);
  CHECK(found.waste.empty());
  CHECK(found.lost.gives.empty());
  // As soon as one does, the others are waste.
  portfolio.tools[1].purposes = {"email"};
  const auto told = world(portfolio).assess();
  CHECK(told.saving == money::units(10));
  REQUIRE(told.waste.size() == 1);
  CHECK(told.waste[0].tool == "a");
}

TEST_CASE("whatever the portfolio: sums hold, and what is kept serves every need it can", "[tech_portfolio]") {
  generators::holds(
      "sums",
      [] {
        tech_portfolio x{.risk_limit = {.5, std::nullopt, .5}};
        const auto word = [](const char* kind, int most) { return kind + std::to_string(generators::whole(0, most)); };
        const auto fill = [&](ids& list, const char* kind) {
          std::set<std::string> distinct;
          for (int k = generators::whole(0, 3); k > 0; --k) distinct.insert(word(kind, 6));
          list.assign(distinct.begin(), distinct.end());
        };
        fill(x.needs, "p");
        x.tools.resize(generators::size(0, 9));
        for (std::size_t j = 0; j < x.tools.size(); ++j) {
          tool& t = x.tools[j];
          t.id = "t" + std::to_string(j);
          if (generators::coin()) t.owner = generators::coin() ? "cio" : "shared";
          if (generators::coin()) t.layer = layer::data;
          if (generators::whole(0, 4) > 0) t.cost_per_year = money::units(generators::whole(0, 50));
          if (generators::coin()) t.risk[0] = generators::whole(0, 6) / 10.0;
          fill(t.purposes, "p");
          fill(t.gives, "d");
          fill(t.takes, "d");
        }
        const auto found = world(x).assess();
        money of_map;
        std::size_t in_map = 0;
        for (const portfolio_cell& cell : found.map) {
          of_map += cell.cost;
          in_map += cell.tools.size();
        }
        NEED(in_map == x.tools.size());
        NEED(of_map == found.cost);
        NEED(found.cover.tools.empty() ? !found.saving : found.saving == found.cost - found.cover.cost);
        if (found.saving) NEED(found.lost.needs_cost <= *found.saving);
        const std::set<std::string> kept(found.cover.tools.begin(), found.cover.tools.end());
        std::set<std::string> served;
        for (const tool& t : x.tools) {
          if (kept.count(t.id) == 0) continue;
          NEED(!(t.risk[0] && *t.risk[0] > .5));
          served.insert(t.purposes.begin(), t.purposes.end());
        }
        for (const std::string& need : found.needs) {
          const auto& left_out = found.cover.uncovered;
          NEED(served.count(need) + static_cast<std::size_t>(std::count(left_out.begin(), left_out.end(), need)) == 1);
        }
        for (const wasted_tool& w : found.waste) NEED(kept.count(w.tool) == 0);
        for (const standard_tool& s : found.standardise) {
          NEED(s.keep.empty() || kept.count(s.keep) == 1);
          if (found.saving) NEED(s.saving <= *found.saving);
          for (const std::string& id : s.retire) NEED(kept.count(id) == 0);
        }
        for (const data_link& link : found.lost.links) NEED(kept.count(link.tool) == 1);
      },
      1500);
}

}  // namespace tech_portfolio_test
