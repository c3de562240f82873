// SPDX-License-Identifier: Apache-2.0
// What could be done: plans, consensus and deadlocks, in the assessment document and alone.
#include "documents.hpp"
#include "write_parts.hpp"

#include <coalign/assess/status.hpp>
#include <coalign/io/write.hpp>

namespace coalign::io {

using json::array;
using json::object;
using json::value;

namespace {

value change_document(const plan_change& x) {
  if (const auto* number = std::get_if<double>(&x.value)) return *number;
  if (const auto* range = std::get_if<interval>(&x.value)) return ends(*range);
  return risk_view_document(std::get<risk_view>(x.value), [](double level) { return value(level); });
}

/// Adds what a plan reaches, and what must change for it.
void put_plan(object& out, const plan& p) {
  out.emplace_back("wanted", p.wanted);
  out.emplace_back("index", p.index);
  out.emplace_back("reached", p.reached());
}

template <class List>
value consensus_document(const assessment& a, const List& items, const std::vector<std::size_t>& sides,
                         const std::optional<action::consensus>& found) {
  if (!found) return nullptr;
  const auto side_id = [&](std::size_t k) { return a.model.sides()[sides[k]].id(); };
  object weights, costs;
  for (std::size_t i = 0; i < found->weights.size(); ++i) weights.emplace_back(items[i].id, found->weights[i]);
  for (std::size_t k = 0; k < found->costs.size(); ++k) costs.emplace_back(side_id(k), found->costs[k]);
  object out;
  out.emplace_back("weights", std::move(weights));
  out.emplace_back("costs", std::move(costs));
  out.emplace_back("total", found->total);
  out.emplace_back("majority",
                   found->majority < 0 ? value(nullptr) : value(side_id(static_cast<std::size_t>(found->majority))));
  out.emplace_back("tied", found->tied);
  return out;
}

value consensus_documents(const assessment& a, std::optional<action::consensus> block_consensus::* kind) {
  const catalog& c = a.model.catalog();
  const block_consensus &metric = a.actions.metric, &horizon = a.actions.horizon;
  object out;
  out.emplace_back("metric", consensus_document(a, c.metrics, metric.sides, metric.*kind));
  out.emplace_back("horizon", consensus_document(a, c.horizons, horizon.sides, horizon.*kind));
  return out;
}

value deadlock_document(const assessment& a, const deadlock_entry& x) {
  const catalog& c = a.model.catalog();
  const auto subject = static_cast<std::size_t>(x.found.subject);
  object out;
  out.emplace_back("kind", action::deadlock_name(x.found.kind));
  switch (x.found.kind) {
    case action::deadlock_kind::concession:
      out.emplace_back("subject", "priorities");
      break;
    case action::deadlock_kind::direction:
      out.emplace_back("subject", c.metrics[subject].id);
      break;
    case action::deadlock_kind::appetite:
      out.emplace_back("subject", c.risks[subject].id);
      break;
  }
  out.emplace_back("sides", texts(a.pairs[x.pair].comparison.sides));
  out.emplace_back("robust", x.found.robust);
  out.emplace_back("size", x.found.size);
  out.emplace_back("key", x.key);
  out.emplace_back("args", arguments_document(x.args));
  out.emplace_back("message", x.message);
  return out;
}

}  // namespace

value steps_document(const plan& p) {
  array out;
  for (const plan_step& x : p.steps) {
    object step;
    step.emplace_back("key", x.key);
    step.emplace_back("block", block_names[static_cast<std::size_t>(x.block)]);
    step.emplace_back("subject", x.subject);
    step.emplace_back("side", id_or_null(x.side));
    step.emplace_back("amount", x.amount);
    step.emplace_back("index", x.index);
    step.emplace_back("args", arguments_document(x.args));
    step.emplace_back("message", x.message);
    out.emplace_back(std::move(step));
  }
  return out;
}

value changes_document(const plan& p) {
  object out;
  for (const plan_change& x : p.changes) out.emplace_back(x.path, change_document(x));
  return out;
}

value actions_document(const assessment& a) {
  const auto& planned = a.actions.plan;
  object out;
  out.emplace_back("steps", planned ? steps_document(*planned) : value(array{}));
  if (planned) {
    object plan;
    put_plan(plan, *planned);
    plan.emplace_back("changes", changes_document(*planned));
    plan.emplace_back("obstacles", texts(planned->obstacles));
    out.emplace_back("plan", std::move(plan));
  } else {
    out.emplace_back("plan", nullptr);
  }
  object consensus;
  consensus.emplace_back("linear_pool", consensus_documents(a, &block_consensus::linear_pool));
  consensus.emplace_back("least_movement", consensus_documents(a, &block_consensus::least_movement));
  out.emplace_back("consensus", std::move(consensus));
  array deadlocks;
  for (const deadlock_entry& x : a.actions.deadlocks) deadlocks.emplace_back(deadlock_document(a, x));
  out.emplace_back("deadlocks", std::move(deadlocks));
  return out;
}

std::string write(const plan& p) {
  object out = document_head();
  put_plan(out, p);
  out.emplace_back("steps", steps_document(p));
  out.emplace_back("changes", changes_document(p));
  out.emplace_back("obstacles", texts(p.obstacles));
  out.emplace_back("status", notes_document(detail::plan_notes(p)));
  return json::print(std::move(out));
}

std::string write_changes(const plan& p) { return json::print(changes_document(p)); }

}  // namespace coalign::io
