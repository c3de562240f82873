// SPDX-License-Identifier: Apache-2.0
/// @file
/// The horizon gap: how far apart in time two sides look.
#pragma once

#include <coalign/core/catalog.hpp>
#include <coalign/core/policy.hpp>
#include <coalign/gap/priority.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace coalign::gap {

/// Positions of the horizons on the time axis, 0 at the shortest and 1 at the longest.
class time_axis {
 public:
  /// The default horizons on log time. The positions are literals, so no `log` stands in the default score.
  time_axis() : time_axis(from_positions({0.0, .29085347201037625, .50825907345848094, .78259439855189531, 1.0})) {}

  /// @param days strictly ascending, > 0, at least two
  /// @returns the axis; `size_mismatch` or `bad_scale` with the index of the first bad one. O(J).
  [[nodiscard]] static result<time_axis> make(std::span<const double> days, spacing kind = spacing::log) {
    if (days.size() < 2) return fail(errc::size_mismatch, field::horizons, -1, static_cast<double>(days.size()));
    for (std::size_t j = 0; j < days.size(); ++j) {
      if (!(days[j] > (j == 0 ? 0.0 : days[j - 1])) || std::isinf(days[j])) {
        return fail(errc::bad_scale, field::days, static_cast<std::ptrdiff_t>(j), days[j]);
      }
    }
    constexpr std::array<double, 5> usual{7.0, 30.4375, 91.3125, 365.25, 1095.75};
    if (kind == spacing::log && std::equal(days.begin(), days.end(), usual.begin(), usual.end())) return time_axis();

    const double first = std::log(days.front());
    const double whole = std::log(days.back()) - first;
    // Neighbouring doubles ascend, and may have one logarithm.
    if (!(whole > 0.0))
      return fail(errc::bad_scale, field::days, static_cast<std::ptrdiff_t>(days.size()) - 1, days.back());
    std::vector<double> positions;
    positions.reserve(days.size());
    for (std::size_t j = 0; j < days.size(); ++j) {
      positions.push_back(kind == spacing::equal ? static_cast<double>(j) / static_cast<double>(days.size() - 1)
                                                 : (std::log(days[j]) - first) / whole);
    }
    positions.back() = 1.0;
    return from_positions(std::move(positions));
  }

  [[nodiscard]] std::size_t size() const noexcept { return positions_.size(); }
  [[nodiscard]] std::span<const double> positions() const noexcept { return positions_; }
  /// Distance between neighbours; one shorter than the positions.
  [[nodiscard]] std::span<const double> steps() const noexcept { return steps_; }

 private:
  explicit time_axis(std::vector<double> positions, int) : positions_(std::move(positions)) {
    steps_.reserve(positions_.size());
    for (std::size_t j = 1; j < positions_.size(); ++j) steps_.push_back(positions_[j] - positions_[j - 1]);
  }
  [[nodiscard]] static time_axis from_positions(std::vector<double> positions) {
    return time_axis(std::move(positions), 0);
  }

  std::vector<double> positions_;
  std::vector<double> steps_;
};

/// The horizon gap and what it says.
struct time_gap {
  double gap = 0.0;       ///< 0..1
  double shift = 0.0;     ///< E_q[y] − E_p[y]: negative where the first side looks further ahead
  double crossing = 0.0;  ///< the rest: disagreement that crosses
};

namespace detail {

/// `item(j, d)` sees the difference of the cumulative sums at the boundary after horizon j.
template <class P, class Q, class Item>
[[nodiscard]] time_gap horizon(std::span<const double> steps, const P& p, const Q& q, const Item& item) noexcept {
  time_gap g;
  double ahead = 0.0;
  for (std::size_t j = 0; j < steps.size(); ++j) {
    ahead += p(j) - q(j);
    g.gap += std::abs(ahead) * steps[j];
    g.shift += ahead * steps[j];
    item(j, ahead);
  }
  g.gap = std::min(1.0, g.gap);
  g.crossing = std::max(0.0, g.gap - std::abs(g.shift));
  return g;
}

/// Days of which the logarithm is given: a whole number where they are one but for the noise of logarithms.
[[nodiscard]] inline double days_of_log(double log_days) noexcept {
  const double days = std::exp(log_days), whole = std::round(days);
  return std::abs(days - whole) <= 1e-13 * whole ? whole : days;
}

/// `log_days(j)` gives ln d_j.
template <class LogDays>
[[nodiscard]] double days_ahead(const weights& p, const LogDays& log_days) noexcept {
  double sum = 0.0;
  for (std::size_t j = 0; j < p.size(); ++j) sum += p[j] * log_days(j);
  return days_of_log(sum);
}

}  // namespace detail

/// The horizon gap Σ_j |F_p(j) − F_q(j)| Δy_j: Wasserstein-1 on the axis (Vallender 1974), 0..1.
/// @param p,q weights on the horizons, as long as the axis; @returns NaN where the lengths differ. O(J).
[[nodiscard]] inline time_gap horizon_parts(const weights& p, const weights& q, const time_axis& axis) noexcept {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (p.size() != axis.size() || q.size() != axis.size()) return {none, none, none};
  return detail::horizon(axis.steps(), detail::at(p), detail::at(q), [](std::size_t, double) noexcept {});
}
[[nodiscard]] inline double horizon(const weights& p, const weights& q, const time_axis& axis) noexcept {
  return horizon_parts(p, q, axis).gap;
}

/// What each boundary between neighbouring horizons adds to the gap: |F_p(j) − F_q(j)| Δy_j, summing to it.
/// @param out one shorter than the axis; @returns false, leaving `out` alone, where the lengths differ.
inline bool horizon_items(const weights& p, const weights& q, const time_axis& axis, std::span<double> out) noexcept {
  if (p.size() != axis.size() || q.size() != axis.size() || out.size() != axis.steps().size()) return false;
  static_cast<void>(
      detail::horizon(axis.steps(), detail::at(p), detail::at(q),
                      [&](std::size_t j, double ahead) noexcept { out[j] = std::abs(ahead) * axis.steps()[j]; }));
  return true;
}

/// A period that is none of the horizons (a six-week release cycle) as weights on them: split linearly on the axis
/// between its neighbours; before the first or after the last it goes to that end.
/// @param period     days, > 0
/// @param days,axis  the horizons' days and their positions
/// @returns weights as long as `days`; `bad_scale` for a period that is not > 0; `size_mismatch`. O(J).
[[nodiscard]] inline result<weights> place_period(double period, std::span<const double> days, const time_axis& axis) {
  if (days.size() != axis.size()) return fail(errc::size_mismatch, field::horizons);
  if (!(period > 0.0) || std::isinf(period)) return fail(errc::bad_scale, field::days, -1, period);
  std::vector<double> points(days.size(), 0.0);
  const auto next = std::upper_bound(days.begin(), days.end(), period);
  if (next == days.begin()) {
    points.front() = 1.0;
  } else if (next == days.end()) {
    points.back() = 1.0;
  } else {
    const auto j = static_cast<std::size_t>(next - days.begin());
    // Between two neighbours both spacings are read on log time: a period has no other place on an equal axis.
    const double share = (std::log(period) - std::log(days[j - 1])) / (std::log(days[j]) - std::log(days[j - 1]));
    points[j] = share;
    points[j - 1] = 1.0 - share;
  }
  return weights::from_points(points);
}

/// How far ahead a side looks, in days: exp(E[ln d]), the geometric mean.
/// @returns NaN where the lengths differ. O(J).
[[nodiscard]] inline double days_ahead(const weights& p, std::span<const double> days) noexcept {
  if (p.size() != days.size()) return std::numeric_limits<double>::quiet_NaN();
  return detail::days_ahead(p, [&](std::size_t j) { return std::log(days[j]); });
}

}  // namespace coalign::gap
