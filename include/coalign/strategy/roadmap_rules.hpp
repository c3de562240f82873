// SPDX-License-Identifier: Apache-2.0
/// @file
/// Roadmap: the rules on single items, on requests and on rhythms, and the table of all its rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/roadmap_chain_rules.hpp>
#include <coalign/strategy/rule.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

inline void find_lone_projects(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap) return;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view side = detail::only_side(items[i]);
    if (items[i].kind != item_kind::project || side.empty()) continue;
    match& m = out.emplace_back(detail::about_item(items[i], i));
    m.evidence.emplace_back("side", named_one{std::string(side)});
    m.evidence.emplace_back("others", named{c.sides_missing(items[i].sides)});
  }
}

inline void find_unfunded(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.roadmap || !c.as_of) return;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  // Silence is news only where funding is said of others of the kind.
  std::array<bool, item_kind_names.size()> is_said{};
  for (const roadmap_item& x : items) {
    if (x.funded) is_said[static_cast<std::size_t>(x.kind)] = true;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const roadmap_item& x = items[i];
    if (!x.start || x.funded.value_or(!is_said[static_cast<std::size_t>(x.kind)])) continue;
    const double starts_in = days_between(*c.as_of, *x.start);
    if (starts_in > limits[0] || (finish(x) && *finish(x) < *c.as_of)) continue;
    match& m = out.emplace_back(detail::about_item(x, i));
    m.paths.front() += x.funded ? "/funded" : "";
    m.evidence.emplace_back("start", *x.start);
    m.evidence.emplace_back("funding", worded_one{"funding_", x.funded ? "missing" : "not_stated"});
    m.evidence.emplace_back("starts_in", starts_in);
    m.evidence.emplace_back("days", limits[0]);
    m.evidence.emplace_back("margin", limits[0] - starts_in);
  }
}

inline void find_rhythm_gaps(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.computed.roadmap) return;
  const auto told = [&](fact second, double first_days, double second_days, double gap, const std::string& first) {
    return strategy::evidence{{"first", named_one{first}},  {"second", std::move(second)}, {"first_days", first_days},
                              {"second_days", second_days}, {"rhythm_gap", gap},           {"gap", limits[0]},
                              {"margin", gap - limits[0]}};
  };
  for (std::size_t k = 0; k < c.computed.roadmap->rhythm.size(); ++k) {
    const side_rhythm& x = c.computed.roadmap->rhythm[k];
    if (!x.gap || !above(*x.gap, limits[0])) continue;
    match& m = out.emplace_back();
    m.paths = {pointer("sides", k, "horizons")};
    for (std::size_t i = 0; i < c.given.roadmap->size(); ++i) {
      const roadmap_item& item = (*c.given.roadmap)[i];
      if (is_dated(item) && contains_side(item.sides, x.side)) m.paths.push_back(pointer("roadmap", i));
    }
    m.subjects = {x.side};
    m.side = x.side;
    m.evidence = told(worded_one{"rhythm_", "own_work"}, *x.days_ahead, *x.work_days, *x.gap, x.side);
  }
  for (const cadence_gap& x : c.computed.roadmap->cadence) {
    if (!above(x.gap, limits[0])) continue;
    out.push_back({.paths = {pointer("cadence", x.first), pointer("cadence", x.second)},
                   .subjects = {x.first, x.second},
                   .side = std::string(shared),
                   .evidence = told(named_one{x.second}, x.first_days, x.second_days, x.gap, x.first)});
  }
}

inline void find_vague_projects(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap) return;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const roadmap_item& x = items[i];
    if (x.kind != item_kind::project) continue;
    worded missing{"unwritten_", {}};
    if (x.scope.empty()) missing.ids.emplace_back("scope");
    if (x.constraints.empty()) missing.ids.emplace_back("constraints");
    if (x.acceptance.empty()) missing.ids.emplace_back("acceptance");
    if (missing.ids.empty()) continue;
    const auto count = static_cast<double>(missing.ids.size());
    match& m = out.emplace_back(detail::about_item(x, i));
    m.evidence.emplace_back("missing", std::move(missing));
    m.evidence.emplace_back("count", count);
  }
}

inline void find_open_requests(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.requests || !c.computed.roadmap) return;
  for (std::size_t i = 0; i < c.computed.roadmap->requests.size(); ++i) {
    const request_wait& x = c.computed.roadmap->requests[i];
    if (!x.open || !x.days || !(*x.days > limits[0])) continue;
    out.push_back({.paths = {pointer("requests", i)},
                   .subjects = {x.id},
                   .side = setting::mover(x.of),
                   .evidence = {{"request", named_one{x.id}},
                                {"by", named_one{setting::mover(x.by)}},
                                {"of", named_one{setting::mover(x.of)}},
                                {"asked", *(*c.given.requests)[i].asked},
                                {"waits", *x.days},
                                {"days", limits[0]},
                                {"margin", *x.days - limits[0]}}});
  }
}

inline void find_outside_delivery(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.roadmap) return;
  const std::vector<roadmap_item>& items = *c.given.roadmap;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].delivered_by != run_by::outside) continue;
    match& m = out.emplace_back(detail::about_item(items[i], i));
    m.paths.front() += "/delivered_by";
  }
}

inline constexpr std::array<rule, 12> roadmap_rules{{
    {.id = "RM001",
     .source = "convention",
     .title = "An item that does not reach the North Star",
     .why = "Work that leads to no shared goal takes money and people from work that does.",
     .fix = "Say what it serves, up to the North Star, or stop it.",
     .message = "{item} does not lead to the North Star (its chain ends at {last}).",
     .action = "Say what it serves on the way to the North Star, or stop it.",
     .otherwise = {{{.key = "circle",
                     .message =
                         "{item} does not lead to the North Star: its chain runs in a circle, through {circle}."},
                    {.key = "nothing", .message = "{item} serves nothing, so it does not lead to the North Star."}}},
     .find = &find_untied},
    {.id = "RM002",
     .level = level::error,
     .source = "convention",
     .title = "A cycle",
     .why = "Where things serve one another in a circle, none of them says what it is for, and none can end first.",
     .fix = "Take out the one link that runs the wrong way.",
     .message = "The chain from {first} leads back to it: {cycle}.",
     .action = "Decide which of these serves which: {cycle}.",
     .find = &find_cycles},
    {.id = "RM003",
     .level = level::note,
     .source = "convention",
     .title = "A level skipped",
     .why =
         "Customer outcome, business outcome, capability, project, milestone: where one is left out, nobody has said "
         "how the lower brings about the higher.",
     .fix = "Add the item in between, or link to one that is there.",
     .message = "{item} serves {serves} directly, which leaves out: {missing}.",
     .action = "Put what is missing between {item} and {serves}: {missing}.",
     .find = &find_skipped_levels},
    {.id = "RM004",
     .source = "convention",
     .title = "A project of one side only",
     .why = "A project that one side runs alone is one that the other sides neither shape nor wait for.",
     .fix = "Name who from the other sides is in it.",
     .message = "{item} is a project of one side only: {side}.",
     .action = "Name who from {others} is in {item}.",
     .find = &find_lone_projects},
    {.id = "RM005",
     .level = level::error,
     .source = "convention",
     .title = "Work that ends after what it serves is due",
     .why = "By these dates the promise above cannot be kept.",
     .fix = "Move one of the two dates, or cut the work.",
     .message = "{item} ends on {ends}, but {serves} is due on {due}.",
     .action = "End {item} by {due}, or agree on a later date for {serves}.",
     .find = &find_late_work},
    {.id = "RM006",
     .source = "convention",
     .title = "Projects of different sides for the same capability",
     .why = "Two sides build the same thing without each other: it is paid for twice, and the halves may not fit.",
     .fix = "Make one project of them, or put all sides into one of them.",
     .message = "Separate projects build {item}: {projects} (sides: {sides}).",
     .action = "Agree on one project for {item}, with {sides} in it.",
     .find = &find_parallel_projects},
    {.id = "RM007",
     .thresholds = {{{.name = "days", .value = 90, .unit = "days", .low = 0, .high = 36500}}},
     .source = "convention",
     .title = "Work that starts soon and is not funded",
     .why = "Work without money does not start, and what waits for it does not hear of that.",
     .fix = "Fund it, or move its start.",
     .message = "{item} is planned from {start} on, and its funding is {funding}.",
     .action = "Fund {item}, or move its start.",
     .find = &find_unfunded},
    {.id = "RM008",
     .level = level::note,
     .thresholds = {{{.name = "gap", .value = 0.25, .unit = "0 to 1", .low = 0, .high = 1}}},
     .source = "convention",
     .title = "Rhythms that do not fit",
     .why = "A side that looks a year ahead and works in weeks, or two sides that plan at different times, miss each "
            "other's decisions.",
     .fix = "Set dates on which all look at the plan together, or cut the work to the length that is looked at.",
     .message = "The rhythms of {first} and {second} do not fit: about {first_days:0~second_days} days and "
                "{second_days:0~first_days} days.",
     .action = "Agree on one rhythm for {first} and {second}.",
     .find = &find_rhythm_gaps},
    {.id = "RM009",
     .level = level::note,
     .source = "convention",
     .title = "A project without scope, constraints or acceptance",
     .why = "What is not written down is decided later, by whoever is there.",
     .fix = "Write down what is in, what limits it, and how all will know that it is done.",
     .message = "Not written down for {item}: {missing}.",
     .action = "Write down for {item}: {missing}.",
     .find = &find_vague_projects},
    {.id = "RM010",
     .thresholds = {{{.name = "days", .value = 14, .unit = "days", .low = 0, .high = 36500}}},
     .source = "convention",
     .title = "A request unanswered",
     .why = "Who gets no answer stops asking, and goes around.",
     .fix = "Answer it, be it with no.",
     .message = "The request \"{request}\" of {by} to {of} has waited for an answer since {asked} ({waits:0} days).",
     .action = "Answer it, even if the answer is no.",
     .find = &find_open_requests},
    {.id = "RM011",
     .level = level::note,
     .source = "convention",
     .title = "Delivered by an outside firm",
     .why = "An outside firm delivers what was ordered; whether that serves all sides has to be watched from inside.",
     .fix = "Name who inside accepts the result, and keeps it running.",
     .message = "{item} is delivered by an outside firm.",
     .action = "Name who inside accepts {item} and keeps it running.",
     .find = &find_outside_delivery},
    {.id = "RM012",
     .source = "convention",
     .title = "A capability that no project gives",
     .why = "What nobody builds does not come, and what counts on it fails.",
     .fix = "Plan a project for it, or take it off the roadmap.",
     .message = "No project gives {item}.",
     .action = "Plan a project for {item}, or take it off the roadmap.",
     .find = &find_missing_projects},
}};

}  // namespace coalign::strategy
