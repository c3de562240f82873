// SPDX-License-Identifier: Apache-2.0
/// @file
/// Threads over a fixed grid of chunks: which thread takes which chunk changes nothing that is computed.
#pragma once

#include <coalign/batch/options.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace coalign::batch::detail {

[[nodiscard]] inline std::size_t helpers_for(const options& o, std::size_t chunks) noexcept {
  const std::size_t wanted = o.threads == 0 ? std::thread::hardware_concurrency() : o.threads;
  return std::min(std::max<std::size_t>(wanted, 1), std::max<std::size_t>(chunks, 1)) - 1;
}

/// Calls `workers[t](chunk)` for each chunk, one worker a thread, the first of them on this one. Threads live as long
/// as the call: nothing is left behind, so a process may fork.
/// @returns false where it was stopped early.
template <class Worker>
[[nodiscard]] bool run(std::size_t rows, std::size_t chunk_rows, const options& o, std::vector<Worker>& workers) {
  const std::size_t chunks = rows / chunk_rows + (rows % chunk_rows != 0);
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> cancelled{false};
  const auto take = [&](Worker& worker) noexcept {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t chunk = next.fetch_add(1, std::memory_order_relaxed);
    if (chunk >= chunks) return false;
    if (o.stop.stop_requested()) {
      cancelled.store(true, std::memory_order_relaxed);
      return false;
    }
    worker(chunk);
    done.fetch_add(std::min(chunk_rows, rows - chunk * chunk_rows), std::memory_order_relaxed);
    return true;
  };
  // However this scope is left (a callback may throw), the threads stop soon and are joined.
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
      try {
        threads.emplace_back([&take, &worker = workers[t]] {
          while (take(worker)) {
          }
        });
      } catch (const std::system_error&) {
        break;  // the machine gives no more threads: those that are there do the work
      }
    }
    while (take(workers[0])) {
      if (o.progress && !o.progress(done.load(std::memory_order_relaxed), rows)) {
        cancelled.store(true, std::memory_order_relaxed);
      }
    }
    guard.armed = false;
  }
  return done.load() == rows;
}

}  // namespace coalign::batch::detail
