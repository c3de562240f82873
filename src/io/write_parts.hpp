// SPDX-License-Identifier: Apache-2.0
// What the writers of documents share: small values, and one function for each part of an assessment.
#pragma once

#include "json_value.hpp"

#include <coalign/assess/assessment.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coalign::io {

inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();  // written as null

/// A number, null where it is none or infinite.
[[nodiscard]] inline json::value number(const std::optional<double>& x) { return x.value_or(no_number); }
/// A count: without a decimal.
[[nodiscard]] inline json::value count(std::uint64_t n) { return n; }
[[nodiscard]] inline json::value id_or_null(const std::string& id) {
  return id.empty() ? json::value(nullptr) : json::value(id);
}
[[nodiscard]] inline json::value ends(const interval& x) {
  json::array items;
  items.emplace_back(x.low);
  items.emplace_back(x.high);
  return items;
}
/// A number where both ends are one.
[[nodiscard]] inline json::value point_or_ends(const interval& x) {
  return x.is_point() ? json::value(x.low) : ends(x);
}
[[nodiscard]] inline json::value two(const std::array<double, 2>& x) { return ends({x[0], x[1]}); }

template <class Texts>
[[nodiscard]] json::value texts(const Texts& list) {
  json::array items;
  for (const std::string& text : list) items.emplace_back(text);
  return items;
}

[[nodiscard]] json::value hex(std::uint64_t x);
[[nodiscard]] json::value arguments_document(const arguments& args);
[[nodiscard]] json::value notes_document(const std::vector<status_note>& notes);
/// How a document starts: the version of the format, and of the library.
[[nodiscard]] json::object document_head();

// Parts of the assessment document.
[[nodiscard]] json::value pair_document(const assessment& a, const pair_assessment& p);
[[nodiscard]] json::value shared_document(const assessment& a);
[[nodiscard]] json::value understanding_document(const assessment& a);
[[nodiscard]] json::value agreement_document(const assessment& a);
[[nodiscard]] json::value uncertainty_document(const assessment& a);
[[nodiscard]] json::value actions_document(const assessment& a);

// Parts of a plan.
[[nodiscard]] json::value steps_document(const plan& p);
[[nodiscard]] json::value changes_document(const plan& p);

}  // namespace coalign::io
