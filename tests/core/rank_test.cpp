// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/core/rank.hpp>

namespace rank_test {

using coalign::descending_ranks;
using coalign::kendall_tau_b;
using coalign::pair_weight;
using coalign::weighted_tau;

TEST_CASE("Kendall's tau-b, published", "[rank]") {
  // SciPy's documentation of kendalltau.
  const std::vector<double> x{12, 2, 1, 12, 2}, y{1, 4, 7, 1, 0};
  CHECK(kendall_tau_b(x, y).value() == Approx(-0.47140452079103173).margin(1e-15));
  CHECK(fixture::risk_weighted_tau.accepts(
      kendall_tau_b(fixture::cio_severities, fixture::cmo_severities, fixture::risk_weights).value()));
  CHECK(fixture::risk_tau_b.accepts(kendall_tau_b(fixture::cio_severities, fixture::cmo_severities).value()));
  CHECK(fixture::kendall_tau_b.accepts(kendall_tau_b(fixture::cio_priorities, fixture::cmo_priorities).value()));
}

TEST_CASE("Kendall's tau-b has no value where a side is flat or lengths differ", "[rank]") {
  const std::vector<double> flat{2, 2, 2}, up{1, 2, 3}, two{1, 2}, weight{0, 1, 0};
  CHECK_FALSE(kendall_tau_b(flat, up));
  CHECK_FALSE(kendall_tau_b(up, flat));
  CHECK_FALSE(kendall_tau_b(up, two));
  CHECK_FALSE(kendall_tau_b(up, up, two));
  CHECK_FALSE(kendall_tau_b(up, up, weight));  // one item with weight is no pair
  CHECK_FALSE(kendall_tau_b({}, {}));
  CHECK(kendall_tau_b(up, up).value() == 1.0);
  const std::vector<double> down{3, 2, 1};
  CHECK(kendall_tau_b(up, down).value() == -1.0);
}

TEST_CASE("Kendall's tau-b is the reference's", "[rank]") {
  generators::holds(
      "tau",
      [] {
        const std::size_t n = generators::size(1, 40);
        const auto x = generators::units(n), y = generators::units(n);
        std::vector<double> w(n);
        for (double& v : w) v = generators::whole(0, 4);
        const bool weighted = generators::coin();
        const auto tau = weighted ? kendall_tau_b(x, y, w) : kendall_tau_b(x, y);
        const auto wanted = weighted ? reference::kendall_tau_b(x, y, w) : reference::kendall_tau_b(x, y);
        NEED(tau.has_value() == !std::isnan(wanted));
        if (!tau) return;
        NEED(std::abs(*tau - static_cast<double>(wanted)) < 1e-13);
        NEED(*tau >= -1.0 && *tau <= 1.0);
        const auto turned = weighted ? kendall_tau_b(y, x, w) : kendall_tau_b(y, x);
        NEED(std::abs(*turned - *tau) < 1e-14);
      },
      1500);
}

TEST_CASE("weighted tau, published", "[rank]") {
  // SciPy's documentation of weightedtau.
  const std::vector<double> x{12, 2, 1, 12, 2}, y{1, 4, 7, 1, 0};
  CHECK(weighted_tau(x, y).value() == Approx(-.56694968153682723).margin(1e-15));
  CHECK(weighted_tau(x, y, pair_weight::multiplicative).value() == Approx(-.62205716951801038).margin(1e-15));
  CHECK(weighted_tau(x, y, descending_ranks(x, y)).value() == Approx(-.4157652301037516).margin(1e-15));
  CHECK(descending_ranks(x, y) == std::vector<std::size_t>{0, 2, 4, 1, 3});
  const std::vector<double> tied{1, 1, 0, 1}, apart{0, 1, 5, 2};
  CHECK(descending_ranks(tied, apart) == std::vector<std::size_t>{2, 1, 3, 0});
}

TEST_CASE("weighted tau from its pairs", "[rank]") {
  generators::holds(
      "weighted tau",
      [] {
        const std::size_t n = generators::size(1, 30);
        const bool coarse = generators::coin(), additive = generators::coin();
        auto x = generators::units(n), y = generators::units(n);
        for (double& v : x) v = coarse ? generators::whole(0, 4) : v;
        for (double& v : y) v = coarse ? generators::whole(0, 4) : v;
        const auto ranks = generators::order(n);
        const auto kind = additive ? pair_weight::additive : pair_weight::multiplicative;
        long double agreement = 0, untied_x = 0, untied_y = 0;
        for (std::size_t i = 0; i < n; ++i) {
          for (std::size_t j = 0; j < i; ++j) {
            const long double a = 1.0L / static_cast<long double>(ranks[i] + 1),
                              b = 1.0L / static_cast<long double>(ranks[j] + 1);
            const long double w = additive ? a + b : a * b;
            if (x[i] != x[j]) untied_x += w;
            if (y[i] != y[j]) untied_y += w;
            if (x[i] != x[j] && y[i] != y[j]) agreement += (x[i] < x[j]) == (y[i] < y[j]) ? w : -w;
          }
        }
        auto wide = ranks;
        for (std::size_t& r : wide) r = 3 * r + 5;  // gaps are closed
        const auto tau = weighted_tau(x, y, wide, kind);
        NEED(tau.has_value() == (untied_x > 0 && untied_y > 0));
        if (!tau) return;
        NEED(std::abs(*tau - static_cast<double>(agreement / std::sqrt(untied_x * untied_y))) < 1e-13);
        const auto both = weighted_tau(x, y, kind);
        const auto by_x = weighted_tau(x, y, descending_ranks(x, y), kind),
                   by_y = weighted_tau(x, y, descending_ranks(y, x), kind);
        NEED(*both == 0.5 * (*by_x + *by_y));
        NEED(*both == *weighted_tau(y, x, kind) || std::abs(*both - *weighted_tau(y, x, kind)) < 1e-14);
        NEED(*both >= -1.0 && *both <= 1.0);
      },
      1500);
}

TEST_CASE("a tau has no value where a number is none", "[rank]") {
  const double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const std::vector<double> up{1, 2, 3}, gap{1, NaN, 3}, ends{-inf, 2, inf}, flat{1, 1, 1}, two{1, 2};
  const std::vector<std::size_t> first{0, 1, 2}, short_ranks{0, 1};
  CHECK_FALSE(kendall_tau_b(up, gap));
  CHECK_FALSE(kendall_tau_b(gap, up));
  CHECK_FALSE(weighted_tau(up, gap));
  CHECK_FALSE(weighted_tau(gap, up, first));
  CHECK_FALSE(weighted_tau(flat, up));
  CHECK_FALSE(weighted_tau(up, flat, first));
  CHECK_FALSE(weighted_tau(up, two));
  CHECK_FALSE(weighted_tau(up, up, short_ranks));
  CHECK_FALSE(weighted_tau(std::span<const double>{}, std::span<const double>{}));
  CHECK(weighted_tau(up, ends).value() == 1.0);
  CHECK(kendall_tau_b(up, ends).value() == 1.0);
}

TEST_CASE("last bits make no rank", "[rank]") {
  CHECK(coalign::without_rounding(0.1 + 0.2) == coalign::without_rounding(0.3));
  CHECK(coalign::without_rounding(49 * (1.0 / 49)) == 1.0);
  CHECK(coalign::without_rounding(0.3) != coalign::without_rounding(0.3 + 1e-11));
  CHECK(coalign::without_rounding(1e300) == 1e300);
  CHECK(std::isnan(coalign::without_rounding(std::numeric_limits<double>::quiet_NaN())));
  const std::vector<double> x{.1 + .2, .3, .4}, y{1, 2, 3};
  CHECK(coalign::kendall_tau_b(coalign::without_rounding(x), y).value() ==
        Approx(2 / std::sqrt(2.0 * 3)).margin(1e-15));
}

}  // namespace rank_test
