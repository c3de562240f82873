# SPDX-License-Identifier: Apache-2.0
"""Finds the cheapest tools for all needs with coalign and with SciPy's HiGHS, checks that they cost the same, and
prints how long each takes.

    python benchmarks/peers/cover.py [portfolios]

Portfolios are random: up to 60 tools and 40 purposes, sparse and dense, with costs that differ, that are all the same,
or that grow with what a tool does. coalign assesses the whole model, of which the cover is a part.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

import coalign

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
SIDES = [{"id": side, "priorities": {"uptime": 50, "cac": 50}} for side in ("cio", "cmo")]


def portfolio(rng: random.Random) -> tuple[list[tuple[int, list[int]]], int]:
    """Cost and purposes of each tool, and how many purposes there are."""
    purposes, tools = rng.choice([rng.randint(3, 40), 40]), rng.choice([rng.randint(5, 60), 60])
    density, style = rng.choice([0.03, 0.05, 0.1, 0.2, 0.3]), rng.choice(["any", "same", "by purposes"])
    out = []
    for _ in range(tools):
        does = [i for i in range(purposes) if rng.random() < density]
        by_purposes = rng.randint(500, 20_000) * max(1, len(does))
        cost = {"any": rng.randint(1, 100_000), "same": 1000, "by purposes": by_purposes}
        out.append((cost[style], does))
    return out, purposes


def with_coalign(tools: list[tuple[int, list[int]]], purposes: int) -> tuple[float, bool]:
    listed = [
        {"id": f"t{j}", "cost_per_year": cost, "purposes": [f"p{i}" for i in does]}
        for j, (cost, does) in enumerate(tools)
    ]
    model = {
        "coalign": 1,
        "metrics": [{"id": "uptime"}, {"id": "cac"}],
        "sides": SIDES,
        "tech_portfolio": {"needs": [f"p{i}" for i in range(purposes)], "tools": listed},
    }
    cover = coalign.assess(model).to_dict()["tech_portfolio"]["cover"]
    return cover["cost"], cover["optimal"]


def with_highs(tools: list[tuple[int, list[int]]], purposes: int) -> float:
    covers = np.zeros((purposes, len(tools)))
    for j, (_, does) in enumerate(tools):
        covers[does, j] = 1
    covers = covers[covers.any(axis=1)]
    if not len(covers):
        return 0
    costs = np.array([cost for cost, _ in tools], dtype=float)
    found = milp(
        costs,
        constraints=LinearConstraint(covers, 1, np.inf),
        integrality=np.ones(len(tools)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return float(costs[found.x > 0.5].sum())


def main() -> None:
    rng = random.Random(1)
    times: dict[str, list[float]] = {"coalign, the whole assessment": [], "SciPy HiGHS, the cover": []}
    unproven = 0
    for k in range(COUNT):
        case = portfolio(rng)
        start = time.perf_counter()
        cost, optimal = with_coalign(*case)
        middle = time.perf_counter()
        wanted = with_highs(*case)
        times["coalign, the whole assessment"].append(middle - start)
        times["SciPy HiGHS, the cover"].append(time.perf_counter() - middle)
        unproven += not optimal
        if cost != wanted:
            sys.exit(f"portfolio {k}: coalign {cost}, HiGHS {wanted}")
    print(f"{COUNT} portfolios cost the same; not proven optimal: {unproven}")
    for name, seconds in times.items():
        print(f"{name}: median {1e3 * statistics.median(seconds):.2f} ms, slowest {1e3 * max(seconds):.2f} ms")


if __name__ == "__main__":
    main()
