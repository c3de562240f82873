// SPDX-License-Identifier: Apache-2.0
// What is asked of a shared strategy, and the tables of rules and texts.
#include "array.hpp"
#include "raise.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <coalign/assess/strategy.hpp>
#include <coalign/core/translation.hpp>
#include <coalign/io/messages.hpp>
#include <coalign/strategy/can_buy.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace coalign::python {

namespace {

using ids = std::vector<std::string>;

/// Sides, consulted, arbiter.
std::tuple<ids, ids, std::string> decider(const model& m, std::string_view domain) {
  const auto& rights = m.strategy().decision_rights;
  if (!strategy::decides(m.strategy()))
    raise({errc::missing, "/decision_rights", "decision rights in the model", "none"});
  const auto found = strategy::who_decides(*rights, domain);
  if (!found) {
    std::string known;
    for (const strategy::domain& d : rights->domains) known += (known.empty() ? "" : ", ") + d.id;
    raise({errc::unknown_id, "domain", known.empty() ? "a domain of the model, which has none" : "one of " + known,
           '"' + std::string(domain) + '"'});
  }
  return {found.value().sides, found.value().consulted, found.value().arbiter};
}

/// Whether it is allowed, who signs, what covers it, why.
std::tuple<bool, ids, ids, std::string> purchase(const model& m, std::string_view purpose, const translation* words) {
  if (!m.strategy().tech_portfolio) raise({errc::missing, "/tech_portfolio", "a tech portfolio in the model", "none"});
  const strategy::can_buy_result found = [&] {
    const nb::gil_scoped_release unlocked;
    return strategy::can_buy(strategy_setting(m), purpose, words);
  }();
  return {found.allowed, found.sign_off, found.covered_by, found.reason};
}

}  // namespace

void bind_strategy(nb::module_ m) {
  m.def("who_decides", &decider, nb::arg("model"), nb::arg("domain"),
        "Who decides on a domain, who is consulted, and the arbiter; raises coalign.Error.");
  m.def("can_buy", &purchase, nb::arg("model"), nb::arg("purpose"), nb::arg("words").none(),
        "Whether a tool may be bought, who signs otherwise, what covers the purpose, and why; raises coalign.Error.");
  m.def("rules", &io::rules, "The table of rules as JSON.");
  m.def("messages", &io::messages, "Every template of text as JSON.");
}

}  // namespace coalign::python
