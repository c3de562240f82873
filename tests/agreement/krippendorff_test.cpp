// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/krippendorff.hpp>
#include <limits>
#include <vector>

namespace krippendorff_test {

using namespace coalign;
using namespace coalign::agreement;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::array levels{measurement::nominal, measurement::ordinal, measurement::interval, measurement::ratio};

result<double> of(const std::vector<double>& x, std::size_t raters, measurement level) {
  return krippendorff({x, x.size() / raters, raters}, level);
}

// From the definition: a mean over all pairs of values in a unit, and one over all pairs of values.
long double by_pairs(const std::vector<double>& x, std::size_t raters, measurement level) {
  std::vector<std::vector<double>> units;
  std::vector<double> all;
  for (std::size_t u = 0; u * raters < x.size(); ++u) {
    std::vector<double> unit;
    for (std::size_t j = 0; j < raters; ++j)
      if (!std::isnan(x[u * raters + j])) unit.push_back(x[u * raters + j]);
    if (unit.size() < 2) continue;
    units.push_back(unit);
    all.insert(all.end(), unit.begin(), unit.end());
  }
  const auto distance = [&](double a, double b) -> long double {
    if (a == b) return 0;
    if (level == measurement::nominal) return 1;
    if (level == measurement::interval) return (static_cast<long double>(a) - b) * (static_cast<long double>(a) - b);
    if (level == measurement::ratio) {
      const long double q = (static_cast<long double>(a) - b) / (static_cast<long double>(a) + b);
      return q * q;
    }
    long double between = 0;  // values from a to b, those at both ends counting half
    for (const double v : all) {
      if (v > std::min(a, b) && v < std::max(a, b)) between += 1;
      if (v == a || v == b) between += 0.5L;
    }
    return between * between;
  };
  const auto sum_of = [&](const std::vector<double>& values) {
    long double sum = 0;
    for (const double a : values)
      for (const double b : values) sum += distance(a, b);
    return sum;
  };
  const auto n = static_cast<long double>(all.size());
  long double observed = 0;
  for (const auto& unit : units) observed += sum_of(unit) / static_cast<long double>(unit.size() - 1);
  return 1 - (observed / n) / (sum_of(all) / (n * (n - 1)));
}

}  // namespace

TEST_CASE("Krippendorff's twelve units and four coders", "[krippendorff]") {
  // Krippendorff 2011, with the last unit's single value.
  const std::array<std::array<double, 12>, 4> coders{{{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none},
                                                      {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3},
                                                      {none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none},
                                                      {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none}}};
  std::vector<double> units;
  for (std::size_t u = 0; u < 12; ++u)
    for (const auto& coder : coders) units.push_back(coder[u]);
  const std::array wanted{.743421052632, .815387503755, .849107142857, .797402774712};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(of(units, 4, levels[i]).value() == Approx(wanted[i]).margin(5e-13));
    CHECK(of(units, 4, levels[i]).value() == Approx(static_cast<double>(by_pairs(units, 4, levels[i]))).margin(1e-14));
  }
}

TEST_CASE("alpha is the definition's", "[krippendorff]") {
  generators::holds("pairs", [] {
    const std::size_t units = generators::size(1, 14), raters = generators::size(2, 6);
    const bool fine = generators::coin(), gappy = generators::coin();
    std::vector<double> x = generators::units(units * raters);
    for (double& v : x) {
      if (!fine) v = generators::whole(0, 4);
      if (gappy && generators::whole(0, 3) == 0) v = none;
    }
    for (const measurement level : levels) {
      const auto alpha = of(x, raters, level);
      const auto wanted = static_cast<double>(by_pairs(x, raters, level));
      NEED(alpha.has_value() == !std::isnan(wanted));
      if (!alpha) {
        NEED(alpha.error().code == errc::undefined);
        continue;
      }
      NEED(std::abs(alpha.value() - wanted) < 1e-11);
      NEED(alpha.value() <= 1.0);
    }
  });
}

TEST_CASE("alpha does not change with what its level ignores", "[krippendorff]") {
  generators::holds("invariant", [] {
    const std::size_t units = generators::size(2, 12), raters = generators::size(2, 5);
    std::vector<double> x(units * raters), other(x.size()), turned(x.size());
    for (double& v : x) v = generators::whole(0, 5) == 0 ? none : generators::whole(1, 6);
    const auto names = generators::order(7), rows = generators::order(units);
    const auto transformed = [&](measurement level, double v) {
      switch (level) {
        case measurement::nominal:
          return static_cast<double>(names[static_cast<std::size_t>(v)]);
        case measurement::ordinal:
          return std::exp(v);
        case measurement::interval:
          return 1e6 + 0.25 * v;
        default:
          return 3.7 * v;
      }
    };
    for (const measurement level : levels) {
      for (std::size_t i = 0; i < x.size(); ++i) other[i] = std::isnan(x[i]) ? none : transformed(level, x[i]);
      for (std::size_t i = 0; i < units; ++i)
        for (std::size_t j = 0; j < raters; ++j) turned[rows[i] * raters + (j + rows[i]) % raters] = x[i * raters + j];
      const auto alpha = of(x, raters, level), same = of(other, raters, level), again = of(turned, raters, level);
      NEED(alpha.has_value() == same.has_value() && alpha.has_value() == again.has_value());
      if (!alpha) continue;
      NEED(std::abs(alpha.value() - same.value()) < 1e-12);
      NEED(std::abs(alpha.value() - again.value()) < 1e-12);
    }
  });
}

TEST_CASE("alpha where all agree, and where it has no value", "[krippendorff]") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  for (const measurement level : levels) {
    CHECK(of({.1, .1, .1, .7, .7, .7, .3, .3, none}, 3, level).value() == 1.0);
    CHECK(of({0, 0, 1, 1, 0, 0}, 2, level).value() == 1.0);
    CHECK(of({2, 2, 2, 2}, 2, level).error().code == errc::undefined);              // one value
    CHECK(of({none, none, none, none}, 2, level).error().code == errc::undefined);  // nothing at all
    CHECK(of({1, none, none, 2}, 2, level).error().code == errc::undefined);        // nothing to compare
    CHECK(of({1, 2, 3}, 1, level).error().code == errc::size_mismatch);             // one rater
    CHECK(krippendorff({{}, 0, 3}, level).error().code == errc::size_mismatch);     // no unit
    CHECK(of({1, 3}, 2, level).value() == 0.0);                                     // one unit: all there is
    const auto bad = of({1, 2, 1, inf}, 2, level);
    CHECK(bad.error().code == errc::bad_ratings);
    CHECK(bad.error().row == 1);
    CHECK(bad.error().index == 1);
    CHECK(of({1, 2, -1, 2}, 2, level).has_value() == (level != measurement::ratio));
  }
  CHECK(of({1, 2, -1, 2}, 2, measurement::ratio).error().row == 1);
  CHECK(of({1, 2, -1, 2}, 2, measurement::ratio).error().code == errc::bad_ratings);
}

TEST_CASE("no value leaves the range of a double", "[krippendorff]") {
  constexpr double most = std::numeric_limits<double>::max();
  const std::vector<double> x{0, 1, 1, 1, 3, 4, 2, 2};
  for (const double unit : {most / 4, 1e-300, 5e-324}) {
    std::vector<double> y(x);
    for (double& v : y) v *= unit;
    for (const measurement level : levels) {
      CAPTURE(unit, static_cast<int>(level));
      CHECK(of(y, 2, level).value() == Approx(of(x, 2, level).value()).epsilon(1e-12));
    }
  }
  CHECK(of({-most, most, -most, most / 2, 0, 1}, 2, measurement::interval).has_value());
  CHECK(std::isfinite(of({0, 5e-324, most, most, 0, 1}, 2, measurement::ratio).value()));
  // Far from 0 neighbours keep their distance.
  CHECK(of({1e9, 1e9 + 1, 1e9 + 2, 1e9 + 2, 1e9 + 4, 1e9 + 3}, 2, measurement::interval).value() ==
        Approx(of({0, 1, 2, 2, 4, 3}, 2, measurement::interval).value()).epsilon(1e-14));
}

}  // namespace krippendorff_test
