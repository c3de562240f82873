// SPDX-License-Identifier: Apache-2.0
/// @file
/// Reasons: the largest contributions to a gap, as sentences.
#pragma once

#include <coalign/assess/message.hpp>
#include <coalign/compare/group.hpp>
#include <coalign/compare/pair.hpp>
#include <coalign/core/catalog.hpp>
#include <coalign/core/order.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace coalign {

/// Why two sides are apart: one item of one block.
struct reason {
  std::string key{};  ///< names the template: priority, goal, direction, horizon, risk, appetite
  coalign::block block = coalign::block::metric;
  std::string subject{};  ///< id of the metric, of the boundary ("week|month") or of the risk
  std::string side{};     ///< the side that gives it more; empty at a tie
  double contribution = 0.0;
  arguments args{};
  std::string message{};
};

namespace detail {

/// A target as people write it, with its unit: "8 findings", "18 to 22".
[[nodiscard]] inline std::string target_text(const goal& g, const std::string& unit) {
  if (!g.stated) return "none";
  std::string text = as_typed(g.target.low);
  if (!g.target.is_point()) text += " to " + as_typed(g.target.high);
  return unit.empty() ? text : unit == "%" ? text + unit : text + ' ' + unit;
}

/// "more" and "less" arguments of two values: the larger first.
inline void put_more(arguments& args, const std::array<double, 2>& values, const side& a, const side& b,
                     const std::string& what, double factor) {
  const std::size_t more = values[1] > values[0] ? 1 : 0;
  const std::array<const side*, 2> sides{&a, &b};
  args.push_back({"more", sides[more]->label()});
  args.push_back({"more_" + what, values[more] * factor});
  args.push_back({"less", sides[1 - more]->label()});
  args.push_back({"less_" + what, values[1 - more] * factor});
}

[[nodiscard]] inline reason explain_metric(const metric_item& x, const metric& m, const goal& first, const goal& second,
                                           const side& a, const side& b) {
  reason r{.block = block::metric, .subject = x.id, .side = x.more, .contribution = x.contribution};
  r.args.push_back({"metric", m.label()});
  if (x.goal_gap > x.priority_gap) {
    r.key = x.opposite ? "direction" : "goal";
    r.args.push_back({"first", a.label()});
    r.args.push_back({"second", b.label()});
    if (x.opposite) {
      r.args.push_back({"first_direction", std::string(direction_name(first.better))});
      r.args.push_back({"second_direction", std::string(direction_name(second.better))});
    } else {
      r.args.push_back({"first_target", target_text(first, m.unit)});
      r.args.push_back({"second_target", target_text(second, m.unit)});
    }
  } else {
    r.key = "priority";
    put_more(r.args, x.priorities, a, b, "points", 100.0);
  }
  return r;
}

/// One item in words: where two sides are apart on it.
[[nodiscard]] inline reason explain_item(block b, std::size_t index, const pair& p, const catalog& c, const side& first,
                                         const side& second) {
  if (b == block::metric) {
    return explain_metric(p.metric->items[index], c.metrics[index], first.goals()[index], second.goals()[index], first,
                          second);
  }
  if (b == block::horizon) {
    const horizon_item& item = p.horizon->items[index];
    reason r{.key = "horizon", .block = b, .subject = item.id, .side = item.more, .contribution = item.contribution};
    r.args.push_back({"horizon", c.horizons[index].label()});
    put_more(r.args, item.beyond, first, second, "points", 100.0);
    return r;
  }
  const risk_item& item = p.risk->items[index];
  reason r{.key = "risk", .block = b, .subject = item.id, .side = item.more, .contribution = item.contribution};
  r.args.push_back({"risk", c.risks[index].label()});
  const bool by_appetite = item.appetites && hausdorff((*item.appetites)[0], (*item.appetites)[1]) >
                                                 std::abs(item.severities[0] - item.severities[1]);
  if (by_appetite) {
    r.key = "appetite";
    r.args.push_back({"first", first.label()});
    r.args.push_back({"first_appetite", (*item.appetites)[0].high});
    r.args.push_back({"second", second.label()});
    r.args.push_back({"second_appetite", (*item.appetites)[1].high});
  } else {
    put_more(r.args, item.severities, first, second, "severity", 1.0);
  }
  return r;
}

/// An item that could be a reason.
struct candidate {
  coalign::block block;
  std::size_t index;
  double contribution;
  bool leads;  ///< the largest of its block
};

/// The items to tell, `contributions` a list for each block: the largest of each block first, then the rest, each by
/// contribution. What proportional points leave by rounding is no reason.
[[nodiscard]] inline std::vector<candidate> worth_telling(
    const std::array<std::vector<double>, block_count>& contributions, std::size_t metrics, std::size_t top) {
  std::vector<candidate> all;
  const double rounding = 4.0 * static_cast<double>(metrics) * std::numeric_limits<double>::epsilon();
  for (std::size_t b = 0; b < block_count; ++b) {
    std::size_t best = all.size();
    for (std::size_t i = 0; i < contributions[b].size(); ++i) {
      if (!(contributions[b][i] > rounding)) continue;
      all.push_back({static_cast<block>(b), i, contributions[b][i], false});
      if (all.back().contribution > all[best].contribution) best = all.size() - 1;
    }
    if (best < all.size()) all[best].leads = true;
  }
  std::vector<candidate> chosen;
  for (const std::size_t i : order_by(all.size(), [&](std::size_t x, std::size_t y) {
         return all[x].leads != all[y].leads ? all[x].leads : all[x].contribution > all[y].contribution;
       })) {
    if (chosen.size() < top) chosen.push_back(all[i]);
  }
  return chosen;
}

}  // namespace detail

/// The reasons of a pair: the largest item of each block first, then the rest, each by contribution; items that add
/// nothing are left out. @param top how many at most. O(items log items).
[[nodiscard]] inline std::vector<reason> explain(const pair& p, const catalog& c, const side& a, const side& b,
                                                 std::size_t top = 3) {
  std::array<std::vector<double>, block_count> contributions;
  const auto add = [&](block which, const auto& items) {
    for (const auto& x : items) contributions[static_cast<std::size_t>(which)].push_back(x.contribution);
  };
  if (p.metric) add(block::metric, p.metric->items);
  if (p.horizon) add(block::horizon, p.horizon->items);
  if (p.risk) add(block::risk, p.risk->items);
  std::vector<reason> reasons;
  for (const detail::candidate& x : detail::worth_telling(contributions, c.metrics.size(), top)) {
    reason& r = reasons.emplace_back(detail::explain_item(x.block, x.index, p, c, a, b));
    r.message = render(reason_template(r.key), r.args);
  }
  return reasons;
}

/// The reasons of a group: as for a pair, on its items, in words about the pair that is furthest apart on each.
/// @param pair_at gives the comparison at an index; @param sides_of its two sides
template <class PairAt, class SidesOf>
[[nodiscard]] std::vector<reason> explain(const group& g, const catalog& c, const PairAt& pair_at,
                                          const SidesOf& sides_of, std::size_t top) {
  std::array<std::vector<double>, block_count> contributions;
  for (std::size_t b = 0; b < block_count; ++b) {
    for (const group_item& x : g.items[b]) contributions[b].push_back(x.contribution);
  }
  std::vector<reason> reasons;
  for (const detail::candidate& x : detail::worth_telling(contributions, c.metrics.size(), top)) {
    const std::size_t at = g.items[static_cast<std::size_t>(x.block)][x.index].furthest;
    const auto [a, b] = sides_of(at);
    reason& r = reasons.emplace_back(detail::explain_item(x.block, x.index, pair_at(at), c, *a, *b));
    r.contribution = x.contribution;
    r.message = render(reason_template(r.key), r.args);
  }
  return reasons;
}

}  // namespace coalign
