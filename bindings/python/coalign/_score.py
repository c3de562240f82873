# SPDX-License-Identifier: Apache-2.0
"""Portfolios: many pairs or groups of sides in arrays, read in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coalign._core import batch
from coalign._core.batch import ArrowMatrix
from coalign._core.batch import Scores as Scores
from coalign._errors import Error
from coalign._summary import Summary as Summary
from coalign._types import ArrowData, Progress

Block = Sequence["NDArray[Any] | Sequence[float] | ArrowData | None"]
_TYPES = {"f8", "f4", "u1", "i2"}
_BLOCKS = ("priorities", "horizons", "risks")
_score_plain = batch.score_plain
_Array: TypeAlias = "NDArray[Any] | ArrowMatrix"


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
    pair to the bit, else they are float32. Arrow columns of lists, or tables of numbers, are read in place too (Polars,
    pyarrow: whatever has ``__arrow_c_array__`` or ``__arrow_c_stream__``): a null list is a missing block of its row.

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
        0: as many as the machine has, where there is work for them. Results do not depend on it.
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
    plain = _score_plain(
        priorities, horizons, risks, delta, risk_weights, days, policy, threads, explain, progress, out
    )
    if plain is not None:
        return plain
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
    arrays: dict[str, list[_Array | None]] = {
        name: [] if block is None else [_array(x, f"{name}[{k}]") for k, x in enumerate(block)]
        for name, block in sides.items()
    }
    count = {name: len(block) for name, block in arrays.items() if block}
    if not count:
        raise Error("missing", "score", "priorities, horizons or risks", "none of them")
    if len(set(count.values())) > 1 or min(count.values()) < 2:
        raise Error("size_mismatch", "score", "as many sides in every block, at least two", str(sorted(count.values())))
    distances = _array(delta, "delta")
    if isinstance(distances, ArrowMatrix) and distances.has_missing_rows:
        raise Error("bad_type", "delta", "distances in every row", "a null list")
    elif isinstance(distances, np.ndarray) and distances.ndim == 1:
        distances = distances.astype(np.float64, copy=False)
    weights, rho, equal, scale = _policy(policy)
    return batch.score_arrays(
        arrays["priorities"],
        arrays["horizons"],
        arrays["risks"],
        distances,
        _numbers(risk_weights, "risk_weights"),
        _numbers(days, "days"),
        _numbers(influence, "influence"),
        rho,
        weights,
        equal,
        scale,
        group,
        bool(explain),
        threads,
        progress,
        out,
    )


def _array(given: Any, name: str) -> _Array | None:
    """What was given as an array: never copied where it is one, and refused where it would have to be."""
    if given is None:
        return None
    if _is_arrow(given) and (matrix := batch.arrow_matrix(given, name)) is not None:
        return matrix
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


def _is_arrow(given: Any) -> bool:
    if isinstance(given, np.ndarray | list | tuple):
        return False
    # pandas exports by way of pyarrow, which makes null of NaN; NumPy finds its numbers where they are.
    if type(given).__module__.partition(".")[0] == "pandas":
        return False
    return hasattr(given, "__arrow_c_array__") or hasattr(given, "__arrow_c_stream__")


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


def _shown(x: Any) -> str:
    text = repr(x)
    return text if len(text) < 60 else type(x).__name__


for _public in (Scores, Summary, score, score_group):
    _public.__module__ = "coalign"
