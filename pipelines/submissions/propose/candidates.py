"""Ranks what a printed text may mean, for a person to choose from: indicators, measures, areas of similar names.

A candidate is only shown; it is never written into a seed row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from pipelines.codebook.text import name_ascii
from pipelines.submissions.match.similarity import FILLERS, similarity, without_numbering

N_SHOWN = 3
MIN_LIKENESS = 0.55  # below it a similar text says nothing
N_COMPARED = 12  # texts with most words in common, which are compared letter by letter
Tables = Mapping[str, pl.DataFrame]


class CodedText(NamedTuple):
    """A text and the code that it stands for."""

    text: str
    code: str


class Candidate(NamedTuple):
    """A code that a printed text may mean, the text it is known by, and their likeness from 0 to 1."""

    code: str
    text: str
    likeness: float


def indicator_texts(tables: Tables) -> list[CodedText]:
    """Every text that stands for an indicator: its names, and how forms print it."""
    named = tables["indicators"].select("name_vi", "indicator_code").rows()
    printed = tables["form_rows"].select("label_vi", "indicator_code").rows()
    headed = tables["form_columns"].select("header_vi", "indicator_code").rows()
    return _coded([*named, *printed, *headed])


def measure_texts(tables: Tables) -> list[CodedText]:
    """Every text that stands for a measure: its names, and headers of columns."""
    named = tables["measures"].select("name_vi", "measure_code").rows()
    headed = tables["form_columns"].select("header_vi", "measure_code").rows()
    return _coded([*named, *headed])


def _coded(rows: list[tuple[str, str | None]]) -> list[CodedText]:
    return list(dict.fromkeys(CodedText(text, code) for text, code in rows if code))


def candidates(text: str, known: list[CodedText], missing: list[CodedText]) -> tuple[Candidate, ...]:
    """What `text` may mean: first of what the table lacks, then of all that is known; each code once."""
    found: dict[str, Candidate] = {}
    for candidate in [*_ranked(text, missing)[:N_SHOWN], *_nearest(text, known)]:
        found.setdefault(candidate.code, candidate)
    return tuple(found.values())


def area_candidates(text: str, areas: Iterable[CodedText]) -> tuple[Candidate, ...]:
    """The areas whose names are most like `text`."""
    return tuple(candidate for candidate in _ranked(text, areas)[:N_SHOWN] if candidate.likeness >= MIN_LIKENESS)


def _ranked(text: str, known: Iterable[CodedText]) -> list[Candidate]:
    """Every known text as a candidate, the most alike first."""
    plain = without_numbering(text)
    scored = [Candidate(code, other, similarity(plain, without_numbering(other))) for other, code in known]
    return sorted(scored, key=lambda candidate: (candidate.likeness, candidate.text, candidate.code), reverse=True)


def _nearest(text: str, known: list[CodedText]) -> list[Candidate]:
    words = _words(text)
    compared = sorted(known, key=lambda coded: -_overlap(words, coded.text))[:N_COMPARED]
    best: dict[str, Candidate] = {}
    for candidate in _ranked(text, compared):
        if candidate.likeness >= MIN_LIKENESS:
            best.setdefault(candidate.code, candidate)
    return list(best.values())[:N_SHOWN]


@lru_cache(maxsize=65536)  # a table of a thousand new rows asks for each of them
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in name_ascii(without_numbering(text)).split() if word not in _FILLERS_ASCII)


_FILLERS_ASCII = frozenset(name_ascii(word) for word in FILLERS)


def _overlap(words: frozenset[str], text: str) -> float:
    """The share of words that both texts have, from 0 to 1."""
    others = _words(text)
    return len(words & others) / max(1, len(words | others))
