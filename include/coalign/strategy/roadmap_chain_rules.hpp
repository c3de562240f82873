// SPDX-License-Identifier: Apache-2.0
/// @file
/// Roadmap: the rules on its chains, what serves what.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/roadmap.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// The one side that is in an item; empty where it is none, several or all.
[[nodiscard]] inline std::string_view only_side(const roadmap_item& x) {
  if (x.sides.empty() || x.sides.front() == shared) return {};
  const bool one = std::all_of(x.sides.begin(), x.sides.end(), [&](const auto& s) { return s == x.sides.front(); });
  return one ? std::string_view(x.sides.front()) : std::string_view();
}

/// Whose move an item is: that of the one side in it, or everybody's.
[[nodiscard]] inline std::string item_mover(const roadmap_item& x) { return setting::mover(only_side(x)); }

/// What a rule says of item i, with its id as `item`; what it costs is at stake.
[[nodiscard]] inline match about_item(const roadmap_item& x, std::size_t i) {
  return {.paths = {pointer("roadmap", i)},
          .subjects = {x.id},
          .side = item_mover(x),
          .evidence = {{"item", named_one{x.id}}},
          .money = at_stake(x.cost)};
}

/// For each item how far it gets by the first thing that each serves: to an item that serves nothing, or to a circle.
[[nodiscard]] inline std::vector<std::size_t> ends_of_chains(const roadmap_graph& g) {
  std::vector<std::size_t> last(g.size());
  for (const std::size_t i : g.order()) {
    last[i] = g.in_cycle(i) || g.serves(i).empty() ? i : last[g.serves(i).front()];
  }
  return last;
}

/// A level of the chain: the North Star is 0, a milestone 5.
[[nodiscard]] inline std::size_t level_of(item_kind kind) { return static_cast<std::size_t>(kind) + 1; }

/// The kinds of items that stand between two levels, from the lower up.
[[nodiscard]] inline ids kinds_between(std::size_t lower, std::size_t upper) {
  ids out;
  for (std::size_t at = lower - 1; at > upper; --at) out.emplace_back(item_kind_names[at - 1]);
  return out;
}

/// What is due above an item: the nearest dates on each of its chains.
struct due_above {
  static constexpr std::size_t star = std::numeric_limits<std::size_t>::max();  // in place of an item
  std::size_t item = star;
  date due{};
};

/// The earliest date at which something is due that each item serves: itself, or through items that state no date.
[[nodiscard]] inline std::vector<std::optional<due_above>> earliest_due(const context& c, const roadmap_graph& g) {
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  std::vector<std::optional<due_above>> out(items.size());
  for (const std::size_t i : g.order()) {
    const auto take = [&](const due_above& x) {
      if (!out[i] || x.due < out[i]->due) out[i] = x;
    };
    for (const std::size_t j : g.serves(i)) {
      if (items[j].due) {
        take({j, *items[j].due});
      } else if (out[j] && !g.in_cycle(j)) {
        take(*out[j]);
      }
    }
    const auto& star = c.given.north_star;
    if (g.serves_north_star(i) && star && star->due) take({due_above::star, *star->due});
  }
  return out;
}

}  // namespace detail

inline void find_untied(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const roadmap_graph& g = c.computed.roadmap->graph;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  const auto last = detail::ends_of_chains(g);
  const auto& tangles = g.tangles();
  std::vector<std::size_t> tangle_of(items.size(), tangles.size());
  for (std::size_t k = 0; k < tangles.size(); ++k) {
    for (const std::size_t i : tangles[k]) tangle_of[i] = k;
  }
  // Without a North Star nothing can lead to it: NS001 says that, once.
  if (!c.given.north_star && c.computed.roadmap->tie_back->items_tied == 0) return;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (g.reaches(i)) continue;
    match& m = out.emplace_back(detail::about_item(items[i], i));
    if (const std::size_t k = tangle_of[last[i]]; k < tangles.size()) {
      // One of the circle alone: RM002 has it whole, and each item of a large one would have all of it again.
      m.evidence.emplace_back("circle", named_one{items[tangles[k].front()].id});
    } else if (last[i] != i) {
      m.evidence.emplace_back("last", named_one{items[last[i]].id});
    }
  }
}

inline void find_cycles(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const roadmap_graph& g = c.computed.roadmap->graph;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  for (const auto& tangle : g.tangles()) {
    match& m = out.emplace_back();
    m.side = detail::item_mover(items[tangle.front()]);
    named circle;
    for (const std::size_t i : g.cycle(tangle)) {
      m.paths.push_back(pointer("roadmap", i, "serves"));
      circle.ids.push_back(items[i].id);
    }
    money cost;
    for (const std::size_t i : tangle) {
      cost += items[i].cost.value_or(money());
      m.subjects.push_back(items[i].id);
      if (detail::item_mover(items[i]) != m.side) m.side = shared;
    }
    m.evidence = {{"first", named_one{circle.ids.front()}},
                  {"cycle", std::move(circle)},
                  {"count", static_cast<double>(tangle.size())}};
    m.money = at_stake(cost);
  }
}

inline void find_skipped_levels(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const roadmap_graph& g = c.computed.roadmap->graph;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t level = detail::level_of(items[i].kind);
    std::size_t highest = level;
    std::string_view served;
    double count = 0.0;
    const auto see = [&](std::size_t upper, std::string_view id) {
      if (upper + 1 >= level) return;
      count += 1.0;
      if (upper >= highest) return;
      highest = upper;
      served = id;
    };
    for (const std::size_t j : g.serves(i)) see(detail::level_of(items[j].kind), items[j].id);
    if (g.serves_north_star(i)) see(0, north_star_id);
    if (count == 0.0) continue;
    match& m = out.emplace_back(detail::about_item(items[i], i));
    m.paths.front() += "/serves";
    m.evidence.emplace_back("serves", named_one{std::string(served)});
    m.evidence.emplace_back("missing", worded{"item_", detail::kinds_between(level, highest)});
    m.evidence.emplace_back("count", count);
  }
}

inline void find_late_work(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  const auto due = detail::earliest_due(c, c.computed.roadmap->graph);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto end = finish(items[i]);
    if (!end || !due[i] || *end <= due[i]->due) continue;
    const bool star = due[i]->item == detail::due_above::star;
    match& m = out.emplace_back(detail::about_item(items[i], i));
    m.paths.front() += items[i].end ? "/end" : "/due";
    m.paths.push_back(star ? pointer("north_star", "due") : pointer("roadmap", due[i]->item, "due"));
    m.evidence.emplace_back("ends", *end);
    m.evidence.emplace_back("serves", named_one{star ? std::string(north_star_id) : items[due[i]->item].id});
    m.evidence.emplace_back("due", due[i]->due);
    m.evidence.emplace_back("days", days_between(due[i]->due, *end));
  }
}

inline void find_parallel_projects(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const roadmap_graph& g = c.computed.roadmap->graph;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  using group = std::vector<bool>;  // by side
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != item_kind::capability) continue;
    // Projects with a side in common, be it through a third one, know of each other: they are one group.
    std::vector<group> groups;
    match m{.paths = {pointer("roadmap", i)}, .subjects = {items[i].id}, .side = std::string(shared)};
    named projects;
    money all;
    money most;
    for (const std::size_t p : g.served_by(i)) {
      if (items[p].kind != item_kind::project || items[p].sides.empty()) continue;
      group joined;
      joined.reserve(c.sides.size());
      for (const side& s : c.sides) joined.push_back(contains_side(items[p].sides, s.id()));
      std::erase_if(groups, [&](const group& other) {
        bool meets = false;
        for (std::size_t k = 0; k < joined.size(); ++k) meets = meets || (joined[k] && other[k]);
        for (std::size_t k = 0; meets && k < joined.size(); ++k) joined[k] = joined[k] || other[k];
        return meets;
      });
      groups.push_back(std::move(joined));
      m.paths.push_back(pointer("roadmap", p));
      projects.ids.push_back(items[p].id);
      all += items[p].cost.value_or(money());
      most = std::max(most, items[p].cost.value_or(money()));
    }
    if (groups.size() < 2) continue;
    named who;
    for (std::size_t k = 0; k < c.sides.size(); ++k) {
      if (std::any_of(groups.begin(), groups.end(), [&](const group& x) { return x[k]; }))
        who.ids.push_back(c.sides[k].id());
    }
    const double count = static_cast<double>(projects.ids.size());
    m.evidence = {{"item", named_one{items[i].id}},
                  {"projects", std::move(projects)},
                  {"sides", std::move(who)},
                  {"count", count}};
    // What one project for all would save at least, if it were the dearest.
    if (all > most) m.money = all - most;
    out.push_back(std::move(m));
  }
}

inline void find_missing_projects(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap || !c.computed.roadmap) return;
  const roadmap_graph& g = c.computed.roadmap->graph;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  // All that a chain from a project leads to, as through a part of a capability.
  std::vector<bool> given(items.size(), false);
  std::vector<std::size_t> queue;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != item_kind::project) continue;
    given[i] = true;
    queue.push_back(i);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const std::size_t j : g.serves(queue[next])) {
      if (given[j]) continue;
      given[j] = true;
      queue.push_back(j);
    }
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == item_kind::capability && !given[i]) out.push_back(detail::about_item(items[i], i));
  }
}

}  // namespace coalign::strategy
