// SPDX-License-Identifier: Apache-2.0
#include "arrow_matrix.hpp"

#include "batch_error.hpp"

#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include <cstring>
#include <string_view>

namespace coalign::python {

namespace {

constexpr const char* what_it_takes =
    "a column of fixed-size lists of float32 or float64 (priorities and horizons also uint8 or int16), or columns of "
    "these: x.cast(polars.Array(polars.Float64, n)) or x.cast(pyarrow.list_(pyarrow.float64(), n)) makes it so";

[[noreturn]] void refuse(const std::string& argument, const char* expected, std::string got) {
  raise({errc::bad_type, argument, expected, std::move(got)});
}

/// A type as people say it.
std::string type_name(const ArrowSchema& type) {
  using pair = std::pair<std::string_view, const char*>;
  constexpr std::array<pair, 17> names{{{"n", "null"},
                                        {"b", "bool"},
                                        {"c", "int8"},
                                        {"C", "uint8"},
                                        {"s", "int16"},
                                        {"S", "uint16"},
                                        {"i", "int32"},
                                        {"I", "uint32"},
                                        {"l", "int64"},
                                        {"L", "uint64"},
                                        {"e", "float16"},
                                        {"f", "float32"},
                                        {"g", "float64"},
                                        {"u", "text"},
                                        {"U", "text"},
                                        {"vu", "text"},
                                        {"+s", "a table"}}};
  if (type.dictionary) return "a dictionary";
  const std::string_view format = type.format;
  for (const pair& known : names) {
    if (format == known.first) return known.second;
  }
  if (format.starts_with("+") && type.n_children == 1) return "lists of " + type_name(*type.children[0]);
  return "the Arrow type " + std::string(format);
}

struct element_type {
  batch::element type;
  std::size_t size;
};

std::optional<element_type> element_of(const ArrowSchema& type) {
  const std::string_view format = type.format;
  if (type.dictionary) return std::nullopt;
  if (format == "g") return element_type{batch::element::float64, 8};
  if (format == "f") return element_type{batch::element::float32, 4};
  if (format == "C") return element_type{batch::element::uint8, 1};
  if (format == "s") return element_type{batch::element::int16, 2};
  return std::nullopt;
}

bool bit(const void* bits, std::int64_t at) {
  return (static_cast<const std::uint8_t*>(bits)[at / 8] >> (at % 8) & 1U) != 0;
}

/// Bits that say which are there; null where all are. `first` counts in the array's buffers.
struct validity {
  const void* bits = nullptr;
  std::int64_t first = 0;

  validity() = default;
  validity(const ArrowArray& x, std::int64_t start, std::int64_t count) : first(start) {
    if (x.null_count == 0 || !x.buffers[0]) return;
    for (std::int64_t i = 0; i < count; ++i) {
      if (bit(x.buffers[0], first + i)) continue;
      bits = x.buffers[0];
      return;
    }
  }
  [[nodiscard]] bool there(std::int64_t i) const { return !bits || bit(bits, first + i); }
};

const void* aligned(const void* data, const element_type& type, const std::string& argument) {
  if (reinterpret_cast<std::uintptr_t>(data) % type.size != 0) {
    refuse(argument, "aligned memory: a copy of the column makes it so", "a column that is not");
  }
  return data;
}

[[noreturn]] void refuse_null_item(const std::string& argument, std::int64_t row, std::int64_t item) {
  raise({errc::bad_type, argument, "a list without null items: NaN is \"not asked\", x.fill_null(math.nan) makes it so",
         "a null item", row, item});
}

/// Lists of numbers: where they start, how many there are in each.
struct lists {
  std::int64_t first = 0;
  std::int64_t width = 0;
};

/// Lists of any size, where all that are there have one size and lie behind one another. @param width none: rows is 0
template <class Offset>
lists even_lists(const ArrowArray& x, std::int64_t start, std::int64_t rows, const validity& rows_there,
                 const std::string& argument) {
  if (rows == 0) refuse(argument, what_it_takes, "lists without a size");
  const Offset* const ends = static_cast<const Offset*>(x.buffers[1]) + start;
  const lists found{ends[0], (ends[rows] - ends[0]) / rows};
  for (std::int64_t r = 0; r < rows; ++r) {
    if (!rows_there.there(r)) continue;
    const std::int64_t from = ends[r], size = ends[r + 1] - from;
    if (size == found.width && from == found.first + r * found.width) continue;
    refuse(argument, what_it_takes, "lists of several sizes (a null list counts as one of size 0)");
  }
  return found;
}

/// A stream's only batch, or none where it has no rows.
arrow_owner<ArrowArray> only_batch(ArrowArrayStream* stream, const std::string& argument) {
  arrow_owner<ArrowArray> found;
  while (true) {
    arrow_owner<ArrowArray> next;
    if (stream->get_next(stream, next.get()) != 0) {
      const char* const why = stream->get_last_error(stream);
      refuse(argument, "a stream that can be read", why ? why : "an error");
    }
    if (!next.given()) return found;
    if (next->length == 0 && found.given()) continue;
    if (found.given() && found->length > 0) {
      refuse(argument, "one chunk: x.rechunk() or x.combine_chunks() makes it so", "several");
    }
    found = std::move(next);
  }
}

template <class T>
T* pointer_of(nb::handle capsule, const char* name) {
  auto* const p = static_cast<T*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (!p) nb::raise_python_error();
  return p;
}

}  // namespace

std::optional<arrow_matrix> arrow_matrix::read(nb::handle x, const std::string& argument) {
  arrow_owner<ArrowSchema> schema;
  arrow_matrix made;
  if (nb::hasattr(x, "__arrow_c_array__")) {
    const nb::object both = x.attr("__arrow_c_array__")();
    schema = arrow_owner<ArrowSchema>(pointer_of<ArrowSchema>(both[0], "arrow_schema"));
    made.array_ = arrow_owner<ArrowArray>(pointer_of<ArrowArray>(both[1], "arrow_array"));
  } else {
    const nb::object capsule = x.attr("__arrow_c_stream__")();
    arrow_owner<ArrowArrayStream> stream(pointer_of<ArrowArrayStream>(capsule, "arrow_array_stream"));
    if (stream->get_schema(stream.get(), schema.get()) != 0) {
      const char* const why = stream->get_last_error(stream.get());
      refuse(argument, "a stream that can be read", why ? why : "an error");
    }
    if (!std::string_view(schema->format).starts_with("+")) return std::nullopt;
    made.array_ = only_batch(stream.get(), argument);
  }
  const std::string_view format = schema->format;
  if (!format.starts_with("+")) return std::nullopt;
  const ArrowSchema* type = schema.get();
  const ArrowArray* array = made.array_.given() ? made.array_.get() : nullptr;
  const std::int64_t rows = array ? array->length : 0;
  std::int64_t start = array ? array->offset : 0;  // of the rows in `array`'s children, then in `array` itself
  made.rows_ = static_cast<std::size_t>(rows);

  if (format == "+s") {
    if (type->n_children == 0) raise({errc::size_mismatch, argument, "at least one column", "0"});
    if (array && validity(*array, start, rows).bits) {
      refuse(argument, "rows that are there: a null belongs into a column of lists", "null rows");
    }
    const bool of_lists = std::string_view(type->children[0]->format).starts_with("+");
    if (!of_lists) {
      const auto element = element_of(*type->children[0]);
      for (std::int64_t c = 0; c < type->n_children; ++c) {
        const auto other = element_of(*type->children[c]);
        if (!other) refuse(argument, what_it_takes, type_name(*type->children[c]));
        if (other->type != element->type) refuse(argument, "columns of one type", "several types");
      }
      made.matrix_ = {.columns = static_cast<std::size_t>(type->n_children), .row_stride = 1, .type = element->type};
      for (std::int64_t c = 0; array && c < type->n_children; ++c) {
        const ArrowArray& column = *array->children[c];
        const std::int64_t first = column.offset + start;
        const validity numbers(column, first, rows);
        for (std::int64_t r = 0; numbers.bits && r < rows; ++r) {
          if (!numbers.there(r)) refuse_null_item(argument, r, c);
        }
        const auto* const data = static_cast<const std::byte*>(column.buffers[1]);
        made.columns_at_.push_back(
            aligned(rows > 0 ? data + first * static_cast<std::int64_t>(element->size) : data, *element, argument));
      }
      return made;
    }
    if (type->n_children != 1) {
      refuse(argument, "one column of lists: x.select(name) or x[name]", std::to_string(type->n_children) + " columns");
    }
    type = type->children[0];
    if (array) array = array->children[0];
  } else {
    start = 0;
  }

  const std::string_view list = type->format;
  const bool fixed = list.starts_with("+w:");
  if (type->dictionary || (!fixed && list != "+l" && list != "+L")) refuse(argument, what_it_takes, type_name(*type));
  const auto element = element_of(*type->children[0]);
  if (!element) refuse(argument, what_it_takes, type_name(*type));
  if (array) start += array->offset;
  const validity rows_there = array ? validity(*array, start, rows) : validity();
  lists in_child;
  if (fixed) {
    in_child.width = std::stoll(std::string(list.substr(3)));
    in_child.first = start * in_child.width;
  } else if (list == "+l" && array) {
    in_child = even_lists<std::int32_t>(*array, start, rows, rows_there, argument);
  } else if (array) {
    in_child = even_lists<std::int64_t>(*array, start, rows, rows_there, argument);
  } else {
    refuse(argument, what_it_takes, "lists without a size");
  }
  if (in_child.width <= 0) raise({errc::size_mismatch, argument, "at least one column", "0"});
  made.matrix_ = {.columns = static_cast<std::size_t>(in_child.width),
                  .row_stride = static_cast<std::ptrdiff_t>(in_child.width),
                  .column_stride = 1,
                  .type = element->type,
                  .validity = static_cast<const std::uint8_t*>(rows_there.bits),
                  .validity_offset = static_cast<std::size_t>(start)};
  if (!array) return made;
  const ArrowArray& numbers = *array->children[0];
  in_child.first += numbers.offset;
  const validity items_there(numbers, in_child.first, rows * in_child.width);
  for (std::int64_t r = 0; items_there.bits && r < rows; ++r) {
    for (std::int64_t i = 0; rows_there.there(r) && i < in_child.width; ++i) {
      if (!items_there.there(r * in_child.width + i)) refuse_null_item(argument, r, i);
    }
  }
  const auto* const data = static_cast<const std::byte*>(numbers.buffers[1]);
  made.matrix_.data =
      aligned(rows > 0 ? data + in_child.first * static_cast<std::int64_t>(element->size) : data, *element, argument);
  return made;
}

void bind_arrow_matrix(nb::module_& m) {
  nb::class_<arrow_matrix>(m, "ArrowMatrix", "A block of one side, where Arrow has it.")
      .def_prop_ro("has_missing_rows", &arrow_matrix::has_missing_rows);
  m.def("arrow_matrix", &arrow_matrix::read, nb::arg("x"), nb::arg("argument"),
        nb::sig("def arrow_matrix(x: typing.Any, argument: str) -> ArrowMatrix | None"),
        "Lists or columns of numbers behind the Arrow PyCapsule interface; None for a column of numbers.");
}

}  // namespace coalign::python
