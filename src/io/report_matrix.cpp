// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_sections.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_in_matrix = 8;  // sides
constexpr std::size_t most_in_list = 10;   // pairs

/// The names as headings of rows and columns: cut, and numbered where that leaves two alike.
struct matrix_names {
  std::vector<std::string> rows, columns;

  matrix_names(const report_writer& out, std::size_t count, std::size_t row, std::size_t column) {
    for (std::size_t k = 0; k < count; ++k) {
      rows.push_back(cut(out.side_name(k), row));
      columns.push_back(cut(out.side_name(k), column));
    }
    const std::set<std::string_view> distinct(columns.begin(), columns.end());
    if (distinct.size() == count) return;
    for (std::size_t k = 0; k < count; ++k) {
      columns[k] = std::to_string(k + 1);
      rows[k] = cut(columns[k] + " " + out.side_name(k), row);
    }
  }
};

/// Every pair's gap, of up to eight sides.
void write_square(report_writer& out) {
  const assessment& a = out.found();
  const std::size_t count = a.model.sides().size();
  constexpr std::size_t least_row = 14, widest_column = 10;
  const std::size_t column = std::min(widest_column, (report_columns - 2 - least_row) / count);
  std::size_t row = 5;
  for (std::size_t k = 0; k < count; ++k) row = std::max(row, display_width(out.side_name(k)) + 2);
  row = std::min(row, report_columns - 2 - count * column);
  const matrix_names names(out, count, row, column - 1);
  out.raw("  " + std::string(row, ' '));
  for (const std::string& name : names.columns) out.raw(right(name, column));
  out.blank();
  std::vector<std::string> cells(count * count);
  for (std::size_t k = 0; k < a.pairs.size(); ++k) {
    const auto& [i, j] = a.pairs[k].sides;
    const double gap = a.pairs[k].comparison.gap();
    const std::string text = right(std::isnan(gap) ? "-" : fixed(gap, 2), column);
    cells[i * count + j] = cells[j * count + i] = a.group.worst == k ? out.styled("1", text) : text;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::string line = "  " + left(names.rows[i], row);
    for (std::size_t j = 0; j < count; ++j) line += i == j ? std::string(column, ' ') : cells[i * count + j];
    line.erase(line.find_last_not_of(' ') + 1);
    out.raw(line + "\n");
  }
}

/// The widest gaps of many sides.
void write_list(report_writer& out) {
  const auto& pairs = out.found().pairs;
  std::vector<std::size_t> known;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    if (!std::isnan(pairs[k].comparison.gap())) known.push_back(k);
  }
  const auto gap = [&](std::size_t i) { return pairs[known[i]].comparison.gap(); };
  const auto order = order_by(known.size(), [&](std::size_t i, std::size_t j) { return gap(i) > gap(j); });
  for (std::size_t i = 0; i < std::min(order.size(), most_in_list); ++i) {
    out.say(out.about(pairs[known[order[i]]]), "matrix_pair", {}, "  " + fixed(gap(order[i]), 2) + "  ", 8);
  }
  if (order.size() > most_in_list) {
    out.say("matrix_more", {{"count", static_cast<double>(order.size() - most_in_list)}}, "  ");
  }
}

}  // namespace

void write_matrix(report_writer& out) {
  const assessment& a = out.found();
  const pair_context p = out.about(a.pairs[a.group.worst.value_or(0)]);
  if (!a.group.worst) return out.say(p, "shown_first", {});
  const auto& sides = a.model.sides();
  const bool square = sides.size() <= most_in_matrix;
  out.title(out.words("matrix_head"), out.words(square ? "matrix_note" : "matrix_note_list"));
  if (square) {
    write_square(out);
  } else {
    write_list(out);
  }
  const auto none = std::count_if(a.pairs.begin(), a.pairs.end(),
                                  [](const pair_assessment& x) { return std::isnan(x.comparison.gap()); });
  if (none > 0) {
    out.say("matrix_none", {{"count", static_cast<double>(none)}, {"all", static_cast<double>(a.pairs.size())}}, "  ");
  }
  if (std::any_of(sides.begin(), sides.end(), [&](const side& s) { return s.influence() != sides[0].influence(); })) {
    out.say("matrix_influence", {}, "  ");
  }
  if (p.x.gap() == 0.0) return out.say(p, "shown_first", {});
  const std::size_t start = out.end();
  out.say(p, "shown_worst", {{"gap", p.x.gap()}});
  out.embolden(start, ":");
}

}  // namespace coalign::io
