// SPDX-License-Identifier: Apache-2.0
/// @file
/// The basis: a hash that two results share when they can be compared.
#pragma once

#include <coalign/assess/model.hpp>
#include <coalign/core/hash.hpp>
#include <coalign/core/number.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace coalign {

/// The canonical text of what a result rests on: question, elicitation, policy and catalogue, one thing a line.
/// Weights are in it as shares, so 3 : 2 and 60 : 40 are one basis. Names, current values and answers are not in it.
[[nodiscard]] inline std::string canonical_text(const model& m) {
  const model_parts& parts = m.parts();
  std::string text = "coalign basis 1\n";
  const auto put = [&](std::string_view key, std::string_view value) {
    // The length in front keeps texts with line breaks apart from the lines that they could imitate.
    text.append(key).append(" ").append(std::to_string(value.size())).append(" ").append(value).append("\n");
  };
  const auto number = [](double x) { return std::isinf(x) ? std::string("inf") : shortest(x); };
  // Twelve digits, since 3 : 2 and 60 : 40 differ in the last bit of their shares.
  const auto share = [](double x) {
    std::array<char, 32> buffer{};
    return std::string(
        buffer.data(),
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, 11).ptr);
  };
  const auto target = [&](const interval& t) { return number(t.low) + ' ' + number(t.high); };
  put("question", parts.question);
  put("elicitation", elicitation_name(parts.elicitation));
  put("rho", number(parts.policy.rho));
  for (std::size_t b = 0; b < block_count; ++b) put(block_names[b], share(m.measure().omega()[b]));
  put("spacing", parts.policy.spacing == spacing::log ? "log" : "equal");
  for (const double level : parts.policy.risk_levels) put("risk_level", number(level));
  if (const auto& r = parts.policy.rating_scale) put("rating_scale", number(r->low) + ' ' + number(r->high));
  for (const metric& x : parts.catalog.metrics) {
    put("metric", x.id);
    put("unit", x.unit);
    put("better", direction_name(x.better));
    put("scale",
        std::to_string(static_cast<int>(x.scale.kind)) + ' ' + number(x.scale.full) + ' ' + number(x.scale.ceiling));
    if (x.slack) put("slack", number(*x.slack));
    if (x.baseline) put("baseline", number(*x.baseline));
    if (x.target) put("target", target(*x.target));
  }
  for (const horizon& h : parts.catalog.horizons) {
    put("horizon", h.id);
    put("days", number(h.days));
  }
  for (std::size_t r = 0; r < parts.catalog.risks.size(); ++r) {
    put("risk", parts.catalog.risks[r].id);
    put("weight", share(m.measure().risk_weights()[r]));
  }
  return text;
}

/// The basis of a model. Results of different basis are never ranked or averaged in silence.
[[nodiscard]] inline std::uint64_t basis(const model& m) { return fnv1a(canonical_text(m)); }

}  // namespace coalign
