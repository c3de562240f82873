// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <catch2/catch.hpp>
#include <coalign/core/number.hpp>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace number_test {

using namespace coalign;

TEST_CASE("the shortest text of a double, laid out as Python's repr", "[number]") {
  // Each text is what Python's language reference and repr() give for the literal.
  const std::vector<std::pair<double, const char*>> known{{0.0, "0.0"},
                                                          {-0.0, "-0.0"},
                                                          {1.0, "1.0"},
                                                          {-1.0, "-1.0"},
                                                          {30.0, "30.0"},
                                                          {0.1, "0.1"},
                                                          {-0.25, "-0.25"},
                                                          {1.0 / 3.0, "0.3333333333333333"},
                                                          {2.0 / 3.0, "0.6666666666666666"},
                                                          {0.1 + 0.2, "0.30000000000000004"},
                                                          {1e15, "1000000000000000.0"},
                                                          {1e16, "1e+16"},
                                                          {123456789012345680.0, "1.2345678901234568e+17"},
                                                          {9007199254740993.0, "9007199254740992.0"},
                                                          {1e22, "1e+22"},
                                                          {1e100, "1e+100"},
                                                          {1.5e300, "1.5e+300"},
                                                          {0.0001, "0.0001"},
                                                          {0.00012345, "0.00012345"},
                                                          {0.00001, "1e-05"},
                                                          {1.5e-7, "1.5e-07"},
                                                          {1e-10, "1e-10"},
                                                          {5e-324, "5e-324"},
                                                          {2.2250738585072014e-308, "2.2250738585072014e-308"},
                                                          {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                          {1095.75, "1095.75"},
                                                          {30.4375, "30.4375"},
                                                          {99.99, "99.99"},
                                                          {12345678.9, "12345678.9"},
                                                          {100.0, "100.0"}};
  for (const auto& [x, text] : known) CHECK(shortest(x) == text);
}

TEST_CASE("the shortest text reads back to the same bits", "[number]") {
  std::mt19937_64 random(20240601);
  std::size_t tried = 0;
  for (int i = 0; i < 200000; ++i) {
    std::uint64_t bits = random();
    // A third of them near the places where the layout changes.
    if (i % 3 == 0)
      bits = std::bit_cast<std::uint64_t>(std::pow(10.0, static_cast<double>(random() % 24) - 6.0)) + random() % 5 - 2;
    const auto x = std::bit_cast<double>(bits);
    if (!std::isfinite(x)) continue;
    ++tried;
    const std::string text = shortest(x);
    const double back = std::strtod(text.c_str(), nullptr);
    if (std::bit_cast<std::uint64_t>(back) != bits) FAIL(text << " does not read back");
    const bool exponential = text.find('e') != std::string::npos;
    if (x != 0.0 && exponential != (std::abs(x) < 1e-4 || std::abs(x) >= 1e16)) FAIL(text << " is laid out otherwise");
    if (!exponential && text.find('.') == std::string::npos) FAIL(text << " looks like a count");
  }
  CHECK(tried > 150000);
}

TEST_CASE("fixed decimals", "[number]") {
  CHECK(fixed(0.5666, 2) == "0.57");
  CHECK(fixed(0.125, 2) == "0.12");  // exactly half: to even
  CHECK(fixed(0.375, 2) == "0.38");
  CHECK(fixed(-0.001, 2) == "0.00");
  CHECK(fixed(-0.0, 0) == "0");
  CHECK(fixed(-0.006, 2) == "-0.01");
  CHECK(fixed(1e22, 0) == "10000000000000000000000");
  CHECK(fixed(1.7976931348623157e308, 2).size() == 309 + 3);
}

TEST_CASE("numbers as people write them", "[number]") {
  CHECK(readable(30.0) == "30");
  CHECK(readable(2.50) == "2.5");
  CHECK(readable(2.456) == "2.46");
  CHECK(readable(99.95, 4) == "99.95");
  CHECK(readable(1234567.0, 0) == "1,234,567");
  CHECK(readable(-1234.5) == "-1,234.5");
  CHECK(readable(999.999, 2) == "1,000");
  CHECK(readable(-999.0) == "-999");
  CHECK(readable(100000.0) == "100,000");
  CHECK(readable(0.0) == "0");
  CHECK(readable(0.004) == "0.004");  // would read as 0
  CHECK(readable(0.01) == "0.01");
  CHECK(readable(1e15) == "1000000000000000.0");
  CHECK(readable(1e300) == "1e+300");
  CHECK(readable(0.3, 0) == "0");
}

}  // namespace number_test
