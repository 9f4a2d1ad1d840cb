"""Aggregation of children to their parent, and ranks of scores.

Sources: COINr 1.1.14, a_amean, a_gmean, a_hmean, a_copeland, Aggregate's dat_thresh (by number of children); sums as
PAPI adds its dimensions. Weights are rescaled over the children present.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import (
    BELOW_COVERAGE,
    NOT_POSITIVE,
    ZERO_IN_MEAN,
    Flags,
    Floats,
    Method,
    Node,
    snap,
    snapped,
)

TOO_LOW = (ZERO_IN_MEAN, NOT_POSITIVE)  # reasons that stand at every node above as well


class ScoreColumn(NamedTuple):
    """The scores of one node for every area; `reasons` is set where there is no score."""

    scores: Floats
    reasons: Sequence[str | None]
    coverage: Floats
    coverage_count: Floats
    imputed_share: Floats
    shadow: Floats


def aggregate(node: Node, method: Method, children: Sequence[tuple[Node, ScoreColumn]]) -> ScoreColumn:
    """Return the column of a node from those of its children.

    A score is undefined below a threshold of coverage, without any child, or where the mean does not exist. A child
    whose figure or mean is too low to have a score is not left out like a missing one, for an area would gain by its
    worst figure; its reason is that of the node as well.
    """
    stated = np.array([child.weight for child, _ in children])
    weights = stated if method.weight_kind == "own" else np.ones(len(stated))
    scores = np.column_stack([column.scores for _, column in children])
    here = ~np.isnan(scores)
    weight_here = (here * weights).sum(axis=1)
    coverage = weight_here / weights.sum() if weights.sum() else np.zeros(len(scores))
    coverage_count = here.mean(axis=1)
    imputed = np.column_stack([column.imputed_share for _, column in children])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(weight_here > 0, np.where(here, weights * imputed, 0.0).sum(axis=1) / weight_here, 0.0)
    any_here = here.any(axis=1) & (weight_here > 0)
    by_area = zip(*(column.reasons for _, column in children), strict=True)
    lost = [next((reason for reason in TOO_LOW if reason in reasons), None) for reasons in by_area]
    is_lost: Flags = np.array([reason is not None for reason in lost])
    mean = combine(node.aggregation or "arithmetic", weights, scores)
    combined = np.where(any_here & ~is_lost, mean, np.nan)
    enough = any_here & np.array(
        [
            snap(by_weight) >= snap(node.min_coverage or 0.0) and snap(by_count) >= snap(node.min_coverage_count or 0.0)
            for by_weight, by_count in zip(coverage, coverage_count, strict=True)
        ]
    )
    undefined = np.isnan(combined)
    reasons = [
        reason or (BELOW_COVERAGE if not ok else ZERO_IN_MEAN if bad else None)
        for ok, bad, reason in zip(enough, undefined, lost, strict=True)
    ]
    shadow = np.where(enough, np.nan, combined)
    return ScoreColumn(np.where(enough, combined, np.nan), reasons, coverage, coverage_count, share, shadow)


def combine(kind: str, weights: Floats, scores: Floats) -> Floats:
    """Return the mean of each row of areas × children over its present children; NaN if the mean does not exist."""
    here = ~np.isnan(scores)
    w = np.where(here, weights, 0.0)
    s = np.where(here, scores, 1.0)
    total = w.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "sum":
            return (w * s).sum(axis=1)
        if kind == "geometric":
            mean = np.exp((w * np.log(np.where(s > 0, s, np.nan))).sum(axis=1) / total)
            return np.where((here & (s <= 0)).any(axis=1), np.nan, mean)
        if kind == "harmonic":
            mean = total / (w / np.where(s > 0, s, np.nan)).sum(axis=1)
            return np.where((here & (s <= 0)).any(axis=1), np.nan, mean)
        if kind == "copeland":
            return copeland(weights, scores)
        return (w * s).sum(axis=1) / total


def copeland(weights: Floats, scores: Floats) -> Floats:
    """Return, for each area, pairs won less pairs lost over the children that both have; a tie counts half."""
    seen = snapped(scores)
    balance = np.zeros(len(seen))
    for i, row in enumerate(seen):
        both = ~np.isnan(row) & ~np.isnan(seen)
        total = (both * weights).sum(axis=1)
        won = (both * weights * (row > seen)).sum(axis=1) + (both * weights * (row == seen)).sum(axis=1) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            share = snapped(np.where(total > 0, won / total, 0.5))
        balance[i] = (share > 0.5).sum() - (share < 0.5).sum()
    return balance


def ranks(scores: Floats) -> tuple[list[int | None], int]:
    """Return competition ranks (1, 2, 2, 4; greatest first) on scores at 12 digits, and the number of ranked areas."""
    ordered = np.sort(snapped(scores[~np.isnan(scores)]))
    places = [
        None if np.isnan(value) else len(ordered) - int(np.searchsorted(ordered, snap(value), side="right")) + 1
        for value in scores
    ]
    return places, len(ordered)
