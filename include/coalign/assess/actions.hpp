// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the sides could agree on, and where they cannot agree by themselves.
#pragma once

#include <coalign/action/consensus.hpp>
#include <coalign/action/deadlock.hpp>
#include <coalign/assess/message.hpp>
#include <coalign/assess/model.hpp>
#include <coalign/compare/group.hpp>
#include <coalign/core/translation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// One answer for several sides on one block, in two ways. None where fewer than two sides answer.
struct block_consensus {
  std::vector<std::size_t> sides;  ///< who answers, as indices in the model: in the order of `costs`
  std::optional<action::consensus> linear_pool;
  std::optional<action::consensus> least_movement;
};

/// One matter to escalate.
struct deadlock_entry {
  std::size_t pair = 0;  ///< index in the assessment's pairs
  action::deadlock found;
  std::string key{};  ///< names the template
  arguments args{};
  std::string message{};
};

/// The texts of deadlocks, of plans and of what no plan moves. They name the question, who decides it, and what
/// changes; nobody is told to care less.
inline constexpr message_template action_templates[] = {
    {"deadlock_concession",
     "{arbiter} decides what comes first: {first} and {second} are {gap:p} of 100 points apart and would move "
     "{reach:p} "
     "together."},
    {"deadlock_direction",
     "{arbiter} decides which way {metric} should go: {first_direction} for {first}, {second_direction} for {second}."},
    {"deadlock_appetite",
     "{arbiter} decides which limit holds for {risk}: {first_appetite} for {first}, {second_appetite} for {second} (0 "
     "to 1)."},
    {"plan_target", "{arbiter} decides which target holds for {metric}. Size: {moves}."},
    {"plan_priority",
     "{arbiter} decides how {risen} and {fallen} rank where they collide. Size for {side}: {points:p} of 100 points."},
    {"plan_horizon",
     "{arbiter} decides how far ahead the shared roadmap looks. Size for {side}: from {from_days:0} to {to_days:0} "
     "days."},
    {"plan_horizon_mix",
     "{arbiter} decides how far ahead the shared roadmap looks. Size for {side}: {points:p} of 100 points of "
     "attention."},
    {"plan_risk", "{arbiter} decides how severe {risk} is in the shared risk register. Size: {moves}."},
    {"plan_limit", "{arbiter} decides which limit holds for {risk} in the shared risk register. Size: {limits}."},
    {"plan_risk_and_limit",
     "{arbiter} decides how severe {risk} is in the shared risk register, and its limit. Size: {moves}; limits "
     "{limits}."},
    {"plan_risk_slight",
     "{arbiter} decides how severe {risk} is in the shared risk register. Size: below 0.01 for each side."},
    {"obstacle_ranks", "Several sides rank their priorities, and ranks are not moved by parts."},
    {"obstacle_no_metric", "The sides share no metric that all were asked."},
    {"obstacle_direction", "{metric}: opposite directions are a decision, not a move."},
    {"obstacle_kind", "{metric}: targets of different kinds are a decision, not a move."},
    {"obstacle_points", "Some points are too small or too large to be moved."},
};

/// The text of a key, empty where there is none.
[[nodiscard]] constexpr std::string_view action_template(std::string_view key) noexcept {
  return template_text(action_templates, key);
}

/// Who decides between the sides, as people say it: the side that is the arbiter by its name, a short id like "ceo" in
/// capitals, any other text as it stands; words where the model names nobody.
[[nodiscard]] inline std::string arbiter_label(const model& m, const translation* words = nullptr) {
  std::string name = m.arbiter();
  if (name.empty()) return std::string(word(m.sides().size() == 2 ? "leads_both" : "leads_all", words));
  for (const side& s : m.sides()) {
    if (s.id() == name) return s.label();
  }
  const bool short_id =
      name.size() <= 4 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (short_id) {
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  }
  return name;
}

namespace detail {

[[nodiscard]] inline std::string appetite_text(const interval& x) {
  return x.is_point() ? fixed(x.low, 2) : fixed(x.low, 2) + " to " + fixed(x.high, 2);
}

[[nodiscard]] inline std::vector<double> influences_of(const model& m, const std::vector<std::size_t>& sides) {
  std::vector<double> out;
  out.reserve(sides.size());
  for (const std::size_t k : sides) out.push_back(m.sides()[k].influence());
  return out;
}

/// The sides of a model that answer on a block.
template <class Answers>
[[nodiscard]] std::vector<std::size_t> sides_that(const model& m, const Answers& answers) {
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < m.sides().size(); ++k) {
    if (answers(m.sides()[k])) out.push_back(k);
  }
  return out;
}

[[nodiscard]] inline deadlock_entry explain(const model& m, std::size_t pair, const action::deadlock& found,
                                            const side& a, const side& b, double gap) {
  deadlock_entry out{.pair = pair, .found = found, .key = "deadlock_" + std::string(deadlock_name(found.kind))};
  const auto subject = static_cast<std::size_t>(std::max<std::ptrdiff_t>(found.subject, 0));
  out.args = {{"arbiter", arbiter_label(m)}, {"first", a.label()}, {"second", b.label()}};
  switch (found.kind) {
    case action::deadlock_kind::concession:
      out.args.push_back({"gap", 100.0 * gap});
      out.args.push_back({"reach", 100.0 * (*a.given().concession + *b.given().concession)});
      break;
    case action::deadlock_kind::direction:
      out.args.push_back({"metric", m.catalog().metrics[subject].label()});
      out.args.push_back({"first_direction", std::string(direction_name(a.goals()[subject].better))});
      out.args.push_back({"second_direction", std::string(direction_name(b.goals()[subject].better))});
      break;
    case action::deadlock_kind::appetite:
      out.args.push_back({"risk", m.catalog().risks[subject].label()});
      out.args.push_back({"first_appetite", appetite_text(*a.appetite(subject))});
      out.args.push_back({"second_appetite", appetite_text(*b.appetite(subject))});
      break;
  }
  out.message = render(action_template(out.key), out.args);
  return out;
}

}  // namespace detail

/// One answer for all sides that answer on priorities, over the metrics that all of them were asked.
/// @param shares their priorities as `shares_of_all` gives them
[[nodiscard]] inline block_consensus priority_consensus(const model& m, std::vector<std::size_t> sides,
                                                        std::span<const weights> shares) {
  block_consensus out;
  out.sides = std::move(sides);
  if (out.sides.size() < 2) return out;
  const auto influence = detail::influences_of(m, out.sides);
  if (auto pool = action::linear_pool(shares, influence)) out.linear_pool = std::move(pool).value();
  if (auto least = action::least_movement(shares, influence)) out.least_movement = std::move(least).value();
  return out;
}

/// One answer for all sides that answer on horizons.
[[nodiscard]] inline block_consensus horizon_consensus(const model& m) {
  block_consensus out;
  out.sides = detail::sides_that(m, [](const side& s) { return !s.horizons().empty(); });
  if (out.sides.size() < 2) return out;
  std::vector<weights> shares;
  shares.reserve(out.sides.size());
  for (const std::size_t k : out.sides) shares.push_back(m.sides()[k].horizons());
  const auto influence = detail::influences_of(m, out.sides);
  const auto& axis = m.measure().axis();
  if (auto pool = action::linear_pool(shares, axis, influence)) out.linear_pool = std::move(pool).value();
  if (auto least = action::least_movement(shares, axis, influence)) out.least_movement = std::move(least).value();
  return out;
}

/// The deadlocks of one pair, in words.
/// @param pair      its index; @param gap its priority gap, NaN without one
/// @param least_gap the least priority gap that intervals allow, where there are any
[[nodiscard]] inline result<std::vector<deadlock_entry>> pair_deadlocks(const model& m, std::size_t pair, const side& a,
                                                                        const side& b, double gap,
                                                                        std::optional<double> least_gap) {
  BOOST_OUTCOME_TRY(const auto found, action::deadlocks(m.measure(), a, b, least_gap));
  std::vector<deadlock_entry> out;
  for (const action::deadlock& d : found) out.push_back(detail::explain(m, pair, d, a, b, gap));
  return out;
}

}  // namespace coalign
