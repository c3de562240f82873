# SPDX-License-Identifier: Apache-2.0
"""Scores one portfolio with coalign and with its peers, checks that they agree, and shows how fast each is.

    python benchmarks/peers/portfolio.py [rows] [--svg FILE]

Peers that are not installed are left out and named. The whole is priority, horizon and risk gaps of 16 metrics,
5 horizons and 5 risks and their power mean; coalign also checks every number, scales every row where it has to and
gives a status, which the peers do only where they say so. Peers that have one of the distances alone meet coalign on
that one. Rounds are interleaved and medians shown, since only ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

import numpy as np

import coalign

CHUNK, AGREE, LEAST_TIME, FEW = 4096, 1e-12, 0.001, 2_000
DAYS = np.array([7, 30.4375, 91.3125, 365.25, 1095.75])
PLACES = np.log(DAYS / DAYS[0]) / np.log(DAYS[-1] / DAYS[0])
STEPS = np.diff(PLACES)

Run = Callable[[], np.ndarray]


@dataclass
class Task:
    """What is computed: the first run is what the others must agree with and are compared to."""

    title: str
    runs: dict[str, Run] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    """Of peers that are too slow for all rows: how many they do."""
    seconds: dict[str, float] = field(default_factory=dict)
    refused: dict[str, float] = field(default_factory=dict)
    """Peers that do not agree, and how far away they are."""


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


def numpy_shannon(p, q):
    """NumPy's Jensen-Shannon distance, base 2."""
    p, q = (a / a.sum(axis=1, keepdims=True) for a in (p, q))
    middle = (p + q) / 2
    return np.sqrt((p * np.log2(p / middle) + q * np.log2(q / middle)).sum(axis=1) / 2)


def with_numba(task: Task, arrays: list[np.ndarray]) -> None:
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

    def run(compiled):
        out = np.empty(len(arrays[0]))
        compiled(*arrays, STEPS, out)
        return out

    one, all_threads = numba.njit(row_gap), numba.njit(parallel=True)(row_gap)
    task.runs["Numba, 1 thread"] = lambda: run(one)
    task.runs["Numba, all threads"] = lambda: run(all_threads)


def with_polars(task: Task, arrays: list[np.ndarray]) -> None:
    import polars as pl

    names = "pqhkxy"
    frame = pl.DataFrame({f"{n}{i}": a[:, i] for n, a in zip(names, arrays, strict=True) for i in range(a.shape[1])})
    widths = {n: a.shape[1] for n, a in zip(names, arrays, strict=True)}

    def share(name: str, i: int) -> pl.Expr:
        return pl.col(f"{name}{i}") / pl.col(f"sum_{name}")

    sums = [pl.sum_horizontal(f"{n}{i}" for i in range(widths[n])).alias(f"sum_{n}") for n in "pqhk"]
    metric = pl.sum_horizontal((share("p", i) - share("q", i)).abs() for i in range(widths["p"])) / 2
    ahead = [share("h", 0) - share("k", 0)]
    for j in range(1, len(STEPS)):
        ahead.append(ahead[-1] + share("h", j) - share("k", j))
    span = pl.sum_horizontal(a.abs() * step for a, step in zip(ahead, STEPS.tolist(), strict=True))
    risk = pl.sum_horizontal((pl.col(f"x{c}") - pl.col(f"y{c}")) ** 2 for c in range(widths["x"])) / widths["x"]
    query = frame.lazy().with_columns(sums).select(gap=((metric**2 + span**2 + risk) / 3).sqrt())
    task.runs["Polars, all threads"] = lambda: query.collect()["gap"].to_numpy()


def with_scipy(whole: Task, shannon: Task, arrays: list[np.ndarray]) -> None:
    from scipy.spatial import distance
    from scipy.stats import wasserstein_distance

    p, q, h, k, x, y = arrays
    few = min(FEW, len(p))

    def row(r: int) -> float:
        metric = distance.cityblock(p[r] / p[r].sum(), q[r] / q[r].sum()) / 2
        span = wasserstein_distance(PLACES, PLACES, h[r], k[r])
        risk = distance.euclidean(x[r], y[r]) / math.sqrt(x.shape[1])
        return math.sqrt((metric**2 + span**2 + risk**2) / 3)

    whole.runs["SciPy, row by row"] = lambda: np.array([row(r) for r in range(few)])
    whole.rows["SciPy, row by row"] = few
    shannon.runs["SciPy"] = lambda: distance.jensenshannon(p, q, base=2, axis=1)


def with_numkong(risk: Task, shannon: Task, arrays: list[np.ndarray]) -> None:
    import numkong

    p, q, _, _, x, y = arrays
    scale = 1 / math.sqrt(x.shape[1])
    risk.runs["NumKong"] = lambda: np.asarray(numkong.euclidean(x, y)) * scale

    def entropy() -> np.ndarray:
        shares = (a / a.sum(axis=1, keepdims=True) for a in (p, q))
        return np.asarray(numkong.jensenshannon(*shares)) / math.sqrt(math.log(2))

    shannon.runs["NumKong"] = entropy


def tasks_of(arrays: list[np.ndarray]) -> tuple[list[Task], list[str]]:
    """Tasks with all peers that are there, and the names of the others."""
    p, q, h, k, x, y = arrays
    whole, risk, shannon = Task("Overall gap"), Task("Risk gap alone"), Task("Jensen-Shannon distance alone")
    whole.runs["NumPy, whole arrays"] = lambda: numpy_whole(*arrays)
    whole.runs["NumPy, in chunks"] = lambda: numpy_chunks(*arrays)
    kept = coalign.score((p, q), (h, k), (x, y))
    whole.runs["coalign, 1 thread"] = lambda: coalign.score((p, q), (h, k), (x, y), threads=1).gap
    whole.runs["coalign, all threads"] = lambda: coalign.score((p, q), (h, k), (x, y), threads=0).gap
    whole.runs["coalign, 1 thread, out="] = lambda: coalign.score((p, q), (h, k), (x, y), threads=1, out=kept).gap
    risk.runs["NumPy, whole arrays"] = lambda: np.sqrt(((x - y) ** 2).mean(axis=1))
    risk.runs["coalign, 1 thread"] = lambda: coalign.score(risks=(x, y), threads=1).risk_gap
    shannon.runs["NumPy, whole arrays"] = lambda: numpy_shannon(p, q)
    shannon.runs["coalign, 1 thread"] = lambda: coalign.gap.jensen_shannon(p, q)
    missing = []
    for name, add in (
        ("Numba", lambda: with_numba(whole, arrays)),
        ("Polars", lambda: with_polars(whole, arrays)),
        ("SciPy", lambda: with_scipy(whole, shannon, arrays)),
        ("NumKong", lambda: with_numkong(risk, shannon, arrays)),
    ):
        try:
            add()
        except ImportError:
            missing.append(name)
    return [whole, risk, shannon], missing


def rounds_of(rows: int) -> int:
    """Short calls need more rounds, so that what else the machine does falls out of the median."""
    return 5 if rows > 10_000 else 51


def measure(task: Task, rows: int) -> None:
    """Checks every run against the first, and times those that agree."""
    wanted = next(iter(task.runs.values()))()
    calls: dict[str, int] = {}
    for name, run in list(task.runs.items()):
        found = run()
        apart = float(np.abs(found - wanted[: len(found)]).max())
        if not apart <= AGREE:
            task.refused[name] = apart
            del task.runs[name]
            continue
        start = time.perf_counter()
        run()
        calls[name] = 1 + int(LEAST_TIME / (time.perf_counter() - start))
    times: dict[str, list[float]] = {name: [] for name in task.runs}
    for _ in range(rounds_of(rows)):
        for name, run in task.runs.items():
            start = time.perf_counter()
            for _ in range(calls[name]):
                run()
            times[name].append((time.perf_counter() - start) / calls[name])
    for name, taken in times.items():
        task.seconds[name] = statistics.median(taken) / task.rows.get(name, rows)


def table(task: Task, rows: int) -> str:
    base = next(iter(task.seconds.values()))
    lines = [f"{task.title:30}{'M rows/s':>10}{'us/row':>12}{'x NumPy':>10}"]
    for name, seconds in task.seconds.items():
        few = f"  ({task.rows[name]:,} rows)" if task.rows.get(name, rows) < rows else ""
        lines.append(f"  {name:28}{1e-6 / seconds:10.3f}{1e6 * seconds:12.4f}{base / seconds:10.2f}{few}")
    lines += [f"  {name:28}left out: {apart:.0e} away from NumPy" for name, apart in task.refused.items()]
    return "\n".join(lines)


def picture(tasks: list[Task], heading: str, note: str) -> str:
    """Bars of rows a second, on a logarithmic axis, as SVG."""
    rates = [1 / seconds for task in tasks for seconds in task.seconds.values()]
    low, high = math.floor(math.log10(min(rates))), math.ceil(math.log10(max(rates)))
    left, width, line = 200, 430, 20

    def at(rate: float) -> float:
        return left + width * (math.log10(rate) - low) / (high - low)

    parts, y = [f'<text x="10" y="22" font-weight="bold">{escape(heading)}</text>'], 50
    for task in tasks:
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{escape(task.title)}</text>')
        for name, seconds in task.seconds.items():
            y += line
            colour = "#1b6ca8" if name.startswith("coalign") else "#9aa5b1"
            parts.append(f'<text x="{left - 8}" y="{y}" text-anchor="end">{escape(name)}</text>')
            parts.append(
                f'<rect x="{left}" y="{y - 12}" width="{at(1 / seconds) - left:.1f}" height="15" fill="{colour}"/>'
            )
            parts.append(f'<text x="{at(1 / seconds) + 6:.1f}" y="{y}">{1e-6 / seconds:.3g}</text>')
        y += 2 * line
    for power in range(low, high + 1):
        x = at(10.0**power)
        parts.insert(1, f'<path d="M{x:.1f} 32V{y - line}" stroke="#e3e8ee"/>')
        parts.append(f'<text x="{x:.1f}" y="{y}" text-anchor="middle" fill="#52606d">{10.0 ** (power - 6):g}</text>')
    axis = f"million rows a second, logarithmic{note}"
    parts.append(f'<text x="{left}" y="{y + line}" fill="#52606d">{escape(axis)}</text>')
    size = f'viewBox="0 0 {left + width + 80} {y + 2 * line}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12" fill="#1f2933">'
        '<rect width="100%" height="100%" fill="#ffffff"/>' + "".join(parts) + "</svg>\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast coalign and its peers score one portfolio.")
    parser.add_argument("rows", nargs="?", type=int, default=200_000)
    parser.add_argument("--svg", metavar="FILE", help="also draw the table")
    given = parser.parse_args()
    tasks, missing = tasks_of(portfolio(given.rows))
    for task in tasks:
        measure(task, given.rows)
    rows = f"{given.rows:,} row{'s' if given.rows != 1 else ''}"
    print(f"{rows}, float64, all agree to {AGREE:g}; medians of {rounds_of(given.rows)} interleaved rounds\n")
    print("\n\n".join(table(task, given.rows) for task in tasks))
    absent = f"not installed: {', '.join(missing)}" if missing else ""
    if absent:
        print(f"\n{absent}")
    if given.svg:
        with open(given.svg, "w", encoding="utf-8") as file:
            file.write(picture(tasks, f"{rows}, float64", absent and f"; {absent}"))
    if any(name.startswith("coalign") for task in tasks for name in task.refused):
        sys.exit("coalign does not agree with NumPy")


if __name__ == "__main__":
    main()
