// SPDX-License-Identifier: Apache-2.0
/// @file
/// Where two sides cannot agree by themselves, whatever they say to each other: matters to escalate.
#pragma once

#include <coalign/compare/measure.hpp>
#include <coalign/compare/target_gap.hpp>
#include <coalign/core/side.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace coalign::action {

/// Why two sides are deadlocked.
enum class deadlock_kind : std::uint8_t {
  concession,  ///< the priority gap is wider than what both sides would move together
  direction,   ///< they want opposite directions of a metric that both weigh
  appetite,    ///< what the one would live with, the other would not: their appetites for a risk are disjoint
};

/// The name of a kind, as it stands in an assessment.
[[nodiscard]] constexpr std::string_view deadlock_name(deadlock_kind kind) noexcept {
  return kind == deadlock_kind::concession ? "concession" : kind == deadlock_kind::direction ? "direction" : "appetite";
}

/// One matter to escalate.
struct deadlock {
  deadlock_kind kind = deadlock_kind::concession;
  std::ptrdiff_t subject = -1;  ///< index of the metric or of the risk; −1 for concession
  double size = 0.0;            ///< by how much: gap less concessions; common weight; distance of the appetites
  bool robust = true;           ///< it stands for every value that the sides' intervals allow
};

/// Risks below this share of weight are not escalated.
inline constexpr double deadlock_least_risk = 0.1;

/// Whether two sides' concessions do not reach: TV > r₁ + r₂, beyond rounding.
/// @param gap        their priority gap, 0..1; @param first,second what each would move at most, 0..1
/// @param least_gap  the least gap that their intervals allow (`uncertainty::interval_gap`), or `gap`
/// @returns the deadlock, or none. NaN is never a deadlock.
[[nodiscard]] inline std::optional<deadlock> concession_deadlock(double gap, double first, double second,
                                                                 double least_gap) noexcept {
  constexpr double slack = 1e-12;
  const double reach = first + second + slack;
  if (!(gap > reach)) return std::nullopt;
  return deadlock{deadlock_kind::concession, -1, gap - (first + second), least_gap > reach};
}
[[nodiscard]] inline std::optional<deadlock> concession_deadlock(double gap, double first, double second) noexcept {
  return concession_deadlock(gap, first, second, gap);
}

/// Whether two appetites for a risk are disjoint. @param weight of the risk, 0..1; below 0.1 it is not escalated
[[nodiscard]] inline std::optional<deadlock> appetite_deadlock(std::size_t risk, double weight, const interval& a,
                                                               const interval& b) noexcept {
  constexpr double slack = 1e-12;
  const double apart = std::max(a.low - b.high, b.low - a.high);
  if (!(weight >= deadlock_least_risk - slack) || !(apart > slack)) return std::nullopt;
  return deadlock{deadlock_kind::appetite, static_cast<std::ptrdiff_t>(risk), apart, true};
}

/// Every deadlock of two sides: concession first, then metrics and risks in the order of the catalogue.
/// A kind whose input is not there (no concessions, no priorities, no appetites) gives none.
/// @param m         both sides must stem from its catalogue; @returns `size_mismatch` where one does not
/// @param least_gap the least priority gap that the sides' intervals allow, where they are intervals
/// O(metrics + risks).
[[nodiscard]] inline result<std::vector<deadlock>> deadlocks(const measure& m, const side& a, const side& b,
                                                             std::optional<double> least_gap = {}) {
  const pair_gaps g = m.score(a, b);
  if (g.status == errc::size_mismatch) return fail(errc::size_mismatch, field::sides);
  std::vector<deadlock> out;
  const auto& mine = a.given().concession;
  const auto& theirs = b.given().concession;
  if (mine && theirs) {
    if (const auto found = concession_deadlock(g.priority, *mine, *theirs, least_gap.value_or(g.priority))) {
      out.push_back(*found);
    }
  }
  if (!a.points().empty() && !b.points().empty()) {
    const common_priorities both(a, b);
    const std::size_t n = both.valid() ? m.catalog().metrics.size() : 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double common = std::min(both.first(i), both.second(i));
      if (!(common > 0.0)) continue;
      const target_gap t(m.catalog().metrics[i].scale, a.goals()[i], b.goals()[i]);
      if (t.status != target_status::opposite) continue;
      out.push_back({deadlock_kind::direction, static_cast<std::ptrdiff_t>(i), common, true});
    }
  }
  // As stated: an appetite for one risk alone is enough here, though the risk gap does not use it.
  for (std::size_t c = 0; c < m.catalog().risks.size(); ++c) {
    const auto mine_of = a.appetite(c), theirs_of = b.appetite(c);
    if (!mine_of || !theirs_of) continue;
    if (const auto disjoint = appetite_deadlock(c, m.risk_weights()[c], *mine_of, *theirs_of)) out.push_back(*disjoint);
  }
  return out;
}

}  // namespace coalign::action
