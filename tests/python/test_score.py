# SPDX-License-Identifier: Apache-2.0
"""coalign.score and coalign.score_group: every row as the single pair gives it."""

import pickle
import weakref

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

import coalign
from coalign._score import batch

RNG = np.random.default_rng(7)
ROWS = 300
P, Q = RNG.integers(0, 30, (2, ROWS, 16)) * 1.0 + RNG.random((2, ROWS, 16))
H, K = RNG.random((2, ROWS, 5)) * 9
X, Y = RNG.random((2, ROWS, 5))


def same(one, other):
    return np.array_equal(one, other, equal_nan=True)


def test_every_number_is_that_of_the_single_pair():
    delta = RNG.random(16)
    s = coalign.score((P, Q), (H, K), (X, Y), delta=delta, risk_weights=[3, 1, 1, 2, 0], threads=1)
    for r in range(0, ROWS, 7):
        assert s.priority_gap[r] == coalign.gap.priority(P[r], Q[r])
        assert s.metric_gap[r] == coalign.gap.metric(P[r], Q[r], delta)
        assert s.horizon_gap[r] == coalign.gap.horizon(H[r], K[r])
        assert s.risk_gap[r] == coalign.gap.risk(X[r], Y[r], [3, 1, 1, 2, 0])
        blocks = [s.metric_gap[r], s.horizon_gap[r], s.risk_gap[r]]
        assert s.gap[r] == coalign.gap.overall(blocks)
    assert same(s.index, 1 - s.gap)
    assert set(s.status_names()) == {"ok"}
    assert len(s) == ROWS


@pytest.mark.parametrize("rho", [1, 2, float("inf")])
def test_policy(rho):
    policy = {"weights": {"metric": 2, "risk": 0}, "rho": rho, "spacing": "equal"}
    s = coalign.score((P, Q), (H, K), (X, Y), policy=policy)
    for r in range(0, ROWS, 50):
        assert s.horizon_gap[r] == coalign.gap.horizon(H[r], K[r], spacing="equal")
        blocks = [s.metric_gap[r], s.horizon_gap[r], s.risk_gap[r]]
        assert s.gap[r] == coalign.gap.overall(blocks, weights=[2, 1, 0], rho=rho)


def test_an_assessment_gives_the_same_bits():
    ids = [f"m{i}" for i in range(16)]
    horizons = ["week", "month", "quarter", "year", "multi_year"]
    document = {
        "coalign": 1,
        "metrics": [{"id": i} for i in ids],
        "risks": [{"id": f"r{i}"} for i in range(5)],
        "sides": [
            {
                "id": side,
                "priorities": dict(zip(ids, p.tolist(), strict=True)),
                "horizons": dict(zip(horizons, h.tolist(), strict=True)),
                "risks": {f"r{i}": float(v) for i, v in enumerate(x)},
            }
            for side, p, h, x in (("a", P[3], H[3], X[3]), ("b", Q[3], K[3], Y[3]))
        ],
    }
    document["sides"][0]["priorities"]["m2"] = None
    p = P.copy()
    p[3, 2] = np.nan
    assert coalign.score((p, Q), (H, K), (X, Y)).gap[3] == coalign.assess(document).alignment.gap


def test_layouts_threads_and_memory_change_no_bit():
    whole = coalign.score((P, Q), (H, K), (X, Y), threads=1)
    columns = coalign.score((np.asfortranarray(P), Q), (np.asfortranarray(H), K), (X, np.asfortranarray(Y)), threads=2)
    wide = np.zeros((ROWS, 40))
    wide[:, 5:21] = P
    padded = coalign.score((wide[:, 5:21], Q), (H, K), (X, Y), threads=0)
    part = coalign.score((P[100:], Q[100:]), (H[100:], K[100:]), (X[100:], Y[100:]))
    for name in ("gap", "metric_gap", "priority_gap", "goal_gap", "horizon_gap", "risk_gap", "status"):
        wanted = getattr(whole, name)
        assert same(getattr(columns, name), wanted)
        assert same(getattr(padded, name), wanted)
        assert same(getattr(part, name), wanted[100:])
    again = coalign.score((Q, P), (H, K), (X, Y), out=padded)
    assert again is padded
    assert same(again.priority_gap, whole.priority_gap)  # symmetric


def test_one_against_many():
    s = coalign.score((P, Q[0]), (H[0], K), (X[0], Y))
    assert s.priority_gap[9] == coalign.gap.priority(P[9], Q[0])
    assert s.horizon_gap[9] == coalign.gap.horizon(H[0], K[9])
    one = coalign.score(([50, 30, 20], [25, 30, 45]))
    assert one.gap.tolist() == [0.25]


def test_blocks_left_out():
    s = coalign.score(horizons=(H, K))
    assert same(s.gap, s.horizon_gap)
    assert np.isnan(s.metric_gap).all()
    assert np.isnan(s.risk_gap).all()


def test_blocks_that_one_side_or_no_side_has():
    s = coalign.score((P, None), (H, K), (None, None), explain=True)
    assert same(s.gap, s.horizon_gap)
    assert s.items.shape == (ROWS, 16 + 4)
    assert same(s.items[:, 16:].sum(axis=1).round(12), s.gap.round(12))
    nobody = coalign.score(horizons=(None, None), explain=True)
    assert (nobody.status_names(), nobody.items.shape) == (["missing"], (1, 0))


def test_bad_rows_do_not_stop_the_others():
    p, h, x = P.copy(), H.copy(), X.copy()
    p[1, 3] = -1
    p[2] = 0
    p[3, 0] = np.inf
    p[4] = np.nan
    h[5, 0] = np.nan
    x[6, 0] = 1.5
    s = coalign.score((p, Q), (h, K), (x, Y))
    names = s.status_names()
    assert names[:8] == [
        "ok",
        "bad_weight",
        "zero_sum",
        "bad_weight",
        "zero_sum",
        "bad_weight",
        "bad_severity",
        "ok",
    ]
    assert np.isnan(s.gap[1:7]).all()
    assert same(s.gap[7:], coalign.score((P, Q), (H, K), (X, Y)).gap[7:])
    assert s.summary().by_status == {"ok": ROWS - 6, "bad_weight": 3, "zero_sum": 2, "bad_severity": 1}


def test_small_numbers_are_read_as_they_are():
    ratings = RNG.integers(0, 6, (2, ROWS, 7), dtype=np.uint8)
    ratings[:, :, 0] += 1
    s = coalign.score(tuple(ratings))
    assert s.gap.dtype == np.float32
    exact = coalign.score((ratings[0].astype(float), ratings[1].astype(np.int16)))
    assert exact.gap.dtype == np.float64
    assert np.abs(s.gap - exact.gap).max() < 1e-6
    assert exact.gap[4] == coalign.gap.priority(ratings[0, 4], ratings[1, 4])


def test_explained():
    s = coalign.score((P, Q), (H, K), (X, Y), explain=True)
    assert s.items.shape == (ROWS, 16 + 4 + 5)
    assert np.allclose(s.items.sum(axis=1), s.gap, rtol=0, atol=1e-12)
    assert np.allclose(s.item_means, s.items.mean(axis=0), rtol=0, atol=1e-12)
    assert (s.items >= 0).all()


def test_summary():
    s = coalign.score((P, Q))
    found = s.summary(worst=3)
    assert found.mean == pytest.approx(s.gap.mean(), abs=1e-14)
    assert [found.p10, found.p50, found.p90] == pytest.approx(np.quantile(s.gap, [0.1, 0.5, 0.9]), abs=1e-14)
    assert found.worst == np.argsort(-s.gap, kind="stable")[:3].tolist()
    nothing = coalign.score((np.zeros((2, 3)), np.ones((2, 3)))).summary()
    assert (nothing.scored, nothing.mean, nothing.worst) == (0, None, [])


@given(
    hnp.arrays(float, st.tuples(st.integers(2, 4), st.integers(1, 5), st.integers(1, 6)), elements=st.integers(1, 9)),
    st.data(),
)
def test_groups_are_means_of_pairs(sides, data):
    influence = data.draw(st.lists(st.integers(1, 5), min_size=len(sides), max_size=len(sides)))
    s = coalign.score_group(priorities=list(sides), influence=influence)
    for r in range(sides.shape[1]):
        gaps, weights = [], []
        for k in range(len(sides)):
            for j in range(k + 1, len(sides)):
                gaps.append(coalign.gap.priority(sides[k][r], sides[j][r]))
                weights.append(influence[k] * influence[j])
        assert s.priority_gap[r] == pytest.approx(np.average(gaps, weights=weights), abs=1e-12)


@pytest.mark.parametrize(
    ("arguments", "code", "path"),
    [
        ({}, "missing", "score"),
        ({"priorities": P}, "size_mismatch", "priorities"),
        ({"priorities": (P, Q, P)}, "size_mismatch", "priorities"),
        ({"priorities": (P, Q[:5])}, "size_mismatch", "score"),
        ({"priorities": (P, Q[:, :5])}, "size_mismatch", "priorities[1]"),
        ({"priorities": (P[:, :0], Q[:, :0])}, "size_mismatch", "priorities[0]"),
        ({"priorities": (P.astype(int), Q)}, "bad_type", "priorities[0]"),
        ({"priorities": (P, "x")}, "bad_type", "priorities[1]"),
        ({"priorities": (P, np.ma.masked_array(Q))}, "bad_type", "priorities[1]"),
        ({"priorities": (P[None], Q[None])}, "bad_type", "priorities[0]"),
        ({"priorities": (P[::2, ::2], Q[::2, ::2])}, "bad_type", "priorities[0]"),
        ({"risks": (X.astype(np.uint8), Y)}, "bad_type", "risks[0]"),
        ({"priorities": (P, Q), "delta": [0.1] * 3}, "size_mismatch", "delta"),
        ({"priorities": (P, Q), "delta": [2.0] * 16}, "bad_target", "delta"),
        ({"risks": (X, Y), "risk_weights": [1, 2]}, "size_mismatch", "risk_weights"),
        ({"risks": (X, Y), "risk_weights": [0] * 5}, "zero_sum", "risk_weights"),
        ({"horizons": (H, K), "days": [1, 2, 3]}, "size_mismatch", "days"),
        ({"horizons": (H, K), "days": [5, 4, 3, 2, 1]}, "bad_scale", "days"),
        ({"priorities": (P, Q), "policy": {"rho": 0.5}}, "bad_option", "policy"),
        ({"priorities": (P, Q), "policy": {"rhoo": 2}}, "unknown_key", "policy/rhoo"),
        ({"priorities": (P, Q), "policy": {"weights": {"metrics": 1}}}, "bad_option", "policy/weights"),
        ({"priorities": (P, Q), "threads": -1}, "bad_option", "threads"),
        ({"priorities": (P, Q), "progress": 3}, "bad_type", "progress"),
        ({"priorities": (P, Q), "out": 3}, "bad_type", "out"),
    ],
)
def test_wrong_use(arguments, code, path):
    with pytest.raises(coalign.Error) as caught:
        coalign.score(**arguments)
    assert caught.value.code == code
    assert caught.value.path.startswith(path)
    assert caught.value.expected


# --- Plain arrays are scored without a look from Python; `policy={}` says nothing and takes the long way.

NAMES = ("gap", "metric_gap", "priority_gap", "goal_gap", "horizon_gap", "risk_gap", "status", "items", "item_means")
KINDS = st.sampled_from([np.float64, np.float32])


def is_plain(*blocks, delta=None, explain=False, out=None):
    blocks = (*blocks, None, None, None)[:3]
    return batch.score_plain(*blocks, delta, None, None, None, 0, explain, None, out) is not None


@given(st.integers(0, 40), st.integers(1, 9), st.integers(0, 2**32 - 1), st.data())
def test_both_ways_give_the_same_bits(rows, metrics, seed, data):
    rng = np.random.default_rng(seed)

    def side(columns, low=0.0):
        whole = (rng.random((rows, columns)) + low).astype(data.draw(KINDS))
        whole[rng.random((rows, columns)) < 0.02] = data.draw(st.sampled_from([np.nan, -1.0, 0.5]))
        form = data.draw(st.sampled_from(["rows", "columns", "all", "read-only"]))
        whole.flags.writeable = form != "read-only"
        return {"columns": np.asfortranarray(whole), "all": np.full(columns, 0.25, whole.dtype)}.get(form, whole)

    given = {
        "priorities": data.draw(st.sampled_from([None, (side(metrics), side(metrics))])),
        "horizons": data.draw(st.sampled_from([None, [side(5), side(5)]])),
        "risks": (side(3), side(3)),
        "explain": data.draw(st.booleans()),
        "threads": data.draw(st.integers(0, 2)),
    }
    quick, long = coalign.score(**given), coalign.score(**given, policy={})
    for name in NAMES:
        one, other = getattr(quick, name), getattr(long, name)
        assert (one is None and other is None) or (one.dtype == other.dtype and same(one, other))
    again = coalign.score(**given, out=quick)
    assert again is quick
    assert same(again.gap, long.gap)


def test_what_is_plain():
    assert is_plain((P, Q), (H, K), (X, Y), delta=P[0] / 99, explain=True)
    assert is_plain([P, Q[0]])
    assert is_plain((np.asfortranarray(P), Q[::2].repeat(2, axis=0)))
    assert is_plain((P.astype(np.float32), Q), out=coalign.score((P, Q)))
    assert is_plain((P, np.broadcast_to(Q[0], P.shape)))
    odd = np.zeros(P.size * 8 + 1, np.uint8)[1:].view(np.float64).reshape(P.shape)
    for other in (
        P[0].tolist(),
        P.astype(int),
        P.astype(np.uint8),
        P.astype(">f8"),
        P[:, :5],
        P[:9],
        P[None],
        np.ma.masked_array(P),
        P[:, ::2],
        np.zeros((ROWS, 32))[:, ::2],
        odd,
        None,
        "x",
    ):
        assert not is_plain((P, other))
    assert not is_plain((P, Q), delta=P[0].astype(np.float32))
    assert not is_plain((P, Q), out=coalign.score((P, Q), explain=True))
    assert not is_plain((P, Q, P))
    assert not is_plain(P)
    assert not is_plain()
    for at, other in ((4, [1.0]), (5, [1.0]), (6, {}), (7, 1.0), (7, 2**70), (7, -1), (7, 1025), (8, 1), (9, 3)):
        arguments = [(P, Q), None, None, None, None, None, None, 0, False, None, None]
        assert batch.score_plain(*arguments) is not None
        arguments[at] = other
        assert batch.score_plain(*arguments) is None


@pytest.mark.parametrize(
    "arguments",
    [
        {"priorities": (P, Q), "delta": np.full(16, 2.0)},
        {"priorities": (P, Q), "delta": np.full(3, 0.5)},
        {"horizons": (H[:, :3], K[:, :3])},
        {"horizons": (H[:, :1], K[:, :1])},
        {"priorities": (P, Q), "threads": 5000},
        {"priorities": (P, Q), "threads": 5000, "progress": 3},
        {"priorities": (P[:2], Q[:2]), "out": lambda: coalign.score((P, Q))},
    ],
)
def test_both_ways_give_the_same_errors(arguments):
    found = []
    for more in ({}, {"policy": {}}):
        with pytest.raises(coalign.Error) as caught:
            coalign.score(**{name: x() if callable(x) else x for name, x in arguments.items()}, **more)
        e = caught.value
        found.append((e.code, e.path, e.expected, e.got, e.row, e.index))
    assert found[0] == found[1]


def test_a_list_may_lose_its_arrays_meanwhile():
    rows = 200_000
    block = [np.resize(P, (rows, 16)), np.resize(Q, (rows, 16))]
    alive = weakref.ref(block[0])
    seen = []

    def progress(done, total):
        block.clear()
        seen.append(alive() is not None)

    s = coalign.score(block, threads=1, progress=progress)
    assert seen
    assert all(seen)
    assert alive() is None
    assert same(s.gap[-ROWS:], np.roll(coalign.score((P, Q)).gap, -rows % ROWS))


@pytest.mark.filterwarnings("ignore:nanobind")
@pytest.mark.parametrize("policy", [None, {}])
def test_memory_that_was_never_made(policy):
    empty = coalign.Scores.__new__(coalign.Scores)
    with pytest.raises(coalign.Error) as caught:
        coalign.score((P, Q), out=empty, policy=policy)
    assert (caught.value.code, caught.value.path) == ("bad_type", "out")


@pytest.mark.parametrize("rows", [1, 5, 5000])
@pytest.mark.parametrize("policy", [None, {}])
def test_progress_on_both_ways(rows, policy):
    seen = []
    given = {"priorities": (np.resize(P, (rows, 16)), Q[0]), "policy": policy, "threads": 1}
    coalign.score(**given, progress=lambda *done: seen.append(done))
    assert seen[-1] == (rows, rows)
    with pytest.raises(ZeroDivisionError):
        coalign.score(**given, progress=lambda *done: 1 / 0)


def test_attributes_are_made_once_and_share_memory():
    s = coalign.score((P[:1], Q[:1]))
    assert s.gap is s.gap
    assert s.status is s.status
    assert s.items is None
    gap = s.gap
    coalign.score((P[1:2], Q[1:2]), out=s)
    assert gap[0] == coalign.gap.priority(P[1], Q[1])
    del s
    assert gap[0] == coalign.gap.priority(P[1], Q[1])


def test_the_memory_of_other_scores_is_refused():
    s = coalign.score((P, Q))
    with pytest.raises(coalign.Error, match="size_mismatch"):
        coalign.score((P[:5], Q[:5]), out=s)
    with pytest.raises(coalign.Error) as caught:
        coalign.score((P[:, 0:1].reshape(-1)[:ROWS].reshape(ROWS, 1), Q[:, :1]), out=None, delta=np.full(1, np.nan))
    assert caught.value.code == "bad_target"


def test_pickles():
    s = coalign.score((P, Q), explain=True)
    t = pickle.loads(pickle.dumps(s))
    assert same(t.gap, s.gap)
    assert same(t.items, s.items)
    assert repr(t) == "<coalign.Scores of 300 rows>"


@pytest.mark.parametrize("rows", [3, 100_001, 700_001])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_parts_of_memory_do_not_touch(rows, dtype):
    p, q = np.resize(P[:, :3].astype(dtype), (rows, 3)), Q[0, :3].astype(dtype)
    s = coalign.score((p, q), explain=True)
    assert np.array_equal(s.items.shape, (rows, 3))
    assert np.allclose(s.items.sum(axis=1), s.gap, rtol=0, atol=1e-6)
    parts = [getattr(s, name) for name in NAMES]
    starts = sorted((x.ctypes.data, x.nbytes) for x in parts)
    assert all(at + size <= after for (at, size), (after, _) in zip(starts, starts[1:], strict=False))
    assert all(x.flags.aligned and x.flags.c_contiguous and x.flags.writeable for x in parts)
    assert same(s.gap[-3:], coalign.score((p[-3:], q)).gap)
