// SPDX-License-Identifier: Apache-2.0
#include <coalign/batch/summary.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <new>

namespace coalign::batch {

namespace {

constexpr std::size_t digit_bits = 16;

template <class T>
struct bits_of {
  using type = std::uint64_t;
};
template <>
struct bits_of<float> {
  using type = std::uint32_t;
};

/// Gaps are >= 0, so their bits ascend as they do; -0 becomes 0.
template <class T>
[[nodiscard]] typename bits_of<T>::type key(T x) noexcept {
  return std::bit_cast<typename bits_of<T>::type>(x + T{0});
}

/// The k-th smallest gap, by counting leading digits: exact, one pass for each 16 bits of a number.
template <class T>
[[nodiscard]] double select(std::span<const T> gap, std::size_t k, std::vector<std::size_t>& counts) {
  using bits = typename bits_of<T>::type;
  bits prefix = 0;
  for (std::size_t shift = sizeof(T) * 8; shift > 0;) {
    const std::size_t above = shift;
    shift -= digit_bits;
    std::fill(counts.begin(), counts.end(), std::size_t{0});
    for (const T x : gap) {
      if (std::isnan(x)) continue;
      const bits b = key(x);
      if (above < sizeof(T) * 8 && (b >> above) != (prefix >> above)) continue;
      ++counts[static_cast<std::size_t>(b >> shift) & 0xFFFFU];
    }
    std::size_t digit = 0;
    while (k >= counts[digit]) k -= counts[digit++];
    prefix |= static_cast<bits>(digit) << shift;
  }
  return static_cast<double>(std::bit_cast<T>(prefix));
}

template <class T>
[[nodiscard]] result<summary> summarise_as(std::span<const T> gap, std::span<const std::uint8_t> status,
                                           std::size_t worst) {
  if (!status.empty() && status.size() != gap.size()) {
    return fail(errc::size_mismatch, field::none, -1, static_cast<double>(status.size()));
  }
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  summary s;
  s.rows = gap.size();
  worst = std::min(worst, gap.size());
  // A heap whose top is the least bad of the worst so far.
  const auto worse = [&](std::size_t x, std::size_t y) { return gap[x] != gap[y] ? gap[x] > gap[y] : x < y; };
  s.worst.reserve(worst);
  double sum = 0.0, part = 0.0;
  for (std::size_t r = 0; r < gap.size(); ++r) {
    const std::size_t code = !status.empty()      ? status[r]
                             : std::isnan(gap[r]) ? static_cast<std::size_t>(errc::undefined)
                                                  : 0;
    if (code >= s.by_status.size()) return fail(errc::bad_type, field::none, -1, static_cast<double>(code));
    ++s.by_status[code];
    if (std::isnan(gap[r])) continue;
    ++s.scored;
    part += static_cast<double>(gap[r]);
    // Sums of sums lose less than one long sum.
    if (s.scored % 4096 == 0) {
      sum += part;
      part = 0.0;
    }
    if (s.worst.size() < worst) {
      s.worst.push_back(r);
      std::push_heap(s.worst.begin(), s.worst.end(), worse);
    } else if (worst > 0 && gap[r] > gap[s.worst.front()]) {
      std::pop_heap(s.worst.begin(), s.worst.end(), worse);
      s.worst.back() = r;
      std::push_heap(s.worst.begin(), s.worst.end(), worse);
    }
  }
  std::sort(s.worst.begin(), s.worst.end(), worse);
  s.mean = s.p10 = s.p50 = s.p90 = none;
  if (s.scored == 0) return s;
  const double count = static_cast<double>(s.scored);
  s.mean = (sum + part) / count;
  std::vector<std::size_t> counts(std::size_t{1} << digit_bits);
  const auto quantile = [&](double share) {
    const double place = share * (count - 1.0);
    const auto low = static_cast<std::size_t>(place);
    const double part_way = place - static_cast<double>(low);
    const double x = select(gap, low, counts);
    if (part_way == 0.0) return x;
    const double y = select(gap, low + 1, counts);
    return x + (y - x) * part_way;
  };
  s.p10 = quantile(0.1);
  s.p50 = quantile(0.5);
  s.p90 = quantile(0.9);
  return s;
}

template <class T>
[[nodiscard]] result<summary> guarded(std::span<const T> gap, std::span<const std::uint8_t> status, std::size_t worst) {
  try {
    return summarise_as(gap, status, worst);
  } catch (const std::bad_alloc&) {
    return fail(errc::out_of_memory);
  }
}

}  // namespace

result<summary> summarise(std::span<const double> gap, std::span<const std::uint8_t> status, std::size_t worst) {
  return guarded(gap, status, worst);
}
result<summary> summarise(std::span<const float> gap, std::span<const std::uint8_t> status, std::size_t worst) {
  return guarded(gap, status, worst);
}

}  // namespace coalign::batch
