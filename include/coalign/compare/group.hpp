// SPDX-License-Identifier: Apache-2.0
/// @file
/// Any number of sides: the mean over their pairs, by influence, explained item by item.
#pragma once

#include <coalign/compare/pair.hpp>
#include <coalign/core/influence.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coalign {

/// One item of a group: the mean over pairs of what it adds to theirs.
struct group_item {
  std::string id;
  double gap = 0.0;           ///< the items of a block sum to its gap
  double contribution = 0.0;  ///< to the overall gap
  std::size_t furthest = 0;   ///< the pair that is furthest apart on it, the first at a tie
  double priority_gap = 0.0;  ///< of a metric
  double goal_gap = 0.0;      ///< of a metric
};

/// Sides compared as a group. A block that no pair has is NaN.
/// Gaps of a group top out below 1: three sides cannot all be disjoint on two metrics (mean priority gap at most 2/3).
struct group {
  std::array<double, block_count> blocks{};
  std::array<double, block_count> contributions{};
  std::array<double, block_count> omega{};  ///< block weights over what is there
  double overall = 0.0;                     ///< the power mean of the blocks, NaN where none is there
  errc status = errc::ok;                   ///< `missing` where no block with weight is there
  interval band, weight_range, range;       ///< of the index, as for a pair
  double coverage = 1.0;                    ///< share of block and pair weights that is there
  bool comparable = false;                  ///< whether every pair is
  std::optional<std::size_t> worst;         ///< the pair with the largest gap, the first at a tie
  std::array<std::vector<group_item>, block_count> items;

  [[nodiscard]] double gap() const noexcept { return overall; }
  [[nodiscard]] double index() const noexcept { return 1.0 - overall; }
};

/// The mean over pairs of the priority gap that each metric adds: they sum to the group's priority gap. For each metric
/// ½ Σ_k (p_(k+1) − p_(k)) A_k (1 − A_k) / Σ_{k<l} a_k a_l, with the sides sorted by priority and A_k the influence of
/// the k lowest: exactly 0 where all agree, and never negative. No pair is ever formed.
/// @param sides     N >= 2 weights of the same length n
/// @param influence N points > 0, or none: equal
/// @returns n shares; `size_mismatch`, `bad_weight`. O(n N log N).
[[nodiscard]] inline result<std::vector<double>> priority_shares(std::span<const weights> sides,
                                                                 std::span<const double> influence = {}) {
  const std::size_t count = sides.size();
  if (count < 2) return fail(errc::size_mismatch, field::sides, -1, static_cast<double>(count));
  BOOST_OUTCOME_TRY(const auto a, detail::influences(sides, influence, field::priorities));
  double squares = 0.0;
  for (const double share : a) squares += share * share;
  const double all_pairs = 0.5 * (1.0 - squares);
  struct answer {
    double share;
    double influence;
  };
  std::vector<answer> column(count);
  std::vector<double> out(sides[0].size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t k = 0; k < count; ++k) column[k] = {sides[k][i], a[k]};
    std::sort(column.begin(), column.end(), [](const answer& x, const answer& y) {
      return x.share != y.share ? x.share < y.share : x.influence < y.influence;
    });
    double below = 0.0, sum = 0.0;
    for (std::size_t k = 0; k + 1 < count; ++k) {
      below += column[k].influence;
      sum += (column[k + 1].share - column[k].share) * below * std::max(0.0, 1.0 - below);
    }
    out[i] = 0.5 * sum / all_pairs;
  }
  return out;
}

/// What all sides have in common: Σ_i min_k p_ki, 0..1. It is not 1 less the mean priority gap.
/// @param sides weights of the same length; @returns 0 where there are none. O(N n).
[[nodiscard]] inline double common_ground(std::span<const weights> sides) noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; !sides.empty() && i < sides[0].size(); ++i) {
    double least = sides[0][i];
    for (const weights& p : sides) least = std::min(least, p[i]);
    sum += least;
  }
  return std::min(1.0, sum);
}

/// Priorities of any number of sides over the metrics that all of them were asked, each normalised on those.
struct common_shares {
  std::vector<weights> sides;
  std::vector<bool> asked;  ///< which metrics; the others weigh 0
  std::size_t count = 0;    ///< how many
};

/// @param sides sides of one catalogue that all answer on priorities
/// @returns the shares; `zero_sum` with the side that has no points on what all were asked. O(N n).
[[nodiscard]] inline result<common_shares> shares_of_all(std::span<const side* const> sides) {
  common_shares out;
  if (sides.empty()) return out;
  const std::size_t n = sides[0]->points().size();
  out.asked.assign(n, true);
  bool all = true;
  for (const side* s : sides) {
    if (!s->has_unasked()) continue;
    all = false;
    for (std::size_t i = 0; i < n; ++i) out.asked[i] = out.asked[i] && !std::isnan(s->points()[i]);
  }
  out.count = static_cast<std::size_t>(std::count(out.asked.begin(), out.asked.end(), true));
  std::vector<double> points(n);
  for (std::size_t k = 0; k < sides.size(); ++k) {
    if (all) {
      out.sides.push_back(sides[k]->priorities());
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) points[i] = out.asked[i] ? sides[k]->points()[i] : 0.0;
    auto shares = weights::from_points(points, false, field::priorities);
    if (!shares) {
      constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
      return fail(errc::zero_sum, field::priorities, -1, unknown, static_cast<std::ptrdiff_t>(k));
    }
    out.sides.push_back(std::move(shares).value());
  }
  return out;
}

namespace detail {

/// A mean over the pairs that have a block, with their weights.
struct pair_mean {
  double sum = 0.0;
  double weight = 0.0;
  void add(double w, double x) noexcept {
    sum += w * x;
    weight += w;
  }
  [[nodiscard]] double value() const noexcept {
    return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
  }
};

/// The means of a block's items over pairs; `items_of(pair)` gives the list of a pair, or null where it has none.
template <class ItemsOf>
void mean_items(std::vector<group_item>& out, std::span<const pair> pairs, std::span<const double> w, double weight,
                const ItemsOf& items_of) {
  std::vector<double> furthest;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const auto* items = items_of(pairs[k]);
    if (!items) continue;
    if (out.empty()) {
      out.resize(items->size());
      furthest.assign(items->size(), -1.0);
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
      const auto& x = (*items)[i];
      if (out[i].id.empty()) out[i].id = x.id;
      out[i].gap += w[k] * x.gap;
      if constexpr (requires { x.goal_gap; }) {
        out[i].priority_gap += w[k] * x.priority_gap;
        out[i].goal_gap += w[k] * x.goal_gap;
      }
      if (x.gap > furthest[i]) {
        furthest[i] = x.gap;
        out[i].furthest = k;
      }
    }
  }
  for (group_item& x : out) {
    x.gap /= weight;
    x.priority_gap /= weight;
    x.goal_gap /= weight;
  }
}

}  // namespace detail

/// The group of sides whose pairs were compared: each block's gap is the mean over pairs, by influence, and the overall
/// gap is the power mean of these (not the mean of the pairs' gaps). One pair alone is its own group, to the bit.
/// @param m     what the pairs were compared with
/// @param pairs all pairs, in the order of `pair_weights`
/// @param w     their weights, summing to one
/// @returns the group; `size_mismatch` where the lengths differ or there is no pair. O(pairs · items).
[[nodiscard]] inline result<group> group_pairs(const measure& m, std::span<const pair> pairs,
                                               std::span<const double> w) {
  if (pairs.empty() || pairs.size() != w.size()) return fail(errc::size_mismatch, field::sides);
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  group g;
  unsigned present = 0;
  std::array<double, block_count> there{}, weight{}, least{}, greatest{};
  for (std::size_t b = 0; b < block_count; ++b) {
    detail::pair_mean gap, low, high;
    double missing = 0.0;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const double x = pairs[k].gaps.blocks[b];
      if (std::isnan(x)) {
        missing += w[k];
        low.add(w[k], 0.0);
        high.add(w[k], 1.0);
        continue;
      }
      gap.add(w[k], x);
      const bool ranged = b == 0 && pairs[k].metric;
      low.add(w[k], ranged ? pairs[k].metric->range.low : x);
      high.add(w[k], ranged ? pairs[k].metric->range.high : x);
    }
    g.blocks[b] = std::min(gap.value(), 1.0);
    if (std::isnan(gap.value())) g.blocks[b] = none;
    least[b] = std::min(1.0, low.value());
    greatest[b] = std::min(1.0, high.value());
    g.coverage -= m.omega()[b] * missing;
    weight[b] = gap.weight;
    if (!(gap.weight > 0.0)) continue;
    present |= 1U << b;
    there[b] = g.blocks[b];
  }
  const auto omega = m.omega(present);
  std::copy(omega.begin(), omega.end(), g.omega.begin());
  g.overall = m.join(g.blocks, present);
  gap::overall_items(there, omega, m.policy().rho, g.contributions);
  if (std::isnan(g.overall)) {
    g.status = errc::missing;
    g.coverage = 0.0;
  } else {
    g.band = gap::index_band(there, omega);
    g.weight_range = gap::index_weight_range(there, omega, m.policy().rho);
  }
  g.range = {1.0 - gap::overall(greatest, m.omega(), m.policy().rho),
             1.0 - gap::overall(least, m.omega(), m.policy().rho)};
  g.coverage = std::max(0.0, g.coverage);
  g.comparable = std::all_of(pairs.begin(), pairs.end(), [](const pair& p) { return p.comparable; });
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    if (!std::isnan(pairs[k].gap()) && (!g.worst || pairs[k].gap() > pairs[*g.worst].gap())) g.worst = k;
  }
  detail::mean_items(g.items[0], pairs, w, weight[0],
                     [](const pair& p) { return p.metric ? &p.metric->items : nullptr; });
  detail::mean_items(g.items[1], pairs, w, weight[1],
                     [](const pair& p) { return p.horizon ? &p.horizon->items : nullptr; });
  detail::mean_items(g.items[2], pairs, w, weight[2], [](const pair& p) { return p.risk ? &p.risk->items : nullptr; });
  for (std::size_t b = 0; b < block_count; ++b) {
    if (std::isnan(g.blocks[b])) g.contributions[b] = none;
    const double per_gap = g.blocks[b] > 0.0 ? g.contributions[b] / g.blocks[b] : 0.0;
    for (group_item& x : g.items[b]) x.contribution = x.gap * per_gap;
  }
  return g;
}

/// The overall gap of a group, without explanations: no item is formed.
/// @param sides N >= 2 sides of the measure's catalogue; @param w their `pair_weights`
/// @returns the gap, `missing` in the status where there is none; or the status of the first pair that cannot be
/// compared. O(pairs · items), no allocation.
[[nodiscard]] inline pair_gaps score_group(const measure& m, std::span<const side> sides,
                                           std::span<const double> w) noexcept {
  pair_gaps out;
  std::array<detail::pair_mean, block_count> mean;
  std::size_t at = 0;
  for (std::size_t k = 0; k < sides.size(); ++k) {
    for (std::size_t l = k + 1; l < sides.size(); ++l, ++at) {
      const pair_gaps g = m.score(sides[k], sides[l]);
      if (g.status != errc::ok && g.status != errc::missing) {
        out.status = g.status;
        return out;
      }
      for (std::size_t b = 0; b < block_count; ++b) {
        if (!std::isnan(g.blocks[b])) mean[b].add(w[at], g.blocks[b]);
      }
    }
  }
  unsigned present = 0;
  for (std::size_t b = 0; b < block_count; ++b) {
    out.blocks[b] = mean[b].value();
    if (std::isnan(out.blocks[b])) continue;
    out.blocks[b] = std::min(1.0, out.blocks[b]);
    present |= 1U << b;
  }
  out.overall = m.join(out.blocks, present);
  if (std::isnan(out.overall)) out.status = errc::missing;
  return out;
}

}  // namespace coalign
