# SPDX-License-Identifier: Apache-2.0
"""Each rule against an example written by hand: what fires it, its evidence, and the neighbour that does not."""

import copy
import json
from pathlib import Path

import pytest

import coalign

CASES = Path(__file__).parent.parent / "strategy" / "cases"
BASE = json.loads((CASES / "base.json").read_text())
FILES = sorted(CASES.glob("[A-Z]*.json"))


def model_of(case):
    return {**copy.deepcopy(BASE), **copy.deepcopy(case["model"])}


def found(assessment, rule):
    return [dict(x) for x in assessment.findings if x["rule"] == rule]


def near(actual, expected):
    """Whether two values are the same but for the last bits of numbers."""
    if isinstance(expected, dict):
        return set(actual) == set(expected) and all(near(actual[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(actual) == len(expected) and all(map(near, actual, expected))
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return isinstance(actual, (int, float)) and actual == pytest.approx(expected, rel=1e-9, abs=1e-12)
    return bool(actual == expected)


def test_every_rule_has_its_case():
    assert [x.stem for x in FILES] == sorted(x["id"] for x in coalign.rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_finds_what_was_worked_out_by_hand(path):
    case = json.loads(path.read_text())
    assessment = coalign.assess(model_of(case))
    actual = found(assessment, case["rule"])
    assert len(actual) == len(case["finds"]), actual
    for got, wanted in zip(actual, case["finds"], strict=True):
        assert got["state"] == "open"
        for key, value in wanted.items():
            assert near(got[key], value), (key, got[key], value)
        # A sentence for people: every argument is filled, and it ends as one.
        for text in (got["message"], got["action"]):
            assert "{" not in text and text.endswith((".", "?")), text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_nearest_neighbour_is_silent(path):
    case = json.loads(path.read_text())
    neighbour = coalign.assess(model_of(case)).what_if(case["near"])
    assert found(neighbour, case["rule"]) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_that_is_off_finds_nothing(path):
    case = json.loads(path.read_text())
    model = model_of(case)
    before = coalign.assess(model).findings
    model.setdefault("policy", {}).setdefault("rules", {})[case["rule"]] = "off"
    after = coalign.assess(model).findings
    assert [x for x in before if x["rule"] != case["rule"]] == list(after)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_waiver_holds_until_its_date(path):
    case = json.loads(path.read_text())
    model = model_of(case)
    for until, state in (("2026-03-31", "waived"), ("2026-03-30", "open")):
        model["waivers"] = [
            {"rule": case["rule"], "subjects": x["subjects"][::-1], "by": "cio", "reason": "known", "until": until}
            for x in case["finds"]
        ]
        assert {x["state"] for x in found(coalign.assess(model), case["rule"])} == {state}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_policy_changes_the_level(path):
    case = json.loads(path.read_text())
    model = model_of(case)
    before = coalign.assess(model)
    old = found(before, case["rule"])[0]["level"]
    new = "note" if old != "note" else "error"
    rules = model.setdefault("policy", {}).setdefault("rules", {})
    rules[case["rule"]] = {**rules.get(case["rule"], {}), "level": new}
    after = found(coalign.assess(model), case["rule"])
    assert {x["level"] for x in after} == {new}
    # Ids stay: a nightly run opens no ticket twice.
    assert {x["id"] for x in after} == {x["id"] for x in found(before, case["rule"])}
