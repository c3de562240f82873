// SPDX-License-Identifier: Apache-2.0
// Values of a document beside those that it should hold, to the bit; and the notes for those that are not there.
#pragma once

#include <catch2/catch.hpp>
#include <coalign/assess/message.hpp>
#include <coalign/core/interval.hpp>
#include <coalign/core/pointer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace document {

using coalign::interval;
using nlohmann::json;

/// What is undefined or infinite is null.
inline void same(const json& got, double wanted) {
  if (!std::isfinite(wanted)) {
    CHECK(got.is_null());
    return;
  }
  REQUIRE(got.is_number_float());  // a number, not a count
  const double x = got;
  CHECK(std::memcmp(&x, &wanted, sizeof x) == 0);
}
inline void same(const json& got, const std::optional<double>& wanted) { same(got, wanted.value_or(std::nan(""))); }
inline void same(const json& got, const interval& wanted) {
  REQUIRE(got.size() == 2);
  same(got[0], wanted.low);
  same(got[1], wanted.high);
}
inline void same(const json& got, const std::array<double, 2>& wanted) { same(got, interval(wanted[0], wanted[1])); }
inline void same(const json& got, const std::string& id) { CHECK((id.empty() ? got.is_null() : got == id)); }
inline void same_count(const json& got, std::size_t wanted) {
  CHECK(got.is_number_integer());
  CHECK(got == wanted);
}
inline void same_arguments(const json& got, const coalign::arguments& wanted) {
  REQUIRE(got.size() == wanted.size());
  for (const auto& [name, value] : wanted) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      CHECK(got[name] == *text);
    } else {
      same(got[name], std::get<double>(value));
    }
  }
}

/// Every null has a note at its place or above it, and every note a place. Nulls that mean nobody need none: the side
/// at a tie, the majority that nobody has, a side that does not say how sure it is; money that is not at stake, a
/// waiver that there is not; a section that the model does not have, which `not_assessed` says.
inline void check_notes(const json& doc) {
  const auto is_listed = [](const json& list, const std::string& text) {
    return std::find(list.begin(), list.end(), json(text)) != list.end();
  };
  std::set<std::string> places;
  for (const json& note : doc["status"]) {
    const std::string place = note["path"];
    CAPTURE(place);
    if (places.insert(place).second) CHECK(doc.contains(json::json_pointer(place)));
    CHECK_FALSE(note["message"].get<std::string>().empty());
  }
  const auto noted = [&](std::string path) {
    while (!path.empty() && !places.contains(path)) path.erase(path.rfind('/'));
    return !path.empty();
  };
  // What only repeats the model, and what needs no reason, in the sections of the strategy.
  static const std::set<std::string> no_note{
      "metric", "start",   "due", "at_least", "at_most",      "layer",          "owner",
      "keep",   "arbiter", "by",  "of",       "longest_wait", "least_violation"};
  const std::function<void(const json&, const std::string&)> visit = [&](const json& value, const std::string& path) {
    if (value.is_object()) {
      for (const auto& [key, member] : value.items()) {
        if (key == "model" || key == "more" || key == "side" || key == "longer" || key == "sees_more" ||
            key == "higher" || key == "args" || key == "majority" || key == "kappa")
          continue;
        if (member.is_null() && no_note.contains(key)) continue;
        if (path.empty() && key == "inputs" && !member.is_null()) continue;  // null is then what a model says
        if (path == "/blocks/risk" && key == "chance") continue;             // random severities have no gap to expect
        if (path.starts_with("/findings/") && (key == "money" || key == "waiver")) continue;  // also of a difference
        if (path.empty() && member.is_null() && doc.contains("not_assessed") && is_listed(doc["not_assessed"], key))
          continue;
        visit(member, coalign::pointer_child(path, key));
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) visit(value[i], path + '/' + std::to_string(i));
    } else if (value.is_null()) {
      // A metric that a side was not asked is told once for the pair.
      const std::size_t item = path.find("/metric/items/");
      const bool asked = path.find("/priorities/") == std::string::npos;
      INFO(path);
      CHECK(noted(asked || item == std::string::npos ? path : path.substr(0, item) + "/metric/coverage"));
    }
  };
  visit(doc, "");
}

}  // namespace document
