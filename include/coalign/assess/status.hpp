// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why numbers of an assessment are not there, or need care.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/core/pointer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::detail {

inline constexpr const char* no_block_answered = "No block with weight was answered by both sides.";

/// Why a plan has no index, or does not reach the one that is wanted. @param at where the plan stands in its document
[[nodiscard]] inline std::vector<status_note> plan_notes(const plan& p, const std::string& at = {}) {
  if (std::isnan(p.index)) {
    return {{at + "/index", p.status,
             p.status == errc::missing ? no_block_answered : "Two sides cannot be compared: see their error."}};
  }
  if (p.reached()) return {};
  return {{at + "/reached", errc::undefined,
           "No change of what a plan may move reaches the index that is wanted; see obstacles."}};
}

/// Walks an assessment and says why each number that is not there is not there.
class status_notes {
 public:
  explicit status_notes(assessment& a) : a_(a), m_(a.model) {}

  void add() {
    for (std::size_t i = 0; i < a_.pairs.size(); ++i) note_pair("/pairs/" + std::to_string(i), a_.pairs[i]);
    note_group();
    for (std::size_t k = 0; k < a_.understanding.size(); ++k) {
      if (a_.understanding[k].found.assumed_gap) continue;
      note("/understanding/" + std::to_string(k) + "/assumed_gap", errc::missing,
           "The side's own priorities share no points with its prediction.");
    }
    if (a_.shared) note_shared(*a_.shared);
    for (std::size_t k = 0; k < a_.agreement.size(); ++k) note_agreement(k);
    for (std::size_t k = 0; k < a_.uncertainty.size(); ++k) note_uncertainty(k);
    note_actions();
  }

 private:
  void note(std::string path, errc code, std::string message) {
    a_.status.push_back({std::move(path), code, std::move(message)});
  }
  void note_all(const std::string& at, std::initializer_list<std::string_view> paths, errc code,
                std::string_view message) {
    for (const std::string_view path : paths) note(at + std::string(path), code, std::string(message));
  }
  void note_pair(const std::string& at, const pair_assessment& p) {
    const pair& x = p.comparison;
    if (!x.metric) {
      note_all(at, {"/metric", "/placements/metric", "/merges", "/second_opinions"}, errc::missing,
               "A side gives no priorities.");
    }
    if (!x.horizon) note_all(at, {"/horizon", "/days"}, errc::missing, "A side gives no horizons.");
    if (!x.risk) note_all(at, {"/risk", "/placements/risk"}, errc::missing, "A side gives no risks.");
    if (x.gaps.status == errc::missing) {
      note_all(at, {"/index", "/gap", "/band"}, errc::missing, no_block_answered);
    }
    if (x.metric) note_metrics(at, p, *x.metric);
    if (x.risk) note_risks(at, p);
  }

  void note_metrics(const std::string& at, const pair_assessment& p, const metric_block& block) {
    if (!block.goal_gap) {
      note(at + "/metric/goal_gap", errc::missing, "No side states a target, so goals are not assessed.");
    } else if (p.comparison.gaps.goal_unknown > 0.0) {
      note(at + "/metric/range", errc::missing, "Targets are missing on metrics that both sides weigh.");
    }
    for (std::size_t k = 0; k < block.items.size(); ++k) {
      if (block.items[k].delta) continue;
      note(at + "/metric/items/" + std::to_string(k) + "/delta", errc::missing, "A side states no target.");
    }
    if (block.coverage < 1.0)
      note(at + "/metric/coverage", errc::missing, "Some metrics were not asked of both sides.");
    const auto asked = std::count_if(block.items.begin(), block.items.end(),
                                     [](const metric_item& x) { return !std::isnan(x.priorities[0]); });
    if (asked == 1) note(at + "/metric", errc::degenerate, "One metric only: there is nothing to divide.");
    if (!p.opinions->kendall_tau_b) {
      note(at + "/second_opinions/kendall_tau_b", errc::undefined, "A side gives every metric the same priority.");
    }
    if (!p.opinions->chance_corrected) {
      note(at + "/second_opinions/chance_corrected", errc::undefined, "One metric only is weighed.");
    }
    if (!p.merges) note(at + "/merges", errc::undefined, "There are no two metrics to merge.");
  }

  void note_risks(const std::string& at, const pair_assessment& p) {
    const std::string alike = "A side rates every risk alike.";
    if (!p.comparison.risk->profile.correlation) note(at + "/risk/correlation", errc::undefined, alike);
    if (!p.risk->kendall_tau_b) note(at + "/risk/kendall_tau_b", errc::undefined, alike);
    if (!p.risk->kendall_tau_b_unweighted) note(at + "/risk/kendall_tau_b_unweighted", errc::undefined, alike);
    if (p.comparison.risk->breach_conflict) return;
    const bool states = m_.sides()[p.sides[0]].states_appetite() || m_.sides()[p.sides[1]].states_appetite();
    note_all(at, {"/risk/appetite_gap", "/risk/breach_conflict"}, errc::missing,
             states ? "Appetite is not stated by both sides for every risk, so it is not compared."
                    : "No side states an appetite.");
  }

  void note_group() {
    constexpr std::array<std::string_view, block_count> what{"priorities", "horizons", "risks"};
    for (std::size_t b = 0; b < block_count; ++b) {
      const std::string path = "/blocks/" + std::string(block_names[b]);
      std::size_t without = 0;
      for (const pair_assessment& p : a_.pairs) without += std::isnan(p.comparison.gaps.blocks[b]);
      if (without == a_.pairs.size()) {
        note(path, errc::missing,
             a_.pairs.size() == 1 ? "A side gives no " + std::string(what[b]) + "."
                                  : "No two sides give " + std::string(what[b]) + ".");
      } else if (without > 0) {
        note(path + "/gap", errc::missing,
             "Over the pairs of sides that give " + std::string(what[b]) + ": " +
                 std::to_string(a_.pairs.size() - without) + " of " + std::to_string(a_.pairs.size()) + ".");
      }
    }
    if (a_.group.status == errc::missing) {
      note_all("", {"/alignment/index", "/alignment/gap", "/alignment/band", "/alignment/weight_range", "/worst_pair"},
               errc::missing, no_block_answered);
    }
    const bool metric = !std::isnan(a_.group.blocks[0]);
    if (!a_.common_ground) {
      const bool told = std::any_of(a_.status.begin(), a_.status.end(),
                                    [](const status_note& n) { return n.path == "/common_ground"; });
      const std::string why = metric ? "The sides share no metric that all were asked." : "A side gives no priorities.";
      const errc code = metric ? errc::undefined : errc::missing;
      if (!told) note("/common_ground", code, why);
      note("/shared_metrics", code, why);
      if (metric) note_all("", {"/blocks/metric/chance", "/blocks/metric/jensen_shannon"}, code, why);
    } else {
      if (!a_.chance[0]) note("/blocks/metric/chance", errc::undefined, "One metric only is weighed.");
      if (a_.answering.size() < m_.sides().size()) {
        note("/shared_metrics", errc::missing,
             "Over the " + std::to_string(a_.answering.size()) + " of " + std::to_string(m_.sides().size()) +
                 " sides that give priorities.");
      }
    }
  }

  void note_shared(const shared_metrics& shared) {
    if (shared.items.empty()) {
      note_all("/shared_metrics", {"/score", "/range"}, errc::no_shared, "No metric is weighed by every side.");
      return;
    }
    if (!shared.score) {
      note("/shared_metrics/score", errc::undefined,
           "Current values, baselines or targets are missing or disputed: see range.");
    }
    for (std::size_t i = 0; i < shared.items.size(); ++i) {
      const std::string at = "/shared_metrics/items/" + std::to_string(i);
      const shared_metric& x = shared.items[i];
      if (x.data_conflict) {
        note(at + "/data_conflict", errc::data_conflict, "The sides report different current values.");
      }
      for (std::size_t k = 0; k < x.attainment.size(); ++k) {
        const std::string& id = m_.sides()[a_.answering[k]].id();
        if (!x.attainment[k]) {
          for (const char* number : {"/attainment", "/raw"}) {
            note(pointer_child(at + number, id), errc::missing, "A target, a current value or a baseline is missing.");
          }
        } else if (!x.attainment[k]->raw) {
          note(pointer_child(at + "/raw", id), errc::undefined,
               "There is no way to the target that could be measured.");
        }
      }
    }
  }

  void note_agreement(std::size_t k) {
    const std::string at = "/agreement/" + std::to_string(k);
    const auto block = [&](const std::string& path, const block_agreement& x, bool rwg) {
      const std::string why = x.raters < 2  ? "One rater: there is nothing to agree with."
                              : x.items < 2 ? "Fewer than two items were rated by all."
                                            : "The answers do not vary, or leave no degrees of freedom.";
      const auto measure = [&](const char* name, const std::optional<double>& value) {
        if (!value) return note(path + name, errc::undefined, why);
        if (!std::isfinite(*value))
          note(path + name, errc::undefined, "It has no bound: the raters differ more than the items.");
      };
      measure("/icc", x.icc);
      measure("/icc_low", x.icc_low);
      measure("/icc_high", x.icc_high);
      measure("/icc_mean", x.icc_mean);
      if (!x.krippendorff_alpha) {
        note(path + "/krippendorff_alpha", errc::undefined,
             x.raters < 2 ? why : "All answers are equal, or no item has two.");
      }
      if (rwg && !x.rwg_j) {
        note(path + "/rwg_j", errc::undefined,
             x.raters < 2               ? why
             : m_.policy().rating_scale ? "The rating scale has no whole steps, or no item was rated by all."
                                        : "It needs ratings on a declared scale.");
      }
    };
    if (const auto& x = a_.agreement[k].metric) {
      block(at, *x, true);
    } else {
      note_all(at, {"/rwg_j", "/icc", "/icc_low", "/icc_high", "/icc_mean", "/krippendorff_alpha"}, errc::missing,
               "The raters give no priorities.");
    }
    if (const auto& x = a_.agreement[k].risk) block(at + "/risk", *x, false);
  }

  void note_uncertainty(std::size_t k) {
    const std::string at = "/uncertainty/" + std::to_string(k);
    const uncertainty_entry& x = a_.uncertainty[k];
    const std::string not_asked = "Some metrics were not asked of all who answered.";
    if (!x.range) {
      const bool few = x.method == doubt::bootstrap && x.permutation;
      note_all(at + "/priority_gap", {"/low", "/high"}, errc::undefined,
               few ? "Below 5 raters a side there is no interval: the smaller side has " +
                         std::to_string(std::min(x.raters[0], x.raters[1])) + "."
                   : not_asked);
      if (std::isnan(x.estimate)) {
        note(at + "/priority_gap/estimate", errc::undefined, "The raters share no metric that all were asked.");
      }
    } else if (x.status == errc::degenerate) {
      note(at + "/priority_gap", errc::degenerate, "Every draw of raters gives the same gap.");
    }
    if (x.method == doubt::interval && !x.range) note_all(at, {"/exact", "/reached"}, errc::undefined, not_asked);
    if ((x.method == doubt::ranks || x.method == doubt::dirichlet) && !x.mean)
      note(at + "/mean", errc::undefined, not_asked);
    if (!x.permutation) {
      const bool raters = x.method == doubt::bootstrap;
      note_all(at, {"/noise_floor", "/p", "/within_noise"}, errc::undefined,
               raters ? "The raters share no metric that all were asked." : "A noise floor needs raters.");
      if (raters) note_all(at, {"/least_p", "/exact", "/ways"}, errc::undefined, "No labels were shuffled.");
    } else if (x.permutation->least_p > 0.05) {
      note(at + "/p", errc::undefined,
           "So few raters cannot give less than " + fixed(x.permutation->least_p, 2) + ", whatever they answer.");
    }
    if (x.method == doubt::interval && x.range && !x.exact) {
      note(
          at + "/exact", errc::undefined,
          "Bounds that no gap exceeds: several raters give intervals, or more than 20 metrics have some that overlap.");
    }
  }

  void note_actions() {
    const auto block = [&](std::string_view name, const block_consensus& x) {
      if (x.linear_pool && x.least_movement) return;
      for (const char* kind : {"/linear_pool/", "/least_movement/"}) {
        note("/actions/consensus" + std::string(kind) + std::string(name), errc::missing,
             "Fewer than two sides answer on what all were asked.");
      }
    };
    block("metric", a_.actions.metric);
    block("horizon", a_.actions.horizon);
    if (!a_.actions.plan) {
      note("/actions/plan", errc::missing, "The policy names no target_index.");
    } else {
      for (status_note& x : plan_notes(*a_.actions.plan, "/actions/plan")) a_.status.push_back(std::move(x));
    }
  }

  assessment& a_;
  const model& m_;
};

/// Says why each number that is not there is not there.
inline void note_status(assessment& a) { status_notes(a).add(); }

}  // namespace coalign::detail
