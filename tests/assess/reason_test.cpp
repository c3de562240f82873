// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/assess/reason.hpp>
#include <limits>
#include <set>

namespace reason_test {

using namespace coalign;

namespace {

struct explained {
  catalog c{{"uptime", "cost"}, {{"breach", 3, "Security breach"}, {"outage", 1}}};
  answers cio{.name = "the CIO", .priorities = {70, 30}, .horizons = {5, 10, 25, 40, 20}, .risks = {.8, .2}};
  answers cmo{.name = "the CMO", .priorities = {50, 50}, .horizons = {25, 35, 25, 10, 5}, .risks = {.4, .25}};

  explained() {
    c.metrics[0].name = "uptime";
    c.metrics[0].unit = "%";
    c.metrics[1].scale = scale::linear(10);
    c.metrics[1].better = direction::lower;
    c.metrics[1].unit = "findings";
  }
  std::vector<reason> reasons(std::size_t top = 100) const {
    const side a = make_side(c, "cio", cio).value(), b = make_side(c, "cmo", cmo).value();
    return explain(compare(c, a, b).value(), c, a, b, top);
  }
};

const reason& find(const std::vector<reason>& all, const std::string& subject) {
  for (const reason& r : all)
    if (r.subject == subject) return r;
  throw std::runtime_error("no reason about " + subject);
}

std::string text(const reason& r, const std::string& name) {
  for (const auto& [key, value] : r.args)
    if (key == name) return std::get<std::string>(value);
  throw std::runtime_error("no argument " + name);
}
double number(const reason& r, const std::string& name) {
  for (const auto& [key, value] : r.args)
    if (key == name) return std::get<double>(value);
  throw std::runtime_error("no argument " + name);
}

}  // namespace

TEST_CASE("reasons say who gives what more, with key, arguments and text", "[reason]") {
  const auto all = explained().reasons();
  const reason& uptime = find(all, "uptime");
  CHECK(uptime.key == "priority");
  CHECK(uptime.side == "cio");
  CHECK(uptime.block == block::metric);
  CHECK(text(uptime, "more") == "the CIO");
  CHECK(number(uptime, "more_points") == Approx(70));
  CHECK(number(uptime, "less_points") == Approx(50));
  CHECK(uptime.message == "uptime gets 70 of 100 points from the CIO, 50 from the CMO.");
  const reason& cost = find(all, "cost");
  CHECK(cost.side == "cmo");
  CHECK(text(cost, "more") == "the CMO");
  CHECK(text(cost, "less") == "the CIO");
  const reason& breach = find(all, "breach");
  CHECK(breach.key == "risk");
  CHECK(breach.block == block::risk);
  CHECK(number(breach, "more_severity") == .8);
  CHECK(breach.message == "Security breach is rated 0.80 by the CIO, 0.40 by the CMO (severity, 0 to 1).");
  const reason& quarter = find(all, "quarter|year");
  CHECK(quarter.key == "horizon");
  CHECK(quarter.side == "cio");
  CHECK(number(quarter, "more_points") == Approx(60));
  CHECK(number(quarter, "less_points") == Approx(15));
  CHECK(quarter.message == "Beyond the quarter horizon lie 60 of 100 points of attention for the CIO, 15 for the CMO.");
}

TEST_CASE("a difference of targets, of directions, of appetites", "[reason]") {
  explained e;
  e.cio.targets = {std::nullopt, 8.0};
  e.cmo.targets = {std::nullopt, 18.0};
  const reason goal = find(e.reasons(), "cost");
  CHECK(goal.key == "goal");
  CHECK(goal.message == "cost has two targets: the CIO 8 findings, the CMO 18 findings.");
  e.cmo.better = {std::nullopt, direction::higher};
  const reason direction = find(e.reasons(), "cost");
  CHECK(direction.key == "direction");
  CHECK(direction.message == "cost should go two ways: the CIO lower, the CMO higher.");
  e.cio.risks = {risk_view(.5, .2), risk_view(.5, .5)};
  e.cmo.risks = {risk_view(.5, interval(.3, .9)), risk_view(.5, .5)};
  const reason appetite = find(e.reasons(), "breach");
  CHECK(appetite.key == "appetite");
  CHECK(number(appetite, "first_appetite") == .2);
  CHECK(number(appetite, "second_appetite") == .9);
  CHECK(appetite.message == "Security breach is acceptable up to 0.20 for the CIO, 0.90 for the CMO.");
  CHECK(coalign::detail::target_text({direction::within, true, {18, 22}, {}}, "items") == "18 to 22 items");
  CHECK(coalign::detail::target_text({direction::higher, true, 99.9, {}}, "%") == "99.9%");
  CHECK(coalign::detail::target_text({direction::higher, true, 1200, {}}, "") == "1,200");
  CHECK(coalign::detail::target_text({}, "%") == "none");
}

TEST_CASE("one reason of each block before a second from any", "[reason]") {
  const auto all = explained().reasons();
  REQUIRE(all.size() == 8);  // two metrics, four boundaries, two risks
  std::set<block> first;
  for (std::size_t i = 0; i < 3; ++i) first.insert(all[i].block);
  CHECK(first.size() == 3);
  CHECK(explained().reasons(0).empty());
  CHECK(explained().reasons(2).size() == 2);
  CHECK(explained().reasons(4)[3].subject == all[3].subject);
}

TEST_CASE("reasons of any pair: order, sum, nothing that adds nothing", "[reason]") {
  generators::holds(
      "order",
      [] {
        explained e;
        e.cio.priorities = generators::points(2);
        e.cmo.priorities = generators::coin() ? e.cio.priorities : generators::points(2);
        e.cio.horizons = generators::points(5);
        e.cmo.horizons = generators::coin() ? e.cio.horizons : generators::points(5);
        if (generators::coin()) e.cmo.risks.clear();
        const auto all = e.reasons();
        const side a = make_side(e.c, "cio", e.cio).value(), b = make_side(e.c, "cmo", e.cmo).value();
        const pair x = compare(e.c, a, b).value();
        double sum = 0.0;
        std::set<block> blocks;
        constexpr double rounding = 4.0 * 2.0 * std::numeric_limits<double>::epsilon();  // of two metrics
        for (const item& each : x.items())
          if (each.contribution > rounding) blocks.insert(each.block);
        std::set<block> led;
        for (std::size_t i = 0; i < all.size(); ++i) {
          NEED(all[i].contribution > 0.0);
          NEED(!all[i].message.empty() && all[i].message.find('{') == std::string::npos);
          sum += all[i].contribution;
          if (i < blocks.size()) {
            NEED(led.insert(all[i].block).second);
            for (const item& each : x.items())
              NEED(each.block != all[i].block || each.contribution <= all[i].contribution);
          }
          if (i != 0 && i != blocks.size()) NEED(all[i - 1].contribution >= all[i].contribution);
        }
        NEED(led == blocks);
        NEED(std::abs(sum - x.gap()) < 1e-13);
      },
      1000);
}

}  // namespace reason_test
