// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/strategy/data_product.hpp>

namespace data_product_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  world() {
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {}).value());
  }
  [[nodiscard]] std::vector<data_product_result> assess(const std::vector<data_product>& products) const {
    return assess_data_products(products, {catalog, sides, given});
  }
  void item(const char* id, std::int64_t cost, ids serves = {}) {
    if (!given.roadmap) given.roadmap.emplace();
    given.roadmap->push_back({.id = id, .serves = std::move(serves), .cost = money::units(cost)});
  }
};

data_product blocking(const char* id, ids blocks) {
  data_product x{.id = id};
  x.blocks = std::move(blocks);
  return x;
}

std::vector<std::size_t> ranks(const std::vector<data_product_result>& found) {
  std::vector<std::size_t> out;
  for (const auto& x : found) out.push_back(x.rank);
  return out;
}

}  // namespace

TEST_CASE("the friction of a data product is listed by kind", "[data_product]") {
  data_product x{.id = "customers", .owners = {"cio"}};
  x.definitions = {{"active", {"cio", "cmo"}}, {"churned", {"cmo"}}, {"lead", {}}, {"visit", {"shared"}}};
  x.access = {{"agencies", 3, .2}, {"campaigns", 12, {}}, {"sales", 12, .7}, {"press", {}, .1}};
  x.quality = {{"valid", 91, 95}, {"unique", 99, 99}, {"recent", 3, {}}, {"complete", {}, 50}};
  x.segments = {{"families", false}, {"new", true}};
  x.obligations = {"GDPR", "retention"};
  x.met = {"retention", "another"};
  const auto found = world().assess({x}).front();
  CHECK(found.id == "customers");
  CHECK(found.rank == 1);
  CHECK(found.one_owner);
  CHECK(found.definitions == 4);
  CHECK(found.definitions_not_accepted == 2);
  CHECK(found.longest_wait_days == 12.0);
  CHECK(found.longest_wait == "campaigns");
  CHECK(found.greatest_risk == .7);
  CHECK(found.measures == 2);
  CHECK(found.measures_below == 1);
  CHECK(found.segments == 2);
  CHECK(found.segments_not_served == 1);
  CHECK(found.obligations == 2);
  CHECK(found.obligations_not_met == ids{"GDPR"});
  CHECK(found.blocked.empty());
}

TEST_CASE("a data product of which nothing is said has no friction but its owner", "[data_product]") {
  data_product x{.id = "orders"};
  auto found = world().assess({x}).front();
  CHECK(!found.one_owner);
  CHECK(!found.longest_wait_days);
  CHECK(!found.greatest_risk);
  CHECK(found.blocked_cost == money());
  x.owners = {"shared"};
  CHECK(!world().assess({x}).front().one_owner);
  x.owners = {"cio", "cmo"};
  CHECK(!world().assess({x}).front().one_owner);
  x.access = {{"sales", 0, 0}};
  found = world().assess({x}).front();
  CHECK(found.longest_wait_days == 0.0);
  CHECK(found.longest_wait == "sales");
  CHECK(world().assess({}).empty());
}

TEST_CASE("what waits for a data product, and what that serves, counts once", "[data_product]") {
  world w;
  w.item("goal", 1000, {"north_star"});
  w.item("mail", 20, {"goal", "web"});
  w.item("web", 300, {"goal", "mail"});  // a circle
  w.item("other", 4000, {"north_star"});
  const auto found = w.assess({blocking("a", {"web", "web", "nothing"}), blocking("b", {}), blocking("c", {"goal"})});
  CHECK(found[0].blocked == ids{"web", "goal", "mail"});
  CHECK(found[0].blocked_cost == money::units(1320));
  CHECK(found[1].blocked.empty());
  CHECK(found[2].blocked == ids{"goal"});
  CHECK(ranks(found) == std::vector<std::size_t>{1, 3, 2});
}

TEST_CASE("rank is by cost, then number, then wait, then place", "[data_product]") {
  world w;
  w.item("dear", 100);
  w.item("cheap", 40);
  w.item("cheaper", 60);
  w.item("free", 0);
  std::vector<data_product> x{blocking("wait", {}),       blocking("last", {}),
                              blocking("dear", {"dear"}), blocking("two", {"cheap", "cheaper"}),
                              blocking("free", {"free"}), blocking("cheap", {"cheap"})};
  x[0].access = {{"sales", 1, {}}};
  CHECK(ranks(w.assess(x)) == std::vector<std::size_t>{5, 6, 2, 1, 4, 3});
  x[0].access.clear();
  CHECK(ranks(w.assess(x)) == std::vector<std::size_t>{5, 6, 2, 1, 4, 3});
  x[1].access = {{"sales", .5, {}}};
  CHECK(ranks(w.assess(x)) == std::vector<std::size_t>{6, 5, 2, 1, 4, 3});
}

}  // namespace data_product_test
