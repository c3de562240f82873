# SPDX-License-Identifier: Apache-2.0
"""The examples that are shipped: each of them is valid, and shows what it is there for."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import coalign

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(path for path in EXAMPLES.glob("**/*.json") if not path.name.startswith("messages_"))
NORTH_STARS = sorted((EXAMPLES / "north_stars").glob("*.json"))

# What stands for a section in `not_assessed`, and what else belongs to it.
SECTIONS = (
    "north_star",
    "tech_portfolio",
    "decision_rights",
    "roadmap",
    "data_products",
    "trade_offs",
    "relationship",
    "symptoms",
)
ALL_KEYS = (*SECTIONS, "requests", "cadence")

USUAL_RIGHTS = {
    "cio": {"security", "architecture", "data_models", "integration", "compliance"},
    "cmo": {"customer_journeys", "content", "channel_mix", "campaign_design"},
    "shared": {"platform_changes", "data_access", "budget_tradeoffs"},
}
PRACTICES = {
    "seek_to_understand",
    "be_intentional",
    "understand_the_process",
    "help_without_hindering",
    "have_their_back",
}


def keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs), pairs
    return dict(pairs)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=keys_once)


def named(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def assessed(name: str) -> coalign.Assessment:
    return coalign.assess(str(EXAMPLES / name))


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft202012Validator]:
    return {
        "model": Draft202012Validator(json.loads(coalign.schema("model"))),
        "assessment": Draft202012Validator(json.loads(coalign.schema("assessment"))),
    }


def test_the_examples_are_found() -> None:
    names = {named(path) for path in FILES}
    assert {
        "aligned.json",
        "cio_cmo.json",
        "four_sides.json",
        "shared_strategy.json",
        "starter_full.json",
        "north_stars/acquisition_cost.json",
        "north_stars/lifetime_value.json",
        "north_stars/revenue_in_a_segment.json",
    } <= names


@pytest.mark.parametrize("path", FILES, ids=named)
def test_an_example_is_valid(path: Path, schemas: dict[str, Draft202012Validator]) -> None:
    model = read(path)
    assert [error.message for error in schemas["model"].iter_errors(model)] == []
    assert coalign.check(str(path)) == []
    assert model["illustrative"] is True
    document = coalign.assess(str(path)).to_dict()
    assert [error.message for error in schemas["assessment"].iter_errors(document)] == []
    assert document["model"] == model


@pytest.mark.parametrize("path", FILES, ids=named)
def test_points_of_an_example_are_of_a_hundred(path: Path) -> None:
    for side in read(path)["sides"]:
        for answer in ("priorities", "horizons"):
            points = list(side.get(answer, {}).values())
            if points and all(isinstance(x, (int, float)) for x in points):
                assert sum(points) == 100, (side["id"], answer)
        for points in side.get("predicts", {}).values():
            assert sum(points.values()) == 100, side["id"]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_report_of_an_example_fits_a_terminal(path: Path) -> None:
    assert max(map(len, str(coalign.assess(str(path))).splitlines())) <= 80


@pytest.mark.parametrize("path", NORTH_STARS, ids=named)
def test_a_north_star_is_whole(path: Path) -> None:
    assessment = coalign.assess(str(path))
    assert [str(x) for x in assessment.findings if x["rule"].startswith("NS")] == []
    star = assessment.north_star
    assert star is not None
    for asked in ("specific", "time_bound", "tied_to_money", "co_owned"):
        assert star[asked].met, asked
    assert 0 < star.progress < 1
    assert star.money > 0
    assert star.guards and all(guard["held"] for guard in star.guards)
    assert min(star.pull.values()) > 0


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("revenue_in_a_segment", "Raise Revenue for hotels of up to 40 rooms by 20 % in 12 months,"),
        ("acquisition_cost", "Cut Customer acquisition cost for private households by 15 % in 12 months,"),
        ("lifetime_value", "Raise Customer lifetime value for subscribers in their first year by 25 %"),
    ],
)
def test_a_north_star_in_a_sentence(name: str, sentence: str) -> None:
    star = assessed(f"north_stars/{name}.json").north_star
    assert star is not None
    assert star.goal.message.startswith(sentence)


def test_cheaper_customers_do_not_slow_growth() -> None:
    path = EXAMPLES / "north_stars" / "acquisition_cost.json"
    assert [x["metric"] for x in read(path)["north_star"]["guards"]] == ["growth"]
    where = next(i for i, x in enumerate(read(path)["metrics"]) if x["id"] == "growth")
    slower = coalign.assess(str(path)).what_if({f"/metrics/{where}/current": 3.9})
    assert [(x["rule"], x["subjects"]) for x in slower.findings] == [("NS007", ["growth"])]


def test_lifetime_value_comes_through_retention() -> None:
    drivers = read(EXAMPLES / "north_stars" / "lifetime_value.json")["north_star"]["drivers"]
    assert max(drivers, key=drivers.get) == "retention"


def test_on_an_aligned_model_no_rule_fires() -> None:
    model = read(EXAMPLES / "aligned.json")
    assert set(ALL_KEYS) <= set(model)
    assert "waivers" not in model and "rules" not in model.get("policy", {})
    assessment = assessed("aligned.json")
    assert [str(x) for x in assessment.findings] == []
    assert not set(SECTIONS) & set(assessment.to_dict()["not_assessed"])
    assert "No rule fires." in str(assessment)


def test_the_starter_has_every_section() -> None:
    model = read(EXAMPLES / "starter_full.json")
    assert {*ALL_KEYS, "waivers", "as_of", "currency"} <= set(model)
    assert not set(SECTIONS) & set(assessed("starter_full.json").to_dict()["not_assessed"])
    for section in (*ALL_KEYS, "waivers"):
        given = model[section]
        first = given[0] if isinstance(given, list) else given
        assert first["x-note"].endswith("."), section
    # An example to edit should not begin with something broken.
    assert [str(x) for x in assessed("starter_full.json").findings if x["level"] == "error"] == []


def test_the_starter_has_the_usual_rights_and_practices() -> None:
    model = read(EXAMPLES / "starter_full.json")
    rights = model["decision_rights"]
    assert rights["arbiter"] == "ceo"
    led = {who: {domain for domain, lead in rights["domains"].items() if lead == who} for who in USUAL_RIGHTS}
    assert led == USUAL_RIGHTS
    assert set(rights["domains"]) == set().union(*USUAL_RIGHTS.values())
    for rating in model["relationship"]["ratings"]:
        assert PRACTICES <= set(rating)


def test_the_shared_strategy_has_something_of_everything() -> None:
    assessment = assessed("shared_strategy.json")
    is_open = [x for x in assessment.findings if x["state"] == "open"]
    waived = [x for x in assessment.findings if x["state"] == "waived"]
    assert {x["level"] for x in is_open} == {"note", "warning", "error"}
    assert 15 <= len(is_open) <= 25
    assert [(x["rule"], x["subjects"]) for x in waived] == [("TP006", ["mailer"])]
    assert {x["rule"][:2] for x in is_open} == {"NS", "TP", "DR", "RM", "DP", "TO", "RL", "SY", "AL"}
    portfolio = assessment.tech_portfolio
    assert portfolio is not None
    assert portfolio.do_not_buy
    assert [(x["purpose"], x["keep"], x["retire"]) for x in portfolio.standardise] == [
        ("email", "suite", ["mailer"]),
        ("profiles", "suite", ["cdp"]),
    ]
    assert portfolio.saving > 0
    assert not set(SECTIONS) & set(assessment.to_dict()["not_assessed"])


def test_tools_of_the_shared_strategy_serve_its_capabilities() -> None:
    model = read(EXAMPLES / "shared_strategy.json")
    capabilities = {x["id"] for x in model["roadmap"] if x["kind"] == "capability"}
    assert capabilities == {"profiles_in_a_day", "one_checkout"}
    assert capabilities <= {purpose for tool in model["tech_portfolio"]["tools"] for purpose in tool["purposes"]}


# --- The documentation of the sections -------------------------------------------------------------------------------

STRATEGY = EXAMPLES.parent / "docs" / "strategy.md"


def test_the_documentation_shows_what_python_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    failed, tried = doctest.testfile(str(STRATEGY), module_relative=False, encoding="utf-8")
    assert tried > 20
    assert failed == 0


def commands() -> list[tuple[str, list[str]]]:
    """The commands of the documentation, each with the parts of its output that are shown."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", STRATEGY.read_text(encoding="utf-8"), re.DOTALL):
        for command, shown in re.findall(r"\$ (coalign [^\n]*)\n((?:(?!\$ ).*\n)*)", block):
            found.append((command, [part for part in re.split(r"(?m)^\.\.\.\n", shown) if part]))
    return found


@pytest.mark.parametrize("command, parts", commands())
def test_the_documentation_shows_what_a_command_prints(command: str, parts: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command.split()], cwd=EXAMPLES.parent, capture_output=True, check=False, timeout=120
    )
    printed = (done.stdout + done.stderr).decode("utf-8")
    assert parts
    for part in parts:
        assert part in printed
    assert done.returncode == (1 if "is not met" in printed else 0)


@pytest.mark.parametrize("section", ALL_KEYS)
def test_the_documentation_shows_the_keys_of_every_section(section: str) -> None:
    assert f'"{section}": ' in STRATEGY.read_text(encoding="utf-8")


def test_the_documentation_quotes_the_example() -> None:
    """Every object of a section that is shown stands in the example, or is a part of what stands there."""
    text = STRATEGY.read_text(encoding="utf-8")
    model = read(EXAMPLES / "shared_strategy.json")

    def within(part: Any, whole: Any) -> bool:
        if isinstance(part, dict):
            return isinstance(whole, dict) and all(k in whole and within(v, whole[k]) for k, v in part.items())
        if isinstance(part, list) and part and isinstance(part[0], dict):
            return all(any(within(x, y) for y in whole) for x in part)
        return bool(part == whole)

    shown = [json.loads("{" + block + "}") for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
    assert len(shown) == 10
    for block in shown:
        for section, part in block.items():
            if section != "policy":
                assert within(part, model[section]), section
