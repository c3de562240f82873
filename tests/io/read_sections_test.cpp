// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/io/read.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace read_sections_test {

using namespace coalign;
namespace st = coalign::strategy;

namespace {

std::vector<std::string> lines(const std::string& sections) {
  std::vector<std::string> all;
  for (const auto& d : io::check(support::small_model("\"question\"", sections + ", \"question\"")))
    all.push_back(d.line("m"));
  return all;
}

}  // namespace

TEST_CASE("every key of every section comes to its place", "[read]") {
  const model m = support::read(support::file("tests/io/models/good/section_all_keys.json"));
  const st::sections& x = m.strategy();
  const auto day = [](const char* text) { return parse_date(text); };
  REQUIRE(x.north_star);
  CHECK(x.north_star->metric == "cac");
  CHECK(x.north_star->segment == "New customers of small firms");
  CHECK(x.north_star->change_percent == -15);
  CHECK_FALSE(x.north_star->target);
  CHECK(x.north_star->start == day("2026-01-01"));
  CHECK(x.north_star->due == day("2026-12-31"));
  CHECK(x.north_star->owners == st::ids{"cio", "cmo"});
  CHECK(x.north_star->money_per_unit == money::exactly(12000.5));
  CHECK_FALSE(x.north_star->money_total);
  CHECK(x.north_star->drivers == st::by_id<double>{{"cac", 1}, {"pipeline", 0.6}});
  REQUIRE(x.north_star->guards.size() == 1);
  CHECK(x.north_star->guards[0].metric == "pipeline");
  CHECK(x.north_star->guards[0].at_least == 2);
  CHECK(x.north_star->guards[0].at_most == 9);
  CHECK(x.north_star->answers[1] == std::pair<std::string, std::string>{"cmo", "A say in what is built first."});

  REQUIRE(x.tech_portfolio);
  CHECK(x.tech_portfolio->needs == st::ids{"email", "profiles"});
  CHECK(x.tech_portfolio->risk_limit == st::tool_risks{0.6, 0.6, 0.6});
  REQUIRE(x.tech_portfolio->tools.size() == 3);
  const st::tool& mailer = x.tech_portfolio->tools[0];
  CHECK(mailer.name == "Mailer");
  CHECK(mailer.layer == st::layer::customer);
  CHECK(mailer.owner == "cmo");
  CHECK(mailer.cost_per_year == money::units(60000));
  CHECK(mailer.purposes == st::ids{"email"});
  CHECK(mailer.risk == st::tool_risks{0.2, 0.3, 0.1});
  CHECK(mailer.manual_hours_per_month == 25);
  CHECK(mailer.gives == st::ids{"clicks"});
  CHECK(mailer.takes == st::ids{"profiles"});
  CHECK(mailer.technical_fit == 0.4);
  CHECK(mailer.customer_fit == 0.9);
  CHECK(mailer.obligations == st::ids{"GDPR"});
  CHECK(mailer.met == st::ids{"GDPR"});
  CHECK(mailer.run_by == st::run_by::outside);
  CHECK(x.tech_portfolio->tools[1].run_by == st::run_by::inside);
  CHECK(x.tech_portfolio->tools[2].layer == st::layer::core);
  CHECK(x.tech_portfolio->tools[2].owner.empty());
  CHECK_FALSE(x.tech_portfolio->tools[2].cost_per_year);

  REQUIRE(x.decision_rights);
  CHECK(m.arbiter() == "ceo");
  REQUIRE(x.decision_rights->domains.size() == 5);
  CHECK(x.decision_rights->domains[2].id == "budget_tradeoffs");
  CHECK(x.decision_rights->domains[2].leads == st::ids{"shared"});
  CHECK(x.decision_rights->domains[3].leads.empty());
  CHECK(x.decision_rights->domains[4].leads == st::ids{"cio", "cmo"});
  CHECK(x.decision_rights->consulted == st::by_id<st::ids>{{"security", {"cmo"}}});
  CHECK(x.decision_rights->believed[0].second == st::by_id<std::string>{{"data_access", "cio"}, {"pricing", ""}});
  REQUIRE(x.decision_rights->log.size() == 3);
  CHECK(x.decision_rights->log[1].domain == "budget_tradeoffs");
  CHECK(x.decision_rights->log[1].by == st::ids{"ceo"});
  CHECK(x.decision_rights->log[1].asked == day("2026-03-01"));
  CHECK(x.decision_rights->log[1].decided == day("2026-03-20"));
  CHECK(x.decision_rights->log[1].escalated);
  CHECK(x.decision_rights->log[1].reason == "The sides could not agree.");
  CHECK_FALSE(x.decision_rights->log[2].decided);

  REQUIRE(x.roadmap);
  REQUIRE(x.roadmap->size() == 5);
  CHECK((*x.roadmap)[0].kind == st::item_kind::customer_outcome);
  CHECK((*x.roadmap)[1].serves == st::ids{"north_star", "easy_start"});
  const st::roadmap_item& project = (*x.roadmap)[3];
  CHECK(project.kind == st::item_kind::project);
  CHECK(project.name == "Roll out the platform");
  CHECK(project.sides == st::ids{"cio", "cmo"});
  CHECK(project.start == day("2026-02-01"));
  CHECK(project.end == day("2026-09-30"));
  CHECK(project.due == day("2026-10-31"));
  CHECK(project.cost == money::units(250000));
  CHECK(project.funded == true);
  CHECK(project.scope == "Three countries.");
  CHECK(project.constraints == "No new staff.");
  CHECK(project.acceptance == "All profiles match.");
  CHECK(project.delivered_by == st::run_by::inside);
  CHECK(project.touchpoints == st::ids{"digital", "physical"});
  CHECK((*x.roadmap)[4].funded == false);
  CHECK_FALSE((*x.roadmap)[0].funded);
  REQUIRE(x.requests);
  CHECK(x.requests->at(1).by == "cio");
  CHECK(x.requests->at(1).of == "cmo");
  CHECK(x.requests->at(1).answered == day("2026-02-01"));
  CHECK_FALSE(x.requests->at(0).answered);
  CHECK(x.cadence == st::by_id<double>{{"cmo", 7}, {"cio", 90}});

  REQUIRE(x.data_products);
  const st::data_product& customers = x.data_products->at(0);
  CHECK(customers.name == "Customers");
  CHECK(customers.owners == st::ids{"cmo"});
  CHECK(customers.owner_reports_to == "ceo");
  CHECK(customers.definitions == st::by_id<st::ids>{{"active_customer", {"cio", "cmo"}}, {"lead", {}}});
  CHECK(customers.access.at(0).audience == "analysts");
  CHECK(customers.access.at(0).wait_days == 3);
  CHECK(customers.access.at(0).risk == 0.2);
  CHECK(customers.quality.at(0).measure == "complete");
  CHECK(customers.quality.at(0).value == 0.93);
  CHECK(customers.quality.at(0).at_least == 0.95);
  CHECK(customers.segments.at(0).text == "Lapsed buyers");
  CHECK_FALSE(customers.segments.at(0).served);
  CHECK(customers.obligations == st::ids{"GDPR"});
  CHECK(customers.met.empty());
  CHECK(customers.blocks == st::ids{"cdp_rollout"});
  CHECK(x.data_products->at(1).owners.empty());
  CHECK(x.data_products->at(2).owners == st::ids{"cio", "cmo"});

  REQUIRE(x.trade_offs);
  const st::trade_off& launch = x.trade_offs->at(0);
  CHECK(launch.name == "When to launch");
  REQUIRE(launch.measures.size() == 4);
  CHECK(launch.measures[0].lower);
  CHECK_FALSE(launch.measures[3].lower);
  CHECK(launch.options.at(1).id == "checked");
  CHECK(launch.options.at(1).values == std::vector<double>{8, 0.18, 240000, 0.8});
  CHECK(launch.limits.at(0).side == "cio");
  CHECK(launch.limits.at(0).values == std::vector<std::optional<double>>{{}, 0.25, {}, {}});
  CHECK(launch.weights.at(0).values == std::vector<std::optional<double>>{0.0, 2.0, {}, {}});
  CHECK(launch.chosen == "fast");
  CHECK(launch.decided_by == st::ids{"cio", "cmo"});
  CHECK(launch.decided == day("2026-03-30"));
  CHECK(x.trade_offs->at(1).chosen.empty());

  REQUIRE(x.relationship);
  CHECK(x.relationship->scale_low == 1);
  CHECK(x.relationship->scale_high == 7);
  const st::practice_rating& rating = x.relationship->ratings.at(0);
  CHECK(rating.side == "cio");
  CHECK(rating.rater == "p1");
  CHECK(rating.of == "cmo");
  CHECK(rating.values == decltype(rating.values){5, 4, 3, 6, 7, 1});
  CHECK(x.relationship->ratings.at(1).values ==
        decltype(rating.values){std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, 6.5});
  CHECK(x.relationship->needs.at(0).what == "Release dates that hold");
  CHECK(x.relationship->needs.at(0).importance == 7);
  CHECK(x.relationship->needs.at(0).met == 2);

  REQUIRE(x.symptoms);
  CHECK(x.symptoms->campaigns->planned == 10);
  CHECK(x.symptoms->campaigns->on_time == 6);
  CHECK(x.symptoms->projects->on_time == 4);
  CHECK(x.symptoms->tech_spend.at(1).period == "2025");
  CHECK(x.symptoms->tech_spend.at(1).amount == money::units(1'200'000));
  CHECK(x.symptoms->revenue.at(0).amount == money::units(50'000'000));

  REQUIRE(x.waivers.size() == 1);
  CHECK(x.waivers[0].rule == "DR003");
  CHECK(x.waivers[0].subjects == st::ids{"security"});
  CHECK(x.waivers[0].by == "Ada");
  CHECK(x.waivers[0].reason == "Moved to the cloud team.");
  CHECK(x.waivers[0].until == day("2026-06-30"));
  CHECK(x.ruleset == 1);
  REQUIRE(x.rules.size() == 2);
  CHECK(x.rules[0].rule == "DP003");
  CHECK(x.rules[0].thresholds == st::by_id<double>{{"days", 10}});
  CHECK_FALSE(x.rules[0].level);
  CHECK(x.rules[1].off);
}

TEST_CASE("an empty section is there, one that was left out is not", "[read]") {
  const auto sections = [](const std::string& text) {
    return support::read(support::small_model("\"question\"", text + "\"question\"")).strategy();
  };
  const st::sections none = sections("");
  CHECK_FALSE(none.north_star);
  CHECK_FALSE(none.roadmap);
  CHECK_FALSE(none.cadence);
  const st::sections empty = sections("\"north_star\": {}, \"roadmap\": [], \"cadence\": {}, ");
  CHECK(empty.north_star);
  CHECK(empty.roadmap);
  CHECK(empty.cadence);
}

TEST_CASE("an error of a section says what was expected, and what came", "[read]") {
  using list = std::vector<std::string>;
  CHECK(lines(R"("north_star": {"owners": ["cio", "cmoo"]})") ==
        list{R"(m: /north_star/owners/1: expected the id of a side, or "shared" (the nearest is "cmo"), got "cmoo" )"
             "[unknown_id]"});
  CHECK(lines(R"("as_of": "2026-03-31", "requests": [{"id": "q", "asked": "2026-03-02", "answered": "2026-03-01"}])") ==
        list{R"(m: /requests/0/answered: expected a date not before it was asked, 2026-03-02, got "2026-03-01" )"
             "[bad_date]"});
  CHECK(lines(R"("tech_portfolio": {"tools": [{"id": "crm", "cost_per_year": 0.12345}]})") ==
        list{"m: /tech_portfolio/tools/0/cost_per_year: expected an amount with at most 4 decimals, and at most 15 "
             "digits, got 0.12345 [bad_money]"});
}

TEST_CASE("what follows from an error is no second error", "[read]") {
  const auto count = [](const char* sections) { return lines(sections).size(); };
  CHECK(count(R"("roadmap": [{"kind": "capability"}, {"id": "a", "kind": "project", "serves": ["crm", "cdp"]}])") == 1);
  CHECK(count(R"("roadmap": 5, "data_products": [{"id": "a", "blocks": ["crm"]}])") == 1);
  CHECK(count(R"("decision_rights": {"arbiter": 5, "log": [{"domain": "content", "by": ["ceo"]}]})") == 1);
  CHECK(count(R"("trade_offs": [{"id": "a", "measures": 5, "options": {"b": {"c": 1}}, "chosen": "b"}])") == 1);
  CHECK(count(R"("relationship": {"scale": 7, "ratings": [{"side": "cio", "sees_value": 6}]})") == 1);
  CHECK(count(R"("north_star": {"drivers": {"nothing": -1}})") == 1);
  // What stands alone is told.
  CHECK(count(R"("roadmap": [{"kind": "capability"}, {"id": "a", "kind": "project", "sides": ["cfo"]}])") == 2);
}

TEST_CASE("10,000 items and 1,000 tools are read in linear time", "[read]") {
  const auto read = [](std::size_t items, const std::string& served) {
    std::string roadmap, tools;
    for (std::size_t i = 0; i < items; ++i) {
      const std::string id = std::to_string(i);
      roadmap += (i ? ", " : "") + (R"({"id": "i)" + id + R"(", "kind": "project", "serves": ["north_star")") +
                 (i ? ", \"" + served + std::to_string(i - 1) + "\"" : "") + R"(], "sides": ["cio", "cmo"]})";
      if (i % 10 == 0) tools += (i ? ", " : "") + (R"({"id": "t)" + id + R"(", "purposes": ["a)" + id + R"(", "b"]})");
    }
    return lines("\"roadmap\": [" + roadmap + "], \"tech_portfolio\": {\"tools\": [" + tools + "]}").size();
  };
  CHECK(read(10'000, "i") == 0);
  CHECK(read(10'000, "j") == 9'999);
  using clock = std::chrono::steady_clock;
  const auto seconds = [&](std::size_t items) {
    const auto start = clock::now();
    CHECK(read(items, "i") == 0);
    return std::chrono::duration<double>(clock::now() - start).count();
  };
  // Quadratic time would be 64 times as long; machines are noisy.
  CHECK(seconds(16'000) < 32 * seconds(2'000) + 1);
}

}  // namespace read_sections_test
