// SPDX-License-Identifier: Apache-2.0
// Every cell of layout, type, delta, threads and instruction set, in million rows a second: 16 metrics, 5 horizons and
// 5 risks in, six gaps and a status out. `coalign_batch_benchmark` says what such figures mean.
// Usage: coalign_batch_cells [rows [rounds [threads]]]
#include <coalign/batch/score.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace coalign;
using batch::instruction_set;

constexpr std::array<std::size_t, 3> widths{16, 5, 5};
constexpr std::array<std::pair<const char*, instruction_set>, 5> sets{{{"scalar", instruction_set::scalar},
                                                                       {"baseline", instruction_set::baseline},
                                                                       {"sse4", instruction_set::sse4},
                                                                       {"avx2", instruction_set::avx2},
                                                                       {"avx512", instruction_set::avx512}}};
constexpr std::array<const char*, 3> deltas{"none", "for all", "per row"};

/// Numbers of one block, whose place in memory is the layout.
template <class T>
struct block_of {
  std::vector<T> numbers;
  batch::matrix matrix;

  block_of(std::size_t rows, std::size_t columns, bool by_rows, std::mt19937_64& g, double low, double high)
      : numbers(rows * columns) {
    std::uniform_real_distribution<double> draw(low, high);
    for (T& x : numbers) x = static_cast<T>(draw(g));
    matrix = by_rows ? batch::by_rows(numbers.data(), columns) : batch::by_columns(numbers.data(), rows, columns);
  }
};

/// One line: a cell for each instruction set. Points are of type P, severities, delta and results of type T.
template <class P, class T>
void line(const char* type, bool by_rows, std::size_t delta, std::size_t rows, int rounds, unsigned threads) {
  std::mt19937_64 g(7);
  const auto points = [&](std::size_t b) { return block_of<P>(rows, widths[b], by_rows, g, 1, 100); };
  const auto shares = [&](std::size_t b) { return block_of<T>(rows, widths[b], by_rows, g, 0, 1); };
  const auto p = points(0), q = points(0), h = points(1), k = points(1);
  const auto x = shares(2), y = shares(2), d = shares(0);
  const batch::view a{rows, p.matrix, h.matrix, x.matrix}, b{rows, q.matrix, k.matrix, y.matrix};
  batch::options o;
  o.threads = threads;
  const std::vector<T> one(widths[0], static_cast<T>(0.25));
  if (delta == 1) o.delta = batch::for_all_rows(std::span<const T>(one));
  if (delta == 2) o.delta = d.matrix;
  std::vector<T> results(6 * rows);
  std::vector<std::uint8_t> status(rows);
  const auto column = [&](std::size_t at) { return std::span<T>(results).subspan(at * rows, rows); };
  const batch::outputs<T> out{.gap = column(0),
                              .metric = column(1),
                              .priority = column(2),
                              .goal = column(3),
                              .horizon = column(4),
                              .risk = column(5),
                              .status = status};
  std::array<std::vector<double>, sets.size()> times;
  for (int round = -1; round < rounds; ++round) {  // the first one warms up
    for (std::size_t s = 0; s < sets.size(); ++s) {
      if (!batch::is_available(sets[s].second)) continue;
      o.instructions = sets[s].second;
      const auto start = std::chrono::steady_clock::now();
      if (!batch::score(a, b, policy{}, out, o)) std::abort();
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
      if (round >= 0) times[s].push_back(taken.count());
    }
  }
  std::printf("%-8s  %-7s  %-7s  %7u", by_rows ? "rows" : "columns", type, deltas[delta], threads);
  for (auto& taken : times) {
    if (taken.empty()) {
      std::printf("  %8s", "n/a");
      continue;
    }
    std::sort(taken.begin(), taken.end());
    std::printf("  %8.1f", static_cast<double>(rows) / taken[taken.size() / 2] / 1e6);
  }
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 200'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const unsigned many = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
  if (rows == 0 || rounds < 1 || many < 1) {
    std::fprintf(stderr, "usage: coalign_batch_cells [rows [rounds [threads]]]\n");
    return 2;
  }
  std::printf("million rows a second, %zu rows, medians of %d interleaved rounds; n/a: not available on this machine\n",
              rows, rounds);
  std::printf("%-8s  %-7s  %-7s  %7s", "layout", "points", "delta", "threads");
  for (const auto& [name, set] : sets) std::printf("  %8s", name);
  std::printf("\n");
  for (const bool by_rows : {true, false}) {
    for (std::size_t delta = 0; delta < deltas.size(); ++delta) {
      for (const unsigned threads : {1U, many}) {
        line<double, double>("float64", by_rows, delta, rows, rounds, threads);
        line<float, float>("float32", by_rows, delta, rows, rounds, threads);
        line<std::uint8_t, float>("uint8", by_rows, delta, rows, rounds, threads);
        line<std::int16_t, float>("int16", by_rows, delta, rows, rounds, threads);
      }
    }
  }
}
