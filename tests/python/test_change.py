# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Change over time: which inputs moved, whether a change is more than noise, and trends."""

from __future__ import annotations

import copy
import csv
import io
import json
import math
import pickle
import random
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from models import groups, two_sides
from test_cli import failed, run

import coalign

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("cio_cmo", "four_sides", "shared_strategy", "starter_full")
# Lists whose order says something.
ORDERED = {"horizons", "priority_ranks", "tech_spend", "revenue"}


def example(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return document


def close(value: Any, tolerance: float = 1e-12) -> Any:
    return pytest.approx(value, rel=0, abs=tolerance)


def moved(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    d = coalign.assess(after).diff(coalign.assess(before))
    return [(x["path"], x["kind"], x["before"], x["after"]) for x in d.inputs]


@pytest.fixture(scope="module", params=["diff", "trend"])
def closed_schema(request: pytest.FixtureRequest) -> tuple[str, Draft202012Validator]:
    """The schema without room for keys that it does not describe."""
    schema = json.loads(coalign.schema(request.param))

    def close_all(node: Any) -> None:
        if isinstance(node, list):
            for part in node:
                close_all(part)
        elif isinstance(node, dict):
            if "properties" in node:
                node["additionalProperties"] = False
            for part in node.values():
                close_all(part)

    Draft202012Validator.check_schema(schema)
    close_all(schema)
    return request.param, Draft202012Validator(schema)


# ------------------------------------------------------------------ inputs


def permuted(node: Any, key: str, chance: random.Random) -> Any:
    """The same in another order: of keys, and of every list whose order says nothing."""
    if isinstance(node, dict):
        items = [(name, permuted(part, name, chance)) for name, part in node.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(node, list):
        parts = [permuted(part, key, chance) for part in node]
        if key not in ORDERED and parts and not isinstance(parts[0], (int, float)):
            chance.shuffle(parts)
        return parts
    return node


@pytest.mark.parametrize("name", NAMES)
def test_another_order_moves_nothing(name):
    before = coalign.assess(example(name))
    for seed in range(3):
        after = coalign.assess(permuted(example(name), "", random.Random(seed)))
        assert after.diff(before).inputs == []
    assert "No input moved: both models say the same." in str(before.diff(before))


def numbers(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the numbers of a document are."""
    if isinstance(node, dict):
        return [x for key, part in node.items() if not key.startswith("x-") for x in numbers(part, (*path, key))]
    if isinstance(node, list):
        return [x for at, part in enumerate(node) for x in numbers(part, (*path, at))]
    return [path] if isinstance(node, (int, float)) and not isinstance(node, bool) else []


def named(document: Any, path: tuple[Any, ...]) -> str:
    """The path with ids in place of positions; numbers of a list belong to the list."""
    text = ""
    for part in path:
        if isinstance(part, int):
            thing = document[part]
            if not isinstance(thing, dict):
                return text
            keys = ("id",), ("metric",), ("domain", "asked"), ("audience",), ("measure",), ("period",)
            keys += ("side", "rater", "of"), ("side", "of", "what")
            name = next(k for k in keys if k[0] in thing and (len(k) < 3 or k[1] in thing))
            name = tuple(str(thing[k]) for k in name if k in thing)
            part = ", ".join(name)
            document = thing
        else:
            document = document.get(part, {})
        text += "/" + part.replace("~", "~0").replace("/", "~1")
    return text


@pytest.mark.parametrize("name", ["four_sides", "shared_strategy"])
def test_a_number_that_moves_is_one_entry(name):
    document = example(name)
    before = coalign.Model(document)
    chance = random.Random(1)
    places = numbers(document)
    tried = 0
    for path in chance.sample(places, min(60, len(places))):
        after = copy.deepcopy(document)
        node = after
        for part in path[:-1]:
            node = node[part]
        was = node[path[-1]]
        node[path[-1]] = now = was * 0.5 + 0.0701
        if coalign.check(after):
            continue
        tried += 1
        d = coalign.assess(after).diff(coalign.assess(before))
        (entry,) = d.inputs
        at = named(document, path)
        assert entry["path"] == at, path
        assert entry["kind"] == "changed"
        if not isinstance(path[-1], int):
            assert (entry["before"], entry["after"]) == (was, now)
        # and the other way round it is the mirror image
        (back,) = coalign.assess(before).diff(coalign.assess(after)).inputs
        assert back == {**entry, "before": entry["after"], "after": entry["before"]}
    assert tried > 20


def test_what_was_added_and_removed():
    before = example("shared_strategy")
    after = copy.deepcopy(before)
    tool = after["tech_portfolio"]["tools"].pop(0)
    after["tech_portfolio"]["tools"].append({"id": "new/one", "owner": "cio", "cost_per_year": 5})
    after["decision_rights"]["domains"]["security"] = ["cio", "cmo"]
    after["roadmap"][1]["sides"] = []
    after["north_star"]["segment"] = "everyone"
    after["as_of"] = "2026-07-31"
    found = {path: (kind, x, y) for path, kind, x, y in moved(before, after)}
    gone = [path for path in found if path.startswith("/roadmap")]
    assert gone == [f"/roadmap/{before['roadmap'][1]['id']}/sides/{x}" for x in sorted(before["roadmap"][1]["sides"])]
    assert {path: x for path, x in found.items() if path not in gone} == {
        "/as_of": ("changed", "2026-06-30", "2026-07-31"),
        "/north_star/segment": ("changed", before["north_star"]["segment"], "everyone"),
        "/tech_portfolio/tools/new~1one": ("added", None, {"id": "new/one", "owner": "cio", "cost_per_year": 5}),
        f"/tech_portfolio/tools/{tool['id']}": (
            "removed",
            {key: sorted(x) if isinstance(x, list) else x for key, x in tool.items()},
            None,
        ),
        "/decision_rights/domains/security": ("changed", "cio", ["cio", "cmo"]),
    }
    # in the order of the model document
    assert [path.split("/")[1] for path in found] == sorted(
        (path.split("/")[1] for path in found), key=list(before).index
    )


def test_a_what_if_is_its_changes():
    a = coalign.assess(EXAMPLES / "four_sides.json")
    plan = a.plan(0.8)
    d = a.what_if(plan.changes).diff(a)
    document = a.model.to_dict()
    wanted = [
        named(document, tuple(int(part) if part.isdigit() else part for part in pointer.split("/")[1:]))
        for pointer in plan.changes
    ]
    # a change may set a whole part, of which only some moves
    assert all(any(x["path"].startswith(w) for w in wanted) for x in d.inputs)
    assert all(any(x["path"].startswith(w) for x in d.inputs) for w in wanted)
    assert f"INPUTS THAT MOVED: {len(d.inputs)} (places in the model file)" in str(d)
    assert list(pd.DataFrame(d.inputs).columns) == ["path", "kind", "before", "after"]
    texts = [{**row, "before": json.dumps(row["before"]), "after": json.dumps(row["after"])} for row in d.inputs]
    assert pl.DataFrame(texts).shape == (len(d.inputs), 4)
    assert pickle.loads(pickle.dumps(d)) == d
    assert d.to_dict()["inputs"] == d.inputs


@settings(max_examples=100, deadline=None)
@given(groups(), st.randoms(use_true_random=False))
def test_any_model_and_itself(document, chance):
    assert moved(document, document) == []
    assert moved(document, permuted(document, "", chance)) == []


# ------------------------------------------------------------------ noise


def rated(*sides: tuple[Any, int], kappa: float = 40.0, seed: int = 0, **more: Any) -> dict[str, Any]:
    """Sides of raters, drawn about the shares that each has."""
    drawn = np.random.default_rng(seed)
    metrics = [f"m{i}" for i in range(len(sides[0][0]))]
    return {
        "coalign": 1,
        "metrics": [{"id": name} for name in metrics],
        "sides": [
            {
                "id": f"s{k}",
                "raters": [
                    {"id": str(r), "priorities": dict(zip(metrics, map(float, row), strict=True))}
                    for r, row in enumerate(drawn.dirichlet(kappa * np.array(shares), count))
                ],
            }
            for k, (shares, count) in enumerate(sides)
        ],
        **more,
    }


P, Q, R = (0.4, 0.3, 0.2, 0.1), (0.1, 0.2, 0.3, 0.4), (0.35, 0.3, 0.2, 0.15)


@pytest.mark.parametrize(
    ("earlier", "later"), [((P, Q), (P, R)), ((P, Q), (P, Q)), ((P, P), (R, R)), ((P, R), (P, Q)), ((P, P), (P, Q))]
)
@pytest.mark.parametrize("raters", [(5, 5), (8, 20)])
def test_noise_is_computed_from_both_intervals(earlier, later, raters):
    before = coalign.assess(rated(*zip(earlier, raters, strict=True), seed=1))
    after = coalign.assess(rated(*zip(later, raters, strict=True), seed=2))
    d = after.diff(before)
    ends = []
    for a in (before, after):
        (given,) = a.to_dict()["uncertainty"]
        gap = given["priority_gap"]
        low, high = min(gap["low"], gap["estimate"]), max(gap["high"], gap["estimate"])
        ends.append((gap["estimate"], 0.0 if given["p"] > 0.05 else low, high))
    (e1, l1, u1), (e2, l2, u2) = ends
    low = e2 - e1 - math.hypot(e2 - l2, u1 - e1)
    high = e2 - e1 + math.hypot(u2 - e2, e1 - l1)
    (pair,) = d.pairs
    noise = pair["noise"]
    assert noise is not None
    assert noise["priority_gap"] == {"before": e1, "after": e2, "change": close(e2 - e1)}
    assert noise["range"] == close([low, high])
    assert noise["beyond"] is (low > 0 or high < 0)
    assert noise["raters"] == {"before": list(raters), "after": list(raters)}
    told = "more than noise." if noise["beyond"] else "may be noise alone."
    assert told in " ".join(str(d).split())
    # mirrored
    back = before.diff(after).pairs[0]["noise"]
    assert back is not None
    assert back["range"] == close([-high, -low])
    assert back["beyond"] is noise["beyond"]


def test_a_large_change_is_beyond_and_none_is_not():
    before, after = rated((P, 12), (Q, 12), seed=3), rated((P, 12), (R, 12), seed=4)
    a, b = coalign.assess(before), coalign.assess(after)
    assert b.diff(a).pairs[0]["noise"]["beyond"] is True
    assert a.diff(a).pairs[0]["noise"]["beyond"] is False


def test_no_change_is_seldom_beyond():
    """At 0.05 and with ten raters a side, of 60 about 3 are; that more than 12 are has a chance below 1e-4."""
    beyond = 0
    for seed in range(60):
        a, b = (coalign.assess(rated((P, 10), (Q, 10), seed=2 * seed + k)) for k in (0, 1))
        beyond += b.diff(a).pairs[0]["noise"]["beyond"]
    assert beyond <= 12


@pytest.mark.parametrize(
    ("earlier", "later", "code"),
    [
        (two_sides(), two_sides(), "missing"),
        (rated((P, 4), (Q, 6)), rated((P, 6), (Q, 6)), "undefined"),
        (rated((P, 6), (Q, 6)), rated((P, 6), (Q, 6), question="Another"), "undefined"),
    ],
)
def test_where_noise_is_not_known_nothing_is_claimed(earlier, later, code):
    d = coalign.assess(later).diff(coalign.assess(earlier))
    noise = d.pairs[0]["noise"]
    assert noise is None if code == "missing" else (noise["range"], noise["beyond"]) == (None, None)
    assert [x["code"] for x in d.status if x["path"] == "/pairs/0/noise"] == [code]
    assert "cannot be told: it takes one basis, and five raters a side at both times" in " ".join(str(d).split())


# ------------------------------------------------------------------ trends


def dated(name: str, as_of: str, **changes: Any) -> coalign.Assessment:
    document = example(name)
    document["as_of"] = as_of
    return coalign.assess(document).what_if(changes) if changes else coalign.assess(document)


@pytest.fixture(scope="module")
def quarters() -> list[coalign.Assessment]:
    return [
        dated("four_sides", "2026-03-31"),
        dated("four_sides", "2026-06-30", **{"/sides/1/targets/security": 14}),
        dated("four_sides", "2026-09-30", **{"/question": "Another."}),
    ]


def test_a_trend(quarters):
    t = coalign.trend([quarters[2], quarters[0], quarters[1]])
    assert t == coalign.trend(quarters)
    assert t.to_json() == coalign.trend(quarters).to_json()
    whole = [row for row in t if row["first"] is None]
    assert [row["as_of"] for row in whole] == ["2026-03-31", "2026-06-30", "2026-09-30"]
    assert len(t) == 3 * (1 + 6)
    columns = list(t[0])
    assert all(list(row) == columns for row in t)
    blocks = ("metric", "horizon", "risk")
    for k, (row, a) in enumerate(zip(whole, quarters, strict=True)):
        assert (row["index"], row["gap"], row["basis"]) == (a.alignment.index, a.alignment.gap, a.basis)
        for block in blocks:
            assert row[f"{block}_gap"] == getattr(a.blocks, block).gap
        levels = [x["level"] if x["state"] == "open" else "waived" for x in a.findings]
        for column, level in (("errors", "error"), ("warnings", "warning"), ("notes", "note"), ("waived", "waived")):
            assert row[column] == levels.count(level)
        changes = ["index_change", "gap_change", *(f"{block}_change" for block in blocks), "comparable_change"]
        if k == 0:
            assert {row[x] for x in (*changes, "opened", "closed", "beyond_noise")} == {None}
            continue
        d = a.diff(quarters[k - 1])
        assert row["gap_change"] == close(d.gap.change)
        assert row["index_change"] == close(d.index.change)
        assert row["comparable_change"] is d.comparable
        assert (row["opened"], row["closed"]) == (len(d.findings_opened), len(d.findings_closed))
        for block in blocks:
            assert row[f"{block}_change"] == close(row[f"{block}_gap"] - whole[k - 1][f"{block}_gap"])
        of_pairs = [x for x in t if x["as_of"] == row["as_of"] and x["first"] is not None]
        for pair, change in zip(of_pairs, d.pairs, strict=True):
            assert [pair["first"], pair["second"]] == change["sides"]
            assert pair["gap"] == a.pair(pair["first"], pair["second"]).gap
            assert pair["gap_change"] == close(change["change"])
            assert pair["beyond_noise"] is (None if change["noise"] is None else change["noise"]["beyond"])
            assert pair["errors"] is None
    assert (whole[1]["comparable_change"], whole[2]["comparable_change"]) == (True, False)


def test_a_trend_is_a_table_a_document_and_a_text(quarters):
    t = coalign.trend(iter(quarters))
    assert pl.DataFrame(t).shape == pd.DataFrame(t).shape == (21, len(t[0]))
    assert t.to_dict() == json.loads(t.to_json())
    assert t.status == t.to_dict()["status"]
    again = pickle.loads(pickle.dumps(t))
    assert (again, str(again), type(again)) == (t, str(t), coalign.Trend)
    assert copy.deepcopy(t).to_json() == t.to_json()
    text = t.to_text()
    assert str(t) + "\n" == text
    assert text.startswith("ALIGNMENT FROM 2026-03-31 TO 2026-09-30 (models: 3)\n")
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "\x1b" in t.to_text(color=True)
    for a in quarters:
        assert f"\n  {a.model.to_dict()['as_of']}   {a.alignment.index:.3f}" in text
    rows = list(csv.DictReader(io.StringIO(t.to_csv())))
    assert len(rows) == len(t)
    for read, row in zip(rows, t, strict=True):
        assert list(read) == list(row)
        for column, x in row.items():
            if x is None:
                assert read[column] == ""
            elif isinstance(x, bool):
                assert read[column] == str(x).lower()
            else:
                assert type(x)(read[column]) == x


def test_a_trend_in_german(quarters):
    german = EXAMPLES / "messages_de.json"
    t = coalign.trend([a.model for a in quarters], messages=german)
    assert str(t).startswith("ÜBEREINSTIMMUNG VON 2026-03-31 BIS 2026-09-30")
    assert max(map(len, str(t).splitlines())) <= 80
    assert t == coalign.trend(quarters)
    assert str(coalign.trend([coalign.assess(quarters[0].model, messages=german)])) == str(
        coalign.trend([quarters[0].model], messages=german)
    )


def refused(models: Any) -> coalign.Error:
    with pytest.raises(coalign.Error) as caught:
        coalign.trend(models)
    return caught.value


def test_what_is_wrong_with_a_trend(tmp_path):
    def model(as_of: str | None) -> dict[str, Any]:
        return two_sides() if as_of is None else {**two_sides(), "as_of": as_of}

    error = refused([model("2026-01-01"), model(None)])
    assert (error.code, error.path, error.row, error.file) == ("missing_key", "/as_of", 1, None)
    error = refused([model("2026-01-01"), model("2026-02-01"), model("2026-01-01")])
    assert (error.code, error.path, error.row) == ("duplicate", "/as_of", 2)
    assert error.message == 'expected a date that no other model of the trend has, got "2026-01-01"'
    error = refused([])
    assert (error.code, error.path) == ("size_mismatch", "models")
    for wrong in (None, 3, "model.json", model("2026-01-01"), coalign.Model(model(None))):
        assert (refused(wrong).code, refused(wrong).path) == ("bad_type", "models")
    assert refused([3]).code == "bad_type"
    paths = []
    for name, as_of in (("a", "2026-01-01"), ("b", None)):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(model(as_of)), "utf-8")
    error = refused(paths)
    assert str(error) == (
        f"{paths[1]}: /as_of: expected the date of the model, as models of a trend have [missing_key]"
    )
    assert len(coalign.trend(paths[:1])) == 2


def test_the_command(tmp_path, quarters):
    files = []
    for k, a in enumerate(reversed(quarters)):
        files.append(str(tmp_path / f"{k}.json"))
        Path(files[-1]).write_text(a.model.to_json(), "utf-8")
    t = coalign.trend(quarters)
    done = run("trend", *files)
    assert (done.returncode, done.stdout, done.stderr) == (0, t.to_text(), "")
    assert run("trend", *files, "--format", "json").stdout == t.to_json()
    assert run("trend", *files, "--format=csv", "--threads", "0").stdout == t.to_csv()
    target = tmp_path / "trend.csv"
    assert run("trend", *files, "--format=csv", "-o", str(target)).stdout == ""
    assert target.read_text("utf-8") == t.to_csv()
    assert run("trend", *files[:2], "-", data=Path(files[2]).read_bytes()).stdout == t.to_text()
    german = EXAMPLES / "messages_de.json"
    assert run("trend", *files, "--messages", str(german)).stdout.startswith("ÜBEREINSTIMMUNG")
    assert failed(2, "trend", files[0], files[0]) == (
        f'{files[0]}: /as_of: expected a date that no other model of the trend has, got "2026-09-30" [duplicate]\n'
    )
    assert failed(2, "trend", "-", files[0], "-").endswith("[bad_option]\n")
    assert "Missing argument" in failed(2, "trend")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    assert failed(2, "trend", files[0], str(broken)).startswith(f"{broken}: ")
    assert "[io_error]" in failed(3, "trend", files[0], str(tmp_path / "none.json"))


# ------------------------------------------------------------------ documents


def documents(kind: str, quarters: list[coalign.Assessment]) -> list[dict[str, Any]]:
    first, _, last = quarters
    strategy = coalign.assess(example("shared_strategy"))
    without = example("shared_strategy")
    del without["tech_portfolio"]
    raters = [
        coalign.assess(rated((P, 6), (Q, 6), as_of=day, seed=k)) for k, day in enumerate(["2026-01-01", "2026-02-01"])
    ]
    empty = [{**two_sides(), "as_of": day} for day in ("2026-03-01", "2026-04-01")]
    del empty[1]["sides"][0]["priorities"], empty[1]["sides"][0]["targets"]
    if kind == "diff":
        pairs = [(first, last), (strategy, coalign.assess(without)), (coalign.assess(without), strategy), tuple(raters)]
        pairs.append((coalign.assess(empty[0]), coalign.assess(empty[1])))
        return [after.diff(before).to_dict() for before, after in pairs]
    return [coalign.trend(x).to_dict() for x in (quarters, raters, empty, [first])]


def test_documents_are_what_the_schema_says(closed_schema, quarters):
    kind, schema = closed_schema
    for document in documents(kind, quarters):
        assert [f"{list(e.path)}: {e.message}" for e in schema.iter_errors(document)] == []
        wrong = {**document, "more": 1}
        assert not schema.is_valid(wrong)
        for key in document:
            assert not schema.is_valid({x: y for x, y in document.items() if x != key})
