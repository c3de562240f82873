// SPDX-License-Identifier: Apache-2.0
/// @file
/// The risk gap: how differently two sides see the same risks.
#pragma once

#include <coalign/core/interval.hpp>
#include <coalign/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>

namespace coalign::gap {

/// Checks severities: each in 0..1. @returns `bad_severity` with the index of the first bad one, or ok. O(n).
[[nodiscard]] inline error check_severities(std::span<const double> x) noexcept {
  for (std::size_t c = 0; c < x.size(); ++c) {
    if (!(x[c] >= 0.0 && x[c] <= 1.0))
      return fail(errc::bad_severity, field::severity, static_cast<std::ptrdiff_t>(c), x[c]);
  }
  return {};
}

/// Two profiles compared as Cronbach & Gleser (1953) do: D² = elevation + scatter + shape.
struct profile_parts {
  double elevation = 0.0;             ///< (x̄ − ȳ)²: one side sees more of everything
  double scatter = 0.0;               ///< (s_x − s_y)²: one side sets its answers further apart
  double shape = 0.0;                 ///< 2(s_x s_y − cov): they fear different things
  double difference = 0.0;            ///< x̄ − ȳ, signed: who sees more
  double spread = 0.0;                ///< s_x − s_y, signed: who sets its answers further apart
  std::optional<double> correlation;  ///< weighted Pearson r; none where a profile is flat
};

namespace detail {

/// Below this squares lose digits, since they near the end of the range of their type.
template <class T>
inline constexpr T tiny_square = static_cast<T>(sizeof(T) == sizeof(double) ? 1e-280 : 1e-30);

/// sqrt(Σ v_c Δ_c²), Δ given by `difference(c)`; rescaled only where the squares leave the range of their type (double,
/// or float in a batch of floats).
template <class V, class Difference>
[[nodiscard]] auto weighted_distance(std::size_t n, const V& v, const Difference& difference) noexcept {
  using number = std::decay_t<std::invoke_result_t<const Difference&, std::size_t>>;
  number sum{0};
  for (std::size_t c = 0; c < n; ++c) {
    const number d = difference(c);
    sum += v(c) * (d * d);
  }
  if (sum > tiny_square<number>) return std::min(number{1}, std::sqrt(sum));
  number largest{0};
  for (std::size_t c = 0; c < n; ++c) {
    if (v(c) > number{0}) largest = std::max(largest, std::abs(difference(c)));
  }
  if (largest == number{0}) return number{0};
  sum = number{0};
  for (std::size_t c = 0; c < n; ++c) {
    if (!(v(c) > number{0})) continue;  // 0 times what overflows is no number
    const number d = difference(c) / largest;
    sum += v(c) * (d * d);
  }
  return largest * std::sqrt(sum);
}

[[nodiscard]] inline auto at(std::span<const double> x) noexcept {
  return [d = x.data()](std::size_t i) noexcept { return d[i]; };
}

}  // namespace detail

/// The distance of two severity profiles, D = sqrt(Σ v_c (x_c − y_c)²), 0..1.
/// @param x,y severities of n risks, 0..1; @param v risk weights
/// @returns NaN where the lengths differ. O(n), no allocation.
[[nodiscard]] inline double risk(std::span<const double> x, std::span<const double> y, const weights& v) noexcept {
  if (x.size() != v.size() || y.size() != v.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::weighted_distance(v.size(), detail::at(v.values()),
                                   [&](std::size_t c) noexcept { return x[c] - y[c]; });
}

/// The distance of two appetite profiles: as `risk`, with the Hausdorff distance of each pair of intervals.
[[nodiscard]] inline double appetite(std::span<const interval> a, std::span<const interval> b,
                                     const weights& v) noexcept {
  if (a.size() != v.size() || b.size() != v.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::weighted_distance(v.size(), detail::at(v.values()),
                                   [&](std::size_t c) noexcept { return hausdorff(a[c], b[c]); });
}

/// Severity and appetite together, each counting half: sqrt(½ D_s² + ½ D_α²).
[[nodiscard]] inline double risk_with_appetite(double severity_gap, double appetite_gap) noexcept {
  const double largest = std::max(severity_gap, appetite_gap);
  if (!(largest > 0.0)) return largest;
  const double s = severity_gap / largest;
  const double a = appetite_gap / largest;
  return largest * std::sqrt(0.5 * (s * s) + 0.5 * (a * a));
}

/// What each risk adds to the gap: v_c Δ_c² / D, with appetite v_c (Δs_c² + Δα_c²) / (2 G_r); all 0 where the gap is 0.
/// @param a,b appetites, or empty; @param total the gap; @param out as long as v
/// @returns false, leaving `out` alone, where the lengths differ.
inline bool risk_items(std::span<const double> x, std::span<const double> y, std::span<const interval> a,
                       std::span<const interval> b, const weights& v, double total, std::span<double> out) noexcept {
  const std::size_t n = v.size();
  if (x.size() != n || y.size() != n || out.size() != n || a.size() != b.size()) return false;
  if (!a.empty() && a.size() != n) return false;
  const auto share = [&](double v_c, double d) noexcept { return total > 0.0 ? v_c * d * (d / total) : 0.0; };
  for (std::size_t c = 0; c < n; ++c) {
    const double s = share(v[c], std::abs(x[c] - y[c]));
    out[c] = a.empty() ? s : 0.5 * (s + share(v[c], hausdorff(a[c], b[c])));
  }
  return true;
}

/// Elevation, scatter and shape of two profiles by weighted population moments; precondition: equal lengths. O(n).
[[nodiscard]] inline profile_parts profile(std::span<const double> x, std::span<const double> y,
                                           std::span<const double> v) noexcept {
  double mean_x = 0.0, mean_y = 0.0;
  for (std::size_t c = 0; c < v.size(); ++c) {
    mean_x += v[c] * x[c];
    mean_y += v[c] * y[c];
  }
  double var_x = 0.0, var_y = 0.0, cov = 0.0;
  double low_x = std::numeric_limits<double>::infinity(), high_x = -low_x, low_y = low_x, high_y = -low_x;
  for (std::size_t c = 0; c < v.size(); ++c) {
    if (v[c] == 0.0) continue;
    const double dx = x[c] - mean_x;
    const double dy = y[c] - mean_y;
    var_x += v[c] * dx * dx;
    var_y += v[c] * dy * dy;
    cov += v[c] * (dx * dy);  // the same bits in either order of the sides
    low_x = std::min(low_x, x[c]);
    high_x = std::max(high_x, x[c]);
    low_y = std::min(low_y, y[c]);
    high_y = std::max(high_y, y[c]);
  }
  // A flat profile has scatter exactly 0: the mean of equal numbers need not be that number in floating point.
  const bool flat_x = !(low_x < high_x), flat_y = !(low_y < high_y);
  const double s_x = flat_x ? 0.0 : std::sqrt(var_x);
  const double s_y = flat_y ? 0.0 : std::sqrt(var_y);
  profile_parts parts;
  parts.difference = mean_x - mean_y;
  parts.elevation = parts.difference * parts.difference;
  parts.spread = s_x - s_y;
  parts.scatter = parts.spread * parts.spread;
  if (!flat_x && !flat_y) {
    parts.shape = std::max(0.0, 2.0 * (s_x * s_y - cov));
    if (s_x * s_y > 0.0) parts.correlation = std::clamp(cov / (s_x * s_y), -1.0, 1.0);
  }
  return parts;
}

/// The weight of the risks on which one side is beyond what it would live with and the other is not: Σ v_c where
/// s > α (the upper end) for one side only. Precondition: equal lengths. 0..1, O(n).
[[nodiscard]] inline double breach_conflict(std::span<const double> x, std::span<const double> y,
                                            std::span<const interval> a, std::span<const interval> b,
                                            const weights& v) noexcept {
  double sum = 0.0;
  for (std::size_t c = 0; c < v.size(); ++c) {
    if ((x[c] > a[c].high) != (y[c] > b[c].high)) sum += v[c];
  }
  return std::min(1.0, sum);
}

}  // namespace coalign::gap
