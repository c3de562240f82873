// SPDX-License-Identifier: Apache-2.0
/// @file
/// What rules may know of the scores: a few numbers of the assessment, without the way they were found.
#pragma once

#include <coalign/core/message.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace coalign::strategy {

/// Of one pair of sides, by their ids.
struct pair_scores {
  std::string first;
  std::string second;
  std::optional<double> horizon_gap{};
  std::string longer{};  ///< who looks further ahead; empty: neither
  std::optional<double> risk_gap{};
  std::string sees_more{};              ///< who sees more risk; empty: neither
  std::vector<std::string> opposite{};  ///< metrics that both weigh, with opposite directions
  std::optional<double> priority_gap{};
};

/// What one side believes of another.
struct belief_scores {
  std::string side;
  std::string of;
  double blind_spot = 0.0;               ///< 0..1
  std::optional<double> assumed_gap{};   ///< 0..1
  std::optional<double> priority_gap{};  ///< the one that there is
};

struct deadlock_scores {
  std::string kind;     ///< "concession", "direction" or "appetite"
  std::string subject;  ///< a metric or a risk; for a concession it may be empty
  std::string first;
  std::string second;
  double size = 0.0;
  /// What it rests on: `gap_points` and `reach_points` of 100, or `first_limit` and `second_limit`,
  /// or where a limit is an interval `first_low` and so on.
  arguments numbers{};
};

/// Where a pair's answers lie among all placements of the second side's own shares.
struct placement_scores {
  std::string first;
  std::string second;
  std::size_t metrics = 0;         ///< how many were asked of both
  double as_far_or_further = 1.0;  ///< share of the placements, 0..1
};

struct alignment {
  std::optional<double> common_ground{};
  std::vector<pair_scores> pairs{};
  std::vector<belief_scores> beliefs{};
  std::vector<deadlock_scores> deadlocks{};
  std::vector<placement_scores> placements{};
};

}  // namespace coalign::strategy
