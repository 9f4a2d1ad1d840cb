"""Rows of index_nodes from the nodes of iMeta and the aggregation of a method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from pipelines.codebook.schema import Row
from pipelines.indices.files.meta_file import MetaFile, MetaNode
from pipelines.indices.files.method_file import MethodFile

T = TypeVar("T")


class Source(NamedTuple):
    """Codes under which the models know the figures of the files."""

    index_code: str
    source_code: str
    denominator_prefix: str


def node_rows(meta: MetaFile, source: Source, method: MethodFile) -> list[Row]:
    """Return the rows of index_nodes; those of the indicators only if the method has no aggregation."""
    nodes = [node for node in meta.nodes if node.is_indicator or method.is_aggregated]
    return [_row(node, source, method) for node in nodes]


def _row(node: MetaNode, source: Source, method: MethodFile) -> Row:
    row: Row = {
        "index_code": source.index_code,
        "structure_version": 1,
        "node_code": node.code,
        "parent_code": (node.parent or None) if method.is_aggregated else None,
        "level": node.level,
        "weight": node.weight,
        "direction": node.direction,
        "target": node.target,
        "value_scale": node.value_scale,
        "bound_low": node.low,
        "bound_high": node.high,
        "is_treated": True,
    }
    if node.is_indicator:
        row |= {
            "indicator_code": node.code,
            "breakdown_code": "_T",
            "measure_code": "level",
            "source_code": source.source_code,
        }
    else:
        row |= {
            "aggregation": _of_level(method.aggregations, node.level, "arithmetic"),
            "min_coverage": _of_level(method.weight_coverages, node.level, 0.0),
            "min_coverage_count": _of_level(method.coverages, node.level, 0.0),
        }
    if node.denominator:
        row |= {
            "denominator_code": source.denominator_prefix + node.denominator,
            "denominator_measure_code": "level",
            "denominator_source_code": source.source_code,
            "denominator_scale": node.scale_factor,
        }
    return row


def _of_level(values: Sequence[T], level: int, default: T) -> T:
    """Return the value of a level. One value counts for all levels; the first of a list is that of level 2 (COINr)."""
    if not values:
        return default
    return values[0] if len(values) == 1 else values[min(level - 2, len(values) - 1)]
