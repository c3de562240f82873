// SPDX-License-Identifier: Apache-2.0
/// @file
/// Roadmap: what leads to the North Star, how long that takes, who pays for it, and whether its rhythms fit.
#pragma once

#include <coalign/gap/horizon.hpp>
#include <coalign/strategy/roadmap_graph.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// How much of the roadmap leads to the North Star. Items of all kinds count.
struct tie_back {
  std::size_t items = 0;
  std::size_t items_tied = 0;  ///< their chain reaches the North Star
  money cost{};
  money cost_tied{};
  ids untied{};  ///< the other items, in the order of the roadmap

  /// Shares, 0..1; none where there are no items, or no cost is stated.
  [[nodiscard]] std::optional<double> item_share() const {
    if (items == 0) return std::nullopt;
    return static_cast<double>(items_tied) / static_cast<double>(items);
  }
  [[nodiscard]] std::optional<double> cost_share() const {
    if (cost == money()) return std::nullopt;
    return cost_tied.value() / cost.value();
  }
};

/// The chain that takes longest, each item serving the next.
struct critical_path_result {
  strategy::ids items;
  date start{};
  date end{};
  double days = 0.0;  ///< from start to end
};

/// What one side is in.
struct side_spend {
  std::string side;
  std::size_t items = 0;  ///< that it is in, alone or with others
  money cost{};           ///< its part of them
};

/// How far ahead a side looks, beside how long the work takes that it is in.
struct side_rhythm {
  std::string side;
  std::size_t work = 0;                ///< dated items that it is in
  std::optional<double> days_ahead{};  ///< of its horizons, the geometric mean; none where it states none
  std::optional<double> work_days{};   ///< of the durations, the geometric mean; none where there is no work
  std::optional<double> gap{};         ///< 0..1; none where either is missing
};

/// How often two sides look at the plan.
struct cadence_gap {
  std::string first;
  std::string second;
  double first_days = 0.0;
  double second_days = 0.0;
  double gap = 0.0;  ///< 0..1
};

/// How long one side has waited, or did wait, for another.
struct request_wait {
  std::string id;
  std::string by;
  std::string of;
  bool open = false;
  std::optional<double> days{};  ///< from asked to answered or, while open, to the date of the model; none: not known
};

/// What the roadmap, the requests and the cadence say.
struct roadmap_result {
  std::optional<strategy::tie_back> tie_back{};  ///< none where there is no roadmap, as for all that is read from it
  std::vector<ids> cycles{};                     ///< one circle of each tangle, by its first item
  std::optional<critical_path_result> critical_path{};
  std::vector<side_spend> spend{};  ///< by side
  money unassigned{};               ///< cost of items that no side is in
  std::vector<side_rhythm> rhythm{};
  std::vector<cadence_gap> cadence{};
  std::vector<request_wait> requests{};
  roadmap_graph graph{};  ///< by positions in the roadmap
};

namespace detail {

[[nodiscard]] inline tie_back tied_back(std::span<const roadmap_item> items, const roadmap_graph& g) {
  tie_back out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const money cost = items[i].cost.value_or(money());
    ++out.items;
    out.cost += cost;
    if (g.reaches(i)) {
      ++out.items_tied;
      out.cost_tied += cost;
    } else {
      out.untied.push_back(items[i].id);
    }
  }
  return out;
}

/// Splits the cost of each item among the sides that are in it.
inline void add_spend(std::span<const roadmap_item> items, const std::vector<side>& sides, roadmap_result& out) {
  for (const side& s : sides) out.spend.push_back({.side = s.id()});
  std::vector<std::size_t> who;
  for (const roadmap_item& x : items) {
    who.clear();
    for (std::size_t k = 0; k < sides.size(); ++k) {
      if (contains_side(x.sides, sides[k].id())) who.push_back(k);
    }
    const money cost = x.cost.value_or(money());
    if (who.empty()) out.unassigned += cost;
    for (std::size_t i = 0; i < who.size(); ++i) {
      side_spend& spend = out.spend[who[i]];
      ++spend.items;
      spend.cost += cost.part(static_cast<std::int64_t>(i), static_cast<std::int64_t>(who.size()));
    }
  }
}

/// The rhythm of one side. @param axis the catalogue's horizons, whose days are `days`
[[nodiscard]] inline side_rhythm rhythm_of(const side& s, std::span<const roadmap_item> items,
                                           std::span<const double> days, const gap::time_axis& axis) {
  side_rhythm out{.side = s.id()};
  std::vector<double> points(days.size(), 0.0);
  double logs = 0.0;
  for (const roadmap_item& x : items) {
    if (x.kind == item_kind::milestone || !is_dated(x) || !contains_side(x.sides, s.id()))
      continue;  // a milestone takes no time
    const double period = std::max(1.0, duration(x));
    const auto place = gap::place_period(period, days, axis);
    if (!place) continue;
    ++out.work;
    logs += std::log(period);
    for (std::size_t j = 0; j < points.size(); ++j) points[j] += place.value()[j];
  }
  if (s.horizons().size() == days.size()) out.days_ahead = gap::days_ahead(s.horizons(), days);
  if (out.work == 0) return out;
  out.work_days = gap::detail::days_of_log(logs / static_cast<double>(out.work));
  const auto work = weights::from_points(points);
  if (work && out.days_ahead) out.gap = gap::horizon(s.horizons(), work.value(), axis);
  return out;
}

/// Between each two sides that have a cadence.
inline void add_cadence(const setting& s, std::span<const double> days, std::vector<cadence_gap>& out) {
  const double whole = std::log(days.back()) - std::log(days.front());
  for (std::size_t k = 0; k < s.sides.size(); ++k) {
    const double* first = find(*s.given.cadence, s.sides[k].id());
    for (std::size_t l = k + 1; first && l < s.sides.size(); ++l) {
      const double* second = find(*s.given.cadence, s.sides[l].id());
      if (!second) continue;
      const double apart = *first == *second ? 0.0 : std::abs(std::log(*first) - std::log(*second));
      out.push_back({s.sides[k].id(), s.sides[l].id(), *first, *second, std::min(1.0, apart / whole)});
    }
  }
}

[[nodiscard]] inline request_wait wait_of(const request& r, const std::optional<date>& as_of) {
  request_wait out{.id = r.id, .by = r.by, .of = r.of, .open = !r.answered};
  const auto until = r.answered ? r.answered : as_of;
  if (r.asked && until) out.days = std::max(0.0, days_between(*r.asked, *until));
  return out;
}

}  // namespace detail

/// Reads what is given of roadmap, requests and cadence; what needs one that is missing is empty.
/// - Tie-back: an item counts where a chain of `serves` leads from it to the North Star, whether or not one is given.
///   An item in a circle counts where the chain leaves the circle and gets there.
/// - Critical path: see `critical_path`.
/// - Spend: an item's cost is its own, without that of what serves it. It is split equally among the sides that are in
///   it (`shared`: all), exactly, what does not divide going to the first sides; so the parts and `unassigned` add up
///   to the cost of the roadmap.
/// - Rhythm of a side: Wasserstein-1 between its shares on the horizons and the durations of the dated work that it is
///   in, each item counting the same, on the axis of the horizon gap (`gap::horizon`, `gap::place_period`). Dated work
///   has a start, and an end or else a due date; less than a day counts as one.
/// - Cadence: |ln(days / days)| over the ln of the longest by the shortest horizon, at most 1: log time as the horizon
///   gap has it, so that the same ratio is the same gap at any length.
/// Cost: O(items * sides + links).
[[nodiscard]] inline roadmap_result assess_roadmap(const setting& s) {
  roadmap_result out;
  std::vector<double> days;
  days.reserve(s.catalog.horizons.size());
  for (const horizon& h : s.catalog.horizons) days.push_back(h.days);
  const auto axis = gap::time_axis::make(days, s.spacing);
  if (s.given.roadmap) {
    const std::vector<roadmap_item>& items = *s.given.roadmap;
    out.graph = roadmap_graph(items);
    out.tie_back = detail::tied_back(items, out.graph);
    for (const auto& tangle : out.graph.tangles()) {
      ids& names = out.cycles.emplace_back();
      for (const std::size_t i : out.graph.cycle(tangle)) names.push_back(items[i].id);
    }
    if (const auto found = critical_path(items, out.graph)) {
      critical_path_result& path = out.critical_path.emplace();
      path.start = found->start;
      path.end = found->end;
      path.days = days_between(found->start, found->end);
      for (const std::size_t i : found->items) path.items.push_back(items[i].id);
    }
    detail::add_spend(items, s.sides, out);
    if (axis) {
      for (const side& x : s.sides) out.rhythm.push_back(detail::rhythm_of(x, items, days, axis.value()));
    }
  }
  if (s.given.cadence && axis) detail::add_cadence(s, days, out.cadence);
  if (s.given.requests) {
    for (const request& r : *s.given.requests) out.requests.push_back(detail::wait_of(r, s.as_of));
  }
  return out;
}

}  // namespace coalign::strategy
