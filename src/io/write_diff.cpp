// SPDX-License-Identifier: Apache-2.0
// The document of what moved a gap: inputs, items, pairs, and the findings it opened and closed.
#include "moved_inputs.hpp"
#include "write_parts.hpp"

#include <coalign/io/write.hpp>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

void put_change(object& out, const change_of& x) {
  out.emplace_back("before", x.before);
  out.emplace_back("after", x.after);
  out.emplace_back("change", x.change());
}

value one_of(std::uint64_t basis, double gap) {
  object out;
  out.emplace_back("basis", hex(basis));
  out.emplace_back("index", 1.0 - gap);
  out.emplace_back("gap", gap);
  return out;
}

value noise_document(const change_noise& x) {
  object gap;
  put_change(gap, x.priority_gap);
  object out;
  out.emplace_back("priority_gap", std::move(gap));
  out.emplace_back("range", x.range ? ends(*x.range) : value(nullptr));
  out.emplace_back("confidence", doubt_confidence);
  out.emplace_back("beyond", x.beyond() ? value(*x.beyond()) : value(nullptr));
  const auto counts = [](const std::array<std::size_t, 2>& raters) {
    array list;
    for (const std::size_t n : raters) list.push_back(count(n));
    return list;
  };
  object raters;
  raters.emplace_back("before", counts(x.raters_before));
  raters.emplace_back("after", counts(x.raters_after));
  out.emplace_back("raters", std::move(raters));
  return out;
}

/// Null where the models are not there: an empty list says that nothing moved.
value inputs_document(const difference& d) {
  if (!d.model_before || !d.model_after) return nullptr;
  array out;
  for (moved_input& x : moved_inputs(*d.model_before, *d.model_after)) {
    object entry;
    entry.emplace_back("path", x.path);
    entry.emplace_back("kind", input_kind_name(x.kind()));
    entry.emplace_back("before", x.before ? std::move(*x.before) : value(nullptr));
    entry.emplace_back("after", x.after ? std::move(*x.after) : value(nullptr));
    out.emplace_back(std::move(entry));
  }
  return out;
}

value finding_changes(const std::vector<finding_difference>& list) {
  array out;
  for (const finding_difference& f : list) {
    object entry;
    entry.emplace_back("id", hex(f.id));
    entry.emplace_back("rule", f.rule);
    entry.emplace_back("level", strategy::level_names[static_cast<std::size_t>(f.level)]);
    entry.emplace_back("subjects", texts(f.subjects));
    entry.emplace_back("side", f.side);
    entry.emplace_back("money", f.money ? value(f.money->value()) : value(nullptr));
    entry.emplace_back("message", f.message);
    entry.emplace_back("action", f.action);
    entry.emplace_back("waived", f.waived);
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace

std::string write(const difference& d) {
  object out = document_head();
  out.emplace_back("before", one_of(d.basis_before, d.gap.before));
  out.emplace_back("after", one_of(d.basis_after, d.gap.after));
  object change;
  change.emplace_back("index", d.gap.before - d.gap.after);
  change.emplace_back("gap", d.gap.change());
  out.emplace_back("change", std::move(change));
  out.emplace_back("comparable", d.comparable);
  object blocks;
  for (std::size_t b = 0; b < block_count; ++b) {
    object block;
    put_change(block, d.contributions[b]);
    blocks.emplace_back(std::string(block_names[b]), std::move(block));
  }
  out.emplace_back("blocks", std::move(blocks));
  array items;
  for (const item_difference& x : d.items) {
    object item;
    item.emplace_back("block", block_names[static_cast<std::size_t>(x.block)]);
    item.emplace_back("id", x.id);
    put_change(item, x.contribution);
    items.emplace_back(std::move(item));
  }
  out.emplace_back("items", std::move(items));
  array pairs;
  for (const pair_difference& x : d.pairs) {
    object pair;
    pair.emplace_back("sides", texts(x.sides));
    put_change(pair, x.gap);
    pair.emplace_back("noise", x.noise ? noise_document(*x.noise) : value(nullptr));
    pairs.emplace_back(std::move(pair));
  }
  out.emplace_back("pairs", std::move(pairs));
  out.emplace_back("added", texts(d.added));
  out.emplace_back("removed", texts(d.removed));
  object findings;
  findings.emplace_back("opened", finding_changes(d.opened));
  findings.emplace_back("closed", finding_changes(d.closed));
  out.emplace_back("findings", std::move(findings));
  out.emplace_back("inputs", inputs_document(d));
  out.emplace_back("status", notes_document(detail::difference_notes(d)));
  return json::print(std::move(out));
}

}  // namespace coalign::io
