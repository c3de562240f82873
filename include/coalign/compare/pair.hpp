// SPDX-License-Identifier: Apache-2.0
/// @file
/// Two sides compared: every gap, explained item by item.
#pragma once

#include <coalign/compare/measure.hpp>

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// One metric in a comparison. NaN priorities: not asked of both, so not compared.
struct metric_item {
  std::string id;
  std::array<double, 2> priorities{};
  std::string more;             ///< the side that cares more, empty where they care alike
  double priority_gap = 0.0;    ///< ½|p − q|
  double goal_gap = 0.0;        ///< min(p, q) · δ
  double gap = 0.0;             ///< their sum; the items' sum is the block's gap
  double contribution = 0.0;    ///< to the pair's gap
  std::optional<double> delta;  ///< distance of the targets, 0..1; none where one is missing
  bool opposite = false;        ///< the sides want opposite directions
};

/// One boundary between neighbouring horizons.
struct horizon_item {
  std::string id;                  ///< "week|month"
  std::array<double, 2> beyond{};  ///< share of each side's attention beyond the boundary
  std::string more;                ///< the side that looks beyond it more
  double gap = 0.0;
  double contribution = 0.0;
};

/// One risk.
struct risk_item {
  std::string id;
  std::array<double, 2> severities{};
  std::string more;
  std::optional<std::array<interval, 2>> appetites;  ///< only where they count
  double gap = 0.0;
  double contribution = 0.0;
};

struct metric_block {
  double gap = 0.0;
  double priority_gap = 0.0;
  std::optional<double> goal_gap;  ///< none where no side states a target
  double common_ground = 0.0;
  interval range;                             ///< of the gap: missing targets at 0 and at 1
  double coverage = 1.0;                      ///< metrics asked of both over metrics asked of either
  double goal_coverage = 0.0;                 ///< share of the common ground with targets on both sides
  std::optional<gap::profile_parts> ratings;  ///< level beside shape, where ratings were given, on 0..1
  weights first, second;                      ///< the priorities that were compared
  std::vector<metric_item> items;
};

struct horizon_block {
  double gap = 0.0;
  double shift = 0.0;  ///< negative where the first side looks further ahead
  double crossing = 0.0;
  std::string longer;            ///< the side that looks further ahead, empty at a tie
  std::array<double, 2> days{};  ///< how far each looks ahead: exp(E[ln days])
  std::vector<horizon_item> items;
};

struct risk_block {
  double gap = 0.0;
  double severity_gap = 0.0;
  std::optional<double> appetite_gap;
  gap::profile_parts profile;
  std::string sees_more;  ///< the side that sees more risk, empty at a tie
  std::optional<double> breach_conflict;
  std::vector<risk_item> items;
};

/// Any item of a comparison: its contribution is its part of the pair's gap.
struct item {
  coalign::block block = coalign::block::metric;
  std::string id;
  std::string more;
  double gap = 0.0;
  double contribution = 0.0;
};

/// Two sides compared.
struct pair {
  std::array<std::string, 2> sides;
  pair_gaps gaps;
  std::array<double, block_count> contributions{};  ///< of each block; NaN where it is missing
  std::array<double, block_count> omega{};          ///< block weights over what is there
  interval band;                                    ///< of the index, over ρ
  interval weight_range;                            ///< of the index, over halved, kept and doubled block weights
  interval range;                                   ///< of the index, over what is not known
  double coverage = 1.0;                            ///< share of the block weights that is there
  bool comparable = false;                          ///< false where something is missing
  std::optional<metric_block> metric;
  std::optional<horizon_block> horizon;
  std::optional<risk_block> risk;

  /// The overall gap, 0..1; NaN where no block is there.
  [[nodiscard]] double gap() const noexcept { return gaps.overall; }
  /// The alignment index, 1 − gap.
  [[nodiscard]] double index() const noexcept { return 1.0 - gaps.overall; }
  /// All items of all blocks: contributions are >= 0 and sum to `gap()`.
  [[nodiscard]] std::vector<item> items() const {
    std::vector<item> all;
    const auto add = [&](coalign::block b, const auto& list) {
      for (const auto& x : list) all.push_back({b, x.id, x.more, x.gap, x.contribution});
    };
    if (metric) add(block::metric, metric->items);
    if (horizon) add(block::horizon, horizon->items);
    if (risk) add(block::risk, risk->items);
    return all;
  }
};

namespace detail {

/// Who has more. What is less than this apart is rounding, not preference: proportional points, means of raters.
inline constexpr double same_answer = 1e-12;

[[nodiscard]] inline const std::string& larger(double first, double second, const side& a, const side& b) {
  static const std::string neither;
  if (std::abs(first - second) <= same_answer) return neither;
  return first > second ? a.id() : b.id();
}

[[nodiscard]] inline metric_block compare_metrics(const measure& m, const side& a, const side& b, const pair_gaps& g,
                                                  double contribution) {
  const common_priorities both(a, b);
  const auto& metrics = m.catalog().metrics;
  metric_block block;
  block.gap = g.blocks[0];
  block.priority_gap = g.priority;
  if (g.goals_assessed) block.goal_gap = g.goal;
  block.range = {block.gap, std::min(1.0, block.gap + g.goal_unknown)};
  block.coverage = both.coverage();
  block.items.reserve(metrics.size());
  std::vector<double> p(metrics.size()), q(metrics.size());
  const double per_gap = block.gap > 0.0 ? contribution / block.gap : 0.0;
  double with_targets = 0.0;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    p[i] = both.first(i);
    q[i] = both.second(i);
    const double common = std::min(p[i], q[i]);
    block.common_ground += common;
    metric_item& x = block.items.emplace_back();
    x.id = metrics[i].id;
    x.priorities = {p[i], q[i]};
    if (!both.asked(i)) {
      constexpr double not_compared = std::numeric_limits<double>::quiet_NaN();
      x.priorities = {not_compared, not_compared};
    }
    x.more = larger(p[i], q[i], a, b);
    x.priority_gap = 0.5 * std::abs(p[i] - q[i]);
    const target_gap t(metrics[i].scale, a.goals()[i], b.goals()[i]);
    x.opposite = t.status == target_status::opposite;
    if (t.status == target_status::known || x.opposite) {
      x.delta = t.delta;
      with_targets += common;
    }
    x.goal_gap = common * t.delta;
    x.gap = x.priority_gap + x.goal_gap;
    x.contribution = x.gap * per_gap;
  }
  block.goal_coverage = block.common_ground > 0.0 ? std::min(1.0, with_targets / block.common_ground)
                                                  : static_cast<double>(g.goals_assessed);
  block.common_ground = std::min(1.0, block.common_ground);
  block.first = both.all_asked() ? a.priorities() : weights::from_points(p).value();
  block.second = both.all_asked() ? b.priorities() : weights::from_points(q).value();
  if (const auto& declared = m.policy().rating_scale; declared && !a.ratings().empty() && !b.ratings().empty()) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      if (!both.asked(i)) continue;
      x.push_back(a.ratings()[i] / (declared->high - declared->low));
      y.push_back(b.ratings()[i] / (declared->high - declared->low));
    }
    block.ratings = gap::profile(x, y, std::vector<double>(x.size(), 1.0 / static_cast<double>(x.size())));
  }
  return block;
}

[[nodiscard]] inline horizon_block compare_horizons(const measure& m, const side& a, const side& b,
                                                    double contribution) {
  const auto& horizons = m.catalog().horizons;
  const auto steps = m.axis().steps();
  const gap::time_gap g = gap::horizon_parts(a.horizons(), b.horizons(), m.axis());
  horizon_block block;
  block.gap = g.gap;
  block.shift = g.shift;
  block.crossing = g.crossing;
  block.longer = larger(0.0, g.shift, a, b);
  const auto log_days = gap::detail::at(m.log_days());
  block.days = {gap::detail::days_ahead(a.horizons(), log_days), gap::detail::days_ahead(b.horizons(), log_days)};
  const double per_gap = g.gap > 0.0 ? contribution / g.gap : 0.0;
  block.items.reserve(steps.size());
  static_cast<void>(gap::detail::horizon(steps, gap::detail::at(a.horizons()), gap::detail::at(b.horizons()),
                                         [&](std::size_t j, double ahead) {
                                           horizon_item& x = block.items.emplace_back();
                                           x.id = horizons[j].id + '|' + horizons[j + 1].id;
                                           x.more = larger(-ahead, 0.0, a, b);
                                           x.gap = std::abs(ahead) * steps[j];
                                           x.contribution = x.gap * per_gap;
                                         }));
  double beyond_a = 0.0, beyond_b = 0.0;
  for (std::size_t j = block.items.size(); j-- > 0;) {
    beyond_a += a.horizons()[j + 1];
    beyond_b += b.horizons()[j + 1];
    block.items[j].beyond = {std::min(1.0, beyond_a), std::min(1.0, beyond_b)};
  }
  return block;
}

[[nodiscard]] inline risk_block compare_risks(const measure& m, const side& a, const side& b, const pair_gaps& g,
                                              double contribution) {
  const auto& risks = m.catalog().risks;
  const weights& v = m.risk_weights();
  risk_block block;
  block.gap = g.blocks[2];
  block.severity_gap = gap::risk(a.severities(), b.severities(), v);
  block.profile = gap::profile(a.severities(), b.severities(), v.values());
  block.sees_more = larger(block.profile.difference, 0.0, a, b);
  const bool with_appetite = !a.appetites().empty() && !b.appetites().empty();
  if (with_appetite) {
    block.appetite_gap = gap::appetite(a.appetites(), b.appetites(), v);
    block.breach_conflict = gap::breach_conflict(a.severities(), b.severities(), a.appetites(), b.appetites(), v);
  }
  std::vector<double> item_gaps(risks.size());
  const std::span<const interval> none;
  gap::risk_items(a.severities(), b.severities(), with_appetite ? a.appetites() : none,
                  with_appetite ? b.appetites() : none, v, block.gap, item_gaps);
  const double per_gap = block.gap > 0.0 ? contribution / block.gap : 0.0;
  block.items.reserve(risks.size());
  for (std::size_t c = 0; c < risks.size(); ++c) {
    risk_item& x = block.items.emplace_back();
    x.id = risks[c].id;
    x.severities = {a.severities()[c], b.severities()[c]};
    x.more = larger(a.severities()[c], b.severities()[c], a, b);
    if (with_appetite) x.appetites = {a.appetites()[c], b.appetites()[c]};
    x.gap = item_gaps[c];
    x.contribution = x.gap * per_gap;
  }
  return block;
}

/// The index over all that is not known: missing blocks at 0 and at 1, the metric gap anywhere in its range.
[[nodiscard]] inline interval index_range(const measure& m, const pair_gaps& g, const interval& metric_range) noexcept {
  std::array<double, block_count> least{}, greatest{};
  for (std::size_t b = 0; b < block_count; ++b) {
    const bool there = !std::isnan(g.blocks[b]);
    least[b] = there ? g.blocks[b] : 0.0;
    greatest[b] = there ? g.blocks[b] : 1.0;
  }
  if (!std::isnan(g.blocks[0])) {
    least[0] = metric_range.low;
    greatest[0] = metric_range.high;
  }
  const auto index = [&](const std::array<double, block_count>& gaps) {
    return 1.0 - gap::overall(gaps, m.omega(), m.policy().rho);
  };
  return {index(greatest), index(least)};
}

}  // namespace detail

/// Compares two sides and explains the gap.
/// @param m   catalogue and policy, compiled
/// @param a,b two sides made from that catalogue
/// @returns the comparison; or `size_mismatch` (a side of another catalogue), `zero_sum` with the side that has no
///          points on what both were asked, `bad_scale` with the metric whose targets differ without a scale.
///          O(metrics + horizons + risks).
[[nodiscard]] inline result<pair> compare(const measure& m, const side& a, const side& b) {
  pair result;
  result.gaps = m.score(a, b);
  const pair_gaps& g = result.gaps;
  if (g.status == errc::zero_sum) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    return fail(errc::zero_sum, field::priorities, -1, unknown, common_priorities(a, b).empty_side());
  }
  if (g.status == errc::bad_scale) {
    std::ptrdiff_t i = 0;
    for (const auto& metric : m.catalog().metrics) {
      const auto at = static_cast<std::size_t>(i);
      if (target_gap(metric.scale, a.goals()[at], b.goals()[at]).status == target_status::no_scale) break;
      ++i;
    }
    return fail(errc::bad_scale, field::scale, i);
  }
  if (g.status == errc::size_mismatch) return fail(errc::size_mismatch, field::sides);

  unsigned present = 0;
  std::array<double, block_count> there{};
  for (std::size_t k = 0; k < block_count; ++k) {
    if (std::isnan(g.blocks[k])) continue;
    present |= 1U << k;
    there[k] = g.blocks[k];
  }
  result.sides = {a.id(), b.id()};
  const auto omega = m.omega(present);
  std::copy(omega.begin(), omega.end(), result.omega.begin());
  gap::overall_items(there, omega, m.policy().rho, result.contributions);
  if (present & 1U) result.metric = detail::compare_metrics(m, a, b, g, result.contributions[0]);
  if (present & 2U) result.horizon = detail::compare_horizons(m, a, b, result.contributions[1]);
  if (present & 4U) result.risk = detail::compare_risks(m, a, b, g, result.contributions[2]);
  for (std::size_t k = 0; k < block_count; ++k) {
    if (present >> k & 1U) continue;
    result.coverage -= m.omega()[k];
    result.contributions[k] = std::numeric_limits<double>::quiet_NaN();
  }
  if (g.status == errc::missing) result.coverage = 0.0;
  if (g.status == errc::ok) {
    result.band = gap::index_band(there, omega);
    result.weight_range = gap::index_weight_range(there, omega, m.policy().rho);
  }
  result.range = detail::index_range(m, g, result.metric ? result.metric->range : interval());
  result.comparable =
      result.coverage == 1.0 && g.goal_unknown == 0.0 && (!result.metric || result.metric->coverage == 1.0);
  return result;
}

/// The same with a catalogue and a policy that are checked here.
[[nodiscard]] inline result<pair> compare(const catalog& c, const side& a, const side& b, policy p = {}) {
  BOOST_OUTCOME_TRY(const auto m, measure::make(c, std::move(p)));
  return compare(m, a, b);
}

}  // namespace coalign
