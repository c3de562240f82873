// SPDX-License-Identifier: Apache-2.0
// Ratings on a declared scale: points without its low end, by every kernel to the same bits.
#include "portfolio.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace rating_test {

using namespace portfolio;

namespace {

constexpr std::size_t rows = 203;

policy on_scale(double low, double high) {
  policy p;
  p.rating_scale = rating_scale{low, high};
  return p;
}

template <class T>
struct scores {
  std::vector<T> gap = std::vector<T>(rows), priority = gap, items;
  std::vector<std::uint8_t> status = std::vector<std::uint8_t>(rows);
};

template <class T, class From>
scores<T> score(const std::vector<From>& p, const std::vector<From>& q, std::size_t n, const policy& pol,
                instruction_set set, bool columns, bool explain) {
  const auto matrix_of = [&](const std::vector<From>& v) {
    return columns ? batch::by_columns(v.data(), rows, n) : batch::by_rows(v.data(), n);
  };
  view a, b;
  a.rows = b.rows = rows;
  a.priorities = matrix_of(p);
  b.priorities = matrix_of(q);
  scores<T> out;
  if (explain) out.items.resize(rows * n);
  outputs<T> to{.gap = out.gap, .priority = out.priority, .items = out.items, .status = out.status};
  batch::options o;
  o.instructions = set;
  o.threads = 1;
  REQUIRE(batch::score(a, b, pol, to, o));
  return out;
}

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(T)) == 0;
}

constexpr std::array every_set{instruction_set::scalar, instruction_set::baseline, instruction_set::sse4,
                               instruction_set::avx2, instruction_set::avx512};

/// Whole ratings of 1 to 5, whose points are exact; every tenth row has something that is not a rating.
template <class T, class From>
void agrees(std::size_t n) {
  std::mt19937 g(static_cast<std::uint32_t>(n));
  std::vector<From> p(rows * n), q(rows * n);
  for (auto* side : {&p, &q}) {
    for (From& x : *side) x = static_cast<From>(1 + g() % 5);
  }
  for (std::size_t r = 0; r < rows; r += 10) {
    From& x = p[r * n + g() % n];
    if constexpr (std::is_floating_point_v<From>) {
      constexpr From nan = std::numeric_limits<From>::quiet_NaN(), inf = std::numeric_limits<From>::infinity();
      x = std::array{nan, From{0}, From{6}, inf, -inf, From{-1}}[g() % 6];
    } else {
      x = static_cast<From>(g() % 2 == 0 ? 0 : 6);
    }
  }
  std::fill_n(q.begin() + static_cast<std::ptrdiff_t>(n), n, From{1});  // all at the low end: no points at all
  // By another way: the points themselves, without a scale.
  std::vector<T> points_p(rows * n), points_q(rows * n);
  for (std::size_t i = 0; i < rows * n; ++i) {
    points_p[i] = static_cast<T>(p[i]) - T{1};
    points_q[i] = static_cast<T>(q[i]) - T{1};
  }
  const auto points = score<T>(points_p, points_q, n, {}, instruction_set::scalar, false, true);
  for (const auto set : every_set) {
    if (!batch::is_available(set)) continue;
    for (const bool explain : {false, true}) {
      const auto found = score<T>(p, q, n, on_scale(1, 5), set, false, explain);
      for (std::size_t r = 0; r < rows; ++r) {
        bool outside = false;
        for (std::size_t i = 0; i < n; ++i) {
          const double x = static_cast<double>(p[r * n + i]);
          outside = outside || x < 1 || x > 5;
        }
        const auto status = static_cast<errc>(found.status[r]);
        if (outside) {
          CHECK(status == errc::bad_ratings);
          CHECK(std::isnan(found.gap[r]));
          continue;
        }
        CHECK(status == static_cast<errc>(points.status[r]));
        CHECK(std::memcmp(&found.gap[r], &points.gap[r], sizeof(T)) == 0);
        CHECK(std::memcmp(&found.priority[r], &points.priority[r], sizeof(T)) == 0);
        if (explain && status == errc::ok) {
          CHECK(std::memcmp(&found.items[r * n], &points.items[r * n], n * sizeof(T)) == 0);
        }
      }
    }
  }
  CHECK(static_cast<errc>(points.status[1]) == errc::zero_sum);
}

}  // namespace

TEST_CASE("ratings are points above the low end of their scale, by every kernel") {
  for (const std::size_t n : {2U, 3U, 4U, 5U, 7U, 8U, 16U, 17U, 33U}) {
    agrees<double, double>(n);
    agrees<float, float>(n);
    agrees<double, std::uint8_t>(n);
    agrees<float, std::uint8_t>(n);
    agrees<float, std::int16_t>(n);
  }
}

TEST_CASE("ratings by columns and on any scale have the bits of the reference") {
  std::mt19937 g(5);
  std::uniform_real_distribution<double> rating(-3.5, 7.25);
  for (const std::size_t n : {2U, 5U, 16U, 19U}) {
    std::vector<double> p(rows * n), q(rows * n);
    for (auto* side : {&p, &q}) {
      for (double& x : *side) x = g() % 40 == 0 ? 7.25 + static_cast<double>(g() % 2) : rating(g);
    }
    const auto pol = on_scale(-3.5, 7.25);
    for (const bool columns : {false, true}) {
      const auto reference = score<double>(p, q, n, pol, instruction_set::scalar, columns, true);
      for (const auto set : every_set) {
        if (!batch::is_available(set)) continue;
        const auto found = score<double>(p, q, n, pol, set, columns, true);
        CHECK(found.status == reference.status);
        CHECK(same_bits(found.gap, reference.gap));
        CHECK(same_bits(found.priority, reference.priority));
        CHECK(same_bits(found.items, reference.items));
      }
    }
  }
}

}  // namespace rating_test
