// SPDX-License-Identifier: Apache-2.0
/// @file
/// A roadmap as a graph: what serves what, circles in it, what reaches the North Star, and its longest chain of work.
#pragma once

#include <coalign/strategy/sections.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// Positions of the items of a roadmap by their ids; of two with one id, the first. It refers to the items.
class roadmap_index {
 public:
  explicit roadmap_index(std::span<const roadmap_item> items) {
    places_.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) places_.emplace(items[i].id, i);
  }
  [[nodiscard]] std::optional<std::size_t> operator()(std::string_view id) const {
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> places_;
};

/// The links of a roadmap, by positions in its list. An id that no item has is no link. O(items + links), without
/// recursion, so that a chain may be as long as the roadmap.
class roadmap_graph {
 public:
  roadmap_graph() = default;
  explicit roadmap_graph(std::span<const roadmap_item> items) : serves_(items.size()), served_by_(items.size()) {
    const roadmap_index place(items);
    for (std::size_t i = 0; i < items.size(); ++i) {
      bool direct = false;
      for (const std::string& id : items[i].serves) {
        if (id == north_star_id) {
          direct = true;
        } else if (const auto j = place(id)) {
          serves_[i].push_back(*j);
          served_by_[*j].push_back(i);
        }
      }
      direct_.push_back(direct);
    }
    find_components();
    find_reaching();
  }

  [[nodiscard]] std::size_t size() const noexcept { return serves_.size(); }
  /// The items that an item serves, as the document lists them.
  [[nodiscard]] const std::vector<std::size_t>& serves(std::size_t i) const noexcept { return serves_[i]; }
  /// The items that serve an item, in the order of the roadmap.
  [[nodiscard]] const std::vector<std::size_t>& served_by(std::size_t i) const noexcept { return served_by_[i]; }
  /// Whether an item serves the North Star itself.
  [[nodiscard]] bool serves_north_star(std::size_t i) const noexcept { return direct_[i]; }
  /// Whether any chain from an item leads to the North Star.
  [[nodiscard]] bool reaches(std::size_t i) const noexcept { return reaches_[i]; }
  /// Whether a chain from an item leads back to it.
  [[nodiscard]] bool in_cycle(std::size_t i) const noexcept { return in_cycle_[i]; }
  /// All items, each after what it serves, but for circles.
  [[nodiscard]] const std::vector<std::size_t>& order() const noexcept { return order_; }
  /// The items that lead to one another in circles: strongly connected components (Tarjan 1972), each in the order of
  /// the roadmap, by their first items.
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& tangles() const noexcept { return tangles_; }

  /// One circle of a tangle: the shortest through its first item, from that item on. Of equally short ones, the one
  /// that the lists of `serves` name first.
  [[nodiscard]] std::vector<std::size_t> cycle(const std::vector<std::size_t>& tangle) const {
    const std::size_t first = tangle.front();
    std::unordered_map<std::size_t, std::size_t> from;  // what the way to an item comes from; of none but the tangle
    for (const std::size_t i : tangle) from.emplace(i, none);
    std::vector<std::size_t> queue{first};
    for (std::size_t next = 0; next < queue.size(); ++next) {
      const std::size_t i = queue[next];
      for (const std::size_t j : serves_[i]) {
        if (j == first) return way_back(from, first, i);
        const auto place = from.find(j);
        if (place == from.end() || place->second != none) continue;
        place->second = i;
        queue.push_back(j);
      }
    }
    return {first};
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] static std::vector<std::size_t> way_back(const std::unordered_map<std::size_t, std::size_t>& from,
                                                         std::size_t first, std::size_t i) {
    std::vector<std::size_t> out;
    for (; i != first; i = from.at(i)) out.push_back(i);
    out.push_back(first);
    std::reverse(out.begin(), out.end());
    return out;
  }

  void find_components() {
    in_cycle_.assign(size(), false);
    std::vector<std::size_t> number(size(), none);
    std::vector<std::size_t> lowest(size(), none);
    std::vector<bool> open(size(), false);
    std::vector<std::size_t> stack;
    std::vector<std::pair<std::size_t, std::size_t>> path;  // an item, and the next of its links
    std::size_t count = 0;
    const auto enter = [&](std::size_t i) {
      number[i] = lowest[i] = count++;
      open[i] = true;
      stack.push_back(i);
      path.emplace_back(i, 0);
    };
    for (std::size_t root = 0; root < size(); ++root) {
      if (number[root] == none) enter(root);
      while (!path.empty()) {
        const std::size_t i = path.back().first;
        if (path.back().second < serves_[i].size()) {
          const std::size_t j = serves_[i][path.back().second++];
          if (number[j] == none) {
            enter(j);
          } else if (open[j]) {
            lowest[i] = std::min(lowest[i], number[j]);
          }
          continue;
        }
        path.pop_back();
        if (!path.empty()) lowest[path.back().first] = std::min(lowest[path.back().first], lowest[i]);
        if (lowest[i] == number[i]) close(i, stack, open);
      }
    }
    std::sort(tangles_.begin(), tangles_.end());
  }

  /// Takes the component of its first item off the stack.
  void close(std::size_t first, std::vector<std::size_t>& stack, std::vector<bool>& open) {
    std::vector<std::size_t> members;
    do {
      members.push_back(stack.back());
      open[stack.back()] = false;
      stack.pop_back();
    } while (members.back() != first);
    std::sort(members.begin(), members.end());
    order_.insert(order_.end(), members.begin(), members.end());
    const auto& links = serves_[first];
    if (members.size() == 1 && std::find(links.begin(), links.end(), first) == links.end()) return;
    for (const std::size_t i : members) in_cycle_[i] = true;
    tangles_.push_back(std::move(members));
  }

  void find_reaching() {
    reaches_ = direct_;
    std::vector<std::size_t> queue;
    for (std::size_t i = 0; i < size(); ++i) {
      if (direct_[i]) queue.push_back(i);
    }
    for (std::size_t next = 0; next < queue.size(); ++next) {
      for (const std::size_t i : served_by_[queue[next]]) {
        if (reaches_[i]) continue;
        reaches_[i] = true;
        queue.push_back(i);
      }
    }
  }

  std::vector<std::vector<std::size_t>> serves_;
  std::vector<std::vector<std::size_t>> served_by_;
  std::vector<bool> direct_;
  std::vector<bool> reaches_;
  std::vector<bool> in_cycle_;
  std::vector<std::size_t> order_;
  std::vector<std::vector<std::size_t>> tangles_;
};

/// When an item is over: its end or, where none is stated, when it is due.
[[nodiscard]] inline std::optional<date> finish(const roadmap_item& x) { return x.end ? x.end : x.due; }

/// Whether an item is dated work: it has a start, and an end or else a due date that is not before it.
[[nodiscard]] inline bool is_dated(const roadmap_item& x) { return x.start && finish(x) && *x.start <= *finish(x); }

/// How long dated work takes, in days from its start to its finish; 0 where both are one day.
[[nodiscard]] inline double duration(const roadmap_item& x) { return days_between(*x.start, *finish(x)); }

/// A chain of items, each serving the next.
struct work_chain {
  std::vector<std::size_t> items;
  date start{};  ///< the earliest of its work
  date end{};    ///< the latest
};

namespace detail {

/// For each item, where its chains in one direction start earliest, and the shortest way there.
struct earliest_work {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> place;   ///< the dated item with the earliest start; none: no dated work
  std::vector<std::size_t> step;    ///< the next item on the way to it
  std::vector<std::size_t> length;  ///< of the way, in links

  /// @param order each item after those that its links lead to
  template <class Links>
  earliest_work(std::span<const roadmap_item> items, const roadmap_graph& g, std::span<const std::size_t> order,
                const Links& links)
      : place(items.size(), none), step(items.size(), none), length(items.size(), 0) {
    for (const std::size_t i : order) {
      if (g.in_cycle(i)) continue;
      if (is_dated(items[i])) place[i] = i;
      for (const std::size_t j : links(i)) {
        if (place[j] == none) continue;  // no dated work there, or a circle
        if (place[i] != none) {
          const date known = *items[place[i]].start;
          const date found = *items[place[j]].start;
          if (known < found || (known == found && length[i] <= length[j] + 1)) continue;
        }
        place[i] = place[j];
        step[i] = j;
        length[i] = length[j] + 1;
      }
    }
  }
};

}  // namespace detail

/// The critical path: the chain along `serves` that takes the most days from the earliest start to the latest finish of
/// its dated work (the longest path of a network, after Kelley & Walker 1959). Work that runs at the same time is not
/// counted twice, and waiting in between counts. A chain starts and ends with dated work; items without dates may link
/// it. Items in circles are in no chain. Of equal chains, the one whose latest work stands first in the roadmap; on the
/// way to the earliest, the shorter way, then the first link.
/// @returns none where there is no dated work. O(items + links).
[[nodiscard]] inline std::optional<work_chain> critical_path(std::span<const roadmap_item> items,
                                                             const roadmap_graph& g) {
  const std::vector<std::size_t>& order = g.order();
  const std::vector<std::size_t> reverse(order.rbegin(), order.rend());
  const detail::earliest_work before(items, g, reverse, [&](std::size_t i) { return g.served_by(i); });
  const detail::earliest_work after(items, g, order, [&](std::size_t i) { return g.serves(i); });
  std::optional<work_chain> best;
  std::size_t last = 0;
  const detail::earliest_work* way = nullptr;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (g.in_cycle(i) || !is_dated(items[i])) continue;
    for (const detail::earliest_work* side : {&before, &after}) {
      const date start = *items[side->place[i]].start;
      const date end = *finish(items[i]);
      if (best && end - start <= best->end - best->start) continue;
      best = work_chain{{}, start, end};
      last = i;
      way = side;
    }
  }
  if (!best) return best;
  best->items.push_back(last);
  for (std::size_t i = last; i != way->place[last]; best->items.push_back(i)) i = way->step[i];
  if (way == &before) std::reverse(best->items.begin(), best->items.end());
  return best;
}

}  // namespace coalign::strategy
