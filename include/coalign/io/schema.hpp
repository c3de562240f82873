// SPDX-License-Identifier: Apache-2.0
/// @file
/// The JSON Schemas (draft 2020-12) of the documents. Link coalign::io.
#pragma once

#include <string_view>

namespace coalign::io {

/// The schema of the model document. What it cannot express (references, order, sums) `check` still tells.
[[nodiscard]] std::string_view model_schema() noexcept;

/// The schema of the assessment document.
[[nodiscard]] std::string_view assessment_schema() noexcept;

/// The schema of the document of a difference.
[[nodiscard]] std::string_view diff_schema() noexcept;

/// The schema of the document of a trend.
[[nodiscard]] std::string_view trend_schema() noexcept;

}  // namespace coalign::io
