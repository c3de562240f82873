# SPDX-License-Identifier: Apache-2.0
"""Types of arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Protocol, TypeAlias

import numpy as np

Number: TypeAlias = "np.floating[Any] | np.integer[Any]"
# An array whose type does not say how many dimensions it has is taken for anything; one that says it is not this.
Array: TypeAlias = "np.ndarray[tuple[NoReturn, NoReturn, NoReturn], np.dtype[Number]]"
Vector: TypeAlias = "np.ndarray[tuple[int], np.dtype[Number]] | Sequence[float]"
Rows: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[Number]] | Sequence[Sequence[float]]"
Progress: TypeAlias = Callable[[int, int], object]


class ArrowColumn(Protocol):
    """What one Arrow array is: a ``pyarrow.Array``, say."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


class ArrowStream(Protocol):
    """A column or a table that Arrow reads: a ``polars.Series``, say."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


ArrowData: TypeAlias = "ArrowColumn | ArrowStream"
