// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"
#include "translate.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cmath>

namespace coalign::io {

namespace {

void write_summary(report_writer& out, const pair_context& p) {
  const auto head = [&](std::string_view key, const arguments& args = {}) {
    out.head(out.words("risk_head"), key, args);
  };
  const risk_block& r = *p.x.risk;
  const auto& profile = r.profile;
  const double most = std::max({profile.elevation, profile.scatter, profile.shape});
  if (r.gap == 0.0) return head("risk_same");
  if (r.appetite_gap && *r.appetite_gap > r.severity_gap) return head("risk_appetite");
  if (r.gap < worth_telling) return head("risk_near");
  if (most == profile.shape) {
    return head(profile.correlation && *profile.correlation >= 0.5 ? "risk_some" : "risk_shape");
  }
  if (most == profile.elevation) return head("risk_elevation", {{"who", p.name(r.sees_more)}});
  head("risk_scatter", {{"who", p.names[profile.spread > 0.0 ? 0 : 1]}});
}

/// The largest of each side's own fears, so that both are heard; else the two largest.
std::vector<std::size_t> worst_two(const risk_block& r) {
  auto order = order_by(r.items.size(), [&](std::size_t i, std::size_t j) { return r.items[i].gap > r.items[j].gap; });
  while (!order.empty() && !(r.items[order.back()].gap > 0.0)) order.pop_back();
  if (order.size() > 2) {
    const auto other = std::find_if(order.begin() + 1, order.end(),
                                    [&](std::size_t c) { return r.items[c].more != r.items[order[0]].more; });
    if (other != order.end()) std::rotate(order.begin() + 1, other, other + 1);
    order.resize(2);
  }
  return order;
}

}  // namespace

bool by_limit(const risk_item& x) {
  return x.appetites && hausdorff((*x.appetites)[0], (*x.appetites)[1]) > std::abs(x.severities[0] - x.severities[1]);
}

void write_risks(report_writer& out, const pair_context& p) {
  const auto& r = p.x.risk;
  if (!r) {
    return out.missing(p, "risk_head", "what_risks",
                       {!p.sides[0]->severities().empty(), !p.sides[1]->severities().empty()});
  }
  write_summary(out, p);
  if (!r->appetite_gap && (p.sides[0]->states_appetite() || p.sides[1]->states_appetite()))
    out.say("limits_missing", {}, "  ");
  if (r->gap < worth_telling) return;
  std::string line;
  for (const std::size_t c : worst_two(*r)) {
    const risk_item& x = r->items[c];
    arguments args{{"risk", out.risk_name(c)}, {"first", p.names[0]}, {"second", p.names[1]}};
    for (std::size_t k = 0; k < 2; ++k) {
      const std::string key = k == 0 ? "a" : "b";
      if (by_limit(x)) {
        args.push_back({key, range_words(detail::appetite_text((*x.appetites)[k]), out.language())});
      } else {
        args.push_back({key, x.severities[k]});
      }
    }
    line += (line.empty() ? "" : "  ") + out.filled(by_limit(x) ? "limit" : "risk", args);
  }
  out.wrapped(line, "  ", 2);
  if (r->breach_conflict && *r->breach_conflict > 0.0)
    out.say("breach", {{"share", 100.0 * *r->breach_conflict}}, "  ");
}

}  // namespace coalign::io
