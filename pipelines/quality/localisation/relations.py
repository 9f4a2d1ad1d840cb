"""What figures of one report owe each other: linear relations and ratios, over any keys, in exact arithmetic.

Here: the two shapes, whether given values satisfy them, and the linear rows they become.
Not here: which relations the codebook declares (rule_relations.py), which cell is to blame (localise.py).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Values = Mapping[K, Fraction | None]


def exact(value: float) -> Fraction:
    """The number as it is printed: 0.1 is one tenth, not the double beside it."""
    return Fraction(repr(float(value)))


@dataclass(frozen=True)
class Row(Generic[K]):
    """Σ coefficient · x ≤ bound, or = bound; said only while the cells of `given` are believed."""

    coefficients: Mapping[K, Fraction]
    bound: Fraction
    is_equation: bool = False
    given: frozenset[K] = frozenset()


@dataclass(frozen=True)
class Relation(Generic[K]):
    """low ≤ Σ coefficient · x ≤ high. A finite penalty makes it a belief, which may be given up at that price."""

    name: str
    coefficients: Mapping[K, float | Fraction]
    low: float | Fraction | None = None
    high: float | Fraction | None = None
    penalty: float = math.inf

    @property
    def keys(self) -> frozenset[K]:
        return frozenset(self.coefficients)

    def holds(self, values: Values[K]) -> bool:
        """True as well while a figure is missing: nothing contradicts it."""
        total = Fraction(0)
        for key, coefficient in self.coefficients.items():
            value = values[key]
            if value is None:
                return True
            total += _fraction(coefficient) * value
        return (self.low is None or total >= _fraction(self.low)) and (
            self.high is None or total <= _fraction(self.high)
        )

    def rows(self, values: Values[K]) -> list[Row[K]]:
        """The relation as rows; it does not depend on the values."""
        row = {key: _fraction(value) for key, value in self.coefficients.items()}
        if self.low is not None and self.low == self.high:
            return [Row(row, _fraction(self.low), is_equation=True)]
        found: list[Row[K]] = []
        if self.high is not None:
            found.append(Row(row, _fraction(self.high)))
        if self.low is not None:
            found.append(Row({key: -value for key, value in row.items()}, -_fraction(self.low)))
        return found


@dataclass(frozen=True)
class Ratio(Generic[K]):
    """|reported - scale · numerator / denominator| ≤ tolerance, the reported figure within low and high.

    Not linear, but linear in the parts once the reported figure is believed. Where it is not, what remains is that
    some figure within its bounds would fit. That is exact as long as the reported figure stands in no other relation
    than its bounds, and the denominator is not negative. Over a denominator of 0 nothing is said, as in SQL.
    """

    name: str
    reported: K
    numerator: K
    denominator: K
    scale: float
    tolerance: float
    low: float | None
    high: float | None
    penalty: float = math.inf

    @property
    def keys(self) -> frozenset[K]:
        return frozenset((self.reported, self.numerator, self.denominator))

    def holds(self, values: Values[K]) -> bool:
        """True as well while a figure is missing."""
        reported, above, below = values[self.reported], values[self.numerator], values[self.denominator]
        if reported is None or above is None or not below:
            return True
        return abs(reported - exact(self.scale) * above / below) <= exact(self.tolerance)

    def rows(self, values: Values[K]) -> list[Row[K]]:
        """Two rows for whatever figure was reported, two more for the one that was."""
        if values[self.denominator] == 0:
            return []
        slack = exact(self.tolerance)
        low = None if self.low is None else exact(self.low) - slack
        high = None if self.high is None else exact(self.high) + slack
        found = self._between(low, high, frozenset())
        reported = values[self.reported]
        if reported is not None:
            found += self._between(reported - slack, reported + slack, frozenset((self.reported,)))
        return found

    def _between(self, low: Fraction | None, high: Fraction | None, given: frozenset[K]) -> list[Row[K]]:
        """low · denominator ≤ scale · numerator ≤ high · denominator."""
        scale = exact(self.scale)
        found: list[Row[K]] = []
        if low is not None:
            found.append(Row({self.denominator: low, self.numerator: -scale}, Fraction(0), given=given))
        if high is not None:
            found.append(Row({self.denominator: -high, self.numerator: scale}, Fraction(0), given=given))
        return found


def _fraction(value: float | Fraction) -> Fraction:
    return value if isinstance(value, Fraction) else exact(value)
