# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""What findings and reports say: numbers beside their limits, names as they were given, words and grammar."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import coalign

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "strategy" / "cases"
BASE = json.loads((CASES / "base.json").read_text("utf-8"))
GERMAN = ROOT / "examples" / "messages_de.json"


def case(rule: str) -> dict[str, Any]:
    fires = json.loads((CASES / f"{rule}.json").read_text("utf-8"))["model"]
    return {**copy.deepcopy(BASE), **fires}


def changed(rule: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The model of a rule's case with other values at some pointers."""
    model = case(rule)
    for path, value in changes.items():
        at: Any = model
        *way, last = path.strip("/").split("/")
        for step in way:
            at = at[int(step)] if isinstance(at, list) else at[step]
        at[int(last) if isinstance(at, list) else last] = value
    return model


def told(model: dict[str, Any], rule: str, messages: Path | None = None) -> dict[str, Any]:
    found = [x for x in coalign.assess(model, messages=messages).findings if x["rule"] == rule]
    assert len(found) == 1, rule
    return dict(found[0])


NEAR = [
    ("DP004", {"/data_products/0/quality/0/value": 0.9499, "/data_products/0/quality/0/at_least": 0.95}, "0.9499 0.95"),
    (
        "NS007",
        {"/metrics/0/current": 99.9499, "/north_star/guards": [{"metric": "uptime", "at_least": 99.95}]},
        "99.9499 99.95",
    ),
    (
        "NS009",
        {"/north_star": {"metric": "pipeline", "target": 3.9999, "due": "2026-12-31", "owners": ["cio", "cmo"]}},
        "3.9999 4",
    ),
    ("TP005", {"/tech_portfolio/tools/0/risk": {"security": 0.6001}}, "0.6001 0.6"),
    ("TP006", {"/tech_portfolio/tools/0/manual_hours_per_month": 20.001}, "20.001 20"),
    ("DP003", {"/data_products/0/access/0/wait_days": 5.001}, "5.001 5"),
    ("DP006", {"/data_products/0/access/0/risk": 0.501}, "0.501 0.500"),
    ("RL001", {"/relationship/ratings/0/seek_to_understand": 2.994}, "2.997"),
    ("RL004", {"/relationship/needs/0/met": 2.9999}, "2.9999"),
    (
        "AL001",
        {
            "/sides/0/priorities": {"uptime": 70.1, "security": 0, "pipeline": 0, "cac": 29.9},
            "/sides/1/priorities": {"uptime": 0, "security": 0, "pipeline": 70.1, "cac": 29.9},
        },
        "29.9",
    ),
    (
        "SY003",
        {
            "/symptoms/tech_spend": [{"period": "2024", "amount": 100_000}, {"period": "2025", "amount": 110_400}],
            "/symptoms/revenue": [{"period": "2024", "amount": 100_000}, {"period": "2025", "amount": 110_100}],
        },
        "10.4 10.1",
    ),
    ("SY003", {"/symptoms/revenue/1/amount": 300_000_000}, "12.5 0"),
]


@pytest.mark.parametrize("messages", [None, GERMAN], ids=["english", "german"])
@pytest.mark.parametrize(("rule", "changes", "numbers"), NEAR, ids=[f"{x[0]}-{x[2]}" for x in NEAR])
def test_a_value_never_reads_as_the_limit_that_it_breaks(rule, changes, numbers, messages):
    message = told(changed(rule, changes), rule, messages)["message"]
    words = message.replace(",", " ").replace(";", " ").rstrip(".").split()
    for number in numbers.split():
        assert number in words, message
    if len(numbers.split()) > 1:
        first, second = numbers.split()
        assert words.index(first) < words.index(second)


def test_a_broken_guard_does_not_read_as_its_limit():
    model = changed("NS007", NEAR[1][1])
    assert "BROKEN: Uptime at 99.95 % or more (it is at 99.9499)" in " ".join(str(coalign.assess(model)).split())


def renamed(name: str) -> dict[str, Any]:
    model = case("NS007")
    for metric in model["metrics"]:
        metric["name"] = name + metric["id"]
    for risk in model["risks"]:
        risk["name"] = name + risk["id"]
    model["sides"][1]["priorities"] = {"uptime": 5, "security": 5, "pipeline": 60, "cac": 30}
    model["sides"][1]["risks"] = {"breach": 0.1, "missed_window": 0.9}
    return model


@pytest.mark.parametrize("name", ["Umsatz ", "umsatz ", "iPhone ", "A "])
@pytest.mark.parametrize("messages", [None, GERMAN], ids=["english", "german"])
def test_names_stay_as_they_were_given(name, messages):
    a = coalign.assess(renamed(name), messages=messages)
    text = " ".join(str(a).split()) + json.dumps(a.to_dict(), ensure_ascii=False)
    for thing in ("uptime", "security", "pipeline", "cac", "breach", "missed_window"):
        parts = text.split(" " + thing)[:-1]
        shown = [part for part in parts if part.lower().endswith(name.strip().lower())]
        assert shown, thing
        for part in shown:
            assert part.endswith(name.strip()), part[-60:]


def test_an_id_without_a_name_stays_as_it_is_at_the_start_of_a_sentence():
    model = case("NS007")
    model["roadmap"] = [
        {"id": "crm_rollout", "kind": "project", "sides": ["cio"], "start": "2026-01-01", "end": "2027-02-01"},
        {"id": "m", "kind": "milestone", "serves": ["north_star"], "due": "2026-06-30"},
    ]
    model["roadmap"][0]["serves"] = ["m"]
    model["sides"][0].pop("name")
    a = coalign.assess(model)
    messages = [x["message"] for x in a.findings]
    assert "crm_rollout ends on 2027-02-01, but m is due on 2026-06-30." in messages
    assert any(x.startswith("m serves the North Star directly") for x in messages)
    lines = str(a).splitlines()
    assert any(x.startswith("                cio: ") for x in lines)
    assert any(x.startswith("                Both sides: ") for x in lines)


@pytest.mark.parametrize("messages", [None, GERMAN], ids=["english", "german"])
def test_a_request_to_one_side_or_to_all(messages):
    said = [
        'The request "order_history" of CMO to {} has waited for an answer since 2026-03-10 (21 days).',
        "Die Anfrage „order_history“ wartet seit dem 2026-03-10 auf Antwort (gestellt: CMO; gefragt: {}; 21 Tage).",
    ][messages is not None]
    both, all_sides = [("both sides", "all sides"), ("beide Seiten", "alle Seiten")][messages is not None]
    model = case("RM010")
    assert told(model, "RM010", messages)["message"] == said.format("CIO")
    del model["requests"][0]["of"]
    assert told(model, "RM010", messages)["message"] == said.format(both)
    model["sides"].append({**copy.deepcopy(model["sides"][0]), "id": "cfo", "name": "CFO"})
    assert told(model, "RM010", messages)["message"] == said.format(all_sides)


def test_evidence_of_what_has_not_moved_and_of_whole_days():
    model = case("NS006")
    model["north_star"] = {**model["north_star"], "metric": "cac", "change": {"percent": -15}}
    model["metrics"][3]["current"] = 120
    finding = told(model, "NS006")
    assert str(finding["evidence"]["progress"]) == "0.0"
    assert finding["message"].startswith("Customer acquisition cost has come 0 % of the way to 102; 75 % was planned")
    model = case("RM008")
    del model["cadence"]
    model["horizons"][0]["days"] = 7
    model["sides"][0]["horizons"] = {"quarter": 100, "year": 0}
    model["roadmap"] = [{"id": "x", "kind": "project", "sides": ["cio"], "start": "2026-01-01", "end": "2026-12-27"}]
    evidence = told(model, "RM008")["evidence"]
    assert (evidence["first_days"], evidence["second_days"]) == (7, 360)


def test_what_a_finding_asks_for_is_said_in_words():
    assert told(case("NS002"), "NS002")["message"].endswith("Missing: a target or a change in percent.")
    assert told(case("NS002"), "NS002")["evidence"] == {"missing": ["change"]}
    assert told(case("NS010"), "NS010")["message"] == "CMO has not said what a shared strategy would need."
    assert told(case("TO003"), "TO003")["action"] == "Ask CMO for another option, or accept 0.37 for risk."
    low = {"metric": "pipeline", "target": 3.5, "due": "2026-12-31", "owners": ["cio", "cmo"]}
    high = {"metric": "cac", "target": 110, "due": "2026-12-31", "owners": ["cio", "cmo"]}
    back = {"metric": "cac", "target": 130, "due": "2026-12-31", "owners": ["cio", "cmo"]}
    for goal, said in (
        (low, "takes Pipeline to 3.5, less than the metric's own target of 4."),
        (high, "takes Customer acquisition cost to 110, more than the metric's own target of 102."),
        (back, "takes Customer acquisition cost to 130, worse than its baseline of 120."),
    ):
        assert told(changed("NS009", {"/north_star": goal}), "NS009")["message"] == "The North Star " + said
    taken = {"domain": "security", "by": ["cio"], "asked": "2026-02-19", "decided": "2026-03-30"}
    decided = changed("DR006", {"/decision_rights/log/1": taken})
    assert told(decided, "DR006")["message"].endswith("asked for on 2026-02-19, took 39 days; the limit is 30.")
    assert told(case("DR006"), "DR006")["message"].endswith("has been open for 40 days; the limit is 30.")
