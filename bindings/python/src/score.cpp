// SPDX-License-Identifier: Apache-2.0
// coalign.score: a portfolio of arrays, read in place. Shapes are checked in Python; this passes pointers on.
#include "array.hpp"
#include "running.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <coalign/batch/score.hpp>
#include <coalign/batch/summary.hpp>
#include <coalign/core/number.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coalign::python {

namespace {

using anything = nb::ndarray<nb::ro, nb::device::cpu>;
using given = std::optional<anything>;

constexpr const char* element_types = "float32 or float64 (priorities and horizons also uint8 or int16)";
constexpr std::array<const char*, 3> block_arguments{"priorities", "horizons", "risks"};

std::string side_argument(const char* block, std::size_t side) {
  return std::string(block) + '[' + std::to_string(side) + ']';
}

/// An array as the batch reads it: two dimensions, or one that stands for every row.
batch::matrix matrix_of(const given& x, const std::string& argument) {
  if (!x) return {};
  const auto type = [&]() -> batch::element {
    if (x->dtype() == nb::dtype<double>()) return batch::element::float64;
    if (x->dtype() == nb::dtype<float>()) return batch::element::float32;
    if (x->dtype() == nb::dtype<std::uint8_t>()) return batch::element::uint8;
    if (x->dtype() == nb::dtype<std::int16_t>()) return batch::element::int16;
    raise(
        {errc::bad_type, argument, "float32 or float64 (priorities and horizons also uint8 or int16)", "another type"});
  }();
  const std::size_t columns = x->shape(x->ndim() - 1);
  const bool table = x->ndim() == 2;
  const std::int64_t down = table ? x->stride(0) : 0, across = x->stride(x->ndim() - 1);
  const bool contiguous = across == 1 || columns <= 1 || (table && (down == 1 || x->shape(0) <= 1));
  if (!contiguous) {
    raise({errc::bad_type, argument, "rows or columns that are contiguous: numpy.ascontiguousarray(x) makes them so",
           "other strides"});
  }
  return {.data = x->data(),
          .columns = columns,
          .row_stride = static_cast<std::ptrdiff_t>(down),
          .column_stride = static_cast<std::ptrdiff_t>(across),
          .type = type};
}

template <class T>
using column = std::optional<nb::ndarray<T, nb::c_contig, nb::device::cpu>>;

template <class T>
std::span<T> span_of(const column<T>& x) {
  return x ? std::span<T>(x->data(), x->size()) : std::span<T>();
}

policy policy_of(double rho, const std::vector<double>& weights, bool equal, const std::vector<double>& scale) {
  policy p;
  p.rho = rho;
  if (weights.size() == block_count) std::copy(weights.begin(), weights.end(), p.weights.begin());
  p.spacing = equal ? spacing::equal : spacing::log;
  if (scale.size() == 2) p.rating_scale = coalign::rating_scale{scale[0], scale[1]};
  return p;
}

/// The argument that an error of the batch is about.
std::string argument_of(const error& e) {
  const std::size_t side = e.side < 0 ? 0 : static_cast<std::size_t>(e.side);
  switch (e.where) {
    case field::priorities:
      return side_argument(block_arguments[0], side);
    case field::side_horizons:
      return side_argument(block_arguments[1], side);
    case field::side_risks:
    case field::severity:
      return side_argument(block_arguments[2], side);
    case field::target:
      return "delta";
    case field::days:
    case field::horizons:
      return "days";
    case field::risk_weight:
      return "risk_weights";
    case field::influence:
      return "influence";
    case field::weights:
    case field::rho:
    case field::rating_scale:
      return "policy";
    default:
      return "score";
  }
}

/// How many numbers an argument should have.
std::string size_of(field where) {
  switch (where) {
    case field::target:
      return "a number for each metric";
    case field::risk_weight:
      return "a number for each risk";
    case field::days:
    case field::horizons:
      return "a number for each horizon";
    case field::influence:
      return "a number for each side";
    default:
      return "as many rows and items on every side";
  }
}

[[noreturn]] void raise_batch(const error& e) {
  problem p = describe(e, argument_of(e).c_str(), -1);
  switch (e.code) {
    case errc::size_mismatch:
      p.expected = size_of(e.where);
      p.got = std::isnan(e.got) ? "" : compact(e.got);
      break;
    case errc::bad_type:
      p.expected = element_types;
      break;
    case errc::bad_option:
      p.expected =
          e.where == field::rho ? "rho >= 1 or inf" : "an option that exists, and memory that does not overlap";
      break;
    case errc::cancelled:
      p.expected = "a call that is not stopped";
      break;
    case errc::too_large:
    case errc::out_of_memory:
      p.expected = "input that fits in memory";
      break;
    default:
      break;
  }
  raise(p);
}

template <class T>
std::vector<std::size_t> score_all(const std::vector<given>& priorities, const std::vector<given>& horizons,
                                   const std::vector<given>& risks, std::size_t rows, const given& delta,
                                   const std::vector<double>& risk_weights, const std::vector<double>& days,
                                   const std::vector<double>& influence, const policy& p, bool group,
                                   const batch::outputs<T>& out, running& run) {
  std::vector<batch::view> sides(std::max({priorities.size(), horizons.size(), risks.size()}));
  for (std::size_t k = 0; k < sides.size(); ++k) {
    sides[k].rows = rows;
    if (k < priorities.size()) sides[k].priorities = matrix_of(priorities[k], side_argument(block_arguments[0], k));
    if (k < horizons.size()) sides[k].horizons = matrix_of(horizons[k], side_argument(block_arguments[1], k));
    if (k < risks.size()) sides[k].severities = matrix_of(risks[k], side_argument(block_arguments[2], k));
  }
  const batch::options options{.delta = matrix_of(delta, "delta"),
                               .days = days,
                               .risk_weights = risk_weights,
                               .threads = run.threads(),
                               .progress = run.progress()};
  auto found = [&] {
    const nb::gil_scoped_release unlocked;
    auto tally = group ? batch::score_group(sides, influence, p, out, options)
                       : batch::score(sides[0], sides[1], p, out, options);
    if (tally) run.finish();
    return tally;
  }();
  run.rethrow();
  if (!found) raise_batch(found.error());
  return {found.value().by_status.begin(), found.value().by_status.end()};
}

#define SCORE_SIGNATURE(name)                                                                                      \
  "def " name                                                                                                      \
  "(priorities: collections.abc.Sequence[typing.Any], horizons: collections.abc.Sequence[typing.Any], "            \
  "risks: collections.abc.Sequence[typing.Any], rows: int, delta: typing.Any, "                                    \
  "risk_weights: collections.abc.Sequence[float], days: collections.abc.Sequence[float], "                         \
  "influence: collections.abc.Sequence[float], rho: float, weights: collections.abc.Sequence[float], "             \
  "equal_spacing: bool, rating_scale: collections.abc.Sequence[float], group: bool, "                              \
  "outputs: collections.abc.Sequence[typing.Any], status: typing.Any, items: typing.Any, item_means: typing.Any, " \
  "threads: typing.Any, progress: typing.Any) -> list[int]"
#define SUMMARY_SIGNATURE(name)                                                                       \
  "def " name                                                                                         \
  "(gap: typing.Any, status: typing.Any, worst: int) -> tuple[int, int, float, float, float, float, " \
  "list[int], list[int]]"

template <class T, std::size_t N>
void bind_score_of(nb::module_& m, const char* name, const char (&signature)[N]) {
  m.def(
      name,
      [](const std::vector<given>& priorities, const std::vector<given>& horizons, const std::vector<given>& risks,
         std::size_t rows, const given& delta, const std::vector<double>& risk_weights, const std::vector<double>& days,
         const std::vector<double>& influence, double rho, const std::vector<double>& weights, bool equal_spacing,
         const std::vector<double>& rating_scale, bool group, const std::vector<column<T>>& outputs,
         const column<std::uint8_t>& status, const column<T>& items, const column<double>& item_means,
         nb::handle threads, nb::handle progress) {
        running run(nb::int_(0), threads, progress);
        const batch::outputs<T> out{.gap = span_of(outputs.at(0)),
                                    .metric = span_of(outputs.at(1)),
                                    .priority = span_of(outputs.at(2)),
                                    .goal = span_of(outputs.at(3)),
                                    .horizon = span_of(outputs.at(4)),
                                    .risk = span_of(outputs.at(5)),
                                    .items = span_of(items),
                                    .status = span_of(status),
                                    .item_means = span_of(item_means)};
        return score_all<T>(priorities, horizons, risks, rows, delta, risk_weights, days, influence,
                            policy_of(rho, weights, equal_spacing, rating_scale), group, out, run);
      },
      nb::arg("priorities"), nb::arg("horizons"), nb::arg("risks"), nb::arg("rows"), nb::arg("delta").none(),
      nb::arg("risk_weights"), nb::arg("days"), nb::arg("influence"), nb::arg("rho"), nb::arg("weights"),
      nb::arg("equal_spacing"), nb::arg("rating_scale"), nb::arg("group"), nb::arg("outputs"), nb::arg("status").none(),
      nb::arg("items").none(), nb::arg("item_means").none(), nb::arg("threads"), nb::arg("progress").none(),
      nb::sig(signature), "Scores rows into arrays; gives how many rows ended with each status.");
}

template <class T, std::size_t N>
void bind_summary_of(nb::module_& m, const char* name, const char (&signature)[N]) {
  m.def(
      name,
      [](const nb::ndarray<const T, nb::c_contig, nb::device::cpu>& gap,
         const nb::ndarray<const std::uint8_t, nb::c_contig, nb::device::cpu>& status, std::size_t worst) {
        auto found = [&] {
          const nb::gil_scoped_release unlocked;
          return batch::summarise(std::span<const T>(gap.data(), gap.size()),
                                  std::span<const std::uint8_t>(status.data(), status.size()), worst);
        }();
        if (!found) raise_batch(found.error());
        const batch::summary& s = found.value();
        return nb::make_tuple(s.rows, s.scored, s.mean, s.p10, s.p50, s.p90, s.worst,
                              std::vector<std::size_t>(s.by_status.begin(), s.by_status.end()));
      },
      nb::arg("gap"), nb::arg("status"), nb::arg("worst"), nb::sig(signature),
      "Rows, scored, mean, p10, p50, p90, worst rows, by status.");
}

}  // namespace

void bind_score(nb::module_ m) {
  bind_score_of<double>(m, "score_float64", SCORE_SIGNATURE("score_float64"));
  bind_score_of<float>(m, "score_float32", SCORE_SIGNATURE("score_float32"));
  bind_summary_of<double>(m, "summary_float64", SUMMARY_SIGNATURE("summary_float64"));
  bind_summary_of<float>(m, "summary_float32", SUMMARY_SIGNATURE("summary_float32"));
  m.def(
      "error_name", [](std::size_t code) { return std::string(error_name(static_cast<errc>(code))); }, nb::arg("code"),
      "The name of a status.");
}

}  // namespace coalign::python
