// SPDX-License-Identifier: Apache-2.0
// Decision rights in the assessment document.
#include "write_strategy.hpp"

#include <utility>

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

value latency_document(const strategy::latency& x) {
  if (x.decisions == 0) return nullptr;
  object out;
  out.emplace_back("decisions", count(x.decisions));
  out.emplace_back("decided", count(x.decided));
  out.emplace_back("open", count(x.open));
  out.emplace_back("escalated", count(x.escalated));
  out.emplace_back("mean_days", number(x.mean));
  out.emplace_back("median_days", number(x.median));
  out.emplace_back("longest_days", number(x.longest));
  out.emplace_back("longest_open_days", number(x.longest_open));
  return out;
}

/// As the rights state it: one side, several, or nobody.
value deciding_side(const strategy::ids& sides) {
  if (sides.empty()) return nullptr;
  return sides.size() == 1 ? value(sides.front()) : texts(sides);
}

value raci_document(const std::vector<strategy::raci_row>& rows) {
  array out;
  for (const strategy::raci_row& row : rows) {
    object letters;
    for (const auto& [id, text] : row.letters) letters.emplace_back(id, text);
    object entry;
    entry.emplace_back("domain", row.domain);
    entry.emplace_back("letters", std::move(letters));
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace

json::value decision_rights_document(const strategy::decision_rights_result& found) {
  array domains;
  for (const strategy::domain_result& d : found.domains) {
    object entry;
    entry.emplace_back("domain", d.rights.domain);
    entry.emplace_back("kind", strategy::domain_kind_names[static_cast<std::size_t>(d.kind)]);
    entry.emplace_back("side", deciding_side(d.rights.sides));
    entry.emplace_back("consulted", texts(d.rights.consulted));
    entry.emplace_back("arbiter", id_or_null(d.rights.arbiter));
    entry.emplace_back("latency", latency_document(d.latency));
    domains.emplace_back(std::move(entry));
  }
  object out;
  out.emplace_back("arbiter", id_or_null(found.arbiter));
  out.emplace_back("domains", std::move(domains));
  out.emplace_back("raci", raci_document(found.raci));
  out.emplace_back("latency", latency_document(found.latency));
  out.emplace_back("not_covered", texts(found.not_covered));
  return out;
}

}  // namespace coalign::io
