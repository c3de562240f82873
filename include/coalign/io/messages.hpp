// SPDX-License-Identifier: Apache-2.0
/// @file
/// The tables of texts and of rules as documents. Link coalign::io.
#pragma once

#include <string>

namespace coalign::io {

/// Every template of text as JSON: `{"coalign", "library", "messages": [{"key", "text", "arguments": []}]}`, to be
/// translated.
[[nodiscard]] std::string messages();

/// The table of rules as JSON: a list of `{"id", "since", "level", "thresholds", "source", "title", "why", "fix",
/// "message", "action"}`.
[[nodiscard]] std::string rules();

}  // namespace coalign::io
