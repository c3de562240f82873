// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a section is read against: the catalogue, the sides, the other sections, and the date of the model.
#pragma once

#include <coalign/core/catalog.hpp>
#include <coalign/core/policy.hpp>
#include <coalign/core/side.hpp>
#include <coalign/strategy/sections.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

/// It refers to a validated model.
struct setting {
  const coalign::catalog& catalog;
  const std::vector<side>& sides;
  const sections& given;
  std::optional<date> as_of{};
  coalign::spacing spacing = coalign::spacing::log;  ///< of horizons, as the policy says

  /// The position of a metric; none where the catalogue does not have it.
  [[nodiscard]] std::optional<std::size_t> metric(std::string_view id) const noexcept {
    const auto found = std::find_if(catalog.metrics.begin(), catalog.metrics.end(),
                                    [&](const coalign::metric& m) { return m.id == id; });
    if (found == catalog.metrics.end()) return std::nullopt;
    return static_cast<std::size_t>(found - catalog.metrics.begin());
  }
  /// Whether every side is in a list: each by its id, or all as `shared`.
  [[nodiscard]] bool has_every_side(const ids& list) const {
    return std::all_of(sides.begin(), sides.end(), [&](const side& s) { return contains_side(list, s.id()); });
  }
  /// The sides that are not in a list, in the order of the model.
  [[nodiscard]] ids sides_missing(const ids& list) const {
    ids out;
    for (const side& s : sides) {
      if (!contains_side(list, s.id())) out.push_back(s.id());
    }
    return out;
  }
  /// Who decides where sides cannot: the arbiter, or `shared` where there is none.
  [[nodiscard]] std::string arbiter() const {
    const auto& rights = given.decision_rights;
    return rights && !rights->arbiter.empty() ? rights->arbiter : std::string(shared);
  }
  /// Whose move it is where a thing has an owner: the owner, or `shared` where it has none.
  [[nodiscard]] static std::string mover(std::string_view owner) { return std::string(owner.empty() ? shared : owner); }
};

}  // namespace coalign::strategy
