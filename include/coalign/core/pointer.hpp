// SPDX-License-Identifier: Apache-2.0
/// @file
/// JSON pointers: how errors and notes say where.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace coalign {

/// A JSON pointer one level down (RFC 6901): "~" becomes "~0", "/" becomes "~1".
[[nodiscard]] inline std::string pointer_child(std::string_view path, std::string_view key) {
  std::string out(path);
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}
/// The same for a position in a list.
template <std::integral Index>
[[nodiscard]] std::string pointer_child(std::string_view path, Index index) {
  return std::string(path) + '/' + std::to_string(index);
}

/// A JSON pointer of its parts, keys and positions: `pointer("tech_portfolio", "tools", 3)`.
template <class... Parts>
[[nodiscard]] std::string pointer(const Parts&... parts) {
  std::string out;
  ((out = pointer_child(out, parts)), ...);
  return out;
}

}  // namespace coalign
