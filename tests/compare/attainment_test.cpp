// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/compare/attainment.hpp>

#include <cmath>

namespace attainment_test {

using namespace coalign;

namespace {

metric with_baseline(double baseline, scale s = {}) {
  metric m("x");
  m.baseline = baseline;
  m.scale = s;
  return m;
}

}  // namespace

TEST_CASE("the published row of attainment", "[attainment]") {
  for (const auto& row : fixture::attainment) {
    CAPTURE(row.current, row.baseline, row.target);
    const auto better = row.target > row.baseline ? direction::higher : direction::lower;
    const auto u = attainment(with_baseline(row.baseline), better, row.target, row.current);
    REQUIRE(u);
    CHECK(row.attainment.accepts(u->value));
    CHECK(row.raw.accepts(u->raw.value()));
  }
}

TEST_CASE("what has not moved is at 0, not at -0", "[attainment]") {
  const auto found = attainment(with_baseline(60), direction::lower, {50.0, 50.0}, 60.0).value();
  CHECK_FALSE(std::signbit(*found.raw));
  CHECK_FALSE(std::signbit(found.value));
}

TEST_CASE("attainment is clipped, and what it was is kept", "[attainment]") {
  const auto over = attainment(with_baseline(0), direction::higher, 10, 15).value();
  CHECK(over.value == 1.0);
  CHECK(over.raw.value() == 1.5);
  const auto away = attainment(with_baseline(10), direction::lower, 0, 12).value();
  CHECK(away.value == 0.0);
  CHECK(away.raw.value() == Approx(-.2));
}

TEST_CASE("a log metric counts ratios, a log_shortfall metric differences", "[attainment]") {
  const auto u = attainment(with_baseline(100, scale::log(2)), direction::higher, 400, 200).value();
  CHECK(u.value == Approx(.5).margin(1e-15));
  const auto down = attainment(with_baseline(120, scale::log(2)), direction::lower, 30, 60).value();
  CHECK(down.value == Approx(.5).margin(1e-15));
  const auto nines =
      attainment(with_baseline(99, scale::log_shortfall(10, 100)), direction::higher, 99.9, 99.6).value();
  CHECK(nines.value == Approx(2. / 3).margin(1e-12));
}

TEST_CASE("a target at the baseline is met or not", "[attainment]") {
  CHECK(attainment(with_baseline(5), direction::higher, 5, 5)->value == 1.0);
  CHECK(attainment(with_baseline(5), direction::higher, 5, 6)->value == 1.0);
  CHECK(attainment(with_baseline(5), direction::higher, 5, 4.9)->value == 0.0);
  CHECK(attainment(with_baseline(5), direction::lower, 5, 5)->value == 1.0);
  CHECK(attainment(with_baseline(5), direction::lower, 5, 4)->value == 1.0);
  CHECK(attainment(with_baseline(5), direction::lower, 5, 5.1)->value == 0.0);
  CHECK_FALSE(attainment(with_baseline(5), direction::lower, 5, 5.1)->raw);
}

TEST_CASE("without a baseline there is no way to have come", "[attainment]") {
  CHECK_FALSE(attainment(metric("x"), direction::higher, 5, 5));
  CHECK(attainment(metric("x"), direction::within, {4, 6}, 5)->value == 1.0);
}

TEST_CASE("within: 1 inside, falling to 0 at the slack", "[attainment]") {
  metric m("stock");
  m.slack = 5;
  const interval target(18, 22);
  for (const double inside : {18.0, 20.0, 22.0}) CHECK(attainment(m, direction::within, target, inside)->value == 1.0);
  CHECK(attainment(m, direction::within, target, 17)->value == Approx(.8).margin(1e-15));
  CHECK(attainment(m, direction::within, target, 24)->value == Approx(.6).margin(1e-15));
  CHECK(attainment(m, direction::within, target, 27)->value == 0.0);
  CHECK(attainment(m, direction::within, target, 40)->value == 0.0);
  CHECK(attainment(m, direction::within, target, 40)->raw.value() < 0.0);
  for (const std::optional<double> none : {std::optional<double>{}, std::optional<double>{0.0}}) {
    m.slack = none;
    CHECK(attainment(m, direction::within, target, 22)->value == 1.0);
    CHECK(attainment(m, direction::within, target, 22.0001)->value == 0.0);
  }
}

TEST_CASE("attainment is the reference's", "[attainment]") {
  generators::holds("reference", [] {
    const bool logarithmic = generators::coin();
    const auto draw = [] { return 0.1 + 100.0 * generators::unit(); };
    const double b = draw(), t = generators::whole(0, 9) == 0 ? b : draw(), x = draw();
    const auto better = t > b ? direction::higher : direction::lower;
    const auto u = attainment(with_baseline(b, logarithmic ? scale::log(2) : scale::linear(3)), better, t, x);
    NEED(u.has_value());
    const auto wanted =
        reference::attain(better == direction::higher ? reference::direction::higher : reference::direction::lower,
                          logarithmic ? reference::scale_kind::log : reference::scale_kind::linear, x, b, t);
    NEED(u->value >= 0.0 && u->value <= 1.0);
    const double sharp =
        t == b ? 0.0 : 1e-12 * (1.0 + std::abs(static_cast<double>(wanted.raw))) * (1.0 + 100.0 / std::abs(t - b));
    NEED(std::abs(u->value - static_cast<double>(wanted.attainment)) <= sharp);
    if (u->raw) NEED(std::abs(*u->raw - static_cast<double>(wanted.raw)) <= sharp);
    // The unit that a metric is counted in changes nothing.
    const auto other =
        attainment(with_baseline(b * 8, logarithmic ? scale::log(2) : scale::linear(24)), better, t * 8, x * 8);
    NEED(std::abs(other->value - u->value) <= sharp);
    metric m("x");
    m.slack = draw();
    const interval range(std::min(b, t), std::max(b, t));
    const auto within = reference::attain_within(x, {range.low, range.high}, *m.slack);
    NEED(std::abs(attainment(m, direction::within, range, x)->value - static_cast<double>(within)) <= 1e-12);
  });
}

}  // namespace attainment_test
