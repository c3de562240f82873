// SPDX-License-Identifier: Apache-2.0
/// @file
/// Alignment: the rules on the scores themselves. They need no section.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// The place of a side in the model document.
[[nodiscard]] inline std::string side_path(const context& c, std::string_view id, std::string_view part = {}) {
  std::size_t k = 0;
  while (k + 1 < c.sides.size() && c.sides[k].id() != id) ++k;
  return part.empty() ? pointer("sides", k) : pointer("sides", k, part);
}

/// A match between two sides: everybody's move.
[[nodiscard]] inline match between(const context& c, const std::string& first, const std::string& second,
                                   std::string_view part = {}) {
  return {.paths = {side_path(c, first, part), side_path(c, second, part)},
          .subjects = {first, second},
          .side = std::string(shared)};
}

/// The two sides of a pair: by what sets one of them apart, or, where nothing does, in the order of the document.
inline void add_pair(evidence& list, const pair_scores& p, std::string_view role, const std::string& who,
                     std::string_view other) {
  list.emplace_back(who.empty() ? "first" : role, named_one{who.empty() ? p.first : who});
  list.emplace_back(who.empty() ? "second" : other, named_one{who.empty() || who == p.first ? p.second : p.first});
}

}  // namespace detail

inline void find_no_common_ground(const context& c, std::span<const double> limits, std::vector<match>& out) {
  const auto& common = c.scores.common_ground;
  if (!common || !below(*common, limits[0])) return;
  match m;
  for (const side& s : c.sides) {
    m.paths.push_back(detail::side_path(c, s.id()));
    m.subjects.push_back(s.id());
  }
  m.side = shared;
  m.evidence = {
      {"points", 100.0 * *common}, {"common_ground", *common}, {"share", limits[0]}, {"margin", limits[0] - *common}};
  out.push_back(std::move(m));
}

inline void find_horizon_gap(const context& c, std::span<const double> limits, std::vector<match>& out) {
  for (const pair_scores& p : c.scores.pairs) {
    if (!p.horizon_gap || !above(*p.horizon_gap, limits[0])) continue;
    match m = detail::between(c, p.first, p.second, "horizons");
    detail::add_pair(m.evidence, p, "longer", p.longer, "shorter");
    m.evidence.insert(m.evidence.end(),
                      {{"horizon_gap", *p.horizon_gap}, {"gap", limits[0]}, {"margin", *p.horizon_gap - limits[0]}});
    out.push_back(std::move(m));
  }
}

inline void find_risk_gap(const context& c, std::span<const double> limits, std::vector<match>& out) {
  for (const pair_scores& p : c.scores.pairs) {
    if (!p.risk_gap || !above(*p.risk_gap, limits[0])) continue;
    match m = detail::between(c, p.first, p.second);
    detail::add_pair(m.evidence, p, "sees_more", p.sees_more, "other");
    m.evidence.insert(m.evidence.end(),
                      {{"risk_gap", *p.risk_gap}, {"gap", limits[0]}, {"margin", *p.risk_gap - limits[0]}});
    out.push_back(std::move(m));
  }
}

inline void find_opposite_directions(const context& c, std::span<const double>, std::vector<match>& out) {
  for (const pair_scores& p : c.scores.pairs) {
    for (const std::string& metric : p.opposite) {
      out.push_back(
          {.paths = {pointer("metrics", c.metric(metric).value_or(0)), detail::side_path(c, p.first),
                     detail::side_path(c, p.second)},
           .subjects = {metric, p.first, p.second},
           .side = c.arbiter(),
           .evidence = {
               {"metric", named_one{metric}}, {"first", named_one{p.first}}, {"second", named_one{p.second}}}});
    }
  }
}

inline void find_blind_spots(const context& c, std::span<const double> limits, std::vector<match>& out) {
  for (const belief_scores& b : c.scores.beliefs) {
    if (!above(b.blind_spot, limits[0])) continue;
    out.push_back({.paths = {pointer_child(detail::side_path(c, b.side, "predicts"), b.of)},
                   .subjects = {b.side, b.of},
                   .side = b.side,
                   .evidence = {{"side", named_one{b.side}},
                                {"of", named_one{b.of}},
                                {"points", 100.0 * b.blind_spot},
                                {"blind_spot", b.blind_spot},
                                {"gap", limits[0]},
                                {"margin", b.blind_spot - limits[0]}}});
  }
}

inline void find_assumed_gaps(const context& c, std::span<const double> limits, std::vector<match>& out) {
  for (const belief_scores& b : c.scores.beliefs) {
    if (!b.assumed_gap || !b.priority_gap || !above(*b.assumed_gap - *b.priority_gap, limits[0])) continue;
    out.push_back({.paths = {pointer_child(detail::side_path(c, b.side, "predicts"), b.of)},
                   .subjects = {b.side, b.of},
                   .side = b.side,
                   .evidence = {{"side", named_one{b.side}},
                                {"of", named_one{b.of}},
                                {"assumed_points", 100.0 * *b.assumed_gap},
                                {"actual_points", 100.0 * *b.priority_gap},
                                {"apart", *b.assumed_gap - *b.priority_gap},
                                {"difference", limits[0]},
                                {"margin", *b.assumed_gap - *b.priority_gap - limits[0]}}});
  }
}

inline void find_deadlocks(const context& c, std::span<const double>, std::vector<match>& out) {
  for (const deadlock_scores& d : c.scores.deadlocks) {
    if (d.kind == "direction") continue;  // AL004 says it of the metric
    match m{.paths = {detail::side_path(c, d.first), detail::side_path(c, d.second)},
            .subjects = {d.first, d.second},
            .side = c.arbiter(),
            .evidence = {
                {"kind", d.kind},
                {"first", named_one{d.first}},
                {"second", named_one{d.second}},
                {"about", d.subject.empty() ? fact{worded_one{"about_", "priorities"}} : fact{named_one{d.subject}}},
                {"size", d.size}}};
    for (const auto& [key, value] : d.numbers) {
      m.evidence.emplace_back(key, std::visit([](const auto& x) { return fact(x); }, value));
    }
    m.subjects.insert(m.subjects.begin(), d.subject.empty() ? d.kind : d.subject);
    // One subject can be in deadlock by its direction and by its limit: the kind keeps them apart.
    if (!d.subject.empty()) m.subjects.push_back(d.kind);
    out.push_back(std::move(m));
  }
}

inline void find_far_placements(const context& c, std::span<const double> limits, std::vector<match>& out) {
  constexpr std::size_t least_metrics = 4;
  for (const placement_scores& p : c.scores.placements) {
    if (p.metrics < least_metrics || above(p.as_far_or_further, limits[0])) continue;
    match m = detail::between(c, p.first, p.second);
    m.evidence = {{"first", named_one{p.first}},
                  {"second", named_one{p.second}},
                  {"placements", 100.0 * p.as_far_or_further},
                  {"share", limits[0]},
                  {"margin", limits[0] - p.as_far_or_further}};
    out.push_back(std::move(m));
  }
}

inline constexpr std::array<rule, 8> alignment_rules{{
    {.id = "AL001",
     .thresholds = {{{.name = "share", .value = 0.3, .unit = "share of all points"}}},
     .source = "convention",
     .title = "no shared success metrics",
     .why = "Where sides put their points on different metrics, success of one is invisible to the other.",
     .fix = "Name two or three metrics that every side answers for, and give each a target that all state.",
     .message = "The sides have only {common_ground:%~share} of 100 points of priority in common.",
     .action = "Choose the metrics that all sides answer for, before anything is bought or built.",
     .find = &find_no_common_ground},
    {.id = "AL002",
     .thresholds = {{{.name = "gap", .value = 0.25, .unit = "horizon gap"}}},
     .source = "convention",
     .title = "sides look differently far ahead",
     .why = "A side that plans in years and one that plans in weeks call different things late.",
     .fix = "Keep one roadmap with a near and a far part, and review both at the pace of the faster side.",
     .message =
         "{longer} plans further ahead than {shorter}: {horizon_gap:%~gap} of 100 points apart, above the limit of "
         "{gap:%~horizon_gap}.",
     .action = "Agree on one planning rhythm: what is decided by the quarter, what by the year.",
     .otherwise = {{{.key = "crossing",
                     .message = "{first} and {second} plan for different times, and neither looks further ahead: "
                                "{horizon_gap:%~gap} of 100 points apart, above the limit of {gap:%~horizon_gap}."}}},
     .find = &find_horizon_gap},
    {.id = "AL003",
     .thresholds = {{{.name = "gap", .value = 0.25, .unit = "risk gap"}}},
     .source = "convention",
     .title = "sides see different risks",
     .why = "What one side takes for a threat the other takes for the price of speed, so each blocks the other.",
     .fix = "Keep one risk register, and rate each risk together with its limit.",
     .message = "{sees_more} and {other} rate risks {risk_gap:%~gap} of 100 points apart, above the limit of "
                "{gap:%~risk_gap}; {sees_more} sees more.",
     .action = "Rate the risks together, one by one, and write down the limit of each.",
     .otherwise = {{{.key = "crossing",
                     .message = "{first} and {second} rate risks {risk_gap:%~gap} of 100 points apart, above the limit "
                                "of {gap:%~risk_gap}; neither sees more."}}},
     .find = &find_risk_gap},
    {.id = "AL004",
     .level = level::error,
     .source = "convention",
     .title = "opposite directions on one metric",
     .why = "One side is paid for raising what the other is paid for lowering: each success undoes the other.",
     .fix = "Let the arbiter set one direction, or split the metric into the two things that are meant.",
     .message = "{first} and {second} want {metric} to go opposite ways.",
     .action = "Decide on one direction for {metric}.",
     .find = &find_opposite_directions},
    {.id = "AL005",
     .thresholds = {{{.name = "gap", .value = 0.25, .unit = "share of points misplaced"}}},
     .source = "Luftman 2000",
     .title = "a blind spot",
     .why = "A side that misreads the other negotiates about the wrong things.",
     .fix = "Let the other side present its priorities, then ask again.",
     .message = "{side} misreads {of}: {blind_spot:%~gap} of 100 points are elsewhere.",
     .action = "Hear {of} on what has to go right this year, and why.",
     .find = &find_blind_spots},
    {.id = "AL006",
     .level = level::note,
     .thresholds = {{{.name = "difference", .value = 0.15, .unit = "share of points"}}},
     .source = "convention",
     .title = "a gap that is assumed and is not there",
     .why = "Conflict that exists in expectation only is the cheapest to end.",
     .fix = "Show both sides the real gap.",
     .message =
         "{side} and {of} agree more than {side} thinks: {actual_points:p~assumed_points} of 100 points apart, not "
         "{assumed_points:p~actual_points}.",
     .action = "Tell {of} so, and plan on what {of} answered.",
     .find = &find_assumed_gaps},
    {.id = "AL007",
     .level = level::error,
     .source = "convention",
     .title = "deadlock",
     .why = "What sides cannot settle by themselves waits until somebody above them decides.",
     .fix = "Take it to the arbiter with both positions and what each would give up.",
     .message = "{first} and {second} cannot settle what comes first by themselves: they are {gap_points:p} of 100 "
                "points apart, and would move {reach_points:p} together.",
     .action = "Decide what comes first between {first} and {second}.",
     .otherwise = {{{.key = "limit",
                     .message = "{first} and {second} cannot settle the limit of {about} by themselves: "
                                "{first_limit:2} for the one, {second_limit:2} for the other (0 to 1).",
                     .action = "Decide which limit holds for {about}."},
                    {.key = "limit_range",
                     .message = "{first} and {second} cannot settle the limit of {about} by themselves: {first_low:2} "
                                "to {first_high:2} for the one, {second_low:2} to {second_high:2} for the other (0 to "
                                "1).",
                     .action = "Decide which limit holds for {about}."},
                    {.key = "other",
                     .message = "{first} and {second} cannot settle {about} by themselves.",
                     .action = "Decide {about} between {first} and {second}."}}},
     .find = &find_deadlocks},
    {.id = "AL008",
     .thresholds = {{{.name = "share", .value = 0.1, .unit = "share of the placements"}}},
     .source = "convention",
     .title = "priorities nearly as far apart as they can be",
     .why = "An index means little without a comparison: here a side's own points could hardly lie further off.",
     .fix = "Look at the metrics at the two ends of the list first.",
     .message =
         "{first} and {second} set priorities almost as far apart as can be: by chance alone that would be so in "
         "{placements:p} of 100 cases.",
     .action = "Start with the one metric on which {first} and {second} differ most.",
     .find = &find_far_placements},
}};

}  // namespace coalign::strategy
