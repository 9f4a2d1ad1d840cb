"""The index engine once more, in numpy and straight from the formulas: what the SQL models are checked against.

Here belongs the chain of one index over its periods: screen, denominate, impute, treat, normalise, aggregate, rank. No
SQL, no files, and no line shared with the models: two roads to one number. docs/method.md has the formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.indices.reference.aggregate import Column, aggregate, ranks
from pipelines.indices.reference.normalise import Scored, normalise
from pipelines.indices.reference.prepare import denominate, impute, impute_previous, matrix, screened_out
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
    """Every step's table for one period (areas × leaves, NaN = missing), and the scores of all nodes."""

    areas: tuple[str, ...]
    leaves: list[Node]
    raw: Floats
    denominated: Floats
    is_screened: Flags
    imputed: Floats
    treatments: list[Treatment]
    scored: list[Scored]
    scores: list[NodeScore]

    @property
    def treated(self) -> Floats:
        return np.column_stack([treatment.values for treatment in self.treatments])

    @property
    def normalised(self) -> Floats:
        return np.column_stack([scored.scores for scored in self.scored])


def score(nodes: Sequence[Node], method: Method, values: Values, areas: Sequence[str]) -> list[NodeScore]:
    """Every node's score for every area of one period's field, leaves first, in the order of `nodes` and `areas`."""
    return score_panel(nodes, method, [Period(tuple(areas), values)])[0].scores


def score_panel(nodes: Sequence[Node], method: Method, periods: Sequence[Period]) -> list[Stages]:
    """The chain over periods in their order. Areas outside a period's field have no say in its means and ranks."""
    stages = [_prepared(nodes, method, period) for period in periods]
    earlier = impute_previous([one.imputed for one in stages], [one.areas for one in stages], method)
    for one, columns in zip(stages, earlier, strict=True):
        one.imputed = np.where(one.is_screened[:, None], np.nan, columns)
        one.treatments = [_treated(leaf, method, one.imputed[:, j]) for j, leaf in enumerate(one.leaves)]
    panel = np.vstack([one.treated for one in stages])
    for one in stages:
        whole = panel if method.bounds_kind == "panel" else one.treated
        one.scored = [
            normalise(leaf, method, one.treated[:, j], whole[:, j], _reference(one, method, j))
            for j, leaf in enumerate(one.leaves)
        ]
        one.scores = _climb(nodes, method, one)
    return stages


def _prepared(nodes: Sequence[Node], method: Method, period: Period) -> Stages:
    leaves = [node for node in nodes if node.indicator is not None]
    raw = matrix([leaf.indicator for leaf in leaves], period.areas, period.values)
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


def _climb(nodes: Sequence[Node], method: Method, stages: Stages) -> list[NodeScore]:
    """Leaves to columns, columns to their parents, each column ranked."""
    columns = {leaf.node_code: _leaf_column(stages, j) for j, leaf in enumerate(stages.leaves)}
    clipped = {leaf.node_code: stages.scored[j].is_clipped for j, leaf in enumerate(stages.leaves)}
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


def _leaf_column(stages: Stages, j: int) -> Column:
    scored = stages.scored[j]
    here = ~np.isnan(scored.scores)
    is_imputed = np.isnan(stages.denominated[:, j]) & ~np.isnan(stages.imputed[:, j])
    reasons = [None if here[i] else _reason(stages, i, j) for i in range(len(stages.areas))]
    full = here.astype(float)
    return Column(scored.scores, reasons, full, full, is_imputed.astype(float), np.full(len(full), np.nan))


def _reason(stages: Stages, i: int, j: int) -> str | None:
    if stages.is_screened[i]:
        return SCREENED
    if not np.isnan(stages.treated[i, j]):
        is_lost = stages.leaves[j].is_ln and stages.treated[i, j] <= 0
        return NOT_POSITIVE if is_lost else stages.scored[j].reason
    return MISSING if np.isnan(stages.raw[i, j]) else NO_DENOMINATOR
