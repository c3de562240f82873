// SPDX-License-Identifier: Apache-2.0
/// @file
/// What people call the things of a model: names by id.
#pragma once

#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::strategy {

/// A domain of decision rights as words: "data_access" is "data access".
[[nodiscard]] inline std::string domain_words(std::string_view id) {
  std::string out(id);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// Names by id of sides, metrics, risks, tools, roadmap items, data products and trade-offs; of the arbiter,
/// and of `shared`. It refers to the model.
class labels {
 public:
  /// @param arbiter what people call the arbiter; empty: as the sections name it
  explicit labels(const setting& s, std::string arbiter = {}) : arbiter_(std::move(arbiter)) {
    for (const side& x : s.sides) add(x.id(), x.label());
    if (s.given.decision_rights && !s.given.decision_rights->arbiter.empty()) {
      add(s.given.decision_rights->arbiter, arbiter_);
    }
    add(shared, s.sides.size() == 2 ? "both sides" : "all sides");
    for (const metric& x : s.catalog.metrics) add(x.id, x.label());
    for (const risk& x : s.catalog.risks) add(x.id, x.label());
    if (s.given.tech_portfolio) add_all(s.given.tech_portfolio->tools);
    if (s.given.roadmap) add_all(*s.given.roadmap);
    add(north_star_id, "the North Star");
    if (s.given.data_products) add_all(*s.given.data_products);
    if (s.given.trade_offs) add_all(*s.given.trade_offs);
    for (std::size_t i = 0; i < practice_names.size(); ++i) add(practice_names[i], practice_words[i]);
  }

  labels(const labels&) = delete;
  labels& operator=(const labels&) = delete;

  /// The name of an id; the id itself where nothing has it, or has no name. Of two things with one id, the first.
  [[nodiscard]] std::string_view operator()(std::string_view id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : found->second;
  }

 private:
  void add(std::string_view id, std::string_view name) { names_.emplace(id, name.empty() ? id : name); }
  template <class Things>
  void add_all(const Things& things) {
    for (const auto& x : things) add(x.id, x.name);
  }

  std::string arbiter_;
  std::map<std::string_view, std::string_view> names_;
};

}  // namespace coalign::strategy
