// SPDX-License-Identifier: Apache-2.0
#include "report.hpp"

#include "layout.hpp"
#include "report_strategy.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace coalign::io {

namespace {

bool alike(const std::vector<std::string>& names) {
  return std::set<std::string_view>(names.begin(), names.end()).size() < names.size();
}

}  // namespace

arguments with_names(const pair_context& p, arguments args) {
  args.push_back({"first", p.names[0]});
  args.push_back({"second", p.names[1]});
  return args;
}

std::array<std::string, 2> pair_context::headings(std::size_t width, const std::array<std::string, 2>& same) const {
  std::array<std::string, 2> out{cut(names[0], width), cut(names[1], width)};
  if (out[0] == out[1]) out = same;
  return out;
}

report_writer::report_writer(const assessment& a, const text_options& options)
    : text_writer(options), a_(a), labels_(strategy_labels(a.model, options.words)) {
  const auto& sides = a.model.sides();
  for (const side& s : sides) sides_.push_back(short_name(s.label()));
  if (!alike(sides_)) return;
  // Labels that look alike: the ids tell them apart, and no id can be taken for the label of another side.
  std::transform(sides.begin(), sides.end(), sides_.begin(), [](const side& s) { return short_name(s.id()); });
  if (sides.size() == 2 || !alike(sides_)) return;
  // Long ids that differ only behind the cut.
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const std::string number = " #" + std::to_string(k + 1);
    sides_[k] = cut(sides_[k], most_of_name - number.size()) + number;
  }
}

pair_context report_writer::about(const pair_assessment& p) const {
  const auto& [i, j] = p.sides;
  return {p, p.comparison, {&a_.model.sides()[i], &a_.model.sides()[j]}, {sides_[i], sides_[j]}};
}

std::string report_writer::metric_name(std::size_t i) const {
  return short_name(a_.model.catalog().metrics[i].label());
}

std::string report_writer::risk_name(std::size_t c) const { return short_name(a_.model.catalog().risks[c].label()); }

std::string listed(const text_writer& out, const std::vector<std::string>& all, std::size_t most) {
  return listed(out.language(), all, most);
}

void say_rest(report_writer& out, std::size_t all, std::size_t most, std::string_view lead) {
  if (all > most) out.say("rows_more", {{"count", static_cast<double>(all - most)}}, lead, lead.size());
}

std::string report_writer::amount(money x) const { return money_text(x, a_.model.parts().currency); }

std::string report_writer::label(std::string_view id) const { return short_name(labels_(id)); }

void report_writer::say(const pair_context& p, std::string_view key, arguments args, std::string_view lead,
                        std::size_t rest) {
  say(key, with_names(p, std::move(args)), lead, rest);
}

void report_writer::head(const pair_context& p, std::string_view name, std::string_view key, arguments args) {
  head(name, key, with_names(p, std::move(args)));
}

void report_writer::missing(const pair_context& p, std::string_view name, std::string_view what,
                            const std::array<bool, 2>& gives) {
  const bool both = gives[0] == gives[1];
  const std::string who = both ? std::string(words("neither_side")) : p.names[gives[0] ? 1 : 0];
  head(words(name), both ? "missing_both" : "missing_one", {{"who", who}, {"what", std::string(words(what))}});
}

}  // namespace coalign::io
