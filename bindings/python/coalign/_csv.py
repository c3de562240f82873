# SPDX-License-Identifier: Apache-2.0
"""Sections of a model from CSV files, one row a thing: what columns there are is what the JSON Schema says."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from coalign._errors import Error, reading
from coalign._model import read_file
from coalign._schema import schema

Schema = dict[str, Any]

# What a row is in each section.
THINGS = {"tools": "tool", "roadmap": "roadmapItem", "requests": "request", "data_products": "dataProduct"}
SECTIONS = (*THINGS, "decision_rights")

# Numbers as JSON writes them.
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")

# What people put between the letters of a responsibility table: "A/R", "A, R", "A & R".
BETWEEN_LETTERS = re.compile(r"[\s/,;+&]+")


def read_csv(path: str | os.PathLike[str], section: str) -> Any:
    """A section of a model from a CSV file in UTF-8, as it stands in the model document.

    One row is one thing, one column one of its keys. A key inside another is written with a point (``risk.security``),
    a list with semicolons (``email; profiles``). An empty cell leaves its key out. Where a thing has a list of objects
    (``access`` of a data product), it may take several rows with the same id. For ``decision_rights`` the file is a
    responsibility table (RACI) as `Assessment.decision_rights.raci` has it: a column ``domain``, and one for each side
    with ``A`` or ``A/R`` where it decides, ``C`` where it is consulted, ``R``, ``I`` or nothing. The one with ``A``
    decides, and whoever does the work with it (``R``) is consulted; two with ``A`` are a conflict, and one ``R``
    without an ``A`` is a decision of nobody. Several with ``R`` decide together (``shared``) where nobody has ``A``, or
    where who has it stands above them: the arbiter, who answers for such decisions alone and never does the work.

    Parameters
    ----------
    path : path
    section : {"tools", "roadmap", "requests", "data_products", "decision_rights"}

    Returns
    -------
    list of dict, or dict
        ``model["tech_portfolio"] = {"tools": coalign.read_csv("tools.csv", "tools")}``

    Raises
    ------
    Error
        Every cell that cannot be read, with its row (the first below the heading is 0) and column. What the values
        mean is checked with the model.
    """
    if section not in SECTIONS:
        raise Error("bad_option", "section", "one of " + ", ".join(SECTIONS), repr(section))
    name = os.fsdecode(os.fspath(path))
    with reading(name):
        heads, rows = _table(read_file(path))
        if section == "decision_rights":
            return _rights(heads, rows)
        return _things(heads, rows, THINGS[section])


def _table(data: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        text = data.decode("utf-8-sig")
        lines = [line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if any(map(str.strip, line))]
    except UnicodeDecodeError as error:
        raise Error("bad_type", "", "a CSV file in UTF-8", str(error.reason)) from error
    except csv.Error as error:
        raise Error("bad_type", "", "a CSV file", str(error)) from error
    if not lines:
        raise Error("missing", "", "a line with the names of the columns", "nothing")
    heads, rows = [head.strip() for head in lines[0]], lines[1:]
    for head in heads:
        if heads.count(head) > 1:
            raise Error("duplicate", head, "each column once", "two")
    errors = [
        Error("size_mismatch", "", f"{len(heads)} cells", str(len(row)), i)
        for i, row in enumerate(rows)
        if len(row) != len(heads)
    ]
    if errors:
        raise Error.of(errors)
    return heads, rows


@cache
def _definitions() -> Schema:
    found: Schema = json.loads(schema("model"))["$defs"]
    return found


def _resolved(given: Schema) -> Schema:
    while "$ref" in given:
        given = {**_definitions()[given["$ref"].rpartition("/")[2]], **{k: v for k, v in given.items() if k != "$ref"}}
    return given


def _kinds(given: Schema) -> Iterator[Schema]:
    """A schema, or what it may be any of."""
    given = _resolved(given)
    options = given.get("anyOf") or given.get("oneOf")
    if not options:
        yield given
    for option in options or ():
        yield from _kinds(option)


def _is(given: Schema, kind: str) -> bool:
    return any(kind in (x.get("type"), *(x["type"] if isinstance(x.get("type"), list) else ())) for x in _kinds(given))


def _columns(given: Schema, path: tuple[str, ...] = ()) -> dict[str, tuple[tuple[str, ...], Schema, bool]]:
    """Columns by name: where the value goes, its schema, and whether it is part of one object of a list."""
    out: dict[str, tuple[tuple[str, ...], Schema, bool]] = {}
    for key, value in _resolved(given).get("properties", {}).items():
        inside = _resolved(value)
        items = _resolved(inside.get("items", {}))
        if inside.get("type") == "object" and "properties" in inside:
            out.update(_columns(inside, (*path, key)))
        elif inside.get("type") == "array" and items.get("type") == "object":
            out.update({f"{key}.{k}": ((key, k), s, True) for k, s in items.get("properties", {}).items()})
        else:
            out[".".join((*path, key))] = ((*path, key), value, False)
    return out


def _cell(text: str, given: Schema) -> Any:
    """A cell as its schema wants it; raises ValueError with what was expected."""
    text = text.strip()
    if _is(given, "array") and (";" in text or not _is(given, "string")):
        return [part.strip() for part in text.split(";") if part.strip()]
    if _is(given, "number") or _is(given, "integer"):
        if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            raise ValueError("a number")
        return json.loads(text)
    if _is(given, "boolean"):
        truth = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() not in truth:
            raise ValueError("true or false")
        return truth[text.lower()]
    return text


def _things(heads: list[str], rows: list[list[str]], kind: str) -> list[dict[str, Any]]:
    columns = _columns(_definitions()[kind])
    terms = "definitions" if "definitions" in _definitions()[kind]["properties"] else None
    columns.pop("definitions", None)
    errors: list[Error] = []
    known = ", ".join(columns)
    for head in heads:
        if (
            head not in columns
            and not head.startswith("x-")
            and not (terms and head.startswith(terms + ".") and head != terms + ".")
        ):
            errors.append(Error("unknown_key", head, f"a column among {known}", repr(head)))
    if "id" not in heads:
        errors.append(Error("missing_key", "id", "a column with the id of each thing"))
    if errors:
        raise Error.of(errors)

    several = any(listed for _, _, listed in columns.values())
    things: dict[str, dict[str, Any]] = {}
    for i, row in enumerate(rows):
        id_ = row[heads.index("id")].strip()
        if not id_:
            errors.append(Error("missing_key", "id", "an id", "", i))
            continue
        if id_ in things and not several:
            errors.append(Error("duplicate", "id", "each id once", repr(id_), i))
            continue
        thing = things.setdefault(id_, {})
        objects: dict[str, dict[str, Any]] = {}
        for head, text in zip(heads, row, strict=True):
            if not text.strip():
                continue
            if head not in columns:
                said: Any = text
                at, key = thing, head
                if not head.startswith("x-"):
                    said = {"accepted_by": [part.strip() for part in text.split(";") if part.strip()]}
                    at, key = thing.setdefault("definitions", {}), head.partition(".")[2]
                if at.setdefault(key, said) != said:
                    errors.append(Error("duplicate", head, f"one value for {id_!r}", repr(text), i))
                continue
            path, given, listed = columns[head]
            try:
                value = _cell(text, given)
            except ValueError as error:
                errors.append(Error("bad_type", head, str(error), repr(text), i))
                continue
            if listed:
                objects.setdefault(path[0], {})[path[1]] = value
                continue
            at = thing
            for key in path[:-1]:
                at = at.setdefault(key, {})
            if at.setdefault(path[-1], value) != value:
                errors.append(Error("duplicate", head, f"one value for {id_!r}", repr(text), i))
        for key, found in objects.items():
            thing.setdefault(key, []).append(found)
    if errors:
        raise Error.of(errors)
    return list(things.values())


def _rights(heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
    if "domain" not in heads:
        raise Error("missing_key", "domain", "a column with the domains")
    errors: list[Error] = []
    domains: dict[str, dict[str, set[str]]] = {}
    places: list[int] = []
    for i, row in enumerate(rows):
        cells = {head: text.strip() for head, text in zip(heads, row, strict=True) if not head.startswith("x-")}
        domain = cells.pop("domain")
        if not domain or domain in domains:
            errors.append(Error("duplicate" if domain else "missing_key", "domain", "each domain once", domain, i))
            continue
        letters = {side: set(BETWEEN_LETTERS.sub("", text.upper())) for side, text in cells.items()}
        for side, given in letters.items():
            if not given <= {"R", "A", "C", "I"}:
                errors.append(Error("bad_option", side, "R, A, C or I, or several as A/R", repr(cells[side]), i))
        domains[domain] = letters
        places.append(i)
    arbiters = _arbiters(domains)
    errors += [
        Error("duplicate", x, f"one arbiter, as {arbiters[0]!r}", repr(x), i)
        for x in arbiters[1:]
        for i in [i for i, letters in zip(places, domains.values(), strict=True) if "A" in letters[x]][:1]
    ]
    if errors:
        raise Error.of(errors)
    leads: dict[str, Any] = {}
    consulted: dict[str, list[str]] = {}
    for domain, letters in domains.items():
        accountable = [side for side in _with(letters, "A") if side not in arbiters]
        together = not accountable and len(_with(letters, "R")) > 1
        leads[domain] = "shared" if together else accountable[0] if len(accountable) == 1 else accountable or None
        heard = [
            side
            for side, given in letters.items()
            if ("C" in given or ("R" in given and not together)) and side not in accountable and side not in arbiters
        ]
        if heard:
            consulted[domain] = heard
    out: dict[str, Any] = {"arbiter": arbiters[0]} if arbiters else {}
    return {**out, "domains": leads, **({"consulted": consulted} if consulted else {})}


def _with(letters: dict[str, set[str]], letter: str) -> list[str]:
    return [side for side, given in letters.items() if letter in given]


def _arbiters(domains: dict[str, dict[str, set[str]]]) -> list[str]:
    """Who stands above the sides: answers, alone, for what several others decide together, and does nothing else."""
    above: dict[str, bool] = {}
    for letters in domains.values():
        accountable = _with(letters, "A")
        for side in (*accountable, *_with(letters, "R")):
            answers = accountable == [side] and "R" not in letters[side] and len(_with(letters, "R")) > 1
            above[side] = above.get(side, True) and answers
    return [side for side, is_above in above.items() if is_above]


read_csv.__module__ = "coalign"
