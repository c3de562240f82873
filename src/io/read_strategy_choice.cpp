// SPDX-License-Identifier: Apache-2.0
// Who decides, and on what: decision rights, trade-offs, and what was waived.
#include "reader.hpp"

#include <limits>

namespace coalign::io {

void read_decision_rights(reader& r, const node& n) {
  strategy::decision_rights& x = r.parts.strategy.decision_rights.emplace();
  r.check_keys(n, {"arbiter", "domains", "consulted", "believed", "log"});
  r.read_id_or_null(n, "arbiter", x.arbiter);
  r.each_member(n, "domains", "an object of sides by domain", nullptr,
                [&](const node& at, const std::string& id) { x.domains.push_back({id, r.one_or_more(at)}); });
  r.each_member(n, "consulted", "an object of lists of sides by domain", nullptr,
                [&](const node& at, const std::string& domain) { x.consulted.emplace_back(domain, r.id_list(at)); });
  r.each_member(n, "believed", "an object by side", &r.sides, [&](const node& at, const std::string& side) {
    auto& rights = x.believed.emplace_back(side, strategy::by_id<std::string>{}).second;
    r.each_member(at, "an object of sides by domain", nullptr, [&](const node& who, const std::string& domain) {
      if (who.value.is_null()) {
        rights.emplace_back(domain, std::string{});
      } else if (const std::string* id = r.id(who)) {
        rights.emplace_back(domain, *id);
      }
    });
  });
  r.read_all(n, "log", "a list of decisions", x.log, [&](const node& at, strategy::decision& d) {
    r.check_keys(at, {"domain", "by", "asked", "decided", "escalated", "reason"});
    r.read_id(at, "domain", d.domain);
    r.read(at, "by", d.by);
    r.read(at, "asked", d.asked);
    r.read(at, "decided", d.decided);
    r.read(at, "escalated", d.escalated);
    r.read(at, "reason", d.reason);
  });
}

namespace {

/// Numbers by measure. Calls `put(position, number)`, of which none is a number that cannot be read.
template <class Put>
void read_by_measure(reader& r, const node& n, const id_index& measures, const Put& put) {
  r.each_member(n, "an object of numbers by measure", &measures, [&](const node& at, const std::string& measure) {
    if (const auto m = r.find(measures, measure, at.path)) put(*m, r.number(at));
  });
}

void read_side_measures(reader& r, const node& n, std::string_view key, const id_index& measures,
                        std::vector<strategy::side_measures>& out) {
  r.each_member(n, key, "an object by side", &r.sides, [&](const node& at, const std::string& side) {
    auto& values = out.emplace_back(strategy::side_measures{side}).values;
    values.resize(measures.names.size());
    read_by_measure(r, at, measures, [&](std::size_t m, std::optional<double> x) { values[m] = x; });
  });
}

void read_trade_off(reader& r, const node& n, strategy::trade_off& x) {
  r.check_keys(n, {"id", "name", "measures", "options", "limits", "weights", "chosen", "decided_by", "decided"});
  r.read_id(n, "id", x.id);
  r.read(n, "name", x.name);
  const bool needed = n.value.find("options") || n.value.find("limits") || n.value.find("weights");
  id_index measures{{}, {}, "measure"};
  if (const auto given = r.member(n, "measures", needed, "the measures of the options")) {
    r.each_member(*given, "an object of \"lower\" or \"higher\" by measure", nullptr,
                  [&](const node& at, const std::string& id) {
                    // A key that stands twice has been told.
                    if (!measures.position.emplace(id, x.measures.size()).second) return;
                    measures.names.push_back(id);
                    x.measures.push_back({id, r.choice(at, {"lower", "higher"}).value_or(0) == 0});
                  });
    // Without measures there is nothing that numbers could be about.
    if (given->value.as_object()) {
      r.each_member(n, "options", "an object of options", nullptr, [&](const node& at, const std::string& id) {
        auto& values = x.options.emplace_back(strategy::option{id}).values;
        values.resize(x.measures.size(), std::numeric_limits<double>::quiet_NaN());
        read_by_measure(r, at, measures, [&](std::size_t m, std::optional<double> y) { values[m] = y.value_or(0.0); });
      });
      read_side_measures(r, n, "limits", measures, x.limits);
      read_side_measures(r, n, "weights", measures, x.weights);
    }
  }
  r.read_id_or_null(n, "chosen", x.chosen);
  r.read(n, "decided_by", x.decided_by);
  r.read(n, "decided", x.decided);
}

}  // namespace

void read_trade_offs(reader& r, const node& n) {
  r.read_all(n, "a list", r.parts.strategy.trade_offs.emplace(),
             [&](const node& at, strategy::trade_off& x) { read_trade_off(r, at, x); });
}

void read_waivers(reader& r, const node& n) {
  r.read_all(n, "a list", r.parts.strategy.waivers, [&](const node& at, strategy::waiver& x) {
    r.check_keys(at, {"rule", "subjects", "by", "reason", "until"});
    r.read_id(at, "rule", x.rule);
    static_cast<void>(r.member(at, "subjects", true, "the subjects of the finding"));
    r.read(at, "subjects", x.subjects);
    r.read(at, "by", x.by);
    r.read(at, "reason", x.reason);
    r.read(at, "until", x.until);
  });
}

}  // namespace coalign::io
