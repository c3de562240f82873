// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>

#include <coalign/compare/group.hpp>
#include <coalign/gap/second_opinion.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace group_test {

namespace {

using namespace coalign;

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

weights of(std::vector<double> points) { return weights::from_points(points).value(); }

/// Random sides on one catalogue, some without a block, with influences.
struct party {
  catalog c;
  std::vector<side> sides;
  std::vector<double> influence;
};

party drawn_party(bool whole) {
  const auto n = generators::size(1, 5);
  const auto count = generators::size(2, 5);
  const auto number = [](int low, int high) { return static_cast<double>(generators::whole(low, high - 1)); };
  party out;
  for (std::size_t i = 0; i < n; ++i) {
    out.c.metrics.emplace_back("m" + std::to_string(i));
    out.c.metrics.back().scale = scale::linear(number(1, 10));
  }
  out.c.risks = {{"r0", 2.0}, {"r1", 1.0}};
  for (std::size_t k = 0; k < count; ++k) {
    answers a;
    out.influence.push_back(a.influence = number(1, 9));
    if (whole || number(0, 6) > 0.0) {
      a.priorities.push_back(number(1, 30));
      a.targets.resize(n);
      a.targets[0] = number(0, 8);
      for (std::size_t i = 1; i < n; ++i) {
        a.priorities.push_back(number(0, 30));
        if (number(0, 3) > 0.0) a.targets[i] = number(0, 8);
      }
    }
    if (whole || number(0, 6) > 0.0)
      a.horizons = {number(1, 9), number(0, 9), number(0, 9), number(0, 9), number(0, 9)};
    if (whole || number(0, 6) > 0.0) a.risks = {number(0, 10) / 10.0, number(0, 10) / 10.0};
    out.sides.push_back(make_side(out.c, "s" + std::to_string(k), a).value());
  }
  return out;
}

std::vector<pair> pairs_of(const measure& m, const std::vector<side>& sides) {
  std::vector<pair> out;
  for (std::size_t k = 0; k < sides.size(); ++k) {
    for (std::size_t l = k + 1; l < sides.size(); ++l) out.push_back(compare(m, sides[k], sides[l]).value());
  }
  return out;
}

}  // namespace

TEST_CASE("shares of the mean pair's priority gap equal the mean over all pairs", "[group]") {
  // Three sides on two metrics that have one each or half: TV are 1, 1/2, 1/2; the mean over equal pairs is 2/3.
  const std::vector<weights> three{of({1, 0}), of({0, 1}), of({1, 1})};
  const auto shares = priority_shares(three).value();
  CHECK(shares[0] == Approx(1.0 / 3).margin(1e-15));
  CHECK(shares[1] == Approx(1.0 / 3).margin(1e-15));
  CHECK(priority_shares(std::vector<weights>{three[0]}).error().code == errc::size_mismatch);
  CHECK(priority_shares(std::vector<weights>{three[0], of({1})}).error() ==
        fail(errc::size_mismatch, field::priorities, -1, 1, 1));
  const std::vector<double> bad{1, 0, 1}, short_one{1, 1};
  CHECK(priority_shares(three, bad).error() == fail(errc::bad_weight, field::influence, 1));
  CHECK(priority_shares(three, short_one).error().code == errc::size_mismatch);

  generators::holds("as the pairs say, exactly 0 for identical sides, never negative", [] {
    const auto n = generators::size(1, 7);
    const auto count = generators::size(2, 8);
    std::vector<weights> sides;
    std::vector<double> influence;
    for (std::size_t k = 0; k < count; ++k) {
      std::vector<double> points(n);
      for (double& x : points) x = generators::whole(0, 11);
      points[k % n] += 1.0;
      sides.push_back(k > 0 && generators::whole(0, 3) == 0 ? sides[0] : of(points));
      influence.push_back(generators::whole(1, 6));
    }
    const auto found = priority_shares(sides, influence).value();
    const auto w = pair_weights(influence).value();
    for (std::size_t i = 0; i < n; ++i) {
      double mean = 0.0;
      std::size_t at = 0;
      for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t l = k + 1; l < count; ++l) mean += w[at++] * 0.5 * std::abs(sides[k][i] - sides[l][i]);
      }
      NEED(found[i] >= 0.0);
      NEED(std::abs(found[i] - mean) < 1e-12);
    }
    const std::vector<weights> same(count, sides[0]);
    const auto nothing = priority_shares(same, influence).value();
    for (const double x : nothing) NEED(x == 0.0);
  });
}

TEST_CASE("the generalised Jensen-Shannon distance", "[group]") {
  const weights p = of({30, 25, 20, 5, 5, 15}), q = of({5, 10, 5, 30, 25, 25});
  const std::vector<weights> two{p, q};
  const weights equal = of({1, 1});
  CHECK(fixture::jensen_shannon.accepts(coalign::gap::jensen_shannon(two, equal)));
  // By hand from entropies in bits, influences 1 : 3: H(.25 p + .75 q) for p = (1, 0), q = (½, ½) is H(.625, .375).
  const auto entropy = [](std::vector<double> x) {
    double h = 0.0;
    for (const double v : x) h -= v > 0.0 ? v * std::log2(v) : 0.0;
    return h;
  };
  const std::vector<weights> uneven{of({1, 0}), of({1, 1})};
  const double wanted = std::sqrt((entropy({.625, .375}) - .75 * 1.0) / entropy({.25, .75}));
  CHECK(coalign::gap::jensen_shannon(uneven, of({1, 3})) == Approx(wanted).margin(1e-14));
  // Disjoint sides know each other's name: the whole entropy of the influences.
  const std::vector<weights> disjoint{of({1, 0, 0}), of({0, 1, 0}), of({0, 0, 1})};
  CHECK(coalign::gap::jensen_shannon(disjoint, of({1, 2, 3})) == Approx(1.0).margin(1e-15));
  const std::vector<weights> same{p, p, p};
  CHECK(coalign::gap::jensen_shannon(same, of({1, 2, 3})) < 1e-15);
  const std::vector<weights> near{of({1, 1}), of({1, 1 + 1e-9})};
  CHECK(coalign::gap::jensen_shannon(near, equal) > 0.0);
  CHECK(coalign::gap::jensen_shannon(std::vector<weights>{p}, of({1})) == 0.0);
  CHECK(std::isnan(coalign::gap::jensen_shannon(two, of({1, 1, 1}))));
  CHECK(std::isnan(coalign::gap::jensen_shannon(std::vector<weights>{p, of({1})}, equal)));
}

TEST_CASE("common ground is what the least of all sides gives", "[group]") {
  const std::vector<weights> three{of({5, 3, 2}), of({2, 5, 3}), of({3, 2, 5})};
  CHECK(common_ground(three) == Approx(.6).margin(1e-15));  // .2 + .2 + .2
  CHECK(common_ground(std::vector<weights>{three[0]}) == Approx(1.0));
  CHECK(common_ground({}) == 0.0);
}

TEST_CASE("shares of all are over what all were asked", "[group]") {
  catalog c;
  c.metrics = {"a", "b", "c"};
  const side one = make_side(c, "one", {.priorities = {1, 2, 3}}).value();
  const side two = make_side(c, "two", {.priorities = {4, NaN, 4}}).value();
  const std::vector<const side*> both{&one, &two};
  const auto shares = shares_of_all(both).value();
  CHECK(shares.count == 2);
  CHECK(shares.asked == std::vector<bool>{true, false, true});
  CHECK(shares.sides[0].values()[0] == Approx(.25));
  CHECK(shares.sides[0][1] == 0.0);
  CHECK(shares.sides[1][2] == Approx(.5));
  const side none = make_side(c, "none", {.priorities = {0, 1, 0}}).value();
  const std::vector<const side*> lost{&one, &two, &none};
  CHECK(shares_of_all(lost).error() == fail(errc::zero_sum, field::priorities, -1, NaN, 2));
  CHECK(shares_of_all({}).value().sides.empty());
}

TEST_CASE("one pair alone is its own group, to the bit", "[group]") {
  generators::holds("two sides", [] {
    party x = drawn_party(false);
    x.sides.erase(x.sides.begin() + 2, x.sides.end());
    x.influence.resize(2);
    const measure m = measure::make(x.c).value();
    const auto pairs = pairs_of(m, x.sides);
    const group g = group_pairs(m, pairs, pair_weights(x.influence).value()).value();
    const pair& p = pairs.front();
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    NEED(same(g.gap(), p.gap()));
    NEED(g.status == p.gaps.status);
    NEED(g.comparable == p.comparable);
    NEED(std::abs(g.coverage - p.coverage) < 1e-15);
    NEED(g.range == p.range);
    if (g.status == errc::ok) {
      NEED(g.band == p.band);
      NEED(g.weight_range == p.weight_range);
      NEED(g.worst == 0U);
    }
    for (std::size_t b = 0; b < block_count; ++b) {
      NEED(same(g.blocks[b], p.gaps.blocks[b]));
      NEED(same(g.contributions[b], p.contributions[b]));
    }
    std::size_t at = 0;
    const auto items = p.items();
    for (const auto& list : g.items) {
      for (const group_item& item : list) {
        NEED(item.id == items[at].id);
        NEED(item.gap == items[at].gap);
        NEED(item.contribution == items[at].contribution);
        ++at;
      }
    }
    NEED(at == items.size());
  });
}

TEST_CASE("a group is the mean of its pairs, by influence", "[group]") {
  generators::holds("blocks, items, range, coverage", [] {
    const bool whole = generators::coin();
    const party x = drawn_party(whole);
    const measure m = measure::make(x.c).value();
    const auto pairs = pairs_of(m, x.sides);
    const auto w = pair_weights(x.influence).value();
    const group g = group_pairs(m, pairs, w).value();
    double squares = 0.0, coverage = 0.0, total = 0.0;
    for (std::size_t b = 0; b < block_count; ++b) {
      double sum = 0.0, there = 0.0;
      for (std::size_t k = 0; k < pairs.size(); ++k) {
        if (std::isnan(pairs[k].gaps.blocks[b])) continue;
        sum += w[k] * pairs[k].gaps.blocks[b];
        there += w[k];
      }
      coverage += there / 3.0;
      NEED(std::isnan(g.blocks[b]) == (there == 0.0));
      if (there == 0.0) continue;
      NEED(std::abs(g.blocks[b] - sum / there) < 1e-12);
      squares += g.blocks[b] * g.blocks[b];
      total += 1.0;
      double items = 0.0, contributions = 0.0;
      for (const group_item& item : g.items[b]) {
        NEED(item.gap >= 0.0);
        items += item.gap;
        contributions += item.contribution;
      }
      NEED(std::abs(items - g.blocks[b]) < 1e-12);
      NEED(std::abs(contributions - g.contributions[b]) < 1e-12);
    }
    NEED(std::abs(g.coverage - coverage) < 1e-12);
    if (total == 0.0) {
      NEED(g.status == errc::missing);
      return;
    }
    NEED(std::abs(g.gap() - std::sqrt(squares / total)) < 1e-12);
    NEED(g.range.low <= g.index() + 1e-12);
    NEED(g.range.high >= g.index() - 1e-12 || g.coverage < 1.0);
    for (const pair& p : pairs) NEED(std::isnan(p.gap()) || p.gap() <= pairs[*g.worst].gap());
    if (whole) NEED(g.coverage == Approx(1.0));
    const pair_gaps quick = score_group(m, x.sides, w);
    NEED(std::abs(quick.overall - g.gap()) < 1e-15);
  });
}

TEST_CASE("the order of sides changes nothing of the group", "[group]") {
  generators::holds("rotated", [] {
    party x = drawn_party(true);
    const measure m = measure::make(x.c).value();
    const double before = score_group(m, x.sides, pair_weights(x.influence).value()).overall;
    std::rotate(x.sides.begin(), x.sides.begin() + 1, x.sides.end());
    std::rotate(x.influence.begin(), x.influence.begin() + 1, x.influence.end());
    const double after = score_group(m, x.sides, pair_weights(x.influence).value()).overall;
    NEED(std::abs(before - after) < 1e-12);
  });
}

TEST_CASE("what cannot be grouped", "[group]") {
  const measure m = measure::make(catalog({"a", "b"}, {})).value();
  CHECK(group_pairs(m, {}, {}).error().code == errc::size_mismatch);
  catalog scaleless({"a"}, {});
  answers low{.priorities = {1}}, high{.priorities = {1}};
  low.targets = {interval(1.0)};
  high.targets = {interval(2.0)};
  const std::vector<side> sides{make_side(scaleless, "x", low).value(), make_side(scaleless, "y", high).value()};
  const measure bare = measure::make(scaleless).value();
  CHECK(score_group(bare, sides, std::vector<double>{1.0}).status == errc::bad_scale);
  const std::vector<side> silent{make_side(scaleless, "x", {}).value(), make_side(scaleless, "y", {}).value()};
  CHECK(score_group(bare, silent, std::vector<double>{1.0}).status == errc::missing);
}

}  // namespace group_test
