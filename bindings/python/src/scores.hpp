// SPDX-License-Identifier: Apache-2.0
// coalign.Scores: the memory of a portfolio's results, and what Python sees of it.
#pragma once

#include "raise.hpp"

#include <nanobind/ndarray.h>

#include <coalign/batch/score.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace coalign::python {

/// How many numbers each row gets: gap, metric_gap, priority_gap, goal_gap, horizon_gap, risk_gap.
inline constexpr std::size_t number_count = 6;
inline constexpr std::array<const char*, number_count> number_names{"gap",      "metric_gap",  "priority_gap",
                                                                    "goal_gap", "horizon_gap", "risk_gap"};

/// Results of a portfolio. NumPy arrays and Arrow tables over their memory are made when they are asked for, and keep
/// it alive.
class scores {
 public:
  scores() = default;
  /// @param items how many items explain a row, where that is wanted
  scores(std::size_t rows, bool wide, std::optional<std::size_t> items);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  /// float64, else float32.
  [[nodiscard]] bool wide() const noexcept { return wide_; }
  [[nodiscard]] std::optional<std::size_t> items() const noexcept { return items_; }
  /// Whether an Arrow table still reads this memory, so that writing to it would change that table.
  [[nodiscard]] bool exported() const noexcept { return !exported_.expired(); }
  /// Whether results of this shape can be written here.
  [[nodiscard]] bool fits(std::size_t rows, bool wide, std::optional<std::size_t> items) const noexcept {
    return rows == rows_ && wide == wide_ && items == items_ && !exported();
  }
  /// What an Arrow table holds.
  [[nodiscard]] std::shared_ptr<const void> export_memory();

  /// One number of each row, by its place in `number_names`.
  [[nodiscard]] std::byte* number(std::size_t at) const noexcept { return parts_[at]; }
  [[nodiscard]] std::uint8_t* status() const noexcept { return reinterpret_cast<std::uint8_t*>(parts_[status_part]); }

  template <class T>
  [[nodiscard]] batch::outputs<T> outputs() const noexcept {
    const auto column = [&](std::size_t at) { return std::span(reinterpret_cast<T*>(number(at)), rows_); };
    batch::outputs<T> out{.gap = column(0),
                          .metric = column(1),
                          .priority = column(2),
                          .goal = column(3),
                          .horizon = column(4),
                          .risk = column(5),
                          .status = std::span(status(), rows_)};
    if (items_) {
      out.items = std::span(reinterpret_cast<T*>(parts_[items_part]), rows_ * *items_);
      out.item_means = std::span(item_means(), *items_);
    }
    return out;
  }

  /// NumPy arrays: the same object each time.
  [[nodiscard]] nb::object number_array(std::size_t at);
  [[nodiscard]] nb::object status_array();
  [[nodiscard]] nb::object items_array();
  [[nodiscard]] nb::object item_means_array();

 private:
  // The numbers, and behind them:
  static constexpr std::size_t items_part = number_count, item_means_part = number_count + 1,
                               status_part = number_count + 2, part_count = number_count + 3;

  [[nodiscard]] double* item_means() const noexcept { return reinterpret_cast<double*>(parts_[item_means_part]); }
  template <class T>
  [[nodiscard]] nb::object array_of(T* data, std::initializer_list<std::size_t> shape) const;

  std::shared_ptr<const void> memory_;
  std::array<std::byte*, part_count> parts_{};
  std::size_t rows_ = 0;
  std::optional<std::size_t> items_;
  bool wide_ = true;
  std::weak_ptr<const void> exported_;
  std::array<nb::object, part_count> arrays_;
};

/// A stream of one Arrow record batch: a capsule as the Arrow PyCapsule interface has it. Numbers are not copied.
[[nodiscard]] nb::object arrow_stream_of(scores& s);
/// Its schema, likewise.
[[nodiscard]] nb::object arrow_schema_of(const scores& s);

void bind_scores(nb::module_& m);

}  // namespace coalign::python
