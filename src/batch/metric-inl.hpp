// SPDX-License-Identifier: Apache-2.0
/// @file
/// Priority, goal and metric gaps.
#if defined(COALIGN_BATCH_METRIC_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_METRIC_INL_HPP
#undef COALIGN_BATCH_METRIC_INL_HPP
#else
#define COALIGN_BATCH_METRIC_INL_HPP
#endif

#include "bytes-inl.hpp"
#include "columns-inl.hpp"
#include "points-inl.hpp"

#include <type_traits>

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// Keeps a compiler from taking columns out of their order: with sixteen registers sums would go to memory and back.
template <class V>
HWY_INLINE void in_turn(V& x, V& y) {
#if HWY_TARGET == HWY_AVX2 && defined(__GNUC__)
  asm volatile("" : "+x"(x.raw), "+x"(y.raw));
#else
  static_cast<void>(x);
  static_cast<void>(y);
#endif
}

/// @tparam Checked whether deltas have yet to be  @tparam Kept whether each metric's part of the gap is stored
template <class T, bool Checked, bool Kept>
struct metric_sums {
  vec<T> moved, goal, low, high;
  T* kept;

  HWY_INLINE void clear(const metric_task<T>& t, std::size_t row) {
    const tag<T> d;
    moved = goal = low = high = hn::Zero(d);
    kept = Kept ? t.kept + row * t.items : nullptr;
  }
  HWY_INLINE void add(std::size_t c, vec<T> p, vec<T> q, vec<T> delta) {
    const tag<T> d;
    const auto apart = hn::Abs(hn::Sub(p, q)), common = hn::Mul(hn::Min(p, q), delta);
    moved = hn::Add(moved, apart);
    goal = hn::Add(goal, common);
    if constexpr (Kept) {
      hn::Store(hn::Add(hn::Mul(hn::Set(d, static_cast<T>(0.5)), apart), common), d, kept + c * lanes<T>());
    }
    if constexpr (Checked) {
      low = hn::Min(low, delta);
      high = hn::Max(high, delta);
    }
  }
  /// Whether every delta was in 0..1. One that is NaN makes the goal gap NaN.
  HWY_INLINE mask<T> valid() const {
    const tag<T> d;
    auto ok = hn::Eq(goal, goal);
    if constexpr (Checked) {
      ok = hn::And(ok, hn::And(hn::Ge(low, hn::Zero(d)), hn::Le(high, hn::Set(d, T{1}))));
    }
    return ok;
  }
  HWY_INLINE void store(const metric_task<T>& t, std::size_t row) const {
    const tag<T> d;
    const auto one = hn::Set(d, T{1});
    const auto priority = hn::Min(one, hn::Mul(hn::Set(d, static_cast<T>(0.5)), moved));
    const auto capped = hn::Min(one, goal);
    hn::StoreU(priority, d, t.priority + row);
    hn::StoreU(capped, d, t.goal + row);
    hn::StoreU(hn::Min(one, hn::Add(priority, capped)), d, t.metric + row);
  }
};

/// Rows that are weights already, in one go. @returns false, and nothing is stored, where one is not.
template <class T, bool Checked, bool Kept, class A, class B, class E>
HWY_INLINE bool metric_of_weights(const metric_task<T>& t, std::size_t row, const A& a, const B& b, const E& e) {
  const tag<T> d;
  metric_sums<T, Checked, Kept> sums;
  sums.clear(t, row);
  auto sum_a = hn::Zero(d), sum_b = hn::Zero(d), signs = hn::Zero(d);
  for_columns<T>(t.n, a, b, e, [&](std::size_t c, vec<T> x, vec<T> y, vec<T> delta) HWY_ATTR {
    sum_a = hn::Add(sum_a, x);
    sum_b = hn::Add(sum_b, y);
    signs = hn::Or(signs, hn::Min(x, y));
    sums.add(c, x, y, delta);
    if constexpr (!Kept) in_turn(sums.moved, sums.goal);
  });
  // NaN and infinity show in the sums. A sign may be that of -0, which goes the other way, at no loss.
  const auto valid = hn::And(hn::And(near_one<T>(sum_a, t.tolerance), near_one<T>(sum_b, t.tolerance)),
                             hn::AndNot(is_signed<T>(signs), sums.valid()));
  if (HWY_UNLIKELY(!hn::AllTrue(d, valid))) return false;
  sums.store(t, row);
  return true;
}

/// Rows of points, all asked: sums first, then what they give, from columns that were kept.
/// @returns false, and nothing is stored, where a row has no such sums.
template <class T, bool Checked, bool Kept, class A, class B, class E>
HWY_INLINE bool metric_of_points(const metric_task<T>& t, std::size_t row, const A& a, const B& b, const E& e,
                                 points_are& needed) {
  const tag<T> d;
  constexpr std::size_t w = lanes<T>();
  const auto p = take_points<T>(t.n, a, b, t.tolerance, t.scratch);
  if (HWY_UNLIKELY(!hn::AllTrue(d, p.valid))) return false;
  if (!hn::AllTrue(d, p.near)) needed = more(needed, points_are::points);
  metric_sums<T, Checked, Kept> sums;
  sums.clear(t, row);
  for_columns<T>(t.n, nothing<T>(), nothing<T>(), e, [&](std::size_t c, vec<T>, vec<T>, vec<T> delta) HWY_ATTR {
    sums.add(c, hn::Mul(hn::Load(d, t.scratch + 2 * c * w), p.factor_a),
             hn::Mul(hn::Load(d, t.scratch + (2 * c + 1) * w), p.factor_b), delta);
  });
  if (HWY_UNLIKELY(!hn::AllTrue(d, sums.valid()))) return false;
  sums.store(t, row);
  return true;
}

/// Rows in which metrics were not asked, or that are bad. @returns whether rows are left.
template <class T, bool Checked, bool Kept, class A, class B, class E>
HWY_INLINE bool metric_of_partial(const metric_task<T>& t, std::size_t row, const A& a, const B& b, const E& e,
                                  points_are& needed) {
  const tag<T> d;
  constexpr std::size_t w = lanes<T>();
  auto own_a = hn::Zero(d), own_b = hn::Zero(d), sum_a = hn::Zero(d), sum_b = hn::Zero(d), least = hn::Zero(d);
  auto all_asked = hn::Eq(sum_a, sum_a);
  for_columns<T>(t.n, a, b, nothing<T>(), [&](std::size_t c, vec<T> x, vec<T> y, vec<T>) HWY_ATTR {
    const auto has_x = hn::Eq(x, x), has_y = hn::Eq(y, y), both = hn::And(has_x, has_y);
    const auto of_a = hn::IfThenElseZero(has_x, x), of_b = hn::IfThenElseZero(has_y, y);
    own_a = hn::Add(own_a, of_a);
    own_b = hn::Add(own_b, of_b);
    least = hn::Min(least, hn::Min(of_a, of_b));
    x = hn::IfThenElseZero(both, x);
    y = hn::IfThenElseZero(both, y);
    sum_a = hn::Add(sum_a, x);
    sum_b = hn::Add(sum_b, y);
    all_asked = hn::And(all_asked, both);
    hn::Store(x, d, t.scratch + 2 * c * w);
    hn::Store(y, d, t.scratch + (2 * c + 1) * w);
  });
  auto valid = hn::Ge(least, hn::Zero(d));
  static_cast<void>(factor_of<T>(own_a, t.tolerance, valid));
  static_cast<void>(factor_of<T>(own_b, t.tolerance, valid));
  const auto factor_a = factor_of<T>(sum_a, t.tolerance, valid);
  const auto factor_b = factor_of<T>(sum_b, t.tolerance, valid);
  needed = more(needed, hn::AllTrue(d, all_asked) ? points_are::points : points_are::partial);
  metric_sums<T, Checked, Kept> sums;
  sums.clear(t, row);
  for_columns<T>(t.n, nothing<T>(), nothing<T>(), e, [&](std::size_t c, vec<T>, vec<T>, vec<T> delta) HWY_ATTR {
    sums.add(c, hn::Mul(hn::Load(d, t.scratch + 2 * c * w), factor_a),
             hn::Mul(hn::Load(d, t.scratch + (2 * c + 1) * w), factor_b), delta);
  });
  sums.store(t, row);
  return leave<T>(hn::And(valid, sums.valid()), t.left + row);
}

/// A side's columns of a group of rows.
template <class Columns, class T>
HWY_INLINE Columns side_columns(const metric_task<T>& t, const source<T>& side, std::size_t row) {
  if constexpr (std::is_same_v<Columns, rated_columns<T>>) {
    return {{side, row}, t.low, t.high};
  } else {
    return {side, row};
  }
}

template <class T, class A, class B, bool Checked, bool Kept, class Delta>
bool metric_rows(const metric_task<T>& t, const Delta& delta_at) {
  bool any = false;
  auto needed = points_are::weights;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    const A a = side_columns<A>(t, t.a, row);
    const B b = side_columns<B>(t, t.b, row);
    const auto e = delta_at(row);
    const auto first = more(*t.points, needed);
    if (first == points_are::weights && metric_of_weights<T, Checked, Kept>(t, row, a, b, e)) continue;
    if (first <= points_are::points && metric_of_points<T, Checked, Kept>(t, row, a, b, e, needed)) continue;
    any |= metric_of_partial<T, Checked, Kept>(t, row, a, b, e, needed);
  }
  *t.points = needed;
  return any;
}

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
/// Rows of bytes. @returns whether rows are left.
template <class T, bool Checked, class E>
HWY_INLINE bool metric_of_bytes(const metric_task<T>& t, std::size_t row, const E& e) {
  const tag<T> d;
  const std::uint8_t* const of_a = t.a.bytes + static_cast<std::ptrdiff_t>(row) * t.a.stride;
  const std::uint8_t* const of_b = t.b.bytes + static_cast<std::ptrdiff_t>(row) * t.b.stride;
  sixteen_columns<T> a, b;
  a.ask(of_a, 0);
  b.ask(of_b, 0);
  a.load(of_a, t.a.stride);
  b.load(of_b, t.b.stride);
  auto sum_a = a.sums(), sum_b = b.sums();
  for (std::size_t c = 16; c < t.n; c += 16) {
    const std::size_t at = c + 16 <= t.n ? c : t.n - 16;
    a.ask(of_a, c);
    b.ask(of_b, c);
    a.load(of_a + at, t.a.stride);
    b.load(of_b + at, t.b.stride);
    if (at < c) {
      a.keep_last(t.n - c);
      b.keep_last(t.n - c);
    }
    sum_a = hn::Add(sum_a, a.sums());
    sum_b = hn::Add(sum_b, b.sums());
  }
  auto valid = hn::Eq(hn::Zero(d), hn::Zero(d));
  const auto factor_a = factor_of<T>(to_numbers(d, sum_a), t.tolerance, valid);
  const auto factor_b = factor_of<T>(to_numbers(d, sum_b), t.tolerance, valid);
  metric_sums<T, Checked, false> sums;
  sums.clear(t, row);
  for (std::size_t c = 0; c < t.n; c += 16) {
    const std::size_t at = c + 16 <= t.n ? c : t.n - 16;
    if (t.n > 16) {
      a.load(of_a + at, t.a.stride);
      b.load(of_b + at, t.b.stride);
    }
    const auto add = [&](std::size_t i, vec<T> x, vec<T> y, vec<T> delta)
                         HWY_ATTR { sums.add(i, hn::Mul(x, factor_a), hn::Mul(y, factor_b), delta); };
    for_four<0, T>(at, c - at, a, b, e, add);
    for_four<1, T>(at, c - at, a, b, e, add);
    for_four<2, T>(at, c - at, a, b, e, add);
    for_four<3, T>(at, c - at, a, b, e, add);
  }
  sums.store(t, row);
  return leave<T>(hn::And(valid, sums.valid()), t.left + row);
}
#else
template <class T, bool Checked, class E>
HWY_INLINE bool metric_of_bytes(const metric_task<T>&, std::size_t, const E&) {
  return false;
}
#endif

template <class T, bool Checked, class Delta>
bool metric_bytes(const metric_task<T>& t, const Delta& delta_at) {
  bool any = false;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) any |= metric_of_bytes<T, Checked>(t, row, delta_at(row));
  return any;
}

/// Calls f<Checked>(delta of a row) as the task's deltas are.
template <class T, class F>
HWY_INLINE bool with_delta(const metric_task<T>& t, const F& f) {
  const auto by_rows = [&](std::size_t row) HWY_ATTR { return columns_at<T, true>{t.delta, row}; };
  const auto by_columns = [&](std::size_t row) HWY_ATTR { return columns_at<T, false>{t.delta, row}; };
  const auto for_all = [&](std::size_t) HWY_ATTR { return constants<T>{t.delta_for_all}; };
  const auto none = [&](std::size_t) HWY_ATTR { return nothing<T>{}; };
  if (t.row_delta && t.delta.by_rows) return f.template operator()<true>(by_rows);
  if (t.row_delta) return f.template operator()<true>(by_columns);
  return t.delta_for_all ? f.template operator()<false>(for_all) : f.template operator()<false>(none);
}

template <class T, class A, class B, bool Kept>
bool metric_of(const metric_task<T>& t) {
  return with_delta(
      t, [&]<bool Checked>(const auto& delta_at) HWY_ATTR { return metric_rows<T, A, B, Checked, Kept>(t, delta_at); });
}

template <class T>
bool metric(const metric_task<T>& t) {
  if (t.a.bytes) {
    return with_delta(
        t, [&]<bool Checked>(const auto& delta_at) HWY_ATTR { return metric_bytes<T, Checked>(t, delta_at); });
  }
  using rows = columns_at<T, true>;
  using columns = columns_at<T, false>;
  if (t.rated) {
    using rated = rated_columns<T>;
    return t.kept ? metric_of<T, rated, rated, true>(t) : metric_of<T, rated, rated, false>(t);
  }
  if (t.kept) return metric_of<T, any_columns<T>, any_columns<T>, true>(t);
  if (t.a.by_rows) return t.b.by_rows ? metric_of<T, rows, rows, false>(t) : metric_of<T, rows, columns, false>(t);
  return t.b.by_rows ? metric_of<T, columns, rows, false>(t) : metric_of<T, columns, columns, false>(t);
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
