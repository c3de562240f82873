// SPDX-License-Identifier: Apache-2.0
#include "../fixture.hpp"
#include "../generators.hpp"
#include "../reference/reference.hpp"

#include <catch2/catch.hpp>
#include <coalign/gap/second_opinion.hpp>
#include <numbers>

namespace second_opinion_test {

using namespace coalign;

TEST_CASE("second opinions of the two-side fixture", "[second_opinion]") {
  const auto p = weights::from_points(fixture::cio_priorities).value();
  const auto q = weights::from_points(fixture::cmo_priorities).value();
  const double js = gap::jensen_shannon(p, q);
  CHECK(fixture::jensen_shannon.accepts(js));
  CHECK(fixture::jensen_shannon_bits.accepts(js * js));
  CHECK(fixture::hellinger.accepts(gap::hellinger(p, q)));
  CHECK(fixture::cosine.accepts(gap::cosine(p, q)));
}

TEST_CASE("Jensen-Shannon as SciPy documents it", "[second_opinion]") {
  const auto w = [](std::initializer_list<double> x) { return weights::from_points(x).value(); };
  CHECK(fixture::scipy_jensen_shannon_disjoint.accepts(gap::jensen_shannon(w({1, 0, 0}), w({0, 1, 0}))));
  const double nats = gap::jensen_shannon(w({1, 0}), w({.5, .5})) * std::sqrt(std::numbers::ln2);
  CHECK(fixture::scipy_jensen_shannon_nats.accepts(nats));
}

TEST_CASE("second opinions need equal lengths", "[second_opinion]") {
  const auto one = weights::from_points({1.0}).value(), two = weights::from_points({1, 1}).value();
  CHECK(std::isnan(gap::jensen_shannon(one, two)));
  CHECK(std::isnan(gap::hellinger(one, two)));
  CHECK(std::isnan(gap::cosine(one, two)));
}

TEST_CASE("second opinions are the reference's", "[second_opinion]") {
  generators::holds("reference", [] {
    const std::size_t n = generators::size(1, 64);
    const auto p = generators::weights(n), q = generators::coin() ? generators::weights(n) : p;
    const double js = gap::jensen_shannon(p, q), hellinger = gap::hellinger(p, q), cosine = gap::cosine(p, q);
    // A root has no derivative at 0: what is compared near it is the square.
    NEED(std::abs(js * js - static_cast<double>(reference::jensen_shannon_bits(p.values(), q.values()))) <
         generators::slack(n));
    NEED(std::abs(hellinger - static_cast<double>(reference::hellinger(p.values(), q.values()))) <
         generators::slack(n));
    NEED(std::abs(cosine - static_cast<double>(reference::cosine(p.values(), q.values()))) < generators::slack(n));
    NEED(js == gap::jensen_shannon(q, p));
    NEED(hellinger == gap::hellinger(q, p));
    NEED(cosine == gap::cosine(q, p));
    for (const double x : {js, hellinger, cosine}) NEED(x >= 0.0 && x <= 1.0);
    NEED(gap::jensen_shannon(p, p) == 0.0);
    NEED(gap::hellinger(p, p) == 0.0);
    NEED(std::abs(gap::cosine(p, p) - 1.0) < generators::slack(n));
    const auto r = generators::weights(n);
    NEED(gap::jensen_shannon(p, r) <= js + gap::jensen_shannon(q, r) + 1e-9);
    NEED(gap::hellinger(p, r) <= hellinger + gap::hellinger(q, r) + 1e-12);
  });
}

TEST_CASE("Jensen-Shannon keeps its digits where the sides are nearly equal", "[second_opinion]") {
  for (int k = 1; k <= 15; ++k) {
    const double d = std::pow(10.0, -k);
    const auto p = weights::from_points({.5 + d / 4, .5 - d / 4}).value(),
               q = weights::from_points({.5 - d / 4, .5 + d / 4}).value();
    const auto wanted = static_cast<double>(reference::jensen_shannon(p.values(), q.values()));
    CAPTURE(k, wanted);
    CHECK(std::abs(gap::jensen_shannon(p, q) - wanted) < 1e-11 * wanted);
  }
}

}  // namespace second_opinion_test
