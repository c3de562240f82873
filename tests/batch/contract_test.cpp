// SPDX-License-Identifier: Apache-2.0
// What a call refuses, what it leaves alone, and how it is run.
#include "portfolio.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstring>
#include <thread>

#if defined(__unix__) && !defined(__SANITIZE_THREAD__)
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace contract_test {

using namespace portfolio;

namespace {

/// 100 rows of 3 metrics, 5 horizons, 2 risks.
struct small {
  std::vector<double> p = std::vector<double>(300, 1.0), q = std::vector<double>(300, 2.0);
  std::vector<double> h = std::vector<double>(500, 1.0), k = std::vector<double>(500, 3.0);
  std::vector<double> x = std::vector<double>(200, 0.5), y = std::vector<double>(200, 0.25);
  std::vector<double> gap = std::vector<double>(100), other = std::vector<double>(100);
  view a{100, batch::by_rows(p.data(), 3), batch::by_rows(h.data(), 5), batch::by_rows(x.data(), 2)};
  view b{100, batch::by_rows(q.data(), 3), batch::by_rows(k.data(), 5), batch::by_rows(y.data(), 2)};
  batch::options o;
  outputs<double> out{.gap = gap};

  [[nodiscard]] error run(const policy& pol = {}) const {
    const auto done = batch::score(a, b, pol, out, o);
    return done ? error{} : done.error();
  }
};

}  // namespace

TEST_CASE("sizes, types and options that do not fit are refused") {
  small s;
  REQUIRE(s.run().code == errc::ok);
  const auto refused = [](auto&& change) {
    small t;
    change(t);
    return t.run();
  };
  CHECK(refused([](small& t) { t.b.rows = 99; }) == fail(errc::size_mismatch, field::sides, -1, 99, 1));
  CHECK(refused([](small& t) { t.b.priorities.columns = 2; }) ==
        fail(errc::size_mismatch, field::priorities, -1, 2, 1));
  CHECK(refused([](small& t) { t.a.horizons.columns = t.b.horizons.columns = 1; }).code == errc::size_mismatch);
  CHECK(refused([](small& t) { t.a.horizons.columns = t.b.horizons.columns = 4; }).where == field::days);
  CHECK(refused([](small& t) { t.a.priorities.data = nullptr; }) == fail(errc::missing, field::priorities, -1, 0, 0));
  CHECK(refused([](small& t) { t.b.severities.type = batch::element::uint8; }).code == errc::bad_type);
  CHECK(refused([](small& t) { t.b.priorities.type = static_cast<batch::element>(9); }).code == errc::bad_type);
  CHECK(refused([](small& t) { t.out.gap = t.out.gap.first(99); }).code == errc::size_mismatch);
  CHECK(refused([](small& t) { t.out.items = t.other; }).code == errc::size_mismatch);
  CHECK(refused([](small& t) { t.o.instructions = static_cast<instruction_set>(77); }).code == errc::bad_option);
  const std::vector<double> one{1.0}, negative{-1.0, 1.0}, zero{0.0, 0.0};
  CHECK(refused([&](small& t) { t.o.risk_weights = one; }) == fail(errc::size_mismatch, field::risk_weight));
  CHECK(refused([&](small& t) { t.o.risk_weights = negative; }).code == errc::bad_weight);
  CHECK(refused([&](small& t) { t.o.risk_weights = zero; }).code == errc::zero_sum);
  CHECK(refused([&](small& t) { t.o.days = one; }).code == errc::size_mismatch);
  const std::vector<double> delta{0.0, 2.0, 0.0};
  CHECK(refused([&](small& t) { t.o.delta = batch::for_all_rows(std::span<const double>(delta)); }) ==
        fail(errc::bad_target, field::target, 1));
  CHECK(refused([&](small& t) { t.o.delta = batch::for_all_rows(std::span<const double>(delta).first(2)); }).code ==
        errc::size_mismatch);
  CHECK(s.run({.rho = 0.5}).code == errc::bad_option);
  CHECK(s.run({.weights = {0, 0, 0}}).code == errc::zero_sum);
  const outputs<float> floats;
  CHECK(batch::score(s.a, s.b, {}, floats).error().code == errc::bad_type);
}

TEST_CASE("a size that memory does not have is refused") {
  constexpr auto most = std::numeric_limits<std::ptrdiff_t>::max();
  constexpr auto least = std::numeric_limits<std::ptrdiff_t>::min();
  for (const std::ptrdiff_t stride : {most, least, most / 8, most / 15}) {
    small s;
    s.a.priorities.row_stride = stride;
    CHECK(s.run().code == errc::too_large);
    small t;
    t.a.priorities.column_stride = stride;
    CHECK(t.run().code == errc::too_large);
  }
  small s;
  s.a.rows = s.b.rows = static_cast<std::size_t>(most);
  CHECK(s.run().code == errc::too_large);
  s.a.rows = s.b.rows = std::numeric_limits<std::size_t>::max() / 8;
  for (matrix* m : {&s.a.priorities, &s.a.horizons, &s.a.severities, &s.b.priorities, &s.b.horizons, &s.b.severities}) {
    m->row_stride = 0;
  }
  const std::size_t items = batch::item_count(s.a, s.b);
  CHECK(items == 3 + 4 + 2);
  CHECK(s.run().code == errc::too_large);
}

TEST_CASE("an output may not overlap an input or another output") {
  small s;
  s.out.gap = std::span<double>(s.p).subspan(200);
  CHECK(s.run().code == errc::bad_option);
  s.out.gap = s.gap;
  s.out.risk = s.gap;
  CHECK(s.run().code == errc::bad_option);
  s.out.risk = {};
  s.out.status = {reinterpret_cast<std::uint8_t*>(s.gap.data() + 99), 100};
  CHECK(s.run().code == errc::bad_option);
  s.out.status = {};
  std::vector<double> both(400, 1.0);
  s.a.priorities = batch::by_rows(both.data(), 3);
  s.out.gap = std::span<double>(both).subspan(300);
  CHECK(s.run().code == errc::ok);  // next to each other
  s.out.gap = std::span<double>(both).subspan(299, 100);
  CHECK(s.run().code == errc::bad_option);
  s.out.gap = s.gap;
  s.b = s.a;  // inputs may overlap
  CHECK(s.run().code == errc::ok);
  CHECK(s.gap[99] == 0.0);
}

TEST_CASE("no rows, no blocks") {
  small s;
  s.a.rows = s.b.rows = 0;
  s.a.priorities.data = nullptr;
  s.out.gap = {};
  CHECK(s.run().code == errc::ok);
  const view nothing{.rows = 3};
  std::vector<double> gap(3, 1.0);
  std::vector<std::uint8_t> status(3);
  const auto done = batch::score(nothing, nothing, {}, outputs<double>{.gap = gap, .status = status});
  REQUIRE(done);
  CHECK(done.value().by_status[1] == 3);
  CHECK((std::isnan(gap[0]) && std::isnan(gap[2])));
  CHECK(status == std::vector<std::uint8_t>{1, 1, 1});
}

TEST_CASE("a row is the same wherever it stands") {
  generator g(11);
  batch_case x = random_case(g, 150, 13, 2);
  for (auto* both : {&x.priorities, &x.horizons, &x.severities}) {
    for (table& t : *both) {
      t.there.clear();
      for (std::size_t i = 0; i < t.values.size(); ++i) t.values[i] = t.values[i % t.columns];
    }
  }
  for (std::size_t i = 0; i < x.delta.values.size(); ++i) x.delta.values[i] = x.delta.values[i % x.delta.columns];
  const auto laid = lay_out<float>(x, g);
  for (const auto set : all_sets()) {
    laid->options.instructions = set;
    answers_of<float> got(150, 0);
    REQUIRE(batch::score(laid->a, laid->b, x.policy, got.out(false), laid->options));
    for (std::size_t r = 0; r < 150; ++r) CHECK(same(got.columns[0][r], got.columns[0][0]));
  }
}

TEST_CASE("progress is told, and can end the work; so can a stop token") {
  small s;
  s.a.rows = s.b.rows = 100'000;
  for (matrix* m : {&s.a.priorities, &s.a.horizons, &s.a.severities, &s.b.priorities, &s.b.horizons, &s.b.severities}) {
    m->row_stride = 0;
  }
  s.out.gap = {};
  std::size_t last = 0, calls = 0;
  s.o.progress = [&](std::size_t done, std::size_t all) {
    CHECK(all == 100'000);
    CHECK(done >= last);
    last = done;
    return ++calls < 1000;
  };
  CHECK(s.run().code == errc::ok);
  CHECK(calls > 5);
  CHECK(last == 100'000);
  s.a.rows = s.b.rows = 3'000'000;  // so many that helpers cannot end before they are told
  for (const unsigned threads : {1U, 3U}) {
    s.o.threads = threads;
    s.o.progress = [](std::size_t, std::size_t) { return false; };
    CHECK(s.run().code == errc::cancelled);
    s.o.progress = [](std::size_t, std::size_t) -> bool { throw std::runtime_error("host"); };
    CHECK_THROWS_WITH(s.run(), "host");
    s.o.progress = nullptr;
    std::stop_source source;
    source.request_stop();
    s.o.stop = source.get_token();
    CHECK(s.run().code == errc::cancelled);
    s.o.stop = {};
    CHECK(s.run().code == errc::ok);
  }
}

TEST_CASE("means of items do not depend on threads") {
  generator g(12);
  batch_case x = random_case(g, 9000, 6, 4);
  const auto laid = lay_out<double>(x, g);
  const std::size_t items = batch::item_count(laid->a, laid->b);
  answers_of<double> one(x.rows, items), many(x.rows, items);
  REQUIRE(batch::score(laid->a, laid->b, x.policy, one.out(true), laid->options));
  laid->options.threads = 7;
  REQUIRE(batch::score(laid->a, laid->b, x.policy, many.out(true), laid->options));
  CHECK(same<double>(one.means, many.means));
  outputs<double> only;
  std::vector<double> means(items);
  only.item_means = means;
  REQUIRE(batch::score(laid->a, laid->b, x.policy, only, laid->options));
  CHECK(same<double>(one.means, means));
  for (std::size_t i = 0; i < items; ++i) {
    double sum = 0.0, count = 0.0;
    for (std::size_t r = 0; r < x.rows; ++r) {
      const double c = one.items[r * items + i];
      if (std::isnan(c)) continue;
      sum += c;
      count += 1.0;
    }
    if (count > 0.0) CHECK(means[i] == Approx(sum / count).epsilon(1e-12));
  }
}

TEST_CASE("several calls at once") {
  generator g(13);
  const batch_case x = random_case(g, 3000, 9, 4);
  const auto laid = lay_out<double>(x, g);
  answers_of<double> want(x.rows, 0);
  REQUIRE(batch::score(laid->a, laid->b, x.policy, want.out(false), laid->options));
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> callers;
    for (unsigned t = 1; t <= 4; ++t) {
      callers.emplace_back([&, t] {
        batch::options o = laid->options;
        o.threads = t;
        answers_of<double> got(x.rows, 0);
        if (!batch::score(laid->a, laid->b, x.policy, got.out(false), o) || !difference(want, got).empty()) ++wrong;
      });
    }
  }
  CHECK(wrong == 0);
}

#if defined(__unix__) && !defined(__SANITIZE_THREAD__)

TEST_CASE("a process that scored may fork") {
  small s;
  s.o.threads = 2;
  s.a.rows = s.b.rows = 20'000;
  for (matrix* m : {&s.a.priorities, &s.a.horizons, &s.a.severities, &s.b.priorities, &s.b.horizons, &s.b.severities}) {
    m->row_stride = 0;
  }
  s.out.gap = {};
  REQUIRE(s.run().code == errc::ok);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm(60);
    _exit(s.run().code == errc::ok ? 0 : 1);
  }
  int ended = 0;
  REQUIRE(waitpid(child, &ended, 0) == child);
  CHECK((WIFEXITED(ended) && WEXITSTATUS(ended) == 0));
}

namespace {

/// Memory that ends, or begins, at a page that may not be touched.
class guarded {
 public:
  explicit guarded(std::size_t bytes, bool at_end) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    inner_ = (bytes + page - 1) / page * page;
    size_ = inner_ + 2 * page;
    base_ = static_cast<char*>(mmap(nullptr, size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    REQUIRE(base_ != MAP_FAILED);
    REQUIRE(mprotect(base_ + page, inner_, PROT_READ | PROT_WRITE) == 0);
    data_ = at_end ? base_ + page + inner_ - bytes : base_ + page;
  }
  guarded(const guarded&) = delete;
  ~guarded() { munmap(base_, size_); }
  [[nodiscard]] char* data() const { return data_; }

 private:
  char *base_ = nullptr, *data_ = nullptr;
  std::size_t size_ = 0, inner_ = 0;
};

template <class Points, class T>
void score_guarded(generator& g, std::size_t rows, std::size_t n, std::size_t horizons, std::size_t risks, bool at_end,
                   bool columns) {
  const auto fill = [&]<class V>(V, std::size_t width, const guarded& at, bool points) {
    for (std::size_t i = 0; i < rows * width; ++i) {
      const V v = static_cast<V>(points ? static_cast<double>(1 + g.below(9)) : g.unit());
      std::memcpy(at.data() + i * sizeof(V), &v, sizeof(V));
    }
    const V* data = reinterpret_cast<const V*>(at.data());
    return columns ? batch::by_columns(data, rows, width) : batch::by_rows(data, width);
  };
  const guarded p(rows * n * sizeof(Points), at_end), q(rows * n * sizeof(Points), at_end);
  const guarded h(rows * horizons * sizeof(Points), at_end), k(rows * horizons * sizeof(Points), at_end);
  const guarded x(rows * risks * sizeof(T), at_end), y(rows * risks * sizeof(T), at_end);
  const guarded d(rows * n * sizeof(T), at_end), gap(rows * sizeof(T), at_end), status(rows, at_end);
  const view a{rows, fill(Points{}, n, p, true), fill(Points{}, horizons, h, true), fill(T{}, risks, x, false)};
  const view b{rows, fill(Points{}, n, q, true), fill(Points{}, horizons, k, true), fill(T{}, risks, y, false)};
  batch::options o{.delta = fill(T{}, n, d, false)};
  outputs<T> out;
  out.gap = {reinterpret_cast<T*>(gap.data()), rows};
  out.status = {reinterpret_cast<std::uint8_t*>(status.data()), rows};
  std::vector<double> means(batch::item_count(a, b));
  const policy equal{.spacing = spacing::equal};
  for (const auto set : all_sets()) {
    o.instructions = set;
    for (const bool explain : {false, true}) {
      out.item_means = explain ? std::span<double>(means) : std::span<double>();
      const auto done = batch::score(a, b, equal, out, o);
      REQUIRE(done);
      CHECK(done.value().ok() == rows);
    }
  }
}

}  // namespace

TEST_CASE("no byte outside is read or written") {
  generator g(14);
  for (int i = 0; i < 60; ++i) {
    const std::size_t rows = 1 + g.below(90), n = 1 + g.below(20), horizons = 2 + g.below(6), risks = 1 + g.below(8);
    const bool at_end = g.one_in(2), columns = g.one_in(2);
    CAPTURE(rows, n, horizons, risks, at_end, columns);
    score_guarded<double, double>(g, rows, n, horizons, risks, at_end, columns);
    score_guarded<float, float>(g, rows, n, horizons, risks, at_end, columns);
    score_guarded<std::uint8_t, float>(g, rows, n, horizons, risks, at_end, columns);
    score_guarded<std::int16_t, double>(g, rows, n, horizons, risks, at_end, columns);
  }
}

#endif

}  // namespace contract_test
