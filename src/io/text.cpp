// SPDX-License-Identifier: Apache-2.0
// The report for a terminal. It says what the assessment holds; no number is made here, only rounded and placed.
#include "report_sections.hpp"

#include <utility>

namespace coalign::io {

std::string write_text(const assessment& a, const text_options& options) {
  report_writer out(a, options);
  const pair_context p = out.about(a.pairs[a.group.worst.value_or(0)]);
  write_heading(out);
  out.blank();
  if (!out.one_pair()) {
    write_matrix(out);
    out.blank();
  }
  write_priorities(out, p);
  write_time(out, p);
  write_risks(out, p);
  write_beliefs(out);
  write_reasons(out);
  write_decisions(out, p);
  write_actions(out);
  out.blank();
  if (out.one_pair()) {
    write_gaps(out, p);
  } else {
    write_group_gaps(out, p);
  }
  write_shared(out);
  write_not_assessed(out);
  return std::move(out).take();
}

}  // namespace coalign::io
