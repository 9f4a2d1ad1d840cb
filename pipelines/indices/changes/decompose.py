"""Shapley values of the causes of a change: 2^k scores for k causes that differ, exact.

The value of a cause is the mean of what its switch changes, over all orders of switching. The values of a unit add up
to its change. Lloyd Shapley, A value for n-person games, 1953; for changes between two states Shorrocks, 2013.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from pipelines.indices.changes.pair import Pair
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.ranks import ranks
from pipelines.indices.scoring.score import Plan, nominal, score

LARGEST = 4_000_000  # figures of the replicates that are scored at once


@dataclass(frozen=True)
class Decomposition:
    """The change of some units by cause.

    Attributes:
        units: their codes.
        causes: the causes that differ between the editions.
        scores, ranks: units × 2 (old, new); NaN is undefined.
        n_ranked: number of areas with a score in the new edition.
        score_changes, rank_changes: causes × units; NaN where the unit lacks a score in some position of the switches.
    """

    units: tuple[str, ...]
    causes: tuple[str, ...]
    scores: Floats
    ranks: Floats
    n_ranked: int
    score_changes: Floats
    rank_changes: Floats


def decompose(pair: Pair, units: Sequence[str] | None = None) -> Decomposition:
    """Return the decomposition for units of both editions; None is all of them."""
    chosen = pair.both if units is None else tuple(units)
    causes = pair.causes(chosen)
    subsets = [frozenset(part) for part in chain.from_iterable(combinations(causes, n) for n in range(len(causes) + 1))]
    found = np.empty((len(subsets), 2, len(chosen)))  # score and rank
    for is_new in (False, True):
        at = [place for place, on in enumerate(subsets) if ("method" in on) == is_new]
        if at:
            found[at] = _scored(pair, [subsets[place] for place in at], chosen)
    matrix = _shapley(causes, subsets)
    return Decomposition(
        chosen,
        causes,
        found[[0, -1], 0].T,
        found[[0, -1], 1].T,
        int((~np.isnan(nominal(pair.new).of(pair.new.root.node_code))).sum()),
        _values(matrix, found[:, 0]),
        _values(matrix, found[:, 1]),
    )


def _shapley(causes: Sequence[str], subsets: Sequence[frozenset[str]]) -> Floats:
    """Return causes × subsets: what the value of a subset counts in the Shapley value of a cause."""
    place = {on: number for number, on in enumerate(subsets)}
    matrix = np.zeros((len(causes), len(subsets)))
    for row, cause in enumerate(causes):
        for on in subsets:
            if cause not in on:
                share = factorial(len(on)) * factorial(len(causes) - len(on) - 1) / factorial(len(causes))
                matrix[row, place[on]] -= share
                matrix[row, place[on | {cause}]] += share
    return matrix


def _values(matrix: Floats, found: Floats) -> Floats:
    """Return causes × units. Distances from the old state are added, so that a cause without effect is exactly 0."""
    return matrix @ (found - found[0])


def _scored(pair: Pair, subsets: Sequence[frozenset[str]], units: Sequence[str]) -> Floats:
    """Return subsets × (score, rank) × units for subsets of one method: each unit is scored in replicates of its own.

    In the replicate of a unit `own_data` switches its row, `peers` the others.
    """
    index, columns = pair.edition("method" in subsets[0])
    places = np.array([pair.units.index(unit) for unit in units], dtype=np.int64)
    found = np.empty((len(subsets), 2, len(units)))
    step = max(1, LARGEST // max(1, len(units) * len(pair.units) * len(columns)))
    for start in range(0, len(subsets), step):
        part = subsets[start : start + step]
        made = [_replicates(pair, on, places) for on in part]
        figures, scales = (np.concatenate([grids[kind] for grids in made])[..., columns] for kind in (0, 1))
        is_apart = not np.array_equal(figures, scales, equal_nan=True)
        weights = np.repeat([pair.weights(index, on) for on in part], len(units), axis=0)
        plan = Plan(weights, figures, scale_figures=scales if is_apart else None)
        values = score(index, plan, keep=[index.root.node_code]).of(index.root.node_code)
        every, rows = np.arange(len(values)), np.tile(places, len(part))
        found[start : start + step, 0] = values[every, rows].reshape(len(part), len(units))
        found[start : start + step, 1] = ranks(values)[every, rows].reshape(len(part), len(units))
    return found


def _replicates(pair: Pair, on: frozenset[str], places: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return figures and scale figures, one replicate for each unit at `places`."""
    others, moved = pair.rows(on, "peers" in on), pair.rows(on, "own_data" in on)
    found: list[Floats] = []
    for grid, grid_moved in zip(others, moved, strict=True):
        replicates = np.repeat(grid[None], len(places), axis=0)
        replicates[np.arange(len(places)), places] = grid_moved[places]
        found.append(replicates)
    return found[0], found[1]
