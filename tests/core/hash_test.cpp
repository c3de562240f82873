// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/hash.hpp>

namespace hash_test {

using namespace coalign;

TEST_CASE("FNV-1a as published", "[hash]") {
  // Test vectors of draft-eastlake-fnv.
  CHECK(fnv1a("") == 0xcbf29ce484222325U);
  CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cU);
  CHECK(fnv1a("foobar") == 0x85944171f73967e8U);
  CHECK(fnv1a("\xff") != fnv1a("\x7f"));
}

}  // namespace hash_test
