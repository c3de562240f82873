// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rank agreement of two lists of numbers.
#pragma once

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coalign {

/// A number without the last bits that sums and reciprocals leave: on a grid of 2⁻⁴⁰ (about 1e-12), so that shares and
/// means that are the same tie. Numbers of 4,096 and more, which have no such bits to lose, stay.
[[nodiscard]] inline double without_rounding(double x) noexcept {
  return std::abs(x) < 4096.0 ? std::round(x * 0x1p40) * 0x1p-40 : x;
}

/// The same for each of several.
[[nodiscard]] inline std::vector<double> without_rounding(std::span<const double> values) {
  std::vector<double> out;
  out.reserve(values.size());
  for (const double x : values) out.push_back(without_rounding(x));
  return out;
}

/// Kendall's τ_b, each pair of items i, j counting w_i w_j (Kendall 1945; all pairs alike without weights).
/// @param x,y n numbers; @param w n numbers >= 0, or empty
/// @returns −1..1; none where the lengths differ, a number is NaN, or all of x or all of y are tied. O(n log n).
[[nodiscard]] inline std::optional<double> kendall_tau_b(std::span<const double> x, std::span<const double> y,
                                                         std::span<const double> w = {});

namespace detail {

/// Sums of weights by rank: add at a rank, ask for the sum below one. A Fenwick (1994) tree.
class prefix_sums {
 public:
  explicit prefix_sums(std::size_t n) : tree_(n + 1, 0.0) {}
  void add(std::size_t rank, double amount) noexcept {
    for (std::size_t i = rank + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += amount;
  }
  [[nodiscard]] double below(std::size_t rank) const noexcept {
    double sum = 0.0;
    for (std::size_t i = rank; i > 0; i -= i & (~i + 1)) sum += tree_[i];
    return sum;
  }

 private:
  std::vector<double> tree_;
};

/// Dense ranks of numbers, equal numbers alike. @returns how many ranks there are.
inline std::size_t dense_ranks(std::span<const double> x, std::vector<std::size_t>& ranks) {
  std::vector<double> sorted(x.begin(), x.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  ranks.clear();
  for (const double value : x) {
    ranks.push_back(static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin()));
  }
  return sorted.size();
}

/// Sums over the pairs of items that a tau is made of.
struct tau_sums {
  double agreement = 0.0;  ///< concordant less discordant pairs
  double untied_x = 0.0;
  double untied_y = 0.0;

  [[nodiscard]] std::optional<double> tau() const noexcept {
    if (!(untied_x > 0.0) || !(untied_y > 0.0)) return std::nullopt;
    return std::clamp(agreement / (std::sqrt(untied_x) * std::sqrt(untied_y)), -1.0, 1.0);
  }
};

/// Dense ranks of two lists, and the order of the first.
struct ranked_pair {
  std::vector<std::size_t> rank_x, rank_y, order;
  std::size_t count_y = 0;

  ranked_pair(std::span<const double> x, std::span<const double> y) {
    dense_ranks(x, rank_x);
    count_y = dense_ranks(y, rank_y);
    order = order_by(x.size(), [&](std::size_t i, std::size_t j) { return rank_x[i] < rank_x[j]; });
  }
};

/// Adds to `sums` each pair of items, counting a(later) b(earlier) in ascending x; items tied in both are no pair.
template <class A, class B>
void add_pairs(const ranked_pair& r, const A& a, const B& b, tau_sums& sums) {
  // Walk up x; every item met earlier (a smaller x) is concordant where its y is smaller, discordant where larger.
  prefix_sums met(r.count_y);
  std::vector<double> at_y(r.count_y, 0.0);
  const std::size_t n = r.order.size();
  double total = 0.0, all = 0.0;
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first;
    for (; last < n && r.rank_x[r.order[last]] == r.rank_x[r.order[first]]; ++last) {
      const std::size_t i = r.order[last];
      const double smaller = met.below(r.rank_y[i]);
      const double larger = total - met.below(r.rank_y[i] + 1);
      sums.agreement += a(i) * (smaller - larger);
      sums.untied_x += a(i) * total;
    }
    for (; first < last; ++first) {
      const std::size_t i = r.order[first];
      met.add(r.rank_y[i], b(i));
      sums.untied_y += a(i) * (all - at_y[r.rank_y[i]]);
      at_y[r.rank_y[i]] += b(i);
      all += b(i);
    }
    total = all;
  }
}

[[nodiscard]] inline bool has_nan(std::span<const double> x) noexcept {
  return std::any_of(x.begin(), x.end(), [](double v) { return std::isnan(v); });
}

}  // namespace detail

inline std::optional<double> kendall_tau_b(std::span<const double> x, std::span<const double> y,
                                           std::span<const double> w) {
  const std::size_t n = x.size();
  if (y.size() != n || (!w.empty() && w.size() != n)) return std::nullopt;
  if (detail::has_nan(x) || detail::has_nan(y)) return std::nullopt;
  const auto weight = [&](std::size_t i) { return w.empty() ? 1.0 : w[i]; };
  detail::tau_sums sums;
  detail::add_pairs(detail::ranked_pair(x, y), weight, weight, sums);
  return sums.tau();
}

/// How the weights of two items make that of their pair.
enum class pair_weight : std::uint8_t { additive, multiplicative };

/// Ranks from the largest x, 0, downwards; equal x by their y, the larger first. For `weighted_tau`.
/// @param x,y n numbers; precondition: equal lengths, no NaN. O(n log n).
[[nodiscard]] inline std::vector<std::size_t> descending_ranks(std::span<const double> x, std::span<const double> y) {
  const auto order =
      order_by(x.size(), [&](std::size_t i, std::size_t j) { return x[i] != x[j] ? x[i] > x[j] : y[i] > y[j]; });
  std::vector<std::size_t> ranks(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) ranks[order[place]] = place;
  return ranks;
}

/// Weighted τ with hyperbolic weights: an item of rank r, from 0, weighs 1/(r + 1), so the top counts most
/// (Vigna 2015).
/// @param x,y n numbers; @param ranks of the items, n of them: gaps between them are closed, as SciPy does
/// @returns −1..1; none where lengths differ, a number is NaN, or all of x or all of y are tied. O(n log n).
[[nodiscard]] inline std::optional<double> weighted_tau(std::span<const double> x, std::span<const double> y,
                                                        std::span<const std::size_t> ranks,
                                                        pair_weight kind = pair_weight::additive) {
  if (y.size() != x.size() || ranks.size() != x.size()) return std::nullopt;
  if (detail::has_nan(x) || detail::has_nan(y)) return std::nullopt;
  std::vector<std::size_t> dense;
  detail::dense_ranks(std::vector<double>(ranks.begin(), ranks.end()), dense);
  const auto weight = [&](std::size_t i) { return 1.0 / (static_cast<double>(dense[i]) + 1.0); };
  const auto one = [](std::size_t) { return 1.0; };
  const detail::ranked_pair r(x, y);
  detail::tau_sums sums;
  if (kind == pair_weight::multiplicative) {
    detail::add_pairs(r, weight, weight, sums);
  } else {
    detail::add_pairs(r, weight, one, sums);
    detail::add_pairs(r, one, weight, sums);
  }
  return sums.tau();
}

/// Weighted τ as the mean of two: with the ranks of x and with those of y (Vigna 2015).
[[nodiscard]] inline std::optional<double> weighted_tau(std::span<const double> x, std::span<const double> y,
                                                        pair_weight kind = pair_weight::additive) {
  if (y.size() != x.size() || detail::has_nan(x) || detail::has_nan(y)) return std::nullopt;
  const auto by_x = weighted_tau(x, y, descending_ranks(x, y), kind);
  const auto by_y = weighted_tau(x, y, descending_ranks(y, x), kind);
  if (!by_x || !by_y) return std::nullopt;
  return 0.5 * (*by_x + *by_y);
}

}  // namespace coalign
