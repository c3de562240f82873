// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/strategy/can_buy.hpp>

namespace can_buy_test {

using namespace coalign;
using namespace coalign::strategy;

TEST_CASE("what is covered needs every side's signature", "[can_buy]") {
  const coalign::catalog catalog{{"uptime", "cac"}, {}};
  std::vector<side> sides;
  for (const char* name : {"cio", "cmo", "cfo"}) sides.push_back(make_side(catalog, name, {}).value());
  sections given;
  given.tech_portfolio = tech_portfolio{.needs = {"email", "consent"}, .risk_limit = {.6, {}, {}}};
  auto& tools = given.tech_portfolio->tools;
  tools = {{.id = "mailer", .name = "Mailer"}, {.id = "suite"}, {.id = "risky"}};
  tools[0].purposes = {"email"};
  tools[1].purposes = {"profiles", "email"};
  tools[2].purposes = {"sms"};
  tools[2].risk[0] = .7;
  const setting s{catalog, sides, given};
  const auto found = assess_tech_portfolio(*given.tech_portfolio, s);

  const auto email = can_buy(s, "email");
  CHECK_FALSE(email.allowed);
  CHECK(email.sign_off == ids{"cio", "cmo", "cfo"});
  CHECK(email.covered_by == ids{"mailer", "suite"});
  CHECK(email.key == "can_buy_covered");
  CHECK(email.reason == "Already covered: email, by Mailer, suite.");
  translation words;
  words.set("can_buy.can_buy_covered", "{tools}: das deckt {purpose} ab.");
  CHECK(can_buy(s, "email", &words).reason == "Mailer, suite: das deckt email ab.");
  CHECK(can_buy(s, "popups", &words).reason == "No tool covers popups.");

  const auto consent = can_buy(s, "consent");
  CHECK(consent.allowed);
  CHECK(consent.sign_off.empty());
  CHECK(consent.covered_by.empty());
  CHECK(consent.reason == "No tool covers consent, and it is needed.");
  CHECK(can_buy(s, "popups").reason == "No tool covers popups.");

  const auto sms = can_buy(s, "sms");
  CHECK_FALSE(sms.allowed);
  CHECK(sms.key == "can_buy_above_limit");
  // Every purpose on the list of what not to buy is one that may not be bought by one side.
  for (const std::string& purpose : found.do_not_buy) CHECK_FALSE(can_buy(s, purpose).allowed);
}

TEST_CASE("without a portfolio nothing is covered", "[can_buy]") {
  const coalign::catalog catalog{{"uptime", "cac"}, {}};
  const std::vector<side> sides;
  const sections given;
  CHECK(can_buy({catalog, sides, given}, "email").allowed);
}

}  // namespace can_buy_test
