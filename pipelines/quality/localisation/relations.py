"""Relations between the figures of one report: linear relations and ratios over any keys, in exact arithmetic.

Which relations the codebook declares: rule_relations.py. Which cell is wrong: localise.py.
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
    """Return the number as it is printed: 0.1 is one tenth, not the nearest double."""
    return Fraction(repr(float(value)))


@dataclass(frozen=True)
class LinearRow(Generic[K]):
    """Σ coefficient · x ≤ bound, or = bound for an equation. It applies while the cells of `conditions` are right."""

    coefficients: Mapping[K, Fraction]
    bound: Fraction
    is_equation: bool = False
    conditions: frozenset[K] = frozenset()


@dataclass(frozen=True)
class Relation(Generic[K]):
    """The hard or soft edit low ≤ Σ coefficient · x ≤ high.

    A hard edit (infinite penalty) must hold. A soft edit states what is usual and may be given up at its penalty.
    """

    name: str
    coefficients: Mapping[K, float | Fraction]
    low: float | Fraction | None = None
    high: float | Fraction | None = None
    penalty: float = math.inf

    @property
    def keys(self) -> frozenset[K]:
        """The cells of the relation."""
        return frozenset(self.coefficients)

    def holds(self, values: Values[K]) -> bool:
        """True if the values satisfy the relation, or if one of them is missing."""
        total = Fraction(0)
        for key, coefficient in self.coefficients.items():
            value = values[key]
            if value is None:
                return True
            total += _fraction(coefficient) * value
        return (self.low is None or total >= _fraction(self.low)) and (
            self.high is None or total <= _fraction(self.high)
        )

    def rows(self, _values: Values[K]) -> list[LinearRow[K]]:  # the call is that of Ratio.rows
        """Return the relation as linear rows; they do not depend on the values."""
        coefficients = {key: _fraction(value) for key, value in self.coefficients.items()}
        if self.low is not None and self.low == self.high:
            return [LinearRow(coefficients, _fraction(self.low), is_equation=True)]
        found: list[LinearRow[K]] = []
        if self.high is not None:
            found.append(LinearRow(coefficients, _fraction(self.high)))
        if self.low is not None:
            found.append(LinearRow({key: -value for key, value in coefficients.items()}, -_fraction(self.low)))
        return found


@dataclass(frozen=True)
class Ratio(Generic[K]):
    """|reported - scale · numerator / denominator| ≤ tolerance, the reported figure lying within low and high.

    The edit is not linear, but linear in the parts while the reported figure is right. Where it is wrong, some figure
    within its bounds must fit the parts. That is exact as long as the reported figure occurs in no other relation than
    its bounds, and the denominator is not negative. With a denominator of 0 the edit does not apply, as in SQL.
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
        """The cells of the ratio."""
        return frozenset((self.reported, self.numerator, self.denominator))

    def holds(self, values: Values[K]) -> bool:
        """True if the values satisfy the ratio, or if one of them is missing or the denominator 0."""
        reported, numerator, denominator = values[self.reported], values[self.numerator], values[self.denominator]
        if reported is None or numerator is None or not denominator:
            return True
        return abs(reported - exact(self.scale) * numerator / denominator) <= exact(self.tolerance)

    def rows(self, values: Values[K]) -> list[LinearRow[K]]:
        """Return two rows for any reported figure within bounds, and two for the one that was reported."""
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

    def _between(self, low: Fraction | None, high: Fraction | None, conditions: frozenset[K]) -> list[LinearRow[K]]:
        """Return the rows of low · denominator ≤ scale · numerator ≤ high · denominator."""
        scale, zero = exact(self.scale), Fraction(0)
        found: list[LinearRow[K]] = []
        if low is not None:
            found.append(LinearRow({self.denominator: low, self.numerator: -scale}, zero, conditions=conditions))
        if high is not None:
            found.append(LinearRow({self.denominator: -high, self.numerator: scale}, zero, conditions=conditions))
        return found


def _fraction(value: float | Fraction) -> Fraction:
    return value if isinstance(value, Fraction) else exact(value)
