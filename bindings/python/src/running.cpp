// SPDX-License-Identifier: Apache-2.0
#include "running.hpp"

#include <nanobind/stl/string.h>

namespace coalign::python {

std::string text_of(nb::handle value) { return nb::cast<std::string>(nb::repr(value)); }

std::uint64_t whole(nb::handle value, const char* argument, std::uint64_t low, std::uint64_t high) {
  const std::string expected = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  const nb::object index = nb::steal(PyBool_Check(value.ptr()) ? nullptr : PyNumber_Index(value.ptr()));
  if (!index.is_valid()) {
    PyErr_Clear();
    raise({errc::bad_type, argument, expected, text_of(value)});
  }
  const std::uint64_t x = PyLong_AsUnsignedLongLong(index.ptr());
  if (PyErr_Occurred() || x < low || x > high) {
    PyErr_Clear();
    raise({errc::bad_option, argument, expected, text_of(value)});
  }
  return x;
}

double real(nb::handle value, const char* argument, const char* expected) {
  const bool number = !PyBool_Check(value.ptr()) && PyNumber_Check(value.ptr());
  const double x = number ? PyFloat_AsDouble(value.ptr()) : -1.0;
  if (!number || (x == -1.0 && PyErr_Occurred())) {
    PyErr_Clear();
    raise({errc::bad_type, argument, expected, text_of(value)});
  }
  return x;
}

running::running(nb::handle seed, nb::handle threads, nb::handle progress)
    : seed_(whole(seed, "seed", 0, ~std::uint64_t{0})),
      threads_(static_cast<unsigned>(whole(threads, "threads", 0, 1024))),
      progress_(nb::borrow(progress)) {
  if (!progress.is_none() && !PyCallable_Check(progress.ptr())) {
    raise({errc::bad_type, "progress", "a function of two numbers", text_of(progress)});
  }
}

bool running::tell(std::size_t done, std::size_t total) {
  const auto now = std::chrono::steady_clock::now();
  total_ = total;
  if (now - last_ < std::chrono::milliseconds(50) && done < total) return true;
  last_ = now;
  const nb::gil_scoped_acquire locked;
  try {
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    return progress_.is_none() || !progress_(done, total).is(nb::bool_(false));
  } catch (nb::python_error& e) {
    raised_.emplace(std::move(e));
    return false;
  }
}

void running::rethrow() {
  if (raised_) throw nb::python_error(std::move(*raised_));
}

}  // namespace coalign::python
