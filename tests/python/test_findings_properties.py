# SPDX-License-Identifier: Apache-2.0
"""What holds of the findings of any model: which there are, what moves them, and what does not."""

from __future__ import annotations

import copy
import math
import random
from pathlib import Path
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from strategies import PURPOSES, portfolios, sections, shared_strategies, tools, trade_offs

import coalign

GERMAN = Path(__file__).resolve().parents[2] / "examples" / "messages_de.json"
WORDED = {"message", "action"}
RULES = [x["id"] for x in coalign.rules()]
Finding = dict[str, Any]


def findings(model: dict[str, Any]) -> list[Finding]:
    return [dict(x) for x in coalign.assess(model).findings]


def known(found: list[Finding]) -> dict[str, tuple[Any, ...]]:
    """By id what a nightly run compares; the rest tells of it."""
    out = {
        x["id"]: (x["rule"], x["level"], x["state"], x["side"], tuple(sorted(x["subjects"])), x["money"]) for x in found
    }
    assert len(out) == len(found)
    return out


def with_rules(model: dict[str, Any], rules: dict[str, Any]) -> dict[str, Any]:
    return {**model, "policy": {**model.get("policy", {}), "rules": rules}}


@settings(max_examples=80)
@given(shared_strategies())
def test_ids_are_unique_and_paths_are_there(model: dict[str, Any]) -> None:
    found = findings(model)
    assert len({x["id"] for x in found}) == len(found)
    assert len({(x["rule"], x["side"], tuple(sorted(x["subjects"]))) for x in found}) == len(found)
    for x in found:
        assert x["state"] == "open"
        assert x["money"] is None or x["money"] > 0
        for path in x["paths"]:
            place: Any = model
            for key in path.split("/")[1:]:
                key = key.replace("~1", "/").replace("~0", "~")
                place = place[int(key)] if isinstance(place, list) else place[key]
    event(f"{min(len(found) // 10, 4)}0 findings or more")


@settings(max_examples=80)
@given(shared_strategies(), st.sets(st.sampled_from(RULES)))
def test_a_rule_that_is_off_never_appears_and_moves_no_other(model: dict[str, Any], off: set[str]) -> None:
    found = findings(model)
    some = {x["rule"] for x in found if int(x["id"], 16) % 3 == 0} | off
    after = findings(with_rules(model, dict.fromkeys(some, "off")))
    assert after == [x for x in found if x["rule"] not in some]
    assert findings(with_rules(model, dict.fromkeys(RULES, "off"))) == []


@settings(max_examples=50)
@given(shared_strategies())
def test_a_level_moves_nothing_else(model: dict[str, Any]) -> None:
    found = findings(model)
    after = findings(with_rules(model, {x: {"level": "note"} for x in RULES}))
    assert {x["level"] for x in after} <= {"note"}
    assert known([{**x, "level": "note"} for x in found]) == known(after)


def shuffled(place: Any, by: random.Random, key: str = "") -> Any:
    """A part of a model with its lists and objects in another order, but for lists whose order says something."""
    if isinstance(place, dict):
        keys = list(place)
        by.shuffle(keys)
        return {x: shuffled(place[x], by, x) for x in keys}
    if isinstance(place, list):
        out = [shuffled(x, by) for x in place]
        if key not in ("scale", "tech_spend", "revenue"):
            by.shuffle(out)
        return out
    return place


@settings(max_examples=150)
@given(shared_strategies(), st.randoms(use_true_random=False))
def test_the_order_of_lists_changes_no_finding(model: dict[str, Any], by: random.Random) -> None:
    other = {**model, **{x: shuffled(model[x], by, x) for x in model if x in SECTIONS}}
    assert known(findings(other)) == known(findings(model))


SECTIONS = {
    "north_star",
    "tech_portfolio",
    "decision_rights",
    "roadmap",
    "requests",
    "cadence",
    "data_products",
    "trade_offs",
    "relationship",
    "symptoms",
}


@settings(max_examples=150)
@given(portfolios, tools, st.randoms(use_true_random=False))
def test_the_order_of_tools_changes_nothing_that_is_said_of_money(
    portfolio: dict[str, Any], more: list[dict[str, Any]], by: random.Random
) -> None:
    """Many tools with few purposes and few prices, so that many sets of them cost the same."""
    portfolio["tools"] += [{**x, "id": "more " + x["id"]} for x in more]
    a = coalign.assess({**BASE, "tech_portfolio": portfolio})
    b = coalign.assess({**BASE, "tech_portfolio": shuffled(portfolio, by)})
    assert known([dict(x) for x in a.findings]) == known([dict(x) for x in b.findings])
    one, other = a.tech_portfolio, b.tech_portfolio
    assert set(one.cover.tools) == set(other.cover.tools)
    assert one.saving == other.saving
    assert {x["purpose"]: (set(x["retire"]), x["saving"]) for x in one.standardise} == {
        x["purpose"]: (set(x["retire"]), x["saving"]) for x in other.standardise
    }


BASE = {
    "coalign": 1,
    "currency": "EUR",
    "metrics": [{"id": "uptime"}],
    "sides": [{"id": "cio"}, {"id": "cmo"}, {"id": "cfo"}],
}


@settings(max_examples=120)
@given(shared_strategies(tech_portfolio=portfolios), st.integers(0, 90), st.sampled_from([None, "cio", "shared"]))
def test_an_unrelated_tool_takes_no_finding_away(model: dict[str, Any], cost: int, owner: str | None) -> None:
    """It serves what no other one does, and takes and gives nothing: nothing else is about it."""
    before = known(findings(model))
    more = copy.deepcopy(model)
    tool = {"id": "new", "cost_per_year": cost, "purposes": ["gardening"], "owner": owner}
    more["tech_portfolio"]["tools"].insert(cost % (len(model["tech_portfolio"]["tools"]) + 1), tool)
    after = known(findings(more))
    assert {x: after.get(x) for x in before} == before
    # What is new is about it, or says that tools without a purpose serve nothing, which one with a purpose shows.
    silent = not any(x.get("purposes") for x in model["tech_portfolio"]["tools"])
    for rule, _, _, _, subjects, _ in (after[x] for x in after.keys() - before.keys()):
        assert subjects == ("new",) or (silent and rule == "TP002"), (rule, subjects)


@settings(max_examples=80)
@given(shared_strategies(tech_portfolio=portfolios))
def test_of_two_tools_of_one_purpose_one_finding_is_enough(model: dict[str, Any]) -> None:
    """A tool of a single purpose that TP001 retires is beaten by one that does more, or TP003 says nothing of it."""
    a = coalign.assess(model)
    of = {x["id"]: set(x.get("purposes", ())) for x in model["tech_portfolio"]["tools"]}
    retired = {y for x in a.tech_portfolio.standardise for y in x["retire"]}
    for x in a.findings:
        if x["rule"] != "TP003":
            continue
        tool, by = of[x["evidence"]["tool"]], of[x["evidence"]["by"]]
        assert tool <= by
        assert len(tool) > 1 or len(by) > 1 or x["evidence"]["tool"] not in retired
        event("TP003 fires")


@settings(max_examples=120)
@given(trade_offs())
def test_what_is_fair_is_outside_nobodys_limit(choices: list[dict[str, Any]]) -> None:
    """By brute force: of what all accept, the greatest product, and the greatest least utility."""
    a = coalign.assess({**BASE, "as_of": "2026-03-31", "trade_offs": choices})
    for x, t in zip(a.trade_offs, choices, strict=True):

        def breaks(option: dict[str, float], limits: dict[str, float], t: dict[str, Any] = t) -> bool:
            return any(
                option[m] > limit if t["measures"][m] == "lower" else option[m] < limit for m, limit in limits.items()
            )

        within = [k for k, v in t["options"].items() if not any(breaks(v, y) for y in t["limits"].values())]
        assert x["accepted_by_all"] == within
        notes = {note["path"].rpartition("/")[2] for note in a.status if "/trade_offs/" in note["path"]}
        for key in ("nash", "kalai_smorodinsky", "max_min"):
            assert x[key] in within or (x[key] is None and key in notes)
        of = {k: [u[k] for u in x["utilities"].values()] for k in within}
        if x["nash"] is not None:
            assert math.prod(of[x["nash"]]) >= max(map(math.prod, of.values())) - 1e-9
        if x["max_min"] is not None:
            assert min(of[x["max_min"]]) >= max(map(min, of.values())) - 1e-9
        assert (x["least_violation"] is None) == bool(within)
        event("deadlock" if not within else "some are within")


@settings(max_examples=80)
@given(shared_strategies(), st.data())
def test_a_finding_that_is_waived_stays_in_the_list(model: dict[str, Any], data: Any) -> None:
    found = findings(model)
    waived = [x for x in found if data.draw(st.booleans())]
    waivers = [
        {"rule": x["rule"], "subjects": x["subjects"][::-1], "by": "cio", "reason": "known", "until": "2026-03-31"}
        for x in waived
    ]
    after = findings({**model, "waivers": waivers})
    assert [x["id"] for x in after] == [x["id"] for x in found]
    # A waiver names rule and subjects: it holds whoever has to move.
    named = {(x["rule"], tuple(sorted(x["subjects"]))) for x in waived}
    for x, y in zip(found, after, strict=True):
        held = (x["rule"], tuple(sorted(x["subjects"]))) in named
        assert y["state"] == ("waived" if held else "open")
        assert {**y, "state": "open", "waiver": None} == x
    day_after = findings({**model, "as_of": "2026-04-01", "waivers": waivers})
    assert {x["state"] for x in day_after} <= {"open"}


@settings(max_examples=80)
@given(shared_strategies(), sections)
def test_ids_stay_while_unrelated_things_change(model: dict[str, Any], more: dict[str, Any]) -> None:
    found = known(findings(model))
    other = copy.deepcopy(model)
    other.update(title="Another title", currency="USD")
    other["x-note"] = "of the host"
    for thing in [*other["metrics"], *other["sides"], *other.get("roadmap", ()), *other.get("data_products", ())]:
        thing["name"] = "Called " + thing["id"]
    assert known(findings(other)) == found
    # One more section closes no finding but that of a tool for what nobody needs, or of a chain that leads nowhere.
    for key in ("requests", "data_products", "trade_offs", "relationship", "symptoms"):
        if key in more and key not in other:
            other[key] = more[key]
    after = known(findings(other))
    assert {x: after.get(x) for x in found} == found


def dearer(place: Any, by: int) -> Any:
    if isinstance(place, dict):
        amounts = ("cost_per_year", "cost", "per_unit", "total")
        return {
            k: v * by if k in amounts and isinstance(v, int) else v if k == "trade_offs" else dearer(v, by)
            for k, v in place.items()
        }
    return [dearer(x, by) for x in place] if isinstance(place, list) else place


@settings(max_examples=80)
@given(shared_strategies(tech_portfolio=portfolios), st.sampled_from([2, 3, 1000]))
def test_another_unit_of_money_changes_amounts_alone(model: dict[str, Any], by: int) -> None:
    before, after = known(findings(model)), known(findings(dearer(model, by)))
    assert before.keys() == after.keys()
    for x, (*rest, money) in before.items():
        *other, amount = after[x]
        assert rest == other
        assert (money is None) == (amount is None)
        assert money is None or abs(amount - money * by) <= 1e-6 * amount


@settings(max_examples=50)
@given(shared_strategies())
def test_another_language_changes_texts_and_nothing_else(model: dict[str, Any]) -> None:
    before = coalign.assess(model)
    after = coalign.assess(model, messages=GERMAN)
    for one, other in zip(before.findings, after.findings, strict=True):
        assert one["message"] != other["message"]
        assert {**one, "message": "", "action": ""} == {**other, "message": "", "action": ""}
        for text in (other["message"], other["action"]):
            assert "{" not in text
    for key in ("tech_portfolio", "decision_rights", "roadmap", "data_products", "trade_offs", "relationship"):
        one, other = before.to_dict().get(key), after.to_dict().get(key)
        if key != "trade_offs":
            assert one == other
    assert max(map(len, str(after).splitlines())) <= 80


@settings(max_examples=80)
@given(shared_strategies())
def test_the_same_model_gives_the_same_findings(model: dict[str, Any]) -> None:
    a = coalign.assess(model)
    assert [dict(x) for x in coalign.assess(a.to_dict()["model"]).findings] == [dict(x) for x in a.findings]
    opened = a.diff(a).to_dict()
    assert not any(opened["findings"][key] for key in ("opened", "closed"))
    for purpose in PURPOSES:
        if "tech_portfolio" in model:
            allowed = coalign.can_buy(model, purpose).allowed
            assert allowed == (purpose not in a.tech_portfolio.do_not_buy)
