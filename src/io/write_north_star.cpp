// SPDX-License-Identifier: Apache-2.0
// The North Star in the assessment document, and in words.
#include "report_templates.hpp"
#include "text_writer.hpp"
#include "words_north_star.hpp"
#include "write_strategy.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

constexpr std::size_t most_in_goal = 3;  // of drivers, and of guards, in the sentence

std::string goal_text(const translation* words, std::string_view key, const arguments& args = {}) {
  return report_text(key, args, words);
}

/// The first few, and how many more.
std::string goal_list(const translation* words, const std::vector<std::string>& all) {
  return listed(words, all, most_in_goal);
}

std::string_view goal_move(const strategy::north_star_result& x) {
  if (x.change_percent && *x.change_percent != 0.0) {
    return *x.change_percent > 0.0 ? "north_star_up_by" : "north_star_down_by";
  }
  if (x.change_percent) return "north_star_keep";
  if (!x.target) {
    return x.better == direction::higher  ? "north_star_up"
           : x.better == direction::lower ? "north_star_down"
                                          : "north_star_keep";
  }
  // Without a baseline the metric's own direction is the way.
  const double from = x.baseline.value_or(*x.target);
  if (from < *x.target || (!x.baseline && x.better == direction::higher)) return "north_star_up_to";
  if (from > *x.target || (!x.baseline && x.better == direction::lower)) return "north_star_down_to";
  return "north_star_keep_at";
}

std::string goal_when(const translation* words, const strategy::north_star_result& x) {
  if (!x.due) return {};
  constexpr double days_of_month = 30.4375, whole = 0.1;
  if (x.start) {
    const double months = days_between(*x.start, *x.due) / days_of_month;
    if (const double rounded = std::round(months); rounded >= 2.0 && std::abs(months - rounded) <= whole) {
      return goal_text(words, "north_star_in_months", {{"months", rounded}, {"due", date_text(*x.due)}});
    }
  }
  return goal_text(words, "north_star_by", {{"due", date_text(*x.due)}});
}

value goal_document(const worded& x) {
  object out;
  out.emplace_back("key", x.key);
  out.emplace_back("args", arguments_document(x.args));
  out.emplace_back("message", x.message);
  return out;
}

value goal_quality_document(const strategy::goal_quality& quality, const worded& x) {
  object out;
  out.emplace_back("met", quality.met());
  out.emplace_back("missing", texts(quality.missing));
  out.emplace_back("key", x.key);
  out.emplace_back("args", arguments_document(x.args));
  out.emplace_back("message", x.message);
  return out;
}

value goal_day(const std::optional<date>& x) { return x ? value(date_text(*x)) : value(nullptr); }
value goal_ends(const std::optional<interval>& x) { return x ? point_or_ends(*x) : value(nullptr); }

value goal_guards_document(const std::vector<strategy::guard_result>& guards) {
  array out;
  for (const strategy::guard_result& g : guards) {
    object entry;
    entry.emplace_back("metric", g.metric);
    entry.emplace_back("at_least", number(g.at_least));
    entry.emplace_back("at_most", number(g.at_most));
    entry.emplace_back("current", goal_ends(g.current));
    entry.emplace_back("held", g.held ? value(*g.held) : value(nullptr));
    out.emplace_back(std::move(entry));
  }
  return out;
}

worded goal_said(const translation* words, std::string_view key, arguments args) {
  std::string message = goal_text(words, key, args);
  return {key, std::move(args), std::move(message)};
}

}  // namespace

std::string value_words(double x, const std::string& unit, name_form shown, const translation* words, int decimals) {
  if (unit.empty()) return readable(x, decimals);
  return goal_text(words, "north_star_value", {{"value", readable(x, decimals)}, {"unit", shown(unit)}});
}

std::string value_words(const interval& x, const std::string& unit, name_form shown, const translation* words,
                        int decimals) {
  if (x.is_point()) return value_words(x.low, unit, shown, words, decimals);
  return goal_text(words, "north_star_between",
                   {{"low", readable(x.low, decimals)}, {"high", value_words(x.high, unit, shown, words, decimals)}});
}

std::string guard_words(const strategy::guard_result& g, name_form shown, const translation* words, int decimals) {
  std::string name = shown(g.name);
  if (g.at_least && g.at_most) {
    return goal_text(words, "north_star_guard_between",
                     {{"metric", name},
                      {"low", readable(*g.at_least, decimals)},
                      {"high", value_words(*g.at_most, g.unit, shown, words, decimals)}});
  }
  if (!g.at_least && !g.at_most) return name;
  return goal_text(words, g.at_least ? "north_star_guard_least" : "north_star_guard_most",
                   {{"metric", name},
                    {"limit", value_words(g.at_least ? *g.at_least : *g.at_most, g.unit, shown, words, decimals)}});
}

worded goal_words(const strategy::north_star_result& found, name_form shown, const translation* words) {
  arguments args{{"metric", shown(found.name)}};
  args.emplace_back("for_whom", found.segment.empty()
                                    ? std::string()
                                    : goal_text(words, "north_star_for", {{"segment", shown(found.segment)}}));
  args.emplace_back("when", goal_when(words, found));
  if (found.change_percent) args.emplace_back("percent", std::abs(*found.change_percent));
  if (found.target) args.emplace_back("target", value_words(*found.target, found.unit, shown, words));
  const auto& missing = found.specific.missing;
  if (std::find(missing.begin(), missing.end(), "metric") != missing.end()) {
    return goal_said(words, "north_star_no_metric", std::move(args));
  }
  std::vector<std::string> through, guards;
  through.reserve(found.through.size());
  guards.reserve(found.guards.size());
  for (const std::string& name : found.through) {
    through.push_back(goal_text(words, "north_star_driver", {{"metric", shown(name)}}));
  }
  for (const strategy::guard_result& g : found.guards) guards.push_back(guard_words(g, shown, words));
  args.emplace_back("move", goal_text(words, goal_move(found), args));
  args.emplace_back("through", through.empty()
                                   ? std::string()
                                   : goal_text(words, "north_star_through", {{"list", goal_list(words, through)}}));
  args.emplace_back("guards", guards.empty()
                                  ? std::string()
                                  : goal_text(words, "north_star_guards", {{"list", goal_list(words, guards)}}));
  return goal_said(words, "north_star_goal", std::move(args));
}

std::array<worded, 4> quality_words(const strategy::north_star_result& found, name_form shown,
                                    const translation* words) {
  std::vector<std::string> lacks, sides;
  lacks.reserve(found.specific.missing.size());
  sides.reserve(found.co_owned.names.size());
  for (const std::string& what : found.specific.missing) lacks.push_back(goal_text(words, "north_star_lacks_" + what));
  for (const std::string& name : found.co_owned.names) sides.push_back(shown(name));
  return {found.specific.met() ? goal_said(words, "north_star_specific", {})
                               : goal_said(words, "north_star_not_specific", {{"missing", goal_list(words, lacks)}}),
          found.time_bound.met() ? goal_said(words, "north_star_time_bound", {{"due", date_text(*found.due)}})
                                 : goal_said(words, "north_star_not_time_bound", {}),
          found.tied_to_money.met() ? goal_said(words, "north_star_tied_to_money", {})
                                    : goal_said(words, "north_star_not_tied_to_money", {}),
          found.co_owned.met() ? goal_said(words, "north_star_co_owned", {})
                               : goal_said(words, "north_star_not_co_owned", {{"missing", goal_list(words, sides)}})};
}

json::value north_star_document(const strategy::north_star_result& found, const translation* words) {
  const name_form plain = [](std::string_view name) { return std::string(name); };
  const auto qualities = quality_words(found, plain, words);
  object pulls;
  for (const strategy::pull_result& x : found.pulls) pulls.emplace_back(x.side, number(x.pull));
  object out;
  out.emplace_back("metric", id_or_null(found.metric));
  out.emplace_back("goal", goal_document(goal_words(found, plain, words)));
  out.emplace_back("specific", goal_quality_document(found.specific, qualities[0]));
  out.emplace_back("time_bound", goal_quality_document(found.time_bound, qualities[1]));
  out.emplace_back("tied_to_money", goal_quality_document(found.tied_to_money, qualities[2]));
  out.emplace_back("co_owned", goal_quality_document(found.co_owned, qualities[3]));
  out.emplace_back("baseline", number(found.baseline));
  out.emplace_back("current", goal_ends(found.current));
  out.emplace_back("target", number(found.target));
  out.emplace_back("start", goal_day(found.start));
  out.emplace_back("due", goal_day(found.due));
  out.emplace_back("progress", goal_ends(found.progress));
  out.emplace_back("pace", number(found.pace));
  out.emplace_back("behind", number(found.behind));
  out.emplace_back("money", found.at_stake ? value(found.at_stake->value()) : value(nullptr));
  out.emplace_back("pull", std::move(pulls));
  out.emplace_back("strongest", found.strongest ? value(found.pulls[*found.strongest].side) : value(nullptr));
  out.emplace_back("guards", goal_guards_document(found.guards));
  return out;
}

}  // namespace coalign::io
