// SPDX-License-Identifier: Apache-2.0
// The sections of the shared strategy in the model document of a model that was built in code. What is empty or none
// is left out, so that what is read back is what was given.
#include "documents.hpp"
#include "write_parts.hpp"

#include <coalign/strategy/sections.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;
using strategy::ids;

/// A list of what `write` makes of each.
template <class List, class Write>
value list_of(const List& list, const Write& write) {
  array out;
  for (const auto& x : list) out.emplace_back(write(x));
  return out;
}

/// An object that grows by what there is.
class part {
 public:
  void text(const char* key, const std::string& x) {
    if (!x.empty()) out_.emplace_back(key, x);
  }
  void list(const char* key, const ids& x) {
    if (!x.empty()) out_.emplace_back(key, texts(x));
  }
  void set(std::string_view key, const std::optional<double>& x) {
    if (x) out_.emplace_back(std::string(key), plain(*x));
  }
  void set(const char* key, const std::optional<money>& x) {
    if (x) out_.emplace_back(key, plain(x->value()));
  }
  void set(const char* key, const std::optional<date>& x) {
    if (x) out_.emplace_back(key, date_text(*x));
  }
  void set(const char* key, const std::optional<bool>& x) {
    if (x) out_.emplace_back(key, *x);
  }
  template <class Enum, class Names>
  void word(const char* key, const std::optional<Enum>& x, const Names& names) {
    if (x) out_.emplace_back(key, names[static_cast<std::size_t>(*x)]);
  }
  /// A part of its own, where it holds anything.
  void inside(const char* key, part x) {
    if (!x.out_.empty()) out_.emplace_back(key, std::move(x.out_));
  }
  void add(std::string key, value x) { out_.emplace_back(std::move(key), std::move(x)); }
  template <class List, class Write>
  void each(const char* key, const List& list, const Write& write) {
    if (!list.empty()) out_.emplace_back(key, list_of(list, write));
  }
  [[nodiscard]] value take() && { return std::move(out_); }

 private:
  object out_;
};

template <class T, class Write>
value keyed(const strategy::by_id<T>& list, const Write& write) {
  object out;
  for (const auto& [id, x] : list) out.emplace_back(id, write(x));
  return out;
}

value numbers(const strategy::by_id<double>& list) {
  return keyed(list, [](double x) { return plain(x); });
}

/// Nothing as null, one as itself, several as a list.
value who(const ids& sides) {
  if (sides.empty()) return nullptr;
  return sides.size() == 1 ? value(sides.front()) : texts(sides);
}

value north_star_section(const strategy::north_star& x) {
  part out;
  out.text("metric", x.metric);
  out.text("segment", x.segment);
  part change;
  change.set("percent", x.change_percent);
  out.inside("change", std::move(change));
  out.set("target", x.target);
  out.set("start", x.start);
  out.set("due", x.due);
  out.list("owners", x.owners);
  part amount;
  amount.set("per_unit", x.money_per_unit);
  amount.set("total", x.money_total);
  out.inside("money", std::move(amount));
  if (!x.drivers.empty()) out.add("drivers", numbers(x.drivers));
  out.each("guards", x.guards, [](const strategy::guard& g) {
    part item;
    item.text("metric", g.metric);
    item.set("at_least", g.at_least);
    item.set("at_most", g.at_most);
    return std::move(item).take();
  });
  if (!x.answers.empty()) out.add("answers", keyed(x.answers, [](const std::string& a) { return value(a); }));
  return std::move(out).take();
}

part tool_risks(const strategy::tool_risks& x) {
  part out;
  for (std::size_t r = 0; r < x.size(); ++r) out.set(strategy::tool_risk_names[r], x[r]);
  return out;
}

value tool(const strategy::tool& x) {
  part out;
  out.text("id", x.id);
  out.text("name", x.name);
  out.word("layer", x.layer, strategy::layer_names);
  out.text("owner", x.owner);
  out.set("cost_per_year", x.cost_per_year);
  out.list("purposes", x.purposes);
  out.inside("risk", tool_risks(x.risk));
  out.set("manual_hours_per_month", x.manual_hours_per_month);
  out.list("gives", x.gives);
  out.list("takes", x.takes);
  part fit;
  fit.set("technical", x.technical_fit);
  fit.set("customer", x.customer_fit);
  out.inside("fit", std::move(fit));
  out.list("obligations", x.obligations);
  out.list("met", x.met);
  out.word("run_by", x.run_by, strategy::run_by_names);
  return std::move(out).take();
}

value portfolio_section(const strategy::tech_portfolio& x) {
  part out;
  out.list("needs", x.needs);
  out.inside("risk_limit", tool_risks(x.risk_limit));
  out.each("tools", x.tools, tool);
  return std::move(out).take();
}

value rights_section(const strategy::decision_rights& x) {
  part out;
  out.text("arbiter", x.arbiter);
  object domains;
  for (const strategy::domain& d : x.domains) domains.emplace_back(d.id, who(d.leads));
  if (!domains.empty()) out.add("domains", std::move(domains));
  if (!x.consulted.empty()) out.add("consulted", keyed(x.consulted, [](const ids& sides) { return texts(sides); }));
  if (!x.believed.empty()) {
    out.add("believed",
            keyed(x.believed, [](const strategy::by_id<std::string>& of) { return keyed(of, id_or_null); }));
  }
  out.each("log", x.log, [](const strategy::decision& d) {
    part item;
    item.text("domain", d.domain);
    item.list("by", d.by);
    item.set("asked", d.asked);
    item.set("decided", d.decided);
    if (d.escalated) item.add("escalated", true);
    item.text("reason", d.reason);
    return std::move(item).take();
  });
  return std::move(out).take();
}

value roadmap_item(const strategy::roadmap_item& x) {
  part out;
  out.text("id", x.id);
  out.text("name", x.name);
  out.add("kind", strategy::item_kind_names[static_cast<std::size_t>(x.kind)]);
  out.list("serves", x.serves);
  out.list("sides", x.sides);
  out.set("start", x.start);
  out.set("end", x.end);
  out.set("due", x.due);
  out.set("cost", x.cost);
  out.set("funded", x.funded);
  out.text("scope", x.scope);
  out.text("constraints", x.constraints);
  out.text("acceptance", x.acceptance);
  out.word("delivered_by", x.delivered_by, strategy::run_by_names);
  out.list("touchpoints", x.touchpoints);
  return std::move(out).take();
}

value request(const strategy::request& x) {
  part out;
  out.text("id", x.id);
  out.text("by", x.by);
  out.text("of", x.of);
  out.set("asked", x.asked);
  out.set("answered", x.answered);
  return std::move(out).take();
}

value data_product(const strategy::data_product& x) {
  part out;
  out.text("id", x.id);
  out.text("name", x.name);
  out.add("owner", who(x.owners));
  out.text("owner_reports_to", x.owner_reports_to);
  object definitions;
  for (const auto& [term, sides] : x.definitions) {
    object accepted;
    accepted.emplace_back("accepted_by", texts(sides));
    definitions.emplace_back(term, std::move(accepted));
  }
  if (!definitions.empty()) out.add("definitions", std::move(definitions));
  out.each("access", x.access, [](const strategy::data_access& a) {
    part item;
    item.text("audience", a.audience);
    item.set("wait_days", a.wait_days);
    item.set("risk", a.risk);
    return std::move(item).take();
  });
  out.each("quality", x.quality, [](const strategy::data_quality& q) {
    part item;
    item.text("measure", q.measure);
    item.set("value", q.value);
    item.set("at_least", q.at_least);
    return std::move(item).take();
  });
  out.each("segments", x.segments, [](const strategy::data_segment& s) {
    part item;
    item.text("text", s.text);
    item.add("served", s.served);
    return std::move(item).take();
  });
  out.list("obligations", x.obligations);
  out.list("met", x.met);
  out.list("blocks", x.blocks);
  return std::move(out).take();
}

value measures_of(const strategy::trade_off& t, const std::vector<strategy::side_measures>& sides) {
  object out;
  for (const strategy::side_measures& s : sides) {
    part of;
    for (std::size_t i = 0; i < s.values.size(); ++i) of.set(t.measures[i].id, s.values[i]);
    out.emplace_back(s.side, std::move(of).take());
  }
  return out;
}

value trade_off(const strategy::trade_off& x) {
  part out;
  out.text("id", x.id);
  out.text("name", x.name);
  object measures, options;
  for (const auto& m : x.measures) measures.emplace_back(m.id, m.lower ? "lower" : "higher");
  for (const strategy::option& o : x.options) {
    object values;
    for (std::size_t i = 0; i < o.values.size(); ++i) values.emplace_back(x.measures[i].id, plain(o.values[i]));
    options.emplace_back(o.id, std::move(values));
  }
  out.add("measures", std::move(measures));
  out.add("options", std::move(options));
  if (!x.limits.empty()) out.add("limits", measures_of(x, x.limits));
  if (!x.weights.empty()) out.add("weights", measures_of(x, x.weights));
  out.text("chosen", x.chosen);
  out.list("decided_by", x.decided_by);
  out.set("decided", x.decided);
  return std::move(out).take();
}

value relationship_section(const strategy::relationship& x) {
  part out;
  out.add("scale", ends({x.scale_low, x.scale_high}));
  out.each("ratings", x.ratings, [](const strategy::practice_rating& r) {
    part item;
    item.text("side", r.side);
    item.text("rater", r.rater);
    item.text("of", r.of);
    for (std::size_t i = 0; i < r.values.size(); ++i) item.set(strategy::practice_names[i], r.values[i]);
    return std::move(item).take();
  });
  out.each("needs", x.needs, [](const strategy::dependence& d) {
    part item;
    item.text("side", d.side);
    item.text("of", d.of);
    item.text("what", d.what);
    item.set("importance", d.importance);
    item.set("met", d.met);
    return std::move(item).take();
  });
  return std::move(out).take();
}

value symptoms_section(const strategy::symptoms& x) {
  part out;
  const auto share = [&](const char* key, const std::optional<strategy::on_time>& of) {
    if (!of) return;
    part item;
    item.set("planned", std::optional(of->planned));
    item.set("on_time", std::optional(of->on_time));
    out.inside(key, std::move(item));
  };
  share("campaigns", x.campaigns);
  share("projects", x.projects);
  const auto amount = [](const strategy::amount_of_period& a) {
    part item;
    item.text("period", a.period);
    item.set("amount", std::optional(a.amount));
    return std::move(item).take();
  };
  out.each("tech_spend", x.tech_spend, amount);
  out.each("revenue", x.revenue, amount);
  return std::move(out).take();
}

value waiver(const strategy::waiver& x) {
  part out;
  out.text("rule", x.rule);
  out.list("subjects", x.subjects);
  out.text("by", x.by);
  out.text("reason", x.reason);
  out.set("until", x.until);
  return std::move(out).take();
}

}  // namespace

void add_sections(json::object& out, const strategy::sections& x) {
  if (x.north_star) out.emplace_back("north_star", north_star_section(*x.north_star));
  if (x.tech_portfolio) out.emplace_back("tech_portfolio", portfolio_section(*x.tech_portfolio));
  if (x.decision_rights) out.emplace_back("decision_rights", rights_section(*x.decision_rights));
  if (x.roadmap) out.emplace_back("roadmap", list_of(*x.roadmap, roadmap_item));
  if (x.requests) out.emplace_back("requests", list_of(*x.requests, request));
  if (x.cadence) out.emplace_back("cadence", numbers(*x.cadence));
  if (x.data_products) out.emplace_back("data_products", list_of(*x.data_products, data_product));
  if (x.trade_offs) out.emplace_back("trade_offs", list_of(*x.trade_offs, trade_off));
  if (x.relationship) out.emplace_back("relationship", relationship_section(*x.relationship));
  if (x.symptoms) out.emplace_back("symptoms", symptoms_section(*x.symptoms));
  if (!x.waivers.empty()) out.emplace_back("waivers", list_of(x.waivers, waiver));
}

void add_rules(json::object& policy, const strategy::sections& x) {
  if (x.ruleset != 0) policy.emplace_back("ruleset", std::int64_t{x.ruleset});
  if (x.rules.empty()) return;
  object rules;
  for (const strategy::rule_setting& r : x.rules) {
    if (r.off) {
      rules.emplace_back(r.rule, "off");
      continue;
    }
    object setting;
    if (r.level) setting.emplace_back("level", strategy::level_names[static_cast<std::size_t>(*r.level)]);
    for (const auto& [name, limit] : r.thresholds) setting.emplace_back(name, plain(limit));
    rules.emplace_back(r.rule, std::move(setting));
  }
  policy.emplace_back("rules", std::move(rules));
}

}  // namespace coalign::io
