// SPDX-License-Identifier: Apache-2.0
// Shared metrics, and what sides believe of each other, in the assessment document.
#include "write_parts.hpp"

namespace coalign::io {

using json::array;
using json::object;
using json::value;

value shared_document(const assessment& a) {
  if (!a.shared) return nullptr;
  const model& m = a.model;
  array items;
  for (const shared_metric& x : a.shared->items) {
    object attained, raw;
    for (std::size_t k = 0; k < x.attainment.size(); ++k) {
      const auto& u = x.attainment[k];
      attained.emplace_back(m.sides()[a.answering[k]].id(), u ? u->value : no_number);
      raw.emplace_back(m.sides()[a.answering[k]].id(), u ? number(u->raw) : value(nullptr));
    }
    object item;
    item.emplace_back("id", m.catalog().metrics[x.metric].id);
    item.emplace_back("weight", x.weight);
    item.emplace_back("shared", x.shared);
    item.emplace_back("attainment", std::move(attained));
    item.emplace_back("raw", std::move(raw));
    item.emplace_back("data_conflict", x.data_conflict);
    items.emplace_back(std::move(item));
  }
  object out;
  out.emplace_back("weight", a.shared->weight);
  out.emplace_back("score", number(a.shared->score));
  out.emplace_back("range", a.shared->range ? ends(*a.shared->range) : value(nullptr));
  // Importance without a range is no value trade-off (model document, `elicitation`), so the score is named for it.
  out.emplace_back("kind", m.parts().elicitation == elicitation::swing ? "value" : "attention_weighted_attainment");
  out.emplace_back("items", std::move(items));
  return out;
}

value understanding_document(const assessment& a) {
  array out;
  for (const understanding_entry& u : a.understanding) {
    array misread;
    for (const misreading& x : u.found.misread) {
      object item;
      item.emplace_back("id", a.model.catalog().metrics[x.metric].id);
      item.emplace_back("predicted", x.predicted);
      item.emplace_back("actual", x.actual);
      misread.emplace_back(std::move(item));
    }
    object entry;
    entry.emplace_back("side", a.model.sides()[u.side].id());
    entry.emplace_back("of", a.model.sides()[u.of].id());
    entry.emplace_back("blind_spot", u.found.blind_spot);
    entry.emplace_back("assumed_gap", number(u.found.assumed_gap));
    entry.emplace_back("misread", std::move(misread));
    out.emplace_back(std::move(entry));
  }
  return out;
}

}  // namespace coalign::io
