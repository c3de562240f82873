// SPDX-License-Identifier: Apache-2.0
/// @file
/// Trade-offs: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// Calls `visit(index, trade-off, result)` for each trade-off.
template <class Visit>
void for_each_trade_off(const context& c, const Visit& visit) {
  if (!c.given.trade_offs) return;
  for (std::size_t i = 0; i < c.given.trade_offs->size(); ++i) {
    visit(i, (*c.given.trade_offs)[i], c.computed.trade_offs[i]);
  }
}

/// Whom a side has to ask for another choice: who chose besides it; all, where no other is known to have.
[[nodiscard]] inline named others_who_chose(const trade_off& t, const std::string& side) {
  named out{t.decided_by};
  std::erase(out.ids, side);
  if (out.ids.empty()) out.ids.emplace_back(shared);
  return out;
}

}  // namespace detail

/// TO001: the chosen option is dominated.
inline void find_dominated_choice(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_trade_off(c, [&](std::size_t i, const trade_off& t, const trade_off_result& found) {
    const std::string* by = find(found.dominated, t.chosen);
    if (by == nullptr) return;
    const option& chosen = t.options[*option_index(t, t.chosen)];
    const option& better = t.options[*option_index(t, *by)];
    std::size_t m = 0;
    while (chosen.values[m] == better.values[m]) ++m;
    out.push_back({.paths = {pointer("trade_offs", i, "chosen"), pointer("trade_offs", i, "options", chosen.id),
                             pointer("trade_offs", i, "options", better.id)},
                   .subjects = {t.id},
                   .side = std::string(shared),
                   .evidence = {{"trade_off", named_one{t.id}},
                                {"chosen", chosen.id},
                                {"better", better.id},
                                {"measure", t.measures[m].id},
                                {"value", chosen.values[m]},
                                {"better_value", better.values[m]},
                                {"margin", std::abs(typed_difference(better.values[m], chosen.values[m]))}}});
  });
}

/// TO002: no option is within every side's limits. It is settled where the arbiter has decided.
inline void find_no_common_option(const context& c, std::span<const double>, std::vector<match>& out) {
  const std::string arbiter = c.arbiter();
  detail::for_each_trade_off(c, [&](std::size_t i, const trade_off& t, const trade_off_result& found) {
    if (t.options.empty() || !found.accepted_by_all.empty()) return;
    if (arbiter != shared && !t.chosen.empty() && contains(t.decided_by, arbiter)) return;
    ids who;
    who.reserve(t.limits.size());
    for (const side_measures& limits : t.limits) who.push_back(limits.side);
    out.push_back({.paths = {pointer("trade_offs", i, "limits")},
                   .subjects = {t.id},
                   .side = arbiter,
                   .evidence = {{"trade_off", named_one{t.id}},
                                {"who", named{std::move(who)}},
                                {"options", static_cast<double>(t.options.size())},
                                {"nearest", found.least_violation}}});
  });
}

/// TO003: the chosen option is outside a side's limit. One match for each side, with the limit that is broken most.
inline void find_choice_beyond_limit(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_trade_off(c, [&](std::size_t i, const trade_off& t, const trade_off_result&) {
    const auto chosen = option_index(t, t.chosen);
    if (!chosen) return;
    const std::vector<double>& values = t.options[*chosen].values;
    const std::vector<measure_ends> ends = ends_of_measures(t);
    for (const side_measures& limits : t.limits) {
      std::vector<std::string> paths{pointer("trade_offs", i, "chosen")};
      std::size_t worst = 0;
      double most = 0.0, broken = 0.0;
      for (std::size_t m = 0; m < t.measures.size(); ++m) {
        if (!limits.values[m]) continue;
        const double violation = ends[m].violation(t.measures[m], values[m], *limits.values[m]);
        if (!(violation > 0.0)) continue;
        paths.push_back(pointer("trade_offs", i, "limits", limits.side, t.measures[m].id));
        broken += 1.0;
        if (violation > most) worst = m;
        most = std::max(most, violation);
      }
      if (broken == 0.0) continue;
      const double limit = *limits.values[worst];
      out.push_back({.paths = std::move(paths),
                     .subjects = {t.id},
                     .side = limits.side,
                     .evidence = {{"trade_off", named_one{t.id}},
                                  {"chosen", t.chosen},
                                  {"who", named_one{limits.side}},
                                  {"ask", detail::others_who_chose(t, limits.side)},
                                  {"measure", t.measures[worst].id},
                                  {"value", values[worst]},
                                  {"limit", limit},
                                  {"margin", beyond_limit(t.measures[worst], values[worst], limit)},
                                  {"count", broken}}});
    }
  });
}

/// TO004: an option is chosen, and nothing says who decided.
inline void find_unrecorded_choice(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::for_each_trade_off(c, [&](std::size_t i, const trade_off& t, const trade_off_result&) {
    if (t.chosen.empty() || !t.decided_by.empty()) return;
    out.push_back({.paths = {pointer("trade_offs", i, "chosen")},
                   .subjects = {t.id},
                   .side = std::string(shared),
                   .evidence = {{"trade_off", named_one{t.id}}, {"chosen", t.chosen}}});
  });
}

inline constexpr std::array<rule, 4> trade_off_rules{{
    {.id = "TO001",
     .level = level::error,
     .source = "Pareto 1906",
     .title = "The chosen option is dominated",
     .why = "Another option is better in one measure and worse in none, so the choice gives something away for "
            "nothing. Or what speaks for it is not among the measures.",
     .fix = "Choose the better option, or add the measure that speaks for the chosen one.",
     .message = "The choice for {trade_off}, {chosen}, is beaten by {better}: better in {measure} by {margin}, worse "
                "in nothing.",
     .action = "Choose {better}, or add the measure that speaks for {chosen}.",
     .find = &find_dominated_choice},
    {.id = "TO002",
     .level = level::error,
     .source = "convention",
     .title = "No option is within every side's limits",
     .why = "The sides cannot settle this between themselves: whatever they choose, one of them must accept what it "
            "said it cannot. Waiting only hides that.",
     .fix = "Escalate: the arbiter chooses and is recorded in `decided_by`, a side moves a limit, or another option is "
            "found.",
     .message = "For {trade_off}, none of the options is within the limits of {who}; {nearest} comes nearest.",
     .action = "Settle {trade_off}: choose an option, have a limit moved, or ask for another option.",
     .find = &find_no_common_option},
    {.id = "TO003",
     .level = level::warning,
     .source = "convention",
     .title = "The choice is outside a side's limit",
     .why = "A limit that a choice ignores was either not meant, or will come back as a blocked project.",
     .fix = "Choose an option within the limit, or have the side move its limit.",
     .message =
         "For {trade_off}, {chosen} is chosen: {measure} {value:~limit}, beyond the limit of {limit:~value} that {who} "
         "set.",
     .action = "Ask {ask} for another option, or accept {value:~limit} for {measure}.",
     .find = &find_choice_beyond_limit},
    {.id = "TO004",
     .level = level::note,
     .source = "convention",
     .title = "A choice without a record of who decided",
     .why = "A choice that nobody is known to have made is reopened by whoever dislikes it.",
     .fix = "Name who decided in `decided_by`.",
     .message = "For {trade_off}, {chosen} is chosen, and no record says who decided.",
     .action = "Record who decided on {trade_off}.",
     .find = &find_unrecorded_choice},
}};

}  // namespace coalign::strategy
