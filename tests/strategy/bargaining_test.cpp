// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/bargaining.hpp>

namespace bargaining_test {

using namespace coalign::strategy;

namespace {

/// Slow and of another structure: by option, in long double, by comparing every option with every other.
struct slow {
  std::vector<std::vector<long double>> by_option;

  explicit slow(const utility_table& u, bool of_own_best = false) : by_option(u.front().size()) {
    for (const auto& row : u) {
      const long double best = of_own_best ? *std::max_element(row.begin(), row.end()) : 1.0L;
      for (std::size_t i = 0; i < row.size(); ++i) {
        by_option[i].push_back(best > 0.0L ? static_cast<long double>(row[i]) / best : 0.0L);
      }
    }
  }
  [[nodiscard]] long double product(std::size_t i) const {
    long double out = 1.0L;
    for (const long double x : by_option[i]) out *= x;
    return out;
  }
  /// How many sides get less than x of an option, or as little.
  [[nodiscard]] std::size_t at_most(std::size_t i, long double x) const {
    return static_cast<std::size_t>(
        std::count_if(by_option[i].begin(), by_option[i].end(), [&](long double y) { return y <= x + 1e-15L; }));
  }
  /// Whether option i leaves those who are worst off better than option j: at the lowest level at which as many sides
  /// are not in the same place, fewer sides are below it with i.
  [[nodiscard]] bool kinder(std::size_t i, std::size_t j) const {
    std::vector<long double> levels = by_option[i];
    levels.insert(levels.end(), by_option[j].begin(), by_option[j].end());
    std::sort(levels.begin(), levels.end());
    for (const long double x : levels) {
      if (at_most(i, x) != at_most(j, x)) return at_most(i, x) < at_most(j, x);
    }
    return false;
  }
};

/// Tenths, so that ties are common.
utility_table tenths(std::size_t sides, std::size_t options) {
  utility_table u(sides, std::vector<double>(options));
  for (auto& row : u) {
    for (double& x : row) x = generators::whole(0, 10) / 10.0;
  }
  return u;
}

}  // namespace

TEST_CASE("fair choices of a small table", "[bargaining]") {
  const utility_table u{{1.0, 0.7, 0.2, 0.0}, {0.0, 0.4, 0.5, 0.5}};
  CHECK(nash_choice(u) == 1U);               // .28 against .1
  CHECK(max_min_choice(u) == 1U);            // .4 against .2
  CHECK(kalai_smorodinsky_choice(u) == 1U);  // (.7, .8) against (.2, 1)
}

TEST_CASE("the three can differ", "[bargaining]") {
  // Products .27, .25, .28; the smallest .3, .5, .28; shares of the own best (.9, .3), (.5, .5), (.28, 1).
  const utility_table u{{0.9, 0.5, 0.28}, {0.3, 0.5, 1.0}};
  CHECK(nash_choice(u) == 2U);
  CHECK(max_min_choice(u) == 1U);
  // A side whose best is .2 has all of it at .2.
  const utility_table v{{1.0, 0.3, 0.5}, {0.05, 0.2, 0.1}};
  CHECK(max_min_choice(v) == 1U);
  CHECK(kalai_smorodinsky_choice(v) == 2U);  // (1, .25), (.3, 1), (.5, .5)
}

TEST_CASE("Nash and Kalai-Smorodinsky do not depend on the unit of a side", "[bargaining]") {
  generators::holds("units", [] {
    const auto u = tenths(generators::size(1, 4), generators::size(1, 6));
    utility_table v = u;
    for (auto& row : v) {
      for (double& x : row) x *= 0.5;
    }
    v.front() = u.front();
    NEED(nash_choice(u) == nash_choice(v));
    NEED(kalai_smorodinsky_choice(u) == kalai_smorodinsky_choice(v));
  });
}

TEST_CASE("no option leaves anybody with anything: no choice", "[bargaining]") {
  CHECK_FALSE(nash_choice({{1.0, 0.0}, {0.0, 1.0}}));
  CHECK(max_min_choice({{1.0, 0.0}, {0.0, 0.5}}) == 0U);
  CHECK_FALSE(max_min_choice({{0.0, 0.0}, {0.0, 0.0}}));
  CHECK_FALSE(kalai_smorodinsky_choice({{0.0, 0.0}, {0.0, 0.0}}));
  CHECK_FALSE(nash_choice({}));
  CHECK_FALSE(max_min_choice({}));
  CHECK_FALSE(nash_choice({{}, {}}));
  CHECK_FALSE(kalai_smorodinsky_choice({{}, {}}));
}

TEST_CASE("of equals one that is preferred, then the first", "[bargaining]") {
  // .2 x .6 and .3 x .4 differ in the last bit as doubles.
  const utility_table u{{0.3, 0.2, 0.4, 0.6}, {0.4, 0.6, 0.3, 0.2}};
  CHECK(nash_choice(u) == 0U);
  CHECK(nash_choice(u, {false, false, true, true}) == 2U);
  CHECK(max_min_choice(u) == 0U);
  CHECK(max_min_choice(u, {false, false, true, false}) == 2U);
  CHECK(max_min_choice(u, {false, true, false, true}) == 0U);  // .2 is less than .3, preferred or not
  CHECK(kalai_smorodinsky_choice({{0.3, 0.6}, {0.6, 0.3}}) == 0U);
}

TEST_CASE("a product of many small numbers does not vanish", "[bargaining]") {
  utility_table u(500, {1e-3, 1.1e-3, 0.0, 1e-9});
  CHECK(nash_choice(u) == 1U);
  u[7] = {1e-3, 1e-300, 1.0, 1.0};
  CHECK(nash_choice(u) == 0U);
}

TEST_CASE("Nash is the argmax of the slow version", "[bargaining]") {
  generators::holds("nash", [] {
    const auto u = tenths(generators::size(1, 5), generators::size(1, 8));
    const slow s(u);
    const auto found = nash_choice(u);
    for (std::size_t i = 0; i < u.front().size(); ++i) {
      if (!found) {
        NEED(s.product(i) == 0.0L);
        continue;
      }
      NEED(s.product(*found) > 0.0L);
      NEED(s.product(i) <= s.product(*found) * (1.0L + 1e-12L));
      if (i < *found) NEED(s.product(i) < s.product(*found) * (1.0L - 1e-12L));
    }
  });
}

TEST_CASE("max-min and Kalai-Smorodinsky are kinder to the worst off than any other option", "[bargaining]") {
  generators::holds("leximin", [] {
    const auto u = tenths(generators::size(1, 5), generators::size(1, 8));
    for (const bool of_own_best : {false, true}) {
      const slow s(u, of_own_best);
      const auto found = of_own_best ? kalai_smorodinsky_choice(u) : max_min_choice(u);
      const bool any = std::any_of(u.begin(), u.end(), [](const auto& row) {
        return std::any_of(row.begin(), row.end(), [](double x) { return x > 0.0; });
      });
      NEED(found.has_value() == any);
      for (std::size_t i = 0; found && i < u.front().size(); ++i) {
        NEED(!s.kinder(i, *found));
        if (i < *found) NEED(s.kinder(*found, i));
      }
    }
  });
}

TEST_CASE("what is better for all is chosen before what it beats", "[bargaining]") {
  generators::holds("monotone", [] {
    auto u = tenths(generators::size(1, 4), generators::size(1, 6));
    const auto worse = static_cast<std::size_t>(generators::whole(0, static_cast<int>(u.front().size()) - 1));
    for (auto& row : u) row.push_back(std::min(1.0, row[worse] + 0.1));  // the last one beats it, or is as good
    const bool strict = std::all_of(u.begin(), u.end(), [&](const auto& row) { return row.back() > row[worse]; });
    for (const auto found : {nash_choice(u), max_min_choice(u), kalai_smorodinsky_choice(u)}) {
      NEED(found.has_value());
      if (strict) NEED(*found != worse);
    }
  });
}

}  // namespace bargaining_test
