# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Assessments: the fixture's numbers, what sums to what, tables, explanations."""

from __future__ import annotations

import copy
import dataclasses
import doctest
import inspect
import json
import math
from importlib.resources import files
from typing import Any

import fixture as f
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from models import METRICS, attained, models, smallest, two_sides

import coalign

DEMO = files("coalign") / "examples" / "cio_cmo.json"


def close(value: Any, tolerance: float = 1e-12) -> Any:
    return pytest.approx(value, rel=0, abs=tolerance)


@pytest.fixture(scope="module")
def fixture() -> coalign.Assessment:
    return coalign.assess(two_sides())


@pytest.fixture(scope="module")
def demo() -> coalign.Assessment:
    return coalign.assess(str(DEMO))


# ------------------------------------------------------------------ published numbers


def test_alignment(fixture):
    alignment = fixture.alignment
    gap = next(wanted for rho, wanted in f.OVERALL if rho == 2)
    assert alignment.gap == gap
    assert alignment.index == close(1 - alignment.gap)
    assert alignment.band == tuple(f.BAND.expected) or list(alignment.band) == f.BAND
    assert list(alignment.weight_range) == f.WEIGHT_RANGE
    assert alignment.range == (alignment.index, alignment.index)
    assert alignment.coverage == 1
    assert alignment.comparable is True
    assert alignment.policy.rho == 2
    assert alignment.policy.spacing == "log"
    assert alignment.policy.weights == close({"metric": 1 / 3, "horizon": 1 / 3, "risk": 1 / 3})
    assert fixture.common_ground == f.COMMON_GROUND
    assert fixture.worst_pair == ("cio", "cmo")


@pytest.mark.parametrize(("rho", "wanted"), f.OVERALL)
def test_rho(rho, wanted):
    model = two_sides()
    model["policy"] = {"rho": "inf" if math.isinf(rho) else rho}
    a = coalign.assess(model)
    assert a.alignment.gap == wanted
    assert a.alignment.policy.rho == rho


def test_blocks(fixture):
    blocks = fixture.blocks
    each = [blocks.metric, blocks.horizon, blocks.risk]
    assert [block.gap for block in each] == [f.METRIC_GAP, f.HORIZON_GAP, f.RISK_GAP]
    assert [block.contribution for block in each] == f.BLOCK_CONTRIBUTIONS
    assert sum(block.share for block in each) == close(1)
    assert [block.chance for block in each] == [f.CHANCE_PRIORITY, f.CHANCE_HORIZON, None]


def test_metrics(fixture):
    metric = fixture.pair("cio", "cmo").metric
    assert metric.gap == f.METRIC_GAP
    assert metric.priority_gap == f.PRIORITY_GAP
    assert metric.goal_gap == f.GOAL_GAP
    assert metric.common_ground == f.COMMON_GROUND
    assert metric.range == (metric.gap, metric.gap)
    assert (metric.coverage, metric.goal_coverage) == (1, close(1))
    assert metric.ratings is None
    assert [row["id"] for row in metric.items] == list(METRICS)
    assert [row["priority_gap"] for row in metric.items] == f.PRIORITY_CONTRIBUTIONS
    assert [row["more"] for row in metric.items] == ["cio"] * 3 + ["cmo"] * 3
    assert metric.items[0]["priorities"] == close([0.3, 0.05])


def test_horizons(fixture):
    pair = fixture.pair("cio", "cmo")
    assert pair.horizon.gap == f.HORIZON_GAP
    assert pair.horizon.shift == f.SHIFT
    assert pair.horizon.crossing == f.CROSSING
    assert pair.horizon.longer == "cio"
    assert [row["gap"] for row in pair.horizon.items] == f.BOUNDARY_TERMS
    assert [row["id"] for row in pair.horizon.items][0] == "week|month"
    assert pair.days == {"cio": f.CIO_DAYS, "cmo": f.CMO_DAYS}


def test_equal_spacing():
    model = two_sides()
    model["policy"] = {"spacing": "equal"}
    assert coalign.assess(model).pair("cio", "cmo").horizon.gap == f.HORIZON_GAP_EQUAL


def test_risks(fixture):
    risk = fixture.pair("cio", "cmo").risk
    assert risk.gap == risk.severity_gap == f.RISK_GAP
    assert risk.gap**2 == f.RISK_GAP_SQUARED
    assert (risk.elevation, risk.scatter, risk.shape) == (f.ELEVATION, f.SCATTER, f.SHAPE)
    assert risk.sees_more == "cio"
    assert risk.correlation == f.RISK_CORRELATION
    assert risk.kendall_tau_b == f.RISK_WEIGHTED_TAU
    assert risk.kendall_tau_b_unweighted == f.RISK_TAU_B
    assert risk.appetite_gap is None
    assert risk.breach_conflict is None
    notes = {(row["path"], row["code"]) for row in fixture.status}
    assert notes >= {(f"/pairs/0/risk/{name}", "missing") for name in ("breach_conflict", "appetite_gap")}


def test_second_opinions_placements_merges(fixture):
    pair = fixture.pair("cio", "cmo")
    opinions = pair.second_opinions
    assert opinions.jensen_shannon == f.JENSEN_SHANNON
    assert opinions.hellinger == f.HELLINGER
    assert opinions.cosine == f.COSINE
    assert opinions.kendall_tau_b == f.KENDALL_TAU_B
    assert opinions.chance_corrected == f.CHANCE_CORRECTED
    for found, wanted in [(pair.placements.metric, f.PRIORITY_PLACEMENTS), (pair.placements.risk, f.RISK_PLACEMENTS)]:
        assert (found.nearer, found.tied, found.further) == wanted
        assert (found.sampled, found.seed) == (False, None)
    assert pair.merges.least.metrics == tuple(METRICS[i] for i in f.LEAST_MERGE)
    assert pair.merges.least.priority_gap == f.LEAST_MERGE_GAP
    assert pair.merges.greatest.priority_gap == f.PRIORITY_GAP


def test_shared_metrics():
    shared = coalign.assess(attained()).shared_metrics
    assert shared.weight == f.COMMON_GROUND
    assert [row["weight"] for row in shared.items] == f.SHARED_WEIGHTS
    assert shared.score == f.SHARED_SCORE
    assert list(shared.range) == [f.SHARED_SCORE, f.SHARED_SCORE]
    assert shared.kind == "attention_weighted_attainment"
    for row, (_, _, _, raw, attainment) in zip(shared.items, f.ATTAINMENT, strict=True):
        assert row["attainment"] == {"cio": attainment, "cmo": attainment}
        assert row["raw"] == {"cio": raw, "cmo": raw}
        assert row["data_conflict"] is False


def test_understanding():
    model = two_sides()
    model["sides"][0]["predicts"] = {"cmo": model["sides"][0]["priorities"]}
    (found,) = coalign.assess(model).understanding
    assert (found.side, found.of) == ("cio", "cmo")
    assert found.blind_spot == f.PRIORITY_GAP
    assert found.assumed_gap == 0
    assert {"id", "predicted", "actual"} == set(found.misread[0])


# ------------------------------------------------------------------ what holds for every model


def contributions(pair: coalign.Pair) -> list[float]:
    blocks = (pair.metric, pair.horizon, pair.risk)
    return [row["contribution"] for block in blocks if block for row in block.items]


@settings(max_examples=300, deadline=None)
@given(models())
def test_contributions_sum(document):
    a = coalign.assess(document)
    pair = a.pairs[0]
    if pair.gap is None:
        assert a.alignment.index is None
        assert "/pairs/0/index" in [row["path"] for row in a.status]
        return
    assert sum(contributions(pair)) == close(pair.gap)
    for name in ("metric", "horizon", "risk"):
        whole, part = getattr(pair, name), getattr(a.blocks, name)
        if whole:
            assert sum(row["gap"] for row in whole.items) == close(whole.gap)
            assert sum(row["contribution"] for row in whole.items) == close(part.contribution)
            assert all(row["contribution"] >= 0 for row in whole.items)
    low, high = a.alignment.range
    assert 0 <= low <= a.alignment.index <= high <= 1
    assert a.alignment.comparable == (pair.coverage == 1 and (pair.metric is None or low == high))
    reasons = [row["contribution"] for row in a.explain(1000)]
    assert sum(reasons) == close(pair.gap)


def turned(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "sides": document["sides"][::-1]}


@settings(max_examples=300, deadline=None)
@given(models())
def test_swapping_sides_turns_signs_only(document):
    one, two = coalign.assess(document), coalign.assess(turned(document))
    assert one.basis == two.basis
    first, second = one.pairs[0], two.pairs[0]
    assert first.sides == second.sides[::-1]
    for name in ("index", "gap", "band", "range", "coverage", "comparable", "days"):
        assert getattr(first, name) == getattr(second, name)
    for name in ("metric", "horizon", "risk"):
        block, other = getattr(first, name), getattr(second, name)
        assert (block is None) == (other is None)
        if block is None:
            continue
        before, after = dataclasses.asdict(block), dataclasses.asdict(other)
        if name == "risk":  # summed in the order of one side
            tau = after.pop("kendall_tau_b")
            assert before.pop("kendall_tau_b") == (tau if tau is None else close(tau))
        if name == "horizon":
            assert before.pop("shift") == -after.pop("shift")
        for row in (*before["items"], *after["items"]):
            for key in ("priorities", "beyond", "severities"):
                if key in row:
                    row[key] = sorted(row[key])
        assert before == after


@settings(max_examples=100, deadline=None)
@given(models())
def test_the_text_has_80_columns(document):
    for line in str(coalign.assess(document)).splitlines():
        assert len(line) <= 80 or not line.isascii(), line


# ------------------------------------------------------------------ the interface


def test_demo(demo):
    assert 0 < demo.alignment.index < 1
    assert demo.library == coalign.__version__
    assert len(demo.reasons) == 3
    assert [row["block"] for row in demo.reasons] == ["metric", "horizon", "risk"]
    assert "relationship" in demo.not_assessed
    assert demo.model == coalign.Model.load(str(DEMO))
    assert demo.to_dict()["model"] == demo.model.to_dict() == json.loads(DEMO.read_text("utf-8"))
    assert demo.basis == demo.to_dict()["basis"] == demo.model.basis
    assert {u.side for u in demo.understanding} == {"cio", "cmo"}


def test_document_and_objects_agree(demo):
    document = demo.to_dict()
    assert dataclasses.asdict(demo.alignment) == {
        **document["alignment"],
        "policy": {**document["alignment"]["policy"], "target_index": None, "shared_by": None},
        **{name: tuple(document["alignment"][name]) for name in ("band", "weight_range", "range")},
    }
    assert dataclasses.asdict(demo.blocks) == document["blocks"]
    assert dataclasses.asdict(demo.actions) == document["actions"]
    assert demo.actions.plan is None
    assert demo.agreement == demo.uncertainty == ()
    assert demo.reasons == document["reasons"]
    assert demo.status == document["status"]
    assert demo.shared_metrics.items == document["shared_metrics"]["items"]
    pair, given = demo.pairs[0], document["pairs"][0]
    for name in ("metric", "horizon", "risk"):
        assert getattr(pair, name).items == given[name]["items"]
    # every key of a block is an attribute
    for name in ("metric", "horizon", "risk"):
        assert set(given[name]) <= set(dataclasses.asdict(getattr(pair, name)))
    assert set(given) == set(dataclasses.asdict(pair))


def test_pair_in_either_order(demo):
    assert demo.pair("cio", "cmo") is demo.pair("cmo", "cio")
    assert demo.pair("cmo", "cio").sides == ("cio", "cmo")
    for wrong in [("cio", "ceo"), ("cio", "cio"), ("", "")]:
        with pytest.raises(coalign.Error) as caught:
            demo.pair(*wrong)
        assert caught.value.code == "unknown_id"


def test_sources(demo, tmp_path):
    path = tmp_path / "model.json"
    path.write_bytes(DEMO.read_bytes())
    document = json.loads(DEMO.read_text("utf-8"))
    model = coalign.Model(document)
    for source in (path, str(path), document, model):
        assert coalign.assess(source).to_json() == demo.to_json()
    assert document == json.loads(DEMO.read_text("utf-8"))
    # what is changed afterwards changes nothing
    document["sides"][0]["priorities"]["uptime"] = 99
    assert coalign.assess(model).to_json() == demo.to_json()


def test_explain(demo):
    assert demo.explain() == demo.reasons
    assert demo.explain(top=2) == demo.reasons[:2]
    assert demo.explain(0) == []
    everything = demo.explain(1000)
    assert everything[:3] == demo.reasons
    assert len(everything) > 10
    assert demo.explain(np.int64(5)) == everything[:5]
    assert sum(row["contribution"] for row in everything) == close(demo.alignment.gap)
    assert coalign.assess(demo.model, top=5).reasons == everything[:5]
    assert coalign.assess(demo.model, top=0).reasons == []
    assert coalign.assess(demo.model, top=1000).explain(2000) == everything


@pytest.mark.parametrize(
    ("top", "code"), [(-1, "bad_option"), (1.5, "bad_type"), ("3", "bad_type"), (True, "bad_type")]
)
def test_bad_top(demo, top, code):
    for call in (lambda: coalign.assess(demo.model, top=top), lambda: demo.explain(top)):
        with pytest.raises(coalign.Error) as caught:
            call()
        assert (caught.value.code, caught.value.path) == (code, "top")


def test_tables(demo):
    pair = demo.pair("cio", "cmo")
    tables = [pair.metric.items, pair.horizon.items, pair.risk.items, demo.explain(9), demo.status]
    tables += [demo.shared_metrics.items, demo.understanding[0].misread]
    for table in tables:
        assert isinstance(table, list)
        assert isinstance(table, coalign.Table)
        for frame in (pd.DataFrame(table), pl.DataFrame(table)):
            assert list(frame.columns) == list(table[0])
            assert len(frame) == len(table)
    frame = pl.DataFrame(pair.metric.items)
    assert frame["contribution"].sum() == close(demo.blocks.metric.contribution)
    assert pd.DataFrame(pair.metric.items).set_index("id").loc["leads", "more"] == "cmo"


def test_appetites_are_columns():
    model = two_sides()
    for side, appetite in zip(model["sides"], (0.3, [0.2, 0.5]), strict=True):
        side["risks"] = {risk: {"severity": x, "appetite": appetite} for risk, x in side["risks"].items()}
    risk = coalign.assess(model).pair("cio", "cmo").risk
    assert risk.appetite_gap == close(0.2)
    assert risk.items[0]["appetites"] == [0.3, [0.2, 0.5]]
    assert risk.breach_conflict is not None


def test_missing_blocks():
    a = coalign.assess(smallest())
    assert a.alignment.index is None
    assert a.alignment.band is None
    assert a.alignment.range == (0, 1)
    assert a.alignment.coverage == 0
    assert a.alignment.comparable is False
    assert a.blocks == coalign.Blocks(None, None, None)
    pair = a.pair("cio", "cmo")
    assert pair.metric is pair.horizon is pair.risk is pair.days is pair.merges is pair.second_opinions is None
    assert pair.placements == coalign.Placements(None, None)
    assert a.shared_metrics is None
    assert a.common_ground is None
    assert a.worst_pair is None
    assert a.reasons == []
    assert "undefined" in repr(a)
    assert str(a)


def test_ratings():
    model = two_sides()
    model["policy"] = {"rating_scale": [1, 5]}
    for side, ratings in zip(model["sides"], ([5, 4, 3, 2, 2, 1], [2, 3, 1, 4, 5, 4]), strict=True):
        side["priorities"] = dict(zip(METRICS, ratings, strict=True))
    ratings = coalign.assess(model).pair("cio", "cmo").metric.ratings
    assert ratings.higher == "cmo"
    assert ratings.elevation > 0


def test_is_frozen(demo):
    with pytest.raises(dataclasses.FrozenInstanceError):
        demo.alignment.index = 1


def test_text(demo):
    text = str(demo)
    assert not text.endswith("\n")
    assert demo.to_text() == text + "\n"
    assert "\x1b" not in text
    assert "\x1b" in demo.to_text(color=True)
    assert "ILLUSTRATIVE" in text
    assert f"{demo.alignment.index:.2f}" in text
    for line in text.splitlines():
        assert len(line) <= 80


def test_equality_and_repr(demo):
    assert demo == coalign.assess(str(DEMO))
    assert hash(demo) == hash(coalign.assess(str(DEMO)))
    assert demo != coalign.assess(str(DEMO), top=4)
    assert demo != 3
    assert copy.deepcopy(demo) == demo
    assert "cio, cmo" in repr(demo)
    assert f"{demo.alignment.index:.3f}" in repr(demo)


def test_same_input_same_bytes(demo):
    for _ in range(3):
        assert coalign.assess(str(DEMO)).to_json() == demo.to_json()


# ------------------------------------------------------------------ documentation


def documented() -> dict[str, Any]:
    found = {name: getattr(coalign, name) for name in coalign.__all__}
    found |= {f"gap.{name}": getattr(coalign.gap, name) for name in coalign.gap.__all__}
    found |= {f"weights.{name}": getattr(coalign.weights, name) for name in coalign.weights.__all__}
    found["coalign"] = coalign
    return found


@pytest.mark.parametrize("name", [name for name in documented() if name != "__version__"])
def test_documentation(name):
    text = inspect.getdoc(documented()[name])
    assert text
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.failures == 0
    if "gap." in name or name in ("weights.from_points", "assess", "check", "schema", "Model", "Error"):
        assert test.examples
    if "." in name and not isinstance(documented()[name], type):
        for section in ("Parameters", "Returns", "Raises", "Examples"):
            assert f"{section}\n{'-' * len(section)}" in text


def test_public_names():
    assert sorted(coalign.__all__) == coalign.__all__
    for name in coalign.__all__:
        assert hasattr(coalign, name)
    assert coalign.gap.priority.__module__ == "coalign._core.gap"  # no Python around it
