// SPDX-License-Identifier: Apache-2.0
/// @file
/// The tables of texts and of rules as documents. Link coalign::io.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/core/error.hpp>
#include <coalign/core/translation.hpp>
#include <coalign/io/error.hpp>

#include <string>
#include <string_view>

namespace coalign::io {

/// Every template of text as JSON: `{"coalign", "library", "messages": [{"key", "text", "arguments": []}]}`, to be
/// translated.
[[nodiscard]] std::string messages();

/// Reads a translated file of that shape. Keys that it leaves out stay English; `library` and `arguments` are not read.
/// @returns the translation; or every error that was found: `unknown_key` for a key that there is none of, or for an
///          argument that the English text does not have. O(size).
[[nodiscard]] result<translation, diagnostics> read_messages(std::string_view text);

/// The same assessment with its sentences in another language: reasons, deadlocks, the plan, findings, exchange rates.
/// Numbers, ids, order and the arguments of sentences stay.
[[nodiscard]] assessment translated(assessment a, const translation& words);

/// The same plan of a model with its sentences in another language.
[[nodiscard]] plan translated(plan p, const model& m, const translation& words);

/// The table of rules as JSON: a list of `{"id", "since", "level", "thresholds", "source", "title", "why", "fix",
/// "message", "action"}`.
[[nodiscard]] std::string rules();

}  // namespace coalign::io
