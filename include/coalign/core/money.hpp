// SPDX-License-Identifier: Apache-2.0
/// @file
/// Money: exact decimals with four places, so that a sum does not depend on the order of its parts.
#pragma once

#include <coalign/core/number.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coalign {

/// An amount in the model's currency, held in ten-thousandths. Sums of amounts that a model may hold cannot overflow:
/// the readers refuse a model whose amounts add up to more than `money::most`.
class money {
 public:
  /// The largest amount, and the largest total of a model.
  static constexpr std::int64_t most = 900'000'000'000'000;

  constexpr money() = default;
  /// An amount of whole units. Precondition: not beyond `most`.
  [[nodiscard]] static constexpr money units(std::int64_t whole) noexcept { return money(whole * places); }

  /// The amount that a decimal number states. @returns none where it has more than four decimals, more digits than a
  /// double keeps, or is beyond `most`.
  [[nodiscard]] static std::optional<money> exactly(double x) {
    const std::optional<money> out = rounded(x);
    // A double keeps 15 digits of a decimal number: what reads back to the same double is what was written.
    if (!out || std::abs(x) >= 1e15 || out->value() != x) return std::nullopt;
    if (std::abs(x) * places >= 9e15 && out->amount_ % places != 0) return std::nullopt;
    return out;
  }
  /// The nearest amount, halves away from zero. @returns none where it is not finite or beyond `most`.
  [[nodiscard]] static std::optional<money> rounded(double x) noexcept {
    if (!(std::abs(x) <= static_cast<double>(most))) return std::nullopt;
    const double whole = std::trunc(x);
    return money(static_cast<std::int64_t>(whole) * places + std::llround((x - whole) * places));
  }

  /// The amount as a number: the nearest double.
  [[nodiscard]] constexpr double value() const noexcept {
    return static_cast<double>(amount_) / static_cast<double>(places);
  }
  [[nodiscard]] constexpr std::int64_t ten_thousandths() const noexcept { return amount_; }
  /// Part i of n nearly equal ones, exact: what does not divide goes to the first parts, a ten-thousandth to each.
  /// Precondition: i < n, the amount is >= 0.
  [[nodiscard]] constexpr money part(std::int64_t i, std::int64_t n) const noexcept {
    return money(amount_ / n + (i < amount_ % n ? 1 : 0));
  }

  constexpr money& operator+=(money x) noexcept {
    amount_ += x.amount_;
    return *this;
  }
  constexpr money& operator-=(money x) noexcept {
    amount_ -= x.amount_;
    return *this;
  }
  [[nodiscard]] friend constexpr money operator+(money x, money y) noexcept { return x += y; }
  [[nodiscard]] friend constexpr money operator-(money x, money y) noexcept { return x -= y; }
  [[nodiscard]] friend constexpr auto operator<=>(money, money) noexcept = default;

 private:
  static constexpr std::int64_t places = 10'000;
  explicit constexpr money(std::int64_t amount) noexcept : amount_(amount) {}

  std::int64_t amount_ = 0;
};

/// An amount for people, its currency in front: "EUR 12,000", "1.50", "EUR -3,000".
[[nodiscard]] inline std::string money_text(money x, std::string_view currency) {
  const std::int64_t amount = x.ten_thousandths();
  const std::uint64_t size = amount < 0 ? 0 - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
  std::string text = std::to_string(size / 10'000);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  if (const std::uint64_t part = size % 10'000; part != 0) {
    std::string decimals = std::to_string(10'000 + part).substr(1);
    while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
    text += '.' + decimals;
  }
  std::string out(currency);
  if (!out.empty()) out += ' ';
  if (amount < 0) out += '-';
  return out + text;
}

}  // namespace coalign
