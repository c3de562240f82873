# SPDX-License-Identifier: Apache-2.0
"""Differences: what moved the gap from one assessment to another, which inputs, and findings opened and closed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TypedDict

from coalign._document import Written
from coalign._table import InputChangeRow, ItemChangeRow, PairChangeRow, StatusRow, Table, sentences


class FindingChangeRow(TypedDict):
    """A finding that only one of the two has open, as a sentence; `waived` where the other has it too, but waived."""

    id: str
    rule: str
    level: str
    subjects: list[str]
    side: str
    money: float | None
    message: str
    action: str
    waived: bool


@dataclass(frozen=True)
class Change:
    """A number before and after; None where there is none."""

    before: float | None
    after: float | None
    change: float | None


@dataclass(frozen=True)
class BlockChanges:
    """What each block adds to the gap, before and after; 0 where it is missing."""

    metric: Change
    horizon: Change
    risk: Change


@dataclass(frozen=True)
class Diff(Written):
    """What moved the gap from one assessment to another. `Assessment.diff` makes it; `print` shows it.

    Attributes
    ----------
    index, gap : Change
        Of all sides together.
    basis : tuple of str
        The basis before and after.
    comparable : bool
        Whether the two may be compared: one basis, the same sides, and both comparable in themselves.
    blocks : BlockChanges
        What each block adds to the gap; the changes sum to the gap's.
    items : Table
        What each metric, boundary of horizons and risk adds to the gap; the changes sum to the gap's.
    pairs : Table
        The gaps of pairs of sides that both have; with raters, whether a change is more than noise (`noise`).
    added, removed : tuple of str
        Sides that only the later or only the earlier has.
    findings_opened : Table
        Findings that are open after and were not before: there was none, or it was waived (`waived`).
    findings_closed : Table
        Findings that were open before and are not after: there is none any more, or it is waived (`waived`).
    inputs : Table
        What the two models say differently, matched by id: key order, the order of lists and what only spells out a
        default are no change. Values are of any kind: pandas takes them, for polars make them text (`json.dumps`).
    status : Table
        Why numbers are not there.
    """

    index: Change
    gap: Change
    basis: tuple[str, str]
    comparable: bool
    blocks: BlockChanges
    items: Table[ItemChangeRow]
    pairs: Table[PairChangeRow]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    findings_opened: Table[FindingChangeRow]
    findings_closed: Table[FindingChangeRow]
    inputs: Table[InputChangeRow]
    status: Table[StatusRow]
    _texts: tuple[str, str, str] = field(repr=False, compare=False)

    @classmethod
    def _of(cls, document: str, plain: str, coloured: str) -> Diff:
        given = json.loads(document)
        before, after, change = given["before"], given["after"], given["change"]
        return cls(
            index=Change(before["index"], after["index"], change["index"]),
            gap=Change(before["gap"], after["gap"], change["gap"]),
            basis=(before["basis"], after["basis"]),
            comparable=given["comparable"],
            blocks=BlockChanges(**{block: Change(**moved) for block, moved in given["blocks"].items()}),
            items=Table(given["items"]),
            pairs=Table(given["pairs"]),
            added=tuple(given["added"]),
            removed=tuple(given["removed"]),
            findings_opened=sentences(given["findings"]["opened"]),
            findings_closed=sentences(given["findings"]["closed"]),
            inputs=Table(given["inputs"]),
            status=Table(given["status"]),
            _texts=(document, plain, coloured),
        )


Diff.__module__ = "coalign"
