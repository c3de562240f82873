// SPDX-License-Identifier: Apache-2.0
// Arguments of sentences in another language.
#pragma once

#include <coalign/core/translation.hpp>

#include <string>

namespace coalign::io {

/// A target or a limit as the core tells it: "none", "8 findings", "18 to 22 %".
[[nodiscard]] std::string range_words(std::string text, const translation* words);

}  // namespace coalign::io
