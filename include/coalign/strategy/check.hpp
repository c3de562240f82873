// SPDX-License-Identifier: Apache-2.0
/// @file
/// What can be wrong with the sections of a strategy, however they were made: ids that nothing has, dates out of order,
/// numbers out of range, things given twice. Types and keys are the reader's matter.
#pragma once

#include <coalign/strategy/checker.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

namespace coalign::strategy {

namespace detail {

inline constexpr auto first_of = [](const auto& x) -> std::string_view { return x.first; };
inline constexpr auto id_of = [](const auto& x) -> std::string_view { return x.id; };
inline constexpr auto anything = [](const auto&...) {};

template <class Sink>
void check_north_star(checker<Sink>& c, const north_star& x) {
  const std::string at = "/north_star";
  if (!x.metric.empty()) c.known(c.metrics, x.metric, at, "metric");
  if (x.change_percent && x.target) c.fail(errc::bad_option, "percent or target", "both", at, "change");
  c.finite(x.change_percent, at, "change", "percent");
  c.finite(x.target, at, "change", "target");
  c.dated(x.start);
  c.dated(x.due);
  c.in_order(x.start, x.due, "the start", at, "due");
  c.all_known(c.owners, x.owners, at, "owners");
  if (x.money_per_unit && x.money_total) c.fail(errc::bad_option, "per_unit or total", "both", at, "money");
  c.amount(x.money_per_unit, at, "money", "per_unit");
  c.amount(x.money_total, at, "money", "total");
  double sum = 0.0;
  const auto weigh = [&](double weight, const std::string& path, const std::string& id) {
    c.at_least_zero(weight, errc::bad_weight, path, id);
    if (std::isfinite(weight)) sum += weight;
  };
  c.by_ids(c.metrics, x.drivers, weigh, at, "drivers");
  if (!std::isfinite(sum)) c.fail(errc::bad_weight, "numbers with a finite sum", "", at, "drivers");
  for (std::size_t i = 0; i < x.guards.size(); ++i) {
    const guard& g = x.guards[i];
    if (c.given(g.metric, "the metric that is guarded", at, "guards", i, "metric"))
      c.known(c.metrics, g.metric, at, "guards", i, "metric");
    c.finite(g.at_least, at, "guards", i, "at_least");
    c.finite(g.at_most, at, "guards", i, "at_most");
    if (!g.at_least && !g.at_most)
      c.fail_by(c.place(at, "guards", i, "at_most"), errc::missing_key, "at_least, or at_most", "", at, "guards", i,
                "at_least");
    if (g.at_least && g.at_most && *g.at_least > *g.at_most)
      c.fail(errc::bad_interval, "a number not below at_least", compact(*g.at_most), at, "guards", i, "at_most");
  }
  c.by_ids(c.sides, x.answers, anything, at, "answers");
}

template <class Sink>
void check_tech_portfolio(checker<Sink>& c, const tech_portfolio& x) {
  const std::string at = "/tech_portfolio";
  const auto risks = [&](const tool_risks& given, const auto&... place) {
    for (std::size_t r = 0; r < tool_risk_count; ++r)
      c.share(given[r], errc::bad_severity, place..., tool_risk_names[r]);
  };
  c.no_twice(x.needs, at, "needs");
  risks(x.risk_limit, at, "risk_limit");
  c.own_ids(x.tools, "the id of the tool", at, "tools");
  for (std::size_t i = 0; i < x.tools.size(); ++i) {
    const tool& t = x.tools[i];
    const std::string path = c.place(at, "tools", i);
    if (!t.owner.empty()) c.known(c.owners, t.owner, path, "owner");
    c.amount(t.cost_per_year, path, "cost_per_year");
    risks(t.risk, path, "risk");
    c.at_least_zero(t.manual_hours_per_month, errc::bad_option, path, "manual_hours_per_month");
    c.share(t.technical_fit, errc::bad_option, path, "fit", "technical");
    c.share(t.customer_fit, errc::bad_option, path, "fit", "customer");
    c.no_twice(t.purposes, path, "purposes");
    c.no_twice(t.gives, path, "gives");
    c.no_twice(t.takes, path, "takes");
    c.no_twice(t.obligations, path, "obligations");
    c.no_twice(t.met, path, "met");
  }
}

template <class Sink>
void check_decision_rights(checker<Sink>& c, const decision_rights& x) {
  const std::string at = "/decision_rights";
  c.keys(x.domains, id_of, at, "domains");
  for (const domain& d : x.domains) {
    // In the document one stands alone, several in a list.
    if (d.leads.size() == 1) {
      c.known(c.owners, d.leads.front(), at, "domains", d.id);
    } else {
      c.all_known(c.owners, d.leads, at, "domains", d.id);
    }
  }
  const auto consulted = [&](const ids& who, const std::string& path, const std::string& domain) {
    c.all_known(c.owners, who, path, domain);
  };
  c.by_ids(c.domains, x.consulted, consulted, at, "consulted");
  const auto decides = [&](const std::string& who, const std::string& path, const std::string& domain) {
    if (!who.empty()) c.known(c.deciders, who, path, domain);
  };
  const auto believed = [&](const by_id<std::string>& rights, const std::string& path, const std::string& side) {
    c.by_ids(c.domains, rights, decides, path, side);
  };
  c.by_ids(c.sides, x.believed, believed, at, "believed");
  for (std::size_t i = 0; i < x.log.size(); ++i) {
    const decision& d = x.log[i];
    const std::string path = c.place(at, "log", i);
    if (c.given(d.domain, "the domain that was decided on", path, "domain"))
      c.known(c.domains, d.domain, path, "domain");
    c.all_known(c.deciders, d.by, path, "by");
    c.asked_and_answered(d.asked, d.decided, "decided", path);
  }
}

template <class Sink>
void check_roadmap(checker<Sink>& c, const std::vector<roadmap_item>& list) {
  constexpr std::array<std::string_view, 2> touchpoints{"digital", "physical"};
  c.own_ids(list, "the id of the item", "/roadmap");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const roadmap_item& x = list[i];
    const std::string path = c.place("/roadmap", i);
    if (x.id == north_star_id)
      c.fail(errc::bad_option, "another id, since \"north_star\" names the North Star", in_quotes(x.id), path, "id");
    c.all_known(c.served, x.serves, path, "serves");
    c.all_known(c.owners, x.sides, path, "sides");
    for (const auto& day : {x.start, x.end, x.due}) c.dated(day);
    c.in_order(x.start, x.end, "the start", path, "end");
    c.in_order(x.start, x.due, "the start", path, "due");
    c.amount(x.cost, path, "cost");
    for (std::size_t k = 0; k < x.touchpoints.size(); ++k) {
      if (std::find(touchpoints.begin(), touchpoints.end(), x.touchpoints[k]) == touchpoints.end())
        c.fail(errc::bad_option, "\"digital\" or \"physical\"", in_quotes(x.touchpoints[k]), path, "touchpoints", k);
    }
    c.no_twice(x.touchpoints, path, "touchpoints");
  }
}

template <class Sink>
void check_requests(checker<Sink>& c, const std::vector<request>& list) {
  c.own_ids(list, "the id of the request", "/requests");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const request& x = list[i];
    const std::string path = c.place("/requests", i);
    if (!x.by.empty()) c.known(c.sides, x.by, path, "by");
    c.other_side(x.by, x.of, path);
    c.asked_and_answered(x.asked, x.answered, "answered", path);
  }
}

template <class Sink>
void check_data_products(checker<Sink>& c, const std::vector<data_product>& list) {
  c.own_ids(list, "the id of the data product", "/data_products");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const data_product& x = list[i];
    const std::string path = c.place("/data_products", i);
    if (x.owners.size() == 1) {
      c.known(c.owners, x.owners.front(), path, "owner");
    } else {
      c.all_known(c.owners, x.owners, path, "owner");
    }
    c.keys(x.definitions, first_of, path, "definitions");
    for (const auto& [term, accepted] : x.definitions)
      c.all_known(c.owners, accepted, path, "definitions", term, "accepted_by");
    for (std::size_t k = 0; k < x.access.size(); ++k) {
      c.given(x.access[k].audience, "who wants the data", path, "access", k, "audience");
      c.at_least_zero(x.access[k].wait_days, errc::bad_option, path, "access", k, "wait_days");
      c.share(x.access[k].risk, errc::bad_severity, path, "access", k, "risk");
    }
    for (std::size_t k = 0; k < x.quality.size(); ++k) {
      c.given(x.quality[k].measure, "what is measured", path, "quality", k, "measure");
      c.finite(x.quality[k].value, path, "quality", k, "value");
      c.finite(x.quality[k].at_least, path, "quality", k, "at_least");
    }
    for (std::size_t k = 0; k < x.segments.size(); ++k)
      c.given(x.segments[k].text, "what is asked for", path, "segments", k, "text");
    c.no_twice(x.obligations, path, "obligations");
    c.no_twice(x.met, path, "met");
    c.all_known(c.items, x.blocks, path, "blocks");
  }
}

/// One number for each measure; `check(number, path, key)` where there is one.
template <class Sink, class List, class Check>
void check_by_measure(checker<Sink>& c, const trade_off& x, const List& values, const Check& check,
                      const std::string& path) {
  if (values.size() != x.measures.size())
    return c.fail(errc::size_mismatch, "one number for each measure", std::to_string(values.size()), path);
  for (std::size_t m = 0; m < values.size(); ++m) check(values[m], path, x.measures[m].id);
}

template <class Sink>
void check_trade_off(checker<Sink>& c, const trade_off& x, const std::string& path) {
  c.keys(x.measures, id_of, path, "measures");
  c.keys(x.options, id_of, path, "options");
  const auto number = [&](double value, const std::string& where, const std::string& measure) {
    if (std::isnan(value)) return c.fail(errc::missing_key, "a number for every measure", "", where, measure);
    c.finite(value, where, measure);
  };
  for (const option& o : x.options) check_by_measure(c, x, o.values, number, c.place(path, "options", o.id));
  const auto by_side = [](const side_measures& s) -> std::string_view { return s.side; };
  c.keys(x.limits, by_side, path, "limits");
  c.keys(x.weights, by_side, path, "weights");
  const auto limit = [&](std::optional<double> value, const std::string& where, const std::string& measure) {
    c.finite(value, where, measure);
  };
  for (const side_measures& s : x.limits) {
    c.known(c.sides, s.side, path, "limits", s.side);
    check_by_measure(c, x, s.values, limit, c.place(path, "limits", s.side));
  }
  for (const side_measures& s : x.weights) {
    c.known(c.sides, s.side, path, "weights", s.side);
    double sum = 0.0;
    const auto weight = [&](std::optional<double> value, const std::string& where, const std::string& measure) {
      c.at_least_zero(value, errc::bad_weight, where, measure);
      if (value && std::isfinite(*value)) sum += *value;
    };
    check_by_measure(c, x, s.values, weight, c.place(path, "weights", s.side));
    if (!std::isfinite(sum)) c.fail(errc::bad_weight, "numbers with a finite sum", "", path, "weights", s.side);
  }
  if (!x.chosen.empty()) {
    known_ids options{"the id of an option", {c.place(path, "options"), c.place(path, "measures")}};
    options.add_all(x.options);
    c.known(options, x.chosen, path, "chosen");
  }
  c.all_known(c.deciders, x.decided_by, path, "decided_by");
  c.past(x.decided, path, "decided");
}

template <class Sink>
void check_relationship(checker<Sink>& c, const relationship& x) {
  const std::string at = "/relationship";
  const bool scaled = x.scale_low < x.scale_high && std::isfinite(x.scale_high - x.scale_low);
  if (!scaled) c.fail(errc::bad_scale, "two numbers, the low end first", "", at, "scale");
  const std::string on_scale = "a rating from " + compact(x.scale_low) + " to " + compact(x.scale_high);
  const auto rated = [&](std::optional<double> value, const auto&... place) {
    if (value && scaled && !(*value >= x.scale_low && *value <= x.scale_high))
      c.fail_by(c.place(at, "scale"), errc::bad_ratings, on_scale, compact(*value), place...);
  };
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < x.ratings.size(); ++i) {
    const practice_rating& r = x.ratings[i];
    const std::string path = c.place(at, "ratings", i);
    if (c.given(r.side, "the side of the rater", path, "side")) c.known(c.sides, r.side, path, "side");
    c.other_side(r.side, r.of, path);
    if (!r.rater.empty() && !seen.insert(c.place("", r.side, r.rater, r.of)).second)
      c.fail(errc::duplicate, "one rating of a side by each rater", in_quotes(r.rater) + " again", path, "rater");
    for (std::size_t p = 0; p < r.values.size(); ++p) rated(r.values[p], path, practice_names[p]);
  }
  for (std::size_t i = 0; i < x.needs.size(); ++i) {
    const dependence& d = x.needs[i];
    const std::string path = c.place(at, "needs", i);
    if (c.given(d.side, "the side that needs it", path, "side")) c.known(c.sides, d.side, path, "side");
    c.other_side(d.side, d.of, path);
    rated(d.importance, path, "importance");
    rated(d.met, path, "met");
  }
}

template <class Sink>
void check_symptoms(checker<Sink>& c, const symptoms& x) {
  const auto counted = [&](const std::optional<on_time>& given, const char* key) {
    if (!given) return;
    const auto whole = [](double n) { return std::isfinite(n) && std::floor(n) == n; };
    if (!(whole(given->planned) && given->planned > 0.0))
      c.fail(errc::bad_option, "a whole number > 0", compact(given->planned), "/symptoms", key, "planned");
    if (!(whole(given->on_time) && given->on_time >= 0.0)) {
      c.fail(errc::bad_option, "a whole number >= 0", compact(given->on_time), "/symptoms", key, "on_time");
    } else if (given->on_time > given->planned) {
      c.fail_by(c.place("/symptoms", key, "planned"), errc::bad_option, "at most as many as were planned",
                compact(given->on_time), "/symptoms", key, "on_time");
    }
  };
  counted(x.campaigns, "campaigns");
  counted(x.projects, "projects");
  const auto amounts = [&](const std::vector<amount_of_period>& list, const char* key) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      c.given(list[i].period, "the period", "/symptoms", key, i, "period");
      c.amount(list[i].amount, "/symptoms", key, i, "amount");
    }
    c.distinct(list, "period", [](const auto& a) -> std::string_view { return a.period; }, "/symptoms", key);
  };
  amounts(x.tech_spend, "tech_spend");
  amounts(x.revenue, "revenue");
}

template <class Sink>
void check_waivers(checker<Sink>& c, const std::vector<waiver>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const waiver& w = list[i];
    const std::string path = c.place("/waivers", i);
    c.given(w.rule, "the rule whose finding is waived", path, "rule");
    c.given(w.by, "who waives it", path, "by");
    c.given(w.reason, "the reason", path, "reason");
    if (!w.until) c.fail(errc::missing_key, "the date until which it is waived", "", path, "until");
    c.dated(w.until);
    c.no_twice(w.subjects, path, "subjects");
  }
}

}  // namespace detail

/// Tells everything that is wrong with the sections of a model, section by section.
/// @param sides the ids of the sides  @param as_of the date of the model  @param sink called with each `problem`.
/// O(size).
template <class Sink>
void check(const sections& given, const catalog& c, std::span<const std::string_view> sides, std::optional<date> as_of,
           Sink&& sink) {
  detail::checker<std::remove_reference_t<Sink>> all(given, c, sides, as_of, sink);
  if (given.north_star) detail::check_north_star(all, *given.north_star);
  if (given.tech_portfolio) detail::check_tech_portfolio(all, *given.tech_portfolio);
  if (given.decision_rights) detail::check_decision_rights(all, *given.decision_rights);
  if (given.roadmap) detail::check_roadmap(all, *given.roadmap);
  if (given.requests) detail::check_requests(all, *given.requests);
  const auto days = [&](double x, const std::string& path, const std::string& side) {
    all.above_zero(x, errc::bad_option, path, side);
  };
  if (given.cadence) all.by_ids(all.sides, *given.cadence, days, "/cadence");
  if (given.data_products) detail::check_data_products(all, *given.data_products);
  if (given.trade_offs) {
    all.own_ids(*given.trade_offs, "the id of the trade-off", "/trade_offs");
    for (std::size_t i = 0; i < given.trade_offs->size(); ++i)
      detail::check_trade_off(all, (*given.trade_offs)[i], all.place("/trade_offs", i));
  }
  if (given.relationship) detail::check_relationship(all, *given.relationship);
  if (given.symptoms) detail::check_symptoms(all, *given.symptoms);
  detail::check_waivers(all, given.waivers);
  if (all.has_dates && !as_of)
    all.fail(errc::missing_key, "the date of the model, since its sections have dates", "", "/as_of");
}

/// The same for what a model says of the rules themselves: its policy's settings, the version, and the waivers.
/// @param rules the table of all rules  @param newest the newest version of them
template <class Rules, class Sink>
void check_rules(const sections& given, const Rules& rules, int newest, Sink&& sink) {
  std::vector<std::string_view> names;
  names.reserve(std::size(rules));
  for (const auto& r : rules) names.push_back(r.id);
  const auto fail = [&](errc code, std::string path, std::string expected, std::string got,
                        std::span<const std::string_view> known = {}) {
    sink(problem{code, std::move(path), std::move(expected), std::move(got), {}, known});
  };
  const auto find = [&](std::string_view id, const std::string& path) {
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.id == id; });
    if (found == rules.end()) fail(errc::unknown_id, path, "the id of a rule", detail::in_quotes(id), names);
    return found;
  };
  if (given.ruleset < 0 || given.ruleset > newest)
    fail(errc::bad_version, "/policy/ruleset", "a version of the rules from 1 to " + std::to_string(newest),
         std::to_string(given.ruleset));
  std::unordered_set<std::string_view> seen;
  for (const rule_setting& x : given.rules) {
    const std::string path = pointer("policy", "rules", x.rule);
    if (!seen.insert(x.rule).second)
      fail(errc::duplicate, path, "each key once in an object", detail::in_quotes(x.rule) + " again");
    const auto found = find(x.rule, path);
    if (found == rules.end()) continue;
    std::vector<std::string_view> keys{"level"};
    for (const auto& t : found->thresholds) {
      if (!t.name.empty()) keys.push_back(t.name);
    }
    for (const auto& [name, value] : x.thresholds) {
      const auto t = std::find_if(found->thresholds.begin(), found->thresholds.end(),
                                  [&, key = std::string_view(name)](const auto& y) { return y.name == key; });
      const std::string at = pointer_child(path, name);
      if (name.empty() || t == found->thresholds.end()) {
        fail(errc::unknown_key, at, "a known key", detail::in_quotes(name), keys);
      } else if (!(value >= t->low && value <= t->high)) {
        fail(errc::bad_option, at, "a number from " + as_typed(t->low) + " to " + as_typed(t->high), compact(value));
      }
    }
  }
  for (std::size_t i = 0; i < given.waivers.size(); ++i) {
    if (!given.waivers[i].rule.empty()) static_cast<void>(find(given.waivers[i].rule, pointer("waivers", i, "rule")));
  }
}

}  // namespace coalign::strategy
