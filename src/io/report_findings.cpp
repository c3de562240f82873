// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_findings = 12;

using counts = std::array<std::size_t, strategy::level_names.size()>;

arguments count_arguments(const counts& n) {
  const auto of = [&](strategy::level l) { return static_cast<double>(n[static_cast<std::size_t>(l)]); };
  return {{"errors", of(strategy::level::error)},
          {"warnings", of(strategy::level::warning)},
          {"notes", of(strategy::level::note)}};
}

void write_finding(report_writer& out, const strategy::finding& f) {
  const std::string level(
      report_template("findings_" + std::string(strategy::level_names[static_cast<std::size_t>(f.level)])));
  const std::string lead = "  " + level + "  " + std::string(f.rule) + "  ";
  const std::string message = cut(printable(f.message), most_of_text);
  const std::string& currency = out.found().model.parts().currency;
  if (f.found.money) {
    out.say("findings_message_money", {{"message", message}, {"money", money_text(*f.found.money, currency)}}, lead,
            lead.size());
  } else {
    out.say("findings_message", {{"message", message}}, lead, lead.size());
  }
  out.say("findings_action", {{"who", out.label(f.found.side)}, {"action", cut(printable(f.action), most_of_text)}},
          std::string(lead.size(), ' '), lead.size() + 2);
}

}  // namespace

void write_findings(report_writer& out) {
  counts all{}, hidden{};
  std::size_t waived = 0;
  std::vector<const strategy::finding*> open;
  for (const strategy::finding& f : out.found().findings) {
    if (f.waiver) {
      ++waived;
      continue;
    }
    ++all[static_cast<std::size_t>(f.level)];
    if (open.size() >= most_findings) ++hidden[static_cast<std::size_t>(f.level)];
    open.push_back(&f);
  }
  if (open.empty()) return out.say(waived > 0 ? "findings_all_waived" : "findings_none", {});
  arguments numbers = count_arguments(all);
  numbers.emplace_back("waived", static_cast<double>(waived));
  out.title(report_template("findings_head"), render(report_template("findings_counts"), numbers));
  for (std::size_t i = 0; i < std::min(open.size(), most_findings); ++i) write_finding(out, *open[i]);
  if (open.size() <= most_findings) return;
  arguments rest = count_arguments(hidden);
  rest.emplace_back("count", static_cast<double>(open.size() - most_findings));
  out.say("findings_more", rest, "  ", 4);
}

}  // namespace coalign::io
