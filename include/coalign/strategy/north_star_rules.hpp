// SPDX-License-Identifier: Apache-2.0
/// @file
/// North Star: the rules.
#pragma once

#include <coalign/core/number.hpp>
#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// Whose move it is on the goal: its one owner's, else everybody's.
[[nodiscard]] inline std::string goal_mover(const north_star& goal) {
  return goal.owners.size() == 1 ? goal.owners.front() : std::string(shared);
}

/// A match on the goal as a whole: what it is worth is at stake.
[[nodiscard]] inline match goal_match(const context& c, std::string path, std::string side,
                                      strategy::evidence evidence) {
  return {.paths = {std::move(path)},
          .subjects = {std::string(north_star_id)},
          .side = std::move(side),
          .evidence = std::move(evidence),
          .money = c.computed.north_star ? at_stake(c.computed.north_star->at_stake) : std::nullopt};
}

}  // namespace detail

inline void find_no_north_star(const context& c, std::span<const double>, std::vector<match>& out) {
  if (c.given.north_star) return;
  match m{.paths = {}, .subjects = {std::string(north_star_id)}, .side = std::string(shared)};
  named sections;
  const auto add = [&](bool given, std::string_view key) {
    if (!given) return;
    m.paths.push_back(pointer(key));
    sections.ids.emplace_back(key);
  };
  add(c.given.tech_portfolio.has_value(), "tech_portfolio");
  add(decides(c.given), "decision_rights");
  add(c.given.roadmap.has_value(), "roadmap");
  add(c.given.requests.has_value(), "requests");
  add(c.given.cadence.has_value(), "cadence");
  add(c.given.data_products.has_value(), "data_products");
  add(c.given.trade_offs.has_value(), "trade_offs");
  add(c.given.relationship.has_value(), "relationship");
  add(c.given.symptoms.has_value(), "symptoms");
  if (m.paths.empty()) return;
  m.evidence = {{"sections", std::move(sections)}};
  out.push_back(std::move(m));
}

inline void find_goal_not_specific(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found || found->specific.met()) return;
  match m = detail::goal_match(c, pointer("north_star"), detail::goal_mover(*c.given.north_star),
                               {{"missing", worded{"lacks_", found->specific.missing}}});
  if (contains(found->specific.missing, "baseline")) {
    m.paths.push_back(pointer("metrics", c.metric(found->metric).value_or(0)));
  }
  out.push_back(std::move(m));
}

inline void find_goal_not_time_bound(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found || found->time_bound.met()) return;
  out.push_back(detail::goal_match(c, pointer("north_star"), detail::goal_mover(*c.given.north_star),
                                   {{"missing", named{found->time_bound.missing}}}));
}

inline void find_goal_without_money(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found || found->tied_to_money.met()) return;
  out.push_back(detail::goal_match(c, pointer("north_star"), detail::goal_mover(*c.given.north_star),
                                   {{"missing", named{found->tied_to_money.missing}}}));
}

inline void find_goal_not_owned(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found) return;
  const ids& owners = c.given.north_star->owners;
  for (const std::string& side : found->co_owned.missing) {
    out.push_back(detail::goal_match(c, owners.empty() ? pointer("north_star") : pointer("north_star", "owners"), side,
                                     {{"who", named_one{side}}, {"owners", named{owners}}}));
  }
}

inline void find_goal_behind(const context& c, std::span<const double> limits, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found || !found->behind || !above(*found->behind, limits[0])) return;
  // Where sides report different values, the one that shows most progress: behind whoever is right.
  const bool falling = *found->target < *found->baseline;
  match m = detail::goal_match(c, pointer("north_star"), detail::goal_mover(*c.given.north_star),
                               {{"metric", named_one{found->metric}},
                                {"baseline", *found->baseline},
                                {"current", falling ? found->current->low : found->current->high},
                                {"target", *found->target},
                                {"start", *found->start},
                                {"due", *found->due},
                                {"as_of", *found->as_of},
                                {"progress", found->progress->high},
                                {"pace", *found->pace},
                                {"behind", *found->behind},
                                {"slack", limits[0]},
                                {"margin", *found->behind - limits[0]}});
  m.paths.push_back(pointer("metrics", c.metric(found->metric).value_or(0)));
  out.push_back(std::move(m));
}

inline void find_broken_guards(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.computed.north_star) return;
  const auto& guards = c.computed.north_star->guards;
  const auto broken = [](const guard_result& g) { return g.held && !*g.held; };
  std::vector<bool> told(guards.size(), false);
  for (std::size_t i = 0; i < guards.size(); ++i) {
    if (told[i] || !broken(guards[i])) continue;
    // Two guards of one metric are one thing to mend: the worse one is told.
    std::size_t worst = i;
    double count = 0.0;
    ids paths;
    for (std::size_t j = i; j < guards.size(); ++j) {
      if (guards[j].metric != guards[i].metric || !broken(guards[j])) continue;
      told[j] = true;
      count += 1.0;
      paths.push_back(pointer("north_star", "guards", j));
      if (guards[j].beyond > guards[worst].beyond) worst = j;
    }
    std::swap(paths.front(), *std::find(paths.begin(), paths.end(), pointer("north_star", "guards", worst)));
    const guard_result& g = guards[worst];
    out.push_back({.paths = std::move(paths),
                   .subjects = {g.metric},
                   .side = detail::goal_mover(*c.given.north_star),
                   .evidence = {{"metric", named_one{g.metric}},
                                {"current", g.reported},
                                {"limit", g.limit},
                                {"margin", g.beyond},
                                {"count", count}},
                   .money = at_stake(c.computed.north_star->at_stake)});
  }
}

inline void find_weak_pull(const context& c, std::span<const double> limits, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  if (!found || !found->strongest) return;
  const pull_result& most = found->pulls[*found->strongest];
  for (const pull_result& x : found->pulls) {
    if (!x.pull) continue;
    const double ratio = *x.pull / *most.pull;
    if (!below(ratio, limits[0])) continue;
    std::size_t k = 0;
    while (k + 1 < c.sides.size() && c.sides[k].id() != x.side) ++k;
    match m = detail::goal_match(c, pointer("north_star", "drivers"), x.side,
                                 {{"who", named_one{x.side}},
                                  {"pull", *x.pull},
                                  {"strongest", named_one{most.side}},
                                  {"strongest_pull", *most.pull},
                                  {"percent", 100.0 * ratio},
                                  {"ratio", ratio},
                                  {"share", limits[0]},
                                  {"margin", limits[0] - ratio}});
    m.paths.push_back(pointer("sides", k));
    out.push_back(std::move(m));
  }
}

inline void find_goal_against_metric(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& found = c.computed.north_star;
  const auto i = found ? c.metric(found->metric) : std::nullopt;
  if (!i) return;
  const coalign::metric& m = c.catalog.metrics[*i];
  const auto add = [&](double target, double limit, std::string_view wrong, fact shown) {
    match x = detail::goal_match(c, found->change_percent ? pointer("north_star", "change") : pointer("north_star"),
                                 detail::goal_mover(*c.given.north_star),
                                 {{"metric", named_one{m.id}},
                                  {"target", std::move(shown)},
                                  {"limit", limit},
                                  {"better", worded_one{"direction_", std::string(direction_name(m.better))}},
                                  {"wrong", worded_one{"wrong_", std::string(wrong)}},
                                  {"margin", std::abs(target - limit)}});
    x.paths.push_back(pointer("metrics", *i));
    out.push_back(std::move(x));
  };
  const auto wrong = [&](double target, double limit) {
    return m.better == direction::higher ? below(target, limit) : above(target, limit);
  };
  if (m.better == direction::within) {
    if (!found->target || !m.target) return;
    if (below(*found->target, m.target->low)) add(*found->target, m.target->low, "below_target", *found->target);
    if (above(*found->target, m.target->high)) add(*found->target, m.target->high, "above_target", *found->target);
  } else if (!found->target) {
    // A change of a metric without a baseline still has a way.
    if (found->change_percent && wrong(*found->change_percent, 0.0)) {
      add(*found->change_percent, 0.0, "against_change", compact(*found->change_percent) + " %");
    }
  } else if (found->baseline && wrong(*found->target, *found->baseline)) {
    add(*found->target, *found->baseline, "against_baseline", *found->target);
  } else if (m.target && wrong(*found->target, m.target->low)) {
    add(*found->target, m.target->low, m.better == direction::higher ? "below_target" : "above_target", *found->target);
  }
}

inline void find_unanswered_needs(const context& c, std::span<const double>, std::vector<match>& out) {
  const auto& goal = c.given.north_star;
  if (!goal) return;
  for (const side& s : c.sides) {
    const std::string* answer = find(goal->answers, s.id());
    if (answer && answer->find_first_not_of(" \t\r\n") != std::string::npos) continue;
    match m = detail::goal_match(c, goal->answers.empty() ? pointer("north_star") : pointer("north_star", "answers"),
                                 s.id(), {{"who", named_one{s.id()}}});
    m.money.reset();  // an answer is missing, and nothing of the goal
    out.push_back(std::move(m));
  }
}

inline constexpr std::array<rule, 10> north_star_rules{{
    {.id = "NS001",
     .level = level::error,
     .source = "convention",
     .title = "no North Star",
     .why = "Tools, rights and roadmaps that serve no common goal serve two: each side pulls towards its own.",
     .fix = "State one goal that all sides own: a metric, by how much, by when, and what it is worth.",
     .message = "No North Star is stated, so nothing ties the rest of the strategy to one goal.",
     .action = "Agree on one goal: a metric, by how much, by when, and what it is worth.",
     .find = &find_no_north_star},
    {.id = "NS002",
     .source = "Doran 1981 (SMART goals)",
     .title = "the North Star is not specific",
     .why = "A goal without a metric and a size cannot be missed, so it settles nothing.",
     .fix = "Name the metric, and a target or a change in percent; for a change the metric needs its baseline.",
     .message = "The North Star does not say which metric is to move, or how far. Missing: {missing}.",
     .action = "State what is missing, so that all can see whether the goal is met: {missing}.",
     .find = &find_goal_not_specific},
    {.id = "NS003",
     .source = "Doran 1981 (SMART goals)",
     .title = "the North Star is not time-bound",
     .why = "Without a date nobody is ever late, and progress has no pace to be measured against.",
     .fix = "Give the date by which the goal is to be met, and the one from which it counts.",
     .message = "The North Star has no date by which it is to be met.",
     .action = "Agree on the date by which it is to be met.",
     .find = &find_goal_not_time_bound},
    {.id = "NS004",
     .source = "convention",
     .title = "the North Star is not tied to money",
     .why = "What the goal is worth decides what may be spent on it, and what loses against it.",
     .fix = "State what one unit of the metric is worth, or what the whole goal is worth.",
     .message = "Nothing says what the North Star is worth in money.",
     .action = "State what one unit of the metric, or the whole goal, is worth.",
     .find = &find_goal_without_money},
    {.id = "NS005",
     .level = level::error,
     .source = "convention",
     .title = "the North Star is not owned by every side",
     .why = "A goal of one side is a request to the other.",
     .fix = "Make every side an owner of the same number and the same date.",
     .message = "The North Star is not owned by {who}.",
     .action = "Agree to answer for the same number and the same date.",
     .find = &find_goal_not_owned},
    {.id = "NS006",
     .thresholds = {{{.name = "slack", .value = 0.1, .unit = "share of the way"}}},
     .source = "convention",
     .title = "behind the planned pace",
     .why = "What is behind early can be helped; what is behind late can only be explained.",
     .fix = "Decide together what is stopped for it, or change the date.",
     .message =
         "{metric} has come {progress:%~pace} % of the way to {target}; {pace:%~progress} % was planned for {as_of}.",
     .action = "Decide what gives way to catch up by {due}, or set another date.",
     .find = &find_goal_behind},
    {.id = "NS007",
     .level = level::error,
     .source = "Goodhart 1975",
     .title = "a guard is broken",
     .why = "A goal that is reached by hurting what it must not hurt is not reached.",
     .fix = "Bring the guarded metric back first, or agree on another limit.",
     .message = "{metric} is at {current:~limit}, beyond the limit of {limit:~current} that guards the North Star.",
     .action = "Bring {metric} back to {limit:~current} before more is done for the North Star.",
     .find = &find_broken_guards},
    {.id = "NS008",
     .thresholds = {{{.name = "share", .value = 0.5, .unit = "share of the strongest pull"}}},
     .source = "convention",
     .title = "a side hardly pulls towards the North Star",
     .why = "A goal that only one side's priorities carry is that side's goal.",
     .fix = "Ask what would have to give way for the drivers of the goal, or choose drivers that both sides have.",
     .message = "The priorities of {who} carry the North Star only {ratio:%~share} % as much as those of {strongest}.",
     .action = "Say what stands before the drivers of the North Star, and settle it with {strongest}.",
     .find = &find_weak_pull},
    {.id = "NS009",
     .level = level::error,
     .source = "convention",
     .title = "the North Star runs against its metric",
     .why = "The goal and the metric's own direction or target cannot both be met.",
     .fix = "Correct the goal, or the metric's direction or target: they have to say one thing.",
     .message = "The North Star takes {metric} to {target:~limit}, {wrong} {limit:~target}.",
     .action = "Decide which holds for {metric}: the North Star, or the metric's own direction and target.",
     .find = &find_goal_against_metric},
    {.id = "NS010",
     .level = level::note,
     .source = "convention",
     .title = "a side has not said what a shared strategy would need",
     .why = "What a side needs and nobody asked for comes up later, as resistance.",
     .fix = "Ask each side what a shared strategy would need, and write the answer down in its words.",
     .message = "{who} has not said what a shared strategy would need.",
     .action = "Say what a shared strategy would need, and write it down.",
     .find = &find_unanswered_needs},
}};

}  // namespace coalign::strategy
