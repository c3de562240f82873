// SPDX-License-Identifier: Apache-2.0
/// @file
/// The priority gap: the share of priority that must move for two sides to want the same.
#pragma once

#include <coalign/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

namespace coalign::gap {

namespace detail {

/// One fixed order of summation for single pairs and batches. `p(i)` and `q(i)` give the weights: doubles, or floats in
/// a batch of floats, and what is computed is of their type.
template <class P, class Q>
[[nodiscard]] auto priority(std::size_t n, const P& p, const Q& q) noexcept {
  using number = std::decay_t<std::invoke_result_t<const P&, std::size_t>>;
  number sum{0};
  for (std::size_t i = 0; i < n; ++i) sum += std::abs(p(i) - q(i));
  return std::min(number{1}, static_cast<number>(0.5) * sum);
}

template <class P, class Q>
[[nodiscard]] double common_ground(std::size_t n, const P& p, const Q& q) noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += std::min(p(i), q(i));
  return std::min(1.0, sum);
}

[[nodiscard]] inline auto at(const weights& w) noexcept {
  return [x = w.data()](std::size_t i) noexcept { return x[i]; };
}

}  // namespace detail

/// The priority gap TV = ½ Σ|p_i − q_i| (total variation), 0..1: 0 means identical, 1 means nothing in common.
/// A metric of the simplex; a proportional split of an item changes nothing. See Gibbs & Su 2002.
/// @param p,q weights of the same length n; @returns NaN where the lengths differ. O(n), no allocation.
[[nodiscard]] inline double priority(const weights& p, const weights& q) noexcept {
  if (p.size() != q.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::priority(p.size(), detail::at(p), detail::at(q));
}

/// The common ground Σ min(p_i, q_i), 0..1: what both sides care about. 1 − TV. O(n), no allocation.
[[nodiscard]] inline double common_ground(const weights& p, const weights& q) noexcept {
  if (p.size() != q.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::common_ground(p.size(), detail::at(p), detail::at(q));
}

/// What each item adds to the priority gap: ½|p_i − q_i| >= 0, summing to it.
/// @param out as long as p and q; @returns false, leaving `out` alone, where the lengths differ. O(n).
inline bool priority_items(const weights& p, const weights& q, std::span<double> out) noexcept {
  if (p.size() != q.size() || out.size() != p.size()) return false;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = 0.5 * std::abs(p[i] - q[i]);
  return true;
}

}  // namespace coalign::gap
