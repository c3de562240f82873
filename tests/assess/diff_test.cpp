// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>

#include <coalign/assess/assess.hpp>
#include <coalign/assess/diff.hpp>

#include <cmath>

namespace diff_test {

using namespace coalign;

namespace {

model_parts example() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b", "c"}, {{"r", 1}, {"s", 2}}};
  parts.sides = {{"cio", {.priorities = {5, 3, 2}, .horizons = {1, 1, 1, 1, 1}, .risks = {.5, .1}}},
                 {"cmo", {.priorities = {2, 3, 5}, .horizons = {3, 1, 1, 1, 0}, .risks = {.4, .6}}},
                 {"cfo", {.priorities = {1, 1, 1}, .horizons = {1, 0, 0, 0, 3}, .risks = {.9, .6}}}};
  return parts;
}

assessment assessed(const model_parts& parts) { return assess(model::make(parts).value()).value(); }

}  // namespace

TEST_CASE("nothing moved", "[diff]") {
  const assessment a = assessed(example());
  const difference d = diff(a, a);
  CHECK(d.comparable);
  CHECK(d.gap.change() == 0.0);
  CHECK(d.items.size() == 3 + 4 + 2);
  CHECK(d.pairs.size() == 3);
  for (const item_difference& x : d.items) CHECK(x.contribution.change() == 0.0);
}

TEST_CASE("what moved it, by item, block and pair", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  parts.sides[0].given.priorities = {2, 3, 5};  // the CIO answers as the CMO does
  const assessment after = assessed(parts);
  const difference d = diff(before, after);
  CHECK(d.comparable);
  CHECK(d.gap.before == before.group.gap());
  CHECK(d.gap.after == after.group.gap());
  CHECK(d.pairs[0].sides == std::array<std::string, 2>{"cio", "cmo"});
  CHECK(d.pairs[0].gap.after < d.pairs[0].gap.before);
  CHECK(d.items[0].id == "a");
  CHECK(d.contributions[0].change() < 0.0);
}

TEST_CASE("other questions are not compared in silence", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  parts.question = "Another";
  CHECK_FALSE(diff(before, assessed(parts)).comparable);
  parts = example();
  parts.catalog.metrics[2].id = "new";
  const difference d = diff(before, assessed(parts));
  CHECK_FALSE(d.comparable);
  REQUIRE(d.items.size() == 10);
  CHECK(d.items[2].id == "new");
  CHECK(d.items[2].contribution.before == 0.0);
  CHECK(d.items[3].id == "c");
  CHECK(d.items[3].contribution.after == 0.0);
  parts = example();
  parts.sides[1].id = "coo";
  const difference sides = diff(before, assessed(parts));
  CHECK_FALSE(sides.comparable);
  CHECK(sides.added == std::vector<std::string>{"coo"});
  CHECK(sides.removed == std::vector<std::string>{"cmo"});
  CHECK(sides.pairs.size() == 1);
  parts = example();
  parts.sides[0].given.risks.clear();
  parts.sides[1].given.risks.clear();
  const difference missing = diff(before, assessed(parts));
  CHECK_FALSE(missing.comparable);
  CHECK(missing.contributions[2].after == 0.0);
}

TEST_CASE("a pair is the same whatever the order of its sides", "[diff]") {
  auto parts = example();
  const assessment before = assessed(parts);
  std::swap(parts.sides[0], parts.sides[2]);
  const difference d = diff(before, assessed(parts));
  REQUIRE(d.pairs.size() == 3);
  for (const pair_difference& p : d.pairs) CHECK(p.gap.change() == Approx(0).margin(1e-15));
  CHECK(d.comparable);
}

TEST_CASE("changes of contributions sum to the change of the gap", "[diff]") {
  generators::holds(
      "any two answers",
      [] {
        auto parts = example();
        const assessment before = assessed(parts);
        for (auto& s : parts.sides) {
          s.given.priorities = generators::points(3);
          s.given.horizons = generators::points(5);
          if (generators::coin()) s.given.risks.clear();
        }
        const auto made = model::make(parts);
        if (!made) return;
        const auto after = assess(made.value());
        if (!after || std::isnan(after.value().group.gap())) return;
        const difference d = diff(before, after.value());
        double items = 0.0, blocks = 0.0;
        for (const item_difference& x : d.items) items += x.contribution.change();
        for (const change_of& x : d.contributions) blocks += x.change();
        NEED(std::abs(items - d.gap.change()) < 1e-12);
        NEED(std::abs(blocks - d.gap.change()) < 1e-12);
      },
      1000);
}

}  // namespace diff_test
