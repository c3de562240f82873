// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_domains = 12;
constexpr std::size_t most_raci_columns = 5;
constexpr std::size_t raci_name_columns = 26;
constexpr std::size_t raci_columns = 10;
constexpr std::size_t most_domains_in_line = 6;

/// The id of a domain as people write it.
std::string domain_name(const report_writer& out, std::string_view id) {
  return short_name(strategy::domain_words(id, out.language()));
}

std::string list_of_sides(const report_writer& out, const strategy::ids& sides) {
  std::string list;
  for (const std::string& id : sides) list += (list.empty() ? "" : ", ") + out.label(id);
  return list;
}

void write_raci_row(report_writer& out, const std::string& first, const std::vector<std::string>& rest) {
  std::string line = "  " + left(first, raci_name_columns);
  for (const std::string& text : rest) line += "  " + left(text, raci_columns);
  line.erase(line.find_last_not_of(' ') + 1);
  out.raw(line);
  out.blank();
}

void write_raci(report_writer& out, const strategy::decision_rights_result& x) {
  std::vector<std::string> cells;
  cells.reserve(x.raci.front().letters.size());
  for (const auto& column : x.raci.front().letters) cells.push_back(out.label(column.first));
  write_raci_row(out, std::string(out.words("decision_rights_domain")), cells);
  for (std::size_t i = 0; i < std::min(x.raci.size(), most_domains); ++i) {
    cells.clear();
    for (const auto& column : x.raci[i].letters) cells.push_back(column.second);
    write_raci_row(out, domain_name(out, x.raci[i].domain), cells);
  }
}

/// Where there are too many sides for a table.
void write_domains(report_writer& out, const strategy::decision_rights_result& x) {
  for (std::size_t i = 0; i < std::min(x.domains.size(), most_domains); ++i) {
    const strategy::who_decides_result& d = x.domains[i].rights;
    arguments args{{"domain", domain_name(out, d.domain)}, {"who", list_of_sides(out, d.sides)}};
    if (d.sides.empty()) {
      out.say("decision_rights_nobody", args, "  ", 4);
    } else if (x.domains[i].kind == strategy::domain_kind::contested) {
      out.say("decision_rights_contested", args, "  ", 4);
    } else if (d.consulted.empty()) {
      out.say("decision_rights_led", args, "  ", 4);
    } else {
      args.emplace_back("heard", list_of_sides(out, d.consulted));
      out.say("decision_rights_led_heard", args, "  ", 4);
    }
  }
}

void write_latency(report_writer& out, const strategy::latency& x) {
  if (x.decisions == 0) return;
  out.say("decision_rights_log",
          {{"decided", static_cast<double>(x.decided)},
           {"open", static_cast<double>(x.open)},
           {"escalated", static_cast<double>(x.escalated)}},
          "  ");
  if (x.median) {
    // Days and halves of days: more would be false precision.
    out.say("decision_rights_days",
            {{"median", readable(*x.median, 1)}, {"mean", readable(*x.mean, 1)}, {"longest", *x.longest}}, "  ");
  }
  if (x.longest_open) out.say("decision_rights_open", {{"longest", *x.longest_open}}, "  ");
}

void write_not_covered(report_writer& out, const strategy::ids& domains) {
  if (domains.empty()) return;
  std::vector<std::string> list;
  list.reserve(domains.size());
  for (const std::string& id : domains) list.push_back(domain_name(out, id));
  out.say("decision_rights_not_covered", {{"list", listed(out, list, most_domains_in_line)}}, "  ");
}

}  // namespace

void write_decision_rights(report_writer& out) {
  const strategy::decision_rights_result& x = *out.found().strategy.decision_rights;
  const bool table = !x.raci.empty() && x.raci.front().letters.size() <= most_raci_columns;
  out.title(out.words("decision_rights_head"), out.words(table ? "decision_rights_note" : "decision_rights_note_list"));
  if (table) {
    write_raci(out, x);
  } else {
    write_domains(out, x);
  }
  say_rest(out, x.domains.size(), most_domains, "  ");
  if (x.arbiter.empty()) {
    out.say("decision_rights_no_arbiter", {}, "  ");
  } else {
    out.say("decision_rights_arbiter", {{"who", out.label(x.arbiter)}}, "  ");
  }
  write_latency(out, x.latency);
  write_not_covered(out, x.not_covered);
}

}  // namespace coalign::io
