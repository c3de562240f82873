// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"

#include <coalign/core/order.hpp>

#include <algorithm>
#include <utility>

namespace coalign::io {

namespace {

constexpr std::size_t most_sides_told = 8;

/// The measure that words go by, and from where on raters agree, or agree somewhat.
struct yardstick {
  std::string_view source;  ///< key of the line that names it
  double value = 0.0;
  double agree = 0.0, somewhat = 0.0;
};

/// Koo & Li 2016 for the ICC, whose bounds of "good" and "moderate" these are; LeBreton & Senter 2008 for r_wg(J);
/// Krippendorff 2004 for alpha.
std::optional<yardstick> measured(const block_agreement& x) {
  if (x.icc) return yardstick{"raters_icc", *x.icc, 0.75, 0.5};
  if (x.rwg_j) return yardstick{"raters_rwg", *x.rwg_j, 0.71, 0.51};
  if (x.krippendorff_alpha) return yardstick{"raters_alpha", *x.krippendorff_alpha, 0.8, 0.667};
  return std::nullopt;
}

std::string_view words(const report_writer& out, const yardstick& y) {
  return out.words(y.value >= y.agree ? "agree" : y.value >= y.somewhat ? "agree_somewhat" : "agree_hardly");
}

/// An ICC of few answers may lie far below −1, where its digits say nothing.
std::string icc_text(const report_writer& out, double x) {
  return x < -1.0 ? std::string(out.words("icc_under")) : fixed(x, 2);
}

/// The measures that there are.
std::string measures(const report_writer& out, const block_agreement& x) {
  std::string text;
  const auto add = [&](std::string_view key, const arguments& args) {
    text += (text.empty() ? "" : "; ") + out.filled(key, args);
  };
  if (x.icc && x.icc_low && x.icc_high) {
    add("measure_icc",
        {{"value", icc_text(out, *x.icc)}, {"low", icc_text(out, *x.icc_low)}, {"high", icc_text(out, *x.icc_high)}});
  } else if (x.icc) {
    add("measure_icc_alone", {{"value", icc_text(out, *x.icc)}});
  }
  if (x.rwg_j) add("measure_rwg", {{"value", *x.rwg_j}});
  if (x.krippendorff_alpha) add("measure_alpha", {{"value", *x.krippendorff_alpha}});
  return text;
}

/// What the raters of one side do on priorities.
std::string sentence(const report_writer& out, const block_agreement& x) {
  if (x.raters < 2) return std::string(out.words("raters_one"));
  const arguments count{{"raters", static_cast<double>(x.raters)}};
  const auto by = measured(x);
  if (!by) return out.filled("raters_unknown", count);
  return out.filled("raters", {count.front(), {"agree", std::string(words(out, *by))}, {"measures", measures(out, x)}});
}

/// The same on risks, in a few words.
std::string on_risks(const report_writer& out, const std::string& who, const agreement_entry& x) {
  const block_agreement& risk = *x.risk;
  std::string name = who;
  if (!x.metric || x.metric->raters != risk.raters) {
    name = out.filled(risk.raters == 1 ? "raters_risk_one" : "raters_risk_count",
                      {{"who", who}, {"raters", static_cast<double>(risk.raters)}});
  }
  const auto by = risk.raters < 2 ? std::nullopt : measured(risk);
  if (!by) return out.filled("raters_risk_unknown", {{"who", name}});
  return out.filled("raters_risk",
                    {{"who", name}, {"agree", std::string(words(out, *by))}, {"value", icc_text(out, by->value)}});
}

/// Of many sides those whose raters agree least, in the order of the model.
std::vector<std::size_t> least_agreed(const std::vector<agreement_entry>& all) {
  const auto level = [&](std::size_t k) {
    const auto by = all[k].metric ? measured(*all[k].metric) : std::nullopt;
    return by ? by->value : -2.0;
  };
  auto shown = order_by(all.size(), [&](std::size_t i, std::size_t j) { return level(i) < level(j); });
  if (shown.size() > most_sides_told) shown.resize(most_sides_told);
  std::sort(shown.begin(), shown.end());
  return shown;
}

}  // namespace

void write_agreement(report_writer& out) {
  const auto& all = out.found().agreement;
  if (all.empty()) return;
  out.title(out.words("raters_head"), out.words("raters_note"));
  std::vector<std::string_view> sources;  // of the words that are used
  const auto cite = [&](const block_agreement& x) {
    const auto by = x.raters < 2 ? std::nullopt : measured(x);
    if (by && std::find(sources.begin(), sources.end(), by->source) == sources.end()) sources.push_back(by->source);
  };
  const auto shown = least_agreed(all);
  std::string risks;
  for (const std::size_t k : shown) {
    const agreement_entry& x = all[k];
    const std::string& who = out.side_name(x.side);
    if (x.metric) {
      out.say("raters_side", {{"who", who}, {"sentence", sentence(out, *x.metric)}}, "  ", 4);
      cite(*x.metric);
    }
    if (x.risk) {
      risks += (risks.empty() ? "" : ", ") + on_risks(out, who, x);
      cite(*x.risk);
    }
  }
  if (shown.size() < all.size()) {
    out.say("raters_more", {{"count", static_cast<double>(all.size() - shown.size())}}, "  ");
  }
  if (!risks.empty()) out.say("raters_risks", {{"list", risks}}, "  ", 4);
  for (const std::string_view source : sources) out.say(source, {}, "  ", 4);
}

}  // namespace coalign::io
