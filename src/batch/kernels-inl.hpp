// SPDX-License-Identifier: Apache-2.0
/// @file
/// The kernels of the instruction set that is being compiled. @see kernel.hpp for what they are given.
#if defined(COALIGN_BATCH_KERNELS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_KERNELS_INL_HPP
#undef COALIGN_BATCH_KERNELS_INL_HPP
#else
#define COALIGN_BATCH_KERNELS_INL_HPP
#endif

#include "blocks-inl.hpp"
#include "explain-inl.hpp"
#include "metric-inl.hpp"

// Where the build's flags have no vectors that Highway knows, the reference does it all.
#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

template <class T, class From>
void widen(const From* HWY_RESTRICT from, std::size_t n, T* HWY_RESTRICT to) {
  const tag<T> d;
  const hn::Rebind<std::int32_t, tag<T>> whole;
  const hn::Rebind<From, tag<T>> small;
  std::size_t i = 0;
  for (; i + lanes<T>() <= n; i += lanes<T>()) {
    const auto x = hn::PromoteTo(whole, hn::LoadU(small, from + i));
    if constexpr (sizeof(T) == sizeof(std::int32_t)) {
      hn::StoreU(hn::ConvertTo(d, x), d, to + i);
    } else {
      hn::StoreU(hn::PromoteTo(d, x), d, to + i);
    }
  }
  for (; i < n; ++i) to[i] = static_cast<T>(from[i]);
}

template <class T>
inline constexpr kernels<T> table{lanes<T>(),
                                  &metric<T>,
                                  &horizon<T>,
                                  &risk<T>,
                                  &join<T>,
                                  &explain<T>,
                                  &widen<T, std::uint8_t>,
                                  &widen<T, std::int16_t>};

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
