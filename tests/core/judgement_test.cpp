// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/core/judgement.hpp>
#include <limits>
#include <numeric>
#include <vector>

namespace judgement_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

// The entries above the diagonal, row after row, and their reciprocals.
std::vector<double> reciprocal(std::size_t n, const std::vector<double>& above) {
  std::vector<double> a(n * n, 1.0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      a[i * n + j] = above[next];
      a[j * n + i] = 1.0 / above[next++];
    }
  }
  return a;
}

// Many multiplications of a vector, in long double.
struct reference {
  std::vector<long double> w;
  long double lambda = 0;
};
reference by_power(const std::vector<double>& a, std::size_t n, int times) {
  reference r{std::vector<long double>(n, 1.0L / static_cast<long double>(n)), 0};
  for (int t = 0; t < times; ++t) {
    std::vector<long double> next(n, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) next[i] += static_cast<long double>(a[i * n + j]) * r.w[j];
    r.lambda = std::accumulate(next.begin(), next.end(), 0.0L);
    for (std::size_t i = 0; i < n; ++i) r.w[i] = next[i] / r.lambda;
  }
  return r;
}

}  // namespace

TEST_CASE("rank order centroid", "[judgement]") {
  const auto four = weights_from_ranks(4).value();
  const std::array wanted{25. / 48, 13. / 48, 7. / 48, 3. / 48};
  for (std::size_t i = 0; i < 4; ++i) CHECK(four[i] == Approx(wanted[i]).margin(1e-15));
  CHECK(weights_from_ranks(1).value()[0] == 1.0);
  CHECK(weights_from_ranks(std::size_t{0}).error().code == errc::size_mismatch);
  for (const std::size_t n : {2u, 10u, 1000u, 100000u}) {
    const auto w = weights_from_ranks(n).value();
    CHECK(std::accumulate(w.begin(), w.end(), 0.0) == Approx(1.0).epsilon(1e-12));
    CHECK(std::is_sorted(w.begin(), w.end(), std::greater<>()));
    CHECK(w[n - 1] == Approx(1.0 / static_cast<double>(n * n)).epsilon(1e-9));
  }
}

TEST_CASE("ranks in any order, with ties", "[judgement]") {
  const auto places = weights_from_ranks(4).value();
  const auto w = weights_from_ranks(std::vector<double>{2, 4, 1, 2}).value();
  CHECK(w[2] == Approx(places[0]).margin(1e-15));
  CHECK(w[0] == w[3]);
  CHECK(w[0] == Approx((places[1] + places[2]) / 2).margin(1e-15));
  CHECK(w[1] == Approx(places[3]).margin(1e-15));
  CHECK(weights_from_ranks(std::vector<double>{7, 7, 7}).value()[1] == Approx(1. / 3).margin(1e-15));
  CHECK(weights_from_ranks(std::vector<double>{1, NaN}).error() == fail(errc::bad_weight, field::none, 1));
  CHECK(weights_from_ranks(std::vector<double>{}).error().code == errc::size_mismatch);
}

TEST_CASE("Saaty's drinks", "[judgement]") {
  const auto a = reciprocal(7, {9,      5,   2,      1,      1,  .5, 1 / 3., 1 / 9., 1 / 9., 1 / 9., 1 / 9.,
                                1 / 3., .25, 1 / 3., 1 / 9., .5, 1,  1 / 3., 2,      .5,     1 / 3.});
  const auto r = weights_from_pairwise(a, 7).value();
  const std::array wanted{.177457, .019149, .041831, .116417, .189572, .128781, .326793};
  for (std::size_t i = 0; i < 7; ++i) CHECK(r.weights[i] == Approx(wanted[i]).margin(5e-7));
  CHECK(r.lambda_max == Approx(7.17662904).margin(5e-9));
  CHECK(r.ci == Approx(.02943817).margin(5e-9));
  CHECK(*r.cr == Approx(.022).margin(5e-4));
  CHECK(*r.consistent());
}

TEST_CASE("consistent comparisons give back their weights", "[judgement]") {
  generators::holds("consistent", [] {
    const std::size_t n = generators::size(1, 12);
    std::vector<double> points(n), above;
    for (double& x : points) x = std::pow(10.0, 4.0 * generators::unit());
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 1; j < n; ++j) above.push_back(points[i] / points[j]);
    const auto wanted = weights::from_points(points).value();
    const auto r = weights_from_pairwise(reciprocal(n, above), n).value();
    for (std::size_t i = 0; i < n; ++i) NEED(std::abs(r.weights[i] - wanted[i]) < 1e-12 * wanted[i] + 1e-15);
    NEED(r.ci >= 0.0 && r.ci < 1e-12);
    NEED(r.cr.has_value() == (n <= 10));
    NEED(!r.cr || *r.cr < 1e-11);
  });
}

TEST_CASE("inconsistent comparisons: the principal eigenvector", "[judgement]") {
  generators::holds(
      "eigenvector",
      [] {
        const std::size_t n = generators::size(3, 12);
        std::vector<double> above(n * (n - 1) / 2);
        for (double& x : above) {
          const int step = generators::whole(1, 9);
          x = generators::coin() ? step : 1.0 / step;
        }
        const auto a = reciprocal(n, above);
        const auto r = weights_from_pairwise(a, n).value();
        const reference wanted = by_power(a, n, 500);
        for (std::size_t i = 0; i < n; ++i) NEED(std::abs(r.weights[i] - static_cast<double>(wanted.w[i])) < 1e-12);
        NEED(std::abs(r.lambda_max - static_cast<double>(wanted.lambda)) < 1e-11);
        NEED(r.lambda_max >= static_cast<double>(n));
        NEED(r.ci == (r.lambda_max - static_cast<double>(n)) / static_cast<double>(n - 1));
        // Another order of the items is another order of the weights.
        const auto order = generators::order(n);
        std::vector<double> turned(a.size());
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t j = 0; j < n; ++j) turned[order[i] * n + order[j]] = a[i * n + j];
        const auto other = weights_from_pairwise(turned, n).value();
        for (std::size_t i = 0; i < n; ++i) NEED(std::abs(other.weights[order[i]] - r.weights[i]) < 1e-13);
      },
      400);
}

TEST_CASE("comparisons that contradict each other as far as they can", "[judgement]") {
  // a > b > c > a, each by c times: no one is better, and the second eigenvalue is close to the first.
  for (const double c : {9.0, 1e3, 1e9}) {
    const auto r = weights_from_pairwise(reciprocal(3, {c, 1 / c, c}), 3).value();
    for (const double w : r.weights) CHECK(w == Approx(1. / 3).epsilon(1e-7));
    CHECK(r.lambda_max == Approx(1 + c + 1 / c).epsilon(1e-9));
    CHECK_FALSE(*r.consistent());
  }
  // A ring of four whose plain powers come back to the unit matrix.
  const double c = 1e4;
  const auto a = reciprocal(4, {c, 1, 1 / (2 * c), 3 * c, 1, c});
  const auto r = weights_from_pairwise(a, 4).value();
  const reference wanted = by_power(a, 4, 2000000);
  for (std::size_t i = 0; i < 4; ++i) CHECK(r.weights[i] == Approx(static_cast<double>(wanted.w[i])).epsilon(1e-9));
  CHECK(r.lambda_max == Approx(static_cast<double>(wanted.lambda)).epsilon(1e-10));
}

TEST_CASE("what is no matrix of comparisons", "[judgement]") {
  const auto where = [](const std::vector<double>& a, std::size_t n) {
    const error e = weights_from_pairwise(a, n).error();
    return std::array<double, 3>{static_cast<double>(e.code), static_cast<double>(e.row), static_cast<double>(e.index)};
  };
  using at = std::array<double, 3>;
  const auto code = [](errc c) { return static_cast<double>(c); };
  CHECK(where({1, 2, .5, 1}, 3)[0] == code(errc::size_mismatch));
  CHECK(where({1, 2, .5, 1, 1}, 2)[0] == code(errc::size_mismatch));
  CHECK(where({}, 0)[0] == code(errc::size_mismatch));
  CHECK(where({1, 2, .4, 1}, 2) == at{code(errc::not_reciprocal), 1, 0});
  CHECK(where({1, 2, .5, 2}, 2) == at{code(errc::not_reciprocal), 1, 1});
  CHECK(where({1, 3, .333, 1}, 2) == at{code(errc::not_reciprocal), 1, 0});
  CHECK(weights_from_pairwise(std::vector<double>{1, 3, .3333333, 1}, 2).has_value());
  for (const double bad : {0.0, -2.0, NaN, std::numeric_limits<double>::infinity(), 1e10, 1e-10}) {
    CHECK(where({1, bad, 2, 1}, 2) == at{code(errc::bad_weight), 0, 1});
  }
  CHECK(weights_from_pairwise(std::vector<double>(101 * 101, 1.0), 101).error().code == errc::too_large);
  const auto most = weights_from_pairwise(std::vector<double>(100 * 100, 1.0), 100).value();
  CHECK(most.weights[7] == Approx(.01));
  CHECK_FALSE(most.cr);
  CHECK_FALSE(most.consistent());
  const auto one = weights_from_pairwise(std::vector<double>{1}, 1).value();
  CHECK(one.weights[0] == 1.0);
  CHECK(one.lambda_max == 1.0);
  CHECK(one.ci == 0.0);
  CHECK(*one.cr == 0.0);
  CHECK(*weights_from_pairwise(std::vector<double>{1, 7, 1 / 7., 1}, 2).value().cr == 0.0);
}

}  // namespace judgement_test
