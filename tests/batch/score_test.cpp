// SPDX-License-Identifier: Apache-2.0
#define COALIGN_TEST_GENERATORS
#include "portfolio.hpp"

#include "generators.hpp"

#include <catch2/catch.hpp>

namespace score_test {

using namespace portfolio;

namespace {

/// Scores a case by every instruction set and some numbers of threads. @returns the first difference, or nothing.
template <class T>
std::string compare_all(const batch_case& x, generator& g, const answers_of<T>& want, bool explain) {
  const auto laid = lay_out<T>(x, g);
  for (const auto set : all_sets()) {
    laid->options.instructions = set;
    laid->options.threads = 1 + static_cast<unsigned>(g.below(8));
    answers_of<T> got(x.rows, batch::item_count(laid->a, laid->b));
    const auto done = batch::score(laid->a, laid->b, x.policy, got.out(explain), laid->options);
    const std::string where = " (instructions " + std::to_string(static_cast<int>(set)) + ", " +
                              std::to_string(x.priorities[0].columns) + " metrics)";
    if (!done) return std::string(error_name(done.error().code)) + where;
    if (const std::string d = difference(want, got); !d.empty()) return d + where;
    std::array<std::size_t, 30> counts{};
    for (const auto s : got.status) ++counts[s];
    if (counts != done.value().by_status || done.value().rows != x.rows) return "counts" + where;
    if (explain && !same<T>(want.items, got.items)) return "items" + where;
  }
  return {};
}

}  // namespace

TEST_CASE("a row of a batch is the single pair, to the bit") {
  generator g(1);
  for (std::size_t n = 1; n <= 64; ++n) {
    for (std::size_t style = 0; style <= 4; ++style) {
      const std::size_t rows = 1 + g.below(g.one_in(3) ? 300 : 70);
      const batch_case x = random_case(g, rows, n, style);
      const auto want = expected(x, 0, false);
      CAPTURE(n, style, rows);
      CHECK(compare_all(x, g, want, false) == "");
    }
  }
}

TEST_CASE("explanations are the single pair's, to the bit") {
  generator g(2);
  for (std::size_t n = 1; n <= 64; ++n) {
    const std::size_t rows = 1 + g.below(80);
    const batch_case x = random_case(g, rows, n, g.below(5));
    const auto views = lay_out<double>(x, g, false);
    const auto want = expected(x, batch::item_count(views->a, views->b), true);
    CAPTURE(n, rows);
    CHECK(compare_all(x, g, want, true) == "");
  }
}

TEST_CASE("float kernels agree with each other to the bit") {
  generator g(3);
  for (std::size_t n = 1; n <= 64; ++n) {
    for (std::size_t style = 0; style <= 4; ++style) {
      const std::size_t rows = 1 + g.below(150);
      const batch_case x = random_case(g, rows, n, style);
      const auto laid = lay_out<float>(x, g);
      const std::size_t items = batch::item_count(laid->a, laid->b);
      answers_of<float> want(rows, items);
      laid->options.instructions = instruction_set::scalar;
      REQUIRE(batch::score(laid->a, laid->b, x.policy, want.out(true), laid->options));
      CAPTURE(n, style, rows);
      CHECK(compare_all(x, g, want, false) == "");
      CHECK(compare_all(x, g, want, true) == "");
    }
  }
}

TEST_CASE("one side stands against many") {
  generator g(4);
  for (std::size_t n = 2; n <= 40; n += 3) {
    batch_case x = random_case(g, 100, n, 2);
    for (auto* both : {&x.priorities, &x.horizons, &x.severities}) {
      table& t = (*both)[1];
      for (std::size_t i = 0; i < t.values.size(); ++i) t.values[i] = t.values[i % t.columns];
    }
    const auto want = expected(x, 0, false);
    const auto laid = lay_out<double>(x, g);
    for (matrix* m : {&laid->b.priorities, &laid->b.horizons, &laid->b.severities}) m->row_stride = 0;
    for (const auto set : all_sets()) {
      laid->options.instructions = set;
      answers_of<double> got(x.rows, 0);
      REQUIRE(batch::score(laid->a, laid->b, x.policy, got.out(false), laid->options));
      CHECK(difference(want, got) == "");
    }
  }
}

TEST_CASE("whole numbers are read as they are") {
  generator g(5);
  for (std::size_t n = 1; n <= 40; ++n) {
    batch_case x = random_case(g, 1 + g.below(200), n, 0);
    for (auto* both : {&x.priorities, &x.horizons}) {
      for (table& t : *both) {
        for (double& v : t.values) v = std::isnan(v) ? 0.0 : v;
      }
    }
    const bool negative = g.one_in(3);
    if (negative && n > 1 && x.priorities[0].columns > 0) x.priorities[0].at(0, 1) = -2.0;
    const auto want = expected(x, 0, false);
    const auto how = [&] { return static_cast<layout>(g.below(layouts)); };
    const auto laid = lay_out<double>(x, g);
    view* const views[] = {&laid->a, &laid->b};
    for (std::size_t k = 0; k < 2; ++k) {
      views[k]->priorities = g.one_in(2) || negative ? laid->held.put<std::int16_t>(x.priorities[k], how(), g.below(5))
                                                     : laid->held.put<std::uint8_t>(x.priorities[k], how(), g.below(5));
      views[k]->horizons = g.one_in(2) ? laid->held.put<std::int16_t>(x.horizons[k], how(), g.below(5))
                                       : laid->held.put<std::uint8_t>(x.horizons[k], how(), g.below(5));
    }
    for (const auto set : all_sets()) {
      laid->options.instructions = set;
      answers_of<double> got(x.rows, 0);
      REQUIRE(batch::score(laid->a, laid->b, x.policy, got.out(false), laid->options));
      CAPTURE(n, static_cast<int>(set));
      CHECK(difference(want, got) == "");
    }
  }
}

}  // namespace score_test
