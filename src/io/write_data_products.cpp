// SPDX-License-Identifier: Apache-2.0
#include "write_strategy.hpp"

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

/// How many there are of a kind, and how many of these are in the way.
value part_of(std::size_t all, const char* key, value bad) {
  object out;
  out.emplace_back("count", count(all));
  out.emplace_back(key, std::move(bad));
  return out;
}

value friction_document(const strategy::data_product_result& x) {
  object out;
  out.emplace_back("one_owner", x.one_owner);
  out.emplace_back("longest_wait_days", number(x.longest_wait_days));
  out.emplace_back("longest_wait", id_or_null(x.longest_wait));
  out.emplace_back("greatest_risk", number(x.greatest_risk));
  out.emplace_back("definitions", part_of(x.definitions, "not_accepted", count(x.definitions_not_accepted)));
  out.emplace_back("quality", part_of(x.measures, "below", count(x.measures_below)));
  out.emplace_back("segments", part_of(x.segments, "not_served", count(x.segments_not_served)));
  out.emplace_back("obligations", part_of(x.obligations, "not_met", texts(x.obligations_not_met)));
  return out;
}

}  // namespace

json::value data_products_document(const std::vector<strategy::data_product_result>& found) {
  array out;
  for (const strategy::data_product_result& x : found) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("rank", count(x.rank));
    item.emplace_back("blocked", texts(x.blocked));
    item.emplace_back("blocked_cost", x.blocked_cost.value());
    item.emplace_back("friction", friction_document(x));
    out.emplace_back(std::move(item));
  }
  return out;
}

}  // namespace coalign::io
