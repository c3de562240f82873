// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/findings.hpp>

namespace relationship_rules_test {

using namespace coalign;
using namespace coalign::strategy;
using namespace evidence;

namespace {

constexpr std::size_t understand = 0, back = 4;  // two of the practices

/// Sides with what they say of each other.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};
  results computed{};
  alignment scores{};

  world() {
    for (const char* name : {"CIO", "CMO", "CFO"}) {
      answers a;
      a.name = name;
      std::string id(name);
      for (char& x : id) x = static_cast<char>(x - 'A' + 'a');
      sides.push_back(make_side(catalog, id, a).value());
    }
    given.relationship.emplace();
  }
  [[nodiscard]] strategy::setting setting() const { return {catalog, sides, given}; }

  void rate(const char* side, const char* of, std::size_t practice, double value) {
    practice_rating r{.side = side, .of = of};
    r.values[practice] = value;
    given.relationship->ratings.push_back(r);
  }
  std::vector<match> run(std::string_view id) {
    const rule& r = *find_rule(id);
    return run(id, {r.thresholds[0].value, r.thresholds[1].value});
  }
  std::vector<match> run(std::string_view id, std::array<double, 2> limits) {
    computed.relationship.reset();
    if (given.relationship) computed.relationship = assess_relationship(*given.relationship, setting());
    std::vector<match> out;
    find_rule(id)->find({setting(), computed, scores}, limits, out);
    return out;
  }
  [[nodiscard]] std::string message(std::string_view id, const match& m) const {
    const labels name(setting());
    const arguments args = evidence_arguments(m, name, "");
    return render(words_of(*find_rule(id), args).message, args);
  }
  [[nodiscard]] std::string action(std::string_view id, const match& m) const {
    const labels name(setting());
    const arguments args = evidence_arguments(m, name, "");
    return render(words_of(*find_rule(id), args).action, args);
  }
};

}  // namespace

TEST_CASE("RL001: a practice rated low is for the rated side to change", "[relationship_rules]") {
  world w;
  w.rate("cmo", "cio", understand, 2);
  w.rate("cmo", "cio", understand, 3);
  w.rate("cmo", "cio", back, 3);
  w.rate("cmo", "cio", sees_value, 1);
  const auto found = w.run("RL001");
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == "cio");
  CHECK(found[0].subjects == ids{"seek_to_understand", "cmo"});
  CHECK(found[0].paths == std::vector<std::string>{"/relationship/ratings/0/seek_to_understand",
                                                   "/relationship/ratings/1/seek_to_understand"});
  CHECK(number_of(found[0], "margin") == .125);
  CHECK(w.message("RL001", found[0]) ==
        "The practice \"seek to understand\" of CIO is rated 2.5 by CMO, on a scale from 1 to 5.");
  CHECK(w.action("RL001", found[0]) ==
        "Ask CMO for an example of \"seek to understand\" that was missed, and say what will be done differently.");
}

TEST_CASE("what is at a threshold is not beyond it, whatever the last bit says", "[relationship_rules]") {
  world w;
  w.given.relationship->scale_low = 0;
  w.given.relationship->scale_high = 1;
  for (const double x : {.1, .2, .3}) w.rate("cmo", "cio", understand, x);
  CHECK(w.run("RL001", {.2, 0}).empty());
  CHECK(w.run("RL001", {.2001, 0}).size() == 1);
  w.rate("cio", "cfo", back, .8);
  w.rate("cfo", "cio", back, .5);  // .8 - .5 is above .3 as doubles
  CHECK(w.run("RL002", {.3, 0}).empty());
  CHECK(w.run("RL002", {.2999, 0}).size() == 1);
}

TEST_CASE("RL002: two sides see a practice differently", "[relationship_rules]") {
  world w;
  w.rate("cio", "cmo", back, 5);
  w.rate("cmo", "cio", back, 3);
  w.rate("cio", "cmo", understand, 4);
  w.rate("cmo", "cio", understand, 3);  // exactly a quarter of the scale
  w.rate("cfo", "cio", back, 1);        // nothing said back
  w.rate("cio", "cmo", sees_value, 5);
  w.rate("cmo", "cio", sees_value, 1);
  const auto found = w.run("RL002");
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == "shared");
  CHECK(found[0].subjects == ids{"have_their_back", "cio", "cmo"});
  CHECK(found[0].paths ==
        std::vector<std::string>{"/relationship/ratings/0/have_their_back", "/relationship/ratings/1/have_their_back"});
  CHECK(number_of(found[0], "gap") == .5);
  CHECK(w.message("RL002", found[0]) ==
        "The practice \"have their back\" is seen differently: 5 from CIO, 3 from CMO, each of the other, on a scale "
        "from 1 to 5.");
  CHECK(w.action("RL002", found[0]) ==
        "Compare the two ratings of \"have their back\" between CIO and CMO, with an example from each.");
}

TEST_CASE("RL003: raters who disagree, and then no other rule reads them", "[relationship_rules]") {
  world w;
  for (const double x : {1., 1., 5.}) w.rate("cio", "cmo", back, x);
  for (const double x : {1., 2., 3.}) w.rate("cio", "cmo", understand, x);  // r_wg exactly .5
  for (const double x : {1., 5., 1.}) w.rate("cio", "cmo", sees_value, x);
  w.rate("cmo", "cio", back, 5);
  const auto found = w.run("RL003");
  REQUIRE(found.size() == 2);
  CHECK(found[0].side == "cio");
  CHECK(found[0].subjects == ids{"have_their_back", "cmo"});
  CHECK(found[0].paths.size() == 3);
  CHECK(number_of(found[0], "agreement") == 0.0);
  CHECK(number_of(found[0], "margin") == .5);
  CHECK(w.message("RL003", found[0]) ==
        "On \"have their back\" of CMO, raters of CIO answer from 1 to 5: no mean can stand for them.");
  CHECK(w.action("RL003", found[0]) ==
        "Ask these raters what they had in mind on \"have their back\", and rate again.");
  CHECK(w.message("RL003", found[1]) ==
        "On the value of alignment with CMO, raters of CIO answer from 1 to 5: no mean can stand for them.");
  CHECK(w.run("RL002").empty());
  CHECK(w.run("RL005").empty());
  const auto low = w.run("RL001");
  REQUIRE(low.size() == 1);
  CHECK(low[0].subjects.front() == "seek_to_understand");
}

TEST_CASE("RL004: what matters and is not met is for the side that is asked", "[relationship_rules]") {
  world w;
  w.given.relationship->needs = {{"cmo", "cio", "data", 4, 2},  {"cmo", "cio", "speed", 5, 1},
                                 {"cmo", "cio", "words", 3, 1}, {"cmo", "cio", "dates", 5, 3},
                                 {"cmo", "", "hosting", 5, {}}, {"cio", "", "budget", 4, 2.9}};
  const auto found = w.run("RL004");
  REQUIRE(found.size() == 3);
  CHECK(found[0].subjects == ids{"cmo", "speed"});  // the most unmet first
  CHECK(found[1].subjects == ids{"cmo", "data"});
  CHECK(found[1].side == "cio");
  CHECK(found[1].paths == std::vector<std::string>{"/relationship/needs/0"});
  CHECK(number_of(found[1], "unmet") == .5625);
  CHECK(number_of(found[1], "margin") == .25);
  CHECK(w.message("RL004", found[1]) ==
        "\"data\", needed by CMO from CIO, has importance 4 and is met at 2, on a scale from 1 to 5.");
  CHECK(w.action("RL004", found[1]) == "Say what CMO will get of \"data\" and by when, or that it will not.");
  CHECK(found[2].side == "shared");
  CHECK(w.message("RL004", found[2]) ==
        "\"budget\", needed by CIO from all sides, has importance 4 and is met at 2.9, on a scale from 1 to 5.");
}

TEST_CASE("RL005: a side that sees no value in alignment is for the arbiter", "[relationship_rules]") {
  world w;
  w.rate("cio", "cmo", sees_value, 3);
  w.rate("cmo", "cio", sees_value, 2);
  w.rate("cmo", "cfo", sees_value, 1);
  w.rate("cfo", "cmo", sees_value, 5);
  auto found = w.run("RL005");
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == "shared");
  CHECK(found[0].subjects == ids{"cmo"});
  CHECK(found[0].paths ==
        std::vector<std::string>{"/relationship/ratings/1/sees_value", "/relationship/ratings/2/sees_value"});
  CHECK(number_of(found[0], "level") == 0.0);
  CHECK(number_of(found[0], "count") == 2);
  CHECK(w.message("RL005", found[0]) == "The value of alignment is rated 1 by CMO, on a scale from 1 to 5.");
  CHECK(w.action("RL005", found[0]) == "Step in: tie the shared goal to what CMO answers for.");
  w.given.decision_rights.emplace().arbiter = "ceo";
  found = w.run("RL005");
  CHECK(found[0].side == "ceo");
}

TEST_CASE("without a relationship its rules find nothing", "[relationship_rules]") {
  world w;
  for (const rule& r : relationship_rules) CHECK(w.run(r.id).empty());
  w.given.relationship.reset();
  for (const rule& r : relationship_rules) CHECK(w.run(r.id).empty());
}

}  // namespace relationship_rules_test
