# SPDX-License-Identifier: Apache-2.0
"""The commands. Text, JSON and messages come from the library; what is here reads options and files."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from importlib import resources
from typing import Literal, NoReturn, Protocol

import click

import coalign
from coalign import _core
from coalign._cli import (
    BAD_INPUT,
    DONE,
    GATE,
    closed,
    complain,
    report,
    write_error,
    write_file,
    write_result,
)
from coalign._errors import Error, reading
from coalign._model import LIMIT, Model, reason
from coalign._progress import Bar
from coalign._strategy import LEVELS
from coalign._trend import naming
from coalign._types import Progress

_output = click.option("-o", "--output", metavar="FILE", default="-", help="Write the result there instead.")
_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Of the result.")
_threads = click.option(
    "--threads",
    type=click.IntRange(0, 1024),
    default=1,
    show_default=True,
    metavar="N",
    help="How many to work with; 0: as many as there are. The result is the same.",
)

_messages = click.option(
    "--messages", metavar="FILE", help="Texts in another language: `coalign messages`, translated."
)

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


@click.group(context_settings=HELP)
@click.version_option(coalign.__version__, "--version", prog_name="coalign", message="%(prog)s %(version)s")
def command() -> None:
    """How far apart the priorities of the sides of a company are (a CIO and a
    CMO, say), why, what they share, and what would bring them together.

    A model is a JSON file; - is standard input. Results go to standard output,
    errors to standard error. Exit codes: 0 done, 1 done but a gate is not met,
    2 wrong use or bad input, 3 a file cannot be read or written.
    """


@command.command()
def demo() -> int:
    """Assess the example: a CIO and a CMO of an invented company."""
    assessment = coalign.assess(Model.from_json(_example("cio_cmo.json")))
    _show(assessment, "-")
    return DONE


def _example(name: str) -> bytes:
    return (resources.files("coalign") / "examples" / name).read_bytes()


@command.command()
@click.argument("file", default="-")
@click.option("--full", is_flag=True, help="With every section of a shared strategy.")
def init(file: str, full: bool) -> int:
    """Write a starter model to FILE, to edit: the usual metrics and risks of a
    CIO and a CMO, with example numbers.

    Without FILE it goes to standard output. A file that exists is left alone.
    """
    text = _example("starter_full.json").decode() if full else _core.starter_model()
    if file == "-":
        write_result(text)
    elif os.path.lexists(file):
        raise Error("bad_option", "", "a file that does not exist yet", "one that does", file=file)
    else:
        write_file(file, text)
        write_error(f"{file}: written. Next: put in each side's numbers, then coalign assess {file}")
    return DONE


@command.command()
@click.argument("models", metavar="MODEL...", nargs=-1, required=True)
def check(models: tuple[str, ...]) -> int:
    """Validate models, and tell every error with its place."""
    codes = [_check(file) for file in models]
    return max(codes)


def _check(file: str) -> int:
    try:
        model = _read(file)
    except Error as error:
        return report(error, file)
    sides, metrics = len(model.sides), len(model.metrics)
    write_error(f"{file}: valid ({sides} sides, {metrics} metric{'' if metrics == 1 else 's'})")
    return DONE


@command.command()
@click.argument("model")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="Of the result: text or json."
)
@_output
@click.option("--top", type=click.IntRange(min=0), default=3, show_default=True, metavar="N", help="How many reasons.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Of all that is drawn at random.",
)
@_threads
@click.option("--fail-below", type=float, metavar="INDEX", help="Exit 1 where the alignment index is below this.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    help="Exit 1 where a finding of this level or above is open.",
)
@_messages
@click.option("--audience", type=click.Choice(["analyst", "meeting"]), help="(Not supported yet.)")
def assess(
    model: str,
    form: str,
    output: str,
    top: int,
    seed: int,
    threads: int,
    fail_below: float | None,
    fail_on: str | None,
    messages: str | None,
    audience: str | None,
) -> int:
    """Measure how far apart the sides of MODEL are, and say why."""
    if form == "html":
        _not_supported("--format html")
    if audience is not None:
        _not_supported("--audience")
    if fail_below is not None:
        _check_index(fail_below, "--fail-below")

    with Bar() as bar, reading(model):
        assessment = coalign.assess(
            _read(model), top=top, seed=seed, threads=threads, progress=bar.part(0, 1), messages=messages
        )
    _give(assessment, form, output)

    unmet = [*_below(assessment, fail_below), *_open_findings(assessment, fail_on)]
    for why in unmet:
        write_error(f"{model}: {why}")
    return GATE if unmet else DONE


def _below(assessment: coalign.Assessment, least: float | None) -> Iterator[str]:
    """Why the index is not what a gate wants, if it is not."""
    index = assessment.alignment.index
    if least is not None and (index is None or index < least):
        found = "is undefined" if index is None else f"{index:.6g} is below {least:g}"
        yield f"the alignment index {found}, so --fail-below is not met"


def _open_findings(assessment: coalign.Assessment, level: str | None) -> Iterator[str]:
    """Which findings a gate does not let through, if any are open."""
    if level is None:
        return
    gated = LEVELS[LEVELS.index(level) :]
    rules = [x["rule"] for x in assessment.findings if x["state"] == "open" and x["level"] in gated]
    if rules:
        named = ", ".join(dict.fromkeys(rules))
        yield f"open findings: {len(rules)} ({named}), so --fail-on {level} is not met"


@command.command()
@click.argument("model")
@click.option("--to", "index", type=float, required=True, metavar="INDEX", help="The alignment index that is wanted.")
@_form
@_output
@_messages
@_threads
def plan(model: str, index: float, form: str, output: str, messages: str | None, threads: int) -> int:
    """Find the least change of MODEL that reaches an alignment index, and whose
    move it is.

    Exit 1 where the index is out of reach; the plan is then the most there is.
    """
    _check_index(index, "--to")
    with Bar() as bar, reading(model):
        assessment = coalign.assess(_read(model), threads=threads, progress=bar.part(0, 1), messages=messages)
        found = assessment.plan(index)
    _give(found, form, output)
    if found.reached:
        return DONE
    reach = "is undefined" if found.index is None else f"cannot be higher than {found.index:.6g}"
    write_error(f"{model}: the alignment index {reach}, so --to {index:g} is not met")
    return GATE


@command.command()
@click.argument("before")
@click.argument("after")
@_form
@_output
@_messages
@_threads
def diff(before: str, after: str, form: str, output: str, messages: str | None, threads: int) -> int:
    """Tell what moved the gap from the model BEFORE to the model AFTER."""
    if before == after == "-":
        raise Error("bad_option", "AFTER", "a file, where BEFORE is standard input", "-")

    def assessed(file: str, progress: Progress) -> coalign.Assessment:
        with reading(file):
            return coalign.assess(_read(file), threads=threads, progress=progress, messages=messages)

    with Bar() as bar:
        earlier, later = assessed(before, bar.part(0, 2)), assessed(after, bar.part(1, 2))
        found = later.diff(earlier)
    _give(found, form, output)
    return DONE


@command.command()
@click.argument("models", metavar="MODEL...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Of the result.")
@_output
@_messages
@_threads
def trend(models: tuple[str, ...], form: str, output: str, messages: str | None, threads: int) -> int:
    """Tell how the gap moved over several models, in the order of their as_of.

    Each needs an as_of of its own; the order on the command line is free.
    """
    if models.count("-") > 1:
        raise Error("bad_option", "MODEL", "files, where one model is standard input", "- again")
    with Bar() as bar:
        assessed = []
        for at, file in enumerate(models):
            with reading(file):
                progress = bar.part(at, len(models))
                assessed.append(coalign.assess(_read(file), threads=threads, progress=progress, messages=messages))
        with naming(models):
            found = coalign.trend(assessed)
    if form == "csv":
        _put(found.to_csv(), output)
    else:
        _give(found, form, output)
    return DONE


@command.command()
@click.argument("which", type=click.Choice(["model", "assessment", "diff", "trend"]), default="model")
def schema(which: Literal["model", "assessment", "diff", "trend"]) -> int:
    """Print the JSON Schema of the model, or of a document that a command writes."""
    write_result(coalign.schema(which))
    return DONE


@command.command()
def messages() -> int:
    """Print every template of text with its key and arguments, to translate."""
    write_result(_core.messages())
    return DONE


def _not_supported(option: str) -> NoReturn:
    complain(f"{option} is not supported yet [not_supported]")
    raise click.exceptions.Exit(BAD_INPUT)


def _read(file: str) -> Model:
    if file != "-":
        return Model.load(file)
    try:
        if sys.stdin is None:
            raise closed()
        text = sys.stdin.buffer.read(LIMIT + 1)
    except OSError as error:
        raise Error("io_error", "", "a file that can be read", reason(error)) from error
    return Model.from_json(text)


def _check_index(index: float, option: str) -> None:
    if not 0 <= index <= 1:
        got = "NaN" if math.isnan(index) else f"{index:g}"
        raise Error("bad_option", option, "a number from 0 to 1", got)


class _Report(Protocol):
    """What is a document, and a text to read."""

    def to_json(self) -> str: ...

    def to_text(self, *, color: bool = False) -> str: ...


def _give(found: _Report, form: str, output: str) -> None:
    if form == "json":
        _put(found.to_json(), output)
    else:
        _show(found, output)


def _show(found: _Report, output: str) -> None:
    terminal = output == "-" and sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    text = found.to_text(color=terminal and not plain)
    _put(text if text.endswith("\n") else text + "\n", output)


def _put(text: str, output: str) -> None:
    if output == "-":
        write_result(text)
    else:
        write_file(output, text)
