// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/starter.hpp>
#include <coalign/io/what_if.hpp>
#include <coalign/io/write.hpp>
#include <nlohmann/json.hpp>

namespace what_if_test {

using namespace coalign;
using nlohmann::json;
using ordered = nlohmann::ordered_json;

namespace {

json changed(const model& m, const std::string& changes) {
  const auto made = io::what_if(m, changes);
  if (!made) throw std::runtime_error(made.error().front().line("changes"));
  return json::parse(io::write(made.value()));
}

using list = std::vector<std::pair<std::string, std::string>>;  // path, code

list errors(const model& m, const std::string& changes) {
  list all;
  const auto made = io::what_if(m, changes);
  if (made) return all;
  for (const auto& d : made.error()) {
    all.emplace_back(d.path, error_name(d.code));
    CHECK_FALSE(d.expected.empty());
  }
  return all;
}

model small() { return support::read(support::small_model()); }

}  // namespace

TEST_CASE("a what-if sets places of the document and leaves the rest", "[what_if]") {
  const model m = small();
  const std::string before = io::write(m);
  json wanted = json::parse(before);
  wanted["sides"][0]["priorities"]["uptime"] = 45;
  wanted["sides"][1]["targets"] = {{"cost", 7}};
  wanted["title"] = "Other";
  CHECK(changed(m, R"({"/sides/0/priorities/uptime": 45, "/sides/1/targets": {"cost": 7}, "/title": "Other"})") ==
        wanted);
  CHECK(io::write(m) == before);
  CHECK(changed(m, "{}") == json::parse(before));
  // The order of keys stays, and with it the order of the document.
  const auto made = io::what_if(m, R"({"/sides/0/priorities/uptime": 45})").value();
  std::vector<std::string> keys;
  const auto order = ordered::parse(io::write(made)), order_before = ordered::parse(before);
  for (const auto& [key, unused] : order.items()) keys.push_back(key);
  std::vector<std::string> keys_before;
  for (const auto& [key, unused] : order_before.items()) keys_before.push_back(key);
  CHECK(keys == keys_before);
  CHECK(made.sides()[0].given().priorities == std::vector<double>{45, 40});
}

TEST_CASE("objects that are missing on the way are made", "[what_if]") {
  const model m = small();
  CHECK(changed(m, R"({"/policy/weights/risk": 0})")["policy"] == json({{"rho", 2}, {"weights", {{"risk", 0}}}}));
  const json deep = changed(m, R"({"/x-host/a/b/0": [1], "/sides/1/predicts/cio/cost": 1})");
  CHECK(deep["x-host"] == json({{"a", {{"b", {{"0", {1}}}}}}}));
  CHECK(deep["sides"][1]["predicts"] == json({{"cio", {{"cost", 1}}}}));
  // Later changes see earlier ones.
  CHECK(changed(m, R"({"/x-host": {"a": 1}, "/x-host/b": 2})")["x-host"] == json({{"a", 1}, {"b", 2}}));
}

TEST_CASE("ids with slashes and tildes are escaped in a pointer", "[what_if]") {
  const model m = support::read(R"({"coalign": 1, "metrics": [{"id": "a/b"}, {"id": "c~d"}, {"id": "~1"}],
    "sides": [{"id": "x", "priorities": {"a/b": 1}}, {"id": "y", "priorities": {"c~d": 1}}]})");
  const json doc = changed(m, R"({"/sides/0/priorities/a~1b": 2, "/sides/0/priorities/c~0d": 3,
    "/sides/0/priorities/~01": 4})");
  CHECK(doc["sides"][0]["priorities"] == json({{"a/b", 2}, {"c~d", 3}, {"~1", 4}}));
}

TEST_CASE("a what-if of a model that was built in code", "[what_if]") {
  const model m = starter_model();
  REQUIRE(m.document().empty());
  const auto made = io::what_if(m, R"({"/sides/0/influence": 3})");
  REQUIRE(made);
  CHECK(made.value().sides()[0].influence() == 3.0);
  CHECK(made.value().sides()[1].priorities() == m.sides()[1].priorities());
}

TEST_CASE("changes that are no changes of places", "[what_if]") {
  const model m = small();
  for (const char* pointer : {"", "sides/0", "title", "#/title", "/title~", "/ti~2tle", "/~", " /title"}) {
    CAPTURE(pointer);
    CHECK(errors(m, json{{pointer, 1}}.dump()) == list{{pointer, "bad_option"}});
  }
  for (const char* pointer :
       {"/sides/2", "/sides/2/id", "/sides/-1", "/sides/-", "/sides/00", "/sides/01/id", "/sides/x", "/sides/",
        "/sides/0 ", "/sides/+0", "/sides/18446744073709551616", "/sides/0/id/x", "/policy/rho/x", "/metrics/0/id/0"}) {
    CAPTURE(pointer);
    CHECK(errors(m, json{{pointer, 1}}.dump()) == list{{pointer, "unknown_key"}});
  }
  CHECK(errors(m, R"({"/sides/9": 1, "title": 2, "/policy/rho": 1, "": 3})") ==
        list{{"/sides/9", "unknown_key"}, {"title", "bad_option"}, {"", "bad_option"}});
  CHECK(errors(m, R"({"/policy/rho": 1, "/policy/rho": 2})") == list{{"/~1policy~1rho", "duplicate"}});
  for (const char* other : {"null", "1", "\"/title\"", "[]", "[{\"/title\": 1}]"}) {
    CHECK(errors(m, other) == list{{"", "bad_type"}});
  }
  for (const char* other : {"", "{", "{\"/title\": }", "{\"/policy/rho\": NaN}"}) {
    CHECK(errors(m, other) == list{{"", "bad_json"}});
  }
}

TEST_CASE("values that are wrong get the errors of the document", "[what_if]") {
  const model m = small();
  CHECK(errors(m, R"({"/sides/0/priorities/uptime": -1})") == list{{"/sides/0/priorities/uptime", "bad_weight"}});
  CHECK(errors(m, R"({"/sides/0/priorities/uptme": 1})") == list{{"/sides/0/priorities/uptme", "unknown_id"}});
  CHECK(errors(m, R"({"/polcy/rho": 1})") == list{{"/polcy", "unknown_key"}});
  CHECK(errors(m, R"({"/sides/1/id": "cio"})") == list{{"/sides/1/id", "duplicate"}});
  CHECK(errors(m, R"({"/sides/0/influence": 0, "/policy/rho": "many"})") ==
        list{{"/policy/rho", "bad_option"}, {"/sides/0/influence", "bad_weight"}});
  CHECK(errors(m, R"({"/sides": []})") == list{{"/sides", "size_mismatch"}});
}

TEST_CASE("a pointer or a value that is too deep", "[what_if]") {
  const model m = small();
  const auto deep = [](std::size_t levels) {
    std::string pointer = "/x-deep";
    for (std::size_t i = 1; i < levels; ++i) pointer += "/a";
    return pointer;
  };
  // The model itself is one level, and each part but the last another.
  CHECK(errors(m, json{{deep(64), 1}}.dump()).empty());
  CHECK(errors(m, json{{deep(65), 1}}.dump()) == list{{deep(65), "too_large"}});
  CHECK(errors(m, json{{deep(100'000), 1}}.dump()) == list{{deep(100'000), "too_large"}});
  CHECK(errors(m, json{{deep(64), json::array()}}.dump()) == list{{"", "too_large"}});
}

TEST_CASE("the changes of a plan reach its index", "[what_if]") {
  for (const char* name : {"examples/cio_cmo.json", "examples/four_sides.json"}) {
    CAPTURE(name);
    const model m = support::read(support::file(name));
    const double now = assess(m).value().group.index();
    const double wanted = 0.5 * (1.0 + now);
    const plan p = make_plan(m, wanted).value();
    REQUIRE_FALSE(p.changes.empty());
    const auto made = io::what_if(m, io::write_changes(p));
    REQUIRE(made);
    const double then = assess(made.value()).value().group.index();
    CHECK(then > now);
    CHECK(then == Approx(p.index).margin(1e-9));
    if (p.reached()) CHECK(then == Approx(wanted).margin(1e-9));
    const json doc = json::parse(io::write(p));
    CHECK(doc["changes"] == json::parse(io::write_changes(p)));
  }
}

}  // namespace what_if_test
