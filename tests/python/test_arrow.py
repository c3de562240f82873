# SPDX-License-Identifier: Apache-2.0
"""The scores of coalign.score as an Arrow table."""

import gc
import threading

import numpy as np
import polars as pl
import pytest

import coalign

RNG = np.random.default_rng(11)
ROWS = 77
P, Q = RNG.random((2, ROWS, 6)) * 10
H, K = RNG.random((2, ROWS, 5)) * 9
X, Y = RNG.random((2, ROWS, 4))
NAMES = ("gap", "metric_gap", "priority_gap", "goal_gap", "horizon_gap", "risk_gap")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_scores_are_a_table(dtype):
    p, q, x, y = (a.astype(dtype) for a in (P, Q, X, Y))
    p[2, 0] = -1
    s = coalign.score((p, q), risks=(x, y))
    table = pl.DataFrame(s)
    assert table.columns == [*NAMES, "status"]
    assert len(table) == ROWS
    for name in NAMES:
        wanted = getattr(s, name)
        assert table[name].dtype == (pl.Float64 if dtype == np.float64 else pl.Float32)
        assert np.array_equal(table[name].to_numpy(), wanted, equal_nan=True)
        assert table[name].null_count() == np.isnan(wanted).sum()
        assert not table[name].is_nan().any()
    assert table["horizon_gap"].null_count() == ROWS
    assert table["status"].to_list() == s.status_names()
    assert table.filter(pl.col("status") == "bad_weight").height == 1


def test_a_table_shares_the_memory():
    s = coalign.score((P, Q), (H, K), (X, Y))
    table = pl.DataFrame(s)
    for name in NAMES:
        seen = table[name].to_numpy(allow_copy=False)
        assert seen.__array_interface__["data"][0] == getattr(s, name).__array_interface__["data"][0]


def test_memory_that_a_table_reads_is_not_written_to():
    s = coalign.score((P, Q))
    table = pl.DataFrame(s)
    for policy in (None, {}):
        with pytest.raises(coalign.Error) as caught:
            coalign.score((Q, P), out=s, policy=policy)
        assert (caught.value.code, caught.value.path) == ("bad_option", "out")
    second = pl.DataFrame(s)
    del table
    with pytest.raises(coalign.Error):
        coalign.score((Q, P), out=s)
    del second
    gc.collect()
    assert coalign.score((Q, P), out=s) is s
    s.__arrow_c_stream__()  # a capsule that nobody opens
    gc.collect()
    assert coalign.score((Q, P), out=s) is s
    assert 'capsule object "arrow_schema"' in repr(s.__arrow_c_schema__())


@pytest.mark.parametrize("rows", [0, 1, 8, 200_000])
def test_a_table_outlives_the_scores(rows):
    p = np.resize(P, (rows, 6))
    s = coalign.score((p, Q[0]))
    wanted = s.gap.copy()
    kept = [pl.DataFrame(s)]
    gap = s.gap
    del s
    gc.collect()
    assert np.array_equal(kept[0]["gap"].to_numpy(), wanted)
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert np.array_equal(gap, wanted)
