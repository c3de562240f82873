// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/side.hpp>

namespace side_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

catalog example() {
  catalog c{{"uptime", "cost", "stock"}, {{"breach", 3}, {"outage", 0}}};
  c.metrics[0].target = 99.9;
  c.metrics[0].scale = scale::log_shortfall(10, 100);
  c.metrics[0].current = 99.5;
  c.metrics[1].better = direction::lower;
  c.metrics[2].better = direction::within;
  return c;
}

}  // namespace

TEST_CASE("a side keeps what it said, and knows what follows", "[side]") {
  answers a{
      .name = "The CIO", .influence = 2, .priorities = {30, NaN, 10}, .horizons = {1, 1, 1, 1, 4}, .risks = {.8, .2}};
  a.targets = {std::nullopt, 5.0, std::nullopt};
  a.current = {99.7, std::nullopt, std::nullopt};
  const auto s = make_side(example(), "cio", a).value();
  CHECK(s.id() == "cio");
  CHECK(s.label() == "The CIO");
  CHECK(s.influence() == 2);
  CHECK(s.has_unasked());
  CHECK(std::isnan(s.points()[1]));
  CHECK(s.priorities() == weights::from_points({30, 0, 10}).value());
  CHECK(s.horizons() == weights::from_points({1, 1, 1, 1, 4}).value());
  CHECK(s.severities() == std::vector<double>{.8, .2});
  CHECK(s.appetites().empty());
  CHECK(s.has_goals());
  CHECK(s.goals()[0].stated);  // the catalogue's target counts as stated
  CHECK(s.goals()[0].target == interval(99.9));
  CHECK(s.goals()[0].place.low == Approx(std::log(0.1)).epsilon(1e-9));
  CHECK(s.goals()[1].target == interval(5));
  CHECK(s.goals()[1].better == direction::lower);
  CHECK_FALSE(s.goals()[2].stated);
  CHECK(s.current()[0] == 99.7);
  CHECK_FALSE(s.current()[1]);
  CHECK(s.given().priorities[0] == 30);
  CHECK(make_side(example(), "cio", {}).value().label() == "cio");
  CHECK(make_side(example(), "cio", {}).value().current()[0] == 99.5);
}

TEST_CASE("a side that wants another direction does not share the catalogue's target", "[side]") {
  answers a;
  a.better = {direction::lower, std::nullopt, std::nullopt};
  const auto s = make_side(example(), "cmo", a).value();
  CHECK(s.goals()[0].better == direction::lower);
  CHECK_FALSE(s.goals()[0].stated);
  CHECK_FALSE(s.has_goals());
  a.better[0] = direction::higher;  // said, but no other direction
  CHECK(make_side(example(), "cmo", a).value().goals()[0].stated);
}

TEST_CASE("blocks that were not answered are missing", "[side]") {
  const auto s = make_side(example(), "cmo", {}).value();
  CHECK(s.points().empty());
  CHECK(s.priorities().empty());
  CHECK(s.horizons().empty());
  CHECK(s.severities().empty());
  CHECK(s.goals().size() == 3);
  CHECK_FALSE(s.has_unasked());
}

TEST_CASE("severity from likelihood and impact through declared levels", "[side]") {
  policy p;
  p.risk_levels = {0, .25, .5, .75, 1};
  answers a{.risks = {.5, .5}};
  a.risks[0].severity.reset();
  a.risks[0].likelihood = 3;
  a.risks[0].impact = 5;
  CHECK(make_side(example(), "cio", a, p).value().severities()[0] == .5);
  a.risks[0].likelihood = 4;
  a.risks[0].impact = 2;
  CHECK(make_side(example(), "cio", a, p).value().severities()[0] == .75 * .25);
  a.risks[0].likelihood = 1;
  CHECK(make_side(example(), "cio", a, p).value().severities()[0] == 0);
}

TEST_CASE("appetite counts where it is stated for every risk with weight", "[side]") {
  answers a{.risks = {risk_view(.8, .3), .2}};
  const auto s = make_side(example(), "cio", a).value();  // the second risk has no weight
  REQUIRE(s.appetites().size() == 2);
  CHECK(s.appetites()[0] == interval(.3));
  a.risks = {.8, risk_view(.2, .3)};
  CHECK(make_side(example(), "cio", a).value().appetites().empty());
}

TEST_CASE("ratings count from the low end of their scale", "[side]") {
  policy one_to_five, zero_to_four;
  one_to_five.rating_scale = rating_scale{1, 5};
  zero_to_four.rating_scale = rating_scale{0, 4};
  const auto a = make_side(example(), "a", {.priorities = {1, 3, 5}}, one_to_five).value();
  const auto b = make_side(example(), "a", {.priorities = {0, 2, 4}}, zero_to_four).value();
  CHECK(a.points() == std::vector<double>{0, 2, 4});
  CHECK(a.priorities() == b.priorities());
}

TEST_CASE("a bad catalogue or policy makes no side", "[side]") {
  CHECK(make_side(catalog{{}, {}}, "a", {}).error() == fail(errc::size_mismatch, field::metrics));
  CHECK(make_side(example(), "a", {}, policy{.rho = 0}).error() == fail(errc::bad_option, field::rho));
}

TEST_CASE("raters: the mean of their shares", "[side]") {
  answers a;
  a.raters = {{.id = "a", .priorities = {1, 1, 2}}, {.id = "b", .priorities = {30, 10, 0}}};
  a.raters[0].risks = {risk_view(.8, interval(.1, .3)), risk_view(.2)};
  a.raters[1].risks = {risk_view(.4, interval(.3, .3)), risk_view(.4)};
  CHECK(a.form() == answer_form::raters);
  const auto s = make_side(example(), "cio", a).value();
  CHECK(s.points()[0] == Approx((.25 + .75) / 2).margin(1e-15));
  CHECK(s.points()[1] == Approx((.25 + .25) / 2).margin(1e-15));
  CHECK(s.points()[2] == Approx((.5 + 0) / 2).margin(1e-15));
  CHECK(s.severities()[0] == Approx(.6).margin(1e-15));
  CHECK(s.severities()[1] == Approx(.3).margin(1e-15));
  REQUIRE(s.appetite(0));
  CHECK(s.appetite(0)->low == Approx(.2).margin(1e-15));
  CHECK(s.appetite(0)->high == Approx(.3).margin(1e-15));
  CHECK_FALSE(s.appetite(1));
  CHECK_FALSE(s.appetites().empty());  // the risk without an appetite weighs nothing
  CHECK(s.ranges().empty());

  // What one of them was not asked, the side was not; each is normalised on the rest.
  a.raters[1].priorities = {30, NaN, 10};
  const auto t = make_side(example(), "cio", a).value();
  CHECK(std::isnan(t.points()[1]));
  CHECK(t.points()[0] == Approx((1.0 / 3 + .75) / 2).margin(1e-15));
  a.raters[0].priorities = {0, 1, 0};
  const error lost = make_side(example(), "cio", a).error();
  CHECK(lost.code == errc::zero_sum);
  CHECK(lost.row == 0);

  // A rater who rates risks alone counts for risks alone.
  answers b;
  b.raters = {{.id = "a", .priorities = {1, 0, 0}}, {.id = "b", .risks = {.5, .5}}};
  const auto u = make_side(example(), "cio", b).value();
  CHECK(u.priorities()[0] == 1.0);
  CHECK(u.severities() == std::vector<double>{.5, .5});
  CHECK(make_side(example(), "x", {.raters = {{.id = "silent"}}}).error().code == errc::missing_key);
  b.risks = {.1, .1};
  CHECK(make_side(example(), "x", b).error().code == errc::bad_option);
  b.risks.clear();
  b.priorities = {1, 1, 1};
  CHECK(make_side(example(), "x", b).error() == fail(errc::bad_option, field::priorities));
}

TEST_CASE("raters on a scale of ratings", "[side]") {
  const policy p{.rating_scale = rating_scale{1, 5}};
  answers a;
  a.raters = {{.id = "a", .priorities = {5, 1, 1}}, {.id = "b", .priorities = {3, 3, 1}}};
  const auto s = make_side(example(), "cio", a, p).value();
  CHECK(s.points()[0] == Approx((1 + .5) / 2).margin(1e-15));
  CHECK(s.ratings() == std::vector<double>{3, 1, 0});  // means of 4 and 2, 0 and 2, above the low end
  const error off = make_side(example(), "x", {.raters = {{.id = "a", .priorities = {6, 1, 1}}}}, p).error();
  CHECK(off.code == errc::bad_ratings);
  CHECK(off.row == 0);
  CHECK(off.index == 0);
}

TEST_CASE("intervals and ranks stand by a point", "[side]") {
  answers a;
  a.priority_ranges = {{.2, .4}, {.4, .6}, {.1, .3}};
  const auto s = make_side(example(), "cio", a).value();
  CHECK(s.points()[0] == Approx(.3).margin(1e-15));
  CHECK(s.points()[1] == Approx(.5).margin(1e-15));
  CHECK(s.ranges() == a.priority_ranges);
  a.priority_ranges[0] = {.7, .9};
  CHECK(make_side(example(), "cio", a).error().code == errc::bad_interval);
  a.priority_ranges.pop_back();
  CHECK(make_side(example(), "cio", a).error().code == errc::size_mismatch);

  // Rank-order centroids of three: 11/18, 5/18, 2/18 (Barron & Barrett 1996).
  answers r;
  r.priority_ranks = {1, 0, 2};
  const auto t = make_side(example(), "cio", r).value();
  CHECK(t.points()[0] == Approx(5.0 / 18).margin(1e-15));
  CHECK(t.points()[1] == Approx(11.0 / 18).margin(1e-15));
  CHECK(t.points()[2] == Approx(2.0 / 18).margin(1e-15));
  r.priority_ranks = {0, unranked, 0};  // two that tie share 3/4 and 1/4
  const auto tied = make_side(example(), "cio", r).value();
  CHECK(tied.points() == std::vector<double>{.5, 0, .5});
  r.priority_ranks = {unranked, unranked, unranked};
  CHECK(make_side(example(), "cio", r).error().code == errc::size_mismatch);

  answers mixed;
  mixed.raters = {{.id = "a", .priority_ranges = {{.2, .4}, {.4, .6}, {.1, .3}}}, {.id = "b", .priorities = {1, 1, 2}}};
  const auto u = make_side(example(), "cio", mixed).value();
  CHECK(u.points()[0] == Approx((.3 + .25) / 2).margin(1e-15));
  CHECK(u.ranges()[0].low == Approx((.2 + .25) / 2).margin(1e-15));
  CHECK(u.ranges()[2].high == Approx((.3 + .5) / 2).margin(1e-15));
  mixed.raters[1].priorities[0] = NaN;
  CHECK(make_side(example(), "cio", mixed).value().ranges().empty());
}

TEST_CASE("how sure a side is", "[side]") {
  answers a{.priorities = {1, 1, 1}};
  a.kappa = 20.0;
  CHECK(make_side(example(), "x", a));
  for (const double bad : {0.0, -1.0, NaN}) {
    a.kappa = bad;
    CHECK(make_side(example(), "x", a).error().code == errc::bad_weight);
  }
  answers ranks;
  ranks.priority_ranks = {0, 1, 2};
  ranks.kappa = 5.0;
  CHECK(make_side(example(), "x", ranks).error() == fail(errc::bad_option, field::kappa));
}

}  // namespace side_test
