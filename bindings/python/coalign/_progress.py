# SPDX-License-Identifier: Apache-2.0
"""A bar on standard error while work takes long."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import Any

from coalign._types import Progress

_QUIET = 2.0  # seconds; what is done by then needs no bar
_EVERY = 0.1
_CELLS = 30


class Bar:
    """A bar that is there on a terminal only, only from two seconds on, and that leaves nothing behind."""

    def __init__(self) -> None:
        self._stream: Any = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
        self._next = time.monotonic() + _QUIET
        self._shown = 0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("\r" + " " * self._shown + "\r")

    def part(self, at: int, of: int) -> Progress:
        """What is told of the progress of one of several parts, counted from 0."""

        def tell(done: int, total: int) -> None:
            if self._stream is not None and time.monotonic() >= self._next:
                self._next = time.monotonic() + _EVERY
                self._show((at + done / max(total, 1)) / of)

        return tell

    def _show(self, share: float) -> None:
        line = f"[{'#' * round(_CELLS * share):<{_CELLS}}] {share:4.0%}"
        self._shown = max(self._shown, len(line))
        self._write("\r" + line)

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()
