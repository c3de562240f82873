// SPDX-License-Identifier: Apache-2.0
// coalign.score: a portfolio of arrays, read in place. What is plain is scored at once; for all else shapes are checked
// in Python, and this passes pointers on.
#include "array.hpp"
#include "arrow_matrix.hpp"
#include "batch_error.hpp"
#include "numpy_array.hpp"
#include "running.hpp"
#include "scores.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <coalign/batch/score.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace coalign::python {

namespace {

/// So few rows are done before a vector kernel has its memory, or another thread could take the lock of the
/// interpreter.
constexpr std::size_t few_rows = 8;
/// Fewer rows than any portfolio is cut at: more threads than one would have nothing to do.
constexpr std::size_t one_chunk = 1024;
/// To read so many numbers takes some times as long as to start a thread.
constexpr std::size_t worth_a_thread = std::size_t{1} << 20;

policy policy_of(double rho, const std::vector<double>& weights, bool equal, const std::vector<double>& scale) {
  policy p;
  p.rho = rho;
  if (weights.size() == block_count) std::copy(weights.begin(), weights.end(), p.weights.begin());
  p.spacing = equal ? spacing::equal : spacing::log;
  if (scale.size() == 2) p.rating_scale = coalign::rating_scale{scale[0], scale[1]};
  return p;
}

/// What is scored, beside the sides.
struct task {
  std::span<const double> influence{};
  policy conventions{};
  batch::options options{};
  bool group = false;
};

template <class T>
result<batch::tally> run(std::span<const batch::view> sides, const task& t, const batch::outputs<T>& out) {
  return t.group ? batch::score_group(sides, t.influence, t.conventions, out, t.options)
                 : batch::score(sides[0], sides[1], t.conventions, out, t.options);
}

/// Whether one thread is done before others help.
bool is_little(std::span<const batch::view> sides) {
  std::size_t numbers = 0;
  for (const batch::view& side : sides) {
    numbers += side.priorities.columns + side.horizons.columns + side.severities.columns;
  }
  return sides[0].rows < worth_a_thread / std::max<std::size_t>(numbers, 1);
}

/// Scores into memory that fits. Nothing that is computed depends on how few rows there are.
void score_into(const scores& out, std::span<const batch::view> sides, task& t, running* call) {
  if (out.rows() <= one_chunk || (t.options.threads == 0 && is_little(sides))) t.options.threads = 1;
  const auto go = [&] {
    return out.wide() ? run(sides, t, out.outputs<double>()) : run(sides, t, out.outputs<float>());
  };
  auto found = [&] {
    if (out.rows() <= few_rows) {
      t.options.instructions = batch::instruction_set::scalar;
      auto tally = go();
      if (tally && call) call->finish();
      return tally;
    }
    const nb::gil_scoped_release unlocked;
    auto tally = go();
    if (tally && call) call->finish();
    return tally;
  }();
  if (call) call->rethrow();
  if (!found) raise_batch(found.error());
}

// --- Plain arguments

/// The two sides of a block, and what all blocks must have in common.
class plain {
 public:
  /// @returns false where this is for Python to look at.
  [[nodiscard]] bool take_block(nb::handle block, batch::matrix& a, batch::matrix& b) {
    if (block.is_none()) return true;
    PyObject *first = nullptr, *second = nullptr;
    if (PyTuple_CheckExact(block.ptr()) && PyTuple_Size(block.ptr()) == 2) {
      first = PyTuple_GetItem(block.ptr(), 0);
      second = PyTuple_GetItem(block.ptr(), 1);
    } else if (PyList_CheckExact(block.ptr()) && PyList_Size(block.ptr()) == 2) {
      first = PyList_GetItem(block.ptr(), 0);
      second = PyList_GetItem(block.ptr(), 1);
    } else {
      return false;
    }
    if (!take(first, a) || !take(second, b) || a.columns != b.columns) return false;
    wide_ = wide_ || a.type == batch::element::float64 || b.type == batch::element::float64;
    any_ = true;
    return true;
  }

  [[nodiscard]] bool take(nb::handle x, batch::matrix& to) {
    if (!layout_ || Py_TYPE(x.ptr()) != layout_->array) return false;
    const auto& array = *reinterpret_cast<const numpy_array*>(x.ptr());
    std::ptrdiff_t size = 0;
    if (array.dtype == layout_->float64) {
      to.type = batch::element::float64;
      size = sizeof(double);
    } else if (array.dtype == layout_->float32) {
      to.type = batch::element::float32;
      size = sizeof(float);
    } else {
      return false;
    }
    const bool table = array.dimensions == 2;
    if ((!table && array.dimensions != 1) || (array.flags & numpy_array::aligned) == 0) return false;
    const std::ptrdiff_t columns = array.shape[table ? 1 : 0], across = array.strides[table ? 1 : 0],
                         down = table ? array.strides[0] : 0;
    if (columns == 0 || across % size != 0 || down % size != 0) return false;
    if (across != size && columns > 1 && !(table && (down == size || array.shape[0] <= 1))) return false;
    if (table) {
      const auto rows = static_cast<std::size_t>(array.shape[0]);
      if (rows_ && *rows_ != rows) return false;
      rows_ = rows;
    }
    kept_[count_++] = nb::borrow(x);
    to.data = array.data;
    to.columns = static_cast<std::size_t>(columns);
    to.row_stride = down / size;
    to.column_stride = across / size;
    return true;
  }

  [[nodiscard]] bool any() const noexcept { return any_; }
  [[nodiscard]] bool wide() const noexcept { return wide_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_.value_or(1); }

 private:
  const std::optional<numpy_layout>& layout_ = layout_of_numpy();
  std::array<nb::object, 7> kept_;  // a list may lose them while the lock of the interpreter is released
  std::size_t count_ = 0;
  std::optional<std::size_t> rows_;
  bool wide_ = false, any_ = false;
};

/// Scores two sides whose blocks are NumPy arrays that need no look from Python, under usual conventions.
/// @returns Scores; None, where Python is to look at the arguments. Errors are those that Python would raise.
nb::object score_plain(nb::handle priorities, nb::handle horizons, nb::handle risks, nb::handle delta,
                       nb::handle risk_weights, nb::handle days, nb::handle policy, nb::handle threads,
                       nb::handle explain, nb::handle progress, nb::handle out) {
  const nb::object no = nb::none();
  if (!risk_weights.is_none() || !days.is_none() || !policy.is_none()) return no;
  if (!PyLong_CheckExact(threads.ptr()) || !PyBool_Check(explain.ptr())) return no;
  if (!progress.is_none() && !PyCallable_Check(progress.ptr())) return no;
  int beyond = 0;
  const long count = PyLong_AsLongAndOverflow(threads.ptr(), &beyond);
  if (beyond != 0 || count < 0 || count > 1024) return no;
  std::array<batch::view, 2> sides{};
  auto& [a, b] = sides;
  plain given;
  if (!given.take_block(priorities, a.priorities, b.priorities) ||
      !given.take_block(horizons, a.horizons, b.horizons) || !given.take_block(risks, a.severities, b.severities) ||
      !given.any()) {
    return no;
  }
  task t;
  if (!delta.is_none()) {
    const auto kind = given.wide() ? batch::element::float64 : batch::element::float32;
    if (!given.take(delta, t.options.delta) || t.options.delta.type != kind) return no;
  }
  a.rows = b.rows = given.rows();
  std::optional<std::size_t> items;
  if (explain.ptr() == Py_True) items = batch::item_count(a, b);

  const scores* memory = nullptr;
  if (!out.is_none() &&
      (!nb::try_cast(out, memory, false) || !memory || !memory->fits(given.rows(), given.wide(), items))) {
    return no;
  }
  std::optional<running> call;
  if (given.rows() > few_rows || !progress.is_none()) {
    call.emplace(nb::int_(0), threads, progress);
    t.options.threads = call->threads();
    t.options.progress = call->progress();
  }
  if (memory) {
    score_into(*memory, sides, t, call ? &*call : nullptr);
    return nb::borrow(out);
  }
  scores made(given.rows(), given.wide(), items);
  score_into(made, sides, t, call ? &*call : nullptr);
  return nb::cast(std::move(made));
}

// --- All others

/// An argument as the batch reads it: two dimensions, or one that stands for every row.
class argument {
 public:
  argument(nb::handle given, std::string name) : name_(std::move(name)) {
    if (given.is_none()) return;
    if (nb::isinstance<arrow_matrix>(given)) {
      const auto& arrow = *nb::inst_ptr<arrow_matrix>(given);
      matrix_ = arrow.matrix();
      rows_ = arrow.rows();
      return;
    }
    const auto x = nb::cast<nb::ndarray<nb::ro, nb::device::cpu>>(given);
    const auto type = [&]() -> batch::element {
      if (x.dtype() == nb::dtype<double>()) return batch::element::float64;
      if (x.dtype() == nb::dtype<float>()) return batch::element::float32;
      if (x.dtype() == nb::dtype<std::uint8_t>()) return batch::element::uint8;
      if (x.dtype() == nb::dtype<std::int16_t>()) return batch::element::int16;
      raise({errc::bad_type, name_, element_types, "another type"});
    }();
    const std::size_t columns = x.shape(x.ndim() - 1);
    const bool table = x.ndim() == 2;
    if (table) rows_ = x.shape(0);
    const std::int64_t down = table ? x.stride(0) : 0, across = x.stride(x.ndim() - 1);
    const bool contiguous = across == 1 || columns <= 1 || (table && (down == 1 || x.shape(0) <= 1));
    if (!contiguous) {
      raise({errc::bad_type, name_, "rows or columns that are contiguous: numpy.ascontiguousarray(x) makes them so",
             "other strides"});
    }
    matrix_ = {.data = x.data(),
               .columns = columns,
               .row_stride = static_cast<std::ptrdiff_t>(down),
               .column_stride = static_cast<std::ptrdiff_t>(across),
               .type = type};
  }

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const batch::matrix& matrix() const noexcept { return matrix_; }
  [[nodiscard]] bool wide() const noexcept { return !matrix_.absent() && matrix_.type == batch::element::float64; }
  /// Of a table; a vector stands for every row.
  [[nodiscard]] std::optional<std::size_t> rows() const noexcept { return rows_; }

 private:
  std::string name_;
  batch::matrix matrix_{};
  std::optional<std::size_t> rows_;
};

std::string listed(const std::set<std::size_t>& numbers) {
  std::string text = "[";
  for (const std::size_t n : numbers) text += (text.size() > 1 ? ", " : "") + std::to_string(n);
  return text + "]";
}

/// All arguments of a call: what they have in common, and the sides.
struct arguments {
  std::array<std::vector<argument>, block_count> blocks;
  argument delta;
  std::size_t rows = 1;
  bool wide = false;
  std::vector<batch::view> sides;

  arguments(const std::array<std::vector<nb::object>, block_count>& given, nb::handle distances)
      : delta(distances, "delta") {
    std::set<std::size_t> counts;
    const auto count = [&](const argument& x) {
      if (x.rows()) counts.insert(*x.rows());
    };
    for (std::size_t b = 0; b < block_count; ++b) {
      sides.resize(std::max(sides.size(), given[b].size()));
      for (std::size_t k = 0; k < given[b].size(); ++k) {
        const argument& x = blocks[b].emplace_back(given[b][k], side_argument(b, k));
        count(x);
        wide = wide || x.wide();
      }
    }
    count(delta);
    if (counts.size() > 1) raise({errc::size_mismatch, "score", "as many rows in every array", listed(counts)});
    if (!counts.empty()) rows = *counts.begin();
    for (auto& block : blocks) check_widths(block);
    constexpr std::array<batch::matrix batch::view::*, block_count> members{
        &batch::view::priorities, &batch::view::horizons, &batch::view::severities};
    for (std::size_t k = 0; k < sides.size(); ++k) {
      sides[k].rows = rows;
      for (std::size_t b = 0; b < block_count; ++b) {
        if (k < blocks[b].size()) sides[k].*members[b] = blocks[b][k].matrix();
      }
    }
  }

  static void check_widths(const std::vector<argument>& block) {
    std::size_t width = 0;
    for (const argument& x : block) {
      if (x.matrix().absent()) continue;
      if (width == 0) width = x.matrix().columns;
      if (x.matrix().columns == width) continue;
      raise({errc::size_mismatch, x.name(), std::to_string(width) + " columns, as another side has",
             std::to_string(x.matrix().columns)});
    }
  }

  [[nodiscard]] std::size_t items() const noexcept {
    batch::view all;  // the blocks that any side has
    for (const batch::view& side : sides) {
      if (all.priorities.absent()) all.priorities = side.priorities;
      if (all.horizons.absent()) all.horizons = side.horizons;
      if (all.severities.absent()) all.severities = side.severities;
    }
    return batch::item_count(all, all);
  }
};

/// Memory for results: new, or that of earlier Scores where it fits.
nb::object memory_for(nb::handle out, std::size_t rows, bool wide, std::optional<std::size_t> items) {
  if (out.is_none()) return nb::cast(scores(rows, wide, items));
  const scores* memory = nullptr;
  if (!nb::try_cast(out, memory, false) || !memory) {
    raise({errc::bad_type, "out", "the Scores of an earlier call", nb::cast<std::string>(out.type().attr("__name__"))});
  }
  const scores& given = *memory;
  if (given.fits(rows, wide, items)) return nb::borrow(out);
  if (given.exported()) {
    raise({errc::bad_option, "out", "Scores that no Arrow table reads", "Scores whose memory a table shares"});
  }
  const auto shown = [](std::size_t n, bool is_wide) {
    return std::to_string(n) + " rows of " + (is_wide ? "float64" : "float32");
  };
  raise({errc::size_mismatch, "out", "Scores of " + shown(rows, wide), shown(given.rows(), given.wide())});
}

nb::object score_arrays(const std::vector<nb::object>& priorities, const std::vector<nb::object>& horizons,
                        const std::vector<nb::object>& risks, nb::handle delta, const std::vector<double>& risk_weights,
                        const std::vector<double>& days, const std::vector<double>& influence, double rho,
                        const std::vector<double>& weights, bool equal_spacing, const std::vector<double>& rating_scale,
                        bool group, bool explain, nb::handle threads, nb::handle progress, nb::handle out) {
  const arguments given({priorities, horizons, risks}, delta);
  const nb::object result =
      memory_for(out, given.rows, given.wide, explain ? std::optional(given.items()) : std::nullopt);
  running call(nb::int_(0), threads, progress);
  task t{.influence = influence,
         .conventions = policy_of(rho, weights, equal_spacing, rating_scale),
         .options = {.delta = given.delta.matrix(),
                     .days = days,
                     .risk_weights = risk_weights,
                     .threads = call.threads(),
                     .progress = call.progress()},
         .group = group};
  score_into(*nb::inst_ptr<scores>(result), given.sides, t, &call);
  return result;
}

#define ANY "typing.Any"
#define FLOATS "collections.abc.Sequence[float]"
#define SIDES "collections.abc.Sequence[typing.Any]"

}  // namespace

void bind_score(nb::module_ m) {
  bind_scores(m);
  bind_arrow_matrix(m);
  m.def("score_plain", &score_plain, nb::arg("priorities").none(), nb::arg("horizons").none(), nb::arg("risks").none(),
        nb::arg("delta").none(), nb::arg("risk_weights").none(), nb::arg("days").none(), nb::arg("policy").none(),
        nb::arg("threads").none(), nb::arg("explain").none(), nb::arg("progress").none(), nb::arg("out").none(),
        nb::sig("def score_plain(priorities: " ANY ", horizons: " ANY ", risks: " ANY ", delta: " ANY
                ", risk_weights: " ANY ", days: " ANY ", policy: " ANY ", threads: " ANY ", explain: " ANY
                ", progress: " ANY ", out: " ANY ") -> Scores | None"),
        "Scores plain arrays under usual conventions; None where the arguments are not that.");
  m.def("score_arrays", &score_arrays, nb::arg("priorities"), nb::arg("horizons"), nb::arg("risks"),
        nb::arg("delta").none(), nb::arg("risk_weights"), nb::arg("days"), nb::arg("influence"), nb::arg("rho"),
        nb::arg("weights"), nb::arg("equal_spacing"), nb::arg("rating_scale"), nb::arg("group"), nb::arg("explain"),
        nb::arg("threads").none(), nb::arg("progress").none(), nb::arg("out").none(),
        nb::sig("def score_arrays(priorities: " SIDES ", horizons: " SIDES ", risks: " SIDES ", delta: " ANY
                ", risk_weights: " FLOATS ", days: " FLOATS ", influence: " FLOATS ", rho: float, weights: " FLOATS
                ", equal_spacing: bool, rating_scale: " FLOATS ", group: bool, explain: bool, threads: " ANY
                ", progress: " ANY ", out: " ANY ") -> Scores"),
        "Scores rows of arrays and Arrow columns.");
  m.def(
      "error_name", [](std::size_t code) { return std::string(error_name(static_cast<errc>(code))); }, nb::arg("code"),
      "The name of a status.");
}

}  // namespace coalign::python
