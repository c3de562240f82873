# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Model documents: the fixture of two sides, and models that hypothesis draws."""

from __future__ import annotations

from typing import Any

import fixture as f
from hypothesis import strategies as st

METRICS = ("uptime", "security", "compliance", "pipeline", "cac", "insight")
RISKS = ("breach", "outage", "missed_window", "audit", "stale")
HORIZONS = ("week", "month", "quarter", "year", "multi_year")


def by_id(ids: Any, values: Any) -> dict[str, Any]:
    return dict(zip(ids, values, strict=True))


def two_sides() -> dict[str, Any]:
    """Targets on scales of width 1 are as far apart as the fixture says."""
    return {
        "coalign": 1,
        "question": "Divide 100 points by what the company must get right this year.",
        "metrics": [{"id": name, "scale": {"linear": 1}} for name in METRICS],
        "risks": [{"id": name, "weight": w} for name, w in zip(RISKS, f.RISK_WEIGHTS, strict=True)],
        "sides": [
            {
                "id": "cio",
                "name": "CIO",
                "priorities": by_id(METRICS, f.CIO_PRIORITIES),
                "targets": by_id(METRICS, f.GOAL_DISTANCES),
                "horizons": by_id(HORIZONS, f.CIO_HORIZONS),
                "risks": by_id(RISKS, f.CIO_SEVERITIES),
            },
            {
                "id": "cmo",
                "name": "CMO",
                "priorities": by_id(METRICS, f.CMO_PRIORITIES),
                "targets": by_id(METRICS, [0] * 6),
                "horizons": by_id(HORIZONS, f.CMO_HORIZONS),
                "risks": by_id(RISKS, f.CMO_SEVERITIES),
            },
        ],
    }


def attained() -> dict[str, Any]:
    """The same priorities, one target for both, and where the company is."""
    model = two_sides()
    for metric, (current, baseline, target, _, _) in zip(model["metrics"], f.ATTAINMENT, strict=True):
        metric.update(current=current, baseline=baseline, target=target)
        metric["better"] = "higher" if target > baseline else "lower"
    for side in model["sides"]:
        del side["targets"]
    return model


def smallest(**more: Any) -> dict[str, Any]:
    return {"coalign": 1, "metrics": [{"id": "uptime"}], "sides": [{"id": "cio"}, {"id": "cmo"}], **more}


ids = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")),
    min_size=1,
    max_size=8,
).filter(lambda x: not x.startswith("x-") and x != "shared" and len(x.encode()) <= 256)
points = st.one_of(st.integers(0, 100), st.floats(1e-3, 1e3))
severity = st.floats(0, 1)


@st.composite
def models(draw: Any) -> dict[str, Any]:
    """Valid models of two sides; blocks may be missing."""
    metrics = draw(st.lists(ids, min_size=1, max_size=9, unique=True))
    risks = draw(st.lists(ids, max_size=5, unique=True))
    days = sorted(draw(st.lists(st.integers(1, 4000), min_size=2, max_size=6, unique=True)))
    horizons = [f"h{day}" for day in days]
    model: dict[str, Any] = {
        "coalign": 1,
        "metrics": [{"id": name, "scale": {"linear": 2}} for name in metrics],
        "horizons": [{"id": name, "days": day} for name, day in zip(horizons, days, strict=True)],
        "policy": {"rho": draw(st.one_of(st.just("inf"), st.sampled_from([1, 2, 3.5])))},
        "sides": [],
        "x-note": draw(st.text(st.characters(blacklist_categories=("Cs",)), max_size=8)),
    }
    if risks:
        model["risks"] = [{"id": name, "weight": draw(st.integers(1, 9))} for name in risks]

    def answers(names: list[str], values: Any) -> dict[str, Any]:
        return {name: draw(values) for name in names}

    for name in draw(st.lists(ids, min_size=2, max_size=2, unique=True)):
        side: dict[str, Any] = {"id": name}
        given = draw(st.sets(st.sampled_from(["priorities", "horizons", "risks", "targets"])))
        if "priorities" in given:
            side["priorities"] = {**answers(metrics, points), metrics[0]: draw(st.integers(1, 100))}
        if "horizons" in given:
            side["horizons"] = {**answers(horizons, points), horizons[-1]: draw(st.integers(1, 100))}
        if "risks" in given and risks:
            side["risks"] = answers(risks, severity)
        if "targets" in given:
            side["targets"] = answers(draw(st.lists(st.sampled_from(metrics), unique=True)), st.floats(0, 3))
        model["sides"].append(side)
    return model


KINDS = (
    {"linear": 2},
    {"log": 3},
    {"log_shortfall": 10, "ceiling": 100},
)


def within_shares(shares: list[float], slack: list[float]) -> list[Any]:
    """Intervals that hold these shares; without slack a number."""
    return [[max(0.0, p - u / 2), min(1.0, p + u / 2)] if u else p for p, u in zip(shares, slack, strict=True)]


@st.composite
def groups(draw: Any, sides: tuple[int, int] = (2, 5), complete: bool = False) -> dict[str, Any]:
    """Valid models of several sides: targets, directions, limits, raters, nulls, ratings, intervals, ranks.

    Every side that gives priorities gives some to the first metric, so that all of them share one. `complete`: every
    side answers on every block, with plain points on all metrics, and there are no targets.
    """
    metrics = [f"m{i}" for i in range(draw(st.integers(1, 6)))]
    risks = [f"r{i}" for i in range(draw(st.integers(1 if complete else 0, 4)))]
    horizons = [f"h{i}" for i in range(draw(st.integers(2, 5)))]
    rated = not complete and draw(st.integers(0, 3)) == 0
    kinds = [draw(st.sampled_from(KINDS)) for _ in metrics]
    within = [not complete and draw(st.integers(0, 5)) == 0 for _ in metrics]
    model: dict[str, Any] = {
        "coalign": 1,
        "metrics": [
            {"id": m, "scale": kind, "better": "within" if w else "higher"}
            for m, kind, w in zip(metrics, kinds, within, strict=True)
        ],
        "horizons": [{"id": h, "days": 7 * 4**i} for i, h in enumerate(horizons)],
        "policy": {
            "rho": draw(st.sampled_from([1, 1.5, 2, 4, "inf"])),
            "spacing": draw(st.sampled_from(["log", "equal"])),
            "weights": {block: draw(st.integers(1, 3)) for block in ("metric", "horizon", "risk")},
            "risk_levels": [0, 0.25, 0.5, 0.75, 1],
        },
        "sides": [],
    }
    if rated:
        model["policy"]["rating_scale"] = [1, 5]
    if risks:
        model["risks"] = [{"id": r, "weight": draw(st.integers(1, 5))} for r in risks]

    maybe = st.integers(0, 3).map(lambda x: x == 0)
    mostly = st.integers(0, 4).map(lambda x: complete or x > 0)
    number = st.integers(2, 5) if rated else st.integers(1, 50)
    others = st.integers(1, 5) if rated else st.integers(0, 50)

    def points() -> dict[str, Any]:
        given: dict[str, Any] = {metrics[0]: draw(number)}
        for m in metrics[1:]:
            given[m] = None if not complete and draw(st.integers(0, 7)) == 0 else draw(others)
        return given

    def intervals() -> dict[str, Any]:
        raw = [draw(st.integers(1, 50)) for _ in metrics]
        shares = [x / sum(raw) for x in raw]
        slack = [draw(st.sampled_from([0, 0.1, 0.4])) for _ in metrics]
        slack[0] = 0.2
        return by_id(metrics, within_shares(shares, slack))

    def view(appetite: bool) -> Any:
        if not appetite and draw(maybe):
            return draw(st.integers(0, 20)) / 20
        given: dict[str, Any] = {"severity": draw(st.integers(0, 20)) / 20}
        if draw(maybe):
            given = {"likelihood": draw(st.integers(1, 5)), "impact": draw(st.integers(1, 5))}
        if appetite:
            low, high = sorted(draw(st.integers(0, 20)) / 20 for _ in range(2))
            given["appetite"] = low if low == high else [low, high]
        return given

    def target(i: int) -> Any:
        low, high = sorted(draw(st.integers(1, 60)) for _ in range(2))
        return [low, high] if within[i] else low

    for k in range(draw(st.integers(*sides))):
        side: dict[str, Any] = {"id": f"s{k}", "influence": draw(st.sampled_from([1, 1, 2, 5, 0.5]))}
        appetite = draw(mostly)
        form = "points" if complete else draw(st.sampled_from(["points"] * 3 + ["raters"] * 2 + ["intervals", "ranks"]))
        if draw(mostly):
            if form == "raters":
                some = not rated and draw(maybe)
                side["raters"] = [
                    {"id": f"r{r}", "priorities": intervals() if some and r == 0 else points()}
                    for r in range(draw(st.integers(1, 6)))
                ]
            elif form == "ranks":
                side["priority_ranks"] = [metrics[0]] + draw(
                    st.lists(st.sampled_from(metrics[1:] or metrics), unique=True, max_size=5).map(
                        lambda x: [m for m in x if m != metrics[0]]
                    )
                )
            elif form == "intervals" and not rated:
                side["priorities"] = intervals()
            else:
                side["priorities"] = points()
                if not complete and draw(maybe):
                    side["kappa"] = draw(st.sampled_from([5, 40.5]))
        if draw(mostly):
            side["horizons"] = {h: draw(st.integers(0, 50)) for h in horizons}
            side["horizons"][draw(st.sampled_from(horizons))] = draw(st.integers(1, 50))
        if risks and draw(mostly):
            if "raters" in side and draw(st.booleans()):
                for rater in side["raters"]:
                    rater["risks"] = {r: view(appetite) for r in risks}
            else:
                side["risks"] = {r: view(appetite) for r in risks}
        if not complete:
            side["targets"] = {m: target(i) for i, m in enumerate(metrics) if not draw(maybe)}
            for i, m in enumerate(metrics):
                if m in side["targets"] and not within[i] and draw(st.integers(0, 9)) == 0:
                    side["better"] = {**side.get("better", {}), m: "lower"}
            if draw(maybe):
                side["concession"] = draw(st.sampled_from([0, 0.1, 0.5]))
        model["sides"].append(side)
    return model
