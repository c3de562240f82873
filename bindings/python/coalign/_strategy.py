# SPDX-License-Identifier: Apache-2.0
"""The shared strategy: sections of an assessment, findings, and what is asked of decision rights and the portfolio."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coalign import _core
from coalign._errors import Error
from coalign._messages import Messages, language, messages_of
from coalign._model import Model, model_of
from coalign._table import RuleRow, Table

LEVELS = ("note", "warning", "error")


class Section(Mapping[str, Any]):
    """A part of the assessment document: its keys are attributes too, and lists of things are tables.

    >>> import coalign
    >>> portfolio = coalign.Section({"saving": 40000.0, "cover": {"tools": ["crm"]}})
    >>> portfolio.cover.tools
    ['crm']
    """

    __slots__ = ("_given",)

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)

    def __getitem__(self, key: str) -> Any:
        return part(self._given[key])

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._given:
            return self[name]
        raise AttributeError(f"{name!r}; there are {', '.join(self._given)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._given]

    def __repr__(self) -> str:
        return f"Section({self._given!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Section, (self._given,)


def part(given: Any) -> Any:
    """A value of the document as people use it."""
    if isinstance(given, dict):
        return Section(given)
    if isinstance(given, list) and given and all(isinstance(x, dict) for x in given):
        return Table(given)
    return given


@dataclass(frozen=True)
class Decider:
    """Who decides on a domain. `side` is one side or "shared"; where several lead, or nobody, `sides` says so."""

    domain: str
    side: str | None
    sides: tuple[str, ...]
    consulted: tuple[str, ...]
    arbiter: str | None


@dataclass(frozen=True)
class Purchase:
    """Whether a tool for a purpose may be bought without asking, who must sign otherwise, and why."""

    purpose: str
    allowed: bool
    sign_off: tuple[str, ...]
    covered_by: tuple[str, ...]
    reason: str


def who_decides(model: str | os.PathLike[str] | Mapping[str, Any] | Model, domain: str) -> Decider:
    """Who decides on a domain, by the model's decision rights.

    Parameters
    ----------
    model : path, dict or Model
    domain : str

    Returns
    -------
    Decider

    Raises
    ------
    Error
        `missing` where the model has no decision rights; `unknown_id` for a domain that they do not cover.
    """
    sides, consulted, arbiter = _core.who_decides(model_of(model)._core, _text(domain, "domain"))
    return Decider(domain, sides[0] if len(sides) == 1 else None, tuple(sides), tuple(consulted), arbiter or None)


def can_buy(
    model: str | os.PathLike[str] | Mapping[str, Any] | Model,
    purpose: str,
    *,
    messages: str | os.PathLike[str] | Mapping[str, Any] | Messages | None = None,
) -> Purchase:
    """Whether a tool for a purpose may be bought without joint sign-off, by the model's tech portfolio.

    Parameters
    ----------
    model : path, dict or Model
    purpose : str
    messages : path or dict, optional
        Texts in another language, for the reason.

    Returns
    -------
    Purchase

    Raises
    ------
    Error
        `missing` where the model has no tech portfolio, or every error of the file of texts.
    """
    allowed, sign_off, covered_by, reason = _core.can_buy(
        model_of(model)._core, _text(purpose, "purpose"), language(messages_of(messages))
    )
    return Purchase(purpose, allowed, tuple(sign_off), tuple(covered_by), reason)


def rules() -> Table[RuleRow]:
    """Every rule: id, section, level, thresholds, source, and its texts."""
    return Table(json.loads(_core.rules()))


def _text(given: Any, name: str) -> str:
    if not isinstance(given, str):
        raise Error("bad_type", name, "a text", type(given).__name__)
    return given


for _shown in (Section, Decider, Purchase, who_decides, can_buy, rules):
    _shown.__module__ = "coalign"
