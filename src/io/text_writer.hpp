// SPDX-License-Identifier: Apache-2.0
// A text for a terminal as it grows: lines from templates, at most 80 columns wide, coloured where that is asked for.
#pragma once

#include <coalign/assess/message.hpp>
#include <coalign/io/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

inline constexpr std::size_t report_columns = 80;
inline constexpr std::size_t most_of_name = 40;   // of a name within a sentence
inline constexpr std::size_t most_of_text = 240;  // of a title, a question or a reason
inline constexpr double worth_telling = 0.05;     // a gap below that is no headline

/// A name in a sentence: as it was given, printable and cut.
[[nodiscard]] std::string short_name(std::string_view name);

/// The first few of a list in one line, and how many there are besides, in a language (null: English).
[[nodiscard]] std::string listed(const translation* words, const std::vector<std::string>& all, std::size_t most);

/// The text so far, and how to add to it.
class text_writer {
 public:
  explicit text_writer(const text_options& options) : options_(options) {}

  /// The text; nothing can be added afterwards.
  [[nodiscard]] std::string take() && { return std::move(out_); }

  /// A text in an ANSI style, where the options ask for colour.
  [[nodiscard]] std::string styled(std::string_view code, std::string_view text) const;

  /// The text of a key of the report, in the language that the options ask for.
  [[nodiscard]] std::string_view words(std::string_view key) const;
  /// That text with its arguments.
  [[nodiscard]] std::string filled(std::string_view key, const arguments& args) const;
  /// The language that the options ask for; null: English.
  [[nodiscard]] const translation* language() const noexcept { return options_.words; }

  /// A line from its template, wrapped: `lead` stands before it, `rest` spaces before what follows.
  void say(std::string_view key, const arguments& args, std::string_view lead = "", std::size_t rest = 2);
  /// The first line of a section, whose number and name stand out.
  void head(std::string_view name, std::string_view key, const arguments& args);
  /// A line of its own that stands out, and a note behind it; wrapped where both together do not fit a line.
  void title(std::string_view name, std::string_view note);
  /// What a text is about, cut to a line, and at its end that the data are invented, where they are.
  void headline(std::string_view text, bool illustrative);

  /// A text that is not from one template, wrapped.
  void wrapped(std::string_view text, std::string_view lead, std::size_t rest);
  /// A text as it is, with its line breaks.
  void raw(std::string_view text) { out_ += text; }
  void blank() { out_ += '\n'; }

  /// Where the text ends now.
  [[nodiscard]] std::size_t end() const noexcept { return out_.size(); }
  /// Lets what was added since `start` stand out, up to the mark, where there is one.
  void embolden(std::size_t start, std::string_view mark);

 private:
  text_options options_;
  std::string out_;
};

}  // namespace coalign::io
