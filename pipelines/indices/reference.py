"""The index engine once more, in plain Python and straight from the formulas: what the SQL models are checked against.

Here belong normalising, aggregating and ranking of one index, one period, one field. No SQL, no files, no speed, and
no line shared with the models: two roads to one number. Sources: PII's reconstructed method (domain page on PII,
section 2: steps 4 direction, 5 min-max, 6 aggregate, 7 rank before rounding, 8 competition rank) and the publishers'
own sums (PCI: weighted sum of sub-indices; PAPI: sum of components).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal, NamedTuple

MISSING, ZERO_RANGE, BELOW_COVERAGE = "missing", "zero_range", "below_coverage"


class IndicatorKey(NamedTuple):
    """A series without its area: which figure a leaf reads."""

    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str


@dataclass(frozen=True)
class Node:
    """One row of index_nodes. A leaf (level 1) has an indicator; a node above it has an aggregation and a threshold.

    `weight` counts among the siblings and has no unit; bounds are in the indicator's unit; `min_coverage` is 0-1.
    """

    node_code: str
    parent_code: str | None
    level: int
    weight: float
    direction: int
    indicator: IndicatorKey | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    aggregation: Literal["arithmetic", "sum"] | None = None
    min_coverage: float | None = None


@dataclass(frozen=True)
class Method:
    """One row of index_methods: how a leaf's value comes onto the scale."""

    normalise_kind: Literal["min_max", "goalpost", "none"]
    scale_low: float
    scale_high: float


@dataclass(frozen=True)
class NodeScore:
    """What one node says of one area; `undefined_reason` stands exactly where `score` does not."""

    node_code: str
    area_id: str
    score: float | None
    rank: int | None
    n_field: int
    coverage: float
    undefined_reason: str | None
    is_clipped: bool = False  # a goalpost leaf whose value lay outside its bounds


@dataclass(frozen=True)
class _Part:
    """A score before it is ranked."""

    score: float | None
    coverage: float
    reason: str | None
    is_clipped: bool = False


Values = Mapping[tuple[str, IndicatorKey], float | None]


def snap(value: float) -> float:
    """The value at 12 significant digits, which ranks and comparisons see: the order of a sum decides nothing."""
    return float(f"{value:.11e}")


def score(nodes: Sequence[Node], method: Method, values: Values, areas: Sequence[str]) -> list[NodeScore]:
    """Every node's score for every area of the field, leaves first, in the order of `nodes` and `areas`.

    `values` is keyed (area_id, indicator); what is absent or None is missing. Areas outside `areas` have no say in
    minima, maxima and ranks: scores are relative to the field.
    """
    parts: dict[str, dict[str, _Part]] = {}
    scores: list[NodeScore] = []
    for node in sorted(nodes, key=lambda node: node.level):
        if node.indicator is not None:
            column = {area: values.get((area, node.indicator)) for area in areas}
            parts[node.node_code] = _normalise(node, method, column)
        else:
            children = [child for child in nodes if child.parent_code == node.node_code]
            parts[node.node_code] = {
                area: _aggregate(node, [(child.weight, parts[child.node_code][area]) for child in children])
                for area in areas
            }
        scores += _ranked(node, parts[node.node_code])
    return scores


def _normalise(node: Node, method: Method, column: Mapping[str, float | None]) -> dict[str, _Part]:
    """A leaf's values on the scale; unit of the result: points of the scale (`none`: the indicator's own unit).

    With share = (x - low) / (high - low):
        direction  1: score = scale_low + share * (scale_high - scale_low)
        direction -1: score = scale_high + scale_low - (the same)
    min_max: low and high are the least and greatest value present in the field. goalpost: they are the node's bounds,
    and a share outside 0-1 is clipped. A range of zero (at 12 digits) leaves every present value undefined.
    """
    present = [value for value in column.values() if value is not None]
    if method.normalise_kind == "none" or not present:
        return {area: _plain(value) for area, value in column.items()}
    if method.normalise_kind == "min_max":
        low, high = min(present), max(present)
    elif node.bound_low is None or node.bound_high is None:
        raise ValueError(f"{node.node_code}: a goalpost needs bound_low and bound_high")
    else:
        low, high = node.bound_low, node.bound_high
    return {area: _placed(node, method, value, low, high) for area, value in column.items()}


def _plain(value: float | None) -> _Part:
    return _Part(None, 0.0, MISSING) if value is None else _Part(value, 1.0, None)


def _placed(node: Node, method: Method, value: float | None, low: float, high: float) -> _Part:
    if value is None:
        return _plain(value)
    if snap(low) == snap(high):
        return _Part(None, 0.0, ZERO_RANGE)
    inside = min(max(value, low), high)
    upright = method.scale_low + (inside - low) / (high - low) * (method.scale_high - method.scale_low)
    turned = upright if node.direction == 1 else method.scale_high + method.scale_low - upright
    return _Part(turned, 1.0, None, is_clipped=inside != value)


def _aggregate(node: Node, children: Sequence[tuple[float, _Part]]) -> _Part:
    """A node from its children: coverage = present weight / total weight (0-1), then the mean or the sum.

        arithmetic: score = sum(w * s) / sum(w), both over present children: weights are rescaled over what is there
        sum:        score = sum(w * s) over present children

    Undefined below `min_coverage` (compared at 12 digits: 0.05 + 0.20 + ... is 1) and where no child is present.
    """
    total = fsum(weight for weight, _ in children)
    there = [(weight, part.score) for weight, part in children if part.score is not None]
    weight_there = fsum(weight for weight, _ in there)
    coverage = weight_there / total
    if not there or snap(coverage) < (node.min_coverage or 0.0):
        return _Part(None, coverage, BELOW_COVERAGE)
    summed = fsum(weight * value for weight, value in there)
    return _Part(summed if node.aggregation == "sum" else summed / weight_there, coverage, None)


def _ranked(node: Node, parts: Mapping[str, _Part]) -> list[NodeScore]:
    """Competition rank (1, 2, 2, 4), greatest score first: 1 + the number of areas whose snapped score is greater."""
    snapped = {area: snap(part.score) for area, part in parts.items() if part.score is not None}
    return [
        NodeScore(
            node_code=node.node_code,
            area_id=area,
            score=part.score,
            rank=1 + sum(other > snapped[area] for other in snapped.values()) if area in snapped else None,
            n_field=len(snapped),
            coverage=part.coverage,
            undefined_reason=part.reason,
            is_clipped=part.is_clipped,
        )
        for area, part in parts.items()
    ]
