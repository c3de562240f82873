// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/placement.hpp>

namespace placement_test {

using namespace coalign;

namespace {

bool same(const placements& got, const reference::placement_counts& wanted) {
  return !got.sampled && got.nearer == wanted.nearer && got.tied == wanted.tied && got.further == wanted.further;
}

}  // namespace

TEST_CASE("placements of the two-side fixture", "[placement]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  const auto v = weights::from_points(fixture::risk_weights).value();
  const auto metric = priority_placements(p, q);
  CHECK(metric.nearer == fixture::priority_placements.nearer);
  CHECK(metric.tied == fixture::priority_placements.tied);
  CHECK(metric.further == fixture::priority_placements.further);
  CHECK(metric.total() == 720);
  CHECK_FALSE(metric.sampled);
  const auto risk = risk_placements(fixture::cio_severities, fixture::cmo_severities, v);
  CHECK(risk.nearer == fixture::risk_placements.nearer);
  CHECK(risk.tied == fixture::risk_placements.tied);
  CHECK(risk.further == fixture::risk_placements.further);
}

TEST_CASE("placements of few items, and of lengths that differ", "[placement]") {
  const auto one = weights::from_points({1.0}).value(), two = weights::from_points({1, 3}).value();
  CHECK(priority_placements(one, one).tied == 1);
  CHECK(priority_placements(one, one).total() == 1);
  CHECK(priority_placements(one, two).total() == 0);
  CHECK(priority_placements(two, two).further == 1);
  CHECK(priority_placements(two, two).tied == 1);
  CHECK(priority_placements(weights(), weights()).total() == 1);
  const std::vector<double> x{.1, .9};
  CHECK(risk_placements(x, x, one).total() == 0);
}

TEST_CASE("placements are those of brute force to seven items", "[placement]") {
  generators::holds(
      "exact",
      [] {
        const std::size_t n = generators::size(1, 7);
        // Multiples of a fortieth: ties are within rounding, and nothing else is within 1e-12 of one.
        std::vector<double> p(n), q(n), x(n), y(n), v(n);
        for (auto* list : {&p, &q, &x, &y})
          for (double& s : *list) s = generators::whole(0, 10) / 10.0;
        for (double& w : v) w = generators::whole(0, 4);
        for (auto* list : {&p, &q, &v}) (*list)[n / 2] += 1.0;
        const auto a = weights::from_points(p).value(), b = weights::from_points(q).value(),
                   w = weights::from_points(v).value();
        NEED(same(priority_placements(a, b), reference::priority_placements(a.values(), b.values())));
        std::size_t total = 1;
        for (std::size_t k = 2; k <= n; ++k) total *= k;
        NEED(priority_placements(a, b).total() == total);
        // The reference compares distances, the library their squares: a tie is a tie of both.
        const auto counted = risk_placements(x, y, w);
        const auto wanted = reference::risk_placements(x, y, w.values());
        NEED(same(counted, wanted));
      },
      150);
}

TEST_CASE("eight items are enumerated, nine are sampled", "[placement]") {
  const std::vector<double> nine{9, 8, 7, 6, 5, 4, 3, 2, 1};
  const auto eight = weights::from_points(std::span(nine).first(8)).value(), all = weights::from_points(nine).value();
  CHECK(priority_placements(eight, eight).total() == 40320);
  CHECK_FALSE(priority_placements(eight, eight).sampled);
  // Different numbers that are placed as they are: nothing is nearer, and only themselves tie.
  CHECK(priority_placements(eight, eight).tied == 1);
  CHECK(priority_placements(eight, eight).nearer == 0);
  const auto drawn = priority_placements(all, all, 42);
  CHECK(drawn.sampled);
  CHECK(drawn.total() == 1000);
  CHECK(drawn.seed == 42);
  CHECK(drawn.nearer == 0);
}

TEST_CASE("sampled placements: the same seed gives the same counts, and they are near the exact shares",
          "[placement]") {
  // Nine metrics of which the ninth is weighed by no one in p and by no one in q would be the exact case of eight with
  // more places; so the exact shares are counted by brute force of the reference, once, over 9! orders.
  const std::vector<double> p{30, 20, 10, 10, 10, 5, 5, 5, 5}, q{5, 10, 20, 5, 25, 10, 5, 15, 5};
  const auto a = weights::from_points(p).value(), b = weights::from_points(q).value();
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6, 7, 8};
  double nearer = 0, tied = 0, further = 0;
  const auto gap_of = [&] {
    double sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += std::abs(p[i] - q[order[i]]);  // whole numbers: exact
    return sum;
  };
  const double real = gap_of();
  do {
    const double g = gap_of();
    (g < real ? nearer : g > real ? further : tied) += 1.0 / 362880.0;
  } while (std::next_permutation(order.begin(), order.end()));
  // Fifty seeds of 1,000 draws: five standard errors of the mean are below .012.
  double mean_nearer = 0, mean_further = 0, mean_tied = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto drawn = priority_placements(a, b, seed);
    CHECK(drawn.total() == 1000);
    CHECK(std::abs(static_cast<double>(drawn.nearer) / 1000.0 - nearer) < .08);
    mean_nearer += static_cast<double>(drawn.nearer) / 50000.0;
    mean_tied += static_cast<double>(drawn.tied) / 50000.0;
    mean_further += static_cast<double>(drawn.further) / 50000.0;
  }
  CHECK(std::abs(mean_nearer - nearer) < .012);
  CHECK(std::abs(mean_tied - tied) < .012);
  CHECK(std::abs(mean_further - further) < .012);
  const auto once = priority_placements(a, b, 3), again = priority_placements(a, b, 3),
             other = priority_placements(a, b, 4);
  CHECK(once.nearer == again.nearer);
  CHECK(once.further == again.further);
  CHECK((once.nearer != other.nearer || once.further != other.further));
}

TEST_CASE("the generator is SplitMix64 as published", "[placement]") {
  // The first outputs for seed 1234567 of the reference implementation (Vigna, splitmix64.c).
  detail::split_mix draw(1234567);
  CHECK(draw() == 6457827717110365317U);
  CHECK(draw() == 3203168211198807973U);
  CHECK(draw() == 9817491932198370423U);
  CHECK(draw() == 4593380528125082431U);
  CHECK(draw() == 16408922859458223821U);
  std::array<int, 7> seen{};
  for (int k = 0; k < 7000; ++k) ++seen[draw.below(7)];
  for (const int count : seen) CHECK(std::abs(count - 1000) < 160);  // over five standard deviations
}

}  // namespace placement_test
