// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/uncertainty/dirichlet.hpp>
#include <limits>

namespace dirichlet_test {

using namespace coalign;
using uncertainty::dirichlet;
using uncertainty::sampled_gap;
using uncertainty::uncertain_shares;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

weights shares(std::vector<double> points) { return weights::from_points(points).value(); }

/// Means and variances of drawn shares.
struct moments {
  std::vector<double> mean, variance;
  moments(const uncertain_shares& s, std::uint32_t draws) : mean(s.size()), variance(s.size()) {
    std::vector<double> x(s.size());
    for (std::uint32_t k = 0; k < draws; ++k) {
      random_stream random(3, random_use::host, 0, k);
      s.draw(random, x);
      for (std::size_t i = 0; i < x.size(); ++i) {
        mean[i] += x[i] / draws;
        variance[i] += x[i] * x[i] / draws;
      }
    }
    for (std::size_t i = 0; i < x.size(); ++i) variance[i] -= mean[i] * mean[i];
  }
};

}  // namespace

TEST_CASE("Dirichlet draws have its means and variances", "[uncertainty][dirichlet]") {
  const auto p = shares({1, 2, 3, 0, 4});
  for (const double kappa : {5e-324, 1e-300, 1e-5, .3, 4.0, 40.0, 1e6}) {
    CAPTURE(kappa);
    const moments found(uncertain_shares::around(p, kappa).value(), 40000);
    for (std::size_t i = 0; i < p.size(); ++i) {
      const double variance = p[i] * (1 - p[i]) / (kappa + 1);
      CHECK(std::abs(found.mean[i] - p[i]) <= 5 * std::sqrt(variance / 40000));
      CHECK(found.variance[i] == Approx(variance).epsilon(.08).margin(1e-18));
    }
  }
}

TEST_CASE("two sides drawn from Dirichlet(1) are as far apart as chance says", "[uncertainty][dirichlet]") {
  for (const std::size_t n : {2U, 3U, 6U, 20U}) {
    const auto even = shares(std::vector<double>(n, 1.0));
    const auto found = dirichlet(even, even, static_cast<double>(n), {.draws = 40000}).value();
    // The expected gap is (n - 1)/(2n - 1); its standard deviation is below .24.
    CHECK(found.mean() == Approx(static_cast<double>(n - 1) / static_cast<double>(2 * n - 1)).margin(.006));
    CHECK(found.estimate() == 0.0);
  }
  // n = 2: |U - V| of two uniform numbers, P(gap <= g) = 1 - (1 - g)².
  const auto two = dirichlet(shares({1, 1}), shares({1, 1}), 2.0, {.draws = 40000}).value();
  for (const double g : {.05, .2, .5, .9}) {
    const double wanted = 1 - (1 - g) * (1 - g);
    CHECK(two.probability(1 - g) == Approx(wanted).margin(2.5 * two.half_width()));
    CHECK(two.quantile(wanted) == Approx(g).margin(.02));
  }
}

TEST_CASE("only an order is known: the mean is the rank-order centroid", "[uncertainty][dirichlet]") {
  // Published for four items: 25/48, 13/48, 7/48, 3/48.
  const std::vector<std::size_t> place{2, 0, 3, 1};
  const auto s = uncertain_shares::in_order(place).value();
  CHECK(s.center()[1] == Approx(25. / 48));
  CHECK(s.center()[3] == Approx(13. / 48));
  CHECK(s.center()[0] == Approx(7. / 48));
  CHECK(s.center()[2] == Approx(3. / 48));
  const moments found(s, 40000);
  for (std::size_t i = 0; i < 4; ++i) CHECK(found.mean[i] == Approx(s.center()[i]).margin(.004));
  std::vector<double> x(4);
  for (std::uint32_t k = 0; k < 200; ++k) {
    random_stream random(1, random_use::host, 0, k);
    s.draw(random, x);
    REQUIRE((x[1] >= x[3] && x[3] >= x[0] && x[0] >= x[2] && x[2] > 0));
    REQUIRE(x[0] + x[1] + x[2] + x[3] == Approx(1.0).epsilon(1e-14));
  }
  // A tie shares what its places get; all tied are equal.
  const auto tied = uncertain_shares::in_order(std::vector<std::size_t>{1, 0, 1}).value();
  CHECK(tied.center()[0] == tied.center()[2]);
  CHECK(tied.center()[0] == Approx((5. / 18 + 2. / 18) / 2));
  const auto all = uncertain_shares::in_order(std::vector<std::size_t>{0, 0, 0}).value();
  CHECK(sampled_gap(all, all).value().range(1).high <= 1e-15);
  generators::holds(
      "permuted places",
      [] {
        const auto order = generators::order(generators::size(1, 12));
        const auto one = uncertain_shares::in_order(order).value();
        for (std::size_t i = 0; i < order.size(); ++i) {
          double wanted = 0;
          for (std::size_t k = order[i]; k < order.size(); ++k)
            wanted += 1.0 / static_cast<double>((k + 1) * order.size());
          NEED(std::abs(one.center()[i] - wanted) < 1e-14);
        }
      },
      300);
}

TEST_CASE("estimate, quantiles and probabilities fit each other", "[uncertainty][dirichlet]") {
  const auto p = shares({fixture::cio_priorities.begin(), fixture::cio_priorities.end()});
  const auto q = shares({fixture::cmo_priorities.begin(), fixture::cmo_priorities.end()});
  const auto found = dirichlet(p, q, 50).value();
  CHECK(found.estimate() == gap::priority(p, q));
  CHECK(found.draws().size() == 10000);
  CHECK(found.half_width() == Approx(.0098));
  CHECK(found.range().low < found.estimate());
  CHECK(found.range().high > found.estimate());
  CHECK(found.range(0).is_point());
  CHECK(found.range(1).low == found.draws().front());
  CHECK(found.probability(0.0) == 1.0);
  CHECK(found.probability(-5) == 1.0);
  CHECK(found.probability(1.1) == 0.0);
  CHECK(found.probability(1 - found.quantile(.3)) == Approx(.3).margin(2e-4));
  double before = 1;
  for (double index = 0; index <= 1; index += .01) {
    CHECK(found.probability(index) <= before);
    before = found.probability(index);
  }
  // Surer sides: a narrower range, nearer to the estimate.
  const auto sure = dirichlet(p, q, 5000).value();
  CHECK(sure.range().high - sure.range().low < .25 * (found.range().high - found.range().low));
  CHECK(sure.mean() == Approx(.55).margin(.003));
  const auto known = dirichlet(p, q, inf).value();
  CHECK(known.range() == interval(known.estimate()));
  CHECK(known.probability(1 - known.estimate()) == 1.0);
}

TEST_CASE("kappa of any size gives numbers", "[uncertainty][dirichlet]") {
  generators::holds(
      "finite",
      [] {
        const std::size_t n = generators::size(1, 12);
        const auto p = generators::weights(n), q = generators::weights(n);
        const double kappa = std::pow(10.0, generators::whole(-300, 300));
        const auto found = dirichlet(p, q, kappa, {.draws = 64}).value();
        for (const double g : found.draws()) NEED(g >= 0.0 && g <= 1.0);
        const auto drawn = uncertain_shares::around(p, kappa).value();
        std::vector<double> x(n);
        for (std::uint32_t k = 0; k < 8; ++k) {
          random_stream random(1, random_use::host, 0, k);
          drawn.draw(random, x);
          double sum = 0;
          for (const double share : x) sum += share;  // NaN would not be near 1
          NEED(std::abs(sum - 1.0) < generators::slack(n));
        }
        NEED(found.range().low <= found.range().high);
      },
      500);
  for (const double bad : {0.0, -1.0, -inf, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(dirichlet(shares({1, 1}), shares({1, 1}), bad).error().code == errc::bad_option);
  }
  CHECK(dirichlet(shares({1}), shares({1, 1}), 1).error().code == errc::size_mismatch);
  CHECK(dirichlet({}, {}, 1).error().code == errc::size_mismatch);
  CHECK(uncertain_shares::in_order({}).error().code == errc::size_mismatch);
  // One metric, and shares of 0 on both sides.
  CHECK(dirichlet(shares({1}), shares({3}), 2).value().range() == interval(0.0, 0.0));
  CHECK(dirichlet(shares({1, 0}), shares({0, 1}), 2).value().range() == interval(1.0, 1.0));
}

TEST_CASE("Dirichlet draws: seeds, pairs, threads, stopping", "[uncertainty][dirichlet]") {
  const auto p = shares({3, 2, 1}), q = shares({1, 2, 3});
  const auto alone = dirichlet(p, q, 9, {.seed = 4}).value();
  for (const unsigned threads : {0U, 2U, 5U}) {
    const auto found = dirichlet(p, q, 9, {.seed = 4, .threads = threads}).value();
    CHECK(std::equal(found.draws().begin(), found.draws().end(), alone.draws().begin()));
  }
  CHECK(dirichlet(p, q, 9, {.seed = 5}).value().quantile(.5) != alone.quantile(.5));
  CHECK(dirichlet(p, q, 9, {.seed = 4, .pair = 1}).value().quantile(.5) != alone.quantile(.5));
  std::stop_source source;
  source.request_stop();
  CHECK(dirichlet(p, q, 9, {.stop = source.get_token()}).error().code == errc::cancelled);
}

}  // namespace dirichlet_test
