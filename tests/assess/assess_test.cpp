// SPDX-License-Identifier: Apache-2.0
// The façade and what it fills in (assessment.hpp).
#include "../fixture.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/assess.hpp>
#include <map>

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

template <std::size_t N>
std::vector<double> list(const std::array<double, N>& x) {
  return {x.begin(), x.end()};
}

model_parts fixture_parts() {
  model_parts parts;
  parts.catalog =
      catalog{{"m0", "m1", "m2", "m3", "m4", "m5"}, {{"r0", .3}, {"r1", .2}, {"r2", .2}, {"r3", .2}, {"r4", .1}}};
  answers cio{.priorities = list(fixture::cio_priorities), .horizons = list(fixture::cio_horizons)};
  answers cmo{.priorities = list(fixture::cmo_priorities), .horizons = list(fixture::cmo_horizons)};
  for (const double x : fixture::cio_severities) cio.risks.emplace_back(x);
  for (const double x : fixture::cmo_severities) cmo.risks.emplace_back(x);
  for (std::size_t i = 0; i < 6; ++i) {
    parts.catalog.metrics[i].scale = scale::linear(10);
    cio.targets.emplace_back(0.0);
    cmo.targets.emplace_back(10 * fixture::goal_distances[i]);
  }
  parts.sides = {{"cio", cio}, {"cmo", cmo}};
  return parts;
}

assessment assessed(model_parts parts, const assess_options& options = {}) {
  return assess(model::make(std::move(parts)).value(), options).value();
}

// The codes of the notes, by path.
std::multimap<std::string, errc> notes(const assessment& a) {
  std::multimap<std::string, errc> all;
  for (const auto& note : a.status) {
    CHECK_FALSE(note.message.empty());
    all.emplace(note.path, note.code);
  }
  return all;
}

bool has(const std::multimap<std::string, errc>& all, const std::string& path, errc code) {
  const auto [first, last] = all.equal_range(path);
  return std::any_of(first, last, [&](const auto& each) { return each.second == code; });
}

}  // namespace

TEST_CASE("the two-side fixture assessed", "[assess]") {
  const assessment a = assessed(fixture_parts());
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
  CHECK(assessed(fixture_parts(), {.top = 7}).reasons.size() == 7);
  CHECK(a.basis == basis(a.model));
  REQUIRE(a.shared);
  CHECK(fixture::common_ground.accepts(a.shared->weight));
  for (const char* section :
       {"north_star", "tech_portfolio", "roadmap", "relationship", "agreement", "uncertainty", "findings"}) {
    CHECK(std::find(a.not_assessed.begin(), a.not_assessed.end(), section) != a.not_assessed.end());
  }
}

TEST_CASE("as many sides as there are", "[assess]") {
  // A third side that answers as the CIO does: its pairs repeat the CIO's, and it is no gap from the CIO.
  auto three = fixture_parts();
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
  CHECK(a.reasons[0].contribution == Approx(.8 * assessed(fixture_parts()).reasons[0].contribution).margin(1e-15));
  CHECK(a.reasons[0].message == assessed(fixture_parts()).reasons[0].message);
  CHECK(a.answering == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(a.actions.metric.least_movement);
  CHECK(a.actions.metric.least_movement->majority == -1);

  auto many = fixture_parts();
  many.sides.assign(100, many.sides[0]);
  for (std::size_t k = 0; k < many.sides.size(); ++k) many.sides[k].id = "s" + std::to_string(k);
  many.sides[99].given = fixture_parts().sides[1].given;
  const assessment hundred = assessed(many);
  CHECK(hundred.pairs.size() == 4950);
  CHECK(hundred.group.worst.value() == 98);  // the first pair with the last side
  CHECK(hundred.group.blocks[0] == Approx(.61 * 99 / 4950).margin(1e-12));
  many.sides.push_back({"one_more", many.sides[0].given});
  CHECK(assess(model::make(many).value()).error() == fail(errc::too_large, field::sides));
}

TEST_CASE("shared by at least so many sides", "[assess]") {
  auto parts = fixture_parts();
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
  auto parts = fixture_parts();
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
  auto parts = fixture_parts();
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
  auto nothing_common = fixture_parts();
  nothing_common.sides[0].given.priorities = {1, NaN, NaN, NaN, NaN, NaN};
  nothing_common.sides[1].given.priorities = {0, 1, 1, 1, 1, 1};
  CHECK(assess(model::make(nothing_common).value()).error() == fail(errc::zero_sum, field::priorities, -1, 0, 1));
  auto belief = fixture_parts();
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
  auto parts = fixture_parts();
  parts.sides[0].given.priorities = {30, 25, NaN, 5, 5, 15};
  parts.sides[1].given.priorities = {5, 10, 5, NaN, 25, 25};
  model_parts only = fixture_parts();
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
  auto parts = fixture_parts();
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
  auto parts = fixture_parts();
  parts.policy.rating_scale = rating_scale{1, 5};
  parts.sides[0].given.priorities = {5, 4, 3, 2, 1, 1};
  parts.sides[1].given.priorities = {1, 2, 3, 4, 5, 5};
  parts.sides[0].given.predicts = {{"cmo", {1, 2, 3, 4, 5, 5}}};
  CHECK(assessed(parts).understanding[0].found.blind_spot == 0.0);
}

TEST_CASE("a note for each number that is not there", "[assess]") {
  const auto usual = notes(assessed(fixture_parts()));
  CHECK(has(usual, "/pairs/0/risk/breach_conflict", errc::missing));
  CHECK_FALSE(has(usual, "/pairs/0/metric", errc::missing));

  model_parts none = fixture_parts();
  none.sides[0].given = answers{};
  const auto empty = notes(assessed(none));
  CHECK(has(empty, "/pairs/0/metric", errc::missing));
  CHECK(has(empty, "/pairs/0/horizon", errc::missing));
  CHECK(has(empty, "/pairs/0/risk", errc::missing));
  CHECK(has(empty, "/pairs/0/index", errc::missing));
  CHECK_FALSE(assessed(none).shared);

  model_parts goals = fixture_parts();
  for (auto& s : goals.sides) s.given.targets.clear();
  CHECK(has(notes(assessed(goals)), "/pairs/0/metric/goal_gap", errc::missing));
  goals.sides[0].given.targets = {0.0, 0.0, 0.0, 0.0, 0.0, std::nullopt};
  CHECK(has(notes(assessed(goals)), "/pairs/0/metric/range", errc::missing));

  model_parts flat = fixture_parts();
  flat.sides[0].given.priorities = {1, 1, 1, 1, 1, 1};
  flat.sides[1].given.risks.assign(5, .5);
  const auto ties = notes(assessed(flat));
  CHECK(has(ties, "/pairs/0/second_opinions/kendall_tau_b", errc::undefined));
  CHECK(has(ties, "/pairs/0/risk/correlation", errc::undefined));
  CHECK(has(ties, "/pairs/0/risk/kendall_tau_b", errc::undefined));

  model_parts one = fixture_parts();
  one.catalog.metrics.resize(1);
  for (auto& s : one.sides) {
    s.given.priorities = {1};
    s.given.targets = {1.0};
  }
  const auto single = notes(assessed(one));
  CHECK(has(single, "/pairs/0/metric", errc::degenerate));
  CHECK(has(single, "/pairs/0/second_opinions/chance_corrected", errc::undefined));
  CHECK(has(single, "/pairs/0/merges", errc::undefined));

  model_parts apart = fixture_parts();
  apart.sides[0].given.priorities = {1, 0, 0, 0, 0, 0};
  apart.sides[1].given.priorities = {0, 1, 0, 0, 0, 0};
  CHECK(has(notes(assessed(apart)), "/shared_metrics/score", errc::no_shared));

  model_parts values = fixture_parts();
  for (metric& m : values.catalog.metrics) m.baseline = 0;
  values.sides[0].given.current = {1.0, 1.0, 1.0, 1.0, 1.0, std::nullopt};
  values.sides[1].given.current = {2.0, 1.0, 1.0, 1.0, 1.0, std::nullopt};
  const auto dispute = notes(assessed(values));
  CHECK(has(dispute, "/shared_metrics/items/0/data_conflict", errc::data_conflict));
  CHECK(has(dispute, "/shared_metrics/items/5/attainment/cio", errc::missing));
  CHECK(has(dispute, "/shared_metrics/score", errc::undefined));

  model_parts asked = fixture_parts();
  asked.sides[0].given.priorities[1] = NaN;
  CHECK(has(notes(assessed(asked)), "/pairs/0/metric/coverage", errc::missing));
}

TEST_CASE("the same model gives the same bits", "[assess]") {
  const assessment a = assessed(fixture_parts()), b = assessed(fixture_parts());
  CHECK(a.pairs.front().comparison.gap() == b.pairs.front().comparison.gap());
  CHECK(a.basis == b.basis);
  CHECK(a.reasons[2].message == b.reasons[2].message);
}
