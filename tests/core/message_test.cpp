// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/message.hpp>

#include <cmath>
#include <string>

namespace message_test {

using namespace coalign;

TEST_CASE("a template is filled by name and form", "[message]") {
  const arguments args{
      {"who", std::string("the CIO")}, {"x", 12.345}, {"half", .5}, {"tiny", .01}, {"big", 1234567.0}, {"under", .94}};
  CHECK(render("{who} says {x}", args) == "the CIO says 12.35");
  CHECK(render("{who} says {x:2}", args) == "the CIO says 12.35");
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
  CHECK(render("{a:2}", {{"a", std::string("mailer")}}) == "mailer");
}

TEST_CASE("a share is told in points of 100", "[message]") {
  CHECK(render("{x:%} {tiny:%} {most:%} {none:%}", {{"x", .254}, {"tiny", .0001}, {"most", .999}, {"none", 0.0}}) ==
        "25 under 0.1 over 99 0");
}

TEST_CASE("numbers that are compared are told with what tells them apart", "[message]") {
  const auto both = [](const std::string& form, double x, double y) {
    return render("{x:" + form + "~y} {y:" + form + "~x}", {{"x", x}, {"y", y}});
  };
  CHECK(both("", .9499, .95) == "0.9499 0.95");
  CHECK(both("", 99.9499, 99.95) == "99.9499 99.95");
  CHECK(both("", 20.001, 20) == "20.001 20");
  CHECK(both("", .6006, .6004) == "0.601 0.6");
  CHECK(both("", .7, .6) == "0.7 0.6");
  CHECK(both("2", .501, .5) == "0.501 0.500");
  CHECK(both("0", 7.4, 7.2) == "7.4 7.2");
  CHECK(both("p", 29.9, 30) == "29.9 30");
  CHECK(both("%", .299, .3) == "29.9 30");
  CHECK(both("%", .0003, .0002) == "0.03 0.02");
  CHECK(both("i", .9999, .99991) == "0.99990 0.99991");
  CHECK(both("", 50, std::nextafter(50, 49)) == "50 50");  // noise
  CHECK(both("", 3, 3) == "3 3");
  CHECK(render("{x:~y}", {{"x", .9499}, {"y", .95}}) == "0.9499");
  CHECK(render("{x:~y}", {{"x", .9499}, {"y", std::string("0.95")}}) == "0.95");
  CHECK(render("{x:~none}", {{"x", .9499}}) == "0.95");
  CHECK(render("{who:~x} {none:~x}", {{"who", std::string("CIO")}, {"x", .9499}}) == "CIO {none:~x}");
}

}  // namespace message_test
