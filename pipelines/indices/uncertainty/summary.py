"""What the replicates say of each unit: its interval of ranks, and the probability of reaching a rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import nominal

LOW, HIGH = 0.05, 0.95
OFFICIAL, UNSCORED, INCOMPLETE = "official_field", "peers_unscored", "peers_incomplete"


@dataclass(frozen=True)
class RankSummary:
    """Of each unit: rank as published, and median, 5 %, 95 % and mean of its ranks in the replicates.

    A quantile q is the least rank that at least a share q of the replicates with a rank do not pass. `defined` is the
    share of replicates in which the unit has a score.
    """

    published: Floats
    median: Floats
    low: Floats
    high: Floats
    mean: Floats
    defined: Floats


def summarise(index: Field, found: Floats) -> RankSummary:
    """Return the summary of ranks (replicates × units)."""
    published = nominal(index).ranks(index.root.node_code)[0]
    has_rank = ~np.isnan(found)
    n = has_rank.sum(axis=0)
    ordered = np.sort(found, axis=0)  # NaN last

    def quantile(share: float) -> Floats:
        place = np.maximum(np.ceil(share * n - 1e-9).astype(int) - 1, 0)
        return np.where(n > 0, np.take_along_axis(ordered, place[None], axis=0)[0], np.nan)

    with np.errstate(invalid="ignore"):
        mean = np.where(n > 0, np.where(has_rank, found, 0.0).sum(axis=0) / n, np.nan)
    return RankSummary(published, quantile(0.5), quantile(LOW), quantile(HIGH), mean, n / len(found))


def unknown_peers(index: Field, is_official: bool = False) -> str | None:
    """Return why no probability of a rank can be stated, or None where every peer's data are known.

    A rank depends on every unit of the field. Where the figures of some are missing or imputed, or their scores are
    published by somebody else without the figures, a probability would be that of our assumptions about them.
    """
    if is_official:
        return OFFICIAL
    known: Flags = ~np.isnan(index.figures) & ~index.is_imputed
    if np.isnan(nominal(index).of(index.root.node_code)).any():
        return UNSCORED
    return None if known.all() else INCOMPLETE


def chances(found: Floats) -> Floats:
    """Return the share of replicates in which each unit has rank k or better: units × k, k from 1."""
    return np.stack([(found <= k).mean(axis=0) for k in range(1, found.shape[1] + 1)], axis=1)


def mean_shift(index: Field, found: Floats) -> Floats:
    """Return the mean over the units of the absolute difference from the published rank, for each replicate.

    This is the average shift in ranking of Saisana, Saltelli, Tarantola (2005).
    """
    published = nominal(index).ranks(index.root.node_code)[0]
    with np.errstate(invalid="ignore"):
        shift = np.abs(found - published)
    here = ~np.isnan(shift)
    return np.where(here, shift, 0.0).sum(axis=1) / np.maximum(here.sum(axis=1), 1)
