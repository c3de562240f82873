// SPDX-License-Identifier: Apache-2.0
/// @file
/// Exchange rates: what one option costs and gives in place of another, as a sentence.
#pragma once

#include <coalign/core/message.hpp>
#include <coalign/core/number.hpp>
#include <coalign/strategy/sections.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace coalign::strategy {

/// The texts of exchange rates; `changes` is a list of `exchange_change`.
inline constexpr message_template exchange_templates[] = {
    {"exchange", "{option} instead of {instead_of}: {measure} {value} instead of {other}, {changes}"},
    {"exchange_change", "{measure} {change}"},
};

/// The text of a key, empty where there is none.
[[nodiscard]] constexpr std::string_view exchange_template(std::string_view key) noexcept {
  return template_text(exchange_templates, key);
}

/// What changes where one option takes the place of another.
struct exchange {
  std::string option{};
  std::string instead_of{};
  by_id<double> changes{};  ///< by measure, where the two differ: the value of the option less that of the other
  std::string key{};        ///< names the template
  arguments args{};
  std::string message{};
};

namespace detail {

/// How many decimals a number was typed with; −1 where it is too small or too large to be typed so.
[[nodiscard]] inline int typed_decimals(double x) {
  const std::string text = compact(x);
  if (text.find('e') != std::string::npos) return -1;
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

/// A change for people, with its sign: as on paper, where that is not long.
[[nodiscard]] inline std::string change_text(double x) {
  constexpr int most_decimals = 4;
  const int decimals = typed_decimals(x);
  return (x > 0.0 ? "+" : "") + (decimals >= 0 && decimals <= most_decimals ? as_typed(x) : readable(x));
}

}  // namespace detail

/// a − b as on paper: with no more decimals than the two were typed with, so that 0.37 − 0.25 is 0.12. Never infinite.
[[nodiscard]] inline double typed_difference(double a, double b) {
  constexpr double most = std::numeric_limits<double>::max();
  const double d = std::clamp(a - b, -most, most);
  const int first = detail::typed_decimals(a), second = detail::typed_decimals(b);
  if (first < 0 || second < 0) return d;
  double scale = 1.0;
  for (int i = 0; i < std::max(first, second); ++i) scale *= 10.0;
  constexpr double exact = 9007199254740992.0;  // beyond it not every whole number is a double
  return scale > 1e22 || std::abs(d) * scale >= exact ? d : std::round(d * scale) / scale;
}

/// What changes from one option to another.
/// @param measures what the options are measured by, two at least
/// @param to, from two options of which neither is at least as good as the other in every measure; `to` is the better
///   one in the first measure in which they differ
/// O(measures).
[[nodiscard]] inline exchange exchange_of(const std::vector<measure_of_options>& measures, const option& to,
                                          const option& from) {
  exchange out{.option = to.id, .instead_of = from.id, .key = "exchange"};
  out.args = {{"option", to.id}, {"instead_of", from.id}};
  std::string list;
  for (std::size_t m = 0; m < measures.size(); ++m) {
    if (to.values[m] == from.values[m]) continue;
    const double change = typed_difference(to.values[m], from.values[m]);
    if (out.changes.empty()) {
      out.args.emplace_back("measure", measures[m].id);
      out.args.emplace_back("value", as_typed(to.values[m]));
      out.args.emplace_back("other", as_typed(from.values[m]));
    } else {
      list +=
          (list.empty() ? "" : ", ") + render(exchange_template("exchange_change"),
                                              {{"measure", measures[m].id}, {"change", detail::change_text(change)}});
    }
    out.changes.emplace_back(measures[m].id, change);
  }
  out.args.emplace_back("changes", list);
  out.message = render(exchange_template(out.key), out.args);
  return out;
}

}  // namespace coalign::strategy
