// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of five, which default horizons are, to columns.
#if defined(COALIGN_BATCH_FIVES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_FIVES_INL_HPP
#undef COALIGN_BATCH_FIVES_INL_HPP
#else
#define COALIGN_BATCH_FIVES_INL_HPP
#endif

#include "bytes-inl.hpp"
#include "columns-inl.hpp"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// Whether rows of five lie one after another, and vectors are wide enough for that to help.
template <class T>
HWY_INLINE bool are_fives(const source<T>& s, std::size_t n) {
  return (HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3) && s.by_rows && n == five && s.stride == five;
}

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
/// Lanes in which the V-th of five vectors holds column C.
template <class T, std::size_t C, std::size_t V>
HWY_INLINE constexpr unsigned lanes_of_column() {
  unsigned bits = 0;
  for (std::size_t l = 0; l < lanes<T>(); ++l) bits |= (V * lanes<T>() + l) % five == C ? 1U << l : 0U;
  return bits;
}

template <unsigned Lanes>
HWY_INLINE vec<float> blend(vec<float> a, vec<float> b) {
#if HWY_TARGET == HWY_AVX3
  return vec<float>{_mm512_mask_blend_ps(static_cast<__mmask16>(Lanes), a.raw, b.raw)};
#else
  return vec<float>{_mm256_blend_ps(a.raw, b.raw, Lanes)};
#endif
}
template <unsigned Lanes>
HWY_INLINE vec<double> blend(vec<double> a, vec<double> b) {
#if HWY_TARGET == HWY_AVX3
  return vec<double>{_mm512_mask_blend_pd(static_cast<__mmask8>(Lanes), a.raw, b.raw)};
#else
  return vec<double>{_mm256_blend_pd(a.raw, b.raw, Lanes)};
#endif
}

/// Where the blend below has column C of each row.
template <class T, std::size_t C>
struct place_of_rows {
  HWY_ALIGN hwy::MakeSigned<T> lane[lanes<T>()];
  constexpr place_of_rows() : lane{} {
    for (std::size_t r = 0; r < lanes<T>(); ++r) lane[r] = static_cast<hwy::MakeSigned<T>>((five * r + C) % lanes<T>());
  }
};
template <class T, std::size_t C>
inline constexpr place_of_rows<T, C> place{};

/// Five and the number of lanes have no common factor, so each lane has the column's number in one vector alone:
/// these are blended, and one permutation puts them into the order of rows.
template <class T, std::size_t C>
HWY_INLINE vec<T> column_of_fives(const vec<T>* HWY_RESTRICT v) {
  auto found = blend<lanes_of_column<T, C, 1>()>(v[0], v[1]);
  found = blend<lanes_of_column<T, C, 2>()>(found, v[2]);
  found = blend<lanes_of_column<T, C, 3>()>(found, v[3]);
  found = blend<lanes_of_column<T, C, 4>()>(found, v[4]);
  return hn::TableLookupLanes(found, hn::SetTableIndices(tag<T>(), place<T, C>.lane));
}

/// Five vectors of rows of five, to columns.
template <class T>
HWY_INLINE void columns_of_fives(const vec<T>* HWY_RESTRICT v, vec<T>* HWY_RESTRICT out) {
  out[0] = column_of_fives<T, 0>(v);
  out[1] = column_of_fives<T, 1>(v);
  out[2] = column_of_fives<T, 2>(v);
  out[3] = column_of_fives<T, 3>(v);
  out[4] = column_of_fives<T, 4>(v);
}
#else
template <class T>
HWY_INLINE void columns_of_fives(const vec<T>* HWY_RESTRICT, vec<T>* HWY_RESTRICT) {}
#endif

template <class T, class From>
HWY_INLINE void load_fives(const From* HWY_RESTRICT p, vec<T>* HWY_RESTRICT out) {
  for (std::size_t i = 0; i < five; ++i) out[i] = load_widened<T>(p + i * lanes<T>());
}

/// Asks for what a later group of rows will read.
template <class T, class From>
HWY_INLINE void ask_fives(const From* p) {
  const auto* at = reinterpret_cast<const std::uint8_t*>(p) + bytes_ahead;
  for (std::size_t i = 0; i < five * lanes<T>() * sizeof(From); i += 64) hwy::Prefetch(at + i);
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
