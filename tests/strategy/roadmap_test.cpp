// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/roadmap.hpp>

#include <initializer_list>

namespace roadmap_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

money amount(double x) { return *money::exactly(x); }

/// Sides with half of their attention on each of two horizons, 90 and 360 days.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}, {{"quarter", 90}, {"year", 360}}};
  std::vector<side> sides;
  sections given{};
  std::optional<date> as_of = parse_date("2026-03-31");
  coalign::spacing spacing = coalign::spacing::log;

  explicit world(std::initializer_list<const char*> names = {"cio", "cmo"}) {
    answers a;
    a.horizons = {50, 50};
    for (const char* name : names) sides.push_back(make_side(catalog, name, a).value());
  }
  [[nodiscard]] roadmap_result assess() const { return assess_roadmap({catalog, sides, given, as_of, spacing}); }
  roadmap_item& add(const char* id, ids serves = {}, ids who = {}) {
    if (!given.roadmap) given.roadmap.emplace();
    roadmap_item& x = given.roadmap->emplace_back();
    x.id = id;
    x.serves = std::move(serves);
    x.sides = std::move(who);
    return x;
  }
  void work(ids who, const char* start, const char* end) {
    roadmap_item& x = add("work", {}, std::move(who));
    x.start = parse_date(start);
    x.end = parse_date(end);
  }
};

}  // namespace

TEST_CASE("tie-back counts what reaches the North Star", "[roadmap]") {
  world w;
  w.add("outcome", {"north_star"});
  w.add("tied", {"outcome"}).cost = amount(30000);
  w.add("loose", {}).cost = amount(9999.5);
  w.add("below", {"loose"}).cost = amount(.5);
  w.add("free", {"tied"});
  const auto found = w.assess();
  const tie_back& t = *found.tie_back;
  CHECK(t.items == 5);
  CHECK(t.items_tied == 3);
  CHECK(t.item_share() == .6);
  CHECK(t.cost == amount(40000));
  CHECK(t.cost_tied == amount(30000));
  CHECK(t.cost_share() == .75);
  CHECK(t.untied == ids{"loose", "below"});
  CHECK(found.cycles.empty());
  CHECK(!found.critical_path);
}

TEST_CASE("an item in a circle counts where its chain gets out", "[roadmap]") {
  world w;
  w.add("a", {"b"});
  w.add("b", {"a", "north_star"});
  w.add("c", {"d"});
  w.add("d", {"c"});
  const auto found = w.assess();
  CHECK(found.tie_back->untied == ids{"c", "d"});
  CHECK(found.cycles == std::vector<ids>{{"a", "b"}, {"c", "d"}});
  CHECK(!found.tie_back->cost_share());  // no cost is stated
}

TEST_CASE("what is not given is not there", "[roadmap]") {
  world w;
  CHECK(!w.assess().tie_back);
  CHECK(w.assess().spend.empty());
  w.given.cadence = by_id<double>{{"cio", 30}};
  CHECK(w.assess().cadence.empty());  // of one side alone
  w.given.roadmap.emplace();
  const auto found = w.assess();
  REQUIRE(found.tie_back);
  CHECK(!found.tie_back->item_share());
  CHECK(found.spend.size() == 2);
  CHECK(found.rhythm[0].days_ahead == 180);  // sqrt(90 * 360)
  CHECK(!found.rhythm[0].work_days);
  CHECK(!found.rhythm[0].gap);
}

TEST_CASE("spend by side is split exactly and counted once", "[roadmap]") {
  world w{"cio", "cmo", "cfo"};
  w.add("alone", {}, {"cmo"}).cost = amount(100);
  w.add("two", {}, {"cfo", "cio"}).cost = amount(.0003);
  w.add("all", {}, {"shared"}).cost = amount(10);
  w.add("nobody").cost = amount(7);
  w.add("no cost", {}, {"cmo"});
  const auto found = w.assess();
  REQUIRE(found.spend.size() == 3);
  CHECK(found.spend[0].cost == amount(3.3336));  // 0.0002 and 3.3334: what is left over goes to the first
  CHECK(found.spend[1].cost == amount(103.3333));
  CHECK(found.spend[2].cost == amount(3.3334));
  CHECK(found.spend[0].items == 2);
  CHECK(found.spend[1].items == 3);
  CHECK(found.unassigned == amount(7));
}

TEST_CASE("spend adds up to the cost of the roadmap", "[roadmap]") {
  const ids names{"cio", "cmo", "cfo"};
  generators::holds("parts and the rest", [&] {
    world w{"cio", "cmo", "cfo"};
    const std::size_t n = generators::size(1, 12);
    for (std::size_t i = 0; i < n; ++i) {
      roadmap_item& x = w.add("item");
      for (const std::string& name : names) {
        if (generators::coin()) x.sides.push_back(name);
      }
      x.cost = money::rounded(generators::unit() * 1e6);
    }
    const auto found = w.assess();
    money sum = found.unassigned;
    for (const side_spend& s : found.spend) sum += s.cost;
    NEED(sum == found.tie_back->cost);
  });
}

TEST_CASE("rhythm is the distance of work from the horizons", "[roadmap]") {
  world w;
  w.work({"cio"}, "2026-01-01", "2026-04-01");     // 90 days
  w.work({"cmo"}, "2026-01-01", "2026-12-27");     // 360 days
  w.work({"shared"}, "2026-01-01", "2026-06-30");  // 180 days: half way on log time
  w.add("no end", {}, {"cio"}).start = parse_date("2026-01-01");
  auto found = w.assess();
  REQUIRE(found.rhythm.size() == 2);
  // cio: (1 + .5)/2 on the quarter, .5 are stated; cmo the other way round.
  CHECK(found.rhythm[0].work == 2);
  CHECK(*found.rhythm[0].gap == Approx(.25));
  CHECK(*found.rhythm[0].work_days == Approx(std::sqrt(90. * 180)));
  CHECK(*found.rhythm[1].gap == Approx(.25));
  CHECK(*found.rhythm[1].work_days == Approx(std::sqrt(360. * 180)));

  // The middle of three horizons lies at .8 on log time, at .5 where all steps count the same.
  w.catalog.horizons = {{"a", 10}, {"b", 10 * std::pow(10, .8)}, {"c", 100}};
  answers a;
  a.horizons = {1, 0, 0};
  w.sides = {make_side(w.catalog, "cio", a).value()};
  w.given.roadmap->clear();
  w.work({"cio"}, "2026-01-01", "2026-04-11");  // 100 days
  w.work({"cio"}, "2026-01-01", "2026-01-01");  // less than a day
  CHECK(*w.assess().rhythm[0].gap == Approx(.5));
  w.given.roadmap->pop_back();
  CHECK(*w.assess().rhythm[0].gap == Approx(1));
  a.horizons = {0, 1, 0};
  w.sides = {make_side(w.catalog, "cio", a).value()};
  CHECK(*w.assess().rhythm[0].gap == Approx(.2));
  w.spacing = coalign::spacing::equal;
  CHECK(*w.assess().rhythm[0].gap == Approx(.5));
  w.sides = {make_side(w.catalog, "cio", {}).value()};
  found = w.assess();
  CHECK(!found.rhythm[0].gap);  // no horizons stated
  CHECK(found.rhythm[0].work_days);
}

TEST_CASE("cadences are compared by their ratio", "[roadmap]") {
  world w{"cio", "cmo", "cfo"};
  w.given.cadence = by_id<double>{{"cfo", 1000}, {"cmo", 30}, {"cio", 60}};
  const auto found = w.assess();
  REQUIRE(found.cadence.size() == 3);
  CHECK(found.cadence[0].first == "cio");
  CHECK(found.cadence[0].second == "cmo");
  CHECK(found.cadence[0].gap == Approx(.5));  // twice, of four times
  CHECK(found.cadence[0].first_days == 60);
  CHECK(found.cadence[1].gap == 1.0);
  CHECK(found.cadence[2].first == "cmo");
  w.given.cadence = by_id<double>{{"cmo", 7}, {"cio", 7}};
  CHECK(w.assess().cadence[0].gap == 0.0);
}

TEST_CASE("with the usual horizons a cadence is placed as a horizon is", "[roadmap]") {
  world w;
  w.catalog.horizons = default_horizons();
  w.sides = {make_side(w.catalog, "cio", {}).value(), make_side(w.catalog, "cmo", {}).value()};
  w.given.cadence = by_id<double>{{"cmo", 7}, {"cio", 91.3125}};
  CHECK(w.assess().cadence[0].gap == Approx(gap::time_axis().positions()[2]));
}

TEST_CASE("the wait of requests", "[roadmap]") {
  world w;
  const auto asked = parse_date("2026-03-01");
  w.given.requests = std::vector<request>{{"open", "cmo", "cio", asked, {}},
                                          {"closed", "cio", "cmo", asked, parse_date("2026-03-04")},
                                          {"no date", "cio", "cmo", {}, {}}};
  auto found = w.assess();
  REQUIRE(found.requests.size() == 3);
  CHECK(found.requests[0].open);
  CHECK(found.requests[0].days == 30.0);
  CHECK(found.requests[0].of == "cio");
  CHECK(!found.requests[1].open);
  CHECK(found.requests[1].days == 3.0);
  CHECK(!found.requests[2].days);
  w.as_of.reset();
  found = w.assess();
  CHECK(!found.requests[0].days);
  CHECK(found.requests[1].days == 3.0);
}

}  // namespace roadmap_test
