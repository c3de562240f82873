// SPDX-License-Identifier: Apache-2.0
/// @file
/// Shared metrics: what every side cares about, how much, and how far it has come.
#pragma once

#include <coalign/compare/attainment.hpp>
#include <coalign/core/order.hpp>
#include <coalign/core/side.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coalign {

/// One metric that every side weighs.
struct shared_metric {
  std::size_t metric = 0;  ///< index in the catalogue
  double weight = 0.0;     ///< share of the shared weight, summing to one
  bool shared = false;     ///< in every side's smallest top set that covers 80 % of its priority
  std::vector<std::optional<attainment_result>> attainment;  ///< one for each side; none where something is missing
  bool data_conflict = false;                                ///< sides report different current values
  interval range;  ///< of the least attainment over the sides: a point where all is known
};

/// The shared metrics and their score.
struct shared_metrics {
  double weight = 0.0;          ///< the common ground Σ_i min_k p_ki, 0..1
  std::optional<double> score;  ///< Σ w_i · min_k u_ki; none where it is a range, or nothing is shared
  std::optional<interval> range;
  std::vector<shared_metric> items;
};

namespace detail {

/// The metrics in a side's smallest top set that covers 80 % of its priority, ties included.
[[nodiscard]] inline std::vector<bool> top_set(const weights& p) {
  constexpr double cover = 0.8, slack = 1e-12;
  const auto order = order_by(p.size(), [&](std::size_t i, std::size_t j) { return p[i] > p[j]; });
  std::vector<bool> top(p.size(), false);
  double sum = 0.0, last = 0.0;
  for (const std::size_t i : order) {
    if (sum >= cover - slack && p[i] < last - slack) break;
    top[i] = p[i] > 0.0;
    sum += p[i];
    last = p[i];
  }
  return top;
}

/// Attainment of metric i for each side. A value that only some sides report is everyone's as long as reports agree;
/// where they do not, the least attainment under each report bounds what is true. Only sides that weigh the metric
/// (`column`, their priorities) count for the least.
inline void attain(const metric& m, std::size_t i, std::span<const side* const> sides, std::span<const double> column,
                   shared_metric& x) {
  std::vector<double> reports;
  for (const side* s : sides) {
    if (s->current()[i]) reports.push_back(*s->current()[i]);
  }
  x.data_conflict = std::any_of(reports.begin(), reports.end(), [&](double r) { return r != reports.front(); });
  const auto under = [&](const side& s, double report) -> std::optional<attainment_result> {
    const goal& wanted = s.goals()[i];
    return wanted.stated ? attainment(m, wanted.better, wanted.target, report) : std::nullopt;
  };
  bool known = !reports.empty();
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const side& s = *sides[k];
    std::optional<double> report = s.current()[i];
    if (!report && !reports.empty() && !x.data_conflict) report = reports.front();
    x.attainment.push_back(report ? under(s, *report) : std::nullopt);
    known = known && (!(column[k] > 0.0) || under(s, reports.front()).has_value());
  }
  x.range = {known ? 1.0 : 0.0, reports.empty() ? 1.0 : 0.0};
  for (const double report : reports) {
    double worst = 1.0;
    for (std::size_t k = 0; k < sides.size(); ++k) {
      if (!(column[k] > 0.0)) continue;
      if (const auto u = under(*sides[k], report)) worst = std::min(worst, u->value);
    }
    x.range.low = std::min(x.range.low, worst);
    x.range.high = std::max(x.range.high, worst);
  }
}

}  // namespace detail

/// The shared metrics of any number of sides.
/// @param c          the catalogue
/// @param sides      the sides, made from it
/// @param priorities their weights over the metrics that all were asked, one vector for each side
/// @param at_least   a metric is shared by at least this many sides: m_i is the at_least-th largest priority.
///                   0: by all, m_i = min_k p_ki
/// @returns the shared metrics in the order of the catalogue, those with m_i = 0 left out. O(metrics · sides log).
[[nodiscard]] inline shared_metrics find_shared_metrics(const catalog& c, std::span<const side* const> sides,
                                                        std::span<const weights> priorities, std::size_t at_least = 0) {
  const std::size_t quorum = at_least == 0 || at_least > sides.size() ? sides.size() : at_least;
  std::vector<std::vector<bool>> top;
  for (const weights& p : priorities) top.push_back(detail::top_set(p));
  shared_metrics shared;
  std::vector<double> column(sides.size()), given(sides.size());
  for (std::size_t i = 0; i < c.metrics.size(); ++i) {
    for (std::size_t k = 0; k < sides.size(); ++k) column[k] = given[k] = priorities[k][i];
    std::nth_element(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(quorum - 1), column.end(),
                     std::greater<>());
    const double m = column[quorum - 1];
    shared.weight += m;
    if (!(m > 0.0)) continue;
    shared_metric& x = shared.items.emplace_back();
    x.metric = i;
    x.weight = m;
    x.shared = std::all_of(top.begin(), top.end(), [&](const auto& t) { return t[i]; });

    detail::attain(c.metrics[i], i, sides, given, x);
  }
  if (!(shared.weight > 0.0)) return shared;
  interval score{0.0, 0.0};
  for (shared_metric& x : shared.items) {
    x.weight /= shared.weight;
    score.low += x.weight * x.range.low;
    score.high += x.weight * x.range.high;
  }
  shared.weight = std::min(1.0, shared.weight);
  shared.range = interval{std::min(1.0, score.low), std::min(1.0, score.high)};
  if (shared.range->is_point()) shared.score = shared.range->low;
  return shared;
}

}  // namespace coalign
