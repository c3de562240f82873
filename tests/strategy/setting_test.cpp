// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/strategy/setting.hpp>

namespace setting_test {

using namespace coalign;
using namespace coalign::strategy;

TEST_CASE("what a section is read against", "[setting]") {
  const coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {.priorities = {1, 1}}).value());
  sections given;
  const setting s{catalog, sides, given};
  CHECK(s.metric("cac") == 1U);
  CHECK_FALSE(s.metric("sales"));
  CHECK(s.has_every_side({"cmo", "cio"}));
  CHECK(s.has_every_side({"shared"}));
  CHECK_FALSE(s.has_every_side({"cio"}));
  CHECK_FALSE(s.has_every_side({}));
  CHECK(s.sides_missing({"cmo"}) == ids{"cio"});
  CHECK(s.sides_missing({"ceo"}) == ids{"cio", "cmo"});
  CHECK(s.sides_missing({"ceo", "shared"}).empty());
  CHECK(s.arbiter() == "shared");
  given.decision_rights.emplace();
  CHECK(s.arbiter() == "shared");
  given.decision_rights->arbiter = "ceo";
  CHECK(s.arbiter() == "ceo");
  CHECK(setting::mover("cio") == "cio");
  CHECK(setting::mover("") == "shared");
}

TEST_CASE("ids in a list", "[setting]") {
  CHECK(contains({"a", "b"}, "b"));
  CHECK_FALSE(contains({"a", "b"}, "c"));
  CHECK_FALSE(contains({}, ""));
  CHECK(contains_side({"shared"}, "cio"));
  CHECK_FALSE(contains_side({"cmo"}, "cio"));
}

}  // namespace setting_test
