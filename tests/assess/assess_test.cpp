// SPDX-License-Identifier: Apache-2.0
// The façade and what it fills in (assessment.hpp).
#include "fixture_model.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/assess.hpp>

namespace assess_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

using fixture::assessed;
using fixture::has;
using fixture::list;
using fixture::notes;
using fixture::whole_model;

}  // namespace

TEST_CASE("the two-side fixture assessed", "[assess]") {
  const assessment a = assessed(whole_model());
  REQUIRE(a.pairs.size() == 1);
  const pair_assessment& p = a.pairs.front();
  CHECK(fixture::overall[1].gap.accepts(p.comparison.gap()));
  CHECK(p.metric_placements->nearer == fixture::priority_placements.nearer);
  CHECK(p.metric_placements->tied == fixture::priority_placements.tied);
  CHECK(p.risk_placements->nearer == fixture::risk_placements.nearer);
  CHECK(p.risk_placements->further == fixture::risk_placements.further);
  CHECK(p.merges->least.metrics == fixture::least_merge);
  CHECK(fixture::jensen_shannon.accepts(p.opinions->jensen_shannon));
  CHECK(fixture::hellinger.accepts(p.opinions->hellinger));
  CHECK(fixture::cosine.accepts(p.opinions->cosine));
  CHECK(fixture::kendall_tau_b.accepts(p.opinions->kendall_tau_b.value()));
  CHECK(fixture::chance_corrected.accepts(p.opinions->chance_corrected.value()));
  CHECK(fixture::risk_weighted_tau.accepts(p.risk->kendall_tau_b.value()));
  CHECK(fixture::risk_tau_b.accepts(p.risk->kendall_tau_b_unweighted.value()));
  CHECK(fixture::chance_priority.accepts(p.chance[0].value()));
  CHECK(fixture::chance_horizon.accepts(p.chance[1].value()));
  CHECK_FALSE(p.chance[2]);  // risk has none
  CHECK(p.horizon_chance_corrected.value() == Approx(1 - .31206495 / .202755).margin(1e-5));
  CHECK(a.reasons.size() == 3);
  CHECK(assessed(whole_model(), {.top = 7}).reasons.size() == 7);
  CHECK(a.basis == basis(a.model));
  REQUIRE(a.shared);
  CHECK(fixture::common_ground.accepts(a.shared->weight));
  for (const char* section : {"north_star", "tech_portfolio", "roadmap", "relationship", "agreement", "uncertainty"}) {
    CHECK(std::find(a.not_assessed.begin(), a.not_assessed.end(), section) != a.not_assessed.end());
  }
}

TEST_CASE("as many sides as there are", "[assess]") {
  // A third side that answers as the CIO does: its pairs repeat the CIO's, and it is no gap from the CIO.
  auto three = whole_model();
  three.sides.push_back(three.sides[0]);
  three.sides[2].id = "cfo";
  three.sides[1].given.influence = 2;
  const assessment a = assessed(three);
  REQUIRE(a.pairs.size() == 3);
  CHECK(a.pairs[1].comparison.sides == std::array<std::string, 2>{"cio", "cfo"});
  CHECK(a.pairs[1].comparison.gap() == 0.0);
  CHECK(a.pairs[2].comparison.gap() == Approx(a.pairs[0].comparison.gap()).margin(1e-15));
  // Influences 1, 2, 1: products 2, 1, 2 of which the two with the CMO count.
  for (std::size_t b = 0; b < block_count; ++b) {
    CHECK(a.group.blocks[b] == Approx(.8 * a.pairs[0].comparison.gaps.blocks[b]).margin(1e-15));
  }
  CHECK(a.group.gap() == Approx(.8 * a.pairs[0].comparison.gap()).margin(1e-15));
  CHECK(a.group.worst == 0U);
  CHECK(fixture::common_ground.accepts(a.common_ground.value()));
  CHECK(a.reasons[0].contribution == Approx(.8 * assessed(whole_model()).reasons[0].contribution).margin(1e-15));
  CHECK(a.reasons[0].message == assessed(whole_model()).reasons[0].message);
  CHECK(a.answering == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(a.actions.metric.least_movement);
  CHECK(a.actions.metric.least_movement->majority == -1);

  auto many = whole_model();
  many.sides.assign(100, many.sides[0]);
  for (std::size_t k = 0; k < many.sides.size(); ++k) many.sides[k].id = "s" + std::to_string(k);
  many.sides[99].given = whole_model().sides[1].given;
  const assessment hundred = assessed(many);
  CHECK(hundred.pairs.size() == 4950);
  CHECK(hundred.group.worst.value() == 98);  // the first pair with the last side
  CHECK(hundred.group.blocks[0] == Approx(.61 * 99 / 4950).margin(1e-12));
  many.sides.push_back({"one_more", many.sides[0].given});
  CHECK(assess(model::make(many).value()).error() == fail(errc::too_large, field::sides));
}

TEST_CASE("shared by at least so many sides", "[assess]") {
  auto parts = whole_model();
  parts.sides.push_back({"cfo", {.priorities = {0, 0, 0, 0, 0, 1}}});
  CHECK(assessed(parts).shared->weight == Approx(.15).margin(1e-15));
  parts.policy.shared_by = 2;  // the second largest of each metric: .05 .10 .05 .05 .05 .25
  CHECK(assessed(parts).shared->weight == Approx(.55).margin(1e-15));
  for (const std::size_t bad : {std::size_t{1}, std::size_t{4}}) {
    parts.policy.shared_by = bad;
    CHECK(model::make(parts).error() == fail(errc::bad_option, field::shared_by));
  }
}

TEST_CASE("a side that does not answer leaves the others their common ground", "[assess]") {
  auto parts = whole_model();
  parts.sides.push_back({"cfo", {.horizons = list(fixture::cio_horizons)}});
  const assessment a = assessed(parts);
  CHECK(fixture::common_ground.accepts(a.common_ground.value()));
  CHECK(a.answering == std::vector<std::size_t>{0, 1});
  CHECK(has(notes(a), "/shared_metrics", errc::missing));
  CHECK(has(notes(a), "/blocks/metric/gap", errc::missing));
  CHECK_FALSE(a.group.comparable);
  CHECK(fixture::metric_gap.accepts(a.group.blocks[0]));  // of the one pair that gives priorities
  CHECK(a.group.coverage == Approx((1.0 / 3 + 1.0 + 1.0 / 3) / 3).margin(1e-15));
}

TEST_CASE("long work can be stopped, and threads change no bit", "[assess]") {
  auto parts = whole_model();
  for (auto& s : parts.sides) {
    for (int r = 0; r < 8; ++r) {
      rater x{.id = "r" + std::to_string(r), .priorities = s.given.priorities};
      x.priorities[static_cast<std::size_t>(r) % 6] += .1 * r;
      s.given.raters.push_back(x);
    }
    s.given.priorities.clear();
  }
  const model m = model::make(parts).value();
  const auto one = assess(m, {.seed = 7, .threads = 1}).value(), two = assess(m, {.seed = 7, .threads = 2}).value();
  REQUIRE(one.uncertainty.size() == 1);
  CHECK(one.uncertainty[0].range == two.uncertainty[0].range);
  CHECK(one.uncertainty[0].permutation->p == two.uncertainty[0].permutation->p);
  CHECK(one.uncertainty[0].range != assess(m, {.seed = 8}).value().uncertainty[0].range);
  std::size_t calls = 0;
  CHECK(assess(m, {.progress = [&](std::size_t, std::size_t) { return ++calls < 2; }}).error().code == errc::cancelled);
  CHECK(calls == 2);
  std::size_t last = 0, whole = 0;
  static_cast<void>(assess(m, {.progress = [&](std::size_t done, std::size_t all) {
                             CHECK(done >= last);
                             CHECK(done < all);
                             last = done;
                             whole = all;
                             return true;
                           }}));
  CHECK(whole == 2);
  std::stop_source stop;
  stop.request_stop();
  CHECK(assess(m, {.stop = stop.get_token()}).error().code == errc::cancelled);
}

TEST_CASE("what cannot be assessed is refused", "[assess]") {
  auto nothing_common = whole_model();
  nothing_common.sides[0].given.priorities = {1, NaN, NaN, NaN, NaN, NaN};
  nothing_common.sides[1].given.priorities = {0, 1, 1, 1, 1, 1};
  CHECK(assess(model::make(nothing_common).value()).error() == fail(errc::zero_sum, field::priorities, -1, 0, 1));
  auto belief = whole_model();
  belief.sides[1].given.priorities = {NaN, 1, 1, 1, 1, 1};
  belief.sides[0].given.predicts = {{"cmo", {1, 0, 0, 0, 0, 0}}};
  // A belief that cannot be compared is no reason to say nothing of the rest.
  const auto a = assess(model::make(belief).value());
  REQUIRE(a);
  CHECK(a.value().understanding.empty());
  CHECK(has(notes(a.value()), "/model/sides/0/predicts/cmo", errc::undefined));
}

TEST_CASE("metrics that one side was not asked have no part in ranks, placements and merges", "[assess]") {
  // Six metrics of which four were asked of both must give what these four alone give.
  auto parts = whole_model();
  parts.sides[0].given.priorities = {30, 25, NaN, 5, 5, 15};
  parts.sides[1].given.priorities = {5, 10, 5, NaN, 25, 25};
  model_parts only = whole_model();
  only.catalog.metrics = {parts.catalog.metrics[0], parts.catalog.metrics[1], parts.catalog.metrics[4],
                          parts.catalog.metrics[5]};
  for (auto& s : only.sides)
    s.given.targets = {s.given.targets[0], s.given.targets[1], s.given.targets[4], s.given.targets[5]};
  only.sides[0].given.priorities = {30, 25, 5, 15};
  only.sides[1].given.priorities = {5, 10, 25, 25};
  const assessment a = assessed(parts), b = assessed(only);
  const pair_assessment &x = a.pairs.front(), &y = b.pairs.front();
  CHECK(x.comparison.metric->gap == Approx(y.comparison.metric->gap).margin(1e-15));
  CHECK(x.opinions->kendall_tau_b.value() == Approx(y.opinions->kendall_tau_b.value()).margin(1e-15));
  CHECK(x.opinions->chance_corrected.value() == Approx(y.opinions->chance_corrected.value()).margin(1e-14));
  CHECK(x.metric_placements->total() == 24);
  CHECK(x.metric_placements->nearer == y.metric_placements->nearer);
  CHECK(x.metric_placements->tied == y.metric_placements->tied);
  const std::array<std::size_t, 4> place{0, 1, 4, 5};
  for (const auto& [got, wanted] :
       {std::pair{x.merges->least, y.merges->least}, std::pair{x.merges->greatest, y.merges->greatest}}) {
    CHECK(got.metrics == std::array<std::size_t, 2>{place[wanted.metrics[0]], place[wanted.metrics[1]]});
    CHECK(got.priority_gap == Approx(wanted.priority_gap).margin(1e-15));
  }
}

TEST_CASE("beliefs of both sides", "[assess]") {
  auto parts = whole_model();
  parts.sides[0].given.predicts = {{"cmo", list(fixture::cmo_priorities)}};
  parts.sides[1].given.predicts = {{"cio", list(fixture::cmo_priorities)}};
  const assessment a = assessed(parts);
  REQUIRE(a.understanding.size() == 2);
  CHECK(a.understanding[0].side == 0);
  CHECK(a.understanding[0].of == 1);
  CHECK(a.understanding[0].found.blind_spot == 0.0);
  CHECK(fixture::priority_gap.accepts(a.understanding[0].found.assumed_gap.value()));
  CHECK(a.understanding[1].of == 0);
  CHECK(fixture::priority_gap.accepts(a.understanding[1].found.blind_spot));
  CHECK(a.understanding[1].found.assumed_gap == 0.0);
  parts.sides[0].given.priorities.clear();
  const assessment silent = assessed(parts);
  REQUIRE(silent.understanding.size() ==
          1);  // what it believes of the other can be compared, nobody's belief of it can
  CHECK(silent.understanding[0].side == 0);
  CHECK(silent.understanding[0].found.blind_spot == 0.0);
  CHECK_FALSE(silent.understanding[0].found.assumed_gap);
  CHECK(has(notes(silent), "/understanding/0/assumed_gap", errc::missing));
}

TEST_CASE("beliefs in ratings count from the low end", "[assess]") {
  auto parts = whole_model();
  parts.policy.rating_scale = rating_scale{1, 5};
  parts.sides[0].given.priorities = {5, 4, 3, 2, 1, 1};
  parts.sides[1].given.priorities = {1, 2, 3, 4, 5, 5};
  parts.sides[0].given.predicts = {{"cmo", {1, 2, 3, 4, 5, 5}}};
  CHECK(assessed(parts).understanding[0].found.blind_spot == 0.0);
}

TEST_CASE("the same model gives the same bits", "[assess]") {
  const assessment a = assessed(whole_model()), b = assessed(whole_model());
  CHECK(a.pairs.front().comparison.gap() == b.pairs.front().comparison.gap());
  CHECK(a.basis == b.basis);
  CHECK(a.reasons[2].message == b.reasons[2].message);
}

}  // namespace assess_test
