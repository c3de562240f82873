// SPDX-License-Identifier: Apache-2.0
/// @file
/// A checked call: conventions as numbers of the type that is computed with, and where everything lies.
#pragma once

#include <coalign/batch/score.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coalign::batch::detail {

/// Calls f<From>() for the type of a matrix's numbers.
template <class F>
inline auto with_type(element type, const F& f) {
  switch (type) {
    case element::float64:
      return f.template operator()<double>();
    case element::float32:
      return f.template operator()<float>();
    case element::uint8:
      return f.template operator()<std::uint8_t>();
    case element::int16:
      return f.template operator()<std::int16_t>();
  }
  return decltype(f.template operator()<double>())();
}

/// A column of a matrix, from one row on.
template <class From>
[[nodiscard]] inline const From* column_from(const matrix& m, std::size_t column, std::ptrdiff_t row) noexcept {
  const std::ptrdiff_t at = row * m.row_stride;
  return m.columns_at ? static_cast<const From*>(m.columns_at[column]) + at
                      : static_cast<const From*>(m.data) + at + static_cast<std::ptrdiff_t>(column) * m.column_stride;
}

/// The first n numbers of a row.
template <class T>
inline void read_row(const matrix& m, std::size_t row, std::size_t n, T* out) noexcept {
  with_type(m.type, [&]<class From>() {
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = static_cast<T>(*column_from<From>(m, i, static_cast<std::ptrdiff_t>(row)));
    }
  });
}

[[nodiscard]] inline bool has_row(const matrix& m, std::size_t row) noexcept {
  if (m.absent()) return false;
  const std::size_t bit = m.validity_offset + row;
  return !m.validity || (m.validity[bit / 8] >> bit % 8 & 1U) != 0;
}

/// The exponents that kernels know; others take `pow`.
enum class exponent : std::uint8_t { one, two, infinite, other };

/// Conventions, compiled for T.
template <class T>
struct conventions {
  std::size_t metrics = 0, horizons = 0, risks = 0;  // 0: no side has the block
  std::vector<T> steps;
  std::vector<T> risk_weights;
  std::array<std::array<T, 3>, 8> omega{};  // by which blocks are there: bit b for block b
  T rho{};
  exponent kind = exponent::two;
  bool rated = false;  // priorities are ratings on a declared scale
  T rating_low{}, rating_high{};
  matrix delta;
  std::vector<T> delta_for_all;  // where one row stands for all
  std::size_t items = 0;

  [[nodiscard]] bool row_delta() const noexcept { return !delta.absent() && delta_for_all.empty(); }
};

/// What one row gives.
template <class T>
struct row_score {
  T gap{}, metric{}, priority{}, goal{}, horizon{}, risk{};
  errc status = errc::ok;
};

/// Numbers that `score_row` needs to work in.
template <class T>
[[nodiscard]] std::size_t row_scratch(const conventions<T>& c) noexcept {
  return 3 * c.metrics + 2 * c.horizons + 2 * c.risks;
}

/// The reference: one row, in plain C++.
/// @param scratch as many numbers as `row_scratch`; @param items null, or room for the row's items
template <class T>
[[nodiscard]] row_score<T> score_row(const conventions<T>& c, const view& a, const view& b, std::size_t row, T* scratch,
                                     T* items) noexcept;

/// The overall gap of a row's blocks of which some are missing (bit b of `present`). NaN where none has weight.
template <class T>
[[nodiscard]] T join_row(const conventions<T>& c, const std::array<T, 3>& blocks, unsigned present) noexcept;

extern template row_score<double> score_row(const conventions<double>&, const view&, const view&, std::size_t, double*,
                                            double*) noexcept;
extern template row_score<float> score_row(const conventions<float>&, const view&, const view&, std::size_t, float*,
                                           float*) noexcept;
extern template double join_row(const conventions<double>&, const std::array<double, 3>&, unsigned) noexcept;
extern template float join_row(const conventions<float>&, const std::array<float, 3>&, unsigned) noexcept;

}  // namespace coalign::batch::detail
