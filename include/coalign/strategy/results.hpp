// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is computed of the sections of a shared strategy.
#pragma once

#include <coalign/strategy/data_product.hpp>
#include <coalign/strategy/decision_rights.hpp>
#include <coalign/strategy/north_star.hpp>
#include <coalign/strategy/relationship.hpp>
#include <coalign/strategy/roadmap.hpp>
#include <coalign/strategy/symptoms.hpp>
#include <coalign/strategy/tech_portfolio.hpp>
#include <coalign/strategy/trade_off.hpp>

#include <optional>
#include <vector>

namespace coalign::strategy {

/// One result for each section that was given.
struct results {
  std::optional<north_star_result> north_star{};
  std::optional<tech_portfolio_result> tech_portfolio{};
  std::optional<decision_rights_result> decision_rights{};
  std::optional<roadmap_result> roadmap{};
  std::vector<data_product_result> data_products{};
  std::vector<trade_off_result> trade_offs{};
  std::optional<relationship_result> relationship{};
  std::optional<symptoms_result> symptoms{};
};

/// Computes what there is to compute of every section that was given. Linear or near it in the size of the sections,
/// but for the cover of the needs, which has a budget of its own.
[[nodiscard]] inline results assess_sections(const setting& s) {
  const sections& given = s.given;
  results out;
  if (given.north_star) out.north_star = assess_north_star(*given.north_star, s);
  if (given.tech_portfolio) out.tech_portfolio = assess_tech_portfolio(*given.tech_portfolio, s);
  if (decides(given)) out.decision_rights = assess_decision_rights(*given.decision_rights, s);
  if (given.roadmap || given.requests || given.cadence) out.roadmap = assess_roadmap(s);
  if (given.data_products) out.data_products = assess_data_products(*given.data_products, s);
  if (given.trade_offs) {
    for (const trade_off& x : *given.trade_offs) out.trade_offs.push_back(assess_trade_off(x, s));
  }
  if (given.relationship) out.relationship = assess_relationship(*given.relationship, s);
  if (given.symptoms) out.symptoms = assess_symptoms(*given.symptoms, s);
  return out;
}

}  // namespace coalign::strategy
