// SPDX-License-Identifier: Apache-2.0
// The assessment document. Layout is here, numbers are not: each was computed where its header says.
#include "documents.hpp"
#include "write_parts.hpp"
#include "write_strategy.hpp"

#include <coalign/io/messages.hpp>
#include <coalign/io/write.hpp>
#include <coalign/version.hpp>

#include <cmath>
#include <optional>

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

value policy_document(const model& m) {
  const policy& p = m.policy();
  object weights;
  for (std::size_t b = 0; b < block_count; ++b) {
    weights.emplace_back(std::string(block_names[b]), m.measure().omega()[b]);
  }
  object out;
  out.emplace_back("rho", std::isinf(p.rho) ? value("inf") : value(p.rho));
  out.emplace_back("weights", std::move(weights));
  out.emplace_back("spacing", p.spacing == spacing::log ? "log" : "equal");
  if (p.target_index) out.emplace_back("target_index", *p.target_index);
  if (p.shared_by != 0) out.emplace_back("shared_by", count(p.shared_by));
  return out;
}

value alignment_document(const assessment& a) {
  const group& g = a.group;
  const bool there = g.status != errc::missing;
  object out;
  out.emplace_back("index", g.index());
  out.emplace_back("gap", g.gap());
  out.emplace_back("band", there ? ends(g.band) : value(nullptr));
  out.emplace_back("weight_range", there ? ends(g.weight_range) : value(nullptr));
  out.emplace_back("range", ends(g.range));
  out.emplace_back("coverage", g.coverage);
  out.emplace_back("comparable", g.comparable);
  out.emplace_back("policy", policy_document(a.model));
  return out;
}

value items_document(const std::vector<group_item>& items, block b) {
  array out;
  for (const group_item& x : items) {
    object item;
    item.emplace_back("id", x.id);
    item.emplace_back("gap", x.gap);
    item.emplace_back("contribution", x.contribution);
    if (b == block::metric) {
      item.emplace_back("priority_gap", x.priority_gap);
      item.emplace_back("goal_gap", x.goal_gap);
    }
    out.emplace_back(std::move(item));
  }
  return out;
}

value blocks_document(const assessment& a) {
  const group& g = a.group;
  object out;
  for (std::size_t b = 0; b < block_count; ++b) {
    if (std::isnan(g.blocks[b])) {
      out.emplace_back(std::string(block_names[b]), nullptr);
      continue;
    }
    const auto which = static_cast<block>(b);
    object entry;
    entry.emplace_back("gap", g.blocks[b]);
    entry.emplace_back("contribution", g.contributions[b]);
    entry.emplace_back("share", g.gap() > 0.0 ? g.contributions[b] / g.gap() : 0.0);
    entry.emplace_back("chance", number(a.chance[b]));
    if (which == block::metric) entry.emplace_back("jensen_shannon", number(a.jensen_shannon));
    entry.emplace_back("items", items_document(g.items[b], which));
    out.emplace_back(std::string(block_names[b]), std::move(entry));
  }
  return out;
}

value reasons_document(const assessment& a) {
  array out;
  for (const reason& x : a.reasons) {
    object entry;
    entry.emplace_back("key", x.key);
    entry.emplace_back("block", block_names[static_cast<std::size_t>(x.block)]);
    entry.emplace_back("subject", x.subject);
    entry.emplace_back("side", id_or_null(x.side));
    entry.emplace_back("contribution", x.contribution);
    entry.emplace_back("args", arguments_document(x.args));
    entry.emplace_back("message", x.message);
    out.emplace_back(std::move(entry));
  }
  return out;
}

/// The sections of the shared strategy, null where the model does not have one.
void add_strategy(object& out, const assessment& a, const translation* words) {
  const strategy::sections& given = a.model.strategy();
  const strategy::results& found = a.strategy;
  const auto none = [] { return value(nullptr); };
  out.emplace_back("north_star", found.north_star ? north_star_document(*found.north_star, words) : none());
  out.emplace_back("tech_portfolio", found.tech_portfolio ? tech_portfolio_document(*found.tech_portfolio) : none());
  out.emplace_back("decision_rights",
                   found.decision_rights ? decision_rights_document(*found.decision_rights) : none());
  out.emplace_back("roadmap", found.roadmap ? roadmap_document(*found.roadmap) : none());
  out.emplace_back("data_products", given.data_products ? data_products_document(found.data_products) : none());
  out.emplace_back("trade_offs", given.trade_offs ? trade_offs_document(found.trade_offs) : none());
  out.emplace_back("relationship", found.relationship ? relationship_document(*found.relationship) : none());
  out.emplace_back("symptoms", found.symptoms ? symptoms_document(*found.symptoms) : none());
}

}  // namespace

value hex(std::uint64_t x) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; x >>= 4U) out[i] = digits[x & 15U];
  return out;
}

value arguments_document(const arguments& args) {
  object out;
  for (const argument& arg : args) {
    const auto* text = std::get_if<std::string>(&arg.second);
    out.emplace_back(arg.first, text ? value(*text) : value(std::get<double>(arg.second)));
  }
  return out;
}

value notes_document(const std::vector<status_note>& notes) {
  array out;
  for (const status_note& note : notes) {
    object entry;
    entry.emplace_back("path", note.path);
    entry.emplace_back("code", error_name(note.code));
    entry.emplace_back("message", note.message);
    out.emplace_back(std::move(entry));
  }
  return out;
}

object document_head() {
  object out;
  out.emplace_back("coalign", count(1));
  out.emplace_back("library", version);
  return out;
}

std::string write(const assessment& found, const translation* words) {
  std::optional<assessment> told;
  if (words != nullptr) told = translated(found, *words);
  const assessment& a = told ? *told : found;
  object out = document_head();
  out.emplace_back("basis", hex(a.basis));
  out.emplace_back("model", model_document(a.model));
  out.emplace_back("alignment", alignment_document(a));
  out.emplace_back("blocks", blocks_document(a));
  out.emplace_back("common_ground", number(a.common_ground));
  out.emplace_back("worst_pair", a.group.worst ? texts(a.pairs[*a.group.worst].comparison.sides) : value(nullptr));
  out.emplace_back("reasons", reasons_document(a));
  array pairs;
  for (const pair_assessment& p : a.pairs) pairs.emplace_back(pair_document(a, p));
  out.emplace_back("pairs", std::move(pairs));
  out.emplace_back("shared_metrics", shared_document(a));
  out.emplace_back("understanding", understanding_document(a));
  out.emplace_back("agreement", agreement_document(a));
  out.emplace_back("uncertainty", uncertainty_document(a));
  out.emplace_back("actions", actions_document(a));
  add_strategy(out, a, words);
  out.emplace_back("findings", findings_document(a));
  out.emplace_back("not_assessed", texts(a.not_assessed));
  out.emplace_back("status", notes_document(a.status));
  return json::print(std::move(out));
}

}  // namespace coalign::io
