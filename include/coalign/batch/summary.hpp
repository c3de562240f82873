// SPDX-License-Identifier: Apache-2.0
/// @file
/// A scored portfolio in a few numbers, from its results alone.
#pragma once

#include <coalign/core/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coalign::batch {

/// What a batch's gaps say together. Rows without a gap (NaN) count in `by_status` only.
struct summary {
  std::size_t rows = 0;
  std::size_t scored = 0;                           ///< rows with a gap
  std::array<std::size_t, errc_count> by_status{};  ///< by `errc`
  double mean = 0.0;                                ///< NaN where nothing is scored, like the quantiles
  double p10 = 0.0;  ///< quantiles, linear between neighbours (type 7, as NumPy's default)
  double p50 = 0.0;
  double p90 = 0.0;
  std::vector<std::size_t> worst;  ///< the rows with the largest gaps, largest first, the lower row at a tie
};

/// Summarises results. No input is read again, nothing is sorted or copied: quantiles come from counting, exactly.
/// @param gap    the gaps of `score`, NaN for rows without one
/// @param status their status, or empty: rows with NaN then count as `undefined`
/// @param worst  how many of the worst rows are wanted
/// @returns the summary; `size_mismatch` where the lengths differ, `bad_type` for a status that is none,
///          `out_of_memory`. O(rows · log worst), 1 MiB.
[[nodiscard]] result<summary> summarise(std::span<const double> gap, std::span<const std::uint8_t> status = {},
                                        std::size_t worst = 10);
[[nodiscard]] result<summary> summarise(std::span<const float> gap, std::span<const std::uint8_t> status = {},
                                        std::size_t worst = 10);

}  // namespace coalign::batch
