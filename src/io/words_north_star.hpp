// SPDX-License-Identifier: Apache-2.0
// The North Star in words, for the document and for the report.
#pragma once

#include <coalign/core/message.hpp>
#include <coalign/core/translation.hpp>
#include <coalign/strategy/north_star.hpp>

#include <array>
#include <string>
#include <string_view>

namespace coalign::io {

/// A text with its key and its arguments.
struct worded {
  std::string_view key;
  arguments args;
  std::string message;
};

/// How a name is shown: as it is, or made fit for a terminal.
using name_form = std::string (*)(std::string_view);

inline constexpr int usual_decimals = 2;

/// A value with its unit. @param decimals at most
[[nodiscard]] std::string value_words(double x, const std::string& unit, name_form shown, const translation* words,
                                      int decimals = usual_decimals);
/// One value, or the range of those that are reported.
[[nodiscard]] std::string value_words(const interval& x, const std::string& unit, name_form shown,
                                      const translation* words, int decimals = usual_decimals);

/// The goal as a sentence.
[[nodiscard]] worded goal_words(const strategy::north_star_result& found, name_form shown, const translation* words);
/// What a guard holds.
[[nodiscard]] std::string guard_words(const strategy::guard_result& g, name_form shown, const translation* words,
                                      int decimals = usual_decimals);
/// Whether it is specific, time-bound, tied to money, co-owned, each with the reason.
[[nodiscard]] std::array<worded, 4> quality_words(const strategy::north_star_result& found, name_form shown,
                                                  const translation* words);

}  // namespace coalign::io
