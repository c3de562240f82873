// SPDX-License-Identifier: Apache-2.0
/// @file
/// Fair choices among a few options: Nash, Kalai-Smorodinsky, and the one that is best for who is worst off.
///
/// All of them need what each side gets of each option, 0..1, 0 being what it gets without agreement. An option that
/// is better for some side and worse for none is at least as good by each of them.
#pragma once

#include <coalign/core/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace coalign::strategy {

/// What each side gets of each option, by [side][option]: all rows of one length, each number 0..1.
using utility_table = std::vector<std::vector<double>>;

namespace detail {

/// Two numbers that differ by less differ by rounding alone.
inline constexpr double bargaining_slack = 1e-12;

/// The first of the options that are left, those of `preferred` before others.
[[nodiscard]] inline std::optional<std::size_t> first_left(const std::vector<bool>& left,
                                                           const std::vector<bool>& preferred) {
  std::optional<std::size_t> out;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!left[i]) continue;
    if (i < preferred.size() && preferred[i]) return i;
    if (!out) out = i;
  }
  return out;
}

/// The option whose smallest number is largest; among equals the one whose next smallest is largest, and so on.
[[nodiscard]] inline std::optional<std::size_t> leximin(const utility_table& u, const std::vector<bool>& preferred) {
  const std::size_t options = u.empty() ? 0 : u.front().size();
  std::vector<std::vector<double>> sorted(options);
  double most = 0.0;
  for (std::size_t i = 0; i < options; ++i) {
    for (const auto& row : u) sorted[i].push_back(row[i]);
    std::sort(sorted[i].begin(), sorted[i].end());
    most = std::max(most, sorted[i].back());
  }
  if (!(most > 0.0)) return std::nullopt;
  std::vector<bool> left(options, true);
  for (std::size_t place = 0; place < u.size(); ++place) {
    double best = 0.0;
    for (std::size_t i = 0; i < options; ++i) {
      if (left[i]) best = std::max(best, sorted[i][place]);
    }
    for (std::size_t i = 0; i < options; ++i) left[i] = left[i] && sorted[i][place] >= best - bargaining_slack;
  }
  return first_left(left, preferred);
}

/// A product of many numbers in 0..1, which a double alone could not hold.
struct long_product {
  double mantissa = 1.0;  ///< 0, or 0.5..1
  long exponent = 0;

  void times(double x) {
    int more = 0;
    mantissa = std::frexp(mantissa * x, &more);
    exponent += more;
  }
};

}  // namespace detail

/// The option with the largest product of what the sides get above no agreement (Nash 1950).
/// @param u         what each side gets of each option
/// @param preferred options that come before others where both are equal; then the first in order
/// @returns none where every product is 0, so that each option leaves some side with nothing. O(sides × options).
[[nodiscard]] inline std::optional<std::size_t> nash_choice(const utility_table& u,
                                                            const std::vector<bool>& preferred = {}) {
  const std::size_t options = u.empty() ? 0 : u.front().size();
  std::vector<detail::long_product> products(options);
  long greatest = std::numeric_limits<long>::min();
  for (std::size_t i = 0; i < options; ++i) {
    for (const auto& row : u) products[i].times(row[i]);
    if (products[i].mantissa > 0.0) greatest = std::max(greatest, products[i].exponent);
  }
  // Relative to the greatest power of two, so that what becomes 0 here is far from the greatest.
  std::vector<double> relative(options, 0.0);
  for (std::size_t i = 0; i < options; ++i) {
    if (products[i].mantissa == 0.0) continue;
    const long below = std::max(products[i].exponent - greatest, -2000L);
    relative[i] = std::ldexp(products[i].mantissa, static_cast<int>(below));
  }
  const double best = options == 0 ? 0.0 : *std::max_element(relative.begin(), relative.end());
  if (!(best > 0.0)) return std::nullopt;
  std::vector<bool> left(options);
  for (std::size_t i = 0; i < options; ++i) left[i] = relative[i] >= best * (1.0 - detail::bargaining_slack);
  return detail::first_left(left, preferred);
}

/// The option that is best for the side that is worst off; among equals for the next one, and so on (Rawls 1971;
/// Sen 1970 for the order).
/// @param u, preferred as in `nash_choice`
/// @returns none where no side gets anything of any option. O(sides × options × log sides).
[[nodiscard]] inline std::optional<std::size_t> max_min_choice(const utility_table& u,
                                                               const std::vector<bool>& preferred = {}) {
  return detail::leximin(u, preferred);
}

/// The same on what a side gets as a share of its own best: of discrete options the one nearest to the point at which
/// all sides get an equal share of their best (Kalai & Smorodinsky 1975). A side that gets nothing of any option has a
/// share of 0.
/// @param u, preferred as in `nash_choice`
/// @returns none where no side gets anything of any option. O(sides × options × log sides).
[[nodiscard]] inline std::optional<std::size_t> kalai_smorodinsky_choice(utility_table u,
                                                                         const std::vector<bool>& preferred = {}) {
  for (auto& row : u) {
    const double best = row.empty() ? 0.0 : *std::max_element(row.begin(), row.end());
    if (!(best > 0.0)) continue;
    for (double& x : row) x /= best;
  }
  return detail::leximin(u, preferred);
}

}  // namespace coalign::strategy
