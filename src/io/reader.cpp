// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include <coalign/core/number.hpp>

#include <algorithm>
#include <cmath>

namespace coalign::io {

const json::object* reader::object(const node& n, std::string_view what) {
  const json::object* members = n.value.as_object();
  if (!members) wrong_type(n, std::string(what));
  return members;
}

const json::array* reader::array(const node& n, std::string_view what) {
  const json::array* items = n.value.as_array();
  if (!items) wrong_type(n, std::string(what));
  return items;
}

std::optional<double> reader::number(const node& n, std::string_view what) {
  if (n.value.is_number()) return n.value.number();
  wrong_type(n, std::string(what));
  return std::nullopt;
}

std::optional<std::string> reader::text(const node& n, std::string_view what) {
  if (const std::string* s = n.value.as_string()) return *s;
  wrong_type(n, std::string(what));
  return std::nullopt;
}

namespace {

constexpr std::string_view what_an_id_is = "an id: a text of 1 to 256 bytes without control characters";

bool can_be_id(const std::string& s) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !s.empty() && s.size() <= 256 && std::none_of(s.begin(), s.end(), control);
}

}  // namespace

const std::string* reader::id(const node& n) {
  const std::string* s = n.value.as_string();
  if (s && can_be_id(*s)) return s;
  wrong_type(n, std::string(what_an_id_is));
  return nullptr;
}

bool reader::is_id(const node& n, const std::string& key) {
  if (can_be_id(key)) return true;
  fail(errc::bad_type, n.path, std::string(what_an_id_is), json::in_quotes(key));
  return false;
}

std::optional<bool> reader::flag(const node& n) {
  if (const bool* b = n.value.as_bool()) return *b;
  wrong_type(n, "true or false");
  return std::nullopt;
}

std::optional<coalign::date> reader::day(const node& n) {
  if (n.value.is_null()) return std::nullopt;
  has_dates = true;
  const std::string* text = n.value.as_string();
  const auto found = text ? parse_date(*text) : std::nullopt;
  if (!found) fail(errc::bad_date, n.path, "a date YYYY-MM-DD", n.value.described());
  return found;
}

std::optional<coalign::money> reader::amount(const node& n) {
  const auto x = number(n, "an amount: a number");
  if (!x) return std::nullopt;
  const auto exact = money::exactly(*x);
  if (!exact) {
    fail(errc::bad_money, n.path,
         std::abs(*x) > static_cast<double>(money::most)
             ? "an amount up to " + as_typed(static_cast<double>(money::most))
             : std::string("an amount with at most 4 decimals, and at most 15 digits"),
         n.value.described());
  }
  return exact;
}

void reader::read(const node& n, std::string_view key, std::string& out) {
  if (const auto given = member(n, key)) out = text(*given).value_or("");
}
void reader::read(const node& n, std::string_view key, bool& out) {
  if (const auto given = member(n, key)) out = flag(*given).value_or(out);
}
void reader::read(const node& n, std::string_view key, std::optional<bool>& out) {
  if (const auto given = member(n, key)) out = flag(*given);
}
void reader::read(const node& n, std::string_view key, std::optional<double>& out) {
  if (const auto given = member(n, key)) out = number(*given);
}
void reader::read(const node& n, std::string_view key, std::optional<coalign::date>& out) {
  if (const auto given = member(n, key)) out = day(*given);
}
void reader::read(const node& n, std::string_view key, std::optional<coalign::money>& out) {
  if (const auto given = member(n, key)) out = amount(*given);
}
void reader::read(const node& n, std::string_view key, strategy::ids& out) {
  if (const auto given = member(n, key)) out = id_list(*given);
}
void reader::read_id(const node& n, std::string_view key, std::string& out) {
  const auto given = member(n, key);
  if (!given) return;
  if (const std::string* name = id(*given)) out = *name;
}
void reader::read_id_or_null(const node& n, std::string_view key, std::string& out) {
  const auto given = member(n, key);
  if (!given || given->value.is_null()) return;
  if (const std::string* name = id(*given)) out = *name;
}

strategy::ids reader::id_list(const node& n) {
  strategy::ids out;
  if (!array(n, "a list of texts")) return out;
  out.resize(n.value.as_array()->size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const std::string* name = id(n[i])) out[i] = *name;
  }
  return out;
}

strategy::ids reader::one_or_more(const node& n) {
  if (n.value.is_null()) return {};
  if (n.value.as_array()) return id_list(n);
  if (!n.value.as_string()) {
    wrong_type(n, "an id, null, or a list of ids");
  } else if (const std::string* name = id(n)) {
    return {*name};
  }
  return {};
}

std::optional<node> reader::member(const node& n, std::string_view key, bool required, std::string_view what) {
  if (const json::value* found = n.value.find(key)) return node{*found, json::child(n.path, key)};
  if (required) fail(errc::missing_key, json::child(n.path, key), std::string(what));
  return std::nullopt;
}

void reader::check_keys(const node& n, std::initializer_list<std::string_view> known) {
  for (const auto& [key, unused] : *n.value.as_object()) {
    if (is_host_key(key) || std::find(known.begin(), known.end(), key) != known.end()) continue;
    fail(errc::unknown_key, json::child(n.path, key), with_nearest("a known key", key, std::vector(known)),
         json::in_quotes(key));
  }
}

std::string reader::with_nearest(const std::string& expected, std::string_view name,
                                 std::span<const std::string_view> names) {
  const std::string_view near = nearest_.find(name, names);
  return near.empty() ? expected : expected + " (the nearest is " + json::in_quotes(near) + ")";
}

std::optional<std::size_t> reader::find(const id_index& index, std::string_view name, const std::string& path) {
  if (const auto found = index.position.find(name); found != index.position.end()) return found->second;
  fail(errc::unknown_id, path, with_nearest("the id of a " + std::string(index.what), name, index.names),
       json::in_quotes(name));
  return std::nullopt;
}

void reader::add_id(id_index& index, const std::string& name, std::size_t at, const std::string& path) {
  if (index.position.emplace(name, at).second) {
    index.names.push_back(name);
  } else {
    fail(errc::duplicate, path, "each id once in its list", json::in_quotes(name) + " again");
  }
}

std::optional<std::size_t> reader::choice(const node& n, std::span<const std::string_view> words) {
  std::string expected = "one of";
  for (const std::string_view word : words) expected += (word == words.front() ? " " : ", ") + json::in_quotes(word);
  const std::string* s = n.value.as_string();
  if (!s) {
    wrong_type(n, expected);
    return std::nullopt;
  }
  const auto found = std::find(words.begin(), words.end(), *s);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fail(errc::bad_option, n.path, expected, n.value.described());
  return std::nullopt;
}

std::optional<interval> read_interval(reader& r, const node& n, std::string_view what) {
  if (n.value.is_number()) return interval(n.value.number());
  const json::array* items = n.value.as_array();
  if (!items || items->size() != 2 || !(*items)[0].is_number() || !(*items)[1].is_number()) {
    r.wrong_type(n, std::string(what));
    return std::nullopt;
  }
  return interval((*items)[0].number(), (*items)[1].number());
}

std::optional<interval> read_target(reader& r, const node& n, direction better) {
  const bool within = better == direction::within;
  const json::array* items = n.value.as_array();
  if (within ? n.value.is_number() || (items && items->size() != 2) : items != nullptr) {
    r.fail(errc::bad_target, n.path,
           within ? "two numbers [low, high], since the metric should stay within"
                  : "a number, since the metric is not within",
           n.value.described());
    return std::nullopt;
  }
  return read_interval(r, n, within ? "two numbers [low, high]" : "a number");
}

}  // namespace coalign::io
