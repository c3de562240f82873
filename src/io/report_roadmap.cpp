// SPDX-License-Identifier: Apache-2.0
#include "report_strategy.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_in_line = 6;
constexpr std::size_t most_lines = 6;

void write_tie_back(report_writer& out, const strategy::tie_back& t) {
  arguments args{{"tied", static_cast<double>(t.items_tied)}, {"items", static_cast<double>(t.items)}};
  if (const auto share = t.cost_share()) {
    args.emplace_back("share", 100.0 * *share);
    out.say("roadmap_tied", args, "  ", 4);
  } else if (t.items > 0) {
    out.say("roadmap_tied_items", args, "  ", 4);
  }
}

void write_path(report_writer& out, const strategy::critical_path_result& path) {
  std::vector<std::string> names;
  names.reserve(path.items.size());
  for (const std::string& id : path.items) names.push_back(out.label(id));
  out.say("roadmap_path",
          {{"start", date_text(path.start)},
           {"end", date_text(path.end)},
           {"days", path.days},
           {"list", listed(out, names, most_in_line)}},
          "  ", 4);
}

void write_spend(report_writer& out, const strategy::roadmap_result& found) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view key, const std::string& who, money cost) {
    if (cost == money()) return;
    parts.push_back(out.filled(key, {{"who", who}, {"cost", out.amount(cost)}}));
  };
  add("roadmap_spend_nobody", "", found.unassigned);
  for (const strategy::side_spend& x : found.spend) add("roadmap_spend_side", out.label(x.side), x.cost);
  if (!parts.empty()) out.say("roadmap_spend", {{"list", listed(out, parts, most_in_line)}}, "  ", 4);
}

/// The widest gaps first.
void write_rhythm(report_writer& out, const strategy::roadmap_result& found) {
  std::vector<strategy::side_rhythm> sides;
  for (const strategy::side_rhythm& x : found.rhythm) {
    if (x.gap) sides.push_back(x);
  }
  const auto order = order_by(sides.size(), [&](std::size_t i, std::size_t j) { return sides[i].gap > sides[j].gap; });
  for (std::size_t k = 0; k < std::min(order.size(), most_lines); ++k) {
    const strategy::side_rhythm& x = sides[order[k]];
    out.say("roadmap_rhythm",
            {{"who", out.label(x.side)}, {"ahead", *x.days_ahead}, {"work", *x.work_days}, {"gap", *x.gap}}, "  ", 4);
  }
  say_rest(out, order.size(), most_lines, "  ");
  const auto& pairs = found.cadence;
  const auto widest = order_by(pairs.size(), [&](std::size_t i, std::size_t j) { return pairs[i].gap > pairs[j].gap; });
  for (std::size_t k = 0; k < std::min(widest.size(), most_lines); ++k) {
    const strategy::cadence_gap& x = pairs[widest[k]];
    out.say("roadmap_cadence",
            {{"first", out.label(x.first)},
             {"first_days", x.first_days},
             {"second", out.label(x.second)},
             {"second_days", x.second_days},
             {"gap", x.gap}},
            "  ", 4);
  }
  say_rest(out, widest.size(), most_lines, "  ");
}

/// Those that wait longest first.
void write_requests(report_writer& out, const std::vector<strategy::request_wait>& all) {
  if (all.empty()) return;
  std::vector<strategy::request_wait> open;
  for (const strategy::request_wait& x : all) {
    if (x.open) open.push_back(x);
  }
  out.say("roadmap_requests", {{"open", static_cast<double>(open.size())}, {"count", static_cast<double>(all.size())}},
          "  ", 4);
  std::erase_if(open, [](const strategy::request_wait& x) { return !x.days; });
  const auto order = order_by(open.size(), [&](std::size_t i, std::size_t j) { return open[i].days > open[j].days; });
  for (std::size_t k = 0; k < std::min(order.size(), most_lines); ++k) {
    const strategy::request_wait& x = open[order[k]];
    out.say("roadmap_request",
            {{"request", short_name(x.id)},
             {"by", out.label(strategy::setting::mover(x.by))},
             {"of", out.label(strategy::setting::mover(x.of))},
             {"days", *x.days}},
            "    ", 6);
  }
  say_rest(out, order.size(), most_lines, "    ");
}

}  // namespace

void write_roadmap(report_writer& out) {
  const auto& found = out.found().strategy.roadmap;
  if (!found) return;
  out.title(out.words("roadmap_head"), "");
  const std::size_t start = out.end();
  if (found->tie_back) write_tie_back(out, *found->tie_back);
  if (found->critical_path) write_path(out, *found->critical_path);
  write_spend(out, *found);
  write_rhythm(out, *found);
  write_requests(out, found->requests);
  if (out.end() == start) out.say("roadmap_nothing", {}, "  ");
}

}  // namespace coalign::io
