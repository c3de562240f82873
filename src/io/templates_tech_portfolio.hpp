// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on tech portfolio.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template tech_portfolio_templates[] = {
    {"tech_portfolio_head", "TECH PORTFOLIO"},
    {"tech_portfolio_note", " (tools: {count:0}; money is for a year)"},
    {"tech_portfolio_map", "{layer}: {list}."},
    {"tech_portfolio_map_cell", "{owner} {cost} (tools: {count:0})"},
    {"tech_portfolio_layer_core", "Core"},
    {"tech_portfolio_layer_customer", "Customer"},
    {"tech_portfolio_layer_data", "Data"},
    {"tech_portfolio_layer_none", "No layer stated"},
    {"tech_portfolio_nobody", "nobody"},
    {"tech_portfolio_saving",
     "All tools cost {cost}. The cheapest set that serves every need costs {least}: {saving} less."},
    {"tech_portfolio_saving_partly",
     "All tools cost {cost}. The cheapest set that serves every need it can costs {least}: {saving} less."},
    {"tech_portfolio_saving_unknown",
     "All tools cost {cost}. No tool serves what is needed, as far as purposes and needs are stated, so nothing is "
     "said of overlap and savings."},
    {"tech_portfolio_saving_none", "All tools cost {cost}. No cheaper set of them serves as many needs."},
    {"tech_portfolio_not_proven",
     "That set is not proven optimal: the cheapest one costs between {bound} and {least}."},
    {"tech_portfolio_unpriced",
     "Amounts leave out tools without a cost, which are kept only where nothing else serves: {list}."},
    {"tech_portfolio_all_purposes", "No needs are stated, so every purpose counts as one."},
    {"tech_portfolio_uncovered", "Left out, since no tool within the risk limits serves it: {list}."},
    {"tech_portfolio_given_up", "Up to {cost} of the saving is only there if this is given up: {list}."},
    {"tech_portfolio_keep", "The set: {list}."},
    {"tech_portfolio_lost_purposes", "Purposes that would end with the others, and that no need states: {list}."},
    {"tech_portfolio_lost_data", "Data that no tool of the set gives: {list}."},
    {"tech_portfolio_lost_link", "{data} (for {tool})"},
    {"tech_portfolio_lost_links", "Data that the set takes and would lose: {list}."},
    {"tech_portfolio_standard_head", "Standardise here:"},
    {"tech_portfolio_standard", "{purpose}: keep {keep}, retire {list} ({saving})."},
    {"tech_portfolio_standard_free", "{purpose}: keep {keep}, retire {list}."},
    {"tech_portfolio_standard_unpriced",
     "{purpose}: keep {keep} if its cost, which is not stated, allows; then retire {list} ({saving})."},
    {"tech_portfolio_standard_kept", "{purpose}: use {keep}; the others stay for other needs."},
    {"tech_portfolio_standard_unneeded", "{purpose}: nobody needs it, retire {list} ({saving})."},
    {"tech_portfolio_standard_unneeded_free", "{purpose}: nobody needs it, retire {list}."},
    {"tech_portfolio_standard_risky", "{purpose}: no tool is within the risk limits, so none is to keep yet."},
    {"tech_portfolio_standard_note", "One tool may be in several of these amounts: do not add them up."},
    {"tech_portfolio_do_not_buy", "Covered already, so buy nothing more without joint sign-off: {list}."},
    {"tech_portfolio_brakes", "Work by hand on customer tools, in hours a month: {list}."},
    {"tech_portfolio_brake", "{tool} {hours}"},
    {"tech_portfolio_risk_tool", "risk and cost"},
    {"tech_portfolio_risk_cost", "a year"},
    {"tech_portfolio_risk_security", "security"},
    {"tech_portfolio_risk_data", "data"},
    {"tech_portfolio_risk_uptime", "uptime"},
    {"tech_portfolio_risk_note", "! above the limit; risks are from 0 to 1"},
    {"tech_portfolio_unknown", "-"},
};

}  // namespace coalign::io
