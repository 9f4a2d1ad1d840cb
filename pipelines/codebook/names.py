"""A written place name to an area: exact after folding, then without diacritics where only one area fits, never fuzzy.

Here belongs the look-up for readers. Names and aliases themselves are rows of areas and aliases.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_ascii, name_fold

OFFICES = ("ủy ban nhân dân", "ubnd")
KINDS = ("tỉnh", "thành phố", "tp", "xã", "phường", "đặc khu")


class AreaNames:
    """The names of one area set, within one parent and on one day where given."""

    def __init__(self, codebook: Codebook, area_set: str, parent_id: str | None = None, on: date | None = None) -> None:
        areas = codebook.tables["areas"].filter(pl.col("area_set") == area_set)
        if parent_id is not None:
            areas = areas.filter(pl.col("parent_id") == parent_id)
        if on is not None:
            areas = areas.filter(pl.col("valid_from") <= on, pl.col("valid_to").is_null() | (pl.col("valid_to") > on))
        ids = set(areas["area_id"].to_list())
        aliases = codebook.tables["aliases"].filter(pl.col("scope") == area_set)
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._ascii: defaultdict[str, set[str]] = defaultdict(set)
        for area in areas.select("area_id", "name_vi", "name_en").iter_rows():
            self._add(area[0], area[1])
            self._add(area[0], area[2])
        for target, text in aliases.select("target", "text").iter_rows():
            if target in ids:
                self._add(target, text)

    def _add(self, area_id: str, text: str) -> None:
        self._exact[name_fold(text)].add(area_id)
        self._ascii[name_ascii(text)].add(area_id)

    def find(self, text: str) -> str | None:
        """The area that `text` names, or None where none or more than one fits."""
        return _only(self._exact, _variants(name_fold(text), OFFICES, KINDS)) or _only(
            self._ascii,
            _variants(name_ascii(text), tuple(map(name_ascii, OFFICES)), tuple(map(name_ascii, KINDS))),
        )


def _variants(folded: str, offices: tuple[str, ...], kinds: tuple[str, ...]) -> list[str]:
    """The name as written, then without the office before it, then without the kind of area before it."""
    variants = [folded]
    for prefixes in (offices, kinds):
        for prefix in prefixes:
            if variants[-1].startswith(prefix + " "):
                variants.append(variants[-1].removeprefix(prefix + " "))
                break
    return variants


def _only(index: dict[str, set[str]], variants: list[str]) -> str | None:
    for variant in variants:
        targets = index.get(variant)
        if targets:
            return next(iter(targets)) if len(targets) == 1 else None
    return None
