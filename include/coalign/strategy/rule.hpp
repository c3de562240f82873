// SPDX-License-Identifier: Apache-2.0
/// @file
/// A rule: one small function of the model, and everything that is said of it.
#pragma once

#include <coalign/core/message.hpp>
#include <coalign/strategy/alignment.hpp>
#include <coalign/strategy/finding.hpp>
#include <coalign/strategy/results.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

/// Whether a number is beyond a limit by more than the last bits of its decimals: 0.9 - 0.5 is not above 0.4.
[[nodiscard]] inline bool above(double x, double limit) noexcept {
  return x > limit + 1e-12 * std::max(1.0, std::abs(limit));
}
[[nodiscard]] inline bool below(double x, double limit) noexcept { return above(-x, -limit); }

/// An amount that a finding is about: none where it is nothing.
[[nodiscard]] inline std::optional<money> at_stake(std::optional<money> x) {
  return x && *x > money() ? x : std::nullopt;
}

/// What rules are functions of. It refers to a validated model and to what was computed of it.
struct context : setting {
  const results& computed;
  const alignment& scores;
};

/// A number that a policy may change.
struct threshold {
  std::string_view name{};
  double value = 0.0;  ///< unless the policy says otherwise
  std::string_view unit{};
  double low = 0.0;   ///< the least that a policy may set
  double high = 1.0;  ///< and the greatest
};

/// Finds what a rule is about. @param limits its thresholds, in the order of its entry
using rule_function = void (*)(const context& c, std::span<const double> limits, std::vector<match>& out);

inline constexpr std::size_t most_thresholds = 2;

/// What is said instead where the evidence lacks a name that the rule's own sentences have.
struct other_words {
  std::string_view key{};      ///< tells its texts from the others of the rule
  std::string_view message{};  ///< empty: the rule's own
  std::string_view action{};   ///< empty: the rule's own
};
inline constexpr std::size_t most_other_words = 3;

/// One entry of the table. In `message` and `action`, `{name}` stands for a piece of the evidence.
struct rule {
  std::string_view id;
  int since = 1;  ///< the first version of the rule set that has it
  strategy::level level = level::warning;
  std::array<threshold, most_thresholds> thresholds{};  ///< those with a name count
  std::string_view source;                              ///< a standard, a study, or "convention"
  std::string_view title;                               ///< what it finds
  std::string_view why;                                 ///< why that matters
  std::string_view fix;                                 ///< what closes it
  std::string_view message;
  std::string_view action;
  std::array<other_words, most_other_words> otherwise{};  ///< those with a key count; the first whose names are there
  rule_function find = nullptr;
};

/// The sentences of a finding, and the keys that a translation has them by.
struct rule_words {
  std::string message_key;
  std::string_view message;
  std::string action_key;
  std::string_view action;
};

/// The sentences that the evidence can fill: the rule's own, else the first others that it can.
[[nodiscard]] inline rule_words words_of(const rule& r, const arguments& told) {
  const std::string key = "rule." + std::string(r.id);
  rule_words own{key + ".message", r.message, key + ".action", r.action};
  if (is_told(r.message, told) && is_told(r.action, told)) return own;
  for (const other_words& x : r.otherwise) {
    rule_words said = own;
    if (!x.message.empty()) said.message_key = key + '.' + std::string(x.key) + ".message", said.message = x.message;
    if (!x.action.empty()) said.action_key = key + '.' + std::string(x.key) + ".action", said.action = x.action;
    if (!x.key.empty() && is_told(said.message, told) && is_told(said.action, told)) return said;
  }
  return own;
}

}  // namespace coalign::strategy
