// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <optional>

namespace coalign::io {

namespace {

void write_on_time(report_writer& out, std::string_view key, const std::optional<strategy::on_time_result>& x) {
  if (!x || !x->share) return;
  out.say(key, {{"planned", x->planned}, {"on_time", x->on_time}, {"percent", 100.0 * *x->share}}, "  ");
}

}  // namespace

void write_symptoms(report_writer& out) {
  const strategy::symptoms_result& x = *out.found().strategy.symptoms;
  const strategy::symptoms& given = *out.found().model.strategy().symptoms;
  out.title(out.words("symptoms_head"), out.words("symptoms_note"));
  write_on_time(out, "symptoms_campaigns", x.campaigns);
  write_on_time(out, "symptoms_projects", x.projects);
  const bool amounts = !given.tech_spend.empty() || !given.revenue.empty();
  if (x.growth) {
    out.say("symptoms_growth",
            {{"from", short_name(x.growth->from)},
             {"to", short_name(x.growth->to)},
             {"tech_spend", 100.0 * x.growth->tech_spend},
             {"revenue", 100.0 * x.growth->revenue}},
            "  ");
  } else if (amounts) {
    out.say("symptoms_no_growth", {}, "  ");
  } else if (!x.campaigns && !x.projects) {
    out.say("symptoms_nothing", {}, "  ");
  }
}

}  // namespace coalign::io
