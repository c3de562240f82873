// SPDX-License-Identifier: Apache-2.0
/// @file
/// Many pairs of sides scored in one call: views in, the caller's memory out, every row as the single pair gives it.
#pragma once

#include <coalign/batch/options.hpp>
#include <coalign/batch/view.hpp>
#include <coalign/core/error.hpp>
#include <coalign/core/policy.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace coalign::batch {

/// Where results go: memory of the caller, each span empty (not wanted) or as long as it says. A row that cannot be
/// scored is NaN in all of them, a block that a row lacks is NaN in its own.
/// @tparam T double or float: also what is computed with
template <class T>
struct outputs {
  std::span<T> gap{};       ///< rows: the overall gap
  std::span<T> metric{};    ///< rows: the metric gap, priority and goal together
  std::span<T> priority{};  ///< rows
  std::span<T> goal{};      ///< rows: 0 where goals are not assessed
  std::span<T> horizon{};   ///< rows
  std::span<T> risk{};      ///< rows
  /// rows × items, row-major: what each metric, each boundary between horizons, and each risk adds to the gap.
  std::span<T> items{};
  std::span<std::uint8_t> status{};  ///< rows: an `errc`
  /// items: the mean of what each adds, over the rows that have its block; the same on any number of threads.
  std::span<double> item_means{};
};

/// How many items explain one row: metrics, boundaries between horizons, and risks.
[[nodiscard]] std::size_t item_count(const view& a, const view& b) noexcept;

/// How many rows ended how.
struct tally {
  std::size_t rows = 0;
  std::array<std::size_t, errc_count> by_status{};  ///< by `errc`
  [[nodiscard]] std::size_t ok() const noexcept { return by_status[0]; }
};

/// Scores n pairs of sides: row r of `a` against row r of `b`. Points are normalised as in the single pair, and with
/// double outputs every number is the single pair's to the bit (exponents other than 1, 2 and infinity: where the
/// machine's `pow` is the same), whatever the layout, the number of threads, the instruction set, and the row's place.
/// Float outputs are computed in float, within n · 2⁻²³ of double, n the items of the widest block (by test: 0.8 of
/// that); float64 input is refused with them.
///
/// A bad row does not stop the others. Its status is the first of: side a's, then side b's `bad_ratings`,
/// `bad_weight`, `zero_sum` (priorities, then horizons), `bad_severity`; `bad_target` (a row's own delta outside 0..1);
/// `zero_sum` where nothing is left of what both were asked; `missing` where no block with weight is there.
///
/// @param a,b  sides with as many rows, metrics, horizons and risks
/// @param p    exponent, block weights, spacing; declared ratings are read as such
/// @param out  memory that overlaps no input and no other output; inputs may overlap each other
/// @returns how many rows ended how; or `size_mismatch` (lengths, with the field), `bad_type` (an element type that
///          the block or the outputs do not take), `bad_option` (overlap, an instruction set that is not there),
///          `too_large` (more bytes than memory has), `bad_target`, `bad_scale`, `bad_weight`, `zero_sum` of the
///          conventions, `cancelled` (outputs are then partly written), `out_of_memory`.
/// Cost: O(rows · items); beyond input and output about half a MB for each thread, more only beyond 4,000 numbers a
/// row.
[[nodiscard]] result<tally> score(const view& a, const view& b, const policy& p, const outputs<double>& out,
                                  const options& o = {});
[[nodiscard]] result<tally> score(const view& a, const view& b, const policy& p, const outputs<float>& out,
                                  const options& o = {});

/// Scores n groups of N sides: each block's gap is the mean over pairs of sides, weighted by influence, over the pairs
/// that have it; the overall gap is the power mean of these. With two sides it is `score`, with double outputs each row
/// is `coalign::score_group` to the bit. The priority and goal gaps are means over the same pairs.
/// @param sides     N >= 2 views
/// @param influence N numbers > 0, or none: equal
/// @param out       as above; `items` and `item_means` must be empty (`not_supported`)
/// @returns as above; a bad row has the status of the first pair of sides that cannot be compared. O(rows · N² ·
/// items).
[[nodiscard]] result<tally> score_group(std::span<const view> sides, std::span<const double> influence, const policy& p,
                                        const outputs<double>& out, const options& o = {});
[[nodiscard]] result<tally> score_group(std::span<const view> sides, std::span<const double> influence, const policy& p,
                                        const outputs<float>& out, const options& o = {});

}  // namespace coalign::batch
