// SPDX-License-Identifier: Apache-2.0
/// @file
/// Symptoms: what shows that two strategies are at work.
#pragma once

#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

/// How much of what was planned was on time.
struct on_time_result {
  double planned = 0.0;
  double on_time = 0.0;
  std::optional<double> share{};  ///< on_time / planned, 0..1; none where nothing was planned
};

/// How two amounts changed between two periods, as shares of the first: 0.1 is 10 % more.
struct growth_result {
  std::string from;
  std::string to;
  double tech_spend = 0.0;
  double revenue = 0.0;
};

/// What is computed of symptoms.
struct symptoms_result {
  std::optional<on_time_result> campaigns{};
  std::optional<on_time_result> projects{};
  /// Between the last two periods for which both amounts are given; none where there are fewer, or where the earlier
  /// amount is not above zero.
  std::optional<growth_result> growth{};
};

namespace detail {

[[nodiscard]] inline std::optional<on_time_result> share_on_time(const std::optional<on_time>& given) {
  if (!given) return std::nullopt;
  on_time_result out{given->planned, given->on_time, std::nullopt};
  if (given->planned > 0.0) out.share = given->on_time / given->planned;
  return out;
}

/// The amount of a period; null where there is none.
[[nodiscard]] inline const money* amount_of(const std::vector<amount_of_period>& list, std::string_view period) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.period == period; });
  return found == list.end() ? nullptr : &found->amount;
}

[[nodiscard]] inline std::optional<growth_result> last_growth(const symptoms& given) {
  std::vector<const amount_of_period*> both;  // the last first
  for (std::size_t i = given.tech_spend.size(); i > 0 && both.size() < 2; --i) {
    if (amount_of(given.revenue, given.tech_spend[i - 1].period)) both.push_back(&given.tech_spend[i - 1]);
  }
  if (both.size() < 2) return std::nullopt;
  const auto growth = [](money from, money to) -> std::optional<double> {
    if (!(from > money{})) return std::nullopt;
    return (to.value() - from.value()) / from.value();
  };
  const auto spend = growth(both[1]->amount, both[0]->amount);
  const auto revenue = growth(*amount_of(given.revenue, both[1]->period), *amount_of(given.revenue, both[0]->period));
  if (!spend || !revenue) return std::nullopt;
  return growth_result{both[1]->period, both[0]->period, *spend, *revenue};
}

}  // namespace detail

/// Assesses symptoms: shares on time, and the growth of tech spend beside that of revenue. O(periods^2) at worst, where
/// no period is in both lists.
[[nodiscard]] inline symptoms_result assess_symptoms(const symptoms& given, const setting&) {
  return {detail::share_on_time(given.campaigns), detail::share_on_time(given.projects), detail::last_growth(given)};
}

}  // namespace coalign::strategy
