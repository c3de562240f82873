// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/batch/options.hpp>

namespace options_test {

using namespace coalign::batch;

TEST_CASE("what every machine has", "[batch]") {
  for (const auto set : {instruction_set::best, instruction_set::scalar, instruction_set::baseline}) {
    CHECK(is_available(set));
  }
  // Each set holds the ones before it.
  if (is_available(instruction_set::avx512)) CHECK(is_available(instruction_set::avx2));
  if (is_available(instruction_set::avx2)) CHECK(is_available(instruction_set::sse4));
  const options usual;
  CHECK(usual.threads == 1);
  CHECK(usual.delta.absent());
}

}  // namespace options_test
