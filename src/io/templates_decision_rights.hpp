// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on decision rights.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template decision_rights_templates[] = {
    {"decision_rights_head", "DECISION RIGHTS"},
    {"decision_rights_note", " (A answers for it, R decides, C is heard, I is told)"},
    {"decision_rights_note_list", " (who decides)"},
    {"decision_rights_domain", "domain"},
    {"decision_rights_led", "{domain}: {who}."},
    {"decision_rights_led_heard", "{domain}: {who}; {heard} heard first."},
    {"decision_rights_nobody", "{domain}: nobody."},
    {"decision_rights_contested", "{domain}: contested ({who})."},
    {"decision_rights_arbiter", "Where the sides cannot agree: {who}."},
    {"decision_rights_no_arbiter", "Where the sides cannot agree: nobody is named."},
    {"decision_rights_log", "Decisions: {decided:0} taken, {open:0} open, {escalated:0} escalated."},
    {"decision_rights_days", "Days from asked to decided: median {median}, mean {mean}, longest {longest:0}."},
    {"decision_rights_open", "Open for up to {longest:0} days."},
    {"decision_rights_not_covered", "Usual domains that are not covered: {list}."},
};

}  // namespace coalign::io
