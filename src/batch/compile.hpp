// SPDX-License-Identifier: Apache-2.0
/// @file
/// A call is checked, and its conventions become numbers, before any row is read.
#pragma once

#include "job.hpp"

namespace coalign::batch::detail {

/// How many metrics, horizons and risks there are: 0 where no side has the block.
[[nodiscard]] std::array<std::size_t, 3> widths_of(std::span<const view> sides) noexcept;

/// How many items explain a pair of such sides.
[[nodiscard]] inline std::size_t items_of(const std::array<std::size_t, 3>& widths) noexcept {
  return widths[0] + (widths[1] > 0 ? widths[1] - 1 : 0) + widths[2];
}

/// Checks sizes, types, extents and overlaps. @returns the first error, or ok.
template <class T>
[[nodiscard]] error check_call(std::span<const view> sides, const outputs<T>& out, const options& o);

template <class T>
[[nodiscard]] result<conventions<T>> compile(std::span<const view> sides, const policy& p, const options& o);

extern template error check_call(std::span<const view>, const outputs<double>&, const options&);
extern template error check_call(std::span<const view>, const outputs<float>&, const options&);
extern template result<conventions<double>> compile(std::span<const view>, const policy&, const options&);
extern template result<conventions<float>> compile(std::span<const view>, const policy&, const options&);

}  // namespace coalign::batch::detail
