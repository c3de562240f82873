// SPDX-License-Identifier: Apache-2.0
#include "array.hpp"

#include <coalign/version.hpp>

NB_MODULE(_core, m) {
  using namespace coalign::python;
  m.doc() = "The compiled part of coalign.";
  m.attr("version") = coalign::version;
  bind_agreement(m.def_submodule("agreement"));
  bind_gap(m.def_submodule("gap"));
  bind_weights(m.def_submodule("weights"));
  bind_uncertainty(m.def_submodule("uncertainty"));
  bind_action(m.def_submodule("action"));
  bind_document(m);
  bind_strategy(m);
  bind_score(m.def_submodule("batch"));
}
