// SPDX-License-Identifier: Apache-2.0
/// @file
/// A trend: the gaps of several models in the order of time, each with what changed since the one before.
#pragma once

#include <coalign/assess/assessment.hpp>
#include <coalign/assess/diff.hpp>
#include <coalign/core/date.hpp>
#include <coalign/core/order.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign {

/// A gap and its blocks, or how they changed. NaN where there is none.
struct trend_gap {
  double overall = std::numeric_limits<double>::quiet_NaN();
  std::array<double, block_count> blocks{};
  /// Of a gap: nothing is missing in it. Of a change: both gaps are comparable, and have one basis and the same sides.
  bool comparable = false;
};

/// One pair of sides at one time.
struct trend_pair {
  std::array<std::string, 2> sides;
  trend_gap gap;
  std::optional<trend_gap> change{};    ///< none where the model before does not have the pair
  std::optional<change_noise> noise{};  ///< of the change; none without raters at both times
};

/// How many findings there are.
struct finding_counts {
  std::array<std::size_t, strategy::level_names.size()> open{};  ///< by `strategy::level`
  std::size_t waived = 0;
  std::size_t opened = 0;  ///< since the model before
  std::size_t closed = 0;  ///< since the model before
};

/// All sides at one time.
struct trend_point {
  std::string as_of;
  std::uint64_t basis = 0;
  trend_gap gap;
  finding_counts findings;
  std::optional<trend_gap> change{};  ///< since the model before; none at the first
  std::vector<trend_pair> pairs{};    ///< in the order of the model
};

/// Several models in the order of their dates.
struct trend {
  std::vector<trend_point> points;
};

namespace detail {

[[nodiscard]] inline trend_gap trend_gap_of(const group& g) { return {g.gap(), g.blocks, g.comparable}; }
[[nodiscard]] inline trend_gap trend_gap_of(const pair& p) { return {p.gap(), p.gaps.blocks, p.comparable}; }

[[nodiscard]] inline trend_gap change_between(const trend_gap& before, const trend_gap& after, bool comparable) {
  trend_gap out{after.overall - before.overall, {}, comparable && before.comparable && after.comparable};
  for (std::size_t b = 0; b < block_count; ++b) out.blocks[b] = after.blocks[b] - before.blocks[b];
  return out;
}

[[nodiscard]] inline trend_point trend_point_of(const assessment& a) {
  trend_point out{a.model.parts().as_of, a.basis, trend_gap_of(a.group), {}, {}, {}};
  for (const strategy::finding& f : a.findings) {
    ++(f.waiver ? out.findings.waived : out.findings.open[static_cast<std::size_t>(f.level)]);
  }
  out.pairs.reserve(a.pairs.size());
  for (const pair_assessment& p : a.pairs) out.pairs.push_back({p.comparison.sides, trend_gap_of(p.comparison)});
  return out;
}

/// Adds to a point what changed since the one before it.
inline void add_change(trend_point& now, const trend_point& before, const difference& d) {
  now.change = change_between(before.gap, now.gap, d.comparable);
  now.findings.opened = d.opened.size();
  now.findings.closed = d.closed.size();
  std::map<pair_key, const trend_pair*> earlier;
  for (const trend_pair& p : before.pairs) earlier.emplace(key_of(p.sides), &p);
  // The pairs of a difference are those of the later model that the earlier has too, in its order.
  auto noise = d.pairs.begin();
  for (trend_pair& p : now.pairs) {
    const auto found = earlier.find(key_of(p.sides));
    if (found == earlier.end()) continue;
    p.change = change_between(found->second->gap, p.gap, d.basis_before == d.basis_after);
    p.noise = (noise++)->noise;
  }
}

}  // namespace detail

/// Puts assessments in the order of their models' dates, and says what changed from each to the next.
/// @param assessments at least one, in any order; none is null
/// @returns the trend; `size_mismatch` for none; with the assessment's position in `row`: `missing_key` for a model
///          without `as_of`, `bad_date`, `duplicate` for a date that an earlier position has too.
///          O(k log k + all items, pairs and findings), k assessments.
[[nodiscard]] inline result<trend> make_trend(std::span<const assessment* const> assessments) {
  const auto wrong = [](errc code, std::size_t at) {
    error e = fail(code, field::as_of);
    e.row = static_cast<std::int64_t>(at);
    return e;
  };
  if (assessments.empty()) return fail(errc::size_mismatch);
  std::vector<date> dates;
  dates.reserve(assessments.size());
  for (std::size_t i = 0; i < assessments.size(); ++i) {
    const std::string& as_of = assessments[i]->model.parts().as_of;
    if (as_of.empty()) return wrong(errc::missing_key, i);
    const auto day = parse_date(as_of);
    if (!day) return wrong(errc::bad_date, i);
    dates.push_back(*day);
  }
  const auto order = order_by(dates.size(), [&](std::size_t i, std::size_t j) { return dates[i] < dates[j]; });
  for (std::size_t k = 1; k < order.size(); ++k) {
    if (dates[order[k]] == dates[order[k - 1]]) return wrong(errc::duplicate, order[k]);
  }
  trend out;
  out.points.reserve(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const assessment& a = *assessments[order[k]];
    out.points.push_back(detail::trend_point_of(a));
    if (k > 0) detail::add_change(out.points[k], out.points[k - 1], diff(*assessments[order[k - 1]], a));
  }
  return out;
}

/// The same of assessments that lie side by side.
[[nodiscard]] inline result<trend> make_trend(std::span<const assessment> assessments) {
  std::vector<const assessment*> all;
  all.reserve(assessments.size());
  for (const assessment& a : assessments) all.push_back(&a);
  return make_trend(std::span<const assessment* const>(all));
}

namespace detail {

/// Why numbers of a trend are not there.
[[nodiscard]] inline std::vector<status_note> trend_notes(const trend& t) {
  std::vector<status_note> out;
  const auto note = [&](std::string path, errc code, std::string_view message) {
    out.push_back({std::move(path), code, std::string(message)});
  };
  const auto gap_notes = [&](const std::string& at, const trend_gap& x, std::string_view message) {
    if (std::isnan(x.overall)) {
      note(at + "/index", errc::missing, message);
      note(at + "/gap", errc::missing, message);
    }
    for (std::size_t b = 0; b < block_count; ++b) {
      if (std::isnan(x.blocks[b])) note(at + "/blocks/" + std::string(block_names[b]), errc::missing, message);
    }
  };
  constexpr std::string_view not_answered = "No two sides answered it.", not_both = "It is not there at both times.";
  for (std::size_t k = 0; k < t.points.size(); ++k) {
    const trend_point& point = t.points[k];
    const std::string at = "/points/" + std::to_string(k);
    gap_notes(at, point.gap, not_answered);
    if (point.change) {
      gap_notes(at + "/change", *point.change, not_both);
    } else {
      note(at + "/change", errc::missing, "There is no model before it.");
    }
    for (std::size_t i = 0; i < point.pairs.size(); ++i) {
      const trend_pair& p = point.pairs[i];
      const std::string of_pair = at + "/pairs/" + std::to_string(i);
      gap_notes(of_pair, p.gap, "A side did not answer it.");
      if (!p.change) {
        note(of_pair + "/change", errc::missing,
             k == 0 ? "There is no model before it." : "The model before does not have this pair.");
        continue;
      }
      gap_notes(of_pair + "/change", *p.change, not_both);
      if (p.noise && p.noise->range) continue;
      note(of_pair + "/change/beyond_noise", p.noise ? p.noise->status : errc::missing,
           "At least five raters a side, asked the same at both times, are needed to tell.");
    }
  }
  return out;
}

}  // namespace detail

}  // namespace coalign
