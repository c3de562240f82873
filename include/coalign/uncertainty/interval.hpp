// SPDX-License-Identifier: Apache-2.0
/// @file
/// Priorities given as intervals: the least and the greatest priority gap that they allow.
#pragma once

#include <coalign/core/error.hpp>
#include <coalign/core/interval.hpp>
#include <coalign/core/random.hpp>
#include <coalign/core/share_range.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace coalign::uncertainty {

/// The priority gaps that intervals allow.
struct interval_range {
  interval gap;          ///< least, exact; greatest: exact, or no gap is above it
  double reached = 0.0;  ///< the greatest gap that was found: the greatest itself where that is exact
  bool exact = true;  ///< false: too many intervals overlap to try every way, and `reached` may be below the greatest
};

/// The greatest gap is exact where at most this many metrics have intervals that overlap (2²⁰ ways).
inline constexpr std::size_t interval_exact_limit = 20;

using coalign::check_intervals;

namespace detail {

[[nodiscard]] inline double positive(double x) noexcept { return x > 0.0 ? x : 0.0; }

/// The least gap: as much common ground as the intervals allow. What is common by the lower ends costs nothing; what
/// only one side must add comes next; the rest takes both budgets.
[[nodiscard]] inline double least_interval_gap(std::span<const double> lp, std::span<const double> up,
                                               std::span<const double> lq, std::span<const double> uq) noexcept {
  double common = 0.0, alpha = 0.0, beta = 0.0, gamma = 0.0, sum_p = 0.0, sum_q = 0.0;
  for (std::size_t i = 0; i < lp.size(); ++i) {
    const double top = std::min(up[i], uq[i]);
    common += std::min({lp[i], lq[i], top});
    alpha += positive(std::min(lq[i], top) - lp[i]);
    beta += positive(std::min(lp[i], top) - lq[i]);
    gamma += positive(top - std::max(lp[i], lq[i]));
    sum_p += lp[i];
    sum_q += lq[i];
  }
  const double budget_p = positive(1.0 - sum_p), budget_q = positive(1.0 - sum_q);
  const double a = std::min(alpha, budget_p), b = std::min(beta, budget_q);
  return std::clamp(1.0 - (common + a + b + std::min({gamma, budget_p - a, budget_q - b})), 0.0, 1.0);
}

/// The greatest gap is the greatest over sets S of what p can put on S less what q must:
/// f(S) = Σ_S (l_p − u_q) + min(Σ_S w_p, B_p) + min(Σ_S w_q, C_q), w the widths, B_p = 1 − Σ l_p, C_q = Σ u_q − 1.
/// A metric whose intervals do not overlap is in S, or out of it, whatever the others are.
class greatest_gap {
 public:
  greatest_gap(std::span<const double> lp, std::span<const double> up, std::span<const double> lq,
               std::span<const double> uq) {
    budget_p_ = 1.0;
    budget_q_ = -1.0;
    for (std::size_t i = 0; i < lp.size(); ++i) {
      budget_p_ -= lp[i];
      budget_q_ += uq[i];
      const item x{lp[i] - uq[i], up[i] - lp[i], uq[i] - lq[i]};
      if (up[i] <= lq[i]) continue;
      if (lp[i] >= uq[i]) {
        always_.add(x, 1.0);
      } else {
        free_.push_back(x);
      }
    }
    budget_p_ = positive(budget_p_);
    budget_q_ = positive(budget_q_);
  }

  [[nodiscard]] std::size_t free() const noexcept { return free_.size(); }

  /// Every set, one metric in or out at a time (Gray 1953), each branch from its own sums. O(2^free).
  [[nodiscard]] double exact() const noexcept { return descend(0, always_); }

  /// No set is above this: the Lagrangian dual, convex in its two multipliers; any two give a bound. O(free).
  [[nodiscard]] double bound() noexcept {
    const auto inner = [&](double lambda) noexcept {
      mu_ = lowest([&](double mu) noexcept { return dual(lambda, mu); });
      return dual(lambda, mu_);
    };
    lambda_ = lowest(inner);
    return std::clamp(inner(lambda_), 0.0, 1.0);
  }

  /// The best set found from the bound's multipliers and from random ones, each improved by single changes. Call it
  /// after `bound`.
  [[nodiscard]] double sampled(std::uint64_t seed) const {
    constexpr std::uint32_t starts = 64;
    double best = 0.0;
    std::vector<std::uint8_t> in(free_.size());
    for (std::uint32_t start = 0; start < starts; ++start) {
      random_stream draw(seed, random_use::interval, 0, start);
      const double lambda = start == 0 ? lambda_ : draw.unit(), mu = start == 0 ? mu_ : draw.unit();
      sums now = always_;
      for (std::size_t i = 0; i < free_.size(); ++i) {
        in[i] = free_[i].cost + lambda * free_[i].wide_p + mu * free_[i].wide_q > 0.0;
        if (start % 2 == 1 && draw.below(8) == 0) in[i] = !in[i];
        if (in[i]) now.add(free_[i], 1.0);
      }
      improve(in, now);
      best = std::max(best, value(now));
    }
    return best;
  }

 private:
  struct item {
    double cost, wide_p, wide_q;
  };
  struct sums {
    double cost = 0.0, wide_p = 0.0, wide_q = 0.0;
    void add(const item& x, double sign) noexcept {
      cost += sign * x.cost;
      wide_p += sign * x.wide_p;
      wide_q += sign * x.wide_q;
    }
  };

  [[nodiscard]] double value(const sums& s) const noexcept {
    return std::clamp(s.cost + std::min(s.wide_p, budget_p_) + std::min(s.wide_q, budget_q_), 0.0, 1.0);
  }
  [[nodiscard]] double descend(std::size_t i, sums s) const noexcept {
    if (i == free_.size()) return value(s);
    const double without = descend(i + 1, s);
    s.add(free_[i], 1.0);
    return std::max(without, descend(i + 1, s));
  }
  /// Where a convex function of 0..1 is lowest, to about 1e-11.
  template <class Convex>
  [[nodiscard]] static double lowest(const Convex& f) noexcept {
    double low = 0.0, high = 1.0;
    for (int step = 0; step < 64; ++step) {
      const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
      if (f(a) <= f(b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return 0.5 * (low + high);
  }
  [[nodiscard]] double dual(double lambda, double mu) const noexcept {
    double sum = always_.cost + lambda * always_.wide_p + mu * always_.wide_q + (1.0 - lambda) * budget_p_ +
                 (1.0 - mu) * budget_q_;
    for (const item& x : free_) sum += positive(x.cost + lambda * x.wide_p + mu * x.wide_q);
    return sum;
  }
  /// Changes one metric, or exchanges two, as long as that helps; so many times at most that it ends soon.
  void improve(std::vector<std::uint8_t>& in, sums& now) const noexcept {
    const auto flip = [&](std::size_t i) {
      now.add(free_[i], in[i] ? -1.0 : 1.0);
      in[i] = !in[i];
    };
    bool better = true;
    for (int round = 0; better && round < 50; ++round) {
      better = false;
      for (std::size_t i = 0; i < free_.size(); ++i) {
        for (std::size_t j = i; j < free_.size(); ++j) {
          const sums before = now;
          const double least = value(now) + 1e-13;
          flip(i);
          if (j != i) flip(j);
          if (value(now) > least) {
            better = true;
            continue;
          }
          in[i] = !in[i];
          if (j != i) in[j] = !in[j];
          now = before;
        }
      }
    }
  }

  std::vector<item> free_;
  sums always_;
  double budget_p_ = 0.0;
  double budget_q_ = 0.0;
  double lambda_ = 0.5;
  double mu_ = 0.5;
};

}  // namespace detail

/// The least and the greatest priority gap of two sides whose shares are known as intervals, l <= p <= u each.
/// The least is exact; the greatest is exact where at most 20 metrics have intervals that overlap. Beyond, it is a
/// bound that no gap exceeds, and `reached` is the greatest that a search with this seed found.
/// Both are linear programs: Σ|p_i − q_i|/2 over two boxes cut by Σ = 1 (see Dantzig 1957 for the greedy solution).
/// @param low_p,high_p,low_q,high_q n shares each, 0..1
/// @returns the range; `bad_interval` or `size_mismatch` with `side` 0 or 1. O(n + 2^overlapping), or O(n²) beyond.
[[nodiscard]] inline result<interval_range> interval_gap(std::span<const double> low_p, std::span<const double> high_p,
                                                         std::span<const double> low_q, std::span<const double> high_q,
                                                         std::uint64_t seed = 0) {
  if (const error e = check_intervals(low_p, high_p, 0); e.code != errc::ok) return e;
  if (const error e = check_intervals(low_q, high_q, 1); e.code != errc::ok) return e;
  if (low_p.size() != low_q.size()) {
    return fail(errc::size_mismatch, field::priorities, -1, static_cast<double>(low_q.size()), 1);
  }
  interval_range out;
  if (std::equal(low_p.begin(), low_p.end(), high_p.begin()) &&
      std::equal(low_q.begin(), low_q.end(), high_q.begin())) {
    for (std::size_t i = 0; i < low_p.size(); ++i) out.reached += 0.5 * std::abs(low_p[i] - low_q[i]);
    out.gap = out.reached = std::min(1.0, out.reached);  // shares known exactly: no rounding of sums
    return out;
  }
  out.gap.low = detail::least_interval_gap(low_p, high_p, low_q, high_q);
  detail::greatest_gap greatest(low_p, high_p, low_q, high_q);
  if (greatest.free() <= interval_exact_limit) {
    out.gap.high = out.reached = std::max(out.gap.low, greatest.exact());
    return out;
  }
  out.gap.high = std::max(out.gap.low, greatest.bound());
  out.reached = std::clamp(greatest.sampled(seed), out.gap.low, out.gap.high);
  out.exact = out.gap.high - out.reached <= 1e-9;
  return out;
}

}  // namespace coalign::uncertainty
