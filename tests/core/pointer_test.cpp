// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/pointer.hpp>

namespace pointer_test {

using coalign::pointer_child;

TEST_CASE("JSON pointers escape as RFC 6901 says", "[pointer]") {
  CHECK(pointer_child("", "foo") == "/foo");
  CHECK(pointer_child("/a", "b") == "/a/b");
  CHECK(pointer_child("", "") == "/");
  CHECK(pointer_child("", "a/b") == "/a~1b");
  CHECK(pointer_child("", "m~n") == "/m~0n");
  CHECK(pointer_child("", "~1") == "/~01");
  CHECK(pointer_child("/x~1y", "~/") == "/x~1y/~0~1");  // what is above is escaped already
  CHECK(pointer_child("", "k\"l \xC3\xA9") == "/k\"l \xC3\xA9");
}

}  // namespace pointer_test
