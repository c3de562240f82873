// SPDX-License-Identifier: Apache-2.0
/// @file
/// North Star: the one goal that all sides own, how far it has come, and whose priorities carry it.
#pragma once

#include <coalign/compare/attainment.hpp>
#include <coalign/core/date.hpp>
#include <coalign/core/interval.hpp>
#include <coalign/core/money.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::strategy {

/// One thing that a goal has to be, and what it lacks to be that.
struct goal_quality {
  ids missing{};  ///< keys of the section, or sides; empty: nothing is missing
  ids names{};    ///< of sides that are missing, what people call them

  [[nodiscard]] bool met() const noexcept { return missing.empty(); }
};

/// A metric that must not be hurt on the way, and whether it is.
struct guard_result {
  std::string metric;
  std::string name{};
  std::string unit{};
  std::optional<double> at_least{};
  std::optional<double> at_most{};
  std::optional<interval> current{};  ///< a point, unless sides report different values
  std::optional<bool> held{};         ///< none: no current value, or reports that do not agree on it
  /// How far outside the report is that is least so, in the metric's unit; 0 unless the guard is broken.
  double beyond = 0.0;
  double reported = 0.0;  ///< that report, where the guard is broken
  double limit = 0.0;     ///< the end that it is beyond
};

/// How much of a side's priorities is on what drives the goal.
struct pull_result {
  std::string side;
  std::string name{};
  std::optional<double> pull{};  ///< >= 0; none where the side gave no priorities
};

/// What is computed of a North Star.
struct north_star_result {
  std::string metric{};  ///< id; empty: none
  std::string name{};    ///< what people call the metric
  std::string unit{};
  direction better = direction::higher;
  std::string segment{};
  std::optional<double> change_percent{};
  std::optional<double> baseline{};
  std::optional<double> target{};     ///< the one that was given, or what the change makes of the baseline
  std::optional<interval> current{};  ///< a point, unless sides report different values
  std::optional<date> start{};
  std::optional<date> due{};
  std::optional<date> as_of{};

  goal_quality specific{};       ///< a metric of the catalogue, and a target or a change of a known baseline
  goal_quality time_bound{};     ///< a date by which
  goal_quality tied_to_money{};  ///< an amount above zero, for each unit or in total
  goal_quality co_owned{};       ///< every side is among the owners; `missing` are sides

  /// 0 at the baseline, 1 at the target; below 0 it moved away. A point, unless sides report different values.
  std::optional<interval> progress{};
  std::optional<double> pace{};    ///< the progress that was planned for the date of the model, 0..1
  std::optional<double> behind{};  ///< pace - progress, by the report that shows most progress
  std::optional<money> at_stake{};

  std::vector<pull_result> pulls{};        ///< one for each side; empty without drivers
  std::optional<std::size_t> strongest{};  ///< in `pulls`, the first of the largest; none where no side has any
  ids through{};  ///< names of the drivers that are not the goal's own metric nor guarded, the strongest first
  std::vector<guard_result> guards{};  ///< one for each guard, in the order of the document
};

namespace detail {

/// The current values of a metric that sides report: equal ones are one.
[[nodiscard]] inline std::vector<double> reports_of(const setting& s, std::size_t metric) {
  std::vector<double> out;
  for (const side& x : s.sides) {
    if (const auto& report = x.current()[metric]; report && std::find(out.begin(), out.end(), *report) == out.end()) {
      out.push_back(*report);
    }
  }
  return out;
}

/// The least and the greatest; none of none.
[[nodiscard]] inline std::optional<interval> ends_of(const std::vector<double>& all) {
  if (all.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(all.begin(), all.end());
  return interval{*low, *high};
}

/// The value to reach. A change counts from the size of the baseline, so that 20 % more is always more.
[[nodiscard]] inline std::optional<double> goal_target(const north_star& given, const std::optional<double>& baseline) {
  if (given.target) return given.target;
  if (!given.change_percent || !baseline) return std::nullopt;
  return *baseline + std::abs(*baseline) * *given.change_percent / 100.0;
}

/// Progress as attainment measures it, not clipped: linear between baseline and target, on a `log` metric in ratios.
[[nodiscard]] inline std::optional<interval> goal_progress(const coalign::metric& m, double target,
                                                           const std::vector<double>& reports) {
  if (!m.baseline || !m.scale.admits(target)) return std::nullopt;
  // The goal's own way counts, also where it is not the metric's: progress is towards the goal.
  const direction way = target > *m.baseline ? direction::higher : target < *m.baseline ? direction::lower : m.better;
  std::vector<double> all;
  for (const double x : reports) {
    if (const auto found = attainment(m, way, target, x)) all.push_back(found->raw.value_or(found->value));
  }
  return ends_of(all);
}

/// The planned progress: linear in time.
[[nodiscard]] inline std::optional<double> goal_pace(const std::optional<date>& start, const std::optional<date>& due,
                                                     const std::optional<date>& as_of) {
  if (!start || !due || !as_of) return std::nullopt;
  if (*as_of >= *due) return 1.0;
  if (*as_of <= *start) return 0.0;
  return days_between(*start, *as_of) / days_between(*start, *due);
}

[[nodiscard]] inline std::vector<pull_result> goal_pulls(const north_star& given, const setting& s) {
  std::vector<pull_result> out;
  if (given.drivers.empty()) return out;
  std::map<std::string_view, double> driver;
  for (const auto& [id, weight] : given.drivers) driver.emplace(id, weight);
  for (const side& x : s.sides) {
    pull_result& pull = out.emplace_back(pull_result{.side = x.id(), .name = x.label()});
    if (x.priorities().empty()) continue;
    pull.pull = 0.0;
    // In the order of the catalogue: that of keys in a document is nobody's decision.
    for (std::size_t i = 0; i < s.catalog.metrics.size(); ++i) {
      const auto found = driver.find(s.catalog.metrics[i].id);
      if (found != driver.end()) *pull.pull += x.priorities()[i] * found->second;
    }
  }
  return out;
}

/// The names of what carries the goal besides its own metric: "through retention".
[[nodiscard]] inline ids goal_through(const north_star& given, const setting& s) {
  by_id<double> drivers;
  for (const auto& [id, weight] : given.drivers) {
    const bool guarded = std::any_of(given.guards.begin(), given.guards.end(),
                                     [&, driver = std::string_view(id)](const guard& g) { return g.metric == driver; });
    if (id != given.metric && !guarded && weight > 0.0) drivers.emplace_back(id, weight);
  }
  const auto place = [&](std::string_view id) { return s.metric(id).value_or(s.catalog.metrics.size()); };
  std::sort(drivers.begin(), drivers.end(), [&](const auto& x, const auto& y) {
    return x.second != y.second ? x.second > y.second : place(x.first) < place(y.first);
  });
  ids out;
  for (const auto& [id, weight] : drivers) {
    const auto i = s.metric(id);
    out.push_back(i ? s.catalog.metrics[*i].label() : id);
  }
  return out;
}

[[nodiscard]] inline guard_result assess_guard(const guard& given, const setting& s) {
  guard_result out{.metric = given.metric, .name = given.metric, .at_least = given.at_least, .at_most = given.at_most};
  const auto i = s.metric(given.metric);
  if (!i) return out;
  out.name = s.catalog.metrics[*i].label();
  out.unit = s.catalog.metrics[*i].unit;
  const std::vector<double> reports = reports_of(s, *i);
  out.current = ends_of(reports);
  if (reports.empty()) return out;
  std::size_t inside = 0;
  for (const double x : reports) {
    const bool low = given.at_least && x < *given.at_least;
    if (!low && !(given.at_most && x > *given.at_most)) {
      ++inside;
      continue;
    }
    const double limit = low ? *given.at_least : *given.at_most;
    if (out.beyond > 0.0 && std::abs(x - limit) >= out.beyond) continue;
    out.beyond = std::abs(x - limit);
    out.reported = x;
    out.limit = limit;
  }
  if (inside == 0) {
    out.held = false;
  } else {
    if (inside == reports.size()) out.held = true;
    out.beyond = out.reported = out.limit = 0.0;
  }
  return out;
}

}  // namespace detail

/// Assesses a North Star.
///
/// Progress is that of attainment, so that a metric has one number everywhere: (x - b)/(t - b), and ln(x/b)/ln(t/b) on
/// a `log` scale, where the planned pace is then growth at a steady rate. It is not clipped. The planned pace is
/// linear in time from start to due. Money at stake is the total, or the amount for a unit times |t - b|, to the
/// nearest ten-thousandth. The pull of a side k is sum_i p_ki * driver_i over its shares of what it was asked.
/// Where sides report different current values there is no average: what follows is a range.
/// @param given the section
/// @param s     the catalogue, the sides and the date. O(metrics * sides).
[[nodiscard]] inline north_star_result assess_north_star(const north_star& given, const setting& s) {
  north_star_result out{.metric = given.metric,
                        .segment = given.segment,
                        .change_percent = given.target ? std::nullopt : given.change_percent,
                        .target = given.target,
                        .start = given.start,
                        .due = given.due,
                        .as_of = s.as_of};
  const auto i = given.metric.empty() ? std::nullopt : s.metric(given.metric);
  if (!i) {
    out.name = given.metric;
    out.specific.missing.emplace_back("metric");
  }
  if (!given.target && !given.change_percent) out.specific.missing.emplace_back("change");
  if (i) {
    const coalign::metric& m = s.catalog.metrics[*i];
    out.name = m.label();
    out.unit = m.unit;
    out.better = m.better;
    out.baseline = m.baseline;
    out.target = detail::goal_target(given, m.baseline);
    if (given.change_percent && !out.target) out.specific.missing.emplace_back("baseline");
    const std::vector<double> reports = detail::reports_of(s, *i);
    out.current = detail::ends_of(reports);
    if (out.target) out.progress = detail::goal_progress(m, *out.target, reports);
  }
  if (!given.due) out.time_bound.missing.emplace_back("due");
  const auto above_zero = [](const std::optional<money>& x) { return x && *x > money{}; };
  if (!above_zero(given.money_total) && !above_zero(given.money_per_unit)) {
    out.tied_to_money.missing.emplace_back("money");
  }
  out.co_owned.missing = s.sides_missing(given.owners);
  for (const side& x : s.sides) {
    if (!contains_side(given.owners, x.id())) out.co_owned.names.push_back(x.label());
  }

  out.pace = detail::goal_pace(given.start, given.due, s.as_of);
  if (out.pace && out.progress) out.behind = *out.pace - out.progress->high;
  if (given.money_total) {
    out.at_stake = given.money_total;
  } else if (given.money_per_unit && out.target && out.baseline) {
    out.at_stake = money::rounded(given.money_per_unit->value() * std::abs(*out.target - *out.baseline));
  }
  out.pulls = detail::goal_pulls(given, s);
  for (std::size_t k = 0; k < out.pulls.size(); ++k) {
    const auto& pull = out.pulls[k].pull;
    if (pull && *pull > 0.0 && (!out.strongest || *pull > *out.pulls[*out.strongest].pull)) out.strongest = k;
  }
  out.through = detail::goal_through(given, s);
  for (const guard& g : given.guards) out.guards.push_back(detail::assess_guard(g, s));
  return out;
}

}  // namespace coalign::strategy
