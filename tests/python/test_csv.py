# SPDX-License-Identifier: Apache-2.0
"""Sections of a model from CSV files: what a cell becomes, and where each mistake is told."""

from __future__ import annotations

import copy
import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pytest

import coalign

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ALIGNED: dict[str, Any] = json.loads((EXAMPLES / "aligned.json").read_text(encoding="utf-8"))


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a text as a section, from a file with a name that is not ASCII."""

    def of(section: str, text: str | bytes) -> Any:
        path = tmp_path / "Übersicht.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return coalign.read_csv(path, section)

    return of


def lines(*rows: str) -> str:
    return "".join(row + "\n" for row in rows)


def with_section(**sections: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ALIGNED), **sections}


# --- What a cell becomes ---------------------------------------------------------------------------------------------


def test_tools(read: Any) -> None:
    found = read(
        "tools",
        lines(
            "id,name,layer,owner,cost_per_year,purposes,risk.security,risk.data,risk.uptime,manual_hours_per_month,"
            "gives,takes,fit.technical,fit.customer,obligations,met,run_by,x-contract",
            'shop,"Shop, web and ""app""",core,cio,180000.25,web shop,0.2,0.2,2e-1,4,orders;,stock ; visits,'
            "0.8,0.7,PCI DSS;GDPR,GDPR,inside,No. 12; 13",
            "kasse,Kasse für Läden – 店,,shared,0,,,0,,,,,,1,,,outside,",
            "bare,,,,,,,,,,,,,,,,,",
        ),
    )
    assert found == [
        {
            "id": "shop",
            "name": 'Shop, web and "app"',
            "layer": "core",
            "owner": "cio",
            "cost_per_year": 180000.25,
            "purposes": ["web shop"],
            "risk": {"security": 0.2, "data": 0.2, "uptime": 0.2},
            "manual_hours_per_month": 4,
            "gives": ["orders"],
            "takes": ["stock", "visits"],
            "fit": {"technical": 0.8, "customer": 0.7},
            "obligations": ["PCI DSS", "GDPR"],
            "met": ["GDPR"],
            "run_by": "inside",
            "x-contract": "No. 12; 13",
        },
        {
            "id": "kasse",
            "name": "Kasse für Läden – 店",
            "owner": "shared",
            "cost_per_year": 0,
            "risk": {"data": 0},
            "fit": {"customer": 1},
            "run_by": "outside",
        },
        {"id": "bare"},
    ]
    assert coalign.check(with_section(tech_portfolio={"tools": found})) == []


def test_roadmap(read: Any) -> None:
    found = read(
        "roadmap",
        lines(
            "id,name,kind,serves,sides,start,end,due,cost,funded,scope,constraints,acceptance,delivered_by,touchpoints",
            'win,"One line,',
            'and another",customer_outcome,north_star,cio; cmo,,,2026-12-31,,,,,,,',
            'feed,,project,win,cmo,2026-05-01,2026-08-31,,60000,YES,"Orders; stores",,6 a.m.,inside,digital;physical',
            "later,,project,win; feed,shared,,,,,no,,,,outside,physical",
        ),
    )
    assert found == [
        {
            "id": "win",
            "name": "One line,\nand another",
            "kind": "customer_outcome",
            "serves": ["north_star"],
            "sides": ["cio", "cmo"],
            "due": "2026-12-31",
        },
        {
            "id": "feed",
            "kind": "project",
            "serves": ["win"],
            "sides": ["cmo"],
            "start": "2026-05-01",
            "end": "2026-08-31",
            "cost": 60000,
            "funded": True,
            "scope": "Orders; stores",
            "acceptance": "6 a.m.",
            "delivered_by": "inside",
            "touchpoints": ["digital", "physical"],
        },
        {
            "id": "later",
            "kind": "project",
            "serves": ["win", "feed"],
            "sides": ["shared"],
            "funded": False,
            "delivered_by": "outside",
            "touchpoints": ["physical"],
        },
    ]
    model = with_section(roadmap=found)
    del model["data_products"]
    assert coalign.check(model) == []


@pytest.mark.parametrize("text, value", [("true", True), ("Yes", True), ("1", True), ("FALSE", False), ("no", False)])
def test_truth(read: Any, text: str, value: bool) -> None:
    assert read("roadmap", lines("id,funded", f"a, {text} ")) == [{"id": "a", "funded": value}]


def test_requests(read: Any) -> None:
    found = read(
        "requests",
        lines("id,by,of,asked,answered", "segments,cmo,cio,2026-06-01,2026-06-08", "calendar,cio,cmo,2026-06-22,"),
    )
    assert found == [
        {"id": "segments", "by": "cmo", "of": "cio", "asked": "2026-06-01", "answered": "2026-06-08"},
        {"id": "calendar", "by": "cio", "of": "cmo", "asked": "2026-06-22"},
    ]
    assessment = coalign.assess(with_section(requests=found))
    assert assessment.roadmap is not None
    # What has no answer yet is open, as with null.
    assert [(x["id"], x["open"]) for x in assessment.roadmap.requests] == [("segments", False), ("calendar", True)]


def test_data_products_take_several_rows(read: Any) -> None:
    found = read(
        "data_products",
        lines(
            "id,owner,owner_reports_to,access.audience,access.wait_days,access.risk,quality.measure,quality.value,"
            "quality.at_least,segments.text,segments.served,obligations,met,blocks,definitions.active_reader,"
            "definitions.Käufer",
            'reader,cmo,ceo,"the campaign team; all of it",1,0.2,matched,0.97,0.95,"once, in a year",yes,GDPR,GDPR,'
            "reader_profiles,cio; cmo,cmo",
            "stock,cio; cmo,,,,,,,,,,,,,,",
            "reader,,,an agency,2.5,,,,,moved this year,no,,,,,",
        ),
    )
    assert found == [
        {
            "id": "reader",
            "owner": "cmo",
            "owner_reports_to": "ceo",
            "access": [
                {"audience": "the campaign team; all of it", "wait_days": 1, "risk": 0.2},
                {"audience": "an agency", "wait_days": 2.5},
            ],
            "quality": [{"measure": "matched", "value": 0.97, "at_least": 0.95}],
            "segments": [{"text": "once, in a year", "served": True}, {"text": "moved this year", "served": False}],
            "obligations": ["GDPR"],
            "met": ["GDPR"],
            "blocks": ["reader_profiles"],
            "definitions": {"active_reader": {"accepted_by": ["cio", "cmo"]}, "Käufer": {"accepted_by": ["cmo"]}},
        },
        {"id": "stock", "owner": ["cio", "cmo"]},
    ]
    assert coalign.check(with_section(data_products=found)) == []


def test_a_value_given_again_is_the_same_value(read: Any) -> None:
    found = read("data_products", lines("id,owner,access.audience", "reader,cmo,team", "reader,cmo,agency"))
    assert found == [{"id": "reader", "owner": "cmo", "access": [{"audience": "team"}, {"audience": "agency"}]}]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfid,name\r\nshop,Gr\xc3\xb6\xc3\x9fe\r\n",
        b"id,name\nshop,Gr\xc3\xb6\xc3\x9fe",
        b'id , name\n\n" shop ",Gr\xc3\xb6\xc3\x9fe\n,\n',
        b"name,id\nGr\xc3\xb6\xc3\x9fe,shop\n",
    ],
    ids=["BOM and CR LF", "no last line end", "spaces and empty lines", "another order"],
)
def test_forms_of_a_file(read: Any, data: bytes) -> None:
    assert read("tools", data) == [{"id": "shop", "name": "Größe"}]


def test_a_heading_alone_is_an_empty_section(read: Any) -> None:
    assert read("tools", "id,name\n") == []


def written(things: list[dict[str, Any]]) -> str:
    """Flat things as a CSV file, the way the documentation tells it."""
    flat = []
    for thing in things:
        row: dict[str, Any] = {}
        for key, value in thing.items():
            parts = value.items() if isinstance(value, dict) else [(None, value)]
            for inner, part in parts:
                text = "; ".join(part) if isinstance(part, list) else part
                row[key if inner is None else f"{key}.{inner}"] = "" if text is None else text
        flat.append(row)
    heads = list(dict.fromkeys(key for row in flat for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads)
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


@pytest.mark.parametrize("file", ["aligned.json", "shared_strategy.json", "starter_full.json"])
def test_examples_come_back_from_a_file(read: Any, file: str) -> None:
    model = json.loads((EXAMPLES / file).read_text(encoding="utf-8"))
    there = {
        "tools": model["tech_portfolio"]["tools"],
        "roadmap": model["roadmap"],
        "requests": model["requests"],
    }

    def said(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{k: v for k, v in thing.items() if v is not None and v != []} for thing in things]

    for section, things in there.items():
        assert read(section, written(things)) == said(things)


# --- Decision rights -------------------------------------------------------------------------------------------------


def table_of(model: dict[str, Any]) -> str:
    """The responsibility table of an assessment, as a CSV file."""
    rights = coalign.assess(model).decision_rights
    assert rights is not None
    out = io.StringIO()
    people = list(rights.raci[0]["letters"])
    writer = csv.writer(out)
    writer.writerow(["domain", *people])
    for row in rights.raci:
        writer.writerow([row["domain"], *(row["letters"][who] for who in people)])
    return out.getvalue()


RIGHTS = {
    "all usual ones": ALIGNED["decision_rights"],
    "nobody, and two": {
        "arbiter": "ceo",
        "domains": {"security": None, "content": ["cio", "cmo"], "data_access": "shared"},
        "consulted": {},
    },
    "no arbiter": {"domains": {"data_access": "shared", "security": "cio"}, "consulted": {"security": ["cmo"]}},
}


@pytest.mark.parametrize("rights", RIGHTS.values(), ids=RIGHTS)
def test_rights_come_back_from_their_table(read: Any, rights: dict[str, Any]) -> None:
    found = read("decision_rights", table_of(with_section(decision_rights=rights)))
    assert found.get("arbiter") == rights.get("arbiter")
    assert found["domains"] == rights["domains"]
    assert list(found["domains"]) == list(rights["domains"])
    assert found.get("consulted", {}) == rights["consulted"]
    assert table_of(with_section(decision_rights=found)) == table_of(with_section(decision_rights=rights))


def test_rights_of_three_sides(read: Any) -> None:
    found = read(
        "decision_rights",
        lines(
            "domain,cio,cmo,cfo,ceo",
            "security,A/R,C,I,",
            "content,i,R/A,c,C",
            "budget,R,R,R,A",
            "prices,A/R,I,A/R,",
            "stores,I,,,",
        ),
    )
    assert found == {
        "arbiter": "ceo",
        "domains": {"security": "cio", "content": "cmo", "budget": "shared", "prices": ["cio", "cfo"], "stores": None},
        "consulted": {"security": ["cmo"], "content": ["cfo"]},
    }


# Of one who answers, whatever letters others have: that one decides. Who does the work with them is heard.
ONE_DECIDES = {
    "A/R,R": "A/R,R",
    "A,R": "A,R",
    "with two who do the work": "A/R,R,R",
    "both letters the other way": "R/A,R",
    "small letters": "a/r,r",
    "spaces": " A / R , r ",
    "a comma in a cell": '"A,R",R',
    "a comma and a space": '"A, R",R',
    "a semicolon": "A;R,R",
    "an ampersand": "A & R,R",
    "a space": "A R,R",
    "nothing between": "AR,R",
    "consulted too": "A/R,R/C",
}


@pytest.mark.parametrize("cells", ONE_DECIDES.values(), ids=ONE_DECIDES)
def test_one_who_answers_decides(read: Any, cells: str) -> None:
    third = cells.count(",") - cells.count('"') // 2 == 2
    head, rest = ("domain,cio,cmo,cfo", ",I") if third else ("domain,cio,cmo", "")
    found = read("decision_rights", lines(head, f"security,{cells}", f"content,C,A/R{rest}"))
    assert found["domains"] == {"security": "cio", "content": "cmo"}
    assert found["consulted"] == {"security": ["cmo", "cfo"] if third else ["cmo"], "content": ["cio"]}
    assert "arbiter" not in found


def test_one_who_answers_and_also_does_the_work_elsewhere_is_no_arbiter(read: Any) -> None:
    found = read("decision_rights", lines("domain,cio,cmo,cfo", "security,A,R,R", "content,R,A,I", "prices,R,I,A/R"))
    assert found == {
        "domains": {"security": "cio", "content": "cmo", "prices": "cfo"},
        "consulted": {"security": ["cmo", "cfo"], "content": ["cio"], "prices": ["cio"]},
    }


def test_one_who_answers_for_all_that_others_decide_is_the_arbiter(read: Any) -> None:
    table = lines("domain,ceo,cio,cmo", "budget,A,R,R", "security,I,A/R,R", "content,C,C,A", "stores,,R,I")
    found = read("decision_rights", table)
    assert found == {
        "arbiter": "ceo",
        "domains": {"budget": "shared", "security": "cio", "content": "cmo", "stores": None},
        "consulted": {"security": ["cmo"], "content": ["cio"], "stores": ["cio"]},
    }
    # One A and one R is no shared decision: who answers there is no arbiter, but leads.
    found = read("decision_rights", table.replace("stores,,R,I", "stores,A,R,I"))
    assert found["domains"] == {"budget": "ceo", "security": "cio", "content": "cmo", "stores": "ceo"}


def test_two_who_answer_or_none_are_findings(read: Any) -> None:
    rights = read(
        "decision_rights", lines("domain,cio,cmo", "security,A,A/R", "content,R,C", "stores,I,", "prices,R,R")
    )
    assert rights["domains"] == {"security": ["cio", "cmo"], "content": None, "stores": None, "prices": "shared"}
    found = [(x["rule"], x["subjects"]) for x in coalign.assess(with_section(decision_rights=rights)).findings]
    assert [x for x in found if x[0] in ("DR001", "DR002", "DR008")] == [
        ("DR001", ["content"]),
        ("DR001", ["stores"]),
        ("DR002", ["security"]),
        ("DR008", ["arbiter"]),
    ]


def test_who_decides_by_a_table(read: Any) -> None:
    rights = read("decision_rights", lines("domain,cio,cmo,ceo", "security,A/R,C,", "data_access,R,R,A"))
    model = with_section(decision_rights=rights)
    assert coalign.who_decides(model, "security").consulted == ("cmo",)
    decider = coalign.who_decides(model, "data_access")
    assert (decider.side, decider.arbiter) == ("shared", "ceo")


# --- Mistakes --------------------------------------------------------------------------------------------------------

BAD: dict[str, tuple[str, str | bytes, list[tuple[str, str, int | None]]]] = {
    "a number beyond all doubles": ("tools", "id,cost_per_year\na,1e999\n", [("bad_type", "cost_per_year", 0)]),
    "brackets without end": ("tools", "id,cost_per_year\na," + "[" * 10**5, [("bad_type", "cost_per_year", 0)]),
    "an id twice": ("tools", "id,name\nshop,x\nshop,x\n", [("duplicate", "id", 1)]),
    "two readings of one term": (
        "data_products",
        "id,definitions.x,x-team\na,cio,one\na,cmo,two\n",
        [("duplicate", "definitions.x", 1), ("duplicate", "x-team", 1)],
    ),
    "a term without a name": ("data_products", "id,definitions.\na,cio\n", [("unknown_key", "definitions.", None)]),
    "two arbiters": ("decision_rights", "domain,cio,cmo,cfo,ceo\na,R,R,A,\nb,R,R,,A\n", [("duplicate", "ceo", 1)]),
    "empty": ("tools", "", [("missing", "", None)]),
    "only empty lines": ("tools", "\n , \n\n", [("missing", "", None)]),
    "not UTF-8": ("tools", b"id,name\nshop,Gr\xf6\xdfe\n", [("bad_type", "", None)]),
    "UTF-16": ("tools", "id,name\nshop,x\n".encode("utf-16"), [("bad_type", "", None)]),
    "an open quote": ("tools", 'id,name\nshop,"x\n', [("bad_type", "", None)]),
    "text behind a quote": ("tools", 'id,name\nshop,"x" y\n', [("bad_type", "", None)]),
    "too few cells, and too many": (
        "tools",
        "id,name\nshop\nerp,x\ncrm,x,y\n",
        [("size_mismatch", "", 0), ("size_mismatch", "", 2)],
    ),
    "a column twice": ("tools", "id,name, name\nshop,x,y\n", [("duplicate", "name", None)]),
    "an unknown column": ("tools", "id,nmae\nshop,x\n", [("unknown_key", "nmae", None)]),
    "a column of another section": ("tools", "id,serves\nshop,x\n", [("unknown_key", "serves", None)]),
    "the object, not a key in it": ("tools", "id,risk\nshop,0.1\n", [("unknown_key", "risk", None)]),
    "terms where there are none": ("tools", "id,definitions.x\nshop,cio\n", [("unknown_key", "definitions.x", None)]),
    "no id": ("tools", "name\nshop\n", [("missing_key", "id", None)]),
    "semicolons between the cells": (
        "tools",
        "id;name\nshop;x\n",
        [("unknown_key", "id;name", None), ("missing_key", "id", None)],
    ),
    "an empty id": ("tools", "id,name\nshop,x\n ,y\n", [("missing_key", "id", 1)]),
    "no numbers": (
        "tools",
        'id,cost_per_year,risk.data\na,"1,5",\nb,EUR 5,\nc,NaN,high\nd,Infinity,true\ne,0x10,1_0\n',
        [
            ("bad_type", "cost_per_year", 0),
            ("bad_type", "cost_per_year", 1),
            ("bad_type", "cost_per_year", 2),
            ("bad_type", "risk.data", 2),
            ("bad_type", "cost_per_year", 3),
            ("bad_type", "risk.data", 3),
            ("bad_type", "cost_per_year", 4),
            ("bad_type", "risk.data", 4),
        ],
    ),
    "neither true nor false": (
        "roadmap",
        "id,funded\na,maybe\nb,yes\nc,2\n",
        [("bad_type", "funded", 0), ("bad_type", "funded", 2)],
    ),
    "no number in a list of objects": (
        "data_products",
        "id,access.audience,access.wait_days\na,team,1\na,agency,soon\n",
        [("bad_type", "access.wait_days", 1)],
    ),
    "two values for one id": (
        "data_products",
        "id,owner,blocks\na,cio,x\nb,cmo,y\na,cmo,z\n",
        [("duplicate", "owner", 2), ("duplicate", "blocks", 2)],
    ),
    "rights without domains": ("decision_rights", "area,cio,cmo\nsecurity,A,C\n", [("missing_key", "domain", None)]),
    "letters that there are not": (
        "decision_rights",
        "domain,cio,cmo\nsecurity,X,C\ncontent,I,A-R\n",
        [("bad_option", "cio", 0), ("bad_option", "cmo", 1)],
    ),
    "a domain twice, and one without a name": (
        "decision_rights",
        "domain,cio\nsecurity,A\nsecurity,A\n,A\n",
        [("duplicate", "domain", 1), ("missing_key", "domain", 2)],
    ),
}


@pytest.mark.parametrize("section, text, expected", BAD.values(), ids=BAD)
def test_every_mistake_is_told_with_its_place(
    read: Any, section: str, text: str | bytes, expected: list[tuple[str, str, int | None]]
) -> None:
    with pytest.raises(coalign.Error) as caught:
        read(section, text)
    assert [(x.code, x.path, x.row) for x in caught.value.all] == expected
    assert all("Übersicht.csv" in str(x) for x in caught.value.all)


def test_a_mistake_says_what_was_expected(read: Any) -> None:
    with pytest.raises(coalign.Error, match=r"cost_per_year\[1\]: expected a number, got 'much' \[bad_type\]"):
        read("tools", "id,cost_per_year\na,1\nb,much\n")
    with pytest.raises(coalign.Error, match=r"expected a column among id, name, layer, .*risk\.security"):
        read("tools", "id,colour\na,red\n")


@pytest.mark.parametrize("section", ["tool", "", "north_star", "Tools"])
def test_a_section_that_is_not_read_from_a_file(read: Any, section: str) -> None:
    with pytest.raises(coalign.Error) as caught:
        read(section, "id\n")
    assert (caught.value.code, caught.value.path) == ("bad_option", "section")
    assert "decision_rights" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(coalign.Error) as caught:
        coalign.read_csv(tmp_path / "none.csv", "tools")
    assert caught.value.code == "io_error"


def test_what_values_mean_is_checked_with_the_model(read: Any) -> None:
    tools = read("tools", "id,owner,risk.data,purposes\nshop,cdo,2,email; email\n")
    errors = coalign.check(with_section(tech_portfolio={"tools": tools}))
    assert {(x.path, x.code) for x in errors} == {
        ("/tech_portfolio/tools/0/owner", "unknown_id"),
        ("/tech_portfolio/tools/0/risk/data", "bad_severity"),
        ("/tech_portfolio/tools/0/purposes/1", "duplicate"),
    }


def test_numbers_are_kept_exactly(read: Any) -> None:
    found = read("tools", "id,cost_per_year\na,0.1\nb,123456789.0123\nc,-0\nd,1E3\n")
    assert [x["cost_per_year"] for x in found] == [0.1, 123456789.0123, 0, 1000.0]
    assert all(math.isfinite(x["cost_per_year"]) for x in found)


def test_letters_with_spaces_and_columns_of_the_host(tmp_path):
    path = tmp_path / "rights.csv"
    path.write_text("domain,cio,cmo,ceo,x-note\nsecurity, A / R ,C,C,hello\nb,R,R,A,\nc,A,,C,\n")
    assert coalign.read_csv(path, "decision_rights") == {
        "arbiter": "ceo",
        "domains": {"security": "cio", "b": "shared", "c": "cio"},
        "consulted": {"security": ["cmo"]},
    }
