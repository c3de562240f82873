// SPDX-License-Identifier: Apache-2.0
/// @file
/// What two models say differently: the inputs that moved. Link coalign::io.
#pragma once

#include <coalign/assess/model.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::io {

/// What happened to an input.
enum class input_kind : std::uint8_t { changed, added, removed };

[[nodiscard]] constexpr std::string_view input_kind_name(input_kind k) noexcept {
  return k == input_kind::changed ? "changed" : k == input_kind::added ? "added" : "removed";
}

/// One place that two models have differently, or that only one of them has.
struct input_change {
  /// Where: a JSON pointer (RFC 6901) into the model document, with an id in place of each position in a list, as
  /// "/sides/cio/targets/security". What has no id stands by what tells it apart, as a decision by its domain and the
  /// day on which it was asked for: "/decision_rights/log/security, 2026-03-01"; "#2" is the second of its like.
  std::string path;
  input_kind kind = input_kind::changed;
  std::optional<std::string> before;  ///< the value as JSON text; none where only the later model has it
  std::optional<std::string> after;   ///< none where only the earlier model has it
};

/// What two models say differently, matched by id.
///
/// It is what they say that is compared, not how it is written: key order, the order of lists of things and of ids,
/// 1 and 1.0, a default that one spells out, points of 0 that one leaves out are no change; keys of the host (`x-`) are
/// not read. A thing that only one has is one entry with all of it. Priorities in ranks, intervals and other lists of
/// numbers are compared as a whole; so are amounts by period where their periods stand in another order.
/// @returns by section in the order of the model document, within it by the parts of the path as bytes; empty where
///          nothing moved. With the models exchanged, the same with before and after exchanged.
///          O(size of the documents), with a logarithm for matching.
[[nodiscard]] std::vector<input_change> input_changes(const model& before, const model& after);

}  // namespace coalign::io
