// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"

namespace coalign::io {

namespace {

/// A period as people say it.
std::string period(const report_writer& out, double days) {
  const auto of = [&](double n, const std::string& unit, int decimals = 0) {
    const std::string count = readable(n, decimals);
    return out.filled("period_" + unit + (count == "1" ? "" : "s"), {{"count", count}});
  };
  if (days < 1.0 / 24.0) return std::string(out.words("period_moment"));
  if (days < 1.5) return of(24.0 * days, "hour");
  if (days < 13.5) return of(days, "day");
  if (days < 59.5) return of(days / 7.0, "week");
  if (days < 700.0) return of(days / 30.4375, "month");
  return of(days / 365.25, "year", 1);
}

}  // namespace

void write_time(report_writer& out, const pair_context& p) {
  const auto& h = p.x.horizon;
  if (!h) {
    return out.missing(p, "time_head", "what_horizons",
                       {!p.sides[0]->horizons().empty(), !p.sides[1]->horizons().empty()});
  }
  out.head(p, out.words("time_head"), h->gap == 0.0 ? "time_same" : "time",
           {{"a", period(out, h->days[0])}, {"b", period(out, h->days[1])}});
  // One change of who looks beyond more: that side which does so late, and not early, has both ends.
  std::string_view early, late;
  std::size_t changes = 0;
  for (const horizon_item& x : h->items) {
    if (x.more.empty()) continue;
    if (early.empty()) early = x.more;
    changes += !late.empty() && late != x.more;
    late = x.more;
  }
  if (changes == 1 && h->crossing > 0.5 * h->gap && h->gap >= worth_telling) {
    const std::size_t ends = p.place(late);
    out.say("time_crossing", {{"ends", p.names[ends]}, {"middle", p.names[1 - ends]}}, "  ");
  }
}

}  // namespace coalign::io
