// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/symptoms_rules.hpp>

#include <cmath>

namespace symptoms_test {

using namespace coalign;
using namespace coalign::strategy;
using Catch::Matchers::WithinAbs;

namespace {

const coalign::catalog no_catalog;
const std::vector<side> no_sides;

symptoms_result assess(const symptoms& given) {
  const sections none;
  return assess_symptoms(given, {no_catalog, no_sides, none, {}});
}

std::vector<match> find_all_of(const symptoms& given, const rule& r) {
  sections all;
  all.symptoms = given;
  const setting s{no_catalog, no_sides, all, {}};
  results computed;
  computed.symptoms = assess_symptoms(given, s);
  const alignment scores;
  const std::array limits{r.thresholds[0].value, r.thresholds[1].value};
  std::vector<match> out;
  r.find({s, computed, scores}, limits, out);
  return out;
}

std::size_t count(const symptoms& given, std::size_t rule) {
  return find_all_of(given, symptoms_rules.at(rule)).size();
}

symptoms amounts(std::vector<amount_of_period> spend, std::vector<amount_of_period> revenue) {
  return {.tech_spend = std::move(spend), .revenue = std::move(revenue)};
}

amount_of_period of(const char* period, std::int64_t amount) { return {period, money::units(amount)}; }

}  // namespace

TEST_CASE("shares on time", "[symptoms]") {
  const auto found = assess({.campaigns = on_time{20, 9}});
  CHECK(found.campaigns->share == 0.45);
  CHECK_FALSE(found.projects);
  CHECK_FALSE(assess({.projects = on_time{0, 0}}).projects->share);
}

TEST_CASE("at the share that is wanted nothing is late", "[symptoms]") {
  for (double planned = 10; planned <= 1000; planned += 10) {
    CHECK(count({.campaigns = on_time{planned, planned / 10 * 7}}, 0) == 0);
    CHECK(count({.projects = on_time{planned, planned / 10 * 7}}, 1) == 0);
    CHECK(count({.projects = on_time{planned, planned / 10 * 7 - 1}}, 1) == 1);
  }
  CHECK(count({.campaigns = on_time{0, 0}}, 0) == 0);
  CHECK(count({}, 0) == 0);
}

TEST_CASE("growth is that of the last two periods that both have", "[symptoms]") {
  auto found = assess(amounts({of("2023", 5), of("2024", 8), of("2025", 9)}, {of("2024", 300), of("2025", 330)}));
  REQUIRE(found.growth);
  CHECK(found.growth->from == "2024");
  CHECK(found.growth->to == "2025");
  CHECK_THAT(found.growth->tech_spend, WithinAbs(0.125, 1e-15));
  CHECK_THAT(found.growth->revenue, WithinAbs(0.1, 1e-15));

  // The last revenue is not known yet.
  found = assess(amounts({of("2023", 5), of("2024", 8), of("2025", 9)}, {of("2023", 300), of("2024", 330)}));
  REQUIRE(found.growth);
  CHECK(found.growth->from == "2023");
  CHECK(found.growth->to == "2024");
}

TEST_CASE("no growth without two periods and an earlier amount above zero", "[symptoms]") {
  CHECK_FALSE(assess({}).growth);
  CHECK_FALSE(assess(amounts({of("2025", 9)}, {of("2025", 300)})).growth);
  CHECK_FALSE(assess(amounts({of("2024", 8), of("2025", 9)}, {of("2025", 300)})).growth);
  CHECK_FALSE(assess(amounts({of("FY24", 8), of("FY25", 9)}, {of("2024", 300), of("2025", 300)})).growth);
  CHECK_FALSE(assess(amounts({of("1", 0), of("2", 9)}, {of("1", 3), of("2", 3)})).growth);
  CHECK_FALSE(assess(amounts({of("1", 8), of("2", 9)}, {of("1", 0), of("2", 3)})).growth);
  CHECK(count(amounts({of("2025", 9)}, {of("2025", 300)}), 2) == 0);
}

TEST_CASE("spend is ahead where it takes more of each unit of revenue", "[symptoms]") {
  const auto ahead = [](std::int64_t spend, std::int64_t revenue) {
    return count(amounts({of("1", 100), of("2", spend)}, {of("1", 1000), of("2", revenue)}), 2) == 1;
  };
  CHECK(ahead(111, 1100));
  CHECK_FALSE(ahead(110, 1100));
  CHECK_FALSE(ahead(109, 1100));
  CHECK(ahead(95, 900));  // it fell, and more slowly than revenue
  generators::holds("equal growth is not ahead", [] {
    const auto from = generators::whole(1, 1'000'000), to = generators::whole(0, 1'000'000);
    const auto factor = generators::whole(1, 1000);
    NEED(count(amounts({of("1", from), of("2", to)},
                       {of("1", std::int64_t{from} * factor), of("2", std::int64_t{to} * factor)}),
               2) == 0);
    NEED(count(amounts({of("1", from), of("2", to + 1)},
                       {of("1", std::int64_t{from} * factor), of("2", std::int64_t{to} * factor)}),
               2) == 1);
  });
}

TEST_CASE("paths of amounts", "[symptoms]") {
  const auto found = find_all_of(
      amounts({of("2023", 5), of("2024", 8), of("2025", 9)}, {of("2024", 300), of("2025", 300)}), symptoms_rules[2]);
  REQUIRE(found.size() == 1);
  CHECK(found[0].paths == ids{"/symptoms/tech_spend/2", "/symptoms/revenue/1"});
  CHECK(found[0].subjects == ids{"tech_spend"});
  CHECK_FALSE(found[0].money);
}

}  // namespace symptoms_test
