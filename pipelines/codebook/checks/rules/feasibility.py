"""Whether linear inequalities can hold together, in exact arithmetic: the first phase of the simplex method.

Exact fractions need no tolerance: a set of rules is contradictory or it is not. The systems of a codebook are small
(some ten figures each); Bland's rule keeps the method from going in circles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class LinearRow:
    """Σ coefficient · x ≤ limit, over figures that may have any sign."""

    coefficients: Mapping[str, Fraction]
    limit: Fraction

    def violated_by(self, margin: Fraction) -> LinearRow:
        """Return the row that holds where this one fails by `margin` or more."""
        return LinearRow({name: -value for name, value in self.coefficients.items()}, -self.limit - margin)


def is_feasible(rows: Sequence[LinearRow]) -> bool:
    """Return whether some figures satisfy every row."""
    if all(row.limit >= 0 for row in rows):
        return True  # by zeros
    names = sorted({name for row in rows for name in row.coefficients})
    tableau, basis, artificial = _tableau(rows, names)
    while (column := _entering(tableau[-1][:-1])) is not None:
        leaving = _leaving(tableau, basis, column)
        if leaving is None:
            return True  # unbounded below: the sum of artificial variables is not, so this does not occur
        _pivot(tableau, leaving, column)
        basis[leaving] = column
    return all(tableau[number][-1] == 0 for number, column in enumerate(basis) if column in artificial)


def _tableau(rows: Sequence[LinearRow], names: Sequence[str]) -> tuple[list[list[Fraction]], list[int], set[int]]:
    """Return the rows with slack and artificial variables, the first basis, and the columns of artificial variables.

    A figure of any sign is the difference of two variables that are not negative. The last row is the sum of the
    artificial variables, to be made 0.
    """
    n_figures, n_rows = len(names), len(rows)
    needy = [number for number, row in enumerate(rows) if row.limit < 0]
    width = 2 * n_figures + n_rows + len(needy) + 1
    tableau: list[list[Fraction]] = []
    basis: list[int] = []
    goal = [Fraction(0)] * width
    for number, row in enumerate(rows):
        line = [Fraction(0)] * width
        sign = -1 if row.limit < 0 else 1
        for place, name in enumerate(names):
            value = sign * row.coefficients.get(name, Fraction(0))
            line[2 * place], line[2 * place + 1] = value, -value
        line[2 * n_figures + number] = Fraction(sign)
        line[-1] = sign * row.limit
        column = 2 * n_figures + number
        if sign < 0:
            column = 2 * n_figures + n_rows + needy.index(number)
            line[column] = Fraction(1)
            goal = [left - right for left, right in zip(goal, line, strict=True)]
            goal[column] = Fraction(0)
        basis.append(column)
        tableau.append(line)
    first = 2 * n_figures + n_rows
    return [*tableau, goal], basis, set(range(first, first + len(needy)))


def _entering(goal: Sequence[Fraction]) -> int | None:
    """Return the first column that lowers the goal (Bland)."""
    return next((column for column, value in enumerate(goal) if value < 0), None)


def _leaving(tableau: Sequence[Sequence[Fraction]], basis: Sequence[int], column: int) -> int | None:
    """Return the row that limits the column first; of several that of the first variable (Bland)."""
    ratios = [
        (line[-1] / line[column], basis[number], number) for number, line in enumerate(tableau[:-1]) if line[column] > 0
    ]
    return min(ratios)[2] if ratios else None


def _pivot(tableau: list[list[Fraction]], leaving: int, column: int) -> None:
    """Make `column` a unit column whose 1 stands in the row `leaving`."""
    factor = tableau[leaving][column]
    pivot = [value / factor for value in tableau[leaving]]
    tableau[leaving] = pivot
    for number, line in enumerate(tableau):
        if number != leaving and line[column]:
            by = line[column]
            tableau[number] = [value - by * other if other else value for value, other in zip(line, pivot, strict=True)]
