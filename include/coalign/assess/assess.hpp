// SPDX-License-Identifier: Apache-2.0
/// @file
/// The façade: a model in, an assessment out.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/basis.hpp>
#include <coalign/assess/status.hpp>
#include <coalign/assess/strategy.hpp>
#include <coalign/core/chance.hpp>
#include <coalign/core/pointer.hpp>
#include <coalign/core/rank.hpp>
#include <coalign/gap/second_opinion.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// Options of an assessment.
struct assess_options {
  std::size_t top = 3;     ///< how many reasons
  std::uint64_t seed = 0;  ///< of all that is sampled
  unsigned threads = 1;    ///< 0: as many as the machine has
  std::stop_token stop{};  ///< asks the work to end early, as `cancelled`
  /// Called on the calling thread now and then with how much is done, of how much; false ends the work early.
  std::function<bool(std::size_t, std::size_t)> progress{};
};

/// Most sides that one assessment compares.
inline constexpr std::size_t most_sides = 100;

namespace detail {

/// All pairs of a number of sides, in the order of `pair_weights`.
class pair_list {
 public:
  explicit pair_list(std::size_t sides) {
    for (std::size_t k = 0; k < sides; ++k) {
      for (std::size_t l = k + 1; l < sides; ++l) pairs_.emplace_back(k, l);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return pairs_.size(); }
  [[nodiscard]] std::pair<std::size_t, std::size_t> operator[](std::size_t at) const noexcept { return pairs_[at]; }

 private:
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

/// The priorities that were compared, without the metrics that one side was not asked.
struct asked_priorities {
  weights first, second;
  std::vector<std::size_t> metrics;  ///< their places in the catalogue
};

[[nodiscard]] inline asked_priorities asked_of_both(const metric_block& block) {
  asked_priorities kept{block.first, block.second, {}};
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const auto& [p, q] = block.items[i].priorities;
    if (!std::isnan(p) && !std::isnan(q)) kept.metrics.push_back(i);
  }
  if (kept.metrics.size() == block.items.size()) return kept;
  std::vector<double> p, q;
  for (const std::size_t i : kept.metrics) {
    p.push_back(block.first[i]);
    q.push_back(block.second[i]);
  }
  kept.first = weights::from_points(p).value();
  kept.second = weights::from_points(q).value();
  return kept;
}

[[nodiscard]] inline pair_assessment assess_pair(const model& m, std::size_t first, std::size_t second, pair compared,
                                                 std::uint64_t seed) {
  const side& a = m.sides()[first];
  const side& b = m.sides()[second];
  pair_assessment p{.sides = {first, second}, .comparison = std::move(compared)};
  if (const auto& block = p.comparison.metric) {
    // Over the metrics that both were asked: a number cannot be placed on another, nor another be merged or ranked.
    const auto [x, y, metrics] = asked_of_both(*block);
    std::size_t weighed = 0;
    for (std::size_t i = 0; i < x.size(); ++i) weighed += x[i] > 0.0 || y[i] > 0.0;
    p.chance[0] = chance_priority(weighed);
    p.metric_placements = priority_placements(x, y, seed);
    p.merges = merges(x, y);
    if (p.merges) {
      for (merge* found : {&p.merges->least, &p.merges->greatest}) {
        for (std::size_t& i : found->metrics) i = metrics[i];
      }
    }
    p.opinions =
        second_opinions{gap::jensen_shannon(x, y), gap::hellinger(x, y), gap::cosine(x, y),
                        kendall_tau_b(without_rounding(x.values()), without_rounding(y.values())), std::nullopt};
    if (p.chance[0]) p.opinions->chance_corrected = 1.0 - block->priority_gap / *p.chance[0];
  }
  if (p.comparison.horizon) {
    p.chance[1] = chance_horizon(m.measure().axis().steps());
    p.horizon_chance_corrected = 1.0 - p.comparison.horizon->gap / *p.chance[1];
  }
  if (p.comparison.risk) {
    p.risk_placements = risk_placements(a.severities(), b.severities(), m.measure().risk_weights(), seed);
    const auto first_rank = without_rounding(a.severities()), second_rank = without_rounding(b.severities());
    p.risk = risk_opinions{kendall_tau_b(first_rank, second_rank, m.measure().risk_weights().values()),
                           kendall_tau_b(first_rank, second_rank)};
  }
  return p;
}

/// What is not known of the shares widens what is not known of the gap. Targets add at most what the largest distance
/// of two targets can on the common ground that is left, and at most the distances on what both could put there.
inline void widen(pair& p, const measure& m, const side& first, const side& second, const interval& priority_gap) {
  metric_block& block = *p.metric;
  double most = 0.0, possible = 0.0;
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const double delta = block.items[i].delta.value_or(block.goal_gap ? 1.0 : 0.0);
    const auto high = [&](const side& s) { return s.ranges().empty() ? s.priorities()[i] : s.ranges()[i].high; };
    most = std::max(most, delta);
    possible += std::min(high(first), high(second)) * delta;
  }
  const double goals = std::min(possible, most * (1.0 - priority_gap.high));
  block.range = {std::min(block.range.low, priority_gap.low),
                 std::min(1.0, std::max(block.range.high, priority_gap.high + goals))};
  p.range = index_range(m, p.gaps, block.range);
}

}  // namespace detail

/// Assesses a model: every gap explained, shared metrics, understanding, agreement, uncertainty, actions, reasons,
/// the sections of the shared strategy, findings.
/// @param m       a validated model of 2 to 100 sides
/// @param options how many reasons, the seed, and how long work is run
/// @returns the assessment; `too_large` for more sides; `zero_sum` for a side that has no points on what both sides of
///          a pair were asked; what `strategy::check_rules` finds; `cancelled`. The same model and seed give the same
///          bits on any number of threads.
[[nodiscard]] inline result<assessment> assess(const model& m, const assess_options& options = {}) {
  const std::vector<side>& sides = m.sides();
  const std::size_t count = sides.size();
  if (count > most_sides) return fail(errc::too_large, field::sides, -1, static_cast<double>(count));

  errc wrong = errc::ok;
  strategy::check_rules(m.strategy(), strategy::all_rules(), strategy::newest_ruleset,
                        [&](const strategy::problem& p) { wrong = wrong == errc::ok ? p.code : wrong; });
  if (wrong != errc::ok) return fail(wrong, field::strategy);

  assessment a{.model = m, .basis = basis(m)};
  const detail::pair_list list(count);
  std::size_t done = 0;
  const auto go_on = [&] {
    return !options.stop.stop_requested() && (!options.progress || options.progress(done, 2 * list.size()));
  };
  uncertainty::run_options run{.seed = options.seed, .threads = options.threads, .stop = options.stop};
  if (options.progress) run.progress = [&](std::size_t, std::size_t) { return go_on(); };

  std::vector<pair> compared;
  compared.reserve(list.size());
  std::vector<std::optional<double>> least_gap(list.size());
  for (std::size_t at = 0; at < list.size(); ++at, ++done) {
    if (!go_on()) return fail(errc::cancelled);
    const auto [k, l] = list[at];
    auto found = compare(m.measure(), sides[k], sides[l]);
    if (!found) {
      error e = found.error();
      if (e.side >= 0) e.side = static_cast<std::int32_t>(e.side == 0 ? k : l);
      return e;
    }
    pair& p = compared.emplace_back(std::move(found).value());
    if (!p.metric) continue;
    BOOST_OUTCOME_TRY(const auto doubts, pair_doubts(m, at, *p.metric, sides[k], sides[l], run));
    for (const uncertainty_entry& x : doubts) {
      if (x.method == doubt::interval && x.range) {
        least_gap[at] = x.range->low;
        detail::widen(p, m.measure(), sides[k], sides[l], *x.range);
      }
      a.uncertainty.push_back(x);
    }
  }

  BOOST_OUTCOME_TRY(const auto weight, pair_weights(influences(m)));
  BOOST_OUTCOME_TRY(a.group, group_pairs(m.measure(), compared, weight));
  a.pairs.reserve(list.size());
  for (std::size_t at = 0; at < list.size(); ++at, ++done) {
    if (!go_on()) return fail(errc::cancelled);
    const auto [k, l] = list[at];
    a.pairs.push_back(detail::assess_pair(m, k, l, std::move(compared[at]), options.seed));
    const pair& p = a.pairs.back().comparison;
    BOOST_OUTCOME_TRY(auto found, pair_deadlocks(m, at, sides[k], sides[l], p.gaps.priority, least_gap[at]));
    for (deadlock_entry& x : found) a.actions.deadlocks.push_back(std::move(x));
  }
  a.reasons = explain(
      a.group, m.catalog(), [&](std::size_t at) -> const pair& { return a.pairs[at].comparison; },
      [&](std::size_t at) { return std::pair{&sides[list[at].first], &sides[list[at].second]}; }, options.top);

  a.answering = detail::sides_that(m, [](const side& s) { return !s.points().empty(); });
  if (a.answering.size() > 1) {
    std::vector<const side*> who;
    who.reserve(a.answering.size());
    for (const std::size_t k : a.answering) who.push_back(&sides[k]);
    auto all = shares_of_all(who);
    if (!all) {
      a.status.push_back({"/common_ground", errc::undefined,
                          sides[a.answering[static_cast<std::size_t>(all.error().side)]].label() +
                              " gives no points on what all sides were asked."});
      a.answering.clear();
    } else {
      const common_shares& shares = all.value();
      BOOST_OUTCOME_TRY(const auto share, weights::from_points(detail::influences_of(m, a.answering)));
      a.jensen_shannon = gap::jensen_shannon(shares.sides, share);
      a.common_ground = common_ground(shares.sides);
      std::size_t weighed = 0;
      for (std::size_t i = 0; i < shares.asked.size(); ++i) {
        weighed += std::any_of(shares.sides.begin(), shares.sides.end(), [&](const weights& p) { return p[i] > 0.0; });
      }
      a.chance[0] = chance_priority(weighed);
      a.shared = find_shared_metrics(m.catalog(), who, shares.sides, m.policy().shared_by);
      a.actions.metric = priority_consensus(m, a.answering, shares.sides);
    }
  }
  if (!std::isnan(a.group.blocks[1])) a.chance[1] = chance_horizon(m.measure().axis().steps());
  a.actions.horizon = horizon_consensus(m);
  for (std::size_t k = 0; k < count; ++k) {
    for (const prediction& guess : sides[k].given().predicts) {
      std::size_t of = 0;
      while (of < count && sides[of].id() != guess.of) ++of;
      if (of == count) continue;
      auto found = understand(sides[k], sides[of], detail::points_of(guess.priorities, m.policy()));
      if (found) {
        a.understanding.push_back({k, of, std::move(found).value()});
      } else {
        a.status.push_back({pointer_child("/model/sides/" + std::to_string(k) + "/predicts", guess.of), errc::undefined,
                            "The prediction and the answer share no points, so they are not compared."});
      }
    }
  }
  a.agreement = rater_agreement(m);
  if (const auto& wanted = m.policy().target_index) {
    BOOST_OUTCOME_TRY(a.actions.plan, make_plan(m, *wanted));
  }
  detail::assess_strategy(a);
  a.not_assessed = strategy::sections_missing(m.strategy());
  if (a.agreement.empty()) a.not_assessed.emplace_back("agreement");
  if (a.uncertainty.empty()) a.not_assessed.emplace_back("uncertainty");
  detail::note_status(a);
  return a;
}

}  // namespace coalign
