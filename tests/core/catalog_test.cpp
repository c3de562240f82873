// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/catalog.hpp>
#include <limits>

namespace catalog_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

template <class Change>
error after(const Change& change) {
  catalog c{{"uptime", "security", "cost"}, {{"breach", 3}, {"outage", 2}}};
  c.metrics[1].scale = scale::log(2);
  change(c);
  return check(c);
}

error metric_error(const metric& m) { return check(catalog{{"first", m}, {}}); }

metric with(direction better, scale s, std::optional<double> baseline, std::optional<interval> target) {
  metric m("x");
  m.better = better;
  m.scale = s;
  m.baseline = baseline;
  m.target = target;
  return m;
}

}  // namespace

TEST_CASE("a catalogue that is one", "[catalog]") {
  CHECK(after([](catalog&) {}).code == errc::ok);
  const catalog c{{"a"}, {}};
  CHECK(check(c).code == errc::ok);
  CHECK(catalog().horizons.size() == 5);
  CHECK(direction_name(direction::higher) == "higher");
  CHECK(direction_name(direction::lower) == "lower");
  CHECK(direction_name(direction::within) == "within");
}

TEST_CASE("the default horizons are a week to several years", "[catalog]") {
  const auto h = default_horizons();
  const double days[]{7, 30.4375, 91.3125, 365.25, 1095.75};
  const char* ids[]{"week", "month", "quarter", "year", "multi_year"};
  for (std::size_t j = 0; j < 5; ++j) {
    CHECK(h[j].days == days[j]);
    CHECK(h[j].id == ids[j]);
  }
}

TEST_CASE("labels fall back to ids", "[catalog]") {
  metric m("uptime");
  CHECK(m.label() == "uptime");
  m.name = "Uptime";
  CHECK(m.label() == "Uptime");
  CHECK(horizon{"week", 7}.label() == "week");
  CHECK(horizon{"week", 7, "A week"}.label() == "A week");
  CHECK(risk{"breach"}.label() == "breach");
  CHECK(risk{"breach", 1, "Breach"}.label() == "Breach");
  CHECK(risk{"breach"}.weight == 1.0);
}

TEST_CASE("what is no catalogue", "[catalog]") {
  CHECK(after([](catalog& c) { c.metrics.clear(); }) == fail(errc::size_mismatch, field::metrics));
  CHECK(after([](catalog& c) { c.horizons.resize(1); }) == fail(errc::size_mismatch, field::horizons));
  CHECK(after([](catalog& c) { c.horizons.clear(); }) == fail(errc::size_mismatch, field::horizons));
  CHECK(after([](catalog& c) { c.horizons[0].days = 0; }) == fail(errc::bad_scale, field::days, 0));
  CHECK(after([](catalog& c) { c.horizons[0].days = -7; }) == fail(errc::bad_scale, field::days, 0));
  CHECK(after([](catalog& c) { c.horizons[2].days = c.horizons[1].days; }) == fail(errc::bad_scale, field::days, 2));
  CHECK(after([](catalog& c) { c.horizons[4].days = inf; }) == fail(errc::bad_scale, field::days, 4));
  CHECK(after([](catalog& c) { c.horizons[1].days = NaN; }) == fail(errc::bad_scale, field::days, 1));
  CHECK(after([](catalog& c) { c.risks[1].weight = -2; }) == fail(errc::bad_weight, field::risk_weight, 1));
  CHECK(after([](catalog& c) { c.risks[1].weight = -2; }).got == -2);
  CHECK(after([](catalog& c) { c.risks[0].weight = NaN; }) == fail(errc::bad_weight, field::risk_weight, 0));
  CHECK(after([](catalog& c) { c.risks[0].weight = inf; }) == fail(errc::bad_weight, field::risk_weight, 0));
  CHECK(after([](catalog& c) { c.risks[0].weight = c.risks[1].weight = 0; }) ==
        fail(errc::zero_sum, field::risk_weight));
  CHECK(after([](catalog& c) { c.risks[0].weight = 0; }).code == errc::ok);
  CHECK(after([](catalog& c) { c.metrics[2].scale = scale::linear(0); }) == fail(errc::bad_scale, field::scale, 2));
  CHECK(after([](catalog& c) { c.metrics[1].scale = scale::log(1); }) == fail(errc::bad_scale, field::scale, 1));
  CHECK(after([](catalog& c) { c.metrics[0].slack = -1; }) == fail(errc::bad_scale, field::slack, 0));
  CHECK(after([](catalog& c) { c.metrics[0].slack = inf; }) == fail(errc::bad_scale, field::slack, 0));
  CHECK(after([](catalog& c) { c.metrics[0].slack = 0; }).code == errc::ok);
  CHECK(after([](catalog& c) { c.metrics[1].baseline = 0; }) == fail(errc::bad_target, field::baseline, 1));
  CHECK(after([](catalog& c) { c.metrics[0].baseline = 0; }).code == errc::ok);
  CHECK(after([](catalog& c) { c.metrics[0].baseline = NaN; }) == fail(errc::bad_target, field::baseline, 0));
  CHECK(after([](catalog& c) { c.metrics[1].current = -3; }) == fail(errc::bad_target, field::metric_current, 1));
  CHECK(after([](catalog& c) { c.metrics[0].current = inf; }) == fail(errc::bad_target, field::metric_current, 0));
  // The first error in the order of the catalogue is the one that is told.
  CHECK(after([](catalog& c) {
          c.risks[0].weight = -1;
          c.horizons[3].days = 1;
          c.metrics[2].slack = -1;
        }) == fail(errc::bad_scale, field::slack, 2));
}

TEST_CASE("a target goes the metric's way from its baseline", "[catalog]") {
  const auto target = [](errc code) { return code == errc::ok ? error{} : fail(code, field::metric_target, 1); };
  using d = direction;
  CHECK(metric_error(with(d::higher, {}, 10, 12)) == target(errc::ok));
  CHECK(metric_error(with(d::higher, {}, 10, 10)) == target(errc::ok));
  CHECK(metric_error(with(d::higher, {}, 10, 9)) == target(errc::bad_target));
  CHECK(metric_error(with(d::lower, {}, 10, 9)) == target(errc::ok));
  CHECK(metric_error(with(d::lower, {}, 10, 10)) == target(errc::ok));
  CHECK(metric_error(with(d::lower, {}, 10, 11)) == target(errc::bad_target));
  CHECK(metric_error(with(d::lower, {}, {}, 11)) == target(errc::ok));
  CHECK(metric_error(with(d::higher, {}, {}, interval(1, 2))) == target(errc::bad_target));
  CHECK(metric_error(with(d::within, {}, 30, interval(18, 22))) == target(errc::ok));
  CHECK(metric_error(with(d::within, {}, {}, interval(22, 18))) == target(errc::bad_interval));
  CHECK(metric_error(with(d::within, {}, {}, interval(NaN, 18))) == target(errc::bad_interval));
  CHECK(metric_error(with(d::within, scale::linear(1), {}, interval(1, inf))) == target(errc::bad_target));
  CHECK(metric_error(with(d::higher, scale::log(2), {}, 0)) == target(errc::bad_target));
  CHECK(metric_error(with(d::within, scale::log(2), {}, interval(-1, 3))) == target(errc::bad_target));
  CHECK(metric_error(with(d::higher, scale::log_shortfall(10, 100), 99, 100)) == target(errc::bad_target));
  CHECK(metric_error(with(d::higher, scale::log_shortfall(10, 100), 99, 99.9)) == target(errc::ok));
  // The baseline of a log_shortfall metric may be anything: attainment on it is linear.
  CHECK(metric_error(with(d::lower, scale::log_shortfall(10, 100), 120, 99)) == target(errc::ok));
}

}  // namespace catalog_test
