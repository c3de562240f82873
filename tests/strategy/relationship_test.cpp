// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/relationship.hpp>

#include <initializer_list>

namespace relationship_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

constexpr std::size_t understand = 0, back = 4;  // two of the practices

struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  explicit world(std::initializer_list<const char*> names = {"cio", "cmo"}) {
    for (const char* name : names) sides.push_back(make_side(catalog, name, {}).value());
  }
  [[nodiscard]] relationship_result assess(const relationship& r) const {
    return assess_relationship(r, {catalog, sides, given});
  }
};

practice_rating rating(const char* side, const char* of, std::size_t practice, double value) {
  practice_rating out{.side = side, .of = of};
  out.values[practice] = value;
  return out;
}

/// Ratings of the CIO of one practice of the CMO.
relationship rated(std::initializer_list<double> ratings, double low = 1, double high = 5) {
  relationship r{.scale_low = low, .scale_high = high};
  for (const double x : ratings) r.ratings.push_back(rating("cio", "cmo", understand, x));
  return r;
}

practice_level level(const relationship& r, const world& w = world()) {
  const auto found = w.assess(r);
  REQUIRE(found.rated.size() == 1);
  return found.rated[0].practices[understand];
}

}  // namespace

TEST_CASE("a level is the mean's share of the scale", "[relationship]") {
  const practice_level x = level(rated({2, 3}));
  CHECK(x.raters == 2);
  CHECK(x.rating == 2.5);
  CHECK(x.level == .375);
  CHECK(x.least == 2);
  CHECK(x.greatest == 3);
  CHECK(x.given == std::vector<std::size_t>{0, 1});
  CHECK(level(rated({1})).level == 0.0);
  CHECK(level(rated({5})).level == 1.0);
  CHECK(level(rated({.7, .7, .7}, 0, 1)).rating == .7);
  CHECK(level(rated({-3, -2}, -5, 5)).level == Approx(.25));
}

TEST_CASE("r_wg of James, Demaree & Wolf on the section's scale", "[relationship]") {
  CHECK(level(rated({3, 3, 3})).rwg == 1.0);
  CHECK(level(rated({1, 2, 3})).rwg == .5);         // variance 1 against 2
  CHECK(*level(rated({2, 3})).rwg == Approx(.75));  // .5 against 2
  CHECK(level(rated({1, 5})).rwg == 0.0);           // 8 against 2, cut
  CHECK(*level(rated({6, 7, 8}, 1, 10)).rwg == Approx(1 - 12. / 99));
  CHECK_FALSE(level(rated({4})).rwg);                  // one rater
  CHECK_FALSE(level(rated({1, 2}, 1, 3.5)).rwg);       // no whole number of steps
  CHECK_FALSE(level(rated({.2, .8}, 0, 1)).rwg);       // between the steps
  CHECK(level(rated({0, 1, 1, 1}, 0, 1)).rwg == 0.0);  // .25 against .25
}

TEST_CASE("raters who disagree are not averaged", "[relationship]") {
  const practice_level x = level(rated({1, 5, 3}));
  CHECK(x.divided);
  CHECK_FALSE(x.level);
  CHECK(x.rating == 3);
  CHECK_FALSE(level(rated({1, 2, 3})).divided);  // at the threshold
  CHECK(level(rated({1, 2, 3})).level == .25);
  CHECK(level(rated({.2, .8}, 0, 1)).level == Approx(.5));  // nothing says that they disagree
}

TEST_CASE("the policy sets how much agreement a mean needs", "[relationship]") {
  world w;
  w.given.rules = {{.rule = "RL003", .off = true, .thresholds = {{"rwg", .8}}}};
  CHECK_FALSE(level(rated({2, 3}), w).level);
  w.given.rules = {{.rule = "RL003", .thresholds = {{"rwg", 0}}}};
  CHECK(level(rated({1, 5}), w).level == .5);
  w.given.rules = {{.rule = "RL002", .thresholds = {{"difference", .8}}}};
  CHECK(level(rated({2, 3}), w).level == .375);
}

TEST_CASE("what was not rated has no level", "[relationship]") {
  const auto found = world().assess(rated({3}));
  CHECK(found.rated[0].side == "cio");
  CHECK(found.rated[0].of == "cmo");
  CHECK(found.rated[0].practices[back].raters == 0);
  CHECK_FALSE(found.rated[0].practices[back].level);
  CHECK(found.perceptions.empty());
  CHECK(world().assess({}).rated.empty());
}

TEST_CASE("whom a rating is of, where it does not say", "[relationship]") {
  relationship r;
  r.ratings = {rating("cmo", "", understand, 2), rating("cmo", "cio", understand, 3)};
  const auto two = world().assess(r);
  REQUIRE(two.rated.size() == 1);
  CHECK(two.rated[0].of == "cio");
  CHECK(two.rated[0].practices[understand].raters == 2);
  const auto three = world({"cio", "cmo", "cfo"}).assess(r);
  REQUIRE(three.rated.size() == 2);
  CHECK(three.rated[0].of == "cio");
  CHECK(three.rated[1].of == "shared");
}

TEST_CASE("a perception gap is between what two sides say of each other", "[relationship]") {
  relationship r;
  r.ratings = {rating("cmo", "cio", back, 3),       rating("cfo", "cio", back, 1),
               rating("cio", "cmo", back, 5),       rating("cio", "cmo", understand, 5),
               rating("cio", "cmo", sees_value, 5), rating("cmo", "cio", sees_value, 1)};
  const auto found = world({"cio", "cmo", "cfo"}).assess(r);
  REQUIRE(found.rated.size() == 3);
  CHECK(found.rated[0].side == "cio");
  CHECK(found.rated[2].side == "cfo");
  REQUIRE(found.perceptions.size() == 1);
  const perception& x = found.perceptions[0];
  CHECK(x.practice == back);
  CHECK(x.rated == std::array<std::size_t, 2>{0, 1});
  CHECK(x.levels == std::array<double, 2>{1, .5});
  CHECK(x.gap == .5);
}

TEST_CASE("no perception gap where raters of a side disagree", "[relationship]") {
  relationship r = rated({1, 5});
  r.ratings.push_back(rating("cmo", "cio", understand, 5));
  CHECK(world().assess(r).perceptions.empty());
}

TEST_CASE("needs come by importance and shortfall", "[relationship]") {
  relationship r;
  r.needs = {{"cio", "cmo", "dates", 3, 1}, {"cmo", "cio", "unknown", 5, {}}, {"cmo", "cio", "data", 5, 2},
             {"cmo", "", "speed", 5, 5},    {"cio", "cmo", "words", 5, 3},    {"cio", "cmo", "names", {}, 1}};
  const auto found = world().assess(r).needs;
  REQUIRE(found.size() == 6);
  CHECK(found[0].need == 2);
  CHECK(found[0].unmet == .75);
  CHECK(found[1].need == 0);  // of equals the first
  CHECK(found[1].unmet == .5);
  CHECK(found[2].need == 4);
  CHECK(found[3].unmet == 0.0);
  CHECK(found[3].of == "cio");
  CHECK(found[4].need == 1);
  CHECK_FALSE(found[4].unmet);
  CHECK(found[5].need == 5);
}

TEST_CASE("levels and needs do not depend on the scale, nor on the order of raters", "[relationship]") {
  generators::holds("scale", [] {
    relationship r, s{.scale_low = -10, .scale_high = 30};
    const auto raters = generators::size(1, 6);
    for (std::size_t i = 0; i < raters; ++i) {
      const double x = generators::whole(1, 5);
      r.ratings.push_back(rating("cio", "cmo", understand, x));
      s.ratings.insert(s.ratings.begin(), rating("cio", "cmo", understand, 10 * x - 20));
    }
    world w;
    w.given.rules = {{.rule = "RL003", .thresholds = {{"rwg", 0}}}};
    const auto x = w.assess(r).rated[0].practices[understand], y = w.assess(s).rated[0].practices[understand];
    NEED(x.level && y.level);
    NEED(std::abs(*x.level - *y.level) < 1e-12);
    NEED(*x.level >= 0.0 && *x.level <= 1.0);
    NEED(x.rwg.has_value() == (raters > 1));
    double sum = 0, squares = 0;
    for (const auto& row : r.ratings) sum += *row.values[understand];
    const double mean = sum / static_cast<double>(raters);
    for (const auto& row : r.ratings) squares += std::pow(*row.values[understand] - mean, 2);
    NEED(std::abs(x.rating - mean) < 1e-12);
    if (raters > 1) NEED(std::abs(*x.rwg - std::max(0.0, 1 - squares / static_cast<double>(raters - 1) / 2)) < 1e-12);
  });
}

}  // namespace relationship_test
