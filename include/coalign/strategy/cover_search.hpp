// SPDX-License-Identifier: Apache-2.0
/// @file
/// The search behind `cover.hpp`: branch and bound over one problem that falls into no parts.
#pragma once

#include <coalign/core/config.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace coalign::strategy::detail {

/// What is minimised: cost, then how many. Prices are compared and subtracted part by part, so a bound on one is a
/// bound on both.
struct price {
  std::int64_t cost = 0;   ///< ten-thousandths
  std::int64_t count = 0;  ///< in parts of `one`: the share of an option that a need has to pay may be small

  static constexpr std::int64_t one = 1 << 16;

  constexpr price& operator+=(const price& x) noexcept {
    cost += x.cost;
    count += x.count;
    return *this;
  }
  constexpr price& operator-=(const price& x) noexcept {
    cost -= x.cost;
    count -= x.count;
    return *this;
  }
  [[nodiscard]] friend constexpr price operator+(price x, const price& y) noexcept { return x += y; }
  [[nodiscard]] friend constexpr auto operator<=>(const price&, const price&) noexcept = default;
};

/// Every need has an option, and every option a need. Lists are ascending.
struct cover_problem {
  std::vector<price> prices;                         ///< by option
  std::vector<std::vector<std::size_t>> needs_of;    ///< by option
  std::vector<std::vector<std::size_t>> options_of;  ///< by need
};

/// Prices of the needs for which no option is worth more than it costs (a dual solution). A real number is an amount
/// of the part that costs have: of money, or of counts where everything is free.
class cover_prices {
 public:
  explicit cover_prices(const cover_problem& p) : p_(p) {
    for (const price& x : p.prices) free_ = free_ && x.cost == 0;
    for (const price& x : p.prices) costs_.push_back(static_cast<double>(free_ ? x.count : x.cost));
  }

  /// By subgradients, towards the prices that prove most. @param reach  a cover's price, which they cannot pass
  [[nodiscard]] std::vector<price> improved(const price& reach) const {
    constexpr int steps = 400, patience = 20;
    const double most = static_cast<double>(free_ ? reach.count : reach.cost);
    std::vector<double> now(p_.options_of.size(), std::numeric_limits<double>::infinity()), best;
    for (std::size_t j = 0; j < costs_.size(); ++j) {
      const double each = costs_[j] / static_cast<double>(p_.needs_of[j].size());
      for (const std::size_t i : p_.needs_of[j]) now[i] = std::min(now[i], each);
    }
    best = now;
    double highest = 0.0, pace = 2.0;
    std::vector<double> short_of(now.size());
    for (int step = 0, since = 0; step < steps; ++step) {
      const double worth = relaxed(now, short_of);
      if (step == 0 || worth > highest) {
        highest = worth;
        best = now;
        since = 0;
      } else if (++since >= patience) {
        pace /= 2.0;
        since = 0;
      }
      double size = 0.0;
      for (const double x : short_of) size += x * x;
      if (size == 0.0 || highest >= most) break;
      const double by = pace * (most - worth) / size;
      for (std::size_t i = 0; i < now.size(); ++i) now[i] = std::max(0.0, now[i] + by * short_of[i]);
    }
    return whole(best);
  }

 private:
  /// The value of the relaxed problem, and by how many options each need is short in its solution.
  [[nodiscard]] double relaxed(const std::vector<double>& prices, std::vector<double>& short_of) const {
    double sum = 0.0;
    for (const double x : prices) sum += x;
    std::fill(short_of.begin(), short_of.end(), 1.0);
    for (std::size_t j = 0; j < costs_.size(); ++j) {
      double left = costs_[j];
      for (const std::size_t i : p_.needs_of[j]) left -= prices[i];
      if (left >= 0.0) continue;
      sum += left;
      for (const std::size_t i : p_.needs_of[j]) short_of[i] -= 1.0;
    }
    return sum;
  }
  /// Rounded down, and lowered where an option would be worth more than it costs.
  [[nodiscard]] std::vector<price> whole(std::vector<double> prices) const {
    for (std::size_t j = 0; j < costs_.size(); ++j) {
      double worth = 0.0;
      for (const std::size_t i : p_.needs_of[j]) worth += prices[i];
      if (worth <= costs_[j]) continue;
      for (const std::size_t i : p_.needs_of[j]) prices[i] *= costs_[j] / worth;
    }
    std::vector<std::int64_t> amounts;
    amounts.reserve(prices.size());
    for (const double x : prices) amounts.push_back(static_cast<std::int64_t>(x));
    for (std::size_t j = 0; j < costs_.size(); ++j) {
      std::int64_t left = free_ ? p_.prices[j].count : p_.prices[j].cost;
      for (const std::size_t i : p_.needs_of[j]) left -= amounts[i] = std::min(amounts[i], left);
    }
    std::vector<price> out(amounts.size());
    for (std::size_t i = 0; i < out.size(); ++i) (free_ ? out[i].count : out[i].cost) = amounts[i];
    return out;
  }

  const cover_problem& p_;
  std::vector<double> costs_;
  bool free_ = true;
};

class cover_search {
 public:
  /// @param budget  nodes to visit at most
  cover_search(const cover_problem& p, std::uint64_t budget)
      : p_(p), budget_(budget), covered_(p.options_of.size(), 0), gone_(p.prices.size(), 0), slack_(p.prices) {
    std::size_t pairs = 0;
    for (const auto& list : p.needs_of) pairs += list.size();
    weight_ += pairs / pairs_of_a_node;
    for (const price& x : p.prices) step_ = std::gcd(step_, x.cost);
    order_.resize(p.options_of.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::size_t x, std::size_t y) {
      return p.options_of[x].size() != p.options_of[y].size() ? p.options_of[x].size() < p.options_of[y].size() : x < y;
    });
  }

  void run() {
    best_ = greedy();
    price reached;
    for (const std::size_t j : best_) reached += p_.prices[j];
    prices_ = cover_prices(p_).improved(reached);
    base_ = p_.prices;
    for (std::size_t i = 0; i < prices_.size(); ++i) {
      open_ += prices_[i];
      for (const std::size_t j : p_.options_of[i]) base_[j] -= prices_[i];
    }
    limit_ = reached;
    const price root = std::min(rounded(lower()), reached);
    bound_ = root.cost;
    if (root < reached && !descend()) return;
    bound_ = limit_.cost;
    settle_order();
  }

  [[nodiscard]] const std::vector<std::size_t>& best() const noexcept { return best_; }
  [[nodiscard]] std::int64_t bound() const noexcept { return bound_; }
  [[nodiscard]] std::uint64_t nodes() const noexcept { return nodes_; }

 private:
  static constexpr std::size_t pairs_of_a_node = 4096;

  /// By cost for each need that is new; then what others cover as well is left out, the dearest first.
  [[nodiscard]] std::vector<std::size_t> greedy() const {
    std::vector<std::size_t> times(p_.options_of.size(), 0), chosen;
    std::size_t left = times.size();
    while (left > 0) {
      std::size_t pick = 0, most = 0;
      double least = 0.0;
      for (std::size_t j = 0; j < p_.prices.size(); ++j) {
        std::size_t fresh = 0;
        for (const std::size_t i : p_.needs_of[j]) fresh += times[i] == 0 ? 1 : 0;
        if (fresh == 0) continue;
        const double each = static_cast<double>(p_.prices[j].cost) / static_cast<double>(fresh);
        if (most > 0 && (each > least || (each == least && fresh <= most))) continue;
        pick = j;
        most = fresh;
        least = each;
      }
      chosen.push_back(pick);
      left -= most;
      for (const std::size_t i : p_.needs_of[pick]) ++times[i];
    }
    std::sort(chosen.begin(), chosen.end(), [&](std::size_t x, std::size_t y) {
      return p_.prices[x] != p_.prices[y] ? p_.prices[x] > p_.prices[y] : x > y;
    });
    std::vector<std::size_t> kept;
    for (const std::size_t j : chosen) {
      const auto& needs = p_.needs_of[j];
      if (std::all_of(needs.begin(), needs.end(), [&](std::size_t i) { return times[i] > 1; })) {
        for (const std::size_t i : needs) --times[i];
      } else {
        kept.push_back(j);
      }
    }
    std::sort(kept.begin(), kept.end());
    return kept;
  }

  /// A price below that of every cover that takes what was chosen and nothing that is gone: what was spent, the prices
  /// of open needs, and what these can be raised by until an option has no slack. Leaves the slack of each option.
  [[nodiscard]] price lower() {
    slack_ = base_;
    price sum = spent_ + open_;
    for (const std::size_t i : order_) {
      if (covered_[i] > 0) continue;
      const price* least = nullptr;
      for (const std::size_t j : p_.options_of[i]) {
        if (gone_[j] == 0 && (least == nullptr || slack_[j] < *least)) least = &slack_[j];
      }
      if (least == nullptr) return limit_;
      if (*least == price()) continue;
      const price by = *least;
      sum += by;
      for (const std::size_t j : p_.options_of[i]) slack_[j] -= by;
    }
    return sum;
  }
  /// The least price of a cover that is not below a bound: costs are multiples of a step, and counts are whole.
  [[nodiscard]] price rounded(const price& x) const noexcept {
    if (step_ > 0 && x.cost % step_ != 0) return {x.cost + step_ - x.cost % step_, 0};
    return {x.cost, x.count > 0 ? (x.count + price::one - 1) / price::one * price::one : x.count};
  }

  void choose(std::size_t j) {
    ++gone_[j];
    spent_ += p_.prices[j];
    chosen_.push_back(j);
    for (const std::size_t i : p_.needs_of[j]) {
      if (covered_[i]++ > 0) continue;
      ++done_;
      open_ -= prices_[i];
      for (const std::size_t k : p_.options_of[i]) base_[k] += prices_[i];
    }
  }
  void take_back() {
    const std::size_t j = chosen_.back();
    chosen_.pop_back();
    --gone_[j];
    spent_ -= p_.prices[j];
    for (const std::size_t i : p_.needs_of[j]) {
      if (--covered_[i] > 0) continue;
      --done_;
      open_ += prices_[i];
      for (const std::size_t k : p_.options_of[i]) base_[k] -= prices_[i];
    }
  }
  void exclude(std::size_t j) {
    ++gone_[j];
    trail_.push_back(j);
  }

  /// The open need with the fewest options left.
  [[nodiscard]] std::size_t narrowest() const {
    std::size_t need = 0, fewest = p_.prices.size() + 1;
    for (const std::size_t i : order_) {
      if (covered_[i] > 0) continue;
      std::size_t left = 0;
      for (const std::size_t j : p_.options_of[i]) left += gone_[j] == 0 ? 1 : 0;
      if (left >= fewest) continue;
      fewest = left;
      need = i;
      if (left <= 1) break;
    }
    return need;
  }

  /// Looks for covers below the limit, and lowers it to each that it finds. @returns false where the budget ended
  bool descend() {
    if (budget_ - nodes_ < weight_) return false;
    nodes_ += weight_;
    if (done_ == covered_.size()) {
      if (spent_ < limit_) {
        limit_ = spent_;
        best_ = chosen_;
        found_ = true;
      }
      return true;
    }
    const price low = lower();
    if (rounded(low) >= limit_) return true;
    const std::size_t excluded = trail_.size(), from = branches_.size();
    for (std::size_t j = 0; j < slack_.size(); ++j) {
      if (gone_[j] == 0 && rounded(low + slack_[j]) >= limit_) exclude(j);
    }
    for (const std::size_t j : p_.options_of[narrowest()]) {
      if (gone_[j] == 0) branches_.emplace_back(slack_[j], j);
    }
    std::sort(branches_.begin() + static_cast<std::ptrdiff_t>(from), branches_.end());
    bool finished = true;
    for (std::size_t k = from; k < branches_.size() && finished; ++k) {
      const auto [slack, j] = branches_[k];
      if (rounded(low + slack) >= limit_) break;
      choose(j);
      finished = descend();
      take_back();
      if (first_is_enough_ && found_) break;
      exclude(j);
    }
    branches_.resize(from);
    for (; trail_.size() > excluded; trail_.pop_back()) --gone_[trail_.back()];
    return finished;
  }

  /// Of covers that cost the same and are as many, the one whose options come first: each option that is not in the
  /// best cover is tried in its turn, behind those already settled.
  void settle_order() {
    std::sort(best_.begin(), best_.end());
    const price least = limit_;
    first_is_enough_ = true;
    for (std::size_t i = 0; i < p_.prices.size() && done_ < covered_.size(); ++i) {
      if (!std::binary_search(best_.begin(), best_.end(), i)) {
        limit_ = {least.cost, least.count + 1};
        found_ = false;
        choose(i);
        const bool finished = descend();
        take_back();
        if (!finished && !found_) return;
        if (!found_) {
          ++gone_[i];
          continue;
        }
        std::sort(best_.begin(), best_.end());
      }
      choose(i);
    }
  }

  const cover_problem& p_;
  std::uint64_t budget_;
  std::uint64_t weight_ = 1;
  std::uint64_t nodes_ = 0;
  std::int64_t step_ = 0;
  std::vector<std::size_t> order_;      ///< needs, those with few options first
  std::vector<price> prices_;           ///< by need
  std::vector<std::uint32_t> covered_;  ///< by need: how many chosen options cover it
  std::vector<std::uint32_t> gone_;     ///< by option: chosen or excluded where > 0
  std::vector<price> base_;             ///< by option: its price less those of its open needs
  std::vector<price> slack_;
  std::vector<std::size_t> chosen_, best_, trail_;
  std::vector<std::pair<price, std::size_t>> branches_;
  price spent_, open_, limit_;
  std::size_t done_ = 0;
  std::int64_t bound_ = 0;
  bool found_ = false;
  bool first_is_enough_ = false;
};

}  // namespace coalign::strategy::detail
