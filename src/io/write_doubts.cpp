// SPDX-License-Identifier: Apache-2.0
// How far raters agree, and how sure priority gaps are, in the assessment document.
#include "write_parts.hpp"

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

/// Adds the measures that both blocks of a side have.
void put_agreement(object& out, const block_agreement& x) {
  out.emplace_back("icc", number(x.icc));
  out.emplace_back("icc_low", number(x.icc_low));
  out.emplace_back("icc_high", number(x.icc_high));
  out.emplace_back("icc_mean", number(x.icc_mean));
  out.emplace_back("krippendorff_alpha", number(x.krippendorff_alpha));
}

void put_raters(object& out, const uncertainty_entry& x) {
  array raters;
  for (const std::size_t n : x.raters) raters.push_back(count(n));
  const auto& shuffled = x.permutation;
  out.emplace_back("raters", std::move(raters));
  out.emplace_back("confidence", doubt_confidence);
  out.emplace_back("draws", count(x.draws));
  out.emplace_back("least_p", shuffled ? value(shuffled->least_p) : value(nullptr));
  out.emplace_back("exact", shuffled ? value(shuffled->exact) : value(nullptr));
  out.emplace_back("ways", shuffled ? count(shuffled->ways) : value(nullptr));
}

void put_draws(object& out, const uncertainty_entry& x) {
  out.emplace_back("confidence", doubt_confidence);
  out.emplace_back("draws", count(x.draws));
  out.emplace_back("mean", number(x.mean));
}

void put_kappa(object& out, const uncertainty_entry& x, const policy& p) {
  array kappa;
  for (const auto& k : x.kappa) kappa.push_back(number(k));
  out.emplace_back("kappa", std::move(kappa));
  if (!x.probability) return;
  object probability;
  probability.emplace_back("index", number(p.target_index));
  probability.emplace_back("value", *x.probability);
  probability.emplace_back("half_width", x.half_width);
  out.emplace_back("probability", std::move(probability));
}

}  // namespace

value agreement_document(const assessment& a) {
  array out;
  for (const agreement_entry& x : a.agreement) {
    const block_agreement metric = x.metric.value_or(block_agreement{});
    object entry;
    entry.emplace_back("side", a.model.sides()[x.side].id());
    entry.emplace_back("raters", count(metric.raters));
    entry.emplace_back("metrics", count(metric.items));
    entry.emplace_back("rwg_j", number(metric.rwg_j));
    put_agreement(entry, metric);
    if (x.risk) {
      object risk;
      risk.emplace_back("raters", count(x.risk->raters));
      risk.emplace_back("risks", count(x.risk->items));
      put_agreement(risk, *x.risk);
      entry.emplace_back("risk", std::move(risk));
    }
    out.emplace_back(std::move(entry));
  }
  return out;
}

value uncertainty_document(const assessment& a) {
  array out;
  for (const uncertainty_entry& x : a.uncertainty) {
    object gap;
    gap.emplace_back("estimate", x.estimate);
    gap.emplace_back("low", x.range ? value(x.range->low) : value(nullptr));
    gap.emplace_back("high", x.range ? value(x.range->high) : value(nullptr));
    const auto noise = x.within_noise();
    object entry;
    entry.emplace_back("sides", texts(a.pairs[x.pair].comparison.sides));
    entry.emplace_back("method", doubt_name(x.method));
    entry.emplace_back("priority_gap", std::move(gap));
    entry.emplace_back("noise_floor", x.permutation ? value(x.permutation->noise_floor) : value(nullptr));
    entry.emplace_back("p", x.permutation ? value(x.permutation->p) : value(nullptr));
    entry.emplace_back("within_noise", noise ? value(*noise) : value(nullptr));
    entry.emplace_back("coverage", x.coverage);
    switch (x.method) {
      case doubt::bootstrap:
        put_raters(entry, x);
        break;
      case doubt::interval:
        entry.emplace_back("exact", x.range ? value(x.exact) : value(nullptr));
        entry.emplace_back("reached", x.range ? value(x.reached) : value(nullptr));
        break;
      case doubt::ranks:
        put_draws(entry, x);
        break;
      case doubt::dirichlet:
        put_draws(entry, x);
        put_kappa(entry, x, a.model.policy());
        break;
    }
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace coalign::io
