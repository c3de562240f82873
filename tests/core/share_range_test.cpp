// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>

#include <coalign/core/share_range.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace share_range_test {

using namespace coalign;

TEST_CASE("intervals of shares are checked", "[share_range]") {
  using list = std::vector<interval>;
  CHECK(check_intervals(list{{.1, .5}, {.2, .9}}).code == errc::ok);
  CHECK(check_intervals(list{}).code == errc::size_mismatch);
  CHECK(check_intervals(list{{.1, .5}, {.6, .5}}, 3) == fail(errc::bad_interval, field::priorities, 1, .5, 3));
  CHECK(check_intervals(list{{-.1, .5}}) == fail(errc::bad_interval, field::priorities, 0));
  CHECK(check_intervals(list{{.1, 1.5}}) == fail(errc::bad_interval, field::priorities, 0));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(check_intervals(list{{.1, nan}}).code == errc::bad_interval);
  CHECK(check_intervals(list{{nan, .5}}).code == errc::bad_interval);
  const error lows = check_intervals(list{{.6, .7}, {.6, .7}});
  CHECK(lows == fail(errc::bad_interval, field::priorities, -1));
  CHECK(lows.got == Approx(1.2));
  CHECK(check_intervals(list{{.1, .2}, {.1, .2}}).got == Approx(.4));
  const std::vector<double> low{.5, .5}, high{.5, .5 - 1e-12};
  CHECK(check_intervals(low, std::vector<double>{.5, .5}).code == errc::ok);
  CHECK(check_intervals(low, high).code == errc::bad_interval);
  CHECK(check_intervals(low, std::vector<double>{.5}).code == errc::size_mismatch);
}

TEST_CASE("central shares lie the same part of the way on every metric", "[share_range]") {
  const std::vector<interval> around{{.25, .35}, {.45, .55}, {.15, .25}};
  const auto same = central_shares(around);
  CHECK(same[0] == Approx(.3).margin(1e-15));
  CHECK(same[1] == Approx(.5).margin(1e-15));
  CHECK(same[2] == Approx(.2).margin(1e-15));
  const std::vector<interval> uneven{{0, 1}, {.2, .4}};  // (1 − .2)/1.2 = 2/3 of each width
  CHECK(central_shares(uneven)[0] == Approx(2.0 / 3).margin(1e-15));
  CHECK(central_shares(uneven)[1] == Approx(.2 + .4 / 3).margin(1e-15));
  const std::vector<interval> known{{.4, .4}, {.6, .6}};
  CHECK(central_shares(known) == std::vector<double>{.4, .6});

  generators::holds("they are possible, and sum to one", [] {
    const auto n = generators::size(1, 6);
    std::vector<interval> ranges;
    double low = 0.0, high = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double a = generators::whole(0, 99) / (100.0 * static_cast<double>(n));
      const double b = a + (1.0 - a) * generators::whole(0, 100) / 100.0;
      ranges.emplace_back(a, b);
      low += a;
      high += b;
    }
    if (!(low <= 1.0 && high >= 1.0)) return;
    double sum = 0.0;
    const auto shares = central_shares(ranges);
    for (std::size_t i = 0; i < n; ++i) {
      NEED(shares[i] >= ranges[i].low - 1e-15);
      NEED(shares[i] <= ranges[i].high + 1e-15);
      sum += shares[i];
    }
    NEED(std::abs(sum - 1.0) < 1e-12);
  });
}

}  // namespace share_range_test
