// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a batch is scored with, beside the policy, and how it is run.
#pragma once

#include <coalign/batch/view.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

namespace coalign::batch {

/// Which kernels run. All give the same bits; a caller forces one to prove it, or to compare their speed.
enum class instruction_set : std::uint8_t {
  best,      ///< the widest that this machine has
  scalar,    ///< the reference: one row after another, in plain C++
  baseline,  ///< what the build's flags have: NEON; on x86 without flags the reference
  sse4,
  avx2,
  avx512,
};

/// Whether this build and this machine have a set of kernels.
[[nodiscard]] bool is_available(instruction_set set) noexcept;

/// What a batch is scored with. Only the first three change a number.
struct options {
  /// Distances of the two sides' targets, 0..1, for each metric: one row for all (row stride 0), or one for each row.
  /// float32 or float64. Absent: goals are not assessed.
  matrix delta{};
  /// The horizons' days, strictly ascending. Empty: the default five, or equal spacing where the policy has it.
  std::span<const double> days{};
  std::span<const double> risk_weights{};  ///< points; empty: equal
  unsigned threads = 1;                    ///< 0: as many as the machine has and the rows are worth
  instruction_set instructions = instruction_set::best;
  std::stop_token stop{};  ///< asks the work to end early, as `cancelled`
  /// Called on the calling thread now and then with how many rows are done, of how many; false ends the work early.
  std::function<bool(std::size_t, std::size_t)> progress{};
};

}  // namespace coalign::batch
