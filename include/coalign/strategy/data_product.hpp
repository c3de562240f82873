// SPDX-License-Identifier: Apache-2.0
/// @file
/// Data products: where each is hard to use, and what waits for it.
#pragma once

#include <coalign/core/order.hpp>
#include <coalign/strategy/roadmap_graph.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace coalign::strategy {

/// The friction of one data product: what there is of each kind, never added up, since a day of waiting and a segment
/// that is not served have no common unit.
struct data_product_result {
  std::string id;
  std::size_t rank = 0;  ///< 1 where most waits for it

  ids blocked{};         ///< the items that it blocks, then all that these serve, each in the order of the roadmap
  money blocked_cost{};  ///< of these items

  std::optional<double> longest_wait_days{};  ///< of its audiences; none where no wait is stated
  std::string longest_wait{};                 ///< the audience that waits so long
  std::optional<double> greatest_risk{};      ///< of its audiences, 0..1; none where no risk is stated
  bool one_owner = false;                     ///< exactly one, and not `shared`

  std::size_t definitions = 0;
  std::size_t definitions_not_accepted = 0;  ///< by one side at least
  std::size_t measures = 0;                  ///< of quality, with a value and a threshold
  std::size_t measures_below = 0;            ///< their thresholds
  std::size_t segments = 0;
  std::size_t segments_not_served = 0;
  std::size_t obligations = 0;
  ids obligations_not_met{};
};

namespace detail {

/// What each data product blocks, through one reading of the roadmap.
class blocked_items {
 public:
  explicit blocked_items(const setting& s)
      : items_(s.given.roadmap ? *s.given.roadmap : none_), place_(items_), graph_(items_), seen_(items_.size(), 0) {}

  void add_to(data_product_result& out, const data_product& x) {
    ++product_;
    std::vector<std::size_t> queue;
    const auto see = [&](std::size_t i) {
      if (seen_[i] == product_) return;
      seen_[i] = product_;
      queue.push_back(i);
    };
    for (const std::string& id : x.blocks) {
      if (const auto i = place_(id)) see(*i);
    }
    const auto direct = static_cast<std::ptrdiff_t>(queue.size());
    for (std::size_t next = 0; next < queue.size(); ++next) {
      for (const std::size_t j : graph_.serves(queue[next])) see(j);
    }
    std::sort(queue.begin(), queue.begin() + direct);
    std::sort(queue.begin() + direct, queue.end());
    for (const std::size_t i : queue) {
      out.blocked.push_back(items_[i].id);
      out.blocked_cost += items_[i].cost.value_or(money());
    }
  }

 private:
  std::vector<roadmap_item> none_{};
  const std::vector<roadmap_item>& items_;
  roadmap_index place_;
  roadmap_graph graph_;
  std::vector<std::size_t> seen_;  // the last product that blocks an item
  std::size_t product_ = 0;
};

[[nodiscard]] inline bool falls_short(const data_quality& q) { return q.value && q.at_least && *q.value < *q.at_least; }

/// The obligations of a data product that are not met.
[[nodiscard]] inline ids unmet_obligations(const data_product& x) {
  ids out;
  for (const std::string& o : x.obligations) {
    if (!contains(x.met, o)) out.push_back(o);
  }
  return out;
}

/// Whether one names who answers: that all do is no answer.
[[nodiscard]] inline bool has_one_owner(const data_product& x) {
  return x.owners.size() == 1 && x.owners.front() != shared;
}

[[nodiscard]] inline data_product_result friction_of(const data_product& x, const setting& s) {
  data_product_result out{.id = x.id};
  out.one_owner = has_one_owner(x);
  for (const data_access& a : x.access) {
    if (a.wait_days && !(out.longest_wait_days >= a.wait_days)) {
      out.longest_wait_days = a.wait_days;
      out.longest_wait = a.audience;
    }
    if (a.risk && !(out.greatest_risk >= a.risk)) out.greatest_risk = a.risk;
  }
  out.definitions = x.definitions.size();
  for (const auto& [term, accepted_by] : x.definitions) {
    out.definitions_not_accepted += s.sides_missing(accepted_by).empty() ? 0 : 1;
  }
  for (const data_quality& q : x.quality) {
    out.measures += q.value && q.at_least ? 1 : 0;
    out.measures_below += falls_short(q) ? 1 : 0;
  }
  out.segments = x.segments.size();
  for (const data_segment& segment : x.segments) out.segments_not_served += segment.served ? 0 : 1;
  out.obligations = x.obligations.size();
  out.obligations_not_met = unmet_obligations(x);
  return out;
}

}  // namespace detail

/// The friction of each data product, in the order of the document, and its rank by what it blocks: the cost of the
/// items that wait for it and of all that these serve up to the North Star, each counted once; then how many they are;
/// then the longest wait of its audiences; then the order of the document.
/// Cost: O(items + links) of the roadmap for each product.
[[nodiscard]] inline std::vector<data_product_result> assess_data_products(const std::vector<data_product>& given,
                                                                           const setting& s) {
  std::vector<data_product_result> out;
  detail::blocked_items blocked(s);
  for (const data_product& x : given) blocked.add_to(out.emplace_back(detail::friction_of(x, s)), x);
  const auto size = [&](std::size_t i) {
    return std::tuple(out[i].blocked_cost, out[i].blocked.size(), out[i].longest_wait_days.value_or(0.0));
  };
  const auto order = order_by(out.size(), [&](std::size_t i, std::size_t j) { return size(i) > size(j); });
  for (std::size_t r = 0; r < order.size(); ++r) out[order[r]].rank = r + 1;
  return out;
}

}  // namespace coalign::strategy
