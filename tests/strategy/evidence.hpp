// SPDX-License-Identifier: Apache-2.0
// What tests of rules ask of a match.
#pragma once

#include <coalign/strategy/finding.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evidence {

using coalign::strategy::ids;
using coalign::strategy::match;
using coalign::strategy::worded;
using coalign::strategy::worded_one;

/// A piece of evidence of its type; throws where there is none, or one of another type.
template <class T>
T evidence_of(const match& m, std::string_view name) {
  if (const auto* found = coalign::strategy::find(m.evidence, name)) return std::get<T>(*found);
  throw std::out_of_range("no evidence of the name " + std::string(name));
}
inline double number_of(const match& m, std::string_view name) { return evidence_of<double>(m, name); }

[[nodiscard]] inline bool has_evidence(const match& m, std::string_view name) {
  return coalign::strategy::find(m.evidence, name) != nullptr;
}

/// Whose move each is.
inline ids sides_of(const std::vector<match>& all) {
  ids out;
  for (const match& m : all) out.push_back(m.side);
  return out;
}

}  // namespace evidence
