// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <coalign/assess/agreement.hpp>

#include <limits>

namespace agreement_test {

using namespace coalign;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

/// Shrout & Fleiss 1979: six targets, four judges. Here metrics and raters, on a scale from 1 to 10.
model_parts shrout_fleiss() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b", "c", "d", "e", "f"}, {{"r0", 1}, {"r1", 1}}};
  parts.policy.rating_scale = rating_scale{1, 10};
  answers a;
  a.raters = {{.id = "1", .priorities = {9, 6, 8, 7, 10, 6}},
              {.id = "2", .priorities = {2, 1, 4, 1, 5, 2}},
              {.id = "3", .priorities = {5, 3, 6, 2, 6, 4}},
              {.id = "4", .priorities = {8, 2, 8, 6, 9, 7}}};
  parts.sides = {{"cio", a}, {"cmo", {.priorities = {1, 1, 1, 1, 1, 2}}}};
  return parts;
}

}  // namespace

TEST_CASE("agreement of a side's raters on ratings", "[assess]") {
  const auto found = rater_agreement(model::make(shrout_fleiss()).value());
  REQUIRE(found.size() == 1);
  CHECK(found[0].side == 0);
  const block_agreement& x = found[0].metric.value();
  CHECK(x.raters == 4);
  CHECK(x.items == 6);
  CHECK(x.icc.value() == Approx(.28976378).margin(5e-9));
  CHECK(x.icc_low.value() == Approx(.018787).margin(5e-7));
  CHECK(x.icc_high.value() == Approx(.761084).margin(5e-7));
  CHECK(x.icc_mean.value() == Approx(.62005055).margin(5e-9));
  // r_wg(J): mean variance of the items over (10² − 1)/12, by hand from the rows above.
  const double variances = (10 + 14.0 / 3 + 11.0 / 3 + 26.0 / 3 + 17.0 / 3 + 14.75 / 3) / 6;
  const double star = 1 - variances / 8.25;
  CHECK(x.rwg_j.value() == Approx(6 * star / (6 * star + 1 - star)).margin(1e-12));
  CHECK_FALSE(found[0].risk);
}

TEST_CASE("the last bit of a share is no disagreement", "[assess]") {
  model_parts parts;
  parts.catalog = catalog{{"a", "b"}, {}};
  answers a;
  a.raters = {{.id = "1", .priorities = {1, 1}}, {.id = "2", .priorities = {49, 49}}};
  parts.sides = {{"cio", a}, {"cmo", {.priorities = {1, 2}}}};
  const auto found = rater_agreement(model::make(parts).value());
  CHECK_FALSE(found[0].metric->krippendorff_alpha);
  CHECK_FALSE(found[0].metric->icc);
}

TEST_CASE("agreement where it is not defined", "[assess]") {
  auto parts = shrout_fleiss();
  parts.sides[0].given.raters.resize(1);
  const auto one = rater_agreement(model::make(parts).value());
  CHECK_FALSE(one[0].metric->icc);
  CHECK_FALSE(one[0].metric->krippendorff_alpha);
  CHECK_FALSE(one[0].metric->rwg_j);

  auto equal = shrout_fleiss();
  for (rater& r : equal.sides[0].given.raters) r.priorities.assign(6, 5);
  const auto flat = rater_agreement(model::make(equal).value());
  CHECK_FALSE(flat[0].metric->icc);
  CHECK_FALSE(flat[0].metric->krippendorff_alpha);
  CHECK(flat[0].metric->rwg_j.value() == 1.0);

  auto shares = shrout_fleiss();
  shares.policy.rating_scale.reset();
  shares.sides[0].given.raters[2].priorities[0] = NaN;  // then nobody was, for the mean
  for (rater& r : shares.sides[0].given.raters) r.risks = {.2, .7};
  shares.sides[0].given.raters[0].risks = {.3, .9};
  const auto s = rater_agreement(model::make(shares).value());
  CHECK(s[0].metric->items == 5);
  CHECK_FALSE(s[0].metric->rwg_j);
  REQUIRE(s[0].risk);
  CHECK(s[0].risk->raters == 4);
  CHECK(s[0].risk->items == 2);
  CHECK(s[0].risk->icc.value() > .9);

  auto half = shrout_fleiss();
  half.policy.rating_scale = rating_scale{1, 10.5};
  CHECK_FALSE(rater_agreement(model::make(half).value())[0].metric->rwg_j);
}

}  // namespace agreement_test
