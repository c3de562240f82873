// SPDX-License-Identifier: Apache-2.0
/// @file
/// The checks that sections of a strategy have in common, and how each says what is wrong.
#pragma once

#include <coalign/core/catalog.hpp>
#include <coalign/core/number.hpp>
#include <coalign/core/pointer.hpp>
#include <coalign/strategy/decision_rights.hpp>
#include <coalign/strategy/sections.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace coalign::strategy {

/// One thing that is wrong. What it points to lives as long as the call that tells of it.
struct problem {
  errc code = errc::ok;
  std::string path;  ///< JSON pointer into the model document
  std::string expected;
  std::string got;                            ///< empty where nothing was given
  std::vector<std::string> judged_by{};       ///< paths of what it was held against: a list of ids, a scale
  std::span<const std::string_view> known{};  ///< of an id that nothing has: the ids that there are
};

namespace detail {

/// Ids that others refer to.
struct known_ids {
  std::string what;                 ///< "the id of a metric"
  std::vector<std::string> places;  ///< where they are listed
  std::vector<std::string_view> names{};
  std::unordered_set<std::string_view> index{};

  void add(std::string_view id) {
    if (!id.empty() && index.insert(id).second) names.push_back(id);
  }
  template <class Things>
  void add_all(const Things& things) {
    for (const auto& x : things) add(x.id);
  }
};

[[nodiscard]] inline std::string in_quotes(std::string_view id) {
  std::string out = "\"";
  for (const char c : id) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

/// A path is a JSON pointer, followed by the keys and positions below it; it is only written where something is wrong.
template <class Sink>
class checker {
 public:
  checker(const sections& given, const catalog& c, std::span<const std::string_view> side_ids,
          std::optional<date> clock, Sink& sink)
      : as_of(clock), sink_(sink) {
    metrics.add_all(c.metrics);
    for (const std::string_view id : side_ids) {
      sides.add(id);
      owners.add(id);
      deciders.add(id);
    }
    owners.add(shared);
    deciders.add(shared);
    if (given.roadmap) items.add_all(*given.roadmap);
    served = items;
    served.what += ", or \"north_star\"";
    served.add(north_star_id);
    if (given.decision_rights) {
      deciders.add(given.decision_rights->arbiter);
      domains.add_all(given.decision_rights->domains);
    }
    domains.add_all(usual_domains);
  }

  known_ids metrics{"the id of a metric", {"/metrics"}};
  known_ids sides{"the id of a side", {"/sides"}};
  known_ids owners{"the id of a side, or \"shared\"", {"/sides"}};
  known_ids deciders{"the id of a side, \"shared\" or the arbiter", {"/sides", "/decision_rights/arbiter"}};
  known_ids items{"the id of a roadmap item", {"/roadmap"}};
  known_ids served{"the id of a roadmap item", {"/roadmap"}};
  known_ids domains{"a domain of decision_rights.domains, or a usual one", {"/decision_rights/domains"}};
  std::optional<date> as_of;
  bool has_dates = false;

  template <class... Parts>
  [[nodiscard]] static std::string place(std::string path, const Parts&... parts) {
    ((path = pointer_child(path, parts)), ...);
    return path;
  }

  template <class... Parts>
  void fail(errc code, std::string expected, std::string got, const Parts&... parts) {
    sink_(problem{code, place(parts...), std::move(expected), std::move(got)});
  }

  /// The same, where the fault may lie in what it was held against.
  template <class... Parts>
  void fail_by(std::string judged_by, errc code, std::string expected, std::string got, const Parts&... parts) {
    sink_(problem{code, place(parts...), std::move(expected), std::move(got), {std::move(judged_by)}});
  }

  /// What must not be left out. @returns whether it is there.
  template <class... Parts>
  bool given(const std::string& text, const char* expected, const Parts&... parts) {
    if (text.empty()) fail(errc::missing_key, expected, "", parts...);
    return !text.empty();
  }

  // --- Ids -----------------------------------------------------------------------------------------------------------

  template <class... Parts>
  void known(const known_ids& of, std::string_view id, const Parts&... parts) {
    if (of.index.contains(id)) return;
    sink_(problem{errc::unknown_id, place(parts...), of.what, in_quotes(id), of.places, of.names});
  }
  /// Each at most once in its list. `id_of(x)` names an element; those without a name are not compared.
  template <class List, class IdOf, class... Parts>
  void distinct(const List& list, const char* key, const IdOf& id_of, const Parts&... parts) {
    if (list.size() < 2) return;
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string_view id = id_of(list[i]);
      if (id.empty() || seen.insert(id).second) continue;
      std::string path = pointer_child(place(parts...), i);
      if (*key != '\0') path = pointer_child(path, key);
      sink_(problem{errc::duplicate, std::move(path), "each once in its list", in_quotes(id) + " again"});
    }
  }
  template <class... Parts>
  void no_twice(const ids& list, const Parts&... parts) {
    distinct(list, "", [](const std::string& id) -> std::string_view { return id; }, parts...);
  }
  template <class... Parts>
  void all_known(const known_ids& of, const ids& list, const Parts&... parts) {
    for (std::size_t i = 0; i < list.size(); ++i) known(of, list[i], parts..., i);
    no_twice(list, parts...);
  }
  /// Things with an id of their own: every one has it, and no two the same.
  template <class Things, class... Parts>
  void own_ids(const Things& things, const char* what, const Parts&... parts) {
    for (std::size_t i = 0; i < things.size(); ++i) given(things[i].id, what, parts..., i, "id");
    distinct(things, "id", [](const auto& x) -> std::string_view { return x.id; }, parts...);
  }
  /// Things that stand in the document by their id: no two the same.
  template <class Things, class IdOf, class... Parts>
  void keys(const Things& things, const IdOf& id_of, const Parts&... parts) {
    if (things.size() < 2) return;
    std::unordered_set<std::string_view> seen;
    for (const auto& x : things) {
      const std::string_view id = id_of(x);
      if (!seen.insert(id).second)
        fail(errc::duplicate, "each key once in an object", in_quotes(id) + " again", parts..., id);
    }
  }
  /// Values by known ids. Calls `each(value, path, id)`.
  template <class T, class Each, class... Parts>
  void by_ids(const known_ids& of, const by_id<T>& list, const Each& each, const Parts&... parts) {
    if (list.empty()) return;
    const std::string path = place(parts...);
    for (const auto& [id, value] : list) {
      known(of, id, path, id);
      each(value, path, id);
    }
    keys(list, [](const auto& x) -> std::string_view { return x.first; }, path);
  }
  /// Two sides, of which one says something of the other.
  template <class... Parts>
  void other_side(const std::string& side, const std::string& of, const Parts&... parts) {
    if (of.empty()) return;
    known(sides, of, parts..., "of");
    if (of == side) fail(errc::bad_option, "another side", "the side itself", parts..., "of");
  }

  // --- Numbers -------------------------------------------------------------------------------------------------------

  template <class... Parts>
  void finite(std::optional<double> x, const Parts&... parts) {
    if (x && !std::isfinite(*x)) fail(errc::bad_option, "a finite number", compact(*x), parts...);
  }
  template <class... Parts>
  void at_least_zero(std::optional<double> x, errc code, const Parts&... parts) {
    if (x && !(*x >= 0.0 && std::isfinite(*x))) fail(code, "a number >= 0", compact(*x), parts...);
  }
  template <class... Parts>
  void above_zero(std::optional<double> x, errc code, const Parts&... parts) {
    if (x && !(*x > 0.0 && std::isfinite(*x))) fail(code, "a number > 0", compact(*x), parts...);
  }
  template <class... Parts>
  void share(std::optional<double> x, errc code, const Parts&... parts) {
    if (x && !(*x >= 0.0 && *x <= 1.0)) fail(code, "a number from 0 to 1", compact(*x), parts...);
  }
  /// An amount, which counts towards the total of the model: sums of them cannot overflow.
  template <class... Parts>
  void amount(std::optional<money> x, const Parts&... parts) {
    if (!x) return;
    if (*x < money{}) return fail(errc::bad_money, "an amount >= 0", compact(x->value()), parts...);
    const money most = money::units(money::most);
    if (*x <= most && total_ <= most - *x) {
      total_ += *x;
    } else if (!std::exchange(too_much_, true)) {
      fail(errc::too_large, "amounts that add up to at most " + as_typed(most.value()), "more", parts...);
    }
  }

  // --- Dates ---------------------------------------------------------------------------------------------------------

  void dated(std::optional<date> x) { has_dates = has_dates || x; }
  /// A date that does not come before another.
  template <class... Parts>
  void in_order(std::optional<date> first, std::optional<date> then, std::string_view what, const Parts&... parts) {
    if (!first || !then || *then >= *first) return;
    fail(errc::bad_date, "a date not before " + std::string(what) + ", " + date_text(*first),
         in_quotes(date_text(*then)), parts...);
  }
  /// What has happened: not after the date of the model. @returns whether it is right.
  template <class... Parts>
  bool past(std::optional<date> x, const Parts&... parts) {
    dated(x);
    if (!x || !as_of || *x <= *as_of) return true;
    fail(errc::bad_date, "a date not after as_of, " + date_text(*as_of), in_quotes(date_text(*x)), parts...);
    return false;
  }
  /// What was asked, and when that was answered.
  template <class... Parts>
  void asked_and_answered(std::optional<date> asked, std::optional<date> answered, const char* key,
                          const Parts&... parts) {
    const bool right = past(asked, parts..., "asked");
    if (past(answered, parts..., key) && right) in_order(asked, answered, "it was asked", parts..., key);
  }

 private:
  Sink& sink_;
  money total_{};
  bool too_much_ = false;
};

}  // namespace detail

}  // namespace coalign::strategy
