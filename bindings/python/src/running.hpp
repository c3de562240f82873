// SPDX-License-Identifier: Apache-2.0
// Long calls: seed, threads, progress, Ctrl-C.
#pragma once

#include "raise.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace coalign::python {

/// A value as Python shows it, for errors.
[[nodiscard]] std::string text_of(nb::handle value);

/// A whole number in low..high. @raises coalign.Error: bad_type, bad_option
[[nodiscard]] std::uint64_t whole(nb::handle value, const char* argument, std::uint64_t low, std::uint64_t high);

/// A number. @raises coalign.Error: bad_type
[[nodiscard]] double real(nb::handle value, const char* argument, const char* expected);

/// What goes on while a call works without the GIL: twenty times a second it takes it, for Ctrl-C and for `progress`,
/// a Python function (or None) that is called with how much is done, of how much. What it raises ends the work, and so
/// does False.
class running {
 public:
  running(nb::handle seed, nb::handle threads, nb::handle progress);
  running(const running&) = delete;
  running& operator=(const running&) = delete;

  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
  [[nodiscard]] unsigned threads() const noexcept { return threads_; }
  /// To be called on the thread of the call.
  [[nodiscard]] std::function<bool(std::size_t, std::size_t)> progress() {
    return [this](std::size_t done, std::size_t total) { return tell(done, total); };
  }
  /// Tells that all is done, where anything was told. Takes the GIL.
  void finish() {
    if (total_ > 0) static_cast<void>(tell(total_, total_));
  }
  /// Raises what the callback raised, where that ended the work. With the GIL.
  void rethrow();

 private:
  [[nodiscard]] bool tell(std::size_t done, std::size_t total);

  std::uint64_t seed_;
  unsigned threads_;
  nb::object progress_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::size_t total_ = 0;
  std::optional<nb::python_error> raised_;
};

}  // namespace coalign::python
