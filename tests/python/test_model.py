# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Models: from dicts, text and files, and back."""

from __future__ import annotations

import decimal
import json
import math
import types
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from models import models, smallest, two_sides

import coalign


@settings(max_examples=300, deadline=None)
@given(models())
def test_round_trip(document):
    model = coalign.Model(document)
    again = coalign.Model.from_json(model.to_json())
    assert again.to_json() == model.to_json()
    assert again.basis == model.basis
    assert again == model
    assert hash(again) == hash(model)
    assert model.to_dict() == document
    assert coalign.Model(model.to_dict()).to_json() == model.to_json()
    assert coalign.check(document) == []
    assert coalign.check(model) == []


@settings(max_examples=100, deadline=None)
@given(models())
def test_shares_are_one_basis(document):
    """Weights of risks in other units are no other policy, and who is asked is no policy at all."""
    if "risks" not in document:
        return
    basis = coalign.Model(document).basis
    double = [{**risk, "weight": 2 * risk["weight"]} for risk in document["risks"]]
    assert coalign.Model({**document, "risks": double}).basis == basis
    assert coalign.Model({**document, "sides": document["sides"][::-1]}).basis == basis
    assert coalign.Model({**document, "title": "another"}).basis == basis
    assert coalign.Model({**document, "question": "another"}).basis != basis


def test_attributes():
    model = coalign.Model(two_sides())
    assert model.sides == ("cio", "cmo")
    assert model.metrics[0] == "uptime"
    assert len(model.metrics) == 6
    assert len(model.basis) == 16
    assert int(model.basis, 16) >= 0
    assert "cio, cmo" in repr(model)
    assert model.basis in repr(model)


def test_equality():
    model = coalign.Model(two_sides())
    turned = {key: two_sides()[key] for key in reversed(two_sides())}
    assert coalign.Model(turned) == model
    other = two_sides()
    other["sides"][0]["name"] = "another"
    assert coalign.Model(other) != model
    assert model != two_sides()


def test_from_json():
    text = json.dumps(two_sides(), ensure_ascii=False)
    model = coalign.Model(two_sides())
    for given_text in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        assert coalign.Model.from_json(given_text) == model
    with pytest.raises(coalign.Error) as caught:
        coalign.Model.from_json(3)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.path) == ("bad_type", "text")
    with pytest.raises(coalign.Error) as caught:
        coalign.Model.from_json('{"coalign": "\ud800"}')
    assert caught.value.code == "bad_json"


def test_load(tmp_path):
    path = tmp_path / "Größe 模型.json"
    path.write_text(json.dumps(two_sides()), encoding="utf-8")
    assert coalign.Model.load(path) == coalign.Model.load(str(path)) == coalign.Model(two_sides())


def test_keys_keep_their_order():
    document = two_sides()
    document["x-b"], document["x-a"] = 1, {"z": 0.1, "a": [1.0, 2]}
    assert list(coalign.Model(document).to_dict()) == list(document)
    assert coalign.Model(document).to_dict() == document


def test_values_that_are_not_pythons_own():
    document = two_sides()
    wanted = coalign.Model(two_sides())
    document["coalign"] = np.int64(1)
    for side in document["sides"]:
        side["priorities"] = {key: np.float64(x) for key, x in side["priorities"].items()}
        side["risks"] = types.MappingProxyType(side["risks"])
    document["metrics"] = tuple(document["metrics"])
    assert coalign.Model(document) == wanted
    stock = smallest(illustrative=np.bool_(True))
    stock["metrics"] = [
        {"id": np.str_("stock"), "better": "within", "slack": np.uint8(5), "target": np.array([18, 22])}
    ]
    assert coalign.Model(stock).to_dict()["metrics"][0]["target"] == [18, 22]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (math.nan, "bad_json"),
        (math.inf, "bad_json"),
        (-math.inf, "bad_json"),
        (np.float32("nan"), "bad_json"),
        (10**400, "bad_json"),
        ("\ud800", "bad_json"),
        (b"bytes", "bad_type"),
        ({1, 2}, "bad_type"),
        (1 + 2j, "bad_type"),
        (decimal.Decimal("0.1"), "bad_type"),
        (object(), "bad_type"),
        (np.datetime64("2026-01-01"), "bad_type"),
        (np.array([object()]), "bad_type"),
        (np.ma.masked_array([1.0, 2.0], [True, False]), "bad_type"),
    ],
    ids=repr,
)
def test_values_that_json_does_not_have(value, code):
    document = two_sides()
    document["sides"][1]["priorities"]["up/time~"] = value
    for call in (coalign.Model, coalign.assess):
        with pytest.raises(coalign.Error) as caught:
            call(document)
        assert (caught.value.code, caught.value.path) == (code, "/sides/1/priorities/up~1time~0")
    assert [(e.code, e.path) for e in coalign.check(document)] == [(code, "/sides/1/priorities/up~1time~0")]


def test_all_such_values_are_found():
    document = two_sides()
    document["sides"][0]["priorities"]["uptime"] = math.nan
    document["x-list"] = [0, math.inf, np.array([1.0, math.nan])]
    found = [(e.code, e.path) for e in coalign.check(document)]
    assert found == [
        ("bad_json", "/sides/0/priorities/uptime"),
        ("bad_json", "/x-list/1"),
        ("bad_json", "/x-list/2/1"),
    ]


@pytest.mark.parametrize("key", [1, None, True, (1, 2), 1.5])
def test_keys_are_strings(key):
    document = two_sides()
    document["sides"][0]["priorities"][key] = 3
    with pytest.raises(coalign.Error) as caught:
        coalign.Model(document)
    assert caught.value.code == "bad_type"
    assert caught.value.path.startswith("/sides/0/priorities/")


def test_a_dict_that_holds_itself():
    document = two_sides()
    document["x-one"] = document["x-two"] = document
    (error,) = coalign.check(document)
    assert error.code == "too_large"


@pytest.mark.parametrize("levels", [64, 65, 100_000])
def test_levels(levels):
    deep: Any = 1
    for _ in range(levels - 1):
        deep = [deep]
    assert [e.code for e in coalign.check(smallest(**{"x-deep": deep}))] == ([] if levels == 64 else ["too_large"])


@pytest.mark.parametrize("wrong", [None, 3, 1.5, b"model.json", ["model.json"], {1, 2}, object()])
def test_no_model_at_all(wrong):
    for call in (coalign.assess, coalign.check, coalign.Model):
        with pytest.raises(coalign.Error) as caught:
            call(wrong)
        assert (caught.value.code, caught.value.path) == ("bad_type", "model")


def test_schema():
    assert coalign.schema() == coalign.schema("model")
    for which in ("model", "assessment", "diff", "trend"):
        assert json.loads(coalign.schema(which))["$schema"].endswith("2020-12/schema")
    with pytest.raises(coalign.Error) as caught:
        coalign.schema("models")
    assert (caught.value.code, caught.value.path) == ("bad_option", "which")
