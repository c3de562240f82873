// SPDX-License-Identifier: Apache-2.0
// The fixture's two sides as a model, and what tests of assessments share.
#pragma once

#include "../fixture.hpp"

#include <catch2/catch.hpp>

#include <coalign/assess/assess.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace fixture {

template <std::size_t N>
std::vector<double> list(const std::array<double, N>& x) {
  return {x.begin(), x.end()};
}

/// Six metrics with targets that are as far apart as the fixture says, horizons, five risks.
inline coalign::model_parts whole_model() {
  using namespace coalign;
  model_parts parts;
  parts.catalog =
      catalog{{"m0", "m1", "m2", "m3", "m4", "m5"}, {{"r0", .3}, {"r1", .2}, {"r2", .2}, {"r3", .2}, {"r4", .1}}};
  answers cio{.priorities = list(cio_priorities), .horizons = list(cio_horizons)};
  answers cmo{.priorities = list(cmo_priorities), .horizons = list(cmo_horizons)};
  for (const double x : cio_severities) cio.risks.emplace_back(x);
  for (const double x : cmo_severities) cmo.risks.emplace_back(x);
  for (std::size_t i = 0; i < 6; ++i) {
    parts.catalog.metrics[i].scale = scale::linear(10);
    cio.targets.emplace_back(0.0);
    cmo.targets.emplace_back(10 * goal_distances[i]);
  }
  parts.sides = {{"cio", cio}, {"cmo", cmo}};
  return parts;
}

/// Its priorities alone.
inline coalign::model_parts priorities_model() {
  coalign::model_parts parts = whole_model();
  parts.catalog.risks.clear();
  for (coalign::metric& m : parts.catalog.metrics) m.scale = {};
  for (auto& s : parts.sides) s.given = {.priorities = s.given.priorities};
  return parts;
}

inline coalign::assessment assessed(coalign::model_parts parts, const coalign::assess_options& options = {}) {
  return coalign::assess(coalign::model::make(std::move(parts)).value(), options).value();
}

/// The codes of an assessment's notes, by path.
inline std::multimap<std::string, coalign::errc> notes(const coalign::assessment& a) {
  std::multimap<std::string, coalign::errc> all;
  for (const auto& note : a.status) {
    CHECK_FALSE(note.message.empty());
    all.emplace(note.path, note.code);
  }
  return all;
}

inline bool has(const std::multimap<std::string, coalign::errc>& all, const std::string& path, coalign::errc code) {
  const auto [first, last] = all.equal_range(path);
  return std::any_of(first, last, [&](const auto& each) { return each.second == code; });
}

}  // namespace fixture
