// SPDX-License-Identifier: Apache-2.0
// Errors of a batch as coalign.Error, about the argument of `score` that they come from.
#pragma once

#include "raise.hpp"

#include <string>

namespace coalign::python {

/// What element types the arguments of `score` may have.
inline constexpr const char* element_types = "float32 or float64 (priorities and horizons also uint8 or int16)";

/// The argument that is one side of a block: 0 priorities, 1 horizons, 2 risks.
[[nodiscard]] std::string side_argument(std::size_t block, std::size_t side);

[[noreturn]] void raise_batch(const error& e);

}  // namespace coalign::python
