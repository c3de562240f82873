// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decision rights: who decides what, whom they hear, and how long decisions take.
#pragma once

#include <coalign/core/date.hpp>
#include <coalign/core/error.hpp>
#include <coalign/strategy/setting.hpp>

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

/// A domain that most companies have to decide on, and who usually does.
struct usual_domain {
  std::string_view id;
  std::string_view leads;  ///< "cio", "cmo" or `shared`
};

/// A starter from practice, to be edited: technology to the CIO, what customers see to the CMO, what ties the two
/// together to both.
inline constexpr std::array<usual_domain, 12> usual_domains{{
    {"security", "cio"},
    {"architecture", "cio"},
    {"data_models", "cio"},
    {"integration", "cio"},
    {"compliance", "cio"},
    {"customer_journeys", "cmo"},
    {"content", "cmo"},
    {"channel_mix", "cmo"},
    {"campaign_design", "cmo"},
    {"platform_changes", shared},
    {"data_access", shared},
    {"budget_tradeoffs", shared},
}};

/// How a domain is decided.
enum class domain_kind : std::uint8_t {
  nobody,    ///< no one was named
  led,       ///< one side decides
  together,  ///< shared: all sides decide together
  contested  ///< several are named as leads
};
inline constexpr std::array<std::string_view, 4> domain_kind_names{"nobody", "led", "shared", "contested"};

[[nodiscard]] inline domain_kind kind_of(const domain& d) noexcept {
  if (d.leads.empty()) return domain_kind::nobody;
  const bool one = std::all_of(d.leads.begin(), d.leads.end(), [&](const auto& x) { return x == d.leads.front(); });
  if (!one) return domain_kind::contested;
  return d.leads.front() == shared ? domain_kind::together : domain_kind::led;
}

/// Who decides on one domain.
struct who_decides_result {
  std::string domain;
  ids sides{};            ///< one side; `shared`; several, which is a conflict; or none
  ids consulted{};        ///< who is heard, without a vote
  std::string arbiter{};  ///< who decides where sides cannot; empty: nobody was named
};

/// Who decides on a domain, by the rights as they stand.
/// @returns `unknown_id` where the rights do not cover it. O(domains).
[[nodiscard]] inline result<who_decides_result> who_decides(const decision_rights& given, std::string_view domain) {
  const auto found = std::find_if(given.domains.begin(), given.domains.end(),
                                  [&](const strategy::domain& d) { return d.id == domain; });
  if (found == given.domains.end()) return fail(errc::unknown_id);
  who_decides_result out{.domain = found->id, .sides = found->leads, .arbiter = given.arbiter};
  if (const ids* heard = find(given.consulted, domain)) out.consulted = *heard;
  return out;
}

/// One row of the responsibility table.
struct raci_row {
  std::string domain;
  /// By side in the order of the model, then the arbiter if that is no side: "A/R", "A", "R", "C", "I" or "".
  by_id<std::string> letters{};
};

/// How long decisions took, in days from asked to decided; open ones are not among them but for `longest_open`.
struct latency {
  std::size_t decisions = 0;
  std::size_t decided = 0;
  std::size_t open = 0;
  std::size_t escalated = 0;
  std::optional<double> mean{};
  std::optional<double> median{};  ///< of an even number the middle of the two
  std::optional<double> longest{};
  std::optional<double> longest_open{};  ///< from asked to the date of the model
};

/// One domain as it stands.
struct domain_result {
  who_decides_result rights;
  domain_kind kind = domain_kind::nobody;
  strategy::latency latency{};
};

/// What is computed of decision rights.
struct decision_rights_result {
  std::string arbiter{};
  std::vector<domain_result> domains{};  ///< in the order of the document
  std::vector<raci_row> raci{};          ///< one for each domain, in the same order
  strategy::latency latency{};           ///< of the whole log
  ids not_covered{};                     ///< usual domains that the rights do not name, in the order of the table
};

namespace detail {

/// Days that a decision took, or has been open; none where a date is missing.
[[nodiscard]] inline std::optional<double> days_waited(const decision& d, const std::optional<date>& as_of) {
  const std::optional<date>& end = d.decided ? d.decided : as_of;
  if (!d.asked || !end) return std::nullopt;
  return days_between(*d.asked, *end);
}

/// Of the decisions on one domain, or on all.
[[nodiscard]] inline latency latency_of(const std::vector<const decision*>& log, const std::optional<date>& as_of) {
  latency out;
  std::vector<double> days;
  for (const decision* d : log) {
    ++out.decisions;
    ++(d->decided ? out.decided : out.open);
    out.escalated += d->escalated ? 1U : 0U;
    const auto waited = days_waited(*d, as_of);
    if (!waited) continue;
    if (d->decided) {
      days.push_back(*waited);
    } else {
      out.longest_open = std::max(out.longest_open.value_or(*waited), *waited);
    }
  }
  if (days.empty()) return out;
  std::sort(days.begin(), days.end());
  double sum = 0.0;
  for (const double x : days) sum += x;
  const std::size_t n = days.size();
  out.mean = sum / static_cast<double>(n);
  out.median = n % 2 == 1 ? days[n / 2] : 0.5 * (days[n / 2 - 1] + days[n / 2]);
  out.longest = days.back();
  return out;
}

[[nodiscard]] inline raci_row raci_of(const domain_result& d, const setting& s) {
  raci_row out{.domain = d.rights.domain};
  const std::string& arbiter = d.rights.arbiter;
  bool arbiter_is_side = arbiter.empty();
  const auto letters = [&](std::string_view who, bool side) -> std::string {
    if (d.kind == domain_kind::together) {
      if (!side) return "A";
      return who == arbiter ? "A/R" : "R";
    }
    if (contains(d.rights.sides, who)) return "A/R";
    if (side ? contains_side(d.rights.consulted, who) : contains(d.rights.consulted, who)) return "C";
    return side ? "I" : "";
  };
  for (const side& x : s.sides) {
    arbiter_is_side = arbiter_is_side || x.id() == arbiter;
    out.letters.emplace_back(x.id(), letters(x.id(), true));
  }
  if (!arbiter_is_side) out.letters.emplace_back(arbiter, letters(arbiter, false));
  return out;
}

}  // namespace detail

/// Assesses decision rights.
///
/// The responsibility table (RACI) says for each domain who is accountable (A), who does the work of deciding (R), who
/// is consulted (C) and who is informed (I). A side that leads is both A and R. On a shared domain every side is R and
/// the arbiter is A, so that one answers for it; without an arbiter nobody is, and DR008 says so. Whoever is consulted
/// is C, every other side I. Two leads leave two A in a row, and a domain of nobody leaves none: DR002 and DR001.
/// O(domains * (sides + log)).
[[nodiscard]] inline decision_rights_result assess_decision_rights(const decision_rights& given, const setting& s) {
  decision_rights_result out{.arbiter = given.arbiter};
  std::vector<const decision*> all;
  all.reserve(given.log.size());
  for (const decision& d : given.log) all.push_back(&d);
  out.latency = detail::latency_of(all, s.as_of);
  for (const domain& d : given.domains) {
    domain_result& x = out.domains.emplace_back(
        domain_result{.rights = {.domain = d.id, .sides = d.leads, .arbiter = given.arbiter}, .kind = kind_of(d)});
    if (const ids* heard = find(given.consulted, d.id)) x.rights.consulted = *heard;
    std::vector<const decision*> own;
    for (const decision* y : all) {
      if (y->domain == d.id) own.push_back(y);
    }
    x.latency = detail::latency_of(own, s.as_of);
    out.raci.push_back(detail::raci_of(x, s));
  }
  for (const usual_domain& u : usual_domains) {
    const bool covered =
        std::any_of(given.domains.begin(), given.domains.end(), [&](const domain& d) { return d.id == u.id; });
    if (!covered) out.not_covered.emplace_back(u.id);
  }
  return out;
}

}  // namespace coalign::strategy
