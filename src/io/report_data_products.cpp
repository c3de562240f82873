// SPDX-License-Identifier: Apache-2.0
#include "report_strategy.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_products = 8;

/// What is in the way of one data product.
std::string friction(const report_writer& out, const strategy::data_product_result& x) {
  std::string list;
  const auto add = [&](std::string_view key, const arguments& args) {
    if (!list.empty()) list += ", ";
    list += out.filled(key, args);
  };
  const auto part = [&](std::string_view key, std::size_t bad, std::size_t all) {
    if (bad > 0) add(key, {{"count", static_cast<double>(bad)}, {"all", static_cast<double>(all)}});
  };
  if (x.blocked_cost > money()) {
    add("data_products_blocks_cost",
        {{"count", static_cast<double>(x.blocked.size())}, {"cost", out.amount(x.blocked_cost)}});
  } else {
    part("data_products_blocks", x.blocked.size(), x.blocked.size());
  }
  if (!x.one_owner) add("data_products_owner", {});
  if (x.longest_wait_days.value_or(0.0) > 0.0)
    add("data_products_wait", {{"days", *x.longest_wait_days}, {"audience", out.label(x.longest_wait)}});
  if (x.greatest_risk.value_or(0.0) > 0.0) add("data_products_risk", {{"risk", *x.greatest_risk}});
  part("data_products_definitions", x.definitions_not_accepted, x.definitions);
  part("data_products_quality", x.measures_below, x.measures);
  part("data_products_segments", x.segments_not_served, x.segments);
  part("data_products_obligations", x.obligations_not_met.size(), x.obligations);
  if (list.empty()) add("data_products_smooth", {});
  return list;
}

}  // namespace

void write_data_products(report_writer& out) {
  const auto& all = out.found().strategy.data_products;
  out.title(out.words("data_products_head"), all.size() > 1 ? out.words("data_products_note") : "");
  if (all.empty()) return out.say("data_products_none", {}, "  ");
  const auto order = order_by(all.size(), [&](std::size_t i, std::size_t j) { return all[i].rank < all[j].rank; });
  for (std::size_t k = 0; k < std::min(order.size(), most_products); ++k) {
    const strategy::data_product_result& x = all[order[k]];
    out.say("data_products_row", {{"product", out.label(x.id)}, {"list", friction(out, x)}}, "  ", 4);
  }
  say_rest(out, order.size(), most_products, "  ");
}

}  // namespace coalign::io
