// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include <coalign/core/order.hpp>
#include <coalign/core/pointer.hpp>
#include <coalign/io/read.hpp>

#include <algorithm>

namespace coalign::io {

namespace {

void read_elicitation(reader& r, const node& root) {
  const bool ratings = r.parts.policy.rating_scale.has_value();
  const bool ranks = std::any_of(r.parts.sides.begin(), r.parts.sides.end(),
                                 [](const auto& side) { return side.given.form() == answer_form::ranks; });
  const auto given = r.member(root, "elicitation");
  if (!given) {
    r.parts.elicitation = ratings ? elicitation::ratings : ranks ? elicitation::ranks : elicitation::points;
    return;
  }
  if (const auto which = r.choice(*given, {"points", "swing", "ratings", "ranks"})) {
    r.parts.elicitation = static_cast<elicitation>(*which);
    if (ratings && r.parts.elicitation != elicitation::ratings) {
      r.fail(errc::bad_option, given->path, "\"ratings\", since policy.rating_scale is given",
             given->value.described());
    }
  }
}

/// Targets that differ need a scale, as far as the metric could be read.
void check_target_scales(reader& r) {
  detail::check_scales(
      r.parts.catalog, r.parts.sides, [](const auto& side) -> const answers& { return side.given; },
      [&](const error& e) {
        if (!r.unread_metrics[static_cast<std::size_t>(e.index)]) r.fail(e);
      });
}

/// Whether a part of a JSON pointer stands for a key.
bool is_token_of(std::string_view token, std::string_view key) {
  // Escapes only lengthen a key.
  return token == key || (token.size() > key.size() && pointer_child("", key).substr(1) == token);
}

/// Puts errors in the order of the document: by the deepest place of each pointer that exists, as positions.
void sort_by_place(const json::value& root, diagnostics& errors) {
  constexpr std::size_t most = 200;  // more than a person reads; finding the places costs a walk each
  if (errors.size() < 2 || errors.size() > most) return;
  std::vector<std::vector<std::size_t>> places;
  for (const diagnostic& d : errors) {
    std::vector<std::size_t>& place = places.emplace_back();
    const json::value* at = &root;
    std::string_view rest = d.path;
    bool found = true;
    while (found && !rest.empty()) {
      found = false;
      rest.remove_prefix(1);
      const std::string_view next = rest.substr(0, rest.find('/'));
      rest.remove_prefix(next.size());
      if (const json::array* items = at->as_array()) {
        for (std::size_t i = 0; i < items->size() && !found; ++i) {
          if (std::to_string(i) != next) continue;
          place.push_back(i);
          at = &(*items)[i];
          found = true;
        }
      } else if (const json::object* members = at->as_object()) {
        for (std::size_t i = 0; i < members->size() && !found; ++i) {
          if (!is_token_of(next, (*members)[i].first)) continue;
          place.push_back(i);
          at = &(*members)[i].second;
          found = true;
        }
      }
    }
    if (!found) place.push_back(static_cast<std::size_t>(-1));  // what is missing comes behind what is there
  }
  diagnostics sorted;
  for (const std::size_t i :
       order_by(errors.size(), [&](std::size_t a, std::size_t b) { return places[a] < places[b]; }))
    sorted.push_back(std::move(errors[i]));
  errors = std::move(sorted);
}

}  // namespace

result<model, diagnostics> read_model(std::string_view text) {
  json::value document;
  model_parts parts;
  reader r(parts);
  if (!json::parse(text, document, r.errors)) return std::move(r.errors);
  const node root{document, ""};
  if (!r.object(root, "a model: an object")) return std::move(r.errors);
  r.check_keys(root, {"coalign",       "title",          "as_of",           "currency", "question", "elicitation",
                      "illustrative",  "metrics",        "horizons",        "risks",    "policy",   "sides",
                      "north_star",    "tech_portfolio", "decision_rights", "roadmap",  "requests", "cadence",
                      "data_products", "trade_offs",     "relationship",    "symptoms", "waivers"});
  if (const auto version = r.member(root, "coalign", true, "the version of the format: 1")) {
    const auto number = r.number(*version, "the version of the format: 1");
    if (number && *number != 1.0) {
      r.fail(errc::bad_version, version->path, "1", version->value.described());
    }
  }
  read_catalog(r, root);
  read_policy(r, root);
  read_sides(r, root);
  check_target_scales(r);
  read_elicitation(r, root);
  read_sections(r, root);
  if (!r.errors.empty()) {
    sort_by_place(document, r.errors);
    return std::move(r.errors);
  }
  const model_parts given = parts;
  auto made = model::make(std::move(parts), std::string(text));
  if (!made) return diagnostics{describe(made.error(), given)};
  return std::move(made).value();
}

diagnostics check(std::string_view text) {
  auto read = read_model(text);
  return read ? diagnostics{} : std::move(read).error();
}

}  // namespace coalign::io
