// SPDX-License-Identifier: Apache-2.0
// The tables of texts and of rules as documents.
#include "message_list.hpp"
#include "report_templates.hpp"
#include "write_parts.hpp"

#include <coalign/assess/actions.hpp>
#include <coalign/assess/message.hpp>
#include <coalign/core/translation.hpp>
#include <coalign/io/messages.hpp>
#include <coalign/strategy/can_buy.hpp>
#include <coalign/strategy/exchange.hpp>
#include <coalign/strategy/rules.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

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

std::vector<std::string_view> argument_names(std::string_view text) {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t end = text.find('}', open);
    if (end == std::string_view::npos) break;
    const coalign::detail::placeholder asked(text.substr(open + 1, end - open - 1));
    add(asked.name);
    add(asked.beside);
  }
  return names;
}

std::vector<std::pair<std::string, std::string_view>> message_list() {
  std::vector<std::pair<std::string, std::string_view>> list;
  const auto add = [&](std::string key, std::string_view text) {
    if (!text.empty()) list.emplace_back(std::move(key), text);
  };
  const auto add_table = [&](const std::string& name, std::span<const message_template> table) {
    for (const message_template& t : table) add(name + '.' + std::string(t.key), t.text);
  };
  add_table("reason", reason_templates);
  add_table("action", action_templates);
  add_table("exchange", strategy::exchange_templates);
  add_table("can_buy", strategy::can_buy_templates);
  for (const strategy::rule& r : strategy::all_rules()) {
    const std::string key = "rule." + std::string(r.id);
    add(key + ".message", r.message);
    add(key + ".action", r.action);
  }
  for (const auto& table : report_tables) add_table("report", table);
  add_table("word", word_templates);
  return list;
}

std::string messages() {
  array list;
  for (const auto& [key, text] : message_list()) {
    array names;
    for (const std::string_view name : argument_names(text)) names.emplace_back(name);
    object entry;
    entry.emplace_back("key", key);
    entry.emplace_back("text", text);
    entry.emplace_back("arguments", std::move(names));
    list.emplace_back(std::move(entry));
  }
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
