// SPDX-License-Identifier: Apache-2.0
/// @file
/// The table of all rules. To add a rule is to add its entry to the table of its section.
#pragma once

#include <coalign/strategy/alignment_rules.hpp>
#include <coalign/strategy/data_product_rules.hpp>
#include <coalign/strategy/decision_rights_rules.hpp>
#include <coalign/strategy/north_star_rules.hpp>
#include <coalign/strategy/relationship_rules.hpp>
#include <coalign/strategy/roadmap_rules.hpp>
#include <coalign/strategy/rule.hpp>
#include <coalign/strategy/symptoms_rules.hpp>
#include <coalign/strategy/tech_portfolio_rules.hpp>
#include <coalign/strategy/trade_off_rules.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace coalign::strategy {

/// The newest version of the rules. A model may pin an older one.
inline constexpr int newest_ruleset = 1;

namespace detail {

template <std::size_t... N>
[[nodiscard]] constexpr auto joined(const std::array<rule, N>&... tables) {
  std::array<rule, (N + ...)> all{};
  auto at = all.begin();
  ((at = std::copy(tables.begin(), tables.end(), at)), ...);
  return all;
}

inline constexpr auto rule_table =
    joined(north_star_rules, tech_portfolio_rules, decision_rights_rules, roadmap_rules, data_product_rules,
           trade_off_rules, relationship_rules, symptoms_rules, alignment_rules);

}  // namespace detail

/// Every rule, by section.
[[nodiscard]] inline std::span<const rule> all_rules() noexcept { return detail::rule_table; }

/// The rule of an id; null where there is none.
[[nodiscard]] inline const rule* find_rule(std::string_view id) noexcept {
  const auto found =
      std::find_if(detail::rule_table.begin(), detail::rule_table.end(), [&](const rule& r) { return r.id == id; });
  return found == detail::rule_table.end() ? nullptr : &*found;
}

}  // namespace coalign::strategy
