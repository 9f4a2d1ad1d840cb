"""What is assumed of the other units while a unit improves: they stay, go on as before, or all gain their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from pipelines.indices.paths.effort import Effort
from pipelines.indices.scoring.field import Field

Peers = Literal["frozen", "trend", "worst"]


def with_peers_worst(index: Field, unit: int, effort: Sequence[Effort], years: float) -> Field:
    """Return the field in which every other unit has improved every leaf by its yearly limit in each year."""
    limits = np.array([stated.yearly_limit for stated in effort]) * years
    directions = np.array([leaf.direction for leaf in index.leaves])
    return _with_peers(index, unit, effort, index.figures + directions * limits)


def with_peers_on_trend(
    index: Field, unit: int, effort: Sequence[Effort], years: float, earlier: tuple[Field, float]
) -> Field:
    """Return the field in which the others' figures went on as since an earlier field.

    Args:
        index: the field.
        unit: place of the unit, which stays.
        effort: possible ranges; the yearly limits bound the trend.
        years: years of the plan.
        earlier: the field of an earlier period, and how many years lie between.
    """
    before, span = earlier
    known = {code: place for place, code in enumerate(before.units)}
    change = np.zeros_like(index.figures)
    for place, code in enumerate(index.units):
        for j, leaf in enumerate(index.leaves):
            if code in known and leaf.node_code in before.leaf_position:
                then = before.figures[known[code], before.leaf_position[leaf.node_code]]
                change[place, j] = np.nan_to_num((index.figures[place, j] - then) / span)
    limits = np.array([stated.yearly_limit for stated in effort])
    return _with_peers(index, unit, effort, index.figures + np.clip(change, -limits, limits) * years)


def _with_peers(index: Field, unit: int, effort: Sequence[Effort], figures: np.ndarray) -> Field:
    """Return the field with figures of the others, within the possible range or where they are now."""
    low = np.minimum([stated.low for stated in effort], np.nan_to_num(index.figures, nan=np.inf))
    high = np.maximum([stated.high for stated in effort], np.nan_to_num(index.figures, nan=-np.inf))
    moved = np.clip(figures, low, high)
    moved[unit] = index.figures[unit]
    return replace(index, figures=moved, scale_figures=None)
