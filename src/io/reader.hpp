// SPDX-License-Identifier: Apache-2.0
// What all readers of a part of the model document share.
#pragma once

#include "json_value.hpp"
#include "nearest.hpp"

#include <coalign/assess/model.hpp>
#include <coalign/io/error.hpp>
#include <coalign/io/read.hpp>

#include <initializer_list>
#include <optional>
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

  /// A member by its key; where it is required and missing, an error says so.
  std::optional<node> member(const node& n, std::string_view key, bool required = false, std::string_view what = {});

  /// Says which keys are not known, and the nearest that is.
  void check_keys(const node& n, std::initializer_list<std::string_view> known);

  /// The position of an id; says so where it is not known.
  std::optional<std::size_t> find(const id_index& index, std::string_view name, const std::string& path);

  /// Adds an id to an index, which keeps a view of the name; says so where it is given twice.
  void add_id(id_index& index, const std::string& name, std::size_t at, const std::string& path);

  /// One word of several.
  std::optional<std::size_t> choice(const node& n, std::initializer_list<std::string_view> words);

 private:
  nearest_name nearest_;
};

/// A target in the form that its direction asks for: two numbers for `within`, else one.
std::optional<interval> read_target(reader& r, const node& n, direction better);

void read_catalog(reader& r, const node& root);
void read_policy(reader& r, const node& root);
void read_sides(reader& r, const node& root);
void read_sections(reader& r, const node& root);

/// A number, or two as [low, high].
std::optional<interval> read_interval(reader& r, const node& n, std::string_view what);

}  // namespace coalign::io
