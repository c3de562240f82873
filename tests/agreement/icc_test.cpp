// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/icc.hpp>
#include <limits>
#include <vector>

namespace icc_test {

using namespace coalign;
using namespace coalign::agreement;

namespace {

constexpr std::array kinds{icc_kind::one,   icc_kind::two,   icc_kind::three,
                           icc_kind::one_k, icc_kind::two_k, icc_kind::three_k};

// Shrout & Fleiss 1979, table 2.
const std::vector<double> judges{9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

result<intraclass> of(const std::vector<double>& x, std::size_t rows, icc_kind kind, double level = .95) {
  return icc({x, rows, x.size() / rows}, kind, level);
}

std::vector<double> answers(std::size_t count, int most) {
  std::vector<double> x(count);
  for (double& v : x) v = generators::whole(1, most);
  return x;
}

}  // namespace

TEST_CASE("the six judges' correlations of Shrout & Fleiss 1979", "[icc]") {
  const std::array wanted{.16574177, .28976378, .71484071, .44279713, .62005055, .90931554};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const intraclass r = of(judges, 6, kinds[i]).value();
    CHECK(*r.value == Approx(wanted[i]).margin(5e-9));
    CHECK(r.df1 == 5);
    CHECK(r.df2 == (i % 3 == 0 ? 18 : 15));
    if (i % 3 != 0) CHECK(r.f == Approx(11.0272480).margin(5e-8));
  }
  const mean_squares ms = analysis_of_variance({judges, 6, 4}).value();
  CHECK(ms.subjects == Approx(11.2416667).margin(5e-8));
  CHECK(ms.raters == Approx(32.4861111).margin(5e-8));
  CHECK(ms.residual == Approx(1.0194444).margin(5e-8));
  CHECK(ms.within == Approx(6.2638889).margin(5e-8));
  const intraclass two = of(judges, 6, icc_kind::two).value(), three = of(judges, 6, icc_kind::three).value();
  CHECK(*two.low == Approx(.018787).margin(5e-7));
  CHECK(*two.high == Approx(.761084).margin(5e-7));
  CHECK(*three.low == Approx(.342465).margin(5e-7));
  CHECK(*three.high == Approx(.945858).margin(5e-7));
  CHECK(three.p == Approx(1.34567e-4).margin(5e-10));
  // Below 0 it stays: the interval of ICC(1).
  CHECK(*of(judges, 6, icc_kind::one).value().low == Approx(-.1329323).margin(5e-7));
  CHECK(*of(judges, 6, icc_kind::one_k).value().low == Approx(-.8844422).margin(5e-7));
}

TEST_CASE("an interval of the mean is that of one rater, stepped up (Spearman 1910, Brown 1910)", "[icc]") {
  generators::holds("stepped up", [] {
    const std::size_t n = generators::size(2, 12), k = generators::size(2, 6);
    const auto x = answers(n * k, 5);
    const double level = .5 + .49 * generators::unit();
    const auto up = [&](double r) { return static_cast<double>(k) * r / (1 + static_cast<double>(k - 1) * r); };
    for (std::size_t i = 0; i < 3; ++i) {
      const auto one = of(x, n, kinds[i], level), mean = of(x, n, kinds[i + 3], level);
      NEED(one.has_value() == mean.has_value());
      if (!one) {
        NEED(one.error().code == errc::undefined);
        continue;
      }
      NEED(one.value().p == mean.value().p);
      if (!one.value().value || !mean.value().value) continue;
      const double r = *one.value().value;
      const double least = -1.0 / static_cast<double>(k - 1);
      if (r <= least + 1e-9) continue;
      NEED(std::abs(*mean.value().value - up(r)) <= 1e-9 * (1 + up(r) * up(r)));
      NEED(one.value().low.has_value() == one.value().high.has_value());
      if (!one.value().low) continue;
      NEED(*one.value().low <= r + 1e-12);
      if (i != 1) NEED(*one.value().high >= r - 1e-12);  // ICC2: where its degrees of freedom are few, it may not be
      NEED(*one.value().high <= 1 + 1e-12);
      if (*one.value().low > least + 1e-6) {
        NEED(std::abs(*mean.value().low - up(*one.value().low)) <= 1e-6 * (1 + std::abs(up(*one.value().low))));
      }
      NEED(std::abs(*mean.value().high - up(*one.value().high)) <= 1e-7 * (1 + std::abs(up(*one.value().high))));
    }
  });
}

TEST_CASE("correlations by sums over pairs of raters", "[icc]") {
  // Consistency is mean covariance over mean variance of the raters; written without mean squares.
  generators::holds("covariances", [] {
    const std::size_t n = generators::size(2, 12), k = generators::size(2, 6);
    const auto x = answers(n * k, 9);
    const auto mean = [&](std::size_t j) {
      long double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += x[i * k + j];
      return sum / static_cast<long double>(n);
    };
    long double variance = 0, covariance = 0, between = 0;
    for (std::size_t a = 0; a < k; ++a) {
      for (std::size_t b = 0; b < k; ++b) {
        long double c = 0;
        for (std::size_t i = 0; i < n; ++i) c += (x[i * k + a] - mean(a)) * (x[i * k + b] - mean(b));
        (a == b ? variance : covariance) += c / static_cast<long double>(n - 1);
        between += (mean(a) - mean(b)) * (mean(a) - mean(b)) / 2;
      }
    }
    const auto raters = static_cast<long double>(k);
    variance /= raters;
    covariance /= raters * (raters - 1);
    between /= raters * (raters - 1);
    if (!(variance > 0)) return;
    const auto three = of(x, n, icc_kind::three), two = of(x, n, icc_kind::two);
    NEED(three.has_value() && two.has_value());
    NEED(std::abs(*three.value().value - static_cast<double>(covariance / variance)) < 1e-11);
    // What raters differ by in the mean, less what chance makes of it, adds to the variance.
    const long double noise = variance - covariance;
    const long double rest = between - noise / static_cast<long double>(n);
    if (!two.value().value) return;
    const auto wanted = static_cast<double>(covariance / (variance + rest));
    NEED(std::abs(*two.value().value - wanted) < 1e-11 * (1 + wanted * wanted));
  });
}

TEST_CASE("neither the unit of ratings nor the order of raters or subjects changes a correlation", "[icc]") {
  generators::holds("invariant", [] {
    const std::size_t n = generators::size(2, 10), k = generators::size(2, 5);
    const auto x = answers(n * k, 7);
    std::vector<double> scaled(x), turned(x.size());
    const double unit = generators::coin() ? 0.1 : 1e200, zero = generators::coin() ? 0.0 : 1e3 * unit;
    for (double& v : scaled) v = v * unit + zero;
    const auto rows = generators::order(n), columns = generators::order(k);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < k; ++j) turned[rows[i] * k + columns[j]] = x[i * k + j];
    for (const icc_kind kind : kinds) {
      const auto one = of(x, n, kind);
      for (const auto& other : {of(scaled, n, kind), of(turned, n, kind)}) {
        NEED(one.has_value() == other.has_value());
        if (!one) continue;
        NEED(one.value().value.has_value() == other.value().value.has_value());
        if (one.value().value) {
          const double r = *one.value().value;
          NEED(std::abs(*other.value().value - r) <= 1e-8 * (1 + r * r));
        }
      }
    }
  });
}

TEST_CASE("raters that agree exactly", "[icc]") {
  for (const icc_kind kind : kinds) {
    const intraclass r = of({.1, .1, .1, .7, .7, .7, .3, .3, .3}, 3, kind).value();
    CHECK(*r.value == 1.0);
    CHECK(*r.low == 1.0);
    CHECK(*r.high == 1.0);
    CHECK(std::isinf(r.f));
    CHECK(r.p == 0.0);
  }
  // One rater is always .2 above the other: consistent, not in absolute agreement.
  const std::vector<double> shifted{.1, .3, .5, .7, .6, .8};
  CHECK(*of(shifted, 3, icc_kind::three).value().value == 1.0);
  const intraclass two = of(shifted, 3, icc_kind::two).value();
  CHECK(*two.value == Approx(.07 / .09).epsilon(1e-12));
  CHECK(*two.low < *two.value);
  CHECK(*two.high > *two.value);
}

TEST_CASE("a correlation without a value", "[icc]") {
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
  for (const icc_kind kind : kinds) {
    CHECK(of({.1, .1, .1, .1}, 2, kind).error().code == errc::undefined);
    CHECK(of({1, 2, 3}, 1, kind).error().code == errc::size_mismatch);  // one subject
    CHECK(of({1, 2, 3}, 3, kind).error().code == errc::size_mismatch);  // one rater
    CHECK(icc({{}, 0, 0}, kind).error().code == errc::size_mismatch);
    const auto missing = of({1, 2, 3, NaN}, 2, kind);
    CHECK(missing.error().code == errc::bad_ratings);
    CHECK(missing.error().row == 1);
    CHECK(missing.error().index == 1);
    for (const double level : {0.0, 1.0, -1.0, 95.0, NaN}) {
      CHECK(of(judges, 6, kind, level).error().code == errc::bad_option);
    }
  }
  // Each rater says one thing about everything: no variance between subjects, and none left.
  CHECK(of({.1, .3, .1, .3, .1, .3}, 3, icc_kind::three).error().code == errc::undefined);
  CHECK(of({.1, .3, .1, .3, .1, .3}, 3, icc_kind::two).error().code == errc::undefined);
  CHECK(*of({.1, .3, .1, .3, .1, .3}, 3, icc_kind::one).value().value == Approx(-1).margin(1e-12));
  // The same with numbers that no double holds, where means are not exact.
  std::vector<double> constant;
  for (std::size_t n = 1; n < 30; ++n) {
    constant.insert(constant.end(), {.1, .7, 1. / 3, 2. / 7, 1e-3});
    if (n == 1) continue;
    CHECK(of(constant, n, icc_kind::two).error().code == errc::undefined);
    CHECK(of(constant, n, icc_kind::three_k).error().code == errc::undefined);
  }
  // All subjects have one mean: the reliability of the mean has no lower bound.
  const intraclass k = of({1, 5, 5, 1, 3, 3}, 3, icc_kind::one_k).value();
  CHECK_FALSE(k.value);
  CHECK_FALSE(k.low);
  CHECK(k.f == 0.0);
  CHECK(k.p == 1.0);
  CHECK(*of({1, 5, 5, 1, 3, 3}, 3, icc_kind::one).value().value == Approx(-1).margin(1e-12));
}

TEST_CASE("no number leaves the range of a double", "[icc]") {
  for (const double unit : {1e-300, 1.0, 8e306}) {
    std::vector<double> x(judges);
    for (double& v : x) v *= (v > 5 ? unit : -unit);
    for (const icc_kind kind : kinds) CHECK(std::isfinite(*of(x, 6, kind).value().value));
  }
}

}  // namespace icc_test
