// SPDX-License-Identifier: Apache-2.0
// core/config.hpp, version.hpp and coalign.hpp: the umbrella compiles, and states one version.
#include <catch2/catch.hpp>
#include <coalign/coalign.hpp>
#include <limits>
#include <string>

namespace config_test {

TEST_CASE("the version is its three numbers", "[version]") {
  const std::string whole = std::to_string(COALIGN_VERSION_MAJOR) + "." + std::to_string(COALIGN_VERSION_MINOR) + "." +
                            std::to_string(COALIGN_VERSION_PATCH);
  CHECK(whole == COALIGN_VERSION);
  CHECK(whole == coalign::version);
}

TEST_CASE("the compiler keeps the promises of the arithmetic", "[config]") {
  STATIC_REQUIRE(std::numeric_limits<double>::is_iec559);
  // Contracted to one operation, the product would keep the bits that rounding has taken.
  volatile double x = 1.0 + 0x1p-30;
  CHECK(x * x - (1.0 + 0x1p-29) == 0.0);
  volatile double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(none != none);
}

TEST_CASE("the header-only example of the documentation", "[coalign]") {
  namespace ca = coalign;
  const ca::catalog catalog{{"uptime", "security", "pipeline"}, {{"breach", 60}, {"missed_window", 40}}};
  const auto cio =
      ca::make_side(catalog, "cio", {.priorities = {50, 40, 10}, .horizons = {5, 10, 25, 40, 20}, .risks = {.8, .2}});
  const auto cmo =
      ca::make_side(catalog, "cmo", {.priorities = {10, 10, 80}, .horizons = {25, 35, 25, 10, 5}, .risks = {.4, .6}});
  REQUIRE(cio);
  REQUIRE(cmo);
  const auto pair = ca::compare(catalog, cio.value(), cmo.value(), {.rho = 2});
  REQUIRE(pair);
  // By hand: TV = .4 + .3 = .7; D = sqrt(.6 * .16 + .4 * .16) = .4; G_h as published for these horizons.
  CHECK(pair.value().metric->gap == Approx(.7).margin(1e-15));
  CHECK(pair.value().risk->gap == Approx(.4).margin(1e-15));
  CHECK(pair.value().horizon->gap == Approx(.31206495).margin(5e-9));
  double sum = 0.0;
  for (const auto& item : pair.value().items()) sum += item.contribution;
  CHECK(sum == Approx(pair.value().gap()).margin(1e-15));
  CHECK(pair.value().index() == 1.0 - pair.value().gap());
}

}  // namespace config_test
