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
#include "bytes-inl.hpp"
#include "explain-inl.hpp"
#include "metric-inl.hpp"

// Where the build's flags have no vectors that Highway knows, the reference does it all.
#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

template <class T, class From>
void widen(const From* HWY_RESTRICT from, std::size_t n, T* HWY_RESTRICT to) {
  std::size_t i = 0;
  for (; i + lanes<T>() <= n; i += lanes<T>()) hn::StoreU(load_widened<T>(from + i), tag<T>(), to + i);
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
                                  &widen<T, std::int16_t>,
                                  &widen<T, float>,
                                  reads_bytes};

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
