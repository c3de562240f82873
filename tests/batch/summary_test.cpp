// SPDX-License-Identifier: Apache-2.0
#include <coalign/batch/summary.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace summary_test {

using namespace coalign;

namespace {

template <class T>
void check(std::size_t rows, bool ties, bool holes) {
  std::mt19937_64 g(rows);
  std::vector<T> gap(rows), sorted;
  for (T& x : gap) {
    x = static_cast<T>(static_cast<double>(ties ? g() % 7 : g() % 1'000'003) / (ties ? 6.0 : 1'000'003.0));
    if (holes && g() % 5 == 0) x = std::numeric_limits<T>::quiet_NaN();
    if (!std::isnan(x)) sorted.push_back(x);
  }
  std::sort(sorted.begin(), sorted.end());
  const auto s = batch::summarise(gap, {}, 5).value();
  CHECK(s.rows == rows);
  CHECK(s.scored == sorted.size());
  CHECK(s.by_status[0] == sorted.size());
  CHECK(s.by_status[static_cast<std::size_t>(errc::undefined)] == rows - sorted.size());
  if (sorted.empty()) {
    CHECK((std::isnan(s.mean) && std::isnan(s.p50) && s.worst.empty()));
    return;
  }
  double sum = 0.0;
  for (const T x : sorted) sum += static_cast<double>(x);
  CHECK(s.mean == Approx(sum / static_cast<double>(sorted.size())).epsilon(1e-12));
  const auto quantile = [&](double q) {
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const auto high = std::min(low + 1, sorted.size() - 1);
    const double a = static_cast<double>(sorted[low]), b = static_cast<double>(sorted[high]);
    return a + (b - a) * (place - static_cast<double>(low));
  };
  CHECK(s.p10 == quantile(0.1));
  CHECK(s.p50 == quantile(0.5));
  CHECK(s.p90 == quantile(0.9));
  std::vector<std::size_t> order;
  for (std::size_t r = 0; r < rows; ++r) {
    if (!std::isnan(gap[r])) order.push_back(r);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t x, std::size_t y) { return gap[x] != gap[y] ? gap[x] > gap[y] : x < y; });
  order.resize(std::min<std::size_t>(order.size(), 5));
  CHECK(s.worst == order);
}

}  // namespace

TEST_CASE("a summary is what sorting would say") {
  for (const std::size_t rows : std::vector<std::size_t>{0, 1, 2, 3, 10, 11, 999, 20'000}) {
    for (const bool ties : {false, true}) {
      for (const bool holes : {false, true}) {
        check<double>(rows, ties, holes);
        check<float>(rows, ties, holes);
      }
    }
  }
}

TEST_CASE("a summary counts statuses") {
  const std::vector<double> gap{0.5, std::numeric_limits<double>::quiet_NaN(), 0.25};
  const std::vector<std::uint8_t> status{0, 3, 0}, bad{0, 200, 0};
  const auto s = batch::summarise(gap, status).value();
  CHECK(s.by_status[0] == 2);
  CHECK(s.by_status[3] == 1);
  CHECK(s.worst == std::vector<std::size_t>{0, 2});
  CHECK(batch::summarise(gap, std::span(status).first(2)).error().code == errc::size_mismatch);
  CHECK(batch::summarise(gap, bad).error().code == errc::bad_type);
}

}  // namespace summary_test
