# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Assessments of any number of sides: the group against its pairs, raters, doubt, and how work is run."""

from __future__ import annotations

import itertools
import json
import math
import pickle
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import reference as ref
from hypothesis import given, settings
from hypothesis import strategies as st
from models import by_id, groups, smallest

import coalign

FOUR = Path(__file__).resolve().parents[2] / "examples" / "four_sides.json"
BLOCKS = ("metric", "horizon", "risk")


def close(value: Any, tolerance: float = 1e-12) -> Any:
    return pytest.approx(value, rel=0, abs=tolerance)


@pytest.fixture(scope="module")
def four() -> coalign.Assessment:
    return coalign.assess(FOUR)


def error_of(call: Any, *arguments: Any, **options: Any) -> coalign.Error:
    with pytest.raises(coalign.Error) as caught:
        call(*arguments, **options)
    return caught.value


def two_metrics(**sides: dict[str, Any]) -> dict[str, Any]:
    """A model of two metrics and these sides."""
    return smallest(
        metrics=[{"id": "uptime"}, {"id": "pipeline"}],
        sides=[{"id": name, **given} for name, given in sides.items()],
    )


def rated(*shares: tuple[float, float]) -> dict[str, Any]:
    """A side that raters answered for."""
    raters = [{"id": f"r{r}", "priorities": by_id(("uptime", "pipeline"), p)} for r, p in enumerate(shares)]
    return {"raters": raters}


# ------------------------------------------------------------------ the group is the mean of its pairs


def pair_weights(document: dict[str, Any]) -> np.ndarray:
    a = [side.get("influence", 1) for side in document["sides"]]
    product = np.array([x * y for x, y in itertools.combinations(a, 2)], dtype=float)
    return product / product.sum()


@settings(max_examples=300, deadline=None)
@given(groups())
def test_the_group_is_the_mean_of_its_pairs(document):
    a = coalign.assess(document)
    weight = pair_weights(document)
    omega = ref.normalise([document["policy"]["weights"][block] for block in BLOCKS])
    rho = math.inf if document["policy"]["rho"] == "inf" else document["policy"]["rho"]
    assert len(a.pairs) == len(weight)
    gaps, ends, coverage = [], [], 0.0
    for name in BLOCKS:
        there = np.array([getattr(pair, name) is not None for pair in a.pairs])
        coverage += omega[BLOCKS.index(name)] * weight[there].sum()
        block = getattr(a.blocks, name)
        assert (block is None) == (not there.any())
        blocks = [getattr(pair, name) for pair in a.pairs]
        ranges = [(0, 1) if b is None else b.range if name == "metric" else (b.gap, b.gap) for b in blocks]
        ends.append(weight @ np.array(ranges))
        if block is None:
            gaps.append(None)
            continue
        within = weight[there] / weight[there].sum()
        gaps.append(float(within @ [b.gap for b in blocks if b]))
        assert block.gap == close(gaps[-1])
        for i, row in enumerate(block.items):
            keys = ("gap", "priority_gap", "goal_gap") if name == "metric" else ("gap",)
            for key in keys:
                assert row[key] == close(float(within @ [b.items[i][key] for b in blocks if b]))
        assert sum(row["gap"] for row in block.items) == close(block.gap)
        assert sum(row["contribution"] for row in block.items) == close(block.contribution)
    assert a.alignment.coverage == close(coverage if any(g is not None for g in gaps) else 0)
    assert a.alignment.comparable == all(pair.comparable for pair in a.pairs)
    assert list(a.alignment.range) == close([1 - ref.overall([e[k] for e in ends], omega, rho) for k in (1, 0)])
    present = np.array([g is not None for g in gaps])
    if not present.any():
        assert a.alignment.index is a.worst_pair is None
        return
    overall = ref.overall([g for g in gaps if g is not None], omega[present], rho)
    assert a.alignment.gap == close(overall)
    assert sum(getattr(a.blocks, name).share for name in BLOCKS if getattr(a.blocks, name)) == close(
        float(a.alignment.gap > 0)
    )
    worst = max(pair.gap for pair in a.pairs if pair.gap is not None)
    assert a.pair(*a.worst_pair).gap == worst
    assert a.worst_pair == next(pair.sides for pair in a.pairs if pair.gap == worst)
    reasons = a.explain(1000)
    assert sum(row["contribution"] for row in reasons) == close(overall)


@settings(max_examples=100, deadline=None)
@given(groups(sides=(3, 4)))
def test_a_pair_is_compared_as_if_alone(document):
    a = coalign.assess(document)
    for pair in a.pairs:
        alone = {**document, "sides": [side for side in document["sides"] if side["id"] in pair.sides]}
        other = coalign.assess(alone)
        assert other.pairs == (pair,)
        assert other.alignment.index == pair.index


@settings(max_examples=200, deadline=None)
@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_the_sides_changes_nothing(document, shuffler):
    a = coalign.assess(document)
    sides = list(document["sides"])
    shuffler.shuffle(sides)
    b = coalign.assess({**document, "sides": sides})
    for name in ("index", "gap", "coverage"):
        assert getattr(b.alignment, name) == (close(x) if (x := getattr(a.alignment, name)) is not None else None)
    for name in BLOCKS:
        one, other = getattr(a.blocks, name), getattr(b.blocks, name)
        assert (one is None) == (other is None)
        if one:
            assert [row["contribution"] for row in other.items] == close([row["contribution"] for row in one.items])
    assert b.common_ground == (None if a.common_ground is None else close(a.common_ground))


@settings(max_examples=100, deadline=None)
@given(groups(sides=(2, 2)))
def test_two_sides_are_their_pair(document):
    a = coalign.assess(document)
    (pair,) = a.pairs
    for name in ("index", "gap", "band", "range", "coverage", "comparable"):
        assert getattr(a.alignment, name) == getattr(pair, name)
    for name in BLOCKS:
        block, of_pair = getattr(a.blocks, name), getattr(pair, name)
        assert (block and block.gap) == (of_pair and of_pair.gap)
        if block:
            assert [row["contribution"] for row in block.items] == [row["contribution"] for row in of_pair.items]


# ------------------------------------------------------------------ nothing is missing without a reason

_BY_DESIGN = re.compile(
    r"/blocks/risk/chance|/uncertainty/\d+/kappa/\d+|/actions/consensus/\w+/\w+/majority|/reasons/\d+/side"
    r"|/actions/steps/\d+/side|/pairs/\d+/metric/items/\d+/priorities/\d+"
    r"|/pairs/\d+/(metric|horizon|risk)/(items/\d+/more|ratings/higher|sees_more|longer)"
    r"|/findings/\d+/(money|waiver)"
)


def nulls(x: Any, at: str = "") -> Iterator[str]:
    if x is None:
        yield at
    elif isinstance(x, dict):
        for key, value in x.items():
            if at or key != "model":
                yield from nulls(value, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(x, list):
        for i, value in enumerate(x):
            yield from nulls(value, f"{at}/{i}")


def unexplained(a: coalign.Assessment) -> list[str]:
    """Numbers that are not there, and no note says why."""
    noted = [row["path"] for row in a.status] + [f"/{section}" for section in a.not_assessed]
    return [
        at
        for at in nulls(a.to_dict())
        if not _BY_DESIGN.fullmatch(at) and not any(at == n or at.startswith(n + "/") for n in noted)
    ]


@settings(max_examples=200, deadline=None)
@given(groups(), st.sampled_from([None, 0, 0.6, 1]))
def test_every_null_has_a_note(document, wanted):
    if wanted is not None:
        document["policy"]["target_index"] = wanted
    a = coalign.assess(document)
    assert unexplained(a) == []
    assert "NaN" not in a.to_json()
    assert "nan" not in re.findall(r"[a-z]+", str(a))


@settings(max_examples=100, deadline=None)
@given(groups())
def test_the_texts_have_80_columns(document):
    a = coalign.assess(document)
    for text in (str(a), str(a.plan(0.8)), str(a.diff(a))):
        assert max(map(len, text.splitlines())) <= 80


# ------------------------------------------------------------------ edges


def test_one_rater():
    a = coalign.assess(two_metrics(a=rated((3, 1)), b=rated((1, 3), (1, 1))))
    assert [x.raters for x in a.agreement] == [1, 2]
    one = a.agreement[0]
    assert one.icc is one.icc_mean is one.krippendorff_alpha is one.rwg_j is one.risk is None
    (doubt,) = a.uncertainty
    assert doubt.method == "bootstrap"
    assert doubt.raters == (1, 2)
    assert (doubt.priority_gap.low, doubt.priority_gap.high) == (None, None)
    assert doubt.priority_gap.estimate == close(0.375)
    assert doubt.ways == 3
    assert unexplained(a) == []


def test_one_metric():
    side = {"raters": [{"id": f"r{r}", "priorities": {"uptime": x}} for r, x in enumerate((1, 2, 49))]}
    a = coalign.assess(
        smallest(sides=[{"id": "a", **side}, {"id": "b", **side}, {"id": "c", "priorities": {"uptime": 1}}])
    )
    assert a.alignment.index == 1
    assert a.common_ground == close(1)
    assert all(x.icc is None and x.icc_mean is None for x in a.agreement)
    assert all(x.within_noise is True and x.p == 1 for x in a.uncertainty)
    assert a.blocks.metric.chance is None
    assert unexplained(a) == []


@pytest.mark.parametrize("points", [(1, 1), (49, 49), (3, 1), (0, 7)])
def test_raters_who_say_the_same(points):
    """Whatever each of them took for all."""
    x, y = points
    a = coalign.assess(two_metrics(a=rated((x, y), (49 * x, 49 * y), (x, y)), b=rated((1, 2), (1, 2))))
    for found, flat in zip(a.agreement, (x == y, False), strict=True):
        assert found.icc == (None if flat else close(1, 1e-9))
        assert flat or found.krippendorff_alpha == close(1, 1e-9)
    (doubt,) = a.uncertainty
    assert doubt.priority_gap.low is None
    assert unexplained(a) == []
    b = coalign.assess(two_metrics(a=rated(*[points] * 5), b=rated(*[(1, 2)] * 5)))
    (doubt,) = b.uncertainty
    assert doubt.priority_gap == coalign.GapEstimate(*[doubt.priority_gap.estimate] * 3)
    assert doubt.priority_gap.estimate == close(abs(x / (x + y) - 1 / 3))
    assert unexplained(b) == []


@pytest.mark.parametrize("points", [(1, 1), (49, 49), (1, 0)])
def test_alpha_is_undefined_where_all_shares_are_equal(points):
    """Though rounding may make 49 x (1/49) another number than 1 x (1/1)."""
    x, y = points
    side = rated((x, y), (49 * x, 49 * y))
    if y == 0:
        for rater in side["raters"]:
            rater["priorities"]["pipeline"] = None
    a = coalign.assess(two_metrics(a=side, b=rated((1, 2), (1, 2))))
    assert a.agreement[0].krippendorff_alpha is None


def test_nothing_was_asked():
    """All null is no answer; what two sides were asked apart cannot be compared."""
    assert [e.code for e in coalign.check(two_metrics(a=rated((1, 1)), b={"priorities": {"uptime": None}}))] != []
    apart = two_metrics(
        a={"priorities": {"uptime": 1, "pipeline": None}}, b={"priorities": {"uptime": None, "pipeline": 1}}
    )
    assert error_of(coalign.assess, apart).code == "zero_sum"
    none = coalign.assess(two_metrics(a={}, b={}, c={}))
    assert none.alignment.index is none.worst_pair is none.common_ground is None
    assert none.agreement == none.uncertainty == ()
    assert none.actions.consensus == coalign.Consensus(*[coalign.SharedAnswers(None, None)] * 2)
    assert unexplained(none) == []


def test_rounding_is_no_difference():
    """What two sides give alike, but for the last bit, neither of them gives more."""
    horizons = ((5, 10, 20, 35, 30), (3, 12, 35, 38, 12))
    severities = ((0.65, 0.125, 0.05, 0.25), (0.375, 0.3, 0.9, 0.0))
    document = smallest(risks=[{"id": f"r{i}", "weight": w} for i, w in enumerate((1, 1, 1, 3))])
    for side, h, x in zip(document["sides"], horizons, severities, strict=True):
        side["horizons"] = by_id(("week", "month", "quarter", "year", "multi_year"), h)
        side["risks"] = {f"r{i}": severity for i, severity in enumerate(x)}
    pair = coalign.assess(document).pair("cio", "cmo")
    assert pair.horizon.items[1]["beyond"] == close([0.85, 0.85])
    assert pair.horizon.items[1]["more"] is None
    assert pair.risk.elevation == close(0)
    assert pair.risk.sees_more is None


def test_ranks_tie_but_for_the_last_bit():
    """Six raters who give two metrics 58 points together each: their mean shares are one, so tau-b counts a tie."""
    uptime, security = (11, 10, 10, 10, 12, 5), (5, 10, 10, 12, 11, 10)
    document = smallest(metrics=[{"id": m} for m in ("uptime", "security", "pipeline")])
    document["sides"][0]["raters"] = [
        {"id": f"r{r}", "priorities": {"uptime": x, "security": y, "pipeline": 100 - x - y}}
        for r, (x, y) in enumerate(zip(uptime, security, strict=True))
    ]
    document["sides"][1]["priorities"] = {"uptime": 20, "security": 10, "pipeline": 70}
    pair = coalign.assess(document).pair("cio", "cmo")
    assert pair.second_opinions.kendall_tau_b == close(2 / math.sqrt(2 * 3))


def test_two_ranked_sides():
    a = coalign.assess(
        two_metrics(a={"priority_ranks": ["uptime", "pipeline"]}, b={"priority_ranks": [["pipeline", "uptime"]]})
    )
    metric = a.pair("a", "b").metric
    assert metric.items[0]["priorities"] == close([0.75, 0.5])
    (doubt,) = a.uncertainty
    assert doubt.method == "ranks"
    assert doubt.priority_gap.estimate == close(0.25)
    # the larger of two uniform shares lies in 1/2..1, so the gap in 0..1/2
    assert 0 <= doubt.priority_gap.low < 0.02
    assert 0.48 < doubt.priority_gap.high <= 0.5
    assert doubt.mean == close(0.25, 0.01)
    assert doubt.within_noise is None
    assert a.plan(1).reached is False
    assert unexplained(a) == []


def test_kappa_and_a_target():
    document = two_metrics(a={"priorities": {"uptime": 3, "pipeline": 1}, "kappa": 40}, b=rated((1, 1)))
    document["policy"] = {"target_index": 0.7}
    a = coalign.assess(document)
    assert a.alignment.policy.target_index == 0.7
    assert [x.method for x in a.uncertainty] == ["bootstrap", "dirichlet"]
    found = a.uncertainty[1]
    assert found.kappa == (40, None)
    assert found.probability.index == 0.7
    # the share of a is Beta(30, 10), and 0.7 is reached at 0.8 and below
    shares = np.random.default_rng(0).beta(30, 10, 200_000)
    assert found.probability.value == close(np.mean(np.abs(shares - 0.5) <= 0.3), 0.02)
    assert found.priority_gap.low < 0.25 < found.priority_gap.high
    plan = a.actions.plan
    assert plan.reached and plan.changes == {} and a.actions.steps == []
    assert a.plan(0.7).index == plan.index == a.alignment.index


def test_intervals_widen_ranges():
    document = two_metrics(
        a={"priorities": {"uptime": [0.2, 0.6], "pipeline": [0.4, 0.8]}},
        b={"priorities": {"uptime": 1, "pipeline": 1}},
    )
    document["policy"] = {"weights": {"horizon": 0, "risk": 0}}
    a = coalign.assess(document)
    (doubt,) = a.uncertainty
    assert (doubt.method, doubt.exact) == ("interval", True)
    assert doubt.priority_gap == coalign.GapEstimate(close(0.1), 0, close(0.3))
    assert doubt.reached == close(0.3)
    assert list(a.alignment.range) == close([0.7, 1])
    assert list(a.pairs[0].metric.range) == close([0, 0.3])


# ------------------------------------------------------------------ many sides


def many(count: int, metrics: int = 5) -> dict[str, Any]:
    names = [f"m{i}" for i in range(metrics)]
    random_ = random.Random(count)
    sides = [{"id": f"s{k}", "priorities": {m: random_.randint(1, 20) for m in names}} for k in range(count)]
    return smallest(metrics=[{"id": m} for m in names], sides=sides)


def test_a_hundred_sides_and_no_more():
    began = time.perf_counter()
    a = coalign.assess(many(100))
    assert time.perf_counter() - began < 30
    assert len(a.pairs) == 4950
    assert a.pair("s99", "s3").sides == ("s3", "s99")
    assert error_of(a.pair, "s99", "s100").code == "unknown_id"
    assert max(map(len, str(a).splitlines())) <= 80
    error = error_of(coalign.assess, many(101))
    assert (error.code, error.path) == ("too_large", "/sides")
    assert "101" in str(error)


# ------------------------------------------------------------------ how work is run


def test_the_same_seed_gives_the_same_bits_on_any_number_of_threads(four):
    for threads in (2, 0):
        assert coalign.assess(FOUR, threads=threads).to_json() == four.to_json()
    other = coalign.assess(FOUR, seed=1)
    assert other.to_json() != four.to_json()
    assert other.alignment == four.alignment
    assert coalign.assess(FOUR, seed=1, threads=2).to_json() == other.to_json()
    assert coalign.assess(FOUR, seed=2**64 - 1).alignment == four.alignment


def test_options_are_kept(four):
    a = coalign.assess(FOUR, top=1, seed=7, threads=2)
    assert a != four
    assert a == coalign.assess(FOUR, top=1, seed=7)
    assert hash(a) == hash(coalign.assess(FOUR, top=1, seed=7))
    same = a.what_if({})
    assert same == a
    assert same.to_json() == a.to_json()
    assert a.explain(2) == coalign.assess(FOUR, top=2, seed=7).reasons
    again = pickle.loads(pickle.dumps(a))
    assert again == a
    assert again.to_json() == a.to_json()
    assert coalign.assess(FOUR, seed=np.uint8(7)) == coalign.assess(FOUR, seed=7)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"seed": -1}, "bad_option"),
        ({"seed": 2**64}, "bad_option"),
        ({"seed": 0.5}, "bad_type"),
        ({"seed": None}, "bad_type"),
        ({"threads": -1}, "bad_option"),
        ({"threads": 2000}, "bad_option"),
        ({"threads": True}, "bad_type"),
        ({"progress": 3}, "bad_type"),
    ],
)
def test_bad_options(options, code):
    error = error_of(coalign.assess, smallest(), **options)
    assert (error.code, error.path) == (code, next(iter(options)))


def long_model(sides: int = 40) -> dict[str, Any]:
    """A model that takes a while: half a second with 40 sides, a few with 100."""
    document = json.loads(FOUR.read_text("utf-8"))
    first = document["sides"][0]
    document["sides"] = [{**first, "id": f"s{k}", "predicts": {}} for k in range(sides)]
    return document


def test_progress():
    told: list[tuple[int, int]] = []
    a = coalign.assess(long_model(), progress=lambda done, total: told.append((done, total)))
    assert len(told) > 2
    assert told == sorted(told)
    assert {total for _, total in told} == {told[0][1]}
    assert told[-1][0] == told[-1][1]
    assert len(a.pairs) == 780


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_may_cancel(threads):
    began = time.perf_counter()
    error = error_of(coalign.assess, long_model(), threads=threads, progress=lambda *_: False)
    assert (error.code, error.path) == ("cancelled", "")
    assert time.perf_counter() - began < 1
    # anything else goes on
    for answer in (None, 0, True, "no"):
        assert coalign.assess(smallest(), progress=lambda *_, answer=answer: answer)

    class Enough(Exception):
        pass

    def enough(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        coalign.assess(long_model(), threads=threads, progress=enough)


def test_ctrl_c_ends_the_work():
    main = threading.main_thread().ident
    assert main is not None
    model = coalign.Model(long_model(100))
    timer = threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT))
    began = time.perf_counter()
    # A process that a shell started in the background ignores the interrupt.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            timer.start()
            coalign.assess(model)
            time.sleep(60)  # however fast that was, the interrupt comes here
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.perf_counter() - began < 2


def test_other_threads_run_meanwhile():
    model = coalign.Model(long_model())
    found: list[coalign.Assessment] = []
    worker = threading.Thread(target=lambda: found.append(coalign.assess(model)))
    worker.start()
    count = 0
    while worker.is_alive():
        count += 1
        time.sleep(0.001)
    worker.join()
    assert count > 50
    assert found[0].alignment.index == 1
