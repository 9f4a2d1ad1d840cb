"""The mixed-integer linear program of a path, solved by HiGHS.

Model: docs/method.md, part 10. Variables: the share of each point of each leaf, which stretch of a leaf is used, whole
steps, and for each peer whether it stays ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import optimize, sparse  # pyright: ignore[reportMissingTypeStubs]

from pipelines.indices.paths.options import LeafOptions, Options
from pipelines.indices.reference.terms import Floats

SCIPY_OPTIMIZE: Any = optimize  # SciPy has no types
SCIPY_SPARSE: Any = sparse
SECONDS = 20.0
OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2  # states of scipy.optimize.milp


@dataclass(frozen=True)
class Solution:
    """The figures of the unit; `is_proved`: the solver closed the gap."""

    figures: Floats
    is_proved: bool


@dataclass
class _Rows:
    """The program under construction: columns with cost, bounds and kind; rows as triples."""

    costs: list[float] = field(default_factory=list[float])
    upper: list[float] = field(default_factory=list[float])
    is_whole: list[int] = field(default_factory=list[int])
    entries: list[tuple[int, int, float]] = field(default_factory=list[tuple[int, int, float]])
    low: list[float] = field(default_factory=list[float])
    high: list[float] = field(default_factory=list[float])

    def column(self, cost: float, upper: float, is_whole: bool) -> int:
        self.costs.append(cost)
        self.upper.append(upper)
        self.is_whole.append(int(is_whole))
        return len(self.costs) - 1

    def row(self, entries: list[tuple[int, float]], low: float, high: float) -> None:
        self.entries += [(len(self.low), column, value) for column, value in entries]
        self.low.append(low)
        self.high.append(high)


def least_cost(found: Options, rank: int, margin: float) -> Solution | str | None:
    """Return the cheapest figures at which at most `rank` - 1 units score higher, by `margin` points.

    Returns:
        None where the solver proves that there are none; "limit" where it ended before.
    """
    return _solve(found, rank, margin)


def least_rank(found: Options, margin: float) -> Solution | str | None:
    """Return the figures at which the fewest units score higher; of those with as few, any."""
    return _solve(found, None, margin)


def _solve(found: Options, rank: int | None, margin: float) -> Solution | str | None:
    rows = _Rows()
    shares = [_add_leaf(rows, leaf, rank is not None) for leaf in found.leaves]
    ahead = _add_peers(rows, found, shares, margin, rank is None)
    free = [column for column in ahead if column is not None]
    always = len(ahead) - len(free)
    if rank is not None:
        if always > rank - 1:
            return None
        rows.row([(column, 1.0) for column in free], 0, rank - 1 - always)
    if not rows.costs:
        return Solution(found.at.copy(), True)
    at, columns, values = (np.array(part) for part in zip(*rows.entries, strict=True))
    matrix = SCIPY_SPARSE.coo_matrix(
        (values, (at.astype(int), columns.astype(int))), (len(rows.low), len(rows.costs))
    ).tocsr()
    solved = SCIPY_OPTIMIZE.milp(
        np.array(rows.costs),
        integrality=np.array(rows.is_whole),
        bounds=SCIPY_OPTIMIZE.Bounds(0, np.array(rows.upper)),
        constraints=SCIPY_OPTIMIZE.LinearConstraint(matrix, np.array(rows.low), np.array(rows.high)),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if solved.status == INFEASIBLE:
        return None
    if solved.x is None:
        return "limit"
    figures = found.at.copy()
    for leaf, columns in zip(found.leaves, shares, strict=True):
        share: Floats = np.clip(solved.x[columns], 0, 1)
        figures[leaf.leaf] = _figure(leaf, share / share.sum())
    return Solution(figures, solved.status == OPTIMAL)


def _figure(leaf: LeafOptions, share: Floats) -> float:
    value = float(share @ leaf.values)
    if leaf.is_choice:
        return float(leaf.values[int(share.argmax())])
    if leaf.step is not None:
        return float(leaf.values[0] + round((value - leaf.values[0]) / leaf.step) * leaf.step)
    # the rounding of a sum moves no leaf that stays
    near = leaf.values[np.abs(leaf.values - value).argmin()]
    return float(near) if abs(near - value) <= 1e-9 * max(1.0, float(np.ptp(leaf.values))) else value


def _add_leaf(rows: _Rows, leaf: LeafOptions, has_cost: bool) -> list[int]:
    """Add the shares of a leaf's points, which sum to 1, and return their columns.

    Between points, only two neighbours have a share: one stretch is used.
    """
    columns = [rows.column(cost if has_cost else 0.0, 1.0, leaf.is_choice) for cost in leaf.costs]
    rows.row([(column, 1.0) for column in columns], 1, 1)
    if leaf.is_choice:
        return columns
    if len(columns) > 2:
        stretches = [rows.column(0.0, 1.0, True) for _ in columns[1:]]
        rows.row([(column, 1.0) for column in stretches], 1, 1)
        for place, column in enumerate(columns):
            beside = stretches[max(place - 1, 0) : place + 1]
            rows.row([(column, 1.0), *[(stretch, -1.0) for stretch in beside]], -np.inf, 0)
    if leaf.step is not None:
        distance = np.abs(leaf.values - leaf.values[0])
        steps = rows.column(0.0, float(np.ceil(distance.max() / leaf.step)), True)
        moved = [(column, float(d / leaf.step)) for column, d in zip(columns, distance, strict=True)]
        rows.row([*moved, (steps, -1.0)], 0, 0)
    return columns


def _add_peers(
    rows: _Rows, found: Options, shares: list[list[int]], margin: float, is_counted: bool
) -> list[int | None]:
    """Add for each peer that may score higher whether it does; None for one that does whatever is done."""
    ahead: list[int | None] = []
    unit = found.unit
    scale = max(float(np.nanmax(found.scores) - np.nanmin(found.scores)), 1e-300) / 100
    for peer, score in enumerate(found.scores):
        if peer == unit or np.isnan(score):
            continue
        gains = [(leaf.effects[:, unit] - leaf.effects[:, peer]) / scale for leaf in found.leaves]
        lead = (found.scores[unit] - score) / scale - margin / scale
        least = lead + sum(float(gain.min()) for gain in gains)
        most = lead + sum(float(gain.max()) for gain in gains)
        if least >= 0:
            continue
        if most < -1e-7:
            ahead.append(None)
            continue
        column = rows.column(1.0 if is_counted else 0.0, 1.0, True)
        entries = [
            (place, float(value))
            for columns, gain in zip(shares, gains, strict=True)
            for place, value in zip(columns, gain, strict=True)
            if value
        ]
        rows.row([*entries, (column, -least)], -lead, np.inf)
        ahead.append(column)
    return ahead
