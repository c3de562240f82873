// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/starter.hpp>
#include <coalign/io/input_changes.hpp>
#include <coalign/io/write.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace input_changes_test {

using namespace coalign;
using nlohmann::json;

namespace {

json example(const std::string& name) { return json::parse(support::file("examples/" + name + ".json")); }
model read(const json& document) { return support::read(document.dump()); }

/// Entries as JSON: {path, before, after}; a key that is not there was none.
json told(const json& before, const json& after) {
  json out = json::array();
  for (const io::input_change& x : io::input_changes(read(before), read(after))) {
    json entry{{"path", x.path}};
    if (x.before) entry["before"] = json::parse(*x.before);
    if (x.after) entry["after"] = json::parse(*x.after);
    CHECK(io::input_kind_name(x.kind) == (!x.before ? "added" : !x.after ? "removed" : "changed"));
    out.push_back(entry);
  }
  return out;
}

/// One place of a document set to another value.
json with(json document, const std::string& pointer, const json& value) {
  document[json::json_pointer(pointer)] = value;
  return document;
}
json without(json document, const std::string& pointer) {
  const std::size_t cut = pointer.rfind('/');
  json& parent = document.at(json::json_pointer(pointer.substr(0, cut)));
  const std::string key = pointer.substr(cut + 1);
  if (parent.is_array()) {
    parent.erase(std::stoul(key));
  } else {
    parent.erase(key);
  }
  return document;
}

/// Shuffles every list whose order says nothing.
void shuffle(json& x, const std::string& key = "") {
  static const std::set<std::string> ordered{"horizons", "priority_ranks", "tech_spend", "revenue"};
  if (!x.is_structured()) return;
  for (const auto& [name, member] : x.items()) shuffle(member, x.is_object() ? name : key);
  if (!x.is_array() || x.empty() || x[0].is_number() || ordered.contains(key)) return;
  const json before = x;
  const auto order = generators::order(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) x[i] = before[order[i]];
}

void leaves(const json& x, const std::string& at, std::vector<std::string>& out) {
  if (!x.is_structured()) return out.push_back(at);
  const json flat = x.flatten();
  for (const auto& [path, unused] : flat.items()) out.push_back(at + path);
}

}  // namespace

TEST_CASE("inputs: a model and itself, however it is written", "[input_changes]") {
  for (const json& entry : json::parse(support::file("tests/io/models/manifest.json"))) {
    if (!entry["errors"].empty()) continue;
    const std::string name = entry["file"];
    CAPTURE(name);
    const model m = support::read(support::file("tests/io/models/" + name));
    CHECK(io::input_changes(m, m).empty());
    // The same in code, without its text: what is left out there stands in its document.
    const model built = model::make(m.parts()).value();
    CHECK(io::input_changes(m, built).empty());
    CHECK(io::input_changes(support::read(io::write(built)), m).empty());
  }
  const json small = json::parse(support::small_model());
  CHECK(told(small, with(small, "/policy", json::object())) == json::array());
  CHECK(told(small, with(small, "/x-note", "of the host")) == json::array());
  CHECK(told(small, with(small, "/sides/0/influence", 1.0)) == json::array());
  CHECK(told(small, with(small, "/sides/0/risks/breach", {{"severity", 0.8}})) == json::array());
}

TEST_CASE("inputs: the order of lists is no change", "[input_changes]") {
  for (const char* name : {"shared_strategy", "four_sides", "cio_cmo", "starter_full"}) {
    const json before = example(name);
    const model m = read(before);
    generators::holds(
        name,
        [&] {
          json after = before;
          shuffle(after);
          const auto made = io::read_model(after.dump());
          NEED(made.has_value());
          NEED(io::input_changes(m, made.value()).empty());
        },
        30);
  }
}

TEST_CASE("inputs: every place of a model counts, and the other way round is the mirror image", "[input_changes]") {
  for (const char* name : {"shared_strategy", "four_sides"}) {
    const json before = example(name);
    const model m = read(before);
    std::vector<std::string> places;
    leaves(before, "", places);
    std::size_t tried = 0;
    for (const std::string& place : places) {
      if (place.find("/x-") != std::string::npos) continue;
      json after = before;
      json& x = after[json::json_pointer(place)];
      if (x.is_null() || x.is_structured()) continue;
      if (x.is_number()) x = x.get<double>() * 0.5 + 0.0701;
      if (x.is_string()) x = x.get<std::string>() + "x";
      if (x.is_boolean()) x = !x.get<bool>();
      const auto made = io::read_model(after.dump());
      if (!made) continue;
      ++tried;
      CAPTURE(place);
      const auto moved = io::input_changes(m, made.value()), back = io::input_changes(made.value(), m);
      CHECK(!moved.empty());
      REQUIRE(moved.size() == back.size());
      for (std::size_t i = 0; i < moved.size(); ++i) {
        CHECK(moved[i].path == back[i].path);
        CHECK(moved[i].before == back[i].after);
        CHECK(moved[i].after == back[i].before);
      }
      // A number is one entry, with its two values; those of a list move as a whole.
      if (!x.is_number() || before[json::json_pointer(place).parent_pointer()].is_array()) continue;
      REQUIRE(moved.size() == 1);
      CHECK(json::parse(*moved[0].before) == before[json::json_pointer(place)]);
      CHECK(json::parse(*moved[0].after) == x);
    }
    CHECK(tried > 100);
  }
}

TEST_CASE("inputs: answers and the catalogue, by id", "[input_changes]") {
  const json small = json::parse(support::small_model());
  CHECK(told(small, with(small, "/sides/0/priorities/uptime", 45)) ==
        json::parse(R"([{"path": "/sides/cio/priorities/uptime", "before": 60, "after": 45}])"));
  CHECK(told(small, with(small, "/sides/1/targets", json::object())) ==
        json::parse(R"([{"path": "/sides/cmo/targets/cost", "before": 6},
                        {"path": "/sides/cmo/targets/uptime", "before": 99.5}])"));
  CHECK(told(small, with(small, "/sides/1/risks/breach", {{"severity", 0.4}, {"appetite", {0.1, 0.2}}})) ==
        json::parse(R"([{"path": "/sides/cmo/risks/breach", "before": 0.4,
                         "after": {"severity": 0.4, "appetite": [0.1, 0.2]}}])"));
  CHECK(told(small, with(small, "/sides/0/influence", 2)) ==
        json::parse(R"([{"path": "/sides/cio/influence", "after": 2}])"));
  // Sections in the order of the document; within one by id.
  json after = with(small, "/policy/rho", 1);
  after["metrics"][1]["baseline"] = 13;
  after["risks"][0]["weight"] = 4;
  after["as_of"] = "2026-03-31";
  CHECK(told(small, after) == json::parse(R"([{"path": "/as_of", "after": "2026-03-31"},
    {"path": "/metrics/cost/baseline", "before": 12, "after": 13}, {"path": "/risks/breach/weight", "before": 3, "after": 4},
    {"path": "/policy/rho", "before": 2, "after": 1}])"));
  // A metric that nobody weighs: what sides leave out counts nothing.
  after = small;
  after["metrics"].push_back({{"id", "a/b"}});
  CHECK(told(small, after) ==
        json::parse(R"([{"path": "/metrics/a~1b", "after": {"id": "a/b", "better": "higher"}}])"));
  after["sides"][0]["priorities"]["a/b"] = 0;
  after["sides"][1]["priorities"]["a/b"] = nullptr;
  json moved = told(small, after);
  REQUIRE(moved.size() == 2);  // not asked is not 0
  CHECK(moved[1] == json::parse(R"({"path": "/sides/cmo/priorities/a~1b", "after": null})"));
  // A block that a side no longer answers, and a side that left, are one entry each.
  CHECK(told(small, without(small, "/sides/0/horizons")) ==
        json{{{"path", "/sides/cio/horizons"}, {"before", small["sides"][0]["horizons"]}}});
  after = small;
  after["sides"].push_back({{"id", "cfo"}, {"priorities", {{"cost", 1}}}});
  moved = told(after, small);
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["path"] == "/sides/cfo");
  CHECK(moved[0]["before"]["priorities"] == json::parse(R"({"uptime": 0, "cost": 1})"));
  // Points of 0 left out are 0; on a scale of ratings they are its low end.
  json rated = with(small, "/policy/rating_scale", {1, 5});
  rated["sides"][0]["priorities"] = {{"uptime", 4}, {"cost", 1}};
  rated["sides"][1]["priorities"] = {{"uptime", 2}, {"cost", 5}};
  CHECK(told(rated, without(rated, "/sides/0/priorities/cost")) == json::array());
  after = rated;
  after["metrics"].push_back({{"id", "new"}});
  CHECK(told(rated, after).size() == 1);
}

TEST_CASE("inputs: ranks keep their order, ties do not", "[input_changes]") {
  json before = json::parse(R"({"coalign": 1, "metrics": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    "sides": [{"id": "x", "priority_ranks": ["a", ["b", "c"]]}, {"id": "y", "priorities": {"a": 1}}]})");
  CHECK(told(before, with(before, "/sides/0/priority_ranks", json::parse(R"(["a", ["c", "b"]])"))) == json::array());
  CHECK(
      told(before, with(before, "/sides/0/priority_ranks", json::parse(R"([["b", "c"], "a"])"))) ==
      json::parse(R"([{"path": "/sides/x/priority_ranks", "before": ["a", ["b", "c"]], "after": [["b", "c"], "a"]}])"));
  before["sides"][0]["priority_ranks"] = {"a", "b", "c"};
  CHECK(told(before, with(before, "/sides/0/priority_ranks", {"a", "c", "b"})).size() == 1);
}

TEST_CASE("inputs: the sections of the strategy, by id", "[input_changes]") {
  const json before = example("shared_strategy");
  const auto path_of = [&](const json& after) {
    const json moved = told(before, after);
    REQUIRE(moved.size() == 1);
    return moved[0]["path"].get<std::string>();
  };
  json after = before;
  after["tech_portfolio"]["tools"][1]["cost_per_year"] = 1;
  const std::string tool = before["tech_portfolio"]["tools"][1]["id"];
  CHECK(path_of(after) == "/tech_portfolio/tools/" + tool + "/cost_per_year");
  after = without(before, "/tech_portfolio/tools/1/purposes/0");
  const std::string purpose = before["tech_portfolio"]["tools"][1]["purposes"][0];
  CHECK(told(before, after) ==
        json{{{"path", "/tech_portfolio/tools/" + tool + "/purposes/" + purpose}, {"before", purpose}}});
  CHECK(path_of(with(before, "/roadmap/0/name", "Other")) ==
        "/roadmap/" + before["roadmap"][0]["id"].get<std::string>() + "/name");
  CHECK(path_of(with(before, "/decision_rights/domains/security", nullptr)) == "/decision_rights/domains/security");
  CHECK(told(before, with(before, "/decision_rights/domains/budget_tradeoffs", "shared")) ==
        json::parse(R"([{"path": "/decision_rights/domains/budget_tradeoffs", "before": null, "after": "shared"}])"));
  CHECK(path_of(with(before, "/decision_rights/log/1/decided", "2026-03-13")) ==
        "/decision_rights/log/security, 2026-03-02/decided");
  CHECK(path_of(with(before, "/north_star/change/percent", -16)) == "/north_star/change/percent");
  CHECK(path_of(with(before, "/symptoms/revenue/0/amount", 1)) ==
        "/symptoms/revenue/" + before["symptoms"]["revenue"][0]["period"].get<std::string>() + "/amount");
  CHECK(path_of(without(before, "/waivers/0"))
            .starts_with("/waivers/" + before["waivers"][0]["rule"].get<std::string>() + ", "));
  // A section that goes is one entry with all of it: it is then not assessed, which is not empty.
  after = without(before, "/trade_offs");
  CHECK(path_of(after) == "/trade_offs");
  CHECK(told(before, with(before, "/trade_offs", json::array())).size() == before["trade_offs"].size());
  CHECK(told(after, with(before, "/trade_offs", json::array())) ==
        json::parse(R"([{"path": "/trade_offs", "after": []}])"));
  // The last periods of a series count, so their order does.
  after = before;
  std::swap(after["symptoms"]["revenue"][0], after["symptoms"]["revenue"][1]);
  const json moved = told(before, after);
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["path"] == "/symptoms/revenue");
  CHECK(moved[0]["after"] == after["symptoms"]["revenue"]);
}

TEST_CASE("inputs: things without an id that are alike", "[input_changes]") {
  const json before = example("shared_strategy");
  const json one = before["decision_rights"]["log"][0];
  json again = before;
  again["decision_rights"]["log"].push_back(with(one, "/reason", "b"));
  const std::string name = "/decision_rights/log/platform_changes, 2026-02-02";
  // The one that is the same is none; the other has come.
  CHECK(told(before, again) == json{{{"path", name}, {"after", with(one, "/reason", "b")}}});
  json swapped = again;
  std::swap(swapped["decision_rights"]["log"][0], swapped["decision_rights"]["log"][3]);
  CHECK(told(again, swapped) == json::array());
  json other = again;
  other["decision_rights"]["log"][0]["reason"] = "c";
  other["decision_rights"]["log"][3]["reason"] = "d";
  const json moved = told(again, other);
  REQUIRE(moved.size() == 2);
  CHECK(moved[0]["path"] == name + "/reason");
  CHECK(moved[1]["path"] == name + " #2/reason");
}

}  // namespace input_changes_test
