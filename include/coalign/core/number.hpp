// SPDX-License-Identifier: Apache-2.0
/// @file
/// Numbers as text, the same on every machine and in every locale.
#pragma once

#include <coalign/core/config.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace coalign {

/// The shortest text that reads back to the same double, a whole number with one decimal: 0.1, 30.0, 1e-07, 1e+16.
/// The layout is Python's. Precondition: finite.
[[nodiscard]] inline std::string shortest(double x) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  int exponent = 0;
  const char* digits_of_exponent = text.data() + e + 1 + (text[e + 1] == '+');
  std::from_chars(digits_of_exponent, text.data() + text.size(), exponent);
  std::string out(text.substr(0, 1) == "-" ? "-" : "");
  std::string digits;
  for (const char c : text.substr(out.size(), e - out.size())) {
    if (c != '.') digits += c;
  }
  if (exponent < -4 || exponent >= 16) {
    out += digits.substr(0, 1);
    if (digits.size() > 1) out += '.' + digits.substr(1);
    const int size = std::abs(exponent);
    return out + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
  }
  if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0') + ".0";
  return out + digits.substr(0, whole) + '.' + digits.substr(whole);
}

/// With a fixed number of decimals, rounded half to even on the exact value; never "-0.00".
[[nodiscard]] inline std::string fixed(double x, int decimals) {
  std::array<char, 400> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::fixed, decimals).ptr;
  std::string out(buffer.data(), end);
  if (out.front() == '-' && out.find_first_not_of("-0.") == std::string::npos) out.erase(0, 1);
  return out;
}

namespace detail {

/// Puts thousands apart by a comma.
[[nodiscard]] inline std::string with_commas(std::string text) {
  if (text.find_first_not_of("-0123456789.") != std::string::npos) return text;
  std::size_t at = std::min(text.find('.'), text.size());
  const std::size_t first = text.front() == '-' ? 1 : 0;
  while (at > first + 3) text.insert(at -= 3, ",");
  return text;
}

}  // namespace detail

/// `shortest`, but a whole number without a decimal: 30, 0.1, 1e-07.
[[nodiscard]] inline std::string compact(double x) {
  std::string out = shortest(x);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out;
}

/// As it was typed, whatever its decimals: 99.9999, 12,000, 1e-07.
[[nodiscard]] inline std::string as_typed(double x) { return detail::with_commas(compact(x)); }

/// As people write it: at most `decimals` decimals, no zeros behind them, thousands apart by a comma. What would read
/// as 0 and is not, or is too long for people, is written by `shortest`.
[[nodiscard]] inline std::string readable(double x, int decimals = 2) {
  if (x != 0.0 && (std::abs(x) >= 1e15 || (decimals >= 2 && std::abs(x) < std::pow(10.0, -decimals)))) {
    return shortest(x);
  }
  std::string out = fixed(x, decimals);
  if (out.find('.') != std::string::npos) {
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
  }
  return detail::with_commas(std::move(out));
}

/// How many decimals, `least` or more, show that two numbers differ; `least` where they do not, or by noise alone.
/// @param shown what a number reads as with so many decimals
template <class Shown>
[[nodiscard]] int decimals_apart(double x, double y, int least, const Shown& shown) {
  constexpr int most = 17;
  if (!(std::abs(x - y) > 1e-12 * std::max({1.0, std::abs(x), std::abs(y)}))) return least;
  int decimals = least;
  while (decimals < most && shown(x, decimals) == shown(y, decimals)) ++decimals;
  return decimals;
}

}  // namespace coalign
