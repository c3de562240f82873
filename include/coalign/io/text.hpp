// SPDX-License-Identifier: Apache-2.0
/// @file
/// The texts that a person reads in a terminal. Link coalign::io.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/diff.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/assess/trend.hpp>
#include <coalign/core/translation.hpp>

#include <string>

namespace coalign::io {

/// Options of a text.
struct text_options {
  bool color = false;                  ///< ANSI bold and colour: only for a terminal
  const translation* words = nullptr;  ///< texts in another language; null: in English. It has to outlive the call
};

/// The report, with the reasons that the assessment holds: UTF-8 text, no line wider than 80 columns.
[[nodiscard]] std::string write_text(const assessment& a, const text_options& options = {});

/// A plan for the model that it was made for: every step, whose move it is, who decides, and what is out of reach.
[[nodiscard]] std::string write_text(const plan& p, const model& m, const text_options& options = {});

/// The points of a trend (at most the last 20), the gaps of its pairs, and what changed last.
[[nodiscard]] std::string write_text(const trend& t, const text_options& options = {});

/// What moved the gap (findings say what they say in the two assessments), the largest changes first, and whether the
/// two assessments may be compared at all.
[[nodiscard]] std::string write_text(const difference& d, const text_options& options = {});

}  // namespace coalign::io
