// SPDX-License-Identifier: Apache-2.0
// The policy.
#include "reader.hpp"

#include <cmath>
#include <limits>

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
  if (const auto ruleset = r.member(n, "ruleset")) static_cast<void>(r.text(*ruleset));
  if (const auto rules = r.member(n, "rules")) static_cast<void>(r.object(*rules, "an object of rules"));
}

}  // namespace coalign::io
