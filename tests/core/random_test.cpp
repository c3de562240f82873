// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <coalign/core/random.hpp>
#include <cstdint>

namespace random_test {

using coalign::random_stream;
using coalign::random_use;

namespace {

using four = std::array<std::uint32_t, 4>;

}  // namespace

TEST_CASE("Philox4x32-10 as published", "[random]") {
  // Known answers of the authors' Random123 (kat_vectors).
  CHECK(coalign::detail::philox({0, 0, 0, 0}, {0, 0}) == four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  constexpr std::uint32_t ones = 0xffffffff;
  CHECK(coalign::detail::philox({ones, ones, ones, ones}, {ones, ones}) ==
        four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(coalign::detail::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a draw depends on seed, use, pair and number, and on nothing drawn before", "[random]") {
  const auto first = [](std::uint64_t seed, random_use use, std::uint32_t pair, std::uint32_t draw) {
    random_stream r(seed, use, pair, draw);
    return r();
  };
  const auto x = first(1, random_use::bootstrap, 0, 0);
  CHECK(x == first(1, random_use::bootstrap, 0, 0));
  CHECK(x != first(2, random_use::bootstrap, 0, 0));
  CHECK(x != first(1ULL + (1ULL << 32U), random_use::bootstrap, 0, 0));
  CHECK(x != first(1, random_use::permutation, 0, 0));
  CHECK(x != first(1, random_use::bootstrap, 1, 0));
  CHECK(x != first(1, random_use::bootstrap, 0, 1));
}

TEST_CASE("draws have the moments of their distributions", "[random]") {
  // 200,000 draws: the bounds are six standard errors.
  constexpr int draws = 200000;
  random_stream r(7, random_use::host, 0, 0);
  double unit = 0, normal = 0, square = 0, gamma = 0, log_gamma = 0;
  std::array<int, 6> die{};
  for (int k = 0; k < draws; ++k) {
    const double u = r.unit();
    if (!(u > 0.0 && u < 1.0)) FAIL("an end of 0..1");
    unit += u / draws;
    const double z = r.normal();
    normal += z / draws;
    square += z * z / draws;
    gamma += r.gamma(2.5) / draws;
    log_gamma += r.log_gamma(0.5) / draws;
    ++die[r.below(6)];
  }
  CHECK(std::abs(unit - 0.5) < 0.0039);
  CHECK(std::abs(normal) < 0.0135);
  CHECK(std::abs(square - 1.0) < 0.019);
  CHECK(std::abs(gamma - 2.5) < 0.0213);
  // The mean of ln of a gamma number is digamma of its shape, the variance trigamma: -1.96351 and 4.9348 at one half.
  CHECK(std::abs(log_gamma + 1.9635100260214235) < 0.0299);
  for (const int count : die) CHECK(std::abs(count - draws / 6) < 1000);
}

}  // namespace random_test
