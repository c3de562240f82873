# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""Uncertainty: intervals against linear programs, resampling against SciPy and brute force, Dirichlet draws."""

from __future__ import annotations

import itertools
import math
import multiprocessing
import os
import pickle
import threading

import fixture as f
import numpy as np
import pytest
from scipy import stats
from scipy.optimize import linprog

import coalign
from coalign import gap, uncertainty

RANDOM = np.random.default_rng(20)


def refused(call, *arguments, **options):
    with pytest.raises(coalign.Error) as caught:
        call(*arguments, **options)
    return caught.value


# ------------------------------------------------------------------ intervals


def draw_box(random, n):
    """Intervals that some shares lie in; points, ends at 0, and budgets of exactly 0 are not rare."""
    p = random.multinomial(20, np.ones(n) / n) / 20
    style = random.integers(4)
    if style == 0:
        down, up = np.zeros(n), random.integers(0, 3, n) / 20
    elif style == 1:
        down, up = random.integers(0, 6, n) / 20, random.integers(0, 6, n) / 20
    else:
        down, up = random.random(n) * 0.3, random.random(n) * 0.3
    return np.clip(p - down, 0, 1), np.clip(p + up, 0, 1)


def least_by_program(lp, up, lq, uq):
    n = len(lp)
    # variables p, q, d with d >= |p - q|
    cost = np.r_[np.zeros(2 * n), np.full(n, 0.5)]
    eye = np.eye(n)
    rows = np.block([[eye, -eye, -eye], [-eye, eye, -eye]])
    sums = np.zeros((2, 3 * n))
    sums[0, :n] = sums[1, n : 2 * n] = 1
    bounds = [*zip(lp, up, strict=True), *zip(lq, uq, strict=True), *[(0, None)] * n]
    found = linprog(cost, rows, np.zeros(2 * n), sums, [1, 1], bounds, method="highs")
    assert found.status == 0, found.message
    return found.fun


def most_on(low, high, subset):
    """The most that weights in these intervals put on a set of metrics, by a linear program."""
    found = linprog(-subset, A_eq=np.ones((1, len(low))), b_eq=[1], bounds=np.c_[low, high], method="highs")
    assert found.status == 0, found.message
    return -found.fun


def greatest_by_program(lp, up, lq, uq):
    """TV is the most, over sets, that p puts on one beyond q."""
    best = 0.0
    for subset in itertools.product([0.0, 1.0], repeat=len(lp)):
        s = np.array(subset)
        best = max(best, most_on(lp, up, s) + most_on(lq, uq, -s))
    return best


def test_interval_of_two_sides():
    p, q = np.array(f.CIO_PRIORITIES), np.array(f.CMO_PRIORITIES)
    found = uncertainty.interval(np.maximum(0, p - 0.05), p + 0.05, np.maximum(0, q - 0.05), q + 0.05)
    assert found == (f.exact(0.25), f.exact(0.85))
    assert (found.least, found.greatest) == found
    assert found.exact
    assert found.reached == found.greatest


def test_least_gap_is_that_of_a_linear_program():
    for _ in range(1000):
        n = int(RANDOM.integers(1, 13))
        p, q = draw_box(RANDOM, n), draw_box(RANDOM, n)
        assert uncertainty.interval(*p, *q).least == pytest.approx(least_by_program(*p, *q), abs=1e-9)


def test_greatest_gap_is_that_of_linear_programs():
    for _ in range(100):
        n = int(RANDOM.integers(1, 5))
        p, q = draw_box(RANDOM, n), draw_box(RANDOM, n)
        found = uncertainty.interval(*p, *q)
        assert found.exact
        assert found.greatest == pytest.approx(greatest_by_program(*p, *q), abs=1e-9)


def test_more_than_twenty_intervals_that_overlap():
    low, high = np.full(30, 0.0), np.full(30, 0.06)
    found = uncertainty.interval(low, high, low, high)
    assert found.least == 0
    # 16.7 metrics take all that one side has, and 13.3 are left to the other: 13 full ones and a third of one
    assert found.reached <= found.greatest <= 1
    assert found.reached == pytest.approx(0.8, abs=0.03)
    assert found.greatest == pytest.approx(found.reached, abs=0.03)
    again = uncertainty.interval(low, high, low, high, seed=3)
    assert again == found


@pytest.mark.parametrize(
    ("arguments", "path", "index"),
    [
        (([0.6, 0.5], [0.7, 0.6], [0, 0], [1, 1]), "low_p", None),
        (([0, 0], [1, 1], [0.6, 0.5], [0.7, 0.6]), "low_q", None),
        (([0.1, 0.1], [0.4, 0.5], [0, 0], [1, 1]), "high_p", None),
        (([0.1, 0.7], [0.9, 0.5], [0, 0], [1, 1]), "high_p", 1),
        (([0, 0], [1, 1], [0, math.nan], [1, 1]), "high_q", 1),
        (([0, 0], [1, 1.5], [0, 0], [1, 1]), "high_p", 1),
        (([-0.5, 0], [1, 1], [0, 0], [1, 1]), "high_p", 0),
    ],
)
def test_intervals_that_are_none(arguments, path, index):
    error = refused(uncertainty.interval, *arguments)
    assert (error.code, error.path, error.index) == ("bad_interval", path, index)


def test_interval_sizes():
    assert refused(uncertainty.interval, [0, 0], [1, 1], [0], [1]).code == "size_mismatch"
    assert refused(uncertainty.interval, [0, 0], [1], [0, 0], [1, 1]).path == "high_p"
    assert refused(uncertainty.interval, [], [], [], []).code == "size_mismatch"
    assert refused(uncertainty.interval, [[0]], [1], [0], [1]).code == "bad_type"
    assert uncertainty.interval([1], [1], [1], [1]) == (0, 0)


# ------------------------------------------------------------------ raters


def raters(random, center, count, kappa=20):
    return random.dirichlet(kappa * np.asarray(center), count)


P, Q = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.3, 0.3, 0.3])


def gap_of_means(p, q):
    return 0.5 * np.abs(p.mean(0) - q.mean(0)).sum()


def test_bootstrap_is_scipys():
    """SciPy's BCa of the same statistic: another generator, so equal but for the error of the draws."""
    random = np.random.default_rng(5)
    for count in (6, 15, 40):
        p, q = raters(random, P, count), raters(random, Q, count + 3)

        def statistic(i, j, p=p, q=q):
            return gap_of_means(p[i.astype(int)], q[j.astype(int)])

        wanted = stats.bootstrap(
            (np.arange(len(p)), np.arange(len(q))),
            statistic,
            vectorized=False,
            n_resamples=4000,
            method="BCa",
            rng=np.random.default_rng(1),
        )
        found = uncertainty.bootstrap(p, q, resamples=20000)
        error = 6 * wanted.standard_error / math.sqrt(4000) + 0.06 * wanted.standard_error
        assert found.estimate == pytest.approx(gap_of_means(p, q), abs=1e-12)
        assert found.low == pytest.approx(wanted.confidence_interval.low, abs=2 * error)
        assert found.high == pytest.approx(wanted.confidence_interval.high, abs=2 * error)


def test_bootstrap_fields():
    random = np.random.default_rng(1)
    p, q = raters(random, P, 8), raters(random, Q, 9)
    found = uncertainty.bootstrap(p, q)
    assert found.low < found.estimate < found.high
    assert (found.status, found.reason) == ("ok", None)
    assert (found.raters, found.resamples, found.confidence, found.coverage) == ((8, 9), 2000, 0.95, 1)
    assert uncertainty.bootstrap(p, q) == found
    assert uncertainty.bootstrap(p, q, seed=1) != found
    wide = uncertainty.bootstrap(p, q, confidence=0.99)
    assert wide.low <= found.low <= found.high <= wide.high


@pytest.mark.parametrize(("first", "second"), [(1, 1), (4, 30), (30, 4)])
def test_too_few_raters_for_an_interval(first, second):
    random = np.random.default_rng(1)
    found = uncertainty.bootstrap(raters(random, P, first), raters(random, Q, second))
    assert found.low is None
    assert found.high is None
    assert found.status == "undefined"
    assert "5 raters" in found.reason
    assert str(min(first, second)) in found.reason
    assert found.estimate > 0


def test_raters_who_all_say_the_same():
    found = uncertainty.bootstrap([[3, 1]] * 6, [[1, 3]] * 6)
    assert found.status == "degenerate"
    assert found.low == found.high == found.estimate == 0.5
    assert found.reason is not None
    test = uncertainty.permutation([[3, 1]] * 6, [[3, 1]] * 6)
    assert (test.observed, test.p) == (0, 1)


def test_each_rater_is_normalised():
    p, q = np.array([[1, 3], [20, 20], [5, 0], [1, 1], [2, 2]]), np.array([[1, 1]] * 5)
    found = uncertainty.bootstrap(p, q)
    shares = p / p.sum(1, keepdims=True)
    assert found.estimate == pytest.approx(gap.priority(shares.mean(0), [0.5, 0.5]))


def test_not_asked():
    p = [[1, 3, 4], [2, math.nan, 2]]
    found = uncertainty.permutation(p, [[1, 5, 1], [1, 9, 1]])
    assert found.coverage == pytest.approx(2 / 3)
    assert found.observed == pytest.approx(abs((1 / 5 + 1 / 2) / 2 - 1 / 2))


def test_permutation_is_that_of_every_labelling():
    random = np.random.default_rng(9)
    for _ in range(100):
        m, k = random.integers(1, 6, 2)
        both = np.r_[raters(random, P, m), raters(random, P if random.random() < 0.5 else Q, k)]
        gaps = []
        for chosen in itertools.combinations(range(m + k), m):
            inside = np.isin(np.arange(m + k), chosen)
            gaps.append(gap_of_means(both[inside], both[~inside]))
        found = uncertainty.permutation(both[:m], both[m:])
        assert found.exact
        assert found.ways == len(gaps)
        assert found.p == pytest.approx(np.mean(np.array(gaps) >= gaps[0] - 1e-11))
        assert found.noise_floor == pytest.approx(np.quantile(gaps, 0.95, method="inverted_cdf"), abs=1e-9)
        assert (found.p <= 0.05) == (found.observed > found.noise_floor + 1e-11)
        assert found.p >= found.least_p - 1e-15


def test_two_raters_a_side_say_little():
    found = uncertainty.permutation([[1, 0], [1, 0]], [[0, 1], [0, 1]])
    assert found.observed == 1
    assert found.p == found.least_p == pytest.approx(1 / 3)
    assert found.ways == 6


def test_permutation_of_many_raters():
    random = np.random.default_rng(2)
    far = uncertainty.permutation(raters(random, P, 20), raters(random, Q, 20))
    assert not far.exact
    assert far.ways == 2001
    assert far.p == far.least_p == pytest.approx(1 / 2001)
    assert far.noise_floor < far.observed
    # of no difference, a twentieth is found to be one
    hits = [uncertainty.permutation(raters(random, P, 10), raters(random, P, 10)).p <= 0.05 for _ in range(300)]
    assert 0.015 < np.mean(hits) < 0.095


BAD_RATERS = [
    pytest.param([[1, -1], [1, 1]], "bad_weight", 0, 1, id="negative"),
    pytest.param([[1, 1], [1, math.inf]], "bad_weight", 1, 1, id="infinite"),
    pytest.param([[1, 1], [0, 0]], "zero_sum", 1, None, id="all zero"),
    pytest.param([[1, 1], [math.nan, math.nan]], "missing", 1, None, id="all missing"),
    pytest.param([[math.nan, 1], [1, 0]], "zero_sum", 1, None, id="nothing left"),
    pytest.param(np.empty((0, 2)), "size_mismatch", None, None, id="no rater"),
    pytest.param([1, 1], "bad_type", None, None, id="one dimension"),
    pytest.param("ab", "bad_type", None, None, id="text"),
    pytest.param(None, "bad_type", None, None, id="none"),
    pytest.param([[1, 2, 3]], "size_mismatch", None, None, id="other metrics"),
]


@pytest.mark.parametrize("call", [uncertainty.bootstrap, uncertainty.permutation])
@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize(("bad", "code", "row", "index"), BAD_RATERS)
def test_bad_raters(call, position, bad, code, row, index):
    arguments = [[[1, 1]], [[1, 1]]]
    arguments[position] = bad
    error = refused(call, *arguments)
    assert error.code == code
    assert (error.row, error.index) == (row, index)
    if not (code == "size_mismatch" and row is None):
        assert error.path == ("raters_p", "raters_q")[position]


# ------------------------------------------------------------------ Dirichlet


def test_dirichlet():
    found = uncertainty.dirichlet(f.CIO_PRIORITIES, f.CMO_PRIORITIES, 50)
    assert found.estimate == f.PRIORITY_GAP
    assert found.low < found.estimate < found.high
    assert len(found.draws) == 10000
    assert found.half_width == pytest.approx(0.0098)
    random = np.random.default_rng(3)
    p = random.dirichlet(50 * np.array(f.CIO_PRIORITIES), 40000)
    q = random.dirichlet(50 * np.array(f.CMO_PRIORITIES), 40000)
    gaps = 0.5 * np.abs(p - q).sum(1)
    assert found.mean == pytest.approx(gaps.mean(), abs=0.004)
    assert found.low == pytest.approx(np.quantile(gaps, 0.025), abs=0.015)
    assert found.high == pytest.approx(np.quantile(gaps, 0.975), abs=0.015)
    for index in (0.2, 0.4, 0.5, 0.6):
        assert found.probability(index) == pytest.approx(np.mean(1 - gaps >= index), abs=0.02)
    assert stats.ks_2samp(found.draws, gaps).pvalue > 1e-4
    assert found.probability(0) == 1
    assert found.probability(1.01) == 0
    assert found.quantile(0.025) == pytest.approx(found.low)


def test_dirichlet_of_shares_that_are_known():
    found = uncertainty.dirichlet(f.CIO_PRIORITIES, f.CMO_PRIORITIES, math.inf)
    assert found.low == found.high == found.estimate
    assert uncertainty.dirichlet([1], [5], 3).high == 0
    asked = uncertainty.dirichlet([1, math.nan, 1], [1, 7, 3], 9)
    assert asked.estimate == 0.25


@pytest.mark.parametrize("bad", [0, -1, math.nan, -math.inf])
def test_bad_kappa(bad):
    error = refused(uncertainty.dirichlet, [1, 1], [1, 1], bad)
    assert (error.code, error.path) == ("bad_option", "kappa")


@pytest.mark.parametrize("bad", ["1", None, True, [1]])
def test_kappa_of_another_type(bad):
    assert refused(uncertainty.dirichlet, [1, 1], [1, 1], bad).code == "bad_type"


def test_bad_dirichlet_points():
    assert refused(uncertainty.dirichlet, [1, -1], [1, 1], 1).path == "p"
    assert refused(uncertainty.dirichlet, [1, 1], [0, 0], 1).path == "q"
    assert refused(uncertainty.dirichlet, [1, 1], [1, 1, 1], 1).code == "size_mismatch"
    assert refused(uncertainty.dirichlet, [[1, 1]], [1, 1], 1).code == "bad_type"


# ------------------------------------------------------------------ seeds, threads, options


def results(threads, seed=7):
    random = np.random.default_rng(4)
    p, q = raters(random, P, 11), raters(random, Q, 12)
    return (
        uncertainty.bootstrap(p, q, seed, threads=threads),
        uncertainty.permutation(p, q, seed, threads=threads),
        uncertainty.dirichlet(P, Q, 30, seed, threads=threads).draws.tolist(),
    )


@pytest.mark.parametrize("threads", [0, 2, 5])
def test_threads_change_nothing(threads):
    assert results(threads) == results(1)
    assert results(1, seed=2**64 - 1) != results(1)


def test_the_numbers_of_a_seed_stay():
    """No release changes them in silence. The ends of the interval rest on the platform's exp."""
    p = [[(7 * r * i + 3 * r + i) % 11 + 1 for i in range(5)] for r in range(12)]
    q = [[(5 * r * i + r + 4 * i) % 11 + 1 for i in range(5)] for r in range(10)]
    found = uncertainty.bootstrap(p, q, 3)
    assert (found.low, found.high) == pytest.approx((0.031207729594604387, 0.14431734547330824), abs=1e-9)
    test = uncertainty.permutation(p, q, 3)
    assert (test.p, test.noise_floor) == (0.2513743128435782, 0.12970366086468316)
    drawn = uncertainty.dirichlet([5, 2, 3], [1, 4, 5], 10, 3)
    assert drawn.draws[[0, 5000, -1]].tolist() == [0.00408005230449357, 0.438070493454117, 0.904157359505164]


def _in_a_fork(queue):
    queue.put(results(2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_after_fork():
    wanted = results(2)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=_in_a_fork, args=(queue,))
    process.start()
    assert queue.get(timeout=60) == wanted
    process.join(60)
    assert process.exitcode == 0


def test_progress_is_told_and_can_end_the_work():
    random = np.random.default_rng(4)
    p, q = raters(random, P, 50), raters(random, Q, 50)
    seen = []
    found = uncertainty.bootstrap(p, q, resamples=100000, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (100000, 100000)
    assert seen == sorted(seen)
    assert found == uncertainty.bootstrap(p, q, resamples=100000, threads=2)

    def enough(done, total):
        raise KeyboardInterrupt

    for threads in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            uncertainty.bootstrap(p, q, resamples=10**7, threads=threads, progress=enough)
        with pytest.raises(KeyboardInterrupt):
            uncertainty.dirichlet(P, Q, 3, draws=10**7, threads=threads, progress=enough)


def test_progress_may_cancel():
    p, q = [[1, 2]] * 50, [[2, 1]] * 50
    for call in (uncertainty.bootstrap, uncertainty.permutation):
        error = refused(call, p, q, **{call.__name__.replace("bootstrap", "resample") + "s": 10**6}, progress=never)
        assert error.code == "cancelled"
    assert refused(uncertainty.dirichlet, P, Q, 3, draws=10**7, progress=never).code == "cancelled"


def never(done, total):
    return False


def test_other_threads_run_meanwhile():
    random = np.random.default_rng(4)
    p, q = raters(random, P, 50), raters(random, Q, 50)
    count = [0]
    done = threading.Event()

    def work():
        while not done.is_set():
            count[0] += 1

    helper = threading.Thread(target=work)
    helper.start()
    before = count[0]
    uncertainty.bootstrap(p, q, resamples=200000)
    after = count[0]
    done.set()
    helper.join()
    assert after > before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"seed": -1}, "bad_option"),
        ({"seed": 2**64}, "bad_option"),
        ({"seed": 1.5}, "bad_type"),
        ({"seed": None}, "bad_type"),
        ({"threads": -1}, "bad_option"),
        ({"threads": 10**6}, "bad_option"),
        ({"threads": True}, "bad_type"),
        ({"resamples": 0}, "bad_option"),
        ({"resamples": 10**7 + 1}, "bad_option"),
        ({"confidence": 1}, "bad_option"),
        ({"confidence": 0}, "bad_option"),
        ({"confidence": math.nan}, "bad_option"),
        ({"confidence": "95%"}, "bad_type"),
        ({"progress": 3}, "bad_type"),
    ],
)
def test_bad_options(options, code):
    error = refused(uncertainty.bootstrap, [[1, 2]] * 5, [[2, 1]] * 5, **options)
    assert (error.code, error.path) == (code, next(iter(options)))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol):
    found, test, _ = results(1)
    bounds = uncertainty.interval([0, 0], [1, 1], [0, 0.5], [0.5, 1])
    for x in (found, test, bounds):
        again = pickle.loads(pickle.dumps(x, protocol))
        assert again == x
        assert repr(again) == repr(x)
    drawn = uncertainty.dirichlet(P, Q, 30)
    again = pickle.loads(pickle.dumps(drawn, protocol))
    assert again == drawn
    assert again.probability(0.5) == drawn.probability(0.5)
    for name in ("interval", "bootstrap", "permutation", "dirichlet"):
        function = getattr(uncertainty, name)
        assert pickle.loads(pickle.dumps(function, protocol)) is function
