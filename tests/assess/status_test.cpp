// SPDX-License-Identifier: Apache-2.0
#include "fixture_model.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace status_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
using fixture::assessed;
using fixture::has;
using fixture::notes;
using fixture::whole_model;

}  // namespace

TEST_CASE("a note for each number that is not there", "[assess]") {
  const auto usual = notes(assessed(whole_model()));
  CHECK(has(usual, "/pairs/0/risk/breach_conflict", errc::missing));
  CHECK_FALSE(has(usual, "/pairs/0/metric", errc::missing));

  model_parts none = whole_model();
  none.sides[0].given = answers{};
  const auto empty = notes(assessed(none));
  CHECK(has(empty, "/pairs/0/metric", errc::missing));
  CHECK(has(empty, "/pairs/0/horizon", errc::missing));
  CHECK(has(empty, "/pairs/0/risk", errc::missing));
  CHECK(has(empty, "/pairs/0/index", errc::missing));
  CHECK_FALSE(assessed(none).shared);

  model_parts goals = whole_model();
  for (auto& s : goals.sides) s.given.targets.clear();
  CHECK(has(notes(assessed(goals)), "/pairs/0/metric/goal_gap", errc::missing));
  goals.sides[0].given.targets = {0.0, 0.0, 0.0, 0.0, 0.0, std::nullopt};
  CHECK(has(notes(assessed(goals)), "/pairs/0/metric/range", errc::missing));

  model_parts flat = whole_model();
  flat.sides[0].given.priorities = {1, 1, 1, 1, 1, 1};
  flat.sides[1].given.risks.assign(5, .5);
  const auto ties = notes(assessed(flat));
  CHECK(has(ties, "/pairs/0/second_opinions/kendall_tau_b", errc::undefined));
  CHECK(has(ties, "/pairs/0/risk/correlation", errc::undefined));
  CHECK(has(ties, "/pairs/0/risk/kendall_tau_b", errc::undefined));

  model_parts one = whole_model();
  one.catalog.metrics.resize(1);
  for (auto& s : one.sides) {
    s.given.priorities = {1};
    s.given.targets = {1.0};
  }
  const auto single = notes(assessed(one));
  CHECK(has(single, "/pairs/0/metric", errc::degenerate));
  CHECK(has(single, "/pairs/0/second_opinions/chance_corrected", errc::undefined));
  CHECK(has(single, "/pairs/0/merges", errc::undefined));

  model_parts apart = whole_model();
  apart.sides[0].given.priorities = {1, 0, 0, 0, 0, 0};
  apart.sides[1].given.priorities = {0, 1, 0, 0, 0, 0};
  CHECK(has(notes(assessed(apart)), "/shared_metrics/score", errc::no_shared));

  model_parts values = whole_model();
  for (metric& m : values.catalog.metrics) m.baseline = 0;
  values.sides[0].given.current = {1.0, 1.0, 1.0, 1.0, 1.0, std::nullopt};
  values.sides[1].given.current = {2.0, 1.0, 1.0, 1.0, 1.0, std::nullopt};
  const auto dispute = notes(assessed(values));
  CHECK(has(dispute, "/shared_metrics/items/0/data_conflict", errc::data_conflict));
  CHECK(has(dispute, "/shared_metrics/items/5/attainment/cio", errc::missing));
  CHECK(has(dispute, "/shared_metrics/score", errc::undefined));

  model_parts asked = whole_model();
  asked.sides[0].given.priorities[1] = NaN;
  CHECK(has(notes(assessed(asked)), "/pairs/0/metric/coverage", errc::missing));
}

}  // namespace status_test
