// SPDX-License-Identifier: Apache-2.0
// A pair of sides in the assessment document.
#include "write_parts.hpp"

#include <cmath>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

value profile_parts_document(const gap::profile_parts& parts, object out) {
  out.emplace_back("elevation", parts.elevation);
  out.emplace_back("scatter", parts.scatter);
  out.emplace_back("shape", parts.shape);
  return out;
}

value metric_document(const pair& p) {
  const metric_block& m = *p.metric;
  array items;
  for (const metric_item& x : m.items) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("priorities", two(x.priorities));
    item.emplace_back("more", id_or_null(x.more));
    item.emplace_back("priority_gap", x.priority_gap);
    item.emplace_back("goal_gap", x.goal_gap);
    item.emplace_back("gap", x.gap);
    item.emplace_back("contribution", x.contribution);
    item.emplace_back("delta", number(x.delta));
    item.emplace_back("opposite", x.opposite);
    items.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("gap", m.gap);
  out.emplace_back("priority_gap", m.priority_gap);
  out.emplace_back("goal_gap", number(m.goal_gap));
  out.emplace_back("common_ground", m.common_ground);
  out.emplace_back("range", ends(m.range));
  out.emplace_back("coverage", m.coverage);
  out.emplace_back("goal_coverage", m.goal_coverage);
  if (m.ratings) {
    object level;
    level.emplace_back("higher", std::abs(m.ratings->difference) < 1e-12
                                     ? value(nullptr)
                                     : value(p.sides[m.ratings->difference > 0.0 ? 0 : 1]));
    out.emplace_back("ratings", profile_parts_document(*m.ratings, std::move(level)));
  }
  out.emplace_back("items", std::move(items));
  return out;
}

value horizon_document(const pair_assessment& p) {
  const horizon_block& h = *p.comparison.horizon;
  array items;
  for (const horizon_item& x : h.items) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("beyond", two(x.beyond));
    item.emplace_back("more", id_or_null(x.more));
    item.emplace_back("gap", x.gap);
    item.emplace_back("contribution", x.contribution);
    items.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("gap", h.gap);
  out.emplace_back("shift", h.shift);
  out.emplace_back("crossing", h.crossing);
  out.emplace_back("longer", id_or_null(h.longer));
  out.emplace_back("chance_corrected", number(p.horizon_chance_corrected));
  out.emplace_back("items", std::move(items));
  return out;
}

value risk_document(const pair_assessment& p) {
  const risk_block& r = *p.comparison.risk;
  array items;
  for (const risk_item& x : r.items) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("severities", two(x.severities));
    item.emplace_back("more", id_or_null(x.more));
    if (x.appetites) {
      array both;
      for (const interval& a : *x.appetites) both.emplace_back(point_or_ends(a));
      item.emplace_back("appetites", std::move(both));
    }
    item.emplace_back("gap", x.gap);
    item.emplace_back("contribution", x.contribution);
    items.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("gap", r.gap);
  out.emplace_back("severity_gap", r.severity_gap);
  out.emplace_back("appetite_gap", number(r.appetite_gap));
  out.emplace_back("elevation", r.profile.elevation);
  out.emplace_back("scatter", r.profile.scatter);
  out.emplace_back("shape", r.profile.shape);
  out.emplace_back("sees_more", id_or_null(r.sees_more));
  out.emplace_back("breach_conflict", number(r.breach_conflict));
  out.emplace_back("correlation", number(r.profile.correlation));
  out.emplace_back("kendall_tau_b", number(p.risk->kendall_tau_b));
  out.emplace_back("kendall_tau_b_unweighted", number(p.risk->kendall_tau_b_unweighted));
  out.emplace_back("items", std::move(items));
  return out;
}

value placements_document(const std::optional<placements>& p) {
  if (!p) return nullptr;
  object out;
  out.emplace_back("nearer", count(p->nearer));
  out.emplace_back("tied", count(p->tied));
  out.emplace_back("further", count(p->further));
  out.emplace_back("sampled", p->sampled);
  if (p->sampled) out.emplace_back("seed", count(p->seed));
  if (p->range) out.emplace_back("range", ends(*p->range));
  return out;
}

value merge_document(const merge& m, const catalog& c) {
  array metrics;
  for (const std::size_t i : m.metrics) metrics.emplace_back(c.metrics[i].id);
  object out;
  out.emplace_back("metrics", std::move(metrics));
  out.emplace_back("priority_gap", m.priority_gap);
  return out;
}

}  // namespace

value pair_document(const assessment& a, const pair_assessment& p) {
  const pair& x = p.comparison;
  const bool there = x.gaps.status != errc::missing;
  object out;
  out.emplace_back("sides", texts(x.sides));
  out.emplace_back("index", x.index());
  out.emplace_back("gap", x.gap());
  out.emplace_back("band", there ? ends(x.band) : value(nullptr));
  out.emplace_back("range", ends(x.range));
  out.emplace_back("coverage", x.coverage);
  out.emplace_back("comparable", x.comparable);
  out.emplace_back("metric", x.metric ? metric_document(x) : value(nullptr));
  out.emplace_back("horizon", x.horizon ? horizon_document(p) : value(nullptr));
  out.emplace_back("risk", x.risk ? risk_document(p) : value(nullptr));
  object placed;
  placed.emplace_back("metric", placements_document(p.metric_placements));
  placed.emplace_back("risk", placements_document(p.risk_placements));
  out.emplace_back("placements", std::move(placed));
  if (x.horizon) {
    object days;
    for (std::size_t k = 0; k < 2; ++k) days.emplace_back(x.sides[k], x.horizon->days[k]);
    out.emplace_back("days", std::move(days));
  } else {
    out.emplace_back("days", nullptr);
  }
  if (p.merges) {
    object merges;
    merges.emplace_back("least", merge_document(p.merges->least, a.model.catalog()));
    merges.emplace_back("greatest", merge_document(p.merges->greatest, a.model.catalog()));
    out.emplace_back("merges", std::move(merges));
  } else {
    out.emplace_back("merges", nullptr);
  }
  if (p.opinions) {
    object opinions;
    opinions.emplace_back("jensen_shannon", p.opinions->jensen_shannon);
    opinions.emplace_back("hellinger", p.opinions->hellinger);
    opinions.emplace_back("cosine", p.opinions->cosine);
    opinions.emplace_back("kendall_tau_b", number(p.opinions->kendall_tau_b));
    opinions.emplace_back("chance_corrected", number(p.opinions->chance_corrected));
    out.emplace_back("second_opinions", std::move(opinions));
  } else {
    out.emplace_back("second_opinions", nullptr);
  }
  return out;
}

}  // namespace coalign::io
