// SPDX-License-Identifier: Apache-2.0
/// @file
/// A starter model: the CIO and CMO catalogue with two sides whose answers are to be replaced.
#pragma once

#include <coalign/assess/model.hpp>
#include <coalign/core/starter.hpp>

#include <utility>

namespace coalign {

/// A model to edit. Both sides carry example numbers, and the model says that it is illustrative until that is removed.
[[nodiscard]] inline model starter_model() {
  model_parts parts;
  parts.title = "Starter: replace the numbers with each side's own, then remove \"illustrative\"";
  parts.question = "Divide 100 points by what the company must get right this year.";
  parts.illustrative = true;
  parts.strategy.decision_rights.emplace().arbiter = "ceo";
  parts.catalog = starter_catalog();
  answers cio{.name = "CIO",
              .priorities = {20, 20, 15, 15, 10, 5, 0, 5, 5, 5},
              .horizons = {5, 10, 25, 40, 20},
              .risks = {0.8, 0.7, 0.6, 0.7, 0.3, 0.2, 0.4}};
  answers cmo{.name = "CMO",
              .priorities = {5, 10, 0, 5, 5, 25, 10, 15, 15, 10},
              .horizons = {25, 35, 25, 10, 5},
              .risks = {0.5, 0.5, 0.3, 0.5, 0.7, 0.5, 0.7}};
  parts.sides.push_back({"cio", std::move(cio)});
  parts.sides.push_back({"cmo", std::move(cmo)});
  return model::make(std::move(parts)).value();  // known to be valid; a test holds it to that
}

}  // namespace coalign
