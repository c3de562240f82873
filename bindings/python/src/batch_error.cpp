// SPDX-License-Identifier: Apache-2.0
#include "batch_error.hpp"

#include <coalign/core/number.hpp>

#include <array>
#include <cmath>

namespace coalign::python {

namespace {

/// The argument that an error of the batch is about.
std::string argument_of(const error& e) {
  const std::size_t side = e.side < 0 ? 0 : static_cast<std::size_t>(e.side);
  switch (e.where) {
    case field::priorities:
      return side_argument(0, side);
    case field::side_horizons:
      return side_argument(1, side);
    case field::side_risks:
    case field::severity:
      return side_argument(2, side);
    case field::target:
      return "delta";
    case field::days:
    case field::horizons:
      return "days";
    case field::risk_weight:
      return "risk_weights";
    case field::influence:
      return "influence";
    case field::weights:
    case field::rho:
    case field::rating_scale:
      return "policy";
    default:
      return "score";
  }
}

/// How many numbers an argument should have.
std::string size_of(field where) {
  switch (where) {
    case field::target:
      return "a number for each metric";
    case field::risk_weight:
      return "a number for each risk";
    case field::days:
    case field::horizons:
      return "a number for each horizon";
    case field::influence:
      return "a number for each side";
    default:
      return "as many rows and items on every side";
  }
}

}  // namespace

std::string side_argument(std::size_t block, std::size_t side) {
  constexpr std::array<const char*, 3> names{"priorities", "horizons", "risks"};
  return std::string(names[block]) + '[' + std::to_string(side) + ']';
}

void raise_batch(const error& e) {
  problem p = describe(e, argument_of(e).c_str(), -1);
  switch (e.code) {
    case errc::size_mismatch:
      p.expected = size_of(e.where);
      p.got = std::isnan(e.got) ? "" : compact(e.got);
      break;
    case errc::bad_type:
      p.expected = element_types;
      break;
    case errc::bad_option:
      p.expected =
          e.where == field::rho ? "rho >= 1 or inf" : "an option that exists, and memory that does not overlap";
      break;
    case errc::cancelled:
      p.expected = "a call that is not stopped";
      break;
    case errc::too_large:
    case errc::out_of_memory:
      p.expected = "input that fits in memory";
      break;
    default:
      break;
  }
  raise(p);
}

}  // namespace coalign::python
