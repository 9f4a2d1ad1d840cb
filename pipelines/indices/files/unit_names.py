"""Units that a table names (`Tỉnh Tuyên Quang`) without a code: sought among the codebook's areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import polars as pl

from pipelines.codebook.text import name_ascii

SETS = ("p34", "p63", "c25")  # provinces of today, those until July 2025, communes of today: the first of the best
PREFIXES = ("tinh ", "thanh pho ", "tp ", "xa ", "phuong ", "dac khu ", "thi tran ")
SHARE = 0.6  # of the names that must be areas of a set; a country may share its name with a commune


@dataclass
class UnitCodes:
    """Code by name as written. `unknown` are the names that no area has though most others do, with the nearest."""

    codes: dict[str, str] = field(default_factory=dict[str, str])
    unknown: dict[str, str] = field(default_factory=dict[str, str])


def unit_codes(names: Iterable[str], tables: Mapping[str, pl.DataFrame]) -> UnitCodes:
    """Return area ids for the names of a table, of the set of areas that has most of them.

    A table whose names are mostly no areas (countries, firms) keeps its names as codes.
    """
    wanted = list(dict.fromkeys(name for name in names if name))
    best, found = {}, {}
    for area_set in SETS:
        known = _known(tables, area_set)
        here = {name: known[_bare(name)] for name in wanted if len(known.get(_bare(name), ())) == 1}
        if len(here) > len(found):
            best, found = known, here
    if not wanted or len(found) < SHARE * len(wanted):
        return UnitCodes({name: name for name in wanted})
    codes = {name: next(iter(ids)) for name, ids in found.items()}
    unknown = {
        name: ", ".join(get_close_matches(_bare(name), best, n=3)) or "–" for name in wanted if name not in codes
    }
    return UnitCodes(codes, unknown)


def _known(tables: Mapping[str, pl.DataFrame], area_set: str) -> dict[str, set[str]]:
    """Folded name -> area ids of a set, aliases included."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for area_id, name in tables["areas"].filter(area_set=area_set).select("area_id", "name_vi").iter_rows():
        known[_bare(name)].add(area_id)
    for text, target in tables["aliases"].filter(scope=area_set).select("text", "target").iter_rows():
        known[_bare(text)].add(target)
    return known


def _bare(name: str) -> str:
    """A name without diacritics and without the kind of unit before it."""
    folded = " ".join(name_ascii(name).replace(".", " ").split())
    for prefix in PREFIXES:
        folded = folded.removeprefix(prefix)
    return folded
