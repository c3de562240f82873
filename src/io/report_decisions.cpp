// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_sections.hpp"

#include <algorithm>
#include <utility>

namespace coalign::io {

namespace {

/// Who decides between the sides, as the model names them.
std::string arbiter(const report_writer& out) {
  const model& m = out.found().model;
  if (m.arbiter().empty() && out.one_pair()) return std::string(out.words("arbiter"));
  return short_name(arbiter_label(m, out.language()));
}

/// Questions under letters, with their heading before the first.
class questions {
 public:
  questions(report_writer& out, const pair_context& p) : out_(out), p_(p) {}

  void ask(std::string_view key, arguments args) {
    if (letter_ == 'A') {
      out_.blank();
      out_.title(out_.words("decide_head"), out_.words(out_.one_pair() ? "decide_note" : "decide_note_group"));
    }
    out_.say(p_, key, std::move(args), std::string("  ") + letter_++ + "  ", 5);
  }

 private:
  report_writer& out_;
  const pair_context& p_;
  char letter_ = 'A';
};

/// What each side puts first.
void ask_priorities(questions& list, const report_writer& out, const pair_context& p) {
  const auto& items = p.x.metric->items;
  std::array<const metric_item*, 2> most{};
  for (const metric_item& x : items) {
    if (x.more.empty()) continue;
    const metric_item*& best = most[p.place(x.more)];
    if (!best || x.priority_gap > best->priority_gap) best = &x;
  }
  if (!most[0] || !most[1]) return;
  const auto name = [&](const metric_item* x) { return out.metric_name(static_cast<std::size_t>(x - items.data())); };
  list.ask("decide_priority", {{"arbiter", arbiter(out)}, {"a", name(most[0])}, {"b", name(most[1])}});
}

/// The target that is furthest apart, and the one that is missing on most common points.
void ask_targets(questions& list, const report_writer& out, const pair_context& p) {
  const metric_block& m = *p.x.metric;
  const auto common = [](const metric_item& x) { return std::min(x.priorities[0], x.priorities[1]); };
  const metric_item* apart = nullptr;
  const metric_item* without = nullptr;
  for (const metric_item& x : m.items) {
    if (x.goal_gap > 0.0 && (!apart || x.goal_gap > apart->goal_gap)) apart = &x;
    if (m.goal_gap && !x.delta && common(x) > 0.0 && (!without || common(x) > common(*without))) without = &x;
  }
  const auto ask = [&](std::string_view key, const metric_item* x) {
    list.ask(key, {{"metric", out.metric_name(static_cast<std::size_t>(x - m.items.data()))},
                   {"points", 100.0 * common(*x)},
                   {"common", 100.0 * m.common_ground}});
  };
  if (apart) ask(apart->opposite ? "decide_direction" : "decide_target", apart);
  if (without) ask("decide_missing", without);
}

/// The risk that is furthest apart.
void ask_risk(questions& list, const report_writer& out, const pair_context& p) {
  const auto& items = p.x.risk->items;
  const auto worst = std::max_element(items.begin(), items.end(),
                                      [](const risk_item& x, const risk_item& y) { return x.gap < y.gap; });
  list.ask(by_limit(*worst) ? "decide_limit" : "decide_risk",
           {{"risk", out.risk_name(static_cast<std::size_t>(worst - items.begin()))}});
}

}  // namespace

void write_reasons(report_writer& out) {
  const auto& reasons = out.found().reasons;
  const auto shown = [](const reason& r) { return r.contribution >= 0.005; };  // less would read 0.00
  if (std::none_of(reasons.begin(), reasons.end(), shown)) return;
  out.blank();
  out.title(out.words("why_head"),
            out.filled(out.one_pair() ? "why_note" : "why_note_group", {{"gap", out.found().group.gap()}}));
  for (const reason& r : reasons) {
    if (shown(r)) out.wrapped(cut(printable(r.message), most_of_text), "  " + fixed(r.contribution, 2) + "  ", 8);
  }
}

void write_decisions(report_writer& out, const pair_context& p) {
  questions list(out, p);
  if (p.x.metric) {
    ask_priorities(list, out, p);
    ask_targets(list, out, p);
  }
  if (p.x.risk && p.x.risk->gap >= worth_telling) ask_risk(list, out, p);
  if (!out.found().shared) return;
  const auto& shared = out.found().shared->items;
  const auto conflict =
      std::find_if(shared.begin(), shared.end(), [](const shared_metric& x) { return x.data_conflict; });
  if (conflict != shared.end())
    list.ask(out.one_pair() ? "decide_data" : "decide_data_group", {{"metric", out.metric_name(conflict->metric)}});
}

}  // namespace coalign::io
