// SPDX-License-Identifier: Apache-2.0
/// @file
/// Data products: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/data_product.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

/// Whether an id is a side, or the one who decides between sides.
[[nodiscard]] inline bool is_senior(const setting& s, std::string_view id) {
  if (!id.empty() && id != shared && s.arbiter() == id) return true;
  return std::any_of(s.sides.begin(), s.sides.end(), [&](const side& x) { return x.id() == id; });
}

/// Whose move a data product is: its owner where that is a side or the arbiter, else whom the owner reports to, else
/// everybody's.
[[nodiscard]] inline std::string product_mover(const setting& s, const data_product& x) {
  if (!has_one_owner(x)) return std::string(shared);
  if (is_senior(s, x.owners.front())) return x.owners.front();
  return is_senior(s, x.owner_reports_to) ? x.owner_reports_to : std::string(shared);
}

/// What a rule says of data product i, with its id as `product`. What is at stake is the cost of all that waits for it.
[[nodiscard]] inline match about_product(const context& c, std::size_t i) {
  const data_product& x = (*c.given.data_products)[i];
  match m{.paths = {pointer("data_products", i)},
          .subjects = {x.id},
          .side = product_mover(c, x),
          .evidence = {{"product", named_one{x.id}}}};
  if (i < c.computed.data_products.size() && c.computed.data_products[i].blocked_cost > money()) {
    m.money = c.computed.data_products[i].blocked_cost;
  }
  return m;
}

/// Calls `each(product, position)` for every data product of the model.
template <class Each>
void each_product(const context& c, const Each& each) {
  if (!c.given.data_products) return;
  for (std::size_t i = 0; i < c.given.data_products->size(); ++i) each((*c.given.data_products)[i], i);
}

/// Of the audiences of a data product, those whose `value` is above a limit: one match, told of the worst.
/// @param name of that value in the evidence, @param limit_name of the limit
template <class Value>
void find_access(const context& c, const Value& value, double limit, std::string_view name, std::string_view limit_name,
                 std::vector<match>& out) {
  each_product(c, [&](const data_product& x, std::size_t i) {
    const data_access* worst = nullptr;
    std::vector<std::string> paths;
    for (std::size_t a = 0; a < x.access.size(); ++a) {
      const std::optional<double>& found = value(x.access[a]);
      if (!found || !above(*found, limit)) continue;
      paths.push_back(pointer("data_products", i, "access", a));
      if (!worst || *found > *value(*worst)) worst = &x.access[a];
    }
    if (!worst) return;
    match& m = out.emplace_back(about_product(c, i));
    const double count = static_cast<double>(paths.size());
    m.paths = std::move(paths);
    m.evidence.emplace_back("audience", named_one{worst->audience});
    m.evidence.emplace_back(name, *value(*worst));
    m.evidence.emplace_back(limit_name, limit);
    m.evidence.emplace_back("margin", *value(*worst) - limit);
    m.evidence.emplace_back("count", count);
  });
}

/// How far a measure of quality is below its threshold, as a share of that: so measures of different units compare.
[[nodiscard]] inline double shortfall(const data_quality& q) {
  const double below_it = *q.at_least - *q.value;
  return *q.at_least == 0.0 ? below_it : below_it / std::abs(*q.at_least);
}

}  // namespace detail

inline void find_no_owner(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::each_product(c, [&](const data_product& x, std::size_t i) {
    const bool alone = detail::has_one_owner(x);
    // A side that owns it reports to itself, unless it says otherwise.
    const bool silent = x.owner_reports_to.empty();
    if (alone && detail::is_senior(c, silent ? x.owners.front() : x.owner_reports_to)) return;
    const std::string_view problem = x.owners.empty()      ? "nobody"
                                     : x.owners.size() > 1 ? "several"
                                     : !alone              ? "all"
                                     : silent              ? "silent"
                                                           : "outside";
    match& m = out.emplace_back(detail::about_product(c, i));
    m.paths.front() += alone && !silent ? "/owner_reports_to" : x.owners.empty() ? "" : "/owner";
    m.evidence.emplace_back("problem", worded_one{"owner_", std::string(problem)});
    if (!x.owners.empty()) m.evidence.emplace_back("owners", named{x.owners});
    if (!silent) m.evidence.emplace_back("reports_to", named_one{x.owner_reports_to});
  });
}

inline void find_disputed_definitions(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::each_product(c, [&](const data_product& x, std::size_t i) {
    for (const side& s : c.sides) {
      std::vector<std::string> paths;
      named terms;
      for (const auto& [term, accepted_by] : x.definitions) {
        if (contains_side(accepted_by, s.id())) continue;
        paths.push_back(pointer("data_products", i, "definitions", term));
        terms.ids.push_back(term);
      }
      if (terms.ids.empty()) continue;
      match& m = out.emplace_back(detail::about_product(c, i));
      const double count = static_cast<double>(paths.size());
      m.paths = std::move(paths);
      m.side = s.id();
      m.evidence.emplace_back("side", named_one{s.id()});
      m.evidence.emplace_back("definitions", std::move(terms));
      m.evidence.emplace_back("count", count);
    }
  });
}

inline void find_slow_access(const context& c, std::span<const double> limits, std::vector<match>& out) {
  const auto wait = [](const data_access& a) -> const std::optional<double>& { return a.wait_days; };
  detail::find_access(c, wait, limits[0], "wait_days", "days", out);
}

inline void find_poor_quality(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::each_product(c, [&](const data_product& x, std::size_t i) {
    const data_quality* worst = nullptr;
    std::vector<std::string> paths;
    for (std::size_t q = 0; q < x.quality.size(); ++q) {
      if (!detail::falls_short(x.quality[q])) continue;
      paths.push_back(pointer("data_products", i, "quality", q));
      if (!worst || detail::shortfall(x.quality[q]) > detail::shortfall(*worst)) worst = &x.quality[q];
    }
    if (!worst) return;
    match& m = out.emplace_back(detail::about_product(c, i));
    const double count = static_cast<double>(paths.size());
    m.paths = std::move(paths);
    m.evidence.emplace_back("measure", worst->measure);
    m.evidence.emplace_back("value", *worst->value);
    m.evidence.emplace_back("at_least", *worst->at_least);
    m.evidence.emplace_back("margin", *worst->at_least - *worst->value);
    m.evidence.emplace_back("count", count);
  });
}

inline void find_unserved_segments(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::each_product(c, [&](const data_product& x, std::size_t i) {
    std::vector<std::string> paths;
    std::string_view first;
    for (std::size_t g = 0; g < x.segments.size(); ++g) {
      if (x.segments[g].served) continue;
      if (paths.empty()) first = x.segments[g].text;
      paths.push_back(pointer("data_products", i, "segments", g));
    }
    if (paths.empty()) return;
    match& m = out.emplace_back(detail::about_product(c, i));
    const double count = static_cast<double>(paths.size());
    m.paths = std::move(paths);
    m.evidence.emplace_back("segment", std::string(first));
    m.evidence.emplace_back("count", count);
    m.evidence.emplace_back("asked", static_cast<double>(x.segments.size()));
  });
}

inline void find_risky_access(const context& c, std::span<const double> limits, std::vector<match>& out) {
  const auto risk_of = [](const data_access& a) -> const std::optional<double>& { return a.risk; };
  detail::find_access(c, risk_of, limits[0], "access_risk", "risk", out);
}

inline void find_unmet_duties(const context& c, std::span<const double>, std::vector<match>& out) {
  detail::each_product(c, [&](const data_product& x, std::size_t i) {
    named unmet{detail::unmet_obligations(x)};
    if (unmet.ids.empty()) return;
    match& m = out.emplace_back(detail::about_product(c, i));
    m.paths.front() += "/obligations";
    const double count = static_cast<double>(unmet.ids.size());
    m.evidence.emplace_back("obligations", std::move(unmet));
    m.evidence.emplace_back("count", count);
  });
}

inline constexpr std::array<rule, 7> data_product_rules{{
    {.id = "DP001",
     .level = level::error,
     .source = "convention",
     .title = "Not exactly one senior owner",
     .why = "Where nobody, or everybody, answers for data, nobody settles what it means and who may use it; an owner "
            "who reports to neither side cannot.",
     .fix = "Name one owner who is a side or the arbiter, or reports to one of them.",
     .message = "{product} needs one senior owner: {problem}.",
     .action = "Name one owner for {product}, who reports to a side or to the arbiter.",
     .find = &find_no_owner},
    {.id = "DP002",
     .source = "convention",
     .title = "A definition that a side has not accepted",
     .why = "Sides that count by different definitions report different numbers for the same thing.",
     .fix = "Settle the wording, and have every side accept it.",
     .message = "{side} has not accepted a definition in {product}: {definitions}.",
     .action = "Accept what {product} says, or propose another wording: {definitions}.",
     .find = &find_disputed_definitions},
    {.id = "DP003",
     .thresholds = {{{.name = "days", .value = 5, .unit = "days", .low = 0, .high = 36500}}},
     .source = "convention",
     .title = "Access that waits",
     .why = "Who waits for data decides without it, or makes a copy that nobody looks after.",
     .fix = "Take the steps out that the wait consists of, or approve such access once for all.",
     .message =
         "Access to {product} takes {wait_days:~days} days for {audience}, above the limit of {days:~wait_days}.",
     .action = "Bring the wait of {audience} for {product} down to {days:~wait_days} days.",
     .find = &find_slow_access},
    {.id = "DP004",
     .source = "convention",
     .title = "Quality below its threshold",
     .why = "Data that is less good than all agreed on is not trusted, or misleads.",
     .fix = "Repair it at its source, or agree on another threshold.",
     .message = "{product} has {value:~at_least} for {measure}, where at least {at_least:~value} is agreed.",
     .action = "Raise {measure} of {product} to {at_least:~value}.",
     .find = &find_poor_quality},
    {.id = "DP005",
     .source = "convention",
     .title = "A segment asked for and not served",
     .why = "A segment that data cannot show is one that nobody can win on purpose.",
     .fix = "Serve it, or say to those who asked that it will not be.",
     .message = "Segments that {product} does not serve: {count:0} of {asked:0}, for instance \"{segment}\".",
     .action = "Serve them from {product}, or say which will not be served.",
     .find = &find_unserved_segments},
    {.id = "DP006",
     .thresholds = {{{.name = "risk", .value = 0.5, .unit = "0 to 1", .low = 0, .high = 1}}},
     .source = "convention",
     .title = "Risky access",
     .why = "Access that is open too wide is the short way to a breach.",
     .fix = "Narrow what the audience sees, or how.",
     .message = "Access to {product} for {audience} has a risk of {access_risk:2~risk}, above the limit of "
                "{risk:2~access_risk}.",
     .action = "Narrow the access of {audience} to {product}.",
     .find = &find_risky_access},
    {.id = "DP007",
     .level = level::error,
     .source = "convention",
     .title = "An obligation not met",
     .why = "What law or contract asks for is not open to a trade-off between sides.",
     .fix = "Meet it, or stop the use that it is about.",
     .message = "{product} does not meet an obligation: {obligations}.",
     .action = "Meet this for {product}, or stop the use that it is about: {obligations}.",
     .find = &find_unmet_duties},
}};

}  // namespace coalign::strategy
