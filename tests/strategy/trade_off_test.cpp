// SPDX-License-Identifier: Apache-2.0
#include "../generators.hpp"

#include <catch2/catch.hpp>
#include <coalign/strategy/trade_off.hpp>

#include <initializer_list>
#include <map>
#include <set>

namespace trade_off_test {

using namespace coalign;
using namespace coalign::strategy;

namespace {

constexpr std::nullopt_t none = std::nullopt;

/// Sides that have answered nothing: a trade-off needs their ids alone.
struct world {
  coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  sections given{};

  explicit world(std::initializer_list<const char*> names = {"cio", "cmo"}) {
    for (const char* name : names) sides.push_back(make_side(catalog, name, {}).value());
  }
  [[nodiscard]] strategy::setting setting() const { return {catalog, sides, given}; }
  [[nodiscard]] trade_off_result assess(const trade_off& t) const { return assess_trade_off(t, setting()); }
};

/// The example of the documentation, with a third option that nothing speaks for.
trade_off launch() {
  trade_off t{.id = "launch"};
  t.measures = {{"weeks"}, {"risk"}, {"cost"}, {"reach", false}};
  t.options = {{"fast", {4, .37, 110000, 120}}, {"slow", {10, .3, 160000, 90}}, {"checked", {8, .25, 150000, 100}}};
  t.limits = {{"cio", {none, .25, none, none}}, {"cmo", {6, none, none, none}}};
  return t;
}

double utility(const trade_off_result& found, const char* side, const char* option) {
  return *find(*find(found.utilities, side), option);
}

}  // namespace

TEST_CASE("a launch: front, limits and fair choices", "[trade_off]") {
  const auto found = world().assess(launch());
  CHECK(found.id == "launch");
  CHECK(found.front == ids{"fast", "checked"});
  CHECK(found.dominated == by_id<std::string>{{"slow", "checked"}});
  CHECK(found.accepted == by_id<ids>{{"cio", {"checked"}}, {"cmo", {"fast"}}});
  CHECK(found.accepted_by_all.empty());
  // Equal weights. CIO on fast: weeks 1, risk beyond the limit 0, cost 1, reach 1; on checked: weeks (10-8)/6, risk at
  // a limit that is the best: 1, cost (160-150)/50, reach (100-90)/30.
  CHECK(utility(found, "cio", "fast") == Approx(.75));
  CHECK(utility(found, "cio", "slow") == Approx(0));
  CHECK(utility(found, "cio", "checked") == Approx((2. / 6 + 1 + .2 + 1. / 3) / 4));
  // CMO on checked: weeks beyond the limit 0, risk 1, cost .2, reach 1/3; on fast: risk 0, the others 1.
  CHECK(utility(found, "cmo", "fast") == Approx(.75));
  CHECK(utility(found, "cmo", "checked") == Approx((1 + .2 + 1. / 3) / 4));
  CHECK(utility(found, "cmo", "slow") == Approx((.07 / .12) / 4));
  // Whatever is chosen, some side is asked for more than it accepts: none of it is fair.
  CHECK(found.nash.empty());
  CHECK(found.kalai_smorodinsky.empty());
  CHECK(found.max_min.empty());
  // fast: (.37-.25)/.12 = 1; slow: .05/.12 + 4/6; checked: 2/6.
  CHECK(found.least_violation == "checked");
}

TEST_CASE("a fair choice is within every side's limits", "[trade_off]") {
  trade_off t = launch();
  t.limits = {{"cio", {none, .3, none, none}}};
  // CIO: fast .75 with a risk beyond its limit, checked .4667; CMO: fast .75, checked .5958. Fast is out all the same.
  const auto found = world().assess(t);
  CHECK(found.accepted_by_all == ids{"slow", "checked"});
  CHECK(found.nash == "checked");
  CHECK(found.kalai_smorodinsky == "checked");
  CHECK(found.max_min == "checked");
  // With a limit that all meet, fast is fair again.
  t.limits = {{"cio", {none, .37, none, none}}};
  CHECK(world().assess(t).nash == "fast");
}

TEST_CASE("equal shares are of the best within the limits", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"x", false}, {"y", false}, {"z"}};
  t.options = {{"a", {10, 3, 0}}, {"b", {4, 6, 0}}, {"far", {0, 30, 1}}};
  t.weights = {{"cio", {1, none, none}}, {"cmo", {none, 1, none}}};
  // Of all options: a gives 1 and 0, b .4 and .11, so b is nearer to equal shares of 1 and 1.
  CHECK(world().assess(t).kalai_smorodinsky == "b");
  // Without "far", which breaks a limit, CMO's own best is b: a has shares 1 and 0, b .4 and 1.
  t.limits = {{"cio", {none, none, .5}}, {"cmo", {none, 0, none}}};
  const auto found = world().assess(t);
  CHECK(found.accepted_by_all == ids{"a", "b"});
  CHECK(utility(found, "cmo", "a") == Approx(.1));
  CHECK(utility(found, "cmo", "b") == Approx(.2));
  // Shares of a: 1 and .5; of b: .4 and 1. Of the best of all options they would be .1 and .2, and b the choice.
  CHECK(found.kalai_smorodinsky == "a");
  CHECK(found.max_min == "b");
}

TEST_CASE("exchange rates read as sentences", "[trade_off]") {
  const auto found = world().assess(launch());
  REQUIRE(found.sentences.size() == 1);
  const exchange& x = found.sentences[0];
  CHECK(x.message == "fast instead of checked: weeks 4 instead of 8, risk +0.12, cost -40,000, reach +20");
  CHECK(x.key == "exchange");
  CHECK(x.option == "fast");
  CHECK(x.instead_of == "checked");
  CHECK(x.changes == by_id<double>{{"weeks", -4}, {"risk", .12}, {"cost", -40000}, {"reach", 20}});
  CHECK(render(exchange_template("exchange"), x.args) == x.message);
}

TEST_CASE("exchange rates go along the front, from the best in the first measure on", "[trade_off]") {
  trade_off t{.id = "platform"};
  t.measures = {{"reach", false}, {"cost"}, {"downtime"}};
  t.options = {{"basic", {1000, 20000, .05}},
               {"twin", {2500.5, 60000, .001}},
               {"full", {2500.5, 90000, .0004}},
               {"same", {1000, 20000, .05}},
               {"none", {0, 0, 0}}};
  const auto found = world().assess(t);
  CHECK(found.front == ids{"basic", "twin", "full", "same", "none"});
  std::vector<std::string> texts;
  for (const exchange& x : found.sentences) texts.push_back(x.message);
  CHECK(texts == std::vector<std::string>{
                     "twin instead of full: cost 60,000 instead of 90,000, downtime +0.0006",
                     "full instead of basic: reach 2,500.5 instead of 1,000, cost +70,000, downtime -0.0496",
                     "basic instead of none: reach 1,000 instead of 0, cost +20,000, downtime +0.05"});
}

TEST_CASE("options that are alike do not dominate each other", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"cost"}};
  t.options = {{"a", {2}}, {"b", {1}}, {"c", {1}}, {"d", {3}}};
  const auto found = world().assess(t);
  CHECK(found.front == ids{"b", "c"});
  CHECK(found.dominated == by_id<std::string>{{"a", "b"}, {"d", "b"}});
  CHECK(found.sentences.empty());
  CHECK(found.nash == "b");
  CHECK(found.accepted_by_all == ids{"a", "b", "c", "d"});
  CHECK(found.least_violation.empty());
}

TEST_CASE("one option, or none", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"cost"}};
  CHECK(world().assess(t).front.empty());
  CHECK(world().assess(t).nash.empty());
  t.options = {{"only", {5}}};
  auto found = world().assess(t);
  CHECK(found.front == ids{"only"});
  CHECK(utility(found, "cio", "only") == 1);  // it meets the limit, which is the worst and the best option
  CHECK(found.nash == "only");
  t.limits = {{"cio", {4}}};
  found = world().assess(t);
  CHECK(utility(found, "cio", "only") == 0);
  CHECK(found.accepted == by_id<ids>{{"cio", {}}, {"cmo", {"only"}}});
  CHECK(found.nash.empty());
  CHECK(found.max_min.empty());
  CHECK(found.least_violation == "only");
}

TEST_CASE("utility by limit: at it, within it, beyond it, and where it leaves nothing to gain", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"weeks"}, {"reach", false}};
  t.options = {{"a", {4, 10}}, {"b", {6, 20}}, {"c", {8, 40}}};
  t.weights = {{"cio", {3, none}}, {"cmo", {1, 3}}};
  const auto of_cio = [&](std::optional<double> weeks) {
    t.limits = {{"cio", {weeks, none}}};
    const auto found = world().assess(t);
    return std::vector<double>{utility(found, "cio", "a"), utility(found, "cio", "b"), utility(found, "cio", "c")};
  };
  CHECK(of_cio(none) == std::vector<double>{1, .5, 0});
  CHECK(of_cio(6) == std::vector<double>{1, 0, 0});
  CHECK(of_cio(12) == std::vector<double>{1, .75, .5});
  CHECK(of_cio(4) == std::vector<double>{1, 0, 0});
  CHECK(of_cio(3) == std::vector<double>{0, 0, 0});  // nobody meets it, least of all the worst
  t.limits = {{"cmo", {none, 20}}};
  const auto found = world().assess(t);
  CHECK(utility(found, "cmo", "a") == Approx(.25 * 1 + .75 * 0));
  CHECK(utility(found, "cmo", "b") == Approx(.25 * .5 + .75 * 0));
  CHECK(utility(found, "cmo", "c") == Approx(.25 * 0 + .75 * 1));
  CHECK(found.accepted == by_id<ids>{{"cio", {"a", "b", "c"}}, {"cmo", {"b", "c"}}});
  CHECK(found.accepted_by_all == ids{"b", "c"});
}

TEST_CASE("weights that are all zero count as none", "[trade_off]") {
  trade_off t = launch();
  const auto equal = world().assess(t);
  t.weights = {{"cio", {0, 0, none, none}}, {"cmo", {7, 7, 7, 7}}};
  CHECK(world().assess(t).utilities == equal.utilities);
}

TEST_CASE("of equals an option that is not beaten is chosen", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"cost"}, {"reach", false}};
  t.options = {{"beaten", {1, 10}}, {"better", {1, 20}}, {"worst", {2, 5}}};
  t.weights = {{"cio", {1, none}}, {"cmo", {1, none}}};
  const auto found = world().assess(t);
  CHECK(found.dominated == by_id<std::string>{{"beaten", "better"}, {"worst", "better"}});
  CHECK(found.nash == "better");
  CHECK(found.max_min == "better");
  CHECK(found.kalai_smorodinsky == "better");
  t.limits = {{"cio", {.5, none}}};
  CHECK(world().assess(t).least_violation == "better");
}

TEST_CASE("numbers at the end of what a double holds", "[trade_off]") {
  trade_off t{.id = "t"};
  t.measures = {{"x"}, {"y", false}};
  t.options = {{"a", {-1.7e308, -1.7e308}}, {"b", {1.7e308, 1.7e308}}, {"c", {0, 0}}};
  t.limits = {{"cio", {-1.75e308, none}}};
  const auto found = world().assess(t);
  CHECK(found.front == ids{"a", "b", "c"});
  CHECK(utility(found, "cmo", "c") == Approx(.5));
  CHECK(found.least_violation == "a");
  CHECK(found.sentences.size() == 2);
}

// A slow version of everything, from the words of the documentation: pairs of options by set, in long double.

namespace {

struct slow {
  const trade_off& t;

  [[nodiscard]] long double better_by(std::size_t m, std::size_t i, std::size_t j) const {
    const auto x = static_cast<long double>(t.options[i].values[m]),
               y = static_cast<long double>(t.options[j].values[m]);
    return t.measures[m].lower ? y - x : x - y;
  }
  [[nodiscard]] bool beats(std::size_t i, std::size_t j) const {
    std::multiset<long double> all;
    for (std::size_t m = 0; m < t.measures.size(); ++m) all.insert(better_by(m, i, j));
    return *all.begin() >= 0 && *all.rbegin() > 0;
  }
  [[nodiscard]] std::set<std::size_t> front() const {
    std::set<std::size_t> out;
    for (std::size_t i = 0; i < t.options.size(); ++i) {
      bool beaten = false;
      for (std::size_t j = 0; j < t.options.size(); ++j) beaten |= beats(j, i);
      if (!beaten) out.insert(i);
    }
    return out;
  }
  [[nodiscard]] std::map<std::size_t, long double> stated(const std::vector<side_measures>& list,
                                                          const std::string& id) const {
    std::map<std::size_t, long double> out;
    for (const auto& x : list) {
      for (std::size_t m = 0; x.side == id && m < x.values.size(); ++m) {
        if (x.values[m]) out[m] = *x.values[m];
      }
    }
    return out;
  }
  [[nodiscard]] long double utility(const std::string& id, std::size_t i) const {
    auto weights = stated(t.weights, id);
    long double total = 0;
    for (const auto& [m, w] : weights) total += w;
    if (total == 0) {
      for (std::size_t m = 0; m < t.measures.size(); ++m) weights[m] = 1;
      total = static_cast<long double>(t.measures.size());
    }
    const auto limits = stated(t.limits, id);
    long double out = 0;
    for (const auto& [m, w] : weights) {
      std::vector<long double> gains;  // by option, the larger the better
      for (const option& x : t.options) gains.push_back((t.measures[m].lower ? -1.0L : 1.0L) * x.values[m]);
      const long double best = *std::max_element(gains.begin(), gains.end());
      long double floor = *std::min_element(gains.begin(), gains.end());
      if (limits.count(m)) floor = (t.measures[m].lower ? -1.0L : 1.0L) * limits.at(m);
      const long double share = best > floor ? (gains[i] - floor) / (best - floor) : gains[i] >= floor ? 1 : 0;
      out += w / total * std::min(1.0L, std::max(0.0L, share));
    }
    return out;
  }
  [[nodiscard]] bool accepts(const std::string& id, std::size_t i) const {
    for (const auto& [m, limit] : stated(t.limits, id)) {
      const auto x = static_cast<long double>(t.options[i].values[m]);
      if (t.measures[m].lower ? x > limit : x < limit) return false;
    }
    return true;
  }
};

trade_off random_trade_off(const std::vector<std::string>& sides) {
  trade_off t{.id = "t"};
  const std::size_t measures = generators::size(1, 4), options = generators::size(1, 7);
  for (std::size_t m = 0; m < measures; ++m) t.measures.push_back({"m" + std::to_string(m), generators::coin()});
  for (std::size_t i = 0; i < options; ++i) {
    option x{"o" + std::to_string(i), {}};
    for (std::size_t m = 0; m < measures; ++m) x.values.push_back(generators::whole(0, 6) / 4.0);
    t.options.push_back(x);
  }
  for (const std::string& id : sides) {
    side_measures limits{id, {}}, weights{id, {}};
    for (std::size_t m = 0; m < measures; ++m) {
      limits.values.push_back(generators::coin() ? std::optional(generators::whole(-1, 7) / 4.0) : std::nullopt);
      weights.values.push_back(generators::coin() ? std::optional<double>(generators::whole(0, 3)) : std::nullopt);
    }
    if (generators::coin()) t.limits.push_back(limits);
    if (generators::coin()) t.weights.push_back(weights);
  }
  return t;
}

}  // namespace

TEST_CASE("front, acceptance, utilities and violations are those of the slow version", "[trade_off]") {
  const world w{"cio", "cmo", "cfo"};
  const std::vector<std::string> sides{"cio", "cmo", "cfo"};
  generators::holds("slow", [&] {
    const trade_off t = random_trade_off(sides);
    const slow s{t};
    const auto found = w.assess(t);
    const auto front = s.front();
    const auto index = [&](const std::string& id) { return *option_index(t, id); };

    NEED(found.front.size() == front.size());
    NEED(std::all_of(found.front.begin(), found.front.end(), [&](const auto& id) { return front.count(index(id)); }));
    NEED(found.dominated.size() + front.size() == t.options.size());
    for (const auto& [id, by] : found.dominated) {
      NEED(front.count(index(by)) == 1);
      NEED(s.beats(index(by), index(id)));
      for (const std::size_t i : front) NEED(i >= index(by) || !s.beats(i, index(id)));
    }
    ids all;
    for (std::size_t i = 0; i < t.options.size(); ++i) {
      bool by_all = true;
      for (const std::string& id : sides) {
        const auto& accepted = *find(found.accepted, id);
        const bool in = std::find(accepted.begin(), accepted.end(), t.options[i].id) != accepted.end();
        NEED(in == s.accepts(id, i));
        by_all = by_all && in;
        const double u = *find(*find(found.utilities, id), t.options[i].id);
        NEED(std::abs(static_cast<long double>(u) - s.utility(id, i)) < 1e-12L);
        NEED(u >= 0.0 && u <= 1.0);
      }
      if (by_all) all.push_back(t.options[i].id);
    }
    NEED(found.accepted_by_all == all);
    NEED(found.least_violation.empty() == !all.empty());
  });
}

TEST_CASE("fair choices are the argmax within all limits, and none of them is beaten", "[trade_off]") {
  const world w{"cio", "cmo", "cfo"};
  const std::vector<std::string> sides{"cio", "cmo", "cfo"};
  generators::holds("argmax", [&] {
    const trade_off t = random_trade_off(sides);
    const slow s{t};
    const auto found = w.assess(t);
    long double best_product = 0, best_least = 0, best_share = 0, least_sum = -1;
    const auto accepted = [&](std::size_t i) {
      return std::all_of(sides.begin(), sides.end(), [&](const std::string& id) { return s.accepts(id, i); });
    };
    const auto share = [&](std::size_t i) {
      long double out = 1;
      for (const std::string& id : sides) {
        long double own = 0;
        for (std::size_t j = 0; j < t.options.size(); ++j) own = std::max(own, accepted(j) ? s.utility(id, j) : 0);
        out = std::min(out, own > 0 ? s.utility(id, i) / own : 0);
      }
      return out;
    };
    const auto product = [&](std::size_t i) { return s.utility("cio", i) * s.utility("cmo", i) * s.utility("cfo", i); };
    const auto least = [&](std::size_t i) {
      return std::min({s.utility("cio", i), s.utility("cmo", i), s.utility("cfo", i)});
    };
    const auto violation = [&](std::size_t i) {
      long double sum = 0;
      for (std::size_t m = 0; m < t.measures.size(); ++m) {
        long double range = 0;
        for (std::size_t j = 0; j < t.options.size(); ++j) range = std::max(range, s.better_by(m, i, j));
        for (std::size_t j = 0; j < t.options.size(); ++j) {
          for (std::size_t k = 0; k < t.options.size(); ++k) range = std::max(range, s.better_by(m, j, k));
        }
        for (const std::string& id : sides) {
          const auto limits = s.stated(t.limits, id);
          if (!limits.count(m)) continue;
          const long double x = t.options[i].values[m], limit = limits.at(m);
          const long double beyond = t.measures[m].lower ? x - limit : limit - x;
          if (beyond > 0) sum += range > 0 ? beyond / range : 1;
        }
      }
      return sum;
    };
    for (std::size_t i = 0; i < t.options.size(); ++i) {
      if (accepted(i)) {
        best_product = std::max(best_product, product(i));
        best_least = std::max(best_least, least(i));
        best_share = std::max(best_share, share(i));
      }
      least_sum = least_sum < 0 ? violation(i) : std::min(least_sum, violation(i));
    }
    const auto close = [](long double x, long double y) { return std::abs(x - y) <= 1e-11L * std::max(1.0L, y); };
    NEED(found.nash.empty() == (best_product == 0));
    if (!found.nash.empty()) NEED(close(product(*option_index(t, found.nash)), best_product));
    if (!found.max_min.empty()) NEED(close(least(*option_index(t, found.max_min)), best_least));
    if (!found.kalai_smorodinsky.empty()) NEED(close(share(*option_index(t, found.kalai_smorodinsky)), best_share));
    for (const std::string& id : {found.nash, found.max_min, found.kalai_smorodinsky}) {
      NEED(id.empty() || accepted(*option_index(t, id)));
    }
    if (!found.least_violation.empty()) NEED(close(violation(*option_index(t, found.least_violation)), least_sum));
    for (const std::string& id : {found.nash, found.max_min, found.kalai_smorodinsky, found.least_violation}) {
      NEED(id.empty() || std::find(found.front.begin(), found.front.end(), id) != found.front.end());
    }
  });
}

TEST_CASE("every exchange gives something and takes something", "[trade_off]") {
  const world w;
  generators::holds("exchange", [&] {
    const trade_off t = random_trade_off({"cio", "cmo"});
    for (const exchange& x : w.assess(t).sentences) {
      bool gives = false, takes = false;
      for (const auto& [id, change] : x.changes) {
        const auto m = std::find_if(t.measures.begin(), t.measures.end(), [&](const auto& y) { return y.id == id; });
        const bool better = m->lower == (change < 0);
        if (&id == &x.changes.front().first) NEED(better);
        gives = gives || better;
        takes = takes || !better;
      }
      NEED(gives && takes);
    }
  });
}

}  // namespace trade_off_test
