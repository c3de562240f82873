// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/risk.hpp>

namespace risk_test {

using namespace coalign;

namespace {

weights scaled(std::span<const double> points) { return weights::from_points(points).value(); }

std::vector<double> items(std::span<const double> x, std::span<const double> y, std::span<const interval> a,
                          std::span<const interval> b, const weights& v, double total) {
  std::vector<double> out(v.size(), -1.0);
  REQUIRE(gap::risk_items(x, y, a, b, v, total, out));
  return out;
}

std::vector<interval> draw_appetites(std::size_t n) {
  std::vector<interval> all;
  for (std::size_t c = 0; c < n; ++c) {
    const auto ends = generators::units(2);
    all.push_back(generators::coin() ? interval(ends[0])
                                     : interval(std::min(ends[0], ends[1]), std::max(ends[0], ends[1])));
  }
  return all;
}

std::vector<reference::interval> plain(const std::vector<interval>& all) {
  std::vector<reference::interval> out;
  for (const interval& x : all) out.push_back({x.low, x.high});
  return out;
}

}  // namespace

TEST_CASE("risk gap of the two-side fixture", "[risk]") {
  const auto v = scaled(fixture::risk_weights);
  const auto& x = fixture::cio_severities;
  const auto& y = fixture::cmo_severities;
  const double d = gap::risk(x, y, v);
  CHECK(fixture::risk_gap.accepts(d));
  CHECK(fixture::risk_gap_squared.accepts(d * d));
  const auto parts = gap::profile(x, y, v.values());
  CHECK(fixture::elevation.accepts(parts.elevation));
  CHECK(fixture::scatter.accepts(parts.scatter));
  CHECK(fixture::shape.accepts(parts.shape));
  CHECK(parts.difference > 0);  // the first side sees more
  CHECK(fixture::risk_correlation.accepts(parts.correlation.value()));
  double sum = 0.0;
  for (const double term : items(x, y, {}, {}, v, d)) sum += term;
  CHECK(fixture::risk_gap.accepts(sum));
  // v Δ²/D of the first risk, by hand: .3 · .16 / sqrt(.094)
  CHECK(items(x, y, {}, {}, v, d)[0] == Approx(.3 * .16 / std::sqrt(.094)).margin(1e-15));
}

TEST_CASE("appetite counts half, and breach counts weight", "[risk]") {
  const auto v = weights::from_points({3, 2}).value();
  const std::vector<double> x{.8, .2}, y{.4, .6};
  const std::vector<interval> a{.3, interval(.1, .5)}, b{.5, interval(.3, .6)};
  CHECK(gap::appetite(a, b, v) == Approx(.2).margin(1e-15));
  CHECK(gap::risk_with_appetite(.4, .2) == Approx(std::sqrt(.5 * .16 + .5 * .04)).margin(1e-15));
  CHECK(gap::risk_with_appetite(0, 0) == 0.0);
  CHECK(gap::risk_with_appetite(1e-200, 1e-200) == Approx(1e-200).epsilon(1e-12));
  // First risk: .8 > .3 for one, .4 > .5 not for the other. Second: .2 > .5 not, .6 > .6 not.
  CHECK(gap::breach_conflict(x, y, a, b, v) == Approx(.6).margin(1e-15));
  CHECK(gap::breach_conflict(x, x, a, a, v) == 0.0);
  const double total = gap::risk_with_appetite(gap::risk(x, y, v), gap::appetite(a, b, v));
  const auto terms = items(x, y, a, b, v, total);
  CHECK(terms[0] == Approx(.6 * (.16 + .04) / (2 * total)).margin(1e-15));
  CHECK(terms[0] + terms[1] == Approx(total).margin(1e-15));
}

TEST_CASE("severities outside 0..1, and lengths that differ", "[risk]") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(gap::check_severities(std::vector<double>{0, 1, .5}).code == errc::ok);
  CHECK(gap::check_severities(std::vector<double>{}).code == errc::ok);
  CHECK(gap::check_severities(std::vector<double>{0, 1.1}) == fail(errc::bad_severity, field::severity, 1));
  CHECK(gap::check_severities(std::vector<double>{-.1, 2}) == fail(errc::bad_severity, field::severity, 0));
  CHECK(gap::check_severities(std::vector<double>{0, 0, none}) == fail(errc::bad_severity, field::severity, 2));
  const auto v = weights::from_points({1, 1}).value();
  const std::vector<double> two{.1, .2}, three{.1, .2, .3};
  const std::vector<interval> a(2), b(3);
  CHECK(std::isnan(gap::risk(two, three, v)));
  CHECK(std::isnan(gap::risk(three, two, v)));
  CHECK(std::isnan(gap::appetite(a, b, v)));
  CHECK(std::isnan(gap::appetite(b, a, v)));
  std::vector<double> out{7, 7};
  CHECK_FALSE(gap::risk_items(two, three, {}, {}, v, .1, out));
  CHECK_FALSE(gap::risk_items(two, two, a, {}, v, .1, out));
  CHECK_FALSE(gap::risk_items(two, two, b, b, v, .1, out));
  CHECK_FALSE(gap::risk_items(two, two, {}, {}, v, .1, std::span(out).first(1)));
  CHECK(out == std::vector<double>{7, 7});
}

TEST_CASE("a flat profile has no shape, no scatter of its own, no correlation", "[risk]") {
  const auto v = weights::from_points({1, 1, 1}).value();
  const std::vector<double> flat{.1, .1, .1}, higher{.7, .7, .7}, varied{.1, .5, .9};
  const auto parts = gap::profile(flat, higher, v.values());
  CHECK(parts.elevation == Approx(.36).margin(1e-15));
  CHECK(parts.scatter == 0.0);
  CHECK(parts.shape == 0.0);
  CHECK(parts.difference == Approx(-.6).margin(1e-15));
  CHECK_FALSE(parts.correlation);
  const auto half = gap::profile(flat, varied, v.values());
  CHECK(half.shape == 0.0);
  CHECK(half.scatter == Approx(.32 / 3).margin(1e-15));
  CHECK_FALSE(half.correlation);
  // Flat where there is weight is flat.
  const std::vector<double> heavy{1, 1, 0}, points{.3, .3, .9};
  CHECK_FALSE(gap::profile(points, varied, scaled(heavy).values()).correlation);
  CHECK(gap::profile(varied, varied, v.values()).correlation.value() == Approx(1.0).margin(1e-15));
}

TEST_CASE("risk gap is the reference's, and a metric", "[risk][axioms]") {
  generators::holds(
      "severity",
      [] {
        const std::size_t n = generators::size(1, 32);
        const auto v = generators::weights(n);
        const auto x = generators::units(n), y = generators::coin() ? generators::units(n) : x,
                   z = generators::units(n);
        const double d = gap::risk(x, y, v);
        const auto wanted = static_cast<double>(reference::risk_distance(x, y, v.values()));
        NEED(std::abs(d - wanted) <= 1e-13 * wanted + 1e-300);
        NEED(d >= 0.0 && d <= 1.0);
        NEED(d == gap::risk(y, x, v));
        NEED(gap::risk(x, x, v) == 0.0);
        bool same = true;
        for (std::size_t c = 0; c < n; ++c) same = same && (v[c] == 0.0 || x[c] == y[c]);
        NEED((d == 0.0) == same);
        NEED(gap::risk(x, z, v) <= d + gap::risk(y, z, v) + 1e-14);
        double sum = 0.0;
        for (const double term : items(x, y, {}, {}, v, d)) {
          NEED(term >= 0.0);
          sum += term;
        }
        NEED(std::abs(sum - d) <= 1e-13 * d + 1e-300);
        const double step = generators::unit();
        std::vector<double> moved(n);
        for (std::size_t c = 0; c < n; ++c) moved[c] = x[c] + step * (y[c] - x[c]);
        NEED(std::abs(gap::risk(moved, y, v) - (1.0 - step) * d) < 1e-14);

        const auto parts = gap::profile(x, y, v.values());
        const auto expected = reference::profile(x, y, v.values());
        NEED(std::abs(parts.elevation - static_cast<double>(expected.elevation)) < 1e-14);
        NEED(std::abs(parts.scatter - static_cast<double>(expected.scatter)) < 1e-14);
        NEED(std::abs(parts.shape - static_cast<double>(expected.shape)) < 1e-14);
        NEED(std::abs(parts.elevation + parts.scatter + parts.shape - d * d) < 1e-13);
        NEED(parts.elevation >= 0.0 && parts.scatter >= 0.0 && parts.shape >= 0.0);
        const auto turned = gap::profile(y, x, v.values());
        NEED(turned.difference == -parts.difference && turned.scatter == parts.scatter && turned.shape == parts.shape);
        if (parts.correlation) NEED(*parts.correlation >= -1.0 && *parts.correlation <= 1.0);
      },
      3000);
  generators::holds("correlation of profiles that are not nearly flat", [] {
    const std::size_t n = generators::size(2, 12);
    std::vector<double> x(n), y(n), v(n);
    for (auto* list : {&x, &y})
      for (double& s : *list) s = generators::whole(0, 10) / 10.0;
    for (double& w : v) w = generators::whole(1, 5);
    const auto shares = scaled(v);
    const auto parts = gap::profile(x, y, shares.values());
    const auto flat = [](const std::vector<double>& s) {
      return std::all_of(s.begin(), s.end(), [&](double t) { return t == s[0]; });
    };
    NEED(parts.correlation.has_value() == (!flat(x) && !flat(y)));
    if (parts.correlation)
      NEED(std::abs(*parts.correlation - static_cast<double>(reference::correlation(x, y, shares.values()))) < 1e-12);
  });
  generators::holds("with appetite", [] {
    const std::size_t n = generators::size(1, 16);
    const auto v = generators::weights(n);
    const auto x = generators::units(n), y = generators::units(n);
    const auto a = draw_appetites(n), b = draw_appetites(n);
    const double g = gap::risk_with_appetite(gap::risk(x, y, v), gap::appetite(a, b, v));
    const auto wanted = static_cast<double>(reference::risk_gap(x, y, plain(a), plain(b), v.values()));
    NEED(std::abs(g - wanted) <= 1e-13 * wanted + 1e-300);
    NEED(g == gap::risk_with_appetite(gap::risk(y, x, v), gap::appetite(b, a, v)));
    NEED(g >= 0.0 && g <= 1.0);
    const auto terms = items(x, y, a, b, v, g);
    const auto expected = reference::risk_contributions(x, y, plain(a), plain(b), v.values());
    double sum = 0.0;
    for (std::size_t c = 0; c < n; ++c) {
      NEED(terms[c] >= 0.0);
      NEED(std::abs(terms[c] - static_cast<double>(expected[c])) <= 1e-13);
      sum += terms[c];
    }
    NEED(std::abs(sum - g) <= 1e-13 * g + 1e-300);
    reference::numbers high_a, high_b;
    for (std::size_t c = 0; c < n; ++c) {
      high_a.push_back(a[c].high);
      high_b.push_back(b[c].high);
    }
    const double breach = gap::breach_conflict(x, y, a, b, v);
    NEED(std::abs(breach - static_cast<double>(reference::breach_conflict(x, y, high_a, high_b, v.values()))) <
         generators::slack(n));
    NEED(breach == gap::breach_conflict(y, x, b, a, v));
  });
  generators::holds("all against nothing is 1, order and zero weight change nothing", [] {
    const std::size_t n = generators::size(1, 32);
    const auto points = generators::points(n);
    const auto v = scaled(points);
    const std::vector<double> none(n, 0.0), all(n, 1.0);
    NEED(std::abs(gap::risk(none, all, v) - 1.0) < generators::slack(n));
    auto x = generators::units(n), y = generators::units(n);
    const double d = gap::risk(x, y, v);
    std::vector<double> moved_x, moved_y, moved_v;
    for (const std::size_t c : generators::order(n)) {
      moved_x.push_back(x[c]);
      moved_y.push_back(y[c]);
      moved_v.push_back(points[c]);
    }
    NEED(std::abs(gap::risk(moved_x, moved_y, scaled(moved_v)) - d) < 1e-14);
    moved_x.push_back(generators::unit());
    moved_y.push_back(generators::unit());
    moved_v.push_back(0.0);
    NEED(std::abs(gap::risk(moved_x, moved_y, scaled(moved_v)) - d) < 1e-14);
    // A risk split in two that are seen alike changes nothing.
    moved_x.back() = moved_x.front();
    moved_y.back() = moved_y.front();
    const double share = generators::unit();
    moved_v.back() = moved_v.front() * share;
    moved_v.front() *= 1.0 - share;
    NEED(std::abs(gap::risk(moved_x, moved_y, scaled(moved_v)) - d) < 1e-13);
  });
}

}  // namespace risk_test
