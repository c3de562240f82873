// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/assess/change.hpp>

#include <cmath>

namespace change_test {

using namespace coalign;

namespace {

/// What raters gave: the gap, its range, its noise floor and p.
uncertainty_entry entry(double gap, interval range, double p = 0.01, double floor = 0.1) {
  uncertainty_entry out;
  out.estimate = gap;
  out.range = range;
  out.raters = {6, 7};
  out.permutation = uncertainty::permutation_result{.observed = gap, .p = p, .noise_floor = floor};
  return out;
}

}  // namespace

TEST_CASE("noise of a change: two ranges that are apart, and two that are not", "[change]") {
  const change_noise apart = noise_of_change(entry(0.5, {0.44, 0.58}), entry(0.3, {0.24, 0.38}));
  CHECK(apart.priority_gap.change() == Approx(-0.2));
  REQUIRE(apart.range);
  CHECK(apart.range->low == Approx(-0.2 - 0.1));
  CHECK(apart.range->high == Approx(-0.2 + 0.1));
  CHECK(apart.beyond() == true);
  CHECK(apart.raters_before == std::array<std::size_t, 2>{6, 7});
  CHECK(noise_of_change(entry(0.3, {0.24, 0.38}), entry(0.5, {0.44, 0.58})).beyond() == true);
  const change_noise near = noise_of_change(entry(0.5, {0.44, 0.58}), entry(0.45, {0.39, 0.53}));
  CHECK(near.beyond() == false);
  // The ranges may overlap a little, and the change still be more than noise: both would have to be off at once.
  CHECK(noise_of_change(entry(0.5, {0.42, 0.58}), entry(0.36, {0.28, 0.44})).beyond() == true);
}

TEST_CASE("noise of a change: a gap within its noise floor may be none", "[change]") {
  // From 0.19 to 0.06, both what raters of one mind give: not a fall, however narrow the bootstrap makes them.
  const uncertainty_entry before = entry(0.19, {0.13, 0.28}, 0.4, 0.25), after = entry(0.06, {0.04, 0.09}, 0.4, 0.08);
  const change_noise x = noise_of_change(before, after);
  CHECK(x.range->low == Approx(-0.13 - std::sqrt(0.06 * 0.06 + 0.09 * 0.09)));
  CHECK(x.range->high == Approx(-0.13 + std::sqrt(0.03 * 0.03 + 0.19 * 0.19)));
  CHECK(x.beyond() == false);
  CHECK(noise_of_change(entry(0.19, {0.13, 0.28}), entry(0.06, {0.04, 0.09})).beyond() == true);
}

TEST_CASE("noise of a change: why there is no range", "[change]") {
  const uncertainty_entry good = entry(0.5, {0.44, 0.58});
  uncertainty_entry few = good;
  few.range.reset();
  few.status = errc::undefined;
  uncertainty_entry alike = good;
  alike.range = interval(0.5, 0.5);
  alike.status = errc::degenerate;
  uncertainty_entry partly = good;
  partly.coverage = 0.75;
  const auto check = [&](const uncertainty_entry& x, errc code) {
    for (const change_noise& n : {noise_of_change(good, x), noise_of_change(x, good)}) {
      CHECK_FALSE(n.range);
      CHECK_FALSE(n.beyond().has_value());
      CHECK(n.status == code);
    }
  };
  check(few, errc::undefined);
  check(alike, errc::degenerate);
  check(partly, errc::undefined);
  CHECK(noise_of_change(alike, few).status == errc::undefined);
  CHECK(noise_of_change(few, alike).status == errc::undefined);
}

}  // namespace change_test
