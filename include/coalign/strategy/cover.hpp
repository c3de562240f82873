// SPDX-License-Identifier: Apache-2.0
/// @file
/// The cheapest set of options that covers all needs, proven by branch and bound.
#pragma once

#include <coalign/core/money.hpp>
#include <coalign/strategy/cover_search.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace coalign::strategy {

/// Something that may be kept: what it costs, and which needs it covers, by their positions.
struct cover_option {
  money cost{};  ///< >= 0
  std::vector<std::size_t> covers{};
};

struct cover {
  std::vector<std::size_t> chosen{};     ///< options, ascending
  std::vector<std::size_t> uncovered{};  ///< needs that no option covers, ascending; the cover leaves them out
  money cost{};                          ///< of the options chosen
  money bound{};                         ///< proven: no cover costs less; the cost itself where that is optimal
  bool optimal = true;                   ///< proven that no cover costs less
  std::uint64_t nodes = 0;               ///< how much of the budget was used
};

namespace detail {

/// Options and needs that are still open, while what is decided without search is taken out.
class cover_reduction {
 public:
  cover_reduction(std::span<const cover_option> options, std::size_t needs)
      : needs_of_(options.size()), options_of_(needs) {
    for (std::size_t j = 0; j < options.size(); ++j) {
      prices_.push_back({options[j].cost.ten_thousandths(), price::one});
      needs_of_[j] = options[j].covers;
      std::sort(needs_of_[j].begin(), needs_of_[j].end());
      needs_of_[j].erase(std::unique(needs_of_[j].begin(), needs_of_[j].end()), needs_of_[j].end());
    }
    list_options();
  }

  /// Chooses what alone covers a need; drops options that another one beats, and needs that come with another one.
  /// It keeps the first of all cheapest covers: an option only goes for a cheaper one, or for an earlier one that
  /// costs the same.
  void run() {
    bool again = true;
    while (again) {
      again = choose_essential();
      again = drop_options() || again;
      list_options();
      again = drop_needs() || again;
    }
  }

  [[nodiscard]] const std::vector<std::size_t>& chosen() const noexcept { return chosen_; }

  /// Groups of options that share no need with one another, each a problem of its own.
  /// @param original  for each problem, the positions of its options
  [[nodiscard]] std::vector<cover_problem> parts(std::vector<std::vector<std::size_t>>& original) const {
    const std::size_t none = needs_of_.size();
    std::vector<std::size_t> part_of(needs_of_.size(), none), place(options_of_.size());
    std::vector<bool> listed(options_of_.size(), false);
    std::vector<cover_problem> out;
    for (std::size_t first = 0; first < needs_of_.size(); ++first) {
      if (needs_of_[first].empty() || part_of[first] != none) continue;
      std::vector<std::size_t> members{first}, needs;
      part_of[first] = out.size();
      for (std::size_t at = 0; at < members.size(); ++at) {
        for (const std::size_t i : needs_of_[members[at]]) {
          if (listed[i]) continue;
          listed[i] = true;
          needs.push_back(i);
          for (const std::size_t j : options_of_[i]) {
            if (part_of[j] != none) continue;
            part_of[j] = out.size();
            members.push_back(j);
          }
        }
      }
      std::sort(members.begin(), members.end());
      std::sort(needs.begin(), needs.end());
      for (std::size_t k = 0; k < needs.size(); ++k) place[needs[k]] = k;
      cover_problem p;
      p.options_of.resize(needs.size());
      for (std::size_t k = 0; k < members.size(); ++k) {
        p.prices.push_back(prices_[members[k]]);
        p.needs_of.emplace_back();
        for (const std::size_t i : needs_of_[members[k]]) {
          p.needs_of.back().push_back(place[i]);
          p.options_of[place[i]].push_back(k);
        }
      }
      out.push_back(std::move(p));
      original.push_back(std::move(members));
    }
    return out;
  }

 private:
  using lists = std::vector<std::vector<std::size_t>>;

  void list_options() {
    for (auto& list : options_of_) list.clear();
    for (std::size_t j = 0; j < needs_of_.size(); ++j) {
      for (const std::size_t i : needs_of_[j]) options_of_[i].push_back(j);
    }
  }
  /// The one that the fewest others share.
  [[nodiscard]] static std::size_t rarest(const std::vector<std::size_t>& list, const lists& others) {
    return *std::min_element(list.begin(), list.end(),
                             [&](std::size_t x, std::size_t y) { return others[x].size() < others[y].size(); });
  }
  [[nodiscard]] static bool within(const std::vector<std::size_t>& inner, const std::vector<std::size_t>& outer) {
    return inner.size() <= outer.size() && std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
  }
  void remove_needs(const std::vector<bool>& gone) {
    for (auto& list : needs_of_) {
      list.erase(std::remove_if(list.begin(), list.end(), [&](std::size_t i) { return gone[i]; }), list.end());
    }
    list_options();
  }

  bool choose_essential() {
    std::vector<bool> covered(options_of_.size(), false);
    bool any = false;
    for (std::size_t i = 0; i < options_of_.size(); ++i) {
      if (options_of_[i].size() != 1 || covered[i]) continue;
      const std::size_t only = options_of_[i].front();
      chosen_.push_back(only);
      for (const std::size_t other : needs_of_[only]) covered[other] = true;
      any = true;
    }
    if (any) remove_needs(covered);
    return any;
  }
  bool drop_options() {
    bool any = false;
    for (std::size_t j = 0; j < needs_of_.size(); ++j) {
      if (needs_of_[j].empty()) continue;
      for (const std::size_t k : options_of_[rarest(needs_of_[j], options_of_)]) {
        const bool before = prices_[k].cost < prices_[j].cost || (prices_[k].cost == prices_[j].cost && k < j);
        if (!before || !within(needs_of_[j], needs_of_[k])) continue;
        needs_of_[j].clear();
        any = true;
        break;
      }
    }
    return any;
  }
  bool drop_needs() {
    std::vector<bool> implied(options_of_.size(), false);
    bool any = false;
    for (std::size_t b = 0; b < options_of_.size(); ++b) {
      if (options_of_[b].empty() || implied[b]) continue;
      for (const std::size_t a : needs_of_[rarest(options_of_[b], needs_of_)]) {
        if (a == b || implied[a] || !within(options_of_[b], options_of_[a])) continue;
        implied[a] = true;
        any = true;
      }
    }
    if (any) remove_needs(implied);
    return any;
  }

  std::vector<price> prices_;
  lists needs_of_;    // by option; empty: decided
  lists options_of_;  // by need; empty: covered or implied
  std::vector<std::size_t> chosen_;
};

/// An amount of ten-thousandths.
[[nodiscard]] inline money amount(std::int64_t ten_thousandths) {
  constexpr std::int64_t unit = 10'000;
  // A part of a unit is a decimal of four places, which `rounded` meets exactly.
  const auto part = money::rounded(static_cast<double>(ten_thousandths % unit) / static_cast<double>(unit));
  return money::units(ten_thousandths / unit) + part.value_or(money());
}

}  // namespace detail

/// The nodes that a search may visit unless told otherwise.
inline constexpr std::uint64_t usual_cover_nodes = 1'000'000;

/// The cheapest options that cover all needs; of covers that cost the same, the one with the fewest options; of these,
/// the one whose options come first (the first position in which two covers differ decides).
///
/// Exact within the budget: options beaten by another one and needs implied by another one are taken out, what is
/// independent is solved apart, and the rest by branch and bound under a dual bound (a price for each need, such that
/// the needs of no option are worth more than it costs). Beyond the budget it is the best cover found, never worse
/// than the greedy one, with the bound that the prices prove, and `optimal` is false where that is lower than its cost;
/// ties may then be unsettled, also among covers that cost the least. The same input gives the same answer.
/// @param options  their costs add up to `money::most` at most
/// @param needs    how many there are; `covers` holds positions below it
/// @param budget   nodes to visit at most; one of a large problem counts for several (1 for each 4,096 pairs of an
///                 option and a need that it covers)
/// Sources: Chvátal (1979) for the greedy cover; Balas and Ho (1980) for dual prices; Held, Wolfe and Crowder (1974)
/// for improving them.
[[nodiscard]] inline cover minimum_cover(std::span<const cover_option> options, std::size_t needs,
                                         std::uint64_t budget = usual_cover_nodes) {
  cover out;
  std::vector<bool> reached(needs, false);
  for (const cover_option& x : options) {
    for (const std::size_t i : x.covers) reached[i] = true;
  }
  for (std::size_t i = 0; i < needs; ++i) {
    if (!reached[i]) out.uncovered.push_back(i);
  }
  detail::cover_reduction rest(options, needs);
  rest.run();
  out.chosen = rest.chosen();
  for (const std::size_t j : out.chosen) out.bound += options[j].cost;
  std::vector<std::vector<std::size_t>> original;
  const auto parts = rest.parts(original);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    detail::cover_search search(parts[k], budget - out.nodes);
    search.run();
    out.nodes += search.nodes();
    for (const std::size_t j : search.best()) out.chosen.push_back(original[k][j]);
    out.bound += detail::amount(search.bound());
  }
  std::sort(out.chosen.begin(), out.chosen.end());
  for (const std::size_t j : out.chosen) out.cost += options[j].cost;
  out.optimal = out.cost == out.bound;
  return out;
}

}  // namespace coalign::strategy
