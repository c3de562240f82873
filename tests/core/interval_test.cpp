// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/interval.hpp>

namespace interval_test {

using coalign::hausdorff;
using coalign::interval;

TEST_CASE("Hausdorff distance of intervals", "[interval]") {
  CHECK(hausdorff({18, 22}, {20, 30}) == 8);
  CHECK(hausdorff({0, 10}, {4, 6}) == 4);  // nested: the farthest point of the one from all of the other
  CHECK(hausdorff({0, 10}, {1, 4}) == 6);
  CHECK(hausdorff(3.0, 5.0) == 2);
  CHECK(hausdorff({1, 2}, {1, 2}) == 0);
  CHECK(interval(4).is_point());
  CHECK_FALSE(interval(4, 5).is_point());
  CHECK(interval(4) == interval(4, 4));
  CHECK(interval() == interval(0, 0));
}

TEST_CASE("Hausdorff distance is the reference's and a metric", "[interval]") {
  generators::holds("metric", [] {
    const auto draw = [] {
      const auto x = generators::units(2);
      return interval(std::min(x[0], x[1]), std::max(x[0], x[1]));
    };
    const interval a = draw(), b = draw(), c = draw();
    NEED(hausdorff(a, b) == hausdorff(b, a));
    NEED((hausdorff(a, b) == 0.0) == (a == b));
    NEED(hausdorff(a, c) <= hausdorff(a, b) + hausdorff(b, c) + 1e-15);
    const auto wanted = static_cast<double>(reference::hausdorff({a.low, a.high}, {b.low, b.high}));
    NEED(std::abs(hausdorff(a, b) - wanted) <= 2.3e-16);
  });
}

}  // namespace interval_test
