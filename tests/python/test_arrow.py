# SPDX-License-Identifier: Apache-2.0
"""Arrow in and out of coalign.score: columns of lists read in place, scores as a table."""

import gc
import threading

import arrow_columns as arrow
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


def same(one, other):
    return all(np.array_equal(getattr(one, n), getattr(other, n), equal_nan=True) for n in (*NAMES, "status"))


def with_nulls(rows, there):
    """A Polars column of fixed-size lists, null where the row is not there."""
    dtype = pl.Array(pl.Float32 if rows.dtype == np.float32 else pl.Float64, rows.shape[1])
    return pl.Series(
        [row.tolist() if is_there else None for row, is_there in zip(rows, there, strict=True)], dtype=dtype
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_a_null_list_is_a_missing_block(threads):
    there = RNG.random((6, ROWS)) < 0.7
    there[:, 5] = False
    columns = [with_nulls(rows, flags) for rows, flags in zip((P, Q, H, K, X, Y), there, strict=True)]
    s = coalign.score(tuple(columns[:2]), tuple(columns[2:4]), tuple(columns[4:]), threads=threads)
    assert s.status_names()[5] == "missing"
    seen = set()
    for r in range(ROWS):
        blocks = [
            tuple(rows[r] if there[at + side, r] else None for side, rows in enumerate(pair))
            for at, pair in ((0, (P, Q)), (2, (H, K)), (4, (X, Y)))
        ]
        one = coalign.score(*blocks)
        for name in (*NAMES, "status"):
            assert np.array_equal(getattr(s, name)[r], getattr(one, name)[0], equal_nan=True)
        seen.add((s.status_names()[r], *np.isnan([s.metric_gap[r], s.horizon_gap[r], s.risk_gap[r]]).tolist()))
    assert len(seen) == 8  # every set of blocks occurs


def test_lists_are_those_of_numpy():
    whole = coalign.score((P, Q), (H, K), (X, Y), delta=P / 10)
    for make in (arrow.lists, lambda rows: with_nulls(rows, np.ones(ROWS))):
        s = coalign.score((make(P), make(Q)), (make(H), K), (make(X), make(Y)), delta=make(P / 10))
        assert same(s, whole)
    tables = [pl.DataFrame({"lists": with_nulls(rows, np.ones(ROWS))}) for rows in (P, Q)]
    assert same(coalign.score(tuple(tables)), coalign.score((P, Q)))
    group = coalign.score_group([arrow.lists(P), Q, arrow.lists(Q)], risks=[X, arrow.lists(Y), Y])
    assert same(group, coalign.score_group([P, Q, Q], risks=[X, Y, Y]))


def test_a_group_leaves_out_who_was_not_asked():
    there = np.arange(ROWS) % 3 > 0
    s = coalign.score_group([with_nulls(P, there), Q, P[0]])
    for r in range(9):
        sides = [P[r], Q[r], P[0]] if there[r] else [Q[r], P[0]]
        assert s.gap[r] == coalign.score_group(sides).gap[0]


@pytest.mark.parametrize("dtype", ["float64", "float32", "uint8", "int16"])
@pytest.mark.parametrize("offset", [0, 3, 8, 13])
@pytest.mark.parametrize("child_offset", [0, 5])
def test_offsets_and_types(dtype, offset, child_offset):
    rows = RNG.integers(1, 9, (ROWS, 6)).astype(dtype)
    valid = RNG.random(ROWS) < 0.6
    column = arrow.lists(rows, valid, offset, child_offset)
    s = coalign.score((column, rows[offset:]))
    other = (rows[offset:] + rows[offset:, ::-1]).astype(dtype)
    assert s.gap.dtype == ("float64" if dtype == "float64" else "float32")
    assert np.array_equal(np.isnan(s.gap), ~valid[offset:])
    assert (s.gap[valid[offset:]] == 0).all()
    t = coalign.score((arrow.lists(rows, valid, offset, child_offset), other))
    wanted = coalign.score((rows[offset:], other)).gap
    assert np.array_equal(t.gap[valid[offset:]], wanted[valid[offset:]])
    assert column.released == {"schema": 1, "array": 1}


def test_lists_of_one_size_need_no_fixed_size():
    for form, kind in ((b"+l", np.int32), (b"+L", np.int64)):
        child = arrow.numbers(np.concatenate([[7.0], P.ravel()]), offset=1)
        ends = np.arange(ROWS + 1, dtype=kind) * 6
        column = arrow.Column(form, ROWS - 2, [None, ends], [child], offset=2)
        assert same(coalign.score((column, Q[2:])), coalign.score((P[2:], Q[2:])))
    assert same(coalign.score((pl.Series(P.tolist()), Q)), coalign.score((P, Q)))


def test_a_table_of_numbers_is_read_by_columns():
    table = pl.DataFrame({f"m{i}": P[:, i] for i in range(6)})
    assert same(coalign.score((table, Q)), coalign.score((P, Q)))
    cut = arrow.table([arrow.numbers(np.concatenate([[1.0], P[:, i]]), offset=1) for i in range(6)], ROWS)
    assert same(coalign.score((cut, Q)), coalign.score((P, Q)))


def test_nothing_is_copied():
    s = coalign.score((P, Q))
    gaps = arrow.Column(b"+w:1", ROWS, [None], [arrow.numbers(s.gap)])
    with pytest.raises(coalign.Error, match="overlap"):
        coalign.score((gaps, [1.0]), out=s)
    wide = arrow.table([arrow.numbers(s.gap), arrow.numbers(s.risk_gap)], ROWS)
    with pytest.raises(coalign.Error, match="overlap"):
        coalign.score((wide, [1.0, 1.0]), out=s)


def test_no_rows():
    dtype = pl.Array(pl.Float64, 6)
    assert len(coalign.score((pl.Series([], dtype=dtype), Q[0]))) == 0
    assert len(coalign.score((arrow.Stream([], arrow.lists(P)), Q[0]))) == 0
    assert len(coalign.score((pl.DataFrame(schema={"a": pl.Float64, "b": pl.Float64}), [1.0, 2.0]))) == 0


def test_a_column_of_numbers_stands_for_every_row():
    assert same(coalign.score((pl.Series(P[0]), Q)), coalign.score((P[0], Q)))
    assert coalign.score((pl.Series([50, 30, 20]), pl.Series([25, 30, 45]))).gap[0] == 0.25


def test_null_items():
    lists = P.tolist()
    lists[4][2] = None
    with pytest.raises(coalign.Error) as caught:
        coalign.score((Q, pl.Series(lists, dtype=pl.Array(pl.Float64, 6))))
    assert (caught.value.code, caught.value.path) == ("bad_type", "priorities[1]")
    assert (caught.value.row, caught.value.index) == (4, 2)
    lists[4] = None  # its items are null too, and of no matter
    assert coalign.score((Q, pl.Series(lists, dtype=pl.Array(pl.Float64, 6)))).status_names()[4] == "missing"
    with pytest.raises(coalign.Error) as caught:
        coalign.score(risks=(pl.DataFrame({"a": [0.1, None], "b": [0.1, 0.2]}), [0.1, 0.2]))
    assert (caught.value.row, caught.value.index) == (1, 0)


ARRAY = pl.Array(pl.Float64, 2)


@pytest.mark.parametrize(
    ("column", "code", "says"),
    [
        (pl.Series([[1, 2]]), "bad_type", "x.cast(polars.Array(polars.Float64, n))"),
        (pl.Series([[1, 2]]), "bad_type", "got lists of int64"),
        (pl.Series([[1.0, 2.0], [1.0]]), "bad_type", "several sizes"),
        (pl.Series([[1.0, 2.0], None]), "bad_type", "several sizes"),
        (pl.Series([["a", "b"]]), "bad_type", "got lists of text"),
        (pl.Series([[True]]), "bad_type", "got lists of bool"),
        (pl.DataFrame({"a": pl.Series(["x"], dtype=pl.Categorical)}), "bad_type", "got a dictionary"),
        (pl.Series([], dtype=pl.List(pl.Float64)), "bad_type", "without a size"),
        (pl.concat([pl.Series([[1.0, 2.0]], dtype=ARRAY)] * 2, rechunk=False), "bad_type", "rechunk"),
        (pl.DataFrame({"a": [1.0], "b": ["x"]}), "bad_type", "got text"),
        (pl.DataFrame({"a": [1.0], "b": [1]}), "bad_type", "got int64"),
        (pl.DataFrame({"a": pl.Series([1.0]), "b": pl.Series([1.0], dtype=pl.Float32)}), "bad_type", "one type"),
        (pl.DataFrame({"a": [[1.0]], "b": [[1.0]]}), "bad_type", "got 2 columns"),
        (pl.DataFrame(), "size_mismatch", "at least one column"),
        (pl.Series([{"a": 1.0}, None]), "bad_type", "null rows"),
        (arrow.lists(np.ones((3, 2), np.int64)), "bad_type", "got lists of int64"),
        (arrow.lists(np.ones((3, 2, 1))[:, :0, 0]), "size_mismatch", "at least one column"),
        (arrow.Stream([], arrow.lists(P), b"the disk is gone"), "bad_type", "the disk is gone"),
    ],
)
def test_wrong_columns(column, code, says):
    with pytest.raises(coalign.Error) as caught:
        coalign.score((column, [1.0, 2.0]))
    assert caught.value.code == code
    assert caught.value.path == "priorities[0]"
    assert says in str(caught.value)


def test_what_does_not_fit_names_the_argument():
    with pytest.raises(coalign.Error) as caught:
        coalign.score((P, arrow.lists(Q[:, :4])))
    assert (caught.value.code, caught.value.path) == ("size_mismatch", "priorities[1]")
    with pytest.raises(coalign.Error) as caught:
        coalign.score((P, arrow.lists(Q[:9])))
    assert (caught.value.code, caught.value.path) == ("size_mismatch", "score")
    with pytest.raises(coalign.Error) as caught:
        coalign.score((P, Q), delta=arrow.lists(P / 10, np.arange(ROWS) > 0))
    assert (caught.value.code, caught.value.path) == ("bad_type", "delta")
    with pytest.raises(coalign.Error) as caught:
        coalign.score(risks=(arrow.lists(np.ones((3, 2), np.uint8)), [0.5, 0.5]))
    assert (caught.value.code, caught.value.path) == ("bad_type", "risks[0]")
    odd = np.zeros(3 * 2 * 8 + 1, np.uint8)[1:].view(np.float64)
    column = arrow.Column(b"+w:2", 3, [None], [arrow.numbers(np.ones(6))])
    column.kept[1][0].array.buffers[1] = odd.ctypes.data
    with pytest.raises(coalign.Error, match="aligned"):
        coalign.score((column, [1.0, 2.0]))


def test_what_was_lent_is_given_back():
    column, other = arrow.lists(P), arrow.lists(P[:, :4])
    coalign.score((column, Q))
    assert column.released == {"schema": 1, "array": 1}
    with pytest.raises(coalign.Error):
        coalign.score((other, Q))
    gc.collect()
    assert other.released == {"schema": 1, "array": 1}
    many = [arrow.lists(P), arrow.lists(P)]
    stream = arrow.Stream(many, arrow.lists(P))
    with pytest.raises(coalign.Error):
        coalign.score((stream, Q))
    assert stream.released == 1
    assert [each.released["array"] for each in many] == [1, 1]


def test_what_a_producer_raises_goes_on():
    class Broken:
        def __arrow_c_stream__(self, requested_schema=None):
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        coalign.score((Broken(), Q))


# --- Scores as a table


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


@pytest.mark.parametrize("rows", [0, 1, 8, 200_000, 900_000])
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


def test_a_status_that_is_none_has_no_name():
    s = coalign.score((P, Q))
    s.status[3] = 77
    with pytest.raises(coalign.Error) as caught:
        pl.DataFrame(s)
    assert (caught.value.code, caught.value.path, caught.value.row) == ("bad_type", "status", 3)
