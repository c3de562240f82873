// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_trade_offs = 6;
constexpr std::size_t most_options = 8;
constexpr std::size_t most_exchanges = 5;
constexpr std::size_t indent = 4;

void write_choice(report_writer& out, const strategy::trade_off& given) {
  arguments args{{"trade_off", short_name(given.name.empty() ? given.id : given.name)},
                 {"option", short_name(given.chosen)}};
  if (given.chosen.empty()) return out.say("trade_offs_open", args, "  ", indent);
  if (given.decided_by.empty()) return out.say("trade_offs_unrecorded", args, "  ", indent);
  std::vector<std::string> who;
  who.reserve(given.decided_by.size());
  for (const std::string& id : given.decided_by) who.push_back(out.label(id));
  args.emplace_back("who", listed(out, who));
  out.say("trade_offs_chosen", args, "  ", indent);
}

void write_exchanges(report_writer& out, const std::vector<strategy::exchange>& list) {
  for (std::size_t i = 0; i < std::min(list.size(), most_exchanges); ++i) {
    out.say("trade_offs_exchange", {{"message", cut(printable(list[i].message), most_of_text)}},
            std::string(indent, ' ') + "- ", indent + 2);
  }
  say_rest(out, list.size(), most_exchanges, std::string(indent, ' ') + "- ");
}

void write_fair(report_writer& out, const strategy::trade_off_result& x) {
  const arguments args{{"option", short_name(x.max_min)},
                       {"nash", short_name(x.nash)},
                       {"kalai_smorodinsky", short_name(x.kalai_smorodinsky)},
                       {"max_min", short_name(x.max_min)}};
  const std::string_view key = x.max_min.empty()                                         ? "trade_offs_fair_none"
                               : x.nash.empty()                                          ? "trade_offs_fair_no_nash"
                               : x.nash == x.max_min && x.kalai_smorodinsky == x.max_min ? "trade_offs_fair"
                                                                                         : "trade_offs_fair_apart";
  out.say(key, args, std::string(indent, ' '), indent);
}

void write_trade_off(report_writer& out, const strategy::trade_off& given, const strategy::trade_off_result& x) {
  const std::string lead(indent, ' ');
  write_choice(out, given);
  if (given.options.empty()) return;
  std::vector<std::string> beaten;
  for (const auto& [option, by] : x.dominated) {
    beaten.push_back(out.filled("trade_offs_beaten", {{"option", short_name(option)}, {"by", short_name(by)}}));
  }
  out.say(beaten.empty() ? "trade_offs_front" : "trade_offs_front_beaten",
          {{"options", listed(out, x.front)}, {"beaten", listed(out, beaten)}}, lead, indent);
  write_exchanges(out, x.sentences);
  if (x.accepted_by_all.empty()) {
    return out.say("trade_offs_deadlock", {{"option", short_name(x.least_violation)}}, lead, indent);
  }
  if (!given.limits.empty()) {
    out.say("trade_offs_accepted", {{"options", listed(out, x.accepted_by_all)}}, lead, indent);
  }
  if (given.options.size() > 1) write_fair(out, x);
}

}  // namespace

void write_trade_offs(report_writer& out) {
  const auto& given = *out.found().model.strategy().trade_offs;
  const auto& found = out.found().strategy.trade_offs;
  if (given.empty()) return;
  out.title(out.words("trade_offs_head"), out.words("trade_offs_note"));
  for (std::size_t i = 0; i < std::min(given.size(), most_trade_offs); ++i) write_trade_off(out, given[i], found[i]);
  say_rest(out, given.size(), most_trade_offs, "  ");
}

}  // namespace coalign::io
