// SPDX-License-Identifier: Apache-2.0
// The relationship of the sides in the assessment document.
#include "write_strategy.hpp"

#include <array>
#include <utility>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

value level_document(const strategy::practice_level& x) {
  object out;
  out.emplace_back("level", number(x.level));
  out.emplace_back("rating", x.rating);
  out.emplace_back("raters", count(x.raters));
  out.emplace_back("rwg", number(x.rwg));
  out.emplace_back("divided", x.divided);
  return out;
}

value rated_document(const strategy::rated_side& x) {
  object practices;
  for (std::size_t p = 0; p < x.practices.size(); ++p) {
    if (x.practices[p].raters == 0) continue;
    practices.emplace_back(strategy::practice_names[p], level_document(x.practices[p]));
  }
  object out;
  out.emplace_back("side", x.side);
  out.emplace_back("of", x.of);
  out.emplace_back("practices", std::move(practices));
  return out;
}

value need_document(const strategy::need_met& x) {
  object out;
  out.emplace_back("side", x.side);
  out.emplace_back("of", x.of);
  out.emplace_back("what", x.what);
  out.emplace_back("importance", number(x.importance));
  out.emplace_back("met", number(x.met));
  out.emplace_back("unmet", number(x.unmet));
  return out;
}

}  // namespace

value relationship_document(const strategy::relationship_result& found) {
  array levels, gaps, needs;
  for (const strategy::rated_side& x : found.rated) levels.emplace_back(rated_document(x));
  for (const strategy::perception& x : found.perceptions) {
    const strategy::rated_side& first = found.rated[x.rated[0]];
    object gap;
    gap.emplace_back("sides", texts(std::array{first.side, first.of}));
    gap.emplace_back("practice", strategy::practice_names[x.practice]);
    gap.emplace_back("levels", two(x.levels));
    gap.emplace_back("gap", x.gap);
    gaps.emplace_back(std::move(gap));
  }
  for (const strategy::need_met& x : found.needs) needs.emplace_back(need_document(x));
  object out;
  out.emplace_back("scale", two(found.scale));
  out.emplace_back("levels", std::move(levels));
  out.emplace_back("perception_gaps", std::move(gaps));
  out.emplace_back("needs", std::move(needs));
  return out;
}

}  // namespace coalign::io
