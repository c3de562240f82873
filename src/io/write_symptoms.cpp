// SPDX-License-Identifier: Apache-2.0
// Symptoms in the assessment document.
#include "write_strategy.hpp"

#include <cstdint>
#include <utility>

namespace coalign::io {

using json::object;
using json::value;

namespace {

/// A count that was read as a number. Beyond what a double counts one by one it stays one.
value whole_count(double x) {
  constexpr double exact = 9007199254740992.0;
  return x >= 0.0 && x < exact ? count(static_cast<std::uint64_t>(x)) : value(x);
}

value on_time_document(const std::optional<strategy::on_time_result>& x) {
  if (!x) return nullptr;
  object out;
  out.emplace_back("planned", whole_count(x->planned));
  out.emplace_back("on_time", whole_count(x->on_time));
  out.emplace_back("share", number(x->share));
  return out;
}

value growth_document(const std::optional<strategy::growth_result>& x) {
  if (!x) return nullptr;
  object out;
  out.emplace_back("from", x->from);
  out.emplace_back("to", x->to);
  out.emplace_back("tech_spend", x->tech_spend);
  out.emplace_back("revenue", x->revenue);
  return out;
}

}  // namespace

json::value symptoms_document(const strategy::symptoms_result& found) {
  object out;
  out.emplace_back("campaigns", on_time_document(found.campaigns));
  out.emplace_back("projects", on_time_document(found.projects));
  out.emplace_back("growth", growth_document(found.growth));
  return out;
}

}  // namespace coalign::io
