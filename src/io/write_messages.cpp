// SPDX-License-Identifier: Apache-2.0
// The tables of texts and of rules as documents.
#include "report_templates.hpp"
#include "write_parts.hpp"

#include <coalign/assess/actions.hpp>
#include <coalign/assess/message.hpp>
#include <coalign/io/messages.hpp>
#include <coalign/strategy/can_buy.hpp>
#include <coalign/strategy/exchange.hpp>
#include <coalign/strategy/rules.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

/// The names between braces, each once, in the order of the text.
array argument_names(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t end = text.find_first_of(":}", open);
    const std::string_view name = text.substr(open + 1, end - open - 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  array out;
  for (const std::string_view name : names) out.emplace_back(name);
  return out;
}

void add_message(array& out, std::string key, std::string_view text) {
  if (text.empty()) return;
  object entry;
  entry.emplace_back("key", std::move(key));
  entry.emplace_back("text", text);
  entry.emplace_back("arguments", argument_names(text));
  out.emplace_back(std::move(entry));
}

void add_table(array& out, const std::string& name, std::span<const message_template> table) {
  for (const message_template& t : table) add_message(out, name + '.' + std::string(t.key), t.text);
}

array thresholds_document(const strategy::rule& r) {
  array out;
  for (const strategy::threshold& t : r.thresholds) {
    if (t.name.empty()) continue;
    object entry;
    entry.emplace_back("name", t.name);
    entry.emplace_back("value", t.value);
    entry.emplace_back("unit", t.unit);
    entry.emplace_back("low", t.low);
    entry.emplace_back("high", t.high);
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace

std::string messages() {
  array list;
  add_table(list, "reason", reason_templates);
  add_table(list, "action", action_templates);
  add_table(list, "exchange", strategy::exchange_templates);
  add_table(list, "can_buy", strategy::can_buy_templates);
  for (const strategy::rule& r : strategy::all_rules()) {
    const std::string key = "rule." + std::string(r.id);
    add_message(list, key + ".message", r.message);
    add_message(list, key + ".action", r.action);
  }
  for (const auto& table : report_tables) add_table(list, "report", table);
  object out = document_head();
  out.emplace_back("messages", std::move(list));
  return json::print(std::move(out));
}

std::string rules() {
  array list;
  for (const strategy::rule& r : strategy::all_rules()) {
    object entry;
    entry.emplace_back("id", r.id);
    entry.emplace_back("since", count(static_cast<std::uint64_t>(r.since)));
    entry.emplace_back("level", strategy::level_names[static_cast<std::size_t>(r.level)]);
    entry.emplace_back("thresholds", thresholds_document(r));
    entry.emplace_back("source", r.source);
    entry.emplace_back("title", r.title);
    entry.emplace_back("why", r.why);
    entry.emplace_back("fix", r.fix);
    entry.emplace_back("message", r.message);
    entry.emplace_back("action", r.action);
    list.emplace_back(std::move(entry));
  }
  return json::print(std::move(list));
}

}  // namespace coalign::io
