// SPDX-License-Identifier: Apache-2.0
/// @file
/// A hash of text that is the same on every machine.
#pragma once

#include <coalign/core/config.hpp>

#include <cstdint>
#include <string_view>

namespace coalign {

/// FNV-1a, 64 bits (Fowler, Noll & Vo 1991).
[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

}  // namespace coalign
