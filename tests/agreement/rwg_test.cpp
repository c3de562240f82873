// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/rwg.hpp>
#include <limits>
#include <vector>

namespace rwg_test {

using namespace coalign;
using namespace coalign::agreement;

namespace {

table of(const std::vector<double>& x, std::size_t raters) { return {x, raters, x.size() / raters}; }

}  // namespace

TEST_CASE("one item of ten raters", "[rwg]") {
  const std::vector<double> x{1, 3, 2, 1, 4, 2, 3, 3, 4, 3};
  CHECK(answer_scale{}.uniform_variance() == 2.0);
  CHECK(answer_scale{.categories = 7}.uniform_variance() == 4.0);
  CHECK(rwg(x).value() == Approx(.4222222222).margin(5e-11));
  CHECK(rwg_j(of(x, 10)).value() == rwg(x).value());
  CHECK(rwg_star(of(x, 10)).value() == Approx(.4222222222).margin(5e-11));
  // By hand: mean 2.6, s² = 10.4/9, largest variance (5 − 2.6)(2.6 − 1)·10/9; distances 1.6 .4 .6 1.6 1.4 .6 .4 .4 1.4
  // .4.
  CHECK(awg(of(x, 10)).value() == Approx(1 - 2 * (10.4 / 9) / (3.84 * 10 / 9)).margin(1e-14));
  CHECK(ad_m(of(x, 10)).value() == Approx(.88).margin(1e-14));
}

TEST_CASE("several items", "[rwg]") {
  // Raters 1..4 on three items with variances 1/3, 1/3 and 0: q = 1/9, r = 3(8/9)/(3(8/9) + 1/9) = 24/25.
  const std::vector<double> x{4, 2, 3, 4, 3, 3, 5, 2, 3, 4, 2, 3};
  const std::vector<double> y{4, 2, 3, 4, 3, 3, 5, 2, 3, 4, 3, 3};
  CHECK(rwg_j(of(y, 4)).value() == Approx(1 - (1 - rwg_star(of(y, 4)).value()) /
                                                  (3 * rwg_star(of(y, 4)).value() + 1 - rwg_star(of(y, 4)).value())));
  const double q = (.25 + .25 + 0) / 3 / 2;
  CHECK(rwg_star(of(x, 4)).value() == Approx(1 - q).margin(1e-15));
  CHECK(rwg_j(of(x, 4)).value() == Approx(3 * (1 - q) / (3 * (1 - q) + q)).margin(1e-15));
  CHECK(ad_m(of(x, 4)).value() == Approx((.375 + .375 + 0) / 3).margin(1e-15));
  const auto item = [](double low_mean, double s2) { return 1 - 2 * s2 / ((5 - low_mean) * (low_mean - 1) * 4 / 3); };
  CHECK(awg(of(x, 4)).value() == Approx((item(4.25, .25) + item(2.25, .25) + 1) / 3).margin(1e-15));
}

TEST_CASE("disagreement beyond chance is cut at 0, but for r* and a_wg", "[rwg]") {
  const std::vector<double> split{1, 5, 1, 5};
  CHECK(rwg(split).value() == 0.0);
  CHECK(rwg_star(of(split, 4)).value() == Approx(1 - (16. / 3) / 2).margin(1e-15));
  CHECK(awg(of(split, 4)).value() == -1.0);
  CHECK(rwg_j(of({1, 1, 5, 5, 1, 5, 5, 1}, 4)).value() == 0.0);
  CHECK(ad_m(of(split, 4)).value() == 2.0);
}

TEST_CASE("all answers equal", "[rwg]") {
  for (const double x : {1.0, 2.3, 5.0}) {
    const std::vector<double> same(6, x);
    for (const std::size_t raters : {2u, 3u, 6u}) {
      CHECK(rwg_j(of(same, raters)).value() == 1.0);
      CHECK(rwg_star(of(same, raters)).value() == 1.0);
      CHECK(awg(of(same, raters)).value() == 1.0);
      CHECK(ad_m(of(same, raters)).value() == 0.0);
    }
  }
}

TEST_CASE("agreement within a group: ranges, order, mirror, and the forms of one item", "[rwg]") {
  generators::holds("rwg", [] {
    const std::size_t n = generators::size(2, 12), items = generators::size(1, 6);
    const int categories = generators::whole(2, 9);
    const answer_scale scale{categories, generators::coin() ? 1.0 : -3.0};
    std::vector<double> x(n * items), mirror, turned(x.size());
    for (double& v : x) v = scale.lowest + generators::whole(0, categories - 1);
    for (const double v : x) mirror.push_back(scale.highest() + scale.lowest - v);
    const auto rows = generators::order(n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < items; ++j) turned[rows[i] * items + j] = x[i * items + j];
    const double star = rwg_star(of(x, n), scale).value(), j = rwg_j(of(x, n), scale).value();
    const double a = awg(of(x, n), scale).value(), ad = ad_m(of(x, n)).value();
    NEED(star <= 1.0);
    NEED(j >= 0.0 && j <= 1.0);
    NEED(a >= -1.0 && a <= 1.0);
    NEED(ad >= 0.0 && ad <= 0.5 * (categories - 1) + 1e-12);
    NEED(j >= std::max(0.0, star) - 1e-12);  // more items are more reliable
    if (items == 1) NEED(j == std::max(0.0, star));
    for (const auto& other : {mirror, turned}) {
      NEED(std::abs(rwg_star(of(other, n), scale).value() - star) < 1e-12);
      NEED(std::abs(rwg_j(of(other, n), scale).value() - j) < 1e-12);
      NEED(std::abs(awg(of(other, n), scale).value() - a) < 1e-12);
      NEED(std::abs(ad_m(of(other, n)).value() - ad) < 1e-12);
    }
    // Independently, from pairs: s² is half the mean squared difference of two raters.
    long double q = 0;
    for (std::size_t item = 0; item < items; ++item) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
          const long double d = x[i * items + item] - x[k * items + item];
          q += d * d / static_cast<long double>(n * (n - 1));
        }
      }
    }
    q /= static_cast<long double>(items) * (static_cast<long double>(categories) * categories - 1) / 12;
    NEED(std::abs(star - static_cast<double>(1 - q)) < 1e-12);
  });
}

TEST_CASE("what is no answer on the scale", "[rwg]") {
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(rwg(std::vector<double>{3}).error().code == errc::size_mismatch);  // one rater
  CHECK(rwg({}).error().code == errc::size_mismatch);
  CHECK(rwg_j({{}, 2, 0}).error().code == errc::size_mismatch);
  CHECK(ad_m(of({3, 4}, 1)).error().code == errc::size_mismatch);
  for (const double bad : {NaN, inf, 0.0, 5.5, -1.0}) {
    const std::vector<double> x{1, 2, 3, bad};
    for (const auto& r : {rwg_j(of(x, 2)), rwg_star(of(x, 2)), awg(of(x, 2))}) {
      CHECK(r.error().code == errc::bad_ratings);
      CHECK(r.error().row == 1);
      CHECK(r.error().index == 1);
    }
    CHECK(rwg(x).error().row == 3);
    CHECK(ad_m(of(x, 2)).has_value() == std::isfinite(bad));
  }
  const std::vector<double> x{1, 2};
  for (const int bad : {1, 0, -5}) {
    CHECK(rwg(x, {.categories = bad}).error().code == errc::bad_option);
    CHECK(awg(of(x, 2), {.categories = bad}).error().code == errc::bad_option);
  }
  CHECK(rwg(x, {.lowest = NaN}).error().code == errc::bad_option);
  CHECK(rwg(std::vector<double>{0, 4}, {.lowest = 0}).has_value());
}

}  // namespace rwg_test
