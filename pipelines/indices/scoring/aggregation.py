"""Aggregation of children to their parent for many replicates at once.

Formulas: docs/method.md, part 4. Scores of a node are replicates × units, or units alone where they are the same in
every replicate; weights are replicates × children, or children alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, snapped


class Column(NamedTuple):
    """The scores of a node; `without_mean` marks those whose mean does not exist (None: nowhere)."""

    scores: Floats
    without_mean: Flags | None = None


class Rule(NamedTuple):
    """How a node is made of its children: kind of mean and thresholds of coverage, by weight and by number."""

    kind: str
    min_coverage: float
    min_coverage_count: float


def aggregate(rule: Rule, weights: Floats, children: Sequence[Column]) -> Column:
    """Return the column of a node.

    A score is undefined (NaN) below a threshold of coverage, without any child, where the mean does not exist, and
    where that of a child does not exist.
    """
    stack = _stacked([child.scores for child in children])
    here = ~np.isnan(stack)
    is_whole = bool(here.all())
    lost = [child.without_mean for child in children if child.without_mean is not None]
    without_mean: Flags | None = None
    if lost:
        without_mean = np.any(np.broadcast_arrays(*lost), axis=0)
    total = weights.sum(axis=-1)[..., None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        weight_here = total if is_whole else _product(weights, here.astype(float))
        combined = np.array(_combined(rule.kind, weights, stack, weight_here))
        is_enough = np.broadcast_to(weight_here > 0, combined.shape)
        if not is_whole:
            shares = snapped(weight_here / total), snapped(here.mean(axis=-2))
            limits = snapped(np.array([rule.min_coverage, rule.min_coverage_count]))
            is_enough = is_enough & (shares[0] >= limits[0]) & (shares[1] >= limits[1])
    combined[~is_enough] = np.nan
    is_bad = is_enough & np.isnan(combined)
    if is_bad.any():
        without_mean = is_bad if without_mean is None else without_mean | is_bad
    if without_mean is not None:
        without_mean = np.broadcast_to(without_mean, combined.shape)
        combined[without_mean] = np.nan
    return Column(combined, without_mean)


def _stacked(scores: Sequence[Floats]) -> Floats:
    """Return the scores as (replicates ×) children × units."""
    if all(score.ndim == 1 for score in scores):
        return np.stack(scores)
    return np.stack(np.broadcast_arrays(*scores), axis=1)


def _combined(kind: str, weights: Floats, stack: Floats, weight_here: Floats) -> Floats:
    """Return the mean over the children present; NaN where it does not exist."""
    if kind == "copeland":
        return _copeland(weights, stack)
    if kind == "geometric":
        # 0 stands for a missing child, whose weight does not count; a score of 0 or less has no logarithm
        logs = np.where(stack > 0, np.log(stack), np.where(np.isnan(stack), 0.0, np.nan))
        return np.exp(_product(weights, logs) / weight_here)
    if kind == "harmonic":
        parts = _product(weights, np.where(stack == 0, np.nan, np.where(np.isnan(stack), 0.0, 1 / stack)))
        return weight_here / np.where(parts == 0, np.nan, parts)
    sums = _product(weights, np.where(np.isnan(stack), 0.0, stack))
    return sums if kind == "sum" else sums / weight_here


def _product(weights: Floats, stack: Floats) -> Floats:
    """Return the sum over the children of weight × value, as (replicates ×) units."""
    if stack.ndim == 2:
        return weights @ stack  # children × units: one matrix product for all replicates
    found = weights[..., 0, None] * stack[:, 0]
    for child in range(1, stack.shape[1]):
        found += weights[..., child, None] * stack[:, child]
    return found


def _copeland(weights: Floats, stack: Floats) -> Floats:
    """Return pairs won less pairs lost over the children that both units have; a tie in a child counts half."""
    seen = snapped(stack)
    won, total = np.zeros(()), np.zeros(())
    for child in range(seen.shape[-2]):
        row, weight = seen[..., child, :], weights[..., child, None, None]
        both = ~np.isnan(row[..., :, None]) & ~np.isnan(row[..., None, :])
        more = (row[..., :, None] > row[..., None, :]) + 0.5 * (row[..., :, None] == row[..., None, :])
        won = won + weight * more
        total = total + weight * both
    share = snapped(np.where(total > 0, won / total, 0.5))
    balance = ((share > 0.5) * 1.0 - (share < 0.5)).sum(axis=-1)
    # a unit without any child has no pairs, and no score
    return np.where(np.isnan(seen).all(axis=-2), np.nan, balance)
