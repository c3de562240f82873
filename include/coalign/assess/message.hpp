// SPDX-License-Identifier: Apache-2.0
/// @file
/// The texts of reasons.
#pragma once

#include <coalign/core/message.hpp>

#include <string_view>

namespace coalign {

/// The texts of reasons. Sides stand where no grammar depends on their number or on an article.
inline constexpr message_template reason_templates[] = {
    {"priority",
     "{metric} gets {more_points:p~less_points} of 100 points from {more}, {less_points:p~more_points} from {less}."},
    {"goal", "{metric} has two targets: {first} {first_target}, {second} {second_target}."},
    {"direction", "{metric} should go two ways: {first} {first_direction}, {second} {second_direction}."},
    {"horizon",
     "Beyond the {horizon} horizon lie {more_points:p~less_points} of 100 points of attention for {more}, "
     "{less_points:p~more_points} for {less}."},
    {"risk",
     "{risk} is rated {more_severity:2~less_severity} by {more}, {less_severity:2~more_severity} by {less} "
     "(severity, 0 to 1)."},
    {"appetite",
     "{risk} is acceptable up to {first_appetite:2~second_appetite} for {first}, "
     "{second_appetite:2~first_appetite} for {second}."},
};

/// The text of a key, empty where there is none.
[[nodiscard]] constexpr std::string_view reason_template(std::string_view key) noexcept {
  return template_text(reason_templates, key);
}

}  // namespace coalign
