"""Ranks of every replicate of a design, in batches of bounded memory."""

from __future__ import annotations

import numpy as np

from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.ranks import ranks
from pipelines.indices.scoring.score import score
from pipelines.indices.uncertainty.design import Design

# Figures of a batch: 16 MB as doubles; the steps hold about ten arrays of that size at a time
BATCH_FIGURES = 2 << 20


def simulated_scores(made: Design, sample: Floats) -> Floats:
    """Return the index's score in each replicate: replicates × units; NaN where it is undefined.

    Args:
        made: the design.
        sample: replicates × sources of the design, in [0, 1).
    """
    index, n = made.index, len(sample)
    chosen = made.choices(sample)
    variant_of = made.variant_of(chosen, n)
    # replicates of one variant stand together, so that a batch has few of them
    order = np.argsort(variant_of, kind="stable")
    found = np.empty((n, len(index.units)))
    size = max(1, BATCH_FIGURES // max(1, index.figures.size))
    root = index.root.node_code
    for start in range(0, n, size):
        at = order[start : start + size]
        plan = made.plan({source: places[at] for source, places in chosen.items()}, variant_of[at])
        found[at] = score(index, plan, keep=[root]).of(root)
    return found


def simulated_ranks(made: Design, sample: Floats) -> Floats:
    """Return the rank of each unit in each replicate: replicates × units; NaN without a score."""
    return ranks(simulated_scores(made, sample))
