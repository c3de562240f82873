// SPDX-License-Identifier: Apache-2.0
/// @file
/// coalign measures how far the priorities of several sides are apart, says why, and says what they share.
/// Header-only; documents in JSON need coalign::io.
#pragma once

// core: what is said, and under which conventions
#include <coalign/core/answers.hpp>      // what a side says
#include <coalign/core/catalog.hpp>      // metrics, horizons, risks
#include <coalign/core/chance.hpp>       // gaps that chance would give
#include <coalign/core/date.hpp>         // days
#include <coalign/core/error.hpp>        // errc, error, result<T>
#include <coalign/core/influence.hpp>    // how much each side counts
#include <coalign/core/interval.hpp>     // [low, high]
#include <coalign/core/judgement.hpp>    // weights from ranks and comparisons
#include <coalign/core/money.hpp>        // exact amounts
#include <coalign/core/number.hpp>       // numbers as text
#include <coalign/core/policy.hpp>       // block weights, rho, spacing, declared scales
#include <coalign/core/random.hpp>       // random numbers by counter
#include <coalign/core/rank.hpp>         // Kendall's tau, weighted tau
#include <coalign/core/scale.hpp>        // what difference of targets counts as full
#include <coalign/core/share_range.hpp>  // shares known as intervals
#include <coalign/core/side.hpp>         // a validated side
#include <coalign/core/starter.hpp>      // the CIO and CMO catalogue
#include <coalign/core/weights.hpp>      // points to weights

// gap: single numbers
#include <coalign/gap/goal.hpp>
#include <coalign/gap/horizon.hpp>
#include <coalign/gap/overall.hpp>
#include <coalign/gap/priority.hpp>
#include <coalign/gap/risk.hpp>
#include <coalign/gap/second_opinion.hpp>

// agreement: raters and rankings
#include <coalign/agreement/icc.hpp>
#include <coalign/agreement/kendall_w.hpp>
#include <coalign/agreement/krippendorff.hpp>
#include <coalign/agreement/rank_overlap.hpp>
#include <coalign/agreement/rwg.hpp>

// compare: two sides, explained, and any number of them
#include <coalign/compare/attainment.hpp>
#include <coalign/compare/group.hpp>
#include <coalign/compare/measure.hpp>
#include <coalign/compare/merge.hpp>
#include <coalign/compare/pair.hpp>
#include <coalign/compare/placement.hpp>
#include <coalign/compare/shared_metrics.hpp>
#include <coalign/compare/understanding.hpp>

// uncertainty: what is not known exactly
#include <coalign/uncertainty/difference.hpp>  // the change from one estimate to another
#include <coalign/uncertainty/dirichlet.hpp>   // shares known as a distribution
#include <coalign/uncertainty/interval.hpp>    // shares known as intervals
#include <coalign/uncertainty/resample.hpp>    // several raters a side

// action: what would close a gap
#include <coalign/action/consensus.hpp>     // one answer for several sides
#include <coalign/action/deadlock.hpp>      // what the two cannot settle
#include <coalign/action/least_blocks.hpp>  // which blocks, and how far
#include <coalign/action/least_change.hpp>  // the least that one side must change

// strategy: what sides own together, and the rules on it
#include <coalign/strategy/can_buy.hpp>   // may one side buy a tool by itself
#include <coalign/strategy/cover.hpp>     // the cheapest set of tools
#include <coalign/strategy/findings.hpp>  // every rule, with its evidence
#include <coalign/strategy/results.hpp>   // what is computed of each section
#include <coalign/strategy/sections.hpp>  // what a model says of its strategy

// assess: a model in, an assessment out
#include <coalign/assess/assess.hpp>
#include <coalign/assess/diff.hpp>  // what moved the gap
#include <coalign/assess/plan.hpp>  // the least change to an index
#include <coalign/assess/starter.hpp>
#include <coalign/assess/trend.hpp>  // several models in the order of time

// io, declared here and compiled in coalign::io
#include <coalign/io/io.hpp>
#include <coalign/version.hpp>
