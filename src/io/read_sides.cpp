// SPDX-License-Identifier: Apache-2.0
// The sides and their answers.
#include "reader.hpp"

#include <coalign/core/number.hpp>

#include <coalign/io/read.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coalign::io {

namespace {

constexpr double not_asked = std::numeric_limits<double>::quiet_NaN();

/// Calls `each(index, member)` for the members of an object keyed by ids. @returns whether all ids are known.
template <class Each>
bool by_id(reader& r, const node& n, const id_index& index, const Each& each) {
  bool known = true;
  for (const auto& [key, member] : *n.value.as_object()) {
    if (is_host_key(key) && !index.position.contains(key)) continue;
    const std::string path = json::child(n.path, key);
    if (const auto at = r.find(index, key, path)) {
      each(*at, node{member, path});
    } else {
      known = false;
    }
  }
  return known;
}

/// Errors of the core about a vector that stands at `path`.
void check_vector(reader& r, std::span<const double> points, field where, const std::string& path) {
  detail::check_priorities(points, r.parts.catalog.metrics.size(), r.parts.policy, where, [&](const error& e) {
    diagnostic d = describe(e, r.parts);
    const auto i = static_cast<std::size_t>(e.index);
    d.path = e.index < 0 ? path : json::child(path, r.parts.catalog.metrics[i].id);
    if (e.code == errc::zero_sum) d.expected = "at least one number > 0";
    r.add(std::move(d));
  });
}

/// Shares as intervals: every entry a share or [low, high]. @returns nothing where they are wrong.
std::vector<interval> read_ranges(reader& r, const node& n) {
  double lows = 0.0, highs = 0.0;
  std::vector<interval> ranges(r.parts.catalog.metrics.size());
  bool good = !r.parts.policy.rating_scale;
  if (!good) r.fail(errc::bad_option, n.path, "ratings without intervals, since rating_scale is given", "intervals");
  good =
      by_id(r, n, r.metrics,
            [&](std::size_t i, const node& x) {
              const auto share = read_interval(r, x, "a share from 0 to 1, or two as [low, high]");
              if (!share) {
                good = false;
              } else if (!(share->low >= 0.0 && share->high <= 1.0 && share->low <= share->high)) {
                good = false;
                r.fail(errc::bad_interval, x.path, "0 <= low <= high <= 1, since a side with an interval gives shares",
                       x.value.is_number() ? x.value.described()
                                           : "[" + compact(share->low) + ", " + compact(share->high) + "]");
              } else {
                ranges[i] = *share;
                lows += share->low;
                highs += share->high;
              }
            }) &&
      good;
  if (!good) return {};
  if (lows > 1.0 + detail::share_slack || highs < 1.0 - detail::share_slack) {
    r.fail(errc::bad_interval, n.path, "intervals that can sum to 1",
           lows > 1.0 ? "lows that sum to " + compact(lows) : "highs that sum to " + compact(highs));
    return {};
  }
  return ranges;
}

/// Points, ratings or, where there is a place for them, intervals on the metrics. @returns nothing where they are
/// intervals or cannot be read.
std::optional<std::vector<double>> read_priorities(reader& r, const node& n, std::vector<interval>* ranges) {
  if (!r.object(n, "an object of points by metric")) return std::nullopt;
  bool has_interval = false;
  for (const auto& [key, member] : *n.value.as_object()) {
    has_interval = has_interval || (member.as_array() && (!is_host_key(key) || r.metrics.position.contains(key)));
  }
  if (has_interval && ranges) {
    *ranges = read_ranges(r, n);
    return std::nullopt;
  }
  const auto& scale = r.parts.policy.rating_scale;
  std::vector<double> points(r.parts.catalog.metrics.size(), scale ? scale->low : 0.0);
  bool readable = true;
  readable = by_id(r, n, r.metrics,
                   [&](std::size_t i, const node& x) {
                     if (x.value.is_null()) {
                       points[i] = not_asked;
                     } else if (const auto number = r.number(
                                    x, ranges ? "a number, null or two numbers [low, high]" : "a number or null")) {
                       points[i] = *number;
                     } else {
                       readable = false;
                     }
                   }) &&
             readable;
  if (!readable) {
    // Numbers that are wrong in themselves are told even beside what cannot be read.
    for (const auto& [key, member] : *n.value.as_object()) {
      if (!member.is_number() || !(member.number() < 0.0) || scale || is_host_key(key)) continue;
      r.fail(errc::bad_weight, json::child(n.path, key), "a number >= 0", member.described());
    }
    return std::nullopt;
  }
  return points;
}

/// All bad numbers of a vector, where the core's check stops at the first.
void check_points_at(reader& r, const std::vector<double>& points, const node& n, field where) {
  if (r.ratings_unreadable) return;
  const auto& metrics = r.parts.catalog.metrics;
  const auto& scale = r.parts.policy.rating_scale;
  bool good = true;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string path = json::child(n.path, metrics[i].id);
    if (scale && (points[i] < scale->low || points[i] > scale->high)) {
      good = false;
      r.fail(errc::bad_ratings, path, "a rating from " + compact(scale->low) + " to " + compact(scale->high),
             compact(points[i]));
    } else if (!scale && points[i] < 0.0) {
      good = false;
      r.fail(errc::bad_weight, path, "a number >= 0", compact(points[i]));
    }
  }
  if (good) check_vector(r, points, where, n.path);
}

/// The place of each metric. @returns nothing where they are wrong.
std::vector<std::size_t> read_ranks(reader& r, const node& n) {
  if (!r.array(n, "a list of metrics, best first")) return {};
  std::vector<std::size_t> places(r.parts.catalog.metrics.size(), unranked);
  bool good = true;
  const auto rank = [&](const node& x, std::size_t place) {
    const std::string* id = x.value.as_string();
    const auto at = id ? r.find(r.metrics, *id, x.path) : std::nullopt;
    good = good && at;
    if (!id) return r.wrong_type(x, "the id of a metric, or a list of ids that tie");
    if (!at) return;
    if (places[*at] != unranked) {
      good = false;
      return r.fail(errc::duplicate, x.path, "each metric at most once", x.value.described() + " again");
    }
    places[*at] = place;
  };
  const auto nothing = [&](const std::string& path) {
    good = false;
    r.fail(errc::size_mismatch, path, "at least one metric", "0");
  };
  const std::size_t count = n.value.as_array()->size();
  if (count == 0) nothing(n.path);
  for (std::size_t i = 0; i < count; ++i) {
    const node x = n[i];
    if (const json::array* tie = x.value.as_array()) {
      if (tie->empty()) nothing(x.path);
      for (std::size_t j = 0; j < tie->size(); ++j) rank(x[j], i);
    } else {
      rank(x, i);
    }
  }
  return good ? std::move(places) : std::vector<std::size_t>{};
}

/// One view of one risk. @returns whether it could be read.
bool read_risk_view(reader& r, const node& n, risk_view& view) {
  if (n.value.is_number()) {
    view.severity = n.value.number();
    return true;
  }
  if (!n.value.as_object()) {
    r.wrong_type(n, "a severity from 0 to 1, or an object");
    return false;
  }
  r.check_keys(n, {"severity", "likelihood", "impact", "appetite"});
  bool readable = true;
  const auto number = [&](std::string_view key, std::optional<double>& out) {
    if (const auto given = r.member(n, key)) {
      out = r.number(*given);
      readable = readable && out.has_value();
    }
  };
  number("severity", view.severity);
  number("likelihood", view.likelihood);
  number("impact", view.impact);
  if (const auto appetite = r.member(n, "appetite")) {
    view.appetite = read_interval(r, *appetite, "a number from 0 to 1, or two as [low, high]");
    readable = readable && view.appetite.has_value();
  }
  return readable;
}

/// @returns the views, or nothing where some cannot be read. `side` places the errors of the core.
std::optional<std::vector<risk_view>> read_risk_views(reader& r, const node& n) {
  if (!r.object(n, "an object of severities by risk")) return std::nullopt;
  std::vector<risk_view> views(r.parts.catalog.risks.size());
  std::vector<bool> given(views.size(), false);
  bool readable = true;
  readable = by_id(r, n, r.risks,
                   [&](std::size_t c, const node& x) {
                     given[c] = true;
                     risk_view view;
                     if (!read_risk_view(r, x, view)) {
                       readable = false;
                       return;
                     }
                     detail::check_risk_view(view, static_cast<std::ptrdiff_t>(c), r.parts.policy, [&](const error& e) {
                       readable = false;
                       diagnostic d = describe(e, r.parts);
                       if (e.where == field::risk_levels) {
                         for (const diagnostic& earlier : r.errors) {
                           if (earlier.path == d.path && earlier.code == d.code) return;
                         }
                       } else {
                         // In the document the severity stands at the risk itself, or in its object.
                         const bool inside = x.value.as_object() != nullptr;
                         d.path = x.path;
                         if (e.where == field::likelihood) d.path += "/likelihood";
                         if (e.where == field::impact) d.path += "/impact";
                         if (e.where == field::appetite) d.path += "/appetite";
                         if (e.where == field::severity && inside && e.code != errc::bad_option) d.path += "/severity";
                       }
                       r.add(std::move(d));
                     });
                     views[c] = view;
                   }) &&
             readable;
  for (std::size_t c = 0; c < views.size(); ++c) {
    if (given[c]) continue;
    readable = false;
    if (r.parts.catalog.risks[c].id.empty()) continue;  // its id is the error, and no side can name it
    r.fail(errc::missing_key, json::child(n.path, r.parts.catalog.risks[c].id),
           "a severity for every risk, since silence is not a severity of 0");
  }
  if (!readable) return std::nullopt;
  return views;
}

void read_raters(reader& r, const node& n, bool side_has_risks, const std::string& side_path,
                 std::vector<rater>& raters) {
  if (!r.array(n, "a list of raters")) return;
  id_index ids{{}, {}, "rater"};
  const std::size_t count = n.value.as_array()->size();
  if (count == 0) return r.fail(errc::size_mismatch, n.path, "at least one rater", "0");
  const std::size_t items = std::max<std::size_t>(r.parts.catalog.metrics.size() + r.parts.catalog.risks.size(), 1);
  if (count > (answer_limit - r.answers) / items) {
    return r.fail(errc::too_large, n.path,
                  "at most " + std::to_string(answer_limit) + " answers (sides and raters times items)",
                  std::to_string(count) + " raters with " + std::to_string(items) + " items");
  }
  r.answers += count * items;
  bool rates_risks = false;
  raters.resize(count);
  for (std::size_t k = 0; k < count; ++k) {
    const node given = n[k];
    rater& into = raters[k];
    if (!r.object(given, "a rater: an object")) continue;
    r.check_keys(given, {"id", "priorities", "risks"});
    if (const auto id = r.member(given, "id", true, "the id of the rater")) {
      if (const std::string* name = r.id(*id)) {
        into.id = *name;
        r.add_id(ids, *name, k, id->path);
      }
    }
    const auto priorities = r.member(given, "priorities");
    const auto risks = r.member(given, "risks");
    if (!priorities && !risks) r.fail(errc::missing_key, json::child(given.path, "priorities"), "priorities, or risks");
    if (priorities) {
      if (auto points = read_priorities(r, *priorities, &into.priority_ranges)) {
        check_points_at(r, *points, *priorities, field::priorities);
        into.priorities = std::move(*points);
      }
    }
    if (risks) {
      rates_risks = true;
      if (auto views = read_risk_views(r, *risks)) into.risks = std::move(*views);
    }
  }
  if (rates_risks && side_has_risks) {
    r.fail(errc::bad_option, json::child(side_path, "risks"), "risks from the side or from its raters", "both");
  }
}

void read_side_targets(reader& r, const node& n, answers& given, std::ptrdiff_t side) {
  const auto& metrics = r.parts.catalog.metrics;
  std::vector<bool> unread = r.unread_metrics;
  if (const auto better = r.member(n, "better")) {
    if (r.object(*better, "an object of directions by metric")) {
      given.better.resize(metrics.size());
      by_id(r, *better, r.metrics, [&](std::size_t i, const node& x) {
        if (const auto which = r.choice(x, {"higher", "lower", "within"})) {
          given.better[i] = static_cast<direction>(*which);
        } else {
          unread[i] = true;
        }
      });
    }
  }
  if (const auto current = r.member(n, "current")) {
    if (r.object(*current, "an object of values by metric")) {
      given.current.resize(metrics.size());
      by_id(r, *current, r.metrics, [&](std::size_t i, const node& x) { given.current[i] = r.number(x); });
    }
  }
  if (const auto targets = r.member(n, "targets")) {
    if (r.object(*targets, "an object of targets by metric")) {
      given.targets.resize(metrics.size());
      by_id(r, *targets, r.metrics, [&](std::size_t i, const node& x) {
        if (unread[i]) {
          static_cast<void>(read_interval(r, x, "a number, or two as [low, high]"));
        } else {
          given.targets[i] = read_target(r, x, detail::direction_of(metrics[i], given, i));
        }
      });
    }
  }
  detail::check_targets(r.parts.catalog, given, [&](error e) {
    e.side = static_cast<std::int32_t>(side);
    // A scale that is wrong itself makes every target wrong: the scale's error is enough.
    if (e.index >= 0 && !metrics[static_cast<std::size_t>(e.index)].scale.is_valid()) return;
    r.parts.sides[static_cast<std::size_t>(side)].given.better = given.better;
    r.fail(e);
  });
}

void read_predictions(reader& r, const node& n, answers& given, std::size_t side) {
  if (!r.object(n, "an object of priorities by side")) return;
  by_id(r, n, r.sides, [&](std::size_t of, const node& x) {
    if (of == side) return r.fail(errc::bad_option, x.path, "another side", "the side itself");
    if (const auto points = read_priorities(r, x, nullptr)) {
      check_points_at(r, *points, x, field::predicts);
      given.predicts.push_back({r.parts.sides[of].id, *points});
    }
  });
}

void read_side(reader& r, const node& n, std::size_t k) {
  answers& given = r.parts.sides[k].given;
  if (!r.object(n, "a side: an object")) return;
  r.check_keys(n, {"id", "name", "influence", "priorities", "priority_ranks", "raters", "targets", "current", "better",
                   "horizons", "risks", "concession", "predicts", "kappa"});
  if (const auto name = r.member(n, "name")) given.name = r.text(*name).value_or("");
  const auto place = [&](error e) {
    e.side = static_cast<std::int32_t>(k);
    return e;
  };
  if (const auto influence = r.member(n, "influence")) {
    given.influence = r.number(*influence).value_or(1.0);
    if (!(given.influence > 0.0)) r.fail(place(fail(errc::bad_weight, field::influence, -1, given.influence)));
  }
  if (const auto concession = r.member(n, "concession")) {
    given.concession = r.number(*concession, "a number from 0 to 1");
    if (given.concession && !(*given.concession >= 0.0 && *given.concession <= 1.0)) {
      r.fail(place(fail(errc::bad_weight, field::concession, -1, *given.concession)));
    }
  }
  const auto priorities = r.member(n, "priorities");
  const auto ranks = r.member(n, "priority_ranks");
  const auto raters = r.member(n, "raters");
  const auto risks = r.member(n, "risks");
  if (ranks && priorities)
    r.fail(errc::bad_option, ranks->path, "one of priorities, priority_ranks and raters", "a second");
  if (raters && (priorities || ranks))
    r.fail(errc::bad_option, raters->path, "one of priorities, priority_ranks and raters", "a second");
  if (priorities) {
    if (auto points = read_priorities(r, *priorities, &given.priority_ranges)) {
      check_points_at(r, *points, *priorities, field::priorities);
      given.priorities = std::move(*points);
    }
  }
  if (ranks) given.priority_ranks = read_ranks(r, *ranks);
  if (raters) read_raters(r, *raters, risks.has_value(), n.path, given.raters);
  if (const auto kappa = r.member(n, "kappa")) {
    given.kappa = r.number(*kappa, "a number > 0");
    if (given.kappa && !(*given.kappa > 0.0)) {
      r.fail(place(fail(errc::bad_weight, field::kappa, -1, *given.kappa)));
    } else if (!priorities || !given.priority_ranges.empty()) {
      r.fail(errc::bad_option, kappa->path, "kappa beside points of priority alone", kappa->value.described());
    }
  }
  read_side_targets(r, n, given, static_cast<std::ptrdiff_t>(k));
  if (const auto horizons = r.member(n, "horizons")) {
    if (r.object(*horizons, "an object of points by horizon")) {
      std::vector<double> points(r.parts.catalog.horizons.size(), 0.0);
      bool readable = true;
      readable = by_id(r, *horizons, r.horizons,
                       [&](std::size_t j, const node& x) {
                         const auto number = r.number(x);
                         readable = readable && number.has_value();
                         points[j] = number.value_or(0.0);
                         if (points[j] < 0.0) {
                           readable = false;
                           r.fail(errc::bad_weight, x.path, "a number >= 0", x.value.described());
                         }
                       }) &&
                 readable;
      if (readable && r.horizons.names.size() == points.size()) {
        given.horizons = std::move(points);
        detail::check_horizons(r.parts.catalog, given, [&](const error& e) { r.fail(place(e)); });
      }
    }
  }
  if (risks && r.parts.catalog.risks.empty()) {
    // Without a list of risks there is nothing that the answers could be about.
    if (r.object(*risks, "an object of severities by risk")) by_id(r, *risks, r.risks, [](std::size_t, const node&) {});
  } else if (risks) {
    if (auto views = read_risk_views(r, *risks)) given.risks = std::move(*views);
  }
  if (const auto predicts = r.member(n, "predicts")) read_predictions(r, *predicts, given, k);
}

}  // namespace

void read_sides(reader& r, const node& root) {
  const auto sides = r.member(root, "sides", true, "a list of at least two sides");
  if (!sides || !r.array(*sides, "a list of at least two sides")) return;
  const std::size_t count = sides->value.as_array()->size();
  // Every side answers on every item, left out or not: the product decides what a small file can ask for.
  const catalog& c = r.parts.catalog;
  const std::size_t items = c.metrics.size() + c.horizons.size() + c.risks.size();
  if (count > answer_limit / std::max<std::size_t>(items, 1)) {
    return r.fail(errc::too_large, sides->path,
                  "at most " + std::to_string(answer_limit) + " answers (sides times items)",
                  std::to_string(count) + " sides with " + std::to_string(items) + " items");
  }
  r.answers = count * items;
  r.parts.sides.resize(count);
  if (count < 2) r.fail(errc::size_mismatch, sides->path, "at least two sides", std::to_string(count));
  // Ids first, since a side may predict one that comes later.
  for (std::size_t k = 0; k < count; ++k) {
    const node side = (*sides)[k];
    if (!side.value.as_object()) continue;
    if (const auto id = r.member(side, "id", true, "the id of the side")) {
      if (const std::string* name = r.id(*id)) {
        r.parts.sides[k].id = *name;
        if (*name == "shared") {
          r.fail(errc::bad_option, id->path, "another id, since \"shared\" names what all sides own", "\"shared\"");
        }
        r.add_id(r.sides, *name, k, id->path);
      }
    }
  }
  for (std::size_t k = 0; k < count; ++k) read_side(r, (*sides)[k], k);
}

}  // namespace coalign::io
