// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows to columns and back: vectors whose lanes are rows.
#if defined(COALIGN_BATCH_COLUMNS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_COLUMNS_INL_HPP
#undef COALIGN_BATCH_COLUMNS_INL_HPP
#else
#define COALIGN_BATCH_COLUMNS_INL_HPP
#endif

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "kernel.hpp"

#include <type_traits>

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_ARCH_X86
template <class T>
using tag = hn::ScalableTag<T>;
#else
template <class T>
using tag = hn::FixedTag<T, 16 / sizeof(T)>;
#endif
template <class T>
using vec = hn::Vec<tag<T>>;
template <class T>
using mask = hn::Mask<tag<T>>;

template <class T>
HWY_INLINE constexpr std::size_t lanes() {
  return tag<T>::kPrivateN;
}
/// Columns that one block of a row (16 bytes) holds.
template <class T>
HWY_INLINE constexpr std::size_t block() {
  return 16 / sizeof(T);
}

/// A vector whose 16-byte blocks are those at p, p + apart, p + 2 · apart ...
HWY_INLINE vec<float> load_blocks(const float* HWY_RESTRICT p, std::ptrdiff_t apart) {
#if HWY_TARGET == HWY_AVX3
  __m512 v = _mm512_castps128_ps512(_mm_loadu_ps(p));
  v = _mm512_insertf32x4(v, _mm_loadu_ps(p + apart), 1);
  v = _mm512_insertf32x4(v, _mm_loadu_ps(p + 2 * apart), 2);
  return vec<float>{_mm512_insertf32x4(v, _mm_loadu_ps(p + 3 * apart), 3)};
#elif HWY_TARGET == HWY_AVX2
  return vec<float>{_mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(p)), _mm_loadu_ps(p + apart), 1)};
#else
  static_cast<void>(apart);
  return hn::LoadU(tag<float>(), p);
#endif
}
HWY_INLINE vec<double> load_blocks(const double* HWY_RESTRICT p, std::ptrdiff_t apart) {
#if HWY_TARGET == HWY_AVX3
  __m512d v = _mm512_castpd128_pd512(_mm_loadu_pd(p));
  v = _mm512_insertf64x2(v, _mm_loadu_pd(p + apart), 1);
  v = _mm512_insertf64x2(v, _mm_loadu_pd(p + 2 * apart), 2);
  return vec<double>{_mm512_insertf64x2(v, _mm_loadu_pd(p + 3 * apart), 3)};
#elif HWY_TARGET == HWY_AVX2
  return vec<double>{_mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(p)), _mm_loadu_pd(p + apart), 1)};
#else
  static_cast<void>(apart);
  return hn::LoadU(tag<double>(), p);
#endif
}

/// The first half of transposing four vectors in blocks of 16 bytes.
HWY_INLINE void interleave(vec<float> a, vec<float> b, vec<float> c, vec<float> e, vec<float>* HWY_RESTRICT pairs) {
  const tag<float> d;
  pairs[0] = hn::InterleaveLower(d, a, b);
  pairs[1] = hn::InterleaveLower(d, c, e);
  pairs[2] = hn::InterleaveUpper(d, a, b);
  pairs[3] = hn::InterleaveUpper(d, c, e);
}
/// The second: column J of the four.
HWY_INLINE vec<float> column_of_pairs(const vec<float>* HWY_RESTRICT pairs, std::size_t j) {
  const tag<float> d;
  const hn::Repartition<double, tag<float>> two;
  const auto low = hn::BitCast(two, pairs[j / 2 * 2]), high = hn::BitCast(two, pairs[j / 2 * 2 + 1]);
  return hn::BitCast(d, j % 2 == 0 ? hn::InterleaveLower(two, low, high) : hn::InterleaveUpper(two, low, high));
}
HWY_INLINE void transpose(vec<float> a, vec<float> b, vec<float> c, vec<float> e, vec<float>* HWY_RESTRICT out) {
  vec<float> pairs[4];
  interleave(a, b, c, e, pairs);
  for (std::size_t j = 0; j < 4; ++j) out[j] = column_of_pairs(pairs, j);
}

/// One block of columns of as many rows as there are lanes, half transposed.
HWY_INLINE void load_pairs(const float* HWY_RESTRICT p, std::ptrdiff_t stride, vec<float>* HWY_RESTRICT pairs) {
  interleave(load_blocks(p, 4 * stride), load_blocks(p + stride, 4 * stride), load_blocks(p + 2 * stride, 4 * stride),
             load_blocks(p + 3 * stride, 4 * stride), pairs);
}
/// The same transposed: out[j] is column j.
HWY_INLINE void load_columns(const float* HWY_RESTRICT p, std::ptrdiff_t stride, vec<float>* HWY_RESTRICT out) {
  vec<float> pairs[4];
  load_pairs(p, stride, pairs);
  for (std::size_t j = 0; j < 4; ++j) out[j] = column_of_pairs(pairs, j);
}
HWY_INLINE void load_columns(const double* HWY_RESTRICT p, std::ptrdiff_t stride, vec<double>* HWY_RESTRICT out) {
  const tag<double> d;
  const auto a = load_blocks(p, 2 * stride);
  const auto b = load_blocks(p + stride, 2 * stride);
  out[0] = hn::InterleaveLower(d, a, b);
  out[1] = hn::InterleaveUpper(d, a, b);
}

#if HWY_TARGET == HWY_AVX3
/// Two blocks of columns at once: fewer loads, and these are what takes the time.
HWY_INLINE vec<float> load_halves(const float* HWY_RESTRICT p, std::ptrdiff_t apart) {
  return vec<float>{_mm512_insertf32x8(_mm512_castps256_ps512(_mm256_loadu_ps(p)), _mm256_loadu_ps(p + apart), 1)};
}
HWY_INLINE void load_two_blocks(const float* HWY_RESTRICT p, std::ptrdiff_t stride, vec<float>* HWY_RESTRICT out) {
  vec<float> low[4], high[4];
  const float* const q = p + 8 * stride;
  transpose(load_halves(p, 4 * stride), load_halves(p + stride, 4 * stride), load_halves(p + 2 * stride, 4 * stride),
            load_halves(p + 3 * stride, 4 * stride), low);
  transpose(load_halves(q, 4 * stride), load_halves(q + stride, 4 * stride), load_halves(q + 2 * stride, 4 * stride),
            load_halves(q + 3 * stride, 4 * stride), high);
  for (std::size_t j = 0; j < 4; ++j) {
    out[j] = vec<float>{_mm512_shuffle_f32x4(low[j].raw, high[j].raw, 0x88)};
    out[4 + j] = vec<float>{_mm512_shuffle_f32x4(low[j].raw, high[j].raw, 0xDD)};
  }
}
HWY_INLINE vec<double> load_halves(const double* HWY_RESTRICT p, std::ptrdiff_t apart) {
  return vec<double>{_mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(p)), _mm256_loadu_pd(p + apart), 1)};
}
HWY_INLINE void load_two_blocks(const double* HWY_RESTRICT p, std::ptrdiff_t stride, vec<double>* HWY_RESTRICT out) {
  const tag<double> d;
  const double* const q = p + 4 * stride;
  const auto a = load_halves(p, 2 * stride), b = load_halves(p + stride, 2 * stride);
  const auto c = load_halves(q, 2 * stride), e = load_halves(q + stride, 2 * stride);
  const auto even_low = hn::InterleaveLower(d, a, b), odd_low = hn::InterleaveUpper(d, a, b);
  const auto even_high = hn::InterleaveLower(d, c, e), odd_high = hn::InterleaveUpper(d, c, e);
  out[0] = vec<double>{_mm512_shuffle_f64x2(even_low.raw, even_high.raw, 0x88)};
  out[1] = vec<double>{_mm512_shuffle_f64x2(odd_low.raw, odd_high.raw, 0x88)};
  out[2] = vec<double>{_mm512_shuffle_f64x2(even_low.raw, even_high.raw, 0xDD)};
  out[3] = vec<double>{_mm512_shuffle_f64x2(odd_low.raw, odd_high.raw, 0xDD)};
}
#else
template <class T>
void load_two_blocks(const T* p, std::ptrdiff_t stride, vec<T>* out);  // never asked for
#endif

/// How far ahead of what is read memory is asked for. Rows that are transposed are touched in an order that a
/// machine's own prefetcher does not see through, and of columns there are too many.
inline constexpr std::size_t bytes_ahead = 4096;
inline constexpr std::size_t column_bytes_ahead = 1024;

/// The 16-byte blocks of a vector to p, p + apart, p + 2 · apart ...
HWY_INLINE void store_blocks(vec<float> v, float* HWY_RESTRICT p, std::ptrdiff_t apart) {
#if HWY_TARGET == HWY_AVX3
  _mm_storeu_ps(p, _mm512_castps512_ps128(v.raw));
  _mm_storeu_ps(p + apart, _mm512_extractf32x4_ps(v.raw, 1));
  _mm_storeu_ps(p + 2 * apart, _mm512_extractf32x4_ps(v.raw, 2));
  _mm_storeu_ps(p + 3 * apart, _mm512_extractf32x4_ps(v.raw, 3));
#elif HWY_TARGET == HWY_AVX2
  _mm_storeu_ps(p, _mm256_castps256_ps128(v.raw));
  _mm_storeu_ps(p + apart, _mm256_extractf128_ps(v.raw, 1));
#else
  static_cast<void>(apart);
  hn::StoreU(v, tag<float>(), p);
#endif
}
HWY_INLINE void store_blocks(vec<double> v, double* HWY_RESTRICT p, std::ptrdiff_t apart) {
#if HWY_TARGET == HWY_AVX3
  _mm_storeu_pd(p, _mm512_castpd512_pd128(v.raw));
  _mm_storeu_pd(p + apart, _mm512_extractf64x2_pd(v.raw, 1));
  _mm_storeu_pd(p + 2 * apart, _mm512_extractf64x2_pd(v.raw, 2));
  _mm_storeu_pd(p + 3 * apart, _mm512_extractf64x2_pd(v.raw, 3));
#elif HWY_TARGET == HWY_AVX2
  _mm_storeu_pd(p, _mm256_castpd256_pd128(v.raw));
  _mm_storeu_pd(p + apart, _mm256_extractf128_pd(v.raw, 1));
#else
  static_cast<void>(apart);
  hn::StoreU(v, tag<double>(), p);
#endif
}

/// The reverse of `load_columns`: one block of columns, which lie one vector after another, to rows.
HWY_INLINE void store_columns(const float* HWY_RESTRICT in, float* HWY_RESTRICT p, std::ptrdiff_t stride) {
  const tag<float> d;
  constexpr std::size_t w = lanes<float>();
  vec<float> rows[4];
  transpose(hn::Load(d, in), hn::Load(d, in + w), hn::Load(d, in + 2 * w), hn::Load(d, in + 3 * w), rows);
  for (std::ptrdiff_t i = 0; i < 4; ++i) store_blocks(rows[i], p + i * stride, 4 * stride);
}
HWY_INLINE void store_columns(const double* HWY_RESTRICT in, double* HWY_RESTRICT p, std::ptrdiff_t stride) {
  const tag<double> d;
  const auto a = hn::Load(d, in), b = hn::Load(d, in + lanes<double>());
  store_blocks(hn::InterleaveLower(d, a, b), p, 2 * stride);
  store_blocks(hn::InterleaveUpper(d, a, b), p + stride, 2 * stride);
}

#if HWY_TARGET == HWY_AVX3
/// Two blocks of columns at once.
HWY_INLINE void store_two_blocks(const float* HWY_RESTRICT in, float* HWY_RESTRICT p, std::ptrdiff_t stride) {
  const tag<float> d;
  constexpr std::size_t w = lanes<float>();
  vec<float> low[4], high[4];
  transpose(hn::Load(d, in), hn::Load(d, in + w), hn::Load(d, in + 2 * w), hn::Load(d, in + 3 * w), low);
  in += 4 * w;
  transpose(hn::Load(d, in), hn::Load(d, in + w), hn::Load(d, in + 2 * w), hn::Load(d, in + 3 * w), high);
  for (std::ptrdiff_t i = 0; i < 4; ++i) {
    const __m512 a = _mm512_shuffle_f32x4(low[i].raw, high[i].raw, 0x44);
    const __m512 b = _mm512_shuffle_f32x4(low[i].raw, high[i].raw, 0xEE);
    const __m512 even = _mm512_shuffle_f32x4(a, a, 0xD8), odd = _mm512_shuffle_f32x4(b, b, 0xD8);
    float* const q = p + i * stride;
    _mm256_storeu_ps(q, _mm512_castps512_ps256(even));
    _mm256_storeu_ps(q + 4 * stride, _mm512_extractf32x8_ps(even, 1));
    _mm256_storeu_ps(q + 8 * stride, _mm512_castps512_ps256(odd));
    _mm256_storeu_ps(q + 12 * stride, _mm512_extractf32x8_ps(odd, 1));
  }
}
HWY_INLINE void store_two_blocks(const double* HWY_RESTRICT in, double* HWY_RESTRICT p, std::ptrdiff_t stride) {
  store_columns(in, p, stride);
  store_columns(in + 2 * lanes<double>(), p + 2, stride);
}
#endif

/// A matrix as columns of a group of rows.
template <class T, bool ByRows>
struct columns_at {
  const source<T>& s;
  std::size_t row;

  HWY_INLINE const T* column(std::size_t c) const {
    const auto to_row = s.first + static_cast<std::ptrdiff_t>(row) * s.step;
    const T* const base = s.at ? static_cast<const T*>(s.at[c]) : s.data + static_cast<std::ptrdiff_t>(c) * s.stride;
    return base + to_row;
  }
  /// Calls f(j, the column c + j) for some columns, without a choice for each.
  template <std::size_t Columns, class F>
  HWY_INLINE void each_column(std::size_t c, const F& f) const {
    if (HWY_UNLIKELY(s.at != nullptr)) {
      for (std::size_t j = 0; j < Columns; ++j) f(j, column(c + j));
      return;
    }
    const T* at = column(c);
    for (std::size_t j = 0; j < Columns; ++j, at += s.stride) f(j, at);
  }
  /// The columns from c on, one block or two of them.
  template <std::size_t Columns>
  HWY_INLINE void load(std::size_t c, vec<T>* HWY_RESTRICT out) const {
    if constexpr (!ByRows) {
      each_column<Columns>(c, [&](std::size_t j, const T* at) HWY_ATTR {
        hwy::Prefetch(reinterpret_cast<const std::uint8_t*>(at) + column_bytes_ahead);
        out[j] = hn::LoadU(tag<T>(), at);
      });
    } else if constexpr (Columns == block<T>()) {
      load_columns(s.data + static_cast<std::ptrdiff_t>(row) * s.stride + c, s.stride, out);
    } else {
      load_two_blocks(s.data + static_cast<std::ptrdiff_t>(row) * s.stride + c, s.stride, out);
    }
  }
  /// Asks for what a later group will read. A share for each block of columns: many requests at once hold up the loads
  /// behind them.
  template <std::size_t Columns>
  HWY_INLINE void ask(std::size_t c) const {
    if constexpr (ByRows) {
      const T* const base = s.data + static_cast<std::ptrdiff_t>(row) * s.stride;
      const auto* at = reinterpret_cast<const std::uint8_t*>(base + c * lanes<T>()) + bytes_ahead;
      for (std::size_t i = 0; i < Columns * sizeof(vec<T>); i += 64) hwy::Prefetch(at + i);
    }
  }
  /// Fewer columns than a block; not by rows.
  HWY_INLINE void load_few(std::size_t n, vec<T>* HWY_RESTRICT out) const {
    if constexpr (!ByRows) {
      for (std::size_t j = 0; j < n; ++j) out[j] = hn::LoadU(tag<T>(), column(j));
    }
  }
};

/// One row for all, or nothing at all.
template <class T>
struct constants {
  const T* values;
  template <std::size_t Columns>
  HWY_INLINE void ask(std::size_t) const {}
  template <std::size_t Columns>
  HWY_INLINE void load(std::size_t c, vec<T>* HWY_RESTRICT out) const {
    for (std::size_t j = 0; j < Columns; ++j) out[j] = hn::Set(tag<T>(), values[c + j]);
  }
  HWY_INLINE void load_few(std::size_t n, vec<T>* HWY_RESTRICT out) const {
    for (std::size_t j = 0; j < n; ++j) out[j] = hn::Set(tag<T>(), values[j]);
  }
};
template <class T>
struct nothing {
  template <std::size_t Columns>
  HWY_INLINE void ask(std::size_t) const {}
  template <std::size_t Columns>
  HWY_INLINE void load(std::size_t, vec<T>* HWY_RESTRICT out) const {
    for (std::size_t j = 0; j < Columns; ++j) out[j] = hn::Zero(tag<T>());
  }
  HWY_INLINE void load_few(std::size_t n, vec<T>* HWY_RESTRICT out) const {
    for (std::size_t j = 0; j < n; ++j) out[j] = hn::Zero(tag<T>());
  }
};

/// Whether a block of A's columns is best transposed in two steps: all of it takes more registers than there are.
template <class A>
inline constexpr bool in_two_steps = HWY_TARGET == HWY_AVX2 && std::is_same_v<A, columns_at<float, true>>;

/// Loads a block of columns; `column` gives them one by one.
template <std::size_t Columns, class T, class A>
HWY_INLINE void load_block(const A& a, std::size_t c, vec<T>* HWY_RESTRICT out) {
  if constexpr (in_two_steps<A>) {
    load_pairs(a.s.data + static_cast<std::ptrdiff_t>(a.row) * a.s.stride + c, a.s.stride, out);
  } else {
    a.template load<Columns>(c, out);
  }
}
template <class T, class A>
HWY_INLINE vec<T> column(const vec<T>* HWY_RESTRICT loaded, std::size_t j) {
  if constexpr (in_two_steps<A>) {
    return column_of_pairs(loaded, j);
  } else {
    return loaded[j];
  }
}

/// Calls f(c, a, b, e) for the columns from c + first up to c + Columns, in order.
template <std::size_t Columns, class T, class A, class B, class E, class F>
HWY_INLINE void for_block(std::size_t c, std::size_t first, const A& a, const B& b, const E& e, const F& f) {
  vec<T> x[Columns], y[Columns], z[Columns];
  a.template ask<Columns>(c);
  b.template ask<Columns>(c);
  e.template ask<Columns>(c);
  load_block<Columns, T>(a, c, x);
  load_block<Columns, T>(b, c, y);
  load_block<Columns, T>(e, c, z);
  // A step has a place that is known while compiling; where there are none, a loop from `first` is the faster one.
  if constexpr (in_two_steps<A> || in_two_steps<B> || in_two_steps<E>) {
    for (std::size_t j = 0; j < Columns; ++j) {
      if (j >= first) f(c + j, column<T, A>(x, j), column<T, B>(y, j), column<T, E>(z, j));
    }
  } else {
    for (std::size_t j = first; j < Columns; ++j) f(c + j, x[j], y[j], z[j]);
  }
}

/// Calls f(c, a, b, e) for each column in order. The last block overlaps the one before: no byte past a row is read.
template <class T, class A, class B, class E, class F>
HWY_INLINE void for_columns(std::size_t n, const A& a, const B& b, const E& e, const F& f) {
  constexpr std::size_t k = block<T>();
  if (n < k) {
    vec<T> x[k], y[k], z[k];
    a.load_few(n, x);
    b.load_few(n, y);
    e.load_few(n, z);
    for (std::size_t j = 0; j < n; ++j) f(j, x[j], y[j], z[j]);
    return;
  }
  std::size_t c = 0;
  if constexpr (HWY_TARGET == HWY_AVX3) {
    for (; c + 2 * k <= n; c += 2 * k) for_block<2 * k, T>(c, 0, a, b, e, f);
  }
  for (; c + k <= n; c += k) for_block<k, T>(c, 0, a, b, e, f);
  if (c < n) for_block<k, T>(n - k, c - (n - k), a, b, e, f);
}

/// A matrix in either layout: one kernel for all of them, where that is fast enough.
template <class T>
struct any_columns {
  columns_at<T, true> by_rows;
  columns_at<T, false> by_columns;
  bool rows;

  HWY_INLINE any_columns(const source<T>& s, std::size_t row) : by_rows{s, row}, by_columns{s, row}, rows(s.by_rows) {}
  template <std::size_t Columns>
  HWY_INLINE void load(std::size_t c, vec<T>* HWY_RESTRICT out) const {
    if (rows) return by_rows.template load<Columns>(c, out);
    by_columns.template load<Columns>(c, out);
  }
  HWY_INLINE void load_few(std::size_t n, vec<T>* HWY_RESTRICT out) const { by_columns.load_few(n, out); }
  template <std::size_t Columns>
  HWY_INLINE void ask(std::size_t c) const {
    if (rows) return by_rows.template ask<Columns>(c);
    by_columns.template ask<Columns>(c);
  }
};

/// Ratings as columns of points: without the low end of their scale. One outside of it becomes negative, which no
/// kernel takes.
template <class T>
struct rated_columns {
  any_columns<T> ratings;
  T low, high;

  template <std::size_t Columns>
  HWY_INLINE void load(std::size_t c, vec<T>* HWY_RESTRICT out) const {
    ratings.template load<Columns>(c, out);
    to_points(Columns, out);
  }
  HWY_INLINE void load_few(std::size_t n, vec<T>* HWY_RESTRICT out) const {
    ratings.load_few(n, out);
    to_points(n, out);
  }
  template <std::size_t Columns>
  HWY_INLINE void ask(std::size_t c) const {
    ratings.template ask<Columns>(c);
  }

 private:
  HWY_INLINE void to_points(std::size_t n, vec<T>* HWY_RESTRICT out) const {
    const tag<T> d;
    for (std::size_t j = 0; j < n; ++j) {
      out[j] = hn::IfThenElse(hn::Gt(out[j], hn::Set(d, high)), hn::Set(d, T{-1}), hn::Sub(out[j], hn::Set(d, low)));
    }
  }
};

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
