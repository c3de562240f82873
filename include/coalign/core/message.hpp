// SPDX-License-Identifier: Apache-2.0
/// @file
/// Texts for people: templates with named arguments, in one table, so that a host can translate them.
#pragma once

#include <coalign/core/number.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace coalign {

/// A named argument of a message: a text or a number.
using argument = std::pair<std::string, std::variant<std::string, double>>;
using arguments = std::vector<argument>;

/// What a number reads as that is not what its digits would say.
struct number_words {
  std::string_view almost_one = "just under 1";
  std::string_view tiny = "under 0.1";
  std::string_view nearly_all = "over 99";
};

namespace detail {

/// @param more decimals than the form asks for
[[nodiscard]] inline std::string number_text(double x, char form, const number_words& words = {}, int more = 0) {
  switch (form) {
    case '2':
      return fixed(x, 2 + more);
    case '0':
      return readable(x, more);
    case 'i':
      return x < 1.0 && fixed(x, 2 + more) == fixed(1.0, 2 + more) ? std::string(words.almost_one) : fixed(x, 2 + more);
    case '%':
      return number_text(100.0 * x, 'p', words, more);
    case 'p':
      if (more > 0) return readable(x, more);
      if (x > 0.0 && x < 0.95) return x < 0.05 ? std::string(words.tiny) : fixed(x, 1);
      return x < 100.0 && readable(x, 0) == "100" && 100.0 - x > 1e-9 ? std::string(words.nearly_all) : readable(x, 0);
    default:
      return readable(x, 2 + more);
  }
}

/// The argument of a name, the last where several have it; null where none has.
[[nodiscard]] inline const argument* find_argument(const arguments& args, std::string_view name) {
  const argument* found = nullptr;
  for (const argument& a : args) {
    if (a.first == name) found = &a;
  }
  return found;
}

/// What stands between the braces of a template: "value:2~limit".
struct placeholder {
  std::string_view name;
  char form = '\0';
  std::string_view beside{};  ///< the argument that it is compared with

  explicit placeholder(std::string_view inside) : name(inside.substr(0, inside.find(':'))) {
    inside.remove_prefix(std::min(inside.size(), name.size() + 1));
    const std::size_t mark = inside.find('~');
    if (mark != std::string_view::npos) beside = inside.substr(mark + 1);
    inside = inside.substr(0, mark);
    if (!inside.empty()) form = inside.front();
  }
};

}  // namespace detail

/// The names between the braces of a template, and those that they are compared with, each once, in the order of the
/// text.
[[nodiscard]] inline std::vector<std::string_view> argument_names(std::string_view text) {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t end = text.find('}', open);
    if (end == std::string_view::npos) break;
    const detail::placeholder asked(text.substr(open + 1, end - open - 1));
    add(asked.name);
    add(asked.beside);
  }
  return names;
}

/// Whether each name of a template has its argument.
[[nodiscard]] inline bool is_told(std::string_view text, const arguments& args) {
  const std::vector<std::string_view> names = argument_names(text);
  return std::all_of(names.begin(), names.end(),
                     [&](std::string_view name) { return detail::find_argument(args, name) != nullptr; });
}

/// Fills a template. `{name}` stands for an argument: a text as it is, a number with at most two decimals.
/// `{name:2}` is a number with two decimals, `{name:0}` a whole one, `{name:p}` points of 100: whole, or with one
/// decimal below one, and never 0 or 100 for what is not; `{name:%}` a share as such points; `{name:i}` an index, never
/// 1.00 for what is not. `{name:~other}`, after any form as in `{name:2~other}`, is a number that is compared with
/// another one: with as many more decimals as show that the two differ. An unknown name stays as it stands.
[[nodiscard]] inline std::string render(std::string_view text, const arguments& args,
                                        const number_words& numbers = {}) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, open));
    const detail::placeholder asked(text.substr(open + 1, close - open - 1));
    const argument* found = detail::find_argument(args, asked.name);
    if (found == nullptr) {
      out.append(text.substr(open, close - open + 1));
    } else if (const auto* words = std::get_if<std::string>(&found->second)) {
      out += *words;
    } else {
      const double x = std::get<double>(found->second);
      const argument* other = detail::find_argument(args, asked.beside);
      const double* y = other == nullptr ? nullptr : std::get_if<double>(&other->second);
      const auto shown = [&](double each, int more) { return detail::number_text(each, asked.form, numbers, more); };
      out += shown(x, y == nullptr ? 0 : decimals_apart(x, *y, 0, shown));
    }
    text.remove_prefix(close + 1);
  }
  return out;
}

/// One template of the table.
struct message_template {
  std::string_view key;
  std::string_view text;
};

/// The text of a key in a table, empty where there is none.
[[nodiscard]] constexpr std::string_view template_text(std::span<const message_template> table,
                                                       std::string_view key) noexcept {
  for (const message_template& t : table) {
    if (t.key == key) return t.text;
  }
  return {};
}

}  // namespace coalign
