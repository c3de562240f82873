// SPDX-License-Identifier: Apache-2.0
/// @file
/// A catalogue and a policy, validated once, so that scoring a pair of sides cannot fail and allocates nothing.
#pragma once

#include <coalign/compare/target_gap.hpp>
#include <coalign/core/side.hpp>
#include <coalign/gap/goal.hpp>
#include <coalign/gap/horizon.hpp>
#include <coalign/gap/overall.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/gap/risk.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace coalign {

/// The gaps of one pair. A block that is missing is NaN.
struct pair_gaps {
  errc status = errc::ok;  ///< `missing` where no block is there; an error where the pair cannot be compared
  std::array<double, block_count> blocks{};
  double priority = 0.0;
  double goal = 0.0;
  double goal_unknown = 0.0;  ///< common ground without a target on both sides: the goal gap may be as much higher
  bool goals_assessed = false;
  double overall = 0.0;
};

/// The measuring instrument: catalogue and policy, compiled.
class measure {
 public:
  /// @returns the measure; or the first error of the catalogue or of the policy. O(metrics + horizons + risks).
  [[nodiscard]] static result<measure> make(catalog c, policy p = {}) {
    if (const error e = check(c); e.code != errc::ok) return e;
    if (const error e = check(p); e.code != errc::ok) return e;
    measure m;
    std::vector<double> days;
    days.reserve(c.horizons.size());
    for (const horizon& h : c.horizons) days.push_back(h.days);
    BOOST_OUTCOME_TRY(m.axis_, gap::time_axis::make(days, p.spacing));
    if (!c.risks.empty()) {
      std::vector<double> points;
      points.reserve(c.risks.size());
      for (const risk& r : c.risks) points.push_back(r.weight);
      BOOST_OUTCOME_TRY(m.risk_weights_, weights::from_points(points));
    }
    m.omega_ = block_weights(p);
    m.catalog_ = std::move(c);
    m.policy_ = std::move(p);
    m.log_days_.reserve(days.size());
    for (const double d : days) m.log_days_.push_back(std::log(d));
    m.days_ = std::move(days);
    return m;
  }

  [[nodiscard]] const coalign::catalog& catalog() const noexcept { return catalog_; }
  [[nodiscard]] const coalign::policy& policy() const noexcept { return policy_; }
  [[nodiscard]] const gap::time_axis& axis() const noexcept { return axis_; }
  [[nodiscard]] std::span<const double> days() const noexcept { return days_; }
  [[nodiscard]] std::span<const double> log_days() const noexcept { return log_days_; }
  [[nodiscard]] const weights& risk_weights() const noexcept { return risk_weights_; }
  /// Block weights over the blocks that are there, summing to one; all 0 where none of them has weight.
  [[nodiscard]] std::span<const double, block_count> omega(unsigned present) const noexcept { return omega_[present]; }
  [[nodiscard]] std::span<const double, block_count> omega() const noexcept { return omega_.back(); }

  /// The gaps of one pair, without contributions. No allocation. Both sides must stem from this catalogue.
  [[nodiscard]] pair_gaps score(const side& a, const side& b) const noexcept {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    pair_gaps g{.blocks = {none, none, none}, .priority = none, .goal = none, .overall = none};
    unsigned present = 0;
    if (!fits(a) || !fits(b)) return failed(g, errc::size_mismatch);

    if (!a.points().empty() && !b.points().empty()) {
      const common_priorities both(a, b);
      if (!both.valid()) return failed(g, errc::zero_sum);
      if (both.all_asked()) {
        score_metrics(g, a, b, gap::detail::at(a.priorities()), gap::detail::at(b.priorities()));
      } else {
        score_metrics(
            g, a, b, [&](std::size_t i) noexcept { return both.first(i); },
            [&](std::size_t i) noexcept { return both.second(i); });
      }
      if (g.status != errc::ok) return g;
      present |= 1U;
    }
    if (!a.horizons().empty() && !b.horizons().empty()) {
      g.blocks[1] = gap::horizon(a.horizons(), b.horizons(), axis_);
      present |= 2U;
    }
    if (!a.severities().empty() && !b.severities().empty()) {
      g.blocks[2] = gap::risk(a.severities(), b.severities(), risk_weights_);
      if (!a.appetites().empty() && !b.appetites().empty()) {
        g.blocks[2] = gap::risk_with_appetite(g.blocks[2], gap::appetite(a.appetites(), b.appetites(), risk_weights_));
      }
      present |= 4U;
    }
    g.overall = join(g.blocks, present);
    if (std::isnan(g.overall)) g.status = errc::missing;
    return g;
  }

  /// The overall gap of block gaps of which some are missing (NaN): over the blocks that are there. NaN where none is.
  [[nodiscard]] double join(const std::array<double, block_count>& blocks, unsigned present) const noexcept {
    const auto w = omega(present);
    if (w[0] + w[1] + w[2] == 0.0) return std::numeric_limits<double>::quiet_NaN();
    std::array<double, block_count> there{};
    for (std::size_t b = 0; b < block_count; ++b) there[b] = (present >> b & 1U) ? blocks[b] : 0.0;
    return gap::overall(there, w, policy_.rho);
  }

 private:
  measure() = default;

  /// Whether a side can stem from this catalogue: as many metrics, and as many horizons and risks where it has any.
  [[nodiscard]] bool fits(const side& s) const noexcept {
    return s.goals().size() == catalog_.metrics.size() &&
           (s.horizons().empty() || s.horizons().size() == axis_.size()) &&
           (s.severities().empty() || s.severities().size() == risk_weights_.size());
  }
  [[nodiscard]] static pair_gaps failed(pair_gaps g, errc code) noexcept {
    g.status = code;
    return g;
  }

  template <class P, class Q>
  void score_metrics(pair_gaps& g, const side& a, const side& b, const P& p, const Q& q) const noexcept {
    const std::size_t n = catalog_.metrics.size();
    g.priority = gap::detail::priority(n, p, q);
    g.goals_assessed = a.has_goals() || b.has_goals();
    double goal = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double common = std::min(p(i), q(i));
      if (!(common > 0.0)) continue;
      const target_gap t(catalog_.metrics[i].scale, a.goals()[i], b.goals()[i]);
      if (t.status == target_status::no_scale) g.status = errc::bad_scale;
      if (t.status == target_status::unknown) g.goal_unknown += common;
      if (t.status == target_status::opposite) g.goals_assessed = true;
      goal += common * t.delta;
    }
    if (!g.goals_assessed) g.goal_unknown = 0.0;
    g.goal = std::min(1.0, goal);
    g.blocks[0] = std::min(1.0, g.priority + g.goal);
  }

  coalign::catalog catalog_;
  coalign::policy policy_;
  gap::time_axis axis_;
  std::vector<double> days_;
  std::vector<double> log_days_;
  weights risk_weights_;
  block_weight_table omega_{};
};

}  // namespace coalign
