// SPDX-License-Identifier: Apache-2.0
/// @file
/// What no cache would hold, to memory past them.
#if defined(COALIGN_BATCH_STREAM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_STREAM_INL_HPP
#undef COALIGN_BATCH_STREAM_INL_HPP
#else
#define COALIGN_BATCH_STREAM_INL_HPP
#endif

#include "columns-inl.hpp"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// Numbers from one line of memory to the next.
template <class T>
inline constexpr std::size_t line = 64 / sizeof(T);

/// Copies n numbers, whole lines of memory past the caches: a line that is not read before it is written.
/// `hwy::FlushStream` makes them seen.
template <class T>
HWY_INLINE void stream(const T* HWY_RESTRICT from, std::size_t n, T* HWY_RESTRICT to) {
  const tag<T> d;
  const std::size_t in_line = reinterpret_cast<std::uintptr_t>(to) / sizeof(T) % line<T>;
  std::size_t i = 0;
  for (; in_line != 0 && i < n && i < line<T> - in_line; ++i) to[i] = from[i];
  for (; i + line<T> <= n; i += line<T>) {
    for (std::size_t j = 0; j < line<T>; j += lanes<T>()) hn::Stream(hn::LoadU(d, from + i + j), d, to + i + j);
  }
  for (; i < n; ++i) to[i] = from[i];
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
