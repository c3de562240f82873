// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a model says of the strategy that its sides share: one struct for each section, as it was given.
///
/// Lists keep the order of the document. Ids of sides may be `shared` where a thing belongs to all of them together.
/// What was left out is empty or none: a rule then says what is missing, where that matters.
#pragma once

#include <coalign/core/date.hpp>
#include <coalign/core/money.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// In place of a side: all of them together.
inline constexpr std::string_view shared = "shared";

/// Numbers or texts by the id of what they are about, in the order of the document.
template <class T>
using by_id = std::vector<std::pair<std::string, T>>;
using ids = std::vector<std::string>;

/// Whether an id is in a list.
[[nodiscard]] inline bool contains(const ids& list, std::string_view id) noexcept {
  return std::find(list.begin(), list.end(), id) != list.end();
}
/// Whether a side is in a list: by its id, or by `shared`, which is all of them.
[[nodiscard]] inline bool contains_side(const ids& list, std::string_view side) noexcept {
  return contains(list, side) || contains(list, shared);
}

/// The value of an id; null where it has none.
template <class T>
[[nodiscard]] const T* find(const by_id<T>& list, std::string_view id) noexcept {
  for (const auto& [key, value] : list) {
    if (key == id) return &value;
  }
  return nullptr;
}

// --- North Star ------------------------------------------------------------------------------------------------------

/// A metric that must not be hurt on the way: its current value stays within these ends.
struct guard {
  std::string metric;
  std::optional<double> at_least{};
  std::optional<double> at_most{};
};

/// The one goal that all sides own.
struct north_star {
  std::string metric{};                    ///< id in the catalogue; empty: not said
  std::string segment{};                   ///< for whom
  std::optional<double> change_percent{};  ///< of the metric's baseline, −15 is 15 % less
  std::optional<double> target{};          ///< the value to reach; instead of a change
  std::optional<date> start{};
  std::optional<date> due{};
  ids owners{};                           ///< sides, or `shared`
  std::optional<money> money_per_unit{};  ///< of the metric
  std::optional<money> money_total{};     ///< instead of an amount a unit
  by_id<double> drivers{};                ///< by metric, how much it carries the goal: >= 0
  std::vector<guard> guards{};
  by_id<std::string> answers{};  ///< by side: what a shared strategy would need
};

// --- Tech portfolio --------------------------------------------------------------------------------------------------

inline constexpr std::size_t tool_risk_count = 3;
inline constexpr std::array<std::string_view, tool_risk_count> tool_risk_names{"security", "data", "uptime"};
/// Risks of a tool or limits of them, 0..1, by `tool_risk_names`.
using tool_risks = std::array<std::optional<double>, tool_risk_count>;

enum class layer : std::uint8_t { core, customer, data };
inline constexpr std::array<std::string_view, 3> layer_names{"core", "customer", "data"};
enum class run_by : std::uint8_t { inside, outside };
inline constexpr std::array<std::string_view, 2> run_by_names{"inside", "outside"};

/// One tool, platform or service.
struct tool {
  std::string id;
  std::string name{};  ///< empty: the id stands for it
  std::optional<strategy::layer> layer{};
  std::string owner{};  ///< a side or `shared`; empty: nobody
  std::optional<money> cost_per_year{};
  ids purposes{};
  tool_risks risk{};
  std::optional<double> manual_hours_per_month{};  ///< >= 0
  ids gives{};                                     ///< data
  ids takes{};                                     ///< data
  std::optional<double> technical_fit{};           ///< 0..1
  std::optional<double> customer_fit{};            ///< 0..1
  ids obligations{};
  ids met{};
  std::optional<strategy::run_by> run_by{};
};

struct tech_portfolio {
  ids needs{};
  tool_risks risk_limit{};
  std::vector<tool> tools{};
};

// --- Decision rights -------------------------------------------------------------------------------------------------

/// Who decides on one domain.
struct domain {
  std::string id;
  ids leads{};  ///< sides or `shared`; empty: nobody; more than one is a conflict
};

/// One decision that was asked for.
struct decision {
  std::string domain;
  ids by{};  ///< sides that took it
  std::optional<date> asked{};
  std::optional<date> decided{};  ///< none: still open
  bool escalated = false;
  std::string reason{};
};

struct decision_rights {
  std::string arbiter{};
  std::vector<domain> domains{};
  by_id<ids> consulted{};                ///< by domain: sides that are heard, without a vote
  by_id<by_id<std::string>> believed{};  ///< by side: by domain, who it believes decides; empty: nobody
  std::vector<decision> log{};
};

// --- Roadmap ---------------------------------------------------------------------------------------------------------

/// The chain, from what customers get to what is done.
enum class item_kind : std::uint8_t { customer_outcome, business_outcome, capability, project, milestone };
inline constexpr std::array<std::string_view, 5> item_kind_names{"customer_outcome", "business_outcome", "capability",
                                                                 "project", "milestone"};
/// In place of an item that is served: the North Star.
inline constexpr std::string_view north_star_id = "north_star";

struct roadmap_item {
  std::string id;
  std::string name{};
  item_kind kind = item_kind::project;
  ids serves{};  ///< items, or `north_star`
  ids sides{};   ///< who is in it
  std::optional<date> start{};
  std::optional<date> end{};
  std::optional<date> due{};
  std::optional<money> cost{};
  std::optional<bool> funded{};
  std::string scope{};
  std::string constraints{};
  std::string acceptance{};
  std::optional<run_by> delivered_by{};
  ids touchpoints{};  ///< "digital", "physical"
};

/// What one side asked of another.
struct request {
  std::string id;
  std::string by{};
  std::string of{};
  std::optional<date> asked{};
  std::optional<date> answered{};  ///< none: still open
};

// --- Data products ---------------------------------------------------------------------------------------------------

struct data_access {
  std::string audience;
  std::optional<double> wait_days{};  ///< >= 0
  std::optional<double> risk{};       ///< 0..1
};
struct data_quality {
  std::string measure;
  std::optional<double> value{};
  std::optional<double> at_least{};
};
struct data_segment {
  std::string text;
  bool served = false;
};

struct data_product {
  std::string id;
  std::string name{};
  ids owners{};  ///< who answers for it: one is right
  std::string owner_reports_to{};
  by_id<ids> definitions{};  ///< by term: the sides that accept it
  std::vector<data_access> access{};
  std::vector<data_quality> quality{};
  std::vector<data_segment> segments{};
  ids obligations{};
  ids met{};
  ids blocks{};  ///< roadmap items that wait for it
};

// --- Trade-offs ------------------------------------------------------------------------------------------------------

struct measure_of_options {
  std::string id;
  bool lower = true;  ///< less is better
};
struct option {
  std::string id;
  std::vector<double> values{};  ///< by measure
};
/// Limits or weights of one side, by measure; none where it names none.
struct side_measures {
  std::string side;
  std::vector<std::optional<double>> values{};
};

struct trade_off {
  std::string id;
  std::string name{};
  std::vector<measure_of_options> measures{};
  std::vector<option> options{};
  std::vector<side_measures> limits{};
  std::vector<side_measures> weights{};
  std::string chosen{};  ///< an option; empty: open
  ids decided_by{};
  std::optional<date> decided{};
};

// --- Relationship ----------------------------------------------------------------------------------------------------

/// The practices, and whether the side sees value in alignment at all.
inline constexpr std::size_t practice_count = 5;
inline constexpr std::array<std::string_view, practice_count + 1> practice_names{
    "seek_to_understand",     "be_intentional",  "understand_the_process",
    "help_without_hindering", "have_their_back", "sees_value"};

/// What a rater of one side says of another side, on the section's scale.
struct practice_rating {
  std::string side;
  std::string rater{};
  std::string of{};
  std::array<std::optional<double>, practice_count + 1> values{};  ///< by `practice_names`
};
/// What a side needs of another, on the section's scale.
struct dependence {
  std::string side;
  std::string of{};
  std::string what{};
  std::optional<double> importance{};
  std::optional<double> met{};
};
struct relationship {
  double scale_low = 1.0;
  double scale_high = 5.0;
  std::vector<practice_rating> ratings{};
  std::vector<dependence> needs{};
};

// --- Symptoms --------------------------------------------------------------------------------------------------------

struct on_time {
  double planned = 0.0;  ///< how many were planned, > 0
  double on_time = 0.0;  ///< how many of these were on time
};
struct amount_of_period {
  std::string period;
  money amount{};
};
struct symptoms {
  std::optional<strategy::on_time> campaigns{};
  std::optional<strategy::on_time> projects{};
  std::vector<amount_of_period> tech_spend{};  ///< in the order of time
  std::vector<amount_of_period> revenue{};
};

// --- Rules -----------------------------------------------------------------------------------------------------------

/// A finding that is accepted until a date.
struct waiver {
  std::string rule;
  ids subjects{};  ///< of the finding, in any order
  std::string by{};
  std::string reason{};
  std::optional<date> until{};
};

enum class level : std::uint8_t { note, warning, error };
inline constexpr std::array<std::string_view, 3> level_names{"note", "warning", "error"};

/// What a policy changes of one rule.
struct rule_setting {
  std::string rule;
  bool off = false;
  std::optional<strategy::level> level{};
  by_id<double> thresholds{};  ///< by name
};

/// Everything that a model says of its shared strategy. A section that is none was not given.
struct sections {
  std::optional<strategy::north_star> north_star{};
  std::optional<strategy::tech_portfolio> tech_portfolio{};
  std::optional<strategy::decision_rights> decision_rights{};
  std::optional<std::vector<roadmap_item>> roadmap{};
  std::optional<std::vector<request>> requests{};
  std::optional<by_id<double>> cadence{};  ///< days between two looks at the plan, by side: > 0
  std::optional<std::vector<data_product>> data_products{};
  std::optional<std::vector<trade_off>> trade_offs{};
  std::optional<strategy::relationship> relationship{};
  std::optional<strategy::symptoms> symptoms{};
  std::vector<waiver> waivers{};
  std::vector<rule_setting> rules{};
  int ruleset = 0;  ///< the version of the rules that is pinned; 0: the newest
};

/// Whether an id is that of a capability of the roadmap.
[[nodiscard]] inline bool is_capability(const sections& given, std::string_view id) noexcept {
  const auto it_is = [&](const roadmap_item& x) { return x.kind == item_kind::capability && x.id == id; };
  return given.roadmap && std::any_of(given.roadmap->begin(), given.roadmap->end(), it_is);
}

inline constexpr std::size_t section_count = 8;

/// Whether decision rights say who decides anything: to name an arbiter alone says who settles what sides cannot.
[[nodiscard]] inline bool decides(const sections& given) noexcept {
  const auto& rights = given.decision_rights;
  return rights && (rights->arbiter.empty() || !rights->domains.empty() || !rights->consulted.empty() ||
                    !rights->believed.empty() || !rights->log.empty());
}

/// The sections that a model does not have, in the order of a report. Requests and cadence belong to the roadmap.
[[nodiscard]] inline std::vector<std::string> sections_missing(const sections& given) {
  std::vector<std::string> out;
  const auto need = [&](bool there, const char* name) {
    if (!there) out.emplace_back(name);
  };
  need(given.north_star.has_value(), "north_star");
  need(given.tech_portfolio.has_value(), "tech_portfolio");
  need(decides(given), "decision_rights");
  need(given.roadmap.has_value(), "roadmap");
  need(given.data_products.has_value(), "data_products");
  need(given.trade_offs.has_value(), "trade_offs");
  need(given.relationship.has_value(), "relationship");
  need(given.symptoms.has_value(), "symptoms");
  return out;
}

}  // namespace coalign::strategy
