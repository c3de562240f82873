// SPDX-License-Identifier: Apache-2.0
/// @file
/// The assessment: everything that is said of a model.
#pragma once

#include <coalign/assess/actions.hpp>
#include <coalign/assess/agreement.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/assess/reason.hpp>
#include <coalign/assess/uncertainty.hpp>
#include <coalign/compare/group.hpp>
#include <coalign/compare/merge.hpp>
#include <coalign/compare/pair.hpp>
#include <coalign/compare/placement.hpp>
#include <coalign/compare/shared_metrics.hpp>
#include <coalign/compare/understanding.hpp>
#include <coalign/strategy/finding.hpp>
#include <coalign/strategy/results.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coalign {

/// Measures that stand beside the priority gap and see what it does not. None where undefined.
struct second_opinions {
  double jensen_shannon = 0.0;               ///< distance, 0..1
  double hellinger = 0.0;                    ///< distance, 0..1
  double cosine = 0.0;                       ///< similarity, 0..1
  std::optional<double> kendall_tau_b{};     ///< of priorities, −1..1; none where a side's are all alike
  std::optional<double> chance_corrected{};  ///< 1 − TV/E0: 0 is what two random answers give
};

/// Rank agreement of two risk profiles, beside their distance.
struct risk_opinions {
  std::optional<double> kendall_tau_b{};  ///< each pair of risks counts v_c v_d
  std::optional<double> kendall_tau_b_unweighted{};
};

/// One pair of sides, with what puts its numbers in their place.
struct pair_assessment {
  std::array<std::size_t, 2> sides{};  ///< indices in the model
  coalign::pair comparison;
  std::optional<placements> metric_placements{};
  std::optional<placements> risk_placements{};
  std::optional<merge_range> merges{};
  std::optional<second_opinions> opinions{};
  std::optional<risk_opinions> risk{};
  std::array<std::optional<double>, block_count> chance{};  ///< expected gap of two random answers; risk has none
  std::optional<double> horizon_chance_corrected{};         ///< 1 − G_h/E0
};

/// What a side believes of another.
struct understanding_entry {
  std::size_t side = 0;
  std::size_t of = 0;
  understanding found;
};

/// Why a number is not there, or needs care.
struct status_note {
  std::string path;  ///< JSON pointer into the assessment document
  errc code = errc::ok;
  std::string message;
};

/// What could be done.
struct action_section {
  block_consensus metric{};
  block_consensus horizon{};
  std::vector<deadlock_entry> deadlocks{};
  std::optional<coalign::plan> plan{};  ///< to the policy's target index, where it names one
};

/// An assessed model. It keeps the model, so that an audit needs nothing else.
struct assessment {
  coalign::model model;
  std::uint64_t basis = 0;
  coalign::group group{};                                   ///< all sides together; of two sides, their pair
  std::array<std::optional<double>, block_count> chance{};  ///< expected gap of random answers; risk has none
  std::optional<double> jensen_shannon{};                   ///< generalised distance of all who answer on priorities
  std::optional<double> common_ground{};                    ///< Σ_i min_k p_ki over what all were asked
  std::vector<pair_assessment> pairs{};                     ///< (0,1), (0,2) .. as `pair_weights`
  std::vector<std::size_t> answering{};                     ///< sides that answer on priorities
  std::optional<shared_metrics> shared{};                   ///< of the sides that answer
  std::vector<understanding_entry> understanding{};
  std::vector<reason> reasons{};
  std::vector<agreement_entry> agreement{};      ///< one for each side that raters answered for
  std::vector<uncertainty_entry> uncertainty{};  ///< by pair, then by doubt
  action_section actions{};
  strategy::results strategy{};               ///< of the sections that the model has
  std::vector<strategy::finding> findings{};  ///< the most urgent first, waived ones among them
  std::vector<std::string> not_assessed{};
  std::vector<status_note> status{};
};

}  // namespace coalign
