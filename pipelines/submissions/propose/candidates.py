"""What a printed text may mean, for a person to choose from: indicators, measures and areas of the nearest words.

Here: ranked candidates with their similarity. Not here: taking one: a candidate is told and never written as a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import polars as pl

from pipelines.codebook.text import name_ascii
from pipelines.submissions.match.similarity import FILLERS, similarity, without_numbering

MOST, LOWEST, CLOSELY = 3, 0.55, 12  # candidates told; similarity that tells nothing below; texts looked at closely
Tables = Mapping[str, pl.DataFrame]
Texts = list[tuple[str, str]]  # text, code


def indicator_texts(tables: Tables) -> Texts:
    """Every text that stands for an indicator: its names, and how forms print it."""
    named = tables["indicators"].select("name_vi", "indicator_code").rows()
    printed = tables["form_rows"].select("label_vi", "indicator_code").rows()
    headed = tables["form_columns"].select("header_vi", "indicator_code").rows()
    return list(dict.fromkeys((text, code) for text, code in [*named, *printed, *headed] if code))


def measure_texts(tables: Tables) -> Texts:
    named = tables["measures"].select("name_vi", "measure_code").rows()
    headed = tables["form_columns"].select("header_vi", "measure_code").rows()
    return list(dict.fromkeys((text, code) for text, code in [*named, *headed] if code))


def candidates(text: str, among: Texts, gone: Texts) -> tuple[tuple[str, str, float], ...]:
    """Code, text and similarity: of what the table has no more, then of the nearest of all; a code once."""
    lost = sorted(
        ((similarity(without_numbering(text), without_numbering(other)), other, code) for other, code in gone),
        reverse=True,
    )
    told: dict[str, tuple[str, str, float]] = {}
    for code, other, score in [*((code, other, score) for score, other, code in lost[:MOST]), *_nearest(text, among)]:
        told.setdefault(code, (code, other, score))
    return tuple(told.values())


def _nearest(text: str, among: Texts) -> list[tuple[str, str, float]]:
    words = _words(text)
    shared = sorted(among, key=lambda one: -_overlap(words, one[0]))[:CLOSELY]
    scored = sorted(
        ((similarity(without_numbering(text), without_numbering(other)), other, code) for other, code in shared),
        reverse=True,
    )
    best: dict[str, tuple[str, str, float]] = {}
    for score, other, code in scored:
        if score >= LOWEST:
            best.setdefault(code, (code, other, score))
    return list(best.values())[:MOST]


def area_candidates(text: str, areas: Iterable[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """Area, name and similarity; `areas` are (name, area_id)."""
    scored = sorted(
        ((similarity(without_numbering(text), without_numbering(name)), name, area) for name, area in areas),
        reverse=True,
    )
    return [(area, name, score) for score, name, area in scored[:MOST] if score >= LOWEST]


@lru_cache(maxsize=65536)  # a table of a thousand new lines asks for each of them
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in name_ascii(without_numbering(text)).split() if word not in _EMPTY)


_EMPTY = frozenset(name_ascii(word) for word in FILLERS)


def _overlap(words: frozenset[str], other: str) -> float:
    others = _words(other)
    return len(words & others) / max(1, len(words | others))
