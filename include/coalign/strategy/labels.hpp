// SPDX-License-Identifier: Apache-2.0
/// @file
/// What people call the things of a model: names by id.
#pragma once

#include <coalign/core/translation.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::strategy {

/// A domain of decision rights as words: "data_access" is "data access".
/// @param words usual ones in another language; null: in English
[[nodiscard]] inline std::string domain_words(std::string_view id, const translation* words = nullptr) {
  std::string out(id);
  if (const std::string_view usual = word("domain_" + out, words); !usual.empty()) return std::string(usual);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// Names by id of sides, metrics, risks, tools, roadmap items, data products and trade-offs; of the arbiter,
/// and of `shared`. It refers to the model, and to the translation.
class labels {
 public:
  /// @param arbiter what people call the arbiter; empty: as the sections name it
  /// @param words   names that are not the model's, in another language; null: in English
  explicit labels(const setting& s, std::string arbiter = {}, const translation* words = nullptr)
      : arbiter_(std::move(arbiter)), words_(words) {
    for (const side& x : s.sides) add(x.id(), x.label());
    if (s.given.decision_rights && !s.given.decision_rights->arbiter.empty()) {
      add(s.given.decision_rights->arbiter, arbiter_);
    }
    add(shared, word(s.sides.size() == 2 ? "both_sides" : "all_sides", words));
    for (const metric& x : s.catalog.metrics) add(x.id, x.label());
    for (const risk& x : s.catalog.risks) add(x.id, x.label());
    if (s.given.tech_portfolio) add_all(s.given.tech_portfolio->tools);
    if (s.given.roadmap) add_all(*s.given.roadmap);
    add(north_star_id, word("north_star", words));
    if (s.given.data_products) add_all(*s.given.data_products);
    if (s.given.trade_offs) add_all(*s.given.trade_offs);
    for (const std::string_view x : practice_names) add(x, word("practice_" + std::string(x), words));
  }

  labels(const labels&) = delete;
  labels& operator=(const labels&) = delete;

  /// The name of an id; the id itself where nothing has it, or has no name. Of two things with one id, the first.
  [[nodiscard]] std::string_view operator()(std::string_view id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : found->second;
  }

  /// The words of a key of a group: that of "change" in "lacks_" is that of "lacks_change".
  [[nodiscard]] std::string words(std::string_view group, std::string_view key) const {
    return std::string(word(std::string(group).append(key), words_));
  }

  /// A domain of decision rights: it may have the id of a metric, and is not that.
  [[nodiscard]] std::string domain(std::string_view id) const { return domain_words(id, words_); }

 private:
  void add(std::string_view id, std::string_view name) { names_.emplace(id, name.empty() ? id : name); }
  template <class Things>
  void add_all(const Things& things) {
    for (const auto& x : things) add(x.id, x.name);
  }

  std::string arbiter_;
  const translation* words_;
  std::map<std::string_view, std::string_view> names_;
};

}  // namespace coalign::strategy
