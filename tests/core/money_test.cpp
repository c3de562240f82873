// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/core/money.hpp>
#include <limits>
#include <numeric>
#include <vector>

namespace money_test {

using namespace coalign;

TEST_CASE("decimals with up to four places are exact", "[money]") {
  CHECK(money::exactly(0.1)->ten_thousandths() == 1000);
  CHECK(money::exactly(12.3456)->ten_thousandths() == 123456);
  CHECK(money::exactly(-0.0001)->ten_thousandths() == -1);
  CHECK(money::exactly(1e9)->ten_thousandths() == 10'000'000'000'000);
  CHECK(money::exactly(8.15)->ten_thousandths() == 81500);  // its double is below 8.15
  CHECK(money::exactly(99999999999.9999)->ten_thousandths() == 999'999'999'999'999);
  CHECK(money::exactly(900e12)->value() == 900e12);
}

TEST_CASE("what is not such a decimal is refused", "[money]") {
  CHECK_FALSE(money::exactly(0.00001));
  CHECK_FALSE(money::exactly(12.34567));
  CHECK_FALSE(money::exactly(901e12));
  CHECK_FALSE(money::exactly(std::nan("")));
  CHECK_FALSE(money::exactly(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(money::rounded(-std::numeric_limits<double>::infinity()));
  CHECK_FALSE(money::exactly(1.0 / 3.0));
}

TEST_CASE("sums do not drift and do not depend on the order", "[money]") {
  std::vector<money> parts(1000, *money::exactly(0.1));
  CHECK(std::accumulate(parts.begin(), parts.end(), money()) == money::units(100));
  money sum = *money::exactly(1e12) + *money::exactly(0.0001);
  sum -= money::units(1'000'000'000'000);
  CHECK(sum == *money::exactly(0.0001));
  CHECK(money::units(1) - money::units(3) < money());
}

TEST_CASE("a third is rounded, halves away from zero", "[money]") {
  CHECK(money::rounded(1.0 / 3.0)->ten_thousandths() == 3333);
  CHECK(money::rounded(0.00005)->ten_thousandths() == 1);
  CHECK(money::rounded(-0.00005)->ten_thousandths() == -1);
}

TEST_CASE("amounts as people read them", "[money]") {
  CHECK(money_text(money::units(1234567), "EUR") == "EUR 1,234,567");
  CHECK(money_text(money::units(12), "") == "12");
  CHECK(money_text(*money::exactly(-1234.5), "USD") == "USD -1,234.50");
  CHECK(money_text(*money::exactly(0.0305), "USD") == "USD 0.0305");
  CHECK(money_text(money(), "EUR") == "EUR 0");
  CHECK(money_text(money::units(999), "") == "999");
  CHECK(money_text(money::units(1000), "") == "1,000");
}

}  // namespace money_test
