// SPDX-License-Identifier: Apache-2.0
// What stands around the sides: title, date, question, and the sections of the strategy, which are checked as a whole.
#include "reader.hpp"

#include <coalign/strategy/check.hpp>
#include <coalign/strategy/rules.hpp>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace coalign::io {

namespace {

struct section {
  std::string_view key;
  bool is_list;
  void (*read)(reader&, const node&);
};
constexpr std::array<section, 11> all_sections{{{"north_star", false, &read_north_star},
                                                {"tech_portfolio", false, &read_tech_portfolio},
                                                {"decision_rights", false, &read_decision_rights},
                                                {"roadmap", true, &read_roadmap},
                                                {"requests", true, &read_requests},
                                                {"cadence", false, &read_cadence},
                                                {"data_products", true, &read_data_products},
                                                {"trade_offs", true, &read_trade_offs},
                                                {"relationship", false, &read_relationship},
                                                {"symptoms", false, &read_symptoms},
                                                {"waivers", true, &read_waivers}}};

/// The places of the errors so far: what is wrong there, or below, is not told again.
class told {
 public:
  void add(errc code, const std::string& path) {
    places_.insert(path);
    if (code == errc::duplicate) return;  // the id is there
    // An element of a list that could not be read may have been the one that others refer to.
    std::string_view list = path;
    if (list.ends_with("/id")) list.remove_suffix(3);
    const std::size_t cut = list.find_last_of('/');
    if (cut != list.npos && list.find_first_not_of("0123456789", cut + 1) == list.npos)
      lists_.emplace(list.substr(0, cut));
  }
  [[nodiscard]] bool knows(const strategy::problem& p) const {
    if (places_.empty()) return false;
    return is_in(p.path) || std::any_of(p.judged_by.begin(), p.judged_by.end(),
                                        [&](const std::string& path) { return is_in(path) || lists_.contains(path); });
  }

 private:
  [[nodiscard]] bool is_in(std::string path) const {
    for (; !path.empty(); path.resize(path.find_last_of('/'))) {
      if (places_.contains(path)) return true;
    }
    return false;
  }

  std::unordered_set<std::string> places_;
  std::unordered_set<std::string> lists_;
};

void check_sections(reader& r) {
  told so_far;
  for (const diagnostic& d : r.errors) so_far.add(d.code, d.path);
  const auto tell = [&](const strategy::problem& p) {
    if (so_far.knows(p)) return;
    so_far.add(p.code, p.path);
    std::string expected = p.expected;
    if (!p.known.empty() && p.got.size() > 2)
      expected = r.with_nearest(expected, std::string_view(p.got).substr(1, p.got.size() - 2), p.known);
    r.fail(p.code, p.path, std::move(expected), p.got);
  };
  check_strategy(r.parts, tell);
  strategy::check_rules(r.parts.strategy, strategy::all_rules(), strategy::newest_ruleset, tell);
}

}  // namespace

void read_sections(reader& r, const node& root) {
  model_parts& parts = r.parts;
  r.read(root, "title", parts.title);
  r.read(root, "currency", parts.currency);
  r.read(root, "question", parts.question);
  r.read(root, "illustrative", parts.illustrative);
  if (const auto date = r.member(root, "as_of")) {
    const std::string* given = date->value.as_string();
    if (!given || !parse_date(*given)) {
      r.fail(errc::bad_date, date->path, "a date YYYY-MM-DD", date->value.described());
    } else {
      parts.as_of = *given;
    }
  }
  for (const section& s : all_sections) {
    const auto given = r.member(root, s.key);
    if (!given) continue;
    if (s.is_list ? r.array(*given, "a list") == nullptr : r.object(*given, "an object") == nullptr) continue;
    s.read(r, *given);
  }
  if (r.has_dates && !root.value.find("as_of"))
    r.fail(errc::missing_key, "/as_of", "the date of the model, since its sections have dates");
  check_sections(r);
}

}  // namespace coalign::io
