// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_sections.hpp"
#include "translate.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <cmath>

namespace coalign::io {

namespace {

constexpr std::size_t most_rows = 12;  // of metrics: more than that is no first screen

/// A small count as a word.
std::string in_words(const report_writer& out, std::size_t n) {
  constexpr std::size_t most = 12;
  return n <= most ? std::string(out.words("count_" + std::to_string(n))) : readable(static_cast<double>(n), 0);
}

/// How many points more the first side gives.
double surplus(const metric_item& x) { return x.more.empty() ? 0.0 : x.priorities[0] - x.priorities[1]; }

/// Whole points where all are whole; else one decimal, so that the margin is the difference that one sees.
int decimals_of(const std::vector<metric_item>& items, const std::vector<std::size_t>& order) {
  bool whole = true;
  double most = 0.0;
  for (const std::size_t i : order) {
    for (const double share : items[i].priorities) {
      whole = whole && !(std::abs(100.0 * share - std::round(100.0 * share)) > 1e-9);
      most = std::max(most, std::isnan(share) ? 0.0 : 100.0 * share);
    }
  }
  return whole ? 0 : most >= 1.0 ? 1 : most >= 0.1 ? 2 : 3;
}

/// Who gives what more points: the first side's surplus to the left, the second's to the right.
void write_table(report_writer& out, const pair_context& p) {
  const auto& items = p.x.metric->items;
  auto shown = order_by(items.size(), [&](std::size_t i, std::size_t j) {
    return std::abs(surplus(items[i])) > std::abs(surplus(items[j]));
  });
  const std::size_t hidden = shown.size() > most_rows ? shown.size() - most_rows : 0;
  shown.resize(shown.size() - hidden);
  std::vector<std::size_t> order;
  for (const std::size_t k : order_by(shown.size(), [&](std::size_t i, std::size_t j) {
         return surplus(items[shown[i]]) > surplus(items[shown[j]]);
       })) {
    order.push_back(shown[k]);
  }
  constexpr std::size_t bar = 14;
  const std::size_t number =
      std::clamp<std::size_t>(std::max(display_width(p.names[0]), display_width(p.names[1])), 5, 9);
  const std::size_t name_width = number > 7 ? 24 - 2 * (number - 7) : 24;  // 80 columns in all
  const std::array same{std::string(out.words("first_column")), std::string(out.words("second_column"))};
  const auto over_numbers = p.headings(number, same);
  const auto over_bars = p.headings(bar - 6, same);
  const auto more = [&](const std::string& who) { return cut(out.filled("points_more", {{"who", who}}), bar + 5); };
  out.raw("  " + left(out.words("points"), name_width) + " " + right(over_numbers[0], number) + " " +
          right(over_numbers[1], number) + right(more(over_bars[0]), bar + 1) + " | " + more(over_bars[1]) + "\n");
  double largest = 0.0;
  for (const std::size_t i : order) largest = std::max(largest, std::abs(surplus(items[i])));
  const int decimals = decimals_of(items, order);
  const auto points = [&](double share) {
    return std::isnan(share) ? std::string("-") : fixed(100.0 * share, decimals);
  };
  for (const std::size_t i : order) {
    const double d = surplus(items[i]);
    const auto length = largest > 0.0 ? static_cast<std::size_t>(std::lround(std::abs(d) / largest * bar)) : 0;
    const std::string marks(length, '#');
    const std::string margin = d == 0.0 ? "" : points(std::abs(d));
    out.raw("  " + left(out.metric_name(i), name_width) + right(points(items[i].priorities[0]), number + 1) +
            right(points(items[i].priorities[1]), number + 1) + std::string(bar + 1 - (d > 0.0 ? length : 0), ' ') +
            (d > 0.0 ? out.styled("36", marks) : "") + " | " + (d < 0.0 ? out.styled("35", marks) : "") +
            std::string(bar - (d < 0.0 ? length : 0), ' ') + right(margin, 5) + "\n");
  }
  if (hidden > 0) out.say("more_metrics", {{"count", static_cast<double>(hidden)}}, "  ");
}

/// The largest differences of targets, or why there is none to tell.
void write_targets(report_writer& out, const pair_context& p) {
  const metric_block& m = *p.x.metric;
  if (!m.goal_gap) return out.say("no_targets", {}, "  ");
  auto order =
      order_by(m.items.size(), [&](std::size_t i, std::size_t j) { return m.items[i].goal_gap > m.items[j].goal_gap; });
  if (order.size() > 2) order.resize(2);
  const auto direction_words = [&](direction d) {
    return std::string(word("direction_" + std::string(direction_name(d)), out.language()));
  };
  for (const std::size_t i : order) {
    if (!(m.items[i].goal_gap > 0.0)) break;
    const goal& first = p.sides[0]->goals()[i];
    const goal& second = p.sides[1]->goals()[i];
    const bool opposite = m.items[i].opposite;
    const std::string unit = short_name(out.found().model.catalog().metrics[i].unit);
    out.say(
        p, opposite ? "opposite" : "target",
        {{"metric", out.metric_name(i)},
         {"a", opposite ? direction_words(first.better) : range_words(detail::target_text(first, ""), out.language())},
         {"b",
          opposite ? direction_words(second.better) : range_words(detail::target_text(second, unit), out.language())}},
        "  ", 4);
  }
  if (p.x.gaps.goal_unknown > 0.0 && !m.range.is_point()) {
    out.say("targets_missing",
            {{"points", 100.0 * (1.0 - m.goal_coverage) * m.common_ground}, {"common", 100.0 * m.common_ground}}, "  ",
            4);
  }
}

/// How the points of both lie to each other, in a few words.
std::string_view summary_of(const pair_context& p, std::size_t asked, bool same) {
  if (asked == 1) return "priorities_one";
  if (same) return "priorities_same";
  const double gap = p.x.metric->priority_gap;
  // The order of answers and their distance are two things: averaged ratings lie close even where they oppose.
  const bool close = gap <= 0.25 || (p.found.chance[0] && gap < 0.5 * *p.found.chance[0]);
  const interval& reach = *p.found.metric_placements->range;
  const double span = reach.high - reach.low;
  const double place = span > 1e-12 ? (gap - reach.low) / span : 0.5;
  const auto& tau = p.found.opinions->kendall_tau_b;
  if (tau && *tau <= -0.5 && place >= 0.9) return close ? "priorities_order" : "priorities_opposite";
  if (place >= 0.9 && !close) return "priorities_far";
  if (place <= 0.1 && close) return "priorities_alike";
  return "priorities";
}

}  // namespace

void write_priorities(report_writer& out, const pair_context& p) {
  const auto& m = p.x.metric;
  if (!m) {
    return out.missing(p, "priorities_head", "what_priorities",
                       {!p.sides[0]->points().empty(), !p.sides[1]->points().empty()});
  }
  const placements& placed = *p.found.metric_placements;
  std::size_t asked = 0;
  for (const metric_item& x : m->items) asked += !std::isnan(x.priorities[0]);
  const bool same = std::all_of(m->items.begin(), m->items.end(), [](const metric_item& x) { return x.more.empty(); });
  out.head(out.words("priorities_head"), summary_of(p, asked, same), {{"points", 100.0 * m->common_ground}});
  if (placed.total() > 1 && !same) {
    out.say(p,
            placed.sampled        ? "placements_sampled"
            : placed.further == 0 ? "placements_none"
                                  : "placements",
            {{"total", static_cast<double>(placed.total())},
             {"count", in_words(out, asked)},
             {"further", placed.further == 0 ? std::string(out.words("further_none"))
                                             : readable(static_cast<double>(placed.further), 0)},
             {"are", std::string(out.words(placed.further <= 1 ? "further_is" : "further_are"))}},
            "  ");
  }
  if (asked < m->items.size()) {
    out.say("coverage", {{"asked", static_cast<double>(asked)}, {"all", static_cast<double>(m->items.size())}}, "  ");
  }
  if (m->ratings && std::abs(m->ratings->difference) >= 0.005) {
    const double by = m->ratings->difference;
    out.say("level", {{"who", p.names[by > 0.0 ? 0 : 1]}, {"by", std::abs(by)}}, "  ");
  }
  write_table(out, p);
  write_targets(out, p);
}

}  // namespace coalign::io
