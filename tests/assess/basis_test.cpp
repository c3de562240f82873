// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/assess/basis.hpp>
#include <functional>
#include <set>

namespace basis_test {

using namespace coalign;

namespace {

model_parts example() {
  model_parts parts;
  parts.question = "Divide 100 points.";
  parts.catalog = catalog{{"uptime", "stock"}, {{"breach", 3}, {"outage", 2}}};
  metric& m = parts.catalog.metrics[0];
  m.unit = "%";
  m.scale = scale::log_shortfall(10, 100);
  m.baseline = 99;
  m.target = 99.9;
  m.current = 99.5;
  parts.catalog.metrics[1].better = direction::within;
  parts.catalog.metrics[1].slack = 5;
  parts.sides = {{"cio", {.priorities = {1, 2}, .horizons = {1, 1, 1, 1, 1}, .risks = {.5, .5}}},
                 {"cmo", {.priorities = {2, 1}}}};
  return parts;
}

std::uint64_t of(const std::function<void(model_parts&)>& change) {
  model_parts parts = example();
  change(parts);
  return basis(model::make(std::move(parts)).value());
}

}  // namespace

TEST_CASE("the basis changes with whatever results rest on", "[basis]") {
  const std::vector<std::function<void(model_parts&)>> changes{
      [](model_parts& p) { p.question += " Again."; },
      [](model_parts& p) { p.elicitation = elicitation::swing; },
      [](model_parts& p) { p.policy.rho = 1; },
      [](model_parts& p) { p.policy.rho = std::numeric_limits<double>::infinity(); },
      [](model_parts& p) { p.policy.weights[2] = 2; },
      [](model_parts& p) { p.policy.weights[0] = 2; },
      [](model_parts& p) { p.policy.spacing = spacing::equal; },
      [](model_parts& p) { p.policy.risk_levels = {0, 1}; },
      [](model_parts& p) { p.policy.rating_scale = rating_scale{0, 9}; },
      [](model_parts& p) { p.policy.rating_scale = rating_scale{0, 8}; },
      [](model_parts& p) { p.catalog.metrics[0].id = "security"; },
      [](model_parts& p) { p.catalog.metrics[0].unit = "hours"; },
      [](model_parts& p) { p.catalog.metrics[0].scale.full = 5; },
      [](model_parts& p) { p.catalog.metrics[0].scale.ceiling = 101; },
      [](model_parts& p) { p.catalog.metrics[0].scale = scale::linear(10); },
      [](model_parts& p) { p.catalog.metrics[0].baseline = 98; },
      [](model_parts& p) { p.catalog.metrics[0].baseline.reset(); },
      [](model_parts& p) { p.catalog.metrics[0].target = 99.8; },
      [](model_parts& p) { p.catalog.metrics[0].target.reset(); },
      [](model_parts& p) { p.catalog.metrics[1].slack = 4; },
      [](model_parts& p) { p.catalog.metrics[1].better = direction::higher; },
      [](model_parts& p) { std::swap(p.catalog.metrics[0], p.catalog.metrics[1]); },
      [](model_parts& p) { p.catalog.horizons[0].id = "w"; },
      [](model_parts& p) { p.catalog.horizons[0].days = 8; },
      [](model_parts& p) { p.catalog.risks[0].id = "loss"; },
      [](model_parts& p) { p.catalog.risks[0].weight = 4; },
      [](model_parts& p) {
        p.catalog.metrics.emplace_back("third");
        for (auto& s : p.sides) s.given.priorities.push_back(0);
      },
  };
  std::set<std::uint64_t> seen{of([](model_parts&) {})};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    CHECK(seen.insert(of(changes[i])).second);  // different from the model and from every other change
  }
}

TEST_CASE("the basis does not change with names, values of today, or answers", "[basis]") {
  const std::uint64_t before = of([](model_parts&) {});
  const std::vector<std::function<void(model_parts&)>> changes{
      [](model_parts& p) { p.title = "Another title"; },
      [](model_parts& p) { p.as_of = "2026-01-01"; },
      [](model_parts& p) { p.illustrative = true; },
      [](model_parts& p) { p.catalog.metrics[0].name = "Availability"; },
      [](model_parts& p) { p.catalog.metrics[0].current = 99.7; },
      [](model_parts& p) { p.catalog.horizons[0].name = "A week"; },
      [](model_parts& p) { p.catalog.risks[0].name = "Breach"; },
      [](model_parts& p) { p.sides[0].given.priorities = {5, 1}; },
      [](model_parts& p) { p.sides[0].given.risks = {.1, .9}; },
      [](model_parts& p) { p.sides[0].given.targets = {99.5, std::nullopt}; },
      [](model_parts& p) { p.sides[1].id = "cfo"; },
      [](model_parts& p) { std::swap(p.sides[0], p.sides[1]); },
      // Points in another unit are the same weights: 3 : 2 is 60 : 40 is 0.6 : 0.4.
      [](model_parts& p) {
        p.catalog.risks[0].weight = 60;
        p.catalog.risks[1].weight = 40;
      },
      [](model_parts& p) {
        p.catalog.risks[0].weight = .6;
        p.catalog.risks[1].weight = .4;
      },
      [](model_parts& p) { p.policy.weights = {7, 7, 7}; },
      [](model_parts& p) { p.policy.weights = {1. / 3, 1. / 3, 1. / 3}; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    CHECK(of(changes[i]) == before);
  }
}

TEST_CASE("texts cannot imitate the lines of the canonical text", "[basis]") {
  const auto first = of([](model_parts& p) { p.question = "a\nelicitation 6 points"; });
  const auto second = of([](model_parts& p) { p.question = "a"; });
  CHECK(first != second);
  const std::string text = canonical_text(model::make(example()).value());
  CHECK(text.find("question 18 Divide 100 points.\n") != std::string::npos);
}

}  // namespace basis_test
