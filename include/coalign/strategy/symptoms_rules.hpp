// SPDX-License-Identifier: Apache-2.0
/// @file
/// Symptoms: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

namespace detail {

inline void find_late(const std::optional<on_time_result>& found, const char* what, double limit,
                      std::vector<match>& out) {
  if (!found || !found->share || !below(*found->share, limit)) return;
  out.push_back({.paths = {pointer("symptoms", what)},
                 .subjects = {what},
                 .side = std::string(shared),
                 .evidence = {{"planned", found->planned},
                              {"on_time", found->on_time},
                              {"on_time_share", *found->share},
                              {"share", limit},
                              {"margin", limit - *found->share}}});
}

/// The place of a period in a list of amounts.
[[nodiscard]] inline std::string period_path(std::string_view key, const std::vector<amount_of_period>& list,
                                             std::string_view period) {
  std::size_t i = 0;
  while (i + 1 < list.size() && list[i].period != period) ++i;
  return pointer("symptoms", key, i);
}

}  // namespace detail

inline void find_stalled_campaigns(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (c.computed.symptoms) detail::find_late(c.computed.symptoms->campaigns, "campaigns", limits[0], out);
}

inline void find_dragging_projects(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (c.computed.symptoms) detail::find_late(c.computed.symptoms->projects, "projects", limits[0], out);
}

inline void find_spend_ahead_of_revenue(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.computed.symptoms || !c.computed.symptoms->growth) return;
  const growth_result& x = *c.computed.symptoms->growth;
  if (!above(x.tech_spend, x.revenue)) return;
  const symptoms& given = *c.given.symptoms;
  out.push_back({.paths = {detail::period_path("tech_spend", given.tech_spend, x.to),
                           detail::period_path("revenue", given.revenue, x.to)},
                 .subjects = {"tech_spend"},
                 .side = std::string(shared),
                 .evidence = {{"from", x.from},
                              {"to", x.to},
                              {"spend_from", *detail::amount_of(given.tech_spend, x.from)},
                              {"spend_to", *detail::amount_of(given.tech_spend, x.to)},
                              {"spend_growth", 100.0 * x.tech_spend},
                              {"revenue_growth", 100.0 * x.revenue},
                              {"margin", 100.0 * (x.tech_spend - x.revenue)}}});
}

inline constexpr std::array<rule, 3> symptoms_rules{{
    {.id = "SY001",
     .thresholds = {{{.name = "share", .value = 0.7, .unit = "share on time"}}},
     .source = "convention",
     .title = "campaigns stall",
     .why = "Campaigns that wait for systems are where a gap between the sides is seen first.",
     .fix = "Ask of each late campaign what it waited for, and who could have decided that.",
     .message = "Of {planned:0} campaigns planned, {on_time:0} went out on time.",
     .action = "Go through the late campaigns together: what did each wait for?",
     .find = &find_stalled_campaigns},
    {.id = "SY002",
     .thresholds = {{{.name = "share", .value = 0.7, .unit = "share on time"}}},
     .source = "convention",
     .title = "projects drag",
     .why = "Projects whose purpose is not shared lose people and decisions to those whose is.",
     .fix = "Ask of each late project whom it serves, and stop those that serve nobody.",
     .message = "Of {planned:0} projects planned, {on_time:0} were done on time.",
     .action = "Go through the late projects together: whom does each serve?",
     .find = &find_dragging_projects},
    {.id = "SY003",
     .source = "convention",
     .title = "tech spend grows faster than revenue",
     .why = "Tools that are bought on two sides for one purpose show up as spend without growth.",
     .fix = "Look for what is paid twice, and tie new spend to the North Star.",
     .message = "From {from} to {to} tech spend changed by {spend_growth:~revenue_growth} %, revenue by "
                "{revenue_growth:~spend_growth} %.",
     .action = "Look for what is paid twice before more is bought.",
     .find = &find_spend_ahead_of_revenue},
}};

}  // namespace coalign::strategy
