// SPDX-License-Identifier: Apache-2.0
// Whether an assessment document holds its assessment: every number at its place, to the bit.
#pragma once

#include "document_actions.hpp"
#include "document_values.hpp"
#include "support.hpp"

#include <coalign/io/write.hpp>
#include <coalign/version.hpp>

namespace document {

inline void check_alignment(const json& doc, const coalign::assessment& a) {
  const coalign::group& g = a.group;
  const json& top = doc["alignment"];
  same(top["index"], g.index());
  same(top["gap"], g.gap());
  same(top["range"], g.range);
  same(top["coverage"], g.coverage);
  CHECK(top["comparable"] == g.comparable);
  if (std::isnan(g.gap())) {
    CHECK(top["band"].is_null());
    CHECK(top["weight_range"].is_null());
  } else {
    same(top["band"], g.band);
    same(top["weight_range"], g.weight_range);
  }
  const auto& wanted = a.model.policy().target_index;
  CHECK(top["policy"].contains("target_index") == wanted.has_value());
  if (wanted) same(top["policy"]["target_index"], *wanted);
  CHECK(top["policy"].contains("shared_by") == (a.model.policy().shared_by != 0));
  for (std::size_t b = 0; b < coalign::block_count; ++b) {
    const std::string name(coalign::block_names[b]);
    same(top["policy"]["weights"][name], a.model.measure().omega()[b]);
    const json& block = doc["blocks"][name];
    if (std::isnan(g.blocks[b])) {
      CHECK(block.is_null());
      continue;
    }
    same(block["gap"], g.blocks[b]);
    same(block["contribution"], g.contributions[b]);
    same(block["chance"], a.chance[b]);
    CHECK(block.contains("jensen_shannon") == (b == 0));
    if (b == 0) same(block["jensen_shannon"], a.jensen_shannon);
    REQUIRE(block["items"].size() == g.items[b].size());
    for (std::size_t i = 0; i < g.items[b].size(); ++i) {
      const coalign::group_item& x = g.items[b][i];
      const json& got = block["items"][i];
      CHECK(got["id"] == x.id);
      same(got["gap"], x.gap);
      same(got["contribution"], x.contribution);
      CHECK(got.contains("goal_gap") == (b == 0));
      if (b != 0) continue;
      same(got["priority_gap"], x.priority_gap);
      same(got["goal_gap"], x.goal_gap);
    }
  }
  same(doc["common_ground"], a.common_ground);
  if (g.worst) {
    CHECK(doc["worst_pair"] == json(a.pairs[*g.worst].comparison.sides));
  } else {
    CHECK(doc["worst_pair"].is_null());
  }
}

inline void check_pair(const json& one, const coalign::assessment& a, const coalign::pair_assessment& p) {
  const coalign::pair& x = p.comparison;
  CHECK(one["sides"] == json(x.sides));
  same(one["index"], x.index());
  same(one["gap"], x.gap());
  same(one["range"], x.range);
  same(one["coverage"], x.coverage);
  CHECK(one["comparable"] == x.comparable);
  if (std::isnan(x.gap())) {
    CHECK(one["band"].is_null());
  } else {
    same(one["band"], x.band);
  }
  for (std::size_t b = 0; b < coalign::block_count; ++b) {
    const json& block = one[std::string(coalign::block_names[b])];
    if (std::isnan(x.gaps.blocks[b])) {
      CHECK(block.is_null());
    } else {
      same(block["gap"], x.gaps.blocks[b]);
    }
  }
  if (x.metric) {
    const json& m = one["metric"];
    same(m["priority_gap"], x.metric->priority_gap);
    same(m["goal_gap"], x.metric->goal_gap);
    same(m["common_ground"], x.metric->common_ground);
    same(m["range"], x.metric->range);
    same(m["coverage"], x.metric->coverage);
    same(m["goal_coverage"], x.metric->goal_coverage);
    CHECK(m.contains("ratings") == x.metric->ratings.has_value());
    REQUIRE(m["items"].size() == x.metric->items.size());
    for (std::size_t i = 0; i < x.metric->items.size(); ++i) {
      const coalign::metric_item& item = x.metric->items[i];
      const json& got = m["items"][i];
      CHECK(got["id"] == item.id);
      same(got["priorities"], item.priorities);
      same(got["more"], item.more);
      same(got["priority_gap"], item.priority_gap);
      same(got["goal_gap"], item.goal_gap);
      same(got["gap"], item.gap);
      same(got["contribution"], item.contribution);
      same(got["delta"], item.delta);
      CHECK(got["opposite"] == item.opposite);
    }
    const json& placed = one["placements"]["metric"];
    same_count(placed["nearer"], p.metric_placements->nearer);
    same_count(placed["tied"], p.metric_placements->tied);
    same_count(placed["further"], p.metric_placements->further);
    CHECK(placed["sampled"] == p.metric_placements->sampled);
    const json& opinions = one["second_opinions"];
    same(opinions["jensen_shannon"], p.opinions->jensen_shannon);
    same(opinions["hellinger"], p.opinions->hellinger);
    same(opinions["cosine"], p.opinions->cosine);
    same(opinions["kendall_tau_b"], p.opinions->kendall_tau_b);
    same(opinions["chance_corrected"], p.opinions->chance_corrected);
    if (p.merges) {
      same(one["merges"]["least"]["priority_gap"], p.merges->least.priority_gap);
      same(one["merges"]["greatest"]["priority_gap"], p.merges->greatest.priority_gap);
      CHECK(one["merges"]["least"]["metrics"][1] == a.model.catalog().metrics[p.merges->least.metrics[1]].id);
    } else {
      CHECK(one["merges"].is_null());
    }
  }
  if (x.horizon) {
    const json& h = one["horizon"];
    same(h["shift"], x.horizon->shift);
    same(h["crossing"], x.horizon->crossing);
    same(h["longer"], x.horizon->longer);
    same(one["days"][x.sides[0]], x.horizon->days[0]);
    same(one["days"][x.sides[1]], x.horizon->days[1]);
    for (std::size_t j = 0; j < x.horizon->items.size(); ++j) {
      CHECK(h["items"][j]["id"] == x.horizon->items[j].id);
      same(h["items"][j]["beyond"], x.horizon->items[j].beyond);
      same(h["items"][j]["more"], x.horizon->items[j].more);
      same(h["items"][j]["gap"], x.horizon->items[j].gap);
      same(h["items"][j]["contribution"], x.horizon->items[j].contribution);
    }
  }
  if (x.risk) {
    const json& r = one["risk"];
    same(r["elevation"], x.risk->profile.elevation);
    same(r["scatter"], x.risk->profile.scatter);
    same(r["shape"], x.risk->profile.shape);
    same(r["sees_more"], x.risk->sees_more);
    same(r["breach_conflict"], x.risk->breach_conflict);
    for (std::size_t c = 0; c < x.risk->items.size(); ++c) {
      CHECK(r["items"][c]["id"] == x.risk->items[c].id);
      same(r["items"][c]["severities"], x.risk->items[c].severities);
      same(r["items"][c]["gap"], x.risk->items[c].gap);
      same(r["items"][c]["contribution"], x.risk->items[c].contribution);
    }
    same_count(one["placements"]["risk"]["nearer"], p.risk_placements->nearer);
  }
}

inline void check_shared(const json& s, const coalign::assessment& a) {
  if (!a.shared) {
    CHECK(s.is_null());
    return;
  }
  same(s["weight"], a.shared->weight);
  same(s["score"], a.shared->score);
  if (a.shared->range) same(s["range"], *a.shared->range);
  REQUIRE(s["items"].size() == a.shared->items.size());
  for (std::size_t i = 0; i < a.shared->items.size(); ++i) {
    const coalign::shared_metric& item = a.shared->items[i];
    const json& got = s["items"][i];
    CHECK(got["id"] == a.model.catalog().metrics[item.metric].id);
    same(got["weight"], item.weight);
    CHECK(got["shared"] == item.shared);
    CHECK(got["data_conflict"] == item.data_conflict);
    REQUIRE(got["attainment"].size() == a.answering.size());
    for (std::size_t k = 0; k < a.answering.size(); ++k) {
      const auto& u = item.attainment[k];
      const std::string& id = a.model.sides()[a.answering[k]].id();
      REQUIRE(got["attainment"].contains(id));
      same(got["attainment"][id], u ? std::optional(u->value) : std::nullopt);
      same(got["raw"][id], u ? u->raw : std::nullopt);
    }
  }
}

/// Writes an assessment, and checks all of its document. @returns the document
inline json check(const coalign::assessment& a) {
  const std::string text = coalign::io::write(a);
  CHECK(text.ends_with("}\n"));
  json doc = json::parse(text);
  same_count(doc["coalign"], 1);
  CHECK(doc["library"] == coalign::version);
  CHECK(std::stoull(doc["basis"].get<std::string>(), nullptr, 16) == a.basis);
  CHECK(doc["basis"].get<std::string>().size() == 16);
  check_alignment(doc, a);
  REQUIRE(doc["pairs"].size() == a.pairs.size());
  for (std::size_t k = 0; k < a.pairs.size(); ++k) check_pair(doc["pairs"][k], a, a.pairs[k]);
  check_shared(doc["shared_metrics"], a);
  REQUIRE(doc["understanding"].size() == a.understanding.size());
  for (std::size_t i = 0; i < a.understanding.size(); ++i) {
    const auto& u = a.understanding[i];
    const json& got = doc["understanding"][i];
    CHECK(got["side"] == a.model.sides()[u.side].id());
    CHECK(got["of"] == a.model.sides()[u.of].id());
    same(got["blind_spot"], u.found.blind_spot);
    same(got["assumed_gap"], u.found.assumed_gap);
    CHECK(got["misread"].size() == u.found.misread.size());
  }
  REQUIRE(doc["reasons"].size() == a.reasons.size());
  for (std::size_t i = 0; i < a.reasons.size(); ++i) {
    const json& got = doc["reasons"][i];
    CHECK(got["key"] == a.reasons[i].key);
    CHECK(got["subject"] == a.reasons[i].subject);
    CHECK(got["message"] == a.reasons[i].message);
    same_arguments(got["args"], a.reasons[i].args);
    same(got["side"], a.reasons[i].side);
    same(got["contribution"], a.reasons[i].contribution);
  }
  REQUIRE(doc["agreement"].size() == a.agreement.size());
  for (std::size_t i = 0; i < a.agreement.size(); ++i) {
    const auto& x = a.agreement[i];
    const json& got = doc["agreement"][i];
    CHECK(got["side"] == a.model.sides()[x.side].id());
    const auto metric = x.metric.value_or(coalign::block_agreement{});
    check_agreement(got, metric, "metrics");
    same(got["rwg_j"], metric.rwg_j);
    CHECK(got.contains("risk") == x.risk.has_value());
    if (x.risk) check_agreement(got["risk"], *x.risk, "risks");
  }
  REQUIRE(doc["uncertainty"].size() == a.uncertainty.size());
  for (std::size_t i = 0; i < a.uncertainty.size(); ++i) check_doubt(doc["uncertainty"][i], a, a.uncertainty[i]);
  check_actions(doc["actions"], a);
  CHECK(doc["not_assessed"] == json(a.not_assessed));
  REQUIRE(doc["status"].size() == a.status.size());
  for (std::size_t i = 0; i < a.status.size(); ++i) {
    CHECK(doc["status"][i]["path"] == a.status[i].path);
    CHECK(doc["status"][i]["code"] == error_name(a.status[i].code));
  }
  check_notes(doc);
  return doc;
}

}  // namespace document
