// SPDX-License-Identifier: Apache-2.0
// A block of one side as an Arrow column of lists, or as columns of numbers: read in place, a null list is a missing
// block.
#pragma once

#include "arrow.hpp"
#include "raise.hpp"

#include <coalign/batch/view.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace coalign::python {

class arrow_matrix {
 public:
  /// @param x anything with `__arrow_c_array__` or `__arrow_c_stream__`
  /// @returns none where it is a column of numbers, which is a vector and no matrix.
  /// @raises coalign.Error: bad_type, size_mismatch, with what to do about it
  [[nodiscard]] static std::optional<arrow_matrix> read(nb::handle x, const std::string& argument);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] bool has_missing_rows() const noexcept { return matrix_.validity != nullptr; }
  /// Valid as long as this is.
  [[nodiscard]] batch::matrix matrix() const noexcept {
    batch::matrix m = matrix_;
    if (!columns_at_.empty()) m.columns_at = columns_at_.data();
    return m;
  }

 private:
  arrow_owner<ArrowArray> array_;
  std::size_t rows_ = 0;
  batch::matrix matrix_{};
  std::vector<const void*> columns_at_;
};

void bind_arrow_matrix(nb::module_& m);

}  // namespace coalign::python
