// SPDX-License-Identifier: Apache-2.0
/// @file
/// Attainment: how far a metric has come from its baseline to a side's target.
#pragma once

#include <coalign/core/catalog.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace coalign {

/// How far a metric has come.
struct attainment_result {
  double value = 0.0;         ///< 0..1
  std::optional<double> raw;  ///< not clipped: below 0 it moved away, above 1 it is beyond; none where t = b
};

/// Attainment u = clip((x − b)/(t − b), 0, 1), of a `log` metric with ratios ln(x/b)/ln(t/b). `within`: 1 inside the
/// target, falling linearly to 0 at the metric's slack outside it (at once without one). t = b: 1 if met, else 0.
/// @param m       the metric: its scale, baseline and slack
/// @param better  the direction that the side wants
/// @param target  the side's target
/// @param current the value now
/// @returns none where the baseline is missing (`within` needs none)
[[nodiscard]] inline std::optional<attainment_result> attainment(const metric& m, direction better,
                                                                 const interval& target, double current) {
  const auto clipped = [](double x) {
    const double raw = x + 0.0;  // a way down starts at 0, not at -0
    return attainment_result{std::clamp(raw, 0.0, 1.0), raw};
  };
  if (better == direction::within) {
    const double outside = std::max({0.0, target.low - current, current - target.high});
    if (outside == 0.0) return attainment_result{1.0, 1.0};
    const double slack = m.slack.value_or(0.0);
    if (slack == 0.0) return attainment_result{0.0, std::nullopt};
    return clipped(1.0 - outside / slack);
  }
  if (!m.baseline) return std::nullopt;
  const double b = *m.baseline, t = target.low;
  if (t == b) {
    const bool met = better == direction::higher ? current >= t : current <= t;
    return attainment_result{met ? 1.0 : 0.0, std::nullopt};
  }
  if (m.scale.kind == scale_kind::log) return clipped((std::log(current) - std::log(b)) / (std::log(t) - std::log(b)));
  return clipped((0.5 * current - 0.5 * b) / (0.5 * t - 0.5 * b));  // halves, so that no difference overflows
}

}  // namespace coalign
