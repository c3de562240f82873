// SPDX-License-Identifier: Apache-2.0
//
// Random portfolios in every layout, and what the single pair says of their rows.
#pragma once

#include <coalign/batch/score.hpp>
#include <coalign/compare/pair.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace portfolio {

using namespace coalign;
using batch::instruction_set;
using batch::matrix;
using batch::outputs;
using batch::view;

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Numbers by row, whatever the layout they get.
struct table {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;
  std::vector<bool> there;  ///< empty: every row

  double& at(std::size_t r, std::size_t c) { return values[r * columns + c]; }
  [[nodiscard]] std::vector<double> row(std::size_t r) const {
    if (columns == 0 || (!there.empty() && !there[r])) return {};
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(r * columns);
    return {first, first + static_cast<std::ptrdiff_t>(columns)};
  }
};

enum class layout { rows, padded_rows, columns, column_pointers, strided, backwards, interleaved_backwards };
inline constexpr int layouts = 7;

/// Memory that views point into.
class memory {
 public:
  /// The table in a layout, starting `offset` elements into its allocation.
  template <class T>
  matrix put(const table& t, layout how, std::size_t offset = 0) {
    if (t.columns == 0) return {};
    const auto rows = static_cast<std::ptrdiff_t>(t.rows), columns = static_cast<std::ptrdiff_t>(t.columns);
    matrix m{.columns = t.columns, .type = batch::detail::element_of<T>::value};
    std::ptrdiff_t first = 0;
    switch (how) {
      case layout::rows:
        m.row_stride = columns, m.column_stride = 1;
        break;
      case layout::padded_rows:
        m.row_stride = columns + 3, m.column_stride = 1;
        break;
      case layout::columns:
      case layout::column_pointers:
        m.row_stride = 1, m.column_stride = rows + 2;
        break;
      case layout::strided:
        m.row_stride = 2 * columns, m.column_stride = 2;
        break;
      case layout::backwards:
        m.row_stride = -columns, m.column_stride = 1, first = (rows - 1) * columns;
        break;
      case layout::interleaved_backwards:
        m.row_stride = 3, m.column_stride = -3 * rows, first = 3 * rows * (columns - 1);
        break;
    }
    const std::size_t size = static_cast<std::size_t>(3 * (rows + 2) * (columns + 3)) + offset;
    T* const base = raw<T>(size) + offset;
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      for (std::ptrdiff_t c = 0; c < columns; ++c) {
        base[first + r * m.row_stride + c * m.column_stride] =
            static_cast<T>(t.values[static_cast<std::size_t>(r * columns + c)]);
      }
    }
    m.data = base + first;
    if (how == layout::column_pointers) {
      auto& pointers = pointers_.emplace_back();
      for (std::ptrdiff_t c = 0; c < columns; ++c) pointers.push_back(base + c * m.column_stride);
      m.columns_at = pointers.data();
      m.data = nullptr;
    }
    if (!t.there.empty()) {
      m.validity_offset = offset;
      auto& bits = bytes_.emplace_back((t.rows + offset) / 8 + 1, std::uint8_t{0});
      for (std::size_t r = 0; r < t.rows; ++r) {
        if (t.there[r])
          bits[(r + offset) / 8] = static_cast<std::uint8_t>(bits[(r + offset) / 8] | 1U << (r + offset) % 8);
      }
      m.validity = bits.data();
    }
    return m;
  }

 private:
  template <class T>
  T* raw(std::size_t n) {
    // What lies between and around must not matter.
    auto& words = words_.emplace_back(n * sizeof(T) / 8 + 1, std::uint64_t{0xFFF7'DEAD'BEEF'7FC1});
    return reinterpret_cast<T*>(words.data());
  }
  std::deque<std::vector<std::uint64_t>> words_;
  std::deque<std::vector<const void*>> pointers_;
  std::deque<std::vector<std::uint8_t>> bytes_;
};

class generator {
 public:
  explicit generator(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double unit() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }

  /// One row of points. `style` 0: whole numbers, 1: weights, 2: reals, 3: hostile.
  void points(std::span<double> row, std::size_t style, bool may_be_nan) {
    double sum = 0.0;
    for (double& x : row) {
      x = style == 0 ? static_cast<double>(below(31)) : one_in(6) ? 0.0 : unit() * (style == 2 ? 1e3 : 1.0);
      sum += x;
    }
    if (style == 1 && sum > 0.0) {
      for (double& x : row) x /= sum;
    }
    if (may_be_nan && one_in(4)) row[below(row.size())] = none;
    if (style != 3 || !one_in(3)) return;
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double denormal = std::numeric_limits<double>::denorm_min();
    const double bad[] = {-1.0, inf, -inf, none, 1e300, 1e308, denormal, -denormal, -0.0, 1e-300, 0.0};
    if (one_in(4)) {
      std::fill(row.begin(), row.end(), bad[below(11)]);
    } else {
      row[below(row.size())] = bad[below(11)];
    }
  }
  void severities(std::span<double> row, std::size_t style) {
    for (double& x : row) x = style == 0 ? static_cast<double>(below(5)) / 4.0 : unit();
    if (style != 3 || !one_in(3)) return;
    const double bad[] = {-1e-300, 1.0 + 1e-15, none, -std::numeric_limits<double>::infinity(), 1e-170, 0.0};
    row[below(row.size())] = bad[below(6)];
  }

 private:
  std::mt19937_64 engine_;
};

/// A portfolio and what it is scored with.
struct batch_case {
  std::array<table, 2> priorities, horizons, severities;
  table delta;
  bool delta_for_all = false;
  std::vector<double> days, risk_weights;
  coalign::policy policy;
  std::size_t rows = 0;
};

/// @param style as of `generator::points`, 4 for a mixture
inline batch_case random_case(generator& g, std::size_t rows, std::size_t n, std::size_t style) {
  batch_case x;
  x.rows = rows;
  const std::size_t horizons = g.one_in(2) ? 5 : 2 + g.below(8), risks = g.one_in(2) ? 5 : 1 + g.below(12);
  const auto fill = [&](std::array<table, 2>& both, std::size_t columns, auto&& draw) {
    for (table& t : both) {
      t = {rows, columns, std::vector<double>(rows * columns), {}};
      for (std::size_t r = 0; columns > 0 && r < rows; ++r) {
        draw(std::span<double>(t.values.data() + r * columns, columns), style == 4 ? g.below(4) : style);
      }
      if (style >= 3 && g.one_in(4)) {
        for (std::size_t r = 0; r < rows; ++r) t.there.push_back(!g.one_in(9));
      }
    }
    // Some pairs agree: scaled, or to the bit.
    for (std::size_t r = 0; r < rows; ++r) {
      if (!g.one_in(10)) continue;
      const double factor = g.one_in(2) ? 1.0 : 2.0;
      for (std::size_t c = 0; c < columns; ++c)
        both[1].at(r, c) = both[0].at(r, c) * (both[0].at(r, c) > 1e200 ? 1.0 : factor);
    }
  };
  const std::size_t absent = g.one_in(3) ? g.below(8) : 0;
  const bool nan = style >= 2 || g.one_in(3);
  fill(x.priorities, absent & 1U ? 0 : n, [&](auto row, std::size_t s) { g.points(row, s, nan); });
  fill(x.horizons, absent & 2U ? 0 : horizons, [&](auto row, std::size_t s) { g.points(row, s, false); });
  fill(x.severities, absent & 4U ? 0 : risks, [&](auto row, std::size_t s) { g.severities(row, s); });
  if (g.one_in(8)) x.horizons[g.below(2)] = {};
  if (g.one_in(8)) x.severities[g.below(2)] = {};
  if (n > 0 && !(absent & 1U) && !g.one_in(3)) {
    x.delta_for_all = g.one_in(2);
    x.delta = {rows, n, std::vector<double>(rows * n), {}};
    for (double& d : x.delta.values) d = g.one_in(4) ? static_cast<double>(g.below(2)) : g.unit();
    if (x.delta_for_all) {
      for (std::size_t i = 0; i < rows * n; ++i) x.delta.values[i] = x.delta.values[i % n];
    } else if (style >= 3) {
      for (std::size_t r = 0; r < rows; ++r) {
        if (g.one_in(20)) x.delta.at(r, g.below(n)) = g.one_in(2) ? none : 1.5;
      }
    }
  }
  if (horizons != 5 || g.one_in(2)) {
    double day = 1.0;
    for (std::size_t j = 0; j < horizons; ++j) x.days.push_back(day *= 1.5 + g.unit());
    if (horizons == 5 && g.one_in(2)) x.days = {7.0, 30.4375, 91.3125, 365.25, 1095.75};
  }
  x.policy.spacing = g.one_in(4) ? spacing::equal : spacing::log;
  if (g.one_in(2)) {
    for (std::size_t c = 0; c < risks; ++c) x.risk_weights.push_back(static_cast<double>(g.below(4)));
    x.risk_weights[g.below(risks)] = 2.0;
  }
  const double rhos[] = {1.0, 2.0, 2.0, std::numeric_limits<double>::infinity()};
  x.policy.rho = rhos[g.below(4)];
  for (double& w : x.policy.weights) w = static_cast<double>(1 + g.below(3));
  if (g.one_in(4)) x.policy.weights[g.below(3)] = 0.0;
  return x;
}

/// The same case as views.
struct laid_out {
  memory held;
  view a, b;
  batch::options options;
};

template <class T>
std::unique_ptr<laid_out> lay_out(const batch_case& x, generator& g, bool vary = true) {
  auto out = std::make_unique<laid_out>();
  const auto how = [&] { return vary ? static_cast<layout>(g.below(layouts)) : layout::rows; };
  const auto offset = [&] { return vary ? g.below(5) : 0; };
  view* const views[] = {&out->a, &out->b};
  for (std::size_t k = 0; k < 2; ++k) {
    view& v = *views[k];
    v.rows = x.rows;
    v.priorities = out->held.put<T>(x.priorities[k], how(), offset());
    v.horizons = out->held.put<T>(x.horizons[k], how(), offset());
    v.severities = out->held.put<T>(x.severities[k], how(), offset());
  }
  if (x.delta.columns > 0) {
    out->options.delta = out->held.put<T>(x.delta, how(), offset());
    if (x.delta_for_all) out->options.delta.row_stride = 0;
  }
  out->options.days = x.days;
  out->options.risk_weights = x.risk_weights;
  return out;
}

/// All that a call gives.
template <class T>
struct answers_of {
  std::array<std::vector<T>, 6> columns;  // gap, metric, priority, goal, horizon, risk
  std::vector<std::uint8_t> status;
  std::vector<T> items;
  std::vector<double> means;

  answers_of() = default;
  answers_of(std::size_t rows, std::size_t item_count) : status(rows, 77), items(rows * item_count, T{7}) {
    for (auto& c : columns) c.assign(rows, T{7});
    means.assign(item_count, 7.0);
  }
  outputs<T> out(bool explain) {
    outputs<T> o{columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], {}, status, {}};
    if (explain) {
      o.items = items;
      o.item_means = means;
    }
    return o;
  }
};

template <class T>
bool same(T x, T y) {
  if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
  using bits = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;
  return std::bit_cast<bits>(x) == std::bit_cast<bits>(y);
}
template <class T>
bool same(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!same(x[i], y[i])) return false;
  }
  return true;
}
template <class T>
std::string difference(const answers_of<T>& x, const answers_of<T>& y) {
  const char* const names[] = {"gap", "metric", "priority", "goal", "horizon", "risk"};
  for (std::size_t k = 0; k < 6; ++k) {
    for (std::size_t r = 0; r < x.status.size(); ++r) {
      if (same(x.columns[k][r], y.columns[k][r])) continue;
      return std::string(names[k]) + " of row " + std::to_string(r) + ": " + std::to_string(x.columns[k][r]) + " and " +
             std::to_string(y.columns[k][r]) + ", status " + std::to_string(x.status[r]) + " and " +
             std::to_string(y.status[r]);
    }
  }
  for (std::size_t r = 0; r < x.status.size(); ++r) {
    if (x.status[r] != y.status[r]) {
      return "status of row " + std::to_string(r) + ": " + std::to_string(x.status[r]) + " and " +
             std::to_string(y.status[r]);
    }
  }
  return {};
}

inline std::string name_of(char kind, std::size_t i) {
  std::string name(1, kind);
  name += std::to_string(i);
  return name;
}

/// The catalogue of a case; targets on a scale of width 1 are as far apart as delta says.
inline catalog catalog_of(const batch_case& x) {
  catalog c;
  const std::size_t n = std::max<std::size_t>(1, x.priorities[0].columns);
  for (std::size_t i = 0; i < n; ++i) {
    c.metrics.emplace_back(name_of('m', i));
    c.metrics.back().scale = scale::linear(1.0);
  }
  const std::size_t horizons = std::max(x.horizons[0].columns, x.horizons[1].columns);
  if (horizons > 0) {
    c.horizons.clear();
    for (std::size_t j = 0; j < horizons; ++j) {
      const std::array<double, 5> usual{7.0, 30.4375, 91.3125, 365.25, 1095.75};
      const double day = !x.days.empty()                      ? x.days[j]
                         : x.policy.spacing == spacing::equal ? static_cast<double>(j + 1)
                                                              : usual[j];
      c.horizons.push_back({name_of('h', j), day});
    }
  }
  for (std::size_t k = 0; k < std::max(x.severities[0].columns, x.severities[1].columns); ++k) {
    c.risks.push_back({name_of('r', k), x.risk_weights.empty() ? 1.0 : x.risk_weights[k]});
  }
  return c;
}

inline answers answers_in(const batch_case& x, std::size_t k, std::size_t r) {
  answers a;
  a.priorities = x.priorities[k].row(r);
  a.horizons = x.horizons[k].row(r);
  for (const double s : x.severities[k].row(r)) a.risks.emplace_back(s);
  for (std::size_t i = 0; i < x.delta.columns; ++i) a.targets.emplace_back(k == 0 ? 0.0 : x.delta.row(r)[i]);
  return a;
}

/// Every row as the single pair has it.
inline answers_of<double> expected(const batch_case& x, std::size_t item_count, bool explain) {
  answers_of<double> out(x.rows, item_count);
  const catalog c = catalog_of(x);
  const measure m = measure::make(c, x.policy).value();
  for (auto& column : out.columns) std::fill(column.begin(), column.end(), none);
  std::fill(out.items.begin(), out.items.end(), none);
  for (std::size_t r = 0; r < x.rows; ++r) {
    const auto status = [&](errc code) { out.status[r] = static_cast<std::uint8_t>(code); };
    auto first = answers_in(x, 0, r), second = answers_in(x, 1, r);
    const bool both = !first.priorities.empty() && !second.priorities.empty();
    bool bad_delta = false;
    for (std::size_t i = 0; i < x.delta.columns; ++i) {
      const double d = x.delta.row(r)[i];
      if (d >= 0.0 && d <= 1.0) continue;
      bad_delta = bad_delta || both;
      second.targets[i] = 0.0;
    }
    const auto a = make_side(c, "a", first, x.policy);
    if (!a) {
      status(a.error().code);
      continue;
    }
    const auto b = make_side(c, "b", second, x.policy);
    if (!b) {
      status(b.error().code);
      continue;
    }
    if (bad_delta) {
      status(errc::bad_target);
      continue;
    }
    const pair_gaps g = m.score(a.value(), b.value());
    status(g.status);
    if (g.status != errc::ok && g.status != errc::missing) continue;
    const std::array<double, 6> values{g.overall, g.blocks[0], g.priority, g.goal, g.blocks[1], g.blocks[2]};
    for (std::size_t k = 0; k < 6; ++k) out.columns[k][r] = values[k];
    if (!explain) continue;
    const pair p = compare(m, a.value(), b.value()).value();
    double* item = out.items.data() + r * item_count;
    for (std::size_t i = 0; i < x.priorities[0].columns; ++i) {
      *item++ = p.metric ? p.metric->items[i].contribution : none;
    }
    const std::size_t horizons = std::max(x.horizons[0].columns, x.horizons[1].columns);
    for (std::size_t j = 0; j + 1 < horizons; ++j) *item++ = p.horizon ? p.horizon->items[j].contribution : none;
    for (std::size_t k = 0; k < c.risks.size(); ++k) *item++ = p.risk ? p.risk->items[k].contribution : none;
  }
  return out;
}

inline std::vector<instruction_set> all_sets() {
  std::vector<instruction_set> out;
  for (const auto set : {instruction_set::scalar, instruction_set::baseline, instruction_set::sse4,
                         instruction_set::avx2, instruction_set::avx512, instruction_set::best}) {
    if (batch::is_available(set)) out.push_back(set);
  }
  return out;
}

}  // namespace portfolio
