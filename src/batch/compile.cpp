// SPDX-License-Identifier: Apache-2.0
#include "compile.hpp"

#include <coalign/gap/goal.hpp>
#include <coalign/gap/horizon.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace coalign::batch::detail {

namespace {

/// Addresses from `low` up to, not including, `high`.
struct range {
  std::uintptr_t low = 0;
  std::uintptr_t high = 0;
};

bool overlap(const range& x, const range& y) noexcept { return x.low < y.high && y.low < x.high; }

std::size_t size_of(element type) noexcept {
  switch (type) {
    case element::float64:
      return sizeof(double);
    case element::float32:
      return sizeof(float);
    case element::uint8:
      return sizeof(std::uint8_t);
    case element::int16:
      return sizeof(std::int16_t);
  }
  return 0;
}

constexpr std::size_t largest = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());

/// Bytes from the first of `count` elements to the last, `stride` elements apart. False where memory has not so many.
bool reach(std::size_t count, std::ptrdiff_t stride, std::size_t size, std::size_t& bytes) noexcept {
  // The magnitude of the least number is no number of the type.
  const std::size_t apart = stride < 0 ? static_cast<std::size_t>(-(stride + 1)) + 1 : static_cast<std::size_t>(stride);
  const std::size_t steps = count - 1;
  if (apart != 0 && steps > largest / size / apart) return false;
  bytes = steps * apart * size;
  return true;
}

/// What is checked of one call, and the first error.
struct checker {
  std::size_t rows = 0;
  std::vector<range> inputs;
  error first{};

  void refuse(errc code, field where, std::ptrdiff_t side, double got = std::numeric_limits<double>::quiet_NaN()) {
    if (first.code == errc::ok) first = fail(code, where, -1, got, side);
  }

  /// @returns false where no memory lies so far from `data`.
  bool add(const void* data, std::size_t below, std::size_t above, std::size_t size) {
    const auto at = reinterpret_cast<std::uintptr_t>(data);
    if (below > at || above > std::numeric_limits<std::uintptr_t>::max() - size - at) return false;
    inputs.push_back({at - below, at + above + size});
    return true;
  }

  /// Notes where a matrix lies; `rows` and columns are > 0.
  void take(const matrix& m, field where, std::ptrdiff_t side) {
    const std::size_t size = size_of(m.type);
    if (size == 0) return refuse(errc::bad_type, where, side);
    if (!m.data && !m.columns_at) return refuse(errc::missing, where, side);
    std::size_t along = 0, across = 0;
    const bool fits = reach(rows, m.row_stride, size, along) &&
                      (m.columns_at || reach(m.columns, m.column_stride, size, across)) && along <= largest - size &&
                      across <= largest - size - along && m.validity_offset <= largest &&
                      rows <= largest - m.validity_offset;
    if (!fits) return refuse(errc::too_large, where, side);
    const std::size_t below = (m.row_stride < 0 ? along : 0) + (m.column_stride < 0 ? across : 0);
    const std::size_t above = (m.row_stride < 0 ? 0 : along) + (m.column_stride < 0 ? 0 : across);
    if (m.columns_at) {
      for (std::size_t c = 0; c < m.columns; ++c) {
        if (!m.columns_at[c]) return refuse(errc::missing, where, side);
        const bool down = m.row_stride < 0;
        if (!add(m.columns_at[c], down ? along : 0, down ? 0 : along, size)) refuse(errc::too_large, where, side);
      }
    } else if (!add(m.data, below, above, size)) {
      refuse(errc::too_large, where, side);
    }
    if (m.validity && !add(m.validity, 0, (m.validity_offset + rows - 1) / 8, 1)) refuse(errc::too_large, where, side);
  }
};

bool is_float(element type) noexcept { return type == element::float64 || type == element::float32; }

}  // namespace

std::array<std::size_t, 3> widths_of(std::span<const view> sides) noexcept {
  std::array<std::size_t, 3> widths{};
  for (const view& s : sides) {
    widths[0] = std::max(widths[0], s.priorities.columns);
    widths[1] = std::max(widths[1], s.horizons.columns);
    widths[2] = std::max(widths[2], s.severities.columns);
  }
  return widths;
}

template <class T>
error check_call(std::span<const view> sides, const outputs<T>& out, const options& o) {
  checker c;
  c.rows = sides[0].rows;
  c.inputs.reserve(3 * sides.size() + 1);
  const std::array<std::size_t, 3> columns = widths_of(sides);
  const std::size_t items = items_of(columns);
  constexpr std::array<field, 3> fields{field::priorities, field::side_horizons, field::side_risks};
  const auto type = [&](const matrix& m, field where, std::ptrdiff_t side) {
    const bool known = size_of(m.type) > 0;
    if (!known || (sizeof(T) < sizeof(double) && m.type == element::float64)) c.refuse(errc::bad_type, where, side);
  };
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const auto side = static_cast<std::ptrdiff_t>(k);
    if (sides[k].rows != c.rows) {
      return fail(errc::size_mismatch, field::sides, -1, static_cast<double>(sides[k].rows), side);
    }
    const std::array<const matrix*, 3> blocks{&sides[k].priorities, &sides[k].horizons, &sides[k].severities};
    for (std::size_t b = 0; b < 3; ++b) {
      const matrix& m = *blocks[b];
      if (m.absent()) continue;
      if (m.columns != columns[b] || (b == 1 && m.columns < 2)) {
        c.refuse(errc::size_mismatch, fields[b], side, static_cast<double>(m.columns));
      }
      type(m, fields[b], side);
      if (b == 2 && !is_float(m.type)) c.refuse(errc::bad_type, fields[b], side);
      if (c.rows > 0) c.take(m, fields[b], side);
    }
  }
  if (!o.delta.absent()) {
    if (o.delta.columns != columns[0] || o.delta.validity) {
      c.refuse(errc::size_mismatch, field::target, -1, static_cast<double>(o.delta.columns));
    }
    if (!is_float(o.delta.type)) c.refuse(errc::bad_type, field::target, -1);
    if (o.delta.row_stride != 0) type(o.delta, field::target, -1);
    if (c.rows > 0) c.take(o.delta, field::target, -1);
  }
  if (c.first.code != errc::ok) return c.first;

  std::vector<range> written;
  written.reserve(9);
  const auto add = [&](const auto& span, std::size_t wanted) {
    if (span.empty()) return;
    if (span.size() != wanted) c.refuse(errc::size_mismatch, field::none, -1, static_cast<double>(span.size()));
    const auto at = reinterpret_cast<std::uintptr_t>(span.data());
    written.push_back({at, at + span.size_bytes()});
  };
  if (items > 0 && c.rows > largest / sizeof(T) / items) return fail(errc::too_large);
  for (const auto& span : {out.gap, out.metric, out.priority, out.goal, out.horizon, out.risk}) add(span, c.rows);
  add(out.items, c.rows * items);
  add(out.status, c.rows);
  add(out.item_means, items);
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto touches = [&](const range& other) { return overlap(written[i], other); };
    if (std::any_of(c.inputs.begin(), c.inputs.end(), touches) ||
        std::any_of(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(i), touches)) {
      c.refuse(errc::bad_option, field::none, -1);
    }
  }
  if (!is_available(o.instructions)) c.refuse(errc::bad_option, field::none, -1);
  return c.first;
}

template <class T>
result<conventions<T>> compile(std::span<const view> sides, const policy& p, const options& o) {
  if (const error e = coalign::check(p); e.code != errc::ok) return e;
  conventions<T> c;
  const auto widths = widths_of(sides);
  c.metrics = widths[0];
  c.horizons = widths[1];
  c.risks = widths[2];
  if (c.horizons > 0) {
    std::vector<double> days(o.days.begin(), o.days.end());
    if (days.empty() && p.spacing == spacing::equal) {
      days.resize(c.horizons);
      std::iota(days.begin(), days.end(), 1.0);
    }
    gap::time_axis axis;
    if (!days.empty()) {
      BOOST_OUTCOME_TRY(axis, gap::time_axis::make(days, p.spacing));
    }
    if (axis.size() != c.horizons) {
      return fail(errc::size_mismatch, field::days, -1, static_cast<double>(axis.size()));
    }
    c.steps.reserve(c.horizons);
    for (const double step : axis.steps()) c.steps.push_back(static_cast<T>(step));
    c.steps.push_back(T{0});  // kernels take as many steps as horizons
  }
  if (c.risks > 0) {
    if (!o.risk_weights.empty() && o.risk_weights.size() != c.risks) {
      return fail(errc::size_mismatch, field::risk_weight, -1, static_cast<double>(o.risk_weights.size()));
    }
    std::vector<double> points(o.risk_weights.begin(), o.risk_weights.end());
    if (points.empty()) points.assign(c.risks, 1.0);
    BOOST_OUTCOME_TRY(const auto v, weights::from_points(points, false, field::risk_weight));
    c.risk_weights.reserve(v.size());
    for (const double w : v) c.risk_weights.push_back(static_cast<T>(w));
  }
  const block_weight_table omega = block_weights(p);
  for (std::size_t present = 0; present < omega.size(); ++present) {
    for (std::size_t b = 0; b < block_count; ++b) c.omega[present][b] = static_cast<T>(omega[present][b]);
  }
  c.rho = static_cast<T>(p.rho);
  c.kind = p.rho == 1.0        ? exponent::one
           : p.rho == 2.0      ? exponent::two
           : std::isinf(p.rho) ? exponent::infinite
                               : exponent::other;
  if (p.rating_scale) {
    c.rated = true;
    c.rating_low = static_cast<T>(p.rating_scale->low);
    c.rating_high = static_cast<T>(p.rating_scale->high);
  }
  c.delta = o.delta;
  if (!o.delta.absent() && o.delta.row_stride == 0) {
    std::vector<double> delta(sides[0].rows > 0 ? o.delta.columns : 0);
    read_row(o.delta, 0, delta.size(), delta.data());
    if (const error e = gap::check_distances(delta, delta.size()); e.code != errc::ok) return e;
    c.delta_for_all.reserve(delta.size());
    for (const double d : delta) c.delta_for_all.push_back(static_cast<T>(d));
  }
  c.items = items_of(widths);
  return c;
}

template error check_call(std::span<const view>, const outputs<double>&, const options&);
template error check_call(std::span<const view>, const outputs<float>&, const options&);
template result<conventions<double>> compile(std::span<const view>, const policy&, const options&);
template result<conventions<float>> compile(std::span<const view>, const policy&, const options&);

}  // namespace coalign::batch::detail
