// SPDX-License-Identifier: Apache-2.0
/// @file
/// Errors: one closed list of codes, a small struct that says where, and `result<T>`.
#pragma once

#include <coalign/core/config.hpp>

#include <array>
#include <boost/outcome/std_result.hpp>
#include <boost/outcome/try.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <limits>
#include <string>
#include <string_view>

namespace coalign {

/// What is wrong, or what is missing. The integers are the same in C and in Python, and never change.
enum class errc : std::uint8_t {
  ok = 0,
  missing = 1,        ///< nothing was given
  bad_weight = 2,     ///< points that are negative, infinite, or NaN outside priorities
  zero_sum = 3,       ///< points that are all zero
  bad_severity = 4,   ///< a severity or an appetite outside 0..1
  bad_target = 5,     ///< a target, baseline or current value that its metric cannot have
  bad_scale = 6,      ///< a scale that is missing where it is needed, or that is not one
  bad_interval = 7,   ///< an interval whose ends are the wrong way round, or out of range
  bad_option = 8,     ///< an option that does not exist
  size_mismatch = 9,  ///< too few or too many of something
  bad_type = 10,      ///< another type of value was expected
  unknown_key = 11,
  unknown_id = 12,
  duplicate = 13,  ///< a key or an id that is given twice
  missing_key = 14,
  bad_version = 15,
  bad_json = 16,
  bad_date = 17,
  bad_money = 18,
  too_large = 19,
  io_error = 20,
  out_of_memory = 21,
  cancelled = 22,
  not_supported = 23,
  undefined = 24,      ///< a number that has no value here
  no_shared = 25,      ///< no metric is shared, so shared weights are undefined
  degenerate = 26,     ///< one metric only: there is nothing to disagree about
  data_conflict = 27,  ///< sides report different current values
  not_reciprocal = 28,
  bad_ratings = 29,  ///< ratings outside their declared scale
};

/// How many codes there are.
inline constexpr std::size_t errc_count = static_cast<std::size_t>(errc::bad_ratings) + 1;

/// The name of a code, for instance "bad_weight".
[[nodiscard]] constexpr std::string_view error_name(errc code) noexcept {
  constexpr std::array<std::string_view, errc_count> names{
      "ok",         "missing",      "bad_weight",  "zero_sum",      "bad_severity",   "bad_target",
      "bad_scale",  "bad_interval", "bad_option",  "size_mismatch", "bad_type",       "unknown_key",
      "unknown_id", "duplicate",    "missing_key", "bad_version",   "bad_json",       "bad_date",
      "bad_money",  "too_large",    "io_error",    "out_of_memory", "cancelled",      "not_supported",
      "undefined",  "no_shared",    "degenerate",  "data_conflict", "not_reciprocal", "bad_ratings"};
  const auto i = static_cast<std::size_t>(code);
  return i < names.size() ? names[i] : "unknown";
}

/// The part of the input that an error is about.
enum class field : std::uint8_t {
  none,
  sides,
  metrics,
  metric_id,
  scale,
  slack,
  baseline,
  metric_target,
  metric_current,
  horizons,
  days,
  risks,
  risk_id,
  risk_weight,
  weights,
  rho,
  rating_scale,
  risk_levels,
  side_id,
  influence,
  priorities,
  side_horizons,
  side_risks,
  severity,
  likelihood,
  impact,
  appetite,
  target,
  better,
  current,
  concession,
  predicts,
  priority_ranks,
  raters,
  kappa,
  target_index,
  shared_by,
  strategy,
  as_of,
};

/// What is wrong and where: cheap enough for a hot path. An index of -1 means that there is none.
struct error {
  errc code = errc::ok;
  field where = field::none;
  std::int32_t side = -1;   ///< index of the side in the order given
  std::int32_t index = -1;  ///< index of the item in its list: metric, horizon, risk, level
  std::int64_t row = -1;    ///< index of the row in a batch, or of the rater of a side
  double got = std::numeric_limits<double>::quiet_NaN();  ///< the number that was refused, if it is one

  friend constexpr bool operator==(const error& a, const error& b) noexcept {
    return a.code == b.code && a.where == b.where && a.side == b.side && a.index == b.index && a.row == b.row;
  }
};

/// Thrown by `result<T>::value()` where there is no value, so that a mistake in a host cannot pass in silence.
class bad_result : public std::exception {
 public:
  explicit bad_result(errc code) : code_(code), what_("coalign: no value: ") { what_ += error_name(code); }
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }
  [[nodiscard]] errc code() const noexcept { return code_; }

 private:
  errc code_;
  std::string what_;
};

namespace detail {

template <class Error>
[[nodiscard]] errc code_of(const Error& e) noexcept {
  if constexpr (requires { e.code; }) {
    return e.code;
  } else {
    return e.empty() ? errc::ok : e.front().code;
  }
}

/// A wide check that throws `bad_result`; where exceptions are off, it ends the program.
struct no_value_policy : BOOST_OUTCOME_V2_NAMESPACE::policy::base {
  template <class Impl>
  static constexpr void wide_value_check(Impl&& self) {
    if (!base::_has_value(self)) {
#if defined(__cpp_exceptions)
      throw bad_result(base::_has_error(self) ? code_of(base::_error(self)) : errc::undefined);
#else
      std::abort();
#endif
    }
  }
  template <class Impl>
  static constexpr void wide_error_check(Impl&& self) {
    if (!base::_has_error(self)) {
#if defined(__cpp_exceptions)
      throw bad_result(errc::ok);
#else
      std::abort();
#endif
    }
  }
};

}  // namespace detail

/// A value or an `error`. It never crosses a binary boundary.
template <class T, class Error = error>
using result = BOOST_OUTCOME_V2_NAMESPACE::std_result<T, Error, detail::no_value_policy>;

/// An error as the failure of a result: `return fail(errc::zero_sum, field::priorities);`
[[nodiscard]] constexpr error fail(errc code, field where = field::none, std::ptrdiff_t index = -1,
                                   double got = std::numeric_limits<double>::quiet_NaN(),
                                   std::ptrdiff_t side = -1) noexcept {
  return {code, where, static_cast<std::int32_t>(side), static_cast<std::int32_t>(index), -1, got};
}

}  // namespace coalign
