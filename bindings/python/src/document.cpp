// SPDX-License-Identifier: Apache-2.0
// Models, assessments, plans, differences and trends. The Python classes around them hold the documents; this passes
// them through.
#include "array.hpp"
#include "running.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <coalign/assess/assess.hpp>
#include <coalign/assess/diff.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/assess/starter.hpp>
#include <coalign/assess/trend.hpp>
#include <coalign/io/io.hpp>

#include <cmath>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace coalign::python {

namespace {

std::string_view view_of(const nb::bytes& text) { return {text.c_str(), text.size()}; }

template <class List>
std::vector<std::string> ids_of(const List& list) {
  std::vector<std::string> ids;
  for (const auto& x : list) ids.push_back(x.id);
  return ids;
}

model read(const nb::bytes& text) {
  auto m = [&] {
    const nb::gil_scoped_release unlocked;
    return io::read_model(view_of(text));
  }();
  if (!m) raise(m.error());
  return std::move(m).value();
}

translation read_words(const nb::bytes& text) {
  auto words = [&] {
    const nb::gil_scoped_release unlocked;
    return io::read_messages(view_of(text));
  }();
  if (!words) raise(words.error());
  return std::move(words).value();
}

assessment assess_model(const model& m, std::size_t top, nb::handle seed, nb::handle threads, nb::handle progress) {
  running run(seed, threads, progress);
  auto a = [&] {
    const nb::gil_scoped_release unlocked;
    auto found = assess(m, {.top = top, .seed = run.seed(), .threads = run.threads(), .progress = run.progress()});
    if (found) run.finish();
    return found;
  }();
  run.rethrow();
  if (!a && a.error().code == errc::cancelled) raise({errc::cancelled, "", "a call that is not stopped", ""});
  if (!a) raise(io::diagnostics{io::describe(a.error(), m.parts())});
  return std::move(a).value();
}

model changed(const model& m, const nb::bytes& changes) {
  auto made = [&] {
    const nb::gil_scoped_release unlocked;
    return io::what_if(m, view_of(changes));
  }();
  if (!made) raise(made.error());
  return std::move(made).value();
}

/// A document, and as text without and with colour.
using texts = std::tuple<std::string, std::string, std::string>;

texts plan_texts(const model& m, nb::handle index, const translation* words) {
  const char* const expected = "a number from 0 to 1";
  const double wanted = real(index, "index", expected);
  const auto made = [&]() -> result<texts> {
    const nb::gil_scoped_release unlocked;
    BOOST_OUTCOME_TRY(const auto p, make_plan(m, wanted));
    return texts{io::write(words == nullptr ? p : io::translated(p, m, *words)), io::write_text(p, m, {.words = words}),
                 io::write_text(p, m, {.color = true, .words = words})};
  }();
  if (!made) raise({made.error().code, "index", expected, text_of(index)});
  return made.value();
}

texts diff_texts(const assessment& before, const assessment& after, const translation* words) {
  const nb::gil_scoped_release unlocked;
  const difference d =
      words == nullptr ? diff(before, after) : diff(io::translated(before, *words), io::translated(after, *words));
  return {io::write(d), io::write_text(d, {.words = words}), io::write_text(d, {.color = true, .words = words})};
}

texts trend_texts(const std::vector<const assessment*>& assessments, const translation* words) {
  const auto made = [&]() -> result<texts> {
    const nb::gil_scoped_release unlocked;
    BOOST_OUTCOME_TRY(const auto t, make_trend(std::span<const assessment* const>(assessments)));
    return texts{io::write(t), io::write_text(t, {.words = words}), io::write_text(t, {.color = true, .words = words})};
  }();
  if (made) return made.value();
  const error& e = made.error();
  if (e.row < 0) raise({e.code, "models", "at least one model", "none"});
  const io::diagnostic d = io::describe(e, assessments[static_cast<std::size_t>(e.row)]->model.parts());
  raise({d.code, d.path, d.expected, d.got, e.row});
}

}  // namespace

void bind_document(nb::module_ m) {
  nb::class_<translation>(m, "Translation", "Texts in another language.");
  m.def("read_messages", &read_words, nb::arg("text"), "A translated file of texts in UTF-8; raises coalign.Error.");

  nb::class_<model>(m, "Model", "A validated model.")
      .def_prop_ro(
          "basis", [](const model& x) { return basis(x); }, "The basis as a number.")
      .def_prop_ro(
          "sides", [](const model& x) { return ids_of(x.parts().sides); }, "Ids of the sides.")
      .def_prop_ro(
          "metrics", [](const model& x) { return ids_of(x.catalog().metrics); }, "Ids of the metrics.")
      .def(
          "to_json", [](const model& x) { return io::write(x); }, nb::call_guard<nb::gil_scoped_release>(),
          "The model document.");

  nb::class_<assessment>(m, "Assessment", "An assessed model.")
      .def_prop_ro(
          "index",
          [](const assessment& a) -> std::optional<double> {
            const double index = a.group.index();
            return std::isnan(index) ? std::nullopt : std::optional(index);
          },
          "The alignment index, or None where it is undefined.")
      .def(
          "to_json", [](const assessment& a, const translation* words) { return io::write(a, words); },
          nb::arg("words").none(), nb::call_guard<nb::gil_scoped_release>(), "The assessment document.")
      .def(
          "to_text",
          [](const assessment& a, bool color, const translation* words) {
            return io::write_text(a, {.color = color, .words = words});
          },
          nb::arg("color"), nb::arg("words").none(), nb::call_guard<nb::gil_scoped_release>(),
          "The report for a terminal.");

  m.def("read_model", &read, nb::arg("text"), "A model from its document in UTF-8; raises coalign.Error.");
  m.def(
      "check_model",
      [](const nb::bytes& text) {
        const io::diagnostics errors = [&] {
          const nb::gil_scoped_release unlocked;
          return io::check(view_of(text));
        }();
        return as_list(errors);
      },
      nb::arg("text"), nb::sig("def check_model(text: bytes) -> list[typing.Any]"),
      "Every error of a model document, as coalign.Error.");
  m.def("assess", &assess_model, nb::arg("model"), nb::arg("top"), nb::arg("seed").none(), nb::arg("threads").none(),
        nb::arg("progress").none(), "Assesses a model; raises coalign.Error.");
  m.def("what_if", &changed, nb::arg("model"), nb::arg("changes"),
        "A model with the changes of a JSON object {JSON pointer: value} in UTF-8; raises coalign.Error.");
  m.def("plan", &plan_texts, nb::arg("model"), nb::arg("index").none(), nb::arg("words").none(),
        "The document of a plan, and as text without and with colour; raises coalign.Error.");
  m.def("diff", &diff_texts, nb::arg("before"), nb::arg("after"), nb::arg("words").none(),
        "The document of a difference, and as text without and with colour.");
  m.def("trend", &trend_texts, nb::arg("assessments"), nb::arg("words").none(),
        "The document of a trend, and as text without and with colour; raises coalign.Error, whose row is a position.");
  m.def("starter_model", [] { return io::write(starter_model()); }, "The document of a starter model.");
  m.def("model_schema", &io::model_schema, "The JSON Schema of the model document.");
  m.def("assessment_schema", &io::assessment_schema, "The JSON Schema of the assessment document.");
  m.def("diff_schema", &io::diff_schema, "The JSON Schema of the document of a difference.");
  m.def("trend_schema", &io::trend_schema, "The JSON Schema of the document of a trend.");
}

}  // namespace coalign::python
