// SPDX-License-Identifier: Apache-2.0
// What the sides run and build: the tech portfolio, the roadmap with its requests and cadence, the data products.
#include "reader.hpp"

namespace coalign::io {

namespace {

void read_tool_risks(reader& r, const node& n, std::string_view key, strategy::tool_risks& out) {
  constexpr const auto& names = strategy::tool_risk_names;
  const auto given = r.member(n, key);
  if (!given || !r.object(*given, "an object of numbers from 0 to 1")) return;
  r.check_keys(*given, {names[0], names[1], names[2]});
  for (std::size_t i = 0; i < names.size(); ++i) r.read(*given, names[i], out[i]);
}

void read_tool(reader& r, const node& n, strategy::tool& x) {
  r.check_keys(n, {"id", "name", "layer", "owner", "cost_per_year", "purposes", "risk", "manual_hours_per_month",
                   "gives", "takes", "fit", "obligations", "met", "run_by"});
  r.read_id(n, "id", x.id);
  r.read(n, "name", x.name);
  r.read(n, "layer", strategy::layer_names, x.layer);
  r.read_id_or_null(n, "owner", x.owner);
  r.read(n, "cost_per_year", x.cost_per_year);
  r.read(n, "purposes", x.purposes);
  read_tool_risks(r, n, "risk", x.risk);
  r.read(n, "manual_hours_per_month", x.manual_hours_per_month);
  r.read(n, "gives", x.gives);
  r.read(n, "takes", x.takes);
  if (const auto fit = r.member(n, "fit"); fit && r.object(*fit, "an object of numbers from 0 to 1")) {
    r.check_keys(*fit, {"technical", "customer"});
    r.read(*fit, "technical", x.technical_fit);
    r.read(*fit, "customer", x.customer_fit);
  }
  r.read(n, "obligations", x.obligations);
  r.read(n, "met", x.met);
  r.read(n, "run_by", strategy::run_by_names, x.run_by);
}

void read_item(reader& r, const node& n, strategy::roadmap_item& x) {
  r.check_keys(n, {"id", "name", "kind", "serves", "sides", "start", "end", "due", "cost", "funded", "scope",
                   "constraints", "acceptance", "delivered_by", "touchpoints"});
  r.read_id(n, "id", x.id);
  r.read(n, "name", x.name);
  if (const auto kind = r.member(n, "kind", true, "what kind of item this is"))
    x.kind = static_cast<strategy::item_kind>(r.choice(*kind, strategy::item_kind_names).value_or(0));
  r.read(n, "serves", x.serves);
  r.read(n, "sides", x.sides);
  r.read(n, "start", x.start);
  r.read(n, "end", x.end);
  r.read(n, "due", x.due);
  r.read(n, "cost", x.cost);
  r.read(n, "funded", x.funded);
  r.read(n, "scope", x.scope);
  r.read(n, "constraints", x.constraints);
  r.read(n, "acceptance", x.acceptance);
  r.read(n, "delivered_by", strategy::run_by_names, x.delivered_by);
  r.read(n, "touchpoints", x.touchpoints);
}

void read_data_product(reader& r, const node& n, strategy::data_product& x) {
  r.check_keys(n, {"id", "name", "owner", "owner_reports_to", "definitions", "access", "quality", "segments",
                   "obligations", "met", "blocks"});
  r.read_id(n, "id", x.id);
  r.read(n, "name", x.name);
  if (const auto owner = r.member(n, "owner")) x.owners = r.one_or_more(*owner);
  r.read_id_or_null(n, "owner_reports_to", x.owner_reports_to);
  r.each_member(n, "definitions", "an object of definitions by term", nullptr,
                [&](const node& at, const std::string& term) {
                  auto& accepted = x.definitions.emplace_back(term, strategy::ids{}).second;
                  if (!r.object(at, "an object such as {\"accepted_by\": []}")) return;
                  r.check_keys(at, {"accepted_by"});
                  r.read(at, "accepted_by", accepted);
                });
  r.read_all(n, "access", "a list of access by audience", x.access, [&](const node& at, strategy::data_access& a) {
    r.check_keys(at, {"audience", "wait_days", "risk"});
    r.read_id(at, "audience", a.audience);
    r.read(at, "wait_days", a.wait_days);
    r.read(at, "risk", a.risk);
  });
  r.read_all(n, "quality", "a list of measures of quality", x.quality, [&](const node& at, strategy::data_quality& q) {
    r.check_keys(at, {"measure", "value", "at_least"});
    r.read_id(at, "measure", q.measure);
    r.read(at, "value", q.value);
    r.read(at, "at_least", q.at_least);
  });
  r.read_all(n, "segments", "a list of segments", x.segments, [&](const node& at, strategy::data_segment& s) {
    r.check_keys(at, {"text", "served"});
    r.read(at, "text", s.text);
    r.read(at, "served", s.served);
  });
  r.read(n, "obligations", x.obligations);
  r.read(n, "met", x.met);
  r.read(n, "blocks", x.blocks);
}

}  // namespace

void read_tech_portfolio(reader& r, const node& n) {
  strategy::tech_portfolio& x = r.parts.strategy.tech_portfolio.emplace();
  r.check_keys(n, {"needs", "risk_limit", "tools"});
  r.read(n, "needs", x.needs);
  read_tool_risks(r, n, "risk_limit", x.risk_limit);
  r.read_all(n, "tools", "a list of tools", x.tools,
             [&](const node& at, strategy::tool& tool) { read_tool(r, at, tool); });
}

void read_roadmap(reader& r, const node& n) {
  r.read_all(n, "a list", r.parts.strategy.roadmap.emplace(),
             [&](const node& at, strategy::roadmap_item& item) { read_item(r, at, item); });
}

void read_requests(reader& r, const node& n) {
  r.read_all(n, "a list", r.parts.strategy.requests.emplace(), [&](const node& at, strategy::request& x) {
    r.check_keys(at, {"id", "by", "of", "asked", "answered"});
    r.read_id(at, "id", x.id);
    r.read_id(at, "by", x.by);
    r.read_id(at, "of", x.of);
    r.read(at, "asked", x.asked);
    r.read(at, "answered", x.answered);
  });
}

void read_cadence(reader& r, const node& n) {
  auto& cadence = r.parts.strategy.cadence.emplace();
  r.each_member(n, "an object of days by side", &r.sides, [&](const node& at, const std::string& side) {
    if (const auto days = r.number(at, "a number of days")) cadence.emplace_back(side, *days);
  });
}

void read_data_products(reader& r, const node& n) {
  r.read_all(n, "a list", r.parts.strategy.data_products.emplace(),
             [&](const node& at, strategy::data_product& x) { read_data_product(r, at, x); });
}

}  // namespace coalign::io
