// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/understanding.hpp>

namespace understanding_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

side answering(std::vector<double> priorities) {
  std::vector<metric> metrics;
  for (std::size_t i = 0; i < std::max<std::size_t>(priorities.size(), 1); ++i) metrics.emplace_back(std::to_string(i));
  return make_side(catalog{metrics, {}}, "a", {.priorities = std::move(priorities)}).value();
}

}  // namespace

TEST_CASE("a belief against what is so", "[understanding]") {
  // By hand: own (.5, .3, .2), predicted (.1, .2, .7), actual (.2, .5, .3).
  const auto u = understand(answering({50, 30, 20}), answering({20, 50, 30}), std::vector<double>{10, 20, 70}).value();
  CHECK(u.blind_spot == Approx(.4).margin(1e-15));
  CHECK(u.assumed_gap.value() == Approx(.5).margin(1e-15));
  REQUIRE(u.misread.size() == 3);
  CHECK(u.misread[0].metric == 2);  // largest first
  CHECK(u.misread[0].predicted == Approx(.7).margin(1e-15));
  CHECK(u.misread[0].actual == Approx(.3).margin(1e-15));
  CHECK(u.misread[1].metric == 1);
  CHECK(u.misread[2].metric == 0);
}

TEST_CASE("a belief that is right has no blind spot", "[understanding]") {
  const auto u = understand(answering({50, 30, 20}), answering({2, 5, 3}), std::vector<double>{2, 5, 3}).value();
  CHECK(u.blind_spot == 0.0);
  CHECK(u.misread.empty());
  CHECK(u.assumed_gap.value() == Approx(.3).margin(1e-15));
}

TEST_CASE("a belief is read over what was asked", "[understanding]") {
  const auto u = understand(answering({1, 1, 2}), answering({NaN, 3, 1}), std::vector<double>{5, 1, 1}).value();
  CHECK(u.blind_spot == Approx(.25).margin(1e-15));  // (.5, .5) against (.75, .25)
  CHECK(u.assumed_gap.value() ==
        Approx(.5 * (std::abs(.25 - 5. / 7) + std::abs(.25 - 1. / 7) + std::abs(.5 - 1. / 7))).margin(1e-15));
}

TEST_CASE("a belief of a side that says nothing of its own has a blind spot, and no assumed gap", "[understanding]") {
  const auto u = understand(answering({}), answering({1, 3}), std::vector<double>{1, 1});
  REQUIRE(u);
  CHECK(u.value().blind_spot == Approx(.25).margin(1e-15));
  CHECK_FALSE(u.value().assumed_gap);
  // Own points only on what the belief does not cover.
  CHECK_FALSE(understand(answering({1, 0}), answering({1, 3}), std::vector<double>{NaN, 1}).value().assumed_gap);
}

TEST_CASE("a belief in other points is no misreading", "[understanding]") {
  const auto u = understand(answering({1, 1, 1}), answering({10, 20, 40}), std::vector<double>{.1, .2, .4}).value();
  CHECK(u.misread.empty());
}

TEST_CASE("a belief that shares nothing with what was asked", "[understanding]") {
  const auto nothing = understand(answering({1, 1}), answering({NaN, 1}), std::vector<double>{1, 0});
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error() == fail(errc::zero_sum, field::predicts, -1, 0, 0));
  const auto size = understand(answering({1, 1}), answering({1, 1}), std::vector<double>{1});
  CHECK(size.error().code == errc::size_mismatch);
  CHECK(size.error().where == field::predicts);
  CHECK(understand(answering({1, 1}), answering({1, 1}), std::vector<double>{-1, 1}).error() ==
        fail(errc::bad_weight, field::predicts, 0, -1, 0));
}

TEST_CASE("understanding is the reference's", "[understanding]") {
  generators::holds(
      "reference",
      [] {
        const std::size_t n = generators::size(1, 40);
        const auto own = generators::points(n), actual = generators::points(n), predicted = generators::points(n);
        const auto u = understand(answering(own), answering(actual), predicted).value();
        const auto blind = reference::blind_spot(reference::from_points(predicted), reference::from_points(actual));
        const auto assumed = reference::assumed_gap(reference::from_points(own), reference::from_points(predicted));
        NEED(std::abs(u.blind_spot - static_cast<double>(blind)) < generators::slack(n));
        NEED(std::abs(u.assumed_gap.value() - static_cast<double>(assumed)) < generators::slack(n));
        for (std::size_t k = 1; k < u.misread.size(); ++k) {
          const auto off = [&](std::size_t i) { return std::abs(u.misread[i].predicted - u.misread[i].actual); };
          NEED(off(k - 1) >= off(k));
          NEED(off(k) > 0.0);
        }
      },
      1000);
}

}  // namespace understanding_test
