// SPDX-License-Identifier: Apache-2.0
/// @file
/// Second opinions on priorities: distances that see relative change in small weights, which the priority gap does not.
#pragma once

#include <coalign/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>

namespace coalign::gap {

/// The Jensen–Shannon distance: the root of the divergence in bits, 0..1 (Lin 1991; Endres & Schindelin 2003).
/// Written with log1p, since the usual form goes negative near equality.
/// @param p,q weights of the same length; @returns NaN where the lengths differ. O(n).
[[nodiscard]] inline double jensen_shannon(const weights& p, const weights& q) noexcept {
  if (p.size() != q.size()) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double total = p[i] + q[i];
    if (total == 0.0) continue;
    const double t = (p[i] - q[i]) / total;
    const double t2 = t * t;
    double bracket;
    if (t2 == 1.0) {
      bracket = 2.0 * std::numbers::ln2;
    } else if (std::abs(t) < 1e-4) {
      bracket = t2 + t2 * t2 / 6.0 + t2 * t2 * t2 / 15.0;
    } else {
      bracket = (1.0 + t) * std::log1p(t) + (1.0 - t) * std::log1p(-t);
    }
    sum += 0.25 * total * bracket;  // (m/2)·bracket with m = total/2
  }
  return std::sqrt(std::clamp(sum / std::numbers::ln2, 0.0, 1.0));
}

/// The generalised Jensen–Shannon distance of any number of sides (Lin 1991): the root of
/// (H(Σ a_k p_k) − Σ a_k H(p_k)) / H(a), 0..1. Written as Σ_k a_k of what p_k says beyond the mean, each term of which
/// is >= 0, so that it cannot go negative near equality. Two sides of equal influence give `jensen_shannon(p, q)`.
/// @param sides N weights of the same length n; @param a N influences that sum to one
/// @returns 0 for fewer than two sides; NaN where lengths differ. O(N n).
[[nodiscard]] inline double jensen_shannon(std::span<const weights> sides, const weights& a) {
  if (a.size() != sides.size()) return std::numeric_limits<double>::quiet_NaN();
  if (sides.size() < 2) return 0.0;
  double entropy = 0.0;
  for (const double share : a) entropy -= share > 0.0 ? share * std::log(share) : 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < sides[0].size(); ++i) {
    double mean = 0.0;
    for (std::size_t k = 0; k < sides.size(); ++k) {
      if (sides[k].size() != sides[0].size()) return std::numeric_limits<double>::quiet_NaN();
      mean += a[k] * sides[k][i];
    }
    if (mean == 0.0) continue;
    for (std::size_t k = 0; k < sides.size(); ++k) {
      const double t = (sides[k][i] - mean) / mean;
      double bracket;  // (1 + t) ln(1 + t) − t
      if (t <= -1.0) {
        bracket = 1.0;
      } else if (std::abs(t) < 1e-4) {
        bracket = t * t * (0.5 - t / 6.0 + t * t / 12.0);
      } else {
        bracket = (1.0 + t) * std::log1p(t) - t;
      }
      sum += a[k] * mean * bracket;
    }
  }
  return entropy > 0.0 ? std::sqrt(std::clamp(sum / entropy, 0.0, 1.0)) : 0.0;
}

/// The Hellinger distance sqrt(½ Σ (√p_i − √q_i)²), 0..1 (Hellinger 1909).
[[nodiscard]] inline double hellinger(const weights& p, const weights& q) noexcept {
  if (p.size() != q.size()) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double d = std::sqrt(p[i]) - std::sqrt(q[i]);
    sum += d * d;
  }
  return std::min(1.0, std::sqrt(0.5 * sum));
}

/// Cosine similarity Σ p_i q_i / (‖p‖ ‖q‖), 0..1: 1 means the same direction. A similarity, not a distance.
[[nodiscard]] inline double cosine(const weights& p, const weights& q) noexcept {
  if (p.size() != q.size()) return std::numeric_limits<double>::quiet_NaN();
  double pq = 0.0, pp = 0.0, qq = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    pq += p[i] * q[i];
    pp += p[i] * p[i];
    qq += q[i] * q[i];
  }
  return std::min(1.0, pq / (std::sqrt(pp) * std::sqrt(qq)));
}

}  // namespace coalign::gap
