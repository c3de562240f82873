// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of bytes to columns of numbers, without a copy of them between.
#if defined(COALIGN_BATCH_BYTES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_BYTES_INL_HPP
#undef COALIGN_BATCH_BYTES_INL_HPP
#else
#define COALIGN_BATCH_BYTES_INL_HPP
#endif

#include "columns-inl.hpp"

#include <type_traits>

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// As many whole numbers as a vector of T has lanes.
template <class T>
using whole_tag = hn::Rebind<std::int32_t, tag<T>>;
template <class T>
using whole = hn::Vec<whole_tag<T>>;

HWY_INLINE vec<float> to_numbers(tag<float> d, whole<float> x) { return hn::ConvertTo(d, x); }
HWY_INLINE vec<double> to_numbers(tag<double> d, whole<double> x) { return hn::PromoteTo(d, x); }

/// Numbers of T or of a smaller type that lie side by side.
template <class T, class From>
HWY_INLINE vec<T> load_widened(const From* HWY_RESTRICT from) {
  const hn::Rebind<From, tag<T>> small;
  if constexpr (std::is_same_v<From, T>) {
    return hn::LoadU(small, from);
  } else if constexpr (std::is_floating_point_v<From>) {
    return hn::PromoteTo(tag<T>(), hn::LoadU(small, from));
  } else {
    return to_numbers(tag<T>(), hn::PromoteTo(whole_tag<T>(), hn::LoadU(small, from)));
  }
}

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
inline constexpr bool reads_bytes = true;

template <class T>
using bytes_tag = hn::Repartition<std::uint8_t, whole_tag<T>>;
template <class T>
using bytes = hn::Vec<bytes_tag<T>>;

HWY_INLINE __m128i load_16(const std::uint8_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

/// The 16 bytes at p, p + apart, p + 2 · apart ...
HWY_INLINE hn::Vec128<std::uint8_t> load_bytes(hn::Full128<std::uint8_t>, const std::uint8_t* p, std::ptrdiff_t) {
  return hn::Vec128<std::uint8_t>{load_16(p)};
}
HWY_INLINE hn::Vec256<std::uint8_t> load_bytes(hn::Full256<std::uint8_t>, const std::uint8_t* p, std::ptrdiff_t apart) {
  return hn::Vec256<std::uint8_t>{_mm256_inserti128_si256(_mm256_castsi128_si256(load_16(p)), load_16(p + apart), 1)};
}
#if HWY_TARGET == HWY_AVX3
HWY_INLINE hn::Vec512<std::uint8_t> load_bytes(hn::Full512<std::uint8_t>, const std::uint8_t* p, std::ptrdiff_t apart) {
  __m512i v = _mm512_castsi128_si512(load_16(p));
  v = _mm512_inserti32x4(v, load_16(p + apart), 1);
  v = _mm512_inserti32x4(v, load_16(p + 2 * apart), 2);
  return hn::Vec512<std::uint8_t>{_mm512_inserti32x4(v, load_16(p + 3 * apart), 3)};
}
#endif

/// Sixteen columns of a group of rows. The i-th vector has the rows i, i + 4, i + 8 ..., 16 bytes of each.
template <class T>
struct sixteen_columns {
  bytes<T> rows[4];

  HWY_INLINE void load(const std::uint8_t* HWY_RESTRICT p, std::ptrdiff_t stride) {
    for (std::ptrdiff_t i = 0; i < 4; ++i) rows[i] = load_bytes(bytes_tag<T>(), p + i * stride, 4 * stride);
  }
  /// Asks for what a later group will read, from rows at p: its share for the columns from c on.
  HWY_INLINE static void ask(const std::uint8_t* p, std::size_t c) {
    for (std::size_t i = 0; i < 16 * lanes<T>(); i += 64) hwy::Prefetch(p + c * lanes<T>() + bytes_ahead + i);
  }
  /// Only the last n columns.
  HWY_INLINE void keep_last(std::size_t n) {
    HWY_ALIGN std::uint8_t wanted[16];
    for (std::size_t i = 0; i < 16; ++i) wanted[i] = i < 16 - n ? 0 : 255;
    const auto those = hn::LoadDup128(bytes_tag<T>(), wanted);
    for (auto& x : rows) x = hn::And(x, those);
  }
  /// Each row's sum, which is exact in any order.
  HWY_INLINE whole<T> sums() const {
    const whole_tag<T> d;
    const hn::Repartition<std::uint64_t, whole_tag<T>> wide;
    const auto even = hn::Or(hn::SumsOf8(rows[0]), hn::ShiftLeft<32>(hn::SumsOf8(rows[1])));
    const auto odd = hn::Or(hn::SumsOf8(rows[2]), hn::ShiftLeft<32>(hn::SumsOf8(rows[3])));
    return hn::Add(hn::BitCast(d, hn::InterleaveLower(wide, even, odd)),
                   hn::BitCast(d, hn::InterleaveUpper(wide, even, odd)));
  }
};

/// Four of the sixteen, Q · 4 and on: four rows of a column in each number.
template <class T, std::size_t Q>
HWY_INLINE bytes<T> four_columns(const sixteen_columns<T>& s) {
  const bytes_tag<T> d;
  const hn::Repartition<std::uint16_t, bytes_tag<T>> twos;
  const auto first = hn::BitCast(
      twos, Q < 2 ? hn::InterleaveLower(d, s.rows[0], s.rows[1]) : hn::InterleaveUpper(d, s.rows[0], s.rows[1]));
  const auto last = hn::BitCast(
      twos, Q < 2 ? hn::InterleaveLower(d, s.rows[2], s.rows[3]) : hn::InterleaveUpper(d, s.rows[2], s.rows[3]));
  return hn::BitCast(d, Q % 2 == 0 ? hn::InterleaveLower(twos, first, last) : hn::InterleaveUpper(twos, first, last));
}

/// Which bytes of such four are the rows of one column; bytes of 128 become 0.
struct alignas(16) place_of_bytes {
  std::uint8_t at[4][16];
  constexpr place_of_bytes() : at{} {
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t i = 0; i < 16; ++i) at[c][i] = static_cast<std::uint8_t>(i % 4 == 0 ? 4 * c + i / 4 : 128);
    }
  }
};
inline constexpr place_of_bytes bytes_of_column{};

template <class T>
HWY_INLINE vec<T> column_of_four(bytes<T> four, std::size_t c) {
  const auto from = hn::LoadDup128(bytes_tag<T>(), bytes_of_column.at[c]);
  return to_numbers(tag<T>(), hn::BitCast(whole_tag<T>(), hn::TableLookupBytesOr0(four, from)));
}

/// Calls f(c, a, b, e) for the four columns c + Q · 4 and on, but for those before `first`.
template <std::size_t Q, class T, class E, class F>
HWY_INLINE void for_four(std::size_t c, std::size_t first, const sixteen_columns<T>& a, const sixteen_columns<T>& b,
                         const E& e, const F& f) {
  const auto x = four_columns<T, Q>(a), y = four_columns<T, Q>(b);
  vec<T> z[4];
  for (std::size_t j = 0; j < 4; j += block<T>()) {
    e.template ask<block<T>()>(c + 4 * Q + j);
    e.template load<block<T>()>(c + 4 * Q + j, z + j);
  }
  for (std::size_t j = 0; j < 4; ++j) {
    if (4 * Q + j >= first) f(c + 4 * Q + j, column_of_four<T>(x, j), column_of_four<T>(y, j), z[j]);
  }
}
#else
inline constexpr bool reads_bytes = false;
#endif

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
