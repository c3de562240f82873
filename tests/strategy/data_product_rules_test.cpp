// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/data_product_rules.hpp>

#include <array>
#include <set>

namespace data_product_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

/// One data product, and what a rule with its usual threshold finds in it.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  world() {
    for (const char* name : {"cio", "cmo"}) sides.push_back(make_side(catalog, name, {}).value());
    given.data_products.emplace(1, data_product{.id = "customers", .owners = {"cio"}});
  }
  data_product& product() { return given.data_products->front(); }
  [[nodiscard]] std::vector<match> find(std::string_view id) const {
    const setting s{catalog, sides, given};
    results computed;
    if (given.data_products) computed.data_products = assess_data_products(*given.data_products, s);
    const alignment scores;
    std::vector<match> out;
    for (const rule& r : data_product_rules) {
      if (r.id == id) r.find({s, computed, scores}, std::array{r.thresholds[0].value, 0.0}, out);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("every rule of data products has its texts, and is silent without one", "[data_product_rules]") {
  world w;
  std::set<std::string_view> seen;
  for (const rule& r : data_product_rules) {
    INFO(r.id);
    CHECK(seen.insert(r.id).second);
    CHECK(!r.source.empty());
    CHECK(!r.title.empty());
    CHECK(!r.why.empty());
    CHECK(!r.fix.empty());
    CHECK(!r.message.empty());
    CHECK(!r.action.empty());
    CHECK(w.find(r.id).empty());  // of which nothing is said but its owner
  }
  w.given.data_products.reset();
  for (const rule& r : data_product_rules) CHECK(w.find(r.id).empty());
}

TEST_CASE("DP001 wants one owner, who reports to a side or the arbiter", "[data_product_rules]") {
  world w;
  const auto problem = [&] {
    const auto found = w.find("DP001");
    return found.empty() ? std::string() : evidence_of<worded_one>(found.front(), "problem").id;
  };
  w.product().owners = {};
  CHECK(problem() == "nobody");
  CHECK(w.find("DP001")[0].paths == ids{"/data_products/0"});
  w.product().owners = {"cio", "cmo"};
  CHECK(problem() == "several");
  CHECK(w.find("DP001")[0].paths == ids{"/data_products/0/owner"});
  CHECK(w.find("DP001")[0].side == "shared");
  w.product().owners = {"shared"};
  CHECK(problem() == "all");
  w.product().owners = {"head_of_data"};
  CHECK(problem() == "silent");
  w.product().owner_reports_to = "cmo";
  CHECK(problem().empty());
  w.product().owner_reports_to = "shared";
  CHECK(problem() == "outside");
  w.product().owner_reports_to = "ceo";
  CHECK(!problem().empty());
  w.given.decision_rights.emplace().arbiter = "ceo";
  CHECK(problem().empty());
  w.product().owners = {"ceo"};
  w.product().owner_reports_to.clear();
  CHECK(problem().empty());
  w.product().owner_reports_to = "cio";
  w.product().owners = {"cio", "cmo"};
  CHECK(problem() == "several");
}

TEST_CASE("DP002 asks each side that has not accepted, once", "[data_product_rules]") {
  world w;
  w.product().definitions = {{"active", {"cio"}}, {"a/b", {}}, {"lead", {"shared"}}, {"visit", {"cmo", "cio"}}};
  const auto found = w.find("DP002");
  REQUIRE(found.size() == 2);
  CHECK(found[0].side == "cio");
  CHECK(found[0].paths == ids{"/data_products/0/definitions/a~1b"});
  CHECK(found[1].side == "cmo");
  CHECK(found[1].subjects == ids{"customers"});
  CHECK(evidence_of<named>(found[1], "definitions").ids == ids{"active", "a/b"});
  CHECK(evidence_of<double>(found[1], "count") == 2);
}

TEST_CASE("DP003 and DP006 tell of the worst access", "[data_product_rules]") {
  world w;
  w.product().access = {{"agencies", 5, .5}, {"sales", 6.5, .6}, {"press", 30, {}}, {"board", {}, .9}};
  const auto slow = w.find("DP003");
  REQUIRE(slow.size() == 1);
  CHECK(slow[0].paths == ids{"/data_products/0/access/1", "/data_products/0/access/2"});
  CHECK(evidence_of<named_one>(slow[0], "audience").id == "press");
  CHECK(evidence_of<double>(slow[0], "wait_days") == 30);
  CHECK(evidence_of<double>(slow[0], "margin") == 25);
  CHECK(evidence_of<double>(slow[0], "count") == 2);
  const auto risky = w.find("DP006");
  REQUIRE(risky.size() == 1);
  CHECK(risky[0].paths == ids{"/data_products/0/access/1", "/data_products/0/access/3"});
  CHECK(evidence_of<named_one>(risky[0], "audience").id == "board");
  CHECK(evidence_of<double>(risky[0], "access_risk") == .9);
  CHECK(evidence_of<double>(risky[0], "margin") == Approx(.4));
}

TEST_CASE("DP004 compares shortfalls of different units by their thresholds", "[data_product_rules]") {
  world w;
  w.product().quality = {{"rows", 90000, 100000}, {"valid", .5, .9}, {"unique", 1, 1}, {"recent", {}, 2}};
  auto found = w.find("DP004");
  REQUIRE(found.size() == 1);
  CHECK(evidence_of<std::string>(found[0], "measure") == "valid");
  CHECK(evidence_of<double>(found[0], "margin") == Approx(.4));
  CHECK(evidence_of<double>(found[0], "count") == 2);
  w.product().quality = {{"balance", -1, 0}};
  found = w.find("DP004");
  REQUIRE(found.size() == 1);
  CHECK(evidence_of<double>(found[0], "margin") == 1);
}

TEST_CASE("DP005 and DP007 count what is not there", "[data_product_rules]") {
  world w;
  w.product().segments = {{"new", true}, {"families", false}, {"firms", false}};
  w.product().obligations = {"GDPR", "retention", "audit"};
  w.product().met = {"retention"};
  const auto unserved = w.find("DP005");
  REQUIRE(unserved.size() == 1);
  CHECK(evidence_of<std::string>(unserved[0], "segment") == "families");
  CHECK(evidence_of<double>(unserved[0], "count") == 2);
  CHECK(evidence_of<double>(unserved[0], "asked") == 3);
  CHECK(unserved[0].paths == ids{"/data_products/0/segments/1", "/data_products/0/segments/2"});
  const auto unmet = w.find("DP007");
  REQUIRE(unmet.size() == 1);
  CHECK(evidence_of<named>(unmet[0], "obligations").ids == ids{"GDPR", "audit"});
}

TEST_CASE("whose move a data product is, and what is at stake", "[data_product_rules]") {
  world w;
  w.product().obligations = {"GDPR"};
  CHECK(w.find("DP007")[0].side == "cio");
  CHECK(!w.find("DP007")[0].money);
  w.product().owners = {"head_of_data"};
  CHECK(w.find("DP007")[0].side == "shared");
  w.product().owner_reports_to = "cmo";
  CHECK(w.find("DP007")[0].side == "cmo");
  w.product().owners = {"cio", "cmo"};
  CHECK(w.find("DP007")[0].side == "shared");
  w.given.roadmap.emplace(1, roadmap_item{.id = "portal", .cost = money::units(90)});
  w.product().blocks = {"portal"};
  CHECK(w.find("DP007")[0].money == money::units(90));
}

}  // namespace data_product_rules_test
