// SPDX-License-Identifier: Apache-2.0
// The North Star, the relationship, and the symptoms.
#include "reader.hpp"

#include <limits>

namespace coalign::io {

void read_north_star(reader& r, const node& n) {
  strategy::north_star& x = r.parts.strategy.north_star.emplace();
  r.check_keys(
      n, {"metric", "segment", "change", "target", "start", "due", "owners", "money", "drivers", "guards", "answers"});
  r.read_id(n, "metric", x.metric);
  r.read(n, "segment", x.segment);
  if (const auto change = r.member(n, "change"); change && r.object(*change, "an object such as {\"percent\": -15}")) {
    r.check_keys(*change, {"percent", "target"});
    r.read(*change, "percent", x.change_percent);
    r.read(*change, "target", x.target);
  }
  if (const auto target = r.member(n, "target")) {
    if (x.target) r.fail(errc::duplicate, target->path, "the target once", "one in change too");
    r.read(n, "target", x.target);
  }
  r.read(n, "start", x.start);
  r.read(n, "due", x.due);
  r.read(n, "owners", x.owners);
  if (const auto money = r.member(n, "money"); money && r.object(*money, "an object such as {\"total\": 1500000}")) {
    r.check_keys(*money, {"per_unit", "total"});
    r.read(*money, "per_unit", x.money_per_unit);
    r.read(*money, "total", x.money_total);
  }
  r.each_member(n, "drivers", "an object of numbers by metric", &r.metrics, [&](const node& at, const std::string& id) {
    if (const auto weight = r.number(at)) x.drivers.emplace_back(id, *weight);
  });
  r.read_all(n, "guards", "a list of guards", x.guards, [&](const node& at, strategy::guard& g) {
    r.check_keys(at, {"metric", "at_least", "at_most"});
    r.read_id(at, "metric", g.metric);
    r.read(at, "at_least", g.at_least);
    r.read(at, "at_most", g.at_most);
  });
  r.each_member(n, "answers", "an object of texts by side", &r.sides, [&](const node& at, const std::string& id) {
    if (auto answer = r.text(at)) x.answers.emplace_back(id, std::move(*answer));
  });
}

void read_relationship(reader& r, const node& n) {
  strategy::relationship& x = r.parts.strategy.relationship.emplace();
  r.check_keys(n, {"scale", "ratings", "needs"});
  if (const auto scale = r.member(n, "scale")) {
    if (scale->value.is_number()) {
      r.wrong_type(*scale, "two numbers [low, high]");
    } else if (const auto ends = read_interval(r, *scale, "two numbers [low, high]")) {
      x.scale_low = ends->low;
      x.scale_high = ends->high;
    }
  }
  r.read_all(n, "ratings", "a list of ratings", x.ratings, [&](const node& at, strategy::practice_rating& rating) {
    constexpr const auto& names = strategy::practice_names;
    r.check_keys(at, {"side", "rater", "of", names[0], names[1], names[2], names[3], names[4], names[5]});
    r.read_id(at, "side", rating.side);
    r.read_id(at, "rater", rating.rater);
    r.read_id(at, "of", rating.of);
    for (std::size_t p = 0; p < names.size(); ++p) r.read(at, names[p], rating.values[p]);
  });
  r.read_all(n, "needs", "a list of needs", x.needs, [&](const node& at, strategy::dependence& need) {
    r.check_keys(at, {"side", "of", "what", "importance", "met"});
    r.read_id(at, "side", need.side);
    r.read_id(at, "of", need.of);
    r.read(at, "what", need.what);
    r.read(at, "importance", need.importance);
    r.read(at, "met", need.met);
  });
}

namespace {

void read_counts(reader& r, const node& n, std::string_view key, std::optional<strategy::on_time>& out) {
  const auto given = r.member(n, key);
  if (!given || !r.object(*given, "an object such as {\"planned\": 10, \"on_time\": 7}")) return;
  r.check_keys(*given, {"planned", "on_time"});
  const auto count = [&](std::string_view name, std::string_view what) {
    const auto found = r.member(*given, name, true, what);
    return found ? r.number(*found, "a whole number") : std::nullopt;
  };
  const auto planned = count("planned", "how many were planned");
  const auto on_time = count("on_time", "how many of these were on time");
  // What cannot be read is beyond doubt, so that the other is judged alone.
  out = strategy::on_time{planned.value_or(std::numeric_limits<double>::max()), on_time.value_or(0.0)};
}

void read_amounts(reader& r, const node& n, std::string_view key, std::vector<strategy::amount_of_period>& out) {
  r.read_all(n, key, "a list of amounts by period", out, [&](const node& at, strategy::amount_of_period& x) {
    r.check_keys(at, {"period", "amount"});
    r.read_id(at, "period", x.period);
    if (const auto amount = r.member(at, "amount", true, "the amount of the period"))
      x.amount = r.amount(*amount).value_or(money{});
  });
}

}  // namespace

void read_symptoms(reader& r, const node& n) {
  strategy::symptoms& x = r.parts.strategy.symptoms.emplace();
  r.check_keys(n, {"campaigns", "projects", "tech_spend", "revenue"});
  read_counts(r, n, "campaigns", x.campaigns);
  read_counts(r, n, "projects", x.projects);
  read_amounts(r, n, "tech_spend", x.tech_spend);
  read_amounts(r, n, "revenue", x.revenue);
}

}  // namespace coalign::io
