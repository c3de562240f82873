// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <coalign/assess/assess.hpp>

namespace actions_test {

using namespace coalign;

namespace {

model_parts three_sides() {
  model_parts parts;
  parts.catalog = catalog{{"stock", "cost"}, {{"breach", 1}}};
  parts.strategy.decision_rights.emplace().arbiter = "ceo";
  parts.sides = {{"cio", {.name = "CIO", .priorities = {8, 2}, .horizons = {1, 0, 0, 0, 1}, .risks = {.5}}},
                 {"cmo", {.name = "CMO", .priorities = {3, 7}, .horizons = {1, 1, 0, 0, 0}, .risks = {.5}}},
                 {"cfo", {.name = "CFO", .influence = 3, .priorities = {5, 5}}}};
  return parts;
}

assessment assessed(const model_parts& parts) { return assess(model::make(parts).value()).value(); }

}  // namespace

TEST_CASE("consensus of the sides that answer", "[assess]") {
  const assessment a = assessed(three_sides());
  const auto& metric = a.actions.metric;
  CHECK(metric.sides == std::vector<std::size_t>{0, 1, 2});
  CHECK(metric.linear_pool->weights[0] == Approx((.8 + .3 + 3 * .5) / 5).margin(1e-15));
  CHECK(metric.least_movement->majority == 2);  // three fifths of the influence
  CHECK(metric.least_movement->weights[0] == Approx(.5).margin(1e-15));
  CHECK(metric.least_movement->costs[0] == Approx(.3).margin(1e-15));
  const auto& horizon = a.actions.horizon;
  CHECK(horizon.sides == std::vector<std::size_t>{0, 1});
  CHECK(horizon.linear_pool->weights[0] == Approx(.5).margin(1e-15));
  auto alone = three_sides();
  alone.sides[1].given.horizons.clear();
  const assessment none = assessed(alone);
  CHECK_FALSE(none.actions.horizon.linear_pool);
  CHECK(std::any_of(none.status.begin(), none.status.end(),
                    [](const status_note& n) { return n.path == "/actions/consensus/linear_pool/horizon"; }));
}

TEST_CASE("deadlocks in words", "[assess]") {
  auto parts = three_sides();
  parts.sides[0].given.concession = .1;
  parts.sides[1].given.concession = .2;  // .5 apart
  parts.sides[1].given.better = {direction::lower, std::nullopt};
  parts.sides[0].given.raters = {{.id = "a", .risks = {risk_view(.5, interval(.1, .2))}},
                                 {.id = "b", .risks = {risk_view(.5, interval(.2, .3))}}};
  parts.sides[0].given.risks.clear();
  parts.sides[0].given.priorities.clear();
  for (rater& r : parts.sides[0].given.raters) r.priorities = {8, 2};
  parts.sides[1].given.risks = {risk_view(.5, interval(.4))};
  const assessment a = assessed(parts);
  REQUIRE(a.actions.deadlocks.size() == 4);
  const auto& all = a.actions.deadlocks;
  CHECK(all[0].key == "deadlock_concession");
  CHECK(all[0].found.size == Approx(.2).margin(1e-12));
  CHECK(all[0].message ==
        "CEO decides what comes first: CIO and CMO are 50 of 100 points apart and would move 30 together.");
  CHECK(all[1].message == "CEO decides which way stock should go: higher for CIO, lower for CMO.");
  CHECK(all[2].message == "CEO decides which limit holds for breach: 0.15 to 0.25 for CIO, 0.40 for CMO (0 to 1).");
  CHECK(all[3].pair == 2);  // CMO and CFO want stock to go two ways as well
  CHECK(all[3].key == "deadlock_direction");
}

TEST_CASE("who decides", "[assess]") {
  auto parts = three_sides();
  CHECK(arbiter_label(model::make(parts).value()) == "CEO");
  parts.strategy.decision_rights.emplace().arbiter = "cfo";
  CHECK(arbiter_label(model::make(parts).value()) == "CFO");
  parts.strategy.decision_rights.emplace().arbiter = "The board";
  CHECK(arbiter_label(model::make(parts).value()) == "The board");
  parts.strategy.decision_rights.reset();
  CHECK(arbiter_label(model::make(parts).value()) == "Whoever leads all");
  parts.sides.pop_back();
  CHECK(arbiter_label(model::make(parts).value()) == "Whoever leads both");
}

TEST_CASE("a policy that names an index gets its plan", "[assess]") {
  auto parts = three_sides();
  CHECK_FALSE(assessed(parts).actions.plan);
  parts.policy.target_index = .9;
  const assessment a = assessed(parts);
  REQUIRE(a.actions.plan);
  CHECK(a.actions.plan->index == Approx(.9).margin(1e-12));
  CHECK_FALSE(a.actions.plan->steps.empty());
}

}  // namespace actions_test
