# SPDX-License-Identifier: Apache-2.0
"""Arrow columns over NumPy memory, by the C data interface alone, so that offsets and releases can be anything."""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p

import numpy as np

FORMATS = {"float64": b"g", "float32": b"f", "uint8": b"C", "int16": b"s", "int64": b"l"}


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


class ArrowStream(ctypes.Structure):
    pass


_ReleaseSchema = CFUNCTYPE(None, POINTER(ArrowSchema))
_ReleaseArray = CFUNCTYPE(None, POINTER(ArrowArray))
_ReleaseStream = CFUNCTYPE(None, POINTER(ArrowStream))
_GetSchema = CFUNCTYPE(c_int, POINTER(ArrowStream), POINTER(ArrowSchema))
_GetNext = CFUNCTYPE(c_int, POINTER(ArrowStream), POINTER(ArrowArray))
_GetError = CFUNCTYPE(c_void_p, POINTER(ArrowStream))  # ctypes returns no c_char_p from Python

ArrowSchema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_char_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)),
    ("release", _ReleaseSchema),
    ("private_data", c_void_p),
]
ArrowArray._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))),
    ("dictionary", POINTER(ArrowArray)),
    ("release", _ReleaseArray),
    ("private_data", c_void_p),
]
ArrowStream._fields_ = [
    ("get_schema", _GetSchema),
    ("get_next", _GetNext),
    ("get_last_error", _GetError),
    ("release", _ReleaseStream),
    ("private_data", c_void_p),
]

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [c_void_p, c_char_p, c_void_p]


def bits(flags):
    """Flags as Arrow packs them."""
    return np.packbits(np.asarray(flags, bool), bitorder="little")


class Column:
    """One array: `released` counts how often it was given back."""

    def __init__(self, form, length, buffers, children=(), offset=0, nulls=-1):
        self.released = {"schema": 0, "array": 0}
        self.kept = [buffers, children]
        self.schema = ArrowSchema(form, b"", None, 2, len(children), None, None)
        self.array = ArrowArray(length, nulls, offset, len(buffers), len(children), None, None, None)
        at = [None if b is None else b.ctypes.data for b in buffers]
        self.array.buffers = (c_void_p * len(buffers))(*at)
        if children:
            self.schema.children = (POINTER(ArrowSchema) * len(children))(*(ctypes.pointer(c.schema) for c in children))
            self.array.children = (POINTER(ArrowArray) * len(children))(*(ctypes.pointer(c.array) for c in children))
        self._release_schema = _ReleaseSchema(lambda x: self._release("schema", x))
        self._release_array = _ReleaseArray(lambda x: self._release("array", x))
        self.schema.release, self.array.release = self._release_schema, self._release_array

    def _release(self, what, x):
        self.released[what] += 1
        x.contents.release = type(x.contents.release)()

    def __arrow_c_array__(self, requested_schema=None):
        return (
            _new_capsule(ctypes.addressof(self.schema), b"arrow_schema", None),
            _new_capsule(ctypes.addressof(self.array), b"arrow_array", None),
        )


class Stream:
    """A stream of columns of one type, or of an error after them."""

    def __init__(self, columns, schema, error=None):
        self.columns, self.kept, self.released = list(columns), [columns, schema], 0
        self.error = None if error is None else ctypes.create_string_buffer(error)

        def get_schema(_, out):
            ctypes.memmove(out, ctypes.byref(schema.schema), ctypes.sizeof(ArrowSchema))
            return 0

        def get_next(_, out):
            if self.columns:
                ctypes.memmove(out, ctypes.byref(self.columns.pop(0).array), ctypes.sizeof(ArrowArray))
                return 0
            ctypes.memset(out, 0, ctypes.sizeof(ArrowArray))
            return 5 if error else 0

        def release(x):
            self.released += 1
            x.contents.release = _ReleaseStream()

        self.stream = ArrowStream(
            _GetSchema(get_schema),
            _GetNext(get_next),
            _GetError(lambda _: ctypes.addressof(self.error)),
            _ReleaseStream(release),
        )

    def __arrow_c_stream__(self, requested_schema=None):
        return _new_capsule(ctypes.addressof(self.stream), b"arrow_array_stream", None)


def numbers(values, valid=None, offset=0):
    """A column of numbers."""
    values = np.ascontiguousarray(values)
    buffers = [None if valid is None else bits(valid), values]
    return Column(FORMATS[values.dtype.name], len(values) - offset, buffers, offset=offset)


def lists(rows, valid=None, offset=0, child_offset=0, items_valid=None):
    """Rows as a column of fixed-size lists, of which the first `offset` are cut off."""
    rows = np.ascontiguousarray(rows)
    padding = np.full(child_offset, 99, rows.dtype)
    child = numbers(np.concatenate([padding, rows.ravel()]), items_valid, child_offset)
    buffers = [None if valid is None else bits(valid)]
    return Column(b"+w:%d" % rows.shape[1], len(rows) - offset, buffers, [child], offset)


def table(columns, rows):
    """A table of columns."""
    return Column(b"+s", rows, [None], columns, nulls=0)
