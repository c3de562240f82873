// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/merge.hpp>

namespace merge_test {

using namespace coalign;

TEST_CASE("merges of the two-side fixture", "[merge]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  const auto m = merges(p, q).value();
  CHECK(m.least.metrics == fixture::least_merge);
  CHECK(fixture::least_merge_gap.accepts(m.least.priority_gap));
  CHECK(fixture::priority_gap.accepts(m.greatest.priority_gap));
}

TEST_CASE("there is nothing to merge below two metrics", "[merge]") {
  const auto one = weights::from_points({1.0}).value(), two = weights::from_points({1, 1}).value();
  CHECK_FALSE(merges(one, one));
  CHECK_FALSE(merges(weights(), weights()));
  CHECK_FALSE(merges(one, two));
  const auto left = weights::from_points({1, 0}).value(), right = weights::from_points({0, 1}).value();
  const auto only = merges(left, right).value();
  CHECK(only.least.priority_gap == 0.0);
  CHECK(only.greatest.priority_gap == 0.0);
  CHECK(only.least.metrics == std::array<std::size_t, 2>{0, 1});
  CHECK(only.greatest.metrics == std::array<std::size_t, 2>{0, 1});
  const auto same = merges(two, two).value();
  CHECK(same.least.priority_gap == 0.0);
  CHECK(same.least.metrics == std::array<std::size_t, 2>{0, 1});
}

TEST_CASE("merges are those of brute force", "[merge]") {
  generators::holds("any weights", [] {
    const std::size_t n = generators::size(2, 12);
    const auto p = generators::weights(n), q = generators::coin() ? generators::weights(n) : p;
    const auto m = merges(p, q).value();
    const auto wanted = reference::extreme_merges(p.values(), q.values());
    NEED(std::abs(m.least.priority_gap - static_cast<double>(wanted.least.priority_gap)) < generators::slack(n));
    NEED(std::abs(m.greatest.priority_gap - static_cast<double>(wanted.greatest.priority_gap)) < generators::slack(n));
    for (const merge& x : {m.least, m.greatest}) {
      // The metrics that it names are such that give this gap.
      NEED(x.metrics[0] < x.metrics[1] && x.metrics[1] < n);
      NEED(x.priority_gap >= 0.0);
      for (const auto& each : reference::merges(p.values(), q.values())) {
        if (each.first == x.metrics[0] && each.second == x.metrics[1])
          NEED(std::abs(x.priority_gap - static_cast<double>(each.priority_gap)) < generators::slack(n));
      }
    }
  });
  generators::holds("the first in the order of the catalogue at a tie", [] {
    // Sixty-fourths: every sum is exact, so that ties are.
    const std::size_t n = generators::size(2, 8);
    const auto draw = [&] {
      std::vector<double> x(n, 0.0);
      for (int k = 0; k < 16; ++k) x[generators::size(0, n - 1)] += 1.0 / 16.0;
      return weights::from_points(x).value();
    };
    const auto p = draw(), q = draw();
    const auto m = merges(p, q).value();
    const auto wanted = reference::extreme_merges(p.values(), q.values());
    NEED(m.least.metrics == std::array<std::size_t, 2>{wanted.least.first, wanted.least.second});
    const auto all = reference::merges(p.values(), q.values());
    const auto first = std::find_if(all.begin(), all.end(),
                                    [&](const auto& x) { return x.priority_gap == wanted.greatest.priority_gap; });
    NEED(m.greatest.metrics == std::array<std::size_t, 2>{first->first, first->second});
  });
}

}  // namespace merge_test
