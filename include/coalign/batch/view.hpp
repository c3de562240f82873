// SPDX-License-Identifier: Apache-2.0
/// @file
/// Portfolios in the caller's memory: what a batch reads, in place.
#pragma once

#include <coalign/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace coalign::batch {

/// The type of a matrix's numbers.
enum class element : std::uint8_t { float64, float32, uint8, int16 };

namespace detail {

template <class T>
struct element_of;
template <>
struct element_of<double> : std::integral_constant<element, element::float64> {};
template <>
struct element_of<float> : std::integral_constant<element, element::float32> {};
template <>
struct element_of<std::uint8_t> : std::integral_constant<element, element::uint8> {};
template <>
struct element_of<std::int16_t> : std::integral_constant<element, element::int16> {};

}  // namespace detail

/// A matrix in the caller's memory, a row for each pair of sides (or each unit) and a column for each item of a block:
/// row-major, column-major, a pointer for each column, or one row that stands for all (row stride 0). Nothing is
/// copied or owned. Strides count elements and may be negative.
struct matrix {
  const void* data = nullptr;               ///< row 0, column 0
  const void* const* columns_at = nullptr;  ///< instead of `data`: row 0 of each column, as Arrow's wide tables have it
  std::size_t columns = 0;                  ///< 0: the block is absent
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t column_stride = 0;  ///< not used with `columns_at`
  element type = element::float64;
  /// Rows that have this block at all, as Arrow has it: bit `validity_offset + row`, lowest bit first; null: all.
  const std::uint8_t* validity = nullptr;
  std::size_t validity_offset = 0;

  [[nodiscard]] bool absent() const noexcept { return columns == 0; }
};

/// A row-major matrix, row after row.
template <class T>
[[nodiscard]] matrix by_rows(const T* data, std::size_t columns) noexcept {
  return {.data = data,
          .columns = columns,
          .row_stride = static_cast<std::ptrdiff_t>(columns),
          .column_stride = 1,
          .type = detail::element_of<T>::value};
}

/// A column-major matrix, column after column.
template <class T>
[[nodiscard]] matrix by_columns(const T* data, std::size_t rows, std::size_t columns) noexcept {
  return {.data = data,
          .columns = columns,
          .row_stride = 1,
          .column_stride = static_cast<std::ptrdiff_t>(rows),
          .type = detail::element_of<T>::value};
}

/// One row that stands for every row.
template <class T>
[[nodiscard]] matrix for_all_rows(std::span<const T> row) noexcept {
  return {.data = row.data(), .columns = row.size(), .column_stride = 1, .type = detail::element_of<T>::value};
}

/// What one side answered, in every row. A block that is absent is missing from every pair.
struct view {
  std::size_t rows = 0;
  matrix priorities{};  ///< points >= 0 on each metric, any type; NaN: not asked
  matrix horizons{};    ///< points >= 0 on each horizon, any type
  matrix severities{};  ///< 0..1 for each risk, float32 or float64
};

}  // namespace coalign::batch
