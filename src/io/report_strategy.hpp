// SPDX-License-Identifier: Apache-2.0
// The sections of the shared strategy in the report: one function for each, called where the section was given.
#pragma once

#include "report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coalign::io {

inline constexpr std::size_t most_rows = 8;  // of a list in a section

/// The first few of a list in one line, and how many there are besides.
[[nodiscard]] std::string listed(const text_writer& out, const std::vector<std::string>& all,
                                 std::size_t most = most_rows);
/// A line that says how many of `all` rows were left out, if any.
void say_rest(report_writer& out, std::size_t all, std::size_t most, std::string_view lead);

void write_north_star(report_writer& out);
void write_tech_portfolio(report_writer& out);
void write_decision_rights(report_writer& out);
void write_roadmap(report_writer& out);
void write_data_products(report_writer& out);
void write_trade_offs(report_writer& out);
void write_relationship(report_writer& out);
void write_symptoms(report_writer& out);
/// What the rules find, the most urgent first, with whose move it is.
void write_findings(report_writer& out);

}  // namespace coalign::io
