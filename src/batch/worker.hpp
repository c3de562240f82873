// SPDX-License-Identifier: Apache-2.0
/// @file
/// What one thread does: tile by tile, the vector kernels first, and the reference for the rows that they leave.
#pragma once

#include "job.hpp"
#include "tile.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace coalign::batch::detail {

/// What every thread shares, and only reads.
template <class T>
struct call {
  std::span<const view> sides;
  std::vector<T> pair_weights;  // of a group; none for one pair
  conventions<T> c;
  outputs<T> out;
  const kernels<T>* fast = nullptr;
  std::size_t tile = 0, chunk = 0;
  double* means = nullptr;  // items + 3 numbers for each chunk: sums of contributions, and rows that have each block
};

/// Six numbers for each row.
template <class T>
struct columns_of {
  T *gap, *metric, *priority, *goal, *horizon, *risk;
  void put(std::size_t r, const row_score<T>& s) const noexcept {
    gap[r] = s.gap;
    metric[r] = s.metric;
    priority[r] = s.priority;
    goal[r] = s.goal;
    horizon[r] = s.horizon;
    risk[r] = s.risk;
  }
};

template <class T>
class worker {
 public:
  explicit worker(const call<T>& job) : job_(&job) {
    const auto& c = job.c;
    const auto wanted = gaps(job.out);
    const auto unwanted = static_cast<std::size_t>(
        std::count_if(wanted.begin(), wanted.end(), [](const auto& gap) { return gap.empty(); }));
    results_.resize((unwanted + (job.sides.size() > 2 ? wanted.size() : 0)) * job.tile);
    left_.resize(job.tile);
    if (job.out.status.empty()) status_.resize(job.tile);
    row_.resize(row_scratch(c) + c.items);
    if (wants_items()) {
      kept_.resize(c.items * job.tile);
      // Sums are taken while rows are in a cache.
      if (c.items >= 16 / sizeof(T) && is_large(job.out.items.size()) && !job.means)
        buffer_.resize((c.items + 1) * most_lanes);
      if (job.out.items.empty()) items_.resize(c.items * job.tile);
    }
    if (job.sides.size() > 2) sums_.resize(10 * job.tile);
    if (!job.fast) return;
    columns_.resize(most_lanes * 2 * std::max(c.metrics, c.horizons));
    for (auto* blocks : {&priorities_, &horizons_, &severities_}) blocks->reserve(job.sides.size());
    for (const view& s : job.sides) {
      priorities_.emplace_back(s.priorities, job.tile);
      horizons_.emplace_back(s.horizons, job.tile);
      severities_.emplace_back(s.severities, job.tile);
    }
    if (c.row_delta()) delta_ = tiles<T>(c.delta, job.tile);
    modes_.resize(2);
  }

  /// Scores one chunk of rows.
  void operator()(std::size_t first, std::size_t last) noexcept {
    chunk_ = first / job_->chunk;
    for (std::size_t row = first; row < last; row += job_->tile) {
      tile(row, std::min(job_->tile, last - row));
    }
  }

  [[nodiscard]] const std::array<std::size_t, errc_count>& by_status() const noexcept { return by_status_; }

 private:
  [[nodiscard]] static std::array<std::span<T>, 6> gaps(const outputs<T>& out) noexcept {
    return {out.gap, out.metric, out.priority, out.goal, out.horizon, out.risk};
  }

  void tile(std::size_t row, std::size_t rows) noexcept {
    const outputs<T>& out = job_->out;
    // Straight into the caller's memory where that is wanted.
    T* spare = results_.data();
    const auto aim = [&](std::span<T> wanted) {
      if (!wanted.empty()) return wanted.data() + row;
      return std::exchange(spare, spare + job_->tile);
    };
    const columns_of<T> to{aim(out.gap),  aim(out.metric),  aim(out.priority),
                           aim(out.goal), aim(out.horizon), aim(out.risk)};
    std::uint8_t* const status = out.status.empty() ? status_.data() : out.status.data() + row;
    if (job_->sides.size() == 2) {
      pair_tile(row, rows, to, status);
    } else {
      group_tile(row, rows, to, spare, status);
    }
  }

  /// Whether no cache would hold so many numbers: they would only push out what is still needed.
  [[nodiscard]] static bool is_large(std::size_t numbers) noexcept {
    return numbers > (std::size_t{16} << 20U) / sizeof(T);
  }

  [[nodiscard]] bool wants_items() const noexcept { return !job_->out.items.empty() || job_->means; }

  void pair_tile(std::size_t row, std::size_t rows, const columns_of<T>& to, std::uint8_t* status) noexcept {
    const view &a = job_->sides[0], &b = job_->sides[1];
    const conventions<T>& c = job_->c;
    T* const items = !wants_items()            ? nullptr
                     : job_->out.items.empty() ? items_.data()
                                               : job_->out.items.data() + row * c.items;
    bool all_left = true, any_left = true;
    if (job_->fast) {
      any_left = blocks(0, 1, row, rows, to);
      all_left = false;
      const unsigned present = present_in_all();
      any_left |= join(present, rows, to);
      if (items) any_left |= explain(present, rows, to, items);
    }
    if (!any_left) {
      std::fill_n(status, rows, std::uint8_t{0});
      by_status_[0] += rows;
    } else {
      for (std::size_t r = 0; r < rows; ++r) {
        status[r] = 0;
        if (all_left || left_[r]) {
          const auto s = score_row(c, a, b, row + r, row_.data(), items ? items + r * c.items : nullptr);
          to.put(r, s);
          status[r] = static_cast<std::uint8_t>(s.status);
        }
        ++by_status_[status[r]];
      }
    }
    for (std::size_t r = 0; job_->means && r < rows; ++r) add_to_means(items + r * c.items);
  }

  /// The means over pairs of a group's blocks.
  /// @param spare six columns' room, for one pair
  void group_tile(std::size_t row, std::size_t rows, const columns_of<T>& to, T* spare, std::uint8_t* status) noexcept {
    constexpr T none = std::numeric_limits<T>::quiet_NaN();
    const std::size_t width = job_->tile;
    const columns_of<T> one{
        spare, spare + width, spare + 2 * width, spare + 3 * width, spare + 4 * width, spare + 5 * width};
    std::fill(sums_.begin(), sums_.end(), T{0});  // metric, priority, goal, horizon, risk: sums, then weights
    std::fill_n(status, rows, std::uint8_t{0});
    std::size_t at = 0;
    for (std::size_t k = 0; k < job_->sides.size(); ++k) {
      for (std::size_t l = k + 1; l < job_->sides.size(); ++l, ++at) {
        bool any_left = true;
        if (job_->fast) any_left = blocks(k, l, row, rows, one);
        for (std::size_t r = 0; any_left && r < rows; ++r) {
          if ((job_->fast && !left_[r]) || status[r] != 0) continue;
          const auto s =
              score_row(job_->c, job_->sides[k], job_->sides[l], row + r, row_.data(), static_cast<T*>(nullptr));
          one.put(r, s);
          if (s.status != errc::missing) status[r] = static_cast<std::uint8_t>(s.status);
        }
        const T w = job_->pair_weights[at];
        const std::array<const T*, 5> from{one.metric, one.priority, one.goal, one.horizon, one.risk};
        for (std::size_t b = 0; b < from.size(); ++b) {
          T* const sum = sums_.data() + b * width;
          T* const weight = sums_.data() + (b + 5) * width;
          for (std::size_t r = 0; r < rows; ++r) {
            const bool there = !std::isnan(from[b][r]);
            sum[r] += there ? w * from[b][r] : T{0};
            weight[r] += there ? w : T{0};
          }
        }
      }
    }
    const std::array<T*, 5> into{to.metric, to.priority, to.goal, to.horizon, to.risk};
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t b = 0; b < into.size(); ++b) {
        const T weight = sums_[(b + 5) * width + r];
        into[b][r] = status[r] == 0 && weight > T{0} ? std::min(T{1}, sums_[b * width + r] / weight) : none;
      }
      unsigned present = 0;
      present |= std::isnan(to.metric[r]) ? 0U : 1U;
      present |= std::isnan(to.horizon[r]) ? 0U : 2U;
      present |= std::isnan(to.risk[r]) ? 0U : 4U;
      to.gap[r] = status[r] == 0 ? join_row(job_->c, {to.metric[r], to.horizon[r], to.risk[r]}, present) : none;
      if (status[r] == 0 && std::isnan(to.gap[r])) status[r] = static_cast<std::uint8_t>(errc::missing);
      ++by_status_[status[r]];
    }
  }

  /// Blocks that both of two sides have, in every row.
  [[nodiscard]] unsigned present_in_all() const noexcept {
    const view &a = job_->sides[0], &b = job_->sides[1];
    return (a.priorities.absent() || b.priorities.absent() ? 0U : 1U) |
           (a.horizons.absent() || b.horizons.absent() ? 0U : 2U) |
           (a.severities.absent() || b.severities.absent() ? 0U : 4U);
  }

  /// Scores the blocks of two sides by the vector kernels. @returns whether rows are left for the reference (`left_`).
  bool blocks(std::size_t k, std::size_t l, std::size_t row, std::size_t rows, const columns_of<T>& to) noexcept {
    constexpr T none = std::numeric_limits<T>::quiet_NaN();
    constexpr T eps = std::numeric_limits<T>::epsilon();
    const conventions<T>& c = job_->c;
    const kernels<T>& fast = *job_->fast;
    const view &a = job_->sides[k], &b = job_->sides[l];
    std::fill_n(left_.data(), rows, std::uint8_t{0});
    const bool metric = !a.priorities.absent(), horizon = !a.horizons.absent(), risk = !a.severities.absent();
    // One point alone is 1, whatever it was; a side's block without the other's is checked and nothing else.
    if ((metric && c.metrics == 1) || metric == b.priorities.absent() || horizon == b.horizons.absent() ||
        risk == b.severities.absent()) {
      std::fill_n(left_.data(), rows, std::uint8_t{1});
      return true;
    }
    const std::size_t whole = rows / fast.lanes * fast.lanes;
    bool any = whole < rows;
    std::fill_n(left_.data() + whole, rows - whole, std::uint8_t{1});
    for (const view* v : {&a, &b}) {
      for (const matrix* m : {&v->priorities, &v->horizons, &v->severities}) {
        for (std::size_t r = 0; m->validity && r < whole; ++r) {
          if (has_row(*m, row + r)) continue;
          left_[r] = 1;
          any = true;
        }
      }
    }
    // What the items before one are is kept before it, a vector each.
    const auto kept = [&](std::size_t before) { return kept_.empty() ? nullptr : kept_.data() + before * fast.lanes; };
    if (metric) {
      const bool bytes =
          as_bytes(priorities_[k], priorities_[l]) && !c.rated && c.metrics >= least_bytes && c.metrics <= most_bytes;
      any |= fast.metric({.rows = whole,
                          .n = c.metrics,
                          .a = priorities_[k].at(row, whole, fast, bytes),
                          .b = priorities_[l].at(row, whole, fast, bytes),
                          .delta = c.row_delta() ? delta_.at(row, whole, fast) : source<T>{},
                          .delta_for_all = delta_for_all(),
                          .row_delta = c.row_delta(),
                          .rated = c.rated,
                          .low = c.rating_low,
                          .high = c.rating_high,
                          .tolerance = T{4} * static_cast<T>(c.metrics) * eps,
                          .priority = to.priority,
                          .goal = to.goal,
                          .metric = to.metric,
                          .kept = kept(0),
                          .items = c.items,
                          .scratch = columns_.data(),
                          .left = left_.data(),
                          .points = &modes_[0]});
    } else {
      for (T* at : {to.metric, to.priority, to.goal}) std::fill_n(at, rows, none);
    }
    if (horizon) {
      const bool bytes = as_bytes(horizons_[k], horizons_[l]) && c.horizons == five;
      any |= fast.horizon({.rows = whole,
                           .n = c.horizons,
                           .a = horizons_[k].at(row, whole, fast, bytes),
                           .b = horizons_[l].at(row, whole, fast, bytes),
                           .steps = c.steps.data(),
                           .tolerance = T{4} * static_cast<T>(c.horizons) * eps,
                           .gap = to.horizon,
                           .kept = kept(c.metrics),
                           .items = c.items,
                           .scratch = columns_.data(),
                           .left = left_.data(),
                           .points = &modes_[1]});
    } else {
      std::fill_n(to.horizon, rows, none);
    }
    if (risk) {
      any |= fast.risk({.rows = whole,
                        .n = c.risks,
                        .a = severities_[k].at(row, whole, fast),
                        .b = severities_[l].at(row, whole, fast),
                        .weights = c.risk_weights.data(),
                        .gap = to.risk,
                        .kept = kept(c.items - c.risks),
                        .items = c.items,
                        .left = left_.data()});
    } else {
      std::fill_n(to.risk, rows, none);
    }
    return any;
  }

  /// What explains is kept by the kernels of numbers alone.
  [[nodiscard]] bool as_bytes(const tiles<T>& a, const tiles<T>& b) const noexcept {
    return job_->fast->reads_bytes && !wants_items() && a.are_bytes() && b.are_bytes();
  }

  /// @returns whether rows are left, because no block with weight is there.
  bool join(unsigned present, std::size_t rows, const columns_of<T>& to) noexcept {
    const conventions<T>& c = job_->c;
    const auto& omega = c.omega[present];
    const std::size_t whole = rows / job_->fast->lanes * job_->fast->lanes;
    if (c.kind == exponent::other || omega[0] + omega[1] + omega[2] == T{0}) {
      bool any = false;
      for (std::size_t r = 0; r < whole; ++r) {
        if (left_[r]) continue;
        to.gap[r] = join_row(c, {to.metric[r], to.horizon[r], to.risk[r]}, present);
        if (std::isnan(to.gap[r])) left_[r] = any = true;
      }
      return any;
    }
    const auto there = [&](std::size_t b, const T* at) { return omega[b] > T{0} ? at : nullptr; };
    job_->fast->join({.rows = whole,
                      .blocks = {there(0, to.metric), there(1, to.horizon), there(2, to.risk)},
                      .omega = {omega[0], omega[1], omega[2]},
                      .exponent = exponent_code(),
                      .gap = to.gap});
    return false;
  }

  /// Explains what was scored. @returns whether rows are left, because the kernels do not know the exponent.
  bool explain(unsigned present, std::size_t rows, const columns_of<T>& to, T* items) noexcept {
    const conventions<T>& c = job_->c;
    const auto& omega = c.omega[present];
    if (c.kind == exponent::other) {
      std::fill_n(left_.data(), rows, std::uint8_t{1});
      return true;
    }
    // Where every row is left, for a reason that holds for all, there is nothing to explain from.
    if (std::all_of(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(rows), [](auto x) { return x != 0; })) {
      return true;
    }
    const auto there = [&](unsigned b, const T* at) { return (present >> b & 1U) ? at : nullptr; };
    job_->fast->explain({.rows = rows / job_->fast->lanes * job_->fast->lanes,
                         .metrics = c.metrics,
                         .boundaries = c.items - c.metrics - c.risks,
                         .risks = c.risks,
                         .kept = kept_.data(),
                         .weights = c.risk_weights.data(),
                         .blocks = {there(0, to.metric), there(1, to.horizon), there(2, to.risk)},
                         .gap = to.gap,
                         .omega = {omega[0], omega[1], omega[2]},
                         .exponent = exponent_code(),
                         .out = items,
                         .buffer = buffer_.empty() ? nullptr : buffer_.data()});
    return false;
  }

  [[nodiscard]] int exponent_code() const noexcept {
    return job_->c.kind == exponent::one ? 1 : job_->c.kind == exponent::two ? 2 : 0;
  }
  [[nodiscard]] const T* delta_for_all() const noexcept {
    return job_->c.delta_for_all.empty() ? nullptr : job_->c.delta_for_all.data();
  }

  void add_to_means(const T* items) noexcept {
    const conventions<T>& c = job_->c;
    double* const sums = job_->means + chunk_ * (c.items + 3);
    const std::array<std::size_t, 4> ends{0, c.metrics, c.metrics + (c.horizons > 0 ? c.horizons - 1 : 0), c.items};
    for (std::size_t b = 0; b < 3; ++b) {
      if (ends[b] == ends[b + 1] || std::isnan(items[ends[b]])) continue;
      for (std::size_t i = ends[b]; i < ends[b + 1]; ++i) sums[i] += static_cast<double>(items[i]);
      sums[c.items + b] += 1.0;
    }
  }

  const call<T>* job_;
  std::size_t chunk_ = 0;
  aligned_vector<T> results_, row_, columns_, sums_, kept_, items_, buffer_;
  std::vector<std::uint8_t> left_, status_;
  std::vector<tiles<T>> priorities_, horizons_, severities_;
  tiles<T> delta_;
  std::vector<points_are> modes_;
  std::array<std::size_t, errc_count> by_status_{};
};

}  // namespace coalign::batch::detail
