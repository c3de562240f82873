// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/horizon.hpp>

namespace horizon_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

weights scaled(std::span<const double> points) { return weights::from_points(points).value(); }

std::vector<double> items(const weights& p, const weights& q, const gap::time_axis& axis) {
  std::vector<double> out(axis.size() - 1);
  REQUIRE(gap::horizon_items(p, q, axis, out));
  return out;
}

// Strictly ascending days, some steps tiny, some wide.
std::vector<double> draw_days(std::size_t n) {
  std::vector<double> days{0.01 + 1000.0 * generators::unit()};
  while (days.size() < n) days.push_back(days.back() * (1.0 + 1e-3 + 10.0 * generators::unit()));
  return days;
}

}  // namespace

TEST_CASE("horizon gap of the two-side fixture", "[horizon]") {
  const auto p = scaled(fixture::cio_horizons), q = scaled(fixture::cmo_horizons);
  const gap::time_axis axis;
  REQUIRE(axis.size() == 5);
  for (std::size_t j = 0; j < 5; ++j) CHECK(fixture::positions[j].accepts(axis.positions()[j]));
  const auto g = gap::horizon_parts(p, q, axis);
  CHECK(fixture::horizon_gap.accepts(g.gap));
  CHECK(fixture::shift.accepts(g.shift));
  CHECK(fixture::crossing.accepts(g.crossing));
  CHECK(g.crossing >= 0.0);
  const auto terms = items(p, q, axis);
  for (std::size_t j = 0; j < 4; ++j) CHECK(fixture::boundary_terms[j].accepts(terms[j]));
  const auto equal = gap::time_axis::make(fixture::days, spacing::equal).value();
  CHECK(fixture::horizon_gap_equal.accepts(gap::horizon(p, q, equal)));
  CHECK(fixture::cio_days.accepts(gap::days_ahead(p, fixture::days)));
  CHECK(fixture::cmo_days.accepts(gap::days_ahead(q, fixture::days)));
}

TEST_CASE("the default positions are the logarithms of their days, to full precision", "[horizon]") {
  const gap::time_axis usual;
  const auto wanted = reference::log_positions(reference::default_days());
  for (std::size_t j = 0; j < 5; ++j) CHECK(usual.positions()[j] == static_cast<double>(wanted[j]));
  const auto made = gap::time_axis::make(fixture::days).value();
  for (std::size_t j = 0; j < 5; ++j) CHECK(made.positions()[j] == usual.positions()[j]);
}

TEST_CASE("Wasserstein distances as SciPy documents them", "[horizon]") {
  // Positions 0, 1, 3, 5, 6, 8 of which the axis makes 0..1: a distance of 5 becomes 5/8.
  const std::vector<double> days{1, std::exp(1.0), std::exp(3.0), std::exp(5.0), std::exp(6.0), std::exp(8.0)};
  const auto axis = gap::time_axis::make(days).value();
  const std::vector<double> p{1, 1, 1, 0, 0, 0}, q{0, 0, 0, 1, 1, 1};
  CHECK(fixture::scipy_wasserstein.accepts(8 * gap::horizon(scaled(p), scaled(q), axis)));
  const std::vector<double> two{1, 2}, a{3, 1}, b{2, 2};
  CHECK(fixture::scipy_wasserstein_weighted.accepts(
      gap::horizon(scaled(a), scaled(b), gap::time_axis::make(two).value())));
}

TEST_CASE("crossing answers and opposite ends", "[horizon]") {
  const gap::time_axis axis = gap::time_axis::make(std::vector<double>{1, 10, 100}).value();
  const std::vector<double> ends{1, 0, 1}, middle{0, 2, 0}, first{1, 0, 0}, last{0, 0, 1};
  const auto crossed = gap::horizon_parts(scaled(ends), scaled(middle), axis);
  CHECK(crossed.gap == Approx(.5).margin(1e-15));
  CHECK(crossed.shift == Approx(0).margin(1e-15));
  CHECK(crossed.crossing == Approx(.5).margin(1e-15));
  CHECK(gap::horizon(scaled(first), scaled(last), axis) == 1.0);
  CHECK(gap::horizon_parts(scaled(first), scaled(last), axis).shift == 1.0);  // the second looks further ahead
  CHECK(gap::horizon_parts(scaled(last), scaled(first), axis).shift == -1.0);
}

TEST_CASE("rounding in the weights takes no gap above 1, and no crossing below 0", "[horizon]") {
  constexpr double eps = std::numeric_limits<double>::epsilon();
  const std::vector<double> above{1.0 + 7 * eps, 0.0}, other{0.0, 1.0}, days{1, 10};  // within 4n eps: kept as it is
  const auto g = gap::horizon_parts(scaled(above), scaled(other), gap::time_axis::make(days).value());
  CHECK(g.gap == 1.0);
  CHECK(g.shift > 1.0 - eps);
  CHECK(g.crossing == 0.0);
}

TEST_CASE("what is no time axis", "[horizon]") {
  const auto code = [](std::vector<double> days) {
    const auto made = gap::time_axis::make(days);
    return made ? error{} : made.error();
  };
  CHECK(code({7}) == fail(errc::size_mismatch, field::horizons));
  CHECK(code({}) == fail(errc::size_mismatch, field::horizons));
  CHECK(code({0, 7}) == fail(errc::bad_scale, field::days, 0));
  CHECK(code({-7, 7}) == fail(errc::bad_scale, field::days, 0));
  CHECK(code({7, 7}) == fail(errc::bad_scale, field::days, 1));
  CHECK(code({7, 30, 20}) == fail(errc::bad_scale, field::days, 2));
  CHECK(code({7, inf}) == fail(errc::bad_scale, field::days, 1));
  CHECK(code({NaN, 7}) == fail(errc::bad_scale, field::days, 0));
  CHECK(code({7, NaN}) == fail(errc::bad_scale, field::days, 1));
  CHECK(code({1e-300, 1e300}).code == errc::ok);
}

TEST_CASE("days whose logarithms are one number are no axis", "[horizon]") {
  // Strictly ascending, yet nothing is between them on log time: every gap would be 0/0.
  const std::vector<double> days{1e15, std::nextafter(1e15, 2e15)};
  const auto made = gap::time_axis::make(days);
  if (made) {
    for (const double y : made.value().positions()) CHECK(std::isfinite(y));
  } else {
    CHECK(made.error() == fail(errc::bad_scale, field::days, 1));
  }
}

TEST_CASE("horizon functions need the axis's length", "[horizon]") {
  const gap::time_axis axis;
  const std::vector<double> three{1, 2, 3};
  const auto p = scaled(three), q = scaled(fixture::cio_horizons);
  CHECK(std::isnan(gap::horizon(p, q, axis)));
  CHECK(std::isnan(gap::horizon(q, p, axis)));
  CHECK(std::isnan(gap::horizon_parts(p, p, axis).shift));
  std::vector<double> out(4, 7.0);
  CHECK_FALSE(gap::horizon_items(p, q, axis, out));
  CHECK_FALSE(gap::horizon_items(q, q, axis, std::span(out).first(3)));
  CHECK(out == std::vector<double>(4, 7.0));
  CHECK(std::isnan(gap::days_ahead(p, fixture::days)));
}

TEST_CASE("horizon gap is the reference's, and a metric", "[horizon][axioms]") {
  generators::holds("reference and axioms", [] {
    const std::size_t n = generators::size(2, 24);
    const auto days = draw_days(n);
    const auto kind = generators::coin() ? spacing::log : spacing::equal;
    const auto axis = gap::time_axis::make(days, kind).value();
    const auto y = kind == spacing::log ? reference::log_positions(days) : reference::equal_positions(n);
    for (std::size_t j = 0; j < n; ++j) NEED(std::abs(axis.positions()[j] - static_cast<double>(y[j])) < 1e-12);
    const reference::numbers given = axis.positions();
    const auto p = generators::weights(n), q = generators::coin() ? generators::weights(n) : p;
    const auto g = gap::horizon_parts(p, q, axis);
    NEED(std::abs(g.gap - static_cast<double>(reference::horizon_gap(p.values(), q.values(), given))) <
         generators::slack(n));
    NEED(std::abs(g.shift - static_cast<double>(reference::shift(p.values(), q.values(), given))) <
         generators::slack(n));
    NEED(std::abs(g.crossing - static_cast<double>(reference::crossing(p.values(), q.values(), given))) <
         generators::slack(n));
    NEED(g.gap >= 0.0 && g.gap <= 1.0 && g.crossing >= 0.0);
    NEED(std::abs(g.gap - std::abs(g.shift) - g.crossing) < generators::slack(n));
    NEED(p == q ? g.gap == 0.0 : true);
    const auto turned = gap::horizon_parts(q, p, axis);
    NEED(turned.gap == g.gap && turned.shift == -g.shift && turned.crossing == g.crossing);
    double sum = 0.0;
    for (const double term : items(p, q, axis)) {
      NEED(term >= 0.0);
      sum += term;
    }
    NEED(std::abs(sum - g.gap) < generators::slack(n));
    const auto r = generators::weights(n);
    NEED(gap::horizon(p, r, axis) <= g.gap + gap::horizon(q, r, axis) + generators::slack(n));
    const double step = generators::unit();
    std::vector<double> moved(n);
    for (std::size_t j = 0; j < n; ++j) moved[j] = p[j] + step * (q[j] - p[j]);
    NEED(std::abs(gap::horizon(scaled(moved), q, axis) - (1.0 - step) * g.gap) < generators::slack(n));
    // Days, hours or weeks: the unit of time changes nothing.
    std::vector<double> hours = days;
    for (double& d : hours) d *= 24.0;
    NEED(std::abs(gap::horizon(p, q, gap::time_axis::make(hours, kind).value()) - g.gap) < 1e-12);
    const auto typical = static_cast<double>(reference::typical_days(p.values(), days));
    NEED(std::abs(gap::days_ahead(p, days) - typical) <= 1e-12 * typical);
  });
  generators::holds("opposite ends are 1 apart, never more, and do not cross", [] {
    const std::size_t n = generators::size(2, 40);
    const auto axis = gap::time_axis::make(draw_days(n)).value();
    std::vector<double> first(n, 0.0), last(n, 0.0);
    first.front() = last.back() = 1.0;
    const auto g = gap::horizon_parts(scaled(first), scaled(last), axis);
    NEED(g.gap <= 1.0 && g.gap > 1.0 - generators::slack(n));
    NEED(g.crossing >= 0.0 && g.crossing < generators::slack(n));
  });
  generators::holds("different answers are never at distance 0", [] {
    const std::size_t n = generators::size(2, 12);
    std::vector<double> p(n), q(n);
    for (double& x : p) x = generators::whole(0, 9);
    for (double& x : q) x = generators::whole(0, 9);
    p[0] += 1;
    q[n - 1] += 1;
    const auto axis = gap::time_axis::make(draw_days(n)).value();
    const auto a = scaled(p), b = scaled(q);
    bool same = true;
    for (std::size_t j = 0; j < n; ++j) same = same && std::abs(a[j] - b[j]) < 1e-15;
    NEED(same || gap::horizon(a, b, axis) > 1e-12);
  });
}

TEST_CASE("a period that is no horizon splits between its neighbours", "[horizon]") {
  const gap::time_axis axis;
  const auto six_weeks = gap::place_period(42, fixture::days, axis).value();
  const auto wanted = reference::place(42, fixture::days, reference::log_positions(fixture::days));
  for (std::size_t j = 0; j < 5; ++j) CHECK(six_weeks[j] == Approx(static_cast<double>(wanted[j])).margin(1e-14));
  CHECK(gap::days_ahead(six_weeks, fixture::days) == 42);  // whole days, without the noise of logarithms
  CHECK(gap::place_period(7, fixture::days, axis).value()[0] == 1.0);
  CHECK(gap::place_period(30.4375, fixture::days, axis).value()[1] == 1.0);
  CHECK(gap::place_period(1, fixture::days, axis).value()[0] == 1.0);
  CHECK(gap::place_period(1095.75, fixture::days, axis).value()[4] == 1.0);
  CHECK(gap::place_period(1e6, fixture::days, axis).value()[4] == 1.0);
  for (const double bad : {0.0, -1.0, inf, NaN}) {
    CHECK(gap::place_period(bad, fixture::days, axis).error() == fail(errc::bad_scale, field::days));
  }
  CHECK(gap::place_period(3, std::vector<double>{1, 2}, axis).error() == fail(errc::size_mismatch, field::horizons));
  generators::holds("placed", [] {
    const auto days = draw_days(generators::size(2, 12));
    const auto made = gap::time_axis::make(days).value();
    const double period = std::exp(std::log(days.front()) +
                                   (std::log(days.back()) - std::log(days.front())) * (2.0 * generators::unit() - .5));
    const auto w = gap::place_period(period, days, made).value();
    const double clipped = std::clamp(period, days.front(), days.back());
    NEED(std::abs(gap::days_ahead(w, days) - clipped) <= 1e-11 * clipped);
    std::size_t used = 0;
    for (const double x : w) used += x > 0.0;
    NEED(used <= 2);
  });
}

}  // namespace horizon_test
