// SPDX-License-Identifier: Apache-2.0
// Every template of text with its key.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

/// Every template, by table, those of each in its order.
[[nodiscard]] std::vector<std::pair<std::string, std::string_view>> message_list();

/// The names between braces, and those that they are compared with, each once, in the order of the text.
[[nodiscard]] std::vector<std::string_view> argument_names(std::string_view text);

}  // namespace coalign::io
