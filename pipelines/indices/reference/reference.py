"""Scores of one index over its periods in numpy: pool, screen, denominate, impute, treat, normalise, aggregate, rank.

A second implementation, written from the formulas of docs/method.md without any code of the SQL models. Tests compare
the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.indices.reference.aggregate import ScoreColumn, aggregate, ranks
from pipelines.indices.reference.normalise import NormalisedColumn, normalise
from pipelines.indices.reference.prepare import denominate, impute, impute_previous, matrix, pooled_matrix, screened_out
from pipelines.indices.reference.terms import (
    MISSING,
    NO_DENOMINATOR,
    NOT_POSITIVE,
    SCREENED,
    Flags,
    Floats,
    IndicatorKey,
    Method,
    Node,
    NodeScore,
    Period,
    Values,
    snap,
)
from pipelines.indices.reference.treat import Treatment, treat

__all__ = ["IndicatorKey", "Method", "Node", "NodeScore", "Period", "Stages", "Values", "score", "score_panel", "snap"]


@dataclass
class Stages:
    """The table of every step for one period (areas × leaves, NaN is missing), and the scores of all nodes."""

    areas: tuple[str, ...]
    leaves: list[Node]
    raw: Floats
    denominated: Floats
    is_screened: Flags
    imputed: Floats
    treatments: list[Treatment]
    normalised_columns: list[NormalisedColumn]
    scores: list[NodeScore]

    @property
    def treated(self) -> Floats:
        """The figures after outlier treatment."""
        return np.column_stack([treatment.values for treatment in self.treatments])

    @property
    def normalised(self) -> Floats:
        """The scores of the leaves."""
        return np.column_stack([column.scores for column in self.normalised_columns])


def score(nodes: Sequence[Node], method: Method, values: Values, areas: Sequence[str]) -> list[NodeScore]:
    """Return the score of every node and area of one period, leaves first, in the order of `nodes` and `areas`."""
    return score_panel(nodes, method, [Period(tuple(areas), values)])[0].scores


def score_panel(nodes: Sequence[Node], method: Method, periods: Sequence[Period]) -> list[Stages]:
    """Return the stages of every period, in their order.

    Areas outside the field of a period do not enter its means, extremes and ranks. With `bounds_kind` "panel" the
    extremes are those of all periods.
    """
    stages = [_prepared(nodes, method, periods, t) for t in range(len(periods))]
    filled = impute_previous([stage.imputed for stage in stages], [stage.areas for stage in stages], method)
    for stage, columns in zip(stages, filled, strict=True):
        stage.imputed = np.where(stage.is_screened[:, None], np.nan, columns)
        stage.treatments = [_treated(leaf, method, stage.imputed[:, j]) for j, leaf in enumerate(stage.leaves)]
    panel = np.vstack([stage.treated for stage in stages])
    for stage in stages:
        field = panel if method.bounds_kind == "panel" else stage.treated
        stage.normalised_columns = [
            normalise(leaf, method, stage.treated[:, j], field[:, j], _reference(stage, method, j))
            for j, leaf in enumerate(stage.leaves)
        ]
        stage.scores = _aggregated(nodes, method, stage)
    return stages


def _prepared(nodes: Sequence[Node], method: Method, periods: Sequence[Period], t: int) -> Stages:
    leaves, period = [node for node in nodes if node.indicator is not None], periods[t]
    raw = pooled_matrix(leaves, periods, t)
    is_screened = screened_out(raw, method)
    denominated = denominate(
        raw,
        matrix([leaf.denominator for leaf in leaves], period.areas, period.values),
        np.array([leaf.denominator_scale for leaf in leaves]),
        np.array([leaf.denominator is not None for leaf in leaves]),
    )
    kept = np.where(is_screened[:, None], np.nan, denominated)
    imputed = impute(kept, period.areas, period.groups, method)
    return Stages(period.areas, leaves, raw, denominated, is_screened, imputed, [], [], [])


def _treated(leaf: Node, method: Method, column: Floats) -> Treatment:
    if method.treat_winmax is None or not leaf.is_treated:
        return Treatment("none", column, np.full(len(column), "", dtype="U12"), 0, ())
    return treat(column, method)


def _reference(stages: Stages, method: Method, j: int) -> float:
    if method.reference_area_id not in stages.areas:
        return np.nan
    return float(stages.treated[stages.areas.index(method.reference_area_id), j])


def _aggregated(nodes: Sequence[Node], method: Method, stages: Stages) -> list[NodeScore]:
    """Return the scores of all nodes, level by level, each column ranked."""
    columns = {leaf.node_code: _leaf_column(stages, j) for j, leaf in enumerate(stages.leaves)}
    clipped = {leaf.node_code: stages.normalised_columns[j].is_clipped for j, leaf in enumerate(stages.leaves)}
    found: list[NodeScore] = []
    for node in sorted(nodes, key=lambda node: node.level):
        if node.indicator is None:
            children = [(child, columns[child.node_code]) for child in nodes if child.parent_code == node.node_code]
            columns[node.node_code] = aggregate(node, method, children)
        column = columns[node.node_code]
        places, n_field = ranks(column.scores)
        for i, area in enumerate(stages.areas):
            value, shadow = float(column.scores[i]), float(column.shadow[i])
            found.append(
                NodeScore(
                    node_code=node.node_code,
                    area_id=area,
                    score=None if np.isnan(value) else value,
                    rank=places[i],
                    n_field=n_field,
                    coverage=float(column.coverage[i]),
                    undefined_reason=column.reasons[i],
                    is_clipped=bool(clipped[node.node_code][i]) if node.node_code in clipped else False,
                    coverage_count=float(column.coverage_count[i]),
                    imputed_share=float(column.imputed_share[i]),
                    shadow_score=None if np.isnan(shadow) else shadow,
                )
            )
    return found


def _leaf_column(stages: Stages, j: int) -> ScoreColumn:
    column = stages.normalised_columns[j]
    here = ~np.isnan(column.scores)
    is_imputed = np.isnan(stages.denominated[:, j]) & ~np.isnan(stages.imputed[:, j])
    reasons = [None if here[i] else _reason(stages, i, j) for i in range(len(stages.areas))]
    full = here.astype(float)
    return ScoreColumn(column.scores, reasons, full, full, is_imputed.astype(float), np.full(len(full), np.nan))


def _reason(stages: Stages, i: int, j: int) -> str | None:
    if stages.is_screened[i]:
        return SCREENED
    if not np.isnan(stages.treated[i, j]):
        is_lost = stages.leaves[j].is_ln and stages.treated[i, j] <= 0
        return NOT_POSITIVE if is_lost else stages.normalised_columns[j].reason
    return MISSING if np.isnan(stages.raw[i, j]) else NO_DENOMINATOR
