// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/starter.hpp>
#include <coalign/io/text.hpp>
#include <coalign/uncertainty/resample.hpp>
#include <regex>
#include <set>

namespace text_test {

using namespace coalign;

namespace {

std::string without_colour(const std::string& text) {
  return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
}

// Every line fits, and nothing in it steers the terminal.
void need_lines(const std::string& text) {
  NEED(text.ends_with('\n'));
  std::size_t start = 0;
  for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    const std::string line = text.substr(start, end - start);
    if (support::columns(line) > 80)
      throw generators::broken("a line of " + std::to_string(support::columns(line)) + " columns: " + line);
  }
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// How often a part occurs, line breaks of wrapped sentences read as spaces.
std::string unwrapped(const std::string& text) { return std::regex_replace(text, std::regex("\n +"), " "); }
std::size_t times(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

std::string line_with(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return {};
  const std::size_t start = text.rfind('\n', at) + 1;
  return text.substr(start, text.find('\n', at) - start);
}

// A model of sides who answer on three metrics; `sides` is the inside of the list.
std::string group_of(const std::string& sides, const std::string& more = "") {
  return R"({"coalign": 1, "metrics": [{"id": "uptime"}, {"id": "leads"}, {"id": "cost"}],)" + more + R"("sides": [)" +
         sides + "]}";
}

const std::string three_sides = R"({"id": "cio", "priorities": {"uptime": 70, "leads": 30}},
  {"id": "cmo", "priorities": {"uptime": 20, "leads": 80}}, {"id": "cfo", "priorities": {"uptime": 50, "leads": 50}})";

const std::string raters_of_three = R"({"id": "cio", "raters": [
    {"id": "a", "priorities": {"uptime": 70, "leads": 20, "cost": 10}, "risks": {"breach": 0.8, "outage": 0.3}},
    {"id": "b", "priorities": {"uptime": 60, "leads": 25, "cost": 15}, "risks": {"breach": 0.7, "outage": 0.2}}]},
  {"id": "cmo", "raters": [{"id": "a", "priorities": {"uptime": 20, "leads": 60, "cost": 20}},
    {"id": "b", "priorities": {"uptime": 10, "leads": 70, "cost": 20}}]},
  {"id": "cfo", "priorities": {"uptime": 20, "leads": 20, "cost": 60}})";

assessment with_raters() {
  return support::assessed(group_of(raters_of_three, R"("risks": [{"id": "breach"}, {"id": "outage"}],)"));
}

// Many sides that differ in one number.
assessment many_sides(std::size_t count, const std::function<std::string(std::size_t)>& name) {
  model_parts parts;
  parts.catalog = catalog{{"uptime", "leads", "cost"}, {}};
  for (std::size_t k = 0; k < count; ++k) {
    const double x = static_cast<double>(k);
    parts.sides.push_back({"side" + std::to_string(k), {.name = name(k), .priorities = {x * x, 20, 10 + x}}});
  }
  return assess(model::make(parts).value()).value();
}

}  // namespace

TEST_CASE("the report of the example says what the assessment holds", "[text]") {
  const auto a = support::assessed(support::file("examples/cio_cmo.json"));
  const std::string text = io::write_text(a);
  need_lines(text);
  CHECK(holds(text, "ILLUSTRATIVE DATA"));
  CHECK(holds(text, "Alignment " + fixed(a.pairs.front().comparison.index(), 2) + " "));
  for (const char* part :
       {"1 PRIORITIES", "2 TIME", "3 RISK", "Security", "Asked: Divide 100 points", "Not assessed:"}) {
    CAPTURE(part);
    CHECK(holds(text, part));
  }
  // Two decimals, no judgement by colour or band, and no unfilled template.
  CHECK_FALSE(holds(text, "band"));
  CHECK_FALSE(holds(text, "{"));
  CHECK_FALSE(holds(text, "\x1b"));
  CHECK_FALSE(holds(text, "nan"));
}

TEST_CASE("a decision names who decides, as far as the model does", "[text]") {
  const auto report = [](const std::string& rights) {
    return io::write_text(support::assessed(support::small_model("\"policy\"", rights + "\"policy\"")));
  };
  CHECK(holds(report(""), "A  Whoever decides for both: uptime or cost first, where they collide?"));
  CHECK(holds(report(R"("decision_rights": {"arbiter": "ceo"}, )"), "A  CEO: uptime or cost first"));
}

TEST_CASE("a report shows as many reasons as were asked for", "[text]") {
  const auto m = support::read(support::file("examples/cio_cmo.json"));
  const auto many = assess(m, {.top = 8}).value();
  const std::string text = io::write_text(many);
  std::size_t shown = 0;
  for (const reason& r : many.reasons)
    shown += holds(text, "  " + fixed(r.contribution, 2) + "  " + r.message.substr(0, 10));
  CHECK(shown == 8);
}

TEST_CASE("colour adds escape sequences, and nothing else", "[text]") {
  for (const auto& a : {support::assessed(support::file("examples/cio_cmo.json")), assess(starter_model()).value(),
                        support::assessed(support::small_model())}) {
    const std::string plain = io::write_text(a), coloured = io::write_text(a, {.color = true});
    CHECK(coloured != plain);
    CHECK(without_colour(coloured) == plain);
  }
}

TEST_CASE("the report tells what is missing", "[text]") {
  const auto report = [](const std::string& old, const std::string& text) {
    return io::write_text(support::assessed(support::small_model(old, text)));
  };
  const auto no_risks = report(",\n             \"risks\": {\"breach\": 0.8, \"outage\": 0.6}", "");
  CHECK(holds(no_risks, "3 RISK: not assessed, since cio gave no risks."));
  CHECK(holds(no_risks, "Not everything was answered"));
  const auto not_asked = report("\"uptime\": 60", "\"uptime\": null");
  CHECK(holds(not_asked, "Only 1 of 2 metrics"));
  model_parts none;
  none.catalog = catalog{{"a"}, {}};
  none.sides = {{"x", {}}, {"y", {}}};
  const std::string nothing = io::write_text(assess(model::make(none).value()).value());
  CHECK(holds(nothing, "Alignment cannot be given"));
  CHECK_FALSE(holds(nothing, "nan"));
}

TEST_CASE("no line of any report is wider than 80 columns", "[text]") {
  generators::holds(
      "80 columns",
      [] {
        const std::size_t n = generators::size(1, 16), risks = generators::size(0, 5);
        model_parts parts;
        const auto name = [] { return generators::coin() ? std::string() : generators::hostile_text(8); };
        parts.title = name();
        parts.question = name();
        parts.illustrative = generators::coin();
        parts.strategy.decision_rights.emplace().arbiter = name();
        parts.elicitation = generators::coin() ? elicitation::points : elicitation::swing;
        for (std::size_t i = 0; i < n; ++i) {
          metric& m =
              parts.catalog.metrics.emplace_back(std::string(generators::size(1, 100), 'm') + std::to_string(i));
          m.name = name();
          m.unit = name();
          m.scale = scale::linear(10);
          m.baseline = 0;
          if (generators::coin()) m.current = 5 * generators::unit();
        }
        for (std::size_t r = 0; r < risks; ++r) parts.catalog.risks.push_back({"r" + std::to_string(r), 1, name()});
        if (generators::coin()) {
          parts.catalog.horizons = {{"soon", 1e-300, name()}, {"late", 1e300, name()}};
        }
        if (generators::coin()) parts.policy.rating_scale = rating_scale{0, 1.5e300 * 8};
        for (const char* id : {"x", "a-side-with-a-long-id"}) {
          answers a{.name = name()};
          if (generators::whole(0, 5) > 0) a.priorities = generators::points(n);
          if (generators::whole(0, 5) > 0) a.horizons = generators::points(parts.catalog.horizons.size());
          for (std::size_t r = 0; r < risks; ++r)
            a.risks.push_back(risks % 2 ? risk_view(generators::unit(), generators::unit())
                                        : risk_view(generators::unit()));
          if (generators::coin()) {
            a.targets.resize(n);
            a.better.resize(n);
            for (std::size_t i = 0; i < n; ++i) {
              if (generators::coin())
                a.targets[i] = generators::coin() ? 1e300 * generators::unit() : generators::unit();
              if (!a.targets[i] && generators::whole(0, 3) == 0) a.better[i] = direction::lower;
            }
          }
          if (generators::coin()) a.current.assign(n, generators::unit());
          if (!a.priorities.empty() && generators::coin())
            a.predicts = {{std::string(id) == "x" ? "a-side-with-a-long-id" : "x", generators::points(n)}};
          parts.sides.push_back({id, a});
        }
        const auto made = model::make(parts);
        if (!made) return;  // ratings beyond their scale
        const auto a = assess(made.value());
        if (!a) return;
        const std::string text = io::write_text(a.value());
        need_lines(text);
        NEED(text.find("nan") == std::string::npos);
        NEED(without_colour(io::write_text(a.value(), {.color = true})) == text);
      },
      1200);
}

TEST_CASE("the report of every good example file fits", "[text]") {
  for (const char* name : {"byte_utf8_names", "priorities_tiny_and_huge", "metrics_one", "ratings_below_zero",
                           "risk_appetite_of_both", "within"}) {
    CAPTURE(name);
    need_lines(io::write_text(support::assessed(support::file(std::string("tests/io/models/good/") + name + ".json"))));
  }
}

TEST_CASE("the report of the example is the sample of the README, to the byte", "[text]") {
  const std::string text = io::write_text(support::assessed(support::file("examples/cio_cmo.json")));
  CHECK(holds(support::file("README.md"), "```\n" + text + "```"));
}

TEST_CASE("one answer a side has no error estimate, and only then a report says so", "[text]") {
  const std::string line = "Each side counts as one answer, so no margin of error can be given.";
  const auto says = [&](const std::string& sides) {
    return holds(io::write_text(support::assessed(group_of(sides))), line);
  };
  const std::string plain = R"({"id": "b", "priorities": {"leads": 1}})";
  CHECK(says(R"({"id": "a", "priorities": {"uptime": 1}}, )" + plain));
  CHECK(says(three_sides));
  CHECK(says(R"({"id": "a"}, {"id": "b"})"));
  CHECK(says(R"({"id": "a", "raters": [{"id": "r", "priorities": {"uptime": 1}}]}, )" + plain));
  CHECK_FALSE(says(R"({"id": "a", "raters": [{"id": "r", "priorities": {"uptime": 1}},
                       {"id": "s", "priorities": {"uptime": 1, "cost": 1}}]}, )" +
                   plain));
  CHECK_FALSE(says(R"({"id": "a", "priorities": {"uptime": [0.2, 0.6], "leads": [0.2, 0.9]}}, )" + plain));
  CHECK_FALSE(says(R"({"id": "a", "priority_ranks": ["uptime", "leads"]}, )" + plain));
  CHECK_FALSE(says(R"({"id": "a", "priorities": {"uptime": 1}, "kappa": 20}, )" + plain));
  // Several raters of risks alone: no doubt about priorities is known, but a side is not one answer either.
  const std::string risks = R"({"coalign": 1, "metrics": [{"id": "m"}], "risks": [{"id": "r"}], "sides": [
    {"id": "a", "raters": [{"id": "x", "risks": {"r": 0.2}}, {"id": "y", "risks": {"r": 0.3}}]},
    {"id": "b", "risks": {"r": 0.8}}]})";
  CHECK_FALSE(holds(io::write_text(support::assessed(risks)), line));
}

TEST_CASE("agreement of raters comes before any gap, with published numbers", "[text]") {
  // Shrout & Fleiss 1979: six subjects, four judges; ICC(2,1) .29, 95 % interval .019 to .761.
  constexpr int judged[6][4] = {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
  std::string metrics, raters;
  for (int i = 0; i < 6; ++i) metrics += std::string(i ? "," : "") + R"({"id": "m)" + std::to_string(i) + "\"}";
  for (int r = 0; r < 4; ++r) {
    std::string points;
    for (int i = 0; i < 6; ++i)
      points += std::string(i ? "," : "") + "\"m" + std::to_string(i) + "\": " + std::to_string(judged[i][r]);
    raters += std::string(r ? "," : "") + R"({"id": "r)" + std::to_string(r) + R"(", "priorities": {)" + points + "}}";
  }
  const auto model_of = [&](const std::string& policy) {
    return R"({"coalign": 1, "metrics": [)" + metrics + "]," + policy + R"( "sides": [{"id": "cio", "raters": [)" +
           raters + R"(]}, {"id": "cmo", "priorities": {"m0": 5, "m1": 4}}]})";
  };
  const std::string text = io::write_text(support::assessed(model_of(R"("policy": {"rating_scale": [0, 10]},)")));
  CHECK(holds(text, "cio: 4 raters, they hardly agree (ICC 0.29, 0.02 to 0.76; r_wg(J) "));
  CHECK(holds(text, "Koo & Li 2016"));
  CHECK_FALSE(holds(text, "\n  cmo: "));
  CHECK(text.find("RATERS") < text.find("Alignment "));
  CHECK(text.find("RATERS") > text.find("how far apart"));
  CHECK_FALSE(holds(io::write_text(support::assessed(model_of(""))), "r_wg(J)"));
  for (const char* part : {"RATERS", "ICC", "Koo"}) {
    CHECK_FALSE(holds(io::write_text(support::assessed(support::small_model())), part));
  }
}

TEST_CASE("agreement is put in words by published bounds", "[text]") {
  assessment a = with_raters();
  const auto words = [&] { return line_with(io::write_text(a), "cio: "); };
  block_agreement& x = *a.agreement.front().metric;
  const std::array<std::pair<double, std::string>, 6> koo_li{{{0.91, "they agree ("},
                                                              {0.75, "they agree ("},
                                                              {0.7499, "they agree somewhat ("},
                                                              {0.5, "they agree somewhat ("},
                                                              {0.4999, "they hardly agree ("},
                                                              {-0.3, "they hardly agree ("}}};
  for (const auto& [icc, said] : koo_li) {
    CAPTURE(icc);
    x.icc = icc;
    CHECK(holds(words(), "2 raters, " + said));
  }
  x.icc = -24.0;
  x.icc_low = -16000.0;
  CHECK(holds(words(), "ICC under -1, under -1 to "));
  x.icc.reset();
  x.rwg_j = 0.6;
  CHECK(holds(words(), "they agree somewhat (r_wg(J) 0.60"));
  CHECK(holds(io::write_text(a), "LeBreton & Senter 2008"));
  x.rwg_j.reset();
  x.krippendorff_alpha = 0.85;
  CHECK(holds(words(), "they agree (alpha 0.85)"));
  CHECK(holds(io::write_text(a), "Krippendorff 2004"));
  x.krippendorff_alpha.reset();
  CHECK(holds(unwrapped(io::write_text(a)), "cio: 2 raters, and no measure of their agreement is defined."));
  x.raters = 1;
  CHECK(holds(words(), "cio: one rater, so nothing shows whether others would agree."));
  // On risks only the CIO's raters answered.
  CHECK(times(io::write_text(a), "On risks: ") == 1);
  CHECK_FALSE(holds(line_with(io::write_text(a), "On risks: "), "cmo"));
}

TEST_CASE("of many sides with raters those that agree least are told", "[text]") {
  assessment a = with_raters();
  const agreement_entry one = a.agreement.front();
  a.agreement.assign(12, one);
  for (std::size_t k = 0; k < 12; ++k) {
    a.agreement[k].side = 0;
    a.agreement[k].metric->icc = 0.05 * static_cast<double>(k);
  }
  const std::string text = io::write_text(a);
  CHECK(times(text, "raters, they") == 8);
  CHECK(holds(text, "and 4 more, whose raters agree more"));
  CHECK(holds(text, "(ICC 0.35"));
  CHECK_FALSE(holds(text, "(ICC 0.40"));
}

TEST_CASE("a gap within the noise floor is called that", "[text]") {
  assessment a = with_raters();
  REQUIRE(a.uncertainty.size() == 3);  // one for each pair
  const auto text = [&] { return unwrapped(io::write_text(a)); };
  // Two raters against two can be shared out three ways: p is 1/3 at least.
  CHECK(holds(text(), "No interval is given where a side has fewer than 5 raters."));
  CHECK(holds(text(), "With so few raters p cannot get below 0.33, whatever they answer."));
  CHECK(holds(text(), "(p=0.33)"));

  for (uncertainty_entry& x : a.uncertainty) {
    x.raters = {6, 6};
    x.range = interval(0.4, 0.5);
    x.status = errc::ok;
    x.estimate = 0.45;
    x.permutation->noise_floor = 0.3;
    x.permutation->p = 0.002;
    x.permutation->least_p = 0.001;
  }
  CHECK(times(text(), "45 points apart (40 to 50); noise floor 30, p=0.002.") == 3);
  CHECK(times(text(), "Noise floor: raters of one mind would be further apart in 5 of 100 cases at most.") == 1);
  for (const char* part : {"within the noise floor", "No interval", "cannot get below"})
    CHECK_FALSE(holds(text(), part));

  uncertainty_entry& last = a.uncertainty[2];
  last.estimate = 0.12;
  last.range = interval(0.06, 0.2);
  last.permutation->noise_floor = 0.15;
  last.permutation->p = 0.31;
  const std::string said =
      "12 points apart (6 to 20), within the noise floor of 15 (p=0.31): raters of one mind would differ as much.";
  CHECK(holds(text(), "cmo and cfo: " + said));
  CHECK(times(text(), "within the noise floor") == 1);
  // The explanation is given once.
  a.uncertainty[1] = last;
  CHECK(times(text(), "within the noise floor") == 2);
  CHECK(times(text(), "raters of one mind would differ") == 1);
  // Numbers that would read the same are told apart.
  a.uncertainty[0].estimate = 0.3004;
  a.uncertainty[0].permutation->p = 0.0001;
  CHECK(holds(text(), "30.04 points apart (40 to 50); noise floor 30.00, p=under 0.001."));
}

TEST_CASE("doubts of many pairs: the widest, and how many are left out", "[text]") {
  assessment a = many_sides(9, [](std::size_t k) { return "S" + std::to_string(k); });
  const auto widest = order_by(a.pairs.size(), [&](std::size_t i, std::size_t j) {
    return a.pairs[i].comparison.metric->priority_gap > a.pairs[j].comparison.metric->priority_gap;
  });
  for (std::size_t k = 0; k < a.pairs.size(); ++k) {
    uncertainty_entry x;
    x.pair = k;
    x.raters = {6, 6};
    x.estimate = a.pairs[k].comparison.metric->priority_gap;
    x.range = interval(0, 1);
    x.permutation.emplace();
    x.permutation->least_p = 0.001;
    x.permutation->p = k == widest.back() || k == widest[9] ? 0.5 : 0.01;
    a.uncertainty.push_back(x);
  }
  const std::string text = io::write_text(a);
  CHECK(times(text, "(0 to 100); noise floor 0") == 8);
  CHECK(holds(text, "and 28 more, less far apart: 2 of them within the noise floor"));
  for (std::size_t i = 0; i < 9; ++i) {
    const auto& sides = a.pairs[widest[i]].sides;
    const std::string pair = "  S" + std::to_string(sides[0]) + " and S" + std::to_string(sides[1]) + ": ";
    CAPTURE(i, pair);
    CHECK(holds(text, pair) == (i < 8));
  }
  // Pairs without any doubt are one answer against another.
  a.uncertainty.resize(30);
  CHECK(holds(unwrapped(io::write_text(a)),
              "No margin of error can be given where both sides gave one answer each: 6 of 36 pairs."));
}

TEST_CASE("intervals, ranks and shares that are only so sure have their own lines", "[text]") {
  const auto report = [](const std::string& first, const std::string& more = "") {
    return unwrapped(io::write_text(support::assessed(
        group_of(first + R"(, {"id": "b", "priorities": {"uptime": 20, "leads": 50, "cost": 30}})", more))));
  };
  // 20 to 50 for uptime: apart by 30 at most; nothing else moves.
  const std::string within =
      report(R"({"id": "a", "priorities": {"uptime": [0.4, 0.7], "leads": 0.2, "cost": [0, 0.4]}})");
  CHECK(holds(within, "a and b: between 30 and 50 points apart, whatever the shares within the intervals."));
  CHECK(holds(within, "HOW SURE (gaps of priorities in points of 100)"));
  const std::string point = report(R"({"id": "a", "priorities": {"uptime": [0.7, 0.7], "leads": [0.3, 0.3]}})");
  CHECK(holds(point, "a and b: 50 points apart, whatever the shares within the intervals."));
  const std::string unasked = unwrapped(io::write_text(
      support::assessed(group_of(R"({"id": "a", "priorities": {"uptime": [0.2, 0.7], "leads": [0.2, 0.7]}},
                  {"id": "b", "priorities": {"uptime": 1, "leads": 2, "cost": null}})"))));
  CHECK(holds(unasked, "a and b: intervals, but not all metrics were asked"));
  CHECK(holds(report(R"({"id": "a", "priority_ranks": ["uptime", "leads", "cost"]})"),
              "points apart by rank order alone;"));
  const std::string sure = report(R"({"id": "a", "priorities": {"uptime": 80, "cost": 20}, "kappa": 30})");
  CHECK(holds(sure, "a and b: 60 points apart; between "));
  CHECK_FALSE(holds(sure, "probability"));
  const std::string wanted = report(R"({"id": "a", "priorities": {"uptime": 80, "cost": 20}, "kappa": 30})",
                                    R"("policy": {"target_index": 0.95},)");
  CHECK(holds(wanted, "Priorities reach the target index of 0.95 with a probability of 0.00 (give or take 0.01)."));
  for (const auto& text : {within, point, sure}) {
    CHECK_FALSE(holds(text, "noise floor"));
    CHECK_FALSE(holds(text, "One answer"));
  }
}

TEST_CASE("intervals alone do not make an answer incomplete", "[text]") {
  const auto report = [](const std::string& risks) {
    return io::write_text(support::assessed(
        R"({"coalign": 1, "metrics": [{"id": "u", "target": 3}, {"id": "v", "target": 4}], "risks": [{"id": "r"}], "sides": [
        {"id": "a", "priorities": {"u": [0.2, 0.6], "v": [0.3, 0.9]}, "horizons": {"week": 1}, "risks": {"r": 0.2}},
        {"id": "b", "priorities": {"u": 1, "v": 1}, "horizons": {"week": 1})" +
        risks + "}]}"));
  };
  const std::string complete = report(R"(, "risks": {"r": 0.4})");
  CHECK(holds(complete, "Whatever the shares within their intervals: alignment is "));
  CHECK_FALSE(holds(complete, "Not everything was answered"));
  CHECK_FALSE(holds(complete, "Targets are missing"));
  CHECK(holds(report(""), "Not everything was answered"));
}

TEST_CASE("three sides: every gap between them, the worst pair, and the group's footing", "[text]") {
  const std::string text = io::write_text(support::assessed(group_of(three_sides)));
  need_lines(text);
  CHECK(text.starts_with("How aligned are 3 sides: cio, cmo, cfo?\n"));
  // Priority gaps 50, 20, 30; two metrics weigh, so two random answers are 1/3 apart; the mean over pairs too.
  CHECK(holds(text, "Alignment 0.67 "));
  const auto row = [&](const std::string& side) {
    std::smatch found;
    CHECK(std::regex_search(text, found, std::regex("\n  " + side + " +([0-9. ]+)\n")));
    return std::regex_replace(found[1].str(), std::regex(" +"), " ");
  };
  CHECK(row("cio") == "0.50 0.20");
  CHECK(row("cmo") == "0.50 0.30");
  CHECK(row("cfo") == "0.20 0.30");
  CHECK(holds(text, "Furthest apart: cio and cmo, 0.50. Sections 1 to 3 are about these two."));
  CHECK(text.find("Furthest apart") < text.find("1 PRIORITIES"));
  CHECK(holds(text, "ommon ground is 50 of 100 points."));
  CHECK(holds(text, "Gaps: priorities 0.33."));
  CHECK(holds(text, "On priorities all 3 sides have 50 of 100 points in common."));
  CHECK(holds(text, "Two random answers would be 0.33 apart on priorities; these are 0.33 on average."));
  CHECK(holds(text, "told of the two furthest apart on each"));
  CHECK(holds(text, "Whoever leads all: uptime or leads first, where they collide?"));
  for (const char* part : {"how far apart are their answers", "influence of its two sides", "both", "{", "nan"}) {
    CAPTURE(part);
    CHECK_FALSE(holds(text, part));
  }
  const std::string two = io::write_text(support::assessed(support::small_model()));
  for (const char* part : {"How aligned", "GAPS BETWEEN", "Furthest apart", "in common", "on average", "CONSENSUS"}) {
    CAPTURE(part);
    CHECK_FALSE(holds(two, part));
  }
}

TEST_CASE("the sections of a group are about the two furthest apart, wherever they stand", "[text]") {
  const std::string text = io::write_text(support::assessed(group_of(
      R"({"id": "cfo", "priorities": {"uptime": 50, "leads": 50}}, {"id": "cio", "priorities": {"uptime": 70, "leads": 30}},
         {"id": "cmo", "priorities": {"uptime": 20, "leads": 80}})")));
  CHECK(holds(text, "Furthest apart: cio and cmo, 0.50."));
  CHECK(holds(text, "cio more | cmo more"));
  CHECK_FALSE(holds(text, "cfo more"));
  // Of the three pairs of metrics one is in the opposite order.
  CHECK(holds(text, "Rank agreement of priorities of cio and cmo: 0.33"));
}

TEST_CASE("a group's report: beliefs of any pair, who shares a metric, whose influence counts", "[text]") {
  const std::string sides = R"({"id": "cio", "influence": 3, "priorities": {"uptime": 70, "leads": 30}},
    {"id": "cmo", "priorities": {"leads": 100}},
    {"id": "cfo", "priorities": {"uptime": 50, "leads": 40, "cost": 10}, "predicts": {"cio": {"uptime": 50, "leads": 50}}})";
  const auto report = [&](const std::string& more) {
    return unwrapped(io::write_text(support::assessed(group_of(sides, more))));
  };
  const std::string all = report("");
  CHECK(holds(all, "Furthest apart: cio and cmo"));
  CHECK(holds(all, "4 BELIEFS: cfo about cio: 20 of 100 points misplaced"));
  CHECK(holds(all, "each pair counts by the influence of its two sides"));
  CHECK(holds(all, "Metrics that all 3 sides weigh"));
  CHECK(holds(report(R"("policy": {"shared_by": 2},)"), "Metrics that at least 2 sides weigh"));
  CHECK(holds(unwrapped(io::write_text(support::assessed(group_of(
                  R"({"id": "a", "priorities": {"uptime": 1}}, {"id": "b", "priorities": {"leads": 1}},
                     {"id": "c", "priorities": {"cost": 1}})")))),
              "There is no metric that all 3 sides weigh."));
  // The CIO has 3 of 5: more than half of the influence.
  CHECK(holds(all, "cio has more than half of the influence: the least movement is to the answer of cio."));
  CHECK(holds(all, "CONSENSUS: the mean answer by influence puts "));
  CHECK_FALSE(holds(unwrapped(io::write_text(support::assessed(group_of(three_sides)))), "more than half"));
}

TEST_CASE("sides that do not answer leave holes in the matrix, and the report says so", "[text]") {
  const std::string some = io::write_text(support::assessed(group_of(three_sides + R"(, {"id": "coo"})")));
  CHECK(holds(some, "No gap for 3 of 6 pairs: no part that has weight was answered by both."));
  CHECK(times(line_with(some, "  coo "), "-") == 3);
  CHECK(holds(some, "On priorities the 3 sides that answer have 50 of 100 points in common."));
  const std::string none = io::write_text(support::assessed(group_of(R"({"id": "a"}, {"id": "b"}, {"id": "c"})")));
  CHECK(holds(unwrapped(none), "no part that has weight was answered by any two sides."));
  CHECK_FALSE(holds(none, "GAPS BETWEEN"));
  CHECK_FALSE(holds(none, "nan"));
  const std::string same = R"({"id": "a", "priorities": {"cost": 1}}, {"id": "b", "priorities": {"cost": 1}},)"
                           R"({"id": "c", "priorities": {"cost": 1}})";
  CHECK(holds(io::write_text(support::assessed(group_of(same))), "No two sides stand out."));
}

TEST_CASE("eight sides fit a matrix, nine are told by their widest pairs", "[text]") {
  const auto name = [](std::size_t k) { return "Head of department " + std::to_string(k); };
  const auto eight = many_sides(8, name);
  const std::string text = io::write_text(eight);
  need_lines(text);
  for (const pair_assessment& p : eight.pairs) {
    CHECK(times(text, " " + fixed(p.comparison.gap(), 2)) >= 2);
  }
  // Cut names would be alike, so rows and columns are numbered.
  CHECK(std::regex_search(text, std::regex("\n +1 +2 +3 +4 +5 +6 +7 +8\n")));
  for (int k = 1; k <= 8; ++k) CHECK(holds(text, "\n  " + std::to_string(k) + " Head of"));
  CHECK_FALSE(holds(text, "less far apart"));

  const auto nine = many_sides(9, name);
  const std::string list = io::write_text(nine);
  need_lines(list);
  CHECK(list.starts_with("How aligned are 9 sides?\n"));
  CHECK(std::regex_search(
      list, std::regex("GAPS BETWEEN SIDES \\(the widest.*\n(  0\\.[0-9]{2}  Head.*\n){10}  and 26 more")));
  std::vector<double> gaps;
  for (const pair_assessment& p : nine.pairs) gaps.push_back(p.comparison.gap());
  std::sort(gaps.begin(), gaps.end(), std::greater<>());
  for (std::size_t k = 0; k < 10; ++k) CHECK(holds(list, "\n  " + fixed(gaps[k], 2) + "  Head of"));
}

TEST_CASE("a hundred sides, and names of any width", "[text]") {
  const auto wide = [](std::size_t k) {
    return std::string("\xE8\xB2\xA1\xE5\x8B\x99\xE9\x83\xA8\xE9\x95\xB7 with a very long name that goes on ") +
           std::to_string(k);
  };
  for (const std::size_t count : {3U, 8U, 9U, 100U}) {
    CAPTURE(count);
    const std::string text = io::write_text(many_sides(count, wide));
    need_lines(text);
    CHECK(holds(text, "Furthest apart: "));
    CHECK(holds(text, "side" + std::to_string(count - 1)));  // labels that look alike give way to ids
  }
  // Ids that are alike where they are cut are numbered.
  model_parts parts;
  parts.catalog = catalog{{"uptime", "leads"}, {}};
  for (const char* end : {"a", "b", "c"}) {
    parts.sides.push_back({std::string(60, 'x') + end, {.priorities = {static_cast<double>(*end - 'a'), 1}}});
  }
  const std::string text = io::write_text(assess(model::make(parts).value()).value());
  need_lines(text);
  CHECK(std::regex_search(unwrapped(text), std::regex("Furthest apart: x+\\.\\. #1 and x+\\.\\. #3, 0\\.67\\.")));
}

TEST_CASE("what cannot be settled is escalated, and not all of it at once", "[text]") {
  const auto report = [](const assessment& a) { return unwrapped(io::write_text(a)); };
  CHECK_FALSE(holds(report(support::assessed(support::small_model())), "ESCALATE"));
  assessment a = support::assessed(
      support::small_model("\"targets\": {\"uptime\": 99.5, \"cost\": 6}", "\"better\": {\"cost\": \"higher\"}"));
  REQUIRE(a.actions.deadlocks.size() == 1);
  CHECK(holds(report(a), "ESCALATE"));
  CHECK(holds(report(a), " - " + a.actions.deadlocks.front().message));
  CHECK_FALSE(holds(report(a), "Other shares within the intervals"));
  a.actions.deadlocks.front().found.robust = false;
  CHECK(holds(report(a), a.actions.deadlocks.front().message + " Other shares within the intervals would settle it."));
  const deadlock_entry one = a.actions.deadlocks.front();
  a.actions.deadlocks.assign(8, one);
  for (std::size_t k = 0; k < 8; ++k) {
    a.actions.deadlocks[k].message = "Matter\x1b number " + std::to_string(k) + ".";
    a.actions.deadlocks[k].found.subject = k < 6 ? 0 : 1;
    a.actions.deadlocks[k].found.size = k == 4 ? 0.9 : 0.1;
  }
  // The largest of each matter first, then the rest in their order.
  const std::string many = report(a);
  CHECK(std::regex_search(many, std::regex("number 4\\.[^]*number 6\\.[^]*number 0\\.[^]*number 1\\.[^]*number 2\\.")));
  CHECK_FALSE(holds(many, "number 3."));
  CHECK(holds(many, " - and 3 more of this kind"));
  CHECK_FALSE(holds(many, "\x1b"));
}

TEST_CASE("a plan stands in the report where the policy wants an index", "[text]") {
  const auto assessed = [](double index) {
    return support::assessed(
        support::small_model("\"rho\": 2", "\"rho\": 2, \"target_index\": " + std::to_string(index)));
  };
  CHECK_FALSE(holds(io::write_text(support::assessed(support::small_model())), "PLAN"));
  assessment a = assessed(0.9);
  REQUIRE(a.actions.plan);
  REQUIRE_FALSE(a.actions.plan->steps.empty());
  std::string text = unwrapped(io::write_text(a));
  CHECK(
      holds(text, "PLAN (the least change from " + fixed(a.group.index(), 2) + " to 0.90, the index after each step)"));
  const plan_step first = a.actions.plan->steps.front();
  CHECK(holds(text, " " + fixed(first.index, 2) + "  " + first.message));
  CHECK_FALSE(holds(text, "out of reach"));
  a.actions.plan->steps.assign(9, first);
  text = unwrapped(io::write_text(a));
  CHECK(times(text, first.message) == 6);
  CHECK(holds(text, "and 3 more, to 0.90"));
  a.actions.plan->status = errc::undefined;
  a.actions.plan->index = 0.8;
  a.actions.plan->obstacles = {"Cost: opposite directions."};
  text = unwrapped(io::write_text(a));
  CHECK(holds(text, "0.90 is out of reach, 0.80 is as far as answers can move: - Cost: opposite directions."));
  CHECK(holds(io::write_text(assessed(0.1)),
              "PLAN: alignment is " + fixed(a.group.index(), 2) + ", so the 0.10 that is wanted is there."));
}

TEST_CASE("the heavier of two sides has the least movement, and the report says so", "[text]") {
  const std::string said = "CONSENSUS: for two sides the least movement is the heavier side's answer, that of cmo.";
  const auto report = [](const std::string& influence) {
    return unwrapped(
        io::write_text(support::assessed(support::small_model("{\"id\": \"cmo\",", "{\"id\": \"cmo\", " + influence))));
  };
  CHECK(holds(report("\"influence\": 2,"), said));
  CHECK_FALSE(holds(report("\"influence\": 1,"), "CONSENSUS"));
  CHECK(holds(report("\"influence\": 0.5,"), "answer, that of cio."));
}

TEST_CASE("a plan as a text: from where to where, whose move, how much, and what is out of reach", "[text]") {
  const model m = support::read(support::file("examples/four_sides.json"));
  const plan p = make_plan(m, 0.8).value();
  const std::string text = io::write_text(p, m);
  need_lines(text);
  CHECK(holds(text, "ILLUSTRATIVE DATA"));
  CHECK(holds(text, "A maker of garden tools"));
  const std::string flat = unwrapped(text);
  CHECK(holds(flat, "to 0.80 in " + std::to_string(p.steps.size()) + " steps."));
  CHECK(times(text, "Moves: ") == p.steps.size());
  for (std::size_t k = 0; k < p.steps.size(); ++k) {
    CAPTURE(k);
    CHECK(std::regex_search(text, std::regex("\n +" + std::to_string(k + 1) + "  [A-Z]")));
    CHECK(holds(flat, p.steps[k].message));
    if (p.steps[k].side.empty()) continue;
    std::string name = p.steps[k].side;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    CHECK(holds(flat, p.steps[k].message + " Moves: " + name + ". Index: " + fixed(p.steps[k].index, 2)));
  }
  CHECK(holds(text, "need not be better ones"));
  CHECK(without_colour(io::write_text(p, m, {.color = true})) == text);

  const plan far = make_plan(m, 1.0).value();
  REQUIRE_FALSE(far.reached());
  CHECK(holds(io::write_text(far, m),
              "1.00 is out of reach, " + fixed(far.index, 2) + " is as far as answers can move:"));
  for (const std::string& x : far.obstacles) CHECK(holds(unwrapped(io::write_text(far, m)), "- " + x));
  CHECK(holds(io::write_text(make_plan(m, 0.1).value(), m), "nothing has to move"));
  CHECK_FALSE(holds(io::write_text(make_plan(m, 0.1).value(), m), "Moves"));
  plan none{.wanted = 0.5, .index = std::numeric_limits<double>::quiet_NaN(), .status = errc::missing};
  CHECK(holds(io::write_text(none, m), "There is no alignment index"));
  // A step may be a detour: it is not called a rise.
  plan detour{.wanted = 0.5,
              .index = 0.5,
              .steps = {{.side = "cio", .amount = -0.02, .index = 0.4, .message = "Down."},
                        {.amount = 0.1, .index = 0.5, .message = "\x1b[2JUp."}}};
  const std::string way = io::write_text(detour, m);
  CHECK(holds(way, "Moves: CIO. Index: 0.40, down by 0.02."));
  CHECK(holds(way, "Moves: all who are named. Index: 0.50, up by 0.10."));
  CHECK(holds(way, "From 0.42 to 0.50 in 2 steps."));
  CHECK_FALSE(holds(way, "\x1b"));
}

TEST_CASE("a difference as a text: what moved the index, and whether it may be compared", "[text]") {
  const auto small = [](const std::string& old = "", const std::string& text = "") {
    return support::assessed(support::small_model(old, text));
  };
  const auto report = [&](const assessment& x, const assessment& y) { return io::write_text(diff(x, y)); };
  const assessment before = small(), after = small("\"breach\": 0.4", "\"breach\": 0.75");
  const std::string text = report(before, after);
  need_lines(text);
  CHECK(holds(text, "Alignment " + fixed(before.group.index(), 2) + " before, " + fixed(after.group.index(), 2) +
                        " after   (+"));
  CHECK_FALSE(holds(text, "NOT COMPARABLE"));
  CHECK_FALSE(holds(text, "Nothing moved"));
  const std::string row = line_with(text, "breach (risk)");
  CHECK(holds(row, " -0.0"));
  CHECK(text.find("breach (risk)") < text.find("  uptime"));  // the largest change comes first
  const double change = after.group.gap() - before.group.gap();
  CHECK(std::regex_search(text, std::regex("\n  all +" + fixed(before.group.gap(), 3) + " +" +
                                           fixed(after.group.gap(), 3) + " +" + fixed(change, 3) + "\n")));
  // The rows sum to the last one, but for rounding.
  double sum = 0.0, sum_before = 0.0;
  const std::regex rows("\n  (.{51}) +([-0-9.]+) +[-0-9.]+ +([-+]?[0-9.]+)(?=\n)");
  std::size_t count = 0;
  for (std::sregex_iterator i(text.begin(), text.end(), rows), end; i != end; ++i) {
    if ((*i)[1].str().starts_with("all ")) continue;
    sum_before += std::stod((*i)[2].str());
    sum += std::stod((*i)[3].str());
    ++count;
  }
  CHECK(count >= 3);
  CHECK(sum_before == Approx(before.group.gap()).margin(0.0006 * static_cast<double>(count)));
  CHECK(holds(text, "\n  others: "));
  CHECK(sum == Approx(change).margin(0.0006 * static_cast<double>(count)));

  CHECK(holds(report(before, before), "Nothing moved"));
  CHECK_FALSE(holds(report(before, before), "WHAT MOVED"));
  const std::string other = unwrapped(report(before, small("Divide 100 points.", "Rank them.")));
  CHECK(holds(other, "NOT COMPARABLE: the basis differs"));
  CHECK(times(other, "NOT COMPARABLE") == 1);
  const auto third = support::assessed(group_of(three_sides));
  const auto two = support::assessed(group_of(R"({"id": "cio", "priorities": {"uptime": 70, "leads": 30}},
                                                 {"id": "cmo", "priorities": {"uptime": 20, "leads": 80}})"));
  CHECK(holds(report(two, third), "NOT COMPARABLE: sides that only the later one has: cfo."));
  CHECK(holds(report(third, two), "NOT COMPARABLE: sides that only the earlier one has: cfo."));
  CHECK(holds(unwrapped(report(two, two)), "NOT COMPARABLE: not everything was answered"));
  // Pairs are told where there are several, the one that moved most first.
  std::string moved = three_sides;
  moved.replace(moved.find("20, \"leads\": 80"), 15, "60, \"leads\": 40");
  const std::string pairs = report(third, support::assessed(group_of(moved)));
  CHECK(holds(pairs, "gap between"));
  CHECK(pairs.find("cio and cmo  ") < pairs.find("cmo and cfo  "));
  CHECK_FALSE(holds(pairs, "cio and cfo  "));  // did not move
  CHECK_FALSE(holds(text, "gap between"));
  const auto none = support::assessed(group_of(R"({"id": "a"}, {"id": "b"})"));
  CHECK(holds(report(none, none), "Alignment not given before, not given after"));
  CHECK_FALSE(holds(report(none, two), "nan"));
  CHECK(without_colour(io::write_text(diff(before, after), {.color = true})) == text);
}

TEST_CASE("a difference as a text: the inputs that moved", "[text]") {
  const auto small = [](const std::string& old = "", const std::string& text = "") {
    return support::assessed(support::small_model(old, text));
  };
  const assessment before = small();
  const std::string text = io::write_text(diff(before, small("\"breach\": 0.4", "\"breach\": 0.75")));
  CHECK(holds(text,
              "\nINPUTS THAT MOVED: 1 (places in the model file)\n"
              "  /sides/cmo/risks/breach: 0.4, now 0.75\n"));
  CHECK(holds(unwrapped(text), "cannot be told: it takes one basis, and five raters a side at both times."));
  CHECK(holds(io::write_text(diff(before, before)), "\nNo input moved: both models say the same.\n"));
  const std::string other = io::write_text(diff(
      before, small("\"targets\": {\"uptime\": 99.5, \"cost\": 6}", "\"name\": \"\\u001b[2JBoss\", \"influence\": 2")));
  need_lines(other);
  CHECK(holds(other, "  /sides/cmo/influence: added, 2\n"));
  CHECK(holds(other, "  /sides/cmo/name: added, "));
  CHECK(holds(other, "  /sides/cmo/targets/cost: removed, it was 6\n"));
  CHECK_FALSE(holds(other, "\x1b"));
  const auto third = support::assessed(group_of(three_sides));
  const auto two = support::assessed(group_of(R"({"id": "cio", "priorities": {"uptime": 70, "leads": 30}},
                                                 {"id": "cmo", "priorities": {"uptime": 20, "leads": 80}})"));
  CHECK(holds(io::write_text(diff(two, third)), "  /sides/cfo: added\n"));
  // Twelve are told; where there are more, each thing in a line.
  std::string list;
  for (int i = 0; i < 15; ++i) {
    list += R"(, {"id": "m)" + std::to_string(i) + R"("})";
  }
  const std::string many = io::write_text(diff(before, small("\"current\": 10}", "\"current\": 10}" + list)));
  CHECK(times(many, ": added\n") == 12);
  CHECK(holds(many, "  and 3 more\n"));
  // All of a side's answers are in one line then.
  std::string answers = support::small_model();
  for (const char* number : {" 60,", " 40}", " 5,", " 10,", " 25,", " 40,", " 20}"}) {
    answers.insert(answers.find(number, answers.find("\"cio\"")) + 1, "1");
  }
  for (const char* number : {" 20,", " 80}", " 35,", " 10,", " 25,", " 5}"}) {
    answers.insert(answers.find(number, answers.find("\"cmo\"")) + 1, "1");
  }
  const std::string grouped = io::write_text(diff(before, support::assessed(answers)));
  CHECK(holds(grouped, "INPUTS THAT MOVED: 13 "));
  CHECK(holds(grouped, "  /sides/cio/horizons: 5 places\n  /sides/cio/priorities: 2 places\n"));
  CHECK_FALSE(holds(grouped, "uptime: 60"));
  // Numbers as people write them, as long as that tells them apart.
  const auto weight = [&](const std::string& x) {
    return io::write_text(diff(small("\"rho\": 2", "\"rho\": 1.23456789"), small("\"rho\": 2", "\"rho\": " + x)));
  };
  CHECK(holds(weight("1200.55555"), "  /policy/rho: 1.2346, now 1,200.5556\n"));
  CHECK(holds(weight("1.23456799"), "  /policy/rho: 1.23456789, now 1.23456799\n"));
  CHECK(holds(weight("\"inf\""), "  /policy/rho: 1.2346, now inf\n"));
}

TEST_CASE("a trend as a text", "[text]") {
  const auto at = [](const std::string& as_of, const std::string& old, const std::string& text) {
    std::string model = support::small_model(old, text);
    return support::assessed(model.insert(model.find("\"question\""), "\"as_of\": \"" + as_of + "\", "));
  };
  std::vector<assessment> list{at("2026-03-31", "", ""), at("2026-06-30", "\"breach\": 0.4", "\"breach\": 0.75"),
                               at("2026-09-30", "Divide 100 points.", "Rank them.")};
  const auto report = [&] { return io::write_text(make_trend(std::span<const assessment>(list)).value()); };
  const std::string text = report();
  need_lines(text);
  CHECK(text.starts_with("ALIGNMENT FROM 2026-03-31 TO 2026-09-30 (models: 3)\n"));
  const auto index = [&](std::size_t k) { return fixed(list[k].group.index(), 3); };
  const auto change = [&](std::size_t k) { return fixed(list[k].group.index() - list[k - 1].group.index(), 3); };
  CHECK(std::regex_search(text, std::regex("\n  2026-03-31 +" + index(0) + " +- +")));
  CHECK(std::regex_search(text, std::regex("\n  2026-06-30 +" + index(1) + " +\\+" + change(1) + " +")));
  CHECK(std::regex_search(text, std::regex("\n  2026-09-30 +" + index(2) + " +" + change(2) + "\\* +")));
  CHECK(holds(text, "\n* Not comparable with the model before: "));
  CHECK(holds(text, "\nFindings since 2026-06-30: "));
  CHECK_FALSE(holds(text, "gap between"));
  list.pop_back();
  CHECK_FALSE(holds(report(), "Not comparable"));
  CHECK(without_colour(io::write_text(make_trend(std::span<const assessment>(list)).value(), {.color = true})) ==
        report());
  list.pop_back();
  CHECK_FALSE(holds(report(), "Findings since"));
  need_lines(report());

  list.clear();
  for (int day = 10; day < 32; ++day) {
    std::string model = group_of(three_sides);
    model.insert(model.find('{') + 1, "\"as_of\": \"2026-01-" + std::to_string(day) + "\", ");
    list.push_back(support::assessed(model));
  }
  const std::string many = report();
  need_lines(many);
  CHECK(holds(many, "  and 2 earlier\n"));
  CHECK_FALSE(holds(many, "\n  2026-01-11 "));
  CHECK(holds(many, "\n  2026-01-12 "));
  CHECK(std::regex_search(many, std::regex("\n  gap between +2026-01-28  2026-01-29  2026-01-30  2026-01-31\n")));
  CHECK(std::regex_search(many, std::regex("\n  cio and cmo +([0-9.]+) +\\1 +\\1 +\\1\n")));
}

TEST_CASE("no line about several sides, raters or doubts is wider than 80 columns", "[text]") {
  std::size_t tried = 0;
  generators::holds(
      "80 columns of groups",
      [&] {
        const std::size_t n = generators::size(2, 6), risks = generators::size(0, 3), count = generators::size(2, 10);
        model_parts parts;
        const auto name = [] { return generators::coin() ? std::string() : generators::hostile_text(12); };
        parts.title = name();
        parts.illustrative = generators::coin();
        parts.strategy.decision_rights.emplace().arbiter = name();
        for (std::size_t i = 0; i < n; ++i) {
          metric& m = parts.catalog.metrics.emplace_back(std::string(generators::size(1, 60), 'm') + std::to_string(i));
          m.name = name();
          m.scale = scale::linear(2);
        }
        for (std::size_t r = 0; r < risks; ++r) parts.catalog.risks.push_back({"r" + std::to_string(r), 1, name()});
        if (generators::coin()) parts.policy.target_index = generators::unit();
        if (generators::coin()) parts.policy.shared_by = generators::size(2, count);
        const auto views = [&] {
          std::vector<risk_view> out;
          for (std::size_t r = 0; r < risks; ++r) out.emplace_back(generators::unit(), generators::unit());
          return out;
        };
        const bool several = count <= 4 && generators::coin();
        for (std::size_t k = 0; k < count; ++k) {
          answers a{.name = name(), .influence = 0.1 + generators::unit()};
          const int form = generators::whole(0, 6);
          if (several && form == 0) {
            for (std::size_t r = 0, all = generators::size(1, 6); r < all; ++r) {
              rater x{.id = std::to_string(r), .priorities = generators::points(n)};
              if (generators::coin()) x.risks = views();
              a.raters.push_back(x);
            }
          } else if (several && form == 1) {
            const weights w = generators::weights(n);
            for (const double x : w) a.priority_ranges.emplace_back(0.5 * x, std::min(1.0, 2.0 * x));
          } else if (several && form == 2) {
            a.priority_ranks = generators::order(n);
          } else if (form < 6) {
            a.priorities = generators::points(n);
            if (several && form == 3) a.kappa = 1.0 + 50.0 * generators::unit();
          }
          if (generators::coin()) a.horizons = generators::points(parts.catalog.horizons.size());
          if (a.raters.empty() && generators::coin()) a.risks = views();
          if (generators::coin()) a.concession = 0.1 * generators::unit();
          if (generators::coin()) {
            a.targets.resize(n);
            a.better.resize(n);
            a.targets[0] = generators::unit();
            if (generators::coin()) a.better[0] = direction::lower;
          }
          parts.sides.push_back({std::string(generators::size(1, 60), 's') + std::to_string(k), a});
        }
        const auto made = model::make(parts);
        if (!made) return;
        const auto a = assess(made.value(), {.top = 6});
        if (!a) return;
        ++tried;
        const std::string text = io::write_text(a.value());
        need_lines(text);
        NEED(text.find("nan") == std::string::npos);
        NEED(without_colour(io::write_text(a.value(), {.color = true})) == text);
        const auto way = make_plan(made.value(), generators::unit());
        if (way) need_lines(io::write_text(way.value(), made.value()));
        need_lines(io::write_text(diff(a.value(), a.value())));
      },
      200);
  CHECK(tried > 100);
}

}  // namespace text_test
