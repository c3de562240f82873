// SPDX-License-Identifier: Apache-2.0
// Scores as an Arrow table, by the C stream interface: numbers in place, a bit for each that is there, statuses as
// codes with their names as dictionary.
#include "arrow.hpp"
#include "scores.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace coalign::python {

namespace {

constexpr std::int64_t nullable = 2;  // ARROW_FLAG_NULLABLE

/// The names of all codes, as Arrow has texts.
struct code_names {
  std::vector<std::int32_t> ends{0};
  std::string text;
};

const code_names& all_code_names() {
  static const code_names all = [] {
    code_names made;
    for (std::size_t code = 0; code < errc_count; ++code) {
      made.text += error_name(static_cast<errc>(code));
      made.ends.push_back(static_cast<std::int32_t>(made.text.size()));
    }
    return made;
  }();
  return all;
}

/// What the arrays of one export share.
struct table {
  std::shared_ptr<const void> memory;
  std::size_t rows = 0;
  bool wide = true;
  std::array<const void*, number_count> numbers{};
  const void* status = nullptr;
  std::array<std::vector<std::uint8_t>, number_count> there;  ///< none where every number is there
  std::array<std::int64_t, number_count> missing{};
};

template <class T>
std::int64_t find_missing(const T* numbers, std::size_t rows, std::vector<std::uint8_t>& there) {
  std::int64_t missing = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    if (!std::isnan(numbers[r])) continue;
    if (missing++ == 0) there.assign(rows / 8 + 1, 0xff);
    there[r / 8] = static_cast<std::uint8_t>(there[r / 8] & ~(1U << r % 8));
  }
  return missing;
}

std::shared_ptr<const table> table_of(scores& s) {
  const std::uint8_t* const status = s.status();
  for (std::size_t r = 0; r < s.rows(); ++r) {
    if (status[r] < errc_count) continue;  // whoever reads the table looks it up in the names
    raise({errc::bad_type, "status", "a code of an error", std::to_string(status[r]), static_cast<std::int64_t>(r)});
  }
  auto t = std::make_shared<table>();
  t->memory = s.export_memory();
  t->rows = s.rows();
  t->wide = s.wide();
  t->status = status;
  for (std::size_t at = 0; at < number_count; ++at) {
    t->numbers[at] = s.number(at);
    t->missing[at] = s.wide() ? find_missing(reinterpret_cast<const double*>(s.number(at)), s.rows(), t->there[at])
                              : find_missing(reinterpret_cast<const float*>(s.number(at)), s.rows(), t->there[at]);
  }
  return t;
}

/// What an array or a schema owns: those below it, which whoever took it may have moved out.
template <class T>
struct family {
  std::shared_ptr<const table> data;
  std::array<const void*, 3> buffers{};
  std::vector<T> children;
  std::vector<T*> pointers;
  T dictionary{};
};

template <class T>
void release(T* x) noexcept {
  auto* const own = static_cast<family<T>*>(x->private_data);
  for (T& child : own->children) {
    if (child.release) child.release(&child);
  }
  if (own->dictionary.release) own->dictionary.release(&own->dictionary);
  delete own;
  x->release = nullptr;
}

/// An array or a schema with nothing in it yet but room for children.
template <class T>
T parent_of(std::size_t children, bool dictionary) {
  auto own = std::make_unique<family<T>>();
  own->children.resize(children);
  for (T& child : own->children) own->pointers.push_back(&child);
  T x{};
  x.n_children = static_cast<std::int64_t>(children);
  x.children = children > 0 ? own->pointers.data() : nullptr;
  x.dictionary = dictionary ? &own->dictionary : nullptr;
  x.release = &release<T>;
  x.private_data = own.release();
  return x;
}

template <class T>
family<T>& family_of(T& x) noexcept {
  return *static_cast<family<T>*>(x.private_data);
}

ArrowSchema schema_of(const char* format, const char* name, std::int64_t flags, std::size_t children = 0,
                      bool dictionary = false) {
  ArrowSchema x = parent_of<ArrowSchema>(children, dictionary);
  x.format = format;
  x.name = name;
  x.flags = flags;
  return x;
}

ArrowSchema table_schema(bool wide) {
  arrow_owner<ArrowSchema> root;
  *root.get() = schema_of("+s", "", 0, number_count + 1);
  auto& children = family_of(*root.get()).children;
  for (std::size_t at = 0; at < number_count; ++at) {
    children[at] = schema_of(wide ? "g" : "f", number_names[at], nullable);
  }
  children[number_count] = schema_of("C", "status", 0, 0, true);
  family_of(children[number_count]).dictionary = schema_of("u", "", 0);
  return std::exchange(*root.get(), ArrowSchema{});
}

ArrowArray array_of(std::shared_ptr<const table> data, std::int64_t length, std::int64_t missing,
                    std::initializer_list<const void*> buffers, std::size_t children = 0, bool dictionary = false) {
  ArrowArray x = parent_of<ArrowArray>(children, dictionary);
  auto& own = family_of(x);
  own.data = std::move(data);
  std::copy(buffers.begin(), buffers.end(), own.buffers.begin());
  x.length = length;
  x.null_count = missing;
  x.n_buffers = static_cast<std::int64_t>(buffers.size());
  x.buffers = own.buffers.data();
  return x;
}

ArrowArray table_array(const std::shared_ptr<const table>& t) {
  const auto rows = static_cast<std::int64_t>(t->rows);
  arrow_owner<ArrowArray> root;
  *root.get() = array_of(t, rows, 0, {nullptr}, number_count + 1);
  auto& children = family_of(*root.get()).children;
  for (std::size_t at = 0; at < number_count; ++at) {
    const void* const there = t->there[at].empty() ? nullptr : t->there[at].data();
    children[at] = array_of(t, rows, t->missing[at], {there, t->numbers[at]});
  }
  const code_names& names = all_code_names();
  children[number_count] = array_of(t, rows, 0, {nullptr, t->status}, 0, true);
  family_of(children[number_count]).dictionary =
      array_of(t, static_cast<std::int64_t>(errc_count), 0, {nullptr, names.ends.data(), names.text.data()});
  return std::exchange(*root.get(), ArrowArray{});
}

/// A stream of one batch.
struct one_batch {
  std::shared_ptr<const table> data;
  bool given = false;
};

template <class T, class Make>
int give(T* out, const Make& make) noexcept {
  try {
    *out = make();
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

ArrowArrayStream stream_of(std::shared_ptr<const table> data) {
  ArrowArrayStream s{};
  s.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) -> int {
    return give(out, [&] { return table_schema(static_cast<one_batch*>(self->private_data)->data->wide); });
  };
  s.get_next = [](ArrowArrayStream* self, ArrowArray* out) -> int {
    auto& own = *static_cast<one_batch*>(self->private_data);
    if (std::exchange(own.given, true)) {
      *out = ArrowArray{};
      return 0;
    }
    return give(out, [&] { return table_array(own.data); });
  };
  s.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  s.release = [](ArrowArrayStream* self) {
    delete static_cast<one_batch*>(self->private_data);
    self->release = nullptr;
  };
  s.private_data = new one_batch{std::move(data)};
  return s;
}

/// A capsule that releases what was not taken out of it.
template <class T, class Make>
nb::object capsule_of(const char* name, const Make& make) {
  auto held = std::make_unique<arrow_owner<T>>();
  *held->get() = make();
  const nb::object capsule = nb::steal(PyCapsule_New(
      held->get(), name, [](PyObject* self) { delete static_cast<arrow_owner<T>*>(PyCapsule_GetContext(self)); }));
  if (!capsule.is_valid()) nb::raise_python_error();
  PyCapsule_SetContext(capsule.ptr(), held.release());
  return capsule;
}

}  // namespace

nb::object arrow_stream_of(scores& s) {
  return capsule_of<ArrowArrayStream>("arrow_array_stream", [&] { return stream_of(table_of(s)); });
}

nb::object arrow_schema_of(const scores& s) {
  return capsule_of<ArrowSchema>("arrow_schema", [&] { return table_schema(s.wide()); });
}

}  // namespace coalign::python
