# SPDX-License-Identifier: Apache-2.0
"""Plans: the least change that brings an alignment index about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from coalign._document import Written
from coalign._table import StatusRow, StepRow, Table, sentences


@dataclass(frozen=True)
class Plan(Written):
    """The least change that reaches an alignment index. `Assessment.plan` makes it; `print` shows it.

    Attributes
    ----------
    wanted : float
        The index that was asked for.
    index : float or None
        What the changes reach: `wanted`, more where it is there already, or the most there is where it is out of
        reach. None where there is no index.
    reached : bool
        Whether the index is as high as wanted.
    steps : Table
        Whose move it is, how much, and the index after it. As a string a step is a sentence.
    changes : dict
        New values by JSON pointer into the model document: `Assessment.what_if` takes them.
    obstacles : tuple of str
        What no plan moves, in words.
    status : Table
        Why numbers are not there, or need care.
    """

    wanted: float
    index: float | None
    reached: bool
    steps: Table[StepRow]
    changes: dict[str, Any]
    obstacles: tuple[str, ...]
    status: Table[StatusRow]
    _texts: tuple[str, str, str] = field(repr=False, compare=False)

    @classmethod
    def _of(cls, document: str, plain: str, coloured: str) -> Plan:
        given = json.loads(document)
        return cls(
            wanted=given["wanted"],
            index=given["index"],
            reached=given["reached"],
            steps=sentences(given["steps"]),
            changes=given["changes"],
            obstacles=tuple(given["obstacles"]),
            status=Table(given["status"]),
            _texts=(document, plain, coloured),
        )


Plan.__module__ = "coalign"
