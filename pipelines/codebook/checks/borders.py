"""Administrative change: whoever ended has a successor, on the day; shares can add up to a whole; versions join.

Here belong area_links, area_relations, area_versions and reporter_successions. Names of areas are checked in
names.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

CLASSES = ("area", "people")
# float sums of shares written with at most six decimals: far below half a unit of the last one
ROUNDING = 1e-9


def check_borders(rows: Rows) -> list[Problem]:
    """Faults of what became of areas and reporters."""
    return [*_days(rows), *_orphans(rows), *_shares(rows), *_versions(rows), *_successors(rows)]


def _days(rows: Rows) -> Iterator[Problem]:
    """A link joins an area that ended to one that began on that day, within one level or from a district down."""
    areas = {area["area_id"]: area for area in rows["areas"]}
    for link in rows["area_links"]:
        former, latter = areas.get(link["from_id"]), areas.get(link["to_id"])
        if former and latter and latter["valid_from"] and former["valid_to"] != latter["valid_from"]:
            found = f"{former['valid_to']} … {latter['valid_from']}"
            expected = ("ngày kết thúc của nơi cũ là ngày bắt đầu của nơi mới", "the old one ends when the new begins")
            yield Problem("area_links", key_of("area_links", link), "from_id, to_id", found, *expected)


def _orphans(rows: Rows) -> Iterator[Problem]:
    """An area that ended is followed by another, or consists of areas that are."""
    followed = {link["from_id"] for link in rows["area_links"]}
    parents = {area["area_id"]: area["parent_id"] for area in rows["areas"]}
    for area_id in tuple(followed):
        parent = parents.get(area_id)
        while parent and parent not in followed:
            followed.add(parent)
            parent = parents.get(parent)
    for area in rows["areas"]:
        if area["valid_to"] is not None and area["area_id"] not in followed:
            expected = ("một dòng trong area_links", "a row of area_links")
            yield Problem("areas", area["area_id"], "valid_to", str(area["valid_to"]), *expected)


def _shares(rows: Rows) -> Iterator[Problem]:
    """The parts of one area can make a whole: their lows at most, their highs at least."""
    relations = {row["relation"]: row for row in rows["area_relations"]}
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for link in rows["area_links"]:
        relation = relations.get(link["relation"])
        if relation is None:
            continue  # told by the schema's own checks
        for name in CLASSES:
            bounds = sums[link["from_id"], name]
            for place, end in enumerate(("low", "high")):
                own = link[f"{name}_{end}"]
                bounds[place] += relation[f"{name}_{end}"] if own is None else own
    for (area_id, name), (low, high) in sums.items():
        if low > 1 + ROUNDING or high < 1 - ROUNDING:
            expected = ("tổng phần thấp ≤ 1 ≤ tổng phần cao", "the lows add up to at most 1, the highs to at least 1")
            yield Problem("area_links", area_id, f"{name}_low, {name}_high", f"{low:g} … {high:g}", *expected)


def _versions(rows: Rows) -> Iterator[Problem]:
    """The versions of an area fill its life without a gap; the last one is what its own row says."""
    areas = {area["area_id"]: area for area in rows["areas"]}
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["area_versions"]:
        found[row["area_id"]].append(row)
    for area_id, versions in found.items():
        area = areas.get(area_id)
        if area is None or None in (area["valid_from"], *(row["valid_from"] for row in versions)):
            continue  # told by the schema's own checks
        versions.sort(key=lambda row: row["valid_from"])
        days = [(former["valid_to"], latter["valid_from"]) for former, latter in pairwise(versions)]
        ends = [(area["valid_from"], versions[0]["valid_from"]), (area["valid_to"], versions[-1]["valid_to"])]
        for one, other in days + ends:
            is_gap = one is None or one < other if (one, other) in days else one != other
            if is_gap:  # versions that overlap are told by check_schema
                expected = ("các bản nối nhau, phủ hết thời gian của địa bàn", "versions that fill the area's life")
                yield Problem("area_versions", area_id, "valid_from, valid_to", f"{one} … {other}", *expected)
        for column in ("kind_vi", "name_vi", "name_en"):
            if versions[-1][column] != area[column]:
                expected = (f"như trong areas: {area[column]}", f"as in areas: {area[column]}")
                yield Problem("area_versions", area_id, column, versions[-1][column], *expected)


def _successors(rows: Rows) -> Iterator[Problem]:
    """A reporter that ended is followed by one that was there on that day; one successor for each function."""
    reporters = {row["reporter_code"]: row for row in rows["reporters"]}
    followed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["reporter_successions"]:
        followed[row["reporter_code"]].append(row)
        former, latter = reporters.get(row["reporter_code"]), reporters.get(row["successor_code"])
        day = former["valid_to"] if former else None
        is_there = (
            day and latter and latter["valid_from"] <= day and (not latter["valid_to"] or day < latter["valid_to"])
        )
        if former and latter and not is_there:
            expected = ("nơi nhận việc đang hoạt động vào ngày nơi cũ kết thúc", "a successor in force on that day")
            key = key_of("reporter_successions", row)
            yield Problem("reporter_successions", key, "successor_code", str(day), *expected)
    for code, row in reporters.items():
        if row["valid_to"] is not None and not followed[code] and row["kind"] == "department":
            expected = ("một dòng trong reporter_successions", "a row of reporter_successions")
            yield Problem("reporters", code, "valid_to", str(row["valid_to"]), *expected)
        if len(followed[code]) > 1 and any(not heir["function_vi"] for heir in followed[code]):
            expected = ("mỗi nơi nhận việc một chức năng", "a function for each successor")
            yield Problem("reporter_successions", code, "function_vi", "", *expected)
