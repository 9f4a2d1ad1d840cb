"""Compiles the codebook's reporters, aliases and former communes into the names by which reporters are found."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook, former_areas
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.layout.reporter_names import OFFICE, FormerOffice, ReporterNames, place_name

KIND = re.compile(r"^(?:xã|phường|thị trấn|đặc khu) ")
PROVINCE = re.compile(r" (?:tỉnh|thành phố) (?:\S+ ){0,4}\S+$")
WHOLE = frozenset({"unchanged", "renamed", "whole"})


def reporter_names(codebook: Codebook, among: set[str] | None = None) -> dict[str, set[str]]:
    """Folded name, code or alias -> the reporters that it may mean, of all or of those in `among`."""
    tables = codebook.tables
    known = set(tables["reporters"]["reporter_code"].to_list()) if among is None else among
    names: dict[str, set[str]] = defaultdict(set)
    for row in tables["reporters"].iter_rows(named=True):
        if row["reporter_code"] in known:
            folded = name_fold(row["name_vi"])
            for name in (folded, OFFICE.sub("", folded), name_fold(row["reporter_code"])):
                names[name].add(row["reporter_code"])
    for row in tables["aliases"].iter_rows(named=True):
        if row["scope"] == "reporter" and row["target"] in known:
            names[row["text_fold"]].add(row["target"])
    return dict(names)


def compile_names(codebook: Codebook, among: set[str]) -> ReporterNames:
    """The names of the reporters in `among`, with the places that they lie in and the communes before them."""
    declared = reporter_names(codebook, among)
    reporters = codebook.tables["reporters"].filter(pl.col("reporter_code").is_in(sorted(among)))
    short: dict[str, set[str]] = defaultdict(set)
    for row in reporters.iter_rows(named=True):
        name = OFFICE.sub("", name_fold(row["name_vi"]))
        for shorter in (KIND.sub("", name), PROVINCE.sub("", name)):
            if shorter != name and shorter not in declared:
                short[shorter].add(row["reporter_code"])
    plain: dict[str, set[str]] = defaultdict(set)
    for name, codes in (*declared.items(), *short.items()):
        plain[name_ascii(name)] |= codes
    names = ReporterNames(declared, dict(short), dict(plain))
    _add_places(names, codebook, reporters)
    return names


def _add_places(names: ReporterNames, codebook: Codebook, reporters: pl.DataFrame) -> None:
    """Fill `places` and `former`: what the area of each reporter lies in, and what went into it."""
    areas = {row["area_id"]: row for row in codebook.tables["areas"].iter_rows(named=True)}
    of_area: dict[str, set[str]] = defaultdict(set)
    for row in reporters.filter(kind="commune").iter_rows(named=True):
        of_area[row["area_id"]].add(row["reporter_code"])
    places = {row["reporter_code"]: _above(areas, row["area_id"]) for row in reporters.iter_rows(named=True)}
    _, links = former_areas(codebook.tables)
    successors: dict[str, set[str]] = defaultdict(set)
    predecessors: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, str] = {}
    for row in links.iter_rows(named=True):
        successors[row["from_id"]] |= of_area.get(row["to_id"], set())
        predecessors[row["to_id"]].add(row["from_id"])
        if row["relation"] in WHOLE:
            whole[row["from_id"]] = row["to_id"]
        for code in of_area.get(row["to_id"], ()):
            before = areas[row["from_id"]]
            places[code] |= _above(areas, row["from_id"]) | {place_name(before["name_vi"])}
    names.places = {code: frozenset(found) for code, found in places.items()}
    for from_id, codes in successors.items():
        if codes:
            is_renamed = predecessors[whole.get(from_id, "")] == {from_id}
            office = FormerOffice(frozenset(_above(areas, from_id)), frozenset(codes), is_renamed)
            row = areas[from_id]
            for name in (row["name_vi"], f"{row['kind_vi']} {row['name_vi']}"):
                names.former.setdefault(name_ascii(name), []).append(office)


def _above(areas: dict[str, Any], area_id: str | None) -> set[str]:
    """The names of the areas above an area, and its own if it is no commune."""
    found: set[str] = set()
    while area_id in areas and areas[area_id]["level"] != "country":
        row = areas[area_id]
        if row["level"] != "commune":
            found.add(place_name(row["name_vi"]))
        area_id = row["parent_id"]
    return found
