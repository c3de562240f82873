// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <coalign/compare/measure.hpp>
#include <coalign/compare/pair.hpp>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size > 0 ? size : 1)) return p;
  throw std::bad_alloc();
}

}  // namespace

// Every allocation of this executable is counted. The pair of new and delete is malloc and free throughout.
void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size > 0 ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t& how) noexcept { return operator new(size, how); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace measure_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b)); }

catalog draw_catalog(std::size_t n, std::size_t risks) {
  catalog c;
  for (std::size_t i = 0; i < n; ++i) {
    metric& m = c.metrics.emplace_back("m" + std::to_string(i));
    const int kind = generators::whole(0, 2);
    m.scale = kind == 0 ? scale::linear(20) : kind == 1 ? scale::log(4) : scale::log_shortfall(10, 100);
    m.better = generators::whole(0, 3) == 0 ? direction::within : direction::higher;
  }
  for (std::size_t r = 0; r < risks; ++r) c.risks.push_back({"r" + std::to_string(r), 1.0 + generators::whole(0, 4)});
  return c;
}

answers draw_answers(const catalog& c) {
  answers a;
  const std::size_t n = c.metrics.size();
  if (generators::whole(0, 9) > 0) a.priorities = generators::points(n);
  if (!a.priorities.empty() && n > 1 && generators::whole(0, 4) == 0) {
    const std::size_t at = generators::size(0, n - 1);
    const double kept = a.priorities[at];
    a.priorities[at] = NaN;
    if (check_points(a.priorities, true).code != errc::ok) a.priorities[at] = kept;
  }
  if (generators::whole(0, 9) > 0) a.horizons = generators::points(c.horizons.size());
  if (!c.risks.empty() && generators::whole(0, 9) > 0) {
    const bool appetites = generators::coin();
    for (std::size_t r = 0; r < c.risks.size(); ++r) {
      risk_view& view = a.risks.emplace_back(generators::unit());
      if (appetites) view.appetite = interval(generators::unit());
    }
  }
  if (generators::coin()) {
    a.targets.resize(n);
    a.better.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (generators::whole(0, 5) == 0) a.better[i] = direction::lower;
      if (generators::whole(0, 3) == 0) continue;
      const double low = 1.0 + 40.0 * generators::unit();
      const bool within = !a.better[i] && c.metrics[i].better == direction::within;
      a.targets[i] = within ? interval(low, low + 40.0 * generators::unit()) : interval(low);
    }
  }
  return a;
}

policy draw_policy() {
  policy p;
  const int rho = generators::whole(0, 3);
  p.rho = rho == 0 ? 1.0 : rho == 1 ? 2.0 : rho == 2 ? inf : 1.0 + 4.0 * generators::unit();
  for (double& w : p.weights) w = generators::whole(0, 3);
  p.weights[generators::size(0, 2)] += 1.0;
  p.spacing = generators::coin() ? spacing::log : spacing::equal;
  return p;
}

}  // namespace

TEST_CASE("a pair's score and its comparison are the same bits", "[measure]") {
  generators::holds(
      "same bits",
      [] {
        const catalog c = draw_catalog(generators::size(1, 12), generators::size(0, 5));
        const policy p = draw_policy();
        const auto m = measure::make(c, p).value();
        const side a = make_side(c, "a", draw_answers(c), p).value(), b = make_side(c, "b", draw_answers(c), p).value();
        const pair_gaps g = m.score(a, b);
        const auto compared = compare(m, a, b);
        NEED(compared.has_value() == (g.status == errc::ok || g.status == errc::missing));
        if (!compared) {
          NEED(compared.error().code == g.status);
          return;
        }
        const pair& x = compared.value();
        NEED(same_bits(x.gap(), g.overall));
        if (x.metric) NEED(same_bits(x.metric->gap, g.blocks[0]) && same_bits(x.metric->priority_gap, g.priority));
        if (x.metric && x.metric->goal_gap) NEED(same_bits(*x.metric->goal_gap, g.goal));
        if (x.horizon) NEED(same_bits(x.horizon->gap, g.blocks[1]));
        if (x.risk) NEED(same_bits(x.risk->gap, g.blocks[2]));
        NEED(x.metric.has_value() == !std::isnan(g.blocks[0]));
        // Either order of the sides, and a measure made anew, give the same bits.
        const pair_gaps turned = m.score(b, a), again = measure::make(c, p).value().score(a, b);
        NEED(same_bits(turned.overall, g.overall) && same_bits(again.overall, g.overall));
        NEED(turned.status == g.status);
        for (std::size_t k = 0; k < block_count; ++k) NEED(same_bits(turned.blocks[k], g.blocks[k]));
        NEED(same_bits(turned.goal, g.goal) && same_bits(turned.goal_unknown, g.goal_unknown));
        // The gap functions on their own give the same bits too.
        if (x.metric && !a.has_unasked() && !b.has_unasked())
          NEED(same_bits(gap::priority(a.priorities(), b.priorities()), g.priority));
        if (x.horizon) NEED(same_bits(gap::horizon(a.horizons(), b.horizons(), m.axis()), g.blocks[1]));
      },
      3000);
}

TEST_CASE("scoring allocates nothing", "[measure]") {
  catalog c{{"a", "b", "c"}, {{"r", 1}, {"s", 2}}};
  for (metric& m : c.metrics) m.scale = scale::log(2);
  const auto m = measure::make(c).value();
  answers full{.priorities = {3, 2, 1}, .horizons = {1, 2, 3, 4, 5}, .risks = {risk_view(.1, .2), risk_view(.3, .4)}};
  full.targets = {4.0, std::nullopt, 5.0};
  answers other{
      .priorities = {NaN, 2, 5}, .horizons = {5, 2, 3, 4, 5}, .risks = {risk_view(.5, .1), risk_view(.2, .9)}};
  other.targets = {3.0, 2.0, std::nullopt};
  const side a = make_side(c, "a", full).value(), b = make_side(c, "b", other).value();
  const std::size_t before = allocations;
  double sum = 0.0;
  for (int k = 0; k < 100; ++k) sum += m.score(a, b).overall + m.score(a, a).overall;
  CHECK(allocations == before);
  CHECK(sum > 0.0);
  CHECK(noexcept(m.score(a, b)));
  void* const one = ::operator new(1);  // and the counter counts: a call that no compiler may leave out
  CHECK(allocations > before);
  ::operator delete(one);
}

TEST_CASE("block weights over what is there", "[measure]") {
  policy p;
  p.weights = {2, 1, 1};
  const auto m = measure::make(catalog{{"a"}, {{"r"}}}, p).value();
  const auto is = [&](unsigned present, double a, double b, double c) {
    const auto w = m.omega(present);
    return w[0] == Approx(a).margin(1e-16) && w[1] == Approx(b).margin(1e-16) && w[2] == Approx(c).margin(1e-16);
  };
  CHECK(is(7, .5, .25, .25));
  CHECK(is(3, 2. / 3, 1. / 3, 0));
  CHECK(is(5, 2. / 3, 0, 1. / 3));
  CHECK(is(6, 0, .5, .5));
  CHECK(is(1, 1, 0, 0));
  CHECK(is(0, 0, 0, 0));
  CHECK(m.omega()[0] == m.omega(7)[0]);
  p.weights = {0, 1, 1};
  const auto without = measure::make(catalog{{"a"}, {{"r"}}}, p).value();
  CHECK(without.omega(1)[0] == 0.0);
  CHECK(std::isnan(without.join({.5, NaN, NaN}, 1)));
  CHECK(without.join({.5, .2, NaN}, 3) == Approx(.2).margin(1e-16));
}

TEST_CASE("a bad catalogue or policy makes no measure", "[measure]") {
  CHECK(measure::make(catalog{{}, {}}).error() == fail(errc::size_mismatch, field::metrics));
  CHECK(measure::make(catalog{{"a"}, {{"r", -1}}}).error() == fail(errc::bad_weight, field::risk_weight, 0));
  CHECK(measure::make(catalog{{"a"}, {}}, policy{.rho = .5}).error() == fail(errc::bad_option, field::rho));
  CHECK(measure::make(catalog{{"a"}, {}}, policy{.weights = {0, 0, 0}}).error() ==
        fail(errc::zero_sum, field::weights));
}

TEST_CASE("a measure keeps what it was made of", "[measure]") {
  catalog c{{"a"}, {{"r", 3}, {"s", 1}}};
  c.horizons = {{"soon", 10}, {"late", 1000}};
  const auto m = measure::make(c, policy{.rho = 4}).value();
  CHECK(m.policy().rho == 4);
  CHECK(m.catalog().horizons[1].id == "late");
  CHECK(m.days()[1] == 1000);
  CHECK(m.axis().size() == 2);
  CHECK(m.risk_weights()[0] == .75);
}

TEST_CASE("sides of another catalogue are not compared", "[measure]") {
  const catalog c{{"a", "b"}, {{"r"}}};
  catalog fewer_metrics{{"a"}, {{"r"}}}, fewer_horizons = c, more_risks{{"a", "b"}, {{"r"}, {"s"}}};
  fewer_horizons.horizons.resize(2);
  const answers full{.priorities = {1, 2}, .horizons = {1, 2, 3, 4, 5}, .risks = {.5}};
  const side a = make_side(c, "a", full).value();
  const auto m = measure::make(c).value();
  const auto refused = [&](const side& b) {
    CHECK(m.score(a, b).status == errc::size_mismatch);
    CHECK(m.score(b, a).status == errc::size_mismatch);
    CHECK(std::isnan(m.score(a, b).overall));
    const auto compared = compare(m, a, b);
    return !compared && compared.error().code == errc::size_mismatch;
  };
  CHECK(
      refused(make_side(fewer_metrics, "b", {.priorities = {1}, .horizons = {1, 2, 3, 4, 5}, .risks = {.5}}).value()));
  CHECK(refused(make_side(fewer_horizons, "b", {.priorities = {1, 2}, .horizons = {1, 2}, .risks = {.5}}).value()));
  CHECK(refused(
      make_side(more_risks, "b", {.priorities = {1, 2}, .horizons = {1, 2, 3, 4, 5}, .risks = {.5, .6}}).value()));
}

}  // namespace measure_test
