# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Whole assessments beside an independent recomputation, and the two files that hold one to the byte.

`coalign assess examples/four_sides.json -o tests/golden/four_sides.txt`, and `--format json` for the other, write them
anew: look at what changed, and let these tests say whether the numbers are right.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import independent
import numpy as np
import pytest
import reference as ref
from agrees import assert_agrees
from hypothesis import given, settings
from models import groups, two_sides

import coalign

ROOT = Path(__file__).resolve().parents[2]
FOUR = ROOT / "examples" / "four_sides.json"
GOLDEN = ROOT / "tests" / "golden"


def close(value: Any, tolerance: float = 1e-9) -> Any:
    return pytest.approx(value, rel=0, abs=tolerance)


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (ROOT / "examples").glob("*.json") if not path.name.startswith("messages_")),
    ids=lambda path: path.name,
)
def test_examples(path):
    assert_agrees(coalign.assess(path).to_dict())


def test_two_sides():
    assert_agrees(coalign.assess(two_sides()).to_dict())


@settings(max_examples=150, deadline=None)
@given(groups(sides=(2, 4)))
def test_random_models(document):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of NumPy and SciPy, where a number is undefined
        # of five raters an end of the interval moves by 0.05 from seed to seed
        assert_agrees(coalign.assess(document).to_dict(), drawn=0.08)


# ------------------------------------------------------------------ golden files


@pytest.fixture(scope="module")
def golden() -> Any:
    return json.loads((GOLDEN / "four_sides.json").read_text("utf-8"))


@pytest.mark.parametrize(("form", "name"), [("json", "four_sides.json"), ("text", "four_sides.txt")])
def test_the_command_line_writes_the_golden_files(form, name):
    done = subprocess.run(
        [sys.executable, "-m", "coalign", "assess", FOUR, "--format", form, "--threads", "2"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "0"},
        check=True,
    )
    assert done.stdout == (GOLDEN / name).read_bytes()


def test_numbers_of_the_golden_file(golden):
    """All that the recomputation has; what it leaves out is below."""
    assert golden["model"] == json.loads(FOUR.read_text("utf-8"))
    assert_agrees(golden)


def test_what_the_recomputation_leaves_out(golden):
    catalogue, sides = independent.read_model(golden["model"])
    by_id = {side.id: side for side in sides}
    ids = [metric["id"] for metric in catalogue.metrics]
    weights = [risk["weight"] for risk in golden["model"]["risks"]]
    for pair in golden["pairs"]:
        a, b = (by_id[name] for name in pair["sides"])
        p, q = ref.shares(a.points, b.points)
        x, y = a.severities, b.severities

        placed = pair["placements"]
        found = ref.placements(tuple(q), lambda placed, p=p: float(np.abs(p - placed).sum() / 2))
        assert [placed["metric"][key] for key in ("nearer", "tied", "further")] == list(found)
        found = ref.placements(tuple(y), lambda placed, x=x: ref.risk_gap(x, placed, weights))
        assert [placed["risk"][key] for key in ("nearer", "tied", "further")] == list(found)

        merged = ref.merges(p, q)
        for which, best in (("least", min), ("greatest", max)):
            told = pair["merges"][which]
            at = tuple(ids.index(name) for name in told["metrics"])
            assert told["priority_gap"] == close(best(merged.values())) == close(merged[at])

        risk, horizon = pair["risk"], pair["horizon"]
        assert risk["correlation"] == close(ref.correlation(x, y, weights))
        assert risk["kendall_tau_b"] == close(ref.tau_b(np.round(x, 12), np.round(y, 12), weights))
        assert risk["kendall_tau_b_unweighted"] == close(ref.tau_b(np.round(x, 12), np.round(y, 12)))
        chance = ref.chance_horizon(catalogue.days, catalogue.spacing)
        assert horizon["chance_corrected"] == close(1 - horizon["gap"] / chance)
        for row in horizon["items"]:
            first, second = row["beyond"]
            if abs(first - second) > 1e-12:
                assert row["more"] == pair["sides"][second > first]


def test_reasons_of_the_golden_file(golden):
    """The largest item of each block, told of the pair that is furthest apart on it."""
    items = [
        (row["contribution"], block, row["id"])
        for block in independent.BLOCKS
        for row in golden["blocks"][block]["items"]
    ]
    largest = [max(row for row in items if row[1] == block) for block in independent.BLOCKS]
    assert [(r["contribution"], r["block"], r["subject"]) for r in golden["reasons"]] == sorted(largest, reverse=True)
    for reason in golden["reasons"]:

        def row(pair, reason=reason):
            return next(row for row in pair[reason["block"]]["items"] if row["id"] == reason["subject"])

        furthest = max(golden["pairs"], key=lambda pair: row(pair)["gap"])
        assert reason["side"] == row(furthest)["more"]


def test_the_plan_of_the_golden_file(golden):
    plan, steps = golden["actions"]["plan"], golden["actions"]["steps"]
    assert plan["wanted"] == golden["model"]["policy"]["target_index"]
    assert plan["reached"] is True
    assert plan["index"] == close(plan["wanted"])
    assert independent.index_after(golden["model"], plan["changes"]) == close(plan["index"])
    levels = [golden["alignment"]["index"]] + [step["index"] for step in steps]
    assert [step["amount"] for step in steps] == close(list(np.diff(levels)))
    assert levels[-1] == close(plan["index"])
    # a side's own step alone, before all later ones: the changes up to a step of priorities lead to its index
    changes: dict[str, Any] = {}
    for step in itertools.takewhile(lambda step: step["block"] == "metric", steps):
        for pointer, value in plan["changes"].items():
            _, _, k, kind, *rest = pointer.split("/")
            side = golden["model"]["sides"][int(k)]["id"]
            of_target = kind == "targets" and rest == [step["subject"]]
            of_priorities = "priorities" in (kind, *rest) and step["subject"] == "priorities" and side == step["side"]
            if of_target or of_priorities:
                changes[pointer] = value
        assert independent.index_after(golden["model"], changes) == close(step["index"])
