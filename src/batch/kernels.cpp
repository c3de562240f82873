// SPDX-License-Identifier: Apache-2.0
// The vector kernels, compiled once for each instruction set. Lanes are rows, so sums keep the order of the single
// pair whatever the width; nothing is fused, and nothing is summed across lanes.
#include "kernel.hpp"

// Checks that only debug builds have would need Highway's library.
#define HWY_IS_DEBUG_BUILD 0
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels.cpp"
#if defined(__x86_64__) || defined(_M_X64)
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#elif defined(__aarch64__)
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#endif
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

#include "kernels-inl.hpp"

#if HWY_ONCE
namespace coalign::batch::detail {

namespace {

bool has_sse4() noexcept {
#if HWY_ARCH_X86 && defined(__GNUC__)
  return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("aes");
#else
  return false;
#endif
}

bool has_avx2() noexcept {
#if HWY_ARCH_X86 && defined(__GNUC__)
  return has_sse4() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
#else
  return false;
#endif
}

bool has_avx512() noexcept {
#if HWY_ARCH_X86 && defined(__GNUC__)
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
#else
  return false;
#endif
}

}  // namespace

template <class T>
const kernels<T>* kernels_of(instruction_set set) noexcept {
  using enum instruction_set;
#if HWY_TARGETS & HWY_AVX3
  if ((set == best || set == avx512) && has_avx512()) return &N_AVX3::table<T>;
#endif
#if HWY_TARGETS & HWY_AVX2
  if ((set == best || set == avx2) && has_avx2()) return &N_AVX2::table<T>;
#endif
#if HWY_TARGETS & HWY_SSE4
  if ((set == best || set == sse4) && has_sse4()) return &N_SSE4::table<T>;
#endif
#if HWY_STATIC_TARGET != HWY_SCALAR
  if (set == best || set == baseline) return &HWY_STATIC_DISPATCH(table<T>);
#endif
  return nullptr;
}

template const kernels<double>* kernels_of(instruction_set) noexcept;
template const kernels<float>* kernels_of(instruction_set) noexcept;

}  // namespace coalign::batch::detail

bool coalign::batch::is_available(instruction_set set) noexcept {
  using enum instruction_set;
  return set == best || set == scalar || set == baseline || detail::kernels_of<float>(set) != nullptr;
}
#endif  // HWY_ONCE
