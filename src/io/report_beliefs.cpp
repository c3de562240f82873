// SPDX-License-Identifier: Apache-2.0
#include "report_sections.hpp"

#include <utility>

namespace coalign::io {

void write_beliefs(report_writer& out) {
  bool first = true;
  for (const understanding_entry& u : out.found().understanding) {
    arguments args{{"who", out.side_name(u.side)}, {"of", out.side_name(u.of)}, {"points", 100.0 * u.found.blind_spot}};
    std::string_view key = "belief_right";
    if (!u.found.misread.empty()) {
      key = "belief";
      const misreading& most = u.found.misread.front();
      args.push_back({"metric", out.metric_name(most.metric)});
      args.push_back({"expected", 100.0 * most.predicted});
      args.push_back({"actual", 100.0 * most.actual});
    }
    if (first) {
      out.head(out.words("beliefs_head"), key, args);
    } else {
      out.say(key, args, "  ");
    }
    first = false;
  }
}

}  // namespace coalign::io
