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
std::string compare_all(const batch_case& x, generator& g, const answers_of<T>& want, bool explain, bool vary = true) {
  const auto laid = lay_out<T>(x, g, vary);
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

TEST_CASE("rows one after another, which have ways of their own") {
  generator g(6);
  for (std::size_t n = 1; n <= 64; ++n) {
    for (std::size_t style = 0; style <= 4; ++style) {
      batch_case x = random_case(g, 1 + g.below(100), n, style);
      // Five of each are what those ways are for; zeros have signs.
      const auto five = random_case(g, x.rows, n, style);
      if (five.horizons[0].columns == 5 && five.horizons[1].columns == 5) {
        x.horizons = five.horizons;
        x.days = five.days;
        x.policy.spacing = five.policy.spacing;
      }
      if (five.severities[0].columns == 5 && five.severities[1].columns == 5) {
        x.severities = five.severities;
        x.risk_weights = five.risk_weights;
      }
      for (auto* both : {&x.priorities, &x.horizons, &x.severities}) {
        for (double& v : (*both)[g.below(2)].values) v = v == 0.0 && g.one_in(5) ? -0.0 : v;
      }
      const auto views = lay_out<double>(x, g, false);
      const std::size_t items = batch::item_count(views->a, views->b);
      const auto want = expected(x, items, true);
      CAPTURE(n, style, x.rows);
      CHECK(compare_all(x, g, want, false, false) == "");
      CHECK(compare_all(x, g, want, true, false) == "");
      const auto laid = lay_out<float>(x, g, false);
      answers_of<float> floats(x.rows, items);
      laid->options.instructions = instruction_set::scalar;
      REQUIRE(batch::score(laid->a, laid->b, x.policy, floats.out(true), laid->options));
      CHECK(compare_all(x, g, floats, false, false) == "");
      CHECK(compare_all(x, g, floats, true, false) == "");
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

TEST_CASE("whole numbers and float32 are read as they are") {
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
    const auto put = [&](const table& t, bool bytes) {
      const std::size_t type = g.below(bytes ? 3 : 2);
      return type == 0   ? laid->held.put<std::int16_t>(t, how(), g.below(5))
             : type == 1 ? laid->held.put<float>(t, how(), g.below(5))
                         : laid->held.put<std::uint8_t>(t, how(), g.below(5));
    };
    view* const views[] = {&laid->a, &laid->b};
    for (std::size_t k = 0; k < 2; ++k) {
      views[k]->priorities = put(x.priorities[k], !negative);
      views[k]->horizons = put(x.horizons[k], true);
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

TEST_CASE("rows of bytes are read as they lie") {
  generator g(7);
  for (std::size_t n = 1; n <= 70; ++n) {
    batch_case x = random_case(g, 1 + g.below(100), n, 0);
    for (auto* both : {&x.priorities, &x.horizons}) {
      for (table& t : *both) {
        for (double& v : t.values) v = std::isnan(v) ? 0.0 : g.one_in(9) ? 255.0 : v;
        for (std::size_t r = 0; t.columns > 0 && r < x.rows; ++r) {
          if (g.one_in(20)) std::fill_n(t.values.data() + r * t.columns, t.columns, 0.0);
        }
      }
    }
    const auto want = expected(x, 0, false);
    const auto of = [&]<class T>(T) {
      auto laid = lay_out<T>(x, g, false);
      view* const views[] = {&laid->a, &laid->b};
      for (std::size_t k = 0; k < 2; ++k) {
        views[k]->priorities = laid->held.template put<std::uint8_t>(x.priorities[k], layout::rows, g.below(5));
        views[k]->horizons = laid->held.template put<std::uint8_t>(x.horizons[k], layout::rows, g.below(5));
      }
      return laid;
    };
    const auto doubles = of(double{});
    const auto floats = of(float{});
    answers_of<float> first(x.rows, 0);
    for (const auto set : all_sets()) {
      CAPTURE(n, static_cast<int>(set));
      doubles->options.instructions = floats->options.instructions = set;
      answers_of<double> got(x.rows, 0);
      REQUIRE(batch::score(doubles->a, doubles->b, x.policy, got.out(false), doubles->options));
      CHECK(difference(want, got) == "");
      answers_of<float> single(x.rows, 0);
      REQUIRE(batch::score(floats->a, floats->b, x.policy, single.out(false), floats->options));
      if (set == all_sets().front()) first = single;
      CHECK(difference(first, single) == "");
    }
  }
}

TEST_CASE("explanations that fit no cache are the same") {
  generator g(8);
  const std::size_t rows = 90'001;
  batch_case x = random_case(g, 1, 16, 0);
  while (x.priorities[0].columns == 0 || x.horizons[0].columns != 5 || x.horizons[1].columns != 5 ||
         x.severities[0].columns == 0 || x.severities[1].columns == 0) {
    x = random_case(g, 1, 16, 0);
  }
  // Rows that are alike are quickly made, and one in some hundred is bad.
  x.rows = rows;
  for (auto* both : {&x.priorities, &x.horizons, &x.severities}) {
    for (table& t : *both) {
      t.rows = rows;
      t.values.resize(rows * t.columns);
      for (double& v : t.values) v = both == &x.severities ? g.unit() : g.one_in(4000) ? -1.0 : g.unit();
    }
  }
  x.delta = {};
  const auto laid = lay_out<double>(x, g, false);
  const std::size_t items = batch::item_count(laid->a, laid->b);
  REQUIRE(rows * items * sizeof(double) > std::size_t{16} << 20U);
  std::vector<double> want(rows * items);
  outputs<double> out;
  out.items = want;
  laid->options.instructions = instruction_set::scalar;
  REQUIRE(batch::score(laid->a, laid->b, x.policy, out, laid->options));
  for (const auto set : all_sets()) {
    for (const std::size_t offset : {std::size_t{0}, 1 + g.below(7)}) {
      std::vector<double> got(rows * items + offset + 1, 7.0);
      out.items = std::span(got).subspan(offset, rows * items);
      laid->options.instructions = set;
      laid->options.threads = 1 + static_cast<unsigned>(g.below(3));
      REQUIRE(batch::score(laid->a, laid->b, x.policy, out, laid->options));
      CAPTURE(static_cast<int>(set), offset);
      CHECK(same<double>(want, out.items));
      CHECK(got.back() == 7.0);
    }
  }
}

}  // namespace score_test
