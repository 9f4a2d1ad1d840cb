"""Slips of the keyboard: what a person may have meant who typed a number.

Here: sign, power of ten, two neighbouring digits exchanged, one digit wrong, missing or too many, and their words.
Not here: whether a meaning fits the report (repairs.py). The kinds are those of Scholtus, Automatic correction of
simple typing errors in numerical data with balance edits (Statistics Netherlands, 2009), and the power of ten.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

POWERS = range(1, 7)  # thousand and million are the usual wrong units; more than a million times is no slip
KINDS = ("swap", "sign", "power", "transposition", "typo", "implied", "about")  # the plainest explanation first
WORDS: dict[str, tuple[str, str]] = {
    "swap": (
        "hai ô cạnh nhau có thể đã ghi đổi chỗ: ô này là {new}, ô kia là {old}",
        "two neighbouring cells may be exchanged: this one is {new}, the other {old}",
    ),
    "sign": ("có thể sai dấu: {old} → {new}", "the sign may be wrong: {old} → {new}"),
    "power": (
        "có thể sai đơn vị hoặc thừa, thiếu chữ số 0: {old} → {new}",
        "unit or number of zeros may be wrong: {old} → {new}",
    ),
    "transposition": (
        "có thể gõ đảo hai chữ số cạnh nhau: {old} → {new}",
        "two neighbouring digits may be exchanged: {old} → {new}",
    ),
    "typo": (
        "có thể gõ sai, thiếu hoặc thừa một chữ số: {old} → {new}",
        "one digit may be wrong, missing or too many: {old} → {new}",
    ),
    "implied": (
        "theo các số khác thì ô này phải là {new}",
        "by the other figures this one must be {new}",
    ),
    "about": (
        "theo các số khác thì ô này phải vào khoảng {new}",
        "by the other figures this one must be about {new}",
    ),
}


def reason_texts(kind: str, old: Fraction, new: Fraction) -> tuple[str, str]:
    """Why `new` is proposed, in Vietnamese and English."""
    vi, en = WORDS[kind]
    return vi.format(old=printed(old, ","), new=printed(new, ",")), en.format(old=printed(old), new=printed(new))


def intended_values(old: Fraction, decimals: int) -> Iterator[tuple[str, Fraction]]:
    """Every (kind, value) that the typed number may stand for, with at most `decimals` decimals; none is `old`."""
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
    for one, other in itertools.pairwise(digits):
        mixed = list(text)
        mixed[one], mixed[other] = mixed[other], mixed[one]
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


def printed(value: Fraction, decimal_sign: str = ".") -> str:
    """At most four decimals, no trailing zeros, as the rules' messages print numbers."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):.4f}"
    return text.rstrip("0").rstrip(".").replace(".", decimal_sign)
