// SPDX-License-Identifier: Apache-2.0
// The report for a terminal. It says what the assessment holds; no number is made here, only rounded and placed.
#include "report_sections.hpp"
#include "report_strategy.hpp"

#include <coalign/io/messages.hpp>

#include <optional>
#include <utility>

namespace coalign::io {

namespace {

/// What the sections of the shared strategy say, the goal and the findings first.
void write_strategy(report_writer& out) {
  const strategy::sections& given = out.found().model.strategy();
  const auto part = [&](bool there, void (*write)(report_writer&)) {
    if (!there) return;
    out.blank();
    write(out);
  };
  part(given.north_star.has_value(), write_north_star);
  part(true, write_findings);
  part(given.tech_portfolio.has_value(), write_tech_portfolio);
  part(strategy::decides(given), write_decision_rights);
  part(given.roadmap || given.requests || given.cadence, write_roadmap);
  part(given.data_products.has_value(), write_data_products);
  part(given.trade_offs.has_value(), write_trade_offs);
  part(given.relationship.has_value(), write_relationship);
  part(given.symptoms.has_value(), write_symptoms);
}

/// Whether a model says anything of a shared strategy: then an executive reads that first.
bool has_strategy(const model& m) {
  const strategy::sections& given = m.strategy();
  return strategy::sections_missing(given).size() < strategy::section_count || given.requests || given.cadence;
}

}  // namespace

std::string write_text(const assessment& found, const text_options& options) {
  std::optional<assessment> told;
  if (options.words != nullptr) told = translated(found, *options.words);
  const assessment& a = told ? *told : found;
  report_writer out(a, options);
  const pair_context p = out.about(a.pairs[a.group.worst.value_or(0)]);
  write_heading(out);
  const bool strategic = has_strategy(a.model);
  if (strategic) write_strategy(out);
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
  if (!strategic) write_strategy(out);
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
