"""The least changes of a unit's figures that reach a wanted rank, verified by scoring the changed field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipelines.indices.paths.options import Options, Plan, furthest, options, root_scores
from pipelines.indices.paths.program import Solution, least_cost, least_rank
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.ranks import ranks

# An exact tie holds in tables of whole steps; between them the rounding of a sum may break it.
MARGINS = (0.0, 1e-7, 1e-5)  # of the spread of the scores
MOST_ITERATIONS = 8
ENOUGH = 0.01  # a fall of the cost that is not worth another program
MONOTONE = ("arithmetic", "sum", "geometric")


class State(StrEnum):
    """What is known of a wanted rank."""

    REACHED = "reached"  # at the least cost of changes that move no bound of the scale, proved
    REACHED_ITERATED = "reached_iterated"  # verified; that nothing is cheaper is not proved
    UNREACHABLE = "unreachable"  # proved
    NOT_FOUND = "not_found"  # not proved


@dataclass(frozen=True)
class RankPath:
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


def find_path(plan: Plan, wanted: int) -> RankPath:
    """Return the cheapest changes of the unit's leaves after which at most `wanted` - 1 units score higher.

    Raises:
        ValueError: the unit has no score.
    """
    index, unit = plan.index, plan.unit
    if np.isnan(root_scores(index, unit, index.figures[unit][None])[0, unit]):
        raise ValueError(index.units[unit])
    if _is_monotone(index) and _rank(plan, furthest_figures(plan)) > wanted:
        return _path(plan, State.UNREACHABLE, furthest_figures(plan), 1)
    found = options(plan, within_bounds=True)
    if found.is_exact:
        figures, is_optimal = _cheapest(plan, wanted, found)
        if figures is not None and is_optimal and _rank(plan, figures) <= wanted:
            return _path(plan, State.REACHED, figures, 1)
    return _iterated(plan, wanted)


def furthest_figures(plan: Plan) -> Floats:
    """Return the unit's figures with every leaf as good as its limit lets it be."""
    return np.array([furthest(plan, place) for place in range(len(plan.effort))])


def _is_monotone(index: Field) -> bool:
    """Return whether a better figure of a unit raises no other unit's score and never lowers its score.

    All limits used is then the best that there is.
    """
    method = index.method
    is_scale = method.normalise_kind in ("min_max", "goalpost") and method.treat_winmax is None
    return is_scale and all(node.aggregation in MONOTONE for node in index.aggregates)


def _iterated(plan: Plan, wanted: int) -> RankPath:
    """Solve the program around the present figures, then around each answer, and keep the cheapest that holds."""
    best: Floats | None = None
    furthest_one = furthest_figures(plan)
    if _rank(plan, furthest_one) <= wanted:
        best = furthest_one
    at: Floats | None = None
    is_proved, n, seen = True, 0, set[bytes]()
    while n < MOST_ITERATIONS:
        n += 1
        found = options(plan, at)
        figures, is_optimal = _cheapest(plan, wanted, found)
        is_proved = is_proved and found.is_exact and is_optimal
        if figures is None:
            if is_proved or at is not None:
                break
            figures = furthest_one  # effects are taken where everything has improved
        elif _rank(plan, figures) <= wanted:
            if best is not None and cost_of(plan, figures) > (1 - ENOUGH) * cost_of(plan, best):
                best = min(best, figures, key=lambda each: cost_of(plan, each))
                break
            best = figures
        if found.is_exact or figures.tobytes() in seen:
            break
        seen.add(figures.tobytes())
        at = figures
    if best is not None:
        return _path(plan, State.REACHED if is_proved else State.REACHED_ITERATED, best, n)
    reachable = _best_reachable(plan)
    state = State.UNREACHABLE if is_proved else State.NOT_FOUND
    return _path(plan, State.REACHED_ITERATED if _rank(plan, reachable) <= wanted else state, reachable, n)


def _cheapest(plan: Plan, wanted: int, found: Options) -> tuple[Floats | None, bool]:
    """Return the cheapest figures of the program, the first that hold when scored; and whether the solver proved it."""
    spread = float(np.nanmax(found.scores) - np.nanmin(found.scores))
    last: tuple[Floats | None, bool] = None, True
    for margin in MARGINS:
        solved = least_cost(found, wanted, margin * spread)
        if not isinstance(solved, Solution):
            # nothing at a margin, where something is found without: a tie that is not one
            return (None, solved is None) if last[0] is None else last
        last = solved.figures, solved.is_proved
        if _rank(plan, solved.figures) <= wanted:
            break
    return last


def _best_reachable(plan: Plan) -> Floats:
    """Return the best reachable figures: all limits used, or those of the program where they rank better."""
    figures = furthest_figures(plan)
    solved = least_rank(options(plan), 0.0)
    if isinstance(solved, Solution) and _rank(plan, solved.figures) < _rank(plan, figures):
        return solved.figures
    return figures


def _rank(plan: Plan, figures: Floats) -> int:
    found = ranks(root_scores(plan.index, plan.unit, figures[None]))[0, plan.unit]
    return len(plan.index.units) + 1 if np.isnan(found) else int(found)


def cost_of(plan: Plan, figures: Floats) -> float:
    """Return the cost of moving the unit to these figures."""
    moved = np.nan_to_num(np.abs(figures - plan.index.figures[plan.unit]))
    return float(sum(stated.cost * distance for stated, distance in zip(plan.effort, moved, strict=True)))


def _path(plan: Plan, state: State, figures: Floats, n: int) -> RankPath:
    index, unit = plan.index, plan.unit
    before, after = ranks(root_scores(index, unit, np.stack([index.figures[unit], figures])))
    overtaken = [
        code
        for place, code in enumerate(index.units)
        if before[place] < before[unit] and not after[place] < after[unit]
    ]
    return RankPath(state, figures, cost_of(plan, figures), int(after[unit]), int(before[unit]), tuple(overtaken), n)
