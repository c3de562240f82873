// SPDX-License-Identifier: Apache-2.0
// A trend as a text: a line for each model, the gaps of the pairs, and what changed last.
#include "layout.hpp"
#include "report_change.hpp"
#include "report_templates.hpp"
#include "text_writer.hpp"

#include <coalign/assess/trend.hpp>
#include <coalign/core/number.hpp>
#include <coalign/core/order.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_points = 20;
constexpr std::size_t most_trend_pairs = 10;
constexpr std::size_t most_dates = 4;  // beside the names of a pair
constexpr std::size_t date_width = 12;

std::string gap_text(double x) { return std::isnan(x) ? "-" : fixed(x, 3); }

/// Cells of a line behind its first; each with the column that it ends in.
class cells {
 public:
  explicit cells(std::string_view first, std::size_t columns) : line_("  " + left(first, columns)) {}
  void add(std::string_view text, std::size_t columns) { line_ += right(text, columns); }
  void write(text_writer& out) const { out.raw(line_ + "\n"); }

 private:
  std::string line_;
};

/// The columns of a point, behind its date.
constexpr std::array<std::pair<std::string_view, std::size_t>, 8> point_columns{{{"trend_index", 8},
                                                                                 {"diff_change", 10},
                                                                                 {"trend_metric", 9},
                                                                                 {"trend_horizon", 8},
                                                                                 {"trend_risk", 8},
                                                                                 {"trend_errors", 7},
                                                                                 {"trend_warnings", 9},
                                                                                 {"trend_notes", 9}}};
constexpr std::size_t point_name = 10;

void write_point(text_writer& out, const trend_point& x) {
  std::string change = "-";
  if (x.change && !std::isnan(x.change->overall)) {
    change = with_sign(0.0 - x.change->overall, 3) + (x.change->comparable ? "" : "*");
  }
  std::array<std::string, point_columns.size()> texts{gap_text(1.0 - x.gap.overall), change};
  for (std::size_t b = 0; b < block_count; ++b) texts[2 + b] = gap_text(x.gap.blocks[b]);
  for (std::size_t l = 0; l < x.findings.open.size(); ++l) {
    texts[texts.size() - 1 - l] = std::to_string(x.findings.open[l]);
  }
  cells line(x.as_of, point_name);
  for (std::size_t c = 0; c < texts.size(); ++c) line.add(texts[c], point_columns[c].second);
  line.write(out);
}

void write_points(text_writer& out, const trend& t) {
  cells head(out.words("trend_as_of"), point_name);
  for (const auto& [key, columns] : point_columns) head.add(cut(out.words(key), columns - 1), columns);
  head.write(out);
  const std::size_t first = t.points.size() - std::min(t.points.size(), most_points);
  if (first > 0) out.say("trend_earlier", {{"count", static_cast<double>(first)}}, "  ");
  for (std::size_t k = first; k < t.points.size(); ++k) write_point(out, t.points[k]);
  const bool marked = std::any_of(
      t.points.begin() + static_cast<std::ptrdiff_t>(first), t.points.end(),
      [](const trend_point& x) { return x.change && !std::isnan(x.change->overall) && !x.change->comparable; });
  if (marked) out.say("trend_not_comparable", {});
}

/// The gap of a pair at a point, whatever the order of its sides; a dash where it has none.
std::string gap_at(const trend_point& x, const std::array<std::string, 2>& sides) {
  const auto wanted = coalign::detail::key_of(sides);
  for (const trend_pair& p : x.pairs) {
    if (coalign::detail::key_of(p.sides) == wanted) return gap_text(p.gap.overall);
  }
  return "-";
}

/// The pairs of the last model, the furthest apart first.
void write_trend_pairs(text_writer& out, const trend& t) {
  const std::vector<trend_pair>& pairs = t.points.back().pairs;
  if (pairs.size() < 2) return;
  const auto size = [&](std::size_t i) { return std::isnan(pairs[i].gap.overall) ? -1.0 : pairs[i].gap.overall; };
  const auto order = order_by(pairs.size(), [&](std::size_t i, std::size_t j) { return size(i) > size(j); });
  const std::size_t first = t.points.size() - std::min(t.points.size(), most_dates);
  const std::size_t name = report_columns - 2 - date_width * (t.points.size() - first);
  out.blank();
  cells head(cut(out.words("diff_pair"), name), name);
  for (std::size_t k = first; k < t.points.size(); ++k) head.add(t.points[k].as_of, date_width);
  head.write(out);
  for (std::size_t i = 0; i < std::min(order.size(), most_trend_pairs); ++i) {
    const auto& sides = pairs[order[i]].sides;
    const std::size_t most = (name - 6) / 2;
    cells line(cut(out.filled("matrix_pair", {{"first", cut(short_name(sides[0]), most)},
                                              {"second", cut(short_name(sides[1]), most)}}),
                   name),
               name);
    for (std::size_t k = first; k < t.points.size(); ++k) line.add(gap_at(t.points[k], sides), date_width);
    line.write(out);
  }
  if (order.size() > most_trend_pairs) {
    out.say("rows_more", {{"count", static_cast<double>(order.size() - most_trend_pairs)}}, "  ");
  }
}

void write_last(text_writer& out, const trend& t) {
  if (t.points.size() < 2) return;
  const trend_point& last = t.points.back();
  out.blank();
  out.say("trend_findings", {{"date", t.points[t.points.size() - 2].as_of},
                             {"opened", static_cast<double>(last.findings.opened)},
                             {"closed", static_cast<double>(last.findings.closed)}});
  std::vector<noisy_pair> pairs;
  pairs.reserve(last.pairs.size());
  for (const trend_pair& x : last.pairs) {
    if (x.change) pairs.push_back({&x.sides, x.noise ? &*x.noise : nullptr});
  }
  if (!pairs.empty()) write_noise(out, pairs);
}

}  // namespace

std::string write_text(const trend& t, const text_options& options) {
  text_writer out(options);
  if (t.points.empty()) return std::move(out).take();
  out.title(out.filled("trend_head", {{"first", t.points.front().as_of}, {"last", t.points.back().as_of}}),
            out.filled("trend_note", {{"count", static_cast<double>(t.points.size())}}));
  out.say("trend_columns", {});
  out.blank();
  write_points(out, t);
  write_trend_pairs(out, t);
  write_last(out, t);
  return std::move(out).take();
}

}  // namespace coalign::io
