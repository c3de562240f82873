// SPDX-License-Identifier: Apache-2.0
// Plans, and the moves that they are made of (plan_moves.hpp).
#include "../generators.hpp"

#include <catch2/catch.hpp>

#include <coalign/assess/assess.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace plan_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

/// The parts of a pointer; ids here have nothing to escape.
std::vector<std::string> tokens(const std::string& path) {
  std::vector<std::string> out;
  for (const char c : path) {
    if (c == '/') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

template <class List>
std::size_t place(const List& list, const std::string& id) {
  std::size_t i = 0;
  while (list[i].id != id) ++i;
  return i;
}

/// Applies changes by their pointers alone, as a host would.
model_parts applied(model_parts parts, const std::vector<plan_change>& changes) {
  const auto original = parts;
  for (const plan_change& c : changes) {
    const auto at = tokens(c.path);
    REQUIRE(at.size() >= 4);
    REQUIRE(at[0] == "sides");
    answers& a = parts.sides[std::stoul(at[1])].given;
    const bool of_rater = at[2] == "raters";
    rater* r = of_rater ? &a.raters[std::stoul(at[3])] : nullptr;
    const std::string& what = at[of_rater ? 4 : 2];
    const std::string& id = at.back();
    if (what == "priorities") {
      const std::size_t i = place(parts.catalog.metrics, id);
      if (const auto* x = std::get_if<interval>(&c.value)) {
        (r ? r->priority_ranges : a.priority_ranges)[i] = *x;
      } else {
        (r ? r->priorities : a.priorities)[i] = std::get<double>(c.value);
      }
    } else if (what == "horizons") {
      a.horizons[place(parts.catalog.horizons, id)] = std::get<double>(c.value);
    } else if (what == "risks") {
      (r ? r->risks : a.risks)[place(parts.catalog.risks, id)] = std::get<risk_view>(c.value);
    } else {
      REQUIRE(what == "targets");
      a.targets.resize(parts.catalog.metrics.size());
      const auto* x = std::get_if<interval>(&c.value);
      a.targets[place(parts.catalog.metrics, id)] = x ? *x : interval(std::get<double>(c.value));
    }
  }
  return parts;
}

double index_of(const model_parts& parts) { return assess(model::make(parts).value()).value().group.index(); }

model_parts two_sides() {
  model_parts parts;
  parts.catalog = catalog{{"uptime", "pipeline", "cost"}, {{"breach", 1}, {"rival", 1}}};
  parts.catalog.metrics[0].scale = scale::linear(10);
  parts.strategy.decision_rights.emplace().arbiter = "ceo";
  parts.sides = {{"cio", {.priorities = {60, 10, 30}, .horizons = {0, 0, 0, 50, 50}, .risks = {.8, .2}}},
                 {"cmo", {.priorities = {20, 70, 10}, .horizons = {50, 50, 0, 0, 0}, .risks = {.4, .6}}}};
  return parts;
}

/// Random sides: points, raters, intervals, ranks; some blocks missing, some metrics not asked.
model_parts drawn_model() {
  const auto number = [](int low, int high) { return static_cast<double>(generators::whole(low, high - 1)); };
  const auto chance = [](int of) { return generators::whole(0, of - 1) == 0; };
  model_parts parts;
  const auto n = generators::size(1, 4);
  for (std::size_t i = 0; i < n; ++i) {
    metric& m = parts.catalog.metrics.emplace_back("m" + std::to_string(i));
    const int kind = generators::whole(0, 3);
    m.scale = kind == 0 ? scale::log(2) : kind == 1 ? scale::log_shortfall(10, 100) : scale::linear(number(1, 20));
    if (kind == 3) m.better = direction::within;
    if (chance(3) && kind != 3) m.target = 50.0;
  }
  parts.catalog.risks = {{"r0", 2}, {"r1", 1}};
  const bool ratings = chance(4);
  if (ratings) parts.policy.rating_scale = rating_scale{1, 5};
  parts.policy.rho = std::array<double, 4>{1, 2, 3, std::numeric_limits<double>::infinity()}[generators::size(0, 3)];
  const auto view = [&] {
    risk_view v(number(0, 11) / 10);
    if (!chance(3)) {
      const double low = number(0, 6) / 10;
      v.appetite = interval(low, low + number(0, 5) / 10);
    }
    return v;
  };
  const auto points = [&](bool nulls) {
    std::vector<double> p;
    for (std::size_t i = 0; i < n; ++i) p.push_back(ratings ? number(1, 6) : number(0, 20));
    p[0] = ratings ? number(2, 6) : 1.0 + p[0];
    if (nulls && n > 1 && chance(4)) p[n - 1] = NaN;
    return p;
  };
  const auto count = generators::size(2, 4);
  for (std::size_t k = 0; k < count; ++k) {
    answers a;
    a.influence = number(1, 5);
    const int form = generators::whole(0, 5);
    if (form == 0 && !ratings) {
      double left = 1.0;
      for (std::size_t i = 0; i < n; ++i) {
        const double share = i + 1 == n ? left : left / 2;
        a.priority_ranges.emplace_back(std::max(0.0, share - .1), std::min(1.0, share + .1));
        left -= share;
      }
    } else if (form == 1) {
      for (std::size_t i = 0; i < n; ++i) a.priority_ranks.push_back(chance(4) && i > 0 ? unranked : (i + k) % n);
    } else if (form == 2) {
      for (int r = 0; r < 3; ++r) a.raters.push_back({.id = std::to_string(r), .priorities = points(true)});
      if (chance(2)) {
        for (rater& r : a.raters) r.risks = {view(), view()};
      }
    } else if (form != 3 || chance(2)) {
      a.priorities = points(true);
    }
    if (!chance(5)) a.horizons = {1.0, number(0, 9), number(0, 9), number(0, 9), number(0, 9)};
    if (!chance(5) && (a.raters.empty() || a.raters[0].risks.empty())) a.risks = {view(), view()};
    a.targets.resize(n);
    a.better.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (chance(2)) {
        const double t = number(40, 60);
        a.targets[i] =
            parts.catalog.metrics[i].better == direction::within ? interval(t, t + number(0, 5)) : interval(t);
      } else if (chance(5) && parts.catalog.metrics[i].better != direction::within) {
        a.better[i] = direction::lower;
      }
    }
    parts.sides.push_back({"s" + std::to_string(k), a});
  }
  return parts;
}

}  // namespace

TEST_CASE("a plan of two sides takes the least change", "[plan]") {
  const model m = model::make(two_sides()).value();
  const assessment before = assess(m).value();
  // Priorities .6 apart, time far apart, severities .4 apart.
  const pair& now = before.pairs.front().comparison;
  REQUIRE(now.gaps.priority == Approx(.6).margin(1e-15));
  const plan p = make_plan(m, .7).value();
  CHECK(p.reached());
  CHECK(p.wanted == .7);
  CHECK(p.index == Approx(.7).margin(1e-12));
  const model after = model::make(applied(two_sides(), p.changes)).value();
  const assessment then = assess(after).value();
  CHECK(then.group.index() == p.index);
  // Equal influence: both meet half-way, and together they move what the gap falls by, in every block.
  for (std::size_t k = 0; k < 2; ++k) {
    const side &was = m.sides()[k], &is = after.sides()[k];
    CHECK(gap::priority(was.priorities(), is.priorities()) ==
          Approx(.5 * (now.gaps.blocks[0] - then.group.blocks[0])).margin(1e-12));
    CHECK(gap::horizon(was.horizons(), is.horizons(), m.measure().axis()) ==
          Approx(.5 * (now.gaps.blocks[1] - then.group.blocks[1])).margin(1e-12));
    CHECK(gap::risk(was.severities(), is.severities(), m.measure().risk_weights()) ==
          Approx(.5 * (now.gaps.blocks[2] - then.group.blocks[2])).margin(1e-12));
  }
  const std::array<double, 3> omega{1.0 / 3, 1.0 / 3, 1.0 / 3};
  const auto blocks = action::least_change_of_blocks(now.gaps.blocks, omega, 2, .3).value();
  for (std::size_t b = 0; b < 3; ++b) CHECK(then.group.blocks[b] == Approx(blocks.gaps[b]).margin(1e-9));
  double fallen = 0.0;
  for (const plan_step& s : p.steps) {
    CHECK(s.message.starts_with("CEO decides"));
    CHECK(s.amount >= 0.0);
    fallen += s.amount;
  }
  CHECK(fallen == Approx(now.gap() - .3).margin(1e-12));
  CHECK(p.steps.back().index == p.index);
}

TEST_CASE("the heavier side stands", "[plan]") {
  auto parts = two_sides();
  parts.sides[0].given.influence = 2;
  const model m = model::make(parts).value();
  const plan p = make_plan(m, .8).value();
  for (const plan_change& c : p.changes) {
    if (c.path.starts_with("/sides/0/")) CHECK(c.path.starts_with("/sides/0/risks/"));
  }
  for (const plan_step& s : p.steps) {
    if (s.block != block::risk) CHECK(s.side == "cmo");
  }
}

TEST_CASE("targets meet first, at the side that weighs the metric most", "[plan]") {
  auto parts = two_sides();
  for (auto& s : parts.sides) {
    s.given.horizons.clear();
    s.given.risks.clear();
    s.given.targets.resize(3);
  }
  parts.sides[0].given.targets[0] = 8.0;
  parts.sides[1].given.targets[0] = 3.0;
  const model m = model::make(parts).value();
  const double now = index_of(parts);  // 1 - (.6 + .2 * .5)
  REQUIRE(now == Approx(.3).margin(1e-15));
  const plan half = make_plan(m, .35).value();  // half of the .1 that the targets add
  REQUIRE(half.changes.size() == 1);
  CHECK(half.changes[0].path == "/sides/1/targets/uptime");
  CHECK(std::get<double>(half.changes[0].value) == Approx(5.5).margin(1e-12));
  CHECK(half.steps[0].side == "cmo");
  CHECK(half.steps[0].message == "CEO decides which target holds for uptime. Size: cmo 3 to 5.5.");
  const plan more = make_plan(m, .5).value();
  const auto target = std::find_if(more.changes.begin(), more.changes.end(),
                                   [](const plan_change& c) { return c.path == "/sides/1/targets/uptime"; });
  REQUIRE(target != more.changes.end());
  CHECK(std::get<double>(target->value) == 8.0);
  CHECK(more.changes.size() > 1);
  CHECK(more.index == Approx(.5).margin(1e-12));
}

TEST_CASE("what a plan cannot reach it says", "[plan]") {
  auto parts = two_sides();
  parts.sides[1].given.better = {direction::lower, std::nullopt, std::nullopt};
  const model m = model::make(parts).value();
  const plan p = make_plan(m, 1.0).value();
  CHECK_FALSE(p.reached());
  CHECK(p.status == errc::undefined);
  CHECK(p.index < 1.0);
  REQUIRE(p.obstacles.size() == 1);
  CHECK(p.obstacles[0] == "uptime: opposite directions are a decision, not a move.");
  CHECK(index_of(applied(parts, p.changes)) == p.index);
  // What is there already needs no step.
  const plan none = make_plan(m, 0.0).value();
  CHECK(none.reached());
  CHECK(none.steps.empty());
  CHECK(none.index == index_of(parts));
  for (const double bad : {-.1, 1.1, NaN}) CHECK(make_plan(m, bad).error().code == errc::bad_option);
  auto silent = two_sides();
  silent.sides[0].given = {};
  const plan nothing = make_plan(model::make(silent).value(), .5).value();
  CHECK(nothing.status == errc::missing);
  CHECK(std::isnan(nothing.index));
}

TEST_CASE("ranks are not moved by parts", "[plan]") {
  auto parts = two_sides();
  parts.sides[0].given.priorities.clear();
  parts.sides[0].given.priority_ranks = {0, 1, 2};
  const plan one = make_plan(model::make(parts).value(), 1.0).value();
  CHECK(one.reached());
  CHECK(index_of(applied(parts, one.changes)) == Approx(1.0).margin(1e-9));
  parts.sides[1].given.priorities.clear();
  parts.sides[1].given.priority_ranks = {1, 0, unranked};
  const plan both = make_plan(model::make(parts).value(), 1.0).value();
  CHECK_FALSE(both.reached());
  CHECK(both.obstacles.size() == 1);
}

TEST_CASE("no plan tells anybody to care less", "[plan]") {
  for (const message_template& t : action_templates) {
    for (const char* word : {"less", "lower", "reduce", "give up", "stop"}) {
      CHECK(t.text.find(word) == std::string_view::npos);
    }
  }
}

TEST_CASE("a plan, applied, reaches what it promises", "[plan]") {
  generators::holds(
      "any model, any index",
      [] {
        const model_parts parts = drawn_model();
        auto made = model::make(parts);
        if (!(made.has_value())) return;
        const auto before = assess(made.value());
        if (!(before.has_value())) return;
        const double now = before.value().group.index();
        const double wanted =
            std::isnan(now) || generators::whole(0, 9) == 9 ? 0.5 : now + (1.0 - now) * generators::unit();
        const plan p = make_plan(made.value(), wanted).value();
        if (p.status == errc::missing) {
          NEED(before.value().group.status == errc::missing);
          NEED(p.changes.empty());
          return;
        }
        const auto then = model::make(applied(parts, p.changes));
        NEED(then.has_value());
        const auto after = assess(then.value());
        NEED(after.has_value());
        NEED(std::abs(after.value().group.index() - p.index) < 1e-12);
        const double was = before.value().group.index();
        if (wanted <= was + 1e-12) {
          NEED(p.changes.empty());
        } else if (p.reached()) {
          NEED(std::abs(p.index - wanted) < 1e-9);
        } else {
          NEED(p.index < wanted + 1e-9);
          NEED(p.index >= was - 1e-9);
        }
        double left = 1.0 - was;
        for (const plan_step& s : p.steps) {
          NEED(std::abs(left - s.amount - (1.0 - s.index)) < 1e-12);
          left -= s.amount;
          NEED(s.message.find('{') == std::string::npos);
          NEED(!s.message.empty());
        }
      },
      1500);
}

TEST_CASE("intervals stay intervals however far they are moved", "[plan]") {
  generators::holds(
      "nearly all of the way",
      [] {
        model_parts parts;
        const auto n = generators::size(2, 5);
        for (std::size_t i = 0; i < n; ++i) parts.catalog.metrics.emplace_back("m" + std::to_string(i));
        parts.catalog.risks = {{"r0", 1}};
        for (int k = 0; k < 3; ++k) {
          answers a;
          const auto p = generators::weights(n);
          for (std::size_t i = 0; i < n; ++i) {
            const double low = p[i] * generators::unit();
            a.priority_ranges.emplace_back(low, p[i] + (1.0 - p[i]) * generators::unit() * generators::whole(0, 1));
          }
          const double low = generators::unit();
          a.risks = {risk_view(generators::unit(), interval(low, low + (1.0 - low) * generators::unit()))};
          parts.sides.push_back({"s" + std::to_string(k), a});
        }
        const auto made = model::make(parts);
        if (!made) return;
        const plan p = make_plan(made.value(), 1.0 - std::pow(10.0, generators::whole(0, 16) - 17)).value();
        const auto then = model::make(applied(parts, p.changes));
        NEED(then.has_value());
        NEED(p.reached());
      },
      2000);
}

}  // namespace plan_test
