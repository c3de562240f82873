// SPDX-License-Identifier: Apache-2.0
// The document of a trend.
#include "write_parts.hpp"

#include <coalign/io/write.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

/// @param index the index, or its change
void put_trend_gap(object& out, const trend_gap& x, double index) {
  object blocks;
  for (std::size_t b = 0; b < block_count; ++b) blocks.emplace_back(std::string(block_names[b]), x.blocks[b]);
  out.emplace_back("index", index);
  out.emplace_back("gap", x.overall);
  out.emplace_back("blocks", std::move(blocks));
  out.emplace_back("comparable", x.comparable);
}

object trend_change(const trend_gap& x) {
  object out;
  put_trend_gap(out, x, 0.0 - x.overall);
  return out;
}

value trend_pair_document(const trend_pair& x) {
  object out;
  out.emplace_back("sides", texts(x.sides));
  put_trend_gap(out, x.gap, 1.0 - x.gap.overall);
  if (!x.change) {
    out.emplace_back("change", nullptr);
    return out;
  }
  object change = trend_change(*x.change);
  const auto beyond = x.noise ? x.noise->beyond() : std::nullopt;
  change.emplace_back("beyond_noise", beyond ? value(*beyond) : value(nullptr));
  out.emplace_back("change", std::move(change));
  return out;
}

value trend_findings(const finding_counts& x) {
  object out;
  for (std::size_t l = strategy::level_names.size(); l-- > 0;) {
    out.emplace_back(std::string(strategy::level_names[l]) + "s", count(x.open[l]));
  }
  out.emplace_back("waived", count(x.waived));
  return out;
}

value trend_point_document(const trend_point& x) {
  object out;
  out.emplace_back("as_of", x.as_of);
  out.emplace_back("basis", hex(x.basis));
  put_trend_gap(out, x.gap, 1.0 - x.gap.overall);
  out.emplace_back("findings", trend_findings(x.findings));
  if (x.change) {
    object change = trend_change(*x.change);
    change.emplace_back("opened", count(x.findings.opened));
    change.emplace_back("closed", count(x.findings.closed));
    out.emplace_back("change", std::move(change));
  } else {
    out.emplace_back("change", nullptr);
  }
  array pairs;
  pairs.reserve(x.pairs.size());
  for (const trend_pair& p : x.pairs) pairs.push_back(trend_pair_document(p));
  out.emplace_back("pairs", std::move(pairs));
  return out;
}

}  // namespace

std::string write(const trend& t) {
  object out = document_head();
  array points;
  points.reserve(t.points.size());
  for (const trend_point& x : t.points) points.push_back(trend_point_document(x));
  out.emplace_back("points", std::move(points));
  out.emplace_back("status", notes_document(detail::trend_notes(t)));
  return json::print(std::move(out));
}

}  // namespace coalign::io
