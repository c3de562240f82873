// SPDX-License-Identifier: Apache-2.0
/// @file
/// May one side buy another tool by itself? Not where a tool serves that purpose already.
#pragma once

#include <coalign/core/message.hpp>
#include <coalign/core/translation.hpp>
#include <coalign/strategy/labels.hpp>
#include <coalign/strategy/tech_portfolio.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

/// Why a purchase may or may not be made, by key. {purpose} and {tools} stand for what was asked and what covers it.
inline constexpr message_template can_buy_templates[] = {
    {"can_buy_free", "No tool covers {purpose}."},
    {"can_buy_need", "No tool covers {purpose}, and it is needed."},
    {"can_buy_covered", "Already covered: {purpose}, by {tools}."},
    {"can_buy_above_limit", "Already covered, but above the risk limit: {purpose}, by {tools}."},
};

struct can_buy_result {
  bool allowed = true;                    ///< by one side alone
  std::vector<std::string> sign_off{};    ///< sides that must sign together; empty where it is allowed
  std::vector<std::string> covered_by{};  ///< tools, by id
  std::string key{};                      ///< of the reason's template
  std::string reason{};                   ///< one sentence
};

/// Whether another tool for a purpose may be bought without joint sign-off. Where a tool covers the purpose already,
/// every side has to sign: also where all such tools are above the risk limit, since the one that replaces them is a
/// decision of those who lose them.
/// @param s the model; its `tech_portfolio` may be absent: then nothing covers the purpose
/// @param words texts in another language for the reason; null: in English
/// O(tools + items of the roadmap): the cheapest set of tools is not looked for.
[[nodiscard]] inline can_buy_result can_buy(const setting& s, std::string_view purpose,
                                            const translation* words = nullptr) {
  can_buy_result out;
  const labels name(s);
  std::string tools;
  bool within = false;
  static const tech_portfolio none{};
  const tech_portfolio& portfolio = s.given.tech_portfolio ? *s.given.tech_portfolio : none;
  for (const tool& t : portfolio.tools) {
    if (!contains(t.purposes, purpose)) continue;
    out.covered_by.push_back(t.id);
    within = within || detail::risks_above(t, portfolio.risk_limit).empty();
    if (!tools.empty()) tools += ", ";
    tools += name(t.id);
  }
  out.allowed = out.covered_by.empty();
  if (out.allowed) {
    out.key = contains(portfolio.needs, purpose) || is_capability(s.given, purpose) ? "can_buy_need" : "can_buy_free";
  } else {
    for (const side& x : s.sides) out.sign_off.push_back(x.id());
    out.key = within ? "can_buy_covered" : "can_buy_above_limit";
  }
  const std::string_view english = template_text(can_buy_templates, out.key);
  out.reason = render(words == nullptr ? english : words->text("can_buy." + out.key, english),
                      {{"purpose", std::string(purpose)}, {"tools", std::move(tools)}});
  return out;
}

}  // namespace coalign::strategy
