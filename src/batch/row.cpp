// SPDX-License-Identifier: Apache-2.0
// The reference kernel: what the vector kernels must equal, and what scores the rows that they leave.
#include "job.hpp"

#include <coalign/gap/goal.hpp>
#include <coalign/gap/overall.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/gap/risk.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coalign::batch::detail {

namespace {

template <class T>
inline constexpr T none = std::numeric_limits<T>::quiet_NaN();

template <class T>
errc check(const T* points, std::size_t n, bool may_be_nan, T& factor) noexcept {
  T sum{0};
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(points[i]) && may_be_nan) continue;
    if (!(points[i] >= T{0}) || std::isinf(points[i])) return errc::bad_weight;
    sum += points[i];
  }
  if (std::isinf(sum)) return errc::bad_weight;
  factor = weight_factor(sum, n);
  return factor == T{0} ? errc::zero_sum : errc::ok;
}

/// One side's block as numbers, and whether it is there.
template <class T>
bool take(const matrix& m, std::size_t row, std::size_t n, T* out) noexcept {
  if (!has_row(m, row)) return false;
  read_row(m, row, n, out);
  return true;
}

template <class T>
struct one_side {
  T* points = nullptr;
  T* times = nullptr;
  T* severities = nullptr;
  T factor{1}, time_factor{1};
  bool has_points = false, has_times = false, has_severities = false;

  errc take_row(const conventions<T>& c, const view& v, std::size_t row) noexcept {
    has_points = take(v.priorities, row, c.metrics, points);
    has_times = take(v.horizons, row, c.horizons, times);
    has_severities = take(v.severities, row, c.risks, severities);
    if (has_points) {
      if (c.rated) {
        for (std::size_t i = 0; i < c.metrics; ++i) {
          if (points[i] < c.rating_low || points[i] > c.rating_high) return errc::bad_ratings;
        }
        for (std::size_t i = 0; i < c.metrics; ++i) points[i] -= c.rating_low;
      }
      if (const errc e = check(points, c.metrics, true, factor); e != errc::ok) return e;
    }
    if (has_times) {
      if (const errc e = check(times, c.horizons, false, time_factor); e != errc::ok) return e;
      for (std::size_t j = 0; j < c.horizons; ++j) times[j] *= time_factor;
    }
    for (std::size_t k = 0; has_severities && k < c.risks; ++k) {
      if (!(severities[k] >= T{0} && severities[k] <= T{1})) return errc::bad_severity;
    }
    return errc::ok;
  }
};

/// Points to weights over what both sides were asked.
template <class T>
bool normalise(one_side<T>& a, one_side<T>& b, std::size_t n) noexcept {
  bool all_asked = true;
  for (std::size_t i = 0; i < n; ++i) all_asked = all_asked && !std::isnan(a.points[i]) && !std::isnan(b.points[i]);
  if (!all_asked) {
    T sum_a{0}, sum_b{0};
    for (std::size_t i = 0; i < n; ++i) {
      if (std::isnan(a.points[i]) || std::isnan(b.points[i])) a.points[i] = b.points[i] = T{0};
      sum_a += a.points[i];
      sum_b += b.points[i];
    }
    a.factor = weight_factor(sum_a, n);
    b.factor = weight_factor(sum_b, n);
    if (!(a.factor > T{0} && b.factor > T{0})) return false;
  }
  for (std::size_t i = 0; i < n; ++i) {
    a.points[i] *= a.factor;
    b.points[i] *= b.factor;
  }
  if (n == 1) a.points[0] = b.points[0] = T{1};
  return true;
}

/// A column of numbers as the definitions of gaps take it.
template <class T>
auto at(const T* x) noexcept {
  return [x](std::size_t i) noexcept { return x[i]; };
}

}  // namespace

template <class T>
T join_row(const conventions<T>& c, const std::array<T, 3>& blocks, unsigned present) noexcept {
  const auto& omega = c.omega[present];
  if (omega[0] + omega[1] + omega[2] == T{0}) return none<T>;
  std::array<T, 3> there{};
  for (std::size_t b = 0; b < 3; ++b) there[b] = (present >> b & 1U) ? blocks[b] : T{0};
  return gap::detail::power_mean<T>(there, omega, c.rho);
}

template <class T>
row_score<T> score_row(const conventions<T>& c, const view& a, const view& b, std::size_t row, T* scratch,
                       T* items) noexcept {
  row_score<T> r{none<T>, none<T>, none<T>, none<T>, none<T>, none<T>, errc::ok};
  for (std::size_t i = 0; items && i < c.items; ++i) items[i] = none<T>;
  const auto next = [&](std::size_t n) noexcept {
    T* const at = scratch;
    scratch += n;
    return at;
  };
  one_side<T> x, y;
  for (one_side<T>* s : {&x, &y}) {
    s->points = next(c.metrics);
    s->times = next(c.horizons);
    s->severities = next(c.risks);
    r.status = s->take_row(c, s == &x ? a : b, row);
    if (r.status != errc::ok) return r;
  }
  const T* delta = c.delta_for_all.data();
  const bool points = x.has_points && y.has_points;
  if (points && c.row_delta()) {
    T* const own = next(c.metrics);
    read_row(c.delta, row, c.metrics, own);
    for (std::size_t i = 0; i < c.metrics; ++i) {
      if (own[i] >= T{0} && own[i] <= T{1}) continue;
      r.status = errc::bad_target;
      return r;
    }
    delta = own;
  }
  const bool with_goals = !c.delta.absent();
  if (points && !normalise(x, y, c.metrics)) {
    r.status = errc::zero_sum;
    return r;
  }

  unsigned present = 0;
  if (points) {
    r.priority = gap::detail::priority(c.metrics, at(x.points), at(y.points));
    r.goal = with_goals ? gap::detail::goal(c.metrics, at(x.points), at(y.points), at(delta)) : T{0};
    r.metric = std::min(T{1}, r.priority + r.goal);
    present |= 1U;
  }
  if (x.has_times && y.has_times) {
    T ahead{0}, sum{0};
    for (std::size_t j = 0; j + 1 < c.horizons; ++j) {
      ahead += x.times[j] - y.times[j];
      sum += std::abs(ahead) * c.steps[j];
    }
    r.horizon = std::min(T{1}, sum);
    present |= 2U;
  }
  if (x.has_severities && y.has_severities) {
    r.risk = gap::detail::weighted_distance(c.risks, at(c.risk_weights.data()),
                                            [&](std::size_t k) noexcept { return x.severities[k] - y.severities[k]; });
    present |= 4U;
  }
  r.gap = join_row(c, {r.metric, r.horizon, r.risk}, present);
  if (std::isnan(r.gap)) r.status = errc::missing;
  if (!items) return r;

  std::array<T, 3> there{r.metric, r.horizon, r.risk};
  for (std::size_t k = 0; k < 3; ++k) there[k] = (present >> k & 1U) ? there[k] : T{0};
  std::array<T, 3> shares{};
  gap::detail::power_mean_items<T>(there, c.omega[present], c.rho, r.gap, shares);
  const auto per_gap = [&](std::size_t k) noexcept { return there[k] > T{0} ? shares[k] / there[k] : T{0}; };
  if (points) {
    const T scale = per_gap(0);
    for (std::size_t i = 0; i < c.metrics; ++i) {
      const T common = std::min(x.points[i], y.points[i]);
      const T goal = with_goals ? common * delta[i] : T{0};
      items[i] = (static_cast<T>(0.5) * std::abs(x.points[i] - y.points[i]) + goal) * scale;
    }
  }
  items += c.metrics;
  if (present & 2U) {
    const T scale = per_gap(1);
    T ahead{0};
    for (std::size_t j = 0; j + 1 < c.horizons; ++j) {
      ahead += x.times[j] - y.times[j];
      items[j] = std::abs(ahead) * c.steps[j] * scale;
    }
  }
  if (c.horizons > 0) items += c.horizons - 1;
  if (present & 4U) {
    const T scale = per_gap(2);
    for (std::size_t k = 0; k < c.risks; ++k) {
      const T d = std::abs(x.severities[k] - y.severities[k]);
      items[k] = (r.risk > T{0} ? c.risk_weights[k] * d * (d / r.risk) : T{0}) * scale;
    }
  }
  return r;
}

template row_score<double> score_row(const conventions<double>&, const view&, const view&, std::size_t, double*,
                                     double*) noexcept;
template row_score<float> score_row(const conventions<float>&, const view&, const view&, std::size_t, float*,
                                    float*) noexcept;
template double join_row(const conventions<double>&, const std::array<double, 3>&, unsigned) noexcept;
template float join_row(const conventions<float>&, const std::array<float, 3>&, unsigned) noexcept;

}  // namespace coalign::batch::detail
