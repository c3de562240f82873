// SPDX-License-Identifier: Apache-2.0
#include "documents.hpp"
#include "json_value.hpp"

#include <coalign/io/read.hpp>
#include <coalign/io/what_if.hpp>

#include <charconv>
#include <optional>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

/// The parts of a JSON pointer. @returns nothing where it is none, or names the whole document.
std::optional<std::vector<std::string>> parts_of(std::string_view pointer) {
  if (pointer.empty() || pointer.front() != '/') return std::nullopt;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      parts.emplace_back();
    } else if (pointer[i] != '~') {
      parts.back() += pointer[i];
    } else {
      const char escaped = i + 1 < pointer.size() ? pointer[++i] : '\0';
      if (escaped != '0' && escaped != '1') return std::nullopt;
      parts.back() += escaped == '0' ? '~' : '/';
    }
  }
  return parts;
}

/// The index that a part of a pointer names: digits without a leading zero.
std::optional<std::size_t> index_of(const std::string& part) {
  std::size_t index = 0;
  const auto [end, failed] = std::from_chars(part.data(), part.data() + part.size(), index);
  const bool whole = failed == std::errc() && end == part.data() + part.size();
  return whole && (part.size() == 1 || part.front() != '0') ? std::optional(index) : std::nullopt;
}

/// Changes a document place by place, and keeps what is wrong with the changes.
class changer {
 public:
  explicit changer(value& root) : root_(root) {}

  void set(const std::string& pointer, value&& to) {
    const auto parts = parts_of(pointer);
    if (!parts) {
      return fail(errc::bad_option, pointer, "a JSON pointer to a place in the model, as \"/sides/0/influence\"",
                  value(pointer).described());
    }
    if (parts->size() > depth_limit) {
      return fail(errc::too_large, pointer, "at most " + std::to_string(depth_limit) + " levels of nesting", "more");
    }
    value* at = &root_;
    for (const std::string& part : *parts) {
      at = step(pointer, *at, part);
      if (at == nullptr) return;
    }
    *at = std::move(to);
  }

  diagnostics errors;

 private:
  void fail(errc code, const std::string& path, std::string expected, std::string got) {
    if (errors.size() < error_limit) errors.push_back({code, path, std::move(expected), std::move(got)});
  }

  /// One level down; a member that is missing is made, as an object until it is set. @returns null where it cannot be.
  value* step(const std::string& pointer, value& from, const std::string& part) {
    if (object* members = from.as_object()) {
      for (auto& [key, member] : *members) {
        if (key == part) return &member;
      }
      return &members->emplace_back(part, object{}).second;
    }
    if (array* items = from.as_array()) {
      const auto index = index_of(part);
      if (index && *index < items->size()) return &(*items)[*index];
      fail(errc::unknown_key, pointer, "an item of a list of " + std::to_string(items->size()) + ", counted from 0",
           value(part).described());
    } else {
      fail(errc::unknown_key, pointer, "an object or a list that " + value(part).described() + " could be in",
           from.described());
    }
    return nullptr;
  }

  value& root_;
};

}  // namespace

result<model, diagnostics> what_if(const model& m, std::string_view changes) {
  value wanted;
  diagnostics errors;
  if (!json::parse(changes, wanted, errors) || !errors.empty()) return errors;
  object* places = wanted.as_object();
  if (!places) return diagnostics{{errc::bad_type, "", "an object of new values by JSON pointer", wanted.described()}};
  value document = model_document(m);
  changer change(document);
  for (auto& [pointer, to] : *places) change.set(pointer, std::move(to));
  if (!change.errors.empty()) return std::move(change.errors);
  return read_model(json::print(document));
}

}  // namespace coalign::io
