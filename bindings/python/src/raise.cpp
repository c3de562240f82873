// SPDX-License-Identifier: Apache-2.0
#include "raise.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <cmath>
#include <coalign/core/number.hpp>

namespace coalign::python {

namespace {

std::string number(double x) {
  if (std::isnan(x)) return "NaN";
  if (std::isinf(x)) return x > 0 ? "infinity" : "-infinity";
  return compact(x);
}

std::string expected_of(const error& e) {
  switch (e.code) {
    case errc::bad_weight:
      return e.index < 0 ? "points with a finite sum" : "a number >= 0";
    case errc::zero_sum:
      return "points that do not sum to 0";
    case errc::bad_severity:
    case errc::bad_target:
      return "a number from 0 to 1";
    case errc::bad_scale:
      return "days > 0 that ascend strictly";
    case errc::size_mismatch:
      return e.where == field::horizons ? "at least two numbers" : "at least one number";
    default:
      return "something else";
  }
}

std::string got_of(const error& e) {
  if (e.code == errc::size_mismatch || e.code == errc::zero_sum) return "none";
  return number(e.got);
}

nb::object error_type() { return nb::module_::import_("coalign._errors").attr("Error"); }

nb::object or_none(std::int64_t x) { return x < 0 ? nb::object(nb::none()) : nb::object(nb::int_(x)); }

[[noreturn]] void raise(const nb::object& type, const nb::object& made) {
  PyErr_SetObject(type.ptr(), made.ptr());
  throw nb::python_error();
}

}  // namespace

problem describe(const error& e, const char* argument, std::int64_t row) {
  return {e.code, argument, expected_of(e), got_of(e), row, e.index};
}

void raise(const problem& p) {
  const nb::object type = error_type();
  raise(type, type(error_name(p.code), p.path, p.expected, p.got, or_none(p.row), or_none(p.index)));
}

nb::list as_list(const io::diagnostics& errors) {
  const nb::object type = error_type();
  nb::list out;
  for (const io::diagnostic& d : errors) out.append(type(error_name(d.code), d.path, d.expected, d.got));
  return out;
}

void raise(const io::diagnostics& errors) {
  const nb::list all = as_list(errors);
  raise(error_type(), error_type().attr("of")(all));
}

}  // namespace coalign::python
