# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""What would change the index: changes of a model, plans, and what moved the gap between two assessments."""

from __future__ import annotations

import copy
import dataclasses
import doctest
import json
import math
import pickle
from pathlib import Path
from typing import Any

import independent
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import groups, smallest, two_sides

import coalign

FOUR = Path(__file__).resolve().parents[2] / "examples" / "four_sides.json"


def close(value: Any, tolerance: float = 1e-12) -> Any:
    return pytest.approx(value, rel=0, abs=tolerance)


@pytest.fixture(scope="module")
def four() -> coalign.Assessment:
    return coalign.assess(FOUR)


def errors_of(call: Any, *arguments: Any, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(coalign.Error) as caught:
        call(*arguments, **options)
    return [(e.code, e.path) for e in caught.value.all]


# ------------------------------------------------------------------ what if


def test_what_if():
    a = coalign.assess(two_sides())
    before = a.to_json()
    b = a.what_if({"/sides/0/targets/security": 0, "/sides/1/priorities/uptime": 0.3})
    changed = two_sides()
    changed["sides"][0]["targets"]["security"] = 0
    changed["sides"][1]["priorities"]["uptime"] = 0.3
    assert b.to_json() == coalign.assess(changed).to_json()
    assert b.model.to_dict() == changed
    assert a.to_json() == before
    assert a.what_if({}) == a
    # what is not there yet is made; whole parts may be replaced; numbers may be NumPy's
    c = a.what_if(
        {
            "/policy/weights/risk": np.int32(0),
            "/sides/1/influence": np.float32(2),
            "/sides/0/name": "Ärger ~/",
            "/sides/0/priorities": {"uptime": np.array(1.0)},
        }
    )
    assert c.alignment.policy.weights["risk"] == 0
    assert c.model.to_dict()["sides"][0]["priorities"] == {"uptime": 1}


def test_pointers_are_escaped():
    model = smallest(metrics=[{"id": "a/b"}, {"id": "m~1"}])
    for side in model["sides"]:
        side["priorities"] = {"a/b": 1, "m~1": 1}
    a = coalign.assess(model).what_if({"/sides/0/priorities/a~1b": 3})
    assert a.alignment.index == 0.75
    assert a.what_if({"/sides/0/priorities/m~01": 3}).alignment.index == 1
    plan = a.plan(1)
    assert set(plan.changes) <= {f"/sides/{k}/priorities/{m}" for k in (0, 1) for m in ("a~1b", "m~01")}
    assert a.what_if(plan.changes).alignment.index == close(1)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"": {}}, [("bad_option", "")]),
        ({"sides": []}, [("bad_option", "sides")]),
        ({"/sides/a~2": 1}, [("bad_option", "/sides/a~2")]),
        ({"/sides/7/influence": 1}, [("unknown_key", "/sides/7/influence")]),
        ({"/sides/-": {}}, [("unknown_key", "/sides/-")]),
        ({"/sides/0/id/x": 1}, [("unknown_key", "/sides/0/id/x")]),
        ({"/sides/0/priorities/uptme": 1}, [("unknown_id", "/sides/0/priorities/uptme")]),
        ({"/sides/0/priorities/uptime": -1}, [("bad_weight", "/sides/0/priorities/uptime")]),
        ({"/sides/0/priorities/uptime": math.nan}, [("bad_json", "/sides/0/priorities/uptime")]),
        ({"/sides/0/priorities/uptime": {1}}, [("bad_type", "/sides/0/priorities/uptime")]),
        ({"/sides/0/name": [1, {"a": object()}]}, [("bad_type", "/sides/0/name/1/a")]),
        ({3: 1}, [("bad_type", "changes")]),
        ({"/\ud800": 1}, [("bad_json", "changes")]),
        ([("/sides", 1)], [("bad_type", "changes")]),
        (None, [("bad_type", "changes")]),
        ({"/sides": [], "/metrics": []}, [("size_mismatch", "/metrics"), ("size_mismatch", "/sides")]),
    ],
    ids=str,
)
def test_changes_that_cannot_be(changes, errors):
    a = coalign.assess(two_sides())
    assert errors_of(a.what_if, changes) == errors


@settings(max_examples=200, deadline=None)
@given(groups(), st.data())
def test_what_if_is_the_changed_model(document, data):
    a = coalign.assess(document)
    k = data.draw(st.integers(0, len(document["sides"]) - 1))
    changes = {f"/sides/{k}/influence": data.draw(st.integers(1, 9))}
    if "horizons" in document["sides"][k]:
        changes[f"/sides/{k}/horizons/h0"] = data.draw(st.integers(1, 9))
    assert a.what_if(changes).to_json() == coalign.assess(independent.apply(document, changes)).to_json()


# ------------------------------------------------------------------ plans


@settings(max_examples=500, deadline=None)
@given(groups(), st.one_of(st.integers(0, 100).map(lambda x: x / 100), st.floats(0, 1)))
def test_a_plan_does_what_it_says(document, wanted):
    a = coalign.assess(document)
    now = a.alignment.index
    plan = a.plan(wanted)
    assert plan.wanted == wanted
    b = a.what_if(plan.changes)
    assert coalign.assess(independent.apply(document, plan.changes)).to_json() == b.to_json()
    if now is None:
        assert (plan.index, plan.reached, plan.steps, plan.changes) == (None, False, [], {})
        assert [(row["path"], row["code"]) for row in plan.status] == [("/index", "missing")]
        return
    assert b.alignment.index == close(plan.index, 1e-9)
    assert (plan.status == []) == plan.reached
    # at the very limit rounding decides
    assert plan.index >= wanted - 1e-9 if plan.reached else plan.index < wanted + 1e-9
    if now >= wanted - 1e-12:
        assert (plan.index, plan.reached, plan.steps, plan.changes) == (now, True, [], {})
        return
    assert plan.index >= now - 1e-12
    assert bool(plan.steps) == bool(plan.changes)
    if plan.reached:
        assert plan.index == close(wanted, 1e-9)  # the least change does no more
    at = now
    for row in plan.steps:
        assert row["amount"] == close(row["index"] - at)
        assert row["side"] is None or row["side"] in a.model.sides
        assert str(row) == row["message"]
        at = row["index"]
    assert at == close(plan.index)


@settings(max_examples=100, deadline=None)
@given(groups(), st.floats(0, 1))
def test_a_target_index_is_a_plan(document, wanted):
    document["policy"]["target_index"] = wanted
    a = coalign.assess(document)
    plan, found = a.plan(wanted), a.actions.plan
    assert found == coalign.PlanSummary(plan.wanted, plan.index, plan.reached, plan.changes, plan.obstacles)
    assert a.actions.steps == plan.steps


def test_the_independent_index_after_a_plan(four):
    document = json.loads(FOUR.read_text("utf-8"))
    for wanted in (0.75, 0.8, 0.9, 1):
        plan = four.plan(wanted)
        assert independent.index_after(document, plan.changes) == close(plan.index, 1e-9)
        assert plan.reached == (wanted < 0.95)


def test_all_that_can_be_reached_is_reached():
    """Points of ratings that meet are equal but for the last bit."""
    model = smallest(metrics=[{"id": "uptime"}, {"id": "pipeline"}], policy={"rating_scale": [1, 5]})
    for side, ratings in zip(model["sides"], ((2, 1), (2, 3)), strict=True):
        side["priorities"] = dict(zip(("uptime", "pipeline"), ratings, strict=True))
    plan = coalign.assess(model).plan(1)
    assert plan.index == close(1)
    assert plan.reached


def test_plan(four):
    plan = four.plan(index=0.75)
    assert plan == four.plan(0.75)
    assert plan != four.plan(0.76)
    assert plan.reached
    assert plan.index == close(0.75)
    assert plan.obstacles and plan.status == []
    document = json.loads(plan.to_json())
    assert document == plan.to_dict()
    assert document["changes"] == plan.changes
    assert document["steps"] == plan.steps
    assert isinstance(plan.steps, coalign.Table)
    text = str(plan)
    assert "0.75" in text
    assert not text.endswith("\n")
    assert plan.to_text() == text + "\n"
    assert "\x1b" not in text
    assert "\x1b" in plan.to_text(color=True)
    assert max(map(len, text.splitlines())) <= 80
    for frame in (pd.DataFrame(plan.steps), pl.DataFrame(plan.steps)):
        assert list(frame["message"]) == list(map(str, plan.steps))
        assert list(frame.columns) == list(plan.steps[0])
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.index = 1
    assert four.plan(np.float64(0.75)) == plan
    assert four.plan(0).changes == {}


@pytest.mark.parametrize(
    ("index", "code"),
    [
        (-0.1, "bad_option"),
        (1.1, "bad_option"),
        (math.nan, "bad_option"),
        (math.inf, "bad_option"),
        ("0.7", "bad_type"),
        (None, "bad_type"),
        (True, "bad_type"),
    ],
)
def test_bad_index(four, index, code):
    assert errors_of(four.plan, index) == [(code, "index")]


# ------------------------------------------------------------------ differences


@settings(max_examples=300, deadline=None)
@given(groups(), st.data())
def test_the_changes_sum_to_the_change(document, data):
    before = coalign.assess(document)
    changed = copy.deepcopy(document)
    for side in changed["sides"]:
        what = data.draw(st.sampled_from(["nothing", "influence", "horizons", "risks", "gone"]))
        if what == "influence":
            side["influence"] = 3
        elif what == "gone" and len(changed["sides"]) > 2:
            changed["sides"] = [other for other in changed["sides"] if other is not side]
        elif what != "nothing":
            side.pop(what, None)
    if data.draw(st.booleans()):  # an item more, which nobody weighs
        changed["metrics"].append({"id": "other"})
    after = coalign.assess(changed)
    d = after.diff(before)
    assert (d.gap.before, d.gap.after) == (before.alignment.gap, after.alignment.gap)
    assert (d.index.before, d.index.after) == (before.alignment.index, after.alignment.index)
    assert d.basis == (before.basis, after.basis)
    moved = [c.change for c in (d.blocks.metric, d.blocks.horizon, d.blocks.risk)]
    if d.gap.change is not None:
        assert d.gap.change == close(d.gap.after - d.gap.before)
        assert d.index.change == close(-d.gap.change)
        assert sum(row["change"] for row in d.items) == close(d.gap.change)
        assert sum(moved) == close(d.gap.change)
    else:
        assert {row["path"] for row in d.status} >= {"/change/gap", "/change/index"}
    for block, whole in zip(("metric", "horizon", "risk"), moved, strict=True):
        assert sum(row["change"] for row in d.items if row["block"] == block) == close(whole)
    gone = set(before.model.sides) - set(after.model.sides)
    assert (d.added, set(d.removed)) == ((), gone)
    assert len(d.pairs) == len(after.pairs)
    for row in d.pairs:
        assert (row["before"], row["after"]) == (before.pair(*row["sides"]).gap, after.pair(*row["sides"]).gap)
    same = before.basis == after.basis and not gone
    assert d.comparable == (same and before.alignment.comparable and after.alignment.comparable)
    # the other way round
    back = before.diff(after)
    assert back.gap.change == (None if d.gap.change is None else close(-d.gap.change))
    assert set(back.added) == gone


def test_diff(four):
    after = four.what_if(four.plan(0.8).changes)
    d = after.diff(four)
    assert d == after.diff(four)
    assert d.comparable is True
    assert d.index.change == close(0.8 - four.alignment.index, 1e-9)
    assert {row["block"] for row in d.items} == {"metric", "horizon", "risk"}
    assert d.to_dict() == json.loads(d.to_json())
    assert d.to_dict()["items"] == d.items
    text = str(d)
    assert d.to_text() == text + "\n"
    assert "\x1b" not in text
    assert "\x1b" in d.to_text(color=True)
    assert max(map(len, text.splitlines())) <= 80
    assert list(pl.DataFrame(d.items).columns) == ["block", "id", "before", "after", "change"]
    same = four.diff(four)
    assert same.gap.change == 0
    assert {row["change"] for row in same.items} == {0}
    assert coalign.assess(two_sides()).diff(coalign.assess(two_sides())).comparable is True
    assert four.diff(coalign.assess(two_sides())).added == ("cfo", "coo")
    for wrong in (None, {}, FOUR, four.model):
        assert errors_of(four.diff, wrong) == [("bad_type", "before")]


def with_tools(*tools: tuple[str, list[str]], waivers: tuple[dict[str, Any], ...] = ()) -> coalign.Assessment:
    document = two_sides()
    document["as_of"] = "2026-03-31"
    document["tech_portfolio"] = {
        "needs": ["email", "consent"],
        "tools": [{"id": name, "owner": "cmo", "cost_per_year": 40000, "purposes": uses} for name, uses in tools],
    }
    document["waivers"] = list(waivers)
    return coalign.assess(document)


def test_findings_opened_and_closed(four):
    before = with_tools(("mailer", ["email"]))
    after = with_tools(("mailer", ["email"]), ("suite", ["email", "consent"]))
    d = after.diff(before)
    opened, closed = ({x["id"]: x for x in a.findings if x["state"] == "open"} for a in (after, before))
    assert [x["id"] for x in d.findings_opened] == [x for x in opened if x not in closed]
    assert [x["id"] for x in d.findings_closed] == [x for x in closed if x not in opened]
    assert "TP001" in {x["rule"] for x in d.findings_opened}
    (need,) = (x for x in d.findings_closed if x["rule"] == "TP004")
    columns = ["id", "rule", "level", "subjects", "side", "money", "message", "action"]
    assert need == {**{key: closed[need["id"]][key] for key in columns}, "waived": False}
    assert str(need) == "No tool covers what is needed: consent."
    assert list(pl.DataFrame(d.findings_closed).columns) == [*columns, "waived"]
    assert d.to_dict()["findings"] == {"opened": d.findings_opened, "closed": d.findings_closed}
    text = str(d)
    assert f"\nFindings opened: {len(d.findings_opened)} (errors: " in text
    assert f"\nFindings closed: {len(d.findings_closed)} (errors: 1, " in text
    assert "\n  ERROR  TP004  No tool covers what is needed: consent.\n" in text + "\n"
    assert max(map(len, text.splitlines())) <= 80
    # a waiver closes it too, and says so
    waiver = {"rule": "TP004", "subjects": ["consent"], "by": "cio", "reason": "known", "until": "2026-03-31"}
    waived = with_tools(("mailer", ["email"]), waivers=(waiver,))
    d = waived.diff(before)
    assert (d.findings_opened, [(x["rule"], x["waived"]) for x in d.findings_closed]) == ([], [("TP004", True)])
    assert "No tool covers what is needed: consent. (waived now)" in str(d)
    d = before.diff(waived)
    assert ([(x["rule"], x["waived"]) for x in d.findings_opened], d.findings_closed) == ([("TP004", True)], [])
    assert "No tool covers what is needed: consent. (waived before)" in str(d)
    # the first eight are told
    d = with_tools(*((str(i), ["idle"]) for i in range(12))).diff(with_tools())
    assert len(d.findings_opened) > 8
    shown = [
        x for x in d.to_text().partition("Findings opened")[2].splitlines() if x[2:8] in ("ERROR ", "warn  ", "note  ")
    ]
    assert len(shown) == 8
    assert f"  and {len(d.findings_opened) - 8} more\n" in d.to_text()
    # nothing moved, nothing said
    same = four.diff(four)
    assert (same.findings_opened, same.findings_closed) == ([], [])
    assert "Findings" not in str(same)


def test_the_documentation_shows_what_is_so(monkeypatch):
    monkeypatch.chdir(FOUR.parents[1])
    failed, tried = doctest.testfile(str(FOUR.parents[1] / "docs" / "python.md"), module_relative=False)
    assert tried > 10
    assert failed == 0


# ------------------------------------------------------------------ pickles


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_everything_pickles(four, protocol):
    plan, difference = four.plan(0.75), four.diff(four)
    parts = [
        plan,
        difference,
        plan.steps,
        difference.items,
        four.agreement,
        four.uncertainty,
        four.actions,
        four.blocks,
    ]
    for part in (*parts, four.reasons[0], four.actions.deadlocks):
        again = pickle.loads(pickle.dumps(part, protocol))
        assert again == part
        assert type(again) is type(part)
        assert str(again) == str(part)
        assert copy.deepcopy(part) == part
    again = pickle.loads(pickle.dumps(plan, protocol))
    assert again.to_json() == plan.to_json()
    assert again.to_text(color=True) == plan.to_text(color=True)
    assert str(again.steps[0]) == plan.steps[0]["message"]
