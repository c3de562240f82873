// SPDX-License-Identifier: Apache-2.0
// What two models say differently, as values: for the documents and texts of a difference.
#pragma once

#include "json_value.hpp"

#include <coalign/assess/model.hpp>
#include <coalign/io/input_changes.hpp>

#include <optional>
#include <string>
#include <vector>

namespace coalign::io {

/// An `input_change` before its values become text.
struct moved_input {
  std::string path;
  std::optional<json::value> before;
  std::optional<json::value> after;

  [[nodiscard]] input_kind kind() const noexcept {
    return !before ? input_kind::added : !after ? input_kind::removed : input_kind::changed;
  }
};

[[nodiscard]] std::vector<moved_input> moved_inputs(const model& before, const model& after);

}  // namespace coalign::io
