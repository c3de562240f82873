// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/agreement/table.hpp>
#include <limits>
#include <vector>

namespace table_test {

using coalign::errc;
using coalign::agreement::check_table;
using coalign::agreement::table;

TEST_CASE("a table is checked for its size and for what is no number", "[agreement]") {
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  std::vector<double> x{1, 2, 3, 4, 5, 6};
  const table t{x, 2, 3};
  CHECK(t(1, 0) == 4);
  CHECK(t.row(1)[2] == 6);
  CHECK(check_table(t, 2, 3).code == errc::ok);
  CHECK(check_table(t, 3, 3).code == errc::size_mismatch);
  CHECK(check_table(t, 2, 4).code == errc::size_mismatch);
  CHECK(check_table({x, 2, 2}, 1, 1).code == errc::size_mismatch);
  CHECK(check_table({x, 3, 3}, 1, 1).code == errc::size_mismatch);
  CHECK(check_table({x, 2, 0}, 0, 0).code == errc::size_mismatch);
  CHECK(check_table({{}, 0, 0}, 0, 0).code == errc::ok);
  x[5] = NaN;
  const auto e = check_table({x, 2, 3}, 1, 1);
  CHECK(e.code == errc::bad_ratings);
  CHECK(e.row == 1);
  CHECK(e.index == 2);
  CHECK(check_table({x, 2, 3}, 1, 1, true).code == errc::ok);
  x[0] = -inf;
  CHECK(check_table({x, 2, 3}, 1, 1, true).row == 0);
  CHECK(check_table({x, 2, 3}, 1, 1, true).got == -inf);
}

}  // namespace table_test
