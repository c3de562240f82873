// SPDX-License-Identifier: Apache-2.0
/// @file
/// Tech portfolio: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// Calls `visit(position, tool)` for each tool.
template <class Visit>
void for_each_tool(const context& c, const Visit& visit) {
  if (!c.given.tech_portfolio) return;
  const auto& tools = c.given.tech_portfolio->tools;
  for (std::size_t i = 0; i < tools.size(); ++i) visit(i, tools[i]);
}

/// A match about one tool: its owner's move, and what it costs is at stake.
[[nodiscard]] inline match about_tool(std::size_t i, const tool& t) {
  return {.paths = {pointer("tech_portfolio", "tools", i)},
          .subjects = {t.id},
          .side = setting::mover(t.owner),
          .evidence = {{"tool", named_one{t.id}}},
          .money = at_stake(t.cost_per_year)};
}
/// The same about things in one of its lists, or in its risks.
template <class Place>
[[nodiscard]] match about_part_of_tool(std::size_t i, const tool& t, std::string_view key,
                                       const std::vector<Place>& places) {
  match out = about_tool(i, t);
  out.paths.clear();
  for (const Place& place : places) out.paths.push_back(pointer("tech_portfolio", "tools", i, key, place));
  return out;
}

/// Of several tools the one that costs least, the first of those; one without a cost comes last.
[[nodiscard]] inline std::size_t cheapest(const std::vector<tool>& tools, const std::vector<std::size_t>& among) {
  return *std::min_element(among.begin(), among.end(),
                           [&](std::size_t x, std::size_t y) { return costs_less(tools[x], tools[y]); });
}

/// What a tool that another one can stand in for costs, and what that one costs.
inline void add_stand_in(match& out, const tool& t, const tool& by) {
  out.evidence.emplace_back("by", named_one{by.id});
  out.evidence.emplace_back("purposes", named{t.purposes});
  if (t.cost_per_year) out.evidence.emplace_back("cost", *t.cost_per_year);
  if (by.cost_per_year) out.evidence.emplace_back("by_cost", *by.cost_per_year);
}

enum class comparison : std::uint8_t { worse, equal, better, unknown };

/// How low one number is against another; what neither states is equal, what only one states cannot be compared.
template <class T>
[[nodiscard]] comparison compare_lower(const std::optional<T>& x, const std::optional<T>& y) {
  if (x.has_value() != y.has_value()) return comparison::unknown;
  if (!x || *x == *y) return comparison::equal;
  return *x < *y ? comparison::better : comparison::worse;
}

/// Whether a tool that serves all that another one does is as cheap and no riskier in anything, and better somewhere.
[[nodiscard]] inline bool dominates(const tool& x, const tool& y, bool serves_more) {
  bool better = serves_more;
  const auto holds = [&](comparison found) {
    better = better || found == comparison::better;
    return found == comparison::equal || found == comparison::better;
  };
  if (!holds(compare_lower(x.cost_per_year, y.cost_per_year))) return false;
  for (std::size_t r = 0; r < tool_risk_count; ++r) {
    if (!holds(compare_lower(x.risk[r], y.risk[r]))) return false;
  }
  return better;
}

}  // namespace detail

/// TP001: a purpose with several tools. The money is what the cheapest cover can do without; none where the cost of
/// what it keeps is not known.
inline void find_paying_twice(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.tech_portfolio || !c.computed.tech_portfolio) return;
  const auto& tools = c.given.tech_portfolio->tools;
  const detail::portfolio_index index(*c.given.tech_portfolio);
  for (std::size_t k = 0; k < c.computed.tech_portfolio->standardise.size(); ++k) {
    const standard_tool& standard = c.computed.tech_portfolio->standardise[k];
    const purpose_overlap& overlap = c.computed.tech_portfolio->overlap[k];
    const std::vector<std::size_t> several = index.tools(standard.purpose);
    match m{{}, {standard.purpose}, setting::mover(tools[several.front()].owner)};
    for (const std::size_t j : several) {
      m.paths.push_back(pointer("tech_portfolio", "tools", j));
      if (setting::mover(tools[j].owner) != m.side) m.side = std::string(shared);
    }
    m.evidence = {
        {"purpose", standard.purpose}, {"tools", named{overlap.tools}}, {"count", static_cast<double>(several.size())}};
    if (overlap.cost > money()) m.evidence.emplace_back("cost", overlap.cost);
    if (!standard.keep.empty()) m.evidence.emplace_back("keep", named_one{standard.keep});
    if (!standard.retire.empty()) m.evidence.emplace_back("retire", named{standard.retire});
    if (!standard.keep_unpriced) m.money = at_stake(standard.saving);
    out.push_back(std::move(m));
  }
}

/// TP002: a tool with no purpose, or none that is needed.
inline void find_wasted_tools(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.computed.tech_portfolio) return;
  auto next = c.computed.tech_portfolio->waste.begin();
  const auto end = c.computed.tech_portfolio->waste.end();
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    if (next == end || next->tool != t.id) return;
    ++next;
    match m = detail::about_tool(i, t);
    m.evidence.emplace_back("purposes", named{t.purposes});
    if (t.cost_per_year) m.evidence.emplace_back("cost", *t.cost_per_year);
    out.push_back(std::move(m));
  });
}

/// TP003: a tool that another one beats in purposes, cost and each risk. Of two tools with one and the same single
/// purpose it is silent where TP001 retires the beaten one already: a purpose that is stated coarsely says of every
/// pair of its tools that one can stand in for the other.
inline void find_dominated_tools(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.tech_portfolio || !c.computed.tech_portfolio) return;
  const auto& tools = c.given.tech_portfolio->tools;
  const detail::portfolio_index index(*c.given.tech_portfolio);
  std::unordered_set<std::string_view> retired;
  for (const standard_tool& x : c.computed.tech_portfolio->standardise) {
    retired.insert(x.retire.begin(), x.retire.end());
  }
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    const bool told = index.purposes_of[i].size() == 1 && retired.count(t.id) > 0;
    std::vector<std::size_t> better = index.stand_ins(i);
    std::erase_if(better, [&](std::size_t j) {
      const bool serves_more = !index.serves_all_of(i, j);
      return (told && !serves_more) || !detail::dominates(tools[j], t, serves_more);
    });
    if (better.empty()) return;
    match m = detail::about_tool(i, t);
    const std::size_t by = detail::cheapest(tools, better);
    m.paths.push_back(pointer("tech_portfolio", "tools", by));
    detail::add_stand_in(m, t, tools[by]);
    out.push_back(std::move(m));
  });
}

/// TP004: a need that no tool covers.
inline void find_uncovered_needs(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.tech_portfolio) return;
  std::unordered_set<std::string_view> covered;
  detail::for_each_tool(c, [&](std::size_t, const tool& t) { covered.insert(t.purposes.begin(), t.purposes.end()); });
  std::unordered_map<std::string_view, std::size_t> seen;
  const auto add = [&](const std::string& need, std::string path, fact shown) {
    if (covered.count(need) > 0) return;
    const auto [at, added] = seen.emplace(need, out.size());
    if (added) out.push_back({{}, {need}, std::string(shared), {{"need", std::move(shown)}}});
    out[at->second].paths.push_back(std::move(path));
  };
  const ids& needs = c.given.tech_portfolio->needs;
  for (std::size_t i = 0; i < needs.size(); ++i) add(needs[i], pointer("tech_portfolio", "needs", i), needs[i]);
  for (std::size_t i = 0; c.given.roadmap && i < c.given.roadmap->size(); ++i) {
    const roadmap_item& item = (*c.given.roadmap)[i];
    if (item.kind == item_kind::capability) add(item.id, pointer("roadmap", i), named_one{item.id});
  }
}

/// TP005: a risk of a tool above the limit. The evidence is the one that is furthest above.
inline void find_risk_above_limit(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    const tool_risks& limits = c.given.tech_portfolio->risk_limit;
    const ids above = detail::risks_above(t, limits);
    if (above.empty()) return;
    const auto margin = [&](std::size_t r) { return t.risk[r] && limits[r] ? *t.risk[r] - *limits[r] : -1.0; };
    std::size_t worst = 0;
    for (std::size_t r = 1; r < tool_risk_count; ++r) worst = margin(r) > margin(worst) ? r : worst;
    match m = detail::about_part_of_tool(i, t, "risk", above);
    m.evidence.emplace_back("risk", worded_one{"tool_risk_", std::string(tool_risk_names[worst])});
    m.evidence.emplace_back("value", *t.risk[worst]);
    m.evidence.emplace_back("limit", *limits[worst]);
    m.evidence.emplace_back("margin", margin(worst));
    m.evidence.emplace_back("count", static_cast<double>(above.size()));
    out.push_back(std::move(m));
  });
}

/// TP006: much work by hand on a customer tool.
inline void find_manual_brakes(const context& c, std::span<const double> limits, std::vector<match>& out) {
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    if (t.layer != layer::customer || !t.manual_hours_per_month) return;
    const double hours = *t.manual_hours_per_month;
    if (!above(hours, limits[0])) return;
    match m = detail::about_tool(i, t);
    m.paths = {pointer("tech_portfolio", "tools", i, "manual_hours_per_month")};
    m.evidence.emplace_back("manual_hours", hours);
    m.evidence.emplace_back("hours", limits[0]);
    m.evidence.emplace_back("margin", hours - limits[0]);
    out.push_back(std::move(m));
  });
}

/// TP007: a tool without an owner.
inline void find_tools_without_owner(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    if (t.owner.empty()) out.push_back(detail::about_tool(i, t));
  });
}

/// TP008: data taken that no tool gives.
inline void find_missing_links(const context& c, std::span<const double>, std::vector<match>& out) {
  std::unordered_set<std::string_view> gives;
  detail::for_each_tool(c, [&](std::size_t, const tool& t) { gives.insert(t.gives.begin(), t.gives.end()); });
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    std::vector<std::size_t> places;
    ids missing;
    for (std::size_t k = 0; k < t.takes.size(); ++k) {
      if (gives.count(t.takes[k]) > 0) continue;
      places.push_back(k);
      missing.push_back(t.takes[k]);
    }
    if (missing.empty()) return;
    match m = detail::about_part_of_tool(i, t, "takes", places);
    m.evidence.emplace_back("data", named{std::move(missing)});
    out.push_back(std::move(m));
  });
}

/// TP009: an obligation not met.
inline void find_unmet_tool_obligations(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    std::vector<std::size_t> places;
    ids unmet;
    for (std::size_t k = 0; k < t.obligations.size(); ++k) {
      if (contains(t.met, t.obligations[k])) continue;
      places.push_back(k);
      unmet.push_back(t.obligations[k]);
    }
    if (unmet.empty()) return;
    match m = detail::about_part_of_tool(i, t, "obligations", places);
    m.evidence.emplace_back("obligations", named{std::move(unmet)});
    out.push_back(std::move(m));
  });
}

/// TP010: technical and customer fit differ.
inline void find_uneven_fit(const context& c, std::span<const double> limits, std::vector<match>& out) {
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    if (!t.technical_fit || !t.customer_fit) return;
    const double apart = std::abs(*t.technical_fit - *t.customer_fit);
    if (!above(apart, limits[0])) return;
    match m = detail::about_tool(i, t);
    m.paths = {pointer("tech_portfolio", "tools", i, "fit")};
    m.evidence.emplace_back("technical", *t.technical_fit);
    m.evidence.emplace_back("customer", *t.customer_fit);
    m.evidence.emplace_back("apart", apart);
    m.evidence.emplace_back("difference", limits[0]);
    m.evidence.emplace_back("margin", apart - limits[0]);
    out.push_back(std::move(m));
  });
}

/// TP011: run by an outside firm, while a tool that is run inside and within the risk limits serves the same.
inline void find_outside_though_inside(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.tech_portfolio) return;
  const tech_portfolio& given = *c.given.tech_portfolio;
  const detail::portfolio_index index(given);
  detail::for_each_tool(c, [&](std::size_t i, const tool& t) {
    if (t.run_by != run_by::outside) return;
    std::vector<std::size_t> inside = index.stand_ins(i);
    std::erase_if(inside, [&](std::size_t j) {
      return given.tools[j].run_by != run_by::inside || !detail::risks_above(given.tools[j], given.risk_limit).empty();
    });
    if (inside.empty()) return;
    match m = detail::about_tool(i, t);
    const std::size_t by = detail::cheapest(given.tools, inside);
    m.paths = {pointer("tech_portfolio", "tools", i, "run_by"), pointer("tech_portfolio", "tools", by)};
    detail::add_stand_in(m, t, given.tools[by]);
    out.push_back(std::move(m));
  });
}

inline constexpr std::array<rule, 11> tech_portfolio_rules{{
    {.id = "TP001",
     .level = level::warning,
     .source = "convention",
     .title = "A purpose with several tools",
     .why = "What several tools do is paid for several times: licences, integrations, and people who know each of "
            "them. The money is what the cheapest set of tools for all needs could do without; a tool of two purposes "
            "is in the money of both, so these amounts must not be added up.",
     .fix = "Settle on one tool for the purpose (`standardise` names the one to keep) and retire the others.",
     .message = "Paid for more than once: {purpose}, by {count:0} tools ({tools}).",
     .action = "Keep {keep} for {purpose}, and retire what is for nothing else: {retire}.",
     .otherwise = {{{.key = "unneeded", .action = "Nothing needs {purpose}: retire {retire}, or state the need."},
                    {.key = "all_kept",
                     .action =
                         "All of them are kept for something else: agree that {keep} serves {purpose}, and buy no "
                         "more for it."},
                    {.key = "above_limit",
                     .action = "All of them are above a risk limit: bring one within it, and retire the others."}}},
     .find = &find_paying_twice},
    {.id = "TP002",
     .level = level::warning,
     .source = "convention",
     .title = "A tool with no purpose, or none that is needed",
     .why = "Either the money is wasted, or the list of needs leaves out what the tool is kept for.",
     .fix = "Retire the tool, or state the need that it serves.",
     .message = "{tool} serves nothing that is needed.",
     .action = "Retire {tool}, or state the need that it serves.",
     .find = &find_wasted_tools},
    {.id = "TP003",
     .level = level::warning,
     .source = "Pareto 1906",
     .title = "A tool that another one beats in everything",
     .why = "Another tool serves all that this one does, costs no more and is no riskier in anything: keeping both "
            "buys nothing that the model knows of. Of two tools with one and the same single purpose TP001 speaks, "
            "where it retires the one that is beaten.",
     .fix = "Move its work to the other tool and retire it, or state what it does beyond that.",
     .message = "{by} does all that {tool} does, for no more money and at no more risk.",
     .action = "Move what {tool} does to {by} and retire it, or state what it does beyond that.",
     .find = &find_dominated_tools},
    {.id = "TP004",
     .level = level::error,
     .source = "convention",
     .title = "A need that no tool covers",
     .why = "What the strategy relies on cannot be done with what is there.",
     .fix = "Find a tool for the need, or drop the need.",
     .message = "No tool covers what is needed: {need}.",
     .action = "Find a tool for {need}, or drop the need.",
     .find = &find_uncovered_needs},
    {.id = "TP005",
     .level = level::error,
     .source = "convention",
     .title = "A risk of a tool above the limit",
     .why = "The limit is what all sides agreed to bear. A tool above it counts as not available: it is never among "
            "the tools to keep.",
     .fix = "Bring the risk within the limit, replace the tool, or have those who agreed on the limit move it.",
     .message = "The {risk} risk of {tool} is {value:~limit}, above the limit of {limit:~value}.",
     .action = "Bring the {risk} risk of {tool} to {limit:~value} or less, or replace the tool.",
     .find = &find_risk_above_limit},
    {.id = "TP006",
     .level = level::warning,
     .thresholds = {{{.name = "hours", .value = 20, .unit = "hours a month", .low = 0, .high = 1e6}}},
     .source = "convention",
     .title = "Much work by hand on a customer tool",
     .why = "Work by hand sets the pace at which customers are answered, and it grows with their number.",
     .fix = "Automate the work, or move it to a tool that does.",
     .message = "Work by hand on {tool} takes {manual_hours:~hours} hours a month, more than {hours:~manual_hours}.",
     .action = "Automate what is done by hand on {tool}, until {hours:~manual_hours} hours a month or less are left.",
     .find = &find_manual_brakes},
    {.id = "TP007",
     .level = level::warning,
     .source = "convention",
     .title = "A tool without an owner",
     .why = "Nobody answers for its cost, its risks and its end.",
     .fix = "Name the side that answers for the tool.",
     .message = "Nobody owns {tool}.",
     .action = "Name the side that answers for {tool}.",
     .find = &find_tools_without_owner},
    {.id = "TP008",
     .level = level::warning,
     .source = "convention",
     .title = "Data taken that no tool gives",
     .why = "A link is missing: the data come by hand, late, or not at all.",
     .fix = "Connect the tool to a source of the data, or list the tool that gives it.",
     .message = "No tool gives the data that {tool} takes: {data}.",
     .action = "Connect {tool} to a source of {data}.",
     .find = &find_missing_links},
    {.id = "TP009",
     .level = level::error,
     .source = "convention",
     .title = "An obligation of a tool not met",
     .why = "A law, a standard or a contract applies to the tool, and it does not comply.",
     .fix = "Meet the obligation, or stop using the tool for what it applies to.",
     .message = "{tool} does not meet {obligations}.",
     .action = "Make {tool} meet {obligations}, or stop using it for what that applies to.",
     .find = &find_unmet_tool_obligations},
    {.id = "TP010",
     .level = level::note,
     .thresholds = {{{.name = "difference", .value = .4, .unit = "of a scale from 0 to 1", .low = 0, .high = 1}}},
     .source = "convention",
     .title = "Technical and customer fit differ",
     .why = "A tool that only one side is served by is one that the sides will fight over.",
     .fix = "Improve the fit that is low, or look for a tool that serves both.",
     .message = "The technical fit of {tool} is {technical:%~customer} of 100 points, its customer fit "
                "{customer:%~technical}.",
     .action = "Agree on what {tool} has to do for both, and improve the fit that is low.",
     .find = &find_uneven_fit},
    {.id = "TP011",
     .level = level::warning,
     .source = "convention",
     .title = "Run by an outside firm while a tool inside covers it",
     .why = "An outside firm is paid, and trusted with data, for what the company can do with what it runs itself.",
     .fix = "Move the work inside, or say what the outside firm does beyond that.",
     .message = "An outside firm runs {tool}, though {by}, which is run inside, covers all of it.",
     .action = "Move what {tool} does to {by}, or say what the outside firm does beyond that.",
     .find = &find_outside_though_inside},
}};

}  // namespace coalign::strategy
