// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/core/error.hpp>
#include <string>
#include <vector>

namespace error_test {

using namespace coalign;

TEST_CASE("codes keep their integers and names", "[error]") {
  // From the description of the interface: the same everywhere, renumbered never.
  const std::vector<std::string> names{
      "ok",         "missing",      "bad_weight",  "zero_sum",      "bad_severity",   "bad_target",
      "bad_scale",  "bad_interval", "bad_option",  "size_mismatch", "bad_type",       "unknown_key",
      "unknown_id", "duplicate",    "missing_key", "bad_version",   "bad_json",       "bad_date",
      "bad_money",  "too_large",    "io_error",    "out_of_memory", "cancelled",      "not_supported",
      "undefined",  "no_shared",    "degenerate",  "data_conflict", "not_reciprocal", "bad_ratings"};
  REQUIRE(names.size() == 30);
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(error_name(static_cast<errc>(i)) == names[i]);
  CHECK(error_name(static_cast<errc>(30)) == "unknown");
  CHECK(error_name(static_cast<errc>(255)) == "unknown");
  CHECK(static_cast<int>(errc::bad_ratings) == 29);
  CHECK(static_cast<int>(errc::zero_sum) == 3);
  CHECK(static_cast<int>(errc::not_supported) == 23);
}

TEST_CASE("fail fills in where, and nothing else", "[error]") {
  const error plain = fail(errc::zero_sum);
  CHECK(plain.code == errc::zero_sum);
  CHECK(plain.where == field::none);
  CHECK(plain.index == -1);
  CHECK(plain.side == -1);
  CHECK(plain.row == -1);
  CHECK(std::isnan(plain.got));
  const error e = fail(errc::bad_weight, field::priorities, 3, -1.5, 1);
  CHECK(e.where == field::priorities);
  CHECK(e.index == 3);
  CHECK(e.side == 1);
  CHECK(e.got == -1.5);
  CHECK(e == fail(errc::bad_weight, field::priorities, 3, -2.0, 1));
  CHECK_FALSE(e == fail(errc::bad_weight, field::priorities, 2, -1.5, 1));
  CHECK_FALSE(e == fail(errc::bad_weight, field::priorities, 3, -1.5, 0));
}

TEST_CASE("a result without a value throws, and names the code", "[error]") {
  const result<int> bad = fail(errc::bad_scale, field::scale, 2);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().index == 2);
  try {
    static_cast<void>(bad.value());
    FAIL("value() gave what is not there");
  } catch (const bad_result& e) {
    CHECK(e.code() == errc::bad_scale);
    CHECK(std::string(e.what()) == "coalign: no value: bad_scale");
  }
  const result<int> good = 7;
  CHECK(good.value() == 7);
  CHECK_THROWS_AS(static_cast<void>(good.error()), bad_result);
}

}  // namespace error_test
