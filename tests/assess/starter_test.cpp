// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/assess/assess.hpp>
#include <coalign/assess/starter.hpp>

namespace starter_test {

using namespace coalign;

TEST_CASE("the starter model is valid, illustrative, and can be assessed", "[starter]") {
  const model m = starter_model();
  CHECK(m.parts().illustrative);
  CHECK_FALSE(m.parts().question.empty());
  CHECK(m.arbiter() == "ceo");
  REQUIRE(m.sides().size() == 2);
  CHECK(m.sides()[0].id() == "cio");
  CHECK(m.sides()[1].id() == "cmo");
  for (const side& s : m.sides()) {
    double points = 0.0;
    for (const double x : s.points()) points += x;
    CHECK(points == 100.0);
  }
  const auto a = assess(m);
  REQUIRE(a);
  CHECK(a.value().pairs.front().comparison.comparable);
  CHECK(a.value().pairs.front().comparison.gap() > 0.0);
}

}  // namespace starter_test
