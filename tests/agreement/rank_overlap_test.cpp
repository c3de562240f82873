// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/rank_overlap.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace rank_overlap_test {

using namespace coalign;
using namespace coalign::agreement;

namespace {

using list = std::vector<std::size_t>;

double shared(const list& a, const list& b, std::size_t depth) {
  double count = 0;
  for (std::size_t i = 0; i < std::min(depth, a.size()); ++i) {
    count += std::count(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(std::min(depth, b.size())), a[i]) > 0;
  }
  return count;
}

// (1 − p) Σ p^(d−1) A_d over a long way, from the agreement at each depth.
template <class Agreement>
double series(double p, const Agreement& agreement) {
  double sum = 0, power = 1 - p;
  for (std::size_t d = 1; d < 4000; ++d, power *= p) sum += power * agreement(d);
  return sum;
}

list drawn(std::size_t most) {
  auto all = generators::order(most + 3);
  all.resize(generators::size(1, most));
  return all;
}

}  // namespace

TEST_CASE("overlaps of seven letters", "[rank_overlap]") {
  const std::string_view a = "abcdefg", b = "zcavwxy", c = "bacdefg";
  const std::array wanted{0., 0., .222, .292, .313, .317, .312};
  for (std::size_t d = 1; d <= 7; ++d) CHECK(average_overlap(a, b, d).value() == Approx(wanted[d - 1]).margin(5e-4));
  CHECK(average_overlap(a, b).value() == average_overlap(a, b, 7).value());
  CHECK(rank_biased_overlap(a, c, .9).value().ext == Approx(.9).margin(1e-12));
  const overlap same = rank_biased_overlap(a, a, .9).value();
  CHECK(same.min == Approx(.767).margin(5e-4));
  CHECK(same.res == Approx(.233).margin(5e-4));
  CHECK(same.ext == Approx(1).margin(1e-15));
  CHECK(same.min + same.res == Approx(1).margin(1e-15));
  const std::vector<std::string> ids{"uptime", "cac"}, others{"cac", "pipeline", "nps"};
  CHECK(rank_biased_overlap(ids, others).value().ext > 0);
}

TEST_CASE("rank-biased overlap from its definition", "[rank_overlap]") {
  generators::holds("rbo", [] {
    const list a = drawn(9), b = drawn(9);
    const double p = .05 + .9 * generators::unit();
    const std::size_t s = std::min(a.size(), b.size()), l = std::max(a.size(), b.size());
    const double x_s = shared(a, b, s), x_l = shared(a, b, l);
    const auto number = [](std::size_t d) { return static_cast<double>(d); };
    const overlap o = rank_biased_overlap(a, b, p).value();
    const double least = series(p, [&](std::size_t d) { return shared(a, b, d) / number(d); });
    // The most: what is unseen of the shorter list meets what is left of the longer, and then each other.
    const double most = series(p, [&](std::size_t d) {
      const double unseen = number(d > s ? d - s : 0) + number(d > l ? d - l : 0);
      return std::min(number(d), shared(a, b, d) + unseen) / number(d);
    });
    const double extrapolated = series(p, [&](std::size_t d) {
      if (d > l) return (x_l + x_s * number(l - s) / number(s)) / number(l);
      return (shared(a, b, d) + (d > s ? x_s * number(d - s) / number(s) : 0.0)) / number(d);
    });
    NEED(std::abs(o.min - least) < 1e-11);
    NEED(std::abs(o.min + o.res - most) < 1e-11);
    NEED(std::abs(o.ext - extrapolated) < 1e-11);
    NEED(o.min >= 0 && o.res >= 0 && o.min <= o.ext + 1e-12 && o.ext <= o.min + o.res + 1e-12);
    const overlap turned = rank_biased_overlap(b, a, p).value();
    NEED(turned.min == o.min && turned.res == o.res && turned.ext == o.ext);
    double sum = 0;
    for (std::size_t d = 1; d <= s; ++d) {
      sum += shared(a, b, d) / number(d);
      NEED(std::abs(average_overlap(a, b, d).value() - sum / number(d)) < 1e-13);
    }
    NEED(average_overlap(a, b).value() == average_overlap(a, b, s).value());
  });
}

TEST_CASE("what is no ranking", "[rank_overlap]") {
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
  const list a{1, 2, 3}, b{4, 5}, empty, twice{1, 2, 1};
  CHECK(rank_biased_overlap(a, b).value().ext == 0.0);
  CHECK(average_overlap(a, b).value() == 0.0);
  for (const double p : {0.0, 1.0, -1.0, 2.0, NaN})
    CHECK(rank_biased_overlap(a, b, p).error().code == errc::bad_option);
  CHECK(rank_biased_overlap(empty, b).error() == fail(errc::size_mismatch, field::none, -1, 0, 0));
  CHECK(rank_biased_overlap(a, empty).error() == fail(errc::size_mismatch, field::none, -1, 0, 1));
  CHECK(rank_biased_overlap(a, twice).error() == fail(errc::duplicate, field::none, 2, 0, 1));
  CHECK(average_overlap(twice, a).error() == fail(errc::duplicate, field::none, 2, 0, 0));
  CHECK(average_overlap(a, empty).error().code == errc::size_mismatch);
  CHECK(average_overlap(a, b, 3).error() == fail(errc::bad_option));
  CHECK(average_overlap(a, b, 2).has_value());
}

}  // namespace rank_overlap_test
