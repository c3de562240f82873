// SPDX-License-Identifier: Apache-2.0
// Every rule on what a side may say, through make_side, with the exact code, field and index.
#include <catch2/catch.hpp>
#include <coalign/core/answers.hpp>
#include <coalign/core/side.hpp>
#include <functional>

namespace answers_test {

using namespace coalign;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

catalog example() {
  catalog c{{"uptime", "cost", "stock"}, {{"breach", 3}, {"outage", 2}}};
  c.metrics[0].scale = scale::log_shortfall(10, 100);
  c.metrics[0].baseline = 99;
  c.metrics[1].better = direction::lower;
  c.metrics[1].scale = scale::log(2);
  c.metrics[1].baseline = 120;
  c.metrics[2].better = direction::within;
  c.metrics[2].scale = scale::linear(50);
  return c;
}

error outcome(const std::function<void(answers&)>& change, const policy& p = {}) {
  answers a{.priorities = {50, 30, 20}, .horizons = {1, 2, 3, 2, 1}, .risks = {.8, .2}};
  change(a);
  const auto made = make_side(example(), "cio", std::move(a), p);
  return made ? error{} : made.error();
}

policy levels() {
  policy p;
  p.risk_levels = {0, .25, .5, 1};
  return p;
}

risk_view matrix(std::optional<double> likelihood, std::optional<double> impact) {
  risk_view v;
  v.likelihood = likelihood;
  v.impact = impact;
  return v;
}

}  // namespace

TEST_CASE("answers that are valid", "[answers]") {
  CHECK(outcome([](answers&) {}).code == errc::ok);
  CHECK(outcome([](answers& a) { a = answers{}; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.priorities = {NaN, 1, 0}; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.horizons = {0, 0, 0, 0, 1e300}; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.targets = {99.9, std::nullopt, interval(18, 22)}; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.concession = 0.0; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.concession = 1.0; }).code == errc::ok);
  CHECK(outcome([](answers& a) { a.risks[1] = matrix(2, 3); }, levels()).code == errc::ok);
}

TEST_CASE("bad priorities, horizons, influence, concession", "[answers]") {
  CHECK(outcome([](answers& a) { a.priorities[1] = -3; }) == fail(errc::bad_weight, field::priorities, 1));
  CHECK(outcome([](answers& a) { a.priorities[1] = -3; }).got == -3);
  CHECK(outcome([](answers& a) { a.priorities[2] = inf; }) == fail(errc::bad_weight, field::priorities, 2));
  CHECK(outcome([](answers& a) { a.priorities = {0, 0, 0}; }) == fail(errc::zero_sum, field::priorities));
  CHECK(outcome([](answers& a) { a.priorities = {NaN, NaN, NaN}; }) == fail(errc::zero_sum, field::priorities));
  CHECK(outcome([](answers& a) { a.priorities = {1e308, 1e308, 1e308}; }) == fail(errc::bad_weight, field::priorities));
  CHECK(outcome([](answers& a) { a.priorities = {1, 2}; }) == fail(errc::size_mismatch, field::priorities));
  CHECK(outcome([](answers& a) { a.horizons[3] = -1; }) == fail(errc::bad_weight, field::side_horizons, 3));
  CHECK(outcome([](answers& a) { a.horizons[0] = NaN; }) == fail(errc::bad_weight, field::side_horizons, 0));
  CHECK(outcome([](answers& a) { a.horizons = {0, 0, 0, 0, 0}; }) == fail(errc::zero_sum, field::side_horizons));
  CHECK(outcome([](answers& a) { a.horizons = {1, 1}; }) == fail(errc::size_mismatch, field::side_horizons));
  for (const double bad : {0.0, -1.0, inf, NaN}) {
    CHECK(outcome([&](answers& a) { a.influence = bad; }) == fail(errc::bad_weight, field::influence));
  }
  for (const double bad : {-0.1, 1.1, NaN, inf}) {
    CHECK(outcome([&](answers& a) { a.concession = bad; }) == fail(errc::bad_weight, field::concession));
  }
  CHECK(outcome([](answers& a) { a.predicts = {{"cmo", {1, 2}}}; }) == fail(errc::size_mismatch, field::predicts));
  CHECK(outcome([](answers& a) { a.predicts = {{"cmo", {1, 2, -1}}}; }) == fail(errc::bad_weight, field::predicts, 2));
  CHECK(outcome([](answers& a) { a.predicts = {{"cmo", {0, 0, 0}}}; }) == fail(errc::zero_sum, field::predicts));
}

TEST_CASE("bad risks and appetites", "[answers]") {
  CHECK(outcome([](answers& a) { a.risks.pop_back(); }) == fail(errc::size_mismatch, field::side_risks));
  for (const double bad : {-.1, 1.01, NaN, inf}) {
    CHECK(outcome([&](answers& a) { a.risks[1] = bad; }) == fail(errc::bad_severity, field::severity, 1));
    CHECK(outcome([&](answers& a) { a.risks[1].appetite = interval(0, bad); }) ==
          fail(errc::bad_severity, field::appetite, 1));
  }
  CHECK(outcome([](answers& a) { a.risks[0].appetite = interval(.4, .3); }) ==
        fail(errc::bad_interval, field::appetite, 0));
  CHECK(outcome([](answers& a) { a.risks[0].appetite = interval(-.1, .3); }) ==
        fail(errc::bad_severity, field::appetite, 0));
  CHECK(outcome([](answers& a) { a.risks[0].severity.reset(); }) == fail(errc::missing_key, field::severity, 0));
  CHECK(outcome([](answers& a) { a.risks[0] = matrix(2, 2); }) == fail(errc::missing_key, field::risk_levels));
  CHECK(outcome([](answers& a) { a.risks[0] = matrix(2, {}); }, levels()) == fail(errc::missing_key, field::impact, 0));
  CHECK(outcome([](answers& a) { a.risks[0] = matrix({}, 2); }, levels()) ==
        fail(errc::missing_key, field::likelihood, 0));
  for (const double bad : {0.0, 5.0, 1.5, -1.0, NaN}) {
    CHECK(outcome([&](answers& a) { a.risks[1] = matrix(bad, 2); }, levels()) ==
          fail(errc::bad_severity, field::likelihood, 1));
    CHECK(outcome([&](answers& a) { a.risks[1] = matrix(2, bad); }, levels()) ==
          fail(errc::bad_severity, field::impact, 1));
  }
  CHECK(outcome([](answers& a) { a.risks[1].impact = 2; }, levels()) == fail(errc::bad_option, field::severity, 1));
}

TEST_CASE("bad targets, directions, current values", "[answers]") {
  CHECK(outcome([](answers& a) { a.targets = {99.9}; }) == fail(errc::size_mismatch, field::target));
  CHECK(outcome([](answers& a) { a.better = {direction::lower}; }) == fail(errc::size_mismatch, field::better));
  CHECK(outcome([](answers& a) { a.current = {1.0}; }) == fail(errc::size_mismatch, field::current));
  const auto target = [](std::size_t i, interval t, std::optional<direction> own = {}) {
    return outcome([&](answers& a) {
      a.targets.resize(3);
      a.targets[i] = t;
      if (!own) return;
      a.better.resize(3);
      a.better[i] = own;
    });
  };
  CHECK(target(0, 100) == fail(errc::bad_target, field::target, 0));  // at the ceiling
  CHECK(target(0, 98) == fail(errc::bad_target, field::target, 0));   // below the baseline, higher is better
  CHECK(target(0, 98, direction::lower).code == errc::ok);            // which the side wants otherwise
  CHECK(target(0, 99.5, direction::lower) == fail(errc::bad_target, field::target, 0));
  CHECK(target(1, 130) == fail(errc::bad_target, field::target, 1));
  CHECK(target(1, 0) == fail(errc::bad_target, field::target, 1));
  CHECK(target(1, interval(50, 60)) == fail(errc::bad_target, field::target, 1));
  CHECK(target(1, interval(50, 60), direction::within).code == errc::ok);
  CHECK(target(2, interval(22, 18)) == fail(errc::bad_interval, field::target, 2));
  CHECK(target(2, inf) == fail(errc::bad_target, field::target, 2));
  CHECK(outcome([](answers& a) { a.current = {{}, 0.0, {}}; }) == fail(errc::bad_target, field::current, 1));
  CHECK(outcome([](answers& a) { a.current = {NaN, {}, {}}; }) == fail(errc::bad_target, field::current, 0));
  CHECK(outcome([](answers& a) { a.current = {0.0, 1.0, -5.0}; }).code == errc::ok);
}

TEST_CASE("ratings stay on their scale", "[answers]") {
  policy p;
  p.rating_scale = rating_scale{1, 5};
  CHECK(outcome([](answers& a) { a.priorities = {1, 3, 5}; }, p).code == errc::ok);
  CHECK(outcome([](answers& a) { a.priorities = {1, 0.9, 7}; }, p) == fail(errc::bad_ratings, field::priorities, 1));
  CHECK(outcome([](answers& a) { a.priorities = {1, 2, 7}; }, p) == fail(errc::bad_ratings, field::priorities, 2));
  CHECK(outcome([](answers& a) { a.priorities = {NaN, 2, 3}; }, p).code == errc::ok);
  CHECK(outcome([](answers& a) { a.priorities = {1, 1, 1}; }, p) == fail(errc::zero_sum, field::priorities));
  CHECK(outcome(
            [](answers& a) {
              a.priorities = {1, 3, 5};
              a.predicts = {{"cmo", {6, 1, 2}}};
            },
            p) == fail(errc::bad_ratings, field::predicts, 0));
}

}  // namespace answers_test
