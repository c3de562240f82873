// SPDX-License-Identifier: Apache-2.0
/// @file
/// How long work is run: seed, threads, progress, and a way to stop it.
#pragma once

#include <coalign/core/error.hpp>
#include <coalign/core/parallel.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace coalign::uncertainty {

/// How to run. Everything but `seed`, `pair` and `draws` leaves the result as it is, to the bit.
struct run_options {
  std::uint64_t seed = 0;
  std::uint32_t pair = 0;   ///< which pair of sides, where one seed serves several
  std::uint32_t draws = 0;  ///< how many; 0: as many as the method takes unless told
  unsigned threads = 1;     ///< 0: as many as the machine has
  std::stop_token stop{};   ///< asks the work to end early, as `cancelled`
  /// Called on the calling thread now and then with how many draws are done, of how many; false ends the work early.
  std::function<bool(std::size_t, std::size_t)> progress{};
};

namespace detail {

inline constexpr std::size_t run_chunk = 64;

/// Calls `work(i)` for each i below `total`, in any order, on several threads, each with a copy of `work` (its
/// scratch memory). @returns false where it was stopped early.
template <class Work>
[[nodiscard]] bool run(std::size_t total, const run_options& options, const Work& work) {
  struct worker {
    Work work;
    void operator()(std::size_t first, std::size_t last) noexcept {
      for (std::size_t i = first; i < last; ++i) work(i);
    }
  };
  const std::size_t chunks = (total + run_chunk - 1) / run_chunk;
  std::vector<worker> workers(coalign::detail::worker_count(options.threads, chunks), worker{work});
  return coalign::detail::run_chunks(total, run_chunk, options, workers);
}

}  // namespace detail

}  // namespace coalign::uncertainty
