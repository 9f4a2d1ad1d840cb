"""Ranks without one leaf or one pillar, and pairs of units of which one is ahead in everything or almost always."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import leaf_scores, nominal

DOMINANCE, NEIGHBOURS = "dominance", "neighbours"


class Pair(NamedTuple):
    """Two units, the first ahead as published; the share of replicates in which it is, a tie counting half."""

    ahead: int
    behind: int
    kind: str
    share_ahead: float


def ranks_without(index: Field) -> dict[str, Floats]:
    """Return the published method's ranks without each node below the root, by node; siblings share its weight."""
    root = index.root.node_code
    nodes = [node.node_code for node in index.nodes if node.node_code != root]
    left = {code: index.without(code) for code in nodes}
    return {code: nominal(rest).ranks(root)[0] for code, rest in left.items() if root in rest.position}


def pairs(index: Field, scores: Floats) -> list[Pair]:
    """Return pairs that dominate, and neighbours in the published order.

    A unit dominates another when none of its leaf scores is less, one is greater, and both have all leaves: then it is
    ahead under any weights. Neighbours are units that follow each other in the published order.

    Args:
        index: the field.
        scores: of the index, replicates × units.
    """
    published = nominal(index).of(index.root.node_code)[0]
    leaves = leaf_scores(index).T
    if index.method.normalise_kind == "none":
        leaves = leaves * np.array([leaf.direction for leaf in index.leaves])
    order = [int(i) for i in np.argsort(-published, kind="stable") if not np.isnan(published[i])]
    found = [Pair(a, b, NEIGHBOURS, share_ahead(scores, a, b)) for a, b in pairwise(order)]
    for place, a in enumerate(order):
        for b in order[place + 1 :]:
            if (leaves[a] >= leaves[b]).all() and (leaves[a] > leaves[b]).any():
                found.append(Pair(a, b, DOMINANCE, share_ahead(scores, a, b)))
    return found


def share_ahead(scores: Floats, a: int, b: int) -> float:
    """Return the share of replicates in which unit a has a greater score than b, a tie counting half.

    Replicates in which one of them has no score do not count; NaN where none is left.
    """
    difference = scores[:, a] - scores[:, b]
    difference = difference[~np.isnan(difference)]
    # scores that agree to 12 digits are a tie, as in ranks
    size = 1e-12 * np.nanmax(np.abs(scores[:, [a, b]]), initial=0.0)
    if not len(difference):
        return float("nan")
    return float((difference > size).mean() + (np.abs(difference) <= size).mean() / 2)
