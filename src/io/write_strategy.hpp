// SPDX-License-Identifier: Apache-2.0
// The sections of the shared strategy in the assessment document: one function for each.
#pragma once

#include "write_parts.hpp"

#include <coalign/strategy/results.hpp>

#include <vector>

namespace coalign::io {

[[nodiscard]] json::value north_star_document(const strategy::north_star_result& found, const translation* words);
[[nodiscard]] json::value tech_portfolio_document(const strategy::tech_portfolio_result& found);
[[nodiscard]] json::value decision_rights_document(const strategy::decision_rights_result& found);
[[nodiscard]] json::value roadmap_document(const strategy::roadmap_result& found);
[[nodiscard]] json::value data_products_document(const std::vector<strategy::data_product_result>& found);
[[nodiscard]] json::value trade_offs_document(const std::vector<strategy::trade_off_result>& found);
[[nodiscard]] json::value relationship_document(const strategy::relationship_result& found);
[[nodiscard]] json::value symptoms_document(const strategy::symptoms_result& found);
[[nodiscard]] json::value findings_document(const assessment& a);

}  // namespace coalign::io
