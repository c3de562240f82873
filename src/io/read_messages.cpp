// SPDX-License-Identifier: Apache-2.0
// A translated file of texts.
#include "message_list.hpp"
#include "reader.hpp"

#include <coalign/core/message.hpp>
#include <coalign/io/messages.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace coalign::io {

namespace {

/// Reads the entries of a file, and keeps what is wrong with them.
class message_reader {
 public:
  message_reader(reader& r, translation& out) : r_(r), out_(out) {
    for (const auto& [key, text] : list_) {
      english_.emplace(key, text);
      keys_.push_back(key);
    }
  }

  void read(const node& n) {
    r_.check_keys(n, {"key", "text", "arguments"});
    const auto key_node = r_.member(n, "key", true, "the key of a text");
    const auto text_node = r_.member(n, "text", true, "its text");
    const auto key = key_node ? r_.text(*key_node) : std::nullopt;
    auto text = text_node ? r_.text(*text_node) : std::nullopt;
    if (text && !is_plain(*text)) {
      r_.fail(errc::bad_type, text_node->path, "a text without control characters", text_node->value.described());
      text.reset();
    }
    if (!key) return;
    const auto found = english_.find(*key);
    if (found == english_.end()) {
      return r_.fail(errc::unknown_key, key_node->path,
                     r_.with_nearest("a key that `coalign messages` lists", *key, keys_), key_node->value.described());
    }
    if (!seen_.insert(*key).second) {
      return r_.fail(errc::duplicate, key_node->path, "every key once", key_node->value.described());
    }
    if (text && has_known_arguments(*text, found->second, text_node->path)) out_.set(*key, std::move(*text));
  }

 private:
  [[nodiscard]] static bool is_plain(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  }

  [[nodiscard]] bool has_known_arguments(std::string_view text, std::string_view english, const std::string& path) {
    const std::vector<std::string_view> known = argument_names(english);
    std::string expected;
    for (const std::string_view name : known) expected += (expected.empty() ? "{" : ", {") + std::string(name) + '}';
    expected = expected.empty() ? "no argument" : "no argument but " + expected;
    bool good = true;
    for (const std::string_view name : argument_names(text)) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      r_.fail(errc::unknown_key, path, expected, '{' + std::string(name) + '}');
      good = false;
    }
    return good;
  }

  reader& r_;
  translation& out_;
  std::vector<std::pair<std::string, std::string_view>> list_ = message_list();
  std::vector<std::string_view> keys_;
  std::map<std::string_view, std::string_view> english_;
  std::set<std::string> seen_;
};

}  // namespace

result<translation, diagnostics> read_messages(std::string_view text) {
  model_parts none;
  reader r(none);
  json::value document;
  translation out;
  if (!json::parse(text, document, r.errors)) return std::move(r.errors);
  const node root{document, ""};
  if (r.object(root, "an object")) {
    r.check_keys(root, {"coalign", "library", "messages"});
    if (const json::value* version = document.find("coalign")) {
      if (!version->is_number() || version->number() != 1.0) {
        r.fail(errc::bad_version, "/coalign", "1", version->described());
      }
    }
    message_reader messages(r, out);
    const auto list = r.member(root, "messages", true, "a list of texts");
    if (list && r.array(*list, "a list of texts")) {
      for (std::size_t i = 0; i < list->value.as_array()->size(); ++i) {
        const node entry = (*list)[i];
        if (r.object(entry, "an object")) messages.read(entry);
      }
    }
  }
  if (!r.errors.empty()) return std::move(r.errors);
  return out;
}

}  // namespace coalign::io
