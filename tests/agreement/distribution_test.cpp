// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/agreement/distribution.hpp>
#include <initializer_list>
#include <limits>

namespace distribution_test {

using namespace coalign::agreement;

TEST_CASE("tails of F and chi-squared, by SciPy", "[agreement]") {
  // scipy.stats.f.sf, f.isf, chi2.sf
  CHECK(f_upper_tail(11.027247956403269, 5, 15) == Approx(0.00013456651648433688).epsilon(1e-12));
  CHECK(f_upper_tail(1.0, 7, 7) == Approx(0.5).epsilon(1e-14));
  CHECK(f_critical(.025, 5, 15) == Approx(3.5764153492790607).epsilon(1e-12));
  CHECK(f_critical(.025, 15, 5) == Approx(6.427728167078779).epsilon(1e-12));
  CHECK(chi2_upper_tail(30.760442, 19) == Approx(.042883).margin(5e-7));
  // Two degrees of freedom have a closed form.
  CHECK(chi2_upper_tail(6.0, 2) == Approx(std::exp(-3.0)).epsilon(1e-14));
  CHECK(f_upper_tail(3.0, 2, 8) == Approx(std::pow(1.0 + 2 * 3.0 / 8, -4.0)).epsilon(1e-13));
}

TEST_CASE("the critical value is where the tail is", "[agreement]") {
  for (const double df1 : {.5, 1., 2., 9., 999.}) {
    for (const double df2 : {1., 2.7, 30., 9999.}) {
      for (const double tail : {.001, .025, .3, .5, .975}) {
        CAPTURE(df1, df2, tail);
        CHECK(f_upper_tail(f_critical(tail, df1, df2), df1, df2) == Approx(tail).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("tails at the ends, and where they are none", "[agreement]") {
  constexpr double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();
  CHECK(f_upper_tail(0.0, 3, 4) == 1.0);
  CHECK(f_upper_tail(inf, 3, 4) == 0.0);
  CHECK(f_upper_tail(1e308, 3, 4) < 1e-300);
  CHECK(chi2_upper_tail(0.0, 3) == 1.0);
  CHECK(chi2_upper_tail(inf, 3) == 0.0);
  for (const double bad : {0.0, -1.0, NaN, inf}) {
    CHECK(std::isnan(f_upper_tail(1, bad, 3)));
    CHECK(std::isnan(f_upper_tail(1, 3, bad)));
    CHECK(std::isnan(f_critical(.1, bad, 3)));
    CHECK(std::isnan(f_critical(.1, 3, bad)));
    CHECK(std::isnan(chi2_upper_tail(1, bad)));
  }
  for (const double bad : {0.0, 1.0, -1.0, NaN}) CHECK(std::isnan(f_critical(bad, 3, 3)));
  CHECK(std::isnan(f_upper_tail(-1, 3, 3)));
  CHECK(std::isnan(f_upper_tail(NaN, 3, 3)));
  CHECK(std::isnan(chi2_upper_tail(NaN, 3)));
  CHECK(std::isnan(chi2_upper_tail(-1, 3)));
  for (const double tiny : {1e-3, 1e-8, 1e-300}) {
    CHECK_NOTHROW(f_critical(.025, 3, tiny));
    CHECK_NOTHROW(f_critical(.025, tiny, 3));
  }
}

}  // namespace distribution_test
