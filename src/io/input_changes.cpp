// SPDX-License-Identifier: Apache-2.0
// Two model documents compared, matched by id. Both are written from what was read, so that they say the same where
// they mean the same.
#include "documents.hpp"
#include "moved_inputs.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coalign::io {

namespace {

using json::array;
using json::object;
using json::value;

/// The sections in the order of a model document.
constexpr std::array<std::string_view, 23> sections_in_order{
    "coalign",       "title",          "illustrative",    "as_of",    "currency", "question",
    "elicitation",   "metrics",        "horizons",        "risks",    "policy",   "sides",
    "north_star",    "tech_portfolio", "decision_rights", "roadmap",  "requests", "cadence",
    "data_products", "trade_offs",     "relationship",    "symptoms", "waivers"};

/// Lists of things without an id, and the keys that tell these apart.
struct list_keys {
  std::string_view list;
  std::array<std::string_view, 3> keys;
};
constexpr std::array<list_keys, 10> keys_of_lists{{{"guards", {"metric"}},
                                                   {"log", {"domain", "asked"}},
                                                   {"access", {"audience"}},
                                                   {"quality", {"measure"}},
                                                   {"segments", {"text"}},
                                                   {"ratings", {"side", "rater", "of"}},
                                                   {"needs", {"side", "of", "what"}},
                                                   {"tech_spend", {"period"}},
                                                   {"revenue", {"period"}},
                                                   {"waivers", {"rule", "subjects"}}}};

/// A thing of a list as its path names it.
std::string name_in(std::string_view list, const value& thing) {
  if (const value* id = thing.find("id"); id && id->as_string()) return *id->as_string();
  std::string name;
  const auto add = [&](const value& x) {
    if (const std::string* text = x.as_string()) name += (name.empty() ? "" : ", ") + *text;
  };
  const auto* const found =
      std::find_if(keys_of_lists.begin(), keys_of_lists.end(), [&](const list_keys& x) { return x.list == list; });
  if (found == keys_of_lists.end()) return name;
  for (const std::string_view key : found->keys) {
    const value* given = key.empty() ? nullptr : thing.find(key);
    if (!given) continue;
    add(*given);
    if (const array* ids = given->as_array()) std::for_each(ids->begin(), ids->end(), add);
  }
  return name;
}

bool same(const value& x, const value& y) {
  if (x.is_number() && y.is_number()) return x.number() == y.number();
  if (const std::string* text = x.as_string()) return y.as_string() && *text == *y.as_string();
  if (const bool* truth = x.as_bool()) return y.as_bool() && *truth == *y.as_bool();
  if (const array* items = x.as_array()) {
    return y.as_array() && std::equal(items->begin(), items->end(), y.as_array()->begin(), y.as_array()->end(), same);
  }
  return x.is_null() && y.is_null();
}

/// All texts: ids, whose order says nothing but in ranks. Also an empty list.
bool holds_ids(const array& list) {
  return std::all_of(list.begin(), list.end(), [](const value& x) { return x.as_string() != nullptr; });
}
bool holds_things(const array& list) {
  return std::all_of(list.begin(), list.end(), [](const value& x) { return x.as_object() != nullptr; });
}

void sort_ids(array& ids) {
  std::sort(ids.begin(), ids.end(), [](const value& x, const value& y) { return *x.as_string() < *y.as_string(); });
}

/// Brings every list of ids below into one order.
void sort_all_ids(value& x) {
  if (object* members = x.as_object()) {
    for (auto& [key, member] : *members) sort_all_ids(member);
  } else if (array* items = x.as_array()) {
    if (holds_ids(*items)) return sort_ids(*items);
    for (value& item : *items) sort_all_ids(item);
  }
}

/// The places in ranks keep their order, the ids that share one do not.
void sort_model(value& document) {
  for (auto& [section, x] : *document.as_object()) {
    if (section != "sides" || !x.as_array()) {
      sort_all_ids(x);
      continue;
    }
    for (value& side : *x.as_array()) {
      for (auto& [key, answer] : *side.as_object()) {
        if (key != "priority_ranks") {
          sort_all_ids(answer);
          continue;
        }
        for (value& place : *answer.as_array()) sort_all_ids(place);
      }
    }
  }
}

/// Walks two documents, and keeps what differs.
class comparison {
 public:
  comparison(const model& before, const model& after) : unasked_{unasked(before), unasked(after)} {}

  std::vector<moved_input> take(value& before, value& after) && {
    const auto rank = [](std::string_view key) {
      return std::find(sections_in_order.begin(), sections_in_order.end(), key) - sections_in_order.begin();
    };
    std::map<std::ptrdiff_t, std::pair<std::string_view, two_values>> sections;
    const auto add = [&](object& members, std::size_t which) {
      for (auto& [key, member] : members) {
        auto& entry = sections[rank(key)];
        entry.first = key;
        entry.second[which] = &member;
      }
    };
    add(*before.as_object(), 0);
    add(*after.as_object(), 1);
    for (const auto& [at, section] : sections) in(section.first, section.second);
    return std::move(moved_);
  }

 private:
  using two_values = std::array<value*, 2>;
  template <class T>
  using two_of = std::array<T*, 2>;

  /// What a metric that a side leaves out counts.
  static double unasked(const model& m) {
    const auto& scale = m.policy().rating_scale;
    return scale ? scale->low : 0.0;
  }

  void in(std::string_view part, const two_values& x) {
    parts_.emplace_back(part);
    compare(x);
    parts_.pop_back();
  }

  void compare(const two_values& x) {
    const auto [before, after] = x;
    const two_of<object> members{before ? before->as_object() : nullptr, after ? after->as_object() : nullptr};
    if ((members[0] && members[1]) || (is_kept_by_metric() && (members[0] || members[1]))) return by_key(members);
    const two_of<array> lists{before ? before->as_array() : nullptr, after ? after->as_array() : nullptr};
    const bool both = lists[0] && lists[1];
    const bool one = (lists[0] && !after) || (lists[1] && !before);
    if (both || (one && !is_given_or_not())) {
      const auto all = [&](bool (*test)(const array&)) {
        return (!lists[0] || test(*lists[0])) && (!lists[1] || test(*lists[1]));
      };
      if (all(holds_ids) && !is_ranks()) return by_id(lists);
      if (all(holds_things)) return by_name(lists);
    }
    if (before && after && same(*before, *after)) return;
    if (!(before && after) && counts_nothing(x)) return;
    keep(x);
  }

  void by_key(const two_of<object>& members) {
    std::map<std::string_view, two_values> all;
    for (std::size_t which = 0; which < 2; ++which) {
      if (!members[which]) continue;
      for (auto& [key, member] : *members[which]) all[key][which] = &member;
    }
    for (const auto& [key, x] : all) in(key, x);
  }

  /// Lists of ids: each that only one has.
  void by_id(const two_of<array>& lists) {
    std::map<std::string, two_values> all;
    for (std::size_t which = 0; which < 2; ++which) {
      if (!lists[which]) continue;
      for (value& id : *lists[which]) all[*id.as_string()][which] = &id;
    }
    for (const auto& [id, x] : all) in(id, x);
  }

  /// Lists of things: those of one name against each other.
  void by_name(const two_of<array>& lists) {
    const std::string list = parts_.back();
    if ((list == "tech_spend" || list == "revenue") && lists[0] && lists[1] && !same_order(list, lists)) {
      // The last two periods are what counts, so their order does.
      value before(std::move(*lists[0])), after(std::move(*lists[1]));
      return keep({&before, &after});
    }
    std::map<std::string, std::array<std::vector<value*>, 2>> all;
    for (std::size_t which = 0; which < 2; ++which) {
      if (!lists[which]) continue;
      for (value& thing : *lists[which]) all[name_in(list, thing)][which].push_back(&thing);
    }
    for (auto& [name, alike] : all) {
      if (std::max(alike[0].size(), alike[1].size()) > 1) drop_same(alike);
      const std::size_t most = std::max(alike[0].size(), alike[1].size());
      for (std::size_t k = 0; k < most; ++k) {
        const auto at = [&](std::size_t which) { return k < alike[which].size() ? alike[which][k] : nullptr; };
        in(k == 0 ? name : name + " #" + std::to_string(k + 1), {at(0), at(1)});
      }
    }
  }

  /// Of several things with one name those that both have are no change; the others stand by what they say.
  static void drop_same(std::array<std::vector<value*>, 2>& alike) {
    std::array<std::multimap<std::string, value*>, 2> by_text;
    for (std::size_t which = 0; which < 2; ++which) {
      for (value* x : alike[which]) by_text[which].emplace(json::print(*x), x);
      alike[which].clear();
    }
    for (auto i = by_text[0].begin(); i != by_text[0].end();) {
      const auto other = by_text[1].find(i->first);
      if (other == by_text[1].end()) {
        ++i;
        continue;
      }
      by_text[1].erase(other);
      i = by_text[0].erase(i);
    }
    for (std::size_t which = 0; which < 2; ++which) {
      for (const auto& [text, x] : by_text[which]) alike[which].push_back(x);
    }
  }

  /// Whether what both lists have stands in one order.
  static bool same_order(std::string_view list, const two_of<array>& lists) {
    std::array<std::vector<std::string>, 2> names;
    for (std::size_t which = 0; which < 2; ++which) {
      names[which].reserve(lists[which]->size());
      for (const value& x : *lists[which]) names[which].push_back(name_in(list, x));
    }
    const auto common = [&](std::size_t which) {
      std::vector<std::string> there(names[1 - which]), out;
      std::sort(there.begin(), there.end());
      std::copy_if(names[which].begin(), names[which].end(), std::back_inserter(out),
                   [&](const std::string& x) { return std::binary_search(there.begin(), there.end(), x); });
      return out;
    };
    return common(0) == common(1);
  }

  [[nodiscard]] bool is_of_side() const { return parts_.size() > 2 && parts_[0] == "sides"; }
  /// A section that was not given is not an empty one: the report names it as not assessed.
  [[nodiscard]] bool is_given_or_not() const {
    return parts_.size() == 1 && parts_[0] != "waivers" && parts_[0] != "risks";
  }
  [[nodiscard]] bool is_ranks() const { return is_of_side() && parts_.size() == 3 && parts_[2] == "priority_ranks"; }
  [[nodiscard]] bool is_kept_by_metric() const {
    return is_of_side() && parts_.size() == 3 &&
           (parts_[2] == "targets" || parts_[2] == "better" || parts_[2] == "current");
  }

  /// Whether what only one of the two has is what leaving it out means: no points.
  [[nodiscard]] bool counts_nothing(const two_values& x) const {
    if (!is_of_side()) return false;
    const std::size_t n = parts_.size();
    const bool of_metric = (n == 4 && parts_[2] == "priorities") || (n == 5 && parts_[2] == "predicts") ||
                           (n == 6 && parts_[2] == "raters" && parts_[4] == "priorities");
    const bool of_horizon = n == 4 && parts_[2] == "horizons";
    if (!of_metric && !of_horizon) return false;
    const std::size_t which = x[0] ? 0 : 1;
    const double none = of_metric ? unasked_[which] : 0.0;
    const auto is_none = [&](const value& y) { return y.is_number() && y.number() == none; };
    const array* ends = x[which]->as_array();
    return ends ? std::all_of(ends->begin(), ends->end(), is_none) : is_none(*x[which]);
  }

  void keep(const two_values& x) {
    moved_input entry;
    for (const std::string& part : parts_) entry.path = json::child(entry.path, part);
    if (x[0]) entry.before = std::move(*x[0]);
    if (x[1]) entry.after = std::move(*x[1]);
    moved_.push_back(std::move(entry));
  }

  std::array<double, 2> unasked_;
  std::vector<std::string> parts_;
  std::vector<moved_input> moved_;
};

/// As one line, without the line break at its end.
std::string one_text(const value& x) {
  std::string text = json::print(x);
  text.pop_back();
  return text;
}

}  // namespace

std::vector<moved_input> moved_inputs(const model& before, const model& after) {
  value was = parts_document(before.parts()), is = parts_document(after.parts());
  sort_model(was);
  sort_model(is);
  return comparison(before, after).take(was, is);
}

std::vector<input_change> input_changes(const model& before, const model& after) {
  std::vector<input_change> out;
  std::vector<moved_input> moved = moved_inputs(before, after);
  out.reserve(moved.size());
  for (moved_input& x : moved) {
    const auto text = [](const std::optional<value>& y) { return y ? std::optional(one_text(*y)) : std::nullopt; };
    const input_kind kind = x.kind();
    out.push_back({std::move(x.path), kind, text(x.before), text(x.after)});
  }
  return out;
}

}  // namespace coalign::io
