"""How much a text on a sheet is like a declared label or header: the same, the same but for its marks, similar, or not.

Here: comparing two short texts. Not here: which rows and columns follow from it (rows.py, columns.py).
Only SAME and UNMARKED may carry a figure alone: `nộp trực tuyến` and `nộp trực tiếp` are 0.9 alike and opposites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.value.numbers import without_mark

ALIKE = 0.85  # the lowest likeness of two spellings of one label among those of the two forms: typos, `và` for `,`
CLEAR = 0.1  # how much more like the best label than the next one a text must be
FITS = 0.6  # below this a label contradicts the row code beside it, unless it shares half of its words
NUMBERING = re.compile(r"^(?:(?:[ivx]+|\d+(?: \d+)*|[a-zđ]) )(?=\D)")  # `ii`, `1 2`, `a` before a label
DIGITS = re.compile(r"\d+")
LEAD = re.compile(r"^(?:trong đó|gồm|chia ra|bao gồm) ")
FILLERS = frozenset(
    {"số", "tổng", "các", "của", "và", "trên", "tại", "có", "được", "là", "đã", "đang", "of", "in", "the"}
)


@lru_cache(maxsize=65536)
def without_numbering(text: str) -> str:
    """The folded text without a footnote's mark behind it and a numbering before it."""
    folded = name_fold(without_mark(text)[0])
    return NUMBERING.sub("", folded, count=1) or folded


def without_digits(text: str) -> str:
    """The folded text with every number alike: `PCI 2015` and `PCI 2016` are the same but for the year."""
    return DIGITS.sub("#", name_fold(text))


def spellings(text: str) -> tuple[str, ...]:
    """The ways in which the text may stand for a declared one, the most literal first."""
    literal, plain = name_fold(text), without_numbering(text)
    return tuple(dict.fromkeys((literal, plain, LEAD.sub("", plain))))


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """0 to 1, without regard to marks on letters."""
    return SequenceMatcher(None, name_ascii(one), name_ascii(other), autojunk=False).ratio()


def closest(text: str, declared: Iterable[str]) -> tuple[str, float]:
    """The declared text most like this one, and how much; an empty one where none is clearly the most like."""
    plain = without_numbering(text)
    scored = sorted(((likeness(plain, without_numbering(other)), other) for other in declared), reverse=True)
    if not scored or scored[0][0] < ALIKE:
        return "", scored[0][0] if scored else 0.0
    best = scored[0]
    following = next(
        (score for score, other in scored[1:] if without_numbering(other) != without_numbering(best[1])), 0.0
    )
    return (best[1] if best[0] - following >= CLEAR else ""), best[0]


def unmarked(text: str, declared: Iterable[str]) -> str:
    """The one declared text that differs only in marks on letters: clerks type `tinh` for `tỉnh`; empty if several."""
    plain = name_ascii(without_numbering(text))
    fitting = {without_numbering(other): other for other in declared if name_ascii(without_numbering(other)) == plain}
    return next(iter(fitting.values())) if len(fitting) == 1 else ""


def fits(text: str, own: Iterable[str]) -> bool:
    """May this be another wording of its own label?"""
    words = set(without_numbering(text).split()) - FILLERS
    for label in own:
        if likeness(without_numbering(text), without_numbering(label)) >= FITS:
            return True
        others = set(without_numbering(label).split()) - FILLERS
        if 2 * len(words & others) >= min(len(words), len(others)) > 0:
            return True
    return not words  # a label of numbering, dots or dashes contradicts nothing
