// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/date.hpp>

namespace date_test {

using namespace coalign;

TEST_CASE("days of the calendar are read and written", "[date]") {
  for (const char* text : {"2026-03-31", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31", "1969-12-31"}) {
    const auto read = parse_date(text);
    REQUIRE(read);
    CHECK(date_text(*read) == text);
  }
}

TEST_CASE("what is no day is refused", "[date]") {
  for (const char* text :
       {"2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-1-01", "26-01-01", "2026/01/01",
        "2026-01-01 ", " 2026-01-01", "2026-01-0x", "+026-01-01", "", "2026-01-32"}) {
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("days between two dates", "[date]") {
  const auto day = [](const char* text) { return *parse_date(text); };
  CHECK(days_between(day("2024-02-28"), day("2024-03-01")) == 2.0);  // a leap year
  CHECK(days_between(day("2023-02-28"), day("2023-03-01")) == 1.0);
  CHECK(days_between(day("2026-03-31"), day("2026-03-01")) == -30.0);
  CHECK(days_between(day("1970-01-01"), day("2000-01-01")) == 10957.0);  // 30 years and 7 leap days
}

}  // namespace date_test
