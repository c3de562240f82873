// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"

#include <algorithm>
#include <cmath>

namespace coalign::io {

namespace {

/// The gaps of the blocks that are there, in one line.
struct gap_line {
  const std::array<double, block_count>& blocks;
  const std::array<double, block_count>& omega;
  double priority = 0.0;
  std::optional<double> goal{};  ///< none where targets were not compared

  void write(report_writer& out) const {
    std::string line;
    const auto add = [&](block b, std::string_view key, const arguments& args) {
      if (std::isnan(blocks[static_cast<std::size_t>(b)])) return;
      std::string text = out.filled(key, args);
      if (omega[static_cast<std::size_t>(b)] == 0.0) text = out.filled("no_weight", {{"gap", text}});
      line += (line.empty() ? "" : ", ") + text;
    };
    if (goal) {
      add(block::metric, "gap_metric", {{"gap", blocks[0]}, {"priority", priority}, {"goal", *goal}});
    } else {
      add(block::metric, "gap_priority", {{"gap", blocks[0]}});
    }
    add(block::horizon, "gap_horizon", {{"gap", blocks[1]}});
    add(block::risk, "gap_risk", {{"gap", blocks[2]}});
    out.say("gaps", {{"gaps", line}});
  }
};

void write_convention(report_writer& out, const std::array<double, block_count>& blocks, const interval& range) {
  if (std::count_if(blocks.begin(), blocks.end(), [](double x) { return !std::isnan(x); }) < 2) return;
  const auto& w = out.found().model.policy().weights;
  out.say(w[0] == w[1] && w[1] == w[2] ? "convention_equal" : "convention", {{"low", range.low}, {"high", range.high}});
}

/// All who answer on priorities, in words.
std::string all_who_answer(const report_writer& out) {
  const std::size_t all = out.found().answering.size();
  return out.filled(all == out.found().model.sides().size() ? "all_sides" : "all_answering",
                    {{"count", static_cast<double>(all)}});
}

/// How many sides make a metric a shared one, in words.
std::string sharers(const report_writer& out) {
  const std::size_t least = out.found().model.policy().shared_by;
  if (least == 0 || least >= out.found().answering.size()) return all_who_answer(out);
  return out.filled("some_sides", {{"count", static_cast<double>(least)}});
}

}  // namespace

void write_gaps(report_writer& out, const pair_context& p) {
  const pair& x = p.x;
  if (std::isnan(x.gap())) return;
  gap_line line{x.gaps.blocks, x.omega};
  if (const auto& m = x.metric) {
    line.priority = m->priority_gap;
    if (m->goal_gap && m->goal_coverage > 0.0) line.goal = m->goal_gap;
  }
  line.write(out);
  write_convention(out, x.gaps.blocks, x.weight_range);
  if (p.found.chance[0] && x.metric) {
    out.say("chance", {{"chance", *p.found.chance[0]}, {"gap", x.metric->priority_gap}});
  }
  if (p.found.opinions && p.found.opinions->kendall_tau_b)
    out.say("rank_agreement", {{"tau", *p.found.opinions->kendall_tau_b}});
  if (x.coverage < 1.0) out.say("coverage_blocks", {{"share", 100.0 * x.coverage}});
}

void write_group_gaps(report_writer& out, const pair_context& furthest) {
  const assessment& a = out.found();
  const group& g = a.group;
  if (std::isnan(g.gap())) return;
  gap_line line{g.blocks, g.omega};
  double goals = 0.0;
  for (const group_item& x : g.items[0]) {
    line.priority += x.priority_gap;
    goals += x.goal_gap;
  }
  if (std::any_of(a.pairs.begin(), a.pairs.end(), [](const pair_assessment& p) {
        const auto& m = p.comparison.metric;
        return m && m->goal_gap && m->goal_coverage > 0.0;
      })) {
    line.goal = goals;
  }
  line.write(out);
  write_convention(out, g.blocks, g.weight_range);
  if (a.common_ground) {
    out.say("common_all", {{"who", all_who_answer(out)}, {"points", 100.0 * *a.common_ground}});
  }
  if (a.chance[0] && !std::isnan(g.blocks[0])) {
    out.say("chance_group", {{"chance", *a.chance[0]}, {"gap", line.priority}});
  }
  if (furthest.found.opinions && furthest.found.opinions->kendall_tau_b) {
    out.say(furthest, "rank_agreement_of", {{"tau", *furthest.found.opinions->kendall_tau_b}});
  }
  if (g.coverage < 1.0) out.say("coverage_blocks", {{"share", 100.0 * g.coverage}});
}

void write_shared(report_writer& out) {
  if (!out.found().shared) return;
  const shared_metrics& s = *out.found().shared;
  const bool two = out.one_pair();
  const std::string by = two ? "" : sharers(out);
  if (s.items.empty()) return out.say(two ? "no_shared" : "no_shared_group", {{"by", by}});
  const std::string kind(
      out.words(out.found().model.parts().elicitation == elicitation::swing ? "kind_value" : "kind_attention"));
  const bool unknown =
      s.range->low == 0.0 && std::all_of(s.items.begin(), s.items.end(), [](const shared_metric& x) {
        return std::none_of(x.attainment.begin(), x.attainment.end(), [](const auto& u) { return u.has_value(); });
      });
  if (unknown) {
    out.say(two ? "shared_unknown" : "shared_unknown_group", {{"by", by}});
  } else if (s.score) {
    out.say(two ? "shared" : "shared_group", {{"score", *s.score}, {"kind", kind}, {"by", by}});
  } else {
    out.say(two ? "shared_range" : "shared_range_group",
            {{"low", s.range->low}, {"high", s.range->high}, {"kind", kind}, {"by", by}});
  }
  const shared_metric* behind = nullptr;
  for (const shared_metric& x : s.items) {
    if (x.shared && x.range.is_point() && (!behind || x.range.low < behind->range.low)) behind = &x;
  }
  if (!behind) return;
  out.say(two ? "shared_behind" : "shared_behind_group",
          {{"metric", out.metric_name(behind->metric)}, {"value", behind->range.low}}, "  ");
}

void write_not_assessed(report_writer& out) {
  std::string list;
  for (const std::string& section : out.found().not_assessed) {
    const std::string_view name = out.words("section_" + section);
    if (!name.empty()) list += (list.empty() ? "" : ", ") + std::string(name);
  }
  if (!list.empty()) out.say("not_assessed", {{"list", list}});
}

}  // namespace coalign::io
