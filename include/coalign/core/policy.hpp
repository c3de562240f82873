// SPDX-License-Identifier: Apache-2.0
/// @file
/// The conventions of a comparison: block weights, how blocks are joined, spacing of time, declared scales.
#pragma once

#include <coalign/core/error.hpp>
#include <coalign/core/weights.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace coalign {

/// The blocks of a comparison, in the order of every list of blocks.
enum class block : std::uint8_t { metric, horizon, risk };
inline constexpr std::size_t block_count = 3;
inline constexpr std::array<std::string_view, block_count> block_names{"metric", "horizon", "risk"};

/// How horizons are spaced: by the logarithm of their days, or one step each.
enum class spacing : std::uint8_t { log, equal };

/// A declared scale of ratings.
struct rating_scale {
  double low = 0.0;
  double high = 0.0;
};

/// Conventions. Every one is a choice that a reader must be able to see; none is estimated from data.
struct policy {
  double rho = 2.0;                                        ///< exponent of the power mean, >= 1 or infinite
  std::array<double, block_count> weights{1.0, 1.0, 1.0};  ///< points of metric, horizon, risk
  coalign::spacing spacing = spacing::log;
  std::vector<double> risk_levels{};  ///< severity share of each level of likelihood and impact; empty: not declared
  std::optional<coalign::rating_scale> rating_scale{};  ///< given: priorities are ratings on it
  std::optional<double> target_index{};                 ///< the alignment index that is wanted, 0..1
  std::size_t shared_by = 0;                            ///< a metric is shared by at least so many sides; 0: by all
};

namespace detail {

template <class Sink>
void check_policy(const policy& p, Sink&& sink) {
  if (!(p.rho >= 1.0)) sink(fail(errc::bad_option, field::rho, -1, p.rho));
  if (const error e = check_points(p.weights, false, field::weights); e.code != errc::ok) sink(e);
  if (p.risk_levels.size() == 1) sink(fail(errc::bad_scale, field::risk_levels));
  for (std::size_t i = 0; i < p.risk_levels.size(); ++i) {
    const double level = p.risk_levels[i];
    if (!(level >= 0.0 && level <= 1.0) || (i > 0 && !(level >= p.risk_levels[i - 1]))) {
      sink(fail(errc::bad_scale, field::risk_levels, static_cast<std::ptrdiff_t>(i), level));
    }
  }
  if (const auto& r = p.rating_scale; r && !(r->low < r->high && std::isfinite(r->high - r->low))) {
    sink(fail(errc::bad_scale, field::rating_scale));
  }
  if (p.target_index && !(*p.target_index >= 0.0 && *p.target_index <= 1.0)) {
    sink(fail(errc::bad_option, field::target_index, -1, *p.target_index));
  }
}

}  // namespace detail

/// Block weights that sum to one, by which blocks are there: bit b of the index for block b. All 0 where none of these
/// has weight.
using block_weight_table = std::array<std::array<double, block_count>, std::size_t{1} << block_count>;
[[nodiscard]] inline block_weight_table block_weights(const policy& p) noexcept {
  block_weight_table omega{};
  for (std::size_t present = 0; present < omega.size(); ++present) {
    const auto points = [&](std::size_t b) { return (present >> b & 1U) ? p.weights[b] : 0.0; };
    double sum = 0.0;
    for (std::size_t b = 0; b < block_count; ++b) sum += points(b);
    const double factor = sum > 0.0 ? weight_factor(sum, block_count) : 0.0;
    for (std::size_t b = 0; b < block_count; ++b) {
      omega[present][b] = points(b) == sum && sum > 0.0 ? 1.0 : points(b) * factor;
    }
  }
  return omega;
}

/// Checks a policy. @returns the first error, or ok.
[[nodiscard]] inline error check(const policy& p) {
  error first;
  detail::check_policy(p, [&](const error& e) {
    if (first.code == errc::ok) first = e;
  });
  return first;
}

}  // namespace coalign
