// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"
#include "words_north_star.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_goal_pulls = 8;
constexpr std::size_t most_goal_guards = 8;
constexpr double level_pace = 0.005;  // less is neither behind nor ahead

void write_goal_qualities(report_writer& out, const strategy::north_star_result& x) {
  if (x.specific.met() && x.time_bound.met() && x.tied_to_money.met() && x.co_owned.met()) {
    return out.say("north_star_all_met", {}, "  ");
  }
  const auto words = quality_words(x, short_name, out.language());
  const std::array met{x.specific.met(), x.time_bound.met(), x.tied_to_money.met(), x.co_owned.met()};
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (!met[k]) out.say(words[k].key, words[k].args, "  ");
  }
}

void write_goal_pace(report_writer& out, const strategy::north_star_result& x) {
  if (!x.pace) return;
  arguments args{{"as_of", date_text(*x.as_of)}, {"pace", *x.pace}};
  if (!x.behind) return out.say("north_star_pace", args, "  ");
  args.emplace_back("progress", x.progress->high);
  const bool level = std::abs(*x.behind) < level_pace;
  out.say(level             ? "north_star_pace_level"
          : *x.behind > 0.0 ? "north_star_pace_behind"
                            : "north_star_pace_ahead",
          args, "  ");
}

void write_goal_progress(report_writer& out, const strategy::north_star_result& x) {
  if (!x.progress) {
    if (x.target) out.say("north_star_no_progress", {}, "  ");
    return write_goal_pace(out, x);
  }
  arguments args{{"baseline", readable(*x.baseline)},
                 {"target", value_words(*x.target, x.unit, short_name, out.language())},
                 {"current", value_words(*x.current, "", short_name, out.language())}};
  if (x.progress->is_point()) {
    args.emplace_back("progress", x.progress->low);
    if (x.pace) args.emplace_back("pace", *x.pace);
    out.say("north_star_progress", args, "  ");
  } else {
    args.emplace_back("low", x.progress->low);
    args.emplace_back("high", x.progress->high);
    out.say("north_star_progress_range", args, "  ");
  }
  write_goal_pace(out, x);
}

void write_goal_pulls(report_writer& out, const strategy::north_star_result& x) {
  if (x.pulls.empty()) return;
  if (!x.strongest) return out.say("north_star_pull_none", {}, "  ");
  std::vector<const strategy::pull_result*> known;
  for (const strategy::pull_result& p : x.pulls) {
    if (p.pull) known.push_back(&p);
  }
  std::sort(known.begin(), known.end(), [](const auto* p, const auto* q) {
    return *p->pull != *q->pull ? *p->pull > *q->pull : p < q;  // of equal ones in the order of the model
  });
  std::vector<std::string> list;
  list.reserve(known.size());
  for (const strategy::pull_result* p : known) {
    list.push_back(out.filled("north_star_pull_item", {{"who", out.label(p->side)}, {"pull", *p->pull}}));
  }
  out.say("north_star_pull", {{"list", listed(out, list, most_goal_pulls)}}, "  ");
}

void write_goal_guards(report_writer& out, const strategy::north_star_result& x) {
  std::vector<const strategy::guard_result*> order;  // what is broken first, what is held last
  const auto take = [&](std::optional<bool> held) {
    for (const strategy::guard_result& g : x.guards) {
      if (g.held == held) order.push_back(&g);
    }
  };
  take(false);
  take(std::nullopt);
  take(true);
  for (std::size_t k = 0; k < std::min(order.size(), most_goal_guards); ++k) {
    const strategy::guard_result& g = *order[k];
    // What is broken must not read as the limit itself.
    const int decimals =
        g.held && !*g.held ? decimals_apart(g.reported, g.limit, usual_decimals, readable) : usual_decimals;
    arguments args{{"guard", guard_words(g, short_name, out.language(), decimals)}};
    if (g.current) args.emplace_back("current", value_words(*g.current, "", short_name, out.language(), decimals));
    out.say(!g.held   ? "north_star_guard_unknown"
            : *g.held ? "north_star_guard_held"
                      : "north_star_guard_broken",
            args, "  ");
  }
  say_rest(out, order.size(), most_goal_guards, "  ");
}

}  // namespace

void write_north_star(report_writer& out) {
  const strategy::north_star_result& x = *out.found().strategy.north_star;
  out.title(out.words("north_star_head"), out.words("north_star_note"));
  const worded goal = goal_words(x, short_name, out.language());
  out.say(goal.key, goal.args, "  ");
  write_goal_qualities(out, x);
  write_goal_progress(out, x);
  if (x.at_stake) {
    out.say("north_star_at_stake", {{"money", out.amount(*x.at_stake)}}, "  ");
  }
  write_goal_guards(out, x);
  write_goal_pulls(out, x);
}

}  // namespace coalign::io
