# SPDX-License-Identifier: Apache-2.0
"""Rules against cases that were written from the description of the rules alone, without sight of the code."""

import copy
import json
from pathlib import Path

import pytest
from test_rules import near

import coalign

CASES = Path(__file__).parent.parent / "strategy" / "apart"
BASES = json.loads((CASES / "base.json").read_text(encoding="utf-8"))
FILES = sorted(path for path in CASES.glob("*.json") if path.stem != "base")


def with_changes(model, changes):
    """The model with other values at JSON pointers: null removes, one past the end of a list adds."""
    model = copy.deepcopy(model)
    for pointer, value in changes.items():
        *way, last = pointer.strip("/").split("/")
        at = model
        for key in way:
            at = at[int(key)] if isinstance(at, list) else at[key]
        if isinstance(at, list):
            at[int(last) : int(last) + 1] = [] if value is None else [value]
        elif value is None:
            at.pop(last, None)
        else:
            at[last] = value
    return model


def agree(found, expected):
    """Whether what was found is what was worked out: side, level, money, subjects, and the numbers that were."""
    return (
        all(near(found[key], expected[key]) for key in ("side", "level", "money"))
        and sorted(found["subjects"]) == sorted(expected["subjects"])
        and found["state"] == expected.get("state", "open")
        and all(key in found["evidence"] and near(found["evidence"][key], x) for key, x in expected["evidence"].items())
    )


def check(model, rule, expected):
    left = [x for x in coalign.assess(model).findings if x["rule"] == rule]
    assert len(left) == len(expected), left
    for wanted in expected:
        hits = [x for x in left if agree(x, wanted)]
        assert hits, (wanted, left)
        left.remove(hits[0])


def test_nearly_every_rule_has_such_a_case():
    covered = {json.loads(path.read_text(encoding="utf-8"))["rule"] for path in FILES}
    # The description leaves open whether that is one finding for a product or for each segment.
    assert {x["id"] for x in coalign.rules()} - covered <= {"DP005"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_written_apart(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    model = {**copy.deepcopy(BASES[case["base"]]), **case["model"]}
    check(model, case["rule"], case["finds"])
    if "near" in case:
        check(with_changes(model, case["near"]), case["rule"], case.get("near_finds", []))
