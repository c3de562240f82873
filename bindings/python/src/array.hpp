// SPDX-License-Identifier: Apache-2.0
// Arguments that are numbers: vectors and tables.
#pragma once

#include "raise.hpp"

#include <nanobind/ndarray.h>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>

namespace coalign::python {

/// A NumPy vector of doubles that is read in place; empty for None, where that is allowed.
class vector {
 public:
  using view = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

  vector() = default;
  explicit vector(view v) : view_(std::move(v)) {}
  [[nodiscard]] bool given() const noexcept { return view_.is_valid(); }
  [[nodiscard]] std::span<const double> values() const noexcept {
    return given() ? std::span(view_.data(), view_.shape(0)) : std::span<const double>();
  }

 private:
  view view_;
};

/// The type of NumPy arrays, borrowed: a subclass may mean more than its numbers, as a mask does.
[[nodiscard]] PyTypeObject* array_type();

/// Anything that NumPy turns into whole or floating-point numbers: a vector, or a table of rows. None where allowed.
class numbers {
 public:
  /// @param argument its name, for errors; @raises coalign.Error: bad_type
  numbers(nb::handle value, const char* argument, bool optional = false);

  [[nodiscard]] const char* argument() const noexcept { return argument_; }
  [[nodiscard]] bool given() const noexcept { return data_.is_valid(); }
  [[nodiscard]] bool is_table() const noexcept { return given() && data_.ndim() == 2; }
  /// Of a table; a vector stands for every row.
  [[nodiscard]] std::size_t rows() const noexcept { return data_.shape(0); }
  [[nodiscard]] std::size_t width() const noexcept { return data_.shape(is_table() ? 1 : 0); }
  [[nodiscard]] std::span<const double> row(std::size_t i) const noexcept {
    if (!given()) return {};
    return {data_.data() + (is_table() ? i * width() : 0), width()};
  }

 private:
  const char* argument_;
  nb::ndarray<const double, nb::c_contig, nb::device::cpu> data_;
};

/// @raises coalign.Error: size_mismatch where an argument has not `wanted` numbers, as another argument has.
void check_size(const char* argument, std::size_t size, const char* other, std::size_t wanted);

/// How many rows a call has, or none where all arguments are vectors. @raises coalign.Error: size_mismatch
[[nodiscard]] std::optional<std::size_t> common_rows(std::initializer_list<const numbers*> arguments);

/// Doubles as a NumPy array.
[[nodiscard]] nb::object as_array(std::unique_ptr<double[]> values, std::initializer_list<std::size_t> shape);

/// Calls `measure(i)`, which gives a `result<double>`, for each row: a float for vectors, an array for tables.
/// The side of an error is the index of the argument that it is about.
template <class Measure>
[[nodiscard]] nb::object each_row(std::initializer_list<const numbers*> arguments, const Measure& measure) {
  const auto fail = [&](const error& e, std::size_t row) {
    const numbers& which = **(arguments.begin() + (e.side < 0 ? 0 : e.side));
    raise(describe(e, which.argument(), which.is_table() ? static_cast<std::int64_t>(row) : -1));
  };
  const auto rows = common_rows(arguments);
  if (!rows) {
    const result<double> gap = measure(0);
    if (!gap) fail(gap.error(), 0);
    return nb::float_(gap.value());
  }
  std::unique_ptr<double[]> gaps(new double[*rows]);
  error e;
  std::size_t i = 0;
  {
    const nb::gil_scoped_release unlocked;
    for (; i < *rows; ++i) {
      const result<double> gap = measure(i);
      if (!gap) {
        e = gap.error();
        break;
      }
      gaps[i] = gap.value();
    }
  }
  if (e.code != errc::ok) fail(e, i);
  return as_array(std::move(gaps), {*rows});
}

void bind_agreement(nb::module_ m);
void bind_gap(nb::module_ m);
void bind_weights(nb::module_ m);
void bind_uncertainty(nb::module_ m);
void bind_action(nb::module_ m);
void bind_document(nb::module_ m);
void bind_strategy(nb::module_ m);
void bind_score(nb::module_ m);

}  // namespace coalign::python

namespace nanobind::detail {

template <>
struct type_caster<coalign::python::vector> {
  NB_TYPE_CASTER(coalign::python::vector, const_name("numpy.typing.NDArray[numpy.float64]"))

  bool from_python(handle source, std::uint32_t flags, cleanup_list* cleanup) noexcept {
    if (source.is_none()) return (flags & cast_flags::accepts_none) != 0;
    if (Py_TYPE(source.ptr()) != coalign::python::array_type()) return false;
    type_caster<coalign::python::vector::view> caster;
    if (!caster.from_python(source, flags & ~static_cast<std::uint32_t>(cast_flags::convert), cleanup)) return false;
    if (reinterpret_cast<std::uintptr_t>(caster.value.data()) % alignof(double) != 0) return false;
    value = coalign::python::vector(std::move(caster.value));
    return true;
  }
};

}  // namespace nanobind::detail
