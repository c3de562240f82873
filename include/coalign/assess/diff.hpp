// SPDX-License-Identifier: Apache-2.0
/// @file
/// What moved the gap from one assessment to another, and which findings it opened and closed.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/change.hpp>

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

/// One item of a block: its contributions to the overall gap, 0 where a model does not have it.
struct item_difference {
  coalign::block block = coalign::block::metric;
  std::string id;
  change_of contribution;
};

/// One pair of sides that both models have.
struct pair_difference {
  std::array<std::string, 2> sides;
  change_of gap;                        ///< NaN where a pair has none
  std::optional<change_noise> noise{};  ///< none where no raters answered for the pair at one of the two times
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
  std::optional<model> model_before;  ///< for what moved of the inputs: `io::input_changes`
  std::optional<model> model_after;
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

/// Two sides whatever their order. It refers to their ids.
using pair_key = std::pair<std::string_view, std::string_view>;
[[nodiscard]] inline pair_key key_of(const std::array<std::string, 2>& sides) noexcept {
  return std::minmax<std::string_view>(sides[0], sides[1]);
}

/// What raters say of a pair's priority gap; null where none answered for it.
[[nodiscard]] inline const uncertainty_entry* rater_entry(const assessment& a, std::size_t pair) noexcept {
  auto found = std::lower_bound(a.uncertainty.begin(), a.uncertainty.end(), pair,
                                [](const uncertainty_entry& x, std::size_t p) { return x.pair < p; });
  while (found != a.uncertainty.end() && found->pair == pair && found->method != doubt::bootstrap) ++found;
  return found == a.uncertainty.end() || found->pair != pair ? nullptr : &*found;
}

/// Whether a change of a pair's gap is more than the choice of raters explains. @param before, after its positions
[[nodiscard]] inline std::optional<change_noise> pair_noise(const assessment& before, std::size_t at_before,
                                                            const assessment& after, std::size_t at_after) {
  const uncertainty_entry* was = rater_entry(before, at_before);
  const uncertainty_entry* is = rater_entry(after, at_after);
  if (was == nullptr || is == nullptr) return std::nullopt;
  change_noise out = noise_of_change(*was, *is);
  if (before.basis != after.basis) {
    out.range.reset();
    out.status = errc::undefined;
  }
  const auto first = [](const assessment& a, std::size_t pair) { return a.pairs[pair].comparison.sides[0]; };
  if (first(before, at_before) != first(after, at_after)) std::swap(out.raters_before[0], out.raters_before[1]);
  return out;
}

}  // namespace detail

/// Compares two assessments. Items, sides and findings are the same where their ids are.
/// O(items + pairs + findings), with a logarithm for looking up.
[[nodiscard]] inline difference diff(const assessment& before, const assessment& after) {
  difference d;
  d.model_before = before.model;
  d.model_after = after.model;
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
  std::map<detail::pair_key, std::size_t> places;
  for (std::size_t i = 0; i < before.pairs.size(); ++i) {
    places.emplace(detail::key_of(before.pairs[i].comparison.sides), i);
  }
  for (std::size_t i = 0; i < after.pairs.size(); ++i) {
    const auto& sides = after.pairs[i].comparison.sides;
    const auto found = places.find(detail::key_of(sides));
    if (found == places.end()) continue;
    d.pairs.push_back({sides,
                       {before.pairs[found->second].comparison.gap(), after.pairs[i].comparison.gap()},
                       detail::pair_noise(before, found->second, after, i)});
  }
  d.comparable = before.basis == after.basis && before.group.comparable && after.group.comparable && d.added.empty() &&
                 d.removed.empty();
  d.opened = detail::open_only(after.findings, before.findings);
  d.closed = detail::open_only(before.findings, after.findings);
  return d;
}

namespace detail {

/// Why nothing says whether the change of a pair's gap is more than noise.
[[nodiscard]] inline status_note noise_note(const difference& d, const pair_difference& p, std::string at) {
  if (!p.noise) {
    return {std::move(at), errc::missing,
            "No raters answered for this pair both before and after: one answer has no margin of error."};
  }
  const errc code = p.noise->status;
  if (d.basis_before != d.basis_after) return {std::move(at), code, "The basis differs."};
  return {std::move(at), code,
          code == errc::degenerate
              ? "The raters of a side are all alike: nothing shows how others would have answered."
              : "Fewer than five raters of a side before or after, or not every rater was asked every metric."};
}

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
  for (std::size_t k = 0; k < d.pairs.size(); ++k) {
    const std::string at = "/pairs/" + std::to_string(k);
    notes(at, d.pairs[k].gap, "");
    if (!d.pairs[k].noise || !d.pairs[k].noise->range) out.push_back(noise_note(d, d.pairs[k], at + "/noise"));
  }
  if (!d.model_before || !d.model_after) {
    out.push_back({"/inputs", errc::missing, "The models are not there, so nothing says which inputs moved."});
  }
  return out;
}

}  // namespace detail

}  // namespace coalign
