// SPDX-License-Identifier: Apache-2.0
// Any number of sides: shares of metrics in the mean pair's gap, whole assessments, plans.
#include <coalign/assess/assess.hpp>
#include <coalign/core/random.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

using namespace coalign;

std::vector<weights> sides(std::size_t count, std::size_t metrics) {
  std::vector<weights> out;
  for (std::size_t k = 0; k < count; ++k) {
    random_stream random(1, random_use::host, 0, static_cast<std::uint32_t>(k));
    std::vector<double> points(metrics);
    for (double& x : points) x = random.unit();
    out.push_back(weights::from_points(points).value());
  }
  return out;
}

void priority_shares_of_sides(benchmark::State& state) {
  const auto all = sides(static_cast<std::size_t>(state.range(0)), 100);
  for (auto _ : state) benchmark::DoNotOptimize(priority_shares(all));
}
BENCHMARK(priority_shares_of_sides)->ArgName("sides")->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

/// The same by forming every pair, for comparison.
void priority_shares_by_pairs(benchmark::State& state) {
  const auto all = sides(static_cast<std::size_t>(state.range(0)), 100);
  for (auto _ : state) {
    std::vector<double> shares(100, 0.0);
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (std::size_t l = k + 1; l < all.size(); ++l) {
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i] += 0.5 * std::abs(all[k][i] - all[l][i]);
      }
    }
    benchmark::DoNotOptimize(shares);
  }
}
BENCHMARK(priority_shares_by_pairs)->ArgName("sides")->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

model many_sides(std::size_t count, std::size_t raters) {
  model_parts parts;
  for (std::size_t i = 0; i < 10; ++i) parts.catalog.metrics.emplace_back("m" + std::to_string(i));
  parts.catalog.risks = {{"a", 1}, {"b", 2}, {"c", 1}};
  const auto points = sides(count * (raters + 1), 10);
  const auto horizons = sides(count, 5);
  for (std::size_t k = 0; k < count; ++k) {
    answers a;
    a.horizons.assign(horizons[k].begin(), horizons[k].end());
    a.risks = {horizons[k][0], horizons[k][1], horizons[k][2]};
    for (std::size_t r = 0; r < raters; ++r) {
      const weights& p = points[k * raters + r];
      a.raters.push_back({.id = std::to_string(r), .priorities = {p.begin(), p.end()}});
    }
    if (raters == 0) a.priorities.assign(points[k].begin(), points[k].end());
    parts.sides.push_back({"s" + std::to_string(k), std::move(a)});
  }
  return model::make(std::move(parts)).value();
}

void assess_sides(benchmark::State& state) {
  const model m = many_sides(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  for (auto _ : state) benchmark::DoNotOptimize(assess(m));
}
BENCHMARK(assess_sides)
    ->ArgNames({"sides", "raters"})
    ->Args({2, 0})
    ->Args({4, 0})
    ->Args({4, 6})
    ->Args({20, 0})
    ->Args({100, 0})
    ->Unit(benchmark::kMillisecond);

void plan_to(benchmark::State& state) {
  const model m = many_sides(static_cast<std::size_t>(state.range(0)), 0);
  for (auto _ : state) benchmark::DoNotOptimize(make_plan(m, 0.95));
}
BENCHMARK(plan_to)->ArgName("sides")->Arg(2)->Arg(4)->Arg(20)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
