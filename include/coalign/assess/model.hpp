// SPDX-License-Identifier: Apache-2.0
/// @file
/// A model: one question, one catalogue, one policy, and what each side answered; validated as a whole.
#pragma once

#include <coalign/compare/measure.hpp>
#include <coalign/compare/target_gap.hpp>
#include <coalign/core/side.hpp>
#include <coalign/strategy/check.hpp>
#include <coalign/strategy/sections.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// How priorities were asked. Only swing weights are value trade-offs: importance without a range is not.
enum class elicitation : std::uint8_t { points, swing, ratings, ranks };

[[nodiscard]] constexpr std::string_view elicitation_name(elicitation e) noexcept {
  return e == elicitation::points    ? "points"
         : e == elicitation::swing   ? "swing"
         : e == elicitation::ratings ? "ratings"
                                     : "ranks";
}

/// What a model is made of.
struct model_parts {
  struct entry {
    std::string id;
    answers given;
  };
  std::string title;
  std::string as_of;  ///< YYYY-MM-DD, or empty
  std::string currency;
  std::string question;
  coalign::elicitation elicitation = elicitation::points;
  bool illustrative = false;  ///< the report says that the data are
  coalign::catalog catalog;
  coalign::policy policy;
  std::vector<entry> sides;
  coalign::strategy::sections strategy;
};

namespace detail {

/// Every two targets of a metric that differ need its scale. Targets of one direction are alike or the error is found,
/// so one of each direction stands for all before. `answers_of(x)` gives the answers of an element of `sides`.
template <class Sides, class AnswersOf, class Sink>
void check_scales(const catalog& c, const Sides& sides, const AnswersOf& answers_of, Sink&& sink) {
  for (std::size_t i = 0; i < c.metrics.size(); ++i) {
    if (c.metrics[i].scale.kind != scale_kind::none) continue;
    std::array<std::optional<goal>, 3> seen{};
    bool found = false;
    for (const auto& x : sides) {
      const answers& given = answers_of(x);
      const auto target = target_of(c.metrics[i], given, i);
      if (!target) continue;
      const goal wanted{direction_of(c.metrics[i], given, i), true, *target, *target};
      for (const auto& earlier : seen) {
        found =
            found || (earlier && target_gap(c.metrics[i].scale, *earlier, wanted).status == target_status::no_scale);
      }
      auto& first = seen[static_cast<std::size_t>(wanted.better)];
      if (!first) first = wanted;
    }
    if (found) sink(fail(errc::bad_scale, field::scale, static_cast<std::ptrdiff_t>(i)));
  }
}

}  // namespace detail

/// What is wrong with the sections of a model, each with its place. Calls `sink(const strategy::problem&)`.
template <class Sink>
void check_strategy(const model_parts& parts, Sink&& sink) {
  std::vector<std::string_view> ids;
  ids.reserve(parts.sides.size());
  for (const auto& s : parts.sides) ids.push_back(s.id);
  strategy::check(parts.strategy, parts.catalog, ids, parse_date(parts.as_of), std::forward<Sink>(sink));
}

/// A validated model. Immutable and cheap to copy, so an assessment can keep the very model that it describes.
class model {
 public:
  /// @param parts    the model; ids must be distinct, which the JSON reader checks
  /// @param document the JSON text that it was read from; empty where it was built in code
  /// @returns the model; or the first error (`check_strategy` says more of one in the sections of the strategy).
  /// Targets of a metric that differ between sides need a scale: `bad_scale`.
  [[nodiscard]] static result<model> make(model_parts parts, std::string document = {}) {
    if (parts.sides.size() < 2) return fail(errc::size_mismatch, field::sides);
    if (const std::size_t least = parts.policy.shared_by; least == 1 || least > parts.sides.size()) {
      return fail(errc::bad_option, field::shared_by, -1, static_cast<double>(least));
    }
    BOOST_OUTCOME_TRY(auto compiled, measure::make(parts.catalog, parts.policy));
    std::vector<side> sides;
    for (std::size_t k = 0; k < parts.sides.size(); ++k) {
      auto made = detail::make_checked_side(parts.catalog, parts.sides[k].id, parts.sides[k].given, parts.policy);
      if (!made) {
        error e = made.error();
        e.side = static_cast<std::int32_t>(k);
        return e;
      }
      sides.push_back(std::move(made).value());
    }
    error unscaled;
    detail::check_scales(
        parts.catalog, parts.sides, [](const model_parts::entry& x) -> const answers& { return x.given; },
        [&](const error& e) {
          if (unscaled.code == errc::ok) unscaled = e;
        });
    if (unscaled.code != errc::ok) return unscaled;
    errc wrong = errc::ok;
    check_strategy(parts, [&](const strategy::problem& p) { wrong = wrong == errc::ok ? p.code : wrong; });
    if (wrong != errc::ok) return fail(wrong, field::strategy);
    model m;
    m.state_ = std::make_shared<const state>(
        state{std::move(parts), std::move(document), std::move(compiled), std::move(sides)});
    return m;
  }

  [[nodiscard]] const model_parts& parts() const noexcept { return state_->parts; }
  [[nodiscard]] const coalign::catalog& catalog() const noexcept { return state_->parts.catalog; }
  [[nodiscard]] const coalign::policy& policy() const noexcept { return state_->parts.policy; }
  [[nodiscard]] const strategy::sections& strategy() const noexcept { return state_->parts.strategy; }
  [[nodiscard]] const coalign::measure& measure() const noexcept { return state_->compiled; }
  [[nodiscard]] const std::vector<side>& sides() const noexcept { return state_->sides; }
  /// Who decides between the sides; empty where the decision rights name nobody.
  [[nodiscard]] std::string arbiter() const {
    const auto& rights = state_->parts.strategy.decision_rights;
    return rights ? rights->arbiter : std::string();
  }
  /// The JSON text that the model was read from; empty where it was built in code.
  [[nodiscard]] const std::string& document() const noexcept { return state_->document; }

 private:
  struct state {
    model_parts parts;
    std::string document;
    coalign::measure compiled;
    std::vector<side> sides;
  };
  model() = default;

  std::shared_ptr<const state> state_;
};

/// The sides' influences, in the order of the model.
[[nodiscard]] inline std::vector<double> influences(const model& m) {
  std::vector<double> out;
  out.reserve(m.sides().size());
  for (const side& s : m.sides()) out.push_back(s.influence());
  return out;
}

}  // namespace coalign
