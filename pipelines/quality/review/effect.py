"""The weight of a figure in what is published: its province total, the targets that it feeds, the scores of indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.quality.localisation.rules_in_force import RATIO_KINDS
from pipelines.quality.review.score import closeness, share_of_total
from pipelines.quality.standing import Slice
from pipelines.warehouse.query import query

SERIES = SLICE_KEY[:-1]  # without the period

TARGETS = """
select distinct indicator_code, value, goal_low, goal_high from target_progress
where is_latest and value is not null and binding <> 'dropped'
"""
LEAVES = """
select l.indicator_code, l.breakdown_code, l.measure_code, l.source_code, s.area_id, max(s.effective_weight) as weight
from index_leaf as l
inner join index_score as s
    on s.index_code = l.index_code and s.node_code = l.leaf_code and s.structure_version = l.structure_version
where s.period_code = $period and s.effective_weight is not null
group by l.indicator_code, l.breakdown_code, l.measure_code, l.source_code, s.area_id
"""


@dataclass
class Effects:
    """What the error of a figure does to the figures that are published."""

    totals: dict[Slice, float]  # the province total of each series of one period, by its slice without the area
    gaps: dict[str, float]  # indicator -> distance to the border of the nearest class, as a share of the value
    leaves: dict[Slice, float] = field(default_factory=dict[Slice, float])  # slice of a leaf -> its weight
    values: dict[Slice, float] = field(default_factory=dict[Slice, float])  # figures and leaves of the period
    spreads: dict[Slice, float] = field(default_factory=dict[Slice, float])  # leaf without area -> max − min
    ratios: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])

    def share(self, key: Slice, value: float, expected: float) -> float:
        """The error as a share of the total that the figure is part of, at most 1."""
        return share_of_total(value, expected, self.totals.get(key[1:], expected))

    def near_target(self, key: Slice, share: float) -> float:
        """How likely the error moves the class of a target, from 0 to 1."""
        fed = [key[1], *(ratio for ratio, _ in self.ratios.get(key[1], []))]
        return max((closeness(share, self.gaps.get(indicator)) for indicator in fed), default=0.0)

    def index_change(self, key: Slice, value: float, expected: float) -> float:
        """The change of the area's index scores that the error makes, as a share of their scale."""
        of_figure = (key[1], abs(value - expected))
        changed = [of_figure]
        for ratio, role in self.ratios.get(key[1], []):
            leaf = self.values.get((key[0], ratio, *key[2:]))
            base = value if role == "numerator" else expected
            if leaf is not None and base:
                changed.append((ratio, abs(leaf) * abs(value - expected) / abs(base)))
        found = 0.0
        for indicator, change in changed:
            leaf_key = (key[0], indicator, *key[2:])
            spread = self.spreads.get(leaf_key[1:], 0.0)
            if leaf_key in self.leaves and spread:
                found += self.leaves[leaf_key] * min(1.0, change / spread)
        return found


def effects(
    codebook: Codebook, tree: Path, figures: pl.DataFrame, period: str, expected: Mapping[Slice, float]
) -> Effects:
    """What is published of a period; totals count an accused figure with its expected value."""
    found = Effects(_totals(figures, period, expected), _gaps(tree))
    shown = query(
        tree,
        "select * from indicator_value where period_code = $period and value is not null",
        {"period": period},
    )
    found.values = {(*row[:5], period): row[5] for row in shown.select(*SERIES, "value").iter_rows()}
    for row in query(tree, LEAVES, {"period": period}).to_dicts():
        found.leaves[*(str(row[name]) for name in SERIES), period] = row["weight"]
    found.spreads = _spreads(found)
    for row in codebook.tables["indicators"].filter(pl.col("calc_kind").is_in(list(RATIO_KINDS))).to_dicts():
        for role in ("numerator", "denominator"):
            parts = found.ratios.setdefault(row[f"{role}_code"], [])
            if (row["indicator_code"], role) not in parts:
                parts.append((row["indicator_code"], role))
    return found


def _spreads(found: Effects) -> dict[Slice, float]:
    """The range of each leaf among the areas with a figure, by its slice without the area."""
    values: dict[Slice, list[float]] = {leaf[1:]: [] for leaf in found.leaves}
    for key, value in found.values.items():
        if key[1:] in values:
            values[key[1:]].append(value)
    return {leaf: max(of_leaf) - min(of_leaf) for leaf, of_leaf in values.items() if of_leaf}


def _totals(figures: pl.DataFrame, period: str, expected: Mapping[Slice, float]) -> dict[Slice, float]:
    """The sum over areas of each series of the period, by its slice without the area."""
    now = figures.filter(pl.col("period_code") == period, pl.col("value").is_not_null())
    totals: dict[Slice, float] = {}
    for *parts, value in now.select(*SERIES, "value").iter_rows():
        of_slice = (*parts, period)
        totals[of_slice[1:]] = totals.get(of_slice[1:], 0.0) + expected.get(of_slice, value)
    return totals


def _gaps(tree: Path) -> dict[str, float]:
    """The distance of each indicator's latest value to its nearest goal, as a share of the value."""
    found: dict[str, float] = {}
    for indicator, value, *goals in query(tree, TARGETS).iter_rows():
        for gap in _shares(value, goals):
            found[indicator] = min(gap, found.get(indicator, gap))
    return found


def _shares(value: float, goals: Iterable[float | None]) -> list[float]:
    """The distances of a value to its goals, as shares of the value."""
    return [abs(value - goal) / (abs(value) or 1.0) for goal in goals if goal is not None]
