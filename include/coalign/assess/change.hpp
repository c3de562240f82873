// SPDX-License-Identifier: Apache-2.0
/// @file
/// A number before and after, and whether the choice of raters alone could have changed it.
#pragma once

#include <coalign/assess/uncertainty.hpp>
#include <coalign/core/error.hpp>
#include <coalign/core/interval.hpp>
#include <coalign/uncertainty/difference.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace coalign {

/// A number before and after.
struct change_of {
  double before = 0.0;
  double after = 0.0;
  [[nodiscard]] double change() const noexcept { return after - before; }
};

/// The change of a pair's priority gap, of the mean answers of raters, beside what the choice of raters does to it.
struct change_noise {
  change_of priority_gap;
  std::optional<interval> range;  ///< of the change, by `difference_range` of the two bootstrap intervals
  /// Why there is no range: `undefined` (below 5 raters a side, or not every rater was asked every metric),
  /// `degenerate` (the raters of a side are all alike, so nothing shows how others would have answered).
  errc status = errc::ok;
  std::array<std::size_t, 2> raters_before{};  ///< of each side
  std::array<std::size_t, 2> raters_after{};

  /// Whether the change is more than the choice of raters explains: 0 is outside the range. Where nothing changed this
  /// is still so in about 5 of 100 cases with many raters, in up to 18 with five a side (docs/uncertainty.md). None
  /// without a range.
  [[nodiscard]] std::optional<bool> beyond() const noexcept {
    return range ? std::optional(range->low > 0.0 || range->high < 0.0) : std::nullopt;
  }
};

/// Compares what raters gave at two times. @param before, after `bootstrap` entries of one pair, its sides in one order
/// @returns the change; a gap within its noise floor may be none at all, so its range is read from 0. O(1).
[[nodiscard]] inline change_noise noise_of_change(const uncertainty_entry& before, const uncertainty_entry& after) {
  change_noise out;
  out.priority_gap = {before.estimate, after.estimate};
  out.raters_before = before.raters;
  out.raters_after = after.raters;
  for (const uncertainty_entry* x : {&before, &after}) {
    if (x->status != errc::ok && out.status == errc::ok) out.status = x->status;
    if (!x->range || x->coverage < 1.0) out.status = errc::undefined;
  }
  if (out.status != errc::ok) return out;
  const auto ranged = [](const uncertainty_entry& x) {
    return uncertainty::ranged_estimate{x.estimate,
                                        {x.within_noise().value_or(true) ? 0.0 : x.range->low, x.range->high}};
  };
  out.range = uncertainty::difference_range(ranged(before), ranged(after));
  return out;
}

}  // namespace coalign
