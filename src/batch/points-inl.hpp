// SPDX-License-Identifier: Apache-2.0
/// @file
/// Points to weights, by the rule of the single pair.
#if defined(COALIGN_BATCH_POINTS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_POINTS_INL_HPP
#undef COALIGN_BATCH_POINTS_INL_HPP
#else
#define COALIGN_BATCH_POINTS_INL_HPP
#endif

#include "columns-inl.hpp"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

template <class T>
HWY_INLINE mask<T> near_one(vec<T> sum, T tolerance) {
  const tag<T> d;
  return hn::Le(hn::Abs(hn::Sub(sum, hn::Set(d, T{1}))), hn::Set(d, tolerance));
}

/// Where the sign is set, of -0 too.
template <class T>
HWY_INLINE mask<T> is_signed(vec<T> x) {
  const hn::RebindToSigned<tag<T>> whole;
  return hn::RebindMask(tag<T>(), hn::Lt(hn::BitCast(whole, x), hn::Zero(whole)));
}

/// The factor of `weight_factor`, and whether there is one.
template <class T>
HWY_INLINE vec<T> factor_of(vec<T> sum, T tolerance, mask<T>& valid) {
  const tag<T> d;
  const auto one = hn::Set(d, T{1});
  const auto most = hn::Set(d, hwy::HighestValue<T>());
  const auto scaled = hn::Div(one, sum);
  valid = hn::And(valid, hn::And(hn::And(hn::Gt(sum, hn::Zero(d)), hn::Le(sum, most)), hn::Le(scaled, most)));
  return hn::IfThenElse(near_one<T>(sum, tolerance), one, scaled);
}

/// Marks the rows that are not valid. @returns whether there are any.
template <class T>
HWY_INLINE bool leave(mask<T> valid, std::uint8_t* HWY_RESTRICT left) {
  const tag<T> d;
  if (HWY_LIKELY(hn::AllTrue(d, valid))) return false;
  HWY_ALIGN T flags[lanes<T>()];
  hn::Store(hn::IfThenElse(valid, hn::Zero(d), hn::Set(d, T{1})), d, flags);
  for (std::size_t r = 0; r < lanes<T>(); ++r) {
    if (flags[r] != T{0}) left[r] = 1;
  }
  return true;
}

/// Points of a group of rows, all asked: kept as columns in `scratch`, first's and second's in turn.
template <class T>
struct taken_points {
  mask<T> valid;  ///< where both sides have factors and no point is negative
  mask<T> near;   ///< where both are weights already
  vec<T> factor_a, factor_b;
};
template <class T, class A, class B>
HWY_INLINE taken_points<T> take_points(std::size_t n, const A& a, const B& b, T tolerance, T* HWY_RESTRICT scratch) {
  const tag<T> d;
  constexpr std::size_t w = lanes<T>();
  auto sum_a = hn::Zero(d), sum_b = hn::Zero(d), least = hn::Zero(d);
  for_columns<T>(n, a, b, nothing<T>(), [&](std::size_t c, vec<T> x, vec<T> y, vec<T>) HWY_ATTR {
    sum_a = hn::Add(sum_a, x);
    sum_b = hn::Add(sum_b, y);
    least = hn::Min(least, hn::Min(x, y));
    hn::Store(x, d, scratch + 2 * c * w);
    hn::Store(y, d, scratch + (2 * c + 1) * w);
  });
  auto valid = hn::Ge(least, hn::Zero(d));
  const auto near = hn::And(near_one<T>(sum_a, tolerance), near_one<T>(sum_b, tolerance));
  const auto factor_a = factor_of<T>(sum_a, tolerance, valid);
  const auto factor_b = factor_of<T>(sum_b, tolerance, valid);
  return {valid, near, factor_a, factor_b};
}

HWY_INLINE points_are more(points_are x, points_are y) { return x < y ? y : x; }

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
