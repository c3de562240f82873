// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/roadmap_graph.hpp>

#include <map>
#include <set>
#include <string>

namespace roadmap_graph_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

using places = std::vector<std::size_t>;

date day(int n) { return date{} + std::chrono::days(20000 + n); }

roadmap_item item(const char* id, ids serves = {}) { return {.id = id, .serves = std::move(serves)}; }

/// An item that is under way from one day to another.
roadmap_item work(const char* id, int start, int end, ids serves = {}) {
  roadmap_item x = item(id, std::move(serves));
  x.start = day(start);
  x.end = day(end);
  return x;
}

/// A random roadmap, most of its links downwards in the list, so that circles are neither rare nor everywhere.
std::vector<roadmap_item> drawn(std::size_t most) {
  std::vector<roadmap_item> items(generators::size(0, most));
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].id = std::to_string(i);
    if (generators::whole(0, 4) == 0) items[i].serves.emplace_back(north_star_id);
    for (std::size_t j = 0; j < items.size(); ++j) {
      if (generators::whole(0, i < j ? 2 : 9) == 0) items[i].serves.push_back(std::to_string(j));
    }
    if (generators::coin()) continue;
    const int start = generators::whole(0, 20);
    items[i].start = day(start);
    (generators::coin() ? items[i].end : items[i].due) = day(start + generators::whole(0, 10));
  }
  return items;
}

/// Lengths of the shortest ways between all items, at least one link each, through items that `may` be passed.
template <class May>
std::vector<places> ways(const std::vector<roadmap_item>& items, const May& may) {
  const std::size_t n = items.size();
  std::vector<places> length(n, places(n, 1000));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const auto& s = items[i].serves;
      if (std::find(s.begin(), s.end(), items[j].id) != s.end()) length[i][j] = 1;
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; may(k) && i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) length[i][j] = std::min(length[i][j], length[i][k] + length[k][j]);
    }
  }
  return length;
}

std::vector<std::string> names(const std::vector<roadmap_item>& items, const std::optional<work_chain>& chain) {
  std::vector<std::string> out;
  for (const std::size_t i : chain.value_or(work_chain()).items) out.push_back(items[i].id);
  return out;
}

}  // namespace

TEST_CASE("a roadmap's links", "[roadmap_graph]") {
  const std::vector<roadmap_item> items{item("a", {"b", "north_star"}), item("b", {"nothing"}), item("c", {"b", "a"}),
                                        item("b")};
  const roadmap_graph g(items);
  CHECK(g.size() == 4);
  CHECK(g.serves(0) == places{1});
  CHECK(g.serves(2) == places{1, 0});
  CHECK(g.served_by(1) == places{0, 2});
  CHECK(g.serves_north_star(0));
  CHECK(!g.serves_north_star(2));
  CHECK(g.reaches(0));
  CHECK(!g.reaches(1));
  CHECK(g.reaches(2));
  CHECK(g.tangles().empty());
  const roadmap_index place(items);
  CHECK(place("b") == 1U);  // the first of two
  CHECK(!place("north_star"));
  CHECK(roadmap_graph().size() == 0);
}

TEST_CASE("circles are named from their first item, the shortest way round", "[roadmap_graph]") {
  // a -> b -> c -> a, a short way c -> b, and d, which only hangs on.
  const std::vector<roadmap_item> items{item("d", {"a"}), item("a", {"b"}), item("b", {"c"}), item("c", {"b", "a"}),
                                        item("e", {"e", "north_star"})};
  const roadmap_graph g(items);
  REQUIRE(g.tangles() == std::vector<places>{{1, 2, 3}, {4}});
  CHECK(g.cycle(g.tangles()[0]) == places{1, 2, 3});
  CHECK(g.cycle(g.tangles()[1]) == places{4});
  CHECK(!g.in_cycle(0));
  CHECK(g.in_cycle(2));
  CHECK(!g.reaches(0));
  CHECK(g.reaches(4));  // it leaves the circle, too
}

TEST_CASE("a graph agrees with all shortest ways", "[roadmap_graph]") {
  generators::holds("components, circles, reach and order", [] {
    const auto items = drawn(9);
    const roadmap_graph g(items);
    const auto length = ways(items, [](std::size_t) { return true; });
    const auto linked = [&](std::size_t i, std::size_t j) { return length[i][j] < 1000; };
    std::set<std::size_t> tangled;
    for (const places& tangle : g.tangles()) {
      NEED(std::is_sorted(tangle.begin(), tangle.end()));
      for (const std::size_t i : tangle) {
        NEED(tangled.insert(i).second);
        for (const std::size_t j : tangle) NEED(linked(i, j));
      }
      const places circle = g.cycle(tangle);
      NEED(circle.front() == tangle.front());
      NEED(circle.size() == length[circle.front()][circle.front()]);
      for (std::size_t k = 0; k < circle.size(); ++k) NEED(length[circle[k]][circle[(k + 1) % circle.size()]] == 1);
    }
    NEED(std::is_sorted(g.tangles().begin(), g.tangles().end()));
    std::vector<std::size_t> at(items.size());
    NEED(g.order().size() == items.size());
    for (std::size_t k = 0; k < items.size(); ++k) at[g.order()[k]] = k;
    for (std::size_t i = 0; i < items.size(); ++i) {
      NEED(g.in_cycle(i) == linked(i, i));
      NEED(g.in_cycle(i) == tangled.contains(i));
      bool reaches = g.serves_north_star(i);
      for (std::size_t j = 0; j < items.size(); ++j) {
        reaches = reaches || (linked(i, j) && g.serves_north_star(j));
        if (linked(i, j) && !linked(j, i)) NEED(at[j] < at[i]);
      }
      NEED(g.reaches(i) == reaches);
    }
  });
}

TEST_CASE("the critical path of a small plan", "[roadmap_graph]") {
  std::vector<roadmap_item> items{item("goal"), work("long", 0, 100, {"goal"}), item("part", {"goal"}),
                                  work("second", 60, 130, {"part"}), work("first", 10, 40, {"second"})};
  // 10 to 130 is longer than 0 to 100; the wait from 40 to 60 counts.
  const auto found = critical_path(items, roadmap_graph(items));
  REQUIRE(found);
  CHECK(names(items, found) == ids{"first", "second"});
  CHECK(found->start == day(10));
  CHECK(found->end == day(130));

  SECTION("work within other work adds nothing, and is not named") {
    items.push_back(work("inside", 65, 120, {"second"}));
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"first", "second"});
  }
  SECTION("of two ways to the earliest work the shorter one") {
    items[4].serves = {"detour", "second"};
    items.insert(items.begin(), item("detour", {"second"}));
    items.push_back(work("as early", 10, 11, {"first"}));
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"first", "second"});
  }
  SECTION("items without dates may link a chain, not end it") {
    items.push_back(work("launch", 135, 140));
    items[2].serves = {"launch"};
    items[5].serves = {"goal"};
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"first", "second", "part", "launch"});
  }
  SECTION("work that outlasts what it serves") {
    items.push_back(work("late", 70, 200, {"second"}));
    const auto late = critical_path(items, roadmap_graph(items));
    CHECK(names(items, late) == ids{"late", "second"});
    CHECK(late->start == day(60));
    CHECK(late->end == day(200));
  }
  SECTION("a due date stands for an end, an end goes first") {
    items[1].end.reset();
    items[1].due = day(121);
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"long"});
    items[1].end = day(120);
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"long"});  // a tie: it stands first
    items[1].end = day(119);
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"first", "second"});
  }
  SECTION("circles are in no chain") {
    items[3].serves = {"first"};
    CHECK(names(items, critical_path(items, roadmap_graph(items))) == ids{"long"});
  }
}

TEST_CASE("no dated work, no critical path", "[roadmap_graph]") {
  std::vector<roadmap_item> items{item("a"), item("b", {"a"})};
  CHECK(!critical_path({}, roadmap_graph()));
  items[0].due = day(5);
  items[1].start = day(1);
  CHECK(!critical_path(items, roadmap_graph(items)));
  items[1].end = day(1);
  const auto found = critical_path(items, roadmap_graph(items));
  REQUIRE(found);
  CHECK(found->start == found->end);
  CHECK(duration(items[1]) == 0.0);
}

TEST_CASE("the critical path is the longest of all chains", "[roadmap_graph]") {
  generators::holds("longest", [] {
    const auto items = drawn(9);
    const roadmap_graph g(items);
    const auto length = ways(items, [&](std::size_t k) { return !g.in_cycle(k); });
    std::optional<std::chrono::days> longest;
    for (std::size_t i = 0; i < items.size(); ++i) {
      for (std::size_t j = 0; j < items.size(); ++j) {
        if (g.in_cycle(i) || g.in_cycle(j) || !is_dated(items[i]) || !is_dated(items[j])) continue;
        if (i != j && length[i][j] >= 1000 && length[j][i] >= 1000) continue;
        longest = std::max(longest.value_or(std::chrono::days(0)), *finish(items[j]) - *items[i].start);
      }
    }
    const auto found = critical_path(items, g);
    NEED(found.has_value() == longest.has_value());
    if (!found) return;
    NEED(found->end - found->start == *longest);
    date start = date::max();
    date end = date::min();
    for (std::size_t k = 0; k < found->items.size(); ++k) {
      const std::size_t i = found->items[k];
      if (k > 0) NEED(length[found->items[k - 1]][i] == 1);
      if (!is_dated(items[i])) continue;
      start = std::min(start, *items[i].start);
      end = std::max(end, *finish(items[i]));
    }
    NEED(start == found->start);
    NEED(end == found->end);
  });
}

TEST_CASE("chains and circles as long as a large roadmap", "[roadmap_graph]") {
  constexpr std::size_t n = 100'000;
  std::vector<roadmap_item> items(n);
  for (std::size_t i = 0; i < n; ++i) {
    items[i] = work("", static_cast<int>(i), static_cast<int>(i) + 1);
    items[i].id = std::to_string(i);
    if (i + 1 < n) items[i].serves = {std::to_string(i + 1)};
  }
  items.back().serves = {"north_star"};
  const roadmap_graph chain(items);
  CHECK(chain.reaches(0));
  CHECK(chain.tangles().empty());
  CHECK(critical_path(items, chain)->items.size() == n);
  items.back().serves = {"0"};
  const roadmap_graph ring(items);
  REQUIRE(ring.tangles().size() == 1);
  CHECK(ring.cycle(ring.tangles().front()).size() == n);
  CHECK(!critical_path(items, ring));
}

}  // namespace roadmap_graph_test
