// SPDX-License-Identifier: Apache-2.0
// Documents as values, before they become text.
#pragma once

#include "json_value.hpp"

#include <coalign/assess/model.hpp>

namespace coalign::io {

/// The model document: the one that was read, or one made from a model that was built in code.
[[nodiscard]] json::value model_document(const model& m);

/// The model document that says what these parts say: every default spelled out, keys of the host left out.
[[nodiscard]] json::value parts_document(const model_parts& parts);

/// A number in a model document: whole ones without a decimal, as people write them.
[[nodiscard]] json::value plain(double x);

/// Adds the sections of the shared strategy to a model document, and what its policy says of rules.
void add_sections(json::object& document, const strategy::sections& x);
void add_rules(json::object& policy, const strategy::sections& x);

/// A view of a risk as it stands in a model document; `number` says how its numbers are written.
[[nodiscard]] json::value risk_view_document(const risk_view& view, json::value (*number)(double));

}  // namespace coalign::io
