// SPDX-License-Identifier: Apache-2.0
/// @file
/// A trade-off: which options are worth considering, what each costs in terms of the others, and which are fair.
#pragma once

#include <coalign/core/order.hpp>
#include <coalign/core/weights.hpp>
#include <coalign/strategy/bargaining.hpp>
#include <coalign/strategy/exchange.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// What is computed of one trade-off. Options, sides and measures are named by their ids; an empty id: none.
struct trade_off_result {
  std::string id{};
  ids front{};                        ///< options that none dominates (Pareto), in the order of the document
  by_id<std::string> dominated{};     ///< the others, each with the first option of the front that dominates it
  std::vector<exchange> sentences{};  ///< exchange rates along the front, from the best in the first measure on
  by_id<ids> accepted{};              ///< by side: options within all its limits
  ids accepted_by_all{};              ///< options within every side's limits; none: deadlock
  by_id<by_id<double>> utilities{};   ///< by side: by option, 0..1
  std::string nash{};                 ///< this and the next two: fair choices among `accepted_by_all`
  std::string kalai_smorodinsky{};
  std::string max_min{};
  std::string least_violation{};  ///< in deadlock, the option that is the least beyond the limits
};

/// The index of an option; none where it has no such option.
[[nodiscard]] inline std::optional<std::size_t> option_index(const trade_off& t, std::string_view id) noexcept {
  for (std::size_t i = 0; i < t.options.size(); ++i) {
    if (t.options[i].id == id) return i;
  }
  return std::nullopt;
}

/// Whether x is better than y in one measure and at least as good in all. Of two that are alike, neither is.
[[nodiscard]] inline bool dominates(const trade_off& t, const option& x, const option& y) noexcept {
  bool better = false;
  for (std::size_t m = 0; m < t.measures.size(); ++m) {
    const double a = t.measures[m].lower ? x.values[m] : y.values[m];
    const double b = t.measures[m].lower ? y.values[m] : x.values[m];
    if (a > b) return false;
    better = better || a < b;
  }
  return better;
}

/// How far a value lies beyond a limit; 0 or less where it is within it.
[[nodiscard]] inline double beyond_limit(const measure_of_options& m, double x, double limit) {
  return m.lower ? typed_difference(x, limit) : typed_difference(limit, x);
}

/// The best and the worst value of one measure over the options.
struct measure_ends {
  double best = 0.0;
  double worst = 0.0;

  /// How far a value is beyond a limit, in units of the distance from the worst to the best option. Where all options
  /// are alike, beyond it counts 1.
  [[nodiscard]] double violation(const measure_of_options& m, double x, double limit) const noexcept {
    const bool within = m.lower ? x <= limit : x >= limit;
    if (within) return 0.0;
    // Halves, since the difference of two doubles may be beyond the largest one.
    const double range = std::abs(worst / 2.0 - best / 2.0);
    return range > 0.0 ? std::abs(x / 2.0 - limit / 2.0) / range : 1.0;
  }
};

/// The ends of every measure. Precondition: there is an option. O(measures × options).
[[nodiscard]] inline std::vector<measure_ends> ends_of_measures(const trade_off& t) {
  std::vector<measure_ends> out;
  for (std::size_t m = 0; m < t.measures.size(); ++m) {
    double low = t.options.front().values[m], high = low;
    for (const option& x : t.options) {
      low = std::min(low, x.values[m]);
      high = std::max(high, x.values[m]);
    }
    out.push_back(t.measures[m].lower ? measure_ends{low, high} : measure_ends{high, low});
  }
  return out;
}

/// What a side states by measure; null where it states nothing.
[[nodiscard]] inline const side_measures* stated_by(const std::vector<side_measures>& list, std::string_view side) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const side_measures& x) { return x.side == side; });
  return found == list.end() ? nullptr : &*found;
}

/// Whether an option is within all limits of a side; a side that states none accepts every option.
[[nodiscard]] inline bool within_limits(const trade_off& t, const option& x, const side_measures* limits) noexcept {
  if (limits == nullptr) return true;
  for (std::size_t m = 0; m < t.measures.size(); ++m) {
    const auto& limit = limits->values[m];
    if (limit && (t.measures[m].lower ? x.values[m] > *limit : x.values[m] < *limit)) return false;
  }
  return true;
}

namespace detail {

/// clip((limit − x) / (limit − best), 0, 1). Where no value better than the limit is on offer: 1 if x meets it, else 0.
[[nodiscard]] inline double measure_utility(const measure_of_options& m, double x, double limit, double best) noexcept {
  const double sign = m.lower ? 0.5 : -0.5;  // halves, as in `violation`
  const double from = sign * limit, to = sign * best, at = sign * x;
  if (!(to < from)) return at <= from ? 1.0 : 0.0;
  return std::clamp((from - at) / (from - to), 0.0, 1.0);
}

/// The weights of a side as shares; equal ones where it states none, or none above 0.
[[nodiscard]] inline weights measure_weights(const trade_off& t, std::string_view side) {
  std::vector<double> points(t.measures.size(), 1.0);
  if (const side_measures* stated = stated_by(t.weights, side)) {
    for (std::size_t m = 0; m < points.size(); ++m) points[m] = stated->values[m].value_or(0.0);
  }
  auto shares = weights::from_points(points);
  if (!shares) shares = weights::from_points(std::vector<double>(points.size(), 1.0));
  return shares ? std::move(shares).value() : weights();
}

[[nodiscard]] inline std::vector<double> option_utilities(const trade_off& t, const std::vector<measure_ends>& ends,
                                                          std::string_view side) {
  const weights shares = measure_weights(t, side);
  const side_measures* limits = stated_by(t.limits, side);
  std::vector<double> out;
  for (const option& x : t.options) {
    double sum = 0.0;
    for (std::size_t m = 0; m < t.measures.size(); ++m) {
      const double limit = limits && limits->values[m] ? *limits->values[m] : ends[m].worst;
      sum += shares[m] * measure_utility(t.measures[m], x.values[m], limit, ends[m].best);
    }
    out.push_back(std::min(sum, 1.0));  // shares may sum to a bit more than 1
  }
  return out;
}

/// The option with the least sum of violations over all limits of all sides; of equals as in `nash_choice`.
[[nodiscard]] inline std::optional<std::size_t> least_violation(const trade_off& t,
                                                                const std::vector<measure_ends>& ends,
                                                                const std::vector<bool>& on_front) {
  std::vector<double> sums;
  for (const option& x : t.options) {
    double sum = 0.0;
    for (const side_measures& limits : t.limits) {
      for (std::size_t m = 0; m < t.measures.size(); ++m) {
        if (limits.values[m]) sum += ends[m].violation(t.measures[m], x.values[m], *limits.values[m]);
      }
    }
    sums.push_back(sum);
  }
  const double least = *std::min_element(sums.begin(), sums.end());
  std::vector<bool> left;
  left.reserve(sums.size());
  for (const double sum : sums) left.push_back(sum <= least + bargaining_slack * std::max(1.0, least));
  return first_left(left, on_front);
}

/// The entries of a list that are wanted, in their order.
template <class T>
[[nodiscard]] std::vector<T> only(const std::vector<T>& list, const std::vector<bool>& wanted) {
  std::vector<T> out;
  out.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (wanted[i]) out.push_back(list[i]);
  }
  return out;
}

/// The exchange rates between neighbours on the front, of which options that are alike are one.
[[nodiscard]] inline std::vector<exchange> exchanges_along(const trade_off& t, const std::vector<bool>& on_front) {
  std::vector<const option*> front;
  for (std::size_t i = 0; i < t.options.size(); ++i) {
    if (on_front[i]) front.push_back(&t.options[i]);
  }
  const auto better_first = [&](std::size_t i, std::size_t j) {
    for (std::size_t m = 0; m < t.measures.size(); ++m) {
      const double x = front[i]->values[m], y = front[j]->values[m];
      if (x != y) return t.measures[m].lower ? x < y : x > y;
    }
    return false;
  };
  const auto order = order_by(front.size(), better_first);
  std::vector<exchange> out;
  std::size_t last = 0;
  for (std::size_t k = 1; k < order.size(); ++k) {
    if (!better_first(order[last], order[k])) continue;
    out.push_back(exchange_of(t.measures, *front[order[last]], *front[order[k]]));
    last = k;
  }
  return out;
}

}  // namespace detail

/// What can be said of one trade-off.
///
/// The utility of a side for an option is the sum over measures of weight · clip((limit − x)/(limit − best), 0, 1),
/// signs turned where more is better. The weights of a side are scaled to sum to one; a side that states none weighs
/// all measures alike. `best` is that of all options; the limit is the worst option where a side states none. Where a
/// limit leaves nothing to gain (it is the best value, or beyond it), the measure gives 1 if the limit is met, else 0.
/// The fair choices are made over the options within every side's limits, since a side would rather have no agreement
/// than one beyond its own; there are none in deadlock. Shares of a side's own best are of the best of these. Of equals
/// one of the front, then the first in the document. No agreement gives every side 0.
/// @param t a trade-off whose options have a value for every measure, and whose limits and weights do
/// Cost: O(options² × measures + sides × options × measures).
/// Source: Pareto 1906; Nash 1950; Kalai & Smorodinsky 1975.
[[nodiscard]] inline trade_off_result assess_trade_off(const trade_off& t, const setting& s) {
  trade_off_result out{.id = t.id};
  const std::size_t n = t.options.size();
  if (n == 0) return out;

  std::vector<bool> on_front(n, true);
  for (std::size_t i = 0; i < n; ++i) {
    on_front[i] = std::none_of(t.options.begin(), t.options.end(),
                               [&](const option& x) { return dominates(t, x, t.options[i]); });
  }
  for (std::size_t i = 0; i < n; ++i) {
    const option& x = t.options[i];
    if (on_front[i]) {
      out.front.push_back(x.id);
      continue;
    }
    std::size_t by = 0;
    while (!on_front[by] || !dominates(t, t.options[by], x)) ++by;
    out.dominated.emplace_back(x.id, t.options[by].id);
  }
  out.sentences = detail::exchanges_along(t, on_front);

  const std::vector<measure_ends> ends = ends_of_measures(t);
  std::vector<bool> by_all(n, true);
  utility_table utilities;
  for (const side& k : s.sides) {
    const side_measures* limits = stated_by(t.limits, k.id());
    ids& accepted = out.accepted.emplace_back(k.id(), ids{}).second;
    utilities.push_back(detail::option_utilities(t, ends, k.id()));
    by_id<double>& of_side = out.utilities.emplace_back(k.id(), by_id<double>{}).second;
    for (std::size_t i = 0; i < n; ++i) {
      of_side.emplace_back(t.options[i].id, utilities.back()[i]);
      if (within_limits(t, t.options[i], limits)) {
        accepted.push_back(t.options[i].id);
      } else {
        by_all[i] = false;
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (by_all[i]) out.accepted_by_all.push_back(t.options[i].id);
  }
  if (out.accepted_by_all.empty()) {
    if (const auto nearest = detail::least_violation(t, ends, on_front)) out.least_violation = t.options[*nearest].id;
    return out;
  }

  for (auto& row : utilities) row = detail::only(row, by_all);
  const std::vector<bool> preferred = detail::only(on_front, by_all);
  const auto id_of = [&](std::optional<std::size_t> i) { return i ? out.accepted_by_all[*i] : std::string(); };
  out.nash = id_of(nash_choice(utilities, preferred));
  out.max_min = id_of(max_min_choice(utilities, preferred));
  out.kalai_smorodinsky = id_of(kalai_smorodinsky_choice(std::move(utilities), preferred));
  return out;
}

}  // namespace coalign::strategy
