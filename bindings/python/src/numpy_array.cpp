// SPDX-License-Identifier: Apache-2.0
#include "numpy_array.hpp"

#include <cstdint>

namespace coalign::python {

namespace {

std::optional<numpy_layout> look() {
  const nb::object numpy = nb::module_::import_("numpy");
  const auto dtype = [&](const char* name) { return numpy.attr("dtype")(name).release().ptr(); };
  const numpy_layout found{.array = reinterpret_cast<PyTypeObject*>(numpy.attr("ndarray").ptr()),
                           .float64 = dtype("float64"),
                           .float32 = dtype("float32")};
  // Every second column of the upper rows: whatever is read must be what NumPy says of it.
  const nb::object whole = numpy.attr("zeros")(nb::make_tuple(5, 6), "float32");
  const nb::object part = whole[nb::make_tuple(nb::slice(nb::int_(1), nb::int_(4), nb::none()),
                                               nb::slice(nb::none(), nb::none(), nb::int_(2)))];
  const nb::object about = part.attr("__array_interface__");
  const auto& seen = *reinterpret_cast<const numpy_array*>(part.ptr());
  const bool as_expected = nb::cast<std::size_t>(numpy.attr("ndarray").attr("__basicsize__")) >= sizeof(numpy_array) &&
                           Py_TYPE(part.ptr()) == found.array && seen.dimensions == 2 && seen.dtype == found.float32 &&
                           nb::cast<std::uintptr_t>(about["data"][0]) == reinterpret_cast<std::uintptr_t>(seen.data) &&
                           seen.base == whole.ptr() && seen.shape[0] == 3 && seen.shape[1] == 3 &&
                           seen.strides[0] == 24 && seen.strides[1] == 8 && (seen.flags & numpy_array::aligned) != 0;
  return as_expected ? std::optional(found) : std::nullopt;
}

}  // namespace

const std::optional<numpy_layout>& layout_of_numpy() {
  static const std::optional<numpy_layout> layout = look();  // NumPy is never unloaded
  return layout;
}

}  // namespace coalign::python
