// SPDX-License-Identifier: Apache-2.0
// Portfolios at memory speed: every figure beside the read bandwidth and a plain loop measured in the same rounds, as
// a machine's clock drifts and only ratios last.
// Usage: coalign_batch_benchmark [rows [rounds [threads [words of the tables wanted]]]]
#include <coalign/batch/score.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__)
#define WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDEST
#endif

namespace {

using namespace coalign;
using batch::instruction_set;
using clock_type = std::chrono::steady_clock;

constexpr std::size_t metrics = 16, horizons = 5, risks = 5;

double seconds(const std::function<void()>& work) {
  const auto start = clock_type::now();
  work();
  return std::chrono::duration<double>(clock_type::now() - start).count();
}

/// Splits [0, n) over threads, the last part on this one.
void on_threads(std::size_t threads, std::size_t n, const std::function<void(std::size_t, std::size_t)>& work) {
  std::vector<std::jthread> others;
  for (std::size_t t = 0; t + 1 < threads; ++t) others.emplace_back(work, n * t / threads, n * (t + 1) / threads);
  work(n * (threads - 1) / threads, n);
}

WIDEST std::uint64_t sum_words(const std::uint64_t* data, std::size_t n, std::size_t streams) {
  constexpr std::size_t step = 32;
  std::uint64_t lanes[step] = {};
  const std::size_t part = n / streams / step * step;
  for (std::size_t i = 0; i < part; i += step) {
    for (std::size_t s = 0; s < streams; ++s) {
      const std::uint64_t* at = data + s * part + i;
      for (std::size_t k = 0; k < step; ++k) lanes[k] += at[k];
    }
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t x : lanes) sum += x;
  return sum;
}

volatile std::uint64_t sink;
std::string wanted;  // a part of a table's title

template <class T>
struct data {
  std::size_t rows;
  std::vector<T> p, q, h, k, x, y, delta;  // k: the second side's horizons
  std::vector<T> constant = std::vector<T>(metrics, static_cast<T>(0.25));

  data(std::size_t n, bool raw, bool row_delta) : rows(n) {
    std::mt19937_64 g(7);
    const auto fill = [&](std::vector<T>& v, std::size_t columns, bool points) {
      v.resize(n * columns);
      for (std::size_t r = 0; r < n; ++r) {
        double sum = 0.0;
        std::vector<double> row(columns);
        for (double& z : row)
          sum += z = points ? static_cast<double>(1 + g() % 30) : static_cast<double>(g() % 5) / 4.0;
        for (std::size_t c = 0; c < columns; ++c)
          v[r * columns + c] = static_cast<T>(points && !raw ? row[c] / sum : row[c]);
      }
    };
    fill(p, metrics, true);
    fill(q, metrics, true);
    fill(h, horizons, true);
    fill(k, horizons, true);
    fill(x, risks, false);
    fill(y, risks, false);
    if (row_delta) fill(delta, metrics, false);
  }

  [[nodiscard]] double bytes_in() const {
    return static_cast<double>((p.size() + q.size() + h.size() + k.size() + x.size() + y.size() + delta.size()) *
                               sizeof(T));
  }
};

template <class T>
std::vector<T> transposed(const std::vector<T>& v, std::size_t rows) {
  const std::size_t columns = v.size() / rows;
  std::vector<T> out(v.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) out[c * rows + r] = v[r * columns + c];
  }
  return out;
}

/// What a row gives: six gaps and a status.
template <class T>
struct results {
  std::array<std::span<T>, 6> gaps;
  std::span<std::uint8_t> status;
  static constexpr double bytes = 6 * sizeof(T) + 1;
  void put(std::size_t r, const std::array<T, 6>& row) const {
    for (std::size_t i = 0; i < 6; ++i) gaps[i][r] = row[i];
  }
};

/// The loop that anyone would write, on rows that are normalised already.
template <class T>
[[gnu::noinline]] void plain(const data<T>& d, const T* steps, const T* v, std::size_t first, std::size_t last,
                             const results<T>& out) {
  for (std::size_t r = first; r < last; ++r) {
    const T *p = d.p.data() + r * metrics, *q = d.q.data() + r * metrics;
    const T* delta = d.delta.empty() ? d.constant.data() : d.delta.data() + r * metrics;
    T moved{0}, goal{0};
    for (std::size_t i = 0; i < metrics; ++i) {
      moved += std::abs(p[i] - q[i]);
      goal += std::min(p[i], q[i]) * delta[i];
    }
    const T priority = static_cast<T>(0.5) * moved, metric = std::min(T{1}, priority + goal);
    const T *h = d.h.data() + r * horizons, *k = d.k.data() + r * horizons;
    T ahead{0}, horizon{0};
    for (std::size_t j = 0; j + 1 < horizons; ++j) {
      ahead += h[j] - k[j];
      horizon += std::abs(ahead) * steps[j];
    }
    const T *x = d.x.data() + r * risks, *y = d.y.data() + r * risks;
    T risk{0};
    for (std::size_t c = 0; c < risks; ++c) risk += v[c] * ((x[c] - y[c]) * (x[c] - y[c]));
    const T third = static_cast<T>(1.0 / 3.0);
    out.put(r, {std::sqrt(third * (metric * metric) + third * (horizon * horizon) + third * risk), metric, priority,
                goal, horizon, std::sqrt(risk)});
    out.status[r] = 0;
  }
}

/// The same loop, doing all that the kernel does: checks, sums, scales.
template <class T, std::size_t N>
bool scale(const T* from, T* to) {
  T sum{0};
  bool good = true;
  for (std::size_t i = 0; i < N; ++i) {
    good = good && from[i] >= T{0};
    sum += from[i];
  }
  const T eps = std::numeric_limits<T>::epsilon();
  const T factor = std::abs(sum - T{1}) <= T{4} * static_cast<T>(N) * eps ? T{1} : T{1} / sum;
  for (std::size_t i = 0; i < N; ++i) to[i] = from[i] * factor;
  return good && sum > T{0} && std::isfinite(factor) && std::isfinite(sum);
}
template <class T>
[[gnu::noinline]] void plain_full(const data<T>& d, const T* steps, const T* v, std::size_t first, std::size_t last,
                                  const results<T>& out) {
  for (std::size_t r = first; r < last; ++r) {
    T p[metrics], q[metrics], h[horizons], k[horizons];
    bool good = scale<T, metrics>(d.p.data() + r * metrics, p) && scale<T, metrics>(d.q.data() + r * metrics, q) &&
                scale<T, horizons>(d.h.data() + r * horizons, h) && scale<T, horizons>(d.k.data() + r * horizons, k);
    const T* delta = d.delta.empty() ? d.constant.data() : d.delta.data() + r * metrics;
    T moved{0}, goal{0};
    for (std::size_t i = 0; i < metrics; ++i) {
      moved += std::abs(p[i] - q[i]);
      goal += std::min(p[i], q[i]) * delta[i];
    }
    const T priority = std::min(T{1}, static_cast<T>(0.5) * moved), capped = std::min(T{1}, goal);
    const T metric = std::min(T{1}, priority + capped);
    T ahead{0}, horizon{0};
    for (std::size_t j = 0; j + 1 < horizons; ++j) {
      ahead += h[j] - k[j];
      horizon += std::abs(ahead) * steps[j];
    }
    const T *x = d.x.data() + r * risks, *y = d.y.data() + r * risks;
    T sum{0};
    for (std::size_t c = 0; c < risks; ++c) {
      good = good && x[c] >= T{0} && x[c] <= T{1} && y[c] >= T{0} && y[c] <= T{1};
      sum += v[c] * ((x[c] - y[c]) * (x[c] - y[c]));
    }
    const T risk = std::min(T{1}, std::sqrt(sum));
    const T largest = std::max(metric, std::max(horizon, risk));
    const T third = static_cast<T>(1.0 / 3.0);
    const T a = metric / largest, b = horizon / largest, c = risk / largest;
    const T whole = std::min(largest, largest * std::sqrt(third * (a * a) + third * (b * b) + third * (c * c)));
    const T gap = largest == T{0} ? largest : whole, none = std::numeric_limits<T>::quiet_NaN();
    out.put(r, good ? std::array<T, 6>{gap, metric, priority, capped, horizon, risk}
                    : std::array<T, 6>{none, none, none, none, none, none});
    out.status[r] = good ? 0 : 1;
  }
}

struct row_of_table {
  std::string name;
  double bytes = 0;  // of one pass, in and out
  double rows = 0;
  std::function<void()> work;
  std::vector<double> times;
};

double median(std::vector<double> v) {
  std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
  return v[v.size() / 2];
}

/// Runs all rows in turn, round after round, and prints each beside the first (bandwidth) and the second (plain loop).
void report(const char* title, std::vector<row_of_table>& all, int rounds, int repeat) {
  for (auto& row : all) row.work();
  for (int k = 0; k < rounds; ++k) {
    for (auto& row : all) {
      row.times.push_back(seconds([&] {
                            for (int i = 0; i < repeat; ++i) row.work();
                          }) /
                          repeat);
    }
  }
  std::printf("\n%s\n%-40s %10s %9s %10s %10s\n", title, "", "M rows/s", "GB/s", "of read", "x plain");
  for (auto& row : all) {
    std::vector<double> of_read, of_plain;
    for (std::size_t k = 0; k < row.times.size(); ++k) {
      of_read.push_back((row.bytes / row.times[k]) / (all[0].bytes / all[0].times[k]));
      of_plain.push_back((row.rows / row.times[k]) / (all[1].rows / all[1].times[k]));
    }
    const double t = median(row.times);
    std::printf("%-40s %10.1f %9.2f %9.1f%% %10.2f\n", row.name.c_str(), row.rows / t / 1e6, row.bytes / t / 1e9,
                100 * median(of_read), median(of_plain));
  }
  std::fflush(stdout);
}

template <class T>
const char* type_name() {
  return sizeof(T) == 8 ? "f64" : "f32";
}

template <class T>
void table(std::size_t rows, int rounds, int repeat, unsigned threads, bool raw, bool row_delta, const char* where) {
  const std::string title = std::string(type_name<T>()) + ", " + where + ", " + std::to_string(rows) + " rows, " +
                            std::to_string(threads) + " thread(s), " + (raw ? "raw points" : "weights") +
                            (row_delta ? ", delta per row" : ", delta for all");
  if (title.find(wanted) == std::string::npos) return;
  const data<T> d(rows, raw, row_delta);
  std::vector<T> gaps(6 * rows);
  std::vector<std::uint8_t> status(rows);
  results<T> out;
  for (std::size_t i = 0; i < 6; ++i) out.gaps[i] = std::span(gaps).subspan(i * rows, rows);
  out.status = status;
  const std::vector<T> steps{T(.29085347), T(.21740560), T(.27433533), T(.21740560)}, v(risks, T(.2));
  const auto columns = [&](const std::vector<T>& m) { return transposed(m, rows); };
  const auto pc = columns(d.p), qc = columns(d.q), hc = columns(d.h), kc = columns(d.k), xc = columns(d.x),
             yc = columns(d.y);
  const auto dc = row_delta ? columns(d.delta) : std::vector<T>{};
  std::vector<std::uint8_t> p8(d.p.begin(), d.p.end()), q8(d.q.begin(), d.q.end()), h8(d.h.begin(), d.h.end()),
      k8(d.k.begin(), d.k.end());
  const std::vector<T> p_raw(p8.begin(), p8.end());
  const double n = static_cast<double>(rows), size = sizeof(T);
  const double bytes = d.bytes_in() + n * results<T>::bytes;

  // The arrays that are scored, as words.
  const std::vector<const std::vector<T>*> inputs{&d.p, &d.q, &d.h, &d.k, &d.x, &d.y, &d.delta};
  const auto read = [&](std::size_t streams) {
    std::vector<std::uint64_t> sums(threads);
    std::vector<std::jthread> others;
    const auto part = [&](std::size_t t) {
      for (const auto* m : inputs) {
        const std::size_t words = m->size() * sizeof(T) / 8, first = words * t / threads,
                          last = words * (t + 1) / threads;
        sums[t] += sum_words(reinterpret_cast<const std::uint64_t*>(m->data()) + first, last - first, streams);
      }
    };
    for (std::size_t t = 1; t < threads; ++t) others.emplace_back(part, t);
    part(0);
    others.clear();
    sink = sums[0];
  };
  std::size_t best = 1;
  double least = 1e9;
  for (const std::size_t streams : std::vector<std::size_t>{1, 4, 8}) {
    double t = 1e9;
    for (int k = 0; k < 5; ++k)
      t = std::min(t, seconds([&] {
                     for (int i = 0; i < repeat; ++i) read(streams);
                   }));
    if (t < least) least = t, best = streams;
  }

  batch::view a{rows, batch::by_rows(d.p.data(), metrics), batch::by_rows(d.h.data(), horizons),
                batch::by_rows(d.x.data(), risks)};
  batch::view b{rows, batch::by_rows(d.q.data(), metrics), batch::by_rows(d.k.data(), horizons),
                batch::by_rows(d.y.data(), risks)};
  batch::options o;
  o.threads = threads;
  o.delta = row_delta ? batch::by_rows(d.delta.data(), metrics) : batch::for_all_rows(std::span<const T>(d.constant));
  const auto& [gap, metric, priority, goal, horizon, risk] = out.gaps;
  const batch::outputs<T> to{.gap = gap,
                             .metric = metric,
                             .priority = priority,
                             .goal = goal,
                             .horizon = horizon,
                             .risk = risk,
                             .status = out.status};
  const auto run = [&](const batch::view& left, const batch::view& right, batch::options with, instruction_set set) {
    with.instructions = set;
    return [&to, left, right, with] {
      if (!batch::score(left, right, policy{}, to, with)) std::abort();
    };
  };
  std::vector<row_of_table> all;
  all.push_back({"read bandwidth, " + std::to_string(best) + " streams", d.bytes_in(), n, [&] { read(best); }, {}});
  all.push_back({"plain loop -O3",
                 bytes,
                 n,
                 [&] {
                   on_threads(threads, rows,
                              [&](std::size_t f, std::size_t l) { plain(d, steps.data(), v.data(), f, l, out); });
                 },
                 {}});
  all.push_back({"plain loop -O3, checks and scales",
                 bytes,
                 n,
                 [&] {
                   on_threads(threads, rows,
                              [&](std::size_t f, std::size_t l) { plain_full(d, steps.data(), v.data(), f, l, out); });
                 },
                 {}});
  const std::pair<const char*, instruction_set> sets[] = {{"baseline", instruction_set::baseline},
                                                          {"sse4", instruction_set::sse4},
                                                          {"avx2", instruction_set::avx2},
                                                          {"avx512", instruction_set::avx512}};
  for (const auto& [name, set] : sets) {
    if (!batch::is_available(set)) continue;
    all.push_back({std::string("by rows, ") + name, bytes, n, run(a, b, o, set), {}});
  }
  batch::view ac{rows, batch::by_columns(pc.data(), rows, metrics), batch::by_columns(hc.data(), rows, horizons),
                 batch::by_columns(xc.data(), rows, risks)};
  batch::view bc{rows, batch::by_columns(qc.data(), rows, metrics), batch::by_columns(kc.data(), rows, horizons),
                 batch::by_columns(yc.data(), rows, risks)};
  batch::options oc = o;
  if (row_delta) oc.delta = batch::by_columns(dc.data(), rows, metrics);
  for (const auto& [name, set] : sets) {
    if (!batch::is_available(set) || set == instruction_set::baseline) continue;
    all.push_back({std::string("by columns, ") + name, bytes, n, run(ac, bc, oc, set), {}});
  }
  std::vector<T> items(raw || row_delta ? 0 : rows * batch::item_count(a, b));
  if (raw) {
    batch::view a8 = a, b8 = b;
    a8.priorities = batch::by_rows(p8.data(), metrics);
    b8.priorities = batch::by_rows(q8.data(), metrics);
    a8.horizons = batch::by_rows(h8.data(), horizons);
    b8.horizons = batch::by_rows(k8.data(), horizons);
    const double small = n * (2.0 * (metrics + horizons) + 2.0 * risks * size + results<T>::bytes);
    for (const auto& [name, set] : sets) {
      if (!batch::is_available(set) || set == instruction_set::baseline) continue;
      all.push_back({std::string("uint8 by rows, ") + name, small, n, run(a8, b8, o, set), {}});
    }
  } else if (!row_delta) {
    const double more = bytes + static_cast<double>(items.size()) * size;
    all.push_back({"writing what explain writes",
                   static_cast<double>(items.size()) * size,
                   n,
                   [&] {
                     on_threads(threads, items.size(), [&](std::size_t f, std::size_t l) {
                       std::fill(items.begin() + static_cast<std::ptrdiff_t>(f),
                                 items.begin() + static_cast<std::ptrdiff_t>(l), T(.5));
                     });
                   },
                   {}});
    all.push_back({"explain",
                   more,
                   n,
                   [&] {
                     batch::outputs<T> explained = to;
                     explained.items = items;
                     if (!batch::score(a, b, policy{}, explained, o)) std::abort();
                   },
                   {}});
  }
  // The same rows by as many calls at once, again and again: what a host's own threads see, that do not start anew.
  if (threads > 1 && repeat > 1) {
    for (const auto& [name, set] : sets) {
      if (!batch::is_available(set)) continue;
      const auto some = [&, with = set](std::size_t first, std::size_t last) {
        const std::size_t part = last - first;
        const batch::view left{part, batch::by_rows(d.p.data() + first * metrics, metrics),
                               batch::by_rows(d.h.data() + first * horizons, horizons),
                               batch::by_rows(d.x.data() + first * risks, risks)};
        const batch::view right{part, batch::by_rows(d.q.data() + first * metrics, metrics),
                                batch::by_rows(d.k.data() + first * horizons, horizons),
                                batch::by_rows(d.y.data() + first * risks, risks)};
        const auto own = [&](std::span<T> whole) { return whole.subspan(first, part); };
        const batch::outputs<T> into{.gap = own(gap),
                                     .metric = own(metric),
                                     .priority = own(priority),
                                     .goal = own(goal),
                                     .horizon = own(horizon),
                                     .risk = own(risk),
                                     .status = out.status.subspan(first, part)};
        batch::options alone = o;
        alone.threads = 1;
        alone.instructions = with;
        for (int k = 0; k < repeat; ++k) {
          if (!batch::score(left, right, policy{}, into, alone)) std::abort();
        }
      };
      all.push_back({std::string("calls at once, by rows, ") + name,
                     bytes * repeat,
                     n * repeat,
                     [&, some] { on_threads(threads, rows, some); },
                     {}});
    }
  }
  if (const char* only = std::getenv("ONLY")) {
    std::erase_if(all, [&](const row_of_table& row) {
      return row.name.find("bandwidth") == std::string::npos && row.name != "plain loop -O3" &&
             row.name.find(only) == std::string::npos;
    });
  }
  report(title.c_str(), all, rounds, repeat);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;
  const unsigned threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
  if (argc > 4) wanted = argv[4];
  table<float>(4000, rounds, 200, 1, false, false, "in cache");
  table<float>(4000, rounds, 200, 1, true, false, "in cache");
  table<double>(2000, rounds, 200, 1, false, false, "in cache");
  for (const unsigned t : {1U, threads}) table<float>(60'000, rounds, 20, t, false, false, "in cache, 1 to N threads");
  table<float>(rows, rounds, 1, threads, false, false, "from memory");
  table<float>(rows, rounds, 1, threads, true, false, "from memory");
  table<float>(rows, rounds, 1, threads, false, true, "from memory");
  table<double>(rows, rounds, 1, threads, false, false, "from memory");
  table<double>(rows, rounds, 1, threads, false, true, "from memory");
}
