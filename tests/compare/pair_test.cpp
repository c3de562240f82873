// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/pair.hpp>

namespace pair_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

template <std::size_t N>
std::vector<double> list(const std::array<double, N>& x) {
  return {x.begin(), x.end()};
}
template <std::size_t N>
std::vector<risk_view> views(const std::array<double, N>& x) {
  return {x.begin(), x.end()};
}

// The two-side fixture. Its goal distances come from linear scales: targets 0 and 10 δ on a width of 10.
struct fixture_pair {
  catalog c{{"m0", "m1", "m2", "m3", "m4", "m5"}, {{"r0", .3}, {"r1", .2}, {"r2", .2}, {"r3", .2}, {"r4", .1}}};
  answers cio{.priorities = list(fixture::cio_priorities),
              .horizons = list(fixture::cio_horizons),
              .risks = views(fixture::cio_severities)};
  answers cmo{.priorities = list(fixture::cmo_priorities),
              .horizons = list(fixture::cmo_horizons),
              .risks = views(fixture::cmo_severities)};
  policy p;

  fixture_pair() {
    for (std::size_t i = 0; i < 6; ++i) {
      c.metrics[i].scale = scale::linear(10);
      cio.targets.emplace_back(0.0);
      cmo.targets.emplace_back(10 * fixture::goal_distances[i]);
    }
  }
  pair compared() const {
    return compare(c, make_side(c, "cio", cio, p).value(), make_side(c, "cmo", cmo, p).value(), p).value();
  }
};

// Two metrics without scales or targets.
pair simple(answers a, answers b, policy p = {}, catalog c = {{"a", "b"}, {{"r"}}}) {
  return compare(c, make_side(c, "a", std::move(a), p).value(), make_side(c, "b", std::move(b), p).value(), p).value();
}

}  // namespace

TEST_CASE("the two-side fixture compared", "[pair]") {
  const pair x = fixture_pair().compared();
  CHECK(x.sides == std::array<std::string, 2>{"cio", "cmo"});
  CHECK(fixture::overall[1].gap.accepts(x.gap()));
  CHECK(x.index() == 1.0 - x.gap());
  for (std::size_t b = 0; b < 3; ++b) {
    CHECK(fixture::block_contributions[b].accepts(x.contributions[b]));
    CHECK(x.omega[b] == Approx(1. / 3).margin(1e-16));
  }
  CHECK(fixture::band[0].accepts(x.band.low));
  CHECK(fixture::band[1].accepts(x.band.high));
  CHECK(fixture::weight_range[0].accepts(x.weight_range.low));
  CHECK(fixture::weight_range[1].accepts(x.weight_range.high));
  CHECK(x.coverage == 1.0);
  CHECK(x.comparable);
  CHECK(x.range == interval(x.index()));

  REQUIRE(x.metric);
  CHECK(fixture::metric_gap.accepts(x.metric->gap));
  CHECK(fixture::priority_gap.accepts(x.metric->priority_gap));
  CHECK(fixture::goal_gap.accepts(x.metric->goal_gap.value()));
  CHECK(fixture::common_ground.accepts(x.metric->common_ground));
  CHECK(x.metric->goal_coverage == 1.0);
  CHECK(x.metric->coverage == 1.0);
  CHECK(x.metric->range.is_point());
  CHECK_FALSE(x.metric->ratings);
  for (std::size_t i = 0; i < 6; ++i) {
    const metric_item& item = x.metric->items[i];
    CHECK(item.id == "m" + std::to_string(i));
    CHECK(fixture::priority_contributions[i].accepts(item.priority_gap));
    CHECK(item.delta.value() == Approx(fixture::goal_distances[i]).margin(1e-15));
    CHECK(item.gap == item.priority_gap + item.goal_gap);
    CHECK(item.more == (i < 3 ? "cio" : "cmo"));
    CHECK_FALSE(item.opposite);
    // The nested contribution, by its definition: the block's times the item's share of the block.
    const double wanted =
        fixture::block_contributions[0].value *
        (fixture::priority_contributions[i].value +
         std::min(fixture::cio_priorities[i], fixture::cmo_priorities[i]) * fixture::goal_distances[i]) /
        .61;
    CHECK(item.contribution == Approx(wanted).margin(1e-8));
  }
  REQUIRE(x.horizon);
  CHECK(fixture::horizon_gap.accepts(x.horizon->gap));
  CHECK(fixture::shift.accepts(x.horizon->shift));
  CHECK(x.horizon->longer == "cio");
  CHECK(fixture::cio_days.accepts(x.horizon->days[0]));
  CHECK(fixture::cmo_days.accepts(x.horizon->days[1]));
  for (std::size_t j = 0; j < 4; ++j) {
    CHECK(fixture::boundary_terms[j].accepts(x.horizon->items[j].gap));
    CHECK(x.horizon->items[j].more == "cio");
  }
  CHECK(x.horizon->items[0].id == "week|month");
  CHECK(x.horizon->items[3].id == "year|multi_year");
  CHECK(x.horizon->items[2].beyond[0] == Approx(.6).margin(1e-15));
  CHECK(x.horizon->items[2].beyond[1] == Approx(.15).margin(1e-15));
  REQUIRE(x.risk);
  CHECK(fixture::risk_gap.accepts(x.risk->gap));
  CHECK(fixture::elevation.accepts(x.risk->profile.elevation));
  CHECK(fixture::scatter.accepts(x.risk->profile.scatter));
  CHECK(fixture::shape.accepts(x.risk->profile.shape));
  CHECK(x.risk->sees_more == "cio");
  CHECK(x.risk->items[0].more == "cio");
  CHECK(x.risk->items[2].more == "cmo");
  CHECK_FALSE(x.risk->breach_conflict);
  CHECK_FALSE(x.risk->appetite_gap);
}

TEST_CASE("the two-side fixture for every rho, on equal spacing, in either order", "[pair]") {
  fixture_pair f;
  for (const auto& [rho, wanted] : fixture::overall) {
    f.p.rho = rho;
    CHECK(wanted.accepts(f.compared().gap()));
  }
  CHECK(f.compared().contributions ==
        std::array<double, 3>{f.compared().gap(), 0, 0});  // rho = inf: all to the largest
  f.p = {};
  f.p.spacing = spacing::equal;
  CHECK(fixture::horizon_gap_equal.accepts(f.compared().horizon->gap));
  f.p = {};
  const pair one = f.compared();
  std::swap(f.cio, f.cmo);
  const pair two = f.compared();
  CHECK(one.gap() == two.gap());
  CHECK(one.horizon->shift == -two.horizon->shift);
  CHECK(two.horizon->longer == "cmo");
  CHECK(two.risk->profile.difference == -one.risk->profile.difference);
  for (std::size_t i = 0; i < 6; ++i) CHECK(one.metric->items[i].contribution == two.metric->items[i].contribution);
}

TEST_CASE("identical sides are exactly 0, in every part", "[pair]") {
  fixture_pair f;
  f.cmo = f.cio;
  const pair x = f.compared();
  CHECK(x.gap() == 0.0);
  CHECK(x.index() == 1.0);
  CHECK(x.band == interval(1));
  CHECK(x.weight_range == interval(1));
  for (const item& each : x.items()) {
    CHECK(each.gap == 0.0);
    CHECK(each.contribution == 0.0);
    CHECK(each.more.empty());
  }
  CHECK(x.horizon->longer.empty());
  CHECK(x.risk->sees_more.empty());
  CHECK(x.horizon->crossing == 0.0);
  // Proportional raw points agree to 4n eps.
  for (double& points : f.cmo.priorities) points *= 300;
  CHECK(f.compared().metric->gap < 4 * 6 * std::numeric_limits<double>::epsilon());
}

TEST_CASE("a missing block: coverage, range, not comparable", "[pair]") {
  const answers full{.priorities = {1, 1}, .horizons = {1, 1, 1, 1, 1}, .risks = {.9}};
  const answers no_risks{.priorities = {1, 0}, .horizons = {1, 1, 1, 1, 1}};
  policy p;
  p.rho = 1;
  p.weights = {2, 1, 1};
  const pair x = simple(full, no_risks, p);
  CHECK_FALSE(x.risk);
  CHECK(std::isnan(x.gaps.blocks[2]));
  CHECK(std::isnan(x.contributions[2]));
  // TV = .5, no horizon gap: (2 · .5 + 0)/3 over what is there; with risk at 0 and 1: 1/4 and 2/4.
  CHECK(x.gap() == Approx(1. / 3).margin(1e-15));
  CHECK(x.coverage == .75);
  CHECK_FALSE(x.comparable);
  CHECK(x.range.low == Approx(.5).margin(1e-15));
  CHECK(x.range.high == Approx(.75).margin(1e-15));
  const pair nothing = simple({}, full);
  CHECK(std::isnan(nothing.gap()));
  CHECK(nothing.gaps.status == errc::missing);
  CHECK(nothing.coverage == 0.0);
  CHECK_FALSE(nothing.comparable);
  CHECK(nothing.range == interval(0, 1));
  CHECK(nothing.items().empty());
}

TEST_CASE("missing blocks: coverage and range are the reference's", "[pair]") {
  generators::holds("reference", [] {
    answers a, b;
    const int present = generators::whole(1, 7);
    if (present & 1) {
      a.priorities = generators::points(2);
      b.priorities = generators::points(2);
    }
    if (present & 2) {
      a.horizons = generators::points(5);
      b.horizons = generators::points(5);
    }
    if (present & 4) {
      a.risks = {generators::unit()};
      b.risks = {generators::unit()};
    }
    policy p;
    p.rho = generators::coin() ? 2.0 : generators::coin() ? 1.0 : inf;
    for (double& w : p.weights) w = 1.0 + generators::whole(0, 3);
    const pair x = simple(a, b, p);
    const auto gaps = x.gaps.blocks;
    reference::numbers known = gaps;
    const auto close = [](double got, reference::real wanted) {
      return std::abs(got - static_cast<double>(wanted)) < 1e-14;
    };
    NEED(close(x.gap(), reference::overall(known, p.weights, p.rho)));
    NEED(close(x.coverage, reference::block_coverage(known, p.weights)));
    const auto range = reference::overall_range(known, known, p.weights, p.rho);
    NEED(close(x.range.low, 1 - range.high) && close(x.range.high, 1 - range.low));
    NEED(x.comparable == (present == 7));
    NEED(x.range.low <= x.index() + 1e-15 || present != 7);
  });
}

TEST_CASE("not asked: both sides count over what both were asked", "[pair]") {
  const catalog c{{"a", "b", "d"}, {}};
  const auto m = measure::make(c).value();
  const side one = make_side(c, "one", {.priorities = {20, 30, NaN}}).value();
  const side two = make_side(c, "two", {.priorities = {10, 30, 60}}).value();
  const pair x = compare(m, one, two).value();
  CHECK(x.metric->priority_gap == Approx(.15).margin(1e-15));  // (.4, .6) against (.25, .75)
  CHECK(x.metric->coverage == Approx(2. / 3).margin(1e-16));
  CHECK_FALSE(x.comparable);
  CHECK(std::isnan(x.metric->items[2].priorities[0]));
  CHECK(std::isnan(x.metric->items[2].priorities[1]));  // given, but not compared
  CHECK(x.metric->items[2].gap == 0.0);
  CHECK(x.metric->first == weights::from_points({.4, .6, 0}).value());
  // A metric that nobody was asked is no part of the coverage.
  const side none = make_side(c, "none", {.priorities = {10, 30, NaN}}).value();
  CHECK(compare(m, one, none).value().metric->coverage == 1.0);
  CHECK(compare(m, one, none).value().metric->priority_gap == Approx(.15).margin(1e-15));
  const side empty = make_side(c, "empty", {.priorities = {0, 0, 5}}).value();
  CHECK(compare(m, one, empty).error() == fail(errc::zero_sum, field::priorities, -1, 0, 1));
  CHECK(compare(m, empty, one).error() == fail(errc::zero_sum, field::priorities, -1, 0, 0));
}

TEST_CASE("missing targets: a range, and no comparison with complete results", "[pair]") {
  fixture_pair f;
  f.cmo.targets[3].reset();  // δ unknown on a metric of which .05 is common
  const pair x = f.compared();
  CHECK(x.metric->goal_gap.value() == Approx(.06 - .05 * .5).margin(1e-15));
  CHECK(x.metric->range.low == Approx(.585).margin(1e-15));
  CHECK(x.metric->range.high == Approx(.635).margin(1e-15));
  CHECK(x.metric->goal_coverage == Approx(.4 / .45).margin(1e-15));
  CHECK_FALSE(x.metric->items[3].delta);
  CHECK_FALSE(x.comparable);
  CHECK(x.coverage == 1.0);
  CHECK(x.range.high == Approx(x.index()).margin(1e-16));
  CHECK(x.range.low < x.index());
  // No target at all: goals are not assessed, and that is no gap in the answers.
  f.cio.targets.clear();
  f.cmo.targets.clear();
  const pair none = f.compared();
  CHECK_FALSE(none.metric->goal_gap);
  CHECK(none.metric->gap == none.metric->priority_gap);
  CHECK(none.metric->goal_coverage == 0.0);
  CHECK(none.metric->range.is_point());
  CHECK(none.comparable);
  // A target missing where nobody shares priority leaves nothing open.
  const catalog apart{{"a", "b"}, {}};
  CHECK(simple({.priorities = {1, 0}, .targets = {3.0, std::nullopt}}, {.priorities = {0, 1}}, {}, apart)
            .metric->range.is_point());
}

TEST_CASE("opposite directions are full disagreement, with or without targets", "[pair]") {
  fixture_pair f;
  f.cmo.better.resize(6);
  f.cmo.better[1] = direction::lower;
  const pair x = f.compared();
  CHECK(x.metric->items[1].opposite);
  CHECK(x.metric->items[1].delta == 1.0);
  CHECK(x.metric->goal_gap.value() == Approx(.06 - .1 * .2 + .1).margin(1e-15));
  CHECK(x.comparable);
  f.cio.targets.clear();
  f.cmo.targets.clear();
  const pair bare = f.compared();
  CHECK(bare.metric->goal_gap.value() == Approx(.1).margin(1e-15));
  CHECK(bare.metric->range.high == Approx(.55 + .45).margin(1e-15));  // all other goals are open now
  CHECK_FALSE(bare.comparable);
}

TEST_CASE("targets within limits: the Hausdorff distance counts", "[pair]") {
  catalog c{{"stock"}, {}};
  c.metrics[0].better = direction::within;
  c.metrics[0].scale = scale::linear(50);
  const pair x = simple({.priorities = {1}, .targets = {interval(18, 22)}},
                        {.priorities = {1}, .targets = {interval(20, 42)}}, {}, c);
  CHECK(x.metric->goal_gap.value() == Approx(.4).margin(1e-15));
  CHECK(x.metric->gap == Approx(.4).margin(1e-15));
}

TEST_CASE("targets that differ need a scale", "[pair]") {
  const catalog c{{"a", "b"}, {}};
  const auto m = measure::make(c).value();
  const side one = make_side(c, "one", {.priorities = {1, 1}, .targets = {3.0, 3.0}}).value();
  const side two = make_side(c, "two", {.priorities = {1, 1}, .targets = {3.0, 4.0}}).value();
  CHECK(compare(m, one, two).error() == fail(errc::bad_scale, field::scale, 1));
  CHECK(compare(m, one, one).value().metric->goal_gap == 0.0);
}

TEST_CASE("ratings: the same answers on 1-5 and 0-4, level beside shape", "[pair]") {
  policy five, four;
  five.rating_scale = rating_scale{1, 5};
  four.rating_scale = rating_scale{0, 4};
  const pair x = simple({.priorities = {5, 3}}, {.priorities = {2, 3}}, five),
             y = simple({.priorities = {4, 2}}, {.priorities = {1, 2}}, four);
  CHECK(x.gap() == y.gap());
  CHECK(x.metric->first == y.metric->first);
  REQUIRE(x.metric->ratings);
  // On 0..1: (1, .5) against (.25, .5): means .75 and .375.
  CHECK(x.metric->ratings->difference == Approx(.375).margin(1e-15));
  CHECK(x.metric->ratings->elevation == Approx(.375 * .375).margin(1e-15));
  CHECK(x.metric->ratings->scatter == Approx((.25 - .125) * (.25 - .125)).margin(1e-15));
  CHECK(x.metric->ratings->shape == Approx(2 * (.25 * .125 + .25 * .125)).margin(1e-15));
  CHECK(y.metric->ratings->elevation == x.metric->ratings->elevation);
  // All one step higher, and in the same proportion: no priority gap, but a level.
  const pair level = simple({.priorities = {5, 3}}, {.priorities = {3, 2}}, five);
  CHECK(level.metric->priority_gap == 0.0);
  CHECK(level.metric->ratings->difference == Approx(.375).margin(1e-15));
}

TEST_CASE("appetite as numbers and intervals, and breach conflict", "[pair]") {
  const catalog c{{"a"}, {{"r", 3}, {"s", 1}}};
  const answers one{.risks = {risk_view(.8, .3), risk_view(.2, interval(.1, .5))}};
  const answers two{.risks = {risk_view(.4, .5), risk_view(.6, interval(.3, .5))}};
  const pair x = simple(one, two, {}, c);
  // D_s = .4 everywhere; D_α² = .75 · .04 + .25 · .04 = .04.
  CHECK(x.risk->severity_gap == Approx(.4).margin(1e-15));
  CHECK(x.risk->appetite_gap.value() == Approx(.2).margin(1e-15));
  CHECK(x.risk->gap == Approx(std::sqrt(.5 * .16 + .5 * .04)).margin(1e-15));
  CHECK(x.risk->breach_conflict.value() == 1.0);
  CHECK(x.risk->items[0].appetites.value()[1] == interval(.5));
  CHECK(x.risk->items[0].gap + x.risk->items[1].gap == Approx(x.risk->gap).margin(1e-15));
  answers silent = two;
  silent.risks[1].appetite.reset();
  const pair y = simple(one, silent, {}, c);
  CHECK(y.risk->gap == Approx(.4).margin(1e-15));
  CHECK_FALSE(y.risk->breach_conflict);
  CHECK_FALSE(y.risk->items[0].appetites);
}

TEST_CASE("one metric only, and blocks without weight", "[pair]") {
  const catalog c{{"a"}, {}};
  const pair x =
      simple({.priorities = {3}, .horizons = {1, 0, 0, 0, 0}}, {.priorities = {9}, .horizons = {0, 0, 0, 0, 1}}, {}, c);
  CHECK(x.metric->gap == 0.0);
  CHECK(x.horizon->gap == 1.0);
  policy time_only;
  time_only.weights = {0, 1, 0};
  const answers left{.priorities = {1, 0}, .horizons = {1, 0, 0, 0, 0}, .risks = {1}},
      right{.priorities = {0, 1}, .horizons = {1, 0, 0, 0, 0}, .risks = {0}};
  CHECK(simple(left, right, time_only).gap() == 0.0);
  CHECK(simple(left, right, time_only).metric->items[0].contribution == 0.0);
}

TEST_CASE("contributions of any pair are >= 0 and sum to its gap; the triangle inequality holds", "[pair][axioms]") {
  generators::holds("sums and triangle", [] {
    const std::size_t n = generators::size(1, 12), risks = generators::size(1, 6);
    catalog c;
    for (std::size_t i = 0; i < n; ++i) c.metrics.emplace_back(std::to_string(i)).scale = scale::linear(10);
    for (std::size_t r = 0; r < risks; ++r) c.risks.push_back({std::to_string(r), 1.0 + generators::whole(0, 3)});
    policy p;
    p.rho = generators::coin()   ? 2.0
            : generators::coin() ? 1.0
            : generators::coin() ? inf
                                 : 1.0 + 3.0 * generators::unit();
    const auto m = measure::make(c, p).value();
    const auto draw = [&] {
      answers a{.priorities = generators::points(n), .horizons = generators::points(5)};
      for (std::size_t r = 0; r < risks; ++r) a.risks.emplace_back(generators::unit());
      for (std::size_t i = 0; i < n; ++i) a.targets.emplace_back(12.0 * generators::unit());
      return make_side(c, "s" + std::to_string(generators::whole(0, 1000000)), a, p).value();
    };
    const side a = draw(), b = draw(), d = draw();
    const pair x = compare(m, a, b).value();
    double sum = 0.0, in_blocks = 0.0;
    for (const item& each : x.items()) {
      NEED(each.contribution >= 0.0 && each.gap >= 0.0);
      sum += each.contribution;
    }
    for (const double k : x.contributions) in_blocks += k;
    NEED(x.items().size() == n + 4 + risks);
    NEED(std::abs(sum - x.gap()) < 1e-13);
    NEED(std::abs(in_blocks - x.gap()) < 1e-14);
    NEED(x.gap() >= 0.0 && x.gap() <= 1.0);
    NEED(m.score(a, d).overall <= x.gap() + m.score(b, d).overall + 1e-13);
    NEED(m.score(a, a).overall == 0.0);
    double metric = 0.0;
    for (const metric_item& each : x.metric->items) metric += each.gap;
    NEED(std::abs(metric - x.metric->gap) < 1e-13);
    NEED(x.comparable && x.range.is_point());
    // The reference from raw points.
    reference::numbers delta;
    for (std::size_t i = 0; i < n; ++i)
      delta.push_back(reference::goal_distance({reference::scale_kind::linear, 10, 0}, a.goals()[i].target.low,
                                               b.goals()[i].target.low));
    const auto first = reference::from_points(a.points()), second = reference::from_points(b.points());
    std::vector<double> v;
    for (const risk& r : c.risks) v.push_back(r.weight);
    const reference::numbers gaps{
        reference::metric_gap(first, second, delta),
        reference::horizon_gap(reference::from_points(a.given().horizons), reference::from_points(b.given().horizons),
                               reference::log_positions(reference::default_days())),
        reference::risk_distance(a.severities(), b.severities(), reference::from_points(v))};
    NEED(std::abs(x.gap() - static_cast<double>(reference::overall(gaps, reference::numbers{1, 1, 1}, p.rho))) < 1e-13);
  });
}

TEST_CASE("rounding names no side", "[pair]") {
  const catalog c({"a"}, {{"r", 1}, {"s", 1}, {"t", 1}, {"u", 3}});
  const side a = make_side(c, "a", {.horizons = {5, 10, 20, 35, 30}, .risks = {.65, .125, .05, .25}}).value();
  const side b = make_side(c, "b", {.horizons = {3, 12, 35, 38, 12}, .risks = {.375, .3, .9, 0}}).value();
  const auto p = compare(c, a, b).value();
  CHECK(p.horizon->items[1].more.empty());  // 15 of 100 points up to the month on both sides
  CHECK(p.horizon->items[2].more == "a");
  CHECK(p.risk->sees_more.empty());  // 1.575 on both sides, weights 1, 1, 1, 3
}

}  // namespace pair_test
