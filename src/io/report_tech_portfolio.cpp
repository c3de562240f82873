// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"
#include "report_strategy.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace coalign::io {

namespace {

using strategy::tech_portfolio_result;

/// The section, with the names and the amounts in it. It refers to the report.
class portfolio_section {
 public:
  explicit portfolio_section(report_writer& out) : out_(out), found_(*out.found().strategy.tech_portfolio) {}

  void write() {
    out_.title(text("head"), filled("note", {{"count", static_cast<double>(found_.exposure.size())}}));
    write_map();
    write_saving();
    write_losses();
    write_standards();
    if (!found_.do_not_buy.empty()) say("do_not_buy", {{"list", purposes(found_.do_not_buy)}});
    write_exposure();
    write_brakes();
  }

 private:
  [[nodiscard]] static std::string key_of(std::string_view key) { return "tech_portfolio_" + std::string(key); }
  [[nodiscard]] std::string_view text(std::string_view key) const { return out_.words(key_of(key)); }
  [[nodiscard]] std::string filled(std::string_view key, const arguments& args) const {
    return out_.filled(key_of(key), args);
  }
  void say(std::string_view key, const arguments& args, std::string_view lead = "  ", std::size_t rest = 4) {
    out_.say(key_of(key), args, lead, rest);
  }
  [[nodiscard]] std::string amount(money x) const { return short_name(out_.amount(x)); }

  /// A purpose has no name but that of the capability that it is.
  [[nodiscard]] std::string purpose(const std::string& id) const {
    return strategy::is_capability(out_.found().model.strategy(), id) ? out_.label(id) : short_name(id);
  }

  /// The first few of a list, each as `name_of(x)` tells, and how many there are besides.
  template <class List, class Name>
  [[nodiscard]] std::string listed(const List& list, const Name& name_of) const {
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const auto& x : list) names.push_back(name_of(x));
    return io::listed(out_, names);
  }
  [[nodiscard]] std::string tools(const strategy::ids& list) const {
    return listed(list, [&](const std::string& id) { return out_.label(id); });
  }
  [[nodiscard]] std::string purposes(const strategy::ids& list) const {
    return listed(list, [&](const std::string& id) { return purpose(id); });
  }

  void write_map() {
    std::vector<std::string> layers;
    for (const strategy::portfolio_cell& x : found_.map) {
      if (layers.empty() || layers.back() != x.layer) layers.push_back(x.layer);
    }
    for (const std::string& layer : layers) {
      std::vector<const strategy::portfolio_cell*> cells;
      for (const strategy::portfolio_cell& x : found_.map) {
        if (x.layer == layer) cells.push_back(&x);
      }
      const auto cell = [&](const strategy::portfolio_cell* x) {
        return filled("map_cell", {{"owner", x->owner.empty() ? std::string(text("nobody")) : out_.label(x->owner)},
                                   {"cost", amount(x->cost)},
                                   {"count", static_cast<double>(x->tools.size())}});
      };
      say("map",
          {{"layer", std::string(text("layer_" + (layer.empty() ? "none" : layer)))}, {"list", listed(cells, cell)}});
    }
  }

  void write_saving() {
    const strategy::portfolio_cover& cover = found_.cover;
    if (!found_.saving) return say("saving_unknown", {{"cost", amount(found_.cost)}});
    const bool saves = *found_.saving > money();
    const arguments args{{"cost", amount(found_.cost)},
                         {"least", amount(cover.cost)},
                         {"saving", amount(*found_.saving)},
                         {"bound", amount(cover.bound)}};
    say(!saves ? "saving_none" : cover.uncovered.empty() ? "saving" : "saving_partly", args);
    if (!cover.optimal) say("not_proven", args);
    if (!found_.needs_stated) say("all_purposes", {});
    if (!found_.unpriced.empty()) say("unpriced", {{"list", tools(found_.unpriced)}});
    if (!cover.uncovered.empty()) say("uncovered", {{"list", purposes(cover.uncovered)}});
    if (found_.lost.needs_cost > money()) {
      say("given_up", {{"cost", amount(found_.lost.needs_cost)}, {"list", purposes(found_.lost.needs)}});
    }
    if (saves && !cover.tools.empty()) say("keep", {{"list", tools(cover.tools)}});
  }

  void write_losses() {
    const strategy::portfolio_loss& lost = found_.lost;
    const auto link = [&](const strategy::data_link& x) {
      return filled("lost_link", {{"data", short_name(x.data)}, {"tool", out_.label(x.tool)}});
    };
    if (!lost.purposes.empty()) say("lost_purposes", {{"list", purposes(lost.purposes)}});
    if (!lost.gives.empty()) say("lost_data", {{"list", listed(lost.gives, short_name)}});
    if (!lost.links.empty()) say("lost_links", {{"list", listed(lost.links, link)}});
  }

  [[nodiscard]] static std::string_view standard_key(const strategy::standard_tool& x) {
    const bool saves = x.saving > money();
    if (x.keep.empty() && x.retire.empty()) return "standard_risky";
    if (x.keep.empty()) return saves ? "standard_unneeded" : "standard_unneeded_free";
    if (x.retire.empty()) return "standard_kept";
    if (!saves) return "standard_free";
    return x.keep_unpriced ? "standard_unpriced" : "standard";
  }
  /// Purposes with several tools, those with the most to save first.
  void write_standards() {
    const auto& list = found_.standardise;
    if (list.empty()) return;
    const auto order =
        order_by(list.size(), [&](std::size_t i, std::size_t j) { return list[i].saving > list[j].saving; });
    say("standard_head", {});
    for (std::size_t k = 0; k < std::min(order.size(), most_rows); ++k) {
      const strategy::standard_tool& x = list[order[k]];
      say(standard_key(x),
          {{"purpose", purpose(x.purpose)},
           {"keep", x.keep.empty() ? std::string() : out_.label(x.keep)},
           {"list", tools(x.retire)},
           {"saving", amount(x.saving)}},
          "  - ");
    }
    say_rest(out_, list.size(), most_rows, "  - ");
    if (list.size() > 1 && list[order[1]].saving > money()) say("standard_note", {}, "    ");
  }

  [[nodiscard]] static double highest(const strategy::tool_exposure& x) {
    double most = -1.0;
    for (const auto& risk : x.risk) most = std::max(most, risk.value_or(-1.0));
    return most;
  }
  void row(const std::string& name, const std::string& cost, const std::array<std::string, 3>& risks) {
    std::string line = "  " + left(name, 26) + ' ' + right(cost, 20);
    for (const std::string& risk : risks) line += ' ' + right(risk, 9);
    line.erase(line.find_last_not_of(' ') + 1);
    out_.raw(line);
    out_.blank();
  }
  /// Tools whose risks are known, the highest first.
  void write_exposure() {
    const auto& list = found_.exposure;
    auto order =
        order_by(list.size(), [&](std::size_t i, std::size_t j) { return highest(list[i]) > highest(list[j]); });
    while (!order.empty() && highest(list[order.back()]) < 0.0) order.pop_back();
    if (order.empty()) return;
    const auto words = [&](std::string_view key) { return std::string(text(key)); };
    row(words("risk_tool"), words("risk_cost"), {words("risk_security"), words("risk_data"), words("risk_uptime")});
    bool marked = false;
    for (std::size_t k = 0; k < std::min(order.size(), most_rows); ++k) {
      const strategy::tool_exposure& x = list[order[k]];
      std::array<std::string, strategy::tool_risk_count> risks;
      for (std::size_t r = 0; r < risks.size(); ++r) {
        const bool above = std::find(x.above.begin(), x.above.end(), strategy::tool_risk_names[r]) != x.above.end();
        risks[r] = (x.risk[r] ? fixed(*x.risk[r], 2) : words("unknown")) + (above ? "!" : " ");
        marked = marked || above;
      }
      row(out_.label(x.tool), x.cost ? amount(*x.cost) : words("unknown"), risks);
    }
    say_rest(out_, order.size(), most_rows, "  ");
    if (marked) say("risk_note", {});
  }

  void write_brakes() {
    const auto brake = [&](const strategy::manual_brake& x) {
      return filled("brake", {{"tool", out_.label(x.tool)}, {"hours", x.hours}});
    };
    if (!found_.manual_brakes.empty()) say("brakes", {{"list", listed(found_.manual_brakes, brake)}});
  }

  report_writer& out_;
  const tech_portfolio_result& found_;
};

}  // namespace

void write_tech_portfolio(report_writer& out) {
  if (out.found().strategy.tech_portfolio) portfolio_section(out).write();
}

}  // namespace coalign::io
