// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/message.hpp>

namespace message_test {

using namespace coalign;

TEST_CASE("a template is filled by name and form", "[message]") {
  const arguments args{
      {"who", std::string("the CIO")}, {"x", 12.345}, {"half", .5}, {"tiny", .01}, {"big", 1234567.0}, {"under", .94}};
  CHECK(render("{who} says {x}", args) == "the CIO says 12.35");
  CHECK(render("{who:c} says {x:2}", args) == "The CIO says 12.35");
  CHECK(render("{half:2} {x:0} {big}", args) == "0.50 12 1,234,567");
  CHECK(render("{half:p} {tiny:p} {x:p} {under:p}", args) == "0.5 under 0.1 12 0.9");
  CHECK(render("{unknown} stays, {who}", args) == "{unknown} stays, the CIO");
  CHECK(render("an open {who", args) == "an open {who");
  CHECK(render("}{", args) == "}{");
  CHECK(render("", args).empty());
  CHECK(render("no names", {}) == "no names");
  CHECK(render("{who:}", args) == "the CIO");
  CHECK(render("{zero:p}", {{"zero", 0.0}}) == "0");
}

TEST_CASE("what an argument holds is text, not a template", "[message]") {
  const arguments args{{"a", std::string("{b}")}, {"b", std::string("gone")}};
  CHECK(render("{a}", args) == "{b}");
  CHECK(render("{a:c}", {{"a", std::string("\xC3\xA9t\xC3\xA9")}}) == "\xC3\xA9t\xC3\xA9");
  CHECK(render("{a:c}", {{"a", std::string()}}).empty());
}

}  // namespace message_test
