# SPDX-License-Identifier: Apache-2.0
"""JSON Schemas of the documents."""

from __future__ import annotations

from typing import Literal

from coalign import _core
from coalign._errors import Error


def schema(which: Literal["model", "assessment", "diff", "trend"] = "model") -> str:
    """The JSON Schema (draft 2020-12) of a document, as JSON text.

    Parameters
    ----------
    which : {"model", "assessment", "diff", "trend"}

    Examples
    --------
    >>> import coalign, json
    >>> json.loads(coalign.schema("model"))["title"]
    'coalign model'
    """
    if which == "model":
        return _core.model_schema()
    if which == "assessment":
        return _core.assessment_schema()
    if which == "diff":
        return _core.diff_schema()
    if which == "trend":
        return _core.trend_schema()
    raise Error("bad_option", "which", "'model', 'assessment', 'diff' or 'trend'", repr(which))
