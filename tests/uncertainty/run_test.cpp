// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <catch2/catch.hpp>
#include <coalign/uncertainty/run.hpp>
#include <stdexcept>
#include <vector>

namespace run_test {

using coalign::uncertainty::run_options;
using coalign::uncertainty::detail::run;

namespace {

/// Work whose helper threads wait until the calling thread has been told to stop: they cannot be done before.
auto unhurried(const std::atomic<bool>& told, std::atomic<int>& count) {
  return [&told, &count, caller = std::this_thread::get_id()](std::size_t) noexcept {
    while (std::this_thread::get_id() != caller && !told) std::this_thread::yield();
    ++count;
  };
}

}  // namespace

TEST_CASE("every piece of work is done once, on any number of threads", "[uncertainty][run]") {
  for (const std::size_t total :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{1000}}) {
    for (const unsigned threads : {0U, 1U, 2U, 7U, 100U}) {
      std::vector<int> done(total, 0);
      CHECK(run(total, {.threads = threads}, [&](std::size_t i) noexcept { ++done[i]; }));
      CHECK(done == std::vector<int>(total, 1));
    }
  }
}

TEST_CASE("work is stopped by a token and by its callback", "[uncertainty][run]") {
  std::stop_source source;
  source.request_stop();
  std::atomic<int> count{0};
  const auto work = [&](std::size_t) noexcept { ++count; };
  CHECK_FALSE(run(1000, {.stop = source.get_token()}, work));
  CHECK(count == 0);
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<bool> told{false};
    count = 0;
    std::size_t last = 0;
    run_options o{.threads = threads};
    o.progress = [&](std::size_t done, std::size_t total) {
      CHECK(total == 50000000);
      CHECK(done >= last);
      last = done;
      told = done >= 1000;
      return !told;
    };
    CHECK_FALSE(run(50000000, o, unhurried(told, count)));
    CHECK(count < 50000000);
    CHECK(last >= 1000);
  }
}

TEST_CASE("a callback that throws leaves no thread behind", "[uncertainty][run]") {
  std::atomic<bool> told{false};
  std::atomic<int> count{0};
  run_options o{.threads = 3};
  o.progress = [&](std::size_t, std::size_t) -> bool {
    told = true;
    throw std::runtime_error("enough");
  };
  CHECK_THROWS_AS(static_cast<void>(run(50000000, o, unhurried(told, count))), std::runtime_error);
  const int now = count;
  CHECK(now < 50000000);
  CHECK(count == now);
}

TEST_CASE("progress reaches the end on one thread", "[uncertainty][run]") {
  std::vector<std::size_t> seen;
  run_options o;
  o.progress = [&](std::size_t done, std::size_t) {
    seen.push_back(done);
    return true;
  };
  CHECK(run(200, o, [](std::size_t) noexcept {}));
  CHECK(seen == std::vector<std::size_t>{64, 128, 192, 200});
}

}  // namespace run_test
