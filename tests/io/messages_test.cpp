// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/assess/plan.hpp>
#include <coalign/io/messages.hpp>
#include <coalign/io/text.hpp>
#include <coalign/io/write.hpp>
#include <coalign/strategy/decision_rights.hpp>
#include <coalign/strategy/labels.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace messages_test {

using namespace coalign;
using nlohmann::json;

namespace {

translation read(const json& document) {
  auto words = io::read_messages(document.dump());
  if (!words) throw std::runtime_error(words.error().front().line("messages"));
  return std::move(words).value();
}

json one(const std::string& key, const std::string& text) { return {{"messages", {{{"key", key}, {"text", text}}}}}; }

using list = std::vector<std::pair<std::string, std::string>>;  // path, code

list errors(const std::string& text) {
  list all;
  const auto words = io::read_messages(text);
  if (words) return all;
  for (const auto& d : words.error()) {
    all.emplace_back(d.path, error_name(d.code));
    CHECK_FALSE(d.expected.empty());
  }
  return all;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every text that is listed can be replaced, and a replacement is looked up by its key", "[messages]") {
  const json all = json::parse(io::messages());
  const translation same = read(all);
  for (const json& entry : all["messages"]) {
    CHECK(same.text(entry["key"].get<std::string>(), "") == entry["text"].get<std::string>());
  }
  CHECK(read(json{{"messages", json::array()}}).empty());
  CHECK(read(one("report.title", "")).text("report.title", "english").empty());
  CHECK(same.text("report.none", "english") == "english");
}

TEST_CASE("the English texts as a translation change nothing", "[messages]") {
  const translation same = read(json::parse(io::messages()));
  for (const char* const name : {"examples/shared_strategy.json", "examples/four_sides.json"}) {
    const assessment a = support::assessed(support::file(name));
    CHECK(io::write_text(a, {.words = &same}) == io::write_text(a));
    CHECK(io::write(a, &same) == io::write(a));
    CHECK(io::write(io::translated(a, same)) == io::write(a));
    const plan p = make_plan(a.model, 0.95).value();
    CHECK(io::write_text(p, a.model, {.words = &same}) == io::write_text(p, a.model));
  }
}

TEST_CASE("sentences are told anew, arguments and numbers stay", "[messages]") {
  json file = json::parse(io::messages());
  for (json& entry : file["messages"]) {
    const std::string key = entry["key"];
    if (key.starts_with("reason.") || key.starts_with("rule.")) entry["text"] = "~" + entry["text"].get<std::string>();
  }
  const translation words = read(file);
  const assessment a = support::assessed(support::file("examples/shared_strategy.json"));
  const assessment b = io::translated(a, words);
  REQUIRE(a.reasons.size() == b.reasons.size());
  for (std::size_t i = 0; i < a.reasons.size(); ++i) {
    CHECK(b.reasons[i].message == "~" + a.reasons[i].message);
    CHECK(b.reasons[i].args == a.reasons[i].args);
  }
  REQUIRE_FALSE(a.findings.empty());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    CHECK(b.findings[i].id == a.findings[i].id);
    CHECK(b.findings[i].message == "~" + a.findings[i].message);
    CHECK(b.findings[i].action == "~" + a.findings[i].action);
  }
}

TEST_CASE("words within sentences are told in the other language", "[messages]") {
  const json file{{"messages",
                   {{{"key", "word.move"}, {"text", "von {from} auf {to}"}},
                    {{"key", "word.leads_both"}, {"text", "Chef"}},
                    {{"key", "action.obstacle_direction"}, {"text", "{metric}: zwei Richtungen."}}}}};
  const translation words = read(file);
  const model m = support::read(support::small_model());
  const plan p = make_plan(m, 0.9).value();
  const plan told = io::translated(p, m, words);
  REQUIRE(told.steps.size() == p.steps.size());
  bool moves = false;
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    CHECK(told.steps[i].message.starts_with("Chef decides"));
    CHECK(told.steps[i].args == p.steps[i].args);
    moves = moves || holds(told.steps[i].message, " von ");
  }
  CHECK(moves);
  CHECK(holds(io::write_text(p, m, {.words = &words}), "Chef decides"));

  plan out = p;
  out.obstacles = {"uptime: opposite directions are a decision, not a move.", "something else"};
  CHECK(io::translated(out, m, words).obstacles ==
        std::vector<std::string>{"uptime: zwei Richtungen.", "something else"});
}

TEST_CASE("words stand for what the model's ids say in English", "[messages]") {
  const auto in_words = [](std::string_view id) {
    std::string out(id);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
  };
  for (const auto& x : strategy::usual_domains) CHECK(word("domain_" + std::string(x.id)) == in_words(x.id));
  for (const std::string_view x : strategy::item_kind_names) CHECK(word("item_" + std::string(x)) == in_words(x));
  for (const std::string_view x : strategy::tool_risk_names) CHECK(word("tool_risk_" + std::string(x)) == x);
  for (const std::string_view x : strategy::practice_names) CHECK_FALSE(word("practice_" + std::string(x)).empty());
  for (const auto x : {direction::higher, direction::lower, direction::within}) {
    CHECK(word("direction_" + std::string(direction_name(x))) == direction_name(x));
  }
  CHECK(word("target_none") == detail::target_text({}, ""));
  const translation words = read(one("word.domain_data_access", "Datenzugang"));
  CHECK(strategy::domain_words("data_access", &words) == "Datenzugang");
  CHECK(strategy::domain_words("our_own", &words) == "our own");
}

TEST_CASE("every error of a file is told, with its place", "[messages]") {
  CHECK(errors("{") == list{{"", "bad_json"}});
  CHECK(errors("[]") == list{{"", "bad_type"}});
  CHECK(errors("{}") == list{{"/messages", "missing_key"}});
  CHECK(errors(R"({"coalign": 2, "messages": 1, "more": 0})").size() == 3);
  CHECK(errors(one("report.none", "x").dump()) == list{{"/messages/0/key", "unknown_key"}});
  CHECK(errors(one("report.title", "{first} {last} {next:2}").dump()) ==
        list{{"/messages/0/text", "unknown_key"}, {"/messages/0/text", "unknown_key"}});
  CHECK(errors(one("report.title", "a\tb").dump()) == list{{"/messages/0/text", "bad_type"}});
  CHECK(errors(R"({"messages": [{"key": "report.title", "text": null}, 1, {"key": "report.title", "text": ""}]})") ==
        list{{"/messages/0/text", "bad_type"}, {"/messages/1", "bad_type"}, {"/messages/2/key", "duplicate"}});
}

}  // namespace messages_test
