// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_sections.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_deadlocks = 5;
constexpr std::size_t most_steps = 6;
constexpr std::size_t most_first = 3;  // metrics of the mean answer

/// The largest of each matter first, so that a few lines name many: the same may lie between many pairs.
std::vector<std::size_t> by_matter(const std::vector<deadlock_entry>& all) {
  const auto same = [&](std::size_t i, std::size_t j) {
    return all[i].found.kind == all[j].found.kind && all[i].found.subject == all[j].found.subject;
  };
  std::vector<std::size_t> first, rest;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto before = std::find_if(first.begin(), first.end(), [&](std::size_t j) { return same(i, j); });
    if (before == first.end()) {
      first.push_back(i);
    } else if (all[i].found.size > all[*before].found.size) {
      rest.push_back(std::exchange(*before, i));
    } else {
      rest.push_back(i);
    }
  }
  std::sort(rest.begin(), rest.end());
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

void write_deadlocks(report_writer& out) {
  const auto& all = out.found().actions.deadlocks;
  if (all.empty()) return;
  out.blank();
  out.title(out.words("escalate_head"), out.words("escalate_note"));
  const auto order = by_matter(all);
  for (std::size_t k = 0; k < std::min(order.size(), most_deadlocks); ++k) {
    const deadlock_entry& x = all[order[k]];
    std::string text = cut(printable(x.message), most_of_text);
    if (!x.found.robust) text += " " + std::string(out.words("escalate_not_robust"));
    out.wrapped(text, "  - ", 4);
  }
  if (order.size() > most_deadlocks) {
    out.say("escalate_more", {{"count", static_cast<double>(order.size() - most_deadlocks)}}, "  - ", 4);
  }
}

void write_plan(report_writer& out) {
  const auto& p = out.found().actions.plan;
  if (!p || p->status == errc::missing) return;
  out.blank();
  const double now = out.found().group.index();
  if (p->steps.empty() && p->reached()) {
    return out.head(out.words("plan_head"), "plan_there", {{"index", now}, {"wanted", p->wanted}});
  }
  const auto [from, wanted] = told_apart(now, p->wanted);
  out.title(out.words("plan_head"), out.filled("plan_note", {{"from", from}, {"wanted", wanted}}));
  write_steps(out, *p, most_steps);
  if (!p->reached()) write_obstacles(out, *p);
}

/// What the mean answer puts first.
std::string first_of(const report_writer& out, const weights& mean) {
  const auto order = order_by(mean.size(), [&](std::size_t i, std::size_t j) { return mean[i] > mean[j]; });
  std::string list;
  for (std::size_t k = 0; k < std::min(order.size(), most_first) && mean[order[k]] > 0.0; ++k) {
    list += (k > 0 ? ", " : "") +
            out.filled("consensus_item", {{"metric", out.metric_name(order[k])}, {"points", 100.0 * mean[order[k]]}});
  }
  return list;
}

void write_consensus(report_writer& out) {
  const action_section& actions = out.found().actions;
  const block_consensus& told = actions.metric.least_movement ? actions.metric : actions.horizon;
  const auto& least = told.least_movement;
  const bool majority = least && least->majority >= 0;
  const auto name = [&](std::size_t k) { return out.side_name(told.sides[k]); };
  const auto pool = out.one_pair() ? std::nullopt : actions.metric.linear_pool;
  if (!pool && !majority) return;
  out.blank();
  const std::string_view head = out.words("consensus_head");
  if (pool) {
    const auto most =
        static_cast<std::size_t>(std::max_element(pool->costs.begin(), pool->costs.end()) - pool->costs.begin());
    out.head(head, "consensus",
             {{"list", first_of(out, pool->weights)},
              {"who", out.side_name(actions.metric.sides[most])},
              {"points", 100.0 * pool->costs[most]}});
  }
  if (!majority) return;
  const arguments args{{"who", name(static_cast<std::size_t>(least->majority))}};
  if (pool) {
    out.say("consensus_majority", args, "  ");
  } else {
    out.head(head, out.one_pair() ? "consensus_majority_two" : "consensus_majority", args);
  }
}

}  // namespace

void write_actions(report_writer& out) {
  write_deadlocks(out);
  write_plan(out);
  write_consensus(out);
}

}  // namespace coalign::io
