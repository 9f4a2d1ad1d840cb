"""Compares a text on a sheet with declared labels or headers: equal, equal but for accents, similar, or different.

Only equal texts and texts equal but for their accents may carry a figure without further evidence: `nộp trực tuyến` and
`nộp trực tiếp` are 0.9 similar and opposites. Opposite meanings are found in opposites.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.value.numbers import split_footnote

ALIKE = 0.85  # the lowest similarity of two spellings of one label among those of the two forms: typos, `và` for `,`
CLEAR = 0.1  # how much more similar to the best label than to the next one a text must be
FITS = 0.6  # below this a label contradicts the row code beside it, unless it shares half of its words
NUMBERING = re.compile(r"^(?:(?:[ivx]+|\d+(?: \d+)*|[a-zđ]) )(?=\D)")  # `ii`, `1 2`, `a` before a label
DIGITS = re.compile(r"\d+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LEAD = re.compile(r"^(?:trong đó|gồm|chia ra|bao gồm) ")
FILLERS = frozenset(
    {"số", "tổng", "các", "của", "và", "trên", "tại", "có", "được", "là", "đã", "đang", "of", "in", "the"}
)


@lru_cache(maxsize=65536)
def without_numbering(text: str) -> str:
    """The folded text without a footnote mark behind it and a numbering before it."""
    folded = name_fold(split_footnote(text)[0])
    return NUMBERING.sub("", folded, count=1) or folded


def without_digits(text: str) -> str:
    """The folded text with `#` for every number: `PCI 2015` and `PCI 2016` are the same but for the year."""
    return DIGITS.sub("#", name_fold(text))


def without_years(text: str) -> str:
    """The folded text without numbering and footnote, with `#` for every year."""
    return YEAR.sub("#", without_numbering(text))


def spellings(text: str) -> tuple[str, ...]:
    """The folded texts as which `text` may be declared, the most literal first."""
    literal, plain = name_fold(text), without_numbering(text)
    return tuple(dict.fromkeys((literal, plain, LEAD.sub("", plain))))


@lru_cache(maxsize=65536)
def similarity(text: str, other: str) -> float:
    """The ratio of difflib.SequenceMatcher, 0 to 1, without regard to accents."""
    return SequenceMatcher(None, name_ascii(text), name_ascii(other), autojunk=False).ratio()


def closest(text: str, declared: Iterable[str]) -> tuple[str, float]:
    """The declared text that is most similar, and its similarity.

    The text is empty where none reaches ALIKE, or where the next one is less than CLEAR behind.
    """
    plain = without_numbering(text)
    scored = sorted(((similarity(plain, without_numbering(other)), other) for other in declared), reverse=True)
    if not scored or scored[0][0] < ALIKE:
        return "", scored[0][0] if scored else 0.0
    score, best = scored[0]
    following = next((lower for lower, other in scored[1:] if without_numbering(other) != without_numbering(best)), 0.0)
    return (best if score - following >= CLEAR else ""), score


def equal_but_accents(text: str, declared: Iterable[str]) -> str:
    """The one declared text that differs in accents only (clerks type `tinh` for `tỉnh`); empty where several do."""
    plain = name_ascii(without_numbering(text))
    fitting = {without_numbering(other): other for other in declared if name_ascii(without_numbering(other)) == plain}
    return next(iter(fitting.values())) if len(fitting) == 1 else ""


def fits(text: str, labels: Iterable[str]) -> bool:
    """True if `text` may be another wording of one of the labels: similar to it, or sharing half of its words."""
    words = set(without_numbering(text).split()) - FILLERS
    for label in labels:
        if similarity(without_numbering(text), without_numbering(label)) >= FITS:
            return True
        others = set(without_numbering(label).split()) - FILLERS
        if 2 * len(words & others) >= min(len(words), len(others)) > 0:
            return True
    return not words  # a label of numbering, dots or dashes contradicts nothing
