// SPDX-License-Identifier: Apache-2.0
/// @file
/// The overall gap: a power mean of the blocks, explained, with what the convention behind it could change.
#pragma once

#include <coalign/core/error.hpp>
#include <coalign/core/interval.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace coalign::gap {

namespace detail {

template <class T>
[[nodiscard]] T power(T x, T rho) noexcept {
  return rho == T{1} ? x : rho == T{2} ? x * x : std::pow(x, rho);
}
template <class T>
[[nodiscard]] T root(T x, T rho) noexcept {
  return rho == T{1} ? x : rho == T{2} ? std::sqrt(x) : std::pow(x, T{1} / rho);
}

/// The largest gap of a block that has weight.
template <class T>
[[nodiscard]] T largest_gap(std::span<const T> gaps, std::span<const T> omega) noexcept {
  T largest{0};
  for (std::size_t b = 0; b < gaps.size(); ++b) {
    if (omega[b] > T{0}) largest = std::max(largest, gaps[b]);
  }
  return largest;
}

/// The power mean of gaps, in doubles, or in floats for a batch of floats. Precondition: equal lengths.
template <class T>
[[nodiscard]] T power_mean(std::span<const T> gaps, std::span<const T> omega, T rho) noexcept {
  const T largest = largest_gap(gaps, omega);
  if (largest == T{0} || std::isinf(rho)) return largest;
  // The largest is factored out, so that neither a tiny gap nor a large ρ underflows; a block without weight could
  // overflow there.
  T sum{0};
  for (std::size_t b = 0; b < gaps.size(); ++b) {
    if (omega[b] > T{0}) sum += omega[b] * power(gaps[b] / largest, rho);
  }
  return std::min(largest, largest * root(sum, rho));
}

/// What each gap adds to their power mean, `total`. Precondition: equal lengths.
template <class T>
void power_mean_items(std::span<const T> gaps, std::span<const T> omega, T rho, T total, std::span<T> out) noexcept {
  std::fill(out.begin(), out.end(), T{0});
  if (!(total > T{0})) return;
  const T largest = largest_gap(gaps, omega);
  if (std::isinf(rho)) {
    std::size_t first = 0;
    while (!(omega[first] > T{0} && gaps[first] == largest)) ++first;
    out[first] = total;
    return;
  }
  T sum{0};
  for (std::size_t b = 0; b < gaps.size(); ++b) {
    if (omega[b] > T{0}) sum += out[b] = omega[b] * power(gaps[b] / largest, rho);
  }
  for (T& share : out) share = total * (share / sum);
}

}  // namespace detail

/// The overall gap G = (Σ ω_b G_b^ρ)^{1/ρ}, or max G_b over ω_b > 0 at ρ = ∞ (Hardy, Littlewood & Pólya 1934).
/// Never decreasing in each G_b and in ρ, within [Σ ω_b G_b, max G_b].
/// @param gaps  block gaps, 0..1; @param omega block weights, summing to one, as long; @param rho >= 1 or infinite
/// @returns NaN where the lengths differ. O(blocks), no allocation.
[[nodiscard]] inline double overall(std::span<const double> gaps, std::span<const double> omega, double rho) noexcept {
  if (gaps.size() != omega.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::power_mean(gaps, omega, rho);
}

/// What each block adds to the overall gap: ω_b G_b^ρ / G^{ρ−1}, summing to G; all 0 where G is 0. At ρ = ∞ the
/// largest block has all of it, the first at a tie.
/// @param out as long as `gaps`; @returns false, leaving `out` alone, where the lengths differ.
inline bool overall_items(std::span<const double> gaps, std::span<const double> omega, double rho,
                          std::span<double> out) noexcept {
  if (gaps.size() != omega.size() || out.size() != gaps.size()) return false;
  detail::power_mean_items(gaps, omega, rho, detail::power_mean(gaps, omega, rho), out);
  return true;
}

/// The alignment index at the two ends of the convention ρ: at ρ = ∞ and at ρ = 1. ρ is a choice, not an estimate.
[[nodiscard]] inline interval index_band(std::span<const double> gaps, std::span<const double> omega) noexcept {
  return {1.0 - overall(gaps, omega, std::numeric_limits<double>::infinity()), 1.0 - overall(gaps, omega, 1.0)};
}

/// The least and greatest alignment index over halving, keeping or doubling each block weight: 3^blocks ways.
/// Precondition: at most 8 blocks, equal lengths.
[[nodiscard]] inline interval index_weight_range(std::span<const double> gaps, std::span<const double> omega,
                                                 double rho) noexcept {
  const double largest = detail::largest_gap(gaps, omega);
  if (largest == 0.0 || std::isinf(rho)) return 1.0 - largest;
  std::array<double, 8> powers{};
  for (std::size_t b = 0; b < gaps.size(); ++b) {
    if (omega[b] > 0.0) powers[b] = detail::power(gaps[b] / largest, rho);
  }
  // The root is monotonic, so the extremes of the mean of powers are those of the index.
  constexpr std::array<double, 3> factors{0.5, 1.0, 2.0};
  std::size_t ways = 1;
  for (std::size_t b = 0; b < gaps.size(); ++b) ways *= 3;
  interval mean{std::numeric_limits<double>::infinity(), 0.0};
  for (std::size_t way = 0; way < ways; ++way) {
    double sum = 0.0, weight = 0.0;
    std::size_t rest = way;
    for (std::size_t b = 0; b < gaps.size(); ++b, rest /= 3) {
      const double changed = omega[b] * factors[rest % 3];
      weight += changed;
      sum += changed * powers[b];
    }
    mean.low = std::min(mean.low, sum / weight);
    mean.high = std::max(mean.high, sum / weight);
  }
  const auto index = [&](double x) { return 1.0 - std::min(largest, largest * detail::root(x, rho)); };
  const double kept = 1.0 - overall(gaps, omega, rho);  // one of the ways, whatever the last bit
  return {std::min(kept, index(mean.high)), std::max(kept, index(mean.low))};
}

}  // namespace coalign::gap
