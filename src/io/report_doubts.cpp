// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_of_raters = 8;  // pairs
constexpr std::size_t most_of_others = 4;

/// Whether several people answered for a side, on priorities or on risks.
bool several(const agreement_entry& x) { return (x.metric && x.metric->raters > 1) || (x.risk && x.risk->raters > 1); }

/// Points of 100 in as few decimals as show which of two is more.
std::array<std::string, 2> points_apart(const report_writer& out, double x, double y) {
  const auto text = [&](double share, int decimals) {
    return decimals == 0 ? detail::number_text(100.0 * share, 'p', number_words_of(out.language()))
                         : fixed(100.0 * share, decimals);
  };
  int decimals = 0;
  while (decimals < 3 && std::abs(x - y) > 1e-9 && text(x, decimals) == text(y, decimals)) ++decimals;
  return {text(x, decimals), text(y, decimals)};
}

/// A range of points, or the one number that it is.
std::string between(const report_writer& out, const interval& x) {
  const auto [low, high] = points_apart(out, x.low, x.high);
  if (low == high) return low;
  return out.filled("between", {{"low", low}, {"high", high}});
}

std::string p_text(const report_writer& out, double p) {
  if (p < 0.0005) return std::string(out.words("p_under"));
  return fixed(p, p < 0.1 ? 3 : 2);
}

/// The lines of a report about doubts, and what their readers need to know once.
class doubt_lines {
 public:
  explicit doubt_lines(report_writer& out) : out_(out) {}

  void tell(const uncertainty_entry& x) {
    switch (x.method) {
      case doubt::bootstrap:
        return tell_raters(x);
      case doubt::interval:
        return tell_interval(x);
      case doubt::ranks:
        if (!x.range) return say(x, "ranks_unasked", {});
        return say(x, "doubt_ranks", {{"gap", 100.0 * x.estimate}, {"between", between(out_, *x.range)}});
      case doubt::dirichlet:
        return tell_draws(x);
    }
  }

  void add_notes() {
    if (floor_) out_.say("doubt_noise", {}, "  ", 4);
    if (no_interval_)
      out_.say("doubt_few", {{"least", static_cast<double>(uncertainty::bootstrap_least_raters)}}, "  ");
    if (least_p_.empty()) return;
    const auto [low, high] = std::minmax_element(least_p_.begin(), least_p_.end());
    const bool same = p_text(out_, *low) == p_text(out_, *high);
    out_.say(same ? "doubt_least_p" : "doubt_least_p_range",
             {{"low", p_text(out_, *low)}, {"high", p_text(out_, *high)}}, "  ");
  }

 private:
  void say(const uncertainty_entry& x, std::string_view key, arguments args) {
    out_.say(out_.about(out_.found().pairs[x.pair]), key, std::move(args), "  ", 4);
  }

  void tell_raters(const uncertainty_entry& x) {
    if (!x.permutation) return say(x, "raters_unasked", {});
    const bool within = *x.within_noise();
    floor_ = true;
    const auto [gap, floor] = points_apart(out_, x.estimate, x.permutation->noise_floor);
    std::string range;
    if (x.range) {
      range = x.status == errc::degenerate
                  ? std::string(out_.words("doubt_alike"))
                  : out_.filled("doubt_range", {{"low", 100.0 * x.range->low}, {"high", 100.0 * x.range->high}});
    } else {
      no_interval_ = true;
    }
    if (x.permutation->least_p > 0.05) least_p_.push_back(x.permutation->least_p);
    const std::string p = p_text(out_, x.permutation->p);
    say(x,
        !within       ? "doubt_beyond"
        : noise_told_ ? "doubt_within"
                      : "doubt_within_first",
        {{"gap", gap}, {"range", range}, {"floor", floor}, {"p", p}});
    noise_told_ = noise_told_ || within;
  }

  void tell_interval(const uncertainty_entry& x) {
    if (!x.range) return say(x, "interval_unasked", {});
    say(x, x.exact ? "doubt_interval" : "doubt_interval_bound",
        {{"between", between(out_, *x.range)}, {"reached", 100.0 * x.reached}});
  }

  void tell_draws(const uncertainty_entry& x) {
    arguments args{{"gap", 100.0 * x.estimate}, {"between", between(out_, *x.range)}};
    if (!x.probability) return say(x, "doubt_dirichlet", std::move(args));
    args.push_back({"wanted", *out_.found().model.policy().target_index});
    args.push_back({"probability", *x.probability});
    args.push_back({"half", x.half_width});
    say(x, "doubt_dirichlet_wanted", std::move(args));
  }

  report_writer& out_;
  bool floor_ = false;
  bool noise_told_ = false;
  bool no_interval_ = false;
  std::vector<double> least_p_;
};

}  // namespace

void write_doubts(report_writer& out) {
  const assessment& a = out.found();
  std::vector<const uncertainty_entry*> told;
  std::vector<bool> doubted(a.pairs.size(), false);
  for (const uncertainty_entry& x : a.uncertainty) {
    // One rater a side is one answer a side.
    if (x.method == doubt::bootstrap && x.raters[0] == 1 && x.raters[1] == 1) continue;
    told.push_back(&x);
    doubted[x.pair] = true;
  }
  if (told.empty()) {
    if (std::none_of(a.agreement.begin(), a.agreement.end(), several)) out.say("one_answer", {}, "", 0);
    return;
  }
  const bool brackets = std::any_of(told.begin(), told.end(), [](const uncertainty_entry* x) {
    return x->method == doubt::bootstrap && x->range && x->status == errc::ok;
  });
  out.title(out.words("doubt_head"), out.words(brackets ? "doubt_note_range" : "doubt_note"));
  doubt_lines lines(out);
  // The widest gaps first; what raters leave in doubt before what lies in the form of an answer.
  const auto gap = [&](const uncertainty_entry* x) { return a.pairs[x->pair].comparison.metric->priority_gap; };
  for (const bool raters : {true, false}) {
    std::vector<const uncertainty_entry*> some;
    for (const uncertainty_entry* x : told) {
      if ((x->method == doubt::bootstrap) == raters) some.push_back(x);
    }
    const auto order = order_by(some.size(), [&](std::size_t i, std::size_t j) { return gap(some[i]) > gap(some[j]); });
    const std::size_t most = std::min(order.size(), raters ? most_of_raters : most_of_others);
    for (std::size_t i = 0; i < most; ++i) lines.tell(*some[order[i]]);
    if (order.size() == most) continue;
    const auto within = std::count_if(order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                                      [&](std::size_t i) { return some[i]->within_noise() == true; });
    out.say(within > 0 ? "doubt_more_raters" : "doubt_more",
            {{"count", static_cast<double>(order.size() - most)}, {"within", static_cast<double>(within)}}, "  ", 4);
  }
  lines.add_notes();
  std::size_t without = 0;
  for (std::size_t k = 0; k < a.pairs.size(); ++k) without += a.pairs[k].comparison.metric && !doubted[k];
  if (without > 0) {
    out.say("doubt_one_answer", {{"count", static_cast<double>(without)}, {"all", static_cast<double>(a.pairs.size())}},
            "  ", 4);
  }
}

}  // namespace coalign::io
