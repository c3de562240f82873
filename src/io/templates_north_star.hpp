// SPDX-License-Identifier: Apache-2.0
// The texts of the North Star: the goal as a sentence, what it is and is not, and how far it has come.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template north_star_templates[] = {
    {"north_star_head", "NORTH STAR"},
    {"north_star_note", " (the one goal that all sides own)"},
    // The goal: what moves, in how long, by what means, and what must not be hurt. Parts that are not given are empty.
    {"north_star_goal", "{move}{when}{through}{guards}."},
    {"north_star_no_metric", "It names no metric of the catalogue."},
    {"north_star_up_by", "Raise {metric}{for_whom} by {percent} %"},
    {"north_star_down_by", "Cut {metric}{for_whom} by {percent} %"},
    {"north_star_up_to", "Raise {metric}{for_whom} to {target}"},
    {"north_star_down_to", "Cut {metric}{for_whom} to {target}"},
    {"north_star_keep_at", "Keep {metric}{for_whom} at {target}"},
    {"north_star_up", "Raise {metric}{for_whom}"},
    {"north_star_down", "Cut {metric}{for_whom}"},
    {"north_star_keep", "Keep {metric}{for_whom} where it is"},
    {"north_star_for", " for {segment}"},
    {"north_star_in_months", " in {months:0} months, by {due}"},
    {"north_star_by", " by {due}"},
    {"north_star_through", ", through {list}"},
    {"north_star_driver", "{metric}"},
    {"north_star_guards", ", with {list}"},
    {"north_star_guard_least", "{metric} at {limit} or more"},
    {"north_star_guard_most", "{metric} at {limit} or less"},
    {"north_star_guard_between", "{metric} from {low} to {high}"},
    {"north_star_value", "{value} {unit}"},
    {"north_star_between", "{low} to {high}"},
    // What a goal has to be, each with its reason.
    {"north_star_specific", "Specific: a metric, and how far it is to move."},
    {"north_star_not_specific", "Not specific: {missing}."},
    {"north_star_time_bound", "Time-bound: due {due}."},
    {"north_star_not_time_bound", "Not time-bound: no date by which it is to be met."},
    {"north_star_tied_to_money", "Tied to money: what it is worth is stated."},
    {"north_star_not_tied_to_money", "Not tied to money: nothing says what it is worth."},
    {"north_star_co_owned", "Co-owned: by every side."},
    {"north_star_not_co_owned", "Not co-owned: without {missing}."},
    {"north_star_lacks_metric", "no metric of the catalogue"},
    {"north_star_lacks_change", "no change and no target"},
    {"north_star_lacks_baseline", "a change of a metric without a baseline"},
    {"north_star_all_met", "Specific, time-bound, tied to money, and owned by every side."},
    // How far it has come.
    {"north_star_progress", "Come {progress:%~pace} % of the way from {baseline} to {target}; it is at {current}."},
    {"north_star_progress_range",
     "Come {low:%~high} to {high:%~low} % of the way from {baseline} to {target}: sides report different values "
     "({current})."},
    {"north_star_no_progress", "How far it has come cannot be said: baseline, target or current value is missing."},
    {"north_star_pace_behind", "Planned for {as_of}: {pace:%~progress} %, so it is behind."},
    {"north_star_pace_ahead", "Planned for {as_of}: {pace:%~progress} %, so it is ahead."},
    {"north_star_pace_level", "Planned for {as_of}: {pace:%} %, so it is on pace."},
    {"north_star_pace", "Planned for {as_of}: {pace:%} % of the way."},
    {"north_star_at_stake", "At stake: {money}."},
    {"north_star_guard_held", "Guard held: {guard} (it is at {current})."},
    {"north_star_guard_broken", "GUARD BROKEN: {guard} (it is at {current})."},
    {"north_star_guard_unknown", "Guard unknown: {guard} (no current value, or reports that disagree)."},
    {"north_star_pull", "Pull of priorities on its drivers: {list}."},
    {"north_star_pull_item", "{who} {pull:2}"},
    {"north_star_pull_none", "No side's priorities are on its drivers."},
};

}  // namespace coalign::io
