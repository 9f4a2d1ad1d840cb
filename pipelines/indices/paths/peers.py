"""What is assumed of the other units while a unit improves: they stay, go on as before, or all gain their limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipelines.indices.paths.options import Plan
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field


def with_peers_worst(plan: Plan) -> Field:
    """Return the field in which every other unit has improved every leaf by its yearly limit in each year."""
    limits = np.array([stated.yearly_limit for stated in plan.effort]) * plan.years
    directions = np.array([leaf.direction for leaf in plan.index.leaves])
    return _with_peers(plan, plan.index.figures + directions * limits)


def with_peers_on_trend(plan: Plan, before: Field, span: float) -> Field:
    """Return the field in which the others' figures went on as since an earlier field, at most by the yearly limits.

    Args:
        plan: the field and its limits; the unit of the plan stays.
        before: the field of an earlier period.
        span: how many years lie between.
    """
    index = plan.index
    known = {code: place for place, code in enumerate(before.units)}
    change = np.zeros_like(index.figures)
    for place, code in enumerate(index.units):
        for j, leaf in enumerate(index.leaves):
            if code in known and leaf.node_code in before.leaf_position:
                then = before.figures[known[code], before.leaf_position[leaf.node_code]]
                change[place, j] = np.nan_to_num((index.figures[place, j] - then) / span)
    limits = np.array([stated.yearly_limit for stated in plan.effort])
    return _with_peers(plan, index.figures + np.clip(change, -limits, limits) * plan.years)


def _with_peers(plan: Plan, figures: Floats) -> Field:
    """Return the field with figures of the others, within the possible range or where they are now."""
    index = plan.index
    low = np.minimum([stated.low for stated in plan.effort], np.nan_to_num(index.figures, nan=np.inf))
    high = np.maximum([stated.high for stated in plan.effort], np.nan_to_num(index.figures, nan=-np.inf))
    moved = np.clip(figures, low, high)
    moved[plan.unit] = index.figures[plan.unit]
    return replace(index, figures=moved, scale_figures=None)
