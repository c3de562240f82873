// SPDX-License-Identifier: Apache-2.0
/// @file
/// One answer for several sides: their mean, or the one that moves them least.
#pragma once

#include <coalign/core/influence.hpp>
#include <coalign/core/weights.hpp>
#include <coalign/gap/horizon.hpp>
#include <coalign/gap/priority.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace coalign::action {

/// One answer for several sides.
struct consensus {
  coalign::weights weights;
  std::vector<double> costs;     ///< what each side must move to it, 0..1
  double total = 0.0;            ///< Σ a_k cost_k
  std::ptrdiff_t majority = -1;  ///< the side with more than half of all influence, or −1
  bool tied = false;             ///< least movement: other answers move the sides as little; this one is in the middle
};

namespace detail {

/// Numbers that are sums of influences, in one order or another.
inline constexpr double influence_slack = 1e-12;

[[nodiscard]] inline std::ptrdiff_t majority_of(const weights& a) noexcept {
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k] > 0.5 + influence_slack) return static_cast<std::ptrdiff_t>(k);
  }
  return -1;
}

/// The distribution of one number over sides: its values, ascending, and the influence at or below each.
class influence_curve {
 public:
  template <class Value>
  influence_curve(const weights& a, const Value& value) {
    std::vector<std::pair<double, double>> points;
    points.reserve(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) points.emplace_back(value(k), a[k]);
    std::sort(points.begin(), points.end());
    double below = 0.0;
    for (const auto& [x, share] : points) {
      below += share;
      if (!values_.empty() && values_.back() == x) {
        below_.back() = below;
      } else {
        values_.push_back(x);
        below_.push_back(below);
      }
    }
    below_.back() = 1.0;
  }

  [[nodiscard]] std::span<const double> levels() const noexcept { return below_; }
  /// The τ-quantiles: one number, or all between two where τ is just what lies at or below the first.
  [[nodiscard]] std::pair<double, double> quantiles(double tau) const noexcept {
    std::size_t low = 0;
    while (low + 1 < values_.size() && below_[low] < tau - influence_slack) ++low;
    std::size_t high = low;
    while (high + 1 < values_.size() && below_[high] <= tau + influence_slack) ++high;
    return {values_[low], values_[high]};
  }

 private:
  std::vector<double> values_;
  std::vector<double> below_;
};

template <class Cost>
void add_costs(consensus& c, std::span<const weights> sides, const weights& a, const Cost& cost) {
  for (std::size_t k = 0; k < sides.size(); ++k) {
    c.costs.push_back(cost(sides[k]));
    c.total += a[k] * c.costs.back();
  }
  c.majority = majority_of(a);
}

[[nodiscard]] inline result<weights> pool(std::span<const weights> sides, const weights& a) {
  std::vector<double> sum(sides[0].size(), 0.0);
  for (std::size_t k = 0; k < sides.size(); ++k) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += a[k] * sides[k][i];
  }
  return weights::from_points(sum);
}

}  // namespace detail

/// The linear pool Σ a_k p_k of priorities (Stone 1961): what all sides say, by influence.
/// @param sides     N >= 1 weights of the same length n
/// @param influence N points > 0, or none: equal
/// @returns the pool and each side's priority gap to it; `size_mismatch`, `bad_weight` with the index. O(N n).
[[nodiscard]] inline result<consensus> linear_pool(std::span<const weights> sides,
                                                   std::span<const double> influence = {}) {
  BOOST_OUTCOME_TRY(const auto a, coalign::detail::influences(sides, influence, field::priorities));
  consensus out;
  BOOST_OUTCOME_TRY(out.weights, detail::pool(sides, a));
  detail::add_costs(out, sides, a, [&](const weights& p) { return coalign::gap::priority(p, out.weights); });
  return out;
}

/// The priorities that the sides have to move least to reach, by influence: minimises Σ a_k TV(p_k, c). c_i is the
/// weighted τ-quantile of {p_ki}, one τ for all metrics with Σ c = 1 (the dual of the linear program; Koenker & Bassett
/// 1978), interpolated where τ is at a jump: `tied`. A side with more than half of the influence has it all its way:
/// `majority`. Two sides of equal influence meet in the middle.
/// @param sides,influence as in `linear_pool`; @returns as there. O(N n log(N n)).
[[nodiscard]] inline result<consensus> least_movement(std::span<const weights> sides,
                                                      std::span<const double> influence = {}) {
  BOOST_OUTCOME_TRY(const auto a, coalign::detail::influences(sides, influence, field::priorities));
  const std::size_t n = sides[0].size();
  std::vector<detail::influence_curve> curves;
  std::vector<double> levels{0.0};
  curves.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    curves.emplace_back(a, [&](std::size_t k) { return sides[k][i]; });
    levels.insert(levels.end(), curves.back().levels().begin(), curves.back().levels().end());
  }
  std::sort(levels.begin(), levels.end());
  const auto sum_at = [&](double tau, bool upper) {
    double sum = 0.0;
    for (const auto& curve : curves) {
      const auto both = curve.quantiles(tau);
      sum += upper ? both.second : both.first;
    }
    return sum;
  };
  // The sums rise with τ: the first level whose upper quantiles reach one. At the last they are the largest answers.
  std::size_t first = 0, count = levels.size();
  while (count > 0) {
    const std::size_t half = count / 2;
    if (sum_at(levels[first + half], true) < 1.0 - detail::influence_slack) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  const double tau = levels[std::min(first, levels.size() - 1)];
  const double low = sum_at(tau, false), high = sum_at(tau, true);
  const double share = high > low ? std::clamp((1.0 - low) / (high - low), 0.0, 1.0) : 0.0;
  std::vector<double> c(n);
  consensus out;
  std::size_t open = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto [x, y] = curves[i].quantiles(tau);
    c[i] = (1.0 - share) * x + share * y;
    open += y > x + detail::influence_slack;
  }
  // One metric alone has nothing to exchange with, and at the upper end nothing can be exchanged.
  out.tied = open > 1 && share < 1.0 - detail::influence_slack;
  BOOST_OUTCOME_TRY(out.weights, weights::from_points(c));
  detail::add_costs(out, sides, a, [&](const weights& p) { return coalign::gap::priority(p, out.weights); });
  return out;
}

/// The linear pool of horizons, and each side's horizon gap to it.
/// @param sides weights as long as the axis; @returns as `linear_pool`. O(N J).
[[nodiscard]] inline result<consensus> linear_pool(std::span<const weights> sides, const coalign::gap::time_axis& axis,
                                                   std::span<const double> influence = {}) {
  BOOST_OUTCOME_TRY(const auto a, coalign::detail::influences(sides, influence, field::side_horizons));
  if (sides[0].size() != axis.size()) return fail(errc::size_mismatch, field::side_horizons, -1, -1.0, 0);
  consensus out;
  BOOST_OUTCOME_TRY(out.weights, detail::pool(sides, a));
  detail::add_costs(out, sides, a, [&](const weights& p) { return coalign::gap::horizon(p, out.weights, axis); });
  return out;
}

/// The horizons that the sides have to move least to reach: minimises Σ a_k W(p_k, c), W the horizon gap. Its
/// cumulative sum is the weighted median of theirs, at each boundary by itself (the middle one where there are several:
/// `tied`).
/// @param sides weights as long as the axis; @returns as `linear_pool`. O(N J log N).
[[nodiscard]] inline result<consensus> least_movement(std::span<const weights> sides,
                                                      const coalign::gap::time_axis& axis,
                                                      std::span<const double> influence = {}) {
  BOOST_OUTCOME_TRY(const auto a, coalign::detail::influences(sides, influence, field::side_horizons));
  if (sides[0].size() != axis.size()) return fail(errc::size_mismatch, field::side_horizons, -1, -1.0, 0);
  consensus out;
  std::vector<double> so_far(sides.size(), 0.0), c(axis.size(), 0.0);
  double before = 0.0;
  for (std::size_t j = 0; j < c.size(); ++j) {
    if (j + 1 == c.size()) {
      c[j] = std::max(0.0, 1.0 - before);
      break;
    }
    for (std::size_t k = 0; k < sides.size(); ++k) so_far[k] += sides[k][j];
    const detail::influence_curve curve(a, [&](std::size_t k) { return so_far[k]; });
    const auto [low, high] = curve.quantiles(0.5);
    out.tied = out.tied || high > low + detail::influence_slack;
    const double here = std::max(before, std::min(1.0, 0.5 * (low + high)));
    c[j] = here - before;
    before = here;
  }
  BOOST_OUTCOME_TRY(out.weights, weights::from_points(c));
  detail::add_costs(out, sides, a, [&](const weights& p) { return coalign::gap::horizon(p, out.weights, axis); });
  return out;
}

}  // namespace coalign::action
