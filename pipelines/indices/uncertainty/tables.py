"""The tables of the uncertainty analysis of every field of a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable, joined
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.ranks import ranks
from pipelines.indices.scoring.score import nominal
from pipelines.indices.uncertainty.declarations import CHANCES, LEAVE_OUT, PAIRS, RANKS, SOURCE_EFFECTS
from pipelines.indices.uncertainty.design import Design, Settings, design
from pipelines.indices.uncertainty.leave_out import pairs, ranks_without
from pipelines.indices.uncertainty.simulate import simulated_ranks, simulated_scores
from pipelines.indices.uncertainty.sobol import saltelli_sample, sobol_indices
from pipelines.indices.uncertainty.summary import chances, mean_shift, summarise, unknown_peers

MEAN_SHIFT = "mean_shift"
DECLARATIONS = (RANKS, CHANCES, SOURCE_EFFECTS, LEAVE_OUT, PAIRS)
Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True)
class Uncertainty:
    """The uncertainty analysis of one field: a frame of each declaration, in the order of DECLARATIONS."""

    index: Field
    frames: tuple[pl.DataFrame, ...]

    @property
    def by_name(self) -> dict[str, pl.DataFrame]:
        """The frames by name of their table."""
        return {declaration.name: frame for declaration, frame in zip(DECLARATIONS, self.frames, strict=True)}


def tables(found: AnalysisInput) -> list[AnalysisTable]:
    """Return the tables of all fields of a release."""
    analysed = [analyse(index, Settings()) for index in found.fields]
    return [
        joined(declaration, [of_index.frames[place] for of_index in analysed])
        for place, declaration in enumerate(DECLARATIONS)
    ]


def analyse(index: Field, settings: Settings, is_official: bool = False) -> Uncertainty:
    """Return the analysis of one field; equal settings give equal numbers.

    Args:
        index: the field.
        settings: sizes of the variation, numbers of replicates, seed.
        is_official: the index is published by somebody else: no probability is stated.
    """
    made = design(index, settings)
    rng = np.random.default_rng(settings.seed)
    scores = simulated_scores(made, rng.random((settings.n_replicates, max(1, len(made.sources)))))
    found = ranks(scores)
    reason = unknown_peers(index, is_official)
    rows = (
        _rank_rows(index, found, reason),
        _chance_rows(index, found) if reason is None else iter(()),
        _source_rows(made, settings, rng),
        _leave_out_rows(index),
        _pair_rows(index, scores),
    )
    frames = [declaration.rows_of(index.key, part) for declaration, part in zip(DECLARATIONS, rows, strict=True)]
    return Uncertainty(index, tuple(frames))


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else round(value)


def _number(value: float, decimals: int = 6) -> float | None:
    return None if np.isnan(value) else round(float(value), decimals)


def _rank_rows(index: Field, found: Floats, reason: str | None) -> Rows:
    summary = summarise(index, found)
    for i, unit in enumerate(index.units):
        places = (summary.published[i], summary.median[i], summary.low[i], summary.high[i])
        shares = (_number(summary.mean[i]), _number(summary.defined[i]))
        yield (unit, index.names.get(unit, (unit, unit))[0], *map(_whole, places), *shares, len(found), reason)


def _chance_rows(index: Field, found: Floats) -> Rows:
    shares = chances(found)
    for i, unit in enumerate(index.units):
        yield from ((unit, k + 1, _number(share)) for k, share in enumerate(shares[i]))


def _source_rows(made: Design, settings: Settings, rng: np.random.Generator) -> Rows:
    sources = made.sources
    if not sources:
        return
    found = simulated_ranks(made, saltelli_sample(rng, settings.n_base, len(sources)))
    outputs = np.concatenate([mean_shift(made.index, found)[:, None], found], axis=1)
    indices = sobol_indices(outputs, len(sources), rng)
    parts = (
        *(indices.first, indices.first_low, indices.first_high),
        *(indices.total, indices.total_low, indices.total_high),
    )
    for j, output in enumerate((MEAN_SHIFT, *made.index.units)):
        for i, source in enumerate(sources):
            yield (output, source, *(_number(part[i, j]) for part in parts))


def _leave_out_rows(index: Field) -> Rows:
    published = nominal(index).ranks(index.root.node_code)[0]
    for node, without in ranks_without(index).items():
        for unit, rank, rank_without in zip(index.units, published, without, strict=True):
            yield (node, unit, _whole(rank), _whole(rank_without), _whole(rank - rank_without))


def _pair_rows(index: Field, scores: Floats) -> Rows:
    for pair in pairs(index, scores):
        yield (pair.kind, index.units[pair.ahead], index.units[pair.behind], _number(pair.share_ahead))
