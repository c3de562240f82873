// SPDX-License-Identifier: Apache-2.0
/// @file
/// Tech portfolio: tools, what they are for, what is paid twice, and what the cheapest set of them would be.
#pragma once

#include <coalign/core/order.hpp>
#include <coalign/strategy/cover.hpp>
#include <coalign/strategy/setting.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// Tools of one layer and one owner; either may be empty where it was not said.
struct portfolio_cell {
  std::string layer;
  std::string owner;
  ids tools{};
  money cost{};
};
/// A purpose with several tools. A tool of two purposes is in both: these costs must not be added up.
struct purpose_overlap {
  std::string purpose;
  ids tools{};
  money cost{};  ///< of these tools, all of it
};
/// A tool that serves nothing that is needed.
struct wasted_tool {
  std::string tool;
  std::optional<money> cost{};
};
/// Data that a tool takes, and the tool.
struct data_link {
  std::string tool;
  std::string data;
};
/// What a tool costs and how risky it is: two columns, since no rate of exchange between them is known.
struct tool_exposure {
  std::string tool;
  std::optional<money> cost{};
  tool_risks risk{};
  ids above{};  ///< risks above the limit
};
/// A tool for customers with work by hand.
struct manual_brake {
  std::string tool;
  double hours = 0.0;  ///< a month
};
/// One tool for a purpose that has several. Savings of two purposes may hold the same tool: they must not be added up.
struct standard_tool {
  std::string purpose;
  std::string keep{};  ///< empty: the cheapest cover keeps none of them, no need for it or none within the limits
  ids retire{};        ///< its tools that the cheapest cover can do without
  money saving{};      ///< what these cost
  bool keep_unpriced = false;  ///< what is kept has no cost, so the saving may be none
};
/// The cheapest tools that serve all needs within the risk limits.
struct portfolio_cover {
  money cost{};
  ids tools{};
  bool optimal = true;  ///< proven that nothing costs less
  money bound{};        ///< proven: nothing costs less than this
  ids uncovered{};      ///< needs that no tool within the limits covers: left out
};
/// What would leave with the tools that the cover does not keep.
struct portfolio_loss {
  ids needs{};                     ///< that have tools now, all of them above a risk limit
  money needs_cost{};              ///< of these tools: only saved by giving those needs up
  ids purposes{};                  ///< that nobody needs, and no tool kept serves
  ids gives{};                     ///< data that no tool kept gives
  std::vector<data_link> links{};  ///< data that a tool kept takes, and none kept gives any more
};

struct tech_portfolio_result {
  ids needs{};               ///< `needs`, then the capabilities of the roadmap; where both are empty, all purposes
  bool needs_stated = true;  ///< false: all purposes stand for them
  money cost{};              ///< of all tools, a year
  ids unpriced{};            ///< tools without a cost: costs and savings are of the others
  std::vector<portfolio_cell> map{};
  std::vector<purpose_overlap> overlap{};
  portfolio_cover cover{};
  /// Cost of all tools - cost of the cover: counts nothing twice. None where no tool covers a need: then no tool said
  /// what it is for, or none is within the limits, and "retire all" is no saving.
  std::optional<money> saving{};
  portfolio_loss lost{};
  ids do_not_buy{};  ///< purposes that a tool serves already: no other one without joint sign-off
  std::vector<standard_tool> standardise{};
  std::vector<wasted_tool> waste{};
  money waste_cost{};
  std::vector<data_link> missing_links{};  ///< data that no tool gives
  std::vector<tool_exposure> exposure{};
  std::vector<manual_brake> manual_brakes{};  ///< most hours first
};

namespace detail {

/// Purposes by position, in the order of the document, and who serves what. It refers to the portfolio.
struct portfolio_index {
  std::vector<std::string_view> purposes{};
  std::vector<std::vector<std::size_t>> tools_of{};     ///< by purpose, ascending
  std::vector<std::vector<std::size_t>> purposes_of{};  ///< by tool, ascending

  explicit portfolio_index(const tech_portfolio& x) {
    for (std::size_t j = 0; j < x.tools.size(); ++j) {
      auto& own = purposes_of.emplace_back();
      for (const std::string& purpose : x.tools[j].purposes) own.push_back(add(purpose));
      std::sort(own.begin(), own.end());
      own.erase(std::unique(own.begin(), own.end()), own.end());
      for (const std::size_t i : own) tools_of[i].push_back(j);
    }
  }
  /// The position of a purpose, which may be one that no tool has.
  std::size_t add(std::string_view purpose) {
    const auto [at, added] = place_.emplace(purpose, purposes.size());
    if (added) {
      purposes.push_back(purpose);
      tools_of.emplace_back();
    }
    return at->second;
  }
  /// The tools of a purpose, ascending; none where it is unknown.
  [[nodiscard]] std::vector<std::size_t> tools(std::string_view purpose) const {
    const auto found = place_.find(purpose);
    return found == place_.end() ? std::vector<std::size_t>() : tools_of[found->second];
  }
  /// Whether a tool serves all that another one does.
  [[nodiscard]] bool serves_all_of(std::size_t tool, std::size_t other) const {
    const auto& more = purposes_of[tool];
    const auto& less = purposes_of[other];
    return std::includes(more.begin(), more.end(), less.begin(), less.end());
  }
  /// Tools that serve all that a tool does, itself left out; none where it serves nothing.
  [[nodiscard]] std::vector<std::size_t> stand_ins(std::size_t tool) const {
    const auto& own = purposes_of[tool];
    std::vector<std::size_t> out;
    if (own.empty()) return out;
    const auto rarest = *std::min_element(
        own.begin(), own.end(), [&](std::size_t x, std::size_t y) { return tools_of[x].size() < tools_of[y].size(); });
    for (const std::size_t j : tools_of[rarest]) {
      if (j != tool && serves_all_of(j, tool)) out.push_back(j);
    }
    return out;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> place_{};
};

/// Names of the risks of a tool that are above the limit. What is not known is not above it.
[[nodiscard]] inline ids risks_above(const tool& t, const tool_risks& limit) {
  ids out;
  for (std::size_t r = 0; r < tool_risk_count; ++r) {
    if (t.risk[r] && limit[r] && *t.risk[r] > *limit[r]) out.emplace_back(tool_risk_names[r]);
  }
  return out;
}

[[nodiscard]] inline money price_of(const tool& t) { return t.cost_per_year.value_or(money()); }

/// Whether one tool costs less than another; a price that nobody stated is never the lower one.
[[nodiscard]] inline bool costs_less(const tool& x, const tool& y) {
  if (!x.cost_per_year || !y.cost_per_year) return x.cost_per_year.has_value() && !y.cost_per_year.has_value();
  return *x.cost_per_year < *y.cost_per_year;
}

/// What a tool without a cost counts as while the cheapest cover is looked for: more than all others together, so that
/// it is kept only where nothing else serves. @param stated  the sum of all costs  @param unpriced  how many have none
[[nodiscard]] inline money price_of_unpriced(money stated, std::size_t unpriced) {
  if (unpriced == 0) return money();
  const std::int64_t left = money::units(money::most).ten_thousandths() - stated.ten_thousandths();
  return amount(std::min(stated.ten_thousandths() + 1, left / static_cast<std::int64_t>(unpriced)));
}

/// Everything about a portfolio that its cover does not change.
inline void describe_portfolio(const tech_portfolio& given, const setting& s, tech_portfolio_result& out) {
  std::vector<std::string_view> owners;
  owners.reserve(s.sides.size() + 2);
  for (const side& x : s.sides) owners.push_back(x.id());
  owners.insert(owners.end(), {shared, std::string_view()});
  const std::size_t columns = owners.size(), rows = layer_names.size() + 1;
  std::vector<portfolio_cell> cells(rows * columns);
  std::vector<manual_brake> brakes;
  std::unordered_set<std::string_view> given_data;
  for (const tool& t : given.tools) {
    const std::size_t row = t.layer ? static_cast<std::size_t>(*t.layer) : rows - 1;
    const auto column = static_cast<std::size_t>(std::find(owners.begin(), owners.end(), t.owner) - owners.begin());
    portfolio_cell& cell = cells[row * columns + std::min(column, columns - 1)];
    cell.layer = t.layer ? std::string(layer_names[row]) : std::string();
    cell.owner = t.owner;
    cell.tools.push_back(t.id);
    cell.cost += price_of(t);
    out.cost += price_of(t);
    if (!t.cost_per_year) out.unpriced.push_back(t.id);
    out.exposure.push_back({t.id, t.cost_per_year, t.risk, risks_above(t, given.risk_limit)});
    const double hours = t.manual_hours_per_month.value_or(0.0);
    if (t.layer == layer::customer && hours > 0.0) brakes.push_back({t.id, hours});
    given_data.insert(t.gives.begin(), t.gives.end());
  }
  for (portfolio_cell& cell : cells) {
    if (!cell.tools.empty()) out.map.push_back(std::move(cell));
  }
  const auto longer = [&](std::size_t x, std::size_t y) { return brakes[x].hours > brakes[y].hours; };
  for (const std::size_t k : order_by(brakes.size(), longer)) out.manual_brakes.push_back(brakes[k]);
  for (const tool& t : given.tools) {
    for (const std::string& data : t.takes) {
      if (given_data.count(data) == 0) out.missing_links.push_back({t.id, data});
    }
  }
}

/// Needs by their positions in the index.
[[nodiscard]] inline std::vector<std::size_t> needs_of_portfolio(const tech_portfolio& given, const setting& s,
                                                                 portfolio_index& index, tech_portfolio_result& out) {
  std::vector<std::size_t> needs;
  std::unordered_set<std::string_view> seen;
  const auto add = [&](std::string_view need) {
    if (!seen.insert(need).second) return;
    needs.push_back(index.add(need));
    out.needs.emplace_back(need);
  };
  for (const std::string& need : given.needs) add(need);
  if (s.given.roadmap) {
    for (const roadmap_item& item : *s.given.roadmap) {
      if (item.kind == item_kind::capability) add(item.id);
    }
  }
  out.needs_stated = !given.needs.empty();
  if (!out.needs_stated) {
    for (const std::string_view purpose : std::vector(index.purposes)) add(purpose);
  }
  return needs;
}

/// Tools in an order that does not depend on the document's: those that are known to be less risky first, by the sum
/// of their risks, in which one that is not stated counts as 1; then by id.
[[nodiscard]] inline std::vector<std::size_t> safest_first(const std::vector<tool>& tools) {
  std::vector<double> sums;
  sums.reserve(tools.size());
  for (const tool& t : tools) {
    double sum = 0.0;
    for (const auto& risk : t.risk) sum += risk.value_or(1.0);
    sums.push_back(sum);
  }
  return order_by(tools.size(), [&](std::size_t x, std::size_t y) {
    return sums[x] != sums[y] ? sums[x] < sums[y] : tools[x].id < tools[y].id;
  });
}

/// The tools that the cheapest cover of the needs keeps, by position.
[[nodiscard]] inline std::vector<bool> cover_portfolio(const tech_portfolio& given, const portfolio_index& index,
                                                       const std::vector<std::size_t>& needs, std::uint64_t budget,
                                                       tech_portfolio_result& out) {
  const std::size_t none = needs.size();
  std::vector<std::size_t> need_at(index.purposes.size(), none);
  for (std::size_t n = 0; n < needs.size(); ++n) need_at[needs[n]] = n;
  const std::vector<std::size_t> order = safest_first(given.tools);
  const money unpriced = price_of_unpriced(out.cost, out.unpriced.size());
  std::vector<cover_option> options(order.size());
  for (std::size_t k = 0; k < options.size(); ++k) {
    const std::size_t j = order[k];
    if (!out.exposure[j].above.empty()) continue;
    options[k].cost = given.tools[j].cost_per_year.value_or(unpriced);
    for (const std::size_t i : index.purposes_of[j]) {
      if (need_at[i] != none) options[k].covers.push_back(need_at[i]);
    }
  }
  const strategy::cover found = minimum_cover(options, needs.size(), budget);
  std::vector<bool> kept(given.tools.size(), false), lost(given.tools.size(), false);
  out.cover = {.cost = found.cost, .optimal = found.optimal, .bound = found.bound};
  for (const std::size_t k : found.chosen) kept[order[k]] = true;
  for (std::size_t j = 0; j < kept.size(); ++j) {
    if (!kept[j]) continue;
    out.cover.tools.push_back(given.tools[j].id);
    if (given.tools[j].cost_per_year) continue;
    out.cover.cost -= unpriced;
    out.cover.bound = std::max(money(), out.cover.bound - unpriced);
  }
  if (!found.chosen.empty()) out.saving = out.cost - out.cover.cost;
  for (const std::size_t n : found.uncovered) {
    out.cover.uncovered.push_back(out.needs[n]);
    if (index.tools_of[needs[n]].empty()) continue;
    out.lost.needs.push_back(out.needs[n]);
    for (const std::size_t j : index.tools_of[needs[n]]) {
      if (!lost[j]) out.lost.needs_cost += price_of(given.tools[j]);
      lost[j] = true;
    }
  }
  return kept;
}

inline void find_waste(const tech_portfolio& given, const portfolio_index& index, const std::vector<bool>& needed,
                       tech_portfolio_result& out) {
  // Where no tool says what it is for, none can be told from one that serves nothing.
  const auto silent = [](const auto& own) { return own.empty(); };
  if (std::all_of(index.purposes_of.begin(), index.purposes_of.end(), silent)) return;
  for (std::size_t j = 0; j < given.tools.size(); ++j) {
    const auto& own = index.purposes_of[j];
    if (std::any_of(own.begin(), own.end(), [&](std::size_t i) { return needed[i]; })) continue;
    out.waste.push_back({given.tools[j].id, given.tools[j].cost_per_year});
    out.waste_cost += price_of(given.tools[j]);
  }
}

/// Overlap, and the tool to keep, of each purpose; what no tool kept serves.
inline void compare_purposes(const tech_portfolio& given, const portfolio_index& index, const std::vector<bool>& needed,
                             const std::vector<bool>& kept, tech_portfolio_result& out) {
  for (std::size_t i = 0; i < index.purposes.size(); ++i) {
    const auto& tools = index.tools_of[i];
    if (tools.empty()) continue;
    const std::string purpose(index.purposes[i]);
    out.do_not_buy.push_back(purpose);
    const tool* keep = nullptr;
    for (const std::size_t j : tools) {
      if (kept[j] && (keep == nullptr || costs_less(given.tools[j], *keep))) keep = &given.tools[j];
    }
    if (keep == nullptr && !needed[i]) out.lost.purposes.push_back(purpose);
    if (tools.size() < 2) continue;
    purpose_overlap overlap{purpose};
    standard_tool standard{purpose, keep ? keep->id : std::string()};
    standard.keep_unpriced = keep != nullptr && !keep->cost_per_year;
    // A need that only tools above a limit serve keeps them until one of them is within it.
    const bool retires = keep != nullptr || !needed[i];
    for (const std::size_t j : tools) {
      overlap.tools.push_back(given.tools[j].id);
      overlap.cost += price_of(given.tools[j]);
      if (kept[j] || !retires) continue;
      standard.retire.push_back(given.tools[j].id);
      standard.saving += price_of(given.tools[j]);
    }
    out.overlap.push_back(std::move(overlap));
    out.standardise.push_back(std::move(standard));
  }
}

/// Data that would leave with the tools that are not kept.
inline void find_lost_data(const tech_portfolio& given, const std::vector<bool>& kept, tech_portfolio_result& out) {
  std::unordered_set<std::string_view> stays, leaves;
  for (std::size_t j = 0; j < kept.size(); ++j) {
    if (kept[j]) stays.insert(given.tools[j].gives.begin(), given.tools[j].gives.end());
  }
  for (std::size_t j = 0; j < kept.size(); ++j) {
    for (const std::string& data : given.tools[j].gives) {
      if (stays.count(data) == 0 && leaves.insert(data).second) out.lost.gives.push_back(data);
    }
  }
  for (std::size_t j = 0; j < kept.size(); ++j) {
    if (!kept[j]) continue;
    for (const std::string& data : given.tools[j].takes) {
      if (leaves.count(data) > 0) out.lost.links.push_back({given.tools[j].id, data});
    }
  }
}

}  // namespace detail

/// Assesses a portfolio. Tools above a risk limit are never in the cover; a need that no tool within the limits covers
/// is left out of it, and `lost` says what of the saving that is. Where the portfolio states no needs, all purposes
/// are needs beside the capabilities of the roadmap: a roadmap says what is to come, not that the rest is for nothing.
/// Amounts leave out a tool without a cost (`unpriced`), which is kept only where nothing else serves; a risk that is
/// not known is within its limit. Of covers that cost the same it is the one with the fewest tools, then the one with
/// those that are known to be less risky; the order of the document decides nothing.
/// @param budget  nodes of the search for the cover (see `minimum_cover`)
/// Cost: near-linear in tools and purposes but for the cover.
[[nodiscard]] inline tech_portfolio_result assess_tech_portfolio(const tech_portfolio& given, const setting& s,
                                                                 std::uint64_t budget = usual_cover_nodes) {
  tech_portfolio_result out;
  detail::describe_portfolio(given, s, out);
  detail::portfolio_index index(given);
  const std::vector<std::size_t> needs = detail::needs_of_portfolio(given, s, index, out);
  std::vector<bool> needed(index.purposes.size(), false);
  for (const std::size_t i : needs) needed[i] = true;
  const std::vector<bool> kept = detail::cover_portfolio(given, index, needs, budget, out);
  detail::find_waste(given, index, needed, out);
  detail::compare_purposes(given, index, needed, kept, out);
  if (out.saving) detail::find_lost_data(given, kept, out);
  return out;
}

}  // namespace coalign::strategy
