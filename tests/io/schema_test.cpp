// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <coalign/io/schema.hpp>
#include <nlohmann/json.hpp>

namespace schema_test {

using nlohmann::json;

TEST_CASE("the schemas are those of the source, byte for byte", "[schema]") {
  CHECK(coalign::io::model_schema() == support::file("src/io/schema/model.schema.json"));
  CHECK(coalign::io::assessment_schema() == support::file("src/io/schema/assessment.schema.json"));
  CHECK(coalign::io::diff_schema() == support::file("src/io/schema/diff.schema.json"));
  CHECK(coalign::io::trend_schema() == support::file("src/io/schema/trend.schema.json"));
}

TEST_CASE("the schemas are JSON Schema 2020-12", "[schema]") {
  for (const auto text : {coalign::io::model_schema(), coalign::io::assessment_schema(), coalign::io::diff_schema(),
                          coalign::io::trend_schema()}) {
    const json schema = json::parse(text);
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema["type"] == "object");
    CHECK(schema["properties"].contains("coalign"));
  }
}

TEST_CASE("the schema names the keys that the reader knows", "[schema]") {
  // One by one, so that a key that is in the one and not in the other is named.
  const json properties = json::parse(coalign::io::model_schema())["properties"];
  for (const auto& [key, unused] : properties.items()) {
    if (key.starts_with("x-")) continue;
    const auto errors = coalign::io::check("{\"" + key + "\": null}");
    for (const auto& e : errors) {
      CAPTURE(key);
      CHECK(e.code != coalign::errc::unknown_key);
    }
  }
}

}  // namespace schema_test
