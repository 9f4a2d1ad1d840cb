"""A second answer to error localisation that shares nothing with pipelines/quality: every subset, and a simplex.

Here: enumeration of all subsets of cells and beliefs by price; feasibility by the two-phase simplex's first phase over
fractions with Bland's rule (Chvátal, Linear Programming, 1983, chapters 2 and 3). The code under test eliminates
variables and covers conflicts; this does neither.
A system is plain data: ("linear", coefficients, low, high, penalty) or ("ratio", reported, numerator, denominator,
scale, tolerance, low, high, penalty), with None for an open side and None for no penalty.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

Case = tuple[Any, ...]
Inequality = tuple[dict[str, Fraction], Fraction]  # Σ c·x <= b


def lightest(system: list[Case], values: dict[str, Any], weights: dict[str, Any]) -> tuple[Any, set[frozenset[str]]]:
    """Price and all sets of cells of the cheapest repairs; (None, empty) where nothing helps."""
    weighted = [key for key in values if values[key] is not None and weights[key] is not None]
    price: dict[tuple[str, Any], Fraction] = {("cell", key): Fraction(weights[key]) for key in weighted}
    price |= {("belief", number): Fraction(case[-1]) for number, case in enumerate(system) if case[-1] is not None}
    best: Fraction | None = None
    found: set[frozenset[str]] = set()
    subsets = [chosen for n in range(len(price) + 1) for chosen in combinations(price, n)]
    for chosen in sorted(subsets, key=lambda chosen: sum(price[item] for item in chosen)):
        cost = sum((price[item] for item in chosen), Fraction(0))
        if best is not None and cost > best:
            break
        free = {item[1] for item in chosen if item[0] == "cell"}
        dropped = {item[1] for item in chosen if item[0] == "belief"}
        if witness(system, values, free, dropped) is not None:
            best = cost
            found.add(frozenset(free))
    return best, found


def witness(
    system: list[Case], values: dict[str, Any], free: set[str], dropped: set[int]
) -> dict[str, Fraction] | None:
    """Values for the free and the missing cells with which everything not dropped holds; None if there are none."""
    open_cells = sorted(free | {key for key, value in values.items() if value is None})
    rows: list[Inequality] = []
    for number, case in enumerate(system):
        if number in dropped:
            continue
        if case[0] == "linear":
            _, coefficients, low, high, _ = case
            exact = {key: Fraction(str(value)) for key, value in coefficients.items()}
            if high is not None:
                rows.append((exact, Fraction(str(high))))
            if low is not None:
                rows.append(({key: -value for key, value in exact.items()}, -Fraction(str(low))))
            continue
        _, reported, above, below, scale, slack, low, high, _ = case
        if values[below] == 0:
            continue
        if reported in open_cells:
            ends = Fraction(str(low)) - Fraction(str(slack)), Fraction(str(high)) + Fraction(str(slack))
        else:
            said = Fraction(str(values[reported]))
            ends = said - Fraction(str(slack)), said + Fraction(str(slack))
        rows.append(({above: -Fraction(scale), below: ends[0]}, Fraction(0)))
        rows.append(({above: Fraction(scale), below: -ends[1]}, Fraction(0)))
    reduced: list[tuple[list[Fraction], Fraction]] = []
    for coefficients, bound in rows:
        rest = bound - sum(
            (value * Fraction(str(values[key])) for key, value in coefficients.items() if key not in open_cells),
            Fraction(0),
        )
        reduced.append(([coefficients.get(key, Fraction(0)) for key in open_cells], rest))
    point = solve(reduced, len(open_cells))
    return None if point is None else dict(zip(open_cells, point, strict=True))


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
