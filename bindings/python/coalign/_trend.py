# SPDX-License-Identifier: Apache-2.0
"""Trends: several models in the order of their dates."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from coalign import _core
from coalign._assessment import Assessment, assess
from coalign._document import Document
from coalign._errors import Error
from coalign._messages import language, messages_of
from coalign._model import Model
from coalign._table import StatusRow, Table, TrendRow

_COLUMNS = tuple(TrendRow.__annotations__)
_BLOCKS = ("metric", "horizon", "risk")
_FINDINGS = ("errors", "warnings", "notes", "waived")


class Trend(Table[TrendRow], Document):
    """The gaps of several models in the order of their dates. `trend` makes it; `print` shows it.

    It is a table: for each model a row of all sides together, then one for each pair of sides. ``pandas.DataFrame`` and
    ``polars.DataFrame`` take it as it is. `to_dict` and `to_json` give the document, `to_csv` the rows.
    """

    __slots__ = ("_texts",)
    _texts: tuple[str, str, str]

    @classmethod
    def _of(cls, document: str, plain: str, coloured: str) -> Trend:
        made = cls(row for point in json.loads(document)["points"] for row in _rows(point))
        made._texts = (document, plain, coloured)
        return made

    @property
    def status(self) -> Table[StatusRow]:
        """Why numbers are not there."""
        return Table(self.to_dict()["status"])

    def to_json(self) -> str:
        """The document of the trend as JSON text. The same models give the same text."""
        return self._texts[0]

    def to_text(self, *, color: bool = False) -> str:
        """What a person reads in a terminal, of at most 80 columns."""
        return self._texts[2 if color else 1]

    def to_csv(self) -> str:
        """The rows as CSV: a heading, then a line each; what is not there is empty, true and false are words."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row in self:
            writer.writerow(json.dumps(x) if isinstance(x, bool) else x for x in row.values())
        return text.getvalue()

    def __str__(self) -> str:
        return self.to_text().removesuffix("\n")

    def __reduce__(self) -> tuple[Any, ...]:
        return Trend._of, self._texts


Trend.__module__ = "coalign"


def _rows(point: Mapping[str, Any]) -> Iterator[TrendRow]:
    for at in (point, *point["pairs"]):
        first, second = at.get("sides", (None, None))
        change = at["change"] or {}
        row = {
            "as_of": point["as_of"],
            "first": first,
            "second": second,
            "basis": point["basis"],
            "index": at["index"],
            "gap": at["gap"],
            **{f"{block}_gap": at["blocks"][block] for block in _BLOCKS},
            "comparable": at["comparable"],
            "index_change": change.get("index"),
            "gap_change": change.get("gap"),
            **{f"{block}_change": change["blocks"][block] if change else None for block in _BLOCKS},
            "comparable_change": change.get("comparable"),
            "beyond_noise": change.get("beyond_noise"),
            **{count: at.get("findings", {}).get(count) for count in _FINDINGS},
            "opened": change.get("opened"),
            "closed": change.get("closed"),
        }
        yield {column: row[column] for column in _COLUMNS}  # type: ignore[misc]


def trend(
    models: Iterable[str | os.PathLike[str] | Mapping[str, Any] | Model | Assessment],
    *,
    seed: int = 0,
    threads: int = 1,
    messages: str | os.PathLike[str] | Mapping[str, Any] | None = None,
) -> Trend:
    """How the gap moved over several models, in the order of their `as_of`.

    Parameters
    ----------
    models : iterable of path, dict, Model or Assessment
        In any order; each needs an `as_of` of its own. An assessment is taken as it is.
    seed, threads : int
        As in `assess`.
    messages : path or dict, optional
        Texts in another language; otherwise those of the first assessment.

    Returns
    -------
    Trend
        A table: for each model a row of all sides together, then one for each pair of sides, with the gap, the index,
        each block, the change since the model before, and how many findings are open.

    Raises
    ------
    Error
        Every error of a model; `missing_key` for a model without `as_of`, `duplicate` for two of one date, both with
        the position in `row`, or the file in `file`; `size_mismatch` for no model at all.

    Examples
    --------
    >>> import coalign
    >>> def at(day, points):
    ...     sides = [{"id": "cio", "priorities": {"a": 60, "b": 40}}, {"id": "cmo", "priorities": points}]
    ...     return {"coalign": 1, "as_of": day, "metrics": [{"id": "a"}, {"id": "b"}], "sides": sides}
    >>> moved = coalign.trend([at("2026-06-30", {"a": 50, "b": 50}), at("2026-03-31", {"a": 10, "b": 90})])
    >>> [(row["as_of"], round(row["gap"], 12)) for row in moved if row["first"] is None]
    [('2026-03-31', 0.5), ('2026-06-30', 0.1)]
    """
    if isinstance(models, (str, bytes, os.PathLike, Mapping, Model, Assessment)) or not isinstance(models, Iterable):
        raise Error("bad_type", "models", "a list of paths, dicts, Models or Assessments", type(models).__name__)
    given = list(models)
    words = messages_of(messages)
    assessed = [
        x if isinstance(x, Assessment) else assess(x, seed=seed, threads=threads, messages=messages) for x in given
    ]
    if words is None and assessed:
        words = assessed[0]._messages
    with naming([os.fsdecode(os.fspath(x)) if isinstance(x, (str, os.PathLike)) else None for x in given]):
        return Trend._of(*_core.trend([a._core for a in assessed], language(words)))


@contextmanager
def naming(files: Sequence[str | None]) -> Iterator[None]:
    """Errors raised inside that tell a position are about the file there, where it is one."""
    try:
        yield
    except Error as error:
        file = None if error.row is None else files[error.row]
        if file is not None:
            error.file, error.row = file, None
        raise
