// SPDX-License-Identifier: Apache-2.0
// The Arrow C data and stream interfaces (https://arrow.apache.org/docs/format/CDataInterface.html), whose layout never
// changes, and what owns them here.
#pragma once

#include <cstdint>
#include <utility>

extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif
}

namespace coalign::python {

/// One of the three, released at the end.
template <class T>
class arrow_owner {
 public:
  arrow_owner() = default;
  /// Takes it over: what it came from counts as released.
  explicit arrow_owner(T* from) noexcept : value_(*from) { from->release = nullptr; }
  arrow_owner(arrow_owner&& other) noexcept : value_(std::exchange(other.value_, T{})) {}
  arrow_owner& operator=(arrow_owner&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  arrow_owner(const arrow_owner&) = delete;
  arrow_owner& operator=(const arrow_owner&) = delete;
  ~arrow_owner() {
    if (value_.release) value_.release(&value_);
  }

  [[nodiscard]] bool given() const noexcept { return value_.release != nullptr; }
  [[nodiscard]] T* get() noexcept { return &value_; }
  T* operator->() noexcept { return &value_; }
  const T* operator->() const noexcept { return &value_; }
  const T& operator*() const noexcept { return value_; }

 private:
  T value_{};
};

}  // namespace coalign::python
