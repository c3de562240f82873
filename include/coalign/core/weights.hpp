// SPDX-License-Identifier: Apache-2.0
/// @file
/// Points to weights: a vector on the simplex, validated and scaled once.
#pragma once

#include <coalign/core/error.hpp>

#include <Eigen/Core>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace coalign {

/// The factor that turns points with this sum into weights: 1 where the sum is within 4nε of 1 (dividing again
/// would change bits on every save and load), else one reciprocal. 0 where the sum cannot be scaled.
/// @tparam T double, or float in a batch of floats
template <class T>
[[nodiscard]] T weight_factor(T sum, std::size_t n) noexcept {
  constexpr T eps = std::numeric_limits<T>::epsilon();
  if (std::abs(sum - T{1}) <= T{4} * static_cast<T>(n) * eps) return T{1};
  const T factor = T{1} / sum;
  return sum > T{0} && std::isfinite(factor) ? factor : T{0};
}

/// Checks points: each a finite number >= 0, or NaN ("not asked") where that is allowed, and not all zero.
/// @returns `bad_weight` with the index of the first bad one; `zero_sum`; `size_mismatch` where there are none; or ok.
[[nodiscard]] inline error check_points(std::span<const double> points, bool may_be_nan = false,
                                        field where = field::none) noexcept {
  if (points.empty()) return fail(errc::size_mismatch, where);
  double sum = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points[i];
    if (std::isnan(x) && may_be_nan) continue;
    if (!(x >= 0.0) || std::isinf(x)) return fail(errc::bad_weight, where, static_cast<std::ptrdiff_t>(i), x);
    sum += x;
  }
  if (std::isinf(sum)) return fail(errc::bad_weight, where, -1, sum);
  if (weight_factor(sum, points.size()) == 0.0) return fail(errc::zero_sum, where, -1, sum);
  return {};
}

/// Weights: numbers >= 0 that sum to one (within 4nε). Only validated vectors exist.
class weights {
 public:
  /// No weights at all: what stands where a side was not asked.
  weights() = default;

  /// Scales points by their sum, as point · (1/Σ); a single one is exactly 1. Points that are NaN ("not asked") weigh 0
  /// where they are allowed.
  /// @param points n numbers >= 0, in any unit, not all zero
  /// @returns the weights; or `bad_weight`, `zero_sum`, `size_mismatch`. O(n).
  [[nodiscard]] static result<weights> from_points(std::span<const double> points, bool may_be_nan = false,
                                                   field where = field::none) {
    if (const error e = check_points(points, may_be_nan, where); e.code != errc::ok) return e;
    weights w;
    w.values_.assign(points.begin(), points.end());
    double sum = 0.0;
    for (double& x : w.values_) {
      x = std::isnan(x) ? 0.0 : x + 0.0;  // no negative zero
      sum += x;
    }
    if (const double factor = weight_factor(sum, points.size()); factor != 1.0) {
      for (double& x : w.values_) x *= factor;
    }
    if (w.values_.size() == 1) w.values_.front() = 1.0;
    return w;
  }
  [[nodiscard]] static result<weights> from_points(std::initializer_list<double> points) {
    return from_points(std::span<const double>(points.begin(), points.size()));
  }
  [[nodiscard]] static result<weights> from_points(const Eigen::Ref<const Eigen::VectorXd>& points) {
    return from_points(std::span<const double>(points.data(), static_cast<std::size_t>(points.size())));
  }

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] bool empty() const noexcept { return values_.empty(); }
  [[nodiscard]] double operator[](std::size_t i) const noexcept { return values_[i]; }
  [[nodiscard]] const double* data() const noexcept { return values_.data(); }
  [[nodiscard]] auto begin() const noexcept { return values_.begin(); }
  [[nodiscard]] auto end() const noexcept { return values_.end(); }
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  /// The same memory as an Eigen vector, for a host's own linear algebra.
  [[nodiscard]] Eigen::Map<const Eigen::VectorXd> vector() const noexcept {
    return {values_.data(), static_cast<Eigen::Index>(values_.size())};
  }

  friend bool operator==(const weights&, const weights&) = default;

 private:
  std::vector<double> values_;
};

/// Two sides' weights over what both were asked: NaN on either side takes the item from both, then each is scaled.
/// @returns the two weights; or `bad_weight` / `zero_sum` with `side` 0 or 1; `size_mismatch`. O(n).
[[nodiscard]] inline result<std::pair<weights, weights>> from_common_points(std::span<const double> p,
                                                                            std::span<const double> q,
                                                                            field where = field::none) {
  if (p.size() != q.size()) return fail(errc::size_mismatch, where, -1, static_cast<double>(q.size()), 1);
  constexpr double not_asked = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> a(p.begin(), p.end());
  std::vector<double> b(q.begin(), q.end());
  for (std::size_t i = 0; i < a.size(); ++i) {
    // An infinite or negative number is an error even where the other side was not asked.
    if (std::isnan(b[i]) && a[i] >= 0.0 && std::isfinite(a[i])) a[i] = not_asked;
    if (std::isnan(a[i]) && b[i] >= 0.0 && std::isfinite(b[i])) b[i] = not_asked;
  }
  auto first = weights::from_points(a, true, where);
  if (!first) return error{first.error().code, where, 0, first.error().index, -1, first.error().got};
  auto second = weights::from_points(b, true, where);
  if (!second) return error{second.error().code, where, 1, second.error().index, -1, second.error().got};
  return std::pair{std::move(first).value(), std::move(second).value()};
}

}  // namespace coalign
