// SPDX-License-Identifier: Apache-2.0
// The sentences of an assessment and of a plan, anew from their templates and arguments.
#include "translate.hpp"

#include <coalign/assess/strategy.hpp>
#include <coalign/io/messages.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <variant>

namespace coalign::io {

namespace {

/// "X to Y", where X is a number. @returns nothing where it is not.
/// @param key of the word; @param ends what it calls the two
std::optional<std::string> translated_pair(std::string_view text, std::string_view key,
                                           const std::array<std::string, 2>& ends, const translation& words) {
  constexpr std::string_view to = " to ";
  const std::size_t at = text.find(to);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  if (text.substr(0, at).find_first_not_of("0123456789.,-+e") != std::string_view::npos) return std::nullopt;
  return render(word(key, &words),
                {{ends[0], std::string(text.substr(0, at))}, {ends[1], std::string(text.substr(at + to.size()))}});
}

/// The English word of a group of keys in the other language; itself where it is none of them.
std::string translated_word(std::string_view text, std::string_view group, const translation& words) {
  for (const message_template& x : word_templates) {
    if (x.key.starts_with(group) && x.text == text) return std::string(word(x.key, &words));
  }
  return std::string(text);
}

/// The same of several, with commas between.
std::string translated_words(std::string_view list, std::string_view group, const translation& words) {
  constexpr std::string_view comma = ", ";
  std::string out;
  while (true) {
    const std::size_t at = list.find(comma);
    out += translated_word(list.substr(0, at), group, words);
    if (at == std::string_view::npos) return out;
    out += comma;
    list.remove_prefix(at + comma.size());
  }
}

/// What each side's answer was and is, behind its name: "IT 8 to 10, Marketing 12 to 10 findings".
std::string translated_moves(std::string_view text, const model& m, const translation& words) {
  std::string out;
  while (!text.empty()) {
    std::size_t name = 0;
    for (const side& s : m.sides()) {
      const std::string& label = s.label();
      if (text.starts_with(label) && text.substr(label.size()).starts_with(' '))
        name = std::max(name, label.size() + 1);
    }
    if (name == 0) return out.append(text);
    out += text.substr(0, name);
    text.remove_prefix(name);
    const std::size_t end = std::min(text.find(", "), text.size());
    out +=
        translated_pair(text.substr(0, end), "move", {"from", "to"}, words).value_or(std::string(text.substr(0, end)));
    text.remove_prefix(end);
    if (!text.empty()) {
      out += ", ";
      text.remove_prefix(2);
    }
  }
  return out;
}

/// What the core's sentences say besides names and numbers, by the name of the argument.
arguments told(arguments args, const model& m, const translation& words) {
  for (auto& [name, given] : args) {
    auto* text = std::get_if<std::string>(&given);
    if (text == nullptr) continue;
    if (name == "arbiter") {
      *text = arbiter_label(m, &words);
    } else if (name == "moves" || name == "limits") {
      *text = translated_moves(*text, m, words);
    } else if (name.ends_with("_direction")) {
      *text = translated_word(*text, "direction_", words);
    } else if (name.ends_with("_target") || name.ends_with("_appetite")) {
      *text = range_words(std::move(*text), &words);
    }
  }
  return args;
}

/// A piece of evidence that is words of the library, not of the model.
struct evidence_words {
  std::string_view rule, name;
  std::string_view group;  ///< of keys of words
};

constexpr std::array worded_evidence{
    evidence_words{"TP005", "risk", "tool_risk_"},
    evidence_words{"DR005", "first_believes", "believes_"},
    evidence_words{"DR005", "second_believes", "believes_"},
    evidence_words{"RM003", "missing", "item_"},
    evidence_words{"RM007", "funding", "funding_"},
    evidence_words{"RM008", "second", "rhythm_"},
    evidence_words{"RM009", "missing", "unwritten_"},
    evidence_words{"DP001", "problem", "owner_"},
    evidence_words{"AL007", "about", "about_"},
};

class translator {
 public:
  translator(const model& m, const translation& words) : m_(m), words_(words), numbers_(number_words_of(&words)) {}

  void tell(std::vector<reason>& all) const {
    for (reason& x : all) x.message = sentence("reason.", x.key, reason_template(x.key), x.args);
  }
  void tell(std::vector<deadlock_entry>& all) const {
    for (deadlock_entry& x : all) x.message = sentence("action.", x.key, action_template(x.key), x.args);
  }
  void tell(plan& p) const {
    for (plan_step& x : p.steps) x.message = sentence("action.", x.key, action_template(x.key), x.args);
    for (std::string& x : p.obstacles) x = obstacle(x);
  }
  void tell(strategy::exchange& x) const {
    arguments args = x.args;
    std::string list;
    for (std::size_t i = 1; i < x.changes.size(); ++i) {  // the first is in the sentence itself
      const auto& [measure, change] = x.changes[i];
      list += (list.empty() ? "" : ", ") +
              filled("exchange.exchange_change", strategy::exchange_template("exchange_change"),
                     {{"measure", measure}, {"change", strategy::detail::change_text(change)}});
    }
    for (auto& [name, given] : args) {
      if (name == "changes") given = list;
    }
    x.message = filled("exchange." + x.key, strategy::exchange_template(x.key), args);
  }
  void tell(std::vector<strategy::finding>& all) const {
    const strategy::labels name = strategy_labels(m_, &words_);
    for (strategy::finding& x : all) {
      const strategy::rule& r = *strategy::find_rule(x.rule);
      arguments args = strategy::evidence_arguments(x.found, name, m_.parts().currency);
      for (const evidence_words& e : worded_evidence) {
        if (e.rule != x.rule) continue;
        for (auto& [key, given] : args) {
          auto* text = std::get_if<std::string>(&given);
          if (key == e.name && text != nullptr) *text = translated_words(*text, e.group, words_);
        }
      }
      const std::string key = "rule." + std::string(x.rule);
      x.message = filled(key + ".message", r.message, args);
      x.action = filled(key + ".action", r.action, args);
    }
  }

 private:
  [[nodiscard]] std::string filled(const std::string& key, std::string_view english, const arguments& args) const {
    return render(words_.text(key, english), args, numbers_);
  }
  [[nodiscard]] std::string sentence(std::string_view table, const std::string& key, std::string_view english,
                                     const arguments& args) const {
    return filled(std::string(table) + key, english, told(args, m_, words_));
  }
  /// An obstacle is a text alone: the one whose English is the same.
  [[nodiscard]] std::string obstacle(const std::string& text) const {
    for (const message_template& x : action_templates) {
      if (!x.key.starts_with("obstacle_")) continue;
      const std::string key = "action." + std::string(x.key);
      if (x.text == text) return std::string(words_.text(key, x.text));
      for (const metric& y : m_.catalog().metrics) {
        const arguments args{{"metric", y.label()}};
        if (render(x.text, args) == text) return filled(key, x.text, args);
      }
    }
    return text;
  }

  const model& m_;
  const translation& words_;
  number_words numbers_;
};

}  // namespace

std::string range_words(std::string text, const translation* words) {
  if (words == nullptr) return text;
  if (text == template_text(word_templates, "target_none")) return std::string(word("target_none", words));
  return translated_pair(text, "range", {"low", "high"}, *words).value_or(std::move(text));
}

assessment translated(assessment a, const translation& words) {
  const translator t(a.model, words);
  t.tell(a.reasons);
  t.tell(a.actions.deadlocks);
  if (a.actions.plan) t.tell(*a.actions.plan);
  for (strategy::trade_off_result& x : a.strategy.trade_offs) {
    for (strategy::exchange& y : x.sentences) t.tell(y);
  }
  t.tell(a.findings);
  return a;
}

plan translated(plan p, const model& m, const translation& words) {
  translator(m, words).tell(p);
  return p;
}

}  // namespace coalign::io
