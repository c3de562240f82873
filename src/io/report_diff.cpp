// SPDX-License-Identifier: Apache-2.0
// What moved the gap, the inputs that moved, and the findings it opened and closed, as a text of its own.
#include "layout.hpp"
#include "moved_inputs.hpp"
#include "report_change.hpp"
#include "report_templates.hpp"
#include "text_writer.hpp"

#include <coalign/assess/diff.hpp>
#include <coalign/core/number.hpp>
#include <coalign/core/order.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

constexpr std::size_t most_items = 10;
constexpr std::size_t most_pairs = 5;
constexpr std::size_t most_names = 5;
constexpr std::size_t most_finding_changes = 8;
constexpr std::size_t most_inputs = 12;
constexpr std::size_t most_of_value = 40;
constexpr std::size_t most_of_path = 120;
constexpr double least_shown = 0.0005;  // less would read 0.000

/// Rows of a name, what it was, what it is, and the change.
class change_table {
 public:
  explicit change_table(text_writer& out) : out_(out) {}

  void head(std::string_view what) {
    line(out_.words(what), out_.words("diff_before"), out_.words("diff_after"), out_.words("diff_change"));
  }
  void row(std::string_view name, const change_of& x) {
    const auto number = [](double y) { return std::isnan(y) ? std::string("-") : fixed(y, 3); };
    const double change = x.change();
    line(name, number(x.before), number(x.after), std::isnan(change) ? "-" : with_sign(change, 3));
  }

 private:
  void line(std::string_view name, std::string_view before, std::string_view after, std::string_view change) {
    constexpr std::size_t number = 9;
    out_.raw("  " + left(name, report_columns - 2 - 3 * number) + right(before, number) + right(after, number) +
             right(change, number) + "\n");
  }
  text_writer& out_;
};

void write_index(text_writer& out, const change_of& gap) {
  const std::size_t start = out.end();
  const double before = 1.0 - gap.before, after = 1.0 - gap.after;
  const auto text = [&](double x) {
    return std::isnan(x) ? std::string(out.words("diff_none"))
                         : detail::number_text(x, 'i', number_words_of(out.language()));
  };
  arguments args{{"before", text(before)}, {"after", text(after)}};
  if (std::isnan(gap.change())) {
    out.say("diff_index_none", args);
  } else {
    args.push_back({"change", with_sign(after - before, std::abs(after - before) < 0.005 ? 3 : 2)});
    out.say("diff_index", args);
  }
  out.embolden(start, "   ");
}

/// The first few ids, and how many more there are.
std::string list_of(const text_writer& out, const std::vector<std::string>& ids) {
  std::string list;
  for (std::size_t k = 0; k < std::min(ids.size(), most_names); ++k) list += (k > 0 ? ", " : "") + short_name(ids[k]);
  if (ids.size() > most_names) {
    list += out.filled("diff_names_more", {{"count", static_cast<double>(ids.size() - most_names)}});
  }
  return list;
}

/// Why the two numbers must not be compared, where that is so.
void write_warnings(text_writer& out, const difference& d) {
  if (d.comparable) return;
  const std::string_view head = out.words("diff_warning");
  bool told = false;
  const auto warn = [&](std::string_view key, const arguments& args) {
    out.head(head, key, args);
    told = true;
  };
  if (d.basis_before != d.basis_after) warn("diff_basis", {});
  if (!d.added.empty()) warn("diff_added", {{"list", list_of(out, d.added)}});
  if (!d.removed.empty()) warn("diff_removed", {{"list", list_of(out, d.removed)}});
  if (!told) warn("diff_incomplete", {});
}

void write_items(text_writer& out, const difference& d) {
  const auto& items = d.items;
  const auto size = [&](std::size_t i) { return std::abs(items[i].contribution.change()); };
  auto order = order_by(items.size(), [&](std::size_t i, std::size_t j) { return size(i) > size(j); });
  const bool moved = !order.empty() && size(order.front()) > 0.0;
  if (!moved) return out.say(items.empty() ? "diff_no_items" : "diff_nothing", {});
  while (!order.empty() && size(order.back()) < least_shown) order.pop_back();
  if (order.size() > most_items) order.resize(most_items);
  out.title(out.words("diff_head"), out.words("diff_note"));
  change_table table(out);
  table.head("diff_item");
  change_of rest;
  std::vector<bool> shown(items.size(), false);
  for (const std::size_t i : order) {
    const item_difference& x = items[i];
    shown[i] = true;
    table.row(
        out.filled("diff_" + std::string(block_names[static_cast<std::size_t>(x.block)]), {{"item", short_name(x.id)}}),
        x.contribution);
  }
  std::size_t others = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (shown[i]) continue;
    ++others;
    rest.before += items[i].contribution.before;
    rest.after += items[i].contribution.after;
  }
  if (others > 0) table.row(out.filled("diff_others", {{"count", static_cast<double>(others)}}), rest);
  table.row(out.words("diff_all"), d.gap);
}

void write_pairs(text_writer& out, const difference& d) {
  if (d.pairs.size() < 2) return;
  const auto size = [&](std::size_t i) { return std::abs(d.pairs[i].gap.change()); };
  std::vector<std::size_t> moved;
  for (std::size_t i = 0; i < d.pairs.size(); ++i) {
    if (size(i) >= least_shown) moved.push_back(i);
  }
  if (moved.empty()) return;
  const auto order =
      order_by(moved.size(), [&](std::size_t i, std::size_t j) { return size(moved[i]) > size(moved[j]); });
  out.blank();
  change_table table(out);
  table.head("diff_pair");
  for (std::size_t k = 0; k < std::min(order.size(), most_pairs); ++k) {
    const pair_difference& x = d.pairs[moved[order[k]]];
    table.row(out.filled("matrix_pair",
                         {{"first", cut(short_name(x.sides[0]), 23)}, {"second", cut(short_name(x.sides[1]), 23)}}),
              x.gap);
  }
  if (order.size() > most_pairs) {
    out.say("diff_pairs_more", {{"count", static_cast<double>(order.size() - most_pairs)}}, "  ");
  }
}

/// A value of a model within a line; of what is no number, text or short list, nothing. @param exact with every decimal
std::string shown(const text_writer& out, const json::value& x, bool exact) {
  if (const std::string* text = x.as_string()) return cut(printable(*text), most_of_value);
  if (x.is_null()) return std::string(out.words("diff_input_none"));
  if (x.is_number()) return exact ? as_typed(x.number()) : readable(x.number(), 4);
  if (x.as_object()) return {};
  if (const json::array* items = x.as_array()) {
    std::string text;
    for (const json::value& item : *items) {
      const std::string one = item.as_array() ? std::string() : shown(out, item, exact);
      if (one.empty() || text.size() + one.size() > most_of_value) return {};
      text += (text.empty() ? "[" : ", ") + one;
    }
    return text.empty() ? "[]" : text + "]";
  }
  std::string text;
  x.print_scalar(text);
  return text;
}

void write_input(text_writer& out, const moved_input& x) {
  const auto text = [&](const std::optional<json::value>& y, bool exact) {
    return y ? shown(out, *y, exact) : std::string();
  };
  const bool exact = text(x.before, false) == text(x.after, false);
  const std::string before = text(x.before, exact), after = text(x.after, exact);
  const bool tells = (!x.before || !before.empty()) && (!x.after || !after.empty());
  out.say("diff_input_" + std::string(input_kind_name(x.kind())) + (tells ? "" : "_alone"),
          {{"path", cut(printable(x.path), most_of_path)}, {"before", before}, {"after", after}}, "  ", 4);
}

/// The thing that a place belongs to: a metric, a tool, the raters of a side ...
std::string_view thing_of(std::string_view path) {
  std::size_t end = 0;
  const std::size_t parts = path.starts_with("/sides/") ? 3 : path.starts_with("/tech_portfolio/") ? 3 : 2;
  for (std::size_t k = 0; k < parts && end != path.npos; ++k) end = path.find('/', end + 1);
  return path.substr(0, end);
}

/// Which inputs moved, each thing in a line where they are many. The paths stand as they do in the model file.
void write_inputs(text_writer& out, const difference& d) {
  if (!d.model_before || !d.model_after) return;
  const std::vector<moved_input> moved = moved_inputs(*d.model_before, *d.model_after);
  out.blank();
  if (moved.empty()) return out.say("diff_no_inputs", {});
  out.title(out.filled("diff_inputs", {{"count", static_cast<double>(moved.size())}}), out.words("diff_inputs_note"));
  const bool many = moved.size() > most_inputs;
  std::size_t lines = 0, at = 0;
  while (at < moved.size() && lines < most_inputs) {
    std::size_t end = at + 1;
    const std::string_view thing = thing_of(moved[at].path);
    while (many && end < moved.size() && thing_of(moved[end].path) == thing) ++end;
    if (end - at == 1) {
      write_input(out, moved[at]);
    } else {
      out.say("diff_input_several",
              {{"path", cut(printable(thing), most_of_path)}, {"count", static_cast<double>(end - at)}}, "  ", 4);
    }
    at = end;
    ++lines;
  }
  if (at < moved.size()) out.say("rows_more", {{"count", static_cast<double>(moved.size() - at)}}, "  ");
}

/// Findings that opened or closed, the most urgent first; nothing where there are none.
/// @param what the key of the title; with `_waived` behind it, of a finding that the other assessment has waived
void write_finding_changes(text_writer& out, const std::vector<finding_difference>& list, const std::string& what) {
  if (list.empty()) return;
  std::array<double, strategy::level_names.size()> levels{};
  for (const finding_difference& f : list) ++levels[static_cast<std::size_t>(f.level)];
  const auto of = [&](strategy::level l) { return levels[static_cast<std::size_t>(l)]; };
  out.blank();
  out.title(out.filled(what, {{"count", static_cast<double>(list.size())}}),
            out.filled("diff_finding_levels", {{"errors", of(strategy::level::error)},
                                               {"warnings", of(strategy::level::warning)},
                                               {"notes", of(strategy::level::note)}}));
  for (std::size_t i = 0; i < std::min(list.size(), most_finding_changes); ++i) {
    const finding_difference& f = list[i];
    const std::string level(
        out.words("findings_" + std::string(strategy::level_names[static_cast<std::size_t>(f.level)])));
    const std::string lead = "  " + level + "  " + std::string(f.rule) + "  ";
    out.say(f.waived ? what + "_waived" : "diff_finding", {{"message", cut(printable(f.message), most_of_text)}}, lead,
            display_width(lead));
  }
  if (list.size() > most_finding_changes) {
    out.say("rows_more", {{"count", static_cast<double>(list.size() - most_finding_changes)}}, "  ");
  }
}

}  // namespace

std::string with_sign(double x, int decimals) {
  const std::string text = fixed(x, decimals);
  return x > 0.0 && text.find_first_of("123456789") != std::string::npos ? "+" + text : text;
}

void write_noise(text_writer& out, const std::vector<noisy_pair>& pairs) {
  std::vector<noisy_pair> known;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(known),
               [](const noisy_pair& x) { return x.noise != nullptr && x.noise->range; });
  out.blank();
  if (known.empty()) return out.say("diff_noise_unknown", {});
  const auto size = [&](std::size_t i) { return std::abs(known[i].noise->priority_gap.change()); };
  const auto order = order_by(known.size(), [&](std::size_t i, std::size_t j) { return size(i) > size(j); });
  out.title(out.words("diff_noise_head"), out.words("diff_noise_note"));
  for (std::size_t k = 0; k < std::min(order.size(), most_pairs); ++k) {
    const auto& [first, second] = *known[order[k]].sides;
    const change_noise& n = *known[order[k]].noise;
    out.say(*n.beyond() ? "diff_noise_beyond" : "diff_noise_within",
            {{"first", short_name(first)},
             {"second", short_name(second)},
             {"before", fixed(n.priority_gap.before, 2)},
             {"after", fixed(n.priority_gap.after, 2)},
             {"low", with_sign(n.range->low, 2)},
             {"high", with_sign(n.range->high, 2)}},
            "  ", 4);
  }
  if (order.size() > most_pairs)
    out.say("rows_more", {{"count", static_cast<double>(order.size() - most_pairs)}}, "  ");
}

std::string write_text(const difference& d, const text_options& options) {
  text_writer out(options);
  write_index(out, d.gap);
  write_warnings(out, d);
  out.blank();
  write_items(out, d);
  write_pairs(out, d);
  if (!d.pairs.empty()) {
    std::vector<noisy_pair> pairs;
    pairs.reserve(d.pairs.size());
    for (const pair_difference& x : d.pairs) pairs.push_back({&x.sides, x.noise ? &*x.noise : nullptr});
    write_noise(out, pairs);
  }
  write_inputs(out, d);
  write_finding_changes(out, d.opened, "diff_opened");
  write_finding_changes(out, d.closed, "diff_closed");
  return std::move(out).take();
}

}  // namespace coalign::io
