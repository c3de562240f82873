// SPDX-License-Identifier: Apache-2.0
// NumPy arrays without a call: a call by a protocol costs more than scoring a row does.
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <optional>

namespace coalign::python {

namespace nb = nanobind;

/// The beginning of every NumPy array (`PyArrayObject_fields`), compiled into every module that uses NumPy's C API.
struct numpy_array {
  PyObject head;
  const void* data;
  int dimensions;
  const std::ptrdiff_t* shape;
  const std::ptrdiff_t* strides;  ///< in bytes
  PyObject* base;
  PyObject* dtype;
  int flags;

  static constexpr int aligned = 0x0100;
};

/// How this process' NumPy has arrays: the types that are read here.
struct numpy_layout {
  PyTypeObject* array = nullptr;
  PyObject *float64 = nullptr, *float32 = nullptr;  ///< the objects that all arrays of the type share
};

/// None where an array that is known does not look as expected: then they are read by protocol.
[[nodiscard]] const std::optional<numpy_layout>& layout_of_numpy();

}  // namespace coalign::python
