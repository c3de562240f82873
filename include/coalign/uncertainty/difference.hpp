// SPDX-License-Identifier: Apache-2.0
/// @file
/// A range for the difference of two estimates, from the range of each.
#pragma once

#include <coalign/core/interval.hpp>

#include <algorithm>
#include <cmath>

namespace coalign::uncertainty {

/// A number that was estimated, and the range that is meant to hold the true one. An estimate outside its range, as a
/// correction for bias can leave it, counts as its nearer end.
struct ranged_estimate {
  double estimate = 0.0;
  interval range;
};

/// The range of after − before, of two independent estimates: how far each may be off adds up in squares (MOVER: Zou &
/// Donner 2008). Its confidence is that of the two ranges. Estimates that rest on the same people answering twice vary
/// less than that: the range is then too wide, so what it excludes is excluded. O(1).
[[nodiscard]] inline interval difference_range(const ranged_estimate& before, const ranged_estimate& after) noexcept {
  const auto below = [](const ranged_estimate& x) { return std::max(0.0, x.estimate - x.range.low); };
  const auto above = [](const ranged_estimate& x) { return std::max(0.0, x.range.high - x.estimate); };
  const auto root = [](double x, double y) { return std::sqrt(x * x + y * y); };
  const double difference = after.estimate - before.estimate;
  return {difference - root(below(after), above(before)), difference + root(above(after), below(before))};
}

}  // namespace coalign::uncertainty
