// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/shared_metrics.hpp>

namespace shared_metrics_test {

using namespace coalign;

namespace {

struct answered {
  std::vector<side> sides;
  std::vector<weights> priorities;
  std::vector<const side*> pointers;
};

answered ask(const catalog& c, std::vector<answers> all) {
  answered a;
  for (std::size_t k = 0; k < all.size(); ++k)
    a.sides.push_back(make_side(c, std::to_string(k), std::move(all[k])).value());
  for (const side& s : a.sides) {
    a.priorities.push_back(s.priorities());
    a.pointers.push_back(&s);
  }
  return a;
}

shared_metrics find(const catalog& c, std::vector<answers> all, std::size_t at_least = 0) {
  const answered a = ask(c, std::move(all));
  return find_shared_metrics(c, a.pointers, a.priorities, at_least);
}

catalog published() {
  catalog c{{"a", "b", "c", "d", "e", "f"}, {}};
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& row = fixture::attainment[i];
    c.metrics[i].baseline = row.baseline;
    c.metrics[i].target = row.target;
    c.metrics[i].current = row.current;
    c.metrics[i].better = row.target > row.baseline ? direction::higher : direction::lower;
  }
  return c;
}

std::vector<double> list(const std::array<double, 6>& x) { return {x.begin(), x.end()}; }

// One metric from 0 to 10 that both sides weigh.
catalog one() {
  catalog c{{"x"}, {}};
  c.metrics[0].baseline = 0;
  c.metrics[0].scale = scale::linear(10);
  return c;
}

}  // namespace

TEST_CASE("shared weights and score, as published", "[shared]") {
  const auto s =
      find(published(), {{.priorities = list(fixture::cio_priorities)}, {.priorities = list(fixture::cmo_priorities)}});
  CHECK(fixture::common_ground.accepts(s.weight));
  REQUIRE(s.items.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(s.items[i].metric == i);
    CHECK(fixture::shared_weights[i].accepts(s.items[i].weight));
    for (const auto& u : s.items[i].attainment) CHECK(fixture::attainment[i].attainment.accepts(u.value().value));
    CHECK_FALSE(s.items[i].data_conflict);
  }
  REQUIRE(s.score);
  CHECK(fixture::shared_score.accepts(*s.score));
  CHECK(s.range->is_point());
}

TEST_CASE("the label shared: in every side's top 80 %", "[shared]") {
  // By hand: the first side's top set is {30, 25, 20, 15}: .75 does not cover .8. The second's is {.3, .25, .25}, .80.
  const auto s =
      find(published(), {{.priorities = list(fixture::cio_priorities)}, {.priorities = list(fixture::cmo_priorities)}});
  const bool wanted[]{false, false, false, false, false, true};
  for (std::size_t i = 0; i < 6; ++i) CHECK(s.items[i].shared == wanted[i]);
  const auto top = [](std::initializer_list<double> x) { return detail::top_set(weights::from_points(x).value()); };
  CHECK(top({5, 3, 2}) == std::vector<bool>{true, true, false});
  CHECK(top({4, 3, 3}) == std::vector<bool>{true, true, true});
  CHECK(top({6, 2, 2}) == std::vector<bool>{true, true, true});  // ties with the last one count
  CHECK(top({0, 1, 0}) == std::vector<bool>{false, true, false});
  CHECK(top({1, 1, 1, 1}) == std::vector<bool>{true, true, true, true});
  CHECK(top({8, 1, 1}) == std::vector<bool>{true, false, false});
}

TEST_CASE("nothing shared", "[shared]") {
  const catalog c{{"a", "b"}, {}};
  const auto s = find(c, {{.priorities = {1, 0}}, {.priorities = {0, 1}}});
  CHECK(s.weight == 0.0);
  CHECK(s.items.empty());
  CHECK_FALSE(s.score);
  CHECK_FALSE(s.range);
}

TEST_CASE("what no side can raise: sharedness is the least priority, or a quorum's", "[shared]") {
  const catalog c{{"a", "b"}, {}};
  const std::vector<answers> three{{.priorities = {6, 4}}, {.priorities = {5, 5}}, {.priorities = {0, 10}}};
  const auto all = find(c, three);
  CHECK(all.weight == Approx(.4).margin(1e-15));
  REQUIRE(all.items.size() == 1);
  CHECK(all.items[0].metric == 1);
  CHECK(all.items[0].weight == Approx(1).margin(1e-15));
  const auto two = find(c, three, 2);
  CHECK(two.items.size() == 2);
  CHECK(two.items[0].weight == Approx(.5).margin(1e-15));
  CHECK(find(c, three, 1).items[0].weight == Approx(6. / 16).margin(1e-15));
  CHECK(find(c, three, 9).weight == all.weight);
}

TEST_CASE("the score is that of the worse-off side, and a range where something is missing", "[shared]") {
  catalog c = one();
  answers a{.priorities = {1}, .targets = {10.0}}, b{.priorities = {1}, .targets = {20.0}};
  a.current = b.current = {5.0};
  CHECK(find(c, {a, b}).score.value() == Approx(.25).margin(1e-15));

  auto later = b;
  later.current.clear();
  a.current.clear();
  const auto unknown = find(c, {a, later});
  CHECK_FALSE(unknown.score);
  CHECK(unknown.range == interval(0, 1));
  CHECK_FALSE(unknown.items[0].attainment[0]);

  // One side without a target: its attainment may be anything up to 1, the other's bounds the score.
  answers open{.priorities = {1}, .current = {5.0}};
  a.current = {5.0};
  const auto half = find(c, {a, open});
  CHECK_FALSE(half.score);
  CHECK(half.range == interval(0, .5));

  c.metrics[0].baseline.reset();
  CHECK(find(c, {a, b}).range == interval(0, 1));
}

TEST_CASE("sides that report different values: a conflict, never an average", "[shared]") {
  const catalog c = one();
  const answers a{.priorities = {1}, .targets = {10.0}, .current = {5.0}},
      b{.priorities = {1}, .targets = {20.0}, .current = {8.0}};
  const auto s = find(c, {a, b});
  CHECK(s.items[0].data_conflict);
  CHECK_FALSE(s.score);
  // At 5: .5 and .25; at 8: .8 and .4. The least of each report, from the worse to the better report.
  CHECK(s.range->low == Approx(.25).margin(1e-15));
  CHECK(s.range->high == Approx(.4).margin(1e-15));
  CHECK(s.items[0].attainment[0]->value == Approx(.5).margin(1e-15));
  CHECK(s.items[0].attainment[1]->value == Approx(.4).margin(1e-15));
  // A side that reports what the catalogue says is no conflict.
  catalog known = one();
  known.metrics[0].current = 5.0;
  auto silent = b;
  silent.current.clear();
  CHECK_FALSE(find(known, {a, silent}).items[0].data_conflict);
}

TEST_CASE("shared weights are the reference's for any number of sides", "[shared]") {
  generators::holds(
      "reference",
      [] {
        const std::size_t n = generators::size(1, 20), sides = generators::size(2, 5),
                          quorum = generators::size(1, sides);
        catalog c;
        for (std::size_t i = 0; i < n; ++i) {
          metric& m = c.metrics.emplace_back(std::to_string(i));
          m.baseline = 0;
          m.target = 1;
          if (generators::whole(0, 3) > 0) m.current = generators::unit();
        }
        std::vector<answers> all;
        std::vector<reference::numbers> shares, attained;
        for (std::size_t k = 0; k < sides; ++k) {
          all.push_back({.priorities = generators::points(n)});
          shares.push_back(reference::numbers(weights::from_points(all.back().priorities).value().values()));
          reference::numbers& u = attained.emplace_back();
          for (const metric& m : c.metrics)
            u.push_back(m.current ? static_cast<reference::real>(*m.current) : reference::nan);
        }
        const auto s = find(c, all, quorum);
        const auto wanted = reference::shared_weights(shares, quorum);
        if (wanted.empty()) {
          NEED(s.items.empty());
          return;
        }
        std::vector<double> got(n, 0.0);
        for (const auto& x : s.items) got[x.metric] = x.weight;
        for (std::size_t i = 0; i < n; ++i)
          NEED(std::abs(got[i] - static_cast<double>(wanted[i])) < 1e-12 + generators::slack(n));
        const auto score = reference::shared_score(wanted, attained);
        NEED(std::abs(s.range->low - static_cast<double>(score.low)) < 1e-11);
        NEED(std::abs(s.range->high - static_cast<double>(score.high)) < 1e-11);
        for (const auto& x : s.items) {
          bool top = true;
          for (const auto& p : shares) top = top && reference::top_set(p)[x.metric];
          NEED(x.shared == top);
        }
      },
      1000);
}

}  // namespace shared_metrics_test
