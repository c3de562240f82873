// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/order.hpp>

namespace order_test {

TEST_CASE("equal elements keep their order", "[order]") {
  CHECK(coalign::order_by(0, [](std::size_t, std::size_t) { return true; }).empty());
  generators::holds(
      "as a stable sort",
      [] {
        const std::size_t n = generators::size(0, 60);
        std::vector<int> x(n);
        for (int& value : x) value = generators::whole(0, 4);
        const auto order = coalign::order_by(n, [&](std::size_t i, std::size_t j) { return x[i] > x[j]; });
        NEED(order.size() == n);
        for (std::size_t k = 1; k < n; ++k) {
          NEED(x[order[k - 1]] > x[order[k]] || (x[order[k - 1]] == x[order[k]] && order[k - 1] < order[k]));
        }
      },
      1000);
}

}  // namespace order_test
