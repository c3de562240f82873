// SPDX-License-Identifier: Apache-2.0
/// @file
/// How much each side counts, and each pair of sides.
#pragma once

#include <coalign/core/weights.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace coalign {

namespace detail {

/// Influences that sum to one. @returns `bad_weight` with the index of the first that is not > 0 and finite
[[nodiscard]] inline result<weights> influence_shares(std::span<const double> influence) {
  for (std::size_t k = 0; k < influence.size(); ++k) {
    if (!(influence[k] > 0.0)) {
      return fail(errc::bad_weight, field::influence, static_cast<std::ptrdiff_t>(k), influence[k]);
    }
  }
  return weights::from_points(influence, false, field::influence);
}

/// Checks sides, and gives influences that sum to one: equal ones where none are given.
/// @param where what the sides' weights are, for errors
[[nodiscard]] inline result<weights> influences(std::span<const weights> sides, std::span<const double> influence,
                                                field where) {
  if (sides.empty()) return fail(errc::size_mismatch, field::sides, -1, 0.0);
  for (std::size_t k = 0; k < sides.size(); ++k) {
    if (sides[k].empty() || sides[k].size() != sides[0].size()) {
      const double got = static_cast<double>(sides[k].size());
      return fail(errc::size_mismatch, where, -1, got, static_cast<std::ptrdiff_t>(k));
    }
  }
  if (influence.empty()) return weights::from_points(std::vector<double>(sides.size(), 1.0));
  if (influence.size() != sides.size()) {
    return fail(errc::size_mismatch, field::influence, -1, static_cast<double>(influence.size()));
  }
  return influence_shares(influence);
}

}  // namespace detail

/// What each pair of sides weighs in a group: a_k a_l / Σ_{k<l} a_k a_l.
/// @param influence N >= 2 numbers > 0, in any unit
/// @returns one number for each pair (0,1), (0,2) .. (N−2,N−1), summing to one; `bad_weight` with the index,
/// `size_mismatch` for fewer than two. O(N²).
[[nodiscard]] inline result<std::vector<double>> pair_weights(std::span<const double> influence) {
  if (influence.size() < 2) return fail(errc::size_mismatch, field::sides);
  BOOST_OUTCOME_TRY(const auto a, detail::influence_shares(influence));
  std::vector<double> products;
  products.reserve(a.size() * (a.size() - 1) / 2);
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    for (std::size_t l = k + 1; l < a.size(); ++l) sum += products.emplace_back(a[k] * a[l]);
  }
  for (double& w : products) w /= sum;
  return products;
}

}  // namespace coalign
