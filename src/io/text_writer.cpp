// SPDX-License-Identifier: Apache-2.0
#include "text_writer.hpp"

#include "layout.hpp"
#include "report_templates.hpp"

#include <algorithm>

namespace coalign::io {

std::string listed(const translation* words, const std::vector<std::string>& all, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i) list += (i > 0 ? ", " : "") + all[i];
  if (all.size() <= most) return list;
  return report_text("list_more", {{"list", list}, {"count", static_cast<double>(all.size() - most)}}, words);
}

std::string short_name(std::string_view name) { return cut(printable(name), most_of_name); }

std::string text_writer::styled(std::string_view code, std::string_view text) const {
  if (!options_.color) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string_view text_writer::words(std::string_view key) const { return report_text(key, language()); }

std::string text_writer::filled(std::string_view key, const arguments& args) const {
  return report_text(key, args, language());
}

void text_writer::say(std::string_view key, const arguments& args, std::string_view lead, std::size_t rest) {
  wrapped(filled(key, args), lead, rest);
}

void text_writer::head(std::string_view name, std::string_view key, const arguments& args) {
  const std::size_t start = end();
  say(key, args, std::string(name) + ": ");
  embolden(start, ":");
}

void text_writer::title(std::string_view name, std::string_view note) {
  if (display_width(name) + display_width(note) > report_columns) {
    const std::size_t start = end();
    wrapped(std::string(name) + std::string(note), "", 2);
    if (out_.compare(start, name.size(), name) == 0) out_.replace(start, name.size(), styled("1", name));
    return;
  }
  raw(styled("1", name));
  raw(note);
  blank();
}

void text_writer::headline(std::string_view text, bool illustrative) {
  const std::string mark = illustrative ? cut(words("illustrative"), report_columns / 2) : "";
  const std::size_t mark_width = display_width(mark);
  const std::string shown = cut(text, report_columns - (mark.empty() ? 0 : mark_width + 2));
  raw(styled("1", shown));
  if (!mark.empty()) {
    raw(std::string(report_columns - display_width(shown) - mark_width, ' '));
    raw(styled("7", mark));
  }
  blank();
}

void text_writer::wrapped(std::string_view text, std::string_view lead, std::size_t rest) {
  out_ += wrap(text, lead, rest, report_columns);
}

void text_writer::embolden(std::size_t start, std::string_view mark) {
  const std::size_t found = out_.find(mark, start);
  if (found == std::string::npos) return;
  const std::size_t length = found - start;
  out_.replace(start, length, styled("1", out_.substr(start, length)));
}

}  // namespace coalign::io
