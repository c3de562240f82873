// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <coalign/core/parallel.hpp>

#include <functional>
#include <stdexcept>
#include <stop_token>
#include <vector>

namespace parallel_test {

namespace {

struct options {
  std::stop_token stop{};
  std::function<bool(std::size_t, std::size_t)> progress{};
};

struct marker {
  std::vector<int>* seen;
  void operator()(std::size_t first, std::size_t last) noexcept {
    for (std::size_t i = first; i < last; ++i) ++(*seen)[i];
  }
};

}  // namespace

using coalign::detail::run_chunks;
using coalign::detail::worker_count;

TEST_CASE("how many workers", "[parallel]") {
  CHECK(worker_count(3, 10) == 3);
  CHECK(worker_count(3, 2) == 2);
  CHECK(worker_count(3, 0) == 1);
  CHECK(worker_count(0, 1) == 1);
  CHECK(worker_count(0, 1000) >= 1);
}

TEST_CASE("everything is done once, whatever the number of workers", "[parallel]") {
  for (const std::size_t total : {0U, 1U, 7U, 8U, 9U, 1000U}) {
    for (const std::size_t count : {1U, 2U, 5U}) {
      std::vector<int> seen(total, 0);
      std::vector<marker> workers(count, marker{&seen});
      CHECK(run_chunks(total, 8, options{}, workers));
      CHECK(seen == std::vector<int>(total, 1));
    }
  }
}

TEST_CASE("work ends where it is told to", "[parallel]") {
  std::vector<int> seen(100, 0);
  std::vector<marker> workers(2, marker{&seen});
  std::size_t told = 0;
  options refusing;
  refusing.progress = [&](std::size_t done, std::size_t all) {
    CHECK(done <= all);
    return ++told < 2;
  };
  std::vector<marker> alone(1, marker{&seen});
  CHECK_FALSE(run_chunks(100, 10, refusing, alone));
  CHECK(told == 2);
  std::stop_source source;
  source.request_stop();
  CHECK_FALSE(run_chunks(100, 10, options{.stop = source.get_token()}, workers));
  options throwing;
  throwing.progress = [](std::size_t, std::size_t) -> bool { throw std::runtime_error("no"); };
  CHECK_THROWS_AS(run_chunks(100, 10, throwing, workers), std::runtime_error);
}

}  // namespace parallel_test
