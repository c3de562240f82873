// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/kendall_w.hpp>
#include <coalign/core/rank.hpp>
#include <limits>
#include <vector>

namespace kendall_w_test {

using namespace coalign;
using namespace coalign::agreement;

namespace {

result<concordance> of(const std::vector<double>& x, std::size_t rows) { return kendall_w({x, rows, x.size() / rows}); }

}  // namespace

TEST_CASE("Kendall's W without ties", "[kendall_w]") {
  const std::vector<double> x{1, 2, 3, 4, 3, 1, 2, 2, 4, 4, 1, 3, 5,  5,  5, 1, 2, 6, 7,  6,
                              8, 3, 4, 7, 6, 8, 6, 5, 7, 7, 8, 9, 10, 10, 9, 8, 9, 9, 10, 10};
  const concordance w = of(x, 10).value();
  CHECK(w.sum == 1048);
  CHECK(w.value == Approx(.793939394).margin(5e-10));
  CHECK(w.uncorrected == w.value);
  CHECK(w.chi2 == Approx(28.5818).margin(5e-5));
  CHECK(w.df == 9);
}

TEST_CASE("Kendall's W with ties", "[kendall_w]") {
  const std::vector<double> r1{3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3},
      r2{3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4},
      r3{2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2};
  std::vector<double> x;
  for (std::size_t i = 0; i < 20; ++i) x.insert(x.end(), {r1[i], r2[i], r3[i]});
  const concordance w = of(x, 20).value();
  CHECK(w.value == Approx(.5396568760).margin(5e-11));
  CHECK(w.uncorrected == Approx(.5019214703).margin(5e-11));
  CHECK(w.chi2 == Approx(30.7604).margin(5e-5));
  CHECK(w.p == Approx(.042883).margin(5e-7));
  CHECK(w.df == 19);
}

TEST_CASE("Kendall's W: range, order alone, and Spearman's correlations", "[kendall_w]") {
  generators::holds("W", [] {
    const std::size_t n = generators::size(2, 15), k = generators::size(2, 6);
    std::vector<double> x(n * k), other(x.size()), reversed(x.size());
    const int most = generators::whole(2, 30);
    for (double& v : x) v = generators::whole(1, most);
    const auto rows = generators::order(n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < k; ++j) {
        other[rows[i] * k + j] = std::exp(x[i * k + j]) - static_cast<double>(j);
        reversed[i * k + j] = -x[i * k + j];
      }
    }
    const auto w = of(x, n);
    for (const auto& same : {of(other, n), of(reversed, n)}) {
      NEED(w.has_value() == same.has_value());
      if (w) NEED(std::abs(w.value().value - same.value().value) < 1e-14);
    }
    if (!w) {
      NEED(w.error().code == errc::undefined);
      return;
    }
    NEED(w.value().value >= w.value().uncorrected - 1e-15);
    NEED(w.value().value <= 1.0 && w.value().uncorrected >= 0.0);
    NEED(w.value().p >= 0.0 && w.value().p <= 1.0);
    // From mid-ranks by counting: the variance of the sums over the sum of the variances, times 1/k.
    const auto rank = [&](std::size_t i, std::size_t j) {
      double below = 0;
      for (std::size_t o = 0; o < n; ++o) {
        below += x[o * k + j] < x[i * k + j] ? 1.0 : x[o * k + j] == x[i * k + j] && o != i ? 0.5 : 0.0;
      }
      return below - 0.5 * static_cast<double>(n - 1);
    };
    double sums = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < k; ++j) {
        sum += rank(i, j);
        squares += rank(i, j) * rank(i, j);
      }
      sums += sum * sum;
    }
    NEED(std::abs(w.value().sum - sums) < 1e-9);
    NEED(std::abs(w.value().value - sums / (static_cast<double>(k) * squares)) < 1e-12);
  });
}

TEST_CASE("Kendall's W at its ends, and without a value", "[kendall_w]") {
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
  const concordance one = of({1, 10, 100, 2, 20, 200, 3, 30, 300}, 3).value();
  CHECK(one.value == 1.0);
  CHECK(of({1, 2, 2, 1}, 2).value().value == 0.0);
  CHECK(of({1, 2, 2, 1}, 2).value().p == 1.0);
  CHECK(of({1, 1, 1, 2, 1, 3}, 3).value().value == Approx(.5));  // one rater ties all: half of them order
  CHECK(of({4, 4, 4, 4}, 2).error().code == errc::undefined);    // all tied
  CHECK(of({4, 4, 4}, 1).error().code == errc::size_mismatch);   // one subject
  CHECK(of({4, 4, 4}, 3).error().code == errc::size_mismatch);   // one rater
  CHECK(of({1, 2, NaN, 4}, 2).error().code == errc::bad_ratings);
  CHECK(of({1, 2, NaN, 4}, 2).error().row == 1);
}

}  // namespace kendall_w_test
