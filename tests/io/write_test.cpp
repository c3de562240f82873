// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "document.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/starter.hpp>
#include <coalign/io/write.hpp>
#include <nlohmann/json.hpp>

namespace write_test {

using namespace coalign;
using nlohmann::json;
using ordered = nlohmann::ordered_json;

namespace {

model_parts plain() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b"}, {{"r"}, {"s"}}};
  parts.sides = {{"x", {.priorities = {3, 1}, .horizons = {1, 2, 3, 4, 5}, .risks = {.1, .9}}},
                 {"y", {.priorities = {1, 1}, .horizons = {5, 4, 3, 2, 1}, .risks = {.3, .2}}}};
  return parts;
}

/// Three sides on two metrics, nothing else: the second against the other two.
model_parts three() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b"}, {}};
  parts.sides = {{"x", {.priorities = {1, 0}}}, {"y", {.priorities = {0, 1}}}, {"z", {.priorities = {1, 0}}}};
  return parts;
}

/// Intervals around shares.
std::vector<interval> ranges(std::size_t n) {
  const auto shares = weights::from_points(generators::points(n)).value();
  std::vector<interval> out;
  for (const double x : shares) out.emplace_back(0.5 * x, std::min(1.0, x + 0.125));
  return out;
}

/// Sides that answer in every form, and one, the second, that gives no priorities.
model_parts many_forms() {
  model_parts parts = plain();
  parts.policy.target_index = 0.9;
  parts.policy.shared_by = 2;
  answers by_raters{.horizons = {1, 2, 3, 4, 5}};
  for (int r = 0; r < 5; ++r) {
    by_raters.raters.push_back({.id = "r" + std::to_string(r), .priorities = {1.0 + r, 2}, .risks = {.1 * r, .2}});
  }
  by_raters.raters.push_back({.id = "r5", .priority_ranges = {{.2, .5}, {.4, .8}}});
  parts.sides.push_back({"raters", by_raters});
  parts.sides.push_back({"ranks", {.priority_ranks = {1, 0}}});
  parts.sides.push_back({"intervals", {.priority_ranges = {{.2, .5}, {.4, .8}}}});
  parts.sides.push_back({"kappa", {.priorities = {1, 4}, .kappa = 20}});
  parts.sides.insert(parts.sides.begin() + 1, {"silent", {.horizons = {5, 4, 3, 2, 1}}});
  return parts;
}

assessment of(model_parts parts) { return assess(model::make(std::move(parts)).value()).value(); }

}  // namespace

TEST_CASE("the assessment document holds the assessment, to the bit", "[write]") {
  document::check(support::assessed(support::file("examples/cio_cmo.json")));
  document::check(support::assessed(support::small_model()));
  document::check(assess(starter_model()).value());
}

TEST_CASE("the document of assessments with something missing", "[write]") {
  document::check(of(plain()));
  auto parts = plain();
  parts.sides[0].given.risks.clear();
  document::check(of(parts));
  parts.sides[0].given.horizons.clear();
  document::check(of(parts));
  parts.sides[0].given.priorities.clear();
  document::check(of(parts));  // nothing left
  parts = plain();
  parts.sides[0].given.priorities.clear();
  document::check(of(parts));
  parts = plain();
  parts.sides[0].given.priorities = {std::nan(""), 1};
  document::check(of(parts));
  parts = plain();
  parts.sides[0].given.targets = {5.0, std::nullopt};
  document::check(of(parts));
  parts = plain();
  parts.sides[0].given.risks = {risk_view(.1, .2), risk_view(.9, interval(.2, .4))};
  document::check(of(parts));
  parts.sides[1].given.risks = {risk_view(.1, .2), risk_view(.9, interval(.2, .4))};
  document::check(of(parts));
  parts = plain();
  parts.sides[0].given.priorities = {1, 0};
  parts.sides[1].given.priorities = {0, 1};
  document::check(of(parts));
  parts = plain();
  parts.policy.rating_scale = rating_scale{0, 5};
  parts.sides[1].given.risks = {.5, .5};
  parts.policy.rho = std::numeric_limits<double>::infinity();
  document::check(of(parts));
  parts = plain();
  parts.catalog.metrics[0].baseline = 5;
  parts.catalog.metrics[0].target = 5.0;
  parts.catalog.metrics[0].current = 6;
  document::check(of(parts));  // a target at the baseline has no raw progress
}

TEST_CASE("the document of any number of sides, raters, intervals and ranks", "[write]") {
  document::check(support::assessed(support::file("examples/four_sides.json")));
  document::check(of(three()));
  document::check(of(many_forms()));
  auto parts = many_forms();
  parts.policy.rho = 1;
  parts.policy.target_index = 1.0;
  parts.sides[3].given.raters.resize(3);  // no bootstrap
  document::check(of(parts));
  parts.sides[3].given.raters.resize(1);  // nobody to agree with
  document::check(of(parts));
  parts = many_forms();
  for (rater& r : parts.sides[3].given.raters) {
    r.priorities.clear();
    r.priority_ranges.clear();
    if (r.risks.empty()) r.risks = {.1, .2};
  }
  document::check(of(parts));  // raters of risks alone
  parts = many_forms();
  parts.catalog.metrics = {{"a"}, {"b"}, {"c"}};
  for (auto& side : parts.sides) {
    auto& given = side.given;
    if (!given.priorities.empty()) given.priorities.push_back(1);
    if (!given.priority_ranks.empty()) given.priority_ranks.push_back(unranked);
    if (!given.priority_ranges.empty()) given.priority_ranges.emplace_back(0.0, 0.2);
    for (rater& r : given.raters) {
      if (!r.priorities.empty()) r.priorities.push_back(1);
      if (!r.priority_ranges.empty()) r.priority_ranges.emplace_back(0.0, 0.2);
    }
  }
  document::check(of(parts));
  parts.sides[0].given.priorities[2] = std::nan("");  // not asked: nothing is known of ranks and intervals beside it
  document::check(of(parts));
  parts.sides[3].given.raters[1].priorities[0] = std::nan("");
  document::check(of(parts));
}

TEST_CASE("three sides by hand", "[write]") {
  auto parts = three();
  parts.sides[0].given.concession = 0.1;
  parts.sides[1].given.concession = 0.2;
  const json doc = document::check(of(parts));
  const auto near = [](const json& got, double wanted) { CHECK(got.get<double>() == Approx(wanted).margin(1e-15)); };
  // Two of three pairs are disjoint, and one agrees; time and risk are missing.
  near(doc["blocks"]["metric"]["gap"], 2.0 / 3);
  near(doc["alignment"]["index"], 1.0 / 3);
  near(doc["alignment"]["coverage"], 1.0 / 3);
  near(doc["alignment"]["range"][0], 1 - std::sqrt((4.0 / 9 + 2) / 3));
  near(doc["alignment"]["range"][1], 1 - std::sqrt(4.0 / 9 / 3));
  CHECK(doc["alignment"]["comparable"] == false);
  near(doc["blocks"]["metric"]["items"][0]["gap"], 1.0 / 3);
  near(doc["blocks"]["metric"]["items"][1]["contribution"], 1.0 / 3);
  near(doc["blocks"]["metric"]["chance"], 1.0 / 3);
  // H(2/3, 1/3) over ln 3.
  near(doc["blocks"]["metric"]["jensen_shannon"], std::sqrt((std::log(3.0) - 2.0 / 3 * std::log(2.0)) / std::log(3.0)));
  CHECK(doc["common_ground"] == 0.0);
  CHECK(doc["worst_pair"] == json({"x", "y"}));
  REQUIRE(doc["pairs"].size() == 3);
  CHECK(doc["pairs"][1]["sides"] == json({"x", "z"}));
  CHECK(doc["pairs"][1]["gap"] == 0.0);
  const json& consensus = doc["actions"]["consensus"];
  near(consensus["linear_pool"]["metric"]["weights"]["a"], 2.0 / 3);
  near(consensus["linear_pool"]["metric"]["costs"]["y"], 2.0 / 3);
  near(consensus["linear_pool"]["metric"]["total"], 4.0 / 9);
  CHECK(consensus["linear_pool"]["metric"]["majority"].is_null());
  CHECK(consensus["least_movement"]["metric"]["weights"] == json({{"a", 1.0}, {"b", 0.0}}));
  CHECK(consensus["least_movement"]["metric"]["costs"] == json({{"x", 0.0}, {"y", 1.0}, {"z", 0.0}}));
  near(consensus["least_movement"]["metric"]["total"], 1.0 / 3);
  CHECK(consensus["least_movement"]["horizon"].is_null());
  REQUIRE(doc["actions"]["deadlocks"].size() == 1);
  CHECK(doc["actions"]["deadlocks"][0]["kind"] == "concession");
  CHECK(doc["actions"]["deadlocks"][0]["subject"] == "priorities");
  CHECK(doc["actions"]["deadlocks"][0]["sides"] == json({"x", "y"}));
  near(doc["actions"]["deadlocks"][0]["size"], 0.7);

  parts.sides[0].given.influence = 5;
  const json heavier = document::check(of(parts));
  CHECK(heavier["actions"]["consensus"]["least_movement"]["metric"]["majority"] == "x");
}

TEST_CASE("a subject is named by the id of its metric or risk", "[write]") {
  auto parts = plain();
  parts.catalog.metrics[1].scale = scale::linear(1);
  parts.sides[0].given.better = {std::nullopt, direction::lower};
  parts.sides[0].given.risks = {risk_view(.1, .2), risk_view(.9, interval(.1, .2))};
  parts.sides[1].given.risks = {risk_view(.1, .2), risk_view(.9, interval(.3, .4))};
  const json found = document::check(of(parts))["actions"]["deadlocks"];
  REQUIRE(found.size() == 2);
  CHECK(found[0]["kind"] == "direction");
  CHECK(found[0]["subject"] == "b");
  CHECK(found[1]["kind"] == "appetite");
  CHECK(found[1]["subject"] == "s");
}

TEST_CASE("a measure of agreement without a bound is null, and the document says why", "[write]") {
  assessment a = of(many_forms());
  REQUIRE(a.agreement.size() == 1);
  a.agreement[0].metric->icc_low = -std::numeric_limits<double>::infinity();
  a.agreement[0].risk->icc_mean.reset();
  a.status.clear();
  detail::note_status(a);
  const json doc = document::check(a);
  CHECK(doc["agreement"][0]["icc_low"].is_null());
  CHECK(doc["agreement"][0]["risk"]["icc_mean"].is_null());
}

TEST_CASE("100 sides are assessed, 101 are too many", "[write]") {
  model_parts parts = three();
  parts.sides.clear();
  for (int k = 0; k < 100; ++k) parts.sides.push_back({"s" + std::to_string(k), {.priorities = {1.0 + k, 50}}});
  const auto all = assess(model::make(parts).value());
  REQUIRE(all);
  const json doc = json::parse(io::write(all.value()));
  CHECK(doc["pairs"].size() == 4950);
  CHECK(doc["worst_pair"] == json({"s0", "s99"}));
  document::check_notes(doc);
  parts.sides.push_back({"more", {.priorities = {1, 1}}});
  const auto refused = assess(model::make(parts).value());
  REQUIRE_FALSE(refused);
  const auto d = io::describe(refused.error(), parts);
  CHECK(d.code == errc::too_large);
  CHECK(d.path == "/sides");
}

TEST_CASE("every good example file: the document is written, and the model in it is the file", "[write]") {
  const json manifest = json::parse(support::file("tests/io/models/manifest.json"));
  for (const json& entry : manifest) {
    if (!entry["errors"].empty()) continue;
    const std::string name = entry["file"];
    CAPTURE(name);
    const std::string text = support::file("tests/io/models/" + name);
    const model m = support::read(text);
    const std::string written = io::write(m);
    CHECK(written.ends_with("\n"));
    // Key for key, in order; 1 and 1.0 are the same number.
    CHECK(ordered::parse(written) == ordered::parse(text));
    CHECK(ordered::parse(written).dump() == ordered::parse(io::write(support::read(written))).dump());
    CHECK(io::write(support::read(written)) == written);
    if (entry.value("assess", "") != "ok") continue;
    const auto a = assess(m).value();
    const json doc = json::parse(io::write(a));
    CHECK(doc["model"] == json::parse(text));
    CHECK(io::write(a) == io::write(assess(support::read(text)).value()));
    document::check(a);
  }
}

TEST_CASE("a model built in code is written so that it reads back the same", "[write]") {
  generators::holds(
      "round trip",
      [] {
        const std::size_t n = generators::size(1, 6);
        model_parts parts;
        parts.title = "A \"title\"\n\xE4\xBE\xA1";
        parts.question = "?";
        parts.illustrative = generators::coin();
        for (std::size_t i = 0; i < n; ++i) {
          metric& m = parts.catalog.metrics.emplace_back("m/" + std::to_string(i) + "~\"");
          m.better = static_cast<direction>(generators::whole(0, 2));
          m.scale = generators::coin() ? scale::linear(0.1 + generators::unit()) : scale::log_shortfall(10, 1000);
          if (generators::coin()) m.slack = generators::unit();
          if (m.better == direction::within) m.target = interval(generators::unit(), 1.0 + generators::unit());
          if (generators::coin()) m.current = 900 * generators::unit();
        }
        parts.catalog.risks = {{"r", 1.0 + generators::whole(0, 5)}, {"s", 0.5}};
        parts.policy.rho = generators::coin() ? std::numeric_limits<double>::infinity() : 1.0 + generators::unit();
        parts.policy.spacing = generators::coin() ? spacing::log : spacing::equal;
        parts.policy.risk_levels = {0, .25, 1};
        for (const char* id : {"x", "y"}) {
          answers a{.name = "Side",
                    .influence = 0.5 + generators::unit(),
                    .priorities = generators::points(n),
                    .horizons = generators::points(5)};
          a.risks = {risk_view(generators::unit(), interval(0, generators::unit())), risk_view(generators::unit())};
          if (generators::coin()) {
            a.risks[1].severity.reset();
            a.risks[1].likelihood = 2;
            a.risks[1].impact = 3;
          }
          if (generators::coin()) a.concession = generators::unit();
          const int form = generators::whole(0, 4);
          if (form == 0) a.kappa = 0.5 + generators::unit();
          if (form > 1) a.priorities.clear();
          if (form == 2) a.priority_ranges = ranges(n);
          if (form == 3) {
            for (std::size_t i = 0; i < n; ++i)
              a.priority_ranks.push_back(static_cast<std::size_t>(generators::whole(0, 2)));
            if (n > 1 && generators::coin()) a.priority_ranks[n - 1] = unranked;
          }
          if (form == 4) {
            a.risks.clear();
            a.raters = {{.id = "p", .priorities = generators::points(n), .risks = {generators::unit(), 0.5}},
                        {.id = "q", .priority_ranges = ranges(n)}};
          }
          parts.sides.push_back({id, a});
        }
        if (generators::coin()) parts.policy.target_index = generators::unit();
        if (generators::coin()) parts.policy.shared_by = 2;
        parts.sides[0].given.predicts = {{"y", generators::points(n)}};
        const model made = model::make(parts).value();
        const std::string text = io::write(made);
        const auto back = io::read_model(text);
        if (!back) throw generators::broken(back.error().front().line("written"));
        NEED(basis(back.value()) == basis(made));
        for (std::size_t k = 0; k < 2; ++k) {
          const answers &was = made.sides()[k].given(), &is = back.value().sides()[k].given();
          NEED(was.name == is.name && was.influence == is.influence && was.concession == is.concession);
          NEED(was.priorities == is.priorities && was.horizons == is.horizons &&
               was.predicts.size() == is.predicts.size());
          NEED(was.kappa == is.kappa && was.priority_ranges == is.priority_ranges && was.form() == is.form());
          NEED(made.sides()[k].priorities() == back.value().sides()[k].priorities());
          NEED(was.raters.size() == is.raters.size());
          for (std::size_t r = 0; r < was.raters.size(); ++r) {
            NEED(was.raters[r].id == is.raters[r].id && was.raters[r].priorities == is.raters[r].priorities &&
                 was.raters[r].priority_ranges == is.raters[r].priority_ranges);
          }
          NEED(made.sides()[k].severities() == back.value().sides()[k].severities());
          for (std::size_t r = 0; r < was.risks.size(); ++r) NEED(was.risks[r].appetite == is.risks[r].appetite);
        }
        NEED(made.policy().target_index == back.value().policy().target_index &&
             made.policy().shared_by == back.value().policy().shared_by);
        NEED(made.parts().title == back.value().parts().title &&
             made.parts().illustrative == back.value().parts().illustrative);
        const auto a = assess(made), b = assess(back.value());
        NEED(a.has_value() == b.has_value());
        if (!a) return;
        NEED(a.value().pairs.front().comparison.gap() == b.value().pairs.front().comparison.gap());
        const json first = json::parse(io::write(a.value())), second = json::parse(io::write(b.value()));
        NEED(first["pairs"] == second["pairs"]);
        NEED(first["shared_metrics"] == second["shared_metrics"]);
        NEED(first["understanding"] == second["understanding"]);
        NEED(first["uncertainty"] == second["uncertainty"]);
        NEED(first["actions"] == second["actions"]);
        NEED(first["model"]["sides"] == second["model"]["sides"]);
      },
      120);
}

TEST_CASE("the document of a plan", "[write]") {
  plan p{.wanted = 0.8, .index = 0.75, .status = errc::undefined};
  p.steps = {{.key = "plan_target",
              .block = block::risk,
              .subject = "r",
              .side = "x",
              .amount = 0.25,
              .index = 0.75,
              .args = {{"arbiter", "CEO"}, {"points", 2.0}},
              .message = "CEO decides."},
             {.key = "plan_priority", .subject = "priorities"}};
  p.changes = {{"/sides/0/priorities/a~1b", 12.5},
               {"/sides/0/targets/b", interval(1, 2)},
               {"/sides/1/risks/r", risk_view(0.5)},
               {"/sides/1/risks/s", risk_view(0.5, interval(0.125, 0.25))},
               {"/sides/1/risks/t", risk_view(0.5, 0.125)}};
  p.obstacles = {"Ranks are not moved."};
  const json changes = json::parse(R"({"/sides/0/priorities/a~1b": 12.5, "/sides/0/targets/b": [1.0, 2.0],
    "/sides/1/risks/r": 0.5, "/sides/1/risks/s": {"severity": 0.5, "appetite": [0.125, 0.25]},
    "/sides/1/risks/t": {"severity": 0.5, "appetite": 0.125}})");
  CHECK(json::parse(io::write_changes(p)) == changes);
  json doc = json::parse(io::write(p));
  CHECK(doc["library"] == version);
  REQUIRE(doc["status"].size() == 1);
  CHECK(doc["status"][0]["path"] == "/reached");
  CHECK(doc["status"][0]["code"] == "undefined");
  doc.erase("library");
  doc.erase("status");
  json wanted = json::parse(R"({"coalign": 1, "wanted": 0.8, "index": 0.75, "reached": false, "steps": [
      {"key": "plan_target", "block": "risk", "subject": "r", "side": "x", "amount": 0.25, "index": 0.75,
       "args": {"arbiter": "CEO", "points": 2.0}, "message": "CEO decides."},
      {"key": "plan_priority", "block": "metric", "subject": "priorities", "side": null, "amount": 0.0, "index": 0.0,
       "args": {}, "message": ""}], "obstacles": ["Ranks are not moved."]})");
  wanted["changes"] = changes;
  CHECK(doc == wanted);

  plan none{.wanted = 0.8, .index = std::nan(""), .status = errc::missing};
  doc = json::parse(io::write(none));
  CHECK(doc["index"].is_null());
  CHECK(doc["changes"] == json::object());
  document::check_notes(doc);
  none = {.wanted = 0.5, .index = 0.75};
  CHECK(json::parse(io::write(none))["status"] == json::array());
}

TEST_CASE("the document of a difference", "[write]") {
  auto parts = three();
  parts.sides.pop_back();
  const assessment before = of(parts);
  parts.sides[0].given.priorities = {1, 1};
  const assessment after = of(parts);
  json doc = json::parse(io::write(diff(before, after)));
  document::check_notes(doc);
  CHECK(doc["before"]["basis"] == doc["after"]["basis"]);
  CHECK(doc["library"] == version);
  for (const char* each : {"before", "after"}) doc[each].erase("basis");
  doc.erase("library");
  // Common ground was 0, below the limit of AL001, and is 0.5.
  json& closed = doc["findings"]["closed"];
  REQUIRE(closed.size() == 1);
  CHECK(closed[0]["id"].get<std::string>().size() == 16);
  CHECK_FALSE(closed[0]["message"].get<std::string>().empty());
  for (const char* each : {"id", "message", "action"}) closed[0].erase(each);
  // One metric block: (1, 0) against (0, 1), then (.5, .5) against it. Time and risk are missing, so nothing is
  // comparable.
  CHECK(doc == json::parse(R"({"coalign": 1, "before": {"index": 0.0, "gap": 1.0}, "after": {"index": 0.5, "gap": 0.5},
    "change": {"index": 0.5, "gap": -0.5}, "comparable": false,
    "blocks": {"metric": {"before": 1.0, "after": 0.5, "change": -0.5},
               "horizon": {"before": 0.0, "after": 0.0, "change": 0.0},
               "risk": {"before": 0.0, "after": 0.0, "change": 0.0}},
    "items": [{"block": "metric", "id": "a", "before": 0.5, "after": 0.25, "change": -0.25},
              {"block": "metric", "id": "b", "before": 0.5, "after": 0.25, "change": -0.25}],
    "pairs": [{"sides": ["x", "y"], "before": 1.0, "after": 0.5, "change": -0.5, "noise": null}],
    "added": [], "removed": [],
    "findings": {"opened": [], "closed": [{"rule": "AL001", "level": "warning", "subjects": ["x", "y"],
                                           "side": "shared", "money": null, "waived": false}]},
    "inputs": [{"path": "/sides/x/priorities/b", "kind": "changed", "before": 0, "after": 1}],
    "status": [{"path": "/pairs/0/noise", "code": "missing",
                "message": "No raters answered for this pair both before and after: one answer has no margin of error."}]
    })"));
  CHECK(json::parse(io::write(diff(after, after)))["inputs"] == json::array());
  CHECK(io::write(diff(after, after)).find("-0.0") == std::string::npos);

  parts.sides[0].given.priorities.clear();
  doc = json::parse(io::write(diff(before, of(parts))));
  CHECK(doc["after"]["index"].is_null());
  CHECK(doc["change"]["gap"].is_null());
  CHECK(doc["pairs"][0]["change"].is_null());
  CHECK(doc["before"]["gap"] == 1.0);
  document::check_notes(doc);

  doc = json::parse(io::write(diff(of(three()), of(plain()))));
  CHECK(doc["added"] == json::array());
  CHECK(doc["removed"] == json({"z"}));
  CHECK(doc["before"]["basis"] != doc["after"]["basis"]);
}

TEST_CASE("the document of a difference without its models says that it does not know", "[write]") {
  difference d = diff(of(plain()), of(plain()));
  d.model_before.reset();
  const json doc = json::parse(io::write(d));
  CHECK(doc["inputs"].is_null());
  CHECK(doc["status"].back()["path"] == "/inputs");
  CHECK(doc["status"].back()["code"] == "missing");
  document::check_notes(doc);
  CHECK(io::write_text(d).find("INPUTS") == std::string::npos);
  CHECK(io::write_text(d).find("No input") == std::string::npos);
}

TEST_CASE("the document of a difference: what raters say of a change", "[write]") {
  const auto rated = [](std::vector<std::vector<double>> first, std::vector<std::vector<double>> second) {
    auto parts = plain();
    for (std::size_t k = 0; k < 2; ++k) {
      parts.sides[k].given = {};
      for (const auto& row : k == 0 ? first : second) {
        rater r;
        r.id = "r" + std::to_string(parts.sides[k].given.raters.size());
        r.priorities = row;
        parts.sides[k].given.raters.push_back(r);
      }
    }
    return of(parts);
  };
  const std::vector<std::vector<double>> low{{9, 1}, {8, 2}, {9, 1}, {7, 3}, {8, 2}, {9, 1}},
      high{{1, 9}, {2, 8}, {2, 8}, {3, 7}, {1, 9}}, middle{{5, 5}, {4, 6}, {5, 5}, {4, 6}, {6, 4}};
  const assessment before = rated(low, high), after = rated(low, middle);
  const json doc = json::parse(io::write(diff(before, after)));
  document::check_notes(doc);
  const json& noise = doc["pairs"][0]["noise"];
  CHECK(noise["priority_gap"]["before"] == Approx(before.uncertainty[0].estimate));
  CHECK(noise["priority_gap"]["after"] == Approx(after.uncertainty[0].estimate));
  CHECK(noise["beyond"] == true);
  CHECK(noise["range"][0] <= noise["priority_gap"]["change"]);
  CHECK(noise["range"][1] < 0.0);
  CHECK(noise["confidence"] == 0.95);
  CHECK(noise["raters"] == json::parse(R"({"before": [6, 5], "after": [6, 5]})"));
  CHECK(doc["inputs"].size() == 10);
  const json same = json::parse(io::write(diff(after, after)));
  CHECK(same["pairs"][0]["noise"]["beyond"] == false);
  // Four raters are too few, and another basis is no change of answers.
  const json few = json::parse(io::write(diff(before, rated({{1, 1}, {1, 2}, {1, 1}, {2, 1}}, middle))));
  CHECK(few["pairs"][0]["noise"]["beyond"].is_null());
  CHECK(few["pairs"][0]["noise"]["range"].is_null());
  CHECK(few["status"][0]["code"] == "undefined");
  document::check_notes(few);
  auto parts = after.model.parts();
  parts.question = "Another";
  const json other = json::parse(io::write(diff(before, of(parts))));
  CHECK(other["pairs"][0]["noise"]["beyond"].is_null());
  CHECK(other["status"][0]["message"] == "The basis differs.");
}

TEST_CASE("the document of a trend", "[write]") {
  auto parts = three();
  parts.sides.pop_back();
  parts.as_of = "2026-06-30";
  const assessment last = of(parts);
  parts.as_of = "2026-03-31";
  parts.sides[0].given.priorities = {1, 1};
  const std::vector<assessment> list{last, of(parts)};
  const json doc = json::parse(io::write(make_trend(std::span<const assessment>(list)).value()));
  document::check_notes(doc);
  CHECK(doc["library"] == version);
  REQUIRE(doc["points"].size() == 2);
  json first = doc["points"][0], second = doc["points"][1];
  CHECK(first["basis"] == second["basis"]);
  for (json* x : {&first, &second}) x->erase("basis");
  CHECK(first == json::parse(R"({"as_of": "2026-03-31", "index": 0.5, "gap": 0.5,
    "blocks": {"metric": 0.5, "horizon": null, "risk": null}, "comparable": false,
    "findings": {"errors": 0, "warnings": 0, "notes": 0, "waived": 0}, "change": null,
    "pairs": [{"sides": ["x", "y"], "index": 0.5, "gap": 0.5, "blocks": {"metric": 0.5, "horizon": null, "risk": null},
               "comparable": false, "change": null}]})"));
  CHECK(second == json::parse(R"({"as_of": "2026-06-30", "index": 0.0, "gap": 1.0,
    "blocks": {"metric": 1.0, "horizon": null, "risk": null}, "comparable": false,
    "findings": {"errors": 0, "warnings": 1, "notes": 0, "waived": 0},
    "change": {"index": -0.5, "gap": 0.5, "blocks": {"metric": 0.5, "horizon": null, "risk": null}, "comparable": false,
               "opened": 1, "closed": 0},
    "pairs": [{"sides": ["x", "y"], "index": 0.0, "gap": 1.0, "blocks": {"metric": 1.0, "horizon": null, "risk": null},
               "comparable": false,
               "change": {"index": -0.5, "gap": 0.5, "blocks": {"metric": 0.5, "horizon": null, "risk": null},
                          "comparable": false, "beyond_noise": null}}]})"));
}

TEST_CASE("texts in the document are escaped", "[write]") {
  auto parts = plain();
  parts.title = "\"quoted\" \\ \x01 \x1b[31m\n\t";
  parts.catalog.metrics[0].name = "<script>";
  const json doc = json::parse(io::write(of(parts)));
  CHECK(doc["model"]["title"] == parts.title);
  CHECK(io::write(of(parts)).find('\x1b') == std::string::npos);
}

}  // namespace write_test
