// SPDX-License-Identifier: Apache-2.0
/// @file
/// The goal gap: on what both sides care about, how far their targets differ; and the metric gap that it completes.
#pragma once

#include <coalign/gap/priority.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

namespace coalign::gap {

namespace detail {

template <class P, class Q, class Delta>
[[nodiscard]] auto goal(std::size_t n, const P& p, const Q& q, const Delta& delta) noexcept {
  using number = std::decay_t<std::invoke_result_t<const P&, std::size_t>>;
  number sum{0};
  for (std::size_t i = 0; i < n; ++i) sum += std::min(p(i), q(i)) * delta(i);
  return std::min(number{1}, sum);
}

}  // namespace detail

/// Checks distances between targets: each in 0..1. @returns `bad_target` with the index of the first bad one, or ok.
[[nodiscard]] inline error check_distances(std::span<const double> delta, std::size_t n) noexcept {
  if (delta.size() != n) return fail(errc::size_mismatch, field::target, -1, static_cast<double>(delta.size()));
  for (std::size_t i = 0; i < n; ++i) {
    if (!(delta[i] >= 0.0 && delta[i] <= 1.0)) {
      return fail(errc::bad_target, field::target, static_cast<std::ptrdiff_t>(i), delta[i]);
    }
  }
  return {};
}

/// The goal gap T = Σ min(p_i, q_i) · δ_i, 0..1.
/// @param p,q   weights of the same length n
/// @param delta n distances between the sides' targets, 0..1 (`target_distance`; `check_distances` holds them to it)
/// @returns NaN where the lengths differ. O(n), no allocation.
[[nodiscard]] inline double goal(const weights& p, const weights& q, std::span<const double> delta) noexcept {
  if (p.size() != q.size() || delta.size() != p.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::goal(p.size(), detail::at(p), detail::at(q), [&](std::size_t i) noexcept { return delta[i]; });
}

/// The metric gap TV + T, 0..1: optimal transport with ground cost 1 between metrics and δ_i within one, hence a
/// metric (Villani 2009, ch. 6). @returns NaN where the lengths differ. O(n), no allocation.
[[nodiscard]] inline double metric(const weights& p, const weights& q, std::span<const double> delta) noexcept {
  const double sum = priority(p, q) + goal(p, q, delta);
  return sum > 1.0 ? 1.0 : sum;  // NaN stays
}

}  // namespace coalign::gap
