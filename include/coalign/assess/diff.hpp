// SPDX-License-Identifier: Apache-2.0
/// @file
/// What moved the gap from one assessment to another, and which findings it opened and closed.
#pragma once

#include <coalign/assess/assessment.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// A number before and after.
struct change_of {
  double before = 0.0;
  double after = 0.0;
  [[nodiscard]] double change() const noexcept { return after - before; }
};

/// One item of a block: its contributions to the overall gap, 0 where a model does not have it.
struct item_difference {
  coalign::block block = coalign::block::metric;
  std::string id;
  change_of contribution;
};

/// One pair of sides that both models have.
struct pair_difference {
  std::array<std::string, 2> sides;
  change_of gap;  ///< NaN where a pair has none
};

/// A finding that only one of two assessments has open. It is the same finding where its id is.
struct finding_difference {
  std::uint64_t id = 0;
  std::string_view rule;
  strategy::level level = strategy::level::warning;
  strategy::ids subjects;
  std::string side;
  std::optional<coalign::money> money;
  std::string message;
  std::string action;
  bool waived = false;  ///< the other assessment has it too, but waived
};

/// What moved the gap. The items' changes sum to the change of the gap, and so do the blocks'.
struct difference {
  std::uint64_t basis_before = 0;
  std::uint64_t basis_after = 0;
  change_of gap;                                     ///< NaN where there is none
  std::array<change_of, block_count> contributions;  ///< 0 where a block is missing
  bool comparable = false;  ///< the same basis, and both assessments comparable in themselves, with the same sides
  std::vector<item_difference> items;      ///< of all blocks, in the order of the catalogue after, then those it lost
  std::vector<pair_difference> pairs;      ///< that both have, in the order after
  std::vector<std::string> added;          ///< sides that only the later model has
  std::vector<std::string> removed;        ///< sides that only the earlier model has
  std::vector<finding_difference> opened;  ///< findings that only the later has open, in its order
  std::vector<finding_difference> closed;  ///< findings that only the earlier had open, in its order
};

namespace detail {

/// The findings that are open here and not there.
[[nodiscard]] inline std::vector<finding_difference> open_only(const std::vector<strategy::finding>& here,
                                                               const std::vector<strategy::finding>& there) {
  std::map<std::uint64_t, bool> waived;
  for (const strategy::finding& f : there) waived.emplace(f.id, f.waiver.has_value());
  std::vector<finding_difference> out;
  for (const strategy::finding& f : here) {
    if (f.waiver) continue;
    const auto other = waived.find(f.id);
    const bool known = other != waived.end();
    if (known && !other->second) continue;
    out.push_back({f.id, f.rule, f.level, f.found.subjects, f.found.side, f.found.money, f.message, f.action, known});
  }
  return out;
}

}  // namespace detail

/// Compares two assessments. Items, sides and findings are the same where their ids are.
/// O(items + pairs + findings), with a logarithm for looking up.
[[nodiscard]] inline difference diff(const assessment& before, const assessment& after) {
  difference d;
  d.basis_before = before.basis;
  d.basis_after = after.basis;
  d.gap = {before.group.gap(), after.group.gap()};
  const auto number = [](double x) { return std::isnan(x) ? 0.0 : x; };
  for (std::size_t b = 0; b < block_count; ++b) {
    d.contributions[b] = {number(before.group.contributions[b]), number(after.group.contributions[b])};
    std::map<std::string_view, double> earlier;
    for (const group_item& x : before.group.items[b]) earlier.emplace(x.id, x.contribution);
    for (const group_item& x : after.group.items[b]) {
      const auto found = earlier.find(x.id);
      d.items.push_back({static_cast<block>(b), x.id, {found == earlier.end() ? 0.0 : found->second, x.contribution}});
      if (found != earlier.end()) earlier.erase(found);
    }
    for (const group_item& x : before.group.items[b]) {
      if (earlier.contains(x.id)) d.items.push_back({static_cast<block>(b), x.id, {x.contribution, 0.0}});
    }
  }
  const auto ids = [](const assessment& a) {
    std::map<std::string_view, std::size_t> out;
    for (std::size_t k = 0; k < a.model.sides().size(); ++k) out.emplace(a.model.sides()[k].id(), k);
    return out;
  };
  const auto sides_before = ids(before), sides_after = ids(after);
  for (const side& s : after.model.sides()) {
    if (!sides_before.contains(s.id())) d.added.push_back(s.id());
  }
  for (const side& s : before.model.sides()) {
    if (!sides_after.contains(s.id())) d.removed.push_back(s.id());
  }
  const auto key = [](std::string_view a, std::string_view b) { return std::pair{std::min(a, b), std::max(a, b)}; };
  std::map<std::pair<std::string_view, std::string_view>, double> gaps;
  for (const pair_assessment& p : before.pairs) {
    const auto& [a, b] = p.comparison.sides;
    gaps.emplace(key(a, b), p.comparison.gap());
  }
  for (const pair_assessment& p : after.pairs) {
    const auto& [a, b] = p.comparison.sides;
    const auto found = gaps.find(key(a, b));
    if (found != gaps.end()) d.pairs.push_back({p.comparison.sides, {found->second, p.comparison.gap()}});
  }
  d.comparable = before.basis == after.basis && before.group.comparable && after.group.comparable && d.added.empty() &&
                 d.removed.empty();
  d.opened = detail::open_only(after.findings, before.findings);
  d.closed = detail::open_only(before.findings, after.findings);
  return d;
}

namespace detail {

/// Why a gap, and with it a change, is not there.
[[nodiscard]] inline std::vector<status_note> difference_notes(const difference& d) {
  std::vector<status_note> out;
  const auto note = [&](std::string path, std::string_view model) {
    out.push_back({std::move(path), errc::missing,
                   "No block with weight was answered by both sides " + std::string(model) + "."});
  };
  const auto notes = [&](const std::string& at, const change_of& gap, std::string_view number) {
    if (std::isnan(gap.before)) note(at + "/before" + std::string(number), "before");
    if (std::isnan(gap.after)) note(at + "/after" + std::string(number), "after");
    if (std::isnan(gap.change()))
      note(at + "/change" + std::string(number), std::isnan(gap.after) ? "after" : "before");
  };
  for (const char* number : {"/index", "/gap"}) notes("", d.gap, number);
  for (std::size_t k = 0; k < d.pairs.size(); ++k) notes("/pairs/" + std::to_string(k), d.pairs[k].gap, "");
  return out;
}

}  // namespace detail

}  // namespace coalign
