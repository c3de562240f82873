// SPDX-License-Identifier: Apache-2.0
/// @file
/// A finding: what one rule says of one thing, with its evidence, its money, and whose move it is.
#pragma once

#include <coalign/strategy/sections.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace coalign::strategy {

/// Ids in evidence. In a sentence the names of what they stand for take their place.
struct named {
  strategy::ids ids;
};

/// One named piece of evidence: a number, a text, an amount, a date, one id or several, one key of a
/// word or several.
struct named_one {
  std::string id;
};
/// A domain of decision rights: it may have the id of a metric, and is not that.
struct named_domain {
  std::string id;
};
/// Words of the library, not of the model: ids of a group of `word_templates`. Group and id are the key of a word that
/// takes their place in a sentence.
struct worded_one {
  std::string_view group;
  std::string id;
};
struct worded {
  std::string_view group;
  strategy::ids ids;
};
using fact = std::variant<double, std::string, money, date, named_one, named, named_domain, worded_one, worded>;
using evidence = std::vector<std::pair<std::string, fact>>;

/// What a rule found, before its level, its id and its words.
struct match {
  std::vector<std::string> paths;  ///< JSON pointers into the model document, the first the most telling
  strategy::ids subjects;          ///< what it is about, by id
  std::string side{};              ///< whose move: a side, `shared`, or the arbiter
  strategy::evidence evidence{};   ///< with the threshold and the margin where the rule has one
  std::optional<coalign::money> money{};
};

/// A finding. `id` depends on rule, side and subjects alone, so that it stays while numbers move.
struct finding {
  std::uint64_t id = 0;
  std::string_view rule;
  strategy::level level = level::warning;
  match found;
  std::optional<std::size_t> waiver{};  ///< index in the model's waivers; none: open
  std::string message{};                ///< one sentence
  std::string action{};                 ///< what would close it
};

}  // namespace coalign::strategy
