"""The JSON Schemas, the parser and the test files of tests/io/models agree with one another."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_rules import FILES as RULE_CASES
from test_rules import model_of

import coalign

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "tests" / "io" / "models"
MANIFEST: list[dict[str, Any]] = json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.json") if not path.name.startswith("messages_"))
STRATEGY = [
    "north_star",
    "tech_portfolio",
    "decision_rights",
    "roadmap",
    "data_products",
    "trade_offs",
    "relationship",
    "symptoms",
]


class KeyTwice(ValueError):
    pass


def finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not finite")
    return number


def whole(text: str) -> int:
    finite(text)
    return int(text)


def refuse(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def parse(data: bytes, object_pairs_hook: Any = None) -> Any:
    """Strict JSON: Python's own reader takes NaN, 1e999 and half a surrogate pair."""
    document = json.loads(
        data.decode("utf-8"),
        parse_float=finite,
        parse_int=whole,
        parse_constant=refuse,
        object_pairs_hook=object_pairs_hook,
    )
    json.dumps(document, ensure_ascii=False).encode("utf-8")
    return document


def keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise KeyTwice
    return dict(pairs)


def expected(entry: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error["path"], error["code"]) for error in entry["errors"]]


def found(model: Any) -> list[tuple[str, str]]:
    return [(error.path, error.code) for error in coalign.check(model)]


def entries(*verdicts: str) -> Any:
    chosen = [entry for entry in MANIFEST if not verdicts or entry["schema"] in verdicts]
    return pytest.mark.parametrize("entry", chosen, ids=[entry["file"] for entry in chosen])


@pytest.fixture(scope="module")
def model_schema() -> Draft202012Validator:
    schema = json.loads(coalign.schema("model"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def assessment_schema() -> Draft202012Validator:
    schema = json.loads(coalign.schema("assessment"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("kind", ["model", "assessment", "diff", "trend"])
def test_schema_is_the_file_in_the_source(kind: str) -> None:
    source = (ROOT / "src" / "io" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert coalign.schema(kind) == source


@pytest.mark.parametrize("kind", ["model", "assessment", "diff", "trend"])
def test_schema_describes_every_key(kind: str) -> None:
    schema = json.loads(coalign.schema(kind))
    definitions = schema["$defs"]

    def described(node: dict[str, Any], word: str) -> bool:
        if word in node or "const" in node:
            return True
        if "$ref" in node:
            return described(definitions[node["$ref"].rpartition("/")[2]], word)
        return any(described(part, word) for part in node.get("anyOf", []))

    missing = []

    def walk(node: Any, where: str) -> None:
        if isinstance(node, list):
            for index, part in enumerate(node):
                walk(part, f"{where}/{index}")
        elif isinstance(node, dict):
            # Conditions repeat keys that are described where they are declared.
            for key, part in node.items():
                if key in ("if", "then", "else", "not", "allOf"):
                    continue
                if key == "properties":
                    for name, declared in part.items():
                        for word in ("title", "description"):
                            if not described(declared, word):
                                missing.append(f"{where}/{name} has no {word}")
                walk(part, f"{where}/{key}")

    walk(schema, "")
    assert missing == []


def test_manifest_lists_every_file_once() -> None:
    listed = [entry["file"] for entry in MANIFEST]
    on_disk = [file.relative_to(MODELS).as_posix() for file in MODELS.glob("*/*")]
    assert sorted(listed) == sorted(on_disk)
    for entry in MANIFEST:
        assert entry["file"].startswith("bad/" if entry["errors"] else "good/")
        # Schema and parser differ only where the entry says why.
        agree = entry["schema"] == "accepts" if not entry["errors"] else entry["schema"] != "accepts"
        assert agree != ("why" in entry), entry["file"]


@entries()
def test_schema_verdict(entry: dict[str, Any], model_schema: Draft202012Validator) -> None:
    try:
        document = parse((MODELS / entry["file"]).read_bytes())
    except ValueError:
        verdict = "cannot_parse"
    else:
        verdict = "accepts" if model_schema.is_valid(document) else "refuses"
    assert verdict == entry["schema"]


@entries()
def test_parser_verdict(entry: dict[str, Any]) -> None:
    errors = coalign.check(str(MODELS / entry["file"]))
    assert [(error.path, error.code) for error in errors] == expected(entry)
    for error, wanted in zip(errors, entry["errors"], strict=True):
        if "names" in wanted:
            assert wanted["names"] in str(error)


def as_dict(entry: dict[str, Any]) -> dict[str, Any] | None:
    """The document as a dict; None where no dict can hold it."""
    try:
        document = parse((MODELS / entry["file"]).read_bytes(), keys_once)
    except (KeyTwice, ValueError):
        return None
    return document if isinstance(document, dict) else None


DICTS = {entry["file"]: (entry, document) for entry in MANIFEST if (document := as_dict(entry)) is not None}


@pytest.mark.parametrize("file", DICTS)
def test_parser_verdict_on_a_dict(file: str) -> None:
    entry, document = DICTS[file]
    assert found(document) == expected(entry)


@pytest.mark.parametrize(
    "entry",
    [entry for entry in MANIFEST if "assess" in entry],
    ids=[entry["file"] for entry in MANIFEST if "assess" in entry],
)
def test_good_models_are_assessed(entry: dict[str, Any], assessment_schema: Draft202012Validator) -> None:
    assert entry["assess"] == "ok"
    document = json.loads(coalign.assess(str(MODELS / entry["file"])).to_json())
    assert [error.message for error in assessment_schema.iter_errors(document)] == []


@pytest.fixture(scope="module")
def closed_schema() -> Draft202012Validator:
    """The assessment schema without room for keys that it does not describe, as a document of this version is."""
    schema = json.loads(coalign.schema("assessment"))
    # What others extend by $ref is closed where it is used.
    extended = {"part", "block", "agreementOfBlock"}

    def close(node: Any, name: str = "") -> None:
        if isinstance(node, list):
            for part in node:
                close(part)
        elif isinstance(node, dict):
            for key, part in node.items():
                if key == "$defs":
                    for definition, declared in part.items():
                        close(declared, definition)
                elif key != "oneOf":  # conditions on keys that are described beside them
                    close(part)
            refers = node.get("$ref", "").rpartition("/")[2] in extended
            if ("properties" in node or refers) and name not in extended:
                node["unevaluatedProperties"] = False

    close(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    "path",
    EXAMPLES + [MODELS / entry["file"] for entry in MANIFEST if "assess" in entry],
    ids=lambda path: path.name,
)
def test_every_key_of_an_assessment_is_in_the_schema(path: Path, closed_schema: Draft202012Validator) -> None:
    document = json.loads(coalign.assess(str(path)).to_json())
    assert [error.message for error in closed_schema.iter_errors(document)] == []


@pytest.mark.parametrize("path", RULE_CASES, ids=lambda path: path.stem)
def test_every_key_of_a_rule_case_is_in_the_schema(path: Path, closed_schema: Draft202012Validator) -> None:
    document = json.loads(coalign.assess(model_of(json.loads(path.read_text(encoding="utf-8")))).to_json())
    assert document["findings"]
    assert [error.message for error in closed_schema.iter_errors(document)] == []


def test_the_closed_schema_is_closed(closed_schema: Draft202012Validator) -> None:
    document = json.loads(coalign.assess(str(ROOT / "examples" / "four_sides.json")).to_json())
    assert closed_schema.is_valid(document)
    for part in (
        document,
        document["alignment"],
        document["blocks"]["metric"],
        document["blocks"]["metric"]["items"][0],
        document["blocks"]["risk"]["items"][0],
        document["pairs"][0]["risk"]["items"][0],
        document["agreement"][0],
        document["agreement"][0]["risk"],
        document["uncertainty"][0],
        document["actions"]["plan"],
        document["actions"]["steps"][0],
        document["actions"]["consensus"]["linear_pool"]["metric"],
    ):
        part["unknown"] = 1
        assert not closed_schema.is_valid(document)
        del part["unknown"]


# Objects that have an entry for each id, name or argument, which may be left out.
BY_ID = {"args", "evidence", "pull", "letters", "practices", "dominated", "changes", "accepted", "utilities"}


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all that a document holds."""
    if path:
        yield path
    for key, part in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(part, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


@pytest.mark.parametrize("section", [*STRATEGY, "findings"])
def test_no_key_of_the_strategy_may_be_missing_or_of_another_type(
    section: str, closed_schema: Draft202012Validator
) -> None:
    whole: Any = closed_schema.schema
    schema = {key: whole[key] for key in ("$schema", "$defs")}
    validator = Draft202012Validator(
        {**schema, "required": [section], "properties": {section: whole["properties"][section]}}
    )
    document = json.loads(coalign.assess(str(ROOT / "examples" / "shared_strategy.json")).to_json())
    part = {section: document[section]}
    assert document[section] and validator.is_valid(part)
    for path in list(places(part)):
        way, key = path[:-1], path[-1]
        holder = at(part, way)
        value = holder[key]
        # No place takes lists of lists of lists, nor an object with an unknown one.
        for wrong in ([[[]]], {"unknown": [[]]}):
            holder[key] = wrong
            assert not validator.is_valid(part), path
        if isinstance(holder, dict) and not (way and way[-1] in BY_ID) and "utilities" not in way:
            del holder[key]
            assert not validator.is_valid(part), path
        holder[key] = value
        if isinstance(value, dict):
            value["unknown"] = [[]]
            assert not validator.is_valid(part), path
            del value["unknown"]
    assert validator.is_valid(part)


# What may be null without a note: it only repeats what the model leaves out, and is no number to compute. The option
# that is least beyond limits is for deadlocks alone, and the audience of a wait is there where the wait is.
NO_NOTE = {
    *("metric", "start", "due", "at_least", "at_most"),  # of the North Star and its guards
    *("layer", "owner", "keep"),  # of tools
    *("arbiter", "side", "by", "of"),  # who decides, asks and is asked
    *("longest_wait", "least_violation"),
}


@pytest.mark.parametrize(
    "model",
    [pytest.param(str(path), id=path.name) for path in EXAMPLES]
    + [pytest.param(str(MODELS / entry["file"]), id=entry["file"]) for entry in MANIFEST if "assess" in entry]
    + [pytest.param(model_of(json.loads(path.read_text(encoding="utf-8"))), id=path.stem) for path in RULE_CASES],
)
def test_each_null_of_the_strategy_has_a_note(model: Any) -> None:
    document = coalign.assess(model).to_dict()
    notes = [note["path"] for note in document["status"]]
    nulls = set()
    for section in STRATEGY:
        if document[section] is None:
            assert section in document["not_assessed"]
            continue
        for path in places(document[section], (section,)):
            if at(document, path) is not None:
                continue
            names = [str(key).replace("~", "~0").replace("/", "~1") for key in path]
            pointer, parent = "/" + "/".join(names), "/" + "/".join(names[:-1])
            nulls |= {pointer, parent}
            assert pointer in notes or parent in notes or path[-1] in NO_NOTE, pointer
    # And none that is there has one, nor two.
    of_strategy = [path for path in notes if path.split("/")[1] in STRATEGY]
    assert len(set(of_strategy)) == len(of_strategy)
    assert set(of_strategy) <= nulls


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path, model_schema: Draft202012Validator, assessment_schema: Draft202012Validator) -> None:
    model = parse(path.read_bytes(), keys_once)
    assert [error.message for error in model_schema.iter_errors(model)] == []
    assert found(str(path)) == []
    document = coalign.assess(str(path)).to_dict()
    assert [error.message for error in assessment_schema.iter_errors(document)] == []
    assert document["model"] == model


def test_the_demo_says_that_it_is_illustrative() -> None:
    model = json.loads((ROOT / "examples" / "cio_cmo.json").read_text(encoding="utf-8"))
    assert model["illustrative"] is True
    for kind in ("metrics", "horizons", "risks", "sides"):
        for item in model[kind]:
            assert 0 < len(item["name"]) <= 18
    for side in model["sides"]:
        assert sum(side["priorities"].values()) == 100
        assert sum(side["horizons"].values()) == 100


def test_codes_of_the_assessment_schema() -> None:
    # The manifest is only as good as its spelling.
    schema = json.loads(coalign.schema("assessment"))
    names = schema["properties"]["status"]["items"]["properties"]["code"]["enum"]
    assert len(names) == 30
    assert {error["code"] for entry in MANIFEST for error in entry["errors"]} <= set(names)


# Files that are too large or too deep to keep.


def smallest(extra: str = "") -> str:
    return '{"coalign": 1, "metrics": [{"id": "uptime"}], "sides": [{"id": "cio"}, {"id": "cmo"}]' + extra + "}"


@pytest.mark.parametrize("size, codes", [(64 * 2**20, []), (64 * 2**20 + 1, [("", "too_large")])])
def test_size_of_a_file(tmp_path: Path, size: int, codes: list[tuple[str, str]]) -> None:
    path = tmp_path / "model.json"
    text = smallest()
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.write(" " * (size - len(text)))
    assert found(str(path)) == codes


@pytest.mark.parametrize("levels", [65, 1_000, 100_000, 1_000_000])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("brackets", ["[]", ('{"a":', "}")], ids=["lists", "objects"])
def test_deep_nesting(tmp_path: Path, levels: int, closed: bool, brackets: tuple[str, str]) -> None:
    path = tmp_path / "model.json"
    left, right = brackets
    inner = left * (levels - 1) + ("" if left == "[" else "1")
    path.write_text(smallest(', "x-deep": ' + inner + right * (levels - 1)) if closed else inner, encoding="utf-8")
    # A file that is both cut off and too deep may be called either.
    assert found(str(path)) in [[("", "too_large")]] + ([] if closed else [[("", "bad_json")]])


def test_many_metrics(tmp_path: Path) -> None:
    ids = [f"m{index}" for index in range(10_000)]

    def model(suffix: str) -> dict[str, Any]:
        return {
            "coalign": 1,
            "metrics": [{"id": name} for name in ids],
            "sides": [
                {"id": "cio", "priorities": {name: 1 for name in ids}},
                {"id": "cmo", "priorities": {name + suffix: 1 for name in reversed(ids)}},
            ],
        }

    path = tmp_path / "model.json"
    path.write_text(json.dumps(model("")), encoding="utf-8")
    assert found(str(path)) == []
    # A nearest id for each of many unknown ones must not take for ever.
    path.write_text(json.dumps(model("x")), encoding="utf-8")
    assert found(str(path)) == [(f"/sides/1/priorities/{name}x", "unknown_id") for name in reversed(ids)]


def test_many_sides(tmp_path: Path) -> None:
    model = {
        "coalign": 1,
        "metrics": [{"id": "uptime"}, {"id": "leads"}],
        "sides": [{"id": f"s{index}", "priorities": {"uptime": index, "leads": 1}} for index in range(1_000)],
    }
    path = tmp_path / "model.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    assert found(str(path)) == []
