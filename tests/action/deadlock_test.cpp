// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/action/deadlock.hpp>

namespace deadlock_test {

using namespace coalign;
using action::deadlock_kind;
using action::deadlocks;

namespace {

catalog some_catalog() {
  catalog c{{"uptime", "cost", "speed"}, {{"breach", 80}, {"delay", 15}, {"fire", 5}}};
  for (metric& m : c.metrics) m.scale = scale::linear(10);
  return c;
}

side make(answers a) { return make_side(some_catalog(), "x", std::move(a)).value(); }

std::vector<action::deadlock> found(answers a, answers b, std::optional<double> least = {}) {
  return deadlocks(measure::make(some_catalog()).value(), make(std::move(a)), make(std::move(b)), least).value();
}

}  // namespace

TEST_CASE("concessions that do not reach", "[action][deadlock]") {
  const auto at = [](std::optional<double> first, std::optional<double> second, std::optional<double> least = {}) {
    return found({.priorities = {60, 40, 0}, .concession = first}, {.priorities = {20, 40, 40}, .concession = second},
                 least);
  };
  CHECK(at({}, {}).empty());
  CHECK(at(.1, {}).empty());
  CHECK(at(.2, .2).empty());  // just as much as is needed
  CHECK(at(.3, .2).empty());
  const auto one = at(.1, .2);
  REQUIRE(one.size() == 1);
  CHECK(one[0].kind == deadlock_kind::concession);
  CHECK(one[0].subject == -1);
  CHECK(one[0].size == Approx(.1));
  CHECK(one[0].robust);
  CHECK(at(.1, .2, .35)[0].robust);
  CHECK_FALSE(at(.1, .2, .3)[0].robust);
  CHECK(at(0, 0, 0.0)[0].size == Approx(.4));
  // Nothing is known of the gap: no deadlock.
  CHECK(found({.concession = 0}, {.priorities = {1, 1, 1}, .concession = 0}).empty());
  CHECK_FALSE(action::concession_deadlock(std::nan(""), 0, 0));
}

TEST_CASE("directions that conflict on what both weigh", "[action][deadlock]") {
  const std::vector<std::optional<direction>> lower{{}, direction::lower, direction::lower};
  const auto both = found({.priorities = {50, 30, 20}}, {.priorities = {50, 50, 0}, .better = lower});
  REQUIRE(both.size() == 1);
  CHECK(both[0].kind == deadlock_kind::direction);
  CHECK(both[0].subject == 1);
  CHECK(both[0].size == Approx(.3));
  CHECK(both[0].robust);
  CHECK(found({.priorities = {50, 0, 50}}, {.priorities = {50, 50, 0}, .better = lower}).empty());
  CHECK(found({}, {.priorities = {50, 50, 0}, .better = lower}).empty());
  // `within` is no opposite.
  CHECK(found({.priorities = {1, 1, 1}, .better = {{}, direction::within, {}}},
              {.priorities = {1, 1, 1}, .better = {{}, direction::lower, {}}})
            .empty());
}

TEST_CASE("appetites that are disjoint", "[action][deadlock]") {
  const auto view = [](double low, double high) { return risk_view(.5, interval(low, high)); };
  const auto at = [&](interval breach, interval delay, interval fire) {
    return found({.risks = {view(.2, .4), view(.2, .4), view(.2, .4)}},
                 {.risks = {view(breach.low, breach.high), view(delay.low, delay.high), view(fire.low, fire.high)}});
  };
  CHECK(at({.4, .6}, {0, .2}, {.3, .3}).empty());  // they touch
  const auto three = at({.5, .6}, {0, .1}, {.9, 1});
  REQUIRE(three.size() == 2);  // fire has a twentieth of the weight
  CHECK(three[0].kind == deadlock_kind::appetite);
  CHECK(three[0].subject == 0);
  CHECK(three[0].size == Approx(.1));
  CHECK(three[1].subject == 1);
  CHECK(three[1].size == Approx(.1));
  CHECK(found({.risks = {.5, .5, .5}}, {.risks = {view(.1, .1), .5, .5}}).empty());
  CHECK(found({.risks = {view(.9, .9), .5, .5}}, {.risks = {view(.1, .1), .5, .5}}).size() == 1);
  // A tenth of the weight is enough.
  CHECK(action::appetite_deadlock(0, .1, .2, .3));
  CHECK(action::appetite_deadlock(0, 1 - .9, .2, .3));
  CHECK_FALSE(action::appetite_deadlock(0, .0999, .2, .3));
}

TEST_CASE("all kinds in order, names, sides of another catalogue", "[action][deadlock]") {
  const auto view = [](double a) { return risk_view(.5, interval(a)); };
  const auto all = found({.priorities = {50, 30, 20}, .risks = {view(.1), view(.1), view(.1)}, .concession = 0},
                         {.priorities = {40, 40, 20},
                          .risks = {view(.9), view(.1), view(.1)},
                          .better = {direction::lower, {}, {}},
                          .concession = .05});
  REQUIRE(all.size() == 3);
  CHECK(action::deadlock_name(all[0].kind) == "concession");
  CHECK(action::deadlock_name(all[1].kind) == "direction");
  CHECK(action::deadlock_name(all[2].kind) == "appetite");
  const catalog other{{"one"}, {}};
  const auto stranger = make_side(other, "x", {.priorities = {1}}).value();
  CHECK(deadlocks(measure::make(some_catalog()).value(), make({}), stranger).error().code == errc::size_mismatch);
}

}  // namespace deadlock_test
