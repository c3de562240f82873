// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/io/read.hpp>
#include <coalign/io/text.hpp>
#include <coalign/io/write.hpp>
#include <nlohmann/json.hpp>
#include <random>

namespace read_test {

using namespace coalign;
using nlohmann::json;

namespace {

// Reads, and where it is a model, does all that can be done with it: nothing may crash.
bool survives(std::string_view text) {
  const auto made = io::read_model(text);
  if (!made) return !made.error().empty();
  const auto a = assess(made.value());
  if (!a) return a.error().code != errc::ok;
  return !io::write(a.value()).empty() && !io::write_text(a.value()).empty();
}

std::vector<errc> codes(std::string_view text) {
  std::vector<errc> all;
  for (const auto& d : io::check(text)) all.push_back(d.code);
  return all;
}

using list = std::vector<errc>;

}  // namespace

TEST_CASE("every example file gives the errors that the manifest says, and no other", "[read]") {
  const json manifest = json::parse(support::file("tests/io/models/manifest.json"));
  REQUIRE(manifest.size() > 300);
  for (const json& entry : manifest) {
    const std::string name = entry["file"];
    CAPTURE(name, entry["rule"].get<std::string>());
    const std::string text = support::file("tests/io/models/" + name);
    const auto errors = io::check(text);
    std::vector<std::pair<std::string, std::string>> got, wanted;
    for (const auto& d : errors) {
      got.emplace_back(d.path, error_name(d.code));
      CHECK_FALSE(d.expected.empty());
    }
    for (const json& d : entry["errors"]) wanted.emplace_back(d["path"], d["code"]);
    CHECK(got == wanted);
    for (std::size_t i = 0; i < std::min(errors.size(), entry["errors"].size()); ++i) {
      if (!entry["errors"][i].contains("names")) continue;
      const std::string nearest = entry["errors"][i]["names"];
      CHECK(errors[i].expected.find('"' + nearest + '"') != std::string::npos);
    }
    const auto made = io::read_model(text);
    CHECK(made.has_value() == wanted.empty());
    if (!made || !entry.contains("assess")) continue;
    const auto a = assess(made.value());
    CHECK((a ? "ok" : error_name(a.error().code)) == entry["assess"].get<std::string>());
  }
}

TEST_CASE("what a file says is what the model holds", "[read]") {
  const model m = support::read(support::file("examples/cio_cmo.json"));
  CHECK(m.catalog().metrics.size() == 10);
  CHECK(m.catalog().metrics[0].scale == scale::log_shortfall(10, 100));
  CHECK(m.catalog().metrics[4].better == direction::within);
  CHECK(m.catalog().metrics[4].target == interval(97, 101));
  CHECK(m.catalog().metrics[4].slack == 6.0);
  CHECK(m.catalog().horizons[4].name == "Multi-year");
  CHECK(m.catalog().risks[0].weight == 20);
  CHECK(m.parts().as_of == "2026-09-30");
  CHECK(m.arbiter() == "ceo");
  CHECK(m.parts().illustrative);
  REQUIRE(m.sides().size() == 2);
  CHECK(m.sides()[0].label() == "CIO");
  const double cio[]{20, 22, 12, 14, 10, 6, 1, 3, 8, 4};
  for (std::size_t i = 0; i < 10; ++i) CHECK(m.sides()[0].points()[i] == cio[i]);
  CHECK(m.sides()[1].goals()[4].target == interval(95, 105));
  CHECK(m.sides()[1].severities()[6] == .85);
  CHECK(m.sides()[0].given().predicts.front().of == "cmo");
  CHECK(m.sides()[0].given().predicts.front().priorities[5] == 28);
}

TEST_CASE("keys of objects may stand in any order", "[read]") {
  const auto a = support::assessed(support::small_model());
  const auto b =
      support::assessed(support::small_model("{\"uptime\": 60, \"cost\": 40}", "{\"cost\": 40, \"uptime\": 60}"));
  CHECK(a.pairs.front().comparison.gap() == b.pairs.front().comparison.gap());
}

TEST_CASE("a side without an id does not move the others", "[read]") {
  const auto errors = io::check(R"({"coalign": 1, "metrics": [{"id": "a"}], "sides": [{"priorities": {"a": 1}},
      {"id": "b", "priorities": {"a": 1}, "predicts": {"c": {"a": 1}}}, {"id": "c", "priorities": {"a": 1}}]})");
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].path == "/sides/0/id");
  CHECK(errors[0].code == errc::missing_key);
  // The same with an id that stands twice, and a prediction of the last of many.
  const auto twice =
      io::check(R"({"coalign": 1, "metrics": [{"id": "a"}], "sides": [{"id": "b"}, {"id": "b"}, {"id": "b"},
      {"id": "d", "predicts": {"c": {"a": 1}}}, {"id": "c"}]})");
  REQUIRE(twice.size() == 2);
  CHECK(twice[0].code == errc::duplicate);
  const auto m = support::read(
      R"({"coalign": 1, "metrics": [{"id": "a"}], "sides": [{"id": "b"}, {"id": "d", "predicts": {"c": {"a": 1}}}, {"id": "c"}]})");
  CHECK(m.sides()[1].given().predicts.front().of == "c");
}

TEST_CASE("a file that is empty, too large, too deep, or no text", "[read]") {
  CHECK(codes("") == list{errc::bad_json});
  CHECK(codes(" \n\t ") == list{errc::bad_json});
  CHECK(codes(std::string(io::size_limit + 1, ' ')) == list{errc::too_large});
  CHECK(codes(std::string(100000, '[')) == list{errc::too_large});
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  CHECK(codes(objects) == list{errc::too_large});
  CHECK(codes(std::string("{\"coalign\": 1}\0", 15)) == list{errc::bad_json});
  CHECK(codes(std::string(1000, '\0')) == list{errc::bad_json});
  CHECK(codes("\xEF\xBB\xBF{}") == list{errc::bad_json});
  CHECK(codes("nul") == list{errc::bad_json});
  CHECK(codes("[1e999]") == list{errc::bad_json});
  CHECK(codes("[NaN]") == list{errc::bad_json});
  CHECK(codes("42") == list{errc::bad_type});
  std::string nested = "\"x-deep\": " + std::string(63, '[') + std::string(63, ']') + ", ";
  CHECK(codes(support::small_model("\"question\"", nested + "\"question\"")).empty());
  nested = "\"x-deep\": " + std::string(64, '[') + std::string(64, ']') + ", ";
  CHECK(codes(support::small_model("\"question\"", nested + "\"question\"")) == list{errc::too_large});
}

TEST_CASE("64 MiB exactly are read", "[read]") {
  std::string text = support::small_model();
  text.append(io::size_limit - text.size(), ' ');
  CHECK(codes(text).empty());
}

TEST_CASE("every truncation of a good file is an error", "[read]") {
  for (const std::string& text : {support::small_model(), support::file("examples/cio_cmo.json")}) {
    const std::size_t end = text.find_last_of('}');
    for (std::size_t size = 0; size <= end; ++size) {
      const auto errors = io::check(std::string_view(text).substr(0, size));
      if (errors.size() != 1 || errors[0].code != errc::bad_json || !errors[0].path.empty()) FAIL("cut at " << size);
    }
    CHECK(io::check(std::string_view(text).substr(0, end + 1)).empty());
  }
}

TEST_CASE("bytes changed at random give an error or a model, never a crash", "[read]") {
  std::mt19937_64 random(11);
  std::size_t models = 0;
  const std::vector<std::string> files{support::small_model(), support::file("examples/cio_cmo.json"),
                                       support::file("tests/io/models/good/raters.json"),
                                       support::file("tests/io/models/good/within.json")};
  constexpr std::string_view likely = "0123456789.-+eE\"{}[],:nultrfasx\\ /";
  const std::size_t cases = generators::cases(2000);
  for (std::size_t k = 0; k < cases; ++k) {
    std::string text = files[k % files.size()];
    const std::size_t changes = 1 + random() % 4;
    for (std::size_t i = 0; i < changes; ++i) {
      const std::size_t at = random() % text.size();
      const auto any = static_cast<char>(random() % 256);
      const char chosen = random() % 4 == 0 ? any : likely[random() % likely.size()];
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 6);
      else if (random() % 2 == 0)
        text.insert(at, 1, chosen);
      else
        text[at] = chosen;
      if (text.empty()) text = " ";
    }
    if (!survives(text)) FAIL("case " << k << ": neither an error nor a model:\n" << text);
    models += io::check(text).empty();
  }
  CHECK(models > 0);
}

TEST_CASE("values of any type anywhere give errors, never a crash", "[read]") {
  // Each value of a document that uses most of the format is replaced by each of these in turn.
  const std::vector<json> others{nullptr,
                                 true,
                                 -1,
                                 0,
                                 1e300,
                                 0.5,
                                 "",
                                 "uptime",
                                 "inf",
                                 json::array(),
                                 json::array({1, 0}),
                                 json::array({nullptr, "a"}),
                                 json::object(),
                                 json{{"uptime", -1}},
                                 json{{"x-a", 1}}};
  for (const char* name :
       {"examples/cio_cmo.json", "tests/io/models/good/policy_full.json", "tests/io/models/good/raters.json"}) {
    const json document = json::parse(support::file(name));
    const json flat = document.flatten();
    std::size_t step = std::max<std::size_t>(1, flat.size() / 60), at = 0;
    for (const auto& [pointer, unused] : flat.items()) {
      if (at++ % step != 0) continue;
      for (json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer()) {
        for (const json& other : others) {
          json changed = document;
          changed[place] = other;
          if (!survives(changed.dump())) FAIL(name << place << " = " << other);
        }
      }
    }
  }
}

TEST_CASE("10,000 metrics and 1,000 sides are read and answered", "[read]") {
  std::string metrics, points;
  for (int i = 0; i < 10000; ++i) {
    const std::string id = "\"m" + std::to_string(i) + "\"";
    metrics += (i ? ", " : "") + ("{\"id\": " + id + "}");
    points += (i ? ", " : "") + (id + ": " + std::to_string(1 + i % 7));
  }
  const std::string wide = "{\"coalign\": 1, \"metrics\": [" + metrics +
                           "], \"sides\": [{\"id\": \"a\", \"priorities\": {" + points +
                           "}}, {\"id\": \"b\", \"priorities\": {\"m3\": 1}}]}";
  CHECK(survives(wide));
  std::string sides;
  for (int k = 0; k < 1000; ++k)
    sides += (k ? ", " : "") + ("{\"id\": \"s" + std::to_string(k) + "\", \"priorities\": {\"a\": 1}}");
  const std::string many = "{\"coalign\": 1, \"metrics\": [{\"id\": \"a\"}], \"sides\": [" + sides + "]}";
  const auto made = io::read_model(many);
  REQUIRE(made);
  CHECK(assess(made.value()).error().code == errc::too_large);
  // 10,000 names that nobody knows: each an error, and an answer in time.
  std::string unknown;
  for (int i = 0; i < 10000; ++i) unknown += (i ? ", " : "") + ("\"n" + std::to_string(i) + "\": 1");
  const std::string lost = "{\"coalign\": 1, \"metrics\": [" + metrics +
                           "], \"sides\": [{\"id\": \"a\", \"priorities\": {" + unknown + "}}, {\"id\": \"b\"}]}";
  CHECK(codes(lost).size() == 10000);
}

TEST_CASE("one mistake is one error, not one for each that follows from it", "[read]") {
  const auto places = [](const std::string& old, const std::string& text) {
    std::vector<std::string> all;
    for (const auto& d : io::check(support::small_model(old, text))) all.push_back(d.path);
    return all;
  };
  using paths = std::vector<std::string>;
  // Targets of a metric cannot be judged where its direction, its scale or its baseline is not one.
  CHECK(places("\"better\": \"lower\"", "\"better\": \"down\"") == paths{"/metrics/1/better"});
  CHECK(places("{\"linear\": 10}", "{\"linaer\": 10}") == paths{"/metrics/1/scale", "/metrics/1/scale/linaer"});
  CHECK(places("\"baseline\": 12", "\"baseline\": \"12\"") == paths{"/metrics/1/baseline"});
  CHECK(places("\"targets\": {\"uptime\": 99.9, \"cost\": 8}",
               "\"better\": {\"cost\": \"up\"}, \"targets\": {\"cost\": 13}") == paths{"/sides/0/better/cost"});
  CHECK(places("\"rho\": 2", "\"rating_scale\": [5, 1]") == paths{"/policy/rating_scale"});
}

TEST_CASE("the nearest name is named", "[read]") {
  const auto expected = [](const std::string& old, const std::string& text) {
    const auto errors = io::check(support::small_model(old, text));
    REQUIRE(errors.size() == 1);
    return errors[0].expected;
  };
  CHECK(expected("\"question\"", "\"qeustion\"").find("\"question\"") != std::string::npos);   // letters swapped
  CHECK(expected("\"question\"", "\"quesstion\"").find("\"question\"") != std::string::npos);  // one too many
  CHECK(expected("\"question\"", "\"qestion\"").find("\"question\"") != std::string::npos);    // one too few
  CHECK(expected("\"policy\"", "\"Policy\"").find("\"policy\"") != std::string::npos);
  CHECK(expected("\"multi_year\": 20", "\"multiyear\": 20").find("\"multi_year\"") != std::string::npos);
  // Two letters swapped are one mistake: "uptime" is nearer than "uptm", which is two letters away and comes first.
  const auto swapped = io::check(
      R"({"coalign": 1, "metrics": [{"id": "uptm"}, {"id": "uptime"}], "sides": [{"id": "a", "priorities": {"uptmie": 1, "uptm": 1}}, {"id": "b"}]})");
  REQUIRE(swapped.size() == 1);
  CHECK(swapped[0].expected.find("\"uptime\"") != std::string::npos);
  CHECK(expected("\"outage\": 0.6", "\"outage\": 0.6, \"outgae\": 0.6").find("\"outage\"") != std::string::npos);
}

}  // namespace read_test
