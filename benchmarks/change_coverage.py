# SPDX-License-Identifier: Apache-2.0
"""How often a change of the priority gap is told to be beyond the noise, on simulated raters. Needs the Python package.

usage: python benchmarks/change_coverage.py [SIMULATIONS]

Each rater's shares are drawn from a Dirichlet distribution about its side's true shares, so the true gaps are known.
Both times have raters of their own: the hardest case, since people who answer twice differ less from themselves.
"""

import sys

import numpy as np
from bootstrap_coverage import KAPPAS, sides

from coalign import uncertainty

GAPS = ((0.0, 0.0), (0.05, 0.05), (0.25, 0.25), (0.6, 0.6), (0.25, 0.35), (0.25, 0.6), (0.0, 0.25))
RATERS = ((5, 5), (10, 10), (20, 20), (50, 50), (5, 50))


def estimate(shift, count, kappa, seed, random):
    """The estimate, and the range about it: from 0 where labels at random would often give as much."""
    p, q = sides(shift)
    x, y = random.dirichlet(kappa * p, count), random.dirichlet(kappa * q, count)
    found = uncertainty.bootstrap(x, y, seed)
    within_noise = uncertainty.permutation(x, y, seed).p > 0.05
    return found.estimate, 0.0 if within_noise else min(found.low, found.estimate), max(found.high, found.estimate)


def cell(gaps, raters, kappa, simulations, random):
    beyond = inside = width = 0.0
    for seed in range(simulations):
        e1, l1, u1 = estimate(gaps[0], raters[0], kappa, 2 * seed, random)
        e2, l2, u2 = estimate(gaps[1], raters[1], kappa, 2 * seed + 1, random)
        low = e2 - e1 - np.hypot(e2 - l2, u1 - e1)
        high = e2 - e1 + np.hypot(u2 - e2, e1 - l1)
        beyond += low > 0 or high < 0
        inside += low <= gaps[1] - gaps[0] <= high
        width += high - low
    return [x / simulations for x in (beyond, inside, width)]


def main():
    simulations = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    random = np.random.default_rng(2026)
    print("| kappa | true gap before, after | raters a side before, after | beyond noise | range covers | width |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kappa in KAPPAS:
        for gaps in GAPS:
            for raters in RATERS:
                row = cell(gaps, raters, kappa, simulations, random)
                gap = ", ".join(f"{x:.2f}" for x in gaps)
                count = ", ".join(map(str, raters))
                print(f"| {kappa:g} | {gap} | {count} | " + " | ".join(f"{x:.3f}" for x in row) + " |", flush=True)


if __name__ == "__main__":
    main()
