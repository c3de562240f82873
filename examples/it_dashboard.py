# SPDX-License-Identifier: Apache-2.0
"""A model from the tables of a government's IT dashboard: investments as tools, projects as a roadmap.

usage: python examples/it_dashboard.py FOLDER > model.json

FOLDER holds `investments.csv` and `projects.csv` (US Department of Health and Human Services, 2013), or one
`dod_it_investments_*.csv` (US Department of Defense, 2021). Sides are the bureaus. The CIO rates each investment from 1
(high risk) to 5 (low risk): that is taken as the risk of uptime, (5 - rating) / 4, and may be 0.5 at most.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

LIMIT = 0.5
HORIZONS = [30.4375, 91.3125, 365.25, 1095.75]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def given(text: str) -> bool:
    return text not in ("", "NA")


def amount(millions: str) -> float:
    """Millions of dollars as dollars, to the cent."""
    return float(round(Decimal(millions) * 1_000_000, 2))


def risk(rating: str) -> dict[str, float]:
    return {"uptime": (5 - float(rating)) / 4} if given(rating) else {}


def horizon_of(days: float) -> str:
    """The first horizon that a duration fits into; the last takes all that is longer."""
    return next((f"h{i}" for i, most in enumerate(HORIZONS) if days <= most), f"h{len(HORIZONS) - 1}")


def side(bureau: str, tools: list[dict[str, Any]], durations: list[float]) -> dict[str, Any]:
    """What a bureau steers by, as far as the tables show it: how many of its tools serve each purpose, how long its
    projects run, how its tools are rated."""
    out: dict[str, Any] = {"id": bureau}
    points: dict[str, int] = {}
    for tool in tools:
        for purpose in tool["purposes"]:
            area = purpose.split("/")[0]
            points[area] = points.get(area, 0) + 1
    if points:
        out["priorities"] = points
    if durations:
        out["horizons"] = {f"h{i}": 0 for i in range(len(HORIZONS))}
        for days in durations:
            out["horizons"][horizon_of(days)] += 1
    risks = [tool["risk"]["uptime"] for tool in tools if tool["risk"]]
    if risks:
        out["risks"] = {"investment": sum(risks) / len(risks)}
    return out


def model(title: str, as_of: date, tools: list[dict[str, Any]], items: list[dict[str, Any]]) -> dict[str, Any]:
    bureaus = sorted({tool["owner"] for tool in tools})
    durations: dict[str, list[float]] = {bureau: [] for bureau in bureaus}
    for item in items:
        if item["kind"] == "project" and "end" in item:
            days = (date.fromisoformat(item["end"]) - date.fromisoformat(item["start"])).days
            durations[item["sides"][0]].append(days)
    sides = [side(b, [t for t in tools if t["owner"] == b], durations[b]) for b in bureaus]
    metrics = sorted({area for x in sides for area in x.get("priorities", ())}) or ["spend"]
    out: dict[str, Any] = {
        "coalign": 1,
        "title": title,
        "as_of": as_of.isoformat(),
        "currency": "USD",
        "metrics": [{"id": area} for area in metrics],
        "horizons": [{"id": f"h{i}", "days": days} for i, days in enumerate(HORIZONS)],
        "risks": [{"id": "investment", "name": "Risk of an investment"}],
        "sides": sides,
        # The tables do not say who else is in a project, or what its scope is.
        "policy": {"rules": {"RM004": "off", "RM009": "off"}},
        "tech_portfolio": {"risk_limit": {"uptime": LIMIT}, "tools": tools},
    }
    if items:
        out["roadmap"] = items
    return out


def health(folder: Path) -> dict[str, Any]:
    tools, owner = [], {}
    for row in rows(folder / "investments.csv"):
        if not given(row["bureau"]):  # small ones, of which the table has no more than the number
            continue
        owner[row["uii"]] = row["bureau"]
        area, service = row["business_function"].strip(), row["service"].strip()
        purpose = [f"{area}/{service}"] if given(area) and given(service) else []
        tool = {"id": row["uii"], "owner": row["bureau"], "purposes": purpose, "risk": risk(row["cio_evaluation_1to5"])}
        if given(row["name"]):
            tool["name"] = row["name"]
        if given(row["enhancement_spend_musd"]):
            tool["cost_per_year"] = amount(row["enhancement_spend_musd"])
        tools.append(tool)
    purposes = {tool["id"]: tool["purposes"] for tool in tools}
    projects = []
    for row in rows(folder / "projects.csv"):
        if row["uii"] not in owner:
            continue
        item = {
            "id": f"project {row['project_id']}",
            "name": row["name"],
            "kind": "project",
            "serves": purposes[row["uii"]],
        }
        item["sides"] = [owner[row["uii"]]]
        if given(row["planned_cost_musd"]):
            item["cost"] = amount(row["planned_cost_musd"])
        if given(row["start_days_after_2000"]) and given(row["planned_duration_days"]):
            start = date(2000, 1, 1) + timedelta(days=int(float(row["start_days_after_2000"])))
            planned = int(float(row["planned_duration_days"]))
            late = int(float(row["delay_days"])) if given(row["delay_days"]) else 0
            item["start"] = start.isoformat()
            if planned + late >= 0:
                item["end"] = (start + timedelta(days=planned + late)).isoformat()
            item["due"] = (start + timedelta(days=planned)).isoformat()
        projects.append(item)
    served = dict.fromkeys(x for item in projects for x in item["serves"])
    capabilities = [{"id": purpose, "kind": "capability"} for purpose in served]
    return model("US HHS, IT dashboard 2013", date(2013, 8, 31), tools, capabilities + projects)


def defense(path: Path) -> dict[str, Any]:
    tools = []
    for row in rows(path):
        tool = {"id": row["uii"], "name": row["investment_title"], "owner": row["bureau"], "purposes": []}
        tool["risk"] = risk(row["cio_rating"])
        if given(row["fy2021_spend_musd"]):
            tool["cost_per_year"] = amount(row["fy2021_spend_musd"])
        tools.append(tool)
    return model("US DoD, IT dashboard 2021", date(2021, 10, 29), tools, [])


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    found = sorted(folder.glob("dod_it_investments_*.csv"))
    json.dump(defense(found[0]) if found else health(folder), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
