# SPDX-License-Identifier: Apache-2.0
"""Tables: lists of rows, which data frame libraries take as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict, TypeVar

Row = TypeVar("Row")


class Table(list[Row]):
    """A list of rows, each a dict. ``pandas.DataFrame(table)`` and ``polars.DataFrame(table)`` take it."""

    __slots__ = ()


class Sentence(dict[str, Any]):
    """A row that says something: as a string it is its message."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(self["message"])


def sentences(rows: Iterable[dict[str, Any]]) -> Table[Any]:
    """A table of rows with messages."""
    return Table(map(Sentence, rows))


class BlockRow(TypedDict):
    """What one boundary of horizons or one risk adds to the gap of all sides."""

    id: str
    gap: float
    contribution: float


class MetricBlockRow(BlockRow):
    """What one metric adds to the gap of all sides."""

    priority_gap: float
    goal_gap: float


class MetricRow(TypedDict):
    """What one metric adds to a gap."""

    id: str
    priorities: list[float]
    more: str | None
    priority_gap: float
    goal_gap: float
    gap: float
    contribution: float
    delta: float | None
    opposite: bool


class HorizonRow(TypedDict):
    """What the boundary between two neighbouring horizons adds to a gap."""

    id: str
    beyond: list[float]
    more: str | None
    gap: float
    contribution: float


class _RiskRow(TypedDict):
    id: str
    severities: list[float]
    more: str | None
    gap: float
    contribution: float


class RiskRow(_RiskRow, total=False):
    """What one risk adds to a gap; appetites where both sides state them."""

    appetites: list[float | list[float]]


class SharedMetricRow(TypedDict):
    """A metric that every side weighs; attainment and raw progress by side."""

    id: str
    weight: float
    shared: bool
    attainment: dict[str, float | None]
    raw: dict[str, float | None]
    data_conflict: bool


class MisreadRow(TypedDict):
    """A metric that one side misreads in another: shares."""

    id: str
    predicted: float
    actual: float


class ReasonRow(TypedDict):
    """One of the largest contributions to the gap, as a sentence."""

    key: str
    block: str
    subject: str
    side: str | None
    contribution: float
    args: dict[str, Any]
    message: str


class StepRow(TypedDict):
    """One step of a plan, as a sentence; `side` where one side alone moves, `index` is the one after it."""

    key: str
    block: str
    subject: str
    side: str | None
    amount: float
    index: float
    args: dict[str, Any]
    message: str


class DeadlockRow(TypedDict):
    """A matter that two sides cannot settle by themselves, as a sentence."""

    kind: str
    subject: str
    sides: list[str]
    robust: bool
    size: float
    key: str
    args: dict[str, Any]
    message: str


class ItemChangeRow(TypedDict):
    """What one item added to the gap before and after; 0 where a model does not have it."""

    block: str
    id: str
    before: float
    after: float
    change: float


class GapChange(TypedDict):
    """A gap before and after."""

    before: float | None
    after: float | None
    change: float | None


class NoiseRow(TypedDict):
    """How a pair's priority gap changed beside what the choice of raters does to it.

    `range` is what the raters leave of the change, meant to hold the true one with `confidence`; `beyond` whether it
    excludes 0: the change is more than the choice of raters explains. Both None where too few were asked. `raters` are
    counts by side, ``before`` and ``after``.
    """

    priority_gap: GapChange
    range: list[float] | None
    confidence: float
    beyond: bool | None
    raters: dict[str, list[int]]


class PairChangeRow(GapChange):
    """The gap of one pair before and after; `noise` is None without raters at both times."""

    sides: list[str]
    noise: NoiseRow | None


class InputChangeRow(TypedDict):
    """One place that two models have differently (``changed``), or that only the later or earlier has (``added``,
    ``removed``). The path is a JSON pointer into the model document, with ids in place of positions."""

    path: str
    kind: str
    before: Any
    after: Any


class FindingRow(TypedDict):
    """What one rule says of one thing, as a sentence; `side` is whose move it is, `waiver` where it is accepted."""

    id: str
    rule: str
    state: str
    paths: list[str]
    level: str
    subjects: list[str]
    side: str
    evidence: dict[str, Any]
    money: float | None
    message: str
    action: str
    waiver: str | None


class RuleRow(TypedDict):
    """One rule of the table."""

    id: str
    since: int
    level: str
    thresholds: list[dict[str, Any]]
    source: str
    title: str
    why: str
    fix: str
    message: str
    action: str


class StatusRow(TypedDict):
    """Why a number is not there, or needs care. The path points into the assessment document."""

    path: str
    code: str
    message: str


class TrendRow(TypedDict):
    """One model of a trend: all sides together (`first` and `second` are None), or one pair of sides.

    Changes are since the model before. Findings are the model's: None on the row of a pair, where `beyond_noise` says
    whether the change of its priority gap is more than the choice of raters explains.
    """

    as_of: str
    first: str | None
    second: str | None
    basis: str
    index: float | None
    gap: float | None
    metric_gap: float | None
    horizon_gap: float | None
    risk_gap: float | None
    comparable: bool
    index_change: float | None
    gap_change: float | None
    metric_change: float | None
    horizon_change: float | None
    risk_change: float | None
    comparable_change: bool | None
    beyond_noise: bool | None
    errors: int | None
    warnings: int | None
    notes: int | None
    waived: int | None
    opened: int | None
    closed: int | None
