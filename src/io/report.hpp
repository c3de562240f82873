// SPDX-License-Identifier: Apache-2.0
// The report for a terminal as it grows, and the names in it. A section's function is declared in report_sections.hpp.
#pragma once

#include "report_templates.hpp"
#include "text_writer.hpp"

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/strategy.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::io {

/// One pair of sides, as a report tells of it. It refers to the assessment.
struct pair_context {
  const pair_assessment& found;
  const pair& x;                     ///< its numbers
  std::array<const side*, 2> sides;  ///< the first and the second
  std::array<std::string, 2> names;  ///< what the report calls them

  /// What the report calls a side, by its id.
  [[nodiscard]] const std::string& name(std::string_view id) const { return names[place(id)]; }
  /// 0 for the id of the first side, else 1.
  [[nodiscard]] std::size_t place(std::string_view id) const { return id == x.sides[0] ? 0 : 1; }
  /// The names as headings of columns: cut, and `same` where that leaves two alike.
  [[nodiscard]] std::array<std::string, 2> headings(std::size_t width, const std::array<std::string, 2>& same) const;
};

/// The text so far, and what every section needs to add to it. It refers to the assessment.
class report_writer : public text_writer {
 public:
  report_writer(const assessment& a, const text_options& options);

  [[nodiscard]] const assessment& found() const noexcept { return a_; }
  [[nodiscard]] pair_context about(const pair_assessment& p) const;
  /// Whether there are two sides: then the pair is all there is.
  [[nodiscard]] bool one_pair() const noexcept { return a_.pairs.size() == 1; }

  // Names, short enough for a sentence.
  [[nodiscard]] const std::string& side_name(std::size_t k) const { return sides_[k]; }
  [[nodiscard]] std::string metric_name(std::size_t i) const;
  [[nodiscard]] std::string risk_name(std::size_t c) const;
  /// Of anything that has an id: a side, a metric, a tool, an item, the arbiter; words for `shared`.
  [[nodiscard]] std::string label(std::string_view id) const;
  /// An amount with the model's currency.
  [[nodiscard]] std::string amount(money x) const;

  using text_writer::head;
  using text_writer::say;
  /// A line of a pair: {first} and {second} are its names.
  void say(const pair_context& p, std::string_view key, arguments args, std::string_view lead = "",
           std::size_t rest = 2);
  void head(const pair_context& p, std::string_view name, std::string_view key, arguments args);
  /// In place of a section whose answers a side did not give; `name` and `what` are keys.
  void missing(const pair_context& p, std::string_view name, std::string_view what, const std::array<bool, 2>& gives);

 private:
  const assessment& a_;
  std::vector<std::string> sides_;
  strategy::labels labels_;
};

/// Arguments with the names of a pair.
[[nodiscard]] arguments with_names(const pair_context& p, arguments args);

}  // namespace coalign::io
