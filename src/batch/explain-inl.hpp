// SPDX-License-Identifier: Apache-2.0
/// @file
/// What each item adds to the gap.
#if defined(COALIGN_BATCH_EXPLAIN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_EXPLAIN_INL_HPP
#undef COALIGN_BATCH_EXPLAIN_INL_HPP
#else
#define COALIGN_BATCH_EXPLAIN_INL_HPP
#endif

#include "stream-inl.hpp"

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

/// Scales what was kept of n items.
template <class T>
HWY_INLINE void scale_items(T* HWY_RESTRICT kept, std::size_t n, vec<T> scale) {
  const tag<T> d;
  for (std::size_t c = 0; c < n; ++c, kept += lanes<T>()) hn::Store(hn::Mul(hn::Load(d, kept), scale), d, kept);
}

template <class T>
HWY_INLINE void explain_risks(const explain_task<T>& t, std::size_t row, vec<T> scale, T* HWY_RESTRICT kept) {
  const tag<T> d;
  const auto gap = hn::LoadU(d, t.blocks[2] + row);
  const auto apart = hn::Gt(gap, hn::Zero(d));
  for (std::size_t c = 0; c < t.risks; ++c, kept += lanes<T>()) {
    const auto far = hn::Load(d, kept);
    const auto part = hn::Mul(hn::Mul(hn::Set(d, t.weights[c]), far), hn::Div(far, gap));
    hn::Store(hn::Mul(hn::IfThenElseZero(apart, part), scale), d, kept);
  }
}

template <class T>
void explain(const explain_task<T>& t) {
  constexpr std::size_t w = lanes<T>(), k = block<T>();
  const std::size_t items = t.metrics + t.boundaries + t.risks;
  const auto stride = static_cast<std::ptrdiff_t>(items);
  for (std::size_t row = 0; row < t.rows; row += w) {
    vec<T> scale[3];
    per_gap<T>(t, row, scale);
    T* const kept = t.kept + row * items;
    scale_items<T>(kept, t.metrics, scale[0]);
    scale_items<T>(kept + t.metrics * w, t.boundaries, scale[1]);
    if (t.risks > 0) explain_risks<T>(t, row, scale[2], kept + (t.metrics + t.boundaries) * w);
    T* const wanted = t.out + row * items;
    const std::size_t in_line = reinterpret_cast<std::uintptr_t>(wanted) / sizeof(T) % line<T>;
    T* const out = t.buffer ? t.buffer + in_line : wanted;
    if (items < k) {
      for (std::size_t c = 0; c < items; ++c) {
        for (std::size_t r = 0; r < w; ++r) out[r * items + c] = kept[c * w + r];
      }
      continue;
    }
    std::size_t c = 0;
#if HWY_TARGET == HWY_AVX3
    for (; c + 2 * k <= items; c += 2 * k) store_two_blocks(kept + c * w, out + c, stride);
#endif
    for (; c + k <= items; c += k) store_columns(kept + c * w, out + c, stride);
    if (c < items) store_columns(kept + (items - k) * w, out + items - k, stride);
    if (t.buffer) stream(out, w * items, wanted);
  }
  if (t.buffer) hwy::FlushStream();
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
