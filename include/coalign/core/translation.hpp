// SPDX-License-Identifier: Apache-2.0
/// @file
/// Texts in another language, and the words that stand in sentences beside what a model says.
#pragma once

#include <coalign/core/message.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace coalign {

/// Texts in place of English ones, by key: "report.title", "rule.TP001.message". What it does not have stays English.
class translation {
 public:
  /// Puts a text in place of that of a key.
  void set(std::string key, std::string text) { texts_.insert_or_assign(std::move(key), std::move(text)); }

  [[nodiscard]] bool empty() const noexcept { return texts_.empty(); }

  /// The text of a key, `english` where it has none. A view into this or of `english`.
  [[nodiscard]] std::string_view text(std::string_view key, std::string_view english) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? english : std::string_view(found->second);
  }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

/// Words that stand for an argument of a sentence, where that is not the model's own.
inline constexpr message_template word_templates[] = {
    {"both_sides", "both sides"},
    {"all_sides", "all sides"},
    {"leads_both", "Whoever leads both"},
    {"leads_all", "Whoever leads all"},
    {"north_star", "the North Star"},
    {"direction_higher", "higher"},
    {"direction_lower", "lower"},
    {"direction_within", "within"},
    {"target_none", "none"},
    {"range", "{low} to {high}"},
    {"move", "{from} to {to}"},
    {"number_almost_one", "just under 1"},
    {"number_tiny", "under 0.1"},
    {"number_nearly_all", "over 99"},
    {"practice_seek_to_understand", "seek to understand"},
    {"practice_be_intentional", "be intentional"},
    {"practice_understand_the_process", "understand the process"},
    {"practice_help_without_hindering", "help without hindering"},
    {"practice_have_their_back", "have their back"},
    {"practice_sees_value", "see value in alignment"},
    {"domain_security", "security"},
    {"domain_architecture", "architecture"},
    {"domain_data_models", "data models"},
    {"domain_integration", "integration"},
    {"domain_compliance", "compliance"},
    {"domain_customer_journeys", "customer journeys"},
    {"domain_content", "content"},
    {"domain_channel_mix", "channel mix"},
    {"domain_campaign_design", "campaign design"},
    {"domain_platform_changes", "platform changes"},
    {"domain_data_access", "data access"},
    {"domain_budget_tradeoffs", "budget tradeoffs"},
    {"lacks_metric", "a metric of the catalogue"},
    {"lacks_change", "a target or a change in percent"},
    {"lacks_baseline", "the baseline of the metric"},
    {"tool_risk_security", "security"},
    {"tool_risk_data", "data"},
    {"tool_risk_uptime", "uptime"},
    {"believes_nobody", "nobody"},
    {"state_decided", "took"},
    {"state_open", "has been open for"},
    {"item_customer_outcome", "customer outcome"},
    {"item_business_outcome", "business outcome"},
    {"item_capability", "capability"},
    {"item_project", "project"},
    {"item_milestone", "milestone"},
    {"funding_missing", "missing"},
    {"funding_not_stated", "not stated"},
    {"rhythm_own_work", "its own work"},
    {"unwritten_scope", "scope"},
    {"unwritten_constraints", "constraints"},
    {"unwritten_acceptance", "acceptance"},
    {"owner_nobody", "nobody is named"},
    {"owner_several", "several are named"},
    {"owner_all", "all together are named"},
    {"owner_silent", "nobody says to whom its owner reports"},
    {"owner_outside", "its owner reports to neither a side nor the arbiter"},
    {"about_priorities", "what comes first"},
    {"wrong_below_target", "less than the metric's own target of"},
    {"wrong_above_target", "more than the metric's own target of"},
    {"wrong_against_baseline", "worse than its baseline of"},
    {"wrong_against_change", "worse than no change, which is"},
};

/// The word of a key, in another language where there is one; empty where there is no such key.
[[nodiscard]] inline std::string_view word(std::string_view key, const translation* words = nullptr) {
  const std::string_view english = template_text(word_templates, key);
  return words == nullptr ? english : words->text("word." + std::string(key), english);
}

/// What numbers at the edge of what can be shown read as. It refers to the translation.
[[nodiscard]] inline number_words number_words_of(const translation* words) {
  if (words == nullptr) return {};
  return {word("number_almost_one", words), word("number_tiny", words), word("number_nearly_all", words)};
}

}  // namespace coalign
