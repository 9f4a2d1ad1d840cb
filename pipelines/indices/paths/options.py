"""The figures that each leaf of a unit may have, and what each does to the scores of all units.

A leaf's points are figures; between two points of a leaf that moves continuously, scores are taken as linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.indices.paths.effort import Effort
from pipelines.indices.reference.terms import Floats, Node
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import Plan as Replicates
from pipelines.indices.scoring.score import score

MOST_CHOICES = 64  # steps of a leaf that are choices one by one; more are points with a whole number of steps between
CURVE_POINTS = 9  # points of a stretch in which scores are not linear
LINEAR = 1e-9  # of the scale: as far as scores may be from a straight line
ADDITIVE = ("arithmetic", "sum")


@dataclass(frozen=True)
class LeafOptions:
    """What a leaf may become.

    Attributes:
        leaf: place of the leaf.
        values: figures, the present one first, then by distance from it.
        costs: cost of each.
        effects: points × units: change of every unit's score of the root, as the leaf alone moves to the point.
        is_choice: only the points are possible; else what lies between them too.
        step: with points apart by more than a step, the figure moves by multiples of it.
    """

    leaf: int
    values: Floats
    costs: Floats
    effects: Floats
    is_choice: bool
    step: float | None = None


@dataclass(frozen=True)
class Options:
    """The options of a unit around its figures `at`; `scores` are those of all units there.

    `is_exact`: each score is that in `scores` and the sum of the effects of the leaves' points, linear between.
    """

    unit: int
    at: Floats
    scores: Floats
    leaves: tuple[LeafOptions, ...]
    is_exact: bool


def root_scores(index: Field, unit: int, rows: Floats) -> Floats:
    """Return the scores of the root, replicates × units, where the unit has the figures of each of `rows`."""
    figures = np.repeat(index.figures[None], len(rows), axis=0)
    figures[:, unit] = rows
    return score(index, Replicates(figures=figures), keep=[index.root.node_code]).of(index.root.node_code)


@dataclass(frozen=True)
class Plan:
    """What is looked for: a unit of a field, its effort by leaf, years of the plan (limits are those of one year)."""

    index: Field
    unit: int
    effort: Sequence[Effort]
    years: float = 1.0


def options(plan: Plan, at: Floats | None = None, *, within_bounds: bool = False) -> Options:
    """Return the options of a plan.

    Args:
        plan: the unit and its limits.
        at: figures of the unit around which effects are taken; None: the present ones.
        within_bounds: a leaf that moves continuously stays between the figures of the others.
    """
    index, unit = plan.index, plan.unit
    present = index.figures[unit]
    around = present if at is None else at
    scores = root_scores(index, unit, around[None])[0]
    is_exact = all(node.aggregation in ADDITIVE for node in index.aggregates)
    found: list[LeafOptions] = []
    for place, stated in enumerate(plan.effort):
        target = furthest(plan, place)
        if within_bounds and (stated.step is None or abs(target - present[place]) > MOST_CHOICES * stated.step):
            target = _kept_within(plan, place, target)
        if np.isnan(target) or target == present[place]:
            continue
        made, is_linear = _leaf_options(index, unit, place, stated, (around, scores, target))
        is_exact = is_exact and is_linear
        if made is not None:
            found.append(made)
    return Options(unit, around, scores, tuple(found), is_exact)


def furthest(plan: Plan, place: int) -> float:
    """Return the best figure of a leaf within its limit and possible range, whole steps from the present one."""
    present, stated = plan.index.figures[plan.unit, place], plan.effort[place]
    direction = plan.index.leaves[place].direction
    distance = stated.yearly_limit * plan.years
    room = stated.high - present if direction > 0 else present - stated.low
    distance = min(distance, max(room, 0.0))
    if stated.step is not None and np.isfinite(distance):
        distance = np.floor(distance / stated.step + 1e-9) * stated.step
    return present + direction * distance


def _kept_within(plan: Plan, place: int, target: float) -> float:
    """Return the target, or where the others' figures end if that is nearer; the present figure beyond it."""
    present, direction = plan.index.figures[plan.unit, place], plan.index.leaves[place].direction
    column = np.delete(plan.index.figures[:, place], plan.unit)
    column = column[~np.isnan(column)]
    if not len(column):
        return float(present)
    return float(max(present, min(target, column.max())) if direction > 0 else min(present, max(target, column.min())))


def _leaf_options(
    index: Field, unit: int, place: int, stated: Effort, around: tuple[Floats, Floats, float]
) -> tuple[LeafOptions | None, bool]:
    """Return the options of a leaf, and whether scores are linear between them."""
    at, scores, target = around
    present = index.figures[unit, place]
    n_steps = round(abs(target - present) / stated.step) if stated.step is not None else 0
    is_choice = 0 < n_steps <= MOST_CHOICES
    if is_choice:
        values = present + np.arange(n_steps + 1) * np.sign(target - present) * float(stated.step or 0)
        is_linear = True
    else:
        values, is_linear = _points(index, unit, place, (at, present, target))
    rows = np.repeat(at[None], len(values), axis=0)
    rows[:, place] = values
    effects = root_scores(index, unit, rows) - scores
    if np.isnan(effects[:, unit]).any():
        return None, False  # the leaf gains or loses its score on the way
    is_linear = is_linear and bool((np.isnan(effects) == np.isnan(effects[0])).all())
    costs = stated.cost * np.abs(values - present)
    step = None if is_choice else stated.step
    return LeafOptions(place, values, costs, np.nan_to_num(effects), is_choice, step), is_linear


def _points(index: Field, unit: int, place: int, ends: tuple[Floats, float, float]) -> tuple[Floats, bool]:
    """Return the points of a leaf that moves continuously: the ends, those where a scale bends, more in a curve."""
    at, present, target = ends
    low, high = min(present, target), max(present, target)
    bends = [*_bends(index, unit, place), at[place]]
    points = np.unique([low, high, *[value for value in bends if low < value < high]])
    parts = np.linspace(points[:-1], points[1:], CURVE_POINTS, axis=1)  # stretches × points
    rows = np.repeat(at[None], parts.size, axis=0)
    rows[:, place] = parts.ravel()
    found = root_scores(index, unit, rows).reshape(*parts.shape, -1)
    share = np.linspace(0, 1, CURVE_POINTS)[None, :, None]
    line = found[:, :1] + share * (found[:, -1:] - found[:, :1])
    width = max(float(np.nanmax(found) - np.nanmin(found)), 1e-300)
    off = np.nan_to_num(np.abs(found - line)).max(axis=(1, 2)) / width
    kept = [part if bend > LINEAR else part[[0, -1]] for part, bend in zip(parts, off, strict=True)]
    values = np.unique(np.concatenate(kept))
    return (values if present < target else values[::-1]), bool((off <= LINEAR).all())


def _bends(index: Field, unit: int, place: int) -> list[float]:
    """Return the figures at which the scale of a leaf may bend: the ends of the others' figures, posts, targets."""
    column = np.delete(index.figures[:, place], unit)
    if index.scale_figures is not None:
        column = np.concatenate([column, index.scale_figures[:, place]])
    column = column[~np.isnan(column)]
    leaf: Node = index.leaves[place]
    posts = [value for value in (leaf.bound_low, leaf.bound_high, leaf.target) if value is not None]
    return [*posts, *([float(column.min()), float(column.max())] if len(column) else [])]
