# SPDX-License-Identifier: Apache-2.0
"""How sure a priority gap is: intervals, several raters a side, shares known as a distribution.

Whatever is drawn at random is drawn by seed and place, so the same seed gives the same numbers on any number of
threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from coalign._core import uncertainty as _core
from coalign._types import Progress

__all__ = [
    "Bootstrap",
    "Dirichlet",
    "Interval",
    "Permutation",
    "bootstrap",
    "dirichlet",
    "interval",
    "permutation",
]

_Vector: TypeAlias = "npt.ArrayLike | Sequence[float]"


class Interval(tuple[float, float]):
    """The least and the greatest gap, as a pair, with what is known of the greatest.

    Attributes
    ----------
    least, greatest : float
        The pair. The least is exact; no gap is above the greatest.
    reached : float
        The greatest gap that was found: the greatest itself where `exact`.
    exact : bool
        Whether the greatest gap can be reached: always where at most 20 metrics have intervals that overlap. Beyond,
        it is a bound.
    """

    reached: float
    exact: bool

    def __new__(cls, least: float, greatest: float, reached: float | None = None, exact: bool = True) -> Interval:
        made = super().__new__(cls, (least, greatest))
        made.reached = greatest if reached is None else reached
        made.exact = exact
        return made

    @property
    def least(self) -> float:
        """The least gap."""
        return self[0]

    @property
    def greatest(self) -> float:
        """The greatest gap, or a bound."""
        return self[1]

    def __getnewargs__(self) -> tuple[float, float, float, bool]:
        return (self[0], self[1], self.reached, self.exact)

    def __repr__(self) -> str:
        return f"Interval(least={self[0]!r}, greatest={self[1]!r}, reached={self.reached!r}, exact={self.exact!r})"


@dataclass(frozen=True)
class Bootstrap:
    """A bootstrap interval of the gap between the mean answers of two sides.

    Attributes
    ----------
    estimate : float
        The gap of the two mean answers.
    low, high : float or None
        The interval; None below 5 raters a side.
    raters : tuple of int
        How many raters each side has.
    confidence : float
        How often such intervals are meant to hold the true gap; see the documentation for how often they do.
    resamples : int
        How many samples were drawn; 0 where there is no interval.
    status : str
        ``"ok"``; ``"undefined"`` without an interval; ``"degenerate"`` where every sample gave the same gap.
    reason : str or None
        What the status means.
    bias_correction, acceleration : float
        What moved the ends of the interval.
    coverage : float
        The share of metrics that every rater was asked; the others are left out.
    """

    estimate: float
    low: float | None
    high: float | None
    raters: tuple[int, int]
    confidence: float
    resamples: int
    status: str
    bias_correction: float
    acceleration: float
    coverage: float

    @property
    def reason(self) -> str | None:
        """What the status means."""
        if self.status == "undefined":
            return f"an interval needs 5 raters a side; there are {self.raters[0]} and {self.raters[1]}"
        if self.status == "degenerate":
            return "every sample of raters gives the same gap"
        return None


@dataclass(frozen=True)
class Permutation:
    """The gap of two sides beside those of the same raters with side labels at random.

    Attributes
    ----------
    observed : float
        The gap of the two mean answers.
    p : float
        The share of labellings whose gap is as large, the real one counted.
    noise_floor : float
        The 95th percentile of those gaps. ``p <= 0.05`` exactly where `observed` is above it.
    exact : bool
        Whether every labelling was tried: where there are at most 10,000.
    ways : int
        How many labellings were tried, the real one among them.
    least_p : float
        The smallest p that so few raters (or permutations) could give.
    raters : tuple of int
        How many raters each side has.
    coverage : float
        The share of metrics that every rater was asked; the others are left out.
    """

    observed: float
    p: float
    noise_floor: float
    exact: bool
    ways: int
    least_p: float
    raters: tuple[int, int]
    coverage: float


@dataclass(frozen=True)
class Dirichlet:
    """The gap of two sides whose shares are Dirichlet distributions.

    Attributes
    ----------
    estimate : float
        The gap of the shares that were given.
    low, high : float
        The central interval that holds `confidence` of the draws.
    mean : float
        The mean gap of the draws. Draws scatter about the shares given, so it is mostly above the estimate.
    confidence : float
        What share of the draws lies in the interval.
    draws : numpy.ndarray
        The gaps drawn, ascending.
    """

    estimate: float
    low: float
    high: float
    mean: float
    confidence: float
    draws: npt.NDArray[np.float64] = field(repr=False, compare=False)

    def probability(self, index: float) -> float:
        """The probability that the alignment index of priorities (1 minus the gap) is at least this."""
        return float(np.searchsorted(self.draws, 1.0 - index + 1e-12, side="right")) / len(self.draws)

    def quantile(self, level: float) -> float:
        """A quantile of the gap, `level` from 0 to 1."""
        return float(np.quantile(self.draws, level))

    @property
    def half_width(self) -> float:
        """How far a probability may be off, for 95 in 100 seeds, at most."""
        return float(1.96 * np.sqrt(0.25 / len(self.draws)))


def interval(low_p: _Vector, high_p: _Vector, low_q: _Vector, high_q: _Vector, seed: int = 0) -> Interval:
    """The least and the greatest priority gap that intervals of shares allow.

    Parameters
    ----------
    low_p, high_p, low_q, high_q : array_like, shape (n,)
        Ends of the two sides' shares for the same n metrics, 0 to 1.
    seed : int
        Of the search beside the bound, where more than 20 metrics have intervals that overlap.

    Returns
    -------
    Interval
        A pair (least, greatest), with `exact` and `reached`.

    Raises
    ------
    coalign.Error
        `bad_interval` for an interval that is none, and where no shares that sum to one lie in all of them;
        `size_mismatch`, `bad_type`, `bad_option`.

    Examples
    --------
    >>> from coalign import uncertainty
    >>> least, greatest = uncertainty.interval([0.5, 0.25], [0.75, 0.5], [0.25, 0.5], [0.5, 0.75])
    >>> least, greatest
    (0.0, 0.5)
    """
    return Interval(*_core.interval(low_p, high_p, low_q, high_q, seed))


def bootstrap(
    raters_p: npt.ArrayLike,
    raters_q: npt.ArrayLike,
    seed: int = 0,
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    threads: int = 1,
    progress: Progress | None = None,
) -> Bootstrap:
    """How far the gap of two mean answers could be off because other raters might have been asked.

    Raters are drawn with replacement within each side; the interval is bias-corrected and accelerated (Efron 1987).

    Parameters
    ----------
    raters_p, raters_q : array_like, shape (raters, n)
        A row of points >= 0 for each rater of a side, each normalised by itself. NaN means "not asked": a metric that
        any one rater was not asked is left out for all.
    seed : int
        The same seed gives the same numbers on any number of threads.
    resamples : int
        How many samples of raters to draw, at most 10 million.
    confidence : float
        Between 0 and 1.
    threads : int
        0 takes as many as the machine has.
    progress : callable, optional
        Called now and then with how many samples are done, of how many. False, or what it raises, ends the work.

    Returns
    -------
    Bootstrap
        `low` and `high` are None below 5 raters a side.

    Raises
    ------
    coalign.Error
        `bad_weight`, `zero_sum`, `missing` (a rater without an answer) with `row` and `index`; `size_mismatch`,
        `bad_option`, `bad_type`.

    Examples
    --------
    >>> from coalign import uncertainty
    >>> few = uncertainty.bootstrap([[60, 40], [70, 30]], [[20, 80], [30, 70]])
    >>> round(few.estimate, 12), few.low, few.reason
    (0.4, None, 'an interval needs 5 raters a side; there are 2 and 2')
    """
    found = _core.bootstrap(raters_p, raters_q, seed, resamples, confidence, threads, progress)
    estimate, low, high, p, q, drawn, status, bias_correction, acceleration, coverage = found
    return Bootstrap(
        estimate, low, high, (p, q), float(confidence), drawn, status, bias_correction, acceleration, coverage
    )


def permutation(
    raters_p: npt.ArrayLike,
    raters_q: npt.ArrayLike,
    seed: int = 0,
    *,
    permutations: int = 2000,
    threads: int = 1,
    progress: Progress | None = None,
) -> Permutation:
    """The gap that raters give whose side labels mean nothing, beside the real one (Phipson & Smyth 2010).

    Parameters
    ----------
    raters_p, raters_q, seed, threads, progress
        As in `bootstrap`.
    permutations : int
        How many labellings to draw, where there are more than 10,000; else every one is tried.

    Returns
    -------
    Permutation

    Raises
    ------
    coalign.Error
        As in `bootstrap`.

    Examples
    --------
    >>> from coalign import uncertainty
    >>> found = uncertainty.permutation([[60, 40], [70, 30]], [[20, 80], [30, 70]])
    >>> found.exact, found.ways, round(found.p, 2)
    (True, 6, 0.33)
    """
    found = _core.permutation(raters_p, raters_q, seed, permutations, threads, progress)
    observed, p, noise_floor, exact, ways, least_p, first, second, coverage = found
    return Permutation(observed, p, noise_floor, exact, ways, least_p, (first, second), coverage)


def dirichlet(
    p: npt.ArrayLike,
    q: npt.ArrayLike,
    kappa: float,
    seed: int = 0,
    *,
    draws: int = 10000,
    confidence: float = 0.95,
    threads: int = 1,
    progress: Progress | None = None,
) -> Dirichlet:
    """The gap of two sides that are only so sure of their shares: Dirichlet(kappa p) and Dirichlet(kappa q).

    Parameters
    ----------
    p, q : array_like, shape (n,)
        Points of the two sides, as in `coalign.gap.priority`. A share of 0 stays 0.
    kappa : float
        > 0: as sure as if so many points had been given one by one. Infinity: the shares are known.
    seed, threads, progress
        As in `bootstrap`.
    draws : int
        How many pairs of shares to draw, at most 10 million.
    confidence : float
        What share of the draws the interval holds.

    Returns
    -------
    Dirichlet

    Raises
    ------
    coalign.Error
        `bad_option` for kappa; `bad_weight`, `zero_sum`, `size_mismatch`, `bad_type` for the points.

    Examples
    --------
    >>> from coalign import uncertainty
    >>> found = uncertainty.dirichlet([50, 30, 20], [25, 30, 45], kappa=100)
    >>> found.estimate, 0.1 < found.low < 0.25 < found.high < 0.45
    (0.25, True)
    >>> found.probability(0.0), found.probability(1.0)
    (1.0, 0.0)
    """
    estimate, low, high, mean, gaps = _core.dirichlet(p, q, kappa, seed, draws, confidence, threads, progress)
    return Dirichlet(estimate, low, high, mean, float(confidence), gaps)
