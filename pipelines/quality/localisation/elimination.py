"""Elimination of unknowns from linear rows over integers: Gauss for equations, Fourier–Motzkin for inequalities.

Unknowns are numbers here; what they stand for is known in localise.py. The rows that remain contain known figures only.
They are the edits that the declared ones imply: one that fails names cells of which at least one is wrong.

The arithmetic is exact. A floating-point solver would need a tolerance to say that an implied edit fails, and it does
not return the implied edits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True)
class Edit:
    """Σ coefficient · x ≤ bound (= for an equation). It applies while every element of `conditions` is right."""

    coefficients: dict[int, int]
    bound: int
    is_equation: bool
    conditions: frozenset[int]
    origins: frozenset[int] = frozenset()  # rows that it was combined from, by which redundant rows are found


def make_edit(
    coefficients: Mapping[int, Fraction], bound: Fraction, is_equation: bool, conditions: frozenset[int]
) -> Edit:
    """Return a row over integers from one over fractions."""
    common = lcm(bound.denominator, *(value.denominator for value in coefficients.values()))
    whole = {key: int(value * common) for key, value in coefficients.items() if value}
    return _reduced(Edit(whole, int(bound * common), is_equation, conditions))


def eliminate(edits: Sequence[Edit], unknowns: Iterable[int]) -> list[Edit]:
    """Return rows without the unknowns that are together as strict as `edits`."""
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
    edits: Sequence[Edit], target: int, unknowns: Iterable[int], values: Sequence[Fraction | None]
) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends between which `target` may lie while the other unknowns are free; None: no end on that side."""
    low: Fraction | None = None
    high: Fraction | None = None
    for row in eliminate(edits, set(unknowns) - {target}):
        factor = row.coefficients.get(target)
        if factor is None:
            continue
        rest = row.bound - total(row, values, without=target)
        end = rest / factor
        if factor > 0 or row.is_equation:
            high = end if high is None else min(high, end)
        if factor < 0 or row.is_equation:
            low = end if low is None else max(low, end)
    return low, high


def total(row: Edit, values: Sequence[Fraction | None], without: int = -1) -> Fraction:
    """Return Σ coefficient · value of a row, leaving out the element `without`; every other value is known."""
    found = Fraction(0)
    for key, factor in row.coefficients.items():
        if key != without:
            value = values[key]
            assert value is not None, "an unknown was not eliminated"
            found += factor * value
    return found


def _fourier_motzkin(rows: list[Edit], left: set[int]) -> list[Edit]:
    """Combine inequalities pairwise, the unknown with the fewest pairs first.

    After k steps a row combined from more than k + 1 of the first rows follows from others (Chernikov) and is dropped.
    Without this rule the number of rows may grow doubly exponentially.
    """
    rows = [
        Edit(row.coefficients, row.bound, False, row.conditions, frozenset((number,)))
        for number, row in enumerate(_distinct(rows))
    ]
    done: list[Edit] = []
    step = 0
    while rows:
        step += 1
        signs = {key: [row.coefficients[key] > 0 for row in rows if key in row.coefficients] for key in left}
        unknown = min((key for key in left if signs[key]), key=lambda key: (_n_pairs(signs[key]), key))
        left = left - {unknown}
        upper = [row for row in rows if row.coefficients.get(unknown, 0) > 0]
        lower = [row for row in rows if row.coefficients.get(unknown, 0) < 0]
        rows = [row for row in rows if unknown not in row.coefficients]
        rows += [
            _added(above, below, unknown)
            for above in upper
            for below in lower
            if len(above.origins | below.origins) <= step + 1
        ]
        rows = _distinct(rows)
        done += [row for row in rows if left.isdisjoint(row.coefficients)]
        rows = [row for row in rows if not left.isdisjoint(row.coefficients)]
    return done


def _n_pairs(signs: list[bool]) -> int:
    return sum(signs) * (len(signs) - sum(signs))


def _added(above: Edit, below: Edit, unknown: int) -> Edit:
    """Return the sum of two inequalities in which the unknown cancels."""
    return _combined(above, -below.coefficients[unknown], below, above.coefficients[unknown])


def _substituted(row: Edit, equation: Edit, unknown: int) -> Edit:
    """Return the row with the unknown replaced by the equation's expression for it."""
    factor = row.coefficients.get(unknown)
    if factor is None:
        return row
    pivot = equation.coefficients[unknown]
    return _combined(row, abs(pivot), equation, -factor if pivot > 0 else factor)


def _combined(row: Edit, times: int, other: Edit, other_times: int) -> Edit:
    """Return times · row + other_times · other, an equation if both are."""
    keys = row.coefficients.keys() | other.coefficients.keys()
    coefficients = {
        key: value
        for key in keys
        if (value := times * row.coefficients.get(key, 0) + other_times * other.coefficients.get(key, 0))
    }
    bound = times * row.bound + other_times * other.bound
    is_equation = row.is_equation and other.is_equation
    conditions, origins = row.conditions | other.conditions, row.origins | other.origins
    return _reduced(Edit(coefficients, bound, is_equation, conditions, origins))


def _reduced(row: Edit) -> Edit:
    """Return the same row in its smallest integers, which would grow without end otherwise."""
    divisor = gcd(row.bound, *row.coefficients.values()) or 1
    coefficients = {key: value // divisor for key, value in row.coefficients.items()}
    return Edit(coefficients, row.bound // divisor, row.is_equation, row.conditions, row.origins)


def _distinct(rows: list[Edit]) -> list[Edit]:
    """Return each row once. Equal rows of different origins stay: Chernikov's rule counts origins."""
    found: dict[tuple[frozenset[tuple[int, int]], int, frozenset[int], frozenset[int]], Edit] = {}
    for row in rows:
        found.setdefault((frozenset(row.coefficients.items()), row.bound, row.conditions, row.origins), row)
    return list(found.values())
