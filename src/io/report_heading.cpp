// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_sections.hpp"

#include <cmath>

namespace coalign::io {

namespace {

/// All names where they fit, else how many there are.
std::string group_title(const report_writer& out, bool illustrative) {
  const std::size_t count = out.found().model.sides().size();
  std::string names;
  for (std::size_t k = 0; k < count; ++k) names += (k > 0 ? ", " : "") + out.side_name(k);
  const arguments args{{"count", static_cast<double>(count)}, {"names", names}};
  std::string title = out.filled("title_group", args);
  const std::size_t room = report_columns - (illustrative ? display_width(out.words("illustrative")) + 2 : 0);
  return display_width(title) <= room ? title : out.filled("title_many", args);
}

void write_index(report_writer& out) {
  const group& g = out.found().group;
  if (std::isnan(g.gap())) return out.say(out.one_pair() ? "no_alignment" : "no_alignment_group", {});
  const std::size_t start = out.end();
  out.say("alignment", {{"index", g.index()}});
  out.embolden(start, "   ");
  if (!g.range.is_point()) {
    out.say(g.comparable ? "range_intervals" : "range", {{"low", g.range.low}, {"high", g.range.high}}, "", 0);
  }
}

}  // namespace

void write_heading(report_writer& out) {
  const model_parts& parts = out.found().model.parts();
  if (out.one_pair()) {
    const pair_context p = out.about(out.found().pairs.front());
    out.headline(out.filled("title", with_names(p, {})), parts.illustrative);
  } else {
    out.headline(group_title(out, parts.illustrative), parts.illustrative);
  }
  if (!parts.title.empty()) out.wrapped(cut(printable(parts.title), most_of_text), "", 0);
  if (!parts.question.empty()) out.say("question", {{"question", cut(printable(parts.question), most_of_text)}});
  if (!out.found().agreement.empty()) {
    out.blank();
    write_agreement(out);
    out.blank();
  }
  write_index(out);
  write_doubts(out);
}

}  // namespace coalign::io
