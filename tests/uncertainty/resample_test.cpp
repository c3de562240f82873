// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/uncertainty/resample.hpp>
#include <limits>

namespace resample_test {

using namespace coalign;
using uncertainty::bootstrap;
using uncertainty::permutation;
using uncertainty::rater_sample;

namespace {

/// Raters around one answer, by a spread of 0..1.
std::vector<double> raters_around(std::span<const double> center, std::size_t count, double spread,
                                  std::uint32_t draw) {
  random_stream random(11, random_use::host, 0, draw);
  std::vector<double> out;
  for (std::size_t r = 0; r < count; ++r) {
    for (const double x : center) out.push_back((1 - spread) * x + spread * random.unit());
  }
  return out;
}

rater_sample sample(std::size_t first, std::size_t second, std::uint32_t draw = 0, double spread = .5) {
  const std::vector<double> p{.4, .3, .2, .1}, q{.1, .3, .3, .3};
  return rater_sample::make({raters_around(p, first, spread, 2 * draw), first},
                            {raters_around(q, second, spread, 2 * draw + 1), second}, 4)
      .value();
}

double gap_of(const rater_sample& s, const std::vector<std::size_t>& first) {
  std::vector<double> p(s.width()), q(s.width());
  std::vector<char> in(s.raters());
  for (const std::size_t r : first) in[r] = 1;
  for (std::size_t r = 0; r < s.raters(); ++r) {
    for (std::size_t i = 0; i < s.width(); ++i) (in[r] ? p : q)[i] += s.row(r)[i];
  }
  return gap::priority(weights::from_points(p).value(), weights::from_points(q).value());
}

}  // namespace

TEST_CASE("normal distribution: published values, never a throw", "[uncertainty][resample]") {
  using uncertainty::detail::normal_cdf;
  using uncertainty::detail::normal_quantile;
  CHECK(normal_quantile(.975) == Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_cdf(1.96) == Approx(.9750021048517795).epsilon(1e-14));
  CHECK(normal_quantile(0.0) < -1e300);
  CHECK(normal_quantile(1.0) > 1e300);
  CHECK(normal_cdf(-std::numeric_limits<double>::infinity()) == 0.0);
  CHECK(normal_cdf(std::numeric_limits<double>::infinity()) == 1.0);
}

TEST_CASE("quantiles interpolate between neighbours", "[uncertainty][resample]") {
  using uncertainty::detail::quantile_of;
  const std::vector<double> x{1, 2, 4, 8};  // numpy.quantile
  CHECK(quantile_of(x, 0) == 1);
  CHECK(quantile_of(x, 1) == 8);
  CHECK(quantile_of(x, .5) == 3);
  CHECK(quantile_of(x, .9) == Approx(6.8));
  CHECK(quantile_of(std::vector<double>{7}, .3) == 7);
}

TEST_CASE("levels of BCa", "[uncertainty][resample]") {
  using uncertainty::detail::corrected_level;
  CHECK(corrected_level(-1.959963984540054, 0, 0) == Approx(.025));
  // Without acceleration: Φ(2 z0 + z).
  CHECK(corrected_level(1.959963984540054, .3, 0) == Approx(uncertainty::detail::normal_cdf(.6 + 1.959963984540054)));
  // Φ(.1 + 2.1/(1 − .05·2.1)) = Φ(2.44636872)
  CHECK(corrected_level(2.0, .1, .05) == Approx(.9927850).epsilon(1e-6));
  CHECK(corrected_level(2.0, 0, .6) == 1.0);  // the divisor is not positive: the end
  CHECK(corrected_level(-2.0, 0, -.6) == 0.0);
}

TEST_CASE("bootstrap: estimate, interval, raters", "[uncertainty][bootstrap]") {
  const auto s = sample(12, 9);
  const auto found = bootstrap(s).value();
  std::vector<std::size_t> first(12);
  for (std::size_t i = 0; i < 12; ++i) first[i] = i;
  CHECK(found.estimate == Approx(gap_of(s, first)).margin(1e-14));
  REQUIRE(found.range);
  CHECK(found.status == errc::ok);
  CHECK(found.range->low < found.estimate);
  CHECK(found.range->high > found.estimate);
  CHECK(found.draws == 2000);
  CHECK(found.raters[0] == 12);
  CHECK(found.raters[1] == 9);
  CHECK(found.confidence == .95);
  const auto wider = bootstrap(s, {}, .99).value();
  CHECK(wider.range->low <= found.range->low);
  CHECK(wider.range->high >= found.range->high);
  const auto other = bootstrap(s, {.seed = 1}).value();
  CHECK(other.range->low != found.range->low);
  CHECK(other.range->low == Approx(found.range->low).margin(.03));
  CHECK(bootstrap(s, {.pair = 1}).value().range->low != found.range->low);
}

TEST_CASE("bootstrap: acceleration is that of leaving one rater out", "[uncertainty][bootstrap]") {
  generators::holds(
      "acceleration",
      [] {
        const std::size_t m = generators::size(5, 12), k = generators::size(5, 12);
        const auto s = sample(m, k, static_cast<std::uint32_t>(generators::whole(0, 1000)));
        double cubes = 0, squares = 0;
        for (const bool left : {true, false}) {
          std::vector<double> gaps;
          for (std::size_t out = 0; out < (left ? m : k); ++out) {
            std::vector<double> p(4), q(4);
            for (std::size_t r = 0; r < m + k; ++r) {
              if (r == (left ? out : m + out)) continue;
              for (std::size_t i = 0; i < 4; ++i) (r < m ? p : q)[i] += s.row(r)[i];
            }
            gaps.push_back(gap::priority(weights::from_points(p).value(), weights::from_points(q).value()));
          }
          const double count = static_cast<double>(gaps.size());
          double mean = 0;
          for (const double g : gaps) mean += g / count;
          for (const double g : gaps) {
            cubes += std::pow((count - 1) * (mean - g), 3) / std::pow(count, 3);
            squares += std::pow((count - 1) * (mean - g), 2) / std::pow(count, 2);
          }
        }
        const auto found = bootstrap(s, {.draws = 64}).value();
        NEED(std::abs(found.acceleration - cubes / (6 * std::pow(squares, 1.5))) < 1e-9);
      },
      200);
}

TEST_CASE("bootstrap: below five raters a side there is no interval", "[uncertainty][bootstrap]") {
  for (const auto& [m, k] : {std::pair<std::size_t, std::size_t>{1, 1}, {4, 9}, {9, 4}}) {
    const auto found = bootstrap(sample(m, k)).value();
    CHECK_FALSE(found.range);
    CHECK(found.status == errc::undefined);
    CHECK(found.draws == 0);
    CHECK(found.estimate > 0);
  }
  CHECK(bootstrap(sample(5, 5)).value().range);
}

TEST_CASE("bootstrap: all raters of a side alike", "[uncertainty][bootstrap]") {
  const auto found = bootstrap(sample(6, 6, 0, 0.0)).value();
  CHECK(found.status == errc::degenerate);
  REQUIRE(found.range);
  CHECK(found.range->low == Approx(.3).margin(1e-12));
  CHECK(found.range->high == Approx(.3).margin(1e-12));
  const std::vector<double> same(12, 1.0);
  const auto none = bootstrap(rater_sample::make({same, 6}, {same, 6}, 2).value()).value();
  CHECK(none.estimate == 0.0);
  CHECK(none.range->high <= 1e-12);
  const std::vector<double> one(6, 2.0);
  CHECK(bootstrap(rater_sample::make({one, 6}, {one, 6}, 1).value()).value().estimate == 0.0);
}

TEST_CASE("bootstrap: draws that all lie above the estimate still give a finite interval", "[uncertainty][bootstrap]") {
  // Both sides have the same raters: the gap is 0, and no draw is below it.
  const auto p = raters_around(std::vector<double>{.4, .3, .2, .1}, 8, .5, 3);
  const auto found = bootstrap(rater_sample::make({p, 8}, {p, 8}, 4).value()).value();
  CHECK(found.estimate == 0.0);
  REQUIRE(found.range);
  CHECK(std::isfinite(found.bias_correction));
  CHECK(found.bias_correction < -2);
  CHECK(found.range->low >= 0.0);
  CHECK(found.range->low <= found.range->high);
  CHECK(found.range->high < .2);
}

TEST_CASE("permutation: exact numbers are those of every labelling", "[uncertainty][permutation]") {
  generators::holds(
      "exact",
      [] {
        const std::size_t m = generators::size(1, 5), k = generators::size(1, 5);
        const auto s =
            sample(m, k, static_cast<std::uint32_t>(generators::whole(0, 1000)), generators::coin() ? .9 : .3);
        const auto found = permutation(s).value();
        NEED(found.exact);
        std::vector<char> in(m + k, 0);
        std::fill(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(m), 1);
        std::sort(in.begin(), in.end());
        std::vector<double> gaps;
        do {
          std::vector<std::size_t> first;
          for (std::size_t r = 0; r < m + k; ++r) {
            if (in[r]) first.push_back(r);
          }
          gaps.push_back(gap_of(s, first));
        } while (std::next_permutation(in.begin(), in.end()));
        NEED(found.ways == gaps.size());
        std::size_t as_large = 0;
        for (const double g : gaps) as_large += g >= found.observed - 1e-11;
        NEED(std::abs(found.p - static_cast<double>(as_large) / static_cast<double>(gaps.size())) < 1e-15);
        std::sort(gaps.begin(), gaps.end());
        std::size_t not_above = 0;
        for (const double g : gaps) not_above += g <= found.noise_floor + 1e-11;
        NEED(20 * not_above >= 19 * gaps.size());
        std::size_t below = 0;
        for (const double g : gaps) below += g < found.noise_floor - 1e-11;
        NEED(20 * below < 19 * gaps.size());
        NEED((found.p <= .05 + 1e-12) == (found.observed > found.noise_floor + 1e-11));
        NEED(found.p >= found.least_p);
      },
      400);
}

TEST_CASE("permutation: few raters cannot give a small p", "[uncertainty][permutation]") {
  const auto two = permutation(sample(2, 2, 0, .01)).value();
  CHECK(two.exact);
  CHECK(two.ways == 6);
  CHECK(two.p == Approx(1. / 3));
  CHECK(two.least_p == Approx(1. / 3));
  const auto three = permutation(sample(2, 3, 0, .01)).value();
  CHECK(three.ways == 10);
  CHECK(three.p == Approx(.1));
  CHECK(three.least_p == Approx(.1));
  const auto one = permutation(sample(1, 1)).value();
  CHECK(one.p == 1.0);
  CHECK(one.least_p == 1.0);
  CHECK(one.noise_floor == Approx(one.observed));
}

TEST_CASE("permutation: at most ten thousand ways are enumerated, more are sampled", "[uncertainty][permutation]") {
  using uncertainty::detail::ways_to_choose;
  CHECK(ways_to_choose(4, 2, 10000) == 6);
  CHECK(ways_to_choose(15, 7, 10000) == 6435);
  CHECK(ways_to_choose(16, 8, 10000) == 10001);
  CHECK(ways_to_choose(10000, 1, 10000) == 10000);
  CHECK(ways_to_choose(10000, 9999, 10000) == 10000);
  CHECK(ways_to_choose(1000000, 500000, 10000) == 10001);
  CHECK(ways_to_choose(5, 5, 10000) == 1);
  const auto exact = permutation(sample(7, 8)).value(), drawn = permutation(sample(8, 8)).value();
  CHECK(exact.ways == 6435);
  CHECK(exact.exact);
  CHECK_FALSE(drawn.exact);
  CHECK(drawn.ways == 2001);
  CHECK(drawn.least_p == Approx(1. / 2001));
  CHECK(permutation(sample(8, 8, 0, 0.01)).value().p == Approx(1. / 2001));
}

TEST_CASE("permutation: sampled numbers are near the exact ones", "[uncertainty][permutation]") {
  // 7 + 8 raters are enumerated; the sampler is asked for the same question.
  const auto s = sample(7, 8, 5, .9);
  const auto exact = permutation(s).value();
  const auto sums = uncertainty::detail::side_sums(s);
  std::vector<double> gaps(20000);
  REQUIRE(uncertainty::detail::run(gaps.size(), {}, uncertainty::detail::permutation_draw(s, sums, {}, gaps.data())));
  double as_large = 0;
  for (const double g : gaps) as_large += g >= exact.observed - 1e-12;
  CHECK(as_large / 20000 == Approx(exact.p).margin(.014));  // four standard errors at most
  std::sort(gaps.begin(), gaps.end());
  CHECK(gaps[19000] == Approx(exact.noise_floor).margin(.01));
}

TEST_CASE("permutation: all answers equal", "[uncertainty][permutation]") {
  const std::vector<double> same(24, 1.0);
  const auto found = permutation(rater_sample::make({same, 12}, {same, 12}, 2).value()).value();
  CHECK(found.observed == 0.0);
  CHECK(found.p == 1.0);
  CHECK(found.noise_floor <= 1e-15);
}

TEST_CASE("the same seed gives the same bits on any number of threads", "[uncertainty][resample]") {
  const auto s = sample(20, 17);
  const auto alone = bootstrap(s, {.seed = 5}).value();
  const auto alone_p = permutation(s, {.seed = 5}).value();
  for (const unsigned threads : {0U, 2U, 3U, 16U}) {
    const auto found = bootstrap(s, {.seed = 5, .threads = threads}).value();
    CHECK(found.range->low == alone.range->low);
    CHECK(found.range->high == alone.range->high);
    CHECK(found.bias_correction == alone.bias_correction);
    const auto found_p = permutation(s, {.seed = 5, .threads = threads}).value();
    CHECK(found_p.p == alone_p.p);
    CHECK(found_p.noise_floor == alone_p.noise_floor);
  }
}

TEST_CASE("resampling can be stopped, and says how far it is", "[uncertainty][resample]") {
  const auto s = sample(20, 20);
  std::stop_source source;
  source.request_stop();
  CHECK(bootstrap(s, {.stop = source.get_token()}).error().code == errc::cancelled);
  CHECK(permutation(s, {.stop = source.get_token()}).error().code == errc::cancelled);
  CHECK(permutation(sample(2, 2), {.stop = source.get_token()}).error().code == errc::cancelled);
  std::size_t last = 0;
  uncertainty::run_options o{.draws = 500};
  o.progress = [&](std::size_t done, std::size_t total) {
    CHECK(total == 500);
    last = done;
    return true;
  };
  CHECK(bootstrap(s, o).value().draws == 500);
  CHECK(last == 500);
}

TEST_CASE("a confidence outside 0..1 is an error", "[uncertainty][bootstrap]") {
  for (const double bad : {0.0, 1.0, -1.0, 95.0, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(bootstrap(sample(5, 5), {}, bad).error().code == errc::bad_option);
  }
}

}  // namespace resample_test
