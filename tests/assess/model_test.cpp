// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/assess/model.hpp>

namespace model_test {

using namespace coalign;

namespace {

model_parts two() {
  model_parts parts;
  parts.catalog = catalog{{"a", "b"}, {{"r"}}};
  parts.sides = {{"cio", {.priorities = {1, 2}}}, {"cmo", {.priorities = {2, 1}}}};
  return parts;
}

error outcome(model_parts parts) {
  const auto made = model::make(std::move(parts));
  return made ? error{} : made.error();
}

}  // namespace

TEST_CASE("a model keeps its parts, compiled", "[model]") {
  const model m = model::make(two(), "text").value();
  CHECK(m.sides().size() == 2);
  CHECK(m.sides()[1].id() == "cmo");
  CHECK(m.catalog().metrics.size() == 2);
  CHECK(m.measure().catalog().metrics.size() == 2);
  CHECK(m.policy().rho == 2.0);
  CHECK(m.document() == "text");
  const model copy = m;  // NOLINT: the copy shares what it is made of
  CHECK(&copy.sides() == &m.sides());
  CHECK(elicitation_name(elicitation::points) == "points");
  CHECK(elicitation_name(elicitation::swing) == "swing");
  CHECK(elicitation_name(elicitation::ratings) == "ratings");
  CHECK(elicitation_name(elicitation::ranks) == "ranks");
}

TEST_CASE("what is no model", "[model]") {
  auto one = two();
  one.sides.pop_back();
  CHECK(outcome(one) == fail(errc::size_mismatch, field::sides));
  auto bad_side = two();
  bad_side.sides[1].given.priorities[0] = -1;
  CHECK(outcome(bad_side) == fail(errc::bad_weight, field::priorities, 0, -1, 1));
  auto bad_catalog = two();
  bad_catalog.catalog.metrics.clear();
  CHECK(outcome(bad_catalog) == fail(errc::size_mismatch, field::metrics));
  auto bad_policy = two();
  bad_policy.policy.rho = 0;
  CHECK(outcome(bad_policy) == fail(errc::bad_option, field::rho));
}

TEST_CASE("targets that differ between any two sides need a scale", "[model]") {
  const auto with = [](std::vector<std::optional<interval>> targets,
                       std::vector<std::optional<direction>> better = {}) {
    model_parts parts = two();
    parts.sides.clear();
    for (std::size_t k = 0; k < targets.size(); ++k) {
      answers a{.priorities = {1, 1}, .targets = {std::nullopt, targets[k]}};
      if (!better.empty()) a.better = {std::nullopt, better[k]};
      parts.sides.push_back({std::to_string(k), a});
    }
    return parts;
  };
  CHECK(outcome(with({3.0, 3.0})).code == errc::ok);
  CHECK(outcome(with({3.0, std::nullopt})).code == errc::ok);
  CHECK(outcome(with({3.0, 4.0})) == fail(errc::bad_scale, field::scale, 1));
  CHECK(outcome(with({3.0, 3.0, std::nullopt, 4.0})) == fail(errc::bad_scale, field::scale, 1));
  // Opposite directions need no scale, but two sides of one direction do.
  CHECK(outcome(with({3.0, 4.0}, {direction::higher, direction::lower})).code == errc::ok);
  CHECK(outcome(with({3.0, 4.0, 5.0}, {direction::higher, direction::lower, direction::lower})) ==
        fail(errc::bad_scale, field::scale, 1));
  CHECK(outcome(with({3.0, 4.0, 4.0}, {direction::higher, direction::lower, direction::lower})).code == errc::ok);
  CHECK(outcome(with({3.0, interval(3, 3)}, {direction::higher, direction::within})).code == errc::ok);
  CHECK(outcome(with({3.0, interval(3, 4)}, {direction::higher, direction::within})) ==
        fail(errc::bad_scale, field::scale, 1));
  auto scaled = with({3.0, 4.0});
  scaled.catalog.metrics[1].scale = scale::linear(2);
  CHECK(outcome(scaled).code == errc::ok);
}

}  // namespace model_test
