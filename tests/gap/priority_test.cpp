// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/priority.hpp>
#include <numeric>

namespace priority_test {

using namespace coalign;

namespace {

std::vector<double> items(const weights& p, const weights& q) {
  std::vector<double> out(p.size());
  REQUIRE(gap::priority_items(p, q, out));
  return out;
}

weights scaled(std::vector<double> points) { return weights::from_points(points).value(); }

}  // namespace

TEST_CASE("priority gap of the two-side fixture", "[priority]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  CHECK(fixture::priority_gap.accepts(gap::priority(p, q)));
  CHECK(fixture::common_ground.accepts(gap::common_ground(p, q)));
  const auto terms = items(p, q);
  for (std::size_t i = 0; i < 6; ++i) CHECK(fixture::priority_contributions[i].accepts(terms[i]));
}

TEST_CASE("priority gap: lengths, single metric, disjoint", "[priority]") {
  const auto one = scaled({4}), two = scaled({1, 1}), left = scaled({1, 0}), right = scaled({0, 3});
  CHECK(std::isnan(gap::priority(one, two)));
  CHECK(std::isnan(gap::common_ground(one, two)));
  std::vector<double> out{7, 7};
  CHECK_FALSE(gap::priority_items(one, two, out));
  CHECK_FALSE(gap::priority_items(two, two, std::span(out).first(1)));
  CHECK(out == std::vector<double>{7, 7});
  CHECK(gap::priority(one, scaled({9})) == 0.0);
  CHECK(gap::priority(left, right) == 1.0);
  CHECK(gap::common_ground(left, right) == 0.0);
}

TEST_CASE("priority gap is the reference's", "[priority]") {
  generators::holds(
      "reference",
      [] {
        const std::size_t n = generators::size(1, 64);
        const auto points_p = generators::points(n), points_q = generators::coin() ? generators::points(n) : points_p;
        const auto p = scaled(points_p), q = scaled(points_q);
        // Given the same weights, only the order of summation and its rounding differ.
        NEED(std::abs(gap::priority(p, q) - static_cast<double>(reference::priority_gap(p.values(), q.values()))) <
             generators::slack(n) / 4);
        const auto wanted = reference::priority_gap(reference::from_points(points_p), reference::from_points(points_q));
        NEED(std::abs(gap::priority(p, q) - static_cast<double>(wanted)) < generators::slack(n));
        const auto common = reference::common_ground(p.values(), q.values());
        NEED(std::abs(gap::common_ground(p, q) - static_cast<double>(common)) < generators::slack(n) / 4);
        NEED(std::abs(gap::common_ground(p, q) + gap::priority(p, q) - 1.0) < generators::slack(n));
      },
      4000);
}

TEST_CASE("priority gap: axioms", "[priority][axioms]") {
  generators::holds("range, identity, symmetry, contributions, triangle", [] {
    const std::size_t n = generators::size(1, 64);
    const auto p = generators::weights(n), q = generators::weights(n), r = generators::weights(n);
    const double g = gap::priority(p, q);
    NEED(g >= 0.0 && g <= 1.0);
    NEED((g == 0.0) == (p == q));
    NEED(gap::priority(p, p) == 0.0);
    NEED(g == gap::priority(q, p));
    NEED(gap::priority(p, r) <= g + gap::priority(q, r) + generators::slack(n));
    const auto terms = items(p, q);
    double sum = 0.0;
    for (const double term : terms) {
      NEED(term >= 0.0);
      sum += term;
    }
    NEED(std::abs(sum - g) < generators::slack(n));
    NEED(gap::common_ground(p, q) >= 0.0 && gap::common_ground(p, q) <= 1.0);
  });
  generators::holds("relabelling and zero-weight items change nothing", [] {
    const std::size_t n = generators::size(1, 40);
    const auto p = generators::points(n), q = generators::points(n);
    const auto order = generators::order(n);
    std::vector<double> moved_p, moved_q;
    for (const std::size_t i : order) {
      moved_p.push_back(p[i]);
      moved_q.push_back(q[i]);
    }
    const double g = gap::priority(scaled(p), scaled(q));
    NEED(std::abs(gap::priority(scaled(moved_p), scaled(moved_q)) - g) < generators::slack(n));
    moved_p = p;
    moved_q = q;
    const auto at = static_cast<std::ptrdiff_t>(generators::size(0, n));
    moved_p.insert(moved_p.begin() + at, 0.0);
    moved_q.insert(moved_q.begin() + at, 0.0);
    NEED(std::abs(gap::priority(scaled(moved_p), scaled(moved_q)) - g) < generators::slack(n));
  });
  generators::holds("disjoint sides have nothing in common", [] {
    const std::size_t n = generators::size(2, 40), split = generators::size(1, n - 1);
    auto p = generators::points(n), q = generators::points(n);
    for (std::size_t i = 0; i < n; ++i) (i < split ? q : p)[i] = 0.0;
    p[0] += 1.0;
    q[n - 1] += 1.0;
    NEED(std::abs(gap::priority(scaled(p), scaled(q)) - 1.0) < generators::slack(n));
    NEED(gap::common_ground(scaled(p), scaled(q)) == 0.0);
  });
  generators::holds("a proportional split changes nothing, merging never raises", [] {
    const std::size_t n = generators::size(2, 40);
    const auto p = generators::weights(n), q = generators::weights(n);
    const double g = gap::priority(p, q), share = generators::unit();
    std::vector<double> split_p(p.begin(), p.end()), split_q(q.begin(), q.end());
    for (auto* split : {&split_p, &split_q}) {
      split->push_back(split->front() * share);
      split->front() *= 1.0 - share;
    }
    NEED(std::abs(gap::priority(scaled(split_p), scaled(split_q)) - g) < generators::slack(n));
    std::vector<double> merged_p(p.begin() + 1, p.end()), merged_q(q.begin() + 1, q.end());
    merged_p.back() += p[0];
    merged_q.back() += q[0];
    NEED(gap::priority(scaled(merged_p), scaled(merged_q)) <= g + generators::slack(n));
  });
  generators::holds("moving towards the other side scales the gap", [] {
    const std::size_t n = generators::size(1, 40);
    const auto p = generators::weights(n), q = generators::weights(n);
    const double step = generators::unit();
    std::vector<double> moved(n);
    for (std::size_t i = 0; i < n; ++i) moved[i] = p[i] + step * (q[i] - p[i]);
    NEED(std::abs(gap::priority(scaled(moved), q) - (1.0 - step) * gap::priority(p, q)) < generators::slack(n));
  });
  generators::holds("the gap of groups is never above that of their metrics", [] {
    const std::size_t n = generators::size(2, 40), groups = generators::size(1, 5);
    const auto p = generators::weights(n), q = generators::weights(n);
    std::vector<double> group_p(groups), group_q(groups);
    for (std::size_t i = 0; i < n; ++i) {
      group_p[i % groups] += p[i];
      group_q[i % groups] += q[i];
    }
    NEED(gap::priority(scaled(group_p), scaled(group_q)) <= gap::priority(p, q) + generators::slack(n));
  });
}

}  // namespace priority_test
