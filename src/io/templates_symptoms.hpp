// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on symptoms.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template symptoms_templates[] = {
    {"symptoms_head", "SYMPTOMS"},
    {"symptoms_note", " (what is seen where two strategies are at work)"},
    {"symptoms_campaigns", "Campaigns on time: {on_time:0} of {planned:0} planned ({percent:p} %)."},
    {"symptoms_projects", "Projects on time: {on_time:0} of {planned:0} planned ({percent:p} %)."},
    {"symptoms_growth",
     "From {from} to {to} tech spend changed by {tech_spend:~revenue} %, revenue by {revenue:~tech_spend} %."},
    {"symptoms_no_growth", "Tech spend and revenue: two periods that both have are needed to compare them."},
    {"symptoms_nothing", "Nothing is stated yet."},
};

}  // namespace coalign::io
