// SPDX-License-Identifier: Apache-2.0
// The texts of the report's list of findings. What a finding says comes from the table of rules.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template findings_templates[] = {
    {"findings_head", "FINDINGS"},
    {"findings_counts", " (errors: {errors:0}, warnings: {warnings:0}, notes: {notes:0}, waived: {waived:0})"},
    {"findings_none", "No rule fires."},
    {"findings_all_waived", "Every finding is waived."},
    {"findings_error", "ERROR"},
    {"findings_warning", "warn "},
    {"findings_note", "note "},
    {"findings_message", "{message}"},
    {"findings_message_money", "{message} At stake: {money}."},
    {"findings_action", "{who}: {action}"},
    {"findings_more", "and {count:0} more: {list}"},
    {"findings_of_rule", "{rule} {count:0}"},
};

}  // namespace coalign::io
