// SPDX-License-Identifier: Apache-2.0
/// @file
/// Relationship: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// Where the raters of a practice stand in the document.
inline void put_rating_paths(std::vector<std::string>& paths, const practice_level& x, std::size_t practice) {
  for (const std::size_t i : x.given) {
    paths.push_back(pointer("relationship", "ratings", i, practice_names[practice]));
  }
}

/// The scale that a sentence names.
inline void put_scale(evidence& list, const context& c) {
  list.emplace_back("low", c.given.relationship->scale_low);
  list.emplace_back("high", c.given.relationship->scale_high);
}

/// The rating at a share of the scale.
[[nodiscard]] inline double rating_at(const context& c, double share) noexcept {
  const double low = c.given.relationship->scale_low, high = c.given.relationship->scale_high;
  return low + share * (high - low);
}

}  // namespace detail

/// RL001: a practice rated below a share of the scale.
inline void find_low_practice(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.relationship) return;
  for (const rated_side& x : c.computed.relationship->rated) {
    for (std::size_t p = 0; p < practice_count; ++p) {
      const practice_level& found = x.practices[p];
      const double margin = found.level ? detail::rating_margin(limits[0], *found.level) : 0.0;
      if (!(margin > 0.0)) continue;
      match m{.paths = {}, .subjects = {std::string(practice_names[p]), x.side}, .side = x.of};
      detail::put_rating_paths(m.paths, found, p);
      m.evidence = {{"practice", named_one{std::string(practice_names[p])}},
                    {"who", named_one{x.side}},
                    {"of", named_one{x.of}},
                    {"raters", static_cast<double>(found.raters)},
                    {"rating", found.rating}};
      detail::put_scale(m.evidence, c);
      m.evidence.insert(m.evidence.end(), {{"level", *found.level},
                                           {"share", limits[0]},
                                           {"limit", detail::rating_at(c, limits[0])},
                                           {"margin", margin}});
      out.push_back(std::move(m));
    }
  }
}

/// RL002: two sides see a practice differently, each of the other.
inline void find_perception_gap(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.relationship) return;
  const auto& rated = c.computed.relationship->rated;
  for (const perception& x : c.computed.relationship->perceptions) {
    const double margin = detail::rating_margin(x.gap, limits[0]);
    if (!(margin > 0.0)) continue;
    const auto& [side, of, first] = rated[x.rated[0]];
    const practice_level& second = rated[x.rated[1]].practices[x.practice];
    match m{.paths = {}, .subjects = {std::string(practice_names[x.practice]), side, of}, .side = std::string(shared)};
    detail::put_rating_paths(m.paths, first[x.practice], x.practice);
    detail::put_rating_paths(m.paths, second, x.practice);
    m.evidence = {{"practice", named_one{std::string(practice_names[x.practice])}},
                  {"first", named_one{side}},
                  {"second", named_one{of}},
                  {"first_rating", first[x.practice].rating},
                  {"second_rating", second.rating}};
    detail::put_scale(m.evidence, c);
    m.evidence.insert(m.evidence.end(), {{"gap", x.gap}, {"difference", limits[0]}, {"margin", margin}});
    out.push_back(std::move(m));
  }
}

/// RL003: raters of one side disagree on a practice of another, or on the value of alignment.
inline void find_divided_raters(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.relationship) return;
  for (const rated_side& x : c.computed.relationship->rated) {
    for (std::size_t p = 0; p < x.practices.size(); ++p) {
      const practice_level& found = x.practices[p];
      const double margin = found.rwg ? detail::rating_margin(limits[0], *found.rwg) : 0.0;
      if (!(margin > 0.0)) continue;
      match m{.paths = {}, .subjects = {std::string(practice_names[p]), x.of}, .side = x.side};
      detail::put_rating_paths(m.paths, found, p);
      m.evidence = {{"practice", named_one{std::string(practice_names[p])}},
                    {"who", named_one{x.side}},
                    {p == sees_value ? "with" : "of", named_one{x.of}},
                    {"raters", static_cast<double>(found.raters)},
                    {"least", found.least},
                    {"greatest", found.greatest}};
      detail::put_scale(m.evidence, c);
      m.evidence.insert(m.evidence.end(), {{"agreement", *found.rwg}, {"rwg", limits[0]}, {"margin", margin}});
      out.push_back(std::move(m));
    }
  }
}

/// RL004: a need that matters and is not met, the most unmet first.
inline void find_unmet_need(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.relationship) return;
  for (const need_met& x : c.computed.relationship->needs) {
    if (!x.importance || !x.met || detail::rating_margin(limits[0], *x.importance) > 0.0) continue;
    const double margin = detail::rating_margin(limits[1], *x.met);
    if (!(margin > 0.0)) continue;
    const dependence& need = c.given.relationship->needs[x.need];
    match m{.paths = {pointer("relationship", "needs", x.need)}, .subjects = {need.side}, .side = x.of};
    if (!need.what.empty()) m.subjects.push_back(need.what);
    m.evidence = {{"need", need.what},
                  {"who", named_one{need.side}},
                  {"of", named_one{x.of}},
                  {"important", *need.importance},
                  {"given", *need.met}};
    detail::put_scale(m.evidence, c);
    m.evidence.insert(m.evidence.end(), {{"unmet", *x.unmet},
                                         {"importance", limits[0]},
                                         {"met", limits[1]},
                                         {"limit", detail::rating_at(c, limits[1])},
                                         {"margin", margin}});
    out.push_back(std::move(m));
  }
}

/// RL005: a side does not see the value of alignment, with at least one other side. One match for each side.
inline void find_no_value_seen(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.relationship) return;
  const auto& rated = c.computed.relationship->rated;
  for (std::size_t from = 0; from < rated.size();) {
    std::size_t to = from;
    const practice_level* worst = nullptr;
    double count = 0.0;
    match m{.paths = {}, .subjects = {rated[from].side}, .side = c.arbiter()};
    for (; to < rated.size() && rated[to].side == rated[from].side; ++to) {
      const practice_level& found = rated[to].practices[sees_value];
      if (!found.level || !(detail::rating_margin(limits[0], *found.level) > 0.0)) continue;
      detail::put_rating_paths(m.paths, found, sees_value);
      count += 1.0;
      if (worst == nullptr || *found.level < *worst->level) worst = &found;
    }
    if (worst != nullptr) {
      m.evidence = {{"who", named_one{rated[from].side}},
                    {"raters", static_cast<double>(worst->raters)},
                    {"rating", worst->rating}};
      detail::put_scale(m.evidence, c);
      m.evidence.insert(m.evidence.end(), {{"level", *worst->level},
                                           {"share", limits[0]},
                                           {"limit", detail::rating_at(c, limits[0])},
                                           {"margin", detail::rating_margin(limits[0], *worst->level)},
                                           {"count", count}});
      out.push_back(std::move(m));
    }
    from = to;
  }
}

inline constexpr std::array<rule, 5> relationship_rules{{
    {.id = "RL001",
     .level = level::warning,
     .thresholds = {{{.name = "share", .value = 0.5, .unit = "share of the scale", .low = 0.0, .high = 1.0}}},
     .source = "convention",
     .title = "A practice is rated low",
     .why = "People who do not feel understood or backed keep their plans to themselves, and the sides find out late "
            "that they have drifted apart.",
     .fix = "Agree on one thing that the rated side will do differently, and ask for the rating again.",
     .message =
         "The practice \"{practice}\" of {of} is rated {rating:~limit} by {who}, on a scale from {low} to {high}.",
     .action = "Ask {who} for an example of \"{practice}\" that was missed, and say what will be done differently.",
     .find = &find_low_practice},
    {.id = "RL002",
     .level = level::warning,
     .thresholds = {{{.name = "difference", .value = 0.25, .unit = "share of the scale", .low = 0.0, .high = 1.0}}},
     .source = "convention",
     .title = "The sides see a practice differently",
     .why = "Where one side is content and the other is not, the content one sees nothing to change.",
     .fix = "Put the two ratings side by side and find out what each side had in mind.",
     .message = "The practice \"{practice}\" is seen differently: {first_rating:~second_rating} from {first}, "
                "{second_rating:~first_rating} from {second}, each of the other, on a scale from {low} to {high}.",
     .action = "Compare the two ratings of \"{practice}\" between {first} and {second}, with an example from each.",
     .find = &find_perception_gap},
    {.id = "RL003",
     .level = level::note,
     .thresholds = {{{.name = "rwg", .value = least_rwg, .unit = "r_wg", .low = 0.0, .high = 1.0}}},
     .source = "James, Demaree & Wolf 1984",
     .title = "Raters of one side disagree",
     .why = "A mean of opposite answers describes nobody, so such ratings are not averaged, and no other rule reads "
            "them.",
     .fix = "Find out whether the raters speak of different people or projects, and rate those apart.",
     .message = "On \"{practice}\" of {of}, raters of {who} answer from {least} to {greatest}: no mean can stand for "
                "them.",
     .action = "Ask these raters what they had in mind on \"{practice}\", and rate again.",
     .otherwise = {{{.key = "value",
                     .message = "On the value of alignment with {with}, raters of {who} answer from {least} to "
                                "{greatest}: no mean can stand for them."}}},
     .find = &find_divided_raters},
    {.id = "RL004",
     .level = level::warning,
     .thresholds = {{{.name = "importance", .value = 0.75, .unit = "share of the scale", .low = 0.0, .high = 1.0},
                     {.name = "met", .value = 0.5, .unit = "share of the scale", .low = 0.0, .high = 1.0}}},
     .source = "convention",
     .title = "An important need is not met",
     .why = "A side that depends on what it does not get will find another way, outside the shared plan.",
     .fix = "Let the side that is asked promise what it can give and by when, or say that it cannot.",
     .message =
         "\"{need}\", needed by {who} from {of}, has importance {important} and is met at {given:~limit}, on a scale "
         "from {low} to {high}.",
     .action = "Say what {who} will get of \"{need}\" and by when, or that it will not.",
     .find = &find_unmet_need},
    {.id = "RL005",
     .level = level::warning,
     .thresholds = {{{.name = "share", .value = 0.5, .unit = "share of the scale", .low = 0.0, .high = 1.0}}},
     .source = "convention",
     .title = "A side does not see the value of alignment",
     .why = "A side that sees no value in alignment will not pay for it; the other side cannot change that alone.",
     .fix = "Let the arbiter step in and tie alignment to what that side is measured by.",
     .message = "The value of alignment is rated {rating:~limit} by {who}, on a scale from {low} to {high}.",
     .action = "Step in: tie the shared goal to what {who} answers for.",
     .find = &find_no_value_seen},
}};

}  // namespace coalign::strategy
