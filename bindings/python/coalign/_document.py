# SPDX-License-Identifier: Apache-2.0
"""What an assessment, a plan and a difference have in common: a document, and a text for a terminal."""

from __future__ import annotations

import json
from typing import Any


class Document:
    """Something that is JSON and text."""

    def to_dict(self) -> dict[str, Any]:
        """The document, as a new dict."""
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def to_json(self) -> str:
        """The document as JSON text. The same input gives the same text."""
        raise NotImplementedError

    def to_text(self, *, color: bool = False) -> str:
        """What a person reads in a terminal, of at most 80 columns."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.to_text().removesuffix("\n")


class Written(Document):
    """A document that was written when it was made: it and its text, without and with colour."""

    _texts: tuple[str, str, str]

    def to_json(self) -> str:
        """The document as JSON text. The same input gives the same text."""
        return self._texts[0]

    def to_text(self, *, color: bool = False) -> str:
        """What a person reads in a terminal, of at most 80 columns."""
        return self._texts[2 if color else 1]
