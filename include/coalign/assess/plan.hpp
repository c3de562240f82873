// SPDX-License-Identifier: Apache-2.0
/// @file
/// The least change that brings an alignment index about, and whose move it is.
#pragma once

#include <coalign/assess/actions.hpp>
#include <coalign/assess/message.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/assess/plan_moves.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace coalign {

/// One step of a plan: a question, who decides it, and how much moves.
struct plan_step {
  std::string key{};  ///< names the template
  coalign::block block = coalign::block::metric;
  std::string subject{};  ///< id of the metric or of the risk; "priorities" or "horizons"
  std::string side{};     ///< whose answers move; empty where several sides' do
  double amount = 0.0;    ///< by how much the overall gap falls, all steps before it done
  double index = 0.0;     ///< the alignment index after it
  arguments args{};
  std::string message{};
};

/// A plan to an alignment index.
struct plan {
  double wanted = 0.0;
  double index = 0.0;      ///< what the changes reach: `wanted`, or where that is out of reach the most there is
  errc status = errc::ok;  ///< `undefined`: out of reach; `missing`: there is no index
  std::vector<plan_step> steps{};
  std::vector<plan_change> changes{};
  std::vector<std::string> obstacles{};  ///< what no plan moves, in words

  [[nodiscard]] bool reached() const noexcept { return status == errc::ok; }
};

namespace detail {

/// The steps of moves, in words, each with the index that it leads to.
class plan_teller {
 public:
  plan_teller(const model& m, const plan_maker& maker, plan& out)
      : m_(m), maker_(maker), out_(out), so_far_(maker.none()), gap_(1.0 - out.index) {}

  void tell(const plan_moves& moves) {
    for (const std::size_t i : maker_.targets()) {
      if (moves.targets[i] > 0.0) tell_target(i, moves.targets[i]);
    }
    for (std::size_t k = 0; k < m_.sides().size(); ++k) {
      if (moves.priorities[k] > 0.0) tell_priorities(k, moves.priorities[k]);
    }
    for (std::size_t k = 0; k < m_.sides().size(); ++k) {
      if (moves.horizons[k] > 0.0) tell_horizons(k, moves.horizons[k]);
    }
    for (std::size_t c = 0; c < moves.risks.size(); ++c) {
      if (moves.risks[c] > 0.0) tell_risk(c, moves.risks[c]);
    }
    out_.index = 1.0 - gap_;
  }

 private:
  [[nodiscard]] side after(std::size_t k) const {
    auto made =
        make_checked_side(m_.catalog(), m_.sides()[k].id(), maker_.answers_after(k, so_far_, nullptr), m_.policy());
    return made ? std::move(made).value() : m_.sides()[k];
  }
  [[nodiscard]] bool changes(std::size_t k, const plan_moves& only) const {
    std::vector<plan_change> found;
    static_cast<void>(maker_.answers_after(k, only, &found));
    return !found.empty();
  }
  /// Who changes what, one side after another; `only` is what the step alone moves.
  template <class Words>
  [[nodiscard]] std::string moves_in_words(const plan_moves& only, std::string& mover, const Words& words) const {
    std::string text;
    std::size_t movers = 0;
    for (std::size_t k = 0; k < m_.sides().size(); ++k) {
      if (!changes(k, only)) continue;
      const std::string said = words(m_.sides()[k], after(k));
      if (said.empty()) continue;
      text += (text.empty() ? "" : ", ") + m_.sides()[k].label() + ' ' + said;
      mover = ++movers == 1 ? m_.sides()[k].id() : std::string();
    }
    return text;
  }
  void add(plan_step step) {
    const double gap = maker_.after(so_far_).overall;
    step.amount = gap_ - gap;
    step.index = 1.0 - gap;
    gap_ = gap;
    step.args.insert(step.args.begin(), {"arbiter", arbiter_label(m_)});
    step.message = render(action_template(step.key), step.args);
    out_.steps.push_back(std::move(step));
  }

  void tell_target(std::size_t i, double share) {
    const metric& x = m_.catalog().metrics[i];
    plan_moves only = maker_.none();
    only.targets[i] = so_far_.targets[i] = share;
    plan_step step{.key = "plan_target", .block = block::metric, .subject = x.id};
    const std::string moves = moves_in_words(only, step.side, [&](const side& before, const side& now) {
      return words_of(before.goals()[i].target) + " to " + words_of(now.goals()[i].target);
    });
    if (moves.empty()) return;
    step.args = {{"metric", x.label()},
                 {"moves", x.unit.empty() ? moves : moves + (x.unit == "%" ? "" : " ") + x.unit}};
    add(std::move(step));
  }

  void tell_priorities(std::size_t k, double share) {
    plan_moves only = maker_.none();
    only.priorities[k] = so_far_.priorities[k] = share;
    if (!changes(k, only)) return;
    const side& before = m_.sides()[k];
    const side now = after(k);
    std::size_t risen = 0, fallen = 0;
    const auto rise = [&](std::size_t i) { return now.priorities()[i] - before.priorities()[i]; };
    for (std::size_t i = 0; i < now.priorities().size(); ++i) {
      if (rise(i) > rise(risen)) risen = i;
      if (rise(i) < rise(fallen)) fallen = i;
    }
    const auto& metrics = m_.catalog().metrics;
    plan_step step{.key = "plan_priority", .block = block::metric, .subject = "priorities", .side = before.id()};
    step.args = {{"side", before.label()},
                 {"risen", metrics[risen].label()},
                 {"fallen", metrics[fallen].label()},
                 {"points", 100.0 * gap::priority(before.priorities(), now.priorities())}};
    add(std::move(step));
  }

  void tell_horizons(std::size_t k, double share) {
    plan_moves only = maker_.none();
    only.horizons[k] = so_far_.horizons[k] = share;
    if (!changes(k, only)) return;
    const side& before = m_.sides()[k];
    const side now = after(k);
    const auto days = [&](const side& s) {
      return gap::detail::days_ahead(s.horizons(), gap::detail::at(m_.measure().log_days()));
    };
    plan_step step{.block = block::horizon, .subject = "horizons", .side = before.id()};
    step.key = readable(days(before), 0) == readable(days(now), 0) ? "plan_horizon_mix" : "plan_horizon";
    step.args = {{"side", before.label()},
                 {"from_days", days(before)},
                 {"to_days", days(now)},
                 {"points", 100.0 * gap::priority(before.horizons(), now.horizons())}};
    add(std::move(step));
  }

  [[nodiscard]] static std::string words_of(const interval& target) {
    constexpr int decimals = 4;
    return target.is_point() ? readable(target.low, decimals)
                             : readable(target.low, decimals) + '-' + readable(target.high, decimals);
  }
  [[nodiscard]] static std::string limit_text(const interval& x) {
    return x.is_point() ? fixed(x.low, 2) : fixed(x.low, 2) + '-' + fixed(x.high, 2);
  }

  void tell_risk(std::size_t c, double share) {
    const risk& x = m_.catalog().risks[c];
    plan_moves only = maker_.none();
    only.risks[c] = so_far_.risks[c] = share;
    plan_step step{.key = "plan_risk", .block = block::risk, .subject = x.id};
    std::string mover;
    const std::string severities = moves_in_words(only, mover, [&](const side& before, const side& now) {
      const std::string from = fixed(before.severities()[c], 2), to = fixed(now.severities()[c], 2);
      return from == to ? std::string() : from + " to " + to;
    });
    std::string limit_mover;
    const std::string limits = moves_in_words(only, limit_mover, [&](const side& before, const side& now) {
      if (!before.appetite(c)) return std::string();
      const std::string from = limit_text(*before.appetite(c)), to = limit_text(*now.appetite(c));
      return from == to ? std::string() : from + " to " + to;
    });
    step.args = {{"risk", x.label()}, {"moves", severities}, {"limits", limits}};
    step.side = severities.empty() ? limit_mover : limits.empty() || mover == limit_mover ? mover : std::string();
    if (severities.empty()) step.key = limits.empty() ? "plan_risk_slight" : "plan_limit";
    if (!severities.empty() && !limits.empty()) step.key = "plan_risk_and_limit";
    add(std::move(step));
  }

  const model& m_;
  const plan_maker& maker_;
  plan& out_;
  plan_moves so_far_;
  double gap_;
};

}  // namespace detail

/// The plan that takes the least change to an alignment index, each unit of a block's gap costing as much.
/// Across blocks by `action::least_change_of_blocks`. In the metric block targets meet first, at the target of the side
/// that weighs the metric most; then priorities move. All sides go the same share of their way to one answer: the one
/// that takes least movement on priorities and time (of two sides the heavier one's; equal ones meet half-way), the
/// mean by influence on risks. Opposite directions of a metric, and ranks, are not moved: they are obstacles.
/// Applied as a what-if, the changes reach `index`.
/// @param index the alignment index that is wanted, 0..1
/// @returns the plan, without steps where the index is there already; `bad_option` for the index.
///          O(60 pairs · items) and as much for each step.
[[nodiscard]] inline result<plan> make_plan(const model& m, double index) {
  if (!(index >= 0.0 && index <= 1.0)) return fail(errc::bad_option, field::target_index, -1, index);
  plan out{.wanted = index};
  detail::plan_maker maker(m);
  const pair_gaps now = maker.after(maker.none());
  if (now.status != errc::ok) {
    out.status = now.status;
    out.index = std::numeric_limits<double>::quiet_NaN();
    return out;
  }
  out.index = 1.0 - now.overall;
  constexpr double rounding = 1e-12;
  if (out.index >= index - rounding) return out;
  bool reached = true;
  BOOST_OUTCOME_TRY(const auto moves, detail::moves_to(m, maker, now, 1.0 - index, reached));
  if (!reached) out.status = errc::undefined;
  out.obstacles = maker.obstacles();
  if (maker.after(moves).status != errc::ok) {  // points at the ends of what a number can hold
    out.status = errc::undefined;
    out.obstacles.emplace_back(action_template("obstacle_points"));
    return out;
  }
  detail::plan_teller(m, maker, out).tell(moves);
  if (out.index >= index - rounding) out.status = errc::ok;
  for (std::size_t k = 0; k < m.sides().size(); ++k) static_cast<void>(maker.answers_after(k, moves, &out.changes));
  return out;
}

}  // namespace coalign
