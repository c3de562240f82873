// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/starter.hpp>
#include <set>

namespace starter_test {

using namespace coalign;

TEST_CASE("the starter catalogue: ten metrics, five horizons, seven risks, ready to use", "[starter]") {
  const catalog c = starter_catalog();
  CHECK(check(c).code == errc::ok);
  CHECK(c.metrics.size() == 10);
  CHECK(c.horizons.size() == 5);
  CHECK(c.risks.size() == 7);
  std::set<std::string> ids;
  for (const metric& m : c.metrics) {
    CAPTURE(m.id);
    CHECK(ids.insert(m.id).second);
    CHECK_FALSE(m.name.empty());
    CHECK_FALSE(m.unit.empty());
    CHECK(m.scale.kind != scale_kind::none);
    REQUIRE(m.baseline);
    REQUIRE(m.target);
    REQUIRE(m.current);
    // The current value is on the way from the baseline to the target.
    CHECK((*m.current - *m.baseline) * (m.target->low - *m.baseline) > 0);
    CHECK((m.target->low > *m.baseline) == (m.better == direction::higher));
  }
  for (const char* id : {"uptime", "security", "compliance", "stability", "cost_control", "pipeline", "brand",
                         "conversion", "campaign_speed", "insight"}) {
    CHECK(ids.contains(id));
  }
  std::set<std::string> risks;
  for (const risk& r : c.risks) CHECK(risks.insert(r.id).second);
  for (const char* id :
       {"breach", "outage", "audit_failure", "data_loss", "missed_window", "stale_message", "share_lost"}) {
    CHECK(risks.contains(id));
  }
}

}  // namespace starter_test
