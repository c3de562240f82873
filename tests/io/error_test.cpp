// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/io/error.hpp>

namespace error_test {

using namespace coalign;

namespace {

std::string only_line(const std::string& text) {
  const auto errors = io::check(text);
  CAPTURE(text);
  REQUIRE(errors.size() == 1);
  return errors.front().line("MODEL.json");
}

std::string after(const std::string& old, const std::string& text) {
  return only_line(support::small_model(old, text));
}

}  // namespace

TEST_CASE("an error reads file, pointer, what was expected, what came, code", "[error]") {
  // The line that the description of the command line gives.
  CHECK(after("\"uptime\": 60", "\"uptime\": -3") ==
        "MODEL.json: /sides/0/priorities/uptime: expected a number >= 0, got -3 [bad_weight]");
  const io::diagnostic nothing{errc::missing_key, "/sides", "a list of sides", ""};
  CHECK(nothing.line("m.json") == "m.json: /sides: expected a list of sides [missing_key]");
  const io::diagnostic whole{errc::bad_json, "", "JSON", "nothing"};
  CHECK(whole.line("-") == "-: expected JSON, got nothing [bad_json]");
  CHECK(whole.message() == "expected JSON, got nothing");
}

TEST_CASE("golden error lines: place and code of common mistakes", "[error]") {
  const auto is = [](const std::string& line, const std::string& start, const std::string& part,
                     const std::string& code) {
    CAPTURE(line);
    CHECK(line.starts_with("MODEL.json: " + start + ": expected "));
    CHECK(line.find(part) != std::string::npos);
    CHECK(line.ends_with(" [" + code + "]"));
  };
  is(after("\"breach\": 0.8", "\"breach\": 8"), "/sides/0/risks/breach", "got 8", "bad_severity");
  is(after("\"rho\": 2", "\"rho\": 0.5"), "/policy/rho", "got 0.5", "bad_option");
  is(after("\"rho\": 2", "\"roh\": 2"), "/policy/roh", "nearest is \"rho\"", "unknown_key");
  is(after("\"uptime\": 20", "\"uptmie\": 20"), "/sides/1/priorities/uptmie", "nearest is \"uptime\"", "unknown_id");
  is(after("\"week\": 5", "\"weak\": 5"), "/sides/0/horizons/weak", "nearest is \"week\"", "unknown_id");
  is(after("\"cost\": 8", "\"cost\": 13"), "/sides/0/targets/cost", "got 13", "bad_target");
  is(after("\"id\": \"cmo\"", "\"id\": \"cio\""), "/sides/1/id", "\"cio\"", "duplicate");
  is(after("\"id\": \"cmo\"", "\"id\": \"shared\""), "/sides/1/id", "\"shared\"", "bad_option");
  is(after("\"better\": \"lower\"", "\"better\": \"down\""), "/metrics/1/better", "got \"down\"", "bad_option");
  is(after("{\"linear\": 10}", "{\"linear\": 0}"), "/metrics/1/scale/linear", "got 0", "bad_scale");
  is(after("\"coalign\": 1", "\"coalign\": 2"), "/coalign", "got 2", "bad_version");
  is(after("\"uptime\": 60", "\"uptime\": \"60\""), "/sides/0/priorities/uptime", "got \"60\"", "bad_type");
  is(after("\"uptime\": 60, ", "\"uptime\": 60, \"uptime\": 61, "), "/sides/0/priorities/uptime", "again", "duplicate");
  is(after(", \"outage\": 0.7", ""), "/sides/1/risks/outage", "severity", "missing_key");
  is(after("\"weight\": 3", "\"weight\": -3"), "/risks/0/weight", "got -3", "bad_weight");
  is(after("\"scale\": {\"linear\": 10}, ", ""), "/metrics/1/scale", "targets differ", "bad_scale");
  is(after("\"question\": \"Divide 100 points.\"", "\"as_of\": \"2026-02-30\""), "/as_of", "got \"2026-02-30\"",
     "bad_date");
}

TEST_CASE("an error of bad JSON tells the line and the column", "[error]") {
  const auto line = only_line("{\"coalign\": 1,\n  \"metrics\": [}\n");
  CAPTURE(line);
  CHECK(line.find("line 2, column 15") != std::string::npos);
  CHECK(only_line("").ends_with("[bad_json]"));
  // Columns count characters, not bytes.
  CHECK(only_line("{\"\xC3\xBC\xC3\xBC\": ]").find("line 1, column 8") != std::string::npos);
}

TEST_CASE("pointers escape ~ and /, texts escape control characters", "[error]") {
  const auto line = only_line(support::small_model("\"uptime\": 60", "\"a/b~c\": 1, \"uptime\": 60"));
  CHECK(line.find("/sides/0/priorities/a~1b~0c:") != std::string::npos);
  const auto escaped = after("\"better\": \"lower\"", "\"better\": \"\\u001b[31m\\n\"");
  CHECK(escaped.find('\x1b') == std::string::npos);
  CHECK(escaped.find('\n') == std::string::npos);
}

TEST_CASE("errors of the core have places in the document", "[error]") {
  const model m = support::read(support::small_model());
  const auto path = [&](error e) { return io::describe(e, m.parts()).path; };
  CHECK(path(fail(errc::bad_weight, field::priorities, 1, -1, 0)) == "/sides/0/priorities/cost");
  CHECK(path(fail(errc::zero_sum, field::priorities, -1, 0, 1)) == "/sides/1/priorities");
  CHECK(path(fail(errc::bad_severity, field::severity, 1, 7, 1)) == "/sides/1/risks/outage");
  CHECK(path(fail(errc::bad_severity, field::likelihood, 0, 7, 1)) == "/sides/1/risks/breach/likelihood");
  CHECK(path(fail(errc::bad_severity, field::impact, 0, 7, 1)) == "/sides/1/risks/breach/impact");
  CHECK(path(fail(errc::bad_severity, field::appetite, 0, 7, 1)) == "/sides/1/risks/breach/appetite");
  CHECK(path(fail(errc::bad_weight, field::side_horizons, 2, -1, 0)) == "/sides/0/horizons/quarter");
  CHECK(path(fail(errc::bad_target, field::target, 0, 1, 1)) == "/sides/1/targets/uptime");
  CHECK(path(fail(errc::bad_target, field::current, 0, 1, 1)) == "/sides/1/current/uptime");
  CHECK(path(fail(errc::bad_weight, field::influence, -1, 0, 0)) == "/sides/0/influence");
  CHECK(path(fail(errc::bad_weight, field::concession, -1, 0, 0)) == "/sides/0/concession");
  CHECK(path(fail(errc::bad_scale, field::days, 1, 7)) == "/horizons/1/days");
  CHECK(path(fail(errc::bad_scale, field::slack, 1, -1)) == "/metrics/1/slack");
  CHECK(path(fail(errc::bad_target, field::baseline, 0, 1)) == "/metrics/0/baseline");
  CHECK(path(fail(errc::bad_target, field::metric_target, 0, 1)) == "/metrics/0/target");
  CHECK(path(fail(errc::bad_target, field::metric_current, 0, 1)) == "/metrics/0/current");
  CHECK(path(fail(errc::bad_weight, field::risk_weight, 1, -1)) == "/risks/1/weight");
  CHECK(path(fail(errc::zero_sum, field::risk_weight)) == "/risks");
  CHECK(path(fail(errc::bad_weight, field::weights, 1, -1)) == "/policy/weights/horizon");
  CHECK(path(fail(errc::zero_sum, field::weights)) == "/policy/weights");
  CHECK(path(fail(errc::bad_scale, field::risk_levels, 1, -1)) == "/policy/risk_levels/1");
  CHECK(path(fail(errc::bad_scale, field::rating_scale)) == "/policy/rating_scale");
  CHECK(path(fail(errc::bad_option, field::rho)) == "/policy/rho");
  CHECK(path(fail(errc::not_supported, field::sides)) == "/sides");
  CHECK(path(fail(errc::ok)).empty());
  for (int f = 0; f <= static_cast<int>(field::predicts); ++f) {
    const auto d = io::describe(fail(errc::bad_option, static_cast<field>(f), 99, 1, 99), m.parts());
    CHECK_FALSE(d.expected.empty());
  }
}

}  // namespace error_test
