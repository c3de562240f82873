// SPDX-License-Identifier: Apache-2.0
// The policy.
#include "reader.hpp"

#include <coalign/strategy/rules.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace coalign::io {

namespace {

void read_weights(reader& r, const node& n) {
  if (!r.object(n, "an object of block weights")) return;
  r.check_keys(n, {block_names[0], block_names[1], block_names[2]});
  policy& p = r.parts.policy;
  bool readable = true;
  for (std::size_t b = 0; b < block_count; ++b) {
    const auto weight = r.member(n, block_names[b]);
    if (!weight) continue;
    const auto x = r.number(*weight);
    readable = readable && x.has_value();
    p.weights[b] = x.value_or(1.0);
    if (p.weights[b] < 0.0) {
      readable = false;
      r.fail(fail(errc::bad_weight, field::weights, static_cast<std::ptrdiff_t>(b), p.weights[b]));
    }
  }
  if (!readable) return;
  if (const error e = check_points(p.weights, false, field::weights); e.code != errc::ok) r.fail(e);
}

void read_levels(reader& r, const node& n) {
  if (!r.array(n, "a list of levels from 0 to 1")) return;
  std::vector<double> levels;
  bool readable = true;
  for (std::size_t i = 0; i < n.value.as_array()->size(); ++i) {
    const auto x = r.number(n[i]);
    readable = readable && x.has_value();
    levels.push_back(x.value_or(0.0));
  }
  // A table that cannot be read still counts as declared: answers on it are not to blame.
  r.parts.policy.risk_levels = levels;
  if (!readable) return;
  if (levels.size() < 2) return r.fail(fail(errc::bad_scale, field::risk_levels));
  policy only;
  only.risk_levels = levels;
  detail::check_policy(only, [&](const error& e) { r.fail(e); });
}

/// The version of the rules: a whole number, or the same as a text.
void read_ruleset(reader& r, const node& n) {
  const std::string* text = n.value.as_string();
  if (!text && !n.value.is_number()) return r.wrong_type(n, "a version of the rules, such as 1");
  // Every version that there could be, so that the check of the rules tells which there are.
  constexpr int most = 9999;
  int version = 0;
  if (text) {
    const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), version);
    if (failure != std::errc{} || std::to_string(version) != *text) version = 0;
  } else if (const double x = n.value.number(); x >= 1.0 && x <= most && std::floor(x) == x) {
    version = static_cast<int>(x);
  }
  r.parts.strategy.ruleset = version;
  if (version < 1 || version > most)
    r.fail(errc::bad_version, n.path, "a version of the rules, such as 1", n.value.described());
}

void read_rules(reader& r, const node& n) {
  r.each_member(n, "an object of rules", nullptr, [&](const node& at, const std::string& id) {
    strategy::rule_setting& x = r.parts.strategy.rules.emplace_back(strategy::rule_setting{.rule = id});
    if (const std::string* word = at.value.as_string()) {
      x.off = *word == "off";
      if (!x.off)
        r.fail(errc::bad_option, at.path, "\"off\", or an object such as {\"level\": \"note\"}", at.value.described());
      return;
    }
    if (!r.object(at, "\"off\", or an object such as {\"level\": \"note\"}")) return;
    r.read(at, "level", strategy::level_names, x.level);
    const strategy::rule* rule = strategy::find_rule(id);
    for (const auto& [key, value] : *at.value.as_object()) {
      if (is_host_key(key) || key == "level") continue;
      const node limit{value, json::child(at.path, key)};
      const bool known = rule && std::any_of(rule->thresholds.begin(), rule->thresholds.end(),
                                             [&, name = std::string_view(key)](const strategy::threshold& t) {
                                               return t.name == name;
                                             });
      // Of a key that no rule has, the key is the error, not its value.
      const auto number = known ? r.number(limit) : std::optional(0.0);
      if (number) x.thresholds.emplace_back(key, *number);
    }
  });
}

}  // namespace

void read_policy(reader& r, const node& root) {
  const auto given = r.member(root, "policy");
  if (!given || !r.object(*given, "an object")) return;
  const node& n = *given;
  r.check_keys(
      n, {"weights", "rho", "spacing", "risk_levels", "rating_scale", "target_index", "shared_by", "ruleset", "rules"});
  policy& p = r.parts.policy;
  if (const auto weights = r.member(n, "weights")) read_weights(r, *weights);
  if (const auto rho = r.member(n, "rho")) {
    if (rho->value.is_number()) {
      p.rho = rho->value.number();
      if (!(p.rho >= 1.0)) r.fail(fail(errc::bad_option, field::rho, -1, p.rho));
    } else if (const std::string* word = rho->value.as_string()) {
      if (*word == "inf") {
        p.rho = std::numeric_limits<double>::infinity();
      } else {
        r.fail(errc::bad_option, rho->path, "a number >= 1 or \"inf\"", rho->value.described());
      }
    } else {
      r.wrong_type(*rho, "a number >= 1 or \"inf\"");
    }
  }
  if (const auto spaced = r.member(n, "spacing")) {
    p.spacing = static_cast<spacing>(r.choice(*spaced, {"log", "equal"}).value_or(0));
  }
  if (const auto levels = r.member(n, "risk_levels")) read_levels(r, *levels);
  if (const auto scale = r.member(n, "rating_scale")) {
    if (scale->value.is_number()) {
      r.wrong_type(*scale, "two numbers [low, high]");
    } else if (const auto ends = read_interval(r, *scale, "two numbers [low, high]")) {
      if (ends->low < ends->high && std::isfinite(ends->high - ends->low)) {
        p.rating_scale = rating_scale{ends->low, ends->high};
      } else {
        r.fail(fail(errc::bad_scale, field::rating_scale));
      }
    }
    r.ratings_unreadable = !p.rating_scale;
  }
  if (const auto wanted = r.member(n, "target_index")) {
    p.target_index = r.number(*wanted, "a number from 0 to 1");
    if (p.target_index && !(*p.target_index >= 0.0 && *p.target_index <= 1.0)) {
      r.fail(fail(errc::bad_option, field::target_index, -1, *p.target_index));
      p.target_index.reset();
    }
  }
  if (const auto least = r.member(n, "shared_by")) {
    if (const auto x = r.number(*least, "a whole number of sides, at least 2")) {
      if (*x >= 2.0 && *x <= 1e9 && std::floor(*x) == *x) {
        p.shared_by = static_cast<std::size_t>(*x);
      } else {
        r.fail(fail(errc::bad_option, field::shared_by, -1, *x));
      }
    }
  }
  if (const auto ruleset = r.member(n, "ruleset")) read_ruleset(r, *ruleset);
  if (const auto rules = r.member(n, "rules")) read_rules(r, *rules);
}

}  // namespace coalign::io
