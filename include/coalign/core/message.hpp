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

[[nodiscard]] inline std::string number_text(double x, char form, const number_words& words = {}) {
  switch (form) {
    case '2':
      return fixed(x, 2);
    case '0':
      return readable(x, 0);
    case 'i':
      return x < 1.0 && fixed(x, 2) == "1.00" ? std::string(words.almost_one) : fixed(x, 2);
    case 'p':
      if (x > 0.0 && x < 0.95) return x < 0.05 ? std::string(words.tiny) : fixed(x, 1);
      return x < 100.0 && readable(x, 0) == "100" && 100.0 - x > 1e-9 ? std::string(words.nearly_all) : readable(x, 0);
    default:
      return readable(x);
  }
}

}  // namespace detail

/// The names in a template, each once.
[[nodiscard]] inline std::vector<std::string_view> argument_names(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t end = text.find_first_of(":}", open);
    if (end == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, end - open - 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

/// Whether each name of a template has its argument.
[[nodiscard]] inline bool is_told(std::string_view text, const arguments& args) {
  for (const std::string_view name : argument_names(text)) {
    if (std::none_of(args.begin(), args.end(), [&](const argument& a) { return a.first == name; })) return false;
  }
  return true;
}

/// Fills a template. `{name}` stands for an argument: a text as it is, a number with at most two decimals.
/// `{name:2}` is a number with two decimals, `{name:0}` a whole one, `{name:p}` points of 100: whole, or with one
/// decimal below one, and never 0 or 100 for what is not; `{name:i}` an index, never 1.00 for what is not. `{name:c}`
/// is a text with its first letter capital. An unknown name stays as it stands.
[[nodiscard]] inline std::string render(std::string_view text, const arguments& args,
                                        const number_words& numbers = {}) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, open));
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t colon = inside.find(':');
    const std::string_view name = inside.substr(0, colon);
    const char form = colon == std::string_view::npos || colon + 1 >= inside.size() ? '\0' : inside[colon + 1];
    const argument* found = nullptr;
    for (const argument& a : args) {
      if (a.first == name) found = &a;
    }
    if (found == nullptr) {
      out.append(text.substr(open, close - open + 1));
    } else if (const auto* words = std::get_if<std::string>(&found->second)) {
      const std::size_t start = out.size();
      out += *words;
      if (form == 'c' && start < out.size() && out[start] >= 'a' && out[start] <= 'z') {
        out[start] = static_cast<char>(out[start] - 'a' + 'A');
      }
    } else {
      const double x = std::get<double>(found->second);
      out += detail::number_text(x, form, numbers);
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
