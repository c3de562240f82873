// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/batch/view.hpp>

#include <array>
#include <cstdint>

namespace view_test {

using namespace coalign::batch;

TEST_CASE("a matrix says where its numbers are", "[batch]") {
  const std::array<float, 6> numbers{};
  const matrix rows = by_rows(numbers.data(), 3);
  CHECK(rows.columns == 3);
  CHECK(rows.row_stride == 3);
  CHECK(rows.column_stride == 1);
  CHECK(rows.type == element::float32);
  const matrix columns = by_columns(numbers.data(), 2, 3);
  CHECK(columns.row_stride == 1);
  CHECK(columns.column_stride == 2);
  CHECK(columns.data == numbers.data());
  const std::array<std::uint8_t, 3> one{};
  const matrix all = for_all_rows(std::span<const std::uint8_t>(one));
  CHECK(all.row_stride == 0);
  CHECK(all.columns == 3);
  CHECK(all.type == element::uint8);
  CHECK(by_rows(static_cast<const std::int16_t*>(nullptr), 1).type == element::int16);
  CHECK(by_rows(static_cast<const double*>(nullptr), 1).type == element::float64);
  CHECK(matrix().absent());
  CHECK_FALSE(rows.absent());
}

}  // namespace view_test
