// SPDX-License-Identifier: Apache-2.0
/// @file
/// A model with some of its document changed. Link coalign::io.
#pragma once

#include <coalign/assess/model.hpp>
#include <coalign/io/error.hpp>

#include <string_view>

namespace coalign::io {

/// Sets places of a model's document, and reads it again.
/// @param m       a model; it stays as it is
/// @param changes a JSON object: JSON pointer (RFC 6901) into the model document -> new value, as `write_changes` gives
///                it. Objects that are missing on the way to a place are made; an item of a list must be there. Later
///                changes see earlier ones.
/// @returns the changed model; or every error. Of the changes, with the pointer as its path: `bad_option` (no pointer,
///          or the whole document), `unknown_key` (a place that cannot be there), `duplicate`, `too_large` (over 64
///          levels). Where these are right, those of the changed document, as `read_model` tells them. O(document).
[[nodiscard]] result<model, diagnostics> what_if(const model& m, std::string_view changes);

}  // namespace coalign::io
