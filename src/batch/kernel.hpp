// SPDX-License-Identifier: Apache-2.0
/// @file
/// What vector kernels are given. Plain pointers and strides: nothing here is compiled once per instruction set.
#pragma once

#include <coalign/batch/options.hpp>

#include <cstddef>
#include <cstdint>

namespace coalign::batch::detail {

/// The most rows that one vector holds, and so what rows of a tile are a multiple of.
inline constexpr std::size_t most_lanes = 16;

/// A matrix of T from a tile's first row on, in one of two layouts.
/// By rows: row r, column c is data[r · stride + c]. By columns: (at ? at[c] : data + c · stride)[first + r · step].
template <class T>
struct source {
  const T* data = nullptr;
  std::ptrdiff_t stride = 0;
  const void* const* at = nullptr;
  std::ptrdiff_t first = 0;
  std::ptrdiff_t step = 1;  ///< 0: `most_lanes` copies of one row stand for all
  bool by_rows = false;
  const std::uint8_t* bytes = nullptr;  ///< instead of data, by rows: whole numbers, one row after another
};

/// Fewest and most metrics that kernels read as bytes: a register takes 16, and sums of so many are exact.
inline constexpr std::size_t least_bytes = 16, most_bytes = 4096;
/// Horizons that they read as bytes.
inline constexpr std::size_t five = 5;

/// Fastest of the ways to take points that still does for a group of rows; kept from tile to tile, as rows are alike.
enum class points_are : std::uint8_t { weights, points, partial };

template <class T>
struct metric_task {
  std::size_t rows = 0, n = 0;
  source<T> a, b, delta;
  const T* delta_for_all = nullptr;  ///< or null
  bool row_delta = false;
  bool rated = false;  ///< ratings on a scale: without its low end they are points
  T low{}, high{};     ///< of that scale
  T tolerance{};       ///< 4nε
  T* priority = nullptr;
  T* goal = nullptr;
  T* metric = nullptr;
  T* kept = nullptr;  ///< null, or what explains: `lanes` numbers for each item, `items` of them for a group of rows
  std::size_t items = 0;  ///< of all blocks
  T* scratch = nullptr;   ///< 2 · n · most_lanes, aligned to 64 bytes
  std::uint8_t* left = nullptr;
  points_are* points = nullptr;
};

template <class T>
struct horizon_task {
  std::size_t rows = 0, n = 0;
  source<T> a, b;
  const T* steps = nullptr;
  T tolerance{};
  T* gap = nullptr;
  T* kept = nullptr;
  std::size_t items = 0;
  T* scratch = nullptr;
  std::uint8_t* left = nullptr;
  points_are* points = nullptr;
};

template <class T>
struct risk_task {
  std::size_t rows = 0, n = 0;
  source<T> a, b;
  const T* weights = nullptr;
  T* gap = nullptr;
  T* kept = nullptr;
  std::size_t items = 0;
  std::uint8_t* left = nullptr;
};

/// The overall gap of blocks that are there; those that are not have a null pointer and weight 0.
template <class T>
struct join_task {
  std::size_t rows = 0;
  const T* blocks[3] = {nullptr, nullptr, nullptr};
  T omega[3] = {};
  int exponent = 2;  ///< 1, 2, or 0 for infinity
  T* gap = nullptr;
};

/// What each item adds to the gap, from what the other kernels gave and kept: of a metric and of a boundary between
/// horizons its part of the block's gap, of a risk how far apart the sides are.
template <class T>
struct explain_task {
  std::size_t rows = 0;
  std::size_t metrics = 0, boundaries = 0, risks = 0;
  T* kept = nullptr;  ///< is used up
  const T* weights = nullptr;
  const T* blocks[3] = {nullptr, nullptr, nullptr};
  const T* gap = nullptr;
  T omega[3] = {};
  int exponent = 2;
  T* out = nullptr;     ///< rows · items, row-major
  T* buffer = nullptr;  ///< null, or a group's rows and a line: rows go out past the caches, which are smaller
};

/// One instruction set's kernels. Each takes a multiple of `lanes` rows; a row that it cannot score it marks in `left`
/// and says so by returning true.
template <class T>
struct kernels {
  std::size_t lanes = 0;
  bool (*metric)(const metric_task<T>&) = nullptr;
  bool (*horizon)(const horizon_task<T>&) = nullptr;
  bool (*risk)(const risk_task<T>&) = nullptr;
  void (*join)(const join_task<T>&) = nullptr;
  void (*explain)(const explain_task<T>&) = nullptr;
  /// Numbers of a smaller type to T, side by side.
  void (*widen_uint8)(const std::uint8_t*, std::size_t, T*) = nullptr;
  void (*widen_int16)(const std::int16_t*, std::size_t, T*) = nullptr;
  void (*widen_float)(const float*, std::size_t, T*) = nullptr;
  void widen(const std::uint8_t* from, std::size_t n, T* to) const { widen_uint8(from, n, to); }
  void widen(const std::int16_t* from, std::size_t n, T* to) const { widen_int16(from, n, to); }
  void widen(const float* from, std::size_t n, T* to) const { widen_float(from, n, to); }
  /// float64 is never the smaller type; nothing asks for this one.
  void widen(const double* from, std::size_t n, T* to) const {
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<T>(from[i]);
  }
  bool reads_bytes = false;  ///< where both sides of metrics or horizons are
};

/// The kernels of a set; null for `scalar`, and where build or machine lack it.
template <class T>
[[nodiscard]] const kernels<T>* kernels_of(instruction_set set) noexcept;

}  // namespace coalign::batch::detail
