// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/uncertainty/difference.hpp>

#include <cmath>

namespace difference_test {

using namespace coalign;
using uncertainty::difference_range;
using uncertainty::ranged_estimate;

TEST_CASE("the range of a difference: numbers by hand", "[difference]") {
  // 3-4-5: the lower end of after is 3 away, the upper end of before 4.
  const interval r = difference_range({0.5, {0.45, 0.54}}, {0.3, {0.27, 0.42}});
  CHECK(r.low == Approx(-0.2 - 0.05));
  CHECK(r.high == Approx(-0.2 + 0.13));  // 12-5: 0.12 above after, 0.05 below before
  // Two proportions, 56 of 70 and 48 of 80, each with Wilson's interval: Newcombe 1998, table II, method 10, (a).
  const interval n = difference_range({0.6, {0.4905, 0.7004}}, {0.8, {0.6919, 0.8772}});
  CHECK(n.low == Approx(0.0524).margin(0.0005));
  CHECK(n.high == Approx(0.3339).margin(0.0005));
  // Without doubt there is none about the difference.
  CHECK(difference_range({0.2, {0.2, 0.2}}, {0.5, {0.5, 0.5}}) == interval(0.3, 0.3));
  // An estimate outside its range, as a correction leaves it, counts as the end.
  const interval corrected = difference_range({0.3, {0.1, 0.2}}, {0.3, {0.3, 0.4}});
  CHECK(corrected.low == 0.0);
  CHECK(corrected.high == Approx(std::sqrt(0.1 * 0.1 + 0.2 * 0.2)));
}

TEST_CASE("the range of a difference: holds it, mirrors, and grows with doubt", "[difference]") {
  generators::holds("axioms", [] {
    const auto draw = [] {
      const double x = generators::unit();
      return ranged_estimate{x, {x * generators::unit(), x + generators::unit()}};
    };
    const ranged_estimate a = draw();
    ranged_estimate b = draw();
    const interval r = difference_range(a, b), back = difference_range(b, a);
    const double d = b.estimate - a.estimate;
    NEED(r.low <= d && d <= r.high);
    NEED(std::abs(r.low + back.high) < 1e-15 && std::abs(r.high + back.low) < 1e-15);
    // Neither smaller than that of one alone, nor larger than that of the outermost ends.
    NEED(r.high - d >= b.range.high - b.estimate - 1e-15);
    NEED(r.high <= b.range.high - a.range.low + 1e-15);
    b.range.high += 0.1;
    NEED(difference_range(a, b).high >= r.high);
    NEED(difference_range(a, b).low == r.low);
  });
}

}  // namespace difference_test
