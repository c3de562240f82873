# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Bad input: every kind is an Error that says where, never a crash."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import smallest, two_sides

import coalign


def error_of(call: Any, *arguments: Any, **options: Any) -> coalign.Error:
    with pytest.raises(coalign.Error) as caught:
        call(*arguments, **options)
    return caught.value


def test_what_an_error_says():
    document = two_sides()
    document["sides"][0]["priorities"]["uptime"] = -3
    error = error_of(coalign.assess, document)
    assert isinstance(error, ValueError)
    assert str(error) == "/sides/0/priorities/uptime: expected a number >= 0, got -3 [bad_weight]"
    assert error.message == "expected a number >= 0, got -3"
    assert (error.code, error.path, error.row, error.index) == ("bad_weight", "/sides/0/priorities/uptime", None, None)
    assert (error.expected, error.got) == ("a number >= 0", "-3")
    assert error.all == (error,)
    assert error.file is None


def test_several_errors(tmp_path):
    document = two_sides()
    document["sides"][0]["priorities"] = {"uptme": 1, "security": -1}
    document["titel"] = "x"
    error = error_of(coalign.Model, document)
    assert [e.code for e in error.all] == [e.code for e in coalign.check(document)]
    assert sorted(e.code for e in error.all) == ["bad_weight", "unknown_id", "unknown_key"]
    assert error.all[0] is error
    assert all(e.all == (e,) for e in error.all[1:])
    assert str(error).splitlines() == [e.line for e in error.all]
    assert "uptime" in str(error)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    error = error_of(coalign.assess, path)
    assert all(e.file == str(path) for e in error.all)
    assert all(line.startswith(f"{path}: /") for line in str(error).splitlines())
    assert [e.line for e in coalign.check(path)] == [e.line for e in error.all]


def test_many_errors_are_not_all_shown():
    document = smallest()
    document["sides"][0]["priorities"] = {f"m{i}": 1 for i in range(50)}
    error = error_of(coalign.Model, document)
    assert len(error.all) == 50
    assert str(error).endswith("and 40 more")


def test_control_characters_are_shown():
    document = smallest()
    document["a\x1b[2J\n\x7f\u0085b"] = 1
    (error,) = coalign.check(document)
    assert error.path == "/a\x1b[2J\n\x7f\u0085b"
    assert str(error).isprintable()
    assert "\\u001b" in str(error)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_json"),
        (" \n", "bad_json"),
        ('{"coalign": 1, "metrics": [', "bad_json"),
        ('{"coalign": 1, "metrics": NaN}', "bad_json"),
        ('{"coalign": 1, "x-a": 1e999}', "bad_json"),
        ('{"coalign": 1, "x-a": Infinity}', "bad_json"),
        ('{"coalign": 1} {}', "bad_json"),
        ("\ufeff{}", "bad_json"),
        (b"\x00\x01\x02\xff", "bad_json"),
        (b"\x7fELF" + bytes(range(256)), "bad_json"),
        (b'{"coalign": "\xff"}', "bad_json"),
        ("[" * 100_000, "too_large"),
        ("[" * 100_000 + "]" * 100_000, "too_large"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "too_large"),
        ("[]", "bad_type"),
        ("3", "bad_type"),
    ],
    ids=lambda x: repr(x[:20]),
)
def test_bad_text(text, code, tmp_path):
    assert error_of(coalign.Model.from_json, text).code == code
    path = tmp_path / "model.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert [e.code for e in coalign.check(path)] == [code]
    error = error_of(coalign.assess, path)
    assert (error.code, error.path, error.file) == (code, "", str(path))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"coalign": 1, "coalign": 1, "metrics": [{"id": "a"}], "sides": [{"id": "x"}, {"id": "y"}]}', "/coalign"),
        ('{"coalign": 1, "metrics": [{"id": "a"}, {"id": "a"}], "sides": [{"id": "x"}, {"id": "y"}]}', "/metrics/1/id"),
        ('{"coalign": 1, "metrics": [{"id": "a"}], "sides": [{"id": "x"}, {"id": "x"}]}', "/sides/1/id"),
        (
            '{"coalign": 1, "metrics": [{"id": "a"}], '
            '"sides": [{"id": "x", "priorities": {"a": 1, "a": 2}}, {"id": "y"}]}',
            "/sides/0/priorities/a",
        ),
    ],
)
def test_twice(text, path):
    error = error_of(coalign.Model.from_json, text)
    assert [(e.code, e.path) for e in error.all] == [("duplicate", path)]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000))
def test_truncated(length):
    whole = json.dumps(two_sides()).encode()
    text = whole[: length % len(whole)]
    assert error_of(coalign.Model.from_json, text).code == "bad_json"


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    try:
        coalign.Model.from_json(data)
    except coalign.Error as error:
        assert error.all


anything = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_any_value_anywhere(data):
    """A valid document with one value replaced is assessed, or refused with a pointer into it."""
    document = two_sides()
    at: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if isinstance(at[key], (dict, list)) and at[key] and data.draw(st.booleans()):
            at = at[key]
        else:
            break
    at[key] = data.draw(anything)
    try:
        coalign.assess(document)
    except coalign.Error as error:
        for each in error.all:
            assert each.path == "" or each.path.startswith("/")
            assert not any(unicodedata.category(character) == "Cc" for character in each.line)


# ------------------------------------------------------------------ files


def test_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "nothing.json"
    error = error_of(coalign.assess, path)
    assert error.code == "io_error"
    assert isinstance(error.__cause__, FileNotFoundError)
    assert str(path) in str(error)
    assert error.path == ""
    assert [e.code for e in coalign.check(str(path))] == ["io_error"]
    assert error_of(coalign.Model.load, path).code == "io_error"


def test_a_folder(tmp_path):
    error = error_of(coalign.assess, tmp_path)
    assert error.code == "io_error"
    assert isinstance(error.__cause__, IsADirectoryError)


def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "model.json"
    path.write_text("{}")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything
        os.seteuid(65534)
    try:
        error = error_of(coalign.assess, path)
    finally:
        os.seteuid(user)
    assert isinstance(error.__cause__, PermissionError)


def test_a_name_with_a_zero_byte():
    assert error_of(coalign.assess, "a\0b").code == "io_error"


def test_an_endless_file():
    assert error_of(coalign.assess, "/dev/zero").code == "too_large"


def test_too_large(tmp_path):
    path = tmp_path / "model.json"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert error_of(coalign.assess, path).code == "too_large"
    assert error_of(coalign.Model.from_json, b" " * ((64 << 20) + 1)).code == "too_large"


# ------------------------------------------------------------------ large models


def within(seconds: float, call: Any, *arguments: Any) -> Any:
    began = time.perf_counter()
    found = call(*arguments)
    assert time.perf_counter() - began < seconds
    return found


def test_many_metrics():
    ids = [f"m{i}" for i in range(10_000)]
    document = smallest(metrics=[{"id": name} for name in ids])
    for factor, side in enumerate(document["sides"], start=1):
        side["priorities"] = {name: 1 + i % (10 * factor) for i, name in enumerate(ids)}
    assert within(10, coalign.check, document) == []
    a = within(60, coalign.assess, document)
    assert 0 < a.alignment.index < 1
    assert len(a.pair("cio", "cmo").metric.items) == 10_000
    assert max(map(len, str(a).splitlines())) <= 80


def test_many_sides():
    document = smallest(metrics=[{"id": "uptime"}, {"id": "pipeline"}])
    document["sides"] = [{"id": f"s{i}", "priorities": {"uptime": i, "pipeline": 1}} for i in range(1_000)]
    assert within(10, coalign.check, document) == []
    error = within(10, error_of, coalign.assess, document)
    assert (error.code, error.path) == ("too_large", "/sides")
    assert "1000" in str(error)


def test_errors_of_an_assessment_name_the_file(tmp_path):
    document = smallest(metrics=[{"id": "uptime"}, {"id": "pipeline"}])
    document["sides"][0]["priorities"] = {"uptime": 1, "pipeline": None}
    document["sides"][1]["priorities"] = {"uptime": None, "pipeline": 1}
    assert coalign.check(document) == []
    path = tmp_path / "model.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for source in (document, path):
        error = error_of(coalign.assess, source)
        assert (error.code, error.path) == ("zero_sum", "/sides/0/priorities")
    assert error.file == str(path)


# ------------------------------------------------------------------ arguments


def test_errors_of_arguments():
    error = error_of(coalign.gap.priority, [[1, 1], [1, -3]], [[1, 1], [1, 1]])
    assert (error.code, error.path, error.row, error.index) == ("bad_weight", "p", 1, 1)
    assert str(error) == "p[1, 1]: expected a number >= 0, got -3 [bad_weight]"
    error = error_of(coalign.gap.priority, [1, 1], [0, 0])
    assert str(error) == "q: expected points that do not sum to 0, got none [zero_sum]"
    error = error_of(coalign.gap.priority, [1, 1], [1, 1, 1])
    assert str(error) == "q: expected as many numbers as p: 2, got 3 [size_mismatch]"
    error = error_of(coalign.gap.horizon, [1, 1], [1, 1])
    assert str(error) == "p: expected as many numbers as the default horizons: 5, got 2 [size_mismatch]"


def test_a_vector_stands_for_every_row():
    table, vector = [[3, 1], [1, 1], [1, 3]], [1, 1]
    wanted = [0.25, 0.0, 0.25]
    assert coalign.gap.priority(table, vector).tolist() == wanted
    assert coalign.gap.priority(vector, table).tolist() == wanted
    # the vector has no row to name
    error = error_of(coalign.gap.priority, table, [1, -1])
    assert (error.path, error.row, error.index) == ("q", None, 1)
    assert coalign.gap.metric(vector, vector, [[0, 0], [0, 1]]).tolist() == [0.0, 0.5]
    assert coalign.gap.risk([0, 0], [1, 0], [[1, 0], [0, 1]]).tolist() == [1.0, 0.0]
    assert coalign.gap.overall([0.2, 0.6], [[1, 0], [0, 1]]).tolist() == [0.2, 0.6]
    error = error_of(coalign.gap.overall, [0.2, 0.6], [[1, 0], [0, 0]])
    assert (error.code, error.path, error.row) == ("zero_sum", "weights", 1)


class Refusing:
    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        raise RuntimeError("no")


def test_arrays_of_other_kinds():
    p = np.ma.masked_array([1.0, 2.0, 3.0], [True, False, False])
    assert error_of(coalign.gap.priority, p, p).code == "bad_type"
    assert error_of(coalign.gap.priority, np.array([True, False]), [1, 1]).code == "bad_type"
    assert error_of(coalign.gap.priority, [[1], [1, 2]], [1, 2]).code == "bad_type"
    assert error_of(coalign.gap.horizon, [1] * 5, [1] * 5, spacing=3).code == "bad_type"
    assert error_of(coalign.gap.horizon, [1, 1], [1, 1], days=[[1, 2]]).path == "days"
    for rho in ("2", None, True, 2j):
        error = error_of(coalign.gap.overall, [0.5], rho=rho)
        assert (error.code, error.path) == ("bad_type", "rho")
    with pytest.raises(RuntimeError):
        coalign.gap.priority(Refusing(), [1, 2])
    data = bytearray(8 * 3 + 1)
    unaligned = np.frombuffer(data, dtype=np.float64, count=3, offset=1)
    unaligned[:] = [1, 1, 2]
    swapped = np.array([1, 1, 2], dtype=">f8")
    for odd in (unaligned, swapped, np.array([1, 1, 2], dtype=np.float16), np.array([1, 1, 2])[::1]):
        assert coalign.gap.priority(odd, [1.0, 1.0, 2.0]) == 0
