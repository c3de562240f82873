// SPDX-License-Identifier: Apache-2.0
#include "scores.hpp"

#include "batch_error.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <coalign/batch/summary.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace coalign::python {

namespace {

/// From here on NumPy allocates, which asks the system for large pages.
constexpr std::size_t large = std::size_t{4} << 20;
/// From here on each part has its own memory: what is larger, allocators give back to the system at once, and to get it
/// again costs as much as to fill it.
constexpr std::size_t too_large_to_keep = std::size_t{32} << 20;

/// x · y, where memory may have so much.
std::size_t times(std::size_t x, std::size_t y) {
  constexpr std::size_t most = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / 16;
  if (y != 0 && x > most / y) raise_batch(fail(errc::too_large));
  return x * y;
}

std::size_t up_to_8(std::size_t n) { return n + (8 - n % 8) % 8; }

/// Memory that NumPy arrays own. It may be given back on any thread, as Arrow's is.
class numpy_memory {
 public:
  std::byte* take(std::size_t size) {
    nb::object array = nb::module_::import_("numpy").attr("empty")(size, "u1");
    const auto seen = nb::cast<nb::ndarray<std::uint8_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>>(array);
    owners_.append(array);
    return reinterpret_cast<std::byte*>(seen.data());
  }
  [[nodiscard]] std::shared_ptr<const void> owner() {
    PyObject* const list = owners_.release().ptr();
    return {list, [](PyObject* held) {
              if (!Py_IsInitialized()) return;
              const nb::gil_scoped_acquire locked;
              Py_DECREF(held);
            }};
  }

 private:
  nb::list owners_;
};

}  // namespace

scores::scores(std::size_t rows, bool wide, std::optional<std::size_t> items)
    : rows_(rows), items_(items), wide_(wide) {
  const std::size_t numbers = up_to_8(times(rows, wide ? sizeof(double) : sizeof(float)));
  std::array<std::size_t, part_count> sizes{};
  std::fill_n(sizes.begin(), number_count, numbers);
  sizes[items_part] = times(numbers, items.value_or(0));
  sizes[item_means_part] = times(items.value_or(0), sizeof(double));
  sizes[status_part] = rows;
  const std::size_t all = std::accumulate(sizes.begin(), sizes.end(), std::size_t{8});
  if (all >= too_large_to_keep) {
    numpy_memory memory;
    for (std::size_t part = 0; part < part_count; ++part) parts_[part] = memory.take(sizes[part]);
    memory_ = memory.owner();
    return;
  }
  std::byte* at = nullptr;
  if (all >= large) {
    numpy_memory memory;
    at = memory.take(all);
    memory_ = memory.owner();
  } else {
    auto memory = std::make_shared_for_overwrite<std::byte[]>(all);
    at = memory.get();
    memory_ = std::move(memory);
  }
  for (std::size_t part = 0; part < part_count; ++part) {
    parts_[part] = at;
    at += sizes[part];
  }
}

std::shared_ptr<const void> scores::export_memory() {
  std::shared_ptr<const void> held = exported_.lock();
  if (!held) {
    // One owner for all tables, so that the last of them to go can be seen.
    held = std::make_shared<std::shared_ptr<const void>>(memory_);
    exported_ = held;
  }
  return held;
}

template <class T>
nb::object scores::array_of(T* data, std::initializer_list<std::size_t> shape) const {
  auto held = std::make_unique<std::shared_ptr<const void>>(memory_);
  const nb::capsule owner(held.get(), [](void* p) noexcept { delete static_cast<std::shared_ptr<const void>*>(p); });
  static_cast<void>(held.release());
  return nb::ndarray<nb::numpy, T>(data, shape, owner).cast();
}

nb::object scores::number_array(std::size_t at) {
  nb::object& array = arrays_[at];
  if (!array.is_valid()) {
    array = wide_ ? array_of(reinterpret_cast<double*>(number(at)), {rows_})
                  : array_of(reinterpret_cast<float*>(number(at)), {rows_});
  }
  return array;
}

nb::object scores::status_array() {
  nb::object& array = arrays_[status_part];
  if (!array.is_valid()) array = array_of(status(), {rows_});
  return array;
}

nb::object scores::items_array() {
  if (!items_) return nb::none();
  nb::object& array = arrays_[items_part];
  if (!array.is_valid()) {
    std::byte* const at = parts_[items_part];
    array = wide_ ? array_of(reinterpret_cast<double*>(at), {rows_, *items_})
                  : array_of(reinterpret_cast<float*>(at), {rows_, *items_});
  }
  return array;
}

nb::object scores::item_means_array() {
  if (!items_) return nb::none();
  nb::object& array = arrays_[item_means_part];
  if (!array.is_valid()) array = array_of(item_means(), {*items_});
  return array;
}

namespace {

nb::object summary_of(const scores& s, std::size_t worst) {
  auto found = [&] {
    const nb::gil_scoped_release unlocked;
    const auto summarise = [&]<class T>(const batch::outputs<T>& out) {
      return batch::summarise(std::span<const T>(out.gap), std::span<const std::uint8_t>(out.status), worst);
    };
    return s.wide() ? summarise(s.outputs<double>()) : summarise(s.outputs<float>());
  }();
  if (!found) raise_batch(found.error());
  const batch::summary& all = found.value();
  nb::dict by_status;
  for (std::size_t code = 0; code < errc_count; ++code) {
    if (all.by_status[code] > 0) by_status[error_name(static_cast<errc>(code)).data()] = all.by_status[code];
  }
  const auto number = [&](double x) { return all.scored > 0 ? nb::object(nb::float_(x)) : nb::object(nb::none()); };
  return nb::module_::import_("coalign._summary")
      .attr("Summary")(all.rows, all.scored, number(all.mean), number(all.p10), number(all.p50), number(all.p90),
                       all.worst, by_status);
}

nb::list status_names(const scores& s) {
  std::array<nb::object, 256> names;
  nb::list out;
  for (std::size_t r = 0; r < s.rows(); ++r) {
    const std::uint8_t code = s.status()[r];
    if (!names[code].is_valid()) names[code] = nb::cast(std::string(error_name(static_cast<errc>(code))));
    out.append(names[code]);
  }
  return out;
}

/// Everything, in the order of the attributes.
nb::tuple state_of(scores& s) {
  nb::list all;
  for (std::size_t at = 0; at < number_count; ++at) all.append(s.number_array(at));
  all.append(s.status_array());
  all.append(s.items_array());
  all.append(s.item_means_array());
  return nb::tuple(all);
}

template <class T>
void take(std::span<T> to, nb::handle from) {
  const auto array = nb::cast<nb::ndarray<const T, nb::c_contig, nb::device::cpu>>(from);
  if (array.size() != to.size())
    raise({errc::size_mismatch, "state", std::to_string(to.size()), std::to_string(array.size())});
  if (!to.empty()) std::memcpy(to.data(), array.data(), to.size_bytes());
}

template <class T>
void restore(const scores& s, const nb::tuple& state) {
  const batch::outputs<T> out = s.outputs<T>();
  const std::array<std::span<T>, number_count> numbers{out.gap,  out.metric,  out.priority,
                                                       out.goal, out.horizon, out.risk};
  for (std::size_t at = 0; at < number_count; ++at) take(numbers[at], state[at]);
  take(out.status, state[number_count]);
  if (!s.items()) return;
  take(out.items, state[number_count + 1]);
  take(out.item_means, state[number_count + 2]);
}

scores from_state(const nb::tuple& state) {
  if (state.size() != number_count + 3)
    raise({errc::size_mismatch, "state", "nine arrays", std::to_string(state.size())});
  const auto rows = nb::cast<std::size_t>(state[0].attr("size"));
  const bool wide = nb::cast<std::size_t>(state[0].attr("itemsize")) == sizeof(double);
  std::optional<std::size_t> items;
  if (!state[number_count + 2].is_none()) items = nb::cast<std::size_t>(state[number_count + 2].attr("size"));
  scores s(rows, wide, items);
  wide ? restore<double>(s, state) : restore<float>(s, state);
  return s;
}

#define ARRAY_OF(type) "numpy.typing.NDArray[" type "]"

template <std::size_t At, std::size_t N>
void bind_number(nb::class_<scores>& c, const char (&signature)[N], const char* text) {
  c.def_prop_ro(number_names[At], [](scores& s) { return s.number_array(At); }, nb::sig(signature), text);
}

#define NUMBER_SIGNATURE(name) "def " name "(self) -> " ARRAY_OF("typing.Any")

}  // namespace

void bind_scores(nb::module_& m) {
  nb::class_<scores> c(
      m, "Scores",
      "The gaps of a portfolio, a number for each row. A row that cannot be scored is NaN, and `status` says why.\n\n"
      "An Arrow table too: ``polars.DataFrame(s)``, ``pyarrow.table(s)`` and DuckDB take it as it is, without copying\n"
      "numbers. There NaN is null, and `status` a name.");
  bind_number<0>(c, NUMBER_SIGNATURE("gap"), "The overall gap, 0..1.");
  bind_number<1>(c, NUMBER_SIGNATURE("metric_gap"), "Priorities and goals together.");
  bind_number<2>(c, NUMBER_SIGNATURE("priority_gap"), "The share of priority that would have to move.");
  bind_number<3>(c, NUMBER_SIGNATURE("goal_gap"), "What targets add where both care; 0 without `delta`.");
  bind_number<4>(c, NUMBER_SIGNATURE("horizon_gap"), "How far apart in time the sides look.");
  bind_number<5>(c, NUMBER_SIGNATURE("risk_gap"), "How far apart their severities are.");
  c.def_prop_ro(
      "status", [](scores& s) { return s.status_array(); }, nb::sig("def status(self) -> " ARRAY_OF("numpy.uint8")),
      "Codes as integers: 0 is ok.");
  c.def_prop_ro(
      "items", [](scores& s) { return s.items_array(); },
      nb::sig("def items(self) -> " ARRAY_OF("typing.Any") " | None"),
      "With `explain`: rows by items, what each metric, horizon boundary and risk adds to the gap.");
  c.def_prop_ro(
      "item_means", [](scores& s) { return s.item_means_array(); },
      nb::sig("def item_means(self) -> " ARRAY_OF("numpy.float64") " | None"),
      "With `explain`: the mean of what each item adds, over the rows that have its block.");
  c.def_prop_ro(
      "index", [](scores& s) { return nb::int_(1) - s.number_array(0); }, nb::sig(NUMBER_SIGNATURE("index")),
      "The alignment index of each row: 1 minus the gap.");
  c.def("status_names", &status_names, nb::sig("def status_names(self) -> list[str]"),
        "The status of each row as a name.");
  c.def("summary", &summary_of, nb::arg("worst") = 10,
        nb::sig("def summary(self, worst: int = 10) -> coalign._summary.Summary"),
        "Mean, quantiles and the worst rows, without reading the input again.");
  c.def("__len__", &scores::rows);
  c.def("__repr__", [](const scores& s) { return "<coalign.Scores of " + std::to_string(s.rows()) + " rows>"; });
  c.def("__getstate__", &state_of, nb::sig("def __getstate__(self) -> tuple[typing.Any, ...]"));
  c.def(
      "__setstate__", [](scores& s, const nb::tuple& state) { new (&s) scores(from_state(state)); },
      nb::sig("def __setstate__(self, state: tuple[typing.Any, ...], /) -> None"));
  c.def(
      "__arrow_c_stream__", [](scores& s, nb::handle) { return arrow_stream_of(s); },
      nb::arg("requested_schema") = nb::none(),
      nb::sig("def __arrow_c_stream__(self, requested_schema: object = None) -> object"),
      "One record batch, by the Arrow PyCapsule interface. It shares this memory, which `out` refuses as long as it "
      "lives.");
  c.def("__arrow_c_schema__", &arrow_schema_of, nb::sig("def __arrow_c_schema__(self) -> object"),
        "The columns and their types, by the Arrow PyCapsule interface.");
}

}  // namespace coalign::python
