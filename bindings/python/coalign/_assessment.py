# SPDX-License-Identifier: Apache-2.0
"""Assessments: what is found in a model, read from the assessment document."""

from __future__ import annotations

import operator
import os
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from coalign import _core
from coalign._diff import Diff
from coalign._document import Document
from coalign._errors import Error, reading
from coalign._messages import Messages, language, messages_of
from coalign._model import Model, model_of
from coalign._parts import (
    Actions,
    Agreement,
    Alignment,
    Blocks,
    Pair,
    Policy,
    SharedMetrics,
    Uncertainty,
    Understanding,
    actions_of,
    agreement_of,
    block_of,
    ends,
    maybe,
    metric_block_of,
    pair_of,
    range_of,
    two,
    uncertainty_of,
)
from coalign._plan import Plan
from coalign._strategy import Section
from coalign._table import FindingRow, ReasonRow, StatusRow, Table, sentences
from coalign._types import Progress


class Assessment(Document):
    """What was found in a model. `assess` makes it; `print` shows it as the command line does.

    Numbers are read from the assessment document, so they are the same everywhere.
    """

    def __init__(
        self,
        model: Model,
        top: int = 3,
        seed: int = 0,
        threads: int = 1,
        progress: Progress | None = None,
        messages: Messages | None = None,
    ) -> None:
        self._model = model
        self._messages = messages
        self._core = _core.assess(model._core, top, seed, threads, progress)
        self._options = (top, operator.index(seed), operator.index(threads))

    @cached_property
    def _document(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def model(self) -> Model:
        """The model that was assessed."""
        return self._model

    @property
    def library(self) -> str:
        """The version of coalign that made the assessment."""
        return str(self._document["library"])

    @property
    def basis(self) -> str:
        """A hash of question, elicitation, policy and catalogue: results of another basis are not comparable."""
        return self._model.basis

    @cached_property
    def alignment(self) -> Alignment:
        """The overall result."""
        given = self._document["alignment"]
        policy = given["policy"]
        return Alignment(
            index=given["index"],
            gap=given["gap"],
            band=range_of(given["band"]),
            weight_range=range_of(given["weight_range"]),
            range=ends(given["range"]),
            coverage=given["coverage"],
            comparable=given["comparable"],
            policy=Policy(**{**policy, "rho": float(policy["rho"])}),
        )

    @cached_property
    def blocks(self) -> Blocks:
        """The gap of metrics, time and risk, and what each adds to the whole."""
        given = self._document["blocks"]
        return Blocks(
            metric=maybe(given["metric"], metric_block_of),
            horizon=maybe(given["horizon"], block_of),
            risk=maybe(given["risk"], block_of),
        )

    @property
    def common_ground(self) -> float | None:
        """The share of priority that all sides have in common; None without priorities."""
        share: float | None = self._document["common_ground"]
        return share

    @property
    def worst_pair(self) -> tuple[str, str] | None:
        """The two sides that are furthest apart."""
        return maybe(self._document["worst_pair"], two)

    @cached_property
    def reasons(self) -> Table[ReasonRow]:
        """The largest contributions as sentences, one for each block before a second from any."""
        return sentences(self._document["reasons"])

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of sides, in the order of the model."""
        return tuple(map(pair_of, self._document["pairs"]))

    @cached_property
    def _by_sides(self) -> dict[frozenset[str], Pair]:
        return {frozenset(pair.sides): pair for pair in self.pairs}

    def pair(self, one: str, other: str) -> Pair:
        """One pair by the ids of its sides, in either order. Its `sides` are in the order of the model."""
        found = self._by_sides.get(frozenset((one, other)))
        if found is not None:
            return found
        known = ", ".join(self._model.sides)
        raise Error("unknown_id", "pair", f"two of the sides {known}", f"{one!r} and {other!r}")

    @cached_property
    def shared_metrics(self) -> SharedMetrics | None:
        """How far the company is on what all sides care about; None without priorities."""
        return maybe(
            self._document["shared_metrics"],
            lambda given: SharedMetrics(
                weight=given["weight"],
                score=given["score"],
                range=range_of(given["range"]),
                kind=given["kind"],
                items=Table(given["items"]),
            ),
        )

    @cached_property
    def understanding(self) -> tuple[Understanding, ...]:
        """How well sides predict one another, where they did."""
        return tuple(
            Understanding(**{**given, "misread": Table(given["misread"])}) for given in self._document["understanding"]
        )

    @cached_property
    def agreement(self) -> tuple[Agreement, ...]:
        """How far the raters of a side agree, for each side that raters answered for."""
        return tuple(map(agreement_of, self._document["agreement"]))

    @cached_property
    def uncertainty(self) -> tuple[Uncertainty, ...]:
        """How sure the priority gap of each pair is, for each doubt that there is about it."""
        return tuple(map(uncertainty_of, self._document["uncertainty"]))

    @cached_property
    def actions(self) -> Actions:
        """What could be done: a plan, what all could agree on, what has to be decided above."""
        return actions_of(self._document["actions"])

    @property
    def north_star(self) -> Section | None:
        """The one goal: whether it is specific, its pace, its money, who pulls; None where the model has none."""
        return maybe(self._document["north_star"], Section)

    @property
    def tech_portfolio(self) -> Section | None:
        """Overlap, waste, the cover of all needs, and the two lists; None where the model has none."""
        return maybe(self._document["tech_portfolio"], Section)

    @property
    def decision_rights(self) -> Section | None:
        """Who decides what, as a table too, and how long decisions take; None where the model has none."""
        return maybe(self._document["decision_rights"], Section)

    @property
    def roadmap(self) -> Section | None:
        """Tie-back, critical path, spend and rhythm; None where the model has none."""
        return maybe(self._document["roadmap"], Section)

    @property
    def data_products(self) -> Table[Any]:
        """Friction of each data product; empty where the model has none."""
        return Table(self._document["data_products"] or ())

    @property
    def trade_offs(self) -> Table[Any]:
        """Front, exchange rates and what sides accept of each trade-off; empty where the model has none."""
        return Table(self._document["trade_offs"] or ())

    @property
    def relationship(self) -> Section | None:
        """Practices and unmet needs between the sides; None where the model has none."""
        return maybe(self._document["relationship"], Section)

    @property
    def symptoms(self) -> Section | None:
        """What shows that two strategies are at work; None where the model has none."""
        return maybe(self._document["symptoms"], Section)

    @cached_property
    def findings(self) -> Table[FindingRow]:
        """What the rules find, the most urgent first, waived ones among them. `str` of a row is its sentence."""
        return sentences(self._document["findings"])

    @property
    def not_assessed(self) -> list[str]:
        """What the assessment says nothing about."""
        return list(self._document["not_assessed"])

    @cached_property
    def status(self) -> Table[StatusRow]:
        """Why numbers are not there, or need care."""
        return Table(self._document["status"])

    def explain(self, top: int = 3) -> Table[ReasonRow]:
        """The `top` largest contributions as sentences: `reasons`, but as many as wanted."""
        top = _count(top)
        held, seed, threads = self._options
        if top > held and len(self.reasons) == held:
            return Assessment(self._model, top, seed, threads, messages=self._messages).reasons
        return Table(self.reasons[:top])

    def what_if(self, changes: Mapping[str, Any]) -> Assessment:
        """The assessment of the model with some of it changed, with the same options.

        Parameters
        ----------
        changes : dict
            New values by JSON pointer into the model document, as ``{"/sides/0/targets/security": 9}``. Objects that
            are missing on the way are made; an item of a list must be there.

        Returns
        -------
        Assessment

        Raises
        ------
        Error
            `bad_option`, `unknown_key` for a pointer that cannot be; otherwise every error of the changed model.
        """
        return Assessment(self._model._changed(changes), *self._options, messages=self._messages)

    def plan(self, index: float) -> Plan:
        """The least change that reaches an alignment index, and whose move it is.

        Parameters
        ----------
        index : float
            0 to 1.

        Returns
        -------
        Plan
            ``a.what_if(plan.changes).alignment.index`` is `plan.index`.

        Raises
        ------
        Error
            `bad_option` for an index outside 0 to 1.
        """
        return Plan._of(*_core.plan(self._model._core, index, language(self._messages)))

    def diff(self, before: Assessment) -> Diff:
        """What moved the gap since an earlier assessment, and which inputs. What has the same id is the same."""
        if not isinstance(before, Assessment):
            raise Error("bad_type", "before", "an Assessment", type(before).__name__)
        return Diff._of(*_core.diff(before._core, self._core, language(self._messages)))

    def to_json(self) -> str:
        """The assessment document as JSON text. The same model gives the same text."""
        return self._core.to_json(language(self._messages))

    def to_text(self, *, color: bool = False) -> str:
        """The report that a person reads in a terminal, of at most 80 columns."""
        return self._core.to_text(color, language(self._messages))

    def __repr__(self) -> str:
        index = self._core.index
        shown = "undefined" if index is None else f"{index:.3f}"
        return f"<coalign.Assessment of {', '.join(self._model.sides)}: index {shown}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        return (self._options[:2], self._messages) == (
            other._options[:2],
            other._messages,
        ) and self._model == other._model

    def __hash__(self) -> int:
        return hash((self._model, self._options[:2]))

    def __reduce__(self) -> tuple[Any, ...]:
        return Assessment, (self._model, *self._options, None, self._messages)


Assessment.__module__ = "coalign"


def assess(
    model: str | os.PathLike[str] | Mapping[str, Any] | Model,
    *,
    top: int = 3,
    seed: int = 0,
    threads: int = 1,
    progress: Progress | None = None,
    messages: str | os.PathLike[str] | Mapping[str, Any] | None = None,
) -> Assessment:
    """Measures how far apart the sides of a model are, and says why.

    Parameters
    ----------
    model : path, dict or Model
        A string is a path.
    top : int
        How many reasons.
    seed : int
        Of all that is drawn at random. The same seed gives the same numbers on any number of threads.
    threads : int
        0 takes as many as the machine has.
    progress : callable, optional
        Called now and then with how much is done, of how much. False, or what it raises, ends the work.
    messages : path or dict, optional
        Texts in another language, in the form that ``coalign messages`` prints. Keys that it leaves out stay English.
        Numbers, ids and order stay; so does `status`.

    Returns
    -------
    Assessment

    Raises
    ------
    Error
        Every error of the model, or of the messages, in `all`; `too_large` for more than 100 sides; `cancelled` where
        `progress` ended the work; `io_error` where the file cannot be read.

    Examples
    --------
    >>> import coalign
    >>> from importlib.resources import files
    >>> a = coalign.assess(files("coalign") / "examples" / "cio_cmo.json")
    >>> a.pair("cmo", "cio").sides
    ('cio', 'cmo')
    >>> 0 <= a.alignment.index <= 1
    True
    """
    top = _count(top)
    words = messages_of(messages)
    if isinstance(model, (str, os.PathLike)):
        with reading(os.fsdecode(os.fspath(model))):
            return Assessment(Model.load(model), top, seed, threads, progress, words)
    return Assessment(model_of(model), top, seed, threads, progress, words)


def _count(top: Any) -> int:
    try:
        count = None if isinstance(top, bool) else operator.index(top)
    except TypeError:
        count = None
    if count is None:
        raise Error("bad_type", "top", "a whole number >= 0", repr(top))
    if count < 0:
        raise Error("bad_option", "top", "a whole number >= 0", str(count))
    return min(count, 1 << 32)
