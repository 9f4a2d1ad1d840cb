"""Checks of administrative change: links between areas, shares of a split, versions of an area, reporter successions.

Tables: area_links, area_relations, area_versions, reporter_successions. Names of areas are checked in names.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipelines.codebook.errors import Problem, problem, problem_at
from pipelines.codebook.schema import Row, Rows
from pipelines.vocabulary import WEIGHT_CLASS

SHARE_CLASSES = WEIGHT_CLASS.without("other")
# Shares have at most six decimals; the rounding error of a float sum is far below half a unit of the last one.
ROUNDING = 1e-9


def check_borders(rows: Rows) -> list[Problem]:
    """Return the problems of what became of areas and reporters."""
    return [*_days(rows), *_orphans(rows), *_shares(rows), *_versions(rows), *_successors(rows)]


def _days(rows: Rows) -> Iterator[Problem]:
    """A link joins an area that ended to one that began on the same day."""
    areas = {area["area_id"]: area for area in rows["areas"]}
    for link in rows["area_links"]:
        former, latter = areas.get(link["from_id"]), areas.get(link["to_id"])
        if former and latter and latter["valid_from"] and former["valid_to"] != latter["valid_from"]:
            days = f"{former['valid_to']} … {latter['valid_from']}"
            yield problem("area_links", link, "from_id, to_id", days, "linked_days")


def _orphans(rows: Rows) -> Iterator[Problem]:
    """An area that ended has a successor, or consists of areas that have one."""
    followed = {link["from_id"] for link in rows["area_links"]}
    parents = {area["area_id"]: area["parent_id"] for area in rows["areas"]}
    for area_id in tuple(followed):
        parent = parents.get(area_id)
        while parent and parent not in followed:
            followed.add(parent)
            parent = parents.get(parent)
    for area in rows["areas"]:
        if area["valid_to"] is not None and area["area_id"] not in followed:
            yield problem("areas", area, "valid_to", area["valid_to"], "row_of_table", table="area_links")


def _shares(rows: Rows) -> Iterator[Problem]:
    """The parts of a split area can add up to 1: lower bounds at most 1, upper bounds at least 1."""
    relations = {row["relation"]: row for row in rows["area_relations"]}
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for link in rows["area_links"]:
        relation = relations.get(link["relation"])
        if relation is None:
            continue  # reported by check_schema
        for share_class in SHARE_CLASSES:
            bounds = sums[link["from_id"], share_class]
            for place, end in enumerate(("low", "high")):
                stated = link[f"{share_class}_{end}"]
                bounds[place] += relation[f"{share_class}_{end}"] if stated is None else stated
    for (area_id, share_class), (low, high) in sums.items():
        if low > 1 + ROUNDING or high < 1 - ROUNDING:
            columns = f"{share_class}_low, {share_class}_high"
            yield problem_at("area_links", area_id, columns, f"{low:g} … {high:g}", "shares_of_whole")


def _versions(rows: Rows) -> Iterator[Problem]:
    """The versions of an area cover its life without a gap, and the last one equals its row in `areas`."""
    areas = {area["area_id"]: area for area in rows["areas"]}
    by_area: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["area_versions"]:
        by_area[row["area_id"]].append(row)
    for area_id, versions in by_area.items():
        area = areas.get(area_id)
        if area is None or None in (area["valid_from"], *(row["valid_from"] for row in versions)):
            continue  # reported by check_schema and read_table
        versions.sort(key=lambda row: row["valid_from"])
        for end, start in _gaps(area, versions):
            columns = "valid_from, valid_to"
            yield problem_at("area_versions", area_id, columns, f"{end} … {start}", "versions_without_gap")
        for column in ("kind_vi", "name_vi", "name_en"):
            if versions[-1][column] != area[column]:
                last = versions[-1][column]
                yield problem_at("area_versions", area_id, column, last, "as_in_areas", value=area[column])


def _gaps(area: Row, versions: list[Row]) -> Iterator[tuple[date | None, date | None]]:
    """Yield pairs of days that should meet and do not; overlapping versions are reported by check_schema."""
    for former, latter in pairwise(versions):
        if former["valid_to"] is None or former["valid_to"] < latter["valid_from"]:
            yield former["valid_to"], latter["valid_from"]
    if area["valid_from"] != versions[0]["valid_from"]:
        yield area["valid_from"], versions[0]["valid_from"]
    if area["valid_to"] != versions[-1]["valid_to"]:
        yield area["valid_to"], versions[-1]["valid_to"]


def _successors(rows: Rows) -> Iterator[Problem]:
    """A department that ended has a successor in force on that day; several successors each have a function."""
    reporters = {row["reporter_code"]: row for row in rows["reporters"]}
    successions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["reporter_successions"]:
        successions[row["reporter_code"]].append(row)
        former, successor = reporters.get(row["reporter_code"]), reporters.get(row["successor_code"])
        if former and successor and not _in_force(successor, former["valid_to"]):
            yield problem("reporter_successions", row, "successor_code", former["valid_to"], "successor_in_force")
    for code, row in reporters.items():
        found = successions[code]
        if row["valid_to"] is not None and not found and row["kind"] == "department":
            yield problem("reporters", row, "valid_to", row["valid_to"], "row_of_table", table="reporter_successions")
        if len(found) > 1 and any(not succession["function_vi"] for succession in found):
            yield problem_at("reporter_successions", code, "function_vi", "", "function_each")


def _in_force(reporter: Row, day: date | None) -> bool:
    """True if the reporter exists on `day`; False for no day, since a reporter that goes on has no successor."""
    first, last = reporter["valid_from"] or date.min, reporter["valid_to"] or date.max
    return day is not None and first <= day < last
