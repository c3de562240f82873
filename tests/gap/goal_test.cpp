// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/goal.hpp>

namespace goal_test {

using namespace coalign;

namespace {

weights scaled(std::vector<double> points) { return weights::from_points(points).value(); }

}  // namespace

TEST_CASE("goal and metric gap of the two-side fixture", "[goal]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  CHECK(fixture::goal_gap.accepts(gap::goal(p, q, fixture::goal_distances)));
  CHECK(fixture::metric_gap.accepts(gap::metric(p, q, fixture::goal_distances)));
}

TEST_CASE("goal gap: lengths and distances that are none", "[goal]") {
  const auto p = scaled({1, 1}), q = scaled({1, 2, 3});
  const std::vector<double> two{.5, .5};
  CHECK(std::isnan(gap::goal(p, q, two)));
  CHECK(std::isnan(gap::goal(q, q, two)));
  CHECK(std::isnan(gap::metric(p, q, two)));
  CHECK(std::isnan(gap::metric(q, q, two)));
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(gap::check_distances(two, 2).code == errc::ok);
  CHECK(gap::check_distances(two, 3) == fail(errc::size_mismatch, field::target));
  CHECK(gap::check_distances(std::vector<double>{0, 1.1}, 2) == fail(errc::bad_target, field::target, 1));
  CHECK(gap::check_distances(std::vector<double>{-.1, 1}, 2) == fail(errc::bad_target, field::target, 0));
  CHECK(gap::check_distances(std::vector<double>{none, 1}, 2) == fail(errc::bad_target, field::target, 0));
}

TEST_CASE("goal gap is the reference's, and the metric gap a metric", "[goal][axioms]") {
  generators::holds("goal", [] {
    const std::size_t n = generators::size(1, 64);
    const auto p = generators::weights(n), q = generators::coin() ? generators::weights(n) : p;
    const auto delta = generators::units(n);
    const double goal = gap::goal(p, q, delta), metric = gap::metric(p, q, delta);
    NEED(std::abs(goal - static_cast<double>(reference::goal_gap(p.values(), q.values(), delta))) <
         generators::slack(n));
    NEED(std::abs(metric - static_cast<double>(reference::metric_gap(p.values(), q.values(), delta))) <
         generators::slack(n));
    NEED(metric >= 0.0 && metric <= 1.0);
    NEED(metric == gap::metric(q, p, delta));
    // 0 exactly where the sides agree wherever both care.
    bool agree = p == q;
    for (std::size_t i = 0; i < n; ++i)
      agree = agree && (p[i] == 0.0 || q[i] == 0.0 || std::min(p[i], q[i]) * delta[i] == 0.0);
    NEED((metric == 0.0) == agree);
    // Transport with targets as points of a line: the triangle inequality holds with three targets a metric.
    const auto r = generators::weights(n);
    const auto a = generators::units(n), b = generators::units(n), c = generators::units(n);
    const auto apart = [n](const std::vector<double>& s, const std::vector<double>& t) {
      std::vector<double> d(n);
      for (std::size_t i = 0; i < n; ++i) d[i] = std::abs(s[i] - t[i]);
      return d;
    };
    NEED(gap::metric(p, r, apart(a, c)) <=
         gap::metric(p, q, apart(a, b)) + gap::metric(q, r, apart(b, c)) + generators::slack(n));
  });
  generators::holds("full disagreement everywhere is 1, and never more", [] {
    const std::size_t n = generators::size(1, 64);
    const auto p = generators::weights(n), q = generators::weights(n);
    const std::vector<double> opposite(n, 1.0);
    const double g = gap::metric(p, q, opposite);
    NEED(g <= 1.0 && g > 1.0 - generators::slack(n));
  });
  generators::holds("splits and merges", [] {
    const std::size_t n = generators::size(2, 30);
    const auto p = generators::weights(n), q = generators::weights(n);
    auto delta = generators::units(n);
    const double g = gap::metric(p, q, delta), share = generators::unit();
    std::vector<double> split_p(p.begin(), p.end()), split_q(q.begin(), q.end()), split_delta = delta;
    for (auto* split : {&split_p, &split_q}) {
      split->push_back(split->front() * share);
      split->front() *= 1.0 - share;
    }
    split_delta.push_back(delta.front());
    NEED(std::abs(gap::metric(scaled(split_p), scaled(split_q), split_delta) - g) < generators::slack(n));
    // Merged with the delta that is the min(p, q)-weighted mean, the gap never rises.
    const double common_0 = std::min(p[0], q[0]), common_1 = std::min(p[1], q[1]);
    if (common_0 + common_1 == 0.0) return;
    std::vector<double> merged_p(p.begin() + 1, p.end()), merged_q(q.begin() + 1, q.end()),
        merged_delta(delta.begin() + 1, delta.end());
    merged_p[0] += p[0];
    merged_q[0] += q[0];
    merged_delta[0] =
        std::min(1.0, delta[0] * (common_0 / (common_0 + common_1)) + delta[1] * (common_1 / (common_0 + common_1)));
    NEED(gap::metric(scaled(merged_p), scaled(merged_q), merged_delta) <= g + generators::slack(n));
  });
}

}  // namespace goal_test
