// SPDX-License-Identifier: Apache-2.0
#include "write_strategy.hpp"

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

value amount(const std::optional<money>& x) { return x ? x->value() : no_number; }

value links(const std::vector<strategy::data_link>& list) {
  array out;
  for (const strategy::data_link& x : list) {
    object item;
    item.emplace_back("tool", x.tool);
    item.emplace_back("data", x.data);
    out.emplace_back(std::move(item));
  }
  return out;
}

value map_document(const std::vector<strategy::portfolio_cell>& cells) {
  array out;
  for (const strategy::portfolio_cell& x : cells) {
    object item;
    item.emplace_back("layer", id_or_null(x.layer));
    item.emplace_back("owner", id_or_null(x.owner));
    item.emplace_back("tools", texts(x.tools));
    item.emplace_back("cost", amount(x.cost));
    out.emplace_back(std::move(item));
  }
  return out;
}

value overlap_document(const std::vector<strategy::purpose_overlap>& list) {
  array out;
  for (const strategy::purpose_overlap& x : list) {
    object item;
    item.emplace_back("purpose", x.purpose);
    item.emplace_back("tools", texts(x.tools));
    item.emplace_back("cost", amount(x.cost));
    out.emplace_back(std::move(item));
  }
  return out;
}

value cover_document(const strategy::portfolio_cover& x) {
  object out;
  out.emplace_back("cost", amount(x.cost));
  out.emplace_back("tools", texts(x.tools));
  out.emplace_back("optimal", x.optimal);
  out.emplace_back("bound", amount(x.bound));
  out.emplace_back("uncovered", texts(x.uncovered));
  return out;
}

value lost_document(const strategy::portfolio_loss& x) {
  object out;
  out.emplace_back("needs", texts(x.needs));
  out.emplace_back("needs_cost", amount(x.needs_cost));
  out.emplace_back("purposes", texts(x.purposes));
  out.emplace_back("gives", texts(x.gives));
  out.emplace_back("links", links(x.links));
  return out;
}

value standardise_document(const std::vector<strategy::standard_tool>& list) {
  array out;
  for (const strategy::standard_tool& x : list) {
    object item;
    item.emplace_back("purpose", x.purpose);
    item.emplace_back("keep", id_or_null(x.keep));
    item.emplace_back("retire", texts(x.retire));
    item.emplace_back("saving", amount(x.saving));
    out.emplace_back(std::move(item));
  }
  return out;
}

value waste_document(const std::vector<strategy::wasted_tool>& list) {
  array out;
  for (const strategy::wasted_tool& x : list) {
    object item;
    item.emplace_back("tool", x.tool);
    item.emplace_back("cost", amount(x.cost));
    out.emplace_back(std::move(item));
  }
  return out;
}

value exposure_document(const std::vector<strategy::tool_exposure>& list) {
  array out;
  for (const strategy::tool_exposure& x : list) {
    object risk, item;
    for (std::size_t r = 0; r < x.risk.size(); ++r) {
      risk.emplace_back(strategy::tool_risk_names[r], number(x.risk[r]));
    }
    item.emplace_back("tool", x.tool);
    item.emplace_back("risk", std::move(risk));
    item.emplace_back("cost", amount(x.cost));
    item.emplace_back("above", texts(x.above));
    out.emplace_back(std::move(item));
  }
  return out;
}

value brakes_document(const std::vector<strategy::manual_brake>& list) {
  array out;
  for (const strategy::manual_brake& x : list) {
    object item;
    item.emplace_back("tool", x.tool);
    item.emplace_back("hours_per_month", x.hours);
    out.emplace_back(std::move(item));
  }
  return out;
}

}  // namespace

value tech_portfolio_document(const strategy::tech_portfolio_result& found) {
  object out;
  out.emplace_back("needs", texts(found.needs));
  out.emplace_back("needs_stated", found.needs_stated);
  out.emplace_back("cost", amount(found.cost));
  out.emplace_back("unpriced", texts(found.unpriced));
  out.emplace_back("map", map_document(found.map));
  out.emplace_back("overlap", overlap_document(found.overlap));
  out.emplace_back("cover", cover_document(found.cover));
  out.emplace_back("saving", amount(found.saving));
  out.emplace_back("lost", lost_document(found.lost));
  out.emplace_back("do_not_buy", texts(found.do_not_buy));
  out.emplace_back("standardise", standardise_document(found.standardise));
  out.emplace_back("waste", waste_document(found.waste));
  out.emplace_back("waste_cost", amount(found.waste_cost));
  out.emplace_back("missing_links", links(found.missing_links));
  out.emplace_back("exposure", exposure_document(found.exposure));
  out.emplace_back("manual_brakes", brakes_document(found.manual_brakes));
  return out;
}

}  // namespace coalign::io
