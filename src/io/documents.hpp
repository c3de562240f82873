// SPDX-License-Identifier: Apache-2.0
// Documents as values, before they become text.
#pragma once

#include "json_value.hpp"

#include <coalign/assess/model.hpp>

namespace coalign::io {

/// The model document: the one that was read, or one made from a model that was built in code.
[[nodiscard]] json::value model_document(const model& m);

/// A view of a risk as it stands in a model document; `number` says how its numbers are written.
[[nodiscard]] json::value risk_view_document(const risk_view& view, json::value (*number)(double));

}  // namespace coalign::io
