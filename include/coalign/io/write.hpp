// SPDX-License-Identifier: Apache-2.0
/// @file
/// Models, assessments, plans, differences and trends as JSON text. Link coalign::io.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/diff.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/assess/trend.hpp>
#include <coalign/core/translation.hpp>

#include <string>

namespace coalign::io {

/// The assessment document: UTF-8 JSON that ends in a line break. Numbers are in the shortest form that reads back to
/// the same double; the same input gives the same bytes.
/// @param words the language of its sentences; null: as they stand in the assessment. Notes of `status` are English.
[[nodiscard]] std::string write(const assessment& a, const translation* words = nullptr);

/// The model document: as it was read, key for key, or made from a model that was built in code.
[[nodiscard]] std::string write(const model& m);

/// The document of a plan: its steps, and the changes of the model document that reach its index.
[[nodiscard]] std::string write(const plan& p);

/// The changes of a plan alone, as `what_if` takes them: {JSON pointer: new value}.
[[nodiscard]] std::string write_changes(const plan& p);

/// The document of a difference: what moved the gap, by block, item and pair of sides; which inputs moved; which
/// findings opened and closed. Where the difference does not hold its models, `inputs` is null, with a note in
/// `status`.
[[nodiscard]] std::string write(const difference& d);

/// The document of a trend: a point for each model, with its change since the one before.
[[nodiscard]] std::string write(const trend& t);

}  // namespace coalign::io
