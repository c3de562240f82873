# SPDX-License-Identifier: Apache-2.0
"""Models: from a file, a dict or JSON text."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from coalign import _core
from coalign._errors import Error, reading

LIMIT = 64 << 20
_LEVELS = 64


class Model:
    """A validated model: one question, one catalogue, one policy, and what each side answered.

    Parameters
    ----------
    document : dict
        The model document. Numbers may be NumPy's, and lists may be arrays.

    Raises
    ------
    Error
        Every error of the document, in `all`.

    Examples
    --------
    >>> import coalign
    >>> model = coalign.Model({
    ...     "coalign": 1,
    ...     "metrics": [{"id": "uptime"}, {"id": "pipeline"}],
    ...     "sides": [
    ...         {"id": "cio", "priorities": {"uptime": 80, "pipeline": 20}},
    ...         {"id": "cmo", "priorities": {"uptime": 30, "pipeline": 70}},
    ...     ],
    ... })
    >>> model.sides
    ('cio', 'cmo')
    >>> coalign.assess(model).pair("cio", "cmo").metric.priority_gap
    0.5
    """

    __slots__ = ("_core",)
    _core: _core.Model

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._core = _core.read_model(encode(document))

    @classmethod
    def from_json(cls, text: str | bytes) -> Model:
        """A model from the text of its document (bytes: in UTF-8)."""
        model = cls.__new__(cls)
        model._core = _core.read_model(_utf8(text))
        return model

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Model:
        """A model from a file."""
        with reading(_name(path)):
            return cls.from_json(read_file(path))

    def _changed(self, changes: Mapping[str, Any]) -> Model:
        model = Model.__new__(Model)
        model._core = _core.what_if(self._core, encode_changes(changes))
        return model

    @property
    def sides(self) -> tuple[str, ...]:
        """Ids of the sides, in the order of the document."""
        return tuple(self._core.sides)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Ids of the metrics, in the order of the document."""
        return tuple(self._core.metrics)

    @property
    def basis(self) -> str:
        """A hash of question, elicitation, policy and catalogue: results of another basis are not comparable."""
        return f"{self._core.basis:016x}"

    def to_dict(self) -> dict[str, Any]:
        """The model document, as a new dict."""
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def to_json(self) -> str:
        """The model document as JSON text, key for key as it was read."""
        return self._core.to_json()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return self._core is other._core or self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(self._core.basis)

    def __repr__(self) -> str:
        return f"<coalign.Model of {', '.join(self.sides)}: {len(self.metrics)} metrics, basis {self.basis}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (_core.version, self.to_json())


def _unpickled(version: str, text: str) -> Model:
    try:
        return Model.from_json(text)
    except Error as error:
        if version == _core.version:
            raise
        raise Error(
            "bad_version", "", f"a model that coalign {_core.version} can read", f"one of coalign {version}"
        ) from error


Model.__module__ = "coalign"


def model_of(source: str | os.PathLike[str] | Mapping[str, Any] | Model) -> Model:
    """A model from whatever stands for one: a path, a dict or a Model."""
    if isinstance(source, Model):
        return source
    if isinstance(source, (str, os.PathLike)):
        return Model.load(source)
    return Model(source)


def check(model: str | os.PathLike[str] | Mapping[str, Any] | Model) -> list[Error]:
    """Every error of a model.

    Parameters
    ----------
    model : path, dict or Model
        A string is a path.

    Returns
    -------
    list of Error
        In the order of the document; empty where the model is valid. A file that cannot be read is an `io_error`.

    Examples
    --------
    >>> import coalign
    >>> [error.code for error in coalign.check({"coalign": 1, "metrics": [{"id": "uptime"}]})]
    ['missing_key']
    """
    if isinstance(model, Model):
        return []
    try:
        if not isinstance(model, (str, os.PathLike)):
            return _core.check_model(encode(model))
        with reading(_name(model)):
            text = read_file(model)
    except Error as error:
        if error.path == "model":  # no model at all is a mistake of the caller
            raise
        return list(error.all)
    errors: list[Error] = _core.check_model(text)
    for each in errors:
        each.file = _name(model)
    return errors


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file, of which as many are read as show that it is too large."""
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise Error("io_error", "", "a file that can be read", reason(error)) from error
    except ValueError as error:  # a zero byte in the name
        raise Error("io_error", "", "a file that can be read", str(error)) from error


def reason(error: OSError) -> str:
    """Why the system refused, as words."""
    return (error.strerror or type(error).__name__).lower()


def _name(path: str | os.PathLike[str]) -> str:
    return os.fsdecode(os.fspath(path))


def _utf8(text: str | bytes) -> bytes:
    if isinstance(text, str):
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            raise Error("bad_json", "", "one JSON document in UTF-8", "half of a surrogate pair") from error
    if isinstance(text, (bytes, bytearray, memoryview)):
        return bytes(text)
    raise Error("bad_type", "text", "a str or bytes", type(text).__name__)


def encode(document: Mapping[str, Any]) -> bytes:
    """The JSON text of a document that Python holds. Nothing is converted in silence."""
    if not isinstance(document, Mapping):
        raise Error("bad_type", "model", "a path, a dict or a Model", type(document).__name__)
    errors: list[Error] = []
    plain = _plain(document, "", 1, errors)
    if errors:
        raise Error.of(errors)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()


def encode_changes(changes: Mapping[str, Any]) -> bytes:
    """The JSON text of new values by JSON pointer; errors stand where their pointer says."""
    if not isinstance(changes, Mapping):
        raise Error("bad_type", "changes", "a dict of new values by JSON pointer", type(changes).__name__)
    errors: list[Error] = []
    plain = {}
    for pointer, value in changes.items():
        if not isinstance(pointer, str):
            errors.append(Error("bad_type", "changes", "a JSON pointer as a key", repr(pointer)))
        elif not _is_text(pointer):
            errors.append(Error("bad_json", "changes", "a key in UTF-8", "half of a surrogate pair"))
        else:
            plain[str(pointer)] = _plain(value, pointer, 1, errors)
    if errors:
        raise Error.of(errors)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()


def _plain(value: Any, at: str, level: int, errors: list[Error]) -> Any:
    """The value in the types that JSON has; NumPy's numbers and arrays are unpacked."""

    def refuse(code: str, expected: str, got: str, path: str = at) -> None:
        errors.append(Error(code, path, expected, got))

    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, (numpy.generic, numpy.ndarray)):
        if isinstance(value, numpy.ma.MaskedArray):
            return refuse("bad_type", "an array without a mask", "a masked array")
        if value.dtype.kind not in "biufU":
            return refuse("bad_type", "a value that JSON has", f"a NumPy {value.dtype}")
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if _is_text(value) else refuse("bad_json", "text in UTF-8", "half of a surrogate pair")
    if isinstance(value, int):
        try:
            float(value)
        except OverflowError:
            return refuse("bad_json", "numbers in the range of a double", "a larger one")
        return int(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return refuse("bad_json", "a finite number", "NaN" if value != value else f"{float(value)}inity")
        return float(value)
    if isinstance(value, (Mapping, list, tuple)):
        if level > _LEVELS:
            # At once, since a dict may hold itself; and without a pointer, which would be as deep.
            raise Error("too_large", "", f"at most {_LEVELS} levels of nesting", "more")
        if isinstance(value, Mapping):
            members = {}
            for key, child in _members(value, at, errors):
                members[key] = _plain(child, f"{at}/{escape(key)}", level + 1, errors)
            return members
        return [_plain(child, f"{at}/{index}", level + 1, errors) for index, child in enumerate(value)]
    return refuse("bad_type", "a value that JSON has", type(value).__name__)


def _members(value: Mapping[Any, Any], at: str, errors: list[Error]) -> Iterator[tuple[str, Any]]:
    for key, child in value.items():
        if not isinstance(key, str):
            errors.append(Error("bad_type", f"{at}/{escape(str(key))}", "a key that is a string", repr(key)))
        elif not _is_text(key):
            errors.append(Error("bad_json", at, "a key in UTF-8", "half of a surrogate pair"))
        else:
            yield str(key), child


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def escape(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
