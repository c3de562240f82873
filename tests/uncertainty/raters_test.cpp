// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/uncertainty/raters.hpp>
#include <limits>

namespace raters_test {

using namespace coalign;
using uncertainty::rater_sample;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

error refused(std::vector<double> first, std::size_t raters, std::vector<double> second, std::size_t others,
              std::size_t n) {
  const auto made = rater_sample::make({first, raters}, {second, others}, n);
  REQUIRE_FALSE(made);
  return made.error();
}

}  // namespace

TEST_CASE("each rater is normalised by itself", "[uncertainty][raters]") {
  const std::vector<double> p{1, 3, 20, 20}, q{5, 0};
  const auto s = rater_sample::make({p, 2}, {q, 1}, 2).value();
  CHECK(s.raters(0) == 2);
  CHECK(s.raters(1) == 1);
  CHECK(s.raters() == 3);
  CHECK(s.width() == 2);
  CHECK(s.coverage() == 1.0);
  CHECK(s.row(0)[0] == 0.25);
  CHECK(s.row(1)[1] == 0.5);
  CHECK(s.row(2)[0] == 1.0);
  const auto sums = uncertainty::detail::side_sums(s);
  CHECK(sums == std::vector<double>{.75, 1.25, 1, 0});
}

TEST_CASE("a metric that one rater was not asked is left out for all", "[uncertainty][raters]") {
  const std::vector<double> p{1, 3, 4, none, 1, 1}, q{2, 2, 2};
  const auto s = rater_sample::make({p, 2}, {q, 1}, 3).value();
  CHECK(s.width() == 2);
  CHECK(s.coverage() == Approx(2. / 3));
  CHECK(s.row(0)[0] == Approx(3. / 7));
  CHECK(s.row(1)[0] == 0.5);
}

TEST_CASE("bad raters", "[uncertainty][raters]") {
  error e = refused({1, -1, 1, 1}, 2, {1, 1}, 1, 2);
  CHECK(e.code == errc::bad_weight);
  CHECK((e.side == 0 && e.row == 0 && e.index == 1));
  e = refused({1, 1}, 1, {1, 1, 0, 0}, 2, 2);
  CHECK(e.code == errc::zero_sum);
  CHECK((e.side == 1 && e.row == 1));
  e = refused({1, 1}, 1, {1, 1, none, none}, 2, 2);
  CHECK(e.code == errc::missing);
  CHECK((e.side == 1 && e.row == 1));
  // The only metric asked of all is one that this rater gives nothing.
  e = refused({0, 1, 1, 1}, 2, {1, none}, 1, 2);
  CHECK(e.code == errc::zero_sum);
  CHECK((e.side == 0 && e.row == 0));
  CHECK(refused({1, none}, 1, {none, 1}, 1, 2).code == errc::zero_sum);
  CHECK(refused({}, 0, {1, 1}, 1, 2).code == errc::size_mismatch);
  CHECK(refused({1, 1}, 1, {}, 0, 2).side == 1);
  CHECK(refused({1, 1}, 1, {1, 1, 1}, 1, 2).code == errc::size_mismatch);
  CHECK(refused({}, 1, {}, 1, 0).code == errc::size_mismatch);
  CHECK(refused({std::numeric_limits<double>::infinity(), 1}, 1, {1, 1}, 1, 2).code == errc::bad_weight);
}

}  // namespace raters_test
