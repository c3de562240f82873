// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on roadmap.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template roadmap_templates[] = {
    {"roadmap_head", "ROADMAP"},
    {"roadmap_nothing", "Nothing to compare."},
    {"roadmap_tied", "Leads to the North Star: {tied:0} of {items:0} items, {share:p} of 100 of the cost."},
    {"roadmap_tied_items", "Leads to the North Star: {tied:0} of {items:0} items (no cost is stated)."},
    {"roadmap_path", "Longest chain of work: {start} to {end}, {days:0} days: {list}."},
    {"roadmap_spend", "Cost by side, what is shared split equally: {list}."},
    {"roadmap_spend_side", "{who} {cost}"},
    {"roadmap_spend_nobody", "nobody {cost}"},
    {"roadmap_rhythm",
     "{who} looks about {ahead:0} days ahead; its work takes about {work:0} days (gap {gap:2} of 1)."},
    {"roadmap_cadence",
     "Looks at the plan: {first} every {first_days} days, {second} every {second_days} (gap {gap:2} of 1)."},
    {"roadmap_requests", "Requests that are open: {open:0} of {count:0}."},
    {"roadmap_request", "{request}: {by} waits for {of}, {days:0} days so far"},
};

}  // namespace coalign::io
