# SPDX-License-Identifier: Apache-2.0
"""Portfolios: many pairs or groups of sides in arrays, read in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalign._core import batch
from coalign._errors import Error
from coalign._types import Progress

Block = Sequence["NDArray[Any] | Sequence[float] | None"]
_NUMBERS = ("gap", "metric_gap", "priority_gap", "goal_gap", "horizon_gap", "risk_gap")
_TYPES = {"f8", "f4", "u1", "i2"}
_BLOCKS = ("priorities", "horizons", "risks")


@dataclass(frozen=True)
class Summary:
    """A portfolio in a few numbers. None where no row has a gap."""

    rows: int
    scored: int
    """Rows with a gap."""
    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    worst: list[int]
    """The rows with the largest gaps, largest first."""
    by_status: dict[str, int]
    """How many rows ended with each status that occurs."""


@dataclass(frozen=True, eq=False)
class Scores:
    """The gaps of a portfolio, a number for each row. A row that cannot be scored is NaN, and `status` says why."""

    gap: NDArray[Any]
    metric_gap: NDArray[Any]
    priority_gap: NDArray[Any]
    goal_gap: NDArray[Any]
    horizon_gap: NDArray[Any]
    risk_gap: NDArray[Any]
    status: NDArray[np.uint8]
    """Codes as integers: 0 is ok."""
    items: NDArray[Any] | None = None
    """With `explain`: rows by items, what each metric, horizon boundary and risk adds to the gap."""
    item_means: NDArray[np.float64] | None = None
    """With `explain`: the mean of what each item adds, over the rows that have its block."""

    @property
    def index(self) -> NDArray[Any]:
        """The alignment index of each row: 1 minus the gap."""
        return 1 - self.gap

    def status_names(self) -> list[str]:
        """The status of each row as a name."""
        names = {code: batch.error_name(int(code)) for code in np.unique(self.status)}
        return [names[code] for code in self.status]

    def summary(self, worst: int = 10) -> Summary:
        """Mean, quantiles and the worst rows, without reading the input again."""
        make = batch.summary_float32 if self.gap.dtype == np.float32 else batch.summary_float64
        rows, scored, mean, p10, p50, p90, at, counts = make(self.gap, self.status, worst)
        by_status = {batch.error_name(code): count for code, count in enumerate(counts) if count}
        if not scored:
            return Summary(rows, scored, None, None, None, None, at, by_status)
        return Summary(rows, scored, mean, p10, p50, p90, at, by_status)

    def __len__(self) -> int:
        return len(self.gap)

    def __repr__(self) -> str:
        return f"<coalign.Scores of {len(self)} rows>"


def score(
    priorities: Block | None = None,
    horizons: Block | None = None,
    risks: Block | None = None,
    *,
    delta: NDArray[Any] | Sequence[float] | None = None,
    risk_weights: Sequence[float] | NDArray[Any] | None = None,
    days: Sequence[float] | NDArray[Any] | None = None,
    policy: Mapping[str, Any] | None = None,
    threads: int = 0,
    explain: bool = False,
    progress: Progress | None = None,
    out: Scores | None = None,
) -> Scores:
    """Scores pairs of sides: row r of one against row r of the other.

    Arrays are read in place: float32 or float64, priorities and horizons also uint8 or int16, contiguous in rows or in
    columns. A vector stands for every row. With any float64 array results are float64 and equal to those of the single
    pair to the bit, else they are float32.

    Parameters
    ----------
    priorities, horizons, risks : (first, second)
        Points of priority and of horizons, severities 0..1: rows by items, or one vector for all rows. A block left out
        is missing. NaN priorities are "not asked".
    delta : array, optional
        Distances of the two sides' targets, 0..1, one for each metric or rows by metrics.
    risk_weights, days : vector, optional
        Equal weights, and the usual five horizons, unless given.
    policy : dict, optional
        ``weights``, ``rho``, ``spacing`` and ``rating_scale`` as in a model.
    threads : int
        0: as many as the machine has. Results do not depend on it.
    explain : bool
        Also what each item adds to each gap.
    progress : function, optional
        Called with how many rows are done, of how many; False ends the work.
    out : Scores, optional
        Of an earlier call with as many rows: its memory is used again.

    Returns
    -------
    Scores

    Raises
    ------
    Error
        For shapes, types and options. A bad row is no error: it has a status.

    Examples
    --------
    >>> import coalign, numpy
    >>> s = coalign.score(priorities=(numpy.array([[50.0, 30, 20], [1, 1, -1]]), [25.0, 30, 45]))
    >>> s.priority_gap
    array([0.25,  nan])
    >>> s.status_names()
    ['ok', 'bad_weight']
    """
    sides = {name: _pair(name, block) for name, block in zip(_BLOCKS, (priorities, horizons, risks), strict=True)}
    return _score(sides, delta, risk_weights, days, None, policy, threads, explain, progress, out, group=False)


def score_group(
    priorities: Block | None = None,
    horizons: Block | None = None,
    risks: Block | None = None,
    *,
    influence: Sequence[float] | None = None,
    delta: NDArray[Any] | Sequence[float] | None = None,
    risk_weights: Sequence[float] | NDArray[Any] | None = None,
    days: Sequence[float] | NDArray[Any] | None = None,
    policy: Mapping[str, Any] | None = None,
    threads: int = 0,
    progress: Progress | None = None,
    out: Scores | None = None,
) -> Scores:
    """Scores groups of sides: a row is a unit, and each block's gap is the mean over the pairs of sides.

    Arrays are as in `score`, one for each side; `influence` weighs the sides (equal unless given).

    Examples
    --------
    >>> import coalign
    >>> coalign.score_group(priorities=[[1.0, 0], [0.0, 1], [1.0, 1]]).priority_gap.round(4)
    array([0.6667])
    """
    sides = {
        name: None if block is None else list(block)
        for name, block in zip(_BLOCKS, (priorities, horizons, risks), strict=True)
    }
    return _score(sides, delta, risk_weights, days, influence, policy, threads, False, progress, out, group=True)


def _pair(name: str, block: Block | None) -> list[Any] | None:
    if block is None:
        return None
    if isinstance(block, np.ndarray) or len(block) != 2:
        raise Error("size_mismatch", name, "two arrays, one for each side", _shown(block))
    return list(block)


def _score(
    sides: dict[str, list[Any] | None],
    delta: Any,
    risk_weights: Any,
    days: Any,
    influence: Any,
    policy: Mapping[str, Any] | None,
    threads: int,
    explain: bool,
    progress: Progress | None,
    out: Scores | None,
    *,
    group: bool,
) -> Scores:
    arrays: dict[str, list[NDArray[Any] | None]] = {
        name: [] if block is None else [_array(x, f"{name}[{k}]") for k, x in enumerate(block)]
        for name, block in sides.items()
    }
    count = {name: len(block) for name, block in arrays.items() if block}
    if not count:
        raise Error("missing", "score", "priorities, horizons or risks", "none of them")
    if len(set(count.values())) > 1 or min(count.values()) < 2:
        raise Error("size_mismatch", "score", "as many sides in every block, at least two", str(sorted(count.values())))
    distances = _array(delta, "delta")
    rows = _rows([*(x for block in arrays.values() for x in block), distances])
    for name, block in arrays.items():
        _check_widths(name, block)
    every = [x for block in arrays.values() for x in block if x is not None]
    wide = any(x.dtype.itemsize == 8 for x in every)
    kind = np.dtype(np.float64 if wide else np.float32)
    if distances is not None and distances.dtype != kind:
        distances = distances.astype(kind) if distances.ndim == 1 else distances
    items = sum(_width(arrays[name]) - (name == "horizons") for name in arrays if arrays[name])
    result = _memory(out, rows, kind, items if explain else None)
    run = batch.score_float64 if wide else batch.score_float32
    weights, rho, equal, scale = _policy(policy)
    run(
        arrays["priorities"],
        arrays["horizons"],
        arrays["risks"],
        rows,
        distances,
        _numbers(risk_weights, "risk_weights"),
        _numbers(days, "days"),
        _numbers(influence, "influence"),
        rho,
        weights,
        equal,
        scale,
        group,
        [getattr(result, name) for name in _NUMBERS],
        result.status,
        result.items,
        result.item_means,
        threads,
        progress,
    )
    return result


def _array(given: Any, name: str) -> NDArray[Any] | None:
    """What was given as an array: never copied where it is one, and refused where it would have to be."""
    if given is None:
        return None
    if isinstance(given, np.ma.MaskedArray):
        raise Error("bad_type", name, "an array without a mask", "a masked array")
    array: NDArray[Any]
    if isinstance(given, np.ndarray):
        array = given
    else:
        try:
            array = np.asarray(given, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise Error("bad_type", name, "an array or a list of numbers", type(given).__name__) from error
    if array.ndim not in (1, 2):
        raise Error("bad_type", name, "one or two dimensions", str(array.ndim))
    if array.dtype.str[1:] not in _TYPES or not array.dtype.isnative:
        raise Error(
            "bad_type",
            name,
            "float32 or float64 (priorities and horizons also uint8 or int16): x.astype(numpy.float64) makes it so",
            str(array.dtype),
        )
    if not array.flags.aligned:
        raise Error("bad_type", name, "aligned memory: x.copy() makes it so", "an array that is not")
    if array.shape[-1] == 0:
        raise Error("size_mismatch", name, "at least one column", "0")
    return array


def _rows(arrays: list[NDArray[Any] | None]) -> int:
    counts = {len(x) for x in arrays if x is not None and x.ndim == 2}
    if len(counts) > 1:
        raise Error("size_mismatch", "score", "as many rows in every array", str(sorted(counts)))
    return counts.pop() if counts else 1


def _width(block: list[NDArray[Any] | None]) -> int:
    return next((x.shape[-1] for x in block if x is not None), 0)


def _check_widths(name: str, block: list[NDArray[Any] | None]) -> None:
    for k, x in enumerate(block):
        if x is not None and x.shape[-1] != _width(block):
            raise Error(
                "size_mismatch", f"{name}[{k}]", f"{_width(block)} columns, as another side has", str(x.shape[-1])
            )


def _numbers(given: Any, name: str) -> list[float]:
    if given is None:
        return []
    try:
        return [float(x) for x in given]
    except (TypeError, ValueError) as error:
        raise Error("bad_type", name, "a list of numbers", type(given).__name__) from error


def _policy(given: Mapping[str, Any] | None) -> tuple[list[float], float, bool, list[float]]:
    policy = dict(given or {})
    weights = policy.pop("weights", {})
    rho = policy.pop("rho", 2.0)
    spacing = policy.pop("spacing", "log")
    scale = policy.pop("rating_scale", None)
    for key in policy:
        raise Error("unknown_key", f"policy/{key}", "weights, rho, spacing or rating_scale", repr(key))
    if not isinstance(weights, Mapping) or not set(weights) <= {"metric", "horizon", "risk"}:
        raise Error("bad_option", "policy/weights", "weights of metric, horizon and risk", _shown(weights))
    if spacing not in ("log", "equal"):
        raise Error("bad_option", "policy/spacing", '"log" or "equal"', repr(spacing))
    try:
        points = [float(weights.get(block, 1)) for block in ("metric", "horizon", "risk")]
        exponent = float(rho)
        ends = [] if scale is None else [float(x) for x in scale]
    except (TypeError, ValueError) as error:
        raise Error("bad_type", "policy", "numbers", str(error)) from error
    if scale is not None and len(ends) != 2:
        raise Error("bad_scale", "policy/rating_scale", "two numbers, the low end first", _shown(scale))
    return points, exponent, spacing == "equal", ends


def _memory(out: Scores | None, rows: int, kind: np.dtype[Any], items: int | None) -> Scores:
    if out is None:
        gap, metric, priority, goal, horizon, risk = (np.empty(rows, kind) for _ in _NUMBERS)
        status = np.empty(rows, np.uint8)
        if items is None:
            return Scores(gap, metric, priority, goal, horizon, risk, status)
        return Scores(
            gap,
            metric,
            priority,
            goal,
            horizon,
            risk,
            status,
            np.empty((rows, items), kind),
            np.empty(items, np.float64),
        )
    if not isinstance(out, Scores):
        raise Error("bad_type", "out", "the Scores of an earlier call", type(out).__name__)
    shape = None if out.items is None else out.items.shape
    if len(out) != rows or out.gap.dtype != kind or shape != (None if items is None else (rows, items)):
        raise Error("size_mismatch", "out", f"Scores of {rows} rows of {kind}", f"{len(out)} rows of {out.gap.dtype}")
    return out


def _shown(x: Any) -> str:
    text = repr(x)
    return text if len(text) < 60 else type(x).__name__


for _public in (Scores, Summary, score, score_group):
    _public.__module__ = "coalign"
