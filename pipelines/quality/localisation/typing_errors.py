"""Simple typing errors: the values that a person who typed a number may have intended.

The kinds are those of Scholtus, Automatic correction of simple typing errors in numerical data with balance edits
(Statistics Netherlands, 2009): sign, two neighbouring digits exchanged, one digit wrong, missing or too many. A wrong
power of ten is added. Whether a value fits the report is decided in repairs.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pipelines.errors import Message, message
from pipelines.quality.messages import REPAIRS

POWERS = range(
    1, 7
)  # thousand and million are the usual wrong units; beyond a million times no typing error is assumed
KINDS = ("swap", "sign", "power", "transposition", "typo", "implied", "about")  # the simplest explanation first


def reason_text(kind: str, old: Fraction, new: Fraction) -> Message:
    """Return why `new` is proposed in place of `old`."""
    shown = {"old_vi": _grouped(old, "vi"), "new_vi": _grouped(new, "vi")}
    shown |= {"old_en": _grouped(old, "en"), "new_en": _grouped(new, "en")}
    return message(REPAIRS, kind, **shown)


def intended_values(old: Fraction, decimals: int) -> Iterator[tuple[str, Fraction]]:
    """Yield (kind, value) of every value that may have been intended, with at most `decimals` decimals.

    Each value comes once, with its simplest kind, and never `old` itself. Nothing is intended by 0.
    """
    if not old:
        return
    seen = {old}
    for kind, value in _all(old):
        if value not in seen and value * 10**decimals == int(value * 10**decimals):
            seen.add(value)
            yield kind, value


def _all(old: Fraction) -> Iterator[tuple[str, Fraction]]:
    yield "sign", -old
    for power in POWERS:
        yield "power", old / 10**power
        yield "power", old * 10**power
    sign = "-" if old < 0 else ""
    text = printed(abs(old))
    digits = [place for place, mark in enumerate(text) if mark != "."]
    for left, right in itertools.pairwise(digits):
        mixed = list(text)
        mixed[left], mixed[right] = mixed[right], mixed[left]
        yield "transposition", Fraction(sign + "".join(mixed))
    for place in digits:
        without = text[:place] + text[place + 1 :]
        if without.strip("."):
            yield "typo", Fraction(sign + without)
        for digit in "0123456789":
            yield "typo", Fraction(sign + text[:place] + digit + text[place + 1 :])
    for place in range(len(text) + 1):
        for digit in "0123456789":
            yield "typo", Fraction(sign + text[:place] + digit + text[place:])


def _grouped(value: Fraction, lang: str) -> str:
    """The number as a message prints it, with its thousands apart: 76.660 in Vietnamese, 76,660 in English."""
    whole, _, part = printed(value).partition(".")
    text = f"{int(whole):,}" if int(whole) else whole  # `-0` keeps its sign
    text += f".{part}" if part else ""
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def printed(value: Fraction) -> str:
    """Return the number with at most four decimals and no trailing zeros, with a decimal point."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):.4f}"
    return text.rstrip("0").rstrip(".")
