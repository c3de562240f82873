# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Holds an assessment document against the independent recomputation: every number that both have."""

from __future__ import annotations

import math
from typing import Any

import independent
import numpy as np
import reference as ref

EXACT = 1e-9
DRAWN = 0.02  # of the ends of ranges that are drawn
# Whether these are there at all may hang on rounding: values that are equal but for the last bit, and the limits of F.
_UNSURE = {"icc_low", "icc_high", "krippendorff_alpha", "sees_more", "more"}
_DRAWN_KEYS = {"low", "high", "mean"}


def assert_agrees(document: dict[str, Any], drawn: float = DRAWN) -> None:
    """Every number of a document is what the independent recomputation of its model gives."""
    wanted = independent.assess(document["model"])
    apart = list(differences(wanted, document, drawn))
    assert apart == []


def differences(wanted: dict[str, Any], document: dict[str, Any], drawn: float = DRAWN) -> Any:
    """What differs, as (place, wanted, found)."""
    for pair in wanted["pairs"]:
        if pair["metric"]:  # shares that are equal but for the last bit are tied
            rows = [row["priorities"] for row in pair["metric"]["items"] if None not in row["priorities"]]
            tau = ref.tau_b(*np.round(np.array(rows).T, 12))
            pair["second_opinions"]["kendall_tau_b"] = None if math.isnan(tau) else tau
    for key, value in wanted.items():
        if key == "worst_pair":
            yield from _worst(value, document)
        elif key == "alignment" and any(_is_widened(pair) for pair in wanted["pairs"]):
            yield from _compare(_without_range(value), document[key], f"/{key}")
        elif key not in ("uncertainty", "actions"):
            yield from _compare(value, document[key], f"/{key}")
    yield from _doubts(wanted["uncertainty"], document["uncertainty"], drawn)
    yield from _consensus(wanted["actions"]["consensus"], document["actions"]["consensus"])
    yield from _compare(wanted["actions"]["deadlocks"], document["actions"]["deadlocks"], "/actions/deadlocks")


def _is_widened(pair: dict[str, Any]) -> bool:
    """Whether intervals widen the range of a pair: then any bound will do that holds what is possible."""
    return bool(pair["metric"] and pair["metric"]["exact_range"] != pair["metric"]["range"])


def _without_range(x: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in x.items() if key != "range"}


def _worst(wanted: list[str] | None, document: dict[str, Any]) -> Any:
    """The pair that is furthest apart; where rounding decides, one that is as far."""
    found = document["worst_pair"]
    if wanted is None or found is None:
        yield from _compare(wanted, found, "/worst_pair")
    else:
        gaps = {tuple(pair["sides"]): pair["gap"] for pair in document["pairs"]}
        yield from _compare(gaps[tuple(wanted)], gaps[tuple(found)], "/worst_pair")


def _compare(wanted: Any, found: Any, at: str, tolerance: float = EXACT) -> Any:
    if isinstance(wanted, dict) and isinstance(found, dict):
        if "exact_range" in wanted and wanted["exact_range"] != wanted["range"]:
            wanted = _without_range(wanted)
        elif isinstance(wanted.get("metric"), dict) and "sides" in wanted and _is_widened(wanted):
            wanted = _without_range(wanted)
        for key, value in wanted.items():
            here = f"{at}/{key}"
            if key == "exact_range":  # the range is a bound of what is possible
                (low, high), (least, greatest) = found["range"], value
                if low > least + EXACT or high < greatest - EXACT:
                    yield here, value, found["range"]
            elif key == "appetites":
                yield from _compare(value, [_ends(x) for x in found[key]], here)
            elif key in _UNSURE and (value is None) != (found.get(key) is None):
                continue
            elif key == "share" and wanted["gap"] < EXACT:  # of a gap that is rounding alone
                continue
            elif key == "jensen_shannon" and value is not None:  # near 0 the plain formula keeps half the digits
                yield from _compare(value, found[key], here, 1e-7 if value < 1e-6 else tolerance)
            elif key not in found:
                yield here, value, "no such key"
            else:
                yield from _compare(value, found[key], here, tolerance)
    elif isinstance(wanted, (list, tuple)) and isinstance(found, list):
        if len(wanted) != len(found):
            yield at, wanted, found
            return
        for i, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from _compare(one, other, f"{at}/{i}", tolerance)
    elif _is_number(wanted) and _is_number(found):
        if not math.isclose(wanted, found, rel_tol=0 if abs(wanted) < 10 else tolerance, abs_tol=tolerance):
            yield at, wanted, found
    elif wanted != found:
        yield at, wanted, found


def _is_number(x: Any) -> bool:
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def _ends(x: Any) -> Any:
    return x if isinstance(x, list) else [x, x]


def _doubts(wanted: list[dict[str, Any]], found: list[dict[str, Any]], drawn: float) -> Any:
    if len(wanted) != len(found):
        yield "/uncertainty", [x["method"] for x in wanted], [x["method"] for x in found]
        return
    for i, (one, other) in enumerate(zip(wanted, found, strict=True)):
        at = f"/uncertainty/{i}"
        if one["method"] == "ranks" and other["mean"] is None and other["coverage"] < 1:
            continue  # ranks beside metrics that were not asked: nothing is drawn
        sampled = one["method"] != "interval"
        shuffled = one.get("exact") is False
        for key, value in one.items():
            here = f"{at}/{key}"
            if key == "priority_gap":
                for end in ("estimate", "low", "high"):
                    loose = sampled and end in _DRAWN_KEYS
                    yield from _compare(value[end], other[key][end], f"{here}/{end}", drawn if loose else EXACT)
            elif key == "exact" and one["method"] == "interval":
                # Several raters' intervals are told as bounds, though the numbers are these; without ends it is null.
                if (other[key] is None) != (one["priority_gap"]["low"] is None):
                    yield here, value, other[key]
            elif key in ("p", "noise_floor", "within_noise", "ways", "least_p") and shuffled:
                if key in ("p", "noise_floor"):
                    yield from _compare(value, other[key], here, 2 * drawn)
            elif key == "probability":
                yield from _compare(value, other[key], here, drawn)
            else:
                yield from _compare(value, other[key], here, drawn if key == "mean" else EXACT)


def _consensus(wanted: dict[str, Any], found: dict[str, Any]) -> Any:
    for kind, blocks in wanted.items():
        for block, one in blocks.items():
            at, other = f"/actions/consensus/{kind}/{block}", found[kind][block]
            if one is None or other is None:
                yield from _compare(one, other, at)
                continue
            for key in ("total", "majority", "tied"):
                yield from _compare(one[key], other[key], f"{at}/{key}", 1e-8 if key == "total" else EXACT)
            if one["weights"] is not None:
                # Metrics that not all were asked weigh nothing. Of a linear program, weights are less sure than totals.
                loose = EXACT if kind == "linear_pool" else 1e-6
                given = {x: w for x, w in other["weights"].items() if x in one["weights"]}
                yield from _compare(one["weights"], given, f"{at}/weights", loose)
                yield from _compare(one["costs"], other["costs"], f"{at}/costs", loose)
            for item, (low, high) in one.get("weight_ranges", {}).items():
                if not low - 1e-6 <= other["weights"][item] <= high + 1e-6:
                    yield f"{at}/weights/{item}", (low, high), other["weights"][item]
            if not math.isclose(sum(other["weights"].values()), 1, abs_tol=EXACT):
                yield f"{at}/weights", 1, other["weights"]
