// SPDX-License-Identifier: Apache-2.0
/// @file
/// Threads over a fixed grid of chunks: which thread takes which chunk changes nothing that is computed.
#pragma once

#include <coalign/core/config.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace coalign::detail {

/// How many workers so many chunks can have, the calling thread's among them. @param threads 0: as the machine has
[[nodiscard]] inline std::size_t worker_count(unsigned threads, std::size_t chunks) noexcept {
  if (chunks <= 1) return 1;  // to ask for the number of processors takes longer than many a call
  const std::size_t wanted = threads == 0 ? std::thread::hardware_concurrency() : threads;
  return std::min(std::max<std::size_t>(wanted, 1), chunks);
}

/// Calls `workers[t](first, last)` for each chunk of 0..total, one worker a thread, the first of them on this one.
/// Threads live as long as the call: nothing is left behind, so a process may fork.
/// @param chunk   > 0: how many make a chunk
/// @param options `stop`, a token that ends the work early, and `progress`, called on the calling thread after each of
///                its chunks with how much is done, of how much; false ends the work early
/// @param workers at least one; they do not throw
/// @returns false where it was stopped early.
template <class Options, class Worker>
[[nodiscard]] bool run_chunks(std::size_t total, std::size_t chunk, const Options& options,
                              std::vector<Worker>& workers) {
  const std::size_t chunks = total / chunk + (total % chunk != 0);
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> cancelled{false};
  const auto take = [&](Worker& worker) noexcept {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t at = next.fetch_add(1, std::memory_order_relaxed);
    if (at >= chunks) return false;
    if (options.stop.stop_requested()) {
      cancelled.store(true, std::memory_order_relaxed);
      return false;
    }
    const std::size_t first = at * chunk, last = first + std::min(chunk, total - first);
    worker(first, last);
    done.fetch_add(last - first, std::memory_order_relaxed);
    return true;
  };
  // However this scope is left (a callback may throw), the threads stop soon and are joined; before that, what they
  // refer to is still there.
  struct canceller {
    std::atomic<bool>* flag;
    bool armed = true;
    ~canceller() {
      if (armed) flag->store(true, std::memory_order_relaxed);
    }
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(workers.size() - 1);
    canceller guard{&cancelled};
    for (std::size_t t = 1; t < workers.size(); ++t) {
#if defined(__cpp_exceptions)
      try {
#endif
        threads.emplace_back([&take, &worker = workers[t]] {
          while (take(worker)) {
          }
        });
#if defined(__cpp_exceptions)
      } catch (const std::system_error&) {
        break;  // the machine gives no more threads: those that are there do the work
      }
#endif
    }
    while (take(workers[0])) {
      if (options.progress && !options.progress(done.load(std::memory_order_relaxed), total)) {
        cancelled.store(true, std::memory_order_relaxed);
      }
    }
    guard.armed = false;
  }
  return done.load() == total;
}

}  // namespace coalign::detail
