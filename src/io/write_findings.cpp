// SPDX-License-Identifier: Apache-2.0
// Findings in the assessment document.
#include "write_strategy.hpp"

#include <string>
#include <utility>
#include <variant>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

struct fact_document {
  value operator()(double x) const { return x; }
  value operator()(const std::string& x) const { return x; }
  value operator()(money x) const { return x.value(); }
  value operator()(date x) const { return date_text(x); }
  value operator()(const strategy::named_one& x) const { return x.id; }
  value operator()(const strategy::named_domain& x) const { return x.id; }
  value operator()(const strategy::named& x) const { return texts(x.ids); }
  value operator()(const strategy::worded& x) const { return texts(x.keys); }
  value operator()(const strategy::worded_one& x) const { return x.key; }
};

}  // namespace

value findings_document(const assessment& a) {
  array out;
  for (const strategy::finding& f : a.findings) {
    object evidence;
    for (const auto& [name, fact] : f.found.evidence) evidence.emplace_back(name, std::visit(fact_document{}, fact));
    object entry;
    entry.emplace_back("id", hex(f.id));
    entry.emplace_back("rule", f.rule);
    entry.emplace_back("state", f.waiver ? "waived" : "open");
    entry.emplace_back("paths", texts(f.found.paths));
    entry.emplace_back("level", strategy::level_names[static_cast<std::size_t>(f.level)]);
    entry.emplace_back("subjects", texts(f.found.subjects));
    entry.emplace_back("side", f.found.side);
    entry.emplace_back("evidence", std::move(evidence));
    entry.emplace_back("money", f.found.money ? value(f.found.money->value()) : value(nullptr));
    entry.emplace_back("message", f.message);
    entry.emplace_back("action", f.action);
    entry.emplace_back("waiver", f.waiver ? value("/waivers/" + std::to_string(*f.waiver)) : value(nullptr));
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace coalign::io
