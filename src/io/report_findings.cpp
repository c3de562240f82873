// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_findings = 12;
constexpr std::size_t most_of_rule = 3;  // one rule that fires often must not hide the others

using counts = std::array<std::size_t, strategy::level_names.size()>;

/// The findings that are told in full, by position: the first of each rule, in their order.
std::vector<std::size_t> told_in_full(const std::vector<const strategy::finding*>& open) {
  std::map<std::string_view, std::size_t> seen;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < open.size() && out.size() < most_findings; ++i) {
    if (++seen[open[i]->rule] <= most_of_rule) out.push_back(i);
  }
  return out;
}

/// How many of each rule are left, those of the most urgent first.
std::string rest_by_rule(const report_writer& out, const std::vector<const strategy::finding*>& open,
                         const std::vector<std::size_t>& told) {
  std::vector<std::pair<std::string_view, std::size_t>> rest;
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0, next = 0; i < open.size(); ++i) {
    if (next < told.size() && told[next] == i) {
      ++next;
      continue;
    }
    const auto [at, added] = place.emplace(open[i]->rule, rest.size());
    if (added) rest.emplace_back(open[i]->rule, 0);
    ++rest[at->second].second;
  }
  std::vector<std::string> parts;
  parts.reserve(rest.size());
  for (const auto& [rule, count] : rest) {
    parts.push_back(
        out.filled("findings_of_rule", {{"rule", std::string(rule)}, {"count", static_cast<double>(count)}}));
  }
  return listed(out, parts, parts.size());
}

arguments count_arguments(const counts& n) {
  const auto of = [&](strategy::level l) { return static_cast<double>(n[static_cast<std::size_t>(l)]); };
  return {{"errors", of(strategy::level::error)},
          {"warnings", of(strategy::level::warning)},
          {"notes", of(strategy::level::note)}};
}

/// Whose move it is. Names stay as they are; words at the start of a line have a capital.
std::string mover(const report_writer& out, const std::string& side) {
  std::string who = out.label(side);
  if (side == strategy::shared && who.front() >= 'a' && who.front() <= 'z') {
    who.front() = static_cast<char>(who.front() - 'a' + 'A');
  }
  return who;
}

void write_finding(report_writer& out, const strategy::finding& f) {
  const std::string level(
      out.words("findings_" + std::string(strategy::level_names[static_cast<std::size_t>(f.level)])));
  const std::string lead = "  " + level + "  " + std::string(f.rule) + "  ";
  const std::string message = cut(printable(f.message), most_of_text);
  if (f.found.money) {
    out.say("findings_message_money", {{"message", message}, {"money", out.amount(*f.found.money)}}, lead,
            display_width(lead));
  } else {
    out.say("findings_message", {{"message", message}}, lead, display_width(lead));
  }
  out.say("findings_action", {{"who", mover(out, f.found.side)}, {"action", cut(printable(f.action), most_of_text)}},
          std::string(display_width(lead), ' '), display_width(lead) + 2);
}

}  // namespace

void write_findings(report_writer& out) {
  counts all{};
  std::size_t waived = 0;
  std::vector<const strategy::finding*> open;
  for (const strategy::finding& f : out.found().findings) {
    if (f.waiver) {
      ++waived;
      continue;
    }
    ++all[static_cast<std::size_t>(f.level)];
    open.push_back(&f);
  }
  if (open.empty()) return out.say(waived > 0 ? "findings_all_waived" : "findings_none", {});
  arguments numbers = count_arguments(all);
  numbers.emplace_back("waived", static_cast<double>(waived));
  out.title(out.words("findings_head"), out.filled("findings_counts", numbers));
  const std::vector<std::size_t> told = told_in_full(open);
  for (const std::size_t i : told) write_finding(out, *open[i]);
  if (told.size() == open.size()) return;
  out.say("findings_more",
          {{"count", static_cast<double>(open.size() - told.size())}, {"list", rest_by_rule(out, open, told)}}, "  ",
          4);
}

}  // namespace coalign::io
