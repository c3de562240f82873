// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a side says, as it was said, and what must hold for it to count.
#pragma once

#include <coalign/core/catalog.hpp>
#include <coalign/core/policy.hpp>
#include <coalign/core/share_range.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coalign {

/// One side's view of one risk: a severity, or a likelihood and an impact on the policy's declared levels.
struct risk_view {
  risk_view() = default;
  risk_view(double s) : severity(s) {}  // NOLINT: a number alone is a severity
  risk_view(double s, interval a) : severity(s), appetite(a) {}

  std::optional<double> severity;    ///< 0..1
  std::optional<double> likelihood;  ///< 1..number of levels
  std::optional<double> impact;      ///< 1..number of levels
  std::optional<interval> appetite;  ///< what the side would live with, 0..1, on the scale of severity
};

/// What a side believes another side's priorities are.
struct prediction {
  std::string of;                  ///< the other side's id
  std::vector<double> priorities;  ///< points (or ratings), NaN where not asked
};

/// One of several people who answer for a side.
struct rater {
  std::string id{};
  std::vector<double> priorities{};         ///< points (or ratings), NaN where not asked
  std::vector<interval> priority_ranges{};  ///< instead of them, shares 0..1 as intervals
  std::vector<risk_view> risks{};
};

/// Where a metric stands in a ranking that leaves it out.
inline constexpr std::size_t unranked = static_cast<std::size_t>(-1);

/// The form of a side's answers on priorities.
enum class answer_form : std::uint8_t { points, intervals, ranks, raters };

/// One side's answers, each list in the order of the catalogue. A list left empty was not answered.
/// Of `priorities`, `priority_ranges`, `priority_ranks` and `raters` at most one is given.
struct answers {
  std::string name{};                ///< what people see; the id where it is empty
  double influence = 1.0;            ///< > 0
  std::vector<double> priorities{};  ///< points >= 0, or ratings; NaN: not asked
  std::vector<double> horizons{};    ///< points >= 0
  std::vector<risk_view> risks{};
  std::vector<std::optional<interval>> targets{};  ///< the side's own
  std::vector<std::optional<direction>> better{};  ///< where the side wants another direction
  std::vector<std::optional<double>> current{};    ///< current values as the side reports them
  std::optional<double> concession{};              ///< how much priority it would move at most, 0..1
  std::vector<prediction> predicts{};
  std::vector<interval> priority_ranges{};    ///< shares 0..1 as intervals
  std::vector<std::size_t> priority_ranks{};  ///< each metric's place, 0 the best, equal places tie; or `unranked`
  std::vector<rater> raters{};
  /// As sure of the shares as if so many points had been given one by one; > 0. None: how sure is not said.
  std::optional<double> kappa{};

  [[nodiscard]] answer_form form() const noexcept {
    return !raters.empty()            ? answer_form::raters
           : !priority_ranks.empty()  ? answer_form::ranks
           : !priority_ranges.empty() ? answer_form::intervals
                                      : answer_form::points;
  }
};

namespace detail {

/// Points of priority: ratings count from the low end of their scale, so that 1–5 and 0–4 score alike.
[[nodiscard]] inline std::vector<double> points_of(std::span<const double> priorities, const policy& p) {
  std::vector<double> points(priorities.begin(), priorities.end());
  if (p.rating_scale) {
    for (double& x : points) x -= p.rating_scale->low;
  }
  return points;
}

[[nodiscard]] inline double severity_of(const risk_view& view, const policy& p) noexcept {
  if (view.severity) return *view.severity;
  const auto level = [&](double l) { return p.risk_levels[static_cast<std::size_t>(l) - 1]; };
  return level(*view.likelihood) * level(*view.impact);
}

[[nodiscard]] inline direction direction_of(const metric& m, const answers& a, std::size_t i) noexcept {
  return i < a.better.size() && a.better[i] ? *a.better[i] : m.better;
}

/// The target that counts as stated: the side's own, else the catalogue's unless the side wants another direction.
[[nodiscard]] inline std::optional<interval> target_of(const metric& m, const answers& a, std::size_t i) noexcept {
  if (i < a.targets.size() && a.targets[i]) return a.targets[i];
  return direction_of(m, a, i) == m.better ? m.target : std::nullopt;
}

template <class Sink>
void check_priorities(std::span<const double> given, std::size_t n, const policy& p, field where, Sink&& sink) {
  if (given.empty()) return;
  if (given.size() != n) return sink(fail(errc::size_mismatch, where, -1, static_cast<double>(given.size())));
  if (p.rating_scale) {
    for (std::size_t i = 0; i < n; ++i) {
      if (given[i] < p.rating_scale->low || given[i] > p.rating_scale->high) {
        return sink(fail(errc::bad_ratings, where, static_cast<std::ptrdiff_t>(i), given[i]));
      }
    }
  }
  if (const error e = check_points(points_of(given, p), true, where); e.code != errc::ok) sink(e);
}

template <class Sink>
void check_horizons(const catalog& c, const answers& a, Sink&& sink) {
  if (a.horizons.empty()) return;
  if (a.horizons.size() != c.horizons.size()) {
    return sink(fail(errc::size_mismatch, field::side_horizons, -1, static_cast<double>(a.horizons.size())));
  }
  if (const error e = check_points(a.horizons, false, field::side_horizons); e.code != errc::ok) sink(e);
}

template <class Sink>
void check_risk_view(const risk_view& view, std::ptrdiff_t r, const policy& p, Sink&& sink) {
  if (view.severity) {
    if (view.likelihood || view.impact) sink(fail(errc::bad_option, field::severity, r, *view.severity));
    if (!(*view.severity >= 0.0 && *view.severity <= 1.0)) {
      sink(fail(errc::bad_severity, field::severity, r, *view.severity));
    }
  } else {
    const auto level = [&](const std::optional<double>& l, field where) {
      if (!l) return sink(fail(errc::missing_key, where, r));
      if (p.risk_levels.empty()) return;
      if (!(*l >= 1.0 && *l <= static_cast<double>(p.risk_levels.size()) && std::floor(*l) == *l)) {
        sink(fail(errc::bad_severity, where, r, *l));
      }
    };
    if (!view.likelihood && !view.impact) {
      sink(fail(errc::missing_key, field::severity, r));
    } else {
      level(view.likelihood, field::likelihood);
      level(view.impact, field::impact);
      if (p.risk_levels.empty()) sink(fail(errc::missing_key, field::risk_levels));
    }
  }
  if (const auto& appetite = view.appetite) {
    if (!(appetite->low >= 0.0 && appetite->low <= 1.0 && appetite->high >= 0.0 && appetite->high <= 1.0)) {
      sink(fail(errc::bad_severity, field::appetite, r, appetite->low));
    } else if (appetite->low > appetite->high) {
      sink(fail(errc::bad_interval, field::appetite, r, appetite->low));
    }
  }
}

template <class Sink>
void check_risks(const catalog& c, const policy& p, std::span<const risk_view> risks, Sink&& sink) {
  if (risks.empty()) return;
  if (risks.size() != c.risks.size()) {
    return sink(fail(errc::size_mismatch, field::side_risks, -1, static_cast<double>(risks.size())));
  }
  for (std::size_t r = 0; r < risks.size(); ++r) check_risk_view(risks[r], static_cast<std::ptrdiff_t>(r), p, sink);
}

/// Shares as intervals, one for each metric; ratings have none.
template <class Sink>
void check_ranges(std::span<const interval> ranges, std::size_t n, const policy& p, Sink&& sink) {
  if (ranges.empty()) return;
  if (p.rating_scale) return sink(fail(errc::bad_option, field::priorities));
  if (ranges.size() != n) {
    return sink(fail(errc::size_mismatch, field::priorities, -1, static_cast<double>(ranges.size())));
  }
  if (const error e = check_intervals(ranges); e.code != errc::ok) sink(e);
}

/// Which metrics every rater who rates priorities was asked.
[[nodiscard]] inline std::vector<bool> asked_of_all(std::span<const rater> raters, std::size_t n) {
  std::vector<bool> asked(n, true);
  for (const rater& r : raters) {
    for (std::size_t i = 0; i < r.priorities.size(); ++i) asked[i] = asked[i] && !std::isnan(r.priorities[i]);
  }
  return asked;
}

template <class Sink>
void check_raters(const catalog& c, const policy& p, const answers& a, Sink&& sink) {
  const std::size_t n = c.metrics.size();
  bool good = true;
  for (std::size_t r = 0; r < a.raters.size(); ++r) {
    const rater& x = a.raters[r];
    const auto of_rater = [&](error e) {
      e.row = static_cast<std::int64_t>(r);
      good = false;
      sink(e);
    };
    if (!x.priorities.empty() && !x.priority_ranges.empty()) of_rater(fail(errc::bad_option, field::priorities));
    if (x.priorities.empty() && x.priority_ranges.empty() && x.risks.empty()) {
      of_rater(fail(errc::missing_key, field::priorities));
    }
    check_priorities(x.priorities, n, p, field::priorities, of_rater);
    check_ranges(x.priority_ranges, n, p, of_rater);
    check_risks(c, p, x.risks, of_rater);
    if (!x.risks.empty() && !a.risks.empty()) of_rater(fail(errc::bad_option, field::side_risks));
  }
  if (!good) return;
  // The mean is over what every rater was asked, so each must give points there.
  const std::vector<bool> asked = asked_of_all(a.raters, n);
  for (std::size_t r = 0; r < a.raters.size(); ++r) {
    const rater& x = a.raters[r];
    if (x.priorities.empty() && x.priority_ranges.empty()) continue;
    double sum = 0.0;
    const std::vector<double> points =
        x.priorities.empty() ? central_shares(x.priority_ranges) : points_of(x.priorities, p);
    for (std::size_t i = 0; i < n; ++i) sum += asked[i] ? points[i] : 0.0;
    if (weight_factor(sum, n) > 0.0) continue;
    error e = fail(errc::zero_sum, field::priorities, -1, std::numeric_limits<double>::quiet_NaN());
    e.row = static_cast<std::int64_t>(r);
    sink(e);
  }
}

template <class Sink>
void check_forms(const catalog& c, const policy& p, const answers& a, Sink&& sink) {
  const int forms = !a.priorities.empty() + !a.priority_ranges.empty() + !a.priority_ranks.empty() + !a.raters.empty();
  if (forms > 1) return sink(fail(errc::bad_option, field::priorities));
  const std::size_t n = c.metrics.size();
  check_priorities(a.priorities, n, p, field::priorities, sink);
  check_ranges(a.priority_ranges, n, p, sink);
  if (const auto& ranks = a.priority_ranks; !ranks.empty()) {
    bool ranked = false;
    for (const std::size_t place : ranks) ranked = ranked || place != unranked;
    if (ranks.size() != n || !ranked) {
      sink(fail(errc::size_mismatch, field::priority_ranks, -1, static_cast<double>(ranks.size())));
    }
  }
  check_raters(c, p, a, sink);
  if (a.kappa) {
    if (!(*a.kappa > 0.0)) {
      sink(fail(errc::bad_weight, field::kappa, -1, *a.kappa));
    } else if (a.form() != answer_form::points || a.priorities.empty()) {
      sink(fail(errc::bad_option, field::kappa, -1, *a.kappa));
    }
  }
}

template <class Sink>
void check_targets(const catalog& c, const answers& a, Sink&& sink) {
  const std::size_t n = c.metrics.size();
  for (const auto& [size, where] :
       {std::pair{a.targets.size(), field::target}, std::pair{a.better.size(), field::better},
        std::pair{a.current.size(), field::current}}) {
    if (size != 0 && size != n) return sink(fail(errc::size_mismatch, where, -1, static_cast<double>(size)));
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto index = static_cast<std::ptrdiff_t>(i);
    if (i < a.targets.size() && a.targets[i]) {
      const errc code = check_target(c.metrics[i], *a.targets[i], direction_of(c.metrics[i], a, i));
      if (code != errc::ok) sink(fail(code, field::target, index, a.targets[i]->low));
    }
    if (i < a.current.size() && a.current[i]) {
      const double x = *a.current[i];
      if (!std::isfinite(x) || (c.metrics[i].scale.kind == scale_kind::log && x <= 0.0)) {
        sink(fail(errc::bad_target, field::current, index, x));
      }
    }
  }
}

template <class Sink>
void check_answers(const catalog& c, const policy& p, const answers& a, Sink&& sink) {
  if (!(a.influence > 0.0 && std::isfinite(a.influence)))
    sink(fail(errc::bad_weight, field::influence, -1, a.influence));
  check_forms(c, p, a, sink);
  check_targets(c, a, sink);
  check_horizons(c, a, sink);
  check_risks(c, p, a.risks, sink);
  if (a.concession && !(*a.concession >= 0.0 && *a.concession <= 1.0)) {
    sink(fail(errc::bad_weight, field::concession, -1, *a.concession));
  }
  for (const prediction& guess : a.predicts) {
    check_priorities(guess.priorities, c.metrics.size(), p, field::predicts, sink);
  }
}

}  // namespace detail

}  // namespace coalign
