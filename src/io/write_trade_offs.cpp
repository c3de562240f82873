// SPDX-License-Identifier: Apache-2.0
// Trade-offs in the assessment document.
#include "write_strategy.hpp"

#include <utility>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

value sentences_document(const std::vector<strategy::exchange>& list) {
  array out;
  for (const strategy::exchange& x : list) {
    object changes;
    for (const auto& [measure, change] : x.changes) changes.emplace_back(measure, change);
    object entry;
    entry.emplace_back("option", x.option);
    entry.emplace_back("instead_of", x.instead_of);
    entry.emplace_back("changes", std::move(changes));
    entry.emplace_back("key", x.key);
    entry.emplace_back("args", arguments_document(x.args));
    entry.emplace_back("message", x.message);
    out.emplace_back(std::move(entry));
  }
  return out;
}

value trade_off_document(const strategy::trade_off_result& x) {
  object dominated, accepted, utilities;
  for (const auto& [option, by] : x.dominated) dominated.emplace_back(option, by);
  for (const auto& [side, options] : x.accepted) accepted.emplace_back(side, texts(options));
  for (const auto& [side, options] : x.utilities) {
    object by_option;
    for (const auto& [option, utility] : options) by_option.emplace_back(option, utility);
    utilities.emplace_back(side, std::move(by_option));
  }
  object out;
  out.emplace_back("id", x.id);
  out.emplace_back("front", texts(x.front));
  out.emplace_back("dominated", std::move(dominated));
  out.emplace_back("sentences", sentences_document(x.sentences));
  out.emplace_back("accepted", std::move(accepted));
  out.emplace_back("accepted_by_all", texts(x.accepted_by_all));
  out.emplace_back("utilities", std::move(utilities));
  out.emplace_back("nash", id_or_null(x.nash));
  out.emplace_back("kalai_smorodinsky", id_or_null(x.kalai_smorodinsky));
  out.emplace_back("max_min", id_or_null(x.max_min));
  out.emplace_back("least_violation", id_or_null(x.least_violation));
  return out;
}

}  // namespace

value trade_offs_document(const std::vector<strategy::trade_off_result>& found) {
  array out;
  for (const strategy::trade_off_result& x : found) out.emplace_back(trade_off_document(x));
  return out;
}

}  // namespace coalign::io
