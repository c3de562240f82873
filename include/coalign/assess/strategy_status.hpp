// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why numbers of the shared strategy are not there.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/core/pointer.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::detail {

/// Walks the sections of an assessed strategy and says why each number that is not there is not there.
///
/// Some nulls need no note, since the model left them out and nothing is computed of them: ids, days, the ends of a
/// guard, the money of a finding and its waiver. Nor does `longest_wait`, the name to a number that has one, nor
/// `least_violation` where some option is accepted by all. Of sections that are not there, `not_assessed` says so.
class strategy_notes {
 public:
  explicit strategy_notes(assessment& a) : a_(a), given_(a.model.strategy()) {}

  void add() {
    const strategy::results& found = a_.strategy;
    if (found.north_star) note_north_star(*given_.north_star, *found.north_star);
    if (found.tech_portfolio) note_tech_portfolio(*found.tech_portfolio);
    if (found.decision_rights) note_decision_rights(*found.decision_rights);
    if (found.roadmap) note_roadmap(*found.roadmap);
    for (std::size_t i = 0; i < found.data_products.size(); ++i) {
      const std::string at = pointer("data_products", i, "friction");
      const strategy::data_product_result& x = found.data_products[i];
      if (!x.longest_wait_days) note(at + "/longest_wait_days", errc::missing, "No audience states a wait.");
      if (!x.greatest_risk) note(at + "/greatest_risk", errc::missing, "No audience states a risk.");
    }
    for (std::size_t i = 0; i < found.trade_offs.size(); ++i) note_trade_off(i, found.trade_offs[i]);
    if (found.relationship) note_relationship(*found.relationship);
    if (found.symptoms) note_symptoms(*given_.symptoms, *found.symptoms);
  }

 private:
  void note(std::string path, errc code, std::string_view message) {
    a_.status.push_back({std::move(path), code, std::string(message)});
  }
  void note_all(const std::string& at, std::initializer_list<std::string_view> keys, errc code,
                std::string_view message) {
    for (const std::string_view key : keys) note(pointer_child(at, key), code, message);
  }

  void note_north_star(const strategy::north_star& given, const strategy::north_star_result& x) {
    const std::string at = "/north_star";
    const std::string_view no_metric = "The goal names no metric.";
    if (!x.baseline) {
      note(at + "/baseline", errc::missing, x.metric.empty() ? no_metric : "The metric has no baseline.");
    }
    if (!x.current) {
      note(at + "/current", errc::missing, x.metric.empty() ? no_metric : "No current value of the metric is stated.");
    }
    if (!x.target) {
      note(at + "/target", errc::missing,
           !given.change_percent ? "The goal states no target and no change."
           : x.metric.empty()    ? no_metric
                                 : "A change needs a baseline.");
    }
    const bool measured = x.baseline && x.current && x.target;
    if (!x.progress) {
      note(at + "/progress", measured ? errc::undefined : errc::missing,
           measured ? "The metric's scale does not reach the target."
                    : "A baseline, a current value or a target is missing.");
    }
    if (!x.pace) note(at + "/pace", errc::missing, "A start, a due date or the date of the model is missing.");
    if (!x.behind) {
      note(at + "/behind", x.pace && measured ? errc::undefined : errc::missing, "There is no progress, or no pace.");
    }
    if (!x.at_stake) {
      const bool beyond = given.money_per_unit && x.target && x.baseline;
      note(at + "/money", beyond ? errc::undefined : errc::missing,
           !given.money_per_unit ? "The goal states no amount."
           : beyond              ? "The amount is too large."
                                 : "An amount for a unit needs a baseline and a target.");
    }
    const auto no_number = [](const std::optional<double>& y) { return y && !std::isfinite(*y); };
    const bool endless = x.progress && !(std::isfinite(x.progress->low) && std::isfinite(x.progress->high));
    for (const auto& [key, is] : {std::pair{"/target", no_number(x.target)}, std::pair{"/progress", endless},
                                  std::pair{"/behind", no_number(x.behind)}}) {
      if (is) note(at + key, errc::undefined, "It is beyond what a number can hold.");
    }
    for (const strategy::pull_result& pull : x.pulls) {
      if (!pull.pull) note(pointer_child(at + "/pull", pull.side), errc::missing, "The side gives no priorities.");
    }
    if (!x.strongest) {
      note(at + "/strongest", x.pulls.empty() ? errc::missing : errc::undefined,
           x.pulls.empty() ? "The goal names no drivers." : "No side gives priority to a driver.");
    }
    for (std::size_t i = 0; i < x.guards.size(); ++i) {
      const std::string guard = at + pointer("guards", i);
      if (!x.guards[i].current) {
        note_all(guard, {"current", "held"}, errc::missing, "No current value of the metric is stated.");
      } else if (!x.guards[i].held) {
        note(guard + "/held", errc::data_conflict, "The sides report current values within and beyond the limits.");
      }
    }
  }

  void note_tech_portfolio(const strategy::tech_portfolio_result& x) {
    const std::string at = "/tech_portfolio";
    const std::string_view no_cost =
        "The tool states no cost: amounts leave it out, and it is kept only where nothing else serves.";
    if (!x.saving) {
      note(at + "/saving", errc::undefined, "No tool within the risk limits serves a need, so there is none to keep.");
    }
    for (std::size_t i = 0; i < x.waste.size(); ++i) {
      if (!x.waste[i].cost) note(at + pointer("waste", i, "cost"), errc::missing, no_cost);
    }
    for (std::size_t i = 0; i < x.exposure.size(); ++i) {
      const std::string tool = at + pointer("exposure", i);
      const strategy::tool_risks& risk = x.exposure[i].risk;
      if (!std::all_of(risk.begin(), risk.end(), [](const auto& r) { return r.has_value(); })) {
        note(tool + "/risk", errc::missing,
             "The tool does not state every risk: one that is left out breaks no limit.");
      }
      if (!x.exposure[i].cost) note(tool + "/cost", errc::missing, no_cost);
    }
  }

  void note_latency(const std::string& at, const strategy::latency& x, std::string_view none) {
    if (x.decisions == 0) return note(at, errc::missing, none);
    if (!x.mean) {
      note_all(
          at, {"mean_days", "median_days", "longest_days"}, x.decided == 0 ? errc::undefined : errc::missing,
          x.decided == 0 ? "No decision has been taken." : "No decision that was taken says when it was asked for.");
    }
    if (!x.longest_open) {
      note(at + "/longest_open_days", x.open == 0 ? errc::undefined : errc::missing,
           x.open == 0 ? "No decision is open." : "No open decision says when it was asked for.");
    }
  }

  void note_decision_rights(const strategy::decision_rights_result& x) {
    const std::string at = "/decision_rights";
    for (std::size_t i = 0; i < x.domains.size(); ++i) {
      note_latency(at + pointer("domains", i, "latency"), x.domains[i].latency, "No decision on it is logged.");
    }
    note_latency(at + "/latency", x.latency, "No decision is logged.");
  }

  void note_roadmap(const strategy::roadmap_result& x) {
    const std::string at = "/roadmap";
    if (!x.tie_back) {
      note_all(at, {"tie_back", "critical_path"}, errc::missing, "There is no roadmap.");
    } else {
      if (!x.tie_back->item_share()) note(at + "/tie_back/item_share", errc::undefined, "The roadmap has no items.");
      if (!x.tie_back->cost_share()) {
        note(at + "/tie_back/cost_share", errc::undefined, "No item states a cost above 0.");
      }
      if (!x.critical_path) {
        note(at + "/critical_path", errc::missing, "No item outside circles has a start, and an end or a due date.");
      }
    }
    for (std::size_t i = 0; i < x.rhythm.size(); ++i) {
      const std::string side = at + pointer("rhythm", "sides", i);
      const strategy::side_rhythm& found = x.rhythm[i];
      if (!found.days_ahead) note(side + "/days_ahead", errc::missing, "The side gives no horizons.");
      if (!found.work_days) note(side + "/work_days", errc::missing, "The side is in no dated item.");
      if (!found.gap) note(side + "/gap", errc::missing, "The side gives no horizons, or is in no dated item.");
    }
    for (std::size_t i = 0; i < x.requests.size(); ++i) {
      if (!x.requests[i].days)
        note(at + pointer("requests", i, "days"), errc::missing, "It does not say when it was asked.");
    }
  }

  void note_trade_off(std::size_t i, const strategy::trade_off_result& x) {
    const std::string at = pointer("trade_offs", i);
    if (x.front.empty()) {
      return note_all(at, {"nash", "kalai_smorodinsky", "max_min", "least_violation"}, errc::missing,
                      "There are no options.");
    }
    if (x.accepted_by_all.empty()) {
      return note_all(at, {"nash", "kalai_smorodinsky", "max_min"}, errc::undefined,
                      "No option is within every side's limits.");
    }
    if (x.nash.empty())
      note(at + "/nash", errc::undefined, "Every option within the limits leaves some side with nothing.");
    if (x.max_min.empty()) {
      note_all(at, {"kalai_smorodinsky", "max_min"}, errc::undefined,
               "No option within the limits gives any side anything.");
    }
  }

  void note_relationship(const strategy::relationship_result& x) {
    const std::string at = "/relationship";
    for (std::size_t i = 0; i < x.rated.size(); ++i) {
      for (std::size_t p = 0; p < strategy::practice_names.size(); ++p) {
        const strategy::practice_level& found = x.rated[i].practices[p];
        const std::string practice = at + pointer("levels", i, "practices", strategy::practice_names[p]);
        if (found.raters == 0) continue;
        if (!found.level) {
          note(practice + "/level", errc::undefined, "The raters agree too little for a mean to stand for them.");
        }
        if (!found.rwg) {
          note(practice + "/rwg", errc::undefined,
               found.raters == 1 ? "One rater: there is nothing to agree with."
                                 : "The scale has no whole steps, or a rating lies between two of them.");
        }
      }
    }
    for (std::size_t i = 0; i < x.needs.size(); ++i) {
      const std::string need = at + pointer("needs", i);
      if (!x.needs[i].importance) note(need + "/importance", errc::missing, "Its importance is not stated.");
      if (!x.needs[i].met) note(need + "/met", errc::missing, "How far it is met is not stated.");
      if (!x.needs[i].unmet) note(need + "/unmet", errc::missing, "Its importance, or how far it is met, is missing.");
    }
  }

  void note_symptoms(const strategy::symptoms& given, const strategy::symptoms_result& x) {
    const std::string at = "/symptoms";
    if (!x.campaigns) note(at + "/campaigns", errc::missing, "Campaigns are not counted.");
    if (!x.projects) note(at + "/projects", errc::missing, "Projects are not counted.");
    if (!x.growth) {
      const bool few = given.tech_spend.size() < 2 || given.revenue.size() < 2;
      note(at + "/growth", few ? errc::missing : errc::undefined,
           few ? "It needs tech spend and revenue of two periods."
               : "No two periods have both amounts, or an earlier amount is 0.");
    }
  }

  assessment& a_;
  const strategy::sections& given_;
};

/// Says why each number of the strategy that is not there is not there.
inline void note_strategy(assessment& a) { strategy_notes(a).add(); }

}  // namespace coalign::detail
