# SPDX-License-Identifier: Apache-2.0
"""Models with a shared strategy that hypothesis draws: valid ones, small, with many ties."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

BASE: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[1] / "strategy" / "cases" / "base.json").read_text("utf-8")
)
SIDES = ("cio", "cmo", "cfo")
PURPOSES = ("email", "profiles", "consent", "sms")
DATA = ("orders", "clicks", "stock")
DUTIES = ("GDPR", "PCI DSS")
DOMAINS = ("security", "content", "data_access", "budget_tradeoffs", "prices")
PRACTICES = (
    "seek_to_understand",
    "be_intentional",
    "understand_the_process",
    "help_without_hindering",
    "have_their_back",
    "sees_value",
)
METRICS = ("uptime", "security", "pipeline", "cac")

dates = st.sampled_from(["2026-01-15", "2026-02-20", "2026-03-25", "2026-03-31", "2026-06-30", "2026-11-01"])
past = st.sampled_from(["2026-01-15", "2026-02-20", "2026-03-25"])
share = st.integers(0, 10).map(lambda x: x / 10)
amount = st.integers(0, 6).map(lambda x: 10 * x)
someone = st.sampled_from([*SIDES, "shared"])


def some(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=least)


def maybe(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with any of these keys."""
    return st.fixed_dictionaries({}, optional=values)


def named(prefix: str, things: st.SearchStrategy[dict[str, Any]], most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Things with ids of their own."""
    return st.lists(things, min_size=most // 2, max_size=most).map(
        lambda x: [{"id": f"{prefix}{i}", **y} for i, y in enumerate(x)]
    )


def without_some(thing: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Now and then without a key."""
    return st.sampled_from([None, None, None, *thing]).map(lambda key: {k: v for k, v in thing.items() if k != key})


risk = maybe(security=share, data=share, uptime=share)
tools = named(
    "tool",
    st.fixed_dictionaries(
        {
            "owner": someone,
            "layer": st.sampled_from(["core", "customer", "data"]),
            "cost_per_year": amount,
            "purposes": some(PURPOSES),
        },
        optional={
            "risk": risk,
            "manual_hours_per_month": amount,
            "gives": some(DATA),
            "takes": some(DATA),
            "fit": maybe(technical=share, customer=share),
            "obligations": some(DUTIES),
            "met": some(DUTIES),
            "run_by": st.sampled_from(["inside", "outside"]),
        },
    ).flatmap(without_some),
    7,
)
portfolios = st.fixed_dictionaries({"tools": tools}, optional={"needs": some((*PURPOSES, "chat")), "risk_limit": risk})


@st.composite
def decision_rights(draw: Any) -> dict[str, Any]:
    domains = draw(some(DOMAINS, least=1))
    lead = st.one_of(st.none(), someone, st.just(["cio", "cmo"]))
    arbiter = draw(st.sampled_from(["ceo", "cio", None]))
    entry = st.fixed_dictionaries(
        {
            "domain": st.sampled_from(domains),
            "by": some((*SIDES, arbiter) if arbiter == "ceo" else SIDES),
            "asked": past,
            "decided": st.sampled_from([None, "2026-03-30", "2026-03-31"]),
        },
        optional={"escalated": st.booleans()},
    )
    out = {
        "domains": {x: draw(lead) for x in domains},
        "consulted": {x: draw(some(SIDES)) for x in draw(st.lists(st.sampled_from(domains), unique=True))},
        "believed": {
            x: {y: draw(st.one_of(st.none(), someone)) for y in domains if draw(st.booleans())}
            for x in draw(some(SIDES))
        },
        "log": draw(st.lists(entry, max_size=5)),
    }
    return {**out, "arbiter": arbiter} if arbiter else out


@st.composite
def roadmaps(draw: Any) -> list[dict[str, Any]]:
    """Chains, also broken ones and circles."""
    kinds = st.sampled_from(["customer_outcome", "business_outcome", "capability", "project", "milestone"])
    ids = [f"item{i}" for i in range(draw(st.integers(1, 7)))]
    items = []
    for x in ids:
        item: dict[str, Any] = {"id": x, "kind": draw(kinds)}
        others = ["north_star", *(y for y in ids if y != x)]
        item["serves"] = draw(st.lists(st.sampled_from(others), unique=True, max_size=2))
        item["sides"] = draw(some(SIDES))
        start, end = sorted((draw(dates), draw(dates)))
        due = draw(dates.filter(lambda x, start=start: x >= start))
        times = {"due": due} if item["kind"] == "milestone" else {"start": start, "end": end, "due": due}
        item.update({k: v for k, v in times.items() if draw(st.booleans())})
        text = st.just("written")
        rest = {
            "cost": amount,
            "funded": st.booleans(),
            "scope": text,
            "constraints": text,
            "acceptance": text,
            "delivered_by": st.sampled_from(["inside", "outside"]),
        }
        item.update(draw(maybe(**rest)))
        items.append(item)
    return items


requests = named(
    "request",
    st.fixed_dictionaries(
        {"by": st.just("cmo"), "of": st.sampled_from(["cio", "cfo"]), "asked": past},
        optional={"answered": st.one_of(st.none(), st.just("2026-03-28"))},
    ),
    3,
)

products = named(
    "product",
    maybe(
        owner=st.one_of(st.none(), someone, st.just(["cio", "cmo"])),
        owner_reports_to=st.sampled_from([*SIDES, "someone else"]),
        definitions=st.dictionaries(
            st.sampled_from(["customer", "order"]), some(SIDES).map(lambda x: {"accepted_by": x}), max_size=2
        ),
        access=st.lists(
            st.fixed_dictionaries(
                {"audience": st.sampled_from(["agency", "team"])},
                optional={"wait_days": st.integers(0, 9), "risk": share},
            ),
            max_size=2,
            unique_by=lambda x: x["audience"],
        ),
        quality=st.lists(
            st.fixed_dictionaries({"measure": st.sampled_from(["valid", "fresh"]), "value": share, "at_least": share}),
            max_size=2,
            unique_by=lambda x: x["measure"],
        ),
        segments=st.lists(
            st.fixed_dictionaries({"text": st.sampled_from(["families", "regulars"]), "served": st.booleans()}),
            max_size=2,
            unique_by=lambda x: x["text"],
        ),
        obligations=some(DUTIES),
        met=some(DUTIES),
    ),
    3,
)


@st.composite
def trade_offs(draw: Any) -> list[dict[str, Any]]:
    out = []
    for i in range(draw(st.integers(1, 2))):
        measures = {
            x: draw(st.sampled_from(["lower", "higher"])) for x in draw(some(("weeks", "risk", "cost"), least=1))
        }
        number = st.integers(0, 4)
        options = {f"option{k}": {m: draw(number) for m in measures} for k in range(draw(st.integers(1, 4)))}

        def stated(measures: dict[str, str] = measures, number: Any = number) -> dict[str, Any]:
            return {x: {m: draw(number) for m in measures if draw(st.booleans())} for x in draw(some(SIDES))}

        t: dict[str, Any] = {"id": f"choice{i}", "measures": measures, "options": options}
        t["limits"], t["weights"] = stated(), stated()
        if draw(st.booleans()):
            t["chosen"] = draw(st.sampled_from(sorted(options)))
            t["decided_by"] = draw(some(SIDES))
            t["decided"] = draw(past)
        out.append(t)
    return out


@st.composite
def relationships(draw: Any) -> dict[str, Any]:
    pairs = [(x, y) for x in SIDES for y in SIDES if x != y]
    rating = st.integers(1, 5)
    ratings = []
    for side, of in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)):
        for rater in range(draw(st.integers(1, 3))):
            given = draw(some(PRACTICES, least=1))
            ratings.append({"side": side, "rater": f"rater{rater}", "of": of, **{x: draw(rating) for x in given}})
    needs = [
        {"side": side, "of": of, "what": what, "importance": draw(rating), "met": draw(rating)}
        for side, of in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3))
        for what in draw(some(("data", "dates"), least=1))
    ]
    return {"scale": [1, 5], "ratings": ratings, "needs": needs}


counts = st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda x: {"planned": x[0], "on_time": min(x)})
money_by_year = st.lists(st.integers(1, 9), min_size=2, max_size=3).map(
    lambda x: [{"period": str(2023 + i), "amount": y} for i, y in enumerate(x)]
)
symptoms = maybe(campaigns=counts, projects=counts, tech_spend=money_by_year, revenue=money_by_year)

north_stars = st.fixed_dictionaries(
    {"metric": st.sampled_from(METRICS)},
    optional={
        "segment": st.just("new buyers"),
        "change": st.sampled_from([{"percent": -15}, {"percent": 20}, {"target": 60}]),
        "start": st.just("2026-01-01"),
        "due": st.sampled_from(["2026-06-30", "2026-12-31"]),
        "owners": some(SIDES),
        "money": st.one_of(amount.map(lambda x: {"per_unit": x}), amount.map(lambda x: {"total": x})),
        "drivers": st.dictionaries(st.sampled_from(METRICS), share, max_size=3),
        "guards": st.lists(
            st.fixed_dictionaries({"metric": st.sampled_from(METRICS), "at_least": st.integers(1, 200)}),
            max_size=2,
            unique_by=lambda x: x["metric"],
        ),
        "answers": st.dictionaries(st.sampled_from(SIDES), st.just("One list of tools."), max_size=3),
    },
)

sections = maybe(
    north_star=north_stars,
    tech_portfolio=portfolios,
    decision_rights=decision_rights(),
    roadmap=roadmaps(),
    requests=requests,
    cadence=st.dictionaries(st.sampled_from(SIDES), st.sampled_from([7, 14, 90]), max_size=3),
    data_products=products,
    trade_offs=trade_offs(),
    relationship=relationships(),
    symptoms=symptoms,
)


@st.composite
def shared_strategies(draw: Any, **always: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Models of three sides with any of the sections; `always` names some that are there."""
    model = copy.deepcopy(BASE)
    points = st.integers(0, 50)
    model["sides"] = [
        {
            "id": x,
            "priorities": {**{m: draw(points) for m in METRICS}, "uptime": draw(st.integers(1, 50))},
            "horizons": {"quarter": draw(st.integers(1, 50)), "year": draw(points)},
            "risks": {"breach": draw(share), "missed_window": draw(share)},
        }
        for x in SIDES
    ]
    for side in model["sides"]:
        if draw(st.booleans()):
            side["concession"] = draw(share)
        if draw(st.booleans()):
            side["better"] = {"uptime": "lower"}
        if draw(st.booleans()):
            side["predicts"] = {y: {m: draw(st.integers(1, 50)) for m in METRICS} for y in SIDES if y != side["id"]}
    model.update(draw(sections))
    for key, values in always.items():
        model[key] = draw(values)
    return model
