"""Unknowns taken out of a system of linear rows, over integers: Gauss for equations, Fourier and Motzkin for the rest.

Here: arithmetic on rows of numbered unknowns. Not here: what an unknown stands for, or which are unknown (localise.py).
The rows left over speak of known figures only: they are the edits that the declared ones imply, and one that fails
names cells of which at least one is wrong. Exact, and no library: scipy's solvers (60 MB for this one use) answer in
floating point and give no such row without a tolerance of somebody's choosing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True)
class Edit:
    """Σ coefficient · x ≤ bound (= for an equation), true while nothing in `given` is doubted."""

    coefficients: dict[int, int]
    bound: int
    is_equation: bool
    given: frozenset[int]
    origins: frozenset[int] = frozenset()  # rows it was combined from, to know a redundant one


def edit(coefficients: dict[int, Fraction], bound: Fraction, is_equation: bool, given: frozenset[int]) -> Edit:
    """A row over integers, from one over fractions."""
    common = lcm(bound.denominator, *(value.denominator for value in coefficients.values()))
    whole = {key: int(value * common) for key, value in coefficients.items() if value}
    return _reduced(whole, int(bound * common), is_equation, given, frozenset())


def eliminate(edits: Sequence[Edit], unknowns: Iterable[int]) -> list[Edit]:
    """What the rows say of everything but `unknowns`: together as strict as before, each free of them."""
    left = set(unknowns)
    rows = list(edits)
    while True:
        pivots = [row for row in rows if row.is_equation and not left.isdisjoint(row.coefficients)]
        if not pivots:
            break
        pivot = min(pivots, key=lambda row: len(row.coefficients))
        unknown = min(left & pivot.coefficients.keys())
        rows = [_substituted(row, pivot, unknown) for row in rows if row is not pivot]
        left.discard(unknown)
    done = [row for row in rows if left.isdisjoint(row.coefficients)]
    open_rows = [row for row in rows if not left.isdisjoint(row.coefficients)]
    return done + _fourier_motzkin(open_rows, left)


def interval(
    edits: Sequence[Edit], asked: int, unknowns: Iterable[int], values: Sequence[Fraction | None]
) -> tuple[Fraction | None, Fraction | None]:
    """Between which values `asked` may lie, every other unknown being free. None: no end on that side."""
    low: Fraction | None = None
    high: Fraction | None = None
    for row in eliminate(edits, set(unknowns) - {asked}):
        factor = row.coefficients.get(asked)
        if factor is None:
            continue
        rest = row.bound - total(row, values, without=asked)
        end = rest / factor
        if factor > 0 or row.is_equation:
            high = end if high is None else min(high, end)
        if factor < 0 or row.is_equation:
            low = end if low is None else max(low, end)
    return low, high


def total(row: Edit, values: Sequence[Fraction | None], without: int = -1) -> Fraction:
    """Σ coefficient · value over the known figures of a row."""
    found = Fraction(0)
    for key, factor in row.coefficients.items():
        if key != without:
            value = values[key]
            assert value is not None, "an unknown was not eliminated"
            found += factor * value
    return found


def _fourier_motzkin(rows: list[Edit], left: set[int]) -> list[Edit]:
    """Inequalities combined pairwise, the unknown with the fewest pairs first.

    A row combined from more than k + 1 of the first rows after k steps follows from others (Chernikov); without this
    the number of rows may grow doubly exponentially.
    """
    rows = [
        Edit(row.coefficients, row.bound, False, row.given, frozenset((number,)))
        for number, row in enumerate(_distinct(rows))
    ]
    done: list[Edit] = []
    step = 0
    while rows:
        step += 1
        signs = {key: [row.coefficients[key] > 0 for row in rows if key in row.coefficients] for key in left}
        unknown = min((key for key in left if signs[key]), key=lambda key: (_pairs(signs[key]), key))
        left = left - {unknown}
        above = [row for row in rows if row.coefficients.get(unknown, 0) > 0]
        below = [row for row in rows if row.coefficients.get(unknown, 0) < 0]
        rows = [row for row in rows if unknown not in row.coefficients]
        for one in above:
            for other in below:
                if len(one.origins | other.origins) <= step + 1:
                    rows.append(_added(one, other, unknown))
        rows = _distinct(rows)
        done += [row for row in rows if left.isdisjoint(row.coefficients)]
        rows = [row for row in rows if not left.isdisjoint(row.coefficients)]
    return done


def _pairs(signs: list[bool]) -> int:
    return sum(signs) * (len(signs) - sum(signs))


def _added(above: Edit, below: Edit, unknown: int) -> Edit:
    """The sum of two inequalities in which the unknown cancels."""
    return _combined(above, -below.coefficients[unknown], below, above.coefficients[unknown], False)


def _substituted(row: Edit, equation: Edit, unknown: int) -> Edit:
    """The row with the unknown replaced by what the equation makes of it."""
    factor = row.coefficients.get(unknown)
    if factor is None:
        return row
    pivot = equation.coefficients[unknown]
    return _combined(row, abs(pivot), equation, -factor if pivot > 0 else factor, row.is_equation)


def _combined(one: Edit, times: int, other: Edit, other_times: int, is_equation: bool) -> Edit:
    keys = one.coefficients.keys() | other.coefficients.keys()
    coefficients = {
        key: value
        for key in keys
        if (value := times * one.coefficients.get(key, 0) + other_times * other.coefficients.get(key, 0))
    }
    bound = times * one.bound + other_times * other.bound
    return _reduced(coefficients, bound, is_equation, one.given | other.given, one.origins | other.origins)


def _reduced(
    coefficients: dict[int, int], bound: int, is_equation: bool, given: frozenset[int], origins: frozenset[int]
) -> Edit:
    """The same row in its smallest integers: they would grow without end otherwise."""
    divisor = gcd(bound, *coefficients.values()) or 1
    if divisor > 1:
        coefficients = {key: value // divisor for key, value in coefficients.items()}
    return Edit(coefficients, bound // divisor, is_equation, given, origins)


def _distinct(rows: list[Edit]) -> list[Edit]:
    """Rows once each. Equal rows of different origins stay: dropping one would undo the argument from origins."""
    found: dict[tuple[frozenset[tuple[int, int]], int, frozenset[int], frozenset[int]], Edit] = {}
    for row in rows:
        found.setdefault((frozenset(row.coefficients.items()), row.bound, row.given, row.origins), row)
    return list(found.values())
