// SPDX-License-Identifier: Apache-2.0
// What all readers of a part of the model document share.
#pragma once

#include "json_value.hpp"
#include "nearest.hpp"

#include <coalign/assess/model.hpp>
#include <coalign/io/error.hpp>
#include <coalign/io/read.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace coalign::io {

/// A value and where it stands.
struct node {
  const json::value& value;
  std::string path;

  [[nodiscard]] node operator[](std::size_t i) const { return {(*value.as_array())[i], json::child(path, i)}; }
};

/// Ids of one list, by name.
struct id_index {
  std::unordered_map<std::string_view, std::size_t> position;
  std::vector<std::string_view> names;
  std::string_view what;  ///< "metric", "side" ...
};

/// Whether a key is the host's: kept, not read.
[[nodiscard]] inline bool is_host_key(std::string_view key) noexcept { return key.starts_with("x-"); }

class reader {
 public:
  explicit reader(model_parts& target) : parts(target) {}

  model_parts& parts;
  diagnostics errors;
  id_index metrics{{}, {}, "metric"};
  id_index horizons{{}, {}, "horizon"};
  id_index risks{{}, {}, "risk"};
  id_index sides{{}, {}, "side"};
  std::vector<bool> unread_metrics;  ///< a direction, scale or number of it is wrong: targets cannot be judged
  std::size_t answers = 0;           ///< that the sides read so far take: @see answer_limit
  bool ratings_unreadable = false;   ///< ratings are given on a scale that is wrong: they cannot be judged
  bool has_dates = false;            ///< a section has one, right or wrong

  void fail(errc code, std::string path, std::string expected, std::string got = {}) {
    add({code, std::move(path), std::move(expected), std::move(got)});
  }
  /// An error of the core, placed.
  void fail(const error& e) { add(describe(e, parts)); }
  /// Keeps an error, as long as a person could ever read them: without a limit a small file could fill the memory.
  void add(diagnostic d) {
    if (errors.size() < error_limit) errors.push_back(std::move(d));
    if (errors.size() == error_limit) {
      errors.push_back({errc::too_large, "", "at most " + std::to_string(error_limit) + " errors", "more"});
    }
  }
  void wrong_type(const node& n, std::string expected) {
    fail(errc::bad_type, n.path, std::move(expected), n.value.described());
  }

  // Each says what is wrong and returns nothing where the value is of another type.
  const json::object* object(const node& n, std::string_view what);
  const json::array* array(const node& n, std::string_view what);
  std::optional<double> number(const node& n, std::string_view what = "a number");
  std::optional<std::string> text(const node& n, std::string_view what = "a text");
  const std::string* id(const node& n);
  std::optional<bool> flag(const node& n);
  /// A date; null is none.
  std::optional<coalign::date> day(const node& n);
  std::optional<coalign::money> amount(const node& n);
  /// A list of ids. What is none leaves an empty place, so that positions stay those of the document.
  strategy::ids id_list(const node& n);
  /// An id that stands alone, a list of them, or null for nobody.
  strategy::ids one_or_more(const node& n);

  /// A member by its key; where it is required and missing, an error says so.
  std::optional<node> member(const node& n, std::string_view key, bool required = false, std::string_view what = {});

  /// Says which keys are not known, and the nearest that is.
  void check_keys(const node& n, std::initializer_list<std::string_view> known);

  /// Adds to what was expected the nearest of the names that there are.
  [[nodiscard]] std::string with_nearest(const std::string& expected, std::string_view name,
                                         std::span<const std::string_view> names);

  /// The position of an id; says so where it is not known.
  std::optional<std::size_t> find(const id_index& index, std::string_view name, const std::string& path);

  /// Adds an id to an index, which keeps a view of the name; says so where it is given twice.
  void add_id(id_index& index, const std::string& name, std::size_t at, const std::string& path);

  /// One word of several.
  std::optional<std::size_t> choice(const node& n, std::span<const std::string_view> words);
  std::optional<std::size_t> choice(const node& n, std::initializer_list<std::string_view> words) {
    return choice(n, std::span(words.begin(), words.size()));
  }

  // A member into its place, where there is one.
  void read(const node& n, std::string_view key, std::string& out);
  void read(const node& n, std::string_view key, bool& out);
  void read(const node& n, std::string_view key, std::optional<bool>& out);
  void read(const node& n, std::string_view key, std::optional<double>& out);
  void read(const node& n, std::string_view key, std::optional<coalign::date>& out);
  void read(const node& n, std::string_view key, std::optional<coalign::money>& out);
  void read(const node& n, std::string_view key, strategy::ids& out);
  void read_id(const node& n, std::string_view key, std::string& out);
  /// An id, or null for nothing.
  void read_id_or_null(const node& n, std::string_view key, std::string& out);
  template <class Enum, std::size_t N>
  void read(const node& n, std::string_view key, const std::array<std::string_view, N>& words,
            std::optional<Enum>& out) {
    const auto given = member(n, key);
    if (!given) return;
    if (const auto which = choice(*given, words)) out = static_cast<Enum>(*which);
  }
  /// A list of objects: `each(node, element)`. What is no object leaves an empty element in its place.
  template <class T, class Each>
  void read_all(const node& n, std::string_view what, std::vector<T>& out, const Each& each) {
    if (!array(n, what)) return;
    const std::size_t count = n.value.as_array()->size();
    out.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const node item = n[i];
      if (object(item, "an object")) each(item, out[i]);
    }
  }
  template <class T, class Each>
  void read_all(const node& n, std::string_view key, std::string_view what, std::vector<T>& out, const Each& each) {
    if (const auto given = member(n, key)) read_all(*given, what, out, each);
  }
  /// The members of an object keyed by ids: `each(node, id)`. Keys of the host are left out, unless they are `known`.
  template <class Each>
  void each_member(const node& n, std::string_view what, const id_index* known, const Each& each) {
    if (!object(n, what)) return;
    for (const auto& [key, value] : *n.value.as_object()) {
      if (is_host_key(key) && !(known && known->position.contains(key))) continue;
      const node at{value, json::child(n.path, key)};
      if (known || is_id(at, key)) each(at, key);
    }
  }
  template <class Each>
  void each_member(const node& n, std::string_view key, std::string_view what, const id_index* known,
                   const Each& each) {
    if (const auto given = member(n, key)) each_member(*given, what, known, each);
  }

 private:
  bool is_id(const node& n, const std::string& key);

  nearest_name nearest_;
};

/// A target in the form that its direction asks for: two numbers for `within`, else one.
std::optional<interval> read_target(reader& r, const node& n, direction better);

void read_catalog(reader& r, const node& root);
void read_policy(reader& r, const node& root);
void read_sides(reader& r, const node& root);
void read_sections(reader& r, const node& root);

// The sections of the strategy, each from its own value.
void read_north_star(reader& r, const node& n);
void read_tech_portfolio(reader& r, const node& n);
void read_decision_rights(reader& r, const node& n);
void read_roadmap(reader& r, const node& n);
void read_requests(reader& r, const node& n);
void read_cadence(reader& r, const node& n);
void read_data_products(reader& r, const node& n);
void read_trade_offs(reader& r, const node& n);
void read_relationship(reader& r, const node& n);
void read_symptoms(reader& r, const node& n);
void read_waivers(reader& r, const node& n);

/// A number, or two as [low, high].
std::optional<interval> read_interval(reader& r, const node& n, std::string_view what);

}  // namespace coalign::io
