// SPDX-License-Identifier: Apache-2.0
#include <coalign/batch/score.hpp>

#include <coalign/core/influence.hpp>
#include <coalign/core/parallel.hpp>

#include "compile.hpp"
#include "worker.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coalign::batch {

namespace detail {

namespace {

template <class T>
void finish_means(const call<T>& job, std::size_t chunks, std::span<double> means) {
  const conventions<T>& c = job.c;
  std::vector<double> total(c.items + 3, 0.0);
  for (std::size_t k = 0; k < chunks; ++k) {
    for (std::size_t i = 0; i < total.size(); ++i) total[i] += job.means[k * total.size() + i];
  }
  const std::size_t after_metrics = c.metrics, after_horizons = c.metrics + (c.horizons > 0 ? c.horizons - 1 : 0);
  for (std::size_t i = 0; i < c.items; ++i) {
    const double count = total[c.items + (i < after_metrics ? 0 : i < after_horizons ? 1 : 2)];
    means[i] = count > 0.0 ? total[i] / count : std::numeric_limits<double>::quiet_NaN();
  }
}

/// The most threads for a call that names none: each has work for longer than a thread takes to start and to end,
/// which is some 50 µs.
template <class T>
std::size_t threads_worth(const call<T>& job, std::size_t rows) noexcept {
  const std::size_t sides = job.sides.size(), pairs = sides * (sides - 1) / 2;
  const std::size_t numbers = 2 * pairs * std::max<std::size_t>(job.c.metrics + job.c.horizons + job.c.risks, 1);
  const std::size_t least = (job.fast ? std::size_t{1} << 20U : std::size_t{1} << 16U) / numbers;
  return rows / std::max<std::size_t>(least, 1);
}

template <class T>
result<tally> score_sides(std::span<const view> sides, std::span<const double> influence, const policy& p,
                          const outputs<T>& out, const options& o) {
  if (sides.size() > 2 && (!out.items.empty() || !out.item_means.empty())) return fail(errc::not_supported);
  call<T> job;
  job.sides = sides;
  if (const error e = check_call(sides, out, o); e.code != errc::ok) return e;
  BOOST_OUTCOME_TRY(job.c, compile<T>(sides, p, o));
  if (sides.size() > 2 || !influence.empty()) {
    const std::vector<double> equal(influence.empty() ? sides.size() : 0, 1.0);
    BOOST_OUTCOME_TRY(const auto w,
                      coalign::pair_weights(influence.empty() ? std::span<const double>(equal) : influence));
    for (const double x : w) job.pair_weights.push_back(static_cast<T>(x));
  }
  job.out = out;
  job.fast = kernels_of<T>(o.instructions);
  const std::size_t rows = sides[0].rows;
  const std::size_t width = sides.size() * (job.c.metrics + job.c.horizons + job.c.risks) + job.c.metrics + 12;
  job.tile = std::min(tile_rows(width), std::max<std::size_t>(rows, 1));
  // Chunks depend on the number of rows alone, so that sums over them do not change with the number of threads. Long
  // ones read memory in long stretches: at each border what was asked for ahead of its use is lost.
  job.chunk = std::max<std::size_t>(std::clamp<std::size_t>(rows / 64, 2048, 16384) / job.tile, 1) * job.tile;
  std::vector<double> means;
  if (!out.item_means.empty()) {
    const std::size_t most = std::max<std::size_t>(64, 131072 / (job.c.items + 3));
    job.chunk = std::max(job.chunk, (rows / most + 1 + job.tile - 1) / job.tile * job.tile);
    means.assign((rows / job.chunk + 1) * (job.c.items + 3), 0.0);
    job.means = means.data();
  }
  const std::size_t chunks = rows / job.chunk + (rows % job.chunk != 0);
  std::vector<worker<T>> workers;
  const std::size_t most = o.threads == 0 ? std::min(chunks, threads_worth(job, rows)) : chunks;
  const std::size_t count = coalign::detail::worker_count(o.threads, most);
  workers.reserve(count);
  for (std::size_t t = 0; t < count; ++t) workers.emplace_back(job);
  if (!coalign::detail::run_chunks(rows, job.chunk, o, workers)) return fail(errc::cancelled);
  tally t;
  t.rows = rows;
  for (const auto& w : workers) {
    for (std::size_t i = 0; i < t.by_status.size(); ++i) t.by_status[i] += w.by_status()[i];
  }
  if (job.means) finish_means(job, chunks, out.item_means);
  return t;
}

template <class T>
result<tally> guarded(std::span<const view> sides, std::span<const double> influence, const policy& p,
                      const outputs<T>& out, const options& o) {
  if (sides.size() < 2) return fail(errc::size_mismatch, field::sides, -1, static_cast<double>(sides.size()));
  if (!influence.empty() && influence.size() != sides.size()) {
    return fail(errc::size_mismatch, field::influence, -1, static_cast<double>(influence.size()));
  }
  try {
    return score_sides(sides, influence, p, out, o);
  } catch (const std::bad_alloc&) {
    return fail(errc::out_of_memory);
  } catch (const std::length_error&) {
    return fail(errc::too_large);
  }
}

}  // namespace

}  // namespace detail

std::size_t item_count(const view& a, const view& b) noexcept {
  const std::array<view, 2> sides{a, b};
  return detail::items_of(detail::widths_of(sides));
}

result<tally> score(const view& a, const view& b, const policy& p, const outputs<double>& out, const options& o) {
  const std::array<view, 2> sides{a, b};
  return detail::guarded<double>(sides, {}, p, out, o);
}
result<tally> score(const view& a, const view& b, const policy& p, const outputs<float>& out, const options& o) {
  const std::array<view, 2> sides{a, b};
  return detail::guarded<float>(sides, {}, p, out, o);
}
result<tally> score_group(std::span<const view> sides, std::span<const double> influence, const policy& p,
                          const outputs<double>& out, const options& o) {
  return detail::guarded<double>(sides, influence, p, out, o);
}
result<tally> score_group(std::span<const view> sides, std::span<const double> influence, const policy& p,
                          const outputs<float>& out, const options& o) {
  return detail::guarded<float>(sides, influence, p, out, o);
}

}  // namespace coalign::batch
