// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on trade-offs.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template trade_offs_templates[] = {
    {"trade_offs_head", "TRADE-OFFS"},
    {"trade_offs_note", " (what each option costs in terms of the others)"},
    {"trade_offs_open", "{trade_off}: open."},
    {"trade_offs_chosen", "{trade_off}: {option} is chosen, decided by {who}."},
    {"trade_offs_unrecorded", "{trade_off}: {option} is chosen, with no record of who decided."},
    {"trade_offs_front", "Worth considering: {options}."},
    {"trade_offs_front_beaten", "Worth considering: {options}. Beaten: {beaten}."},
    {"trade_offs_beaten", "{option} (by {by})"},
    {"trade_offs_exchange", "{message}"},
    {"trade_offs_accepted", "Within every side's limits: {options}."},
    {"trade_offs_deadlock", "No option is within every side's limits; {option} comes nearest."},
    {"trade_offs_fair", "Fair choice (Nash, Kalai-Smorodinsky and max-min agree): {option}."},
    {"trade_offs_fair_apart",
     "Fair choices: {nash} (Nash), {kalai_smorodinsky} (Kalai-Smorodinsky), {max_min} (max-min)."},
    {"trade_offs_fair_no_nash",
     "Every option within the limits leaves some side with nothing; least hard: {kalai_smorodinsky} "
     "(Kalai-Smorodinsky), {max_min} "
     "(max-min)."},
    {"trade_offs_fair_none", "No option within the limits gives any side what it wants."},
};

}  // namespace coalign::io
