// SPDX-License-Identifier: Apache-2.0
/// @file
/// A side: what one party answered, validated against the catalogue once.
#pragma once

#include <coalign/core/answers.hpp>
#include <coalign/core/catalog.hpp>
#include <coalign/core/judgement.hpp>
#include <coalign/core/policy.hpp>
#include <coalign/core/share_range.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace coalign {

/// What one side wants of one metric, with the catalogue's default filled in.
struct goal {
  direction better = direction::higher;
  bool stated = false;  ///< whether there is a target
  interval target;
  interval place;  ///< the target's place on the metric's scale
};

class side;
namespace detail {
[[nodiscard]] result<side> make_checked_side(const catalog& c, std::string id, answers given, const policy& p);
}  // namespace detail

/// A validated side. Make one with `make_side`; it cannot be changed afterwards.
class side {
 public:
  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] const std::string& label() const noexcept { return given_.name.empty() ? id_ : given_.name; }
  [[nodiscard]] double influence() const noexcept { return given_.influence; }

  /// Points of priority on each metric, NaN where it was not asked; ratings count from the low end of their scale.
  /// Of raters the mean of their shares over what all of them were asked; of ranks the rank-order centroid; of
  /// intervals the shares in the middle.
  [[nodiscard]] const std::vector<double>& points() const noexcept { return points_; }
  /// Priorities as shares of what the side was asked; empty where the block is missing.
  [[nodiscard]] const weights& priorities() const noexcept { return priorities_; }
  [[nodiscard]] bool has_unasked() const noexcept { return has_unasked_; }
  /// Shares as intervals, where the side or one of its raters gives any; else empty.
  [[nodiscard]] const std::vector<interval>& ranges() const noexcept { return ranges_; }
  /// Ratings above the low end of their scale, of raters their mean, NaN where not asked; empty without ratings.
  [[nodiscard]] const std::vector<double>& ratings() const noexcept { return ratings_; }
  [[nodiscard]] const weights& horizons() const noexcept { return horizons_; }
  /// Severity of each risk, 0..1; empty where the block is missing.
  [[nodiscard]] const std::vector<double>& severities() const noexcept { return severities_; }
  /// Appetite of each risk; empty unless it is stated for every risk with weight > 0 (0 stands at the others).
  [[nodiscard]] const std::vector<interval>& appetites() const noexcept { return appetites_; }
  /// The appetite for one risk as it was stated, of raters the mean where all who rate risks state one.
  [[nodiscard]] std::optional<interval> appetite(std::size_t risk) const noexcept {
    return risk < stated_appetites_.size() ? stated_appetites_[risk] : std::nullopt;
  }
  /// Whether the side states an appetite for any risk.
  [[nodiscard]] bool states_appetite() const noexcept {
    return std::any_of(stated_appetites_.begin(), stated_appetites_.end(), [](const auto& x) { return x.has_value(); });
  }
  /// One goal for each metric.
  [[nodiscard]] const std::vector<goal>& goals() const noexcept { return goals_; }
  [[nodiscard]] bool has_goals() const noexcept { return has_goals_; }
  /// The current value of metric i as the side sees it, with the catalogue's filled in.
  [[nodiscard]] const std::vector<std::optional<double>>& current() const noexcept { return current_; }
  /// What was given, unchanged.
  [[nodiscard]] const answers& given() const noexcept { return given_; }

 private:
  friend result<side> detail::make_checked_side(const catalog&, std::string, answers, const policy&);

  void take_raters(std::size_t metrics, const policy& p);
  void take_rater_risks(std::size_t risks, const policy& p);

  std::string id_;
  answers given_;
  std::vector<double> points_;
  std::vector<double> ratings_;
  std::vector<interval> ranges_;
  weights priorities_;
  weights horizons_;
  std::vector<double> severities_;
  std::vector<interval> appetites_;
  std::vector<std::optional<interval>> stated_appetites_;
  std::vector<goal> goals_;
  std::vector<std::optional<double>> current_;
  bool has_unasked_ = false;
  bool has_goals_ = false;
};

namespace detail {

/// A rater's points: of intervals the shares in the middle.
[[nodiscard]] inline std::vector<double> points_of(const rater& r, const policy& p) {
  return r.priority_ranges.empty() ? points_of(r.priorities, p) : central_shares(r.priority_ranges);
}

/// The rank-order centroid of the metrics that are ranked; the others get 0.
[[nodiscard]] inline result<std::vector<double>> points_of_ranks(std::span<const std::size_t> places) {
  std::vector<double> ranked;
  for (const std::size_t place : places) {
    if (place != unranked) ranked.push_back(static_cast<double>(place));
  }
  BOOST_OUTCOME_TRY(const auto centroid, weights_from_ranks(ranked));
  std::vector<double> points(places.size(), 0.0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] != unranked) points[i] = centroid[next++];
  }
  return points;
}

/// The shares of each rater who rates priorities, over the metrics that all of them were asked (NaN elsewhere), one
/// after another.
[[nodiscard]] inline std::vector<std::vector<double>> rater_shares(const answers& a, std::size_t n, const policy& p) {
  std::vector<std::vector<double>> all;
  for (const rater& r : a.raters) {
    if (auto points = points_of(r, p); !points.empty()) all.push_back(std::move(points));
  }
  const std::vector<bool> asked = asked_of_all(a.raters, n);
  for (auto& points : all) {
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) sum += asked[i] ? points[i] : 0.0;
    const double factor = weight_factor(sum, n);
    for (std::size_t i = 0; i < n; ++i) {
      points[i] = asked[i] ? points[i] * factor : std::numeric_limits<double>::quiet_NaN();
    }
  }
  return all;
}

}  // namespace detail

inline void side::take_raters(std::size_t metrics, const policy& p) {
  const auto shares = detail::rater_shares(given_, metrics, p);
  if (shares.empty()) return;
  const double count = static_cast<double>(shares.size());
  points_.assign(metrics, 0.0);
  for (const auto& row : shares) {
    for (std::size_t i = 0; i < metrics; ++i) points_[i] += row[i];
  }
  for (double& x : points_) x /= count;
  if (p.rating_scale) {
    ratings_.assign(metrics, 0.0);
    for (const rater& r : given_.raters) {
      const auto above = detail::points_of(r.priorities, p);
      for (std::size_t i = 0; i < above.size(); ++i) ratings_[i] += above[i] / count;
    }
  }
  const auto is_range = [](const rater& r) { return !r.priority_ranges.empty(); };
  if (std::none_of(given_.raters.begin(), given_.raters.end(), is_range)) return;
  // Over fewer metrics the intervals would need other shapes than intervals.
  if (std::any_of(points_.begin(), points_.end(), [](double x) { return std::isnan(x); })) return;
  ranges_.assign(metrics, interval());
  std::size_t row = 0;
  for (const rater& r : given_.raters) {
    if (r.priorities.empty() && r.priority_ranges.empty()) continue;
    for (std::size_t i = 0; i < metrics; ++i) {
      const interval x = is_range(r) ? r.priority_ranges[i] : interval(shares[row][i]);
      ranges_[i].low += x.low / count;
      ranges_[i].high += x.high / count;
    }
    ++row;
  }
}

inline void side::take_rater_risks(std::size_t risks, const policy& p) {
  double count = 0.0;
  for (const rater& r : given_.raters) count += r.risks.empty() ? 0.0 : 1.0;
  if (count == 0.0) return;
  severities_.assign(risks, 0.0);
  stated_appetites_.assign(risks, interval());
  for (const rater& r : given_.raters) {
    for (std::size_t k = 0; k < r.risks.size(); ++k) {
      severities_[k] += detail::severity_of(r.risks[k], p) / count;
      auto& mean = stated_appetites_[k];
      if (!r.risks[k].appetite) mean.reset();
      if (!mean) continue;
      mean->low = std::min(1.0, mean->low + r.risks[k].appetite->low / count);
      mean->high = std::min(1.0, mean->high + r.risks[k].appetite->high / count);
    }
  }
  for (double& s : severities_) s = std::min(1.0, s);
}

namespace detail {

/// As `make_side`, with a catalogue and a policy that were checked before: once for all sides.
[[nodiscard]] inline result<side> make_checked_side(const catalog& c, std::string id, answers given, const policy& p) {
  error first;
  detail::check_answers(c, p, given, [&](const error& e) {
    if (first.code == errc::ok) first = e;
  });
  if (first.code != errc::ok) return first;

  side s;
  s.given_ = std::move(given);
  const answers& answer = s.given_;
  switch (answer.form()) {
    case answer_form::points:
      s.points_ = detail::points_of(answer.priorities, p);
      if (p.rating_scale) s.ratings_ = s.points_;
      break;
    case answer_form::intervals:
      s.ranges_ = answer.priority_ranges;
      s.points_ = central_shares(answer.priority_ranges);
      break;
    case answer_form::ranks: {
      BOOST_OUTCOME_TRY(s.points_, detail::points_of_ranks(answer.priority_ranks));
      break;
    }
    case answer_form::raters:
      s.take_raters(c.metrics.size(), p);
      s.take_rater_risks(c.risks.size(), p);
      break;
  }
  for (const double x : s.points_) s.has_unasked_ = s.has_unasked_ || std::isnan(x);
  if (!s.points_.empty()) {
    BOOST_OUTCOME_TRY(s.priorities_, weights::from_points(s.points_, true, field::priorities));
  }
  if (!answer.horizons.empty()) {
    BOOST_OUTCOME_TRY(s.horizons_, weights::from_points(answer.horizons, false, field::side_horizons));
  }
  for (const risk_view& view : answer.risks) {
    s.severities_.push_back(detail::severity_of(view, p));
    s.stated_appetites_.push_back(view.appetite);
  }
  bool states_appetite = !s.severities_.empty();
  for (std::size_t r = 0; r < s.severities_.size(); ++r) {
    states_appetite = states_appetite && (s.stated_appetites_[r] || c.risks[r].weight == 0.0);
  }
  if (states_appetite) {
    for (const auto& limit : s.stated_appetites_) s.appetites_.push_back(limit.value_or(interval{}));
  }
  for (std::size_t i = 0; i < c.metrics.size(); ++i) {
    const auto target = detail::target_of(c.metrics[i], answer, i);
    s.has_goals_ = s.has_goals_ || target.has_value();
    s.goals_.push_back({detail::direction_of(c.metrics[i], answer, i), target.has_value(), target.value_or(interval{}),
                        target ? c.metrics[i].scale.place(*target) : interval{}});
    s.current_.push_back(i < answer.current.size() && answer.current[i] ? answer.current[i] : c.metrics[i].current);
  }
  s.id_ = std::move(id);
  return s;
}

}  // namespace detail

/// Validates one side's answers against the catalogue.
/// @param c       the catalogue that all sides share
/// @param id      names the side in results
/// @param given   the answers, each list in the order of the catalogue; a list left empty is a missing block
/// @param p       declares ratings and risk levels, where they are used
/// @returns the side; or the first error with its field and index. O(n).
[[nodiscard]] inline result<side> make_side(const catalog& c, std::string id, answers given, const policy& p = {}) {
  if (const error e = check(c); e.code != errc::ok) return e;
  if (const error e = check(p); e.code != errc::ok) return e;
  return detail::make_checked_side(c, std::move(id), std::move(given), p);
}

}  // namespace coalign
