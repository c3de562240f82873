// SPDX-License-Identifier: Apache-2.0
/// @file
/// Shares known as intervals: what must hold for them to be possible, and the point in their middle.
#pragma once

#include <coalign/core/error.hpp>
#include <coalign/core/interval.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace coalign {

namespace detail {

/// Lows may sum to this much above 1, and highs to this much below: what people type as rounded shares.
inline constexpr double share_slack = 1e-9;

template <class Low, class High>
[[nodiscard]] error check_share_ranges(std::size_t n, const Low& low, const High& high, std::ptrdiff_t side) noexcept {
  double lows = 0.0, highs = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto index = static_cast<std::ptrdiff_t>(i);
    if (!(low(i) >= 0.0 && low(i) <= 1.0)) return fail(errc::bad_interval, field::priorities, index, low(i), side);
    if (!(high(i) >= low(i) && high(i) <= 1.0)) {
      return fail(errc::bad_interval, field::priorities, index, high(i), side);
    }
    lows += low(i);
    highs += high(i);
  }
  if (lows > 1.0 + share_slack) return fail(errc::bad_interval, field::priorities, -1, lows, side);
  if (highs < 1.0 - share_slack) return fail(errc::bad_interval, field::priorities, -1, highs, side);
  return {};
}

}  // namespace detail

/// Checks intervals of shares: 0 <= low <= high <= 1 each, lows that sum to at most 1 and highs to at least 1 (within
/// 1e-9). @param side goes into the error
/// @returns `bad_interval` with the index of the first bad one, or without an index where no weights lie in all of
/// them (`got` is the sum); `size_mismatch`; or ok. O(n).
[[nodiscard]] inline error check_intervals(std::span<const double> low, std::span<const double> high,
                                           std::ptrdiff_t side = -1) noexcept {
  if (low.size() != high.size() || low.empty()) {
    return fail(errc::size_mismatch, field::priorities, -1, static_cast<double>(high.size()), side);
  }
  return detail::check_share_ranges(
      low.size(), [&](std::size_t i) { return low[i]; }, [&](std::size_t i) { return high[i]; }, side);
}

/// The same for intervals side by side.
[[nodiscard]] inline error check_intervals(std::span<const interval> shares, std::ptrdiff_t side = -1) noexcept {
  if (shares.empty()) return fail(errc::size_mismatch, field::priorities, -1, 0.0, side);
  return detail::check_share_ranges(
      shares.size(), [&](std::size_t i) { return shares[i].low; }, [&](std::size_t i) { return shares[i].high; }, side);
}

/// The shares in the middle: on every metric the same part of the way from low to high, so that they sum to one.
/// Intervals of one width around shares that sum to one have those shares in the middle.
/// Precondition: `check_intervals` found nothing. O(n).
[[nodiscard]] inline std::vector<double> central_shares(std::span<const interval> shares) {
  double low = 0.0, width = 0.0;
  for (const interval& x : shares) {
    low += x.low;
    width += x.high - x.low;
  }
  const double part = width > 0.0 ? std::clamp((1.0 - low) / width, 0.0, 1.0) : 0.0;
  std::vector<double> out;
  out.reserve(shares.size());
  for (const interval& x : shares) out.push_back(x.low + part * (x.high - x.low));
  return out;
}

}  // namespace coalign
