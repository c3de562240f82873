// SPDX-License-Identifier: Apache-2.0
// The texts of the report's section on data products.
#pragma once

#include <coalign/assess/message.hpp>

namespace coalign::io {

inline constexpr message_template data_products_templates[] = {
    {"data_products_head", "DATA PRODUCTS"},
    {"data_products_note", " (those first for which most of the roadmap waits)"},
    {"data_products_none", "None is listed."},
    {"data_products_row", "{product}: {list}."},
    {"data_products_blocks", "roadmap items that wait {count:0}"},
    {"data_products_blocks_cost", "roadmap items that wait {count:0} ({cost})"},
    {"data_products_owner", "no single owner"},
    {"data_products_wait", "longest wait in days {days} ({audience})"},
    {"data_products_risk", "greatest risk of access {risk:2}"},
    {"data_products_definitions", "definitions not accepted {count:0} of {all:0}"},
    {"data_products_quality", "quality below threshold {count:0} of {all:0}"},
    {"data_products_segments", "segments not served {count:0} of {all:0}"},
    {"data_products_obligations", "obligations not met {count:0} of {all:0}"},
    {"data_products_smooth", "no friction is stated"},
};

}  // namespace coalign::io
