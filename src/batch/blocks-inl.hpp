// SPDX-License-Identifier: Apache-2.0
/// @file
/// Horizon gaps, risk gaps, and the overall gap of blocks.
#if defined(COALIGN_BATCH_BLOCKS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef COALIGN_BATCH_BLOCKS_INL_HPP
#undef COALIGN_BATCH_BLOCKS_INL_HPP
#else
#define COALIGN_BATCH_BLOCKS_INL_HPP
#endif

#include "columns-inl.hpp"
#include "fives-inl.hpp"
#include "points-inl.hpp"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace coalign::batch::detail::HWY_NAMESPACE {

/// One item of a group of rows, for `explain`.
template <class T, class Task>
HWY_INLINE void keep(const Task& t, std::size_t row, std::size_t c, vec<T> part) {
  hn::Store(part, tag<T>(), t.kept + row * t.items + c * lanes<T>());
}

// ---- horizons

template <class T, class A, class B>
HWY_INLINE bool horizon_of_weights(const horizon_task<T>& t, std::size_t row, const A& a, const B& b) {
  const tag<T> d;
  auto sum_a = hn::Zero(d), sum_b = hn::Zero(d), least = hn::Zero(d), ahead = hn::Zero(d), gap = hn::Zero(d);
  for_columns<T>(t.n, a, b, constants<T>{t.steps}, [&](std::size_t c, vec<T> x, vec<T> y, vec<T> step) HWY_ATTR {
    sum_a = hn::Add(sum_a, x);
    sum_b = hn::Add(sum_b, y);
    least = hn::Min(least, hn::Min(x, y));
    ahead = hn::Add(ahead, hn::Sub(x, y));
    const auto part = hn::Mul(hn::Abs(ahead), step);
    gap = hn::Add(gap, part);
    if (t.kept && c + 1 < t.n) keep<T>(t, row, c, part);
  });
  const auto valid =
      hn::And(hn::And(near_one<T>(sum_a, t.tolerance), near_one<T>(sum_b, t.tolerance)), hn::Ge(least, hn::Zero(d)));
  if (HWY_UNLIKELY(!hn::AllTrue(d, valid))) return false;
  const auto one = hn::Set(d, T{1});
  hn::StoreU(hn::Min(one, gap), d, t.gap + row);
  return true;
}

template <class T, class A, class B>
HWY_INLINE bool horizon_of_points(const horizon_task<T>& t, std::size_t row, const A& a, const B& b,
                                  points_are& needed) {
  const tag<T> d;
  constexpr std::size_t w = lanes<T>();
  const auto p = take_points<T>(t.n, a, b, t.tolerance, t.scratch);
  if (!hn::AllTrue(d, p.near)) needed = points_are::points;
  auto ahead = hn::Zero(d), gap = hn::Zero(d);
  for (std::size_t c = 0; c + 1 < t.n; ++c) {
    ahead = hn::Add(ahead, hn::Sub(hn::Mul(hn::Load(d, t.scratch + 2 * c * w), p.factor_a),
                                   hn::Mul(hn::Load(d, t.scratch + (2 * c + 1) * w), p.factor_b)));
    const auto part = hn::Mul(hn::Abs(ahead), hn::Set(d, t.steps[c]));
    gap = hn::Add(gap, part);
    if (t.kept) keep<T>(t, row, c, part);
  }
  hn::StoreU(hn::Min(hn::Set(d, T{1}), gap), d, t.gap + row);
  return leave<T>(p.valid, t.left + row);
}

template <class T, bool RowsA, bool RowsB>
bool horizon_of(const horizon_task<T>& t) {
  bool any = false;
  auto needed = points_are::weights;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    const columns_at<T, RowsA> a{t.a, row};
    const columns_at<T, RowsB> b{t.b, row};
    if (more(*t.points, needed) == points_are::weights && horizon_of_weights<T>(t, row, a, b)) continue;
    any |= horizon_of_points<T>(t, row, a, b, needed);
  }
  *t.points = needed;
  return any;
}

/// Five horizons, which stay in registers from the sums to the gap.
template <class T, class From>
bool horizon_of_fives(const horizon_task<T>& t, const From* first_a, const From* first_b) {
  const tag<T> d;
  const auto one = hn::Set(d, T{1});
  bool any = false;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    const From *const a = first_a + row * five, *const b = first_b + row * five;
    ask_fives<T>(a);
    ask_fives<T>(b);
    vec<T> rows[five], x[five], y[five];
    load_fives<T>(a, rows);
    columns_of_fives<T>(rows, x);
    load_fives<T>(b, rows);
    columns_of_fives<T>(rows, y);
    auto sum_a = x[0], sum_b = y[0], least = hn::Min(x[0], y[0]);
    for (std::size_t c = 1; c < five; ++c) {
      sum_a = hn::Add(sum_a, x[c]);
      sum_b = hn::Add(sum_b, y[c]);
      least = hn::Min(least, hn::Min(x[c], y[c]));
    }
    auto valid = hn::Ge(least, hn::Zero(d));
    auto factor_a = one, factor_b = one;
    if (!hn::AllTrue(d, hn::And(near_one<T>(sum_a, t.tolerance), near_one<T>(sum_b, t.tolerance)))) {
      factor_a = factor_of<T>(sum_a, t.tolerance, valid);
      factor_b = factor_of<T>(sum_b, t.tolerance, valid);
      for (std::size_t c = 0; c + 1 < five; ++c) {
        x[c] = hn::Mul(x[c], factor_a);
        y[c] = hn::Mul(y[c], factor_b);
      }
    }
    auto ahead = hn::Zero(d), gap = hn::Zero(d);
    for (std::size_t c = 0; c + 1 < five; ++c) {
      ahead = hn::Add(ahead, hn::Sub(x[c], y[c]));
      const auto part = hn::Mul(hn::Abs(ahead), hn::Set(d, t.steps[c]));
      gap = hn::Add(gap, part);
      if (t.kept) keep<T>(t, row, c, part);
    }
    hn::StoreU(hn::Min(one, gap), d, t.gap + row);
    any |= leave<T>(valid, t.left + row);
  }
  return any;
}

template <class T>
bool horizon(const horizon_task<T>& t) {
  if (t.a.bytes) return horizon_of_fives<T>(t, t.a.bytes, t.b.bytes);
  if (are_fives(t.a, t.n) && are_fives(t.b, t.n)) return horizon_of_fives<T>(t, t.a.data, t.b.data);
  if (t.a.by_rows) return t.b.by_rows ? horizon_of<T, true, true>(t) : horizon_of<T, true, false>(t);
  return t.b.by_rows ? horizon_of<T, false, true>(t) : horizon_of<T, false, false>(t);
}

// ---- risks

template <class T>
inline constexpr T tiny_risk = static_cast<T>(sizeof(T) == sizeof(double) ? 1e-280 : 1e-30);

/// One group of rows. @returns whether rows are left.
template <class T, class A, class B>
HWY_INLINE bool risk_of_group(const risk_task<T>& t, std::size_t row, const A& a, const B& b) {
  const tag<T> d;
  const auto one = hn::Set(d, T{1});
  auto sum = hn::Zero(d), low = hn::Zero(d), high = hn::Zero(d);
  for_columns<T>(t.n, a, b, constants<T>{t.weights}, [&](std::size_t c, vec<T> x, vec<T> y, vec<T> v) HWY_ATTR {
    const auto apart = hn::Sub(x, y);
    if (t.kept) keep<T>(t, row, c, hn::Abs(apart));
    sum = hn::Add(sum, hn::Mul(v, hn::Mul(apart, apart)));
    low = hn::Min(low, hn::Min(x, y));
    high = hn::Max(high, hn::Max(x, y));
  });
  // NaN shows in the sum.
  auto valid = hn::And(hn::Gt(sum, hn::Set(d, tiny_risk<T>)), hn::And(hn::Ge(low, hn::Zero(d)), hn::Le(high, one)));
  hn::StoreU(hn::Min(one, hn::Sqrt(sum)), d, t.gap + row);
  if (HWY_LIKELY(hn::AllTrue(d, valid))) return false;
  // Rows that agree are common; other tiny sums are not.
  auto most = hn::Zero(d);
  for_columns<T>(t.n, a, b, constants<T>{t.weights}, [&](std::size_t, vec<T> x, vec<T> y, vec<T> v) HWY_ATTR {
    const auto apart = hn::Abs(hn::Sub(x, y));
    most = hn::Max(most, hn::IfThenElseZero(hn::Gt(v, hn::Zero(d)), apart));
  });
  const auto agree = hn::And(hn::Eq(sum, hn::Zero(d)), hn::Eq(most, hn::Zero(d)));
  valid = hn::Or(valid, hn::And(agree, hn::And(hn::Ge(low, hn::Zero(d)), hn::Le(high, one))));
  return leave<T>(valid, t.left + row);
}

template <class T, bool RowsA, bool RowsB>
bool risk_of(const risk_task<T>& t) {
  bool any = false;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    const columns_at<T, RowsA> a{t.a, row};
    const columns_at<T, RowsB> b{t.b, row};
    any |= risk_of_group<T>(t, row, a, b);
  }
  return any;
}

/// Whether all numbers that were seen are in 0..1, in whatever order. -0 and NaN count as outside: what is outside goes
/// the other way, at no loss.
template <class T>
class within_one {
 public:
  HWY_INLINE within_one() : seen_(hn::Zero(bits_tag())) {}
  HWY_INLINE void see(vec<T> x, vec<T> y) {
    if constexpr (as_bits) {
      // The bits of numbers from 0 on are in the order of the numbers, and those with a sign are above.
      seen_ = hn::Max(seen_, hn::Max(hn::BitCast(bits_tag(), x), hn::BitCast(bits_tag(), y)));
    } else {
      const auto one = hn::Set(tag<T>(), T{1});
      const auto signs = hn::Or(hn::Or(x, y), hn::Or(hn::Sub(one, x), hn::Sub(one, y)));
      seen_ = hn::Or(seen_, hn::BitCast(bits_tag(), signs));
    }
  }
  HWY_INLINE mask<T> all() const {
    const tag<T> d;
    if constexpr (as_bits) {
      const auto one = hn::BitCast(bits_tag(), hn::Set(d, T{1}));
      return hn::RebindMask(d, hn::Eq(hn::Max(seen_, one), one));
    } else {
      return hn::Not(is_signed<T>(hn::BitCast(d, seen_)));
    }
  }

 private:
  using bits_tag = hn::RebindToUnsigned<tag<T>>;
  /// Whether one instruction takes the larger of such bits.
  static constexpr bool as_bits = sizeof(T) == 4 || HWY_TARGET == HWY_AVX3;
  hn::Vec<bits_tag> seen_;
};

/// Five risks: their differences alone are put into columns.
template <class T>
bool risk_of_fives(const risk_task<T>& t) {
  const tag<T> d;
  const auto one = hn::Set(d, T{1});
  bool any = false;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    const T *const a = t.a.data + row * five, *const b = t.b.data + row * five;
    ask_fives<T>(a);
    ask_fives<T>(b);
    vec<T> x[five], y[five], apart[five];
    load_fives<T>(a, x);
    load_fives<T>(b, y);
    within_one<T> good;
    for (std::size_t i = 0; i < five; ++i) {
      good.see(x[i], y[i]);
      x[i] = hn::Sub(x[i], y[i]);
    }
    columns_of_fives<T>(x, apart);
    auto sum = hn::Zero(d);
    for (std::size_t c = 0; c < five; ++c) {
      if (t.kept) keep<T>(t, row, c, hn::Abs(apart[c]));
      sum = hn::Add(sum, hn::Mul(hn::Set(d, t.weights[c]), hn::Mul(apart[c], apart[c])));
    }
    hn::StoreU(hn::Min(one, hn::Sqrt(sum)), d, t.gap + row);
    if (HWY_LIKELY(hn::AllTrue(d, hn::And(good.all(), hn::Gt(sum, hn::Set(d, tiny_risk<T>)))))) continue;
    any |= risk_of_group<T>(t, row, columns_at<T, true>{t.a, row}, columns_at<T, true>{t.b, row});
  }
  return any;
}

template <class T>
bool risk(const risk_task<T>& t) {
  if (are_fives(t.a, t.n) && are_fives(t.b, t.n)) return risk_of_fives(t);
  if (t.a.by_rows) return t.b.by_rows ? risk_of<T, true, true>(t) : risk_of<T, true, false>(t);
  return t.b.by_rows ? risk_of<T, false, true>(t) : risk_of<T, false, false>(t);
}

// ---- overall

template <class T, int Exponent>
HWY_INLINE void join_as(const join_task<T>& t) {
  const tag<T> d;
  for (std::size_t row = 0; row < t.rows; row += lanes<T>()) {
    auto largest = hn::Zero(d);
    vec<T> g[3] = {largest, largest, largest};
    for (int b = 0; b < 3; ++b) {
      if (!t.blocks[b]) continue;
      g[b] = hn::LoadU(d, t.blocks[b] + row);
      largest = hn::Max(largest, g[b]);
    }
    auto gap = largest;
    if constexpr (Exponent != 0) {
      auto sum = hn::Zero(d);
      for (int b = 0; b < 3; ++b) {
        if (!t.blocks[b]) continue;
        const auto share = hn::Div(g[b], largest);
        sum = hn::Add(sum, hn::Mul(hn::Set(d, t.omega[b]), Exponent == 1 ? share : hn::Mul(share, share)));
      }
      const auto root = Exponent == 1 ? sum : hn::Sqrt(sum);
      const auto whole = hn::Min(largest, hn::Mul(largest, root));
      gap = hn::IfThenElse(hn::Eq(largest, hn::Zero(d)), largest, whole);
    }
    hn::StoreU(gap, d, t.gap + row);
  }
}

template <class T>
void join(const join_task<T>& t) {
  if (t.exponent == 2) return join_as<T, 2>(t);
  if (t.exponent == 1) return join_as<T, 1>(t);
  join_as<T, 0>(t);
}

}  // namespace coalign::batch::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
