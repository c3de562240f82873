// SPDX-License-Identifier: Apache-2.0
/// @file
/// The relationship of the sides: how each rates the practices of the other, whether its raters agree first, and what
/// it needs of the other and does not get.
#pragma once

#include <coalign/agreement/rwg.hpp>
#include <coalign/core/order.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// The index of `sees_value`, which is no practice but comes with them.
inline constexpr std::size_t sees_value = practice_count;
/// Raters whose r_wg is below that are not averaged, unless the policy says otherwise (threshold `rwg` of RL003).
inline constexpr double least_rwg = 0.5;

/// What the raters of one side say of one practice of another side. Ratings are on the section's scale; levels are
/// shares of it, 0 its low end and 1 its high end.
struct practice_level {
  std::size_t raters = 0;
  double rating = 0.0;               ///< the mean of the raters, where there are any
  double least = 0.0;                ///< the lowest rating, where there are any
  double greatest = 0.0;             ///< the highest
  std::optional<double> rwg{};       ///< agreement of the raters, 0..1; none where it is undefined
  bool divided = false;              ///< r_wg is too low for a mean to stand for them
  std::optional<double> level{};     ///< of the mean; none without raters, or where they are divided
  std::vector<std::size_t> given{};  ///< indices in `ratings` of who rated it
};

/// What one side says of another, by `practice_names`.
struct rated_side {
  std::string side;
  std::string of;  ///< `shared`: all the others together
  std::array<practice_level, practice_count + 1> practices{};
};

/// One practice as two sides see it, each of the other.
struct perception {
  std::array<std::size_t, 2> rated{};  ///< indices in the result: what the first side says of the second, and back
  std::size_t practice = 0;            ///< index in `practice_names`
  std::array<double, 2> levels{};      ///< of the two
  double gap = 0.0;                    ///< their difference, 0..1
};

/// A need of one side from another.
struct need_met {
  std::size_t need = 0;  ///< index in `needs` of the section
  std::string side{};    ///< who needs it
  std::string of{};      ///< who is asked; `shared`: all the others
  std::string what{};
  std::optional<double> importance{};  ///< share of the scale
  std::optional<double> met{};         ///< share of the scale
  std::optional<double> unmet{};       ///< importance × (1 − met), 0..1
};

struct relationship_result {
  std::array<double, 2> scale{1.0, 5.0};  ///< of ratings: its low end and its high end
  std::vector<rated_side> rated{};        ///< by rating side, then by rated side, in the order of the model
  std::vector<perception> perceptions{};  ///< by pair of sides, then by practice; where both have a level
  std::vector<need_met> needs{};          ///< the most unmet first; those that cannot be ranked last
};

namespace detail {

/// How far x lies beyond a limit, without the noise of the last bits: means of decimals are seldom exact, and what is
/// at the limit is not beyond it.
[[nodiscard]] inline double rating_margin(double x, double limit) noexcept {
  return std::round((x - limit) * 1e12) / 1e12;
}

[[nodiscard]] inline double share_of_scale(const relationship& r, double rating) noexcept {
  return (rating - r.scale_low) / (r.scale_high - r.scale_low);
}

/// Whom a side speaks of: who is named, or where nobody is, the one other side, or all the others.
[[nodiscard]] inline std::string other_than(std::string_view side, const std::string& of, const setting& s) {
  if (!of.empty()) return of;
  if (s.sides.size() != 2) return std::string(shared);
  return s.sides[s.sides[0].id() == side ? 1 : 0].id();
}

/// The least r_wg at which raters are averaged: that of the policy, whether or not it reports who is below it.
[[nodiscard]] inline double least_rwg_of(const sections& given) noexcept {
  double out = least_rwg;
  for (const rule_setting& x : given.rules) {
    if (x.rule != "RL003") continue;
    if (const double* set = find(x.thresholds, "rwg")) out = *set;
  }
  return out;
}

/// r_wg of ratings, 0..1; none for fewer than two raters, where the scale has no whole number of steps, or where a
/// rating lies between two of them: then answers are not from the categories that r_wg counts.
[[nodiscard]] inline std::optional<double> rwg_on_scale(const relationship& r, const std::vector<double>& ratings) {
  const double steps = r.scale_high - r.scale_low;
  const auto whole = [](double x) { return x == std::floor(x); };
  if (ratings.size() < 2 || !whole(steps) || !(steps >= 1.0 && steps <= 1e6)) return std::nullopt;
  if (!std::all_of(ratings.begin(), ratings.end(), [&](double x) { return whole(x - r.scale_low); })) {
    return std::nullopt;
  }
  const auto found = agreement::rwg(ratings, {.categories = static_cast<int>(steps) + 1, .lowest = r.scale_low});
  return found ? std::optional<double>(found.value()) : std::nullopt;
}

[[nodiscard]] inline practice_level level_of(const relationship& r, const std::vector<std::size_t>& rows,
                                             std::size_t practice, double least_agreement) {
  practice_level out;
  std::vector<double> ratings;
  for (const std::size_t i : rows) {
    if (const auto& x = r.ratings[i].values[practice]) {
      ratings.push_back(*x);
      out.given.push_back(i);
    }
  }
  out.raters = ratings.size();
  if (ratings.empty()) return out;
  const auto [least, greatest] = std::minmax_element(ratings.begin(), ratings.end());
  out.least = *least;
  out.greatest = *greatest;
  double above = 0.0;  // the first rating, so that the mean of equal ones is exact
  for (const double x : ratings) above += x - ratings.front();
  out.rating = ratings.front() + above / static_cast<double>(ratings.size());
  out.rwg = rwg_on_scale(r, ratings);
  out.divided = out.rwg && rating_margin(least_agreement, *out.rwg) > 0.0;
  if (!out.divided) out.level = std::clamp(share_of_scale(r, out.rating), 0.0, 1.0);
  return out;
}

}  // namespace detail

/// Levels of practices, the perception gap between sides, and needs by how unmet they are.
///
/// Raters of one side are averaged only where they agree: where their r_wg is below the threshold of RL003 a practice
/// has no level, and rules that need one are silent. Without r_wg (one rater, or no scale of whole steps) the mean
/// stands. A perception gap is |level that a gives b − level that b gives a|.
/// @param r ratings and needs on its scale, `scale_low` < `scale_high`, of sides of the model
/// Cost: O(ratings × log ratings + needs × log needs) on top of a look-up of each side.
/// Source: r_wg by James, Demaree & Wolf 1984; agreement within before means between by Bliese 2000.
[[nodiscard]] inline relationship_result assess_relationship(const relationship& r, const setting& s) {
  const auto place = [&](std::string_view id) {
    const auto found = std::find_if(s.sides.begin(), s.sides.end(), [&](const side& k) { return k.id() == id; });
    return static_cast<std::size_t>(found - s.sides.begin());
  };
  using pair_of_sides = std::pair<std::size_t, std::size_t>;
  std::map<pair_of_sides, std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < r.ratings.size(); ++i) {
    const auto& [side, rater, of, values] = r.ratings[i];
    rows[{place(side), place(detail::other_than(side, of, s))}].push_back(i);
  }
  relationship_result out{.scale = {r.scale_low, r.scale_high}};
  const double least_agreement = detail::least_rwg_of(s.given);
  std::map<pair_of_sides, std::size_t> index;
  for (const auto& [places, of_pair] : rows) {
    const practice_rating& first = r.ratings[of_pair.front()];
    rated_side x{first.side, detail::other_than(first.side, first.of, s)};
    for (std::size_t p = 0; p < x.practices.size(); ++p) {
      x.practices[p] = detail::level_of(r, of_pair, p, least_agreement);
    }
    index[places] = out.rated.size();
    out.rated.push_back(std::move(x));
  }
  for (const auto& [places, at] : index) {
    const auto back = index.find({places.second, places.first});
    if (places.first >= places.second || back == index.end()) continue;
    const rated_side &x = out.rated[at], &y = out.rated[back->second];
    for (std::size_t p = 0; p < practice_count; ++p) {
      const auto &first = x.practices[p].level, &second = y.practices[p].level;
      if (!first || !second) continue;
      out.perceptions.push_back({{at, back->second}, p, {*first, *second}, std::abs(*first - *second)});
    }
  }

  std::vector<need_met> needs;
  for (std::size_t i = 0; i < r.needs.size(); ++i) {
    const dependence& need = r.needs[i];
    need_met x{.need = i, .side = need.side, .of = detail::other_than(need.side, need.of, s), .what = need.what};
    const auto share = [&](double rating) { return std::clamp(detail::share_of_scale(r, rating), 0.0, 1.0); };
    if (need.importance) x.importance = share(*need.importance);
    if (need.met) x.met = share(*need.met);
    if (x.importance && x.met) x.unmet = *x.importance * (1.0 - *x.met);
    needs.push_back(x);
  }
  for (const std::size_t i : order_by(needs.size(), [&](std::size_t a, std::size_t b) {
         return needs[a].unmet.value_or(-1.0) > needs[b].unmet.value_or(-1.0);
       })) {
    out.needs.push_back(needs[i]);
  }
  return out;
}

}  // namespace coalign::strategy
