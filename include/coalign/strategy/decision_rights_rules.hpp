// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decision rights: the rules.
#pragma once

#include <coalign/core/pointer.hpp>
#include <coalign/strategy/rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::strategy {

namespace detail {

[[nodiscard]] inline std::string domain_path(std::string_view id) { return pointer("decision_rights", "domains", id); }

/// The domain of an id; null where the rights do not cover it.
[[nodiscard]] inline const domain* domain_of(const decision_rights& given, std::string_view id) noexcept {
  const auto found =
      std::find_if(given.domains.begin(), given.domains.end(), [&](const domain& x) { return x.id == id; });
  return found == given.domains.end() ? nullptr : &*found;
}

/// One thing that the log shows of a domain, and whose move that is.
struct log_case {
  std::string_view domain;
  std::string side;
  std::size_t entry = 0;  ///< in the log
  double size = 0.0;      ///< the greatest of a domain and a side is told
};

/// Cases of one domain and one side together, in the order of the first of each: the worst case first, and of equal
/// ones the later. Sorts by domain and side: O(n log n).
[[nodiscard]] inline std::vector<std::vector<log_case>> by_domain_and_side(std::vector<log_case> cases) {
  const auto key = [](const log_case& x) { return std::pair<std::string_view, std::string_view>(x.domain, x.side); };
  std::sort(cases.begin(), cases.end(), [&](const log_case& x, const log_case& y) {
    return key(x) != key(y) ? key(x) < key(y) : x.entry < y.entry;
  });
  std::vector<std::vector<log_case>> out;
  for (log_case& x : cases) {
    if (out.empty() || key(out.back().front()) != key(x)) out.emplace_back();
    out.back().push_back(std::move(x));
  }
  std::sort(out.begin(), out.end(), [&](const auto& x, const auto& y) {
    return x.front().entry != y.front().entry ? x.front().entry < y.front().entry : key(x.front()) < key(y.front());
  });
  for (auto& group : out) {
    const auto worst = std::max_element(group.begin(), group.end(), [](const log_case& x, const log_case& y) {
      return x.size != y.size ? x.size < y.size : x.entry < y.entry;
    });
    std::rotate(group.begin(), worst, worst + 1);
  }
  return out;
}

/// A match on the domain of cases that belong together.
[[nodiscard]] inline match log_match(const std::vector<log_case>& group, strategy::evidence evidence) {
  match m{.paths = {},
          .subjects = {std::string(group.front().domain)},
          .side = group.front().side,
          .evidence = std::move(evidence)};
  for (const log_case& x : group) m.paths.push_back(pointer("decision_rights", "log", x.entry));
  m.evidence.emplace_back("count", static_cast<double>(group.size()));
  return m;
}

/// Calls `visit(domain, decision, position)` for every decision that was taken and not handed up to the arbiter, whose
/// word stands on every domain.
template <class Visit>
void for_each_taken(const decision_rights& given, Visit&& visit) {
  for (std::size_t i = 0; i < given.log.size(); ++i) {
    const decision& d = given.log[i];
    if (!d.decided || d.escalated || (!given.arbiter.empty() && contains(d.by, given.arbiter))) continue;
    if (const domain* about = domain_of(given, d.domain)) visit(*about, d, i);
  }
}

/// Days since a fixed day, so that the latest decision is the one that is told.
[[nodiscard]] inline double lateness(const decision& d) { return days_between(date{}, *d.decided); }

}  // namespace detail

inline void find_domains_of_nobody(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  for (const domain& d : c.given.decision_rights->domains) {
    if (kind_of(d) != domain_kind::nobody) continue;
    out.push_back({.paths = {detail::domain_path(d.id)},
                   .subjects = {d.id},
                   .side = c.arbiter(),
                   .evidence = {{"domain", named_domain{d.id}}}});
  }
}

inline void find_contested_domains(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  for (const domain& d : c.given.decision_rights->domains) {
    if (kind_of(d) != domain_kind::contested) continue;
    out.push_back({.paths = {detail::domain_path(d.id)},
                   .subjects = {d.id},
                   .side = c.arbiter(),
                   .evidence = {{"domain", named_domain{d.id}}, {"leads", named{d.leads}}}});
  }
}

inline void find_overruled_leads(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  const decision_rights& given = *c.given.decision_rights;
  std::vector<detail::log_case> cases;
  detail::for_each_taken(given, [&](const domain& about, const decision& d, std::size_t i) {
    if (kind_of(about) != domain_kind::led || contains_side(d.by, about.leads.front())) return;
    for (const std::string& side : d.by) cases.push_back({about.id, side, i, detail::lateness(d)});
  });
  for (const auto& group : detail::by_domain_and_side(std::move(cases))) {
    const decision& latest = given.log[group.front().entry];
    out.push_back(
        detail::log_match(group, {{"domain", named_domain{latest.domain}},
                                  {"leads", named_one{detail::domain_of(given, latest.domain)->leads.front()}},
                                  {"by", named_one{group.front().side}},
                                  {"decided", *latest.decided}}));
  }
}

inline void find_shared_decided_alone(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  const decision_rights& given = *c.given.decision_rights;
  std::vector<detail::log_case> cases;
  detail::for_each_taken(given, [&](const domain& about, const decision& d, std::size_t i) {
    if (kind_of(about) != domain_kind::together || c.has_every_side(d.by)) return;
    cases.push_back({about.id, d.by.size() == 1 ? d.by.front() : std::string(shared), i, detail::lateness(d)});
  });
  for (const auto& group : detail::by_domain_and_side(std::move(cases))) {
    const decision& latest = given.log[group.front().entry];
    out.push_back(detail::log_match(group, {{"domain", named_domain{latest.domain}},
                                            {"by", named{latest.by}},
                                            {"missing", named{c.sides_missing(latest.by)}},
                                            {"decided", *latest.decided}}));
  }
}

inline void find_different_beliefs(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  struct belief {
    std::string_view domain;
    std::size_t place;
    const std::string* side;
    const std::string* who;
  };
  std::vector<belief> all;
  for (const auto& [side, domains] : c.given.decision_rights->believed) {
    for (const auto& [domain, who] : domains) all.push_back({domain, all.size(), &side, &who});
  }
  std::sort(all.begin(), all.end(), [](const belief& x, const belief& y) {
    return x.domain != y.domain ? x.domain < y.domain : x.place < y.place;
  });
  for (std::size_t first = 0, next = 0; first < all.size(); first = next) {
    while (next < all.size() && all[next].domain == all[first].domain) ++next;
    std::size_t other = first;
    while (other < next && *all[other].who == *all[first].who) ++other;
    if (other == next) continue;
    const auto said = [](const std::string& who) -> fact {
      return who.empty() ? fact{worded_one{"believes_", "nobody"}} : fact{named_one{who}};
    };
    const std::string id(all[first].domain);
    match m{.paths = {},
            .subjects = {id},
            .side = std::string(shared),
            .evidence = {{"domain", named_domain{id}},
                         {"first", named_one{*all[first].side}},
                         {"first_believes", said(*all[first].who)},
                         {"second", named_one{*all[other].side}},
                         {"second_believes", said(*all[other].who)}}};
    for (std::size_t i = first; i < next; ++i) {
      m.paths.push_back(pointer("decision_rights", "believed", *all[i].side, id));
    }
    out.push_back(std::move(m));
  }
}

inline void find_slow_decisions(const context& c, std::span<const double> limits, std::vector<match>& out) {
  if (!c.given.decision_rights) return;
  const decision_rights& given = *c.given.decision_rights;
  std::vector<detail::log_case> cases;
  for (std::size_t i = 0; i < given.log.size(); ++i) {
    const decision& d = given.log[i];
    const auto waited = detail::days_waited(d, c.as_of);
    if (!waited || !above(*waited, limits[0])) continue;
    const domain* about = detail::domain_of(given, d.domain);
    const domain_kind kind = about ? kind_of(*about) : domain_kind::nobody;
    const bool by_sides = !d.escalated && (kind == domain_kind::led || kind == domain_kind::together);
    cases.push_back({d.domain, by_sides ? about->leads.front() : c.arbiter(), i, *waited});
  }
  for (const auto& group : detail::by_domain_and_side(std::move(cases))) {
    const decision& slowest = given.log[group.front().entry];
    strategy::evidence facts{{"domain", named_domain{slowest.domain}},
                             {"asked", *slowest.asked},
                             {"until", slowest.decided ? *slowest.decided : *c.as_of},
                             {"state", worded_one{"state_", slowest.decided ? "decided" : "open"}},
                             {"waited", group.front().size},
                             {"days", limits[0]},
                             {"margin", group.front().size - limits[0]}};
    out.push_back(detail::log_match(group, std::move(facts)));
  }
}

inline void find_uncovered_domains(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.computed.decision_rights) return;
  for (const std::string& id : c.computed.decision_rights->not_covered) {
    const auto usual =
        std::find_if(usual_domains.begin(), usual_domains.end(), [&](const usual_domain& u) { return u.id == id; });
    out.push_back({.paths = {pointer("decision_rights", "domains")},
                   .subjects = {id},
                   .side = std::string(shared),
                   .evidence = {{"domain", named_domain{id}}, {"usual", named_one{std::string(usual->leads)}}}});
  }
}

inline void find_no_arbiter(const context& c, std::span<const double>, std::vector<match>& out) {
  if (!c.given.decision_rights || !c.given.decision_rights->arbiter.empty()) return;
  match m{.paths = {}, .subjects = {"arbiter"}, .side = std::string(shared)};
  named domains;
  for (const domain& d : c.given.decision_rights->domains) {
    if (kind_of(d) != domain_kind::together) continue;
    m.paths.push_back(detail::domain_path(d.id));
    domains.ids.push_back(d.id);
  }
  if (domains.ids.empty()) return;
  m.evidence = {{"domains", std::move(domains)}};
  out.push_back(std::move(m));
}

inline constexpr std::array<rule, 8> decision_rights_rules{{
    {.id = "DR001",
     .level = level::error,
     .source = "RACI",
     .title = "a domain that nobody decides",
     .why = "What nobody decides is decided by delay, or by whoever acts first.",
     .fix = "Name one side that leads, or share the domain and name who decides if sides cannot agree.",
     .message = "Nobody decides on {domain}.",
     .action = "Name who decides on {domain}.",
     .find = &find_domains_of_nobody},
    {.id = "DR002",
     .level = level::error,
     .source = "RACI",
     .title = "several lead the same domain",
     .why = "Two leads are two decisions, and each can undo the other's.",
     .fix = "Leave one lead and consult the other, or share the domain, so that all decide together.",
     .message = "More than one is named as the lead on {domain}: {leads}.",
     .action = "Decide which of them leads on {domain}, or share it.",
     .find = &find_contested_domains},
    {.id = "DR003",
     .source = "convention",
     .title = "a decision by a side that does not lead the domain",
     .why = "Rights that are passed over once are asked about every time.",
     .fix = "Let the lead confirm or reverse the decision, or change who leads.",
     .message = "The decision of {decided} on {domain} was taken by {by}, though {leads} leads.",
     .action = "Let {leads} confirm or reverse the decision, or change who leads on {domain}.",
     .find = &find_overruled_leads},
    {.id = "DR004",
     .source = "convention",
     .title = "a shared decision without every side",
     .why = "A side that had no voice in a decision is not bound by it, and works around it.",
     .fix = "Bring the decision back to all sides, or stop calling the domain shared.",
     .message = "The decision of {decided} on {domain} is for all sides, and was taken without {missing}.",
     .action = "Take the decision on {domain} again, with {missing}.",
     .find = &find_shared_decided_alone},
    {.id = "DR005",
     .source = "convention",
     .title = "sides believe different things about who decides",
     .why = "Each side acts on what it believes, and both think that the other breaks the rules.",
     .fix = "Read the decision rights together, domain by domain.",
     .message = "In the view of {first}, decisions on {domain} are taken by {first_believes}; in that of {second}, by "
                "{second_believes}.",
     .action = "Read together who decides on {domain}, and correct the rights if they are wrong.",
     .find = &find_different_beliefs},
    {.id = "DR006",
     .thresholds = {{{.name = "days", .value = 30, .unit = "days", .low = 0, .high = 36525}}},
     .source = "convention",
     .title = "a decision that takes too long",
     .why = "Work waits for the decision, or starts without it.",
     .fix = "Set a date for the decision, after which it goes to the arbiter.",
     .message =
         "A decision on {domain}, asked for on {asked}, {state} {waited:~days} days; the limit is {days:~waited}.",
     .action = "Decide what is still open on {domain}; from now on, within {days} days of being asked.",
     .find = &find_slow_decisions},
    {.id = "DR007",
     .level = level::note,
     .source = "convention",
     .title = "a usual domain that the rights do not cover",
     .why = "The question comes up in every company; here it has no answer yet.",
     .fix = "Name who decides. Usually the CIO leads technology and the CMO what customers see.",
     .message = "The rights do not say who decides on {domain} (usually {usual}).",
     .action = "Name who decides on {domain}.",
     .find = &find_uncovered_domains},
    {.id = "DR008",
     .source = "RACI",
     .title = "shared domains and no arbiter",
     .why = "Where sides that decide together cannot agree, nothing is decided at all.",
     .fix = "Name one person who decides where the sides cannot.",
     .message = "No arbiter is named for what the sides decide together: {domains}.",
     .action = "Name who decides where the sides cannot agree.",
     .find = &find_no_arbiter},
}};

}  // namespace coalign::strategy
