# SPDX-License-Identifier: Apache-2.0
"""Texts in another language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from coalign import _core
from coalign._errors import reading
from coalign._model import encode, read_file


class Messages:
    """A translated file of texts, in the form that `coalign messages` prints."""

    __slots__ = ("_core", "_text")
    _core: _core.Translation

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._core = _core.read_messages(text)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Messages) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Messages, (self._text,)


def messages_of(source: str | os.PathLike[str] | Mapping[str, Any] | Messages | None) -> Messages | None:
    """Texts from whatever stands for some: a path, a dict, None for English."""
    if source is None or isinstance(source, Messages):
        return source
    if isinstance(source, (str, os.PathLike)):
        with reading(os.fsdecode(os.fspath(source))):
            return Messages(read_file(source))
    return Messages(encode(source))


def language(messages: Messages | None) -> _core.Translation | None:
    """What the library takes."""
    return None if messages is None else messages._core
