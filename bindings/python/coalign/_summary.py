# SPDX-License-Identifier: Apache-2.0
"""What a portfolio says in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass


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


Summary.__module__ = "coalign"
