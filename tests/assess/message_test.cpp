// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/assess/message.hpp>
#include <set>
#include <string_view>

namespace message_test {

using namespace coalign;

TEST_CASE("every reason has one template", "[message]") {
  std::set<std::string_view> keys;
  for (const auto& t : reason_templates) CHECK(keys.insert(t.key).second);
  CHECK(keys == std::set<std::string_view>{"priority", "goal", "direction", "horizon", "risk", "appetite"});
  CHECK(reason_template("priority") == reason_templates[0].text);
  CHECK(reason_template("no such key").empty());
}

}  // namespace message_test
