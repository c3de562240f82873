// SPDX-License-Identifier: Apache-2.0
/// @file
/// How sure a pair's priority gap is: raters, intervals, ranks, and shares that are only so sure.
#pragma once

#include <coalign/assess/model.hpp>
#include <coalign/compare/pair.hpp>
#include <coalign/uncertainty/dirichlet.hpp>
#include <coalign/uncertainty/interval.hpp>
#include <coalign/uncertainty/resample.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace coalign {

/// Where the doubt comes from. Each is taken alone: all other answers stand at their point estimate.
enum class doubt : std::uint8_t {
  bootstrap,  ///< several people answered for a side
  interval,   ///< shares are known as intervals
  ranks,      ///< only an order is known
  dirichlet,  ///< a side says how sure it is of its shares
};

/// What share of the ranges is meant to hold the true gap, or of the draws.
inline constexpr double doubt_confidence = 0.95;

/// The name of a doubt, as it stands in an assessment.
[[nodiscard]] constexpr std::string_view doubt_name(doubt d) noexcept {
  return d == doubt::bootstrap  ? "bootstrap"
         : d == doubt::interval ? "interval"
         : d == doubt::ranks    ? "ranks"
                                : "dirichlet";
}

/// The priority gap of one pair under one doubt. What a doubt does not have is none.
struct uncertainty_entry {
  std::size_t pair = 0;  ///< index in the assessment's pairs
  doubt method = doubt::bootstrap;
  double estimate = 0.0;
  std::optional<interval> range;
  errc status = errc::ok;  ///< why there is no range: `undefined` (too few raters, not asked), or `degenerate`
  double coverage = 1.0;   ///< share of metrics that it is about

  // bootstrap
  std::optional<uncertainty::permutation_result> permutation;  ///< noise floor and p-value
  std::array<std::size_t, 2> raters{};
  std::uint32_t draws = 0;  ///< also of ranks and dirichlet
  // interval
  bool exact = true;     ///< false: no gap is outside `range`, whose ends may be out of reach
  double reached = 0.0;  ///< the greatest gap that was found
  // ranks, dirichlet
  std::optional<double> mean;  ///< of the draws
  std::array<std::optional<double>, 2> kappa{};
  std::optional<double> probability;  ///< that 1 − priority gap is at least the index that is wanted
  double half_width = 0.0;            ///< how far `probability` may be off, for 95 in 100 seeds, at most

  /// Whether sides with the same view would be as far apart often enough (p > .05): the gap may be noise alone.
  [[nodiscard]] std::optional<bool> within_noise() const noexcept {
    return permutation ? std::optional(permutation->p > 0.05) : std::nullopt;
  }
};

namespace detail {

/// The rows of points of a side's raters, or its one answer.
[[nodiscard]] inline std::vector<double> rater_rows(const side& s, const policy& p) {
  std::vector<double> rows;
  for (const rater& r : s.given().raters) {
    const auto points = points_of(r, p);
    rows.insert(rows.end(), points.begin(), points.end());
  }
  if (rows.empty()) rows = s.points();
  return rows;
}

[[nodiscard]] inline bool gives_intervals(const side& s) {
  const answers& a = s.given();
  return !a.priority_ranges.empty() ||
         std::any_of(a.raters.begin(), a.raters.end(), [](const rater& r) { return !r.priority_ranges.empty(); });
}

[[nodiscard]] inline bool rates_priorities(const side& s) {
  return s.given().form() == answer_form::raters && !s.points().empty();
}

[[nodiscard]] inline result<uncertainty_entry> rater_doubt(const model& m, const side& a, const side& b,
                                                           const uncertainty::run_options& o) {
  const std::size_t n = m.catalog().metrics.size();
  const std::array<std::vector<double>, 2> rows{rater_rows(a, m.policy()), rater_rows(b, m.policy())};
  uncertainty_entry out;
  out.raters = {rows[0].size() / n, rows[1].size() / n};
  const auto sample = uncertainty::rater_sample::make({rows[0], out.raters[0]}, {rows[1], out.raters[1]}, n);
  if (!sample) {  // raters who share no metric with all others
    out.status = errc::undefined;
    out.estimate = std::numeric_limits<double>::quiet_NaN();
    out.coverage = 0.0;
    return out;
  }
  BOOST_OUTCOME_TRY(const auto resampled, uncertainty::bootstrap(sample.value(), o, doubt_confidence));
  BOOST_OUTCOME_TRY(out.permutation, uncertainty::permutation(sample.value(), o));
  out.estimate = resampled.estimate;
  out.range = resampled.range;
  out.status = resampled.status;
  out.coverage = resampled.coverage;
  out.draws = resampled.draws;
  return out;
}

/// Lows and highs of a side's shares: of an answer without intervals both are the shares.
[[nodiscard]] inline std::array<std::vector<double>, 2> share_ends(const side& s) {
  std::array<std::vector<double>, 2> ends;
  if (s.ranges().empty()) {
    ends[0].assign(s.priorities().begin(), s.priorities().end());
    ends[1] = ends[0];
    return ends;
  }
  for (const interval& x : s.ranges()) {
    ends[0].push_back(x.low);
    ends[1].push_back(x.high);
  }
  return ends;
}

[[nodiscard]] inline result<uncertainty_entry> interval_doubt(const metric_block& block, const side& a, const side& b,
                                                              const uncertainty::run_options& o) {
  uncertainty_entry out;
  out.method = doubt::interval;
  out.estimate = block.priority_gap;
  out.coverage = block.coverage;
  const bool lost = (gives_intervals(a) && a.ranges().empty()) || (gives_intervals(b) && b.ranges().empty());
  if (lost || a.has_unasked() || b.has_unasked()) {
    out.status = errc::undefined;
    return out;
  }
  const auto p = share_ends(a), q = share_ends(b);
  BOOST_OUTCOME_TRY(const auto found, uncertainty::interval_gap(p[0], p[1], q[0], q[1], o.seed));
  // The estimate is one of the gaps that are possible, whatever the last bit.
  out.range = interval(std::min(found.gap.low, out.estimate), std::max(found.gap.high, out.estimate));
  // Several raters' intervals leave their mean less room than the mean of their intervals does.
  const auto many = [](const side& s) {
    const auto& raters = s.given().raters;
    return std::count_if(raters.begin(), raters.end(), [](const rater& r) { return !r.priority_ranges.empty(); }) > 1;
  };
  out.exact = found.exact && !many(a) && !many(b);
  out.reached = found.reached;
  return out;
}

/// A pair's shares drawn: `first` and `second` say how.
[[nodiscard]] inline result<uncertainty_entry> drawn_doubt(doubt method, const metric_block& block,
                                                           const uncertainty::uncertain_shares& first,
                                                           const uncertainty::uncertain_shares& second,
                                                           const std::optional<double>& wanted,
                                                           const uncertainty::run_options& o) {
  BOOST_OUTCOME_TRY(const auto drawn, uncertainty::sampled_gap(first, second, o));
  uncertainty_entry out;
  out.method = method;
  out.estimate = block.priority_gap;
  out.range = drawn.range(doubt_confidence);
  out.mean = drawn.mean();
  out.draws = static_cast<std::uint32_t>(drawn.draws().size());
  out.coverage = block.coverage;
  if (wanted) {
    out.probability = drawn.probability(*wanted);
    out.half_width = drawn.half_width();
  }
  return out;
}

[[nodiscard]] inline result<uncertainty_entry> rank_doubt(const metric_block& block, const side& a, const side& b,
                                                          const uncertainty::run_options& o) {
  if (a.has_unasked() || b.has_unasked()) {
    uncertainty_entry out;
    out.method = doubt::ranks;
    out.estimate = block.priority_gap;
    out.coverage = block.coverage;
    out.status = errc::undefined;
    return out;
  }
  const auto drawable = [](const side& s) {
    const auto& places = s.given().priority_ranks;
    return places.empty()
               ? uncertainty::uncertain_shares::around(s.priorities(), std::numeric_limits<double>::infinity())
               : uncertainty::uncertain_shares::in_order(places);
  };
  BOOST_OUTCOME_TRY(const auto first, drawable(a));
  BOOST_OUTCOME_TRY(const auto second, drawable(b));
  return drawn_doubt(doubt::ranks, block, first, second, std::nullopt, o);
}

[[nodiscard]] inline result<uncertainty_entry> kappa_doubt(const model& m, const metric_block& block, const side& a,
                                                           const side& b, const uncertainty::run_options& o) {
  // Of a Dirichlet the shares of some items are again one, as sure as the points that lie on them.
  const auto drawable = [&](const side& s, const weights& compared) {
    double part = a.has_unasked() || b.has_unasked() ? 0.0 : 1.0;
    for (std::size_t i = 0; i < compared.size() && part < 1.0; ++i) part += compared[i] > 0.0 ? s.priorities()[i] : 0.0;
    const double kappa =
        s.given().kappa ? *s.given().kappa * std::min(1.0, part) : std::numeric_limits<double>::infinity();
    return uncertainty::uncertain_shares::around(compared, kappa);
  };
  BOOST_OUTCOME_TRY(const auto first, drawable(a, block.first));
  BOOST_OUTCOME_TRY(const auto second, drawable(b, block.second));
  BOOST_OUTCOME_TRY(auto out, drawn_doubt(doubt::dirichlet, block, first, second, m.policy().target_index, o));
  out.kappa = {a.given().kappa, b.given().kappa};
  return out;
}

}  // namespace detail

/// Every doubt about one pair's priority gap, in the order of `doubt`.
/// @param pair  its index, which goes into the entries and keys the random numbers
/// @param block the pair's metrics as compared
/// @returns the entries, none where both sides give plain points; `cancelled`
[[nodiscard]] inline result<std::vector<uncertainty_entry>> pair_doubts(const model& m, std::size_t pair,
                                                                        const metric_block& block, const side& a,
                                                                        const side& b, uncertainty::run_options o) {
  std::vector<uncertainty_entry> out;
  o.pair = static_cast<std::uint32_t>(pair);
  const auto add = [&](const result<uncertainty_entry>& found) -> error {
    if (!found) return found.error();
    out.push_back(found.value());
    out.back().pair = pair;
    return {};
  };
  if (detail::rates_priorities(a) || detail::rates_priorities(b)) {
    if (const error e = add(detail::rater_doubt(m, a, b, o)); e.code != errc::ok) return e;
  }
  if (detail::gives_intervals(a) || detail::gives_intervals(b)) {
    if (const error e = add(detail::interval_doubt(block, a, b, o)); e.code != errc::ok) return e;
  }
  if (a.given().form() == answer_form::ranks || b.given().form() == answer_form::ranks) {
    if (const error e = add(detail::rank_doubt(block, a, b, o)); e.code != errc::ok) return e;
  }
  if (a.given().kappa || b.given().kappa) {
    if (const error e = add(detail::kappa_doubt(m, block, a, b, o)); e.code != errc::ok) return e;
  }
  return out;
}

}  // namespace coalign
