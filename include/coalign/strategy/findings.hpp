// SPDX-License-Identifier: Apache-2.0
/// @file
/// The findings of a model: every rule that the model asks for, with its words, its waiver and its place in the order.
#pragma once

#include <coalign/core/hash.hpp>
#include <coalign/core/message.hpp>
#include <coalign/strategy/labels.hpp>
#include <coalign/strategy/rules.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace coalign::strategy {

namespace detail {

inline constexpr std::size_t most_named = 6;  // of a list in a sentence

/// A piece of evidence as an argument of a template.
struct fact_text {
  const labels& name;
  std::string_view currency;

  using argument_value = std::variant<std::string, double>;
  argument_value operator()(double x) const { return x; }
  argument_value operator()(const std::string& x) const { return x; }
  argument_value operator()(coalign::money x) const { return money_text(x, currency); }
  argument_value operator()(date x) const { return date_text(x); }
  argument_value operator()(const named_one& x) const { return std::string(name(x.id)); }
  argument_value operator()(const named_domain& x) const { return name.domain(x.id); }
  argument_value operator()(const named& x) const {
    return listed(x.ids, [&](std::string_view id) { return name(id); });
  }
  argument_value operator()(const worded_one& x) const { return std::string(name.term(x.group, x.id)); }
  argument_value operator()(const worded& x) const {
    return listed(x.ids, [&](std::string_view id) { return name.term(x.group, id); });
  }
  template <class Word>
  [[nodiscard]] static std::string listed(const ids& list, const Word& word_of) {
    std::string out;
    for (std::size_t i = 0; i < std::min(list.size(), most_named); ++i) {
      if (i > 0) out += ", ";
      out += word_of(list[i]);
    }
    if (list.size() > most_named) out += ", ... (" + std::to_string(list.size()) + ')';
    return out;
  }
};

}  // namespace detail

/// Evidence as arguments of a template: ids by their names, keys by their words, amounts with their currency, dates as
/// text; of a long list of ids the first six, and how many there are. `money` is what is at stake.
[[nodiscard]] inline arguments evidence_arguments(const match& found, const labels& name, std::string_view currency) {
  const detail::fact_text as_text{name, currency};
  arguments out;
  for (const auto& [key, value] : found.evidence) out.emplace_back(key, std::visit(as_text, value));
  if (found.money) out.emplace_back("money", money_text(*found.money, currency));
  return out;
}

/// The id of a finding: FNV-1a of rule, side and sorted subjects, each with its length, so that no two lists are alike.
[[nodiscard]] inline std::uint64_t finding_id(std::string_view rule, std::string_view side, ids subjects) {
  std::sort(subjects.begin(), subjects.end());
  std::string text;
  const auto put = [&](std::string_view part) { text.append(std::to_string(part.size())).append(" ").append(part); };
  put(rule);
  put(side);
  for (const std::string& s : subjects) put(s);
  return fnv1a(text);
}

namespace detail {

/// A rule as the model's policy wants it.
struct active_rule {
  const rule* entry = nullptr;
  strategy::level level = level::warning;
  std::array<double, most_thresholds> limits{};
};

[[nodiscard]] inline std::vector<active_rule> active_rules(const sections& given) {
  std::vector<active_rule> out;
  const int newest = given.ruleset == 0 ? newest_ruleset : given.ruleset;
  for (const rule& r : all_rules()) {
    if (r.since > newest) continue;
    active_rule x{&r, r.level, {}};
    for (std::size_t t = 0; t < most_thresholds; ++t) x.limits[t] = r.thresholds[t].value;
    bool off = false;
    for (const rule_setting& setting : given.rules) {
      if (setting.rule != r.id) continue;
      off = setting.off;
      x.level = setting.level.value_or(x.level);
      for (std::size_t t = 0; t < most_thresholds; ++t) {
        if (const double* set = find(setting.thresholds, r.thresholds[t].name)) x.limits[t] = *set;
      }
    }
    if (!off) out.push_back(x);
  }
  return out;
}

/// The first waiver of a finding that holds at the date of the model.
[[nodiscard]] inline std::optional<std::size_t> waiver_of(const finding& f, const setting& s) {
  ids wanted = f.found.subjects;
  std::sort(wanted.begin(), wanted.end());
  for (std::size_t i = 0; i < s.given.waivers.size(); ++i) {
    const waiver& w = s.given.waivers[i];
    if (w.rule != f.rule || !w.until || !s.as_of || *w.until < *s.as_of) continue;
    ids subjects = w.subjects;
    std::sort(subjects.begin(), subjects.end());
    if (subjects == wanted) return i;
  }
  return std::nullopt;
}

/// Level, then money at stake, then rule, then subjects.
[[nodiscard]] inline bool before(const finding& x, const finding& y) {
  if (x.level != y.level) return x.level > y.level;
  if (x.found.money.has_value() != y.found.money.has_value()) return x.found.money.has_value();
  if (x.found.money != y.found.money) return x.found.money > y.found.money;
  return std::tie(x.rule, x.found.subjects, x.found.side) < std::tie(y.rule, y.found.subjects, y.found.side);
}

}  // namespace detail

/// All findings of a model, ordered by level, money at stake, rule and subjects; waived ones among them.
/// @param c        the model, what was computed of its sections, and its scores
/// @param name     what people call things
/// @param currency of amounts in sentences; may be empty
/// Cost: that of the rules, each linear or near it in the size of its section; sorting on top.
[[nodiscard]] inline std::vector<finding> find_all(const context& c, const labels& name, std::string_view currency) {
  std::vector<finding> out;
  std::map<std::uint64_t, std::size_t> seen;
  for (const detail::active_rule& active : detail::active_rules(c.given)) {
    const rule& r = *active.entry;
    std::vector<match> matches;
    r.find(c, active.limits, matches);
    for (match& m : matches) {
      const std::uint64_t id = finding_id(r.id, m.side, m.subjects);
      if (const auto [at, added] = seen.emplace(id, out.size()); !added) {
        // The same thing in another place of the document.
        match& first = out[at->second].found;
        first.paths.insert(first.paths.end(), m.paths.begin(), m.paths.end());
        if (m.money && (!first.money || *m.money > *first.money)) first.money = m.money;
        continue;
      }
      finding& f = out.emplace_back(finding{.id = id, .rule = r.id, .level = active.level, .found = std::move(m)});
      f.waiver = detail::waiver_of(f, c);
    }
  }
  for (finding& f : out) {
    const rule& r = *find_rule(f.rule);
    const arguments args = evidence_arguments(f.found, name, currency);
    const rule_words said = words_of(r, args);
    f.message = render(said.message, args);
    f.action = render(said.action, args);
  }
  std::sort(out.begin(), out.end(), detail::before);
  return out;
}

}  // namespace coalign::strategy
