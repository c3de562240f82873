// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_columns = 3;  // of a table; more pairs of sides are a list
constexpr std::size_t row_width = 26;
constexpr std::size_t column_width = 16;

using strategy::practice_level;
using strategy::rated_side;

std::string cell(const report_writer& out, const practice_level& x) {
  if (x.raters == 0) return "-";
  return x.divided ? std::string(out.words("relationship_divided")) : fixed(x.rating, 1);
}

void write_line(report_writer& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out.raw(line + "\n");
}

/// Practices as rows, who rates whom as columns.
void write_table(report_writer& out, const std::vector<rated_side>& rated) {
  std::string by(2 + row_width, ' '), of = by;
  for (const rated_side& x : rated) {
    by += right(out.filled("relationship_by", {{"who", cut(out.label(x.side), column_width - 5)}}), column_width);
    of += right(out.filled("relationship_of", {{"of", cut(out.label(x.of), column_width - 5)}}), column_width);
  }
  write_line(out, std::move(by));
  write_line(out, std::move(of));
  for (std::size_t p = 0; p < strategy::practice_names.size(); ++p) {
    if (std::all_of(rated.begin(), rated.end(), [&](const rated_side& x) { return x.practices[p].raters == 0; })) {
      continue;
    }
    std::string line = "  " + left(out.label(strategy::practice_names[p]), row_width);
    for (const rated_side& x : rated) line += right(cell(out, x.practices[p]), column_width);
    write_line(out, std::move(line));
  }
}

/// The lowest ratings of many pairs.
void write_lowest(report_writer& out, const std::vector<rated_side>& rated) {
  std::vector<std::pair<const rated_side*, std::size_t>> known;
  for (const rated_side& x : rated) {
    for (std::size_t p = 0; p < strategy::practice_count; ++p) {
      if (x.practices[p].level) known.emplace_back(&x, p);
    }
  }
  const auto level = [&](std::size_t i) { return *known[i].first->practices[known[i].second].level; };
  const auto order = order_by(known.size(), [&](std::size_t i, std::size_t j) { return level(i) < level(j); });
  for (std::size_t i = 0; i < std::min(order.size(), most_rows); ++i) {
    const auto& [x, p] = known[order[i]];
    out.say(
        "relationship_rating",
        {{"practice", out.label(strategy::practice_names[p])}, {"of", out.label(x->of)}, {"who", out.label(x->side)}},
        "  " + right(cell(out, x->practices[p]), 4) + "  ", 8);
  }
  say_rest(out, order.size(), most_rows, "  ");
}

/// The practice that two sides see most differently.
void write_gap(report_writer& out, const strategy::relationship_result& found) {
  const auto& all = found.perceptions;
  const auto most =
      std::max_element(all.begin(), all.end(),
                       [](const strategy::perception& x, const strategy::perception& y) { return x.gap < y.gap; });
  if (most == all.end() || most->gap < worth_telling) return;
  const auto rating = [&](std::size_t k) { return found.rated[most->rated[k]].practices[most->practice].rating; };
  const rated_side& first = found.rated[most->rated[0]];
  out.say("relationship_gap",
          {{"practice", out.label(strategy::practice_names[most->practice])},
           {"first", out.label(first.side)},
           {"second", out.label(first.of)},
           {"first_rating", fixed(rating(0), 1)},
           {"second_rating", fixed(rating(1), 1)}},
          "  ", 4);
}

void write_needs(report_writer& out, const strategy::relationship_result& found) {
  const auto& given = out.found().model.strategy().relationship->needs;
  const auto unmet = std::count_if(found.needs.begin(), found.needs.end(),
                                   [](const strategy::need_met& x) { return x.unmet.value_or(0.0) > 0.0; });
  if (unmet == 0) return;
  out.say("relationship_needs", {}, "  ");
  const auto count = static_cast<std::size_t>(unmet);  // the most unmet come first
  for (std::size_t i = 0; i < std::min(count, most_rows); ++i) {
    const strategy::need_met& x = found.needs[i];
    out.say("relationship_need",
            {{"who", out.label(x.side)},
             {"of", out.label(x.of)},
             {"what", cut(printable(x.what), most_of_text)},
             {"importance", *given[x.need].importance},
             {"met", *given[x.need].met}},
            "  - ", 4);
  }
  say_rest(out, count, most_rows, "  - ");
}

}  // namespace

void write_relationship(report_writer& out) {
  const strategy::relationship_result& found = *out.found().strategy.relationship;
  const bool table = found.rated.size() <= most_columns;
  out.title(out.words("relationship_head"), out.filled(table ? "relationship_note" : "relationship_note_list",
                                                       {{"low", found.scale[0]}, {"high", found.scale[1]}}));
  if (!found.rated.empty()) {
    if (table) {
      write_table(out, found.rated);
    } else {
      write_lowest(out, found.rated);
    }
  }
  const bool divided = std::any_of(found.rated.begin(), found.rated.end(), [](const rated_side& x) {
    return std::any_of(x.practices.begin(), x.practices.end(), [](const practice_level& y) { return y.divided; });
  });
  if (divided && table) out.say("relationship_divided_note", {}, "  ");
  write_gap(out, found);
  write_needs(out, found);
}

}  // namespace coalign::io
