"""Error localisation by enumeration: every subset of cells and soft edits, each tested with a simplex.

It shares no code and no method with pipelines/quality, which eliminates variables and covers conflicts. Feasibility is
decided by the first phase of the two-phase simplex over fractions with Bland's rule (Chvátal, Linear Programming, 1983,
chapters 2 and 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

Number = int | float
Values = Mapping[str, Number | None]


class Linear(NamedTuple):
    """low <= Σ c·x <= high; None is an open side, or no penalty."""

    coefficients: Mapping[str, Number]
    low: Number | None
    high: Number | None
    penalty: Number | None = None


class RatioEdit(NamedTuple):
    """|reported - scale · numerator / denominator| <= tolerance, with low <= reported <= high."""

    reported: str
    numerator: str
    denominator: str
    scale: Number
    tolerance: Number
    low: Number
    high: Number
    penalty: Number | None = None


Edit = Linear | RatioEdit


class Inequality(NamedTuple):
    """Σ c·x <= bound."""

    coefficients: dict[str, Fraction]
    bound: Fraction


def lightest(
    system: Sequence[Edit], values: Values, weights: Mapping[str, Number | None]
) -> tuple[Fraction | None, set[frozenset[str]]]:
    """Weight and all sets of cells of the lightest solutions; (None, empty) if there is none."""
    price: dict[str | int, Fraction] = {}  # of a cell by its key, of a soft edit by its number
    for key, value in values.items():
        weight = weights[key]
        if value is not None and weight is not None:
            price[key] = Fraction(weight)
    for number, edit in enumerate(system):
        if edit.penalty is not None:
            price[number] = Fraction(edit.penalty)
    best: Fraction | None = None
    found: set[frozenset[str]] = set()
    subsets = [chosen for n in range(len(price) + 1) for chosen in combinations(price, n)]
    for chosen in sorted(subsets, key=lambda chosen: sum(price[element] for element in chosen)):
        cost = sum((price[element] for element in chosen), Fraction(0))
        if best is not None and cost > best:
            break
        free = {element for element in chosen if isinstance(element, str)}
        dropped = {element for element in chosen if isinstance(element, int)}
        if witness(system, values, free, dropped) is not None:
            best = cost
            found.add(frozenset(free))
    return best, found


def witness(system: Sequence[Edit], values: Values, free: set[str], dropped: set[int]) -> dict[str, Fraction] | None:
    """Values for the free and the missing cells with which everything not dropped holds; None if there are none."""
    open_cells = sorted(free | {key for key, value in values.items() if value is None})
    kept = [edit for number, edit in enumerate(system) if number not in dropped]
    reduced: list[tuple[list[Fraction], Fraction]] = []
    for row in (row for edit in kept for row in _rows(edit, values, open_cells)):
        rest = row.bound - sum(
            (factor * _exact(values[key]) for key, factor in row.coefficients.items() if key not in open_cells),
            Fraction(0),
        )
        reduced.append(([row.coefficients.get(key, Fraction(0)) for key in open_cells], rest))
    point = solve(reduced, len(open_cells))
    return None if point is None else dict(zip(open_cells, point, strict=True))


def _rows(edit: Edit, values: Values, open_cells: Sequence[str]) -> list[Inequality]:
    if isinstance(edit, Linear):
        exact = {key: _exact(value) for key, value in edit.coefficients.items()}
        found: list[Inequality] = []
        if edit.high is not None:
            found.append(Inequality(exact, _exact(edit.high)))
        if edit.low is not None:
            found.append(Inequality({key: -value for key, value in exact.items()}, -_exact(edit.low)))
        return found
    if values[edit.denominator] == 0:
        return []
    is_open, slack = edit.reported in open_cells, _exact(edit.tolerance)
    low = _exact(edit.low if is_open else values[edit.reported]) - slack
    high = _exact(edit.high if is_open else values[edit.reported]) + slack
    scale = Fraction(edit.scale)
    return [
        Inequality({edit.numerator: -scale, edit.denominator: low}, Fraction(0)),
        Inequality({edit.numerator: scale, edit.denominator: -high}, Fraction(0)),
    ]


def _exact(value: Number | None) -> Fraction:
    return Fraction(str(value))


def solve(rows: list[tuple[list[Fraction], Fraction]], n: int) -> list[Fraction] | None:
    """A point with A x <= b, x of any sign; None if there is none."""
    # x = u - w, both >= 0; a slack per row; an artificial column where b is negative
    m = len(rows)
    width = 2 * n + m
    table: list[list[Fraction]] = []
    basis: list[int] = []
    artificial = [number for number, (_, bound) in enumerate(rows) if bound < 0]
    for number, (row, bound) in enumerate(rows):
        line = [*row, *(-value for value in row), *(Fraction(number == j) for j in range(m))]
        line += [Fraction(0)] * len(artificial) + [bound]
        if bound < 0:
            line = [-value for value in line]
            line[width + artificial.index(number)] = Fraction(1)
            basis.append(width + artificial.index(number))
        else:
            basis.append(2 * n + number)
        table.append(line)
    cost = [Fraction(0)] * (width + len(artificial) + 1)
    for number in artificial:  # minimise the sum of the artificial columns
        cost = [a - b for a, b in zip(cost, table[number], strict=True)]
        cost[width + artificial.index(number)] += 1
    while True:
        entering = next((j for j in range(width + len(artificial)) if cost[j] < 0), None)
        if entering is None:
            break
        ratios = [(line[-1] / line[entering], basis[i], i) for i, line in enumerate(table) if line[entering] > 0]
        _, _, leaving = min(ratios)  # bounded below by 0, so there is always one
        pivot = table[leaving][entering]
        table[leaving] = [value / pivot for value in table[leaving]]
        for i, line in enumerate(table):
            if i != leaving and line[entering]:
                table[i] = [a - line[entering] * b for a, b in zip(line, table[leaving], strict=True)]
        cost = [a - cost[entering] * b for a, b in zip(cost, table[leaving], strict=True)]
        basis[leaving] = entering
    if cost[-1] != 0:
        return None
    point = [Fraction(0)] * (width + len(artificial))
    for line, column in zip(table, basis, strict=True):
        point[column] = line[-1]
    return [point[j] - point[n + j] for j in range(n)]
