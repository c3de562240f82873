// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whether the raters of one side agree, before their mean stands for it.
#pragma once

#include <coalign/agreement/icc.hpp>
#include <coalign/agreement/krippendorff.hpp>
#include <coalign/agreement/rwg.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/core/rank.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace coalign {

/// Agreement on one block. A measure that is undefined (one rater, one item, all answers equal) is none.
struct block_agreement {
  std::size_t raters = 0;
  std::size_t items = 0;                     ///< that all of them rated
  std::optional<double> icc;                 ///< ICC(2,1): of one rater
  std::optional<double> icc_low, icc_high;   ///< 95 % confidence interval of `icc`
  std::optional<double> icc_mean;            ///< ICC(2,k): of the mean of the raters
  std::optional<double> krippendorff_alpha;  ///< interval level
  std::optional<double> rwg_j;               ///< only where a scale of ratings is declared
};

/// Agreement of one side's raters.
struct agreement_entry {
  std::size_t side = 0;
  std::optional<block_agreement> metric;
  std::optional<block_agreement> risk;
};

namespace detail {

/// @param columns one list of answers for each rater, equally long, NaN where not asked
[[nodiscard]] inline block_agreement agreement_of(const std::vector<std::vector<double>>& columns) {
  block_agreement out;
  out.raters = columns.size();
  const std::size_t n = columns.front().size();
  std::vector<double> complete, all;
  for (std::size_t i = 0; i < n; ++i) {
    bool asked = true;
    for (const auto& c : columns) asked = asked && !std::isnan(c[i]);
    for (const auto& c : columns) {
      const double answer = without_rounding(c[i]);  // shares that are the same vary by no last bit
      all.push_back(answer);
      if (asked) complete.push_back(answer);
    }
    out.items += asked;
  }
  const agreement::table rated{complete, out.items, out.raters};
  if (const auto one = agreement::icc(rated, agreement::icc_kind::two)) {
    out.icc = one.value().value;
    out.icc_low = one.value().low;
    out.icc_high = one.value().high;
  }
  if (const auto mean = agreement::icc(rated, agreement::icc_kind::two_k)) out.icc_mean = mean.value().value;
  if (const auto alpha = agreement::krippendorff({all, n, out.raters}, agreement::measurement::interval)) {
    out.krippendorff_alpha = alpha.value();
  }
  return out;
}

/// r_wg(J) of ratings above the low end of their scale, where its steps are whole.
[[nodiscard]] inline std::optional<double> rwg_of(const std::vector<std::vector<double>>& raters, double span) {
  constexpr double most = 1000.0;
  if (!(span >= 1.0 && span <= most) || std::floor(span) != span) return std::nullopt;
  std::vector<double> rows;
  std::size_t items = 0;
  for (const auto& r : raters) {
    items = 0;
    for (std::size_t i = 0; i < r.size(); ++i) {
      bool asked = true;
      for (const auto& other : raters) asked = asked && !std::isnan(other[i]);
      if (!asked) continue;
      rows.push_back(r[i]);
      ++items;
    }
  }
  const auto found = agreement::rwg_j({rows, raters.size(), items}, {static_cast<int>(span) + 1, 0.0});
  return found ? std::optional(found.value()) : std::nullopt;
}

}  // namespace detail

/// Agreement of each side that was answered by raters, in the order of the model: on ratings where their scale is
/// declared, else on each rater's shares; on severities. O(raters · items) a side.
[[nodiscard]] inline std::vector<agreement_entry> rater_agreement(const model& m) {
  std::vector<agreement_entry> out;
  const std::size_t n = m.catalog().metrics.size();
  const auto& scale = m.policy().rating_scale;
  for (std::size_t k = 0; k < m.sides().size(); ++k) {
    const answers& given = m.sides()[k].given();
    if (given.form() != answer_form::raters) continue;
    agreement_entry& entry = out.emplace_back();
    entry.side = k;
    std::vector<std::vector<double>> shares, severities;
    if (scale) {
      for (const rater& r : given.raters) {
        if (!r.priorities.empty()) shares.push_back(detail::points_of(r.priorities, m.policy()));
      }
    } else {
      shares = detail::rater_shares(given, n, m.policy());
    }
    for (const rater& r : given.raters) {
      if (r.risks.empty()) continue;
      auto& column = severities.emplace_back();
      for (const risk_view& view : r.risks) column.push_back(detail::severity_of(view, m.policy()));
    }
    if (!shares.empty()) {
      entry.metric = detail::agreement_of(shares);
      if (scale) entry.metric->rwg_j = detail::rwg_of(shares, scale->high - scale->low);
    }
    if (!severities.empty()) entry.risk = detail::agreement_of(severities);
  }
  return out;
}

}  // namespace coalign
