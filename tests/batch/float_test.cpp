// SPDX-License-Identifier: Apache-2.0
// How far float is from double on the same float input. The bounds below are those that the documentation states.
#include "portfolio.hpp"

#include <catch2/catch.hpp>

namespace float_test {

using namespace portfolio;

TEST_CASE("float is within its stated error of double") {
  generator g(31);
  double worst_block = 0.0, worst_gap = 0.0;
  for (std::size_t n = 2; n <= 64; ++n) {
    batch_case x = random_case(g, 400, n, g.below(3));
    const auto laid = lay_out<float>(x, g);
    answers_of<float> floats(x.rows, 0);
    answers_of<double> doubles(x.rows, 0);
    REQUIRE(batch::score(laid->a, laid->b, x.policy, floats.out(false), laid->options));
    REQUIRE(batch::score(laid->a, laid->b, x.policy, doubles.out(false), laid->options));
    CHECK(floats.status == doubles.status);
    const auto widest = std::max({n, x.horizons[0].columns, x.severities[0].columns});
    for (std::size_t k = 0; k < 6; ++k) {
      for (std::size_t r = 0; r < x.rows; ++r) {
        if (std::isnan(doubles.columns[k][r])) continue;
        // In units in the last place of 1, for each item of the widest block.
        const double apart = std::abs(static_cast<double>(floats.columns[k][r]) - doubles.columns[k][r]);
        const double ulp = apart / 0x1p-23 / static_cast<double>(widest);
        (k == 0 ? worst_gap : worst_block) = std::max(k == 0 ? worst_gap : worst_block, ulp);
      }
    }
  }
  CAPTURE(worst_block, worst_gap);
  CHECK(worst_block <= 1.0);
  CHECK(worst_gap <= 1.0);
  CHECK(worst_block > 0.01);  // it measures something
}

}  // namespace float_test
