"""The least changes of a unit's figures that reach a wanted rank, verified by scoring the changed field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipelines.indices.paths.effort import Effort
from pipelines.indices.paths.options import Options, options, root_scores
from pipelines.indices.paths.program import Solution, least_cost, least_rank
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.ranks import ranks

# An exact tie holds in tables of whole steps; between them the rounding of a sum may break it.
MARGINS = (0.0, 1e-7, 1e-5)  # of the spread of the scores
MOST_ITERATIONS = 12


class State(StrEnum):
    """What is known of a wanted rank."""

    REACHED = "reached"  # at the least cost, proved
    REACHED_ITERATED = "reached_iterated"  # verified; that nothing is cheaper is not proved
    UNREACHABLE = "unreachable"  # proved
    NOT_FOUND = "not_found"  # not proved


@dataclass(frozen=True)
class Path:
    """The answer.

    Attributes:
        state: whether the rank is reached, and what is proved.
        figures: the unit's figures that reach it, or its best reachable ones.
        cost: cost of the changes.
        rank: rank of the field with these figures.
        rank_before: present rank.
        overtaken: units ahead before and no longer.
        n_iterations: programs solved one after the other; 1 where the program is exact.
    """

    state: State
    figures: Floats
    cost: float
    rank: int
    rank_before: int
    overtaken: tuple[str, ...]
    n_iterations: int


def find_path(index: Field, unit: int, wanted: int, effort: Sequence[Effort], years: float = 1.0) -> Path:
    """Return the cheapest changes of the unit's leaves after which at most `wanted` - 1 units score higher.

    Raises:
        ValueError: the unit has no score.
    """
    if np.isnan(root_scores(index, unit, index.figures[unit][None])[0, unit]):
        raise ValueError(index.units[unit])
    best: tuple[float, Floats] | None = None
    at: Floats | None = None
    is_proved, n, seen = True, 0, set[bytes]()
    for n in range(1, MOST_ITERATIONS + 1):
        found = options(index, unit, effort, years, at)
        is_proved = is_proved and found.is_exact
        figures, is_optimal = _cheapest(index, unit, wanted, effort, found)
        is_proved = is_proved and is_optimal
        if figures is None:
            if is_proved or at is not None:
                break
            at = _all(index, unit, effort, years)  # effects are taken where everything has improved
            if _rank(index, unit, at) <= wanted:
                best = (_cost(index, unit, effort, at), at)
            continue
        cost = _cost(index, unit, effort, figures)
        if _rank(index, unit, figures) <= wanted and (best is None or cost < best[0] - 1e-12):
            best = (cost, figures)
        if found.is_exact or figures.tobytes() in seen:
            break
        seen.add(figures.tobytes())
        at = figures
    if best is None:
        reachable = _best_reachable(index, unit, effort, years)
        cost = _cost(index, unit, effort, reachable)
        state = State.UNREACHABLE if is_proved else State.NOT_FOUND
        if _rank(index, unit, reachable) <= wanted:
            state = State.REACHED_ITERATED
        return _path(index, unit, state, (cost, reachable), n)
    return _path(index, unit, State.REACHED if is_proved else State.REACHED_ITERATED, best, n)


def _cheapest(
    index: Field, unit: int, wanted: int, effort: Sequence[Effort], found: Options
) -> tuple[Floats | None, bool]:
    """Return the cheapest figures of the program, the first that hold when scored; and whether the solver proved it."""
    spread = float(np.nanmax(found.scores) - np.nanmin(found.scores))
    last: tuple[Floats | None, bool] = None, True
    for margin in MARGINS:
        solved = least_cost(found, wanted, margin * spread)
        if not isinstance(solved, Solution):
            # nothing at a margin, where something is found without: a tie that is not one
            return (None, solved is None) if last[0] is None else last
        last = solved.figures, solved.is_proved
        if _rank(index, unit, solved.figures) <= wanted:
            break
    return last


def _best_reachable(index: Field, unit: int, effort: Sequence[Effort], years: float) -> Floats:
    """Return the best reachable figures: all limits used, or those of the program where they rank better."""
    figures = _all(index, unit, effort, years)
    solved = least_rank(options(index, unit, effort, years), 0.0)
    if isinstance(solved, Solution) and _rank(index, unit, solved.figures) < _rank(index, unit, figures):
        return solved.figures
    return figures


def _all(index: Field, unit: int, effort: Sequence[Effort], years: float) -> Floats:
    """Return the unit's figures with every leaf as good as its limit lets it be."""
    figures = index.figures[unit].copy()
    for leaf in options(index, unit, effort, years).leaves:
        figures[leaf.leaf] = leaf.values[-1]
    return figures


def _rank(index: Field, unit: int, figures: Floats) -> int:
    found = ranks(root_scores(index, unit, figures[None]))[0, unit]
    return len(index.units) + 1 if np.isnan(found) else int(found)


def _cost(index: Field, unit: int, effort: Sequence[Effort], figures: Floats) -> float:
    moved = np.nan_to_num(np.abs(figures - index.figures[unit]))
    return float(sum(stated.cost * distance for stated, distance in zip(effort, moved, strict=True)))


def _path(index: Field, unit: int, state: State, best: tuple[float, Floats], n: int) -> Path:
    before, after = ranks(root_scores(index, unit, np.stack([index.figures[unit], best[1]])))
    overtaken = [
        code
        for place, code in enumerate(index.units)
        if before[place] < before[unit] and not after[place] < after[unit]
    ]
    return Path(state, best[1], best[0], int(after[unit]), int(before[unit]), tuple(overtaken), n)
