// SPDX-License-Identifier: Apache-2.0
// Explanations that no cache holds are written past the caches: to the same bits, and nowhere else.
#include "portfolio.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace large_test {

using namespace portfolio;

namespace {

constexpr std::size_t metrics = 4, horizons = 5, risks = 2, item_count = metrics + horizons - 1 + risks;

/// Six columns, a status and explanations, the numbers with one before and after each that nobody may touch.
template <class T>
struct results {
  std::size_t rows;
  std::vector<T> memory, items;
  std::vector<std::uint8_t> status;
  outputs<T> out;
  static constexpr T untouched = T{7};

  explicit results(std::size_t n)
      : rows(n), memory(1 + 6 * (n + 1), untouched), items(n * item_count + 2, untouched), status(n, 99) {
    std::array<std::span<T>*, 6> columns{&out.gap, &out.metric, &out.priority, &out.goal, &out.horizon, &out.risk};
    for (std::size_t i = 0; i < 6; ++i) *columns[i] = std::span(memory).subspan(1 + i * (n + 1), n);
    out.status = status;
    out.items = std::span(items).subspan(1, n * item_count);
  }
  [[nodiscard]] bool kept_its_bounds() const {
    for (std::size_t i = 0; i <= 6; ++i) {
      if (memory[i * (rows + 1)] != untouched) return false;
    }
    return items.front() == untouched && items.back() == untouched;
  }
};

template <class T>
std::vector<T> points(std::size_t rows, std::size_t columns, std::uint32_t seed) {
  std::vector<T> v(rows * columns);
  for (T& x : v) {
    seed = seed * 1664525U + 1013904223U;
    x = static_cast<T>(seed >> 24U) / T{256};
  }
  return v;
}

template <class T>
void agrees(std::size_t rows) {
  auto p = points<T>(rows, metrics, 1);
  const auto q = points<T>(rows, metrics, 2), h = points<T>(rows, horizons, 3), k = points<T>(rows, horizons, 4),
             x = points<T>(rows, risks, 5), y = points<T>(rows, risks, 6);
  p[5 * metrics] = T{-1};
  p[(rows - 1) * metrics] = T{-1};
  const auto score = [&](std::size_t first, std::size_t n, const outputs<T>& out, unsigned threads,
                         instruction_set set) {
    const view a{n, batch::by_rows(p.data() + first * metrics, metrics),
                 batch::by_rows(h.data() + first * horizons, horizons),
                 batch::by_rows(x.data() + first * risks, risks)};
    const view b{n, batch::by_rows(q.data() + first * metrics, metrics),
                 batch::by_rows(k.data() + first * horizons, horizons),
                 batch::by_rows(y.data() + first * risks, risks)};
    batch::options o;
    o.threads = threads;
    o.instructions = set;
    return batch::score(a, b, policy{}, out, o);
  };
  // The same, some rows at a time: these stay in the caches.
  results<T> some(rows);
  for (std::size_t first = 0; first < rows; first += 10'000) {
    const std::size_t n = std::min<std::size_t>(10'000, rows - first);
    const outputs<T> part{.gap = some.out.gap.subspan(first, n),
                          .metric = some.out.metric.subspan(first, n),
                          .priority = some.out.priority.subspan(first, n),
                          .goal = some.out.goal.subspan(first, n),
                          .horizon = some.out.horizon.subspan(first, n),
                          .risk = some.out.risk.subspan(first, n),
                          .items = some.out.items.subspan(first * item_count, n * item_count),
                          .status = some.out.status.subspan(first, n)};
    REQUIRE(score(first, n, part, 1, instruction_set::best));
  }
  REQUIRE(some.kept_its_bounds());
  for (const auto set :
       {instruction_set::baseline, instruction_set::sse4, instruction_set::avx2, instruction_set::avx512}) {
    if (!batch::is_available(set)) continue;
    results<T> all(rows);
    const auto done = score(0, rows, all.out, 2, set);
    REQUIRE(done);
    CHECK(done.value().ok() == rows - 2);
    CHECK(all.kept_its_bounds());
    CHECK(all.status == some.status);
    CHECK(std::memcmp(all.memory.data(), some.memory.data(), all.memory.size() * sizeof(T)) == 0);
    CHECK(std::memcmp(all.items.data(), some.items.data(), all.items.size() * sizeof(T)) == 0);
  }
}

}  // namespace

TEST_CASE("explanations too large for the caches have the same bits and keep their bounds") {
  // More than 16 MiB of them, of a length that fits no line of memory.
  agrees<float>(750'011);
  agrees<double>(375'011);
}

}  // namespace large_test
