// SPDX-License-Identifier: Apache-2.0
// The least change to an index, as a text of its own and as a part of the report.
#include "layout.hpp"
#include "report_sections.hpp"

#include <coalign/io/messages.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_of_step = 600;

/// Whose answers a step moves, and by how much the index rises.
void write_move(text_writer& out, const model& m, const plan_step& x, std::size_t indent) {
  const auto found = std::find_if(m.sides().begin(), m.sides().end(), [&](const side& s) { return s.id() == x.side; });
  const double by = std::abs(x.amount);
  const std::string_view way = by < 1e-9        ? "plan_same"
                               : by < 0.005     ? "plan_slight"
                               : x.amount > 0.0 ? "plan_up"
                                                : "plan_down";
  const std::string lead(indent, ' ');
  arguments args{{"index", x.index}, {"change", out.filled(way, {{"by", by}})}};
  if (found == m.sides().end()) return out.say("plan_moves", args, lead, indent);
  args.push_back({"side", short_name(found->label())});
  out.say("plan_move", args, lead, indent);
}

void list_obstacles(text_writer& out, const plan& p) {
  for (const std::string& x : p.obstacles) out.wrapped(cut(printable(x), most_of_text), "  - ", 4);
}

}  // namespace

std::array<std::string, 2> told_apart(double x, double y) {
  int decimals = 2;
  while (decimals < 6 && std::abs(x - y) > 1e-9 && fixed(x, decimals) == fixed(y, decimals)) ++decimals;
  return {fixed(x, decimals), fixed(y, decimals)};
}

void write_steps(text_writer& out, const plan& p, std::size_t most) {
  for (std::size_t k = 0; k < std::min(p.steps.size(), most); ++k) {
    out.wrapped(cut(printable(p.steps[k].message), most_of_text), "  " + fixed(p.steps[k].index, 2) + "  ", 8);
  }
  if (p.steps.size() > most) {
    out.say("plan_more", {{"count", static_cast<double>(p.steps.size() - most)}, {"index", p.index}}, "  ");
  }
}

void write_obstacles(text_writer& out, const plan& p) {
  const auto [wanted, index] = told_apart(p.wanted, p.index);
  out.say(p.obstacles.empty() ? "plan_out_of_reach_alone" : "plan_out_of_reach", {{"wanted", wanted}, {"index", index}},
          "  ");
  list_obstacles(out, p);
}

std::string write_text(const plan& found, const model& m, const text_options& options) {
  const plan p = options.words == nullptr ? found : translated(found, m, *options.words);
  text_writer out(options);
  out.headline(out.words("plan_title"), m.parts().illustrative);
  if (!m.parts().title.empty()) out.wrapped(cut(printable(m.parts().title), most_of_text), "", 0);
  if (p.status == errc::missing || std::isnan(p.index)) {
    out.say("plan_none", {});
    return std::move(out).take();
  }
  double now = p.index;
  if (!p.steps.empty()) now = p.steps.front().index - p.steps.front().amount;
  if (p.steps.empty()) {
    if (p.reached()) {
      out.say("plan_nothing", {{"index", now}, {"wanted", p.wanted}});
      return std::move(out).take();
    }
    write_obstacles(out, p);
    return std::move(out).take();
  }
  const auto [from, to] = told_apart(now, p.index);
  out.say(p.steps.size() == 1 ? "plan_from_one" : "plan_from",
          {{"from", from}, {"to", to}, {"count", static_cast<double>(p.steps.size())}});
  out.blank();
  const std::size_t digits = std::to_string(p.steps.size()).size();
  const std::size_t indent = digits + 4;
  for (std::size_t k = 0; k < p.steps.size(); ++k) {
    const plan_step& x = p.steps[k];
    out.wrapped(cut(printable(x.message), most_of_step), "  " + right(std::to_string(k + 1), digits) + "  ", indent);
    write_move(out, m, x, indent);
  }
  out.blank();
  if (!p.reached()) {
    write_obstacles(out, p);
  } else if (!p.obstacles.empty()) {
    out.say("plan_not_moved", {});
    list_obstacles(out, p);
  }
  out.say("plan_end", {});
  return std::move(out).take();
}

}  // namespace coalign::io
