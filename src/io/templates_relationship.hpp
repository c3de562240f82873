// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on the relationship of the sides.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template relationship_templates[] = {
    {"relationship_head", "RELATIONSHIP"},
    {"relationship_note", " (ratings of each other, from {low} to {high})"},
    {"relationship_note_list", " (the lowest ratings of each other, from {low} to {high})"},
    {"relationship_by", "by {who}"},
    {"relationship_of", "of {of}"},
    {"relationship_divided", "divided"},
    {"relationship_divided_note", "divided: the raters disagree, so no mean stands for them (r_wg)."},
    {"relationship_rating", "{practice}: {of}, as {who} sees it"},
    {"relationship_gap",
     "Seen most differently: \"{practice}\", {first_rating} by {first}, {second_rating} by {second}."},
    {"relationship_needs", "Needs, the most unmet first:"},
    {"relationship_need", "{who} from {of}: {what} (importance {importance}, met {met})"},
};

}  // namespace coalign::io
