# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Texts in another language: the same numbers, ids and order, in other words."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from models import two_sides
from test_cli import failed, run

import coalign
from coalign import _core

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GERMAN = EXAMPLES / "messages_de.json"
CASES = sorted((Path(__file__).resolve().parents[1] / "strategy" / "cases").glob("[A-Z]*.json"))
MODELS = ["shared_strategy.json", "cio_cmo.json", "four_sides.json"]
FINDING = re.compile(r"^  \S+ *([A-Z]{2}\d{3})  ", re.MULTILINE)
# What a sentence says is in other words; the arguments of the North Star are parts of its sentence.
WORDED = {"message", "action", "obstacles"}


@pytest.fixture(scope="module")
def english() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_core.messages())
    return document


@pytest.fixture(scope="module")
def german() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(GERMAN.read_text("utf-8"))
    return document


def texts(document: dict[str, Any]) -> dict[str, str]:
    return {entry["key"]: entry["text"] for entry in document["messages"]}


def arguments(text: str) -> list[str]:
    """Each argument with its form."""
    return sorted(set(re.findall(r"\{(.*?)\}", text)))


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def width(line: str) -> int:
    return sum(not unicodedata.combining(c) for c in line)


def with_text(key: str, text: str) -> dict[str, Any]:
    return {"messages": [{"key": key, "text": text}]}


def errors_of(messages: Any) -> list[tuple[str, str]]:
    with pytest.raises(coalign.Error) as caught:
        coalign.assess(two_sides(), messages=messages)
    return [(error.path, error.code) for error in caught.value.all]


def test_every_key_is_translated(english, german):
    assert list(texts(german)) == list(texts(english))
    for key, text in texts(english).items():
        assert arguments(texts(german)[key]) == arguments(text), key
        assert numbers(re.sub(r"\{.*?\}", "", texts(german)[key])) == numbers(re.sub(r"\{.*?\}", "", text)), key
    assert [x["arguments"] for x in german["messages"]] == [x["arguments"] for x in english["messages"]]


def same_but_for_words(one: Any, other: Any, path: tuple[Any, ...] = ()) -> None:
    assert type(one) is type(other), path
    if isinstance(one, dict):
        assert list(one) == list(other), path
        for key in one:
            same_but_for_words(one[key], other[key], (*path, key))
    elif isinstance(one, list):
        assert len(one) == len(other), path
        for i, (x, y) in enumerate(zip(one, other, strict=True)):
            same_but_for_words(x, y, (*path, i))
    elif isinstance(one, str) and (WORDED & set(path) or (path[0] == "north_star" and "args" in path)):
        assert numbers(one) == numbers(other), path
    else:
        assert one == other, path


@pytest.mark.parametrize("name", MODELS)
def test_german_differs_in_words_alone(name):
    before = coalign.assess(EXAMPLES / name)
    after = coalign.assess(EXAMPLES / name, messages=GERMAN)
    same_but_for_words(before.to_dict(), after.to_dict())
    told, erzaehlt = str(before), str(after)
    assert told != erzaehlt
    assert numbers(told) == numbers(erzaehlt)
    assert FINDING.findall(told) == FINDING.findall(erzaehlt)
    assert max(map(width, erzaehlt.splitlines())) <= 80
    assert before.findings == [] or before.findings[0]["message"] != after.findings[0]["message"]
    for color in (False, True):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", after.to_text(color=color))
        assert plain == erzaehlt + "\n"


@pytest.mark.parametrize("name", MODELS)
def test_every_word_has_a_key(name, english):
    """Where each letter of each text is an x, every other word is the model's."""
    masked = copy.deepcopy(english)
    for entry in masked["messages"]:
        parts = re.split(r"(\{.*?\})", entry["text"])
        entry["text"] = "".join(part if part.startswith("{") else re.sub("[A-Za-z]", "x", part) for part in parts)
    a = coalign.assess(EXAMPLES / name, messages=masked)
    told = str(a) + str(a.plan(0.95)) + str(a.what_if(a.plan(0.95).changes).diff(a))
    known = re.findall("[a-z]+", (EXAMPLES / name).read_text("utf-8").lower())
    rules = {row["rule"].lower()[:2] for row in a.findings}
    for word in re.findall("[a-z]{2,}", told.lower()):
        assert set(word) == {"x"} or word in rules or any(x.startswith(word) for x in known), word


def test_a_purchase(english):
    model = EXAMPLES / "shared_strategy.json"
    before, after = coalign.can_buy(model, "email"), coalign.can_buy(model, "email", messages=GERMAN)
    assert after.reason == "Bereits abgedeckt: email, durch Marketing suite, Newsletter tool."
    assert dataclasses.replace(after, reason=before.reason) == before
    for purpose in ("email", "reviews"):
        assert coalign.can_buy(model, purpose, messages=english) == coalign.can_buy(model, purpose)
    with pytest.raises(coalign.Error) as caught:
        coalign.can_buy(model, "email", messages=with_text("can_buy.nothing", "x"))
    assert caught.value.code == "unknown_key"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_evidence_is_the_same_in_every_language(path):
    """What a rule says is in other words; what it found is not."""
    model = {
        **json.loads((path.parent / "base.json").read_text("utf-8")),
        **json.loads(path.read_text("utf-8"))["model"],
    }
    before, after = coalign.assess(model).findings, coalign.assess(model, messages=GERMAN).findings
    words = {text: key for key, text in texts(json.loads(_core.messages())).items() if key.startswith("word.")}
    for one, other in zip(before, after, strict=True):
        assert {k: v for k, v in one.items() if k not in WORDED} == {k: v for k, v in other.items() if k not in WORDED}
        assert one["message"] != other["message"]
        # Words of the library are there by identifiers, not as prose.
        for name, value in one["evidence"].items():
            for text in value if isinstance(value, list) else [value]:
                assert text not in words or " " not in text, (name, text)


def test_words_in_a_sentence_are_translated():
    """Each word of the library that stands in for evidence of some rule."""
    told = []
    for path in CASES:
        case = json.loads(path.read_text("utf-8"))
        model = {**json.loads((path.parent / "base.json").read_text("utf-8")), **case["model"]}
        told += [x["message"] + x["action"] for x in coalign.assess(model, messages=GERMAN).findings]
    german = texts(json.loads(GERMAN.read_text("utf-8")))
    for key in ("funding_missing", "unwritten_constraints", "owner_nobody", "item_capability"):
        assert any(german["word." + key] in x for x in told), key


def test_a_plan_and_a_difference():
    before = coalign.assess(EXAMPLES / "four_sides.json", messages=GERMAN)
    plan, plain = before.plan(0.9), coalign.assess(EXAMPLES / "four_sides.json").plan(0.9)
    assert plan.changes == plain.changes
    assert [step["message"] for step in plan.steps] != [step["message"] for step in plain.steps]
    assert "entscheidet" in plan.steps[0]["message"]
    assert numbers(str(plan)) == numbers(str(plain))
    after = before.what_if(plan.changes)
    moved = after.diff(before)
    assert "Übereinstimmung" in str(moved)
    assert "vorher" in str(moved)
    assert max(map(width, (plan.to_text() + moved.to_text()).splitlines())) <= 80
    assert str(pickle.loads(pickle.dumps(after))) == str(after)
    assert before != coalign.assess(EXAMPLES / "four_sides.json")
    assert (
        before.explain(top=9)[-1]["message"]
        != coalign.assess(EXAMPLES / "four_sides.json").explain(top=9)[-1]["message"]
    )


@pytest.mark.parametrize("name", MODELS)
def test_english_as_a_translation_changes_nothing(name, english):
    before = coalign.assess(EXAMPLES / name)
    for messages in (english, {"messages": []}):
        after = coalign.assess(EXAMPLES / name, messages=messages)
        assert str(after) == str(before)
        assert after.to_json() == before.to_json()
        assert str(after.plan(0.95)) == str(before.plan(0.95))


def test_one_text(english):
    a = coalign.assess(two_sides(), messages=with_text("report.alignment", "Index: {index:2}!   (so far)"))
    assert f"Index: {a.alignment.index:.2f}!" in str(a)
    assert str(a).replace(f"Index: {a.alignment.index:.2f}!   (so far)", "") != str(a)
    assert texts(english)["report.time_head"] in str(a)


def test_texts_that_are_too_long_are_wrapped():
    long = "sehr lang " * 30
    for key in ("report.decide_head", "report.decide_note", "report.points_more", "report.illustrative"):
        report = str(coalign.assess(EXAMPLES / "four_sides.json", messages=with_text(key, long)))
        assert max(map(width, report.splitlines())) <= 80, key


def test_what_is_wrong_with_a_file(english):
    assert errors_of({}) == [("/messages", "missing_key")]
    assert errors_of({"messages": {}}) == [("/messages", "bad_type")]
    assert errors_of({"coalign": 2, "messages": []}) == [("/coalign", "bad_version")]
    assert errors_of({"messages": [], "language": "de"}) == [("/language", "unknown_key")]
    assert errors_of({"messages": [1, {"key": "report.title"}, {"text": "x"}, {"key": "report.title", "text": 3}]}) == [
        ("/messages/0", "bad_type"),
        ("/messages/1/text", "missing_key"),
        ("/messages/2/key", "missing_key"),
        ("/messages/3/text", "bad_type"),
        ("/messages/3/key", "duplicate"),
    ]
    assert errors_of(with_text("report.titel", "x")) == [("/messages/0/key", "unknown_key")]
    assert (
        errors_of(with_text("report.title", "{first} {third} {fourth:2}")) == [("/messages/0/text", "unknown_key")] * 2
    )
    assert errors_of(with_text("report.title", "a\nb")) == [("/messages/0/text", "bad_type")]
    wrong = copy.deepcopy(english)
    for entry in wrong["messages"]:
        entry["text"] += "{nothing}"
    assert len(errors_of(wrong)) == len(wrong["messages"])
    with pytest.raises(coalign.Error, match='nearest: "report.title"|report.title') as caught:
        coalign.assess(two_sides(), messages=with_text("report.titel", "x"))
    assert caught.value.file is None


def test_the_command_line(tmp_path):
    model = tmp_path / "model.json"
    model.write_text(json.dumps(two_sides()), "utf-8")
    german = coalign.assess(model, messages=GERMAN)
    assert run("assess", str(model), "--messages", str(GERMAN)).stdout == str(german) + "\n"
    assert run("assess", str(model), "--messages", str(GERMAN), "--format=json").stdout == german.to_json()
    assert run("plan", str(model), "--to=0.8", "--messages", str(GERMAN)).stdout == german.plan(0.8).to_text()
    assert run("diff", str(model), str(model), "--messages", str(GERMAN)).stdout == german.diff(german).to_text()
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(with_text("report.titel", "x")), "utf-8")
    assert failed(2, "assess", str(model), "--messages", str(bad)).startswith(f"{bad}: /messages/0/key: expected ")
    assert failed(3, "assess", str(model), "--messages", str(tmp_path / "none.json"))
