// SPDX-License-Identifier: Apache-2.0
// The model document, as it was read or from what was built in code.
#include "documents.hpp"

#include <coalign/io/read.hpp>
#include <coalign/io/write.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

value target(const interval& t, direction better) {
  if (better != direction::within) return plain(t.low);
  array ends;
  ends.push_back(plain(t.low));
  ends.push_back(plain(t.high));
  return ends;
}

value scale_document(const scale& s) {
  object out;
  if (s.kind == scale_kind::linear) out.emplace_back("linear", plain(s.full));
  if (s.kind == scale_kind::log) out.emplace_back("log", plain(s.full));
  if (s.kind == scale_kind::log_shortfall) {
    out.emplace_back("log_shortfall", plain(s.full));
    out.emplace_back("ceiling", plain(s.ceiling));
  }
  return out;
}

value catalog_metrics(const catalog& c) {
  array metrics;
  for (const metric& m : c.metrics) {
    object out;
    out.emplace_back("id", m.id);
    if (!m.name.empty()) out.emplace_back("name", m.name);
    if (!m.unit.empty()) out.emplace_back("unit", m.unit);
    out.emplace_back("better", direction_name(m.better));
    if (m.scale.kind != scale_kind::none) out.emplace_back("scale", scale_document(m.scale));
    if (m.slack) out.emplace_back("slack", plain(*m.slack));
    if (m.baseline) out.emplace_back("baseline", plain(*m.baseline));
    if (m.target) out.emplace_back("target", target(*m.target, m.better));
    if (m.current) out.emplace_back("current", plain(*m.current));
    metrics.emplace_back(std::move(out));
  }
  return metrics;
}

value policy_document(const policy& p, const strategy::sections& strategy) {
  object weights;
  for (std::size_t b = 0; b < block_count; ++b) weights.emplace_back(std::string(block_names[b]), plain(p.weights[b]));
  object out;
  out.emplace_back("weights", std::move(weights));
  out.emplace_back("rho", std::isinf(p.rho) ? value("inf") : plain(p.rho));
  out.emplace_back("spacing", p.spacing == spacing::log ? "log" : "equal");
  if (!p.risk_levels.empty()) {
    array levels;
    for (const double level : p.risk_levels) levels.push_back(plain(level));
    out.emplace_back("risk_levels", std::move(levels));
  }
  if (p.rating_scale) {
    array ends;
    ends.push_back(plain(p.rating_scale->low));
    ends.push_back(plain(p.rating_scale->high));
    out.emplace_back("rating_scale", std::move(ends));
  }
  if (p.target_index) out.emplace_back("target_index", plain(*p.target_index));
  if (p.shared_by != 0) out.emplace_back("shared_by", static_cast<std::uint64_t>(p.shared_by));
  add_rules(out, strategy);
  return out;
}

/// Points by id; what was not asked is null.
template <class List>
value by_id(const List& list, const std::vector<double>& points) {
  object out;
  for (std::size_t i = 0; i < points.size(); ++i)
    out.emplace_back(list[i].id, std::isnan(points[i]) ? value(nullptr) : plain(points[i]));
  return out;
}

value risks_document(const catalog& c, const std::vector<risk_view>& views) {
  object risks;
  for (std::size_t r = 0; r < views.size(); ++r) risks.emplace_back(c.risks[r].id, risk_view_document(views[r], plain));
  return risks;
}

/// Shares as intervals by id. An interval without width is a number, but not all may be: those would be points.
value ranges_document(const catalog& c, const std::vector<interval>& ranges) {
  const bool all_points = std::all_of(ranges.begin(), ranges.end(), [](const interval& x) { return x.is_point(); });
  object out;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const bool number = ranges[i].is_point() && !all_points;
    out.emplace_back(c.metrics[i].id, number ? plain(ranges[i].low) : target(ranges[i], direction::within));
  }
  return out;
}

/// Ids, best first; those of one place as a list.
value ranks_document(const catalog& c, const std::vector<std::size_t>& places) {
  std::map<std::size_t, array> by_place;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] != unranked) by_place[places[i]].emplace_back(c.metrics[i].id);
  }
  array out;
  for (auto& [place, ids] : by_place) {
    if (ids.size() == 1) {
      out.push_back(std::move(ids.front()));
    } else {
      out.emplace_back(std::move(ids));
    }
  }
  return out;
}

value rater_document(const catalog& c, const rater& r) {
  object out;
  out.emplace_back("id", r.id);
  if (!r.priorities.empty()) out.emplace_back("priorities", by_id(c.metrics, r.priorities));
  if (!r.priority_ranges.empty()) out.emplace_back("priorities", ranges_document(c, r.priority_ranges));
  if (!r.risks.empty()) out.emplace_back("risks", risks_document(c, r.risks));
  return out;
}

value side_document(const catalog& c, const model_parts::entry& entry) {
  const answers& a = entry.given;
  object out;
  out.emplace_back("id", entry.id);
  if (!a.name.empty()) out.emplace_back("name", a.name);
  if (a.influence != 1.0) out.emplace_back("influence", plain(a.influence));
  if (!a.priorities.empty()) out.emplace_back("priorities", by_id(c.metrics, a.priorities));
  if (!a.priority_ranges.empty()) out.emplace_back("priorities", ranges_document(c, a.priority_ranges));
  if (!a.priority_ranks.empty()) out.emplace_back("priority_ranks", ranks_document(c, a.priority_ranks));
  if (!a.raters.empty()) {
    array raters;
    for (const rater& r : a.raters) raters.emplace_back(rater_document(c, r));
    out.emplace_back("raters", std::move(raters));
  }
  if (a.kappa) out.emplace_back("kappa", plain(*a.kappa));
  object targets, better, current;
  for (std::size_t i = 0; i < c.metrics.size(); ++i) {
    const std::string& id = c.metrics[i].id;
    if (i < a.targets.size() && a.targets[i])
      targets.emplace_back(id, target(*a.targets[i], detail::direction_of(c.metrics[i], a, i)));
    if (i < a.better.size() && a.better[i]) better.emplace_back(id, direction_name(*a.better[i]));
    if (i < a.current.size() && a.current[i]) current.emplace_back(id, plain(*a.current[i]));
  }
  if (!targets.empty()) out.emplace_back("targets", std::move(targets));
  if (!better.empty()) out.emplace_back("better", std::move(better));
  if (!current.empty()) out.emplace_back("current", std::move(current));
  if (!a.horizons.empty()) out.emplace_back("horizons", by_id(c.horizons, a.horizons));
  if (!a.risks.empty()) out.emplace_back("risks", risks_document(c, a.risks));
  if (a.concession) out.emplace_back("concession", plain(*a.concession));
  if (!a.predicts.empty()) {
    object predicts;
    for (const prediction& guess : a.predicts) predicts.emplace_back(guess.of, by_id(c.metrics, guess.priorities));
    out.emplace_back("predicts", std::move(predicts));
  }
  return out;
}

}  // namespace

json::value plain(double x) {
  constexpr double exact = 9007199254740992.0;
  if (std::floor(x) == x && std::abs(x) < exact && !(x == 0.0 && std::signbit(x))) return static_cast<std::int64_t>(x);
  return x;
}

value risk_view_document(const risk_view& view, value (*number)(double)) {
  if (view.severity && !view.appetite) return number(*view.severity);
  object out;
  if (view.severity) out.emplace_back("severity", number(*view.severity));
  if (view.likelihood) out.emplace_back("likelihood", number(*view.likelihood));
  if (view.impact) out.emplace_back("impact", number(*view.impact));
  if (const auto& appetite = view.appetite) {
    array ends;
    ends.push_back(number(appetite->low));
    ends.push_back(number(appetite->high));
    out.emplace_back("appetite", appetite->is_point() ? number(appetite->low) : value(std::move(ends)));
  }
  return out;
}

json::value model_document(const model& m) {
  if (m.document().empty()) return parts_document(m.parts());
  value document;
  diagnostics unused;  // the text was read before
  json::parse(m.document(), document, unused);
  return document;
}

json::value parts_document(const model_parts& parts) {
  object out;
  out.emplace_back("coalign", std::int64_t{1});
  const auto text = [&](const char* key, const std::string& x) {
    if (!x.empty()) out.emplace_back(key, x);
  };
  text("title", parts.title);
  if (parts.illustrative) out.emplace_back("illustrative", true);
  text("as_of", parts.as_of);
  text("currency", parts.currency);
  text("question", parts.question);
  out.emplace_back("elicitation", elicitation_name(parts.elicitation));
  out.emplace_back("metrics", catalog_metrics(parts.catalog));
  array horizons;
  for (const horizon& h : parts.catalog.horizons) {
    object item;
    item.emplace_back("id", h.id);
    if (!h.name.empty() && h.name != h.id) item.emplace_back("name", h.name);
    item.emplace_back("days", plain(h.days));
    horizons.emplace_back(std::move(item));
  }
  out.emplace_back("horizons", std::move(horizons));
  if (!parts.catalog.risks.empty()) {
    array risks;
    for (const risk& r : parts.catalog.risks) {
      object item;
      item.emplace_back("id", r.id);
      if (!r.name.empty()) item.emplace_back("name", r.name);
      item.emplace_back("weight", plain(r.weight));
      risks.emplace_back(std::move(item));
    }
    out.emplace_back("risks", std::move(risks));
  }
  out.emplace_back("policy", policy_document(parts.policy, parts.strategy));
  array sides;
  for (const auto& entry : parts.sides) sides.emplace_back(side_document(parts.catalog, entry));
  out.emplace_back("sides", std::move(sides));
  add_sections(out, parts.strategy);
  return out;
}

std::string write(const model& m) {
  std::string text = json::print(model_document(m));
  // Indented, a text near the limit of a document would pass it: then it stays as it was read.
  return text.size() > size_limit && !m.document().empty() ? m.document() : text;
}

}  // namespace coalign::io
