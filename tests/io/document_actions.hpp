// SPDX-License-Identifier: Apache-2.0
// Whether a document holds an assessment's agreement, uncertainty and actions.
#pragma once

#include "document_values.hpp"

#include <coalign/assess/assessment.hpp>

namespace document {

inline void check_agreement(const json& got, const coalign::block_agreement& x, const char* items) {
  same_count(got["raters"], x.raters);
  same_count(got[items], x.items);
  same(got["icc"], x.icc);
  same(got["icc_low"], x.icc_low);
  same(got["icc_high"], x.icc_high);
  same(got["icc_mean"], x.icc_mean);
  same(got["krippendorff_alpha"], x.krippendorff_alpha);
}

inline void check_doubt(const json& got, const coalign::assessment& a, const coalign::uncertainty_entry& x) {
  using coalign::doubt;
  CHECK(got["sides"] == json(a.pairs[x.pair].comparison.sides));
  CHECK(got["method"] == doubt_name(x.method));
  same(got["priority_gap"]["estimate"], x.estimate);
  same(got["priority_gap"]["low"], x.range ? std::optional(x.range->low) : std::nullopt);
  same(got["priority_gap"]["high"], x.range ? std::optional(x.range->high) : std::nullopt);
  same(got["coverage"], x.coverage);
  const auto& t = x.permutation;
  same(got["noise_floor"], t ? std::optional(t->noise_floor) : std::nullopt);
  same(got["p"], t ? std::optional(t->p) : std::nullopt);
  CHECK(got["within_noise"] == (t ? json(t->p > 0.05) : json(nullptr)));
  const bool drawn = x.method == doubt::ranks || x.method == doubt::dirichlet;
  CHECK(got.contains("raters") == (x.method == doubt::bootstrap));
  CHECK(got.contains("reached") == (x.method == doubt::interval));
  CHECK(got.contains("mean") == drawn);
  CHECK(got.contains("kappa") == (x.method == doubt::dirichlet));
  CHECK(got.contains("probability") == x.probability.has_value());
  if (x.method == doubt::bootstrap) {
    same_count(got["raters"][0], x.raters[0]);
    same_count(got["raters"][1], x.raters[1]);
    same(got["least_p"], t ? std::optional(t->least_p) : std::nullopt);
    CHECK(got["exact"] == (t ? json(t->exact) : json(nullptr)));
    CHECK(got["ways"] == (t ? json(t->ways) : json(nullptr)));
  }
  if (x.method != doubt::interval) {
    same_count(got["draws"], x.draws);
    same(got["confidence"], 0.95);
  }
  if (x.method == doubt::interval && x.range) {
    CHECK(got["exact"] == x.exact);
    same(got["reached"], x.reached);
  }
  if (drawn) same(got["mean"], x.mean);
  if (x.method == doubt::dirichlet) {
    same(got["kappa"][0], x.kappa[0]);
    same(got["kappa"][1], x.kappa[1]);
  }
  if (x.probability) {
    same(got["probability"]["index"], a.model.policy().target_index);
    same(got["probability"]["value"], x.probability);
    same(got["probability"]["half_width"], x.half_width);
  }
}

inline void check_plan(const json& got, const coalign::plan& p) {
  same(got["wanted"], p.wanted);
  same(got["index"], p.index);
  CHECK(got["reached"] == p.reached());
  CHECK(got["obstacles"] == json(p.obstacles));
  REQUIRE(got["changes"].size() == p.changes.size());
  for (const coalign::plan_change& x : p.changes) {
    REQUIRE(got["changes"].contains(x.path));
    const json& to = got["changes"][x.path];
    if (const auto* number = std::get_if<double>(&x.value)) same(to, *number);
    if (const auto* range = std::get_if<interval>(&x.value)) same(to, *range);
    if (const auto* view = std::get_if<coalign::risk_view>(&x.value)) {
      same(view->appetite ? to["severity"] : to, view->severity);
    }
  }
}

inline void check_steps(const json& got, const coalign::plan& p) {
  REQUIRE(got.size() == p.steps.size());
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    const coalign::plan_step& x = p.steps[i];
    CHECK(got[i]["key"] == x.key);
    CHECK(got[i]["block"] == coalign::block_names[static_cast<std::size_t>(x.block)]);
    CHECK(got[i]["subject"] == x.subject);
    same(got[i]["side"], x.side);
    same(got[i]["amount"], x.amount);
    same(got[i]["index"], x.index);
    same_arguments(got[i]["args"], x.args);
    CHECK(got[i]["message"] == x.message);
  }
}

inline void check_consensus(const json& got, const coalign::assessment& a, const coalign::block_consensus& x,
                            const std::optional<coalign::action::consensus>& wanted,
                            const std::vector<std::string>& items) {
  if (!wanted) {
    CHECK(got.is_null());
    return;
  }
  const auto id = [&](std::size_t k) { return a.model.sides()[x.sides[k]].id(); };
  REQUIRE(got["weights"].size() == items.size());
  for (std::size_t i = 0; i < items.size(); ++i) same(got["weights"][items[i]], wanted->weights[i]);
  REQUIRE(got["costs"].size() == x.sides.size());
  for (std::size_t k = 0; k < x.sides.size(); ++k) same(got["costs"][id(k)], wanted->costs[k]);
  same(got["total"], wanted->total);
  same(got["majority"], wanted->majority < 0 ? std::string() : id(static_cast<std::size_t>(wanted->majority)));
  CHECK(got["tied"] == wanted->tied);
}

inline void check_actions(const json& got, const coalign::assessment& a) {
  std::vector<std::string> metrics, horizons;
  for (const auto& m : a.model.catalog().metrics) metrics.push_back(m.id);
  for (const auto& h : a.model.catalog().horizons) horizons.push_back(h.id);
  const auto& x = a.actions;
  for (const bool pool : {true, false}) {
    const json& consensus = got["consensus"][pool ? "linear_pool" : "least_movement"];
    check_consensus(consensus["metric"], a, x.metric, pool ? x.metric.linear_pool : x.metric.least_movement, metrics);
    check_consensus(consensus["horizon"], a, x.horizon, pool ? x.horizon.linear_pool : x.horizon.least_movement,
                    horizons);
  }
  if (x.plan) {
    check_plan(got["plan"], *x.plan);
    check_steps(got["steps"], *x.plan);
  } else {
    CHECK(got["plan"].is_null());
    CHECK(got["steps"] == json::array());
  }
  REQUIRE(got["deadlocks"].size() == x.deadlocks.size());
  for (std::size_t i = 0; i < x.deadlocks.size(); ++i) {
    const coalign::deadlock_entry& wanted = x.deadlocks[i];
    const json& one = got["deadlocks"][i];
    CHECK(one["kind"] == deadlock_name(wanted.found.kind));
    CHECK(one["sides"] == json(a.pairs[wanted.pair].comparison.sides));
    CHECK(one["robust"] == wanted.found.robust);
    same(one["size"], wanted.found.size);
    CHECK(one["key"] == wanted.key);
    same_arguments(one["args"], wanted.args);
    CHECK(one["message"] == wanted.message);
  }
}

}  // namespace document
