// SPDX-License-Identifier: Apache-2.0
#include "fixture_model.hpp"

#include <catch2/catch.hpp>

#include <coalign/assess/plan_moves.hpp>

#include <cmath>
#include <vector>

namespace plan_moves_test {

using namespace coalign;

namespace {

model_parts three_sides() {
  model_parts parts = fixture::whole_model();
  for (auto& s : parts.sides) s.given.targets.clear();
  answers cfo{.influence = 2,
              .priorities = {.1, .1, .1, .1, .1, .5},
              .horizons = {.1, .1, .1, .1, .6},
              .risks = {.1, .2, .3, .4, .5}};
  parts.sides.push_back({"cfo", cfo});
  return parts;
}

}  // namespace

TEST_CASE("without moves a plan leaves the group as it is", "[plan]") {
  const model m = model::make(fixture::whole_model()).value();
  const detail::plan_maker maker(m);
  const pair_gaps now = maker.after(maker.none());
  CHECK(fixture::metric_gap.accepts(now.blocks[0]));
  CHECK(fixture::horizon_gap.accepts(now.blocks[1]));
  CHECK(fixture::risk_gap.accepts(now.blocks[2]));
  std::vector<plan_change> changes;
  static_cast<void>(maker.answers_after(0, maker.none(), &changes));
  CHECK(changes.empty());
}

TEST_CASE("all sides going a share of their way take that share off every block", "[plan]") {
  const model m = model::make(three_sides()).value();
  const detail::plan_maker maker(m);
  const pair_gaps now = maker.after(maker.none());
  for (const double share : {.25, .5, .9, 1.0}) {
    detail::plan_moves moves = maker.none();
    for (auto* of : {&moves.priorities, &moves.horizons, &moves.risks}) of->assign(of->size(), share);
    const pair_gaps after = maker.after(moves);
    for (std::size_t b = 0; b < block_count; ++b) {
      CHECK(after.blocks[b] == Approx((1.0 - share) * now.blocks[b]).margin(1e-12));
    }
  }
}

TEST_CASE("targets come before priorities, the largest part of the gap first", "[plan]") {
  const model m = model::make(fixture::whole_model()).value();
  const detail::plan_maker maker(m);
  // min(p, q) δ of the fixture: m1 .02, m3 .025, m5 .015; the others agree.
  CHECK(maker.targets() == std::vector<std::size_t>{3, 1, 5});
  detail::plan_moves moves = maker.none();
  maker.set_metrics(moves, .5);
  CHECK(moves.targets[3] == 1.0);
  CHECK(moves.targets[1] == Approx(.5));
  CHECK(moves.targets[5] == 0.0);
  CHECK(moves.priorities[0] == 0.0);
  const auto reached = maker.after(moves);
  CHECK(reached.blocks[0] == Approx(.61 - .025 - .01).margin(1e-12));
  maker.set_metrics(moves, 1.5);
  CHECK(moves.targets[5] == 1.0);
  CHECK(moves.priorities[0] == .5);
  CHECK(maker.after(moves).blocks[0] == Approx(.275).margin(1e-12));
}

}  // namespace plan_moves_test
