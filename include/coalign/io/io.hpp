// SPDX-License-Identifier: Apache-2.0
/// @file
/// All of coalign::io: documents in and out.
#pragma once

#include <coalign/io/error.hpp>
#include <coalign/io/input_changes.hpp>
#include <coalign/io/messages.hpp>
#include <coalign/io/read.hpp>
#include <coalign/io/schema.hpp>
#include <coalign/io/text.hpp>
#include <coalign/io/what_if.hpp>
#include <coalign/io/write.hpp>
