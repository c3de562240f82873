// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/strategy/labels.hpp>

namespace labels_test {

using namespace coalign;
using namespace coalign::strategy;

TEST_CASE("names by id, and the id where there is none", "[labels]") {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  catalog.metrics[0].name = "Uptime";
  std::vector<side> sides;
  for (const char* id : {"cio", "cmo", "cfo"}) {
    sides.push_back(make_side(catalog, id, {.name = std::string("The ") + id, .priorities = {1, 1}}).value());
  }
  sections given;
  given.decision_rights.emplace().arbiter = "ceo";
  given.tech_portfolio.emplace().tools = {
      {.id = "mailer", .name = "Mailer"}, {.id = "uptime", .name = "A watcher"}, {"crm"}};
  const setting s{catalog, sides, given};
  const labels name(s, "the CEO");
  CHECK(name("cio") == "The cio");
  CHECK(name("ceo") == "the CEO");
  CHECK(name("shared") == "all sides");
  CHECK(name("mailer") == "Mailer");
  CHECK(name("crm") == "crm");
  CHECK(name("uptime") == "Uptime");  // of two things with one id, the first
  CHECK(name("no such id") == "no such id");
  CHECK(name.domain("data_access") == "data access");
  CHECK(name.term("funding_", "not_stated") == "not stated");
  CHECK(name.term("funding_", "no such id") == "no such id");
  translation words;
  words.set("word.funding_not_stated", "nicht angegeben");
  CHECK(labels(s, {}, &words).term("funding_", "not_stated") == "nicht angegeben");

  sides.pop_back();
  CHECK(labels(s)("shared") == "both sides");
  CHECK(labels(s)("ceo") == "ceo");
}

}  // namespace labels_test
