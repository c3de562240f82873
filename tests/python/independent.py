# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""A whole assessment once more, for any number of sides: NumPy and SciPy, from the model document alone.

`assess(model)` gives a dict laid out like the assessment document, with the numbers that can be computed twice; texts,
reasons, placements and merges are left out. Where a linear program or full enumeration gives the number, it does so
here. Draws are made with NumPy's generator, so numbers that rest on draws agree only within their Monte Carlo error.

    python tests/python/independent.py examples/four_sides.json
"""

from __future__ import annotations

import copy
import itertools
import json
import math
import sys
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import reference as ref
from scipy import stats
from scipy.optimize import linprog

BLOCKS = ("metric", "horizon", "risk")
HORIZONS = ("week", "month", "quarter", "year", "multi_year")
DRAWS = 20_000  # more than the library takes, so that the error in a comparison is mostly the library's
EXACT_WAYS = 10_000
SLACK = 1e-12


# ------------------------------------------------------------------ the model


@dataclass
class Side:
    """What one side answered, at its point estimates."""

    id: str
    influence: float
    points: np.ndarray | None  # NaN: not asked; raters: their mean shares
    rows: np.ndarray | None  # one row of points or of central shares a rater; a plain answer is one rater
    box: tuple[np.ndarray, np.ndarray] | None  # lowest and highest shares; equal where they are known
    has_intervals: bool
    ranks: np.ndarray | None  # places from 0, NaN: not named
    horizons: np.ndarray | None
    severities: np.ndarray | None
    appetites: np.ndarray  # risks x 2, NaN where it is not stated by all who rate risks
    given: dict[str, Any] = field(repr=False)

    @property
    def raters(self):
        return "raters" in self.given and self.rows is not None


@dataclass
class Catalogue:
    metrics: list[dict[str, Any]]
    horizons: list[str]
    days: np.ndarray
    risks: list[str]
    risk_weights: np.ndarray
    omega: np.ndarray
    policy: dict[str, Any]

    @property
    def rho(self):
        return math.inf if self.policy.get("rho") == "inf" else self.policy.get("rho", 2.0)

    @property
    def spacing(self):
        return self.policy.get("spacing", "log")


def read_catalogue(model):
    policy = model.get("policy", {})
    horizons = model.get("horizons") or [{"id": i, "days": d} for i, d in zip(HORIZONS, ref.DAYS, strict=True)]
    risks = model.get("risks", [])
    return Catalogue(
        metrics=model["metrics"],
        horizons=[x["id"] for x in horizons],
        days=np.array([x["days"] for x in horizons], dtype=float),
        risks=[x["id"] for x in risks],
        risk_weights=ref.normalise([x.get("weight", 1) for x in risks]) if risks else np.array([]),
        omega=ref.normalise([policy.get("weights", {}).get(b, 1) for b in BLOCKS]),
        policy=policy,
    )


def is_box(priorities):
    return any(isinstance(x, list) for x in priorities.values())


def read_points(priorities, catalogue):
    """Points, NaN where null; ratings count from the low end of their scale, where those left out are."""
    low = catalogue.policy.get("rating_scale", [0, 0])[0]
    given = [priorities.get(m["id"], low) for m in catalogue.metrics]
    return np.array([math.nan if x is None else x - low for x in given])


def read_box(priorities, catalogue):
    given = [priorities.get(m["id"], 0.0) for m in catalogue.metrics]
    ends = [x if isinstance(x, list) else [math.nan if x is None else x] * 2 for x in given]
    return np.array(ends, dtype=float).T


def central(low, high):
    """The shares that lie equally far on the way from low to high, and sum to one."""
    width = np.nansum(high) - np.nansum(low)
    return low + (high - low) * ((1 - np.nansum(low)) / width if width > 0 else 0.0)


def rank_places(ranks, catalogue):
    """The mean place of each metric, from 0; a list in the list is a tie. NaN: not named."""
    places = np.full(len(catalogue.metrics), math.nan)
    index = {m["id"]: i for i, m in enumerate(catalogue.metrics)}
    at = 0
    for entry in ranks:
        tied = entry if isinstance(entry, list) else [entry]
        for name in tied:
            places[index[name]] = at + (len(tied) - 1) / 2
        at += len(tied)
    return places


def shares_by_place(sorted_shares, places):
    """Shares that belong to places 0, 1, ...; metrics that tie get the mean of theirs."""
    shares = np.zeros((*sorted_shares.shape[:-1], len(places)))
    named = places[~np.isnan(places)]
    for place in np.unique(named):
        tied = int((named == place).sum())
        first = round(place - (tied - 1) / 2)
        shares[..., places == place] = sorted_shares[..., first : first + tied].mean(axis=-1, keepdims=True)
    return shares


def rank_order_centroid(places):
    """w_j = (1/n) sum of 1/i for i from j to n (Barron & Barrett 1996), over the metrics that are named."""
    n = int((~np.isnan(places)).sum())
    return shares_by_place(np.array([sum(1 / i for i in range(j, n + 1)) / n for j in range(1, n + 1)]), places)


def mean_shares(rows):
    """The mean of the raters' shares over the metrics that all of them were asked, NaN elsewhere."""
    asked = ~np.isnan(rows).any(axis=0)
    mean = np.full(rows.shape[1], math.nan)
    mean[asked] = np.mean([ref.normalise(row[asked]) for row in rows], axis=0)
    return mean


def read_view(view, policy):
    """Severity, and the ends of the appetite (NaN: none)."""
    if not isinstance(view, dict):
        return float(view), math.nan, math.nan
    if "severity" in view:
        severity = view["severity"]
    else:
        severity = policy["risk_levels"][view["likelihood"] - 1] * policy["risk_levels"][view["impact"] - 1]
    appetite = view.get("appetite", math.nan)
    return (severity, *(appetite if isinstance(appetite, list) else (appetite, appetite)))


def read_views(risks, catalogue):
    """Risks x (severity, low and high end of the appetite)."""
    return np.array([read_view(risks[c], catalogue.policy) for c in catalogue.risks], dtype=float)


def read_side(given, catalogue):
    points = rows = box = ranks = None
    has_intervals = False
    if "raters" in given:
        answers = [r["priorities"] for r in given["raters"] if "priorities" in r]
        if answers:
            has_intervals = any(is_box(a) for a in answers)
            rows = np.array(
                [central(*read_box(a, catalogue)) if is_box(a) else read_points(a, catalogue) for a in answers]
            )
            points = mean_shares(rows)
            if not np.isnan(points).any():
                ends = [
                    read_box(a, catalogue) if is_box(a) else [ref.normalise(row)] * 2
                    for a, row in zip(answers, rows, strict=True)
                ]
                box = tuple(np.mean(ends, axis=0))
    elif "priority_ranks" in given:
        ranks = rank_places(given["priority_ranks"], catalogue)
        points = rank_order_centroid(ranks)
    elif "priorities" in given and is_box(given["priorities"]):
        has_intervals = True
        ends = read_box(given["priorities"], catalogue)
        points = central(*ends)
        box = None if np.isnan(points).any() else tuple(ends)
    elif "priorities" in given:
        points = read_points(given["priorities"], catalogue)
    if points is not None:
        if rows is None:
            rows = points[None, :]
        if box is None and not has_intervals and not np.isnan(points).any():
            box = (ref.normalise(points),) * 2

    if "risks" in given:
        views = read_views(given["risks"], catalogue)
    else:
        rated = [read_views(r["risks"], catalogue) for r in given.get("raters", []) if "risks" in r]
        views = np.mean(rated, axis=0) if rated else None  # NaN where any rater gives no appetite
    horizons = given.get("horizons")
    return Side(
        id=given["id"],
        influence=given.get("influence", 1),
        points=points,
        rows=rows,
        box=box,
        has_intervals=has_intervals,
        ranks=ranks,
        horizons=None if horizons is None else ref.normalise([horizons.get(h, 0) for h in catalogue.horizons]),
        severities=None if views is None else views[:, 0],
        appetites=np.full((len(catalogue.risks), 2), math.nan) if views is None else views[:, 1:],
        given=given,
    )


def number(x):
    """None where there is no number."""
    return None if x is None or math.isnan(x) else float(x)


def larger(first, second, a, b, tie=0.0):
    return None if abs(first - second) <= tie else a.id if first > second else b.id


# ------------------------------------------------------------------ intervals of shares


def most_on(low, high, subset):
    """The most that shares within these ends can put on a set of metrics: what they may there, or what they need not
    put elsewhere, whichever is less."""
    return min(high[subset].sum(), 1 - low[~subset].sum())


def least_on(low, high, subset):
    return max(low[subset].sum(), 1 - high[~subset].sum())


def subsets(n):
    return (np.array(chosen, dtype=bool) for chosen in itertools.product((False, True), repeat=n))


def greatest_priority_gap(first, second):
    """TV is the most, over sets of metrics, that p has there beyond q: so the greatest is found by trying every set."""
    return float(max(most_on(*first, s) - least_on(*second, s) for s in subsets(len(first[0]))))


def largest_common(first, second, worth):
    """The most that sum worth_i min(p_i, q_i) can be, worth >= 0: a linear program in p, q and the minima."""
    n = len(worth)
    eye, none = np.eye(n), np.zeros((n, n))
    solved = linprog(
        np.r_[np.zeros(2 * n), -np.asarray(worth, dtype=float)],
        A_ub=np.block([[-eye, none, eye], [none, -eye, eye]]),
        b_ub=np.zeros(2 * n),
        A_eq=np.kron(np.eye(3)[:2], np.ones(n)),
        b_eq=np.ones(2),
        bounds=np.hstack([first, second, [none[0], eye.sum(axis=0)]]).T,
        method="highs",
    )
    assert solved.status == 0, solved.message
    return -solved.fun


def least_priority_gap(first, second):
    return 1 - largest_common(first, second, np.ones(len(first[0])))


def least_worth(low, high, worth):
    """The least that sum worth_i x_i can be for shares within these ends: what is free goes where it is worth least."""
    free = 1 - low.sum()
    total = float(worth @ low)
    for i in np.argsort(worth, kind="stable"):
        step = min(free, high[i] - low[i])
        total += worth[i] * step
        free -= step
    return total


def metric_gap_ends(first, second, least_delta, greatest_delta):
    """The least and the greatest 1 - sum (1 - delta_i) min(p_i, q_i). The greatest by every choice of which side's
    share is the smaller one."""
    worth = 1 - greatest_delta
    least_common = min(
        least_worth(*first, np.where(s, worth, 0)) + least_worth(*second, np.where(s, 0, worth))
        for s in subsets(len(worth))
    )
    return 1 - largest_common(first, second, 1 - least_delta), float(1 - least_common)


# ------------------------------------------------------------------ one pair


def goal(side, metric):
    """Direction and target of one side; the catalogue's target counts as stated by every side."""
    better = side.given.get("better", {}).get(metric["id"], metric.get("better", "higher"))
    return better, side.given.get("targets", {}).get(metric["id"], metric.get("target"))


def target_distance(metric, a, b):
    """delta in 0..1, None where a target is missing, and whether the sides want opposite directions."""
    (better_a, target_a), (better_b, target_b) = goal(a, metric), goal(b, metric)
    if better_a != better_b and "within" not in (better_a, better_b):
        return 1.0, True
    if target_a is None or target_b is None:
        return None, False
    if np.array_equal(np.ravel(target_a) * np.ones(2), np.ravel(target_b) * np.ones(2)):
        return 0.0, False
    scale = metric["scale"]
    kind = next(k for k in ("linear", "log", "log_shortfall") if k in scale)
    return ref.goal_distance(kind, scale[kind], target_a, target_b, scale.get("ceiling", math.nan)), False


def compare_metrics(catalogue, a, b):
    asked = ~(np.isnan(a.points) | np.isnan(b.points))
    p, q = np.zeros(len(asked)), np.zeros(len(asked))
    p[asked], q[asked] = ref.shares(a.points, b.points)
    common = np.minimum(p, q)
    distances = [target_distance(m, a, b) for m in catalogue.metrics]
    stated = any(goal(s, m)[1] is not None for s in (a, b) for m in catalogue.metrics)
    assessed = stated or any(opposite and c > 0 for (_, opposite), c in zip(distances, common, strict=True))
    delta = np.array([math.nan if d is None else d for d, _ in distances])
    known = np.nan_to_num(delta, nan=0.0)
    unknown = np.isnan(delta) if assessed else np.zeros(len(delta), dtype=bool)
    tie = 4 * len(p) * np.finfo(float).eps
    items = []
    for i, metric in enumerate(catalogue.metrics):
        items.append(
            {
                "id": metric["id"],
                "priorities": [float(p[i]), float(q[i])] if asked[i] else [None, None],
                "more": larger(p[i], q[i], a, b, tie),
                "priority_gap": float(abs(p[i] - q[i]) / 2),
                "goal_gap": float(common[i] * known[i]),
                "gap": float(abs(p[i] - q[i]) / 2 + common[i] * known[i]),
                "delta": distances[i][0],
                "opposite": distances[i][1],
            }
        )
    gap = ref.metric_gap(p, q, known)
    ground = math.fsum(common)
    out = {
        "gap": gap,
        "priority_gap": 1 - ground,
        "goal_gap": math.fsum(common * known) if assessed else None,
        "common_ground": ground,
        "range": [gap, min(1.0, gap + math.fsum(common[unknown]))],
        "coverage": float(asked.sum() / (~(np.isnan(a.points) & np.isnan(b.points))).sum()),
        "goal_coverage": float(common[~np.isnan(delta)].sum() / ground) if ground > 0 else float(assessed),
        "items": items,
    }
    out["exact_range"] = out["range"]
    if (a.has_intervals or b.has_intervals) and a.box is not None and b.box is not None:
        greatest_delta = np.where(unknown, 1.0, known)
        goal_most = largest_common(a.box, b.box, greatest_delta)
        out["range"] = [least_priority_gap(a.box, b.box), min(1.0, greatest_priority_gap(a.box, b.box) + goal_most)]
        # The least and the greatest metric gap themselves: whatever bound `range` is, it must hold them.
        out["exact_range"] = list(metric_gap_ends(a.box, b.box, known, greatest_delta))
    return out


def compare_horizons(catalogue, a, b):
    axis = (catalogue.days, catalogue.spacing)
    terms = ref.boundary_terms(a.horizons, b.horizons, *axis)
    beyond = [1 - np.cumsum(s.horizons)[:-1] for s in (a, b)]
    shift = ref.shift(a.horizons, b.horizons, *axis)
    return {
        "gap": ref.horizon_gap(a.horizons, b.horizons, *axis),
        "shift": shift,
        "crossing": ref.crossing(a.horizons, b.horizons, *axis),
        "longer": larger(0, shift, a, b),
        "items": [
            {
                "id": f"{catalogue.horizons[j]}|{catalogue.horizons[j + 1]}",
                "beyond": [float(x[j]) for x in beyond],
                "gap": float(term),
            }
            for j, term in enumerate(terms)
        ],
    }


def compare_risks(catalogue, a, b):
    v = catalogue.risk_weights
    weighed = v > 0
    x, y = a.severities, b.severities
    severity_gap = ref.risk_gap(x, y, v)
    with_appetite = not np.isnan(a.appetites[weighed]).any() and not np.isnan(b.appetites[weighed]).any()
    squares = v * (x - y) ** 2
    gap, appetite_gap, conflict = severity_gap, None, None
    if with_appetite:
        ends = np.nan_to_num(np.abs(a.appetites - b.appetites).max(axis=1))
        appetite_gap = float(math.sqrt((v * ends**2).sum()))
        gap = ref.risk_gap_with_appetite(x, y, np.nan_to_num(a.appetites), np.nan_to_num(b.appetites), v)
        squares = (squares + v * ends**2) / 2
        conflict = ref.breach_conflict(x, y, a.appetites[:, 1], b.appetites[:, 1], v)
    elevation, scatter, shape = ref.profile(x, y, v)
    items = []
    for c, name in enumerate(catalogue.risks):
        item = {
            "id": name,
            "severities": [float(x[c]), float(y[c])],
            "more": larger(x[c], y[c], a, b, SLACK),
            "gap": float(squares[c] / gap) if gap > 0 else 0.0,
        }
        if with_appetite:
            item["appetites"] = [[float(e) for e in s.appetites[c]] for s in (a, b)]
        items.append(item)
    return {
        "gap": gap,
        "severity_gap": severity_gap,
        "appetite_gap": appetite_gap,
        "elevation": elevation,
        "scatter": scatter,
        "shape": shape,
        "sees_more": larger(float(v @ x), float(v @ y), a, b, SLACK),
        "breach_conflict": conflict,
        "items": items,
    }


def join(catalogue, gaps):
    """Overall gap, the block weights over what is there, and the contributions; None where no block counts."""
    there = np.array([g is not None for g in gaps])
    weights = np.where(there, catalogue.omega, 0.0)
    if weights.sum() == 0:
        return None, weights, [None] * len(gaps)
    weights = weights / weights.sum()
    values = np.array([0.0 if g is None else g for g in gaps])
    contributions = ref.block_contributions(values, weights, catalogue.rho)
    return (
        ref.overall(values, weights, catalogue.rho),
        weights,
        [float(c) if t else None for c, t in zip(contributions, there, strict=True)],
    )


def summary(catalogue, gaps, ends, coverage):
    """Index, gap, band, weight range and range of block gaps; `ends` are the least and greatest of each block."""
    gap, weights, _ = join(catalogue, gaps)
    out = {"index": None, "gap": None, "band": None, "weight_range": None, "coverage": coverage}
    if gap is not None:
        there = weights > 0
        values = np.array([0.0 if g is None else g for g in gaps])[there]
        out |= {
            "index": 1 - gap,
            "gap": gap,
            "band": list(ref.band(values, weights[there])),
            "weight_range": list(ref.weight_range(values, weights[there], catalogue.rho)),
        }
    out["range"] = [1 - ref.overall([e[k] for e in ends], catalogue.omega, catalogue.rho) for k in (1, 0)]
    return out


def compare(catalogue, a, b):
    """Two sides as if they were alone: over the metrics that both were asked."""
    blocks = {
        "metric": None if a.points is None or b.points is None else compare_metrics(catalogue, a, b),
        "horizon": None if a.horizons is None or b.horizons is None else compare_horizons(catalogue, a, b),
        "risk": None if a.severities is None or b.severities is None else compare_risks(catalogue, a, b),
    }
    gaps = [None if blocks[name] is None else blocks[name]["gap"] for name in BLOCKS]
    ends = [block_ends(blocks[name]) for name in BLOCKS]
    there = [g is not None for g in gaps]
    _, _, contributions = join(catalogue, gaps)
    for name, contribution in zip(BLOCKS, contributions, strict=True):
        spread(blocks[name], contribution)
    coverage = float(catalogue.omega[there].sum()) if contributions != [None] * len(BLOCKS) else 0.0
    out = {"sides": [a.id, b.id], **summary(catalogue, gaps, ends, coverage), **blocks}
    del out["weight_range"]  # the document gives it for the group only
    metric = blocks["metric"]
    # Intervals widen a range, but they are doubt about an answer, not silence.
    complete = metric is not None and metric["coverage"] == 1 and metric["goal_coverage"] > 1 - SLACK
    out["comparable"] = all(there) and (complete or (metric is not None and metric["goal_gap"] is None))
    if blocks["horizon"]:
        out["days"] = {s.id: ref.typical_days(s.horizons, catalogue.days) for s in (a, b)}
    if metric:
        p, q = ref.shares(a.points, b.points)
        out["second_opinions"] = {
            "jensen_shannon": ref.jensen_shannon(p, q),
            "hellinger": ref.hellinger(p, q),
            "cosine": ref.cosine(p, q),
            "kendall_tau_b": number(ref.tau_b(p, q)),
            "chance_corrected": number(ref.chance_corrected(p, q)),
        }
    return out


def block_ends(block):
    """The least and the greatest that a block's gap can be; anything where it is missing."""
    return [0.0, 1.0] if block is None else block.get("range", [block["gap"]] * 2)


def spread(block, contribution):
    """A block's contribution over its items, in the ratio of their gaps."""
    if block is None:
        return
    for item in block["items"]:
        item["contribution"] = item["gap"] * contribution / block["gap"] if contribution and block["gap"] > 0 else 0.0


# ------------------------------------------------------------------ the group


def influences(sides):
    return ref.normalise([s.influence for s in sides])


def assess_group(catalogue, sides, pairs):
    """Block gaps are means over pairs, a pair weighing the product of the influences; the overall gap is the power mean
    of those blocks, not the mean of the pairs' gaps (model, section 5)."""
    a = influences(sides)
    product = np.array([a[k] * a[m] for k, m in itertools.combinations(range(len(sides)), 2)])
    weight = product / product.sum()
    blocks, gaps, ends, share = {}, [], [], []
    for name in BLOCKS:
        there = np.array([p[name] is not None for p in pairs])
        share.append(float(weight[there].sum()))
        bounds = np.array([block_ends(p[name]) for p in pairs])
        ends.append([float(weight @ bounds[:, 0]), float(weight @ bounds[:, 1])])
        if not there.any():
            blocks[name] = None
            gaps.append(None)
            continue
        within = weight[there] / weight[there].sum()
        present = [p[name] for p in pairs if p[name] is not None]

        def mean(of, present=present, within=within):
            return float(within @ np.array([of(block) for block in present]))

        items = []
        for i, item in enumerate(present[0]["items"]):
            keys = ("gap", "priority_gap", "goal_gap") if name == "metric" else ("gap",)
            items.append({"id": item["id"]} | {k: mean(lambda block, i=i, k=k: block["items"][i][k]) for k in keys})
        gaps.append(mean(lambda block: block["gap"]))
        blocks[name] = {"gap": gaps[-1], "items": items}

    gap, _, contributions = join(catalogue, gaps)
    for name, contribution in zip(BLOCKS, contributions, strict=True):
        if blocks[name] is None:
            continue
        blocks[name] |= {"contribution": contribution, "share": contribution / gap if gap else 0.0, "chance": None}
        spread(blocks[name], contribution)
    if blocks["metric"]:
        shares, of_all = common_shares(sides)
        blocks["metric"]["chance"] = number(ref.chance_priority(int((shares > 0).any(axis=0).sum())))
        blocks["metric"]["jensen_shannon"] = generalised_jensen_shannon(shares, of_all)
    if blocks["horizon"]:
        blocks["horizon"]["chance"] = float(ref.chance_horizon(catalogue.days, catalogue.spacing))
    alignment = summary(catalogue, gaps, ends, float(catalogue.omega @ np.array(share)))
    alignment["comparable"] = all(p["comparable"] for p in pairs)
    counted = [p for p in pairs if p["gap"] is not None]
    worst = max(counted, key=lambda p: p["gap"])["sides"] if counted else None  # the first of equal ones
    return alignment, blocks, worst


def common_shares(sides):
    """Shares of the sides that answer, over the metrics that all of them were asked, and their influences."""
    answering = [s for s in sides if s.points is not None]
    points = np.array([s.points for s in answering])
    asked = ~np.isnan(points).any(axis=0)
    shares = np.zeros(points.shape)
    shares[:, asked] = [ref.normalise(row[asked]) for row in points]
    return shares, influences(answering)


def generalised_jensen_shannon(shares, a):
    """The root of (H(sum a_k p_k) - sum a_k H(p_k)) / H(a) (Lin 1991)."""
    inside = stats.entropy(a @ shares) - a @ [stats.entropy(p) for p in shares]
    return float(math.sqrt(max(0.0, inside) / stats.entropy(a)))


def share_by_counting(shares, a):
    """The mean over pairs of TV, metric by metric, by sorting: N log N instead of all pairs (model, section 5). The
    items of the metric block must give the same."""
    pairs = (1 - a @ a) / 2
    out = []
    for column in shares.T:
        order = np.argsort(column, kind="stable")
        below = np.cumsum(a[order])[:-1]
        out.append(float(np.diff(column[order]) @ (below * (1 - below)) / 2 / pairs))
    return out


# ------------------------------------------------------------------ shared metrics, understanding


def attain(metric, better, target, current):
    """Raw progress (None where there is no way to measure it) and attainment; None where something is missing."""
    if better == "within":
        outside = max(0.0, target[0] - current, current - target[1])
        if outside == 0:
            return 1.0, 1.0
        if not metric.get("slack"):
            return None, 0.0
        raw = 1 - outside / metric["slack"]
        return raw, min(1.0, max(0.0, raw))
    baseline = metric.get("baseline")
    if baseline is None:
        return None
    if target == baseline:
        return None, float(current >= target if better == "higher" else current <= target)
    return ref.attain(current, baseline, target, "log" in metric.get("scale", {}))


def top_set(shares):
    """The smallest set of largest priorities that covers 80 %, ties included."""
    order = np.argsort(-shares, kind="stable")
    covered = np.cumsum(shares[order])
    least = shares[order][np.argmax(covered >= 0.8 - SLACK)]
    return (shares >= least - SLACK) & (shares > 0)


def assess_shared(catalogue, sides):
    answering = [s for s in sides if s.points is not None]
    if len(answering) < 2:
        return None
    shares, _ = common_shares(sides)
    quorum = min(catalogue.policy.get("shared_by", len(answering)), len(answering))
    least = np.sort(shares, axis=0)[-quorum]
    tops = np.array([top_set(p) for p in shares])
    total = math.fsum(least)
    items, low, high = [], 0.0, 0.0
    for i in np.flatnonzero(least > 0):
        metric = catalogue.metrics[i]
        goals = [goal(s, metric) for s in answering]
        reports = [s.given.get("current", {}).get(metric["id"], metric.get("current")) for s in answering]
        known = [r for r in reports if r is not None]
        conflict = len(set(known)) > 1

        def attained(k, report, goals=goals, metric=metric):
            return None if report is None or goals[k][1] is None else attain(metric, *goals[k], report)

        each = [
            attained(k, r if r is not None else known[0] if known and not conflict else None)
            for k, r in enumerate(reports)
        ]
        # Under each report that any side makes, the least attainment of those that are known bounds the truth.
        sure = bool(known) and all(attained(k, known[0]) is not None for k in range(len(answering)))
        ends = [1.0 if sure else 0.0, 0.0 if known else 1.0]
        for report in known:
            worst = min([1.0] + [u[1] for k in range(len(answering)) if (u := attained(k, report)) is not None])
            ends = [min(ends[0], worst), max(ends[1], worst)]
        low += least[i] / total * ends[0]
        high += least[i] / total * ends[1]
        items.append(
            {
                "id": metric["id"],
                "weight": float(least[i] / total),
                "shared": bool(tops[:, i].all()),
                "attainment": {s.id: None if u is None else u[1] for s, u in zip(answering, each, strict=True)},
                "raw": {s.id: None if u is None else u[0] for s, u in zip(answering, each, strict=True)},
                "data_conflict": conflict,
            }
        )
    return {
        "weight": min(1.0, total),
        "score": float(low) if items and abs(high - low) <= SLACK else None,
        "range": [float(low), float(high)] if items else None,
        "items": items,
    }


def assess_understanding(catalogue, sides):
    """Blind spot: what a side predicts of another against what is so; assumed gap: against its own answer."""
    out = []
    by_id = {s.id: s for s in sides}
    for side in sides:
        for of, prediction in side.given.get("predicts", {}).items():
            other, predicted = by_id[of], read_points(prediction, catalogue)
            if other.points is None:
                continue
            asked = ~(np.isnan(predicted) | np.isnan(other.points))
            guess, actual = ref.shares(predicted, other.points)
            ids = [m["id"] for m, here in zip(catalogue.metrics, asked, strict=True) if here]
            tie = 4 * len(catalogue.metrics) * np.finfo(float).eps
            order = np.argsort(-np.abs(guess - actual), kind="stable")
            out.append(
                {
                    "side": side.id,
                    "of": of,
                    "blind_spot": ref.priority_gap(predicted, other.points),
                    "assumed_gap": None if side.points is None else ref.priority_gap(side.points, predicted),
                    "misread": [
                        {"id": ids[i], "predicted": float(guess[i]), "actual": float(actual[i])}
                        for i in order
                        if abs(guess[i] - actual[i]) > tie
                    ],
                }
            )
    return out


# ------------------------------------------------------------------ agreement


def icc_two(table):
    """ICC(2,1) with its 95 % interval, and ICC(2,k): rows are what is rated, columns the raters (Shrout & Fleiss 1979,
    whose interval is that of McGraw & Wong 1996, case 2A). None where they are undefined."""
    n, k = table.shape
    nothing = dict.fromkeys(("icc", "icc_low", "icc_high", "icc_mean"))
    if n < 2 or k < 2:
        return nothing
    correction = table.sum() ** 2 / table.size
    rows = (table.sum(axis=1) ** 2).sum() / k - correction
    columns = (table.sum(axis=0) ** 2).sum() / n - correction
    rest = (table**2).sum() - correction - rows - columns
    ms_rows, ms_columns, ms_rest = rows / (n - 1), columns / (k - 1), rest / ((n - 1) * (k - 1))
    ms_rows, ms_columns, ms_rest = (
        0.0 if x < 1e-14 * max(1, (table**2).sum()) else x for x in (ms_rows, ms_columns, ms_rest)
    )
    if ms_rows == 0 and ms_rest == 0:
        return nothing
    one = (ms_rows - ms_rest) / (ms_rows + (k - 1) * ms_rest + k * (ms_columns - ms_rest) / n)
    divisor = ms_rows + (ms_columns - ms_rest) / n
    mean = (ms_rows - ms_rest) / divisor if divisor > SLACK * (ms_rows + ms_columns + ms_rest) else None
    of_columns = k * one * ms_columns
    of_rest = (n * (1 + (k - 1) * one) - k * one) * ms_rest
    if of_columns == 0 and of_rest == 0:
        freedom = (n - 1) * (k - 1)
    else:
        freedom = (of_columns + of_rest) ** 2 / (of_columns**2 / (k - 1) + of_rest**2 / ((n - 1) * (k - 1)))
    above, below = stats.f.isf(0.025, n - 1, freedom), stats.f.isf(0.025, freedom, n - 1)
    others = k * ms_columns + (k * n - k - n) * ms_rest
    low = n * (ms_rows - above * ms_rest) / (above * others + n * ms_rows)
    high = n * (below * ms_rows - ms_rest) / (others + n * below * ms_rows)
    return {"icc": float(one), "icc_low": number(low), "icc_high": number(high), "icc_mean": number(mean)}


def krippendorff_interval(units):
    """alpha = 1 - observed / expected squared difference, over all pairs of values (Krippendorff 2011). Rows are units,
    NaN is missing; a unit with one value is left out. None where no two values differ."""
    rows = [row[~np.isnan(row)] for row in units]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        return None
    values = np.concatenate(rows)

    def squares(x):
        return float(((x[:, None] - x[None, :]) ** 2).sum())

    expected = squares(values) / (len(values) * (len(values) - 1))
    observed = sum(squares(row) / (len(row) - 1) for row in rows) / len(values)
    return 1 - observed / expected if expected > 0 else None


def rwg_j(ratings, scale):
    """J(1 - q) / (J(1 - q) + q), q the mean variance over that of uniform answers, cut at 0 (James, Demaree & Wolf
    1984). Rows are items."""
    categories = scale[1] - scale[0] + 1
    if ratings.shape[1] < 2 or categories != int(categories):
        return None
    q = ratings.var(axis=1, ddof=1).mean() / ((categories**2 - 1) / 12)
    return float(len(ratings) * (1 - q) / (len(ratings) * (1 - q) + q)) if q < 1 else 0.0


def assess_agreement(catalogue, sides):
    out = []
    scale = catalogue.policy.get("rating_scale")
    for side in sides:
        if "raters" not in side.given:
            continue
        rows = side.rows if side.rows is not None else np.empty((0, len(catalogue.metrics)))
        asked = ~np.isnan(rows).any(axis=0)
        if scale is None:
            common = all_values = np.array([ref.normalise(row[asked]) for row in rows]).T.reshape(-1, len(rows))
        else:
            common, all_values = rows[:, asked].T + scale[0], rows.T + scale[0]
        entry = {
            "side": side.id,
            "raters": len(rows),
            "metrics": int(asked.sum()) if len(rows) else 0,
            "rwg_j": None if scale is None else rwg_j(common, scale),
            **icc_two(common),
            "krippendorff_alpha": krippendorff_interval(all_values),
        }
        rated = [read_views(r["risks"], catalogue)[:, 0] for r in side.given["raters"] if "risks" in r]
        if rated:
            views = np.array(rated).T
            entry["risk"] = {
                "raters": len(rated),
                "risks": len(views),
                **icc_two(views),
                "krippendorff_alpha": krippendorff_interval(views),
            }
        out.append(entry)
    return out


# ------------------------------------------------------------------ uncertainty


def common_rows(a, b):
    """Each rater's shares over the metrics that every rater of both sides was asked, and how many of all those are."""
    asked = ~np.isnan(np.vstack([a.rows, b.rows])).any(axis=0)
    return *(np.array([ref.normalise(row[asked]) for row in s.rows]) for s in (a, b)), float(asked.mean())


def half_distance(p, q):
    return np.abs(p - q).sum(axis=-1) / 2


def corrected_interval(first, second, seed=0, level=0.95, draws=DRAWS):
    """The BCa interval (Efron 1987) of the gap of two means, raters drawn with replacement within each side; the
    acceleration by leaving out one rater at a time (Davison & Hinkley 1997, sections 2.7.3 and 3.2.1)."""
    random = np.random.default_rng(seed)
    estimate = half_distance(first.mean(axis=0), second.mean(axis=0))
    means = [rows[random.integers(len(rows), size=(draws, len(rows)))].mean(axis=1) for rows in (first, second)]
    gaps = half_distance(*means)
    if np.ptp(gaps) <= SLACK:
        return min(estimate, gaps.min()), max(estimate, gaps.max())
    below = ((gaps < estimate - SLACK).sum() + (gaps <= estimate + SLACK).sum()) / 2
    z0 = stats.norm.ppf(np.clip(below, 0.5, draws - 0.5) / draws)
    influence = []
    for side, rows in enumerate((first, second)):
        others = (second, first)[side].mean(axis=0)
        without = half_distance(np.array([np.delete(rows, r, axis=0).mean(axis=0) for r in range(len(rows))]), others)
        influence.append((len(rows) - 1) / len(rows) * (without.mean() - without))
    influence = np.concatenate(influence)
    squares = (influence**2).sum()
    acceleration = (influence**3).sum() / (6 * squares**1.5) if squares > 1e-28 else 0.0

    def end(tail):
        t = z0 + stats.norm.ppf(tail)
        return float(np.quantile(gaps, stats.norm.cdf(z0 + t / (1 - acceleration * t))))

    return end((1 - level) / 2), end((1 + level) / 2)


def permutation_test(first, second, seed=0):
    """Every way to share out the side labels, the real one counted (Phipson & Smyth 2010), or that many draws. The
    noise floor is the smallest gap that at least 95 in 100 of them do not exceed, so p <= .05 where it is exceeded."""
    together = np.vstack([first, second])
    k, total = len(first), len(first) + len(second)
    ways = math.comb(total, k)
    if ways <= EXACT_WAYS:
        labels = np.zeros((ways, total), dtype=bool)
        for row, chosen in enumerate(itertools.combinations(range(total), k)):
            labels[row, list(chosen)] = True
    else:
        random = np.random.default_rng(seed)
        labels = np.array([random.permutation(total) < k for _ in range(DRAWS)] + [np.arange(total) < k])
    gaps = half_distance(labels @ together / k, ~labels @ together / (total - k))
    observed = half_distance(first.mean(axis=0), second.mean(axis=0))
    exact = ways <= EXACT_WAYS
    return {
        "noise_floor": float(np.sort(gaps)[len(gaps) - len(gaps) // 20 - 1]),
        "p": float((gaps >= observed - SLACK).mean()),
        "least_p": (2 if exact and len(first) == len(second) else 1) / len(gaps),
        "exact": exact,
        "ways": len(gaps),
    }


def bootstrap_entry(a, b):
    first, second, coverage = common_rows(a, b)
    low, high = corrected_interval(first, second) if min(len(first), len(second)) >= 5 else (None, None)
    test = permutation_test(first, second)
    return {
        "sides": [a.id, b.id],
        "method": "bootstrap",
        "priority_gap": {
            "estimate": float(half_distance(first.mean(axis=0), second.mean(axis=0))),
            "low": number(low),
            "high": number(high),
        },
        **test,
        "within_noise": test["p"] > 0.05,
        "raters": [len(first), len(second)],
        "confidence": 0.95,
        "coverage": coverage,
    }


def no_test():
    return dict.fromkeys(("noise_floor", "p", "within_noise"))


def interval_entry(a, b):
    low = high = None
    if a.box is not None and b.box is not None:
        low, high = least_priority_gap(a.box, b.box), greatest_priority_gap(a.box, b.box)
    gap = {"estimate": ref.priority_gap(a.points, b.points), "low": number(low), "high": number(high)}
    both = {"exact": True, "reached": gap["high"]}
    return {"sides": [a.id, b.id], "method": "interval", "priority_gap": gap, **no_test(), **both}


def drawn_entry(a, b, method, drawn):
    """The mean and the central 95 % of the gap between draws, each over the metrics that both sides were asked."""
    asked = ~(np.isnan(a.points) | np.isnan(b.points))
    with np.errstate(invalid="ignore"):
        shares = [x[..., asked] / x[..., asked].sum(axis=-1, keepdims=True) for x in drawn]
    gaps = half_distance(*shares)
    low, high = np.quantile(gaps, (0.025, 0.975))
    gap = {"estimate": ref.priority_gap(a.points, b.points), "low": float(low), "high": float(high)}
    entry = {"sides": [a.id, b.id], "method": method, "priority_gap": gap, **no_test()}
    return entry | {"mean": float(gaps.mean()), "confidence": 0.95}, gaps


def ranks_entry(a, b, random):
    """Sorted draws from Dirichlet(1): any shares with these ranks are as likely as any other."""

    def draw(side):
        if side.ranks is None:
            return side.points
        named = int((~np.isnan(side.ranks)).sum())
        return shares_by_place(-np.sort(-random.dirichlet(np.ones(named), DRAWS), axis=1), side.ranks)

    return drawn_entry(a, b, "ranks", (draw(a), draw(b)))[0]


def dirichlet_entry(a, b, random, wanted):
    """Draws from Dirichlet(kappa p) for the sides that state kappa."""

    def draw(side):
        kappa = side.given.get("kappa")
        if kappa is None:
            return side.points
        shares = np.zeros((DRAWS, len(side.points)))
        weighed = side.points > 0
        shares[:, weighed] = random.dirichlet(kappa * ref.normalise(side.points[weighed]), DRAWS)
        return shares

    entry, gaps = drawn_entry(a, b, "dirichlet", (draw(a), draw(b)))
    entry["kappa"] = [s.given.get("kappa") for s in (a, b)]
    if wanted is not None:
        entry["probability"] = {"index": wanted, "value": float((1 - gaps >= wanted).mean())}
    return entry


def assess_uncertainty(catalogue, sides):
    out = []
    random = np.random.default_rng(0)
    for a, b in itertools.combinations(sides, 2):
        if a.points is None or b.points is None:
            continue
        if a.raters or b.raters:
            out.append(bootstrap_entry(a, b))
        if a.has_intervals or b.has_intervals:
            out.append(interval_entry(a, b))
        if a.ranks is not None or b.ranks is not None:
            out.append(ranks_entry(a, b, random))
        if "kappa" in a.given or "kappa" in b.given:
            out.append(dirichlet_entry(a, b, random, catalogue.policy.get("target_index")))
    return out


# ------------------------------------------------------------------ actions


def majority(sides, a):
    return next((s.id for s, share in zip(sides, a, strict=True) if share > 0.5 + SLACK), None)


def linear_pool(answers, a, distance):
    """sum a_k p_k (Stone 1961), and how far each side is from it."""
    pool = ref.normalise(a @ answers)
    costs = [distance(p, pool) for p in answers]
    return pool, costs, float(a @ costs)


def least_movement(answers, a, transform, widths):
    """Minimises sum a_k sum_j widths_j |transform p_k - transform c|_j over weights c, by a linear program. Gives the
    total, the least and the greatest weight of each item in any best answer, and the answer where there is but one."""
    sides, n = answers.shape
    rows = len(transform)
    places = answers @ transform.T
    slack = np.eye(sides * rows)
    onto = np.tile(transform, (sides, 1))
    a_ub = np.block([[onto, -slack], [-onto, -slack]])
    b_ub = np.r_[places.ravel(), -places.ravel()]
    cost = np.r_[np.zeros(n), np.outer(a, widths).ravel()]
    a_eq = np.r_[np.ones(n), np.zeros(sides * rows)][None, :]

    def solve(objective, *more):
        extra = ([np.vstack([a_ub, cost]), np.r_[b_ub, more[0]]]) if more else [a_ub, b_ub]
        solved = linprog(objective, *extra, a_eq, [1.0], bounds=(0, None), method="highs")
        assert solved.status == 0, solved.message
        return solved

    best = solve(cost)
    ends = []
    for i in range(n):
        unit = np.zeros(len(cost))
        unit[i] = 1.0
        ends.append([solve(unit, best.fun + 1e-10).fun, -solve(-unit, best.fun + 1e-10).fun])
    ends = np.array(ends)
    unique = bool((ends[:, 1] - ends[:, 0] < 1e-5).all())
    return float(best.fun), ends, best.x[:n] if unique else None


def consensus_entry(names, sides, a, found):
    weights, costs, total = found
    return {
        "weights": None if weights is None else dict(zip(names, map(float, weights), strict=True)),
        "costs": None if costs is None else dict(zip((s.id for s in sides), map(float, costs), strict=True)),
        "total": total,
        "majority": majority(sides, a),
        "tied": False,
    }


def consensus_of(names, sides, answers, transform, widths):
    """Both kinds for one block; the distance of two answers is sum_j widths_j |transform (p - q)|_j."""
    a = influences(sides)

    def distance(p, q):
        return float(widths @ np.abs(transform @ (p - q)))

    total, ends, weights = least_movement(answers, a, transform, widths)
    costs = None if weights is None else [distance(p, weights) for p in answers]
    least = consensus_entry(names, sides, a, (weights, costs, total))
    least["tied"] = weights is None
    least["weight_ranges"] = {name: [float(x) for x in end] for name, end in zip(names, ends, strict=True)}
    return consensus_entry(names, sides, a, linear_pool(answers, a, distance)), least


def assess_consensus(catalogue, sides):
    pool, least = {"metric": None, "horizon": None}, {"metric": None, "horizon": None}
    answering = [s for s in sides if s.points is not None]
    if len(answering) > 1:
        shares, _ = common_shares(sides)
        asked = ~np.isnan([s.points for s in answering]).any(axis=0)
        names = [m["id"] for m, here in zip(catalogue.metrics, asked, strict=True) if here]
        n = len(names)
        pool["metric"], least["metric"] = consensus_of(names, answering, shares[:, asked], np.eye(n), np.full(n, 1 / 2))
    answering = [s for s in sides if s.horizons is not None]
    if len(answering) > 1:
        n = len(catalogue.horizons)
        widths = np.diff(ref.positions(catalogue.days, catalogue.spacing))
        answers = np.array([s.horizons for s in answering])
        so_far = np.tril(np.ones((n - 1, n)))
        pool["horizon"], least["horizon"] = consensus_of(catalogue.horizons, answering, answers, so_far, widths)
    return {"linear_pool": pool, "least_movement": least}


def assess_deadlocks(catalogue, sides, pairs):
    """Concession, direction, appetite: model, section 9."""
    out = []
    for (a, b), pair in zip(itertools.combinations(sides, 2), pairs, strict=True):
        names = {"sides": [a.id, b.id]}
        metric = pair["metric"]
        reach = [s.given.get("concession") for s in (a, b)]
        if metric and None not in reach:
            gap, least = metric["priority_gap"], metric["priority_gap"]
            if (a.has_intervals or b.has_intervals) and a.box is not None and b.box is not None:
                least = least_priority_gap(a.box, b.box)
            if gap > sum(reach) + SLACK:
                about = {"kind": "concession", "subject": "priorities"}
                out.append(about | names | {"robust": least > sum(reach) + SLACK, "size": gap - sum(reach)})
        for item in metric["items"] if metric else []:
            if item["opposite"] and None not in item["priorities"] and min(item["priorities"]) > 0:
                about = {"kind": "direction", "subject": item["id"]}
                out.append(about | names | {"robust": True, "size": min(item["priorities"])})
        for c, risk in enumerate(catalogue.risks):
            apart = max(a.appetites[c, 0] - b.appetites[c, 1], b.appetites[c, 0] - a.appetites[c, 1])
            if catalogue.risk_weights[c] >= 0.1 - SLACK and apart > SLACK:
                about = {"kind": "appetite", "subject": risk}
                out.append(about | names | {"robust": True, "size": float(apart)})
    return out


# ------------------------------------------------------------------ all of it


def read_model(model):
    catalogue = read_catalogue(model)
    return catalogue, [read_side(s, catalogue) for s in model["sides"]]


def assess(model):
    """The assessment of a model document (a dict)."""
    catalogue, sides = read_model(model)
    pairs = [compare(catalogue, a, b) for a, b in itertools.combinations(sides, 2)]
    alignment, blocks, worst = assess_group(catalogue, sides, pairs)
    shared = blocks["metric"] is not None
    return {
        "alignment": alignment,
        "blocks": blocks,
        "common_ground": math.fsum(common_shares(sides)[0].min(axis=0)) if shared else None,
        "worst_pair": worst,
        "pairs": pairs,
        "shared_metrics": assess_shared(catalogue, sides),
        "understanding": assess_understanding(catalogue, sides),
        "agreement": assess_agreement(catalogue, sides),
        "uncertainty": assess_uncertainty(catalogue, sides),
        "actions": {
            "consensus": assess_consensus(catalogue, sides),
            "deadlocks": assess_deadlocks(catalogue, sides, pairs),
        },
    }


def index(model):
    """The alignment index alone."""
    catalogue, sides = read_model(model)
    pairs = [compare(catalogue, a, b) for a, b in itertools.combinations(sides, 2)]
    return assess_group(catalogue, sides, pairs)[0]["index"]


def set_pointer(document, pointer, value):
    """Sets what a JSON pointer (RFC 6901) names, a new key too."""
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for part in path:
        document = document[int(part)] if isinstance(document, list) else document.setdefault(part, {})
    if isinstance(document, list):
        document[int(last)] = value
    else:
        document[last] = value


def apply(model, changes):
    """A changed copy of a model; changes are {JSON pointer: value}, as in `actions.plan.changes`."""
    changed = copy.deepcopy(model)
    for pointer, value in changes.items():
        set_pointer(changed, pointer, copy.deepcopy(value))
    return changed


def index_after(model, changes):
    """The alignment index that changes lead to."""
    return index(apply(model, changes))


def rounded(found):
    return {k: round(v, 6) for k, v in found.items() if isinstance(v, float)}


def main(path):
    with open(path, encoding="utf-8") as file:
        model = json.load(file)
    a = assess(model)
    top = a["alignment"]
    print(f"index {top['index']:.9f}  gap {top['gap']:.9f}  coverage {top['coverage']:g}")
    for key in ("band", "weight_range", "range"):
        print(f"  {key}: {top[key][0]:.6f} .. {top[key][1]:.6f}")
    for name in BLOCKS:
        if block := a["blocks"][name]:
            print(name, rounded(block))
            print("   ", "  ".join(f"{x['id']} {x['gap']:.4f}" for x in block["items"]))
    print(f"common ground {a['common_ground']:.6f}  worst pair {' '.join(a['worst_pair'])}")
    for p in a["pairs"]:
        gaps = "  ".join(f"{name} {p[name]['gap']:.6f}" for name in BLOCKS if p[name])
        print(f"{'-'.join(p['sides'])}: index {p['index']:.6f}  {gaps}  priority {p['metric']['priority_gap']:.6f}")
    for u in a["uncertainty"]:
        gap = u["priority_gap"]
        ends = "none" if gap["low"] is None else f"{gap['low']:.4f} .. {gap['high']:.4f}"
        noise = "" if u["p"] is None else f"  p {u['p']:.5f}  floor {u['noise_floor']:.4f}  noise {u['within_noise']}"
        print(f"{u['method']} {'-'.join(u['sides'])}: {gap['estimate']:.4f}  {ends}{noise}")
    for x in a["agreement"]:
        print(f"agreement {x['side']}", rounded(x), "risk", rounded(x.get("risk", {})))
    for kind, found in a["actions"]["consensus"].items():
        for name, c in found.items():
            if c:
                print(f"{kind} {name}: total {c['total']:.6f}  tied {c['tied']}", rounded(c["weights"] or {}))
    for d in a["actions"]["deadlocks"]:
        print(f"deadlock {d['kind']} {d['subject']} {'-'.join(d['sides'])}: {d['size']:.4f}  robust {d['robust']}")
    for u in a["understanding"]:
        assumed = "none" if u["assumed_gap"] is None else f"{u['assumed_gap']:.4f}"
        print(f"{u['side']} of {u['of']}: blind spot {u['blind_spot']:.4f}  assumed gap {assumed}")
    shared = a["shared_metrics"]
    print(f"shared: weight {shared['weight']:.6f}  score {shared['score']}  {[x['id'] for x in shared['items']]}")


if __name__ == "__main__":
    main(sys.argv[1])
