// SPDX-License-Identifier: Apache-2.0
// The sections of the report. Those of a pair tell of any pair; the others tell of the whole assessment.
#pragma once

#include "report.hpp"

namespace coalign::io {

// Of one pair.
void write_priorities(report_writer& out, const pair_context& p);
void write_time(report_writer& out, const pair_context& p);
void write_risks(report_writer& out, const pair_context& p);
/// Its gaps, and what puts them in their place.
void write_gaps(report_writer& out, const pair_context& p);

/// Whether two sides differ on a risk by what they would live with, more than by how severe it is.
[[nodiscard]] bool by_limit(const risk_item& x);

// Of the assessment.
/// What is compared, whether raters agree, how far it is apart, and how sure that is.
void write_heading(report_writer& out);
/// Whether the raters of each side agree; nothing where no side has raters.
void write_agreement(report_writer& out);
/// How sure the priority gaps are, the widest first; or that one answer a side has no error estimate.
void write_doubts(report_writer& out);
/// The gaps between more than two sides.
void write_matrix(report_writer& out);
/// What sides believe of each other.
void write_beliefs(report_writer& out);
/// The largest parts of the gap.
void write_reasons(report_writer& out);
/// Questions, not answers: who decides what between the sides of a pair. Nobody is told to care less.
void write_decisions(report_writer& out, const pair_context& p);
/// What sides cannot settle by themselves, the way to the index that the policy wants, and one answer for all.
void write_actions(report_writer& out);
/// The gaps of a group, and what puts them in their place; `furthest` is the pair that was told of.
void write_group_gaps(report_writer& out, const pair_context& furthest);
/// How far the metrics have come that sides share.
void write_shared(report_writer& out);
void write_not_assessed(report_writer& out);

/// The steps of a plan that are not more than `most`, behind their numbers or behind the index after each, and what
/// is left out.
void write_steps(text_writer& out, const plan& p, std::size_t most);
/// That a plan's index is out of reach, and why.
void write_obstacles(text_writer& out, const plan& p);

/// Two numbers between 0 and 1 with as few decimals, two at least, as show that they are not the same.
[[nodiscard]] std::array<std::string, 2> told_apart(double x, double y);

}  // namespace coalign::io
