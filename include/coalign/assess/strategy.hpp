// SPDX-License-Identifier: Apache-2.0
/// @file
/// The shared strategy of an assessed model: what its sections say, and the findings.
#pragma once

#include <coalign/assess/actions.hpp>
#include <coalign/assess/assessment.hpp>
#include <coalign/assess/strategy_status.hpp>
#include <coalign/strategy/findings.hpp>
#include <coalign/strategy/labels.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace coalign {

/// What the sections of a model are read against. It refers to the model.
[[nodiscard]] inline strategy::setting strategy_setting(const model& m) {
  return {m.catalog(), m.sides(), m.strategy(), parse_date(m.parts().as_of), m.policy().spacing};
}

/// What people call the things of a model. It refers to the model, and to the translation.
[[nodiscard]] inline strategy::labels strategy_labels(const model& m, const translation* words = nullptr) {
  return strategy::labels(strategy_setting(m), m.arbiter().empty() ? std::string() : arbiter_label(m), words);
}

namespace detail {

/// What a deadlock rests on. Its sentence has the numbers of a concession already.
[[nodiscard]] inline arguments deadlock_numbers(const assessment& a, const deadlock_entry& d) {
  if (d.found.kind == action::deadlock_kind::concession) {
    return {{"gap_points", find_argument(d.args, "gap")->second},
            {"reach_points", find_argument(d.args, "reach")->second}};
  }
  if (d.found.kind == action::deadlock_kind::appetite) {
    const auto& [k, l] = a.pairs[d.pair].sides;
    const side &first = a.model.sides()[k], &second = a.model.sides()[l];
    const auto risk = static_cast<std::size_t>(d.found.subject);
    const interval x = *first.appetite(risk), y = *second.appetite(risk);
    if (x.is_point() && y.is_point()) return {{"first_limit", x.low}, {"second_limit", y.low}};
    return {{"first_low", x.low}, {"first_high", x.high}, {"second_low", y.low}, {"second_high", y.high}};
  }
  return {};
}

}  // namespace detail

/// What the rules may know of the scores. It owns what it holds.
[[nodiscard]] inline strategy::alignment alignment_scores(const assessment& a) {
  const std::vector<side>& sides = a.model.sides();
  strategy::alignment out;
  out.common_ground = a.common_ground;
  for (const pair_assessment& p : a.pairs) {
    const std::string& first = sides[p.sides[0]].id();
    const std::string& second = sides[p.sides[1]].id();
    strategy::pair_scores& scores = out.pairs.emplace_back(strategy::pair_scores{.first = first, .second = second});
    const pair& x = p.comparison;
    if (x.metric) {
      scores.priority_gap = x.metric->priority_gap;
      std::size_t asked = 0;
      for (const metric_item& item : x.metric->items) {
        asked += !std::isnan(item.priorities[0]) && !std::isnan(item.priorities[1]);
        if (item.opposite && std::min(item.priorities[0], item.priorities[1]) > 0.0) scores.opposite.push_back(item.id);
      }
      if (const auto& found = p.metric_placements; found && found->total() > 0) {
        out.placements.push_back({.first = first,
                                  .second = second,
                                  .metrics = asked,
                                  .as_far_or_further = static_cast<double>(found->tied + found->further) /
                                                       static_cast<double>(found->total())});
      }
    }
    if (x.horizon) {
      scores.horizon_gap = x.horizon->gap;
      scores.longer = x.horizon->longer;
    }
    if (x.risk) {
      scores.risk_gap = x.risk->gap;
      scores.sees_more = x.risk->sees_more;
    }
  }
  for (const understanding_entry& u : a.understanding) {
    strategy::belief_scores& b = out.beliefs.emplace_back(
        strategy::belief_scores{.side = sides[u.side].id(), .of = sides[u.of].id(), .blind_spot = u.found.blind_spot});
    b.assumed_gap = u.found.assumed_gap;
    // Pairs are in the order of their sides.
    const std::array between{std::min(u.side, u.of), std::max(u.side, u.of)};
    const auto p = std::lower_bound(a.pairs.begin(), a.pairs.end(), between,
                                    [](const pair_assessment& x, const auto& sought) { return x.sides < sought; });
    if (p != a.pairs.end() && p->sides == between && p->comparison.metric) {
      b.priority_gap = p->comparison.metric->priority_gap;
    }
  }
  for (const deadlock_entry& d : a.actions.deadlocks) {
    const auto subject = static_cast<std::size_t>(std::max<std::ptrdiff_t>(d.found.subject, 0));
    const auto& [k, l] = a.pairs[d.pair].sides;
    out.deadlocks.push_back({.kind = std::string(action::deadlock_name(d.found.kind)),
                             .subject = d.found.subject < 0 ? std::string()
                                        : d.found.kind == action::deadlock_kind::appetite
                                            ? a.model.catalog().risks[subject].id
                                            : a.model.catalog().metrics[subject].id,
                             .first = sides[k].id(),
                             .second = sides[l].id(),
                             .size = d.found.size,
                             .numbers = detail::deadlock_numbers(a, d)});
  }
  return out;
}

namespace detail {

/// Adds what the sections say, why numbers of them are not there, and the findings, to an assessment whose scores are
/// there.
inline void assess_strategy(assessment& a) {
  const strategy::setting s = strategy_setting(a.model);
  a.strategy = strategy::assess_sections(s);
  const strategy::alignment scores = alignment_scores(a);
  a.findings = strategy::find_all({s, a.strategy, scores}, strategy_labels(a.model), a.model.parts().currency);
  note_strategy(a);
}

}  // namespace detail

}  // namespace coalign
