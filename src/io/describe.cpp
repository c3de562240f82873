// SPDX-License-Identifier: Apache-2.0
// The core says what is wrong by code, field and index; here that becomes a place in the document, and words.
#include "reader.hpp"

#include <coalign/core/number.hpp>
#include <coalign/io/error.hpp>
#include <coalign/strategy/check.hpp>
#include <coalign/strategy/rules.hpp>

#include <cmath>
#include <utility>

namespace coalign::io {

namespace {

using json::child;

/// The id at an index of a list, or the index where there is none.
template <class List>
std::string id_at(const List& list, std::int32_t index) {
  const auto i = static_cast<std::size_t>(index);
  return index >= 0 && i < list.size() ? list[i].id : std::to_string(index);
}

std::string path_of(const error& e, const model_parts& parts) {
  const auto in_list = [&](std::string_view list, std::string_view key) {
    const std::string at = child("", list);
    return e.index < 0 ? at : child(child(at, static_cast<std::size_t>(e.index)), key);
  };
  const auto in_policy = [&](std::string_view key) { return child("/policy", key); };
  std::string side = e.side < 0 ? "/sides" : child("/sides", static_cast<std::size_t>(e.side));
  if (e.side >= 0 && e.row >= 0) side = child(side + "/raters", static_cast<std::size_t>(e.row));
  const auto of_side = [&](std::string_view key, const auto& list) {
    return e.index < 0 ? child(side, key) : child(child(side, key), id_at(list, e.index));
  };
  const auto& metrics = parts.catalog.metrics;
  const auto& risks = parts.catalog.risks;
  switch (e.where) {
    case field::none:
    case field::strategy:
      return "";
    case field::sides:
      return "/sides";
    case field::as_of:
      return "/as_of";
    case field::metrics:
      return "/metrics";
    case field::metric_id:
      return in_list("metrics", "id");
    case field::scale: {
      const auto i = static_cast<std::size_t>(e.index);
      std::string at = in_list("metrics", "scale");
      if (e.index < 0 || i >= metrics.size() || std::isnan(e.got)) return at;  // a scale that is missing
      const scale_kind kind = metrics[i].scale.kind;
      return child(at, kind == scale_kind::linear ? "linear" : kind == scale_kind::log ? "log" : "log_shortfall");
    }
    case field::slack:
      return in_list("metrics", "slack");
    case field::baseline:
      return in_list("metrics", "baseline");
    case field::metric_target:
      return in_list("metrics", "target");
    case field::metric_current:
      return in_list("metrics", "current");
    case field::horizons:
      return "/horizons";
    case field::days:
      return in_list("horizons", "days");
    case field::risks:
      return "/risks";
    case field::risk_id:
      return in_list("risks", "id");
    case field::risk_weight:
      return in_list("risks", "weight");
    case field::weights: {
      const auto b = static_cast<std::size_t>(e.index);
      return e.index < 0 || b >= block_count ? in_policy("weights") : child(in_policy("weights"), block_names[b]);
    }
    case field::rho:
      return in_policy("rho");
    case field::rating_scale:
      return in_policy("rating_scale");
    case field::risk_levels:
      return e.index < 0 ? in_policy("risk_levels")
                         : child(in_policy("risk_levels"), static_cast<std::size_t>(e.index));
    case field::side_id:
      return child(side, "id");
    case field::influence:
      return child(side, "influence");
    case field::priorities: {
      const auto k = static_cast<std::size_t>(e.side);
      const bool plain = e.side < 0 || e.row >= 0 || k >= parts.sides.size();
      const answer_form form = plain ? answer_form::points : parts.sides[k].given.form();
      if (form == answer_form::ranks) return child(side, "priority_ranks");
      if (form == answer_form::raters) return child(side, "raters");
      return of_side("priorities", metrics);
    }
    case field::priority_ranks:
      return child(side, "priority_ranks");
    case field::raters:
      return child(side, "raters");
    case field::kappa:
      return child(side, "kappa");
    case field::target_index:
      return in_policy("target_index");
    case field::shared_by:
      return in_policy("shared_by");
    case field::side_horizons:
      return of_side("horizons", parts.catalog.horizons);
    case field::side_risks:
      return child(side, "risks");
    case field::severity:
      return of_side("risks", risks);
    case field::likelihood:
      return child(of_side("risks", risks), "likelihood");
    case field::impact:
      return child(of_side("risks", risks), "impact");
    case field::appetite:
      return child(of_side("risks", risks), "appetite");
    case field::target:
      return of_side("targets", metrics);
    case field::better:
      return of_side("better", metrics);
    case field::current:
      return of_side("current", metrics);
    case field::concession:
      return child(side, "concession");
    case field::predicts:
      return of_side("predicts", metrics);
  }
  return "";
}

std::string expected_target(const error& e, const model_parts& parts) {
  const auto i = static_cast<std::size_t>(e.index);
  if (e.index < 0 || i >= parts.catalog.metrics.size()) return "a value that the metric can have";
  const metric& m = parts.catalog.metrics[i];
  direction better = m.better;
  if (const auto k = static_cast<std::size_t>(e.side); e.side >= 0 && k < parts.sides.size()) {
    const auto& own = parts.sides[k].given.better;
    if (i < own.size() && own[i]) better = *own[i];
  }
  if (m.scale.kind == scale_kind::log && !(e.got > 0.0)) return "a number > 0, since the metric is on a log scale";
  if (m.scale.kind == scale_kind::log_shortfall && e.got >= m.scale.ceiling) {
    return "a number below the ceiling " + readable(m.scale.ceiling, 4);
  }
  if (m.baseline && better != direction::within) {
    return "a target " + std::string(better == direction::higher ? "at or above" : "at or below") + " the baseline " +
           readable(*m.baseline, 4) + ", since " + std::string(direction_name(better)) + " is better";
  }
  return "a value that the metric can have";
}

std::string expected_of(const error& e, const model_parts& parts) {
  switch (e.code) {
    case errc::bad_weight:
      if (e.where == field::influence || e.where == field::kappa) return "a number > 0";
      if (e.where == field::concession) return "a number from 0 to 1";
      return e.index < 0 ? "points with a finite sum" : "a number >= 0";
    case errc::zero_sum:
      if (e.row >= 0 && std::isnan(e.got)) return "points on the metrics that all raters of the side were asked";
      return e.where == field::priorities && std::isnan(e.got) ? "points on the metrics that both sides were asked"
                                                               : "at least one number > 0";
    case errc::bad_severity:
      if (e.where == field::likelihood || e.where == field::impact) {
        return "a whole number from 1 to " + std::to_string(parts.policy.risk_levels.size());
      }
      return "a number from 0 to 1";
    case errc::bad_target:
      return expected_target(e, parts);
    case errc::bad_interval:
      return "the low end first";
    case errc::bad_ratings: {
      const auto& r = parts.policy.rating_scale;
      return r ? "a rating from " + readable(r->low) + " to " + readable(r->high) : "a rating on its scale";
    }
    case errc::bad_scale:
      if (e.where == field::scale) {
        return std::isnan(e.got) ? "a scale, since the sides' targets differ"
                                 : "a scale: linear > 0, log > 1 or log_shortfall > 1";
      }
      if (e.where == field::days) return "days > 0 that ascend strictly";
      if (e.where == field::risk_levels) {
        return e.index < 0 ? "at least two levels" : "a number from 0 to 1 that is not below the level before";
      }
      if (e.where == field::rating_scale) return "two numbers, the low end first";
      return "a number >= 0";
    case errc::bad_option:
      if (e.where == field::rho) return "a number >= 1 or \"inf\"";
      if (e.where == field::severity) return "either severity, or likelihood and impact";
      if (e.where == field::target_index) return "a number from 0 to 1";
      if (e.where == field::shared_by) return "a whole number of sides, from 2 to all of them";
      if (e.where == field::kappa) return "kappa beside points of priority alone";
      if (e.where == field::priorities) return "one of priorities, priority_ranks and raters";
      return "a known option";
    case errc::size_mismatch:
      if (e.where == field::sides) return "at least two sides";
      if (e.where == field::metrics) return "at least one metric";
      if (e.where == field::horizons) return "at least two horizons";
      return "as many numbers as the catalogue has";
    case errc::missing_key:
      if (e.where == field::as_of) return "the date of the model, as models of a trend have";
      if (e.where == field::risk_levels) return "the levels of likelihood and impact, since a side uses them";
      if (e.where == field::severity) return "a severity, or likelihood and impact";
      return "a level";
    case errc::bad_date:
      return "a date YYYY-MM-DD";
    case errc::duplicate:
      if (e.where == field::as_of) return "a date that no other model of the trend has";
      return "something else";
    case errc::too_large:
      return e.where == field::sides ? "at most 100 sides" : "less";
    default:
      return "something else";
  }
}

std::string got_of(const error& e, const model_parts& parts) {
  if (e.where == field::as_of) return parts.as_of.empty() ? "" : json::in_quotes(parts.as_of);
  if (e.code == errc::zero_sum) return e.got > 0.0 ? "numbers too small to scale" : "none";
  if (e.code == errc::size_mismatch && e.where == field::sides) return std::to_string(parts.sides.size());
  if (std::isnan(e.got)) return "";
  if (std::isinf(e.got)) return e.got > 0 ? "infinity" : "-infinity";
  return compact(e.got);
}

}  // namespace

namespace {

/// The first problem of the sections, or of what is said of the rules: the core's error has no room for its place.
diagnostic first_of_strategy(const error& e, const model_parts& parts) {
  diagnostic out{e.code, "", "a strategy that its rules can read", ""};
  bool found = false;
  const auto keep = [&](const strategy::problem& p) {
    if (std::exchange(found, true)) return;
    out = {p.code, p.path, p.expected, p.got};
  };
  check_strategy(parts, keep);
  strategy::check_rules(parts.strategy, strategy::all_rules(), strategy::newest_ruleset, keep);
  return out;
}

}  // namespace

diagnostic describe(const error& e, const model_parts& parts) {
  if (e.where == field::strategy) return first_of_strategy(e, parts);
  diagnostic d{e.code, path_of(e, parts), expected_of(e, parts), got_of(e, parts)};
  if (e.code == errc::missing_key && e.where == field::severity) d.path += "/severity";
  if (e.code == errc::zero_sum && e.where == field::risk_weight) d.path = "/risks";
  return d;
}

}  // namespace coalign::io
