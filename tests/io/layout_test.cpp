// SPDX-License-Identifier: Apache-2.0
#include "../../src/io/layout.hpp"

#include "../generators.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

namespace layout_test {

using namespace coalign::io;

TEST_CASE("display width", "[layout]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Uptime") == 6);
  CHECK(display_width("Z\xC3\xBCrich") == 6);
  CHECK(display_width("\xE4\xBE\xA1\xE5\x80\xA4") == 4);              // two ideographs
  CHECK(display_width("e\xCC\x81") == 1);                             // e and a combining acute
  CHECK(display_width("\xF0\x9F\x9A\x80") == 2);                      // rocket
  CHECK(display_width("\xE2\x98\x95\xE2\x9C\x85\xE2\xAD\x90") == 6);  // hot beverage, check mark, star
  CHECK(display_width("\xED\x95\x9C") == 2);
  CHECK(display_width("\xEF\xBC\xA1") == 2);  // full-width A
  CHECK(display_width("\xEF\xBD\xB1") == 1);  // half-width katakana
  CHECK(display_width("\xE2\x82\xAC") == 1);  // euro
  CHECK(display_width("\xE4\xBE") == 2);      // broken: a byte is a column, and nothing is read beyond
}

TEST_CASE("cut, left and right fill exactly", "[layout]") {
  CHECK(cut("Uptime", 6) == "Uptime");
  CHECK(cut("Uptimes", 6) == "Upti..");
  CHECK(left("ab", 4) == "ab  ");
  CHECK(right("ab", 4) == "  ab");
  CHECK(left("\xE4\xBE\xA1\xE5\x80\xA4\xE4\xBE\xA1", 5) == "\xE4\xBE\xA1.. ");  // a wide character is not halved
  CHECK(cut("abc", 2) == "ab");
  generators::holds("fill", [] {
    const std::string text = printable(generators::hostile_text(6));
    const std::size_t width = generators::size(1, 40);
    NEED(support::columns(left(text, width)) == width);
    NEED(support::columns(right(text, width)) == width);
    NEED(support::columns(cut(text, width)) <= width);
    NEED(display_width(text) == support::columns(text));
  });
}

TEST_CASE("printable texts cannot steer a terminal", "[layout]") {
  CHECK(printable("a\x1b[31mb") == "a [31mb");
  CHECK(printable("a\nb\tc\x7f") == "a b c ");
  CHECK(printable("\xC2\x9B"
                  "2J") == " 2J");  // the one-byte CSI of C1
  CHECK(printable("\xE2\x80\xAE"
                  "abc") == " abc");        // right-to-left override
  CHECK(printable("\xE2\x80\xA8") == " ");  // line separator
  CHECK(printable("Z\xC3\xBCrich \xE4\xBE\xA1") == "Z\xC3\xBCrich \xE4\xBE\xA1");
}

TEST_CASE("wrapped texts keep within their columns", "[layout]") {
  CHECK(wrap("one two three", "", 0, 80) == "one two three\n");
  CHECK(wrap("one two three", "> ", 2, 9) == "> one two\n  three\n");
  CHECK(wrap("abcdefghij", "", 2, 6) == "abcdef\n  ghij\n");
  CHECK(wrap("", "x: ", 2, 80) == "x: \n");
  generators::holds("wrap", [] {
    const std::string text = printable(generators::hostile_text(12));
    const std::size_t width = generators::size(20, 80);
    const std::string out = wrap(text, "  A  ", 5, width);
    NEED(out.ends_with('\n'));
    std::size_t start = 0;
    for (std::size_t end; (end = out.find('\n', start)) != std::string::npos; start = end + 1) {
      NEED(support::columns(std::string_view(out).substr(start, end - start)) <= width);
    }
    // Nothing is lost but spaces.
    const auto packed = [](std::string s) {
      std::erase_if(s, [](char c) { return c == ' ' || c == '\n'; });
      return s;
    };
    NEED(packed(out) == packed("A" + text));
  });
}

}  // namespace layout_test
