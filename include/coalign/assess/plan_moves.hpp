// SPDX-License-Identifier: Apache-2.0
/// @file
/// How a plan moves answers: targets that meet, and sides that go the same share of their way to one answer.
#pragma once

#include <coalign/action/least_blocks.hpp>
#include <coalign/assess/actions.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/compare/group.hpp>
#include <coalign/core/order.hpp>
#include <coalign/core/pointer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace coalign {

/// One number of the model document that a plan changes.
struct plan_change {
  std::string path;  ///< JSON pointer into the model document
  std::variant<double, interval, risk_view> value;
};

namespace detail {

/// How far a plan moves: shares of the way, 0..1.
struct plan_moves {
  std::vector<double> targets;     ///< of each metric: to the target of the side that weighs it most
  std::vector<double> priorities;  ///< of each side
  std::vector<double> horizons;    ///< of each side
  std::vector<double> risks;       ///< of each risk, for all sides
};

/// Moves answers towards what the sides agree on, and says what a move leaves of the gap.
/// All sides go the same share λ of their way to one point, so that every pair's distance falls by just that share;
/// on priorities and time the point is the one that takes least movement: for two sides, the heavier one's answer.
class plan_maker {
 public:
  explicit plan_maker(const model& m) : m_(m), sides_(m.sides()) {
    weight_ = pair_weights(influences(m)).value();  // a model's influences are > 0, and its sides two at least
    aim_priorities();
    aim_horizons();
    aim_risks();
    aim_targets();
  }

  [[nodiscard]] plan_moves none() const {
    return {std::vector<double>(m_.catalog().metrics.size(), 0.0), std::vector<double>(sides_.size(), 0.0),
            std::vector<double>(sides_.size(), 0.0), std::vector<double>(m_.catalog().risks.size(), 0.0)};
  }

  /// The group's gaps after moves.
  [[nodiscard]] pair_gaps after(const plan_moves& moves) const {
    std::vector<side> moved;
    moved.reserve(sides_.size());
    for (std::size_t k = 0; k < sides_.size(); ++k) {
      auto made = make_checked_side(m_.catalog(), sides_[k].id(), answers_after(k, moves, nullptr), m_.policy());
      if (!made) return {.status = made.error().code, .overall = std::numeric_limits<double>::quiet_NaN()};
      moved.push_back(std::move(made).value());
    }
    return score_group(m_.measure(), moved, weight_);
  }

  /// Metrics whose targets can be brought together, the largest part of the gap first, and whether shares can move.
  [[nodiscard]] const std::vector<std::size_t>& targets() const noexcept { return targets_; }
  [[nodiscard]] bool moves_priorities() const noexcept { return !priorities_aim_.empty(); }
  [[nodiscard]] const std::vector<std::string>& obstacles() const noexcept { return obstacles_; }

  /// Targets one after another while t rises to 1, then priorities while it rises to 2.
  void set_metrics(plan_moves& moves, double t) const {
    const double all = static_cast<double>(targets_.size());
    for (std::size_t k = 0; k < targets_.size(); ++k) {
      moves.targets[targets_[k]] = std::clamp(t * all - static_cast<double>(k), 0.0, 1.0);
    }
    const double share = moves_priorities() ? std::clamp(t - 1.0, 0.0, 1.0) : 0.0;
    for (double& x : moves.priorities) x = share;
  }

  /// One side's answers after moves; `changes` gets what differs.
  [[nodiscard]] answers answers_after(std::size_t k, const plan_moves& moves, std::vector<plan_change>* changes) const {
    answers a = sides_[k].given();
    const std::string at = "/sides/" + std::to_string(k);
    const auto tell = [&](std::string path, auto value) {
      if (changes) changes->push_back({std::move(path), value});
    };
    const auto& metrics = m_.catalog().metrics;
    for (const std::size_t i : targets_) {
      if (!(moves.targets[i] > 0.0)) continue;
      const goal& mine = sides_[k].goals()[i];
      const goal& aim = sides_[anchor_[i]].goals()[i];
      if (!mine.stated || mine.target == aim.target) continue;
      const interval moved = between(metrics[i].scale, mine, aim, moves.targets[i]);
      if (moved == mine.target) continue;
      a.targets.resize(metrics.size());
      a.targets[i] = moved;
      const std::string path = pointer_child(at + "/targets", metrics[i].id);
      if (mine.better == direction::within) {
        tell(path, moved);
      } else {
        tell(path, moved.low);
      }
    }
    if (moves_priorities() && moves.priorities[k] > 0.0) move_priorities(a, k, at, moves.priorities[k], tell);
    if (!horizons_aim_.empty() && !a.horizons.empty() && moves.horizons[k] > 0.0) {
      double total = 0.0;
      for (const double x : a.horizons) total += x;
      for (std::size_t j = 0; j < a.horizons.size(); ++j) {
        const double share = towards(sides_[k].horizons()[j], horizons_aim_[j], moves.horizons[k]);
        if (share == sides_[k].horizons()[j]) continue;
        a.horizons[j] = share * total;
        tell(pointer_child(at + "/horizons", m_.catalog().horizons[j].id), a.horizons[j]);
      }
    }
    move_risks(a.risks, k, at, moves, tell);
    for (std::size_t r = 0; r < a.raters.size(); ++r) {
      move_risks(a.raters[r].risks, k, at + "/raters/" + std::to_string(r), moves, tell);
    }
    return a;
  }

  [[nodiscard]] const weights& priorities_aim() const noexcept { return priorities_aim_; }
  [[nodiscard]] std::size_t anchor(std::size_t metric) const noexcept { return anchor_[metric]; }

 private:
  [[nodiscard]] static double towards(double from, double to, double share) noexcept {
    return share >= 1.0 ? to : from + share * (to - from);
  }

  /// Both ends of an interval; rounding cannot turn them round.
  [[nodiscard]] static interval towards(const interval& from, const interval& to, double share) noexcept {
    const double low = towards(from.low, to.low, share);
    return {low, std::max(low, towards(from.high, to.high, share))};
  }

  /// A target moved on its metric's scale.
  [[nodiscard]] static interval between(const scale& s, const goal& from, const goal& to, double share) {
    if (share >= 1.0) return to.target;
    const auto end = [&](double place, double aim, double x, double y) {
      const double moved = place + share * (aim - place);
      const double value = s.kind == scale_kind::log             ? std::exp(moved)
                           : s.kind == scale_kind::log_shortfall ? s.ceiling - std::exp(moved)
                                                                 : moved;
      return std::clamp(value, std::min(x, y), std::max(x, y));
    };
    const double low = end(from.place.low, to.place.low, from.target.low, to.target.low);
    return {low, std::max(low, end(from.place.high, to.place.high, from.target.high, to.target.high))};
  }

  template <class Tell>
  void move_priorities(answers& a, std::size_t k, const std::string& at, double share, const Tell& tell) const {
    const auto move = [&](std::vector<double>& points, const std::string& path) {
      move_points(points, path, share, k, tell);
    };
    const auto move_ranges = [&](std::vector<interval>& ranges, const std::string& path) {
      for (std::size_t i = 0; i < ranges.size(); ++i) {
        const interval moved = towards(ranges[i], priorities_aim_[i], share);
        if (moved == ranges[i]) continue;
        ranges[i] = moved;
        tell(pointer_child(path, m_.catalog().metrics[i].id), moved);
      }
    };
    move(a.priorities, at + "/priorities");
    move_ranges(a.priority_ranges, at + "/priorities");
    for (std::size_t r = 0; r < a.raters.size(); ++r) {
      const std::string path = at + "/raters/" + std::to_string(r) + "/priorities";
      move(a.raters[r].priorities, path);
      move_ranges(a.raters[r].priority_ranges, path);
    }
  }

  /// Points keep their total, but where ratings would leave their scale.
  template <class Tell>
  void move_points(std::vector<double>& given, const std::string& path, double share, std::size_t k,
                   const Tell& tell) const {
    if (given.empty()) return;
    const auto& scale = m_.policy().rating_scale;
    const double low = scale ? scale->low : 0.0;
    double total = 0.0, most = 0.0;
    std::vector<double> moved(given.size(), std::numeric_limits<double>::quiet_NaN());
    // What not all raters of a side were asked does not count for it, and stays.
    const auto counts = [&](std::size_t i) { return !std::isnan(given[i]) && !std::isnan(sides_[k].points()[i]); };
    for (std::size_t i = 0; i < given.size(); ++i) total += counts(i) ? given[i] - low : 0.0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (!counts(i)) continue;
      moved[i] = towards((given[i] - low) / total, priorities_aim_[i], share);
      most = std::max(most, moved[i]);
    }
    const double kept = scale ? std::min(total, (scale->high - scale->low) / most) : total;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (!counts(i)) continue;
      const double before = (given[i] - low) / total;
      if (moved[i] == before && kept == total) continue;
      given[i] = low + moved[i] * kept;
      if (scale) given[i] = std::clamp(given[i], scale->low, scale->high);
      tell(pointer_child(path, m_.catalog().metrics[i].id), given[i]);
    }
  }

  template <class Tell>
  void move_risks(std::vector<risk_view>& views, std::size_t k, const std::string& at, const plan_moves& moves,
                  const Tell& tell) const {
    for (std::size_t c = 0; c < views.size(); ++c) {
      if (!(moves.risks[c] > 0.0)) continue;
      const double before = severity_of(views[c], m_.policy());
      const double severity = towards(before, severities_aim_[c], moves.risks[c]);
      auto appetite = views[c].appetite;
      if (appetite && !sides_[k].appetites().empty() && !appetites_aim_.empty()) {
        appetite = towards(*appetite, appetites_aim_[c], moves.risks[c]);
      }
      if (severity == before && appetite == views[c].appetite) continue;
      views[c] = risk_view(severity);
      views[c].appetite = appetite;
      tell(pointer_child(at + "/risks", m_.catalog().risks[c].id), views[c]);
    }
  }

  /// Where priorities go: the answer that takes least movement. Ranks are not moved, so one side's ranks are the aim,
  /// and different ranks of two sides leave none.
  void aim_priorities() {
    const auto answering = sides_that(m_, [](const side& s) { return !s.points().empty(); });
    if (answering.size() < 2) return;
    std::vector<const side*> who;
    who.reserve(answering.size());
    const side* ranked = nullptr;
    bool differ = false;
    for (const std::size_t k : answering) {
      const side& s = *who.emplace_back(&sides_[k]);
      if (s.given().form() != answer_form::ranks) continue;
      differ = differ || (ranked && !(ranked->priorities() == s.priorities()));
      ranked = &s;
    }
    if (differ) {
      obstacles_.emplace_back(action_template("obstacle_ranks"));
      return;
    }
    if (ranked && !ranked->has_unasked()) {
      priorities_aim_ = ranked->priorities();
      return;
    }
    const auto shares = shares_of_all(who);
    if (!shares) {
      obstacles_.emplace_back(action_template("obstacle_no_metric"));
      return;
    }
    if (auto least = priority_consensus(m_, answering, shares.value().sides).least_movement) {
      priorities_aim_ = std::move(least->weights);
    }
  }

  void aim_horizons() {
    if (auto least = horizon_consensus(m_).least_movement) horizons_aim_ = std::move(least->weights);
  }

  /// Severities and limits meet in their mean by influence, which is least in squares as their distance is.
  void aim_risks() {
    const std::size_t n = m_.catalog().risks.size();
    double all = 0.0, with_limits = 0.0;
    std::vector<double> severities(n, 0.0);
    std::vector<interval> limits(n);
    for (const side& s : sides_) {
      if (s.severities().empty()) continue;
      all += s.influence();
      for (std::size_t c = 0; c < n; ++c) severities[c] += s.influence() * s.severities()[c];
      if (s.appetites().empty()) continue;
      with_limits += s.influence();
      for (std::size_t c = 0; c < n; ++c) {
        limits[c].low += s.influence() * s.appetites()[c].low;
        limits[c].high += s.influence() * s.appetites()[c].high;
      }
    }
    if (!(all > 0.0)) return;
    for (double& x : severities) x = std::min(1.0, x / all);
    severities_aim_ = std::move(severities);
    if (!(with_limits > 0.0)) return;
    for (interval& x : limits) x = {std::min(1.0, x.low / with_limits), std::min(1.0, x.high / with_limits)};
    appetites_aim_ = std::move(limits);
  }

  /// Which targets can meet: those of one direction, at the target of the side that weighs the metric most.
  void aim_targets() {
    const auto& metrics = m_.catalog().metrics;
    anchor_.assign(metrics.size(), 0);
    std::vector<double> part(metrics.size(), 0.0);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const side* most = nullptr;
      bool one_way = true, differ = false, opposite = false;
      for (std::size_t k = 0; k < sides_.size(); ++k) {
        const side& s = sides_[k];
        if (s.points().empty() || std::isnan(s.points()[i])) continue;
        for (std::size_t l = 0; l < k; ++l) {
          if (sides_[l].points().empty() || std::isnan(sides_[l].points()[i])) continue;
          const target_gap t(metrics[i].scale, s.goals()[i], sides_[l].goals()[i]);
          const double common = std::min(s.priorities()[i], sides_[l].priorities()[i]);
          opposite = opposite || (t.status == target_status::opposite && common > 0.0);
          part[i] += s.influence() * sides_[l].influence() * common * t.delta;
        }
        if (!s.goals()[i].stated) continue;
        if (most) {
          one_way = one_way && s.goals()[i].better == most->goals()[i].better;
          differ = differ || s.goals()[i].target != most->goals()[i].target;
        }
        const auto weighs_more = [](double x, double y, double a, double b) { return x != y ? x > y : a > b; };
        if (!most || weighs_more(s.priorities()[i], most->priorities()[i], s.influence(), most->influence())) {
          most = &s;
          anchor_[i] = k;
        }
      }
      if (opposite || !one_way) {
        obstacles_.push_back(render(action_template(opposite ? "obstacle_direction" : "obstacle_kind"),
                                    {{"metric", metrics[i].label()}}));
      } else if (differ) {
        targets_.push_back(i);
      }
    }
    std::vector<std::size_t> ordered;
    for (const std::size_t x : order_by(
             targets_.size(), [&](std::size_t x, std::size_t y) { return part[targets_[x]] > part[targets_[y]]; })) {
      ordered.push_back(targets_[x]);
    }
    targets_ = std::move(ordered);
  }

  const model& m_;
  const std::vector<side>& sides_;
  std::vector<double> weight_;
  weights priorities_aim_, horizons_aim_;
  std::vector<double> severities_aim_;
  std::vector<interval> appetites_aim_;
  std::vector<std::size_t> anchor_, targets_;
  std::vector<std::string> obstacles_;
};

/// The moves that reach a gap: across blocks at least cost (each unit of a block's gap costs as much), and in the
/// metric block targets first, then priorities.
[[nodiscard]] inline result<plan_moves> moves_to(const model& m, const plan_maker& maker, const pair_gaps& now,
                                                 double wanted_gap, bool& reached) {
  unsigned present = 0;
  std::array<double, block_count> gaps{}, least{};
  for (std::size_t b = 0; b < block_count; ++b) {
    if (std::isnan(now.blocks[b])) continue;
    present |= 1U << b;
    gaps[b] = now.blocks[b];
  }
  plan_moves moves = maker.none();
  const double end = maker.moves_priorities() ? 2.0 : 1.0;
  const auto metric_gap = [&](double t) {
    plan_moves trial = maker.none();
    maker.set_metrics(trial, t);
    const double gap = maker.after(trial).blocks[0];
    return std::isnan(gap) ? 1.0 : gap;
  };
  if (gaps[0] > 0.0) least[0] = std::min(gaps[0], metric_gap(end));
  const auto omega = m.measure().omega(present);
  const action::block_terms terms{.least = least};
  BOOST_OUTCOME_TRY(const auto change, action::least_change_of_blocks(gaps, omega, m.policy().rho, wanted_gap, terms));
  reached = change.status == errc::ok;

  if (change.gaps[0] < gaps[0]) {
    double low = 0.0, high = end;  // the gap falls all the way: at `high` it is small enough
    for (int step = 0; step < 60 && low < high; ++step) {
      const double middle = low + 0.5 * (high - low);
      if (!(middle > low && middle < high)) break;
      (metric_gap(middle) <= change.gaps[0] ? high : low) = middle;
    }
    maker.set_metrics(moves, high);
  }
  const auto share = [&](std::size_t b) { return gaps[b] > 0.0 ? 1.0 - change.gaps[b] / gaps[b] : 0.0; };
  for (double& x : moves.horizons) x = share(1);
  for (double& x : moves.risks) x = share(2);
  return moves;
}

}  // namespace detail

}  // namespace coalign
