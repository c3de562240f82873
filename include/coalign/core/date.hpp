// SPDX-License-Identifier: Apache-2.0
/// @file
/// Dates: days of the Gregorian calendar, written YYYY-MM-DD.
#pragma once

#include <coalign/core/config.hpp>

#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace coalign {

/// A day. Differences are in days.
using date = std::chrono::sys_days;

/// Reads a date. @param text exactly YYYY-MM-DD @returns none where it is not that, or no such day exists.
[[nodiscard]] inline std::optional<date> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const auto digits = [&](std::size_t from, std::size_t size, auto& out) {
    for (std::size_t i = from; i < from + size; ++i) {
      if (text[i] < '0' || text[i] > '9') return false;
    }
    std::from_chars(text.data() + from, text.data() + from + size, out);
    return true;
  };
  if (!digits(0, 4, year) || !digits(5, 2, month) || !digits(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day found{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!found.ok()) return std::nullopt;
  return date{found};
}

/// A date as YYYY-MM-DD. Precondition: a year from 0 to 9999, as `parse_date` gives.
[[nodiscard]] inline std::string date_text(date d) {
  const std::chrono::year_month_day x{d};
  const auto padded = [](unsigned number, std::size_t width) {
    std::string out = std::to_string(number);
    return out.insert(0, width - out.size(), '0');
  };
  return padded(static_cast<unsigned>(static_cast<int>(x.year())), 4) + '-' + padded(unsigned{x.month()}, 2) + '-' +
         padded(unsigned{x.day()}, 2);
}

/// Days from one date to another; negative where it lies before.
[[nodiscard]] inline double days_between(date from, date to) noexcept {
  return static_cast<double>((to - from).count());
}

}  // namespace coalign
