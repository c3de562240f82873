// SPDX-License-Identifier: Apache-2.0
#include <coalign/strategy/check.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace check_test {

using namespace coalign;
namespace st = coalign::strategy;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

date day(int year, unsigned month, unsigned d) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(d);
}

std::vector<st::problem> problems(const st::sections& given, std::optional<date> as_of = day(2026, 3, 31)) {
  static const catalog metrics{{"uptime", "leads"}, {}};
  static const std::array<std::string_view, 2> sides{"cio", "cmo"};
  std::vector<st::problem> all;
  st::check(given, metrics, sides, as_of, [&](const st::problem& p) { all.push_back(p); });
  return all;
}

using list = std::vector<std::pair<std::string, errc>>;

list found(const st::sections& given, std::optional<date> as_of = day(2026, 3, 31)) {
  list all;
  for (const st::problem& p : problems(given, as_of)) {
    CHECK_FALSE(p.expected.empty());
    all.emplace_back(p.path, p.code);
  }
  return all;
}

struct small_rule {
  std::string_view id;
  struct limit {
    std::string_view name{};
    double low = 0.0, high = 0.0;
  };
  std::array<limit, 2> thresholds{};
};
constexpr std::array<small_rule, 2> rules{{{"DP003", {{{"days", 0, 1000}, {}}}}, {"RM009", {}}}};

list found_of_rules(const st::sections& given) {
  list all;
  st::check_rules(given, rules, 2, [&](const st::problem& p) { all.emplace_back(p.path, p.code); });
  return all;
}

}  // namespace

TEST_CASE("no sections, and empty ones, have nothing wrong", "[strategy]") {
  CHECK(found({}).empty());
  st::sections empty;
  empty.north_star.emplace();
  empty.tech_portfolio.emplace();
  empty.decision_rights.emplace();
  empty.roadmap.emplace();
  empty.requests.emplace();
  empty.cadence.emplace();
  empty.data_products.emplace();
  empty.trade_offs.emplace();
  empty.relationship.emplace();
  empty.symptoms.emplace();
  CHECK(found(empty, std::nullopt).empty());
  CHECK(found_of_rules(empty).empty());
}

TEST_CASE("a model that is built in code is held to what its document would be", "[strategy]") {
  st::sections x;
  x.north_star.emplace();
  x.north_star->metric = "lead";
  x.north_star->change_percent = infinite;
  x.north_star->owners = {"cio", "", "cio"};
  x.north_star->drivers = {{"leads", 1}, {"leads", nan}};
  x.north_star->guards = {{"leads", 3, 2}, {"uptime"}};
  x.north_star->answers = {{"cfo", "No."}};
  CHECK(found(x) == list{{"/north_star/metric", errc::unknown_id},
                         {"/north_star/change/percent", errc::bad_option},
                         {"/north_star/owners/1", errc::unknown_id},
                         {"/north_star/owners/2", errc::duplicate},
                         {"/north_star/drivers/leads", errc::bad_weight},
                         {"/north_star/drivers/leads", errc::duplicate},
                         {"/north_star/guards/0/at_most", errc::bad_interval},
                         {"/north_star/guards/1/at_least", errc::missing_key},
                         {"/north_star/answers/cfo", errc::unknown_id}});
}

TEST_CASE("an id that nothing has comes with those that there are", "[strategy]") {
  st::sections x;
  x.roadmap.emplace({st::roadmap_item{.id = "crm", .serves = {"north_star"}},
                     st::roadmap_item{.id = "cms", .serves = {"crm", "cmr"}, .sides = {"shared", "it"}}});
  const auto all = problems(x);
  REQUIRE(all.size() == 2);
  CHECK(all[0].path == "/roadmap/1/serves/1");
  CHECK(all[0].got == "\"cmr\"");
  CHECK(all[0].judged_by == std::vector<std::string>{"/roadmap"});
  CHECK(all[1].path == "/roadmap/1/sides/1");
  CHECK(all[1].judged_by == std::vector<std::string>{"/sides"});
}

TEST_CASE("the arbiter may decide, but owns nothing", "[strategy]") {
  st::sections x;
  x.decision_rights.emplace();
  x.decision_rights->arbiter = "ceo";
  x.decision_rights->domains = {{"pricing", {"ceo"}}};
  x.decision_rights->believed = {{"cio", {{"pricing", "ceo"}, {"security", ""}}}};
  x.decision_rights->log = {{.domain = "pricing", .by = {"ceo"}}, {.domain = "prices"}, {.domain = ""}};
  CHECK(found(x) == list{{"/decision_rights/domains/pricing", errc::unknown_id},
                         {"/decision_rights/log/1/domain", errc::unknown_id},
                         {"/decision_rights/log/2/domain", errc::missing_key}});
}

TEST_CASE("dates are in order, and what has happened is not after the date of the model", "[strategy]") {
  const date first = day(2026, 3, 1), then = day(2026, 3, 2), late = day(2026, 4, 1);
  const auto request = [](std::optional<date> asked, std::optional<date> answered) {
    st::sections x;
    x.requests.emplace({st::request{"q", "cmo", "cio", asked, answered}});
    return x;
  };
  CHECK(found(request(first, then)).empty());
  CHECK(found(request(first, first)).empty());
  CHECK(found(request(day(2026, 3, 31), day(2026, 3, 31))).empty());
  CHECK(found(request(std::nullopt, first)).empty());
  CHECK(found(request(then, first)) == list{{"/requests/0/answered", errc::bad_date}});
  CHECK(found(request(late, first)) == list{{"/requests/0/asked", errc::bad_date}});
  CHECK(found(request(first, late)) == list{{"/requests/0/answered", errc::bad_date}});
  // Without a date of the model only their order is judged, and the date is missing.
  CHECK(found(request(first, late), std::nullopt) == list{{"/as_of", errc::missing_key}});
  st::sections x;
  x.north_star.emplace();
  x.north_star->start = then;
  x.north_star->due = first;
  CHECK(problems(x).front().expected == "a date not before the start, 2026-03-02");
  // Plans may lie after the date of the model.
  x.north_star->due = day(2030, 1, 1);
  CHECK(found(x).empty());
}

TEST_CASE("amounts add up to what money can hold", "[strategy]") {
  const auto tools = [](std::vector<std::int64_t> costs) {
    st::sections x;
    x.tech_portfolio.emplace();
    for (const std::int64_t cost : costs)
      x.tech_portfolio->tools.push_back(
          {.id = "t" + std::to_string(x.tech_portfolio->tools.size()), .cost_per_year = money::units(cost)});
    return x;
  };
  CHECK(found(tools({money::most})).empty());
  CHECK(found(tools({money::most - 1, 1})).empty());
  CHECK(found(tools({money::most - 1, 2, 5})) == list{{"/tech_portfolio/tools/1/cost_per_year", errc::too_large}});
  CHECK(found(tools({money::most, money::most, money::most})) ==
        list{{"/tech_portfolio/tools/1/cost_per_year", errc::too_large}});
  CHECK(found(tools({-1, 1})) == list{{"/tech_portfolio/tools/0/cost_per_year", errc::bad_money}});
  st::sections mixed = tools({money::most});
  mixed.symptoms.emplace();
  mixed.symptoms->revenue = {{"2025", money::units(1)}};
  CHECK(found(mixed) == list{{"/symptoms/revenue/0/amount", errc::too_large}});
}

TEST_CASE("a trade-off has a number for every option and measure", "[strategy]") {
  st::sections x;
  x.trade_offs.emplace({st::trade_off{.id = "launch",
                                      .measures = {{"weeks"}, {"risk"}},
                                      .options = {{"fast", {4, nan}}, {"slow", {8}}, {"never", {infinite, 0}}},
                                      .limits = {{"cio", {std::nullopt, .2}}, {"cio", {1, nan}}},
                                      .weights = {{"cmo", {-1, 1}}, {"cfo", {1, 1}}},
                                      .chosen = "fats"}});
  CHECK(found(x) == list{{"/trade_offs/0/options/fast/risk", errc::missing_key},
                         {"/trade_offs/0/options/slow", errc::size_mismatch},
                         {"/trade_offs/0/options/never/weeks", errc::bad_option},
                         {"/trade_offs/0/limits/cio", errc::duplicate},
                         {"/trade_offs/0/limits/cio/risk", errc::bad_option},
                         {"/trade_offs/0/weights/cmo/weeks", errc::bad_weight},
                         {"/trade_offs/0/weights/cfo", errc::unknown_id},
                         {"/trade_offs/0/chosen", errc::unknown_id}});
}

TEST_CASE("ratings are on their scale, and no scale is no second error", "[strategy]") {
  st::sections x;
  x.relationship.emplace();
  x.relationship->ratings = {{.side = "cio", .rater = "a", .of = "cmo", .values = {1, 5, 0.9, 5.1, std::nullopt, nan}}};
  x.relationship->needs = {{.side = "cmo", .of = "cmo", .importance = 5, .met = 0}};
  CHECK(found(x) == list{{"/relationship/ratings/0/understand_the_process", errc::bad_ratings},
                         {"/relationship/ratings/0/help_without_hindering", errc::bad_ratings},
                         {"/relationship/ratings/0/sees_value", errc::bad_ratings},
                         {"/relationship/needs/0/of", errc::bad_option},
                         {"/relationship/needs/0/met", errc::bad_ratings}});
  x.relationship->scale_low = 7;
  CHECK(found(x) == list{{"/relationship/scale", errc::bad_scale}, {"/relationship/needs/0/of", errc::bad_option}});
}

TEST_CASE("counts are whole, and no more were on time than planned", "[strategy]") {
  const auto counted = [](double planned, double on_time) {
    st::sections x;
    x.symptoms.emplace();
    x.symptoms->projects = st::on_time{planned, on_time};
    return found(x);
  };
  CHECK(counted(1, 0).empty());
  CHECK(counted(3, 3).empty());
  CHECK(counted(3, 4) == list{{"/symptoms/projects/on_time", errc::bad_option}});
  CHECK(counted(2.5, 1) == list{{"/symptoms/projects/planned", errc::bad_option}});
  CHECK(counted(3, nan) == list{{"/symptoms/projects/on_time", errc::bad_option}});
  CHECK(counted(infinite, 1) == list{{"/symptoms/projects/planned", errc::bad_option}});
}

TEST_CASE("settings of rules name rules and thresholds that there are, in their range", "[strategy]") {
  st::sections x;
  x.ruleset = 2;
  x.rules = {{.rule = "DP003", .thresholds = {{"days", 0}}}, {.rule = "RM009", .off = true}};
  CHECK(found_of_rules(x).empty());
  x.rules = {{.rule = "DP003", .thresholds = {{"days", 1001}, {"weeks", 1}, {"", 1}}},
             {.rule = "DP030"},
             {.rule = "RM009", .thresholds = {{"days", nan}}},
             {.rule = "DP003", .thresholds = {{"days", nan}}}};
  x.ruleset = 3;
  x.waivers = {{.rule = "DP003"}, {.rule = "XX001"}};
  CHECK(found_of_rules(x) == list{{"/policy/ruleset", errc::bad_version},
                                  {"/policy/rules/DP003/days", errc::bad_option},
                                  {"/policy/rules/DP003/weeks", errc::unknown_key},
                                  {"/policy/rules/DP003/", errc::unknown_key},
                                  {"/policy/rules/DP030", errc::unknown_id},
                                  {"/policy/rules/RM009/days", errc::unknown_key},
                                  {"/policy/rules/DP003", errc::duplicate},
                                  {"/policy/rules/DP003/days", errc::bad_option},
                                  {"/waivers/1/rule", errc::unknown_id}});
}

TEST_CASE("a waiver says what, who, why and until when", "[strategy]") {
  st::sections x;
  x.waivers = {{.rule = "DP003", .subjects = {"a", "a"}, .by = "Ada", .reason = "Moved.", .until = day(2026, 6, 30)},
               {}};
  CHECK(found(x) == list{{"/waivers/0/subjects/1", errc::duplicate},
                         {"/waivers/1/rule", errc::missing_key},
                         {"/waivers/1/by", errc::missing_key},
                         {"/waivers/1/reason", errc::missing_key},
                         {"/waivers/1/until", errc::missing_key}});
}

}  // namespace check_test
