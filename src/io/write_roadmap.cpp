// SPDX-License-Identifier: Apache-2.0
#include "write_strategy.hpp"

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

value tie_back_document(const std::optional<strategy::tie_back>& t) {
  if (!t) return nullptr;
  object out;
  out.emplace_back("item_share", number(t->item_share()));
  out.emplace_back("cost_share", number(t->cost_share()));
  out.emplace_back("items", count(t->items));
  out.emplace_back("items_tied", count(t->items_tied));
  out.emplace_back("cost", t->cost.value());
  out.emplace_back("cost_tied", t->cost_tied.value());
  out.emplace_back("untied", texts(t->untied));
  return out;
}

value critical_path_document(const std::optional<strategy::critical_path_result>& path) {
  if (!path) return nullptr;
  object out;
  out.emplace_back("items", texts(path->items));
  out.emplace_back("start", date_text(path->start));
  out.emplace_back("end", date_text(path->end));
  out.emplace_back("days", path->days);
  return out;
}

value spend_document(const strategy::roadmap_result& found) {
  array sides;
  for (const strategy::side_spend& x : found.spend) {
    object item;
    item.emplace_back("side", x.side);
    item.emplace_back("items", count(x.items));
    item.emplace_back("cost", x.cost.value());
    sides.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("sides", std::move(sides));
  out.emplace_back("unassigned", found.unassigned.value());
  return out;
}

value rhythm_document(const strategy::roadmap_result& found) {
  array sides;
  for (const strategy::side_rhythm& x : found.rhythm) {
    object item;
    item.emplace_back("side", x.side);
    item.emplace_back("work", count(x.work));
    item.emplace_back("days_ahead", number(x.days_ahead));
    item.emplace_back("work_days", number(x.work_days));
    item.emplace_back("gap", number(x.gap));
    sides.emplace_back(std::move(item));
  }
  array cadence;
  for (const strategy::cadence_gap& x : found.cadence) {
    object item;
    item.emplace_back("sides", texts(std::array{x.first, x.second}));
    item.emplace_back("days", two({x.first_days, x.second_days}));
    item.emplace_back("gap", x.gap);
    cadence.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("sides", std::move(sides));
  out.emplace_back("cadence", std::move(cadence));
  return out;
}

}  // namespace

json::value roadmap_document(const strategy::roadmap_result& found) {
  array cycles;
  for (const strategy::ids& cycle : found.cycles) cycles.emplace_back(texts(cycle));
  array requests;
  for (const strategy::request_wait& x : found.requests) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("by", id_or_null(x.by));
    item.emplace_back("of", id_or_null(x.of));
    item.emplace_back("open", x.open);
    item.emplace_back("days", number(x.days));
    requests.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("tie_back", tie_back_document(found.tie_back));
  out.emplace_back("cycles", std::move(cycles));
  out.emplace_back("critical_path", critical_path_document(found.critical_path));
  out.emplace_back("spend", spend_document(found));
  out.emplace_back("rhythm", rhythm_document(found));
  out.emplace_back("requests", std::move(requests));
  return out;
}

}  // namespace coalign::io
