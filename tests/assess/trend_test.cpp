// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/assess.hpp>
#include <coalign/assess/trend.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace trend_test {

using namespace coalign;

namespace {

model_parts parts_at(std::string as_of, std::vector<double> of_cio) {
  model_parts parts;
  parts.as_of = std::move(as_of);
  parts.catalog = catalog{{"a", "b"}, {{"r", 1}}};
  parts.sides = {{"cio", {.priorities = std::move(of_cio), .horizons = {1, 1, 1, 1, 1}, .risks = {.5}}},
                 {"cmo", {.priorities = {0, 1}, .horizons = {1, 1, 1, 1, 1}, .risks = {.5}}},
                 {"cfo", {.priorities = {1, 1}, .horizons = {1, 1, 1, 1, 1}, .risks = {.5}}}};
  return parts;
}

assessment assessed(const model_parts& parts) { return assess(model::make(parts).value()).value(); }

error error_of(const std::vector<assessment>& list) {
  const auto made = make_trend(std::span<const assessment>(list));
  REQUIRE_FALSE(made);
  return made.error();
}

}  // namespace

TEST_CASE("a trend: in the order of dates, each with its change", "[trend]") {
  const assessment first = assessed(parts_at("2026-03-31", {1, 0})), second = assessed(parts_at("2026-06-30", {3, 1})),
                   third = assessed(parts_at("2027-01-01", {1, 1}));
  for (const std::vector<const assessment*>& order :
       {std::vector{&first, &second, &third}, std::vector{&third, &first, &second}}) {
    const trend t = make_trend(std::span<const assessment* const>(order)).value();
    REQUIRE(t.points.size() == 3);
    CHECK(t.points[0].as_of == "2026-03-31");
    CHECK(t.points[2].as_of == "2027-01-01");
    CHECK_FALSE(t.points[0].change);
    CHECK_FALSE(t.points[0].pairs[0].change);
    CHECK(t.points[0].findings.opened == 0);
    const std::array<const assessment*, 3> all{&first, &second, &third};
    for (std::size_t k = 0; k < 3; ++k) {
      const trend_point& x = t.points[k];
      CHECK(x.gap.overall == all[k]->group.gap());
      CHECK(x.gap.blocks == all[k]->group.blocks);
      CHECK(x.basis == all[k]->basis);
      REQUIRE(x.pairs.size() == 3);
      std::size_t findings = x.findings.waived;
      for (const std::size_t n : x.findings.open) findings += n;
      CHECK(findings == all[k]->findings.size());
      if (k == 0) continue;
      const difference d = diff(*all[k - 1], *all[k]);
      CHECK(x.change->overall == d.gap.change());
      CHECK(x.change->comparable == d.comparable);
      CHECK(x.findings.opened == d.opened.size());
      CHECK(x.findings.closed == d.closed.size());
      for (std::size_t i = 0; i < 3; ++i) {
        CHECK(x.pairs[i].sides == d.pairs[i].sides);
        CHECK(x.pairs[i].change->overall == d.pairs[i].gap.change());
        CHECK(x.pairs[i].change->comparable);
        CHECK_FALSE(x.pairs[i].noise);
      }
    }
    // CIO and CMO: metric gaps of 1, .75 and .5.
    CHECK(t.points[1].pairs[0].gap.blocks[0] == Approx(0.75));
    CHECK(t.points[1].pairs[0].change->blocks[0] == Approx(-0.25));
    CHECK(t.points[2].pairs[0].change->blocks[0] == Approx(-0.25));
  }
}

TEST_CASE("a trend: one model, and sides that come and go", "[trend]") {
  const std::vector<assessment> one{assessed(parts_at("2026-03-31", {1, 0}))};
  CHECK(make_trend(std::span<const assessment>(one)).value().points.size() == 1);
  auto parts = parts_at("2026-06-30", {1, 1});
  parts.sides[2].id = "coo";
  std::swap(parts.sides[0], parts.sides[1]);
  parts.sides[0].given.risks.clear();
  const std::vector<assessment> two{one[0], assessed(parts)};
  const trend t = make_trend(std::span<const assessment>(two)).value();
  const trend_point& last = t.points[1];
  CHECK_FALSE(last.change->comparable);
  REQUIRE(last.pairs.size() == 3);
  CHECK(last.pairs[0].sides == std::array<std::string, 2>{"cmo", "cio"});
  REQUIRE(last.pairs[0].change);  // whatever the order of its sides
  CHECK(last.pairs[0].change->blocks[0] == Approx(-0.5));
  CHECK(std::isnan(last.pairs[0].change->blocks[2]));
  CHECK_FALSE(last.pairs[0].change->comparable);
  CHECK_FALSE(last.pairs[1].change);
  CHECK_FALSE(last.pairs[2].change);
}

TEST_CASE("a trend: dates that are missing, wrong or twice", "[trend]") {
  const auto at = [](const char* as_of) { return assessed(parts_at(as_of, {1, 0})); };
  CHECK(error_of({}) == fail(errc::size_mismatch));
  const auto is = [&](const std::vector<assessment>& list, errc code, std::int64_t row) {
    const error e = error_of(list);
    CHECK(e.code == code);
    CHECK(e.where == field::as_of);
    CHECK(e.row == row);
  };
  is({at("2026-03-31"), at("")}, errc::missing_key, 1);
  is({at("")}, errc::missing_key, 0);
  is({at("2026-03-31"), at("2026-06-30"), at("2026-03-31")}, errc::duplicate, 2);
  is({at("2026-06-31"), at("")}, errc::bad_date, 0);
}

TEST_CASE("a trend: any order gives the same, and the changes lead from the first to the last", "[trend]") {
  generators::holds(
      "orders",
      [] {
        const std::size_t n = generators::size(1, 5);
        std::vector<assessment> list;
        list.reserve(n);
        for (std::size_t k = 0; k < n; ++k) {
          list.push_back(assessed(parts_at("2026-0" + std::to_string(k + 1) + "-01", generators::points(2))));
        }
        std::vector<const assessment*> shuffled;
        shuffled.reserve(n);
        for (const std::size_t k : generators::order(n)) shuffled.push_back(&list[k]);
        const trend t = make_trend(std::span<const assessment>(list)).value();
        const trend u = make_trend(std::span<const assessment* const>(shuffled)).value();
        double gap = t.points[0].gap.overall;
        for (std::size_t k = 0; k < n; ++k) {
          NEED(t.points[k].as_of == u.points[k].as_of);
          NEED(t.points[k].gap.overall == u.points[k].gap.overall);
          if (k == 0) continue;
          NEED(t.points[k].change->overall == u.points[k].change->overall);
          gap += t.points[k].change->overall;
        }
        NEED(std::abs(gap - t.points.back().gap.overall) < 1e-12);
      },
      200);
}

}  // namespace trend_test
