// SPDX-License-Identifier: Apache-2.0
/// @file
/// Priorities known as a distribution: how sure a side is of its shares, or only in which order they are.
#pragma once

#include <coalign/core/interval.hpp>
#include <coalign/core/random.hpp>
#include <coalign/core/side.hpp>
#include <coalign/core/weights.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/uncertainty/resample.hpp>
#include <coalign/uncertainty/run.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace coalign::uncertainty {

inline constexpr std::uint32_t dirichlet_draws = 10'000;

/// One side's shares as something that can be drawn.
class uncertain_shares {
 public:
  /// Dirichlet(κp): the mean is p, and a share p_i has the variance p_i(1 − p_i)/(κ + 1), as if κ points had been
  /// given one by one. A share of 0 stays 0.
  /// @param kappa > 0; infinite: the shares are known. @returns `bad_option` for another kappa; `size_mismatch`.
  [[nodiscard]] static result<uncertain_shares> around(const weights& p, double kappa) {
    if (!(kappa > 0.0)) return fail(errc::bad_option, field::none, -1, kappa);
    if (p.empty()) return fail(errc::size_mismatch, field::priorities);
    uncertain_shares out;
    out.center_ = p;
    out.known_ = std::isinf(kappa);
    // Below the floor one item takes all in every draw as it does here; the logarithms of still smaller shapes
    // overflow.
    const double finite = std::max(kappa, 1e-100);
    for (const double share : p) out.shape_.push_back(out.known_ ? share : finite * share);
    return out;
  }

  /// Only an order is known: Dirichlet(1ⁿ) sorted to fit it, whose mean is the rank-order centroid
  /// w_j = (1/n) Σ_{i>=j} 1/i (Barron & Barrett 1996). Items that tie share what their places get.
  /// @param place the place of each item, 0 the best; equal places tie; an item that is `unranked` gets 0
  /// @returns `size_mismatch` where no item has a place.
  [[nodiscard]] static result<uncertain_shares> in_order(std::span<const std::size_t> place) {
    const std::size_t n = place.size();
    const auto ranked = n - static_cast<std::size_t>(std::count(place.begin(), place.end(), unranked));
    if (ranked == 0) return fail(errc::size_mismatch, field::priorities);
    uncertain_shares out;
    out.shape_.assign(n, 0.0);
    std::fill_n(out.shape_.begin(), ranked, 1.0);
    out.order_.resize(n);
    std::iota(out.order_.begin(), out.order_.end(), std::size_t{0});
    std::sort(out.order_.begin(), out.order_.end(),
              [&](std::size_t i, std::size_t j) { return place[i] != place[j] ? place[i] < place[j] : i < j; });
    for (std::size_t k = 0; k < n; ++k) {
      if (k + 1 == n || place[out.order_[k]] != place[out.order_[k + 1]]) out.ends_.push_back(k + 1);
    }
    BOOST_OUTCOME_TRY(const auto centroid, coalign::detail::points_of_ranks(place));
    BOOST_OUTCOME_TRY(out.center_, weights::from_points(centroid));
    return out;
  }

  [[nodiscard]] std::size_t size() const noexcept { return shape_.size(); }
  /// The mean.
  [[nodiscard]] const weights& center() const noexcept { return center_; }

  /// Draws shares. The logarithms are scaled before they are raised, so that tiny shapes do not all become 0.
  void draw(random_stream& random, std::vector<double>& out) const noexcept {
    if (known_) return static_cast<void>(std::copy(shape_.begin(), shape_.end(), out.begin()));
    bool tiny = false;
    for (const double a : shape_) tiny = tiny || (a > 0.0 && a < 1.0);
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < shape_.size(); ++i) {
      if (!(shape_[i] > 0.0)) {
        out[i] = 0.0;
      } else if (tiny) {
        out[i] = random.log_gamma(shape_[i]);
        largest = std::max(largest, out[i]);
      } else {
        out[i] = random.gamma(shape_[i]);
      }
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < shape_.size(); ++i) {
      if (tiny && shape_[i] > 0.0) out[i] = std::exp(out[i] - largest);
      sum += out[i];
    }
    for (double& x : out) x /= sum;
    if (order_.empty()) return;
    std::sort(out.begin(), out.end(), std::greater<>());
    deal(out);
  }

 private:
  uncertain_shares() = default;

  /// Descending shares to the items in their order, the places of a tie averaged.
  void deal(std::vector<double>& shares) const noexcept {
    std::size_t first = 0;
    for (const std::size_t last : ends_) {
      double sum = 0.0;
      for (std::size_t k = first; k < last; ++k) sum += shares[k];
      for (std::size_t k = first; k < last; ++k) shares[k] = sum / static_cast<double>(last - first);
      first = last;
    }
    // Follows the cycles of the order; each is closed from its smallest item, so that no memory is needed.
    for (std::size_t k = 0; k < order_.size(); ++k) {
      std::size_t smallest = k;
      for (std::size_t j = order_[k]; j != k; j = order_[j]) smallest = std::min(smallest, j);
      if (smallest != k) continue;
      double carried = shares[k];
      for (std::size_t j = order_[k]; j != k; j = order_[j]) std::swap(carried, shares[j]);
      shares[k] = carried;
    }
  }

  std::vector<double> shape_;
  weights center_;
  bool known_ = false;
  std::vector<std::size_t> order_;  ///< items, best first; empty where shares are drawn as they are
  std::vector<std::size_t> ends_;   ///< where each group of tied places ends
};

/// The priority gap of two sides whose shares are distributions.
class gap_distribution {
 public:
  gap_distribution(double estimate, std::vector<double> sorted) : estimate_(estimate), sorted_(std::move(sorted)) {}

  /// The gap of the two means. Draws scatter about the means and so lie above it more often than below.
  [[nodiscard]] double estimate() const noexcept { return estimate_; }
  /// The mean gap of the draws.
  [[nodiscard]] double mean() const noexcept {
    return std::accumulate(sorted_.begin(), sorted_.end(), 0.0) / static_cast<double>(sorted_.size());
  }
  /// A quantile of the gap. @param level 0..1
  [[nodiscard]] double quantile(double level) const noexcept { return detail::quantile_of(sorted_, level); }
  /// The central interval that holds this share of the draws. @param confidence 0..1
  [[nodiscard]] interval range(double confidence = 0.95) const noexcept {
    const double tail = 0.5 * (1.0 - confidence);
    return {quantile(tail), quantile(1.0 - tail)};
  }
  /// The probability that the alignment index of priorities, 1 − gap, is at least this. O(log draws).
  [[nodiscard]] double probability(double index) const noexcept {
    constexpr double slack = 1e-12;
    const auto last = std::upper_bound(sorted_.begin(), sorted_.end(), 1.0 - index + slack);
    return static_cast<double>(last - sorted_.begin()) / static_cast<double>(sorted_.size());
  }
  /// How far `probability` may be off, for 95 in 100 seeds, at most: 1.96 √(¼/draws).
  [[nodiscard]] double half_width() const noexcept {
    return 1.96 * std::sqrt(0.25 / static_cast<double>(sorted_.size()));
  }
  /// The gaps drawn, ascending.
  [[nodiscard]] std::span<const double> draws() const noexcept { return sorted_; }

 private:
  double estimate_;
  std::vector<double> sorted_;
};

namespace detail {

class dirichlet_draw {
 public:
  dirichlet_draw(const uncertain_shares& p, const uncertain_shares& q, const run_options& o, double* out)
      : p_(&p), q_(&q), seed_(o.seed), pair_(o.pair), out_(out), x_(p.size()), y_(q.size()) {}

  void operator()(std::size_t draw) noexcept {
    random_stream random(seed_, random_use::dirichlet, pair_, static_cast<std::uint32_t>(draw));
    p_->draw(random, x_);
    q_->draw(random, y_);
    out_[draw] = gap::detail::priority(
        x_.size(), [&](std::size_t i) noexcept { return x_[i]; }, [&](std::size_t i) noexcept { return y_[i]; });
  }

 private:
  const uncertain_shares* p_;
  const uncertain_shares* q_;
  std::uint64_t seed_;
  std::uint32_t pair_;
  double* out_;
  std::vector<double> x_, y_;
};

}  // namespace detail

/// Draws both sides' shares, independently, and gives the distribution of their priority gap (Monte Carlo).
/// @param o `draws`: 10,000 unless told
/// @returns the distribution; `size_mismatch`, `cancelled`. O(draws · n).
[[nodiscard]] inline result<gap_distribution> sampled_gap(const uncertain_shares& p, const uncertain_shares& q,
                                                          const run_options& o = {}) {
  if (p.size() != q.size()) {
    return fail(errc::size_mismatch, field::priorities, -1, static_cast<double>(q.size()), 1);
  }
  std::vector<double> gaps(detail::draws_or(o, dirichlet_draws));
  if (!detail::run(gaps.size(), o, detail::dirichlet_draw(p, q, o, gaps.data()))) return fail(errc::cancelled);
  std::sort(gaps.begin(), gaps.end());
  return gap_distribution(gap::priority(p.center(), q.center()), std::move(gaps));
}

/// The same for Dirichlet(κp) and Dirichlet(κq): both sides as sure of their shares as κ points given one by one.
/// @param kappa > 0 or infinite; `bad_option` otherwise
[[nodiscard]] inline result<gap_distribution> dirichlet(const weights& p, const weights& q, double kappa,
                                                        const run_options& o = {}) {
  BOOST_OUTCOME_TRY(const auto first, uncertain_shares::around(p, kappa));
  BOOST_OUTCOME_TRY(const auto second, uncertain_shares::around(q, kappa));
  return sampled_gap(first, second, o);
}

}  // namespace coalign::uncertainty
