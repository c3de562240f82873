// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/target_gap.hpp>

namespace target_gap_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

goal wants(const scale& s, std::optional<interval> target, direction better = direction::higher) {
  return {better, target.has_value(), target.value_or(interval{}), target ? s.place(*target) : interval{}};
}

side answering(std::vector<double> priorities, const policy& p = {}) {
  std::vector<metric> metrics;
  for (std::size_t i = 0; i < priorities.size(); ++i) metrics.emplace_back(std::to_string(i));
  return make_side(catalog{metrics, {}}, "a", {.priorities = std::move(priorities)}, p).value();
}

}  // namespace

TEST_CASE("what is known of two targets", "[target_gap]") {
  const scale linear = scale::linear(10), none;
  const auto gap = [](const scale& s, std::optional<interval> a, std::optional<interval> b,
                      direction x = direction::higher,
                      direction y = direction::higher) { return target_gap(s, wants(s, a, x), wants(s, b, y)); };
  CHECK(gap(linear, 4, 8).status == target_status::known);
  CHECK(gap(linear, 4, 8).delta == Approx(.4).margin(1e-16));
  CHECK(gap(linear, 4, {}).status == target_status::unknown);
  CHECK(gap(linear, {}, {}).delta == 0.0);
  CHECK(gap(none, 4, 8).status == target_status::no_scale);
  CHECK(gap(none, 4, 4).status == target_status::known);
  CHECK(gap(none, 4, 4).delta == 0.0);
  const auto opposite = gap(linear, 4, 4, direction::higher, direction::lower);
  CHECK(opposite.status == target_status::opposite);
  CHECK(opposite.delta == 1.0);
  CHECK(gap(none, {}, {}, direction::lower, direction::higher).status == target_status::opposite);
  CHECK(gap(none, 3, 8, direction::lower, direction::higher).status == target_status::opposite);  // no scale is needed
  // Staying within is no opposite of going up: the targets tell how far apart they are.
  CHECK(gap(linear, interval(4, 6), 8, direction::within, direction::higher).delta == Approx(.4).margin(1e-16));
  CHECK(gap(linear, interval(4, 6), {}, direction::within, direction::higher).status == target_status::unknown);
}

TEST_CASE("distances of targets are those of their scale", "[target_gap]") {
  generators::holds(
      "as target_distance",
      [] {
        const int kind = generators::whole(0, 2);
        const scale s = kind == 0 ? scale::linear(7) : kind == 1 ? scale::log(3) : scale::log_shortfall(10, 100);
        const auto x = generators::units(4);
        const interval a(1 + 40 * std::min(x[0], x[1]), 1 + 40 * std::max(x[0], x[1])),
            b(1 + 40 * std::min(x[2], x[3]), 1 + 40 * std::max(x[2], x[3]));
        const target_gap t(s, wants(s, a, direction::within), wants(s, b, direction::within));
        NEED(t.status == target_status::known);
        NEED(t.delta == target_distance(s, a, b));
      },
      500);
}

TEST_CASE("priorities over what both sides were asked", "[target_gap]") {
  const side a = answering({20, 30, NaN, 50, NaN}), b = answering({NaN, 60, 10, 30, NaN});
  const common_priorities both(a, b);
  CHECK_FALSE(both.all_asked());
  CHECK(both.valid());
  CHECK(both.asked_of_both() == 2);
  CHECK(both.coverage() == .5);  // two of the four that either was asked
  CHECK(both.first(0) == 0.0);
  CHECK(both.first(1) == Approx(30. / 80).margin(1e-16));
  CHECK(both.first(3) == Approx(50. / 80).margin(1e-16));
  CHECK(both.second(1) == Approx(60. / 90).margin(1e-16));
  CHECK(both.second(2) == 0.0);
  const side all = answering({1, 1, 1, 1, 1});
  CHECK(common_priorities(all, all).all_asked());
  CHECK(common_priorities(all, all).coverage() == 1.0);
  CHECK(common_priorities(all, a).coverage() == .6);
}

TEST_CASE("a side without points on what both were asked", "[target_gap]") {
  const side a = answering({1, 0, NaN}), b = answering({NaN, 1, 1});
  const common_priorities ab(a, b), ba(b, a);
  CHECK_FALSE(ab.valid());
  CHECK(ab.empty_side() == 0);
  CHECK_FALSE(ba.valid());
  CHECK(ba.empty_side() == 1);
  const side apart = answering({1, NaN, NaN});
  CHECK_FALSE(common_priorities(apart, b).valid());
}

TEST_CASE("common priorities are the reference's", "[target_gap]") {
  generators::holds("reference", [] {
    const std::size_t n = generators::size(1, 40);
    auto p = generators::points(n), q = generators::points(n);
    for (auto* list : {&p, &q}) {
      const auto full = *list;
      for (double& x : *list) x = generators::whole(0, 4) == 0 ? NaN : x;
      if (check_points(*list, true).code != errc::ok) *list = full;
    }
    const side a = answering(p), b = answering(q);
    const common_priorities both(a, b);
    const auto kept = reference::asked_of_both(p, q);
    const auto any = [](const reference::numbers& x) { return reference::sum(x) > 0; };
    NEED(both.valid() == (any(kept.first) && any(kept.second)));
    NEED(std::abs(both.coverage() - static_cast<double>(reference::metric_coverage(p, q))) < 1e-15);
    if (!both.valid()) return;
    const auto first = reference::from_points(kept.first), second = reference::from_points(kept.second);
    for (std::size_t i = 0, k = 0; i < n; ++i) {
      if (!both.asked(i)) {
        NEED(both.first(i) == 0.0 && both.second(i) == 0.0);
        continue;
      }
      NEED(std::abs(both.first(i) - static_cast<double>(first[k])) < generators::slack(n));
      NEED(std::abs(both.second(i) - static_cast<double>(second[k])) < generators::slack(n));
      ++k;
    }
  });
}

}  // namespace target_gap_test
