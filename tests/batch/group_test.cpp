// SPDX-License-Identifier: Apache-2.0
#include "portfolio.hpp"

#include <coalign/compare/group.hpp>

#include <catch2/catch.hpp>

namespace group_test {

using namespace portfolio;

TEST_CASE("a row of groups is the group of that row's sides, to the bit") {
  generator g(21);
  for (std::size_t n = 1; n <= 40; n += 3) {
    const std::size_t count = 2 + g.below(4), rows = 1 + g.below(80);
    // Cases that differ in nothing but their sides.
    batch_case x = random_case(g, rows, n, 2);
    for (auto* both : {&x.priorities, &x.horizons, &x.severities}) {
      if ((*both)[0].columns == 0) (*both)[0] = (*both)[1];
    }
    x.delta = {};
    std::vector<std::array<table, 3>> tables;
    for (std::size_t k = 0; k < count; ++k) {
      std::array<table, 3> one{x.priorities[0], x.horizons[0], x.severities[0]};
      for (std::size_t b = 0; b < 3; ++b) {
        for (std::size_t r = 0; one[b].columns > 0 && r < rows; ++r) {
          const std::span<double> row(one[b].values.data() + r * one[b].columns, one[b].columns);
          if (b == 2) {
            g.severities(row, 2);
          } else {
            g.points(row, 2, b == 0);
          }
        }
        if (g.one_in(4)) {
          one[b].there.clear();
          for (std::size_t r = 0; r < rows; ++r) one[b].there.push_back(!g.one_in(5));
        }
      }
      if (k > 0 && g.one_in(5)) one[1] = {};
      tables.push_back(std::move(one));
    }
    memory held;
    std::vector<view> views;
    for (auto& t : tables) {
      const auto how = [&] { return static_cast<layout>(g.below(layouts)); };
      view& v = views.emplace_back();
      v.rows = rows;
      v.priorities = held.put<double>(t[0], how());
      v.horizons = held.put<double>(t[1], how());
      v.severities = held.put<double>(t[2], how());
    }
    std::vector<double> influence;
    for (std::size_t k = 0; k < count; ++k) influence.push_back(static_cast<double>(1 + g.below(3)));
    batch::options o;
    o.days = x.days;
    o.risk_weights = x.risk_weights;
    x.horizons = {tables[0][1], tables[0][1]};
    x.severities = {tables[0][2], tables[0][2]};
    x.priorities[0] = tables[0][0];
    const catalog c = catalog_of(x);
    const measure m = measure::make(c, x.policy).value();
    const auto w = pair_weights(influence).value();
    for (const auto set : all_sets()) {
      o.instructions = set;
      o.threads = 1 + static_cast<unsigned>(g.below(3));
      answers_of<double> got(rows, 0);
      const auto done = batch::score_group(views, influence, x.policy, got.out(false), o);
      REQUIRE(done);
      for (std::size_t r = 0; r < rows; ++r) {
        std::vector<side> sides;
        for (auto& t : tables) {
          answers a;
          a.priorities = t[0].row(r);
          a.horizons = t[1].row(r);
          for (const double s : t[2].row(r)) a.risks.emplace_back(s);
          auto made = make_side(c, "s", a, x.policy);
          if (!made) break;
          sides.push_back(std::move(made).value());
        }
        CAPTURE(n, count, r, static_cast<int>(set));
        if (sides.size() < count) {
          CHECK(got.status[r] != 0);
          CHECK(std::isnan(got.columns[0][r]));
          continue;
        }
        const pair_gaps want = score_group(m, sides, w);
        CHECK(static_cast<errc>(got.status[r]) == want.status);
        if (want.status != errc::ok) continue;
        CHECK(same(got.columns[0][r], want.overall));
        CHECK(same(got.columns[1][r], want.blocks[0]));
        CHECK(same(got.columns[4][r], want.blocks[1]));
        CHECK(same(got.columns[5][r], want.blocks[2]));
      }
    }
  }
}

TEST_CASE("what a group refuses") {
  const std::vector<double> p{1, 2, 3, 4};
  const view v{2, batch::by_rows(p.data(), 2)};
  const std::vector<view> three{v, v, v};
  std::vector<double> gap(2), items(4);
  const outputs<double> out{.gap = gap};
  CHECK(batch::score_group(three, {}, {}, out));
  CHECK(gap == std::vector<double>{0, 0});
  CHECK(batch::score_group(std::span(three).first(1), {}, {}, out).error().code == errc::size_mismatch);
  const std::vector<double> two{1, 1}, bad{1, 0, 1};
  CHECK(batch::score_group(three, two, {}, out).error().code == errc::size_mismatch);
  CHECK(batch::score_group(three, bad, {}, out).error().code == errc::bad_weight);
  CHECK(batch::score_group(three, {}, {}, outputs<double>{.items = items}).error().code == errc::not_supported);
}

}  // namespace group_test
