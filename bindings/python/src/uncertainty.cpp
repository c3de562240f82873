// SPDX-License-Identifier: Apache-2.0
// What coalign.uncertainty computes. Its Python classes hold the results; this gives their fields.
#include "array.hpp"
#include "running.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>

#include <coalign/uncertainty/dirichlet.hpp>
#include <coalign/uncertainty/interval.hpp>
#include <coalign/uncertainty/resample.hpp>
#include <optional>
#include <string>
#include <tuple>

namespace coalign::python {

namespace {

using doubles = std::span<const double>;

doubles shares_of(const numbers& x) {
  if (x.is_table()) raise({errc::bad_type, x.argument(), "one dimension", "2"});
  return x.row(0);
}

/// Options of a call that draws.
uncertainty::run_options options_of(running& run, nb::handle draws, const char* draws_name) {
  constexpr std::uint64_t most = 10'000'000;  // 80 MB of draws
  return {.seed = run.seed(),
          .draws = static_cast<std::uint32_t>(whole(draws, draws_name, 1, most)),
          .threads = run.threads(),
          .progress = run.progress()};
}

// --- Errors

[[noreturn]] void raise_interval(const error& e, const char* const (&arguments)[4]) {
  const auto side = static_cast<std::size_t>(e.side < 0 ? 0 : e.side);
  problem p = describe(e, arguments[2 * side + 1], -1);
  p.index = e.index;
  if (e.code == errc::bad_interval) {
    const bool sum = e.index < 0;
    if (!sum) p.expected = "shares with 0 <= low <= high <= 1";
    if (sum) p.expected = e.got > 1.0 ? "lows that sum to at most 1" : "highs that sum to at least 1";
    if (sum && e.got > 1.0) p.path = arguments[2 * side];
  }
  raise(p);
}

[[noreturn]] void raise_raters(const error& e) {
  problem p = describe(e, e.side == 1 ? "raters_q" : "raters_p", e.row);
  p.index = e.index;
  if (e.code == errc::missing) p.expected = "a rater who answered something";
  if (e.code == errc::zero_sum) p.expected = "points that do not sum to 0 on what every rater was asked";
  if (e.code == errc::size_mismatch) p.expected = "at least one rater and one metric";
  raise(p);
}

// --- Functions

std::tuple<double, double, double, bool> interval(nb::handle low_p, nb::handle high_p, nb::handle low_q,
                                                  nb::handle high_q, nb::handle given_seed) {
  const numbers lp(low_p, "low_p"), up(high_p, "high_p"), lq(low_q, "low_q"), uq(high_q, "high_q");
  const doubles a = shares_of(lp), b = shares_of(up), c = shares_of(lq), d = shares_of(uq);
  check_size("high_p", b.size(), "low_p", a.size());
  check_size("low_q", c.size(), "low_p", a.size());
  check_size("high_q", d.size(), "low_p", a.size());
  const std::uint64_t seed = whole(given_seed, "seed", 0, ~std::uint64_t{0});
  const auto found = [&] {
    const nb::gil_scoped_release unlocked;
    return uncertainty::interval_gap(a, b, c, d, seed);
  }();
  if (!found) raise_interval(found.error(), {"low_p", "high_p", "low_q", "high_q"});
  const auto& r = found.value();
  return {r.gap.low, r.gap.high, r.reached, r.exact};
}

uncertainty::rater_sample raters_of(nb::handle raters_p, nb::handle raters_q) {
  const numbers p(raters_p, "raters_p"), q(raters_q, "raters_q");
  for (const numbers* x : {&p, &q}) {
    if (!x->is_table()) raise({errc::bad_type, x->argument(), "a table with a row for each rater", "one dimension"});
  }
  check_size("raters_q", q.width(), "raters_p", p.width());
  const auto table = [](const numbers& x) {
    return uncertainty::rater_table{doubles(x.row(0).data(), x.rows() * x.width()), x.rows()};
  };
  auto made = uncertainty::rater_sample::make(table(p), table(q), p.width());
  if (!made) raise_raters(made.error());
  return std::move(made).value();
}

using bootstrap_fields = std::tuple<double, std::optional<double>, std::optional<double>, std::size_t, std::size_t,
                                    std::uint32_t, std::string, double, double, double>;

bootstrap_fields bootstrap(nb::handle raters_p, nb::handle raters_q, nb::handle seed, nb::handle resamples,
                           nb::handle confidence, nb::handle threads, nb::handle progress) {
  const double level = real(confidence, "confidence", "a number between 0 and 1");
  if (!(level > 0.0 && level < 1.0)) {
    raise({errc::bad_option, "confidence", "a number between 0 and 1", text_of(confidence)});
  }
  running run(seed, threads, progress);
  const uncertainty::run_options options = options_of(run, resamples, "resamples");
  const uncertainty::rater_sample sample = raters_of(raters_p, raters_q);
  const auto found = [&] {
    const nb::gil_scoped_release unlocked;
    return uncertainty::bootstrap(sample, options, level);
  }();
  run.rethrow();
  if (!found) raise({found.error().code, "", "a call that is not stopped", ""});
  const auto& b = found.value();
  return {b.estimate,
          b.range ? std::optional(b.range->low) : std::nullopt,
          b.range ? std::optional(b.range->high) : std::nullopt,
          b.raters[0],
          b.raters[1],
          b.draws,
          std::string(error_name(b.status)),
          b.bias_correction,
          b.acceleration,
          b.coverage};
}

using permutation_fields =
    std::tuple<double, double, double, bool, std::uint64_t, double, std::size_t, std::size_t, double>;

permutation_fields permutation(nb::handle raters_p, nb::handle raters_q, nb::handle seed, nb::handle permutations,
                               nb::handle threads, nb::handle progress) {
  running run(seed, threads, progress);
  const uncertainty::run_options options = options_of(run, permutations, "permutations");
  const uncertainty::rater_sample sample = raters_of(raters_p, raters_q);
  const auto found = [&] {
    const nb::gil_scoped_release unlocked;
    return uncertainty::permutation(sample, options);
  }();
  run.rethrow();
  if (!found) raise({found.error().code, "", "a call that is not stopped", ""});
  const auto& r = found.value();
  return {r.observed, r.p, r.noise_floor, r.exact, r.ways, r.least_p, r.raters[0], r.raters[1], r.coverage};
}

std::tuple<double, double, double, double, nb::object> dirichlet(nb::handle given_p, nb::handle given_q,
                                                                 nb::handle given_kappa, nb::handle seed,
                                                                 nb::handle draws, nb::handle confidence,
                                                                 nb::handle threads, nb::handle progress) {
  const double kappa = real(given_kappa, "kappa", "a number > 0");
  if (!(kappa > 0.0)) raise({errc::bad_option, "kappa", "a number > 0", text_of(given_kappa)});
  const double level = real(confidence, "confidence", "a number between 0 and 1");
  if (!(level > 0.0 && level < 1.0)) {
    raise({errc::bad_option, "confidence", "a number between 0 and 1", text_of(confidence)});
  }
  running run(seed, threads, progress);
  const uncertainty::run_options options = options_of(run, draws, "draws");
  const numbers p(given_p, "p"), q(given_q, "q");
  check_size("q", shares_of(q).size(), "p", shares_of(p).size());
  const auto both = from_common_points(p.row(0), q.row(0));
  if (!both) raise(describe(both.error(), both.error().side == 1 ? "q" : "p", -1));
  const auto found = [&] {
    const nb::gil_scoped_release unlocked;
    return uncertainty::dirichlet(both.value().first, both.value().second, kappa, options);
  }();
  run.rethrow();
  if (!found) raise({found.error().code, "", "a call that is not stopped", ""});
  const auto& d = found.value();
  const coalign::interval range = d.range(level);
  std::unique_ptr<double[]> gaps(new double[d.draws().size()]);
  std::copy(d.draws().begin(), d.draws().end(), gaps.get());
  return {d.estimate(), range.low, range.high, d.mean(), as_array(std::move(gaps), {d.draws().size()})};
}

}  // namespace

void bind_uncertainty(nb::module_ m) {
  m.doc() = "Fields of the results of coalign.uncertainty.";
  m.def("interval", &interval, nb::arg("low_p").none(), nb::arg("high_p").none(), nb::arg("low_q").none(),
        nb::arg("high_q").none(), nb::arg("seed").none(), "Least, greatest, reached, exact.");
  m.def("bootstrap", &bootstrap, nb::arg("raters_p").none(), nb::arg("raters_q").none(), nb::arg("seed").none(),
        nb::arg("resamples").none(), nb::arg("confidence").none(), nb::arg("threads").none(),
        nb::arg("progress").none(),
        "Estimate, low, high, raters of each side, resamples, status, bias correction, acceleration, coverage.");
  m.def("permutation", &permutation, nb::arg("raters_p").none(), nb::arg("raters_q").none(), nb::arg("seed").none(),
        nb::arg("permutations").none(), nb::arg("threads").none(), nb::arg("progress").none(),
        "Observed, p, noise floor, exact, ways, least p, raters of each side, coverage.");
  m.def("dirichlet", &dirichlet, nb::arg("p").none(), nb::arg("q").none(), nb::arg("kappa").none(),
        nb::arg("seed").none(), nb::arg("draws").none(), nb::arg("confidence").none(), nb::arg("threads").none(),
        nb::arg("progress").none(),
        nb::sig("def dirichlet(p: object, q: object, kappa: object, seed: object, draws: object, confidence: object, "
                "threads: object, progress: object) -> tuple[float, float, float, float, "
                "numpy.typing.NDArray[numpy.float64]]"),
        "Estimate, low, high, mean, the gaps drawn in ascending order.");
}

}  // namespace coalign::python
