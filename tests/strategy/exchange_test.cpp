// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/exchange.hpp>

namespace exchange_test {

using namespace coalign;
using namespace coalign::strategy;

TEST_CASE("differences are those on paper", "[exchange]") {
  CHECK(typed_difference(.37, .25) == .12);
  CHECK(typed_difference(.25, .37) == -.12);
  CHECK(typed_difference(.3, .1) == .2);
  CHECK(typed_difference(1.1, 1) == .1);
  CHECK(typed_difference(110000, 150000) == -40000);
  CHECK(typed_difference(99.9999, 99.9) == .0999);
  CHECK(typed_difference(1e300, -1e300) == 2e300);
  CHECK(typed_difference(1.7e308, -1.7e308) == std::numeric_limits<double>::max());
  CHECK(typed_difference(1e-9, 0) == 1e-9);
  CHECK(typed_difference(5e-324, 0) == 5e-324);
  generators::holds("decimals", [] {
    const int a = generators::whole(-100000, 100000), b = generators::whole(-100000, 100000);
    NEED(typed_difference(a / 1000.0, b / 1000.0) == (a - b) / 1000.0);
  });
}

TEST_CASE("an exchange leads with what it gives", "[exchange]") {
  const std::vector<measure_of_options> measures{{"weeks"}, {"reach", false}, {"share"}, {"same"}};
  const exchange x = exchange_of(measures, {"fast", {4, 1000, 1.0 / 3, 5}}, {"checked", {8, 2500.5, .25, 5}});
  CHECK(x.message == "fast instead of checked: weeks 4 instead of 8, reach -1,500.5, share +0.08");
  CHECK(x.changes.size() == 3);
  CHECK(render(exchange_template("exchange"), x.args) == x.message);
  CHECK(exchange_template("no such key").empty());
}

}  // namespace exchange_test
