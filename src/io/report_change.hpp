// SPDX-License-Identifier: Apache-2.0
// What the texts of a difference and of a trend share.
#pragma once

#include "text_writer.hpp"

#include <coalign/assess/change.hpp>

#include <array>
#include <string>
#include <vector>

namespace coalign::io {

/// A number with a plus where it is above 0 as it is shown.
[[nodiscard]] std::string with_sign(double x, int decimals);

/// A pair of sides, and what raters say of the change of its gap.
struct noisy_pair {
  const std::array<std::string, 2>* sides;
  const change_noise* noise;  ///< null: no raters answered
};

/// Whether raters show that a change is more than their choice; where nobody can know, that alone is said.
void write_noise(text_writer& out, const std::vector<noisy_pair>& pairs);

}  // namespace coalign::io
