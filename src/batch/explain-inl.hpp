// SPDX-License-Identifier: Apache-2.0
/// @file
/// What each item adds to the gap.
#if defined(COALIGN_BATCH_EXPLAIN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_EXPLAIN_INL_HPP
#undef COALIGN_BATCH_EXPLAIN_INL_HPP
#else
#define COALIGN_BATCH_EXPLAIN_INL_HPP
#endif

#include "columns-inl.hpp"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// What each block adds to the gap for each unit of its own.
template <class T>
HWY_INLINE void per_gap(const explain_task<T>& t, std::size_t row, vec<T>* HWY_RESTRICT scale) {
  const tag<T> d;
  const auto zero = hn::Zero(d);
  const auto total = hn::LoadU(d, t.gap + row);
  vec<T> g[3] = {zero, zero, zero}, share[3] = {zero, zero, zero};
  auto largest = zero;
  for (int b = 0; b < 3; ++b) {
    if (t.blocks[b]) g[b] = hn::LoadU(d, t.blocks[b] + row);
    if (t.omega[b] > T{0}) largest = hn::Max(largest, g[b]);
  }
  if (t.exponent == 0) {
    auto open = hn::Eq(zero, zero);
    for (int b = 0; b < 3; ++b) {
      if (!(t.omega[b] > T{0})) continue;
      const auto takes = hn::And(open, hn::Eq(g[b], largest));
      share[b] = hn::IfThenElseZero(takes, total);
      open = hn::AndNot(takes, open);
    }
  } else {
    auto sum = zero;
    for (int b = 0; b < 3; ++b) {
      if (!(t.omega[b] > T{0})) continue;
      const auto x = hn::Div(g[b], largest);
      share[b] = hn::Mul(hn::Set(d, t.omega[b]), t.exponent == 1 ? x : hn::Mul(x, x));
      sum = hn::Add(sum, share[b]);
    }
    for (int b = 0; b < 3; ++b) share[b] = hn::Mul(total, hn::Div(share[b], sum));
  }
  const auto some = hn::Gt(total, zero);
  for (int b = 0; b < 3; ++b) {
    scale[b] = hn::IfThenElseZero(hn::And(some, hn::Gt(g[b], zero)), hn::Div(share[b], g[b]));
  }
}

template <class T, class E>
HWY_INLINE void explain_metrics(const explain_task<T>& t, std::size_t row, vec<T> scale, const E& e) {
  const tag<T> d;
  const auto half = hn::Set(d, static_cast<T>(0.5));
  const auto factor_a = hn::LoadU(d, t.point_factors[0] + row), factor_b = hn::LoadU(d, t.point_factors[1] + row);
  const any_columns<T> a(t.points[0], row), b(t.points[1], row);
  for_columns<T>(t.metrics, a, b, e, [&](std::size_t c, vec<T> x, vec<T> y, vec<T> delta) HWY_ATTR {
    const auto both = hn::And(hn::Eq(x, x), hn::Eq(y, y));
    x = hn::Mul(hn::IfThenElseZero(both, x), factor_a);
    y = hn::Mul(hn::IfThenElseZero(both, y), factor_b);
    const auto item = hn::Add(hn::Mul(half, hn::Abs(hn::Sub(x, y))), hn::Mul(hn::Min(x, y), delta));
    hn::Store(hn::Mul(item, scale), d, t.scratch + c * lanes<T>());
  });
}

template <class T>
void explain(const explain_task<T>& t) {
  const tag<T> d;
  constexpr std::size_t w = lanes<T>(), k = block<T>();
  const auto zero = hn::Zero(d);
  const auto stride = static_cast<std::ptrdiff_t>(t.items);
  for (std::size_t row = 0; row < t.rows; row += w) {
    vec<T> scale[3] = {zero, zero, zero};
    per_gap<T>(t, row, scale);
    if (t.metrics > 0) {
      if (t.row_delta) {
        explain_metrics<T>(t, row, scale[0], any_columns<T>(t.delta, row));
      } else if (t.delta_for_all) {
        explain_metrics<T>(t, row, scale[0], constants<T>{t.delta_for_all});
      } else {
        explain_metrics<T>(t, row, scale[0], nothing<T>{});
      }
    }
    T* to = t.scratch + t.metrics * w;
    if (t.horizons > 0) {
      const auto factor_a = hn::LoadU(d, t.time_factors[0] + row), factor_b = hn::LoadU(d, t.time_factors[1] + row);
      const any_columns<T> a(t.times[0], row), b(t.times[1], row);
      auto ahead = zero;
      for_columns<T>(t.horizons, a, b, constants<T>{t.steps},
                     [&](std::size_t c, vec<T> x, vec<T> y, vec<T> step) HWY_ATTR {
                       ahead = hn::Add(ahead, hn::Sub(hn::Mul(x, factor_a), hn::Mul(y, factor_b)));
                       if (c + 1 < t.horizons)
                         hn::Store(hn::Mul(hn::Mul(hn::Abs(ahead), step), scale[1]), d, to + c * w);
                     });
      to += (t.horizons - 1) * w;
    }
    if (t.risks > 0) {
      const any_columns<T> a(t.severities[0], row), b(t.severities[1], row);
      const auto gap = hn::LoadU(d, t.blocks[2] + row);
      const auto apart = hn::Gt(gap, zero);
      for_columns<T>(t.risks, a, b, constants<T>{t.weights}, [&](std::size_t c, vec<T> x, vec<T> y, vec<T> v) HWY_ATTR {
        const auto far = hn::Abs(hn::Sub(x, y));
        const auto item = hn::IfThenElseZero(apart, hn::Mul(hn::Mul(v, far), hn::Div(far, gap)));
        hn::Store(hn::Mul(item, scale[2]), d, to + c * w);
      });
    }
    T* const out = t.out + row * t.items;
    if (t.items < k) {
      for (std::size_t c = 0; c < t.items; ++c) {
        for (std::size_t r = 0; r < w; ++r) out[r * t.items + c] = t.scratch[c * w + r];
      }
      continue;
    }
    std::size_t c = 0;
    for (; c + k <= t.items; c += k) store_columns(t.scratch + c * w, out + c, stride);
    if (c < t.items) store_columns(t.scratch + (t.items - k) * w, out + t.items - k, stride);
  }
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
