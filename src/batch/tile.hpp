// SPDX-License-Identifier: Apache-2.0
/// @file
/// Some hundred rows at a time: where their numbers are, in a layout that kernels take.
#pragma once

#include "job.hpp"
#include "kernel.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <vector>

namespace coalign::batch::detail {

/// Memory aligned for the widest vectors, and not filled: what `resize` adds is written before it is read.
template <class T>
struct aligned_allocator {
  using value_type = T;
  aligned_allocator() = default;
  template <class U>
  aligned_allocator(const aligned_allocator<U>&) noexcept {}
  [[nodiscard]] T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t{64}));
  }
  void deallocate(T* at, std::size_t) noexcept { ::operator delete(at, std::align_val_t{64}); }
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  friend bool operator==(const aligned_allocator&, const aligned_allocator&) noexcept { return true; }
};
template <class T>
using aligned_vector = std::vector<T, aligned_allocator<T>>;

template <class T>
[[nodiscard]] constexpr element type_of() noexcept {
  return sizeof(T) == sizeof(double) ? element::float64 : element::float32;
}

/// A matrix as tiles of rows: as it lies where kernels take that, else copied, tile by tile.
template <class T>
class tiles {
 public:
  tiles() = default;
  /// @param rows the most rows of a tile
  tiles(const matrix& m, std::size_t rows) : m_(m), rows_(rows) {
    if (m.absent()) return;
    // A vector register takes a row in blocks of 16 bytes, so shorter rows go by columns.
    const bool wide = m.columns >= 16 / sizeof(T);
    const bool own_type = m.type == type_of<T>();
    const bool side_by_side = !m.columns_at && (m.column_stride == 1 || m.columns == 1);
    if (m.row_stride == 0) {
      form_ = form::one_for_all;
      copy_.resize(m.columns * most_lanes);
      aligned_vector<T> row(m.columns);
      read_row(m, 0, m.columns, row.data());
      for (std::size_t c = 0; c < m.columns; ++c) std::fill_n(copy_.data() + c * most_lanes, most_lanes, row[c]);
    } else if (own_type && m.row_stride == 1) {
      form_ = form::columns;
    } else if (own_type && side_by_side && wide) {
      form_ = form::rows;
    } else {
      form_ = own_type               ? form::copied
              : m.row_stride == 1    ? form::widened_columns
              : side_by_side && wide ? form::widened_rows
                                     : form::copied;
      copy_.resize(m.columns * rows);
    }
  }

  /// Whether kernels that read bytes can read these.
  [[nodiscard]] bool are_bytes() const noexcept {
    return form_ == form::widened_rows && are_dense() && m_.type == element::uint8;
  }

  /// @param as_bytes not widened first
  [[nodiscard]] source<T> at(std::size_t row, std::size_t rows, const kernels<T>& k, bool as_bytes = false) {
    const auto first = static_cast<std::ptrdiff_t>(row);
    const auto width = static_cast<std::ptrdiff_t>(m_.columns);
    switch (form_) {
      case form::one_for_all:
        return {.data = copy_.data(), .stride = static_cast<std::ptrdiff_t>(most_lanes), .step = 0};
      case form::columns:
        return {
            .data = static_cast<const T*>(m_.data), .stride = m_.column_stride, .at = m_.columns_at, .first = first};
      case form::rows:
        return {
            .data = static_cast<const T*>(m_.data) + first * m_.row_stride, .stride = m_.row_stride, .by_rows = true};
      case form::widened_rows:
        if (as_bytes) {
          return {.stride = width, .by_rows = true, .bytes = static_cast<const std::uint8_t*>(m_.data) + first * width};
        }
        with_type(m_.type, [&]<class From>() {
          if (are_dense()) return k.widen(column_from<From>(m_, 0, first), rows * m_.columns, copy_.data());
          for (std::size_t r = 0; r < rows; ++r) {
            const From* const from = column_from<From>(m_, 0, first + static_cast<std::ptrdiff_t>(r));
            k.widen(from, m_.columns, copy_.data() + r * m_.columns);
          }
        });
        return {.data = copy_.data(), .stride = width, .by_rows = true};
      case form::widened_columns:
        with_type(m_.type, [&]<class From>() {
          for (std::size_t c = 0; c < m_.columns; ++c) {
            k.widen(column_from<From>(m_, c, first), rows, copy_.data() + c * rows_);
          }
        });
        return {.data = copy_.data(), .stride = static_cast<std::ptrdiff_t>(rows_)};
      case form::copied:
        with_type(m_.type, [&]<class From>() {
          for (std::size_t c = 0; c < m_.columns; ++c) {
            const From* const from = column_from<From>(m_, c, first);
            T* const to = copy_.data() + c * rows_;
            for (std::size_t r = 0; r < rows; ++r) {
              to[r] = static_cast<T>(from[static_cast<std::ptrdiff_t>(r) * m_.row_stride]);
            }
          }
        });
        return {.data = copy_.data(), .stride = static_cast<std::ptrdiff_t>(rows_)};
      case form::none:
        break;
    }
    return {};
  }

 private:
  enum class form : std::uint8_t { none, one_for_all, columns, rows, widened_rows, widened_columns, copied };

  /// Whether rows lie one after another.
  [[nodiscard]] bool are_dense() const noexcept { return m_.row_stride == static_cast<std::ptrdiff_t>(m_.columns); }

  matrix m_{};
  std::size_t rows_ = 0;
  form form_ = form::none;
  aligned_vector<T> copy_;
};

/// Rows of a tile: many enough that memory is read in long stretches, few enough that what is copied of them stays in
/// the second cache.
[[nodiscard]] inline std::size_t tile_rows(std::size_t numbers_per_row) noexcept {
  const std::size_t rows = 65536 / std::max<std::size_t>(numbers_per_row, 1) / most_lanes * most_lanes;
  return std::clamp<std::size_t>(rows, most_lanes, 1024);
}

}  // namespace coalign::batch::detail
