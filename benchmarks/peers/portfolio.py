# SPDX-License-Identifier: Apache-2.0
"""Scores one portfolio with coalign and with its peers, checks that they agree, and prints how fast each is.

    python benchmarks/peers/portfolio.py [rows]

Peers that are not installed are left out and named. All compute priority, horizon and risk gaps of 16 metrics,
5 horizons and 5 risks, and their power mean; coalign also checks every number and scales every row, which the peers do
only where they say so. Rounds are interleaved and medians shown, since only ratios within one run mean anything.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

import coalign

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
ROUNDS, CHUNK, AGREE = 5, 4096, 1e-12
DAYS = np.array([7, 30.4375, 91.3125, 365.25, 1095.75])
STEPS = np.diff(np.log(DAYS / DAYS[0]) / np.log(DAYS[-1] / DAYS[0]))


def portfolio(rows: int) -> list[np.ndarray]:
    """Points of both sides: priorities, horizons; severities."""
    rng = np.random.default_rng(1)
    return [rng.random((rows, n)) for n in (16, 16, 5, 5, 5, 5)]


def numpy_whole(p, q, h, k, x, y):
    """NumPy on whole arrays."""
    p, q, h, k = (a / a.sum(axis=1, keepdims=True) for a in (p, q, h, k))
    metric = 0.5 * np.abs(p - q).sum(axis=1)
    time_gap = (np.abs(np.cumsum(h - k, axis=1)[:, :-1]) * STEPS).sum(axis=1)
    risk = np.sqrt(((x - y) ** 2).mean(axis=1))
    return np.sqrt((metric**2 + time_gap**2 + risk**2) / 3)


def numpy_chunks(*arrays):
    """NumPy on chunks that fit in cache."""
    out = np.empty(len(arrays[0]))
    for first in range(0, len(out), CHUNK):
        out[first : first + CHUNK] = numpy_whole(*(a[first : first + CHUNK] for a in arrays))
    return out


def peers() -> tuple[dict[str, Callable], list[str]]:
    found: dict[str, Callable] = {
        "coalign, 1 thread": lambda *a: coalign.score((a[0], a[1]), (a[2], a[3]), (a[4], a[5]), threads=1).gap,
        "coalign, all threads": lambda *a: coalign.score((a[0], a[1]), (a[2], a[3]), (a[4], a[5]), threads=0).gap,
        "NumPy, whole arrays": numpy_whole,
        "NumPy, in chunks": numpy_chunks,
    }
    missing = []
    try:
        import numba

        def row_gap(p, q, h, k, x, y, steps, out):
            for r in numba.prange(len(out)):
                sp = sq = sh = sk = 0.0
                for i in range(p.shape[1]):
                    sp += p[r, i]
                    sq += q[r, i]
                for j in range(h.shape[1]):
                    sh += h[r, j]
                    sk += k[r, j]
                metric = 0.0
                for i in range(p.shape[1]):
                    metric += abs(p[r, i] / sp - q[r, i] / sq)
                ahead = span = 0.0
                for j in range(len(steps)):
                    ahead += h[r, j] / sh - k[r, j] / sk
                    span += abs(ahead) * steps[j]
                risk = 0.0
                for c in range(x.shape[1]):
                    risk += (x[r, c] - y[r, c]) ** 2
                out[r] = ((0.25 * metric**2 + span**2 + risk / x.shape[1]) / 3) ** 0.5

        compiled = numba.njit(parallel=True)(row_gap)

        def with_numba(*arrays):
            out = np.empty(len(arrays[0]))
            compiled(*arrays, STEPS, out)
            return out

        found["Numba, all threads"] = with_numba
    except ImportError:
        missing.append("Numba")
    return found, missing


def main() -> None:
    arrays = portfolio(ROWS)
    found, missing = peers()
    wanted = numpy_whole(*arrays)
    times: dict[str, list[float]] = {name: [] for name in found}
    for name, run in found.items():
        apart = float(np.abs(run(*arrays) - wanted).max())
        if not apart <= AGREE:
            sys.exit(f"{name} is {apart:g} away from NumPy")
    for _ in range(ROUNDS):
        for name, run in found.items():
            start = time.perf_counter()
            run(*arrays)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["NumPy, whole arrays"])
    print(f"{ROWS:,} rows, float64, all agree to {AGREE:g}; medians of {ROUNDS} interleaved rounds")
    print(f"{'':24}{'M rows/s':>10}{'x NumPy':>10}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:24}{ROWS / median / 1e6:10.2f}{base / median:10.2f}")
    if missing:
        print(f"not installed: {', '.join(missing)}")


if __name__ == "__main__":
    main()
