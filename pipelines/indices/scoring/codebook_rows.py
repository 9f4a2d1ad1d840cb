"""Nodes and method of an index from the rows of the codebook's tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.indices.reference.terms import IndicatorKey, Method, Node
from pipelines.indices.scoring.field import IndexKey

# columns of the tables under other names than the attributes of Node and Method
SLICE = ("indicator_code", "breakdown_code", "measure_code", "source_code")
NODE_COLUMNS = (
    *("node_code", "parent_code", "level", "weight", "direction", "bound_low", "bound_high", "aggregation"),
    *("min_coverage", "min_coverage_count", "denominator_scale", "target", "is_treated", "pool_periods"),
)
METHOD_COLUMNS = (
    *("normalise_kind", "scale_low", "scale_high", "screen_min_coverage", "impute_kind", "impute_max_periods"),
    *("treat_winmax", "treat_skew_threshold", "treat_kurtosis_threshold", "treat_transform", "z_mean", "z_sd"),
    *("is_capped", "is_clipped", "bounds_kind", "reference_area_id", "weight_kind"),
)


def rows_of(tables: Mapping[str, pl.DataFrame], table: str, key: IndexKey) -> list[dict[str, Any]]:
    """Return the rows of a codebook table that name the index and those of its versions and field that the table has.

    Raises:
        KeyError: there is none.
    """
    frame = tables[table]
    for name, value in key._asdict().items():
        if name in frame.columns:
            frame = frame.filter(pl.col(name) == value)
    if not frame.height:
        raise KeyError(f"{table}: no row of {key}")
    return frame.to_dicts()


def nodes_of(tables: Mapping[str, pl.DataFrame], key: IndexKey) -> tuple[Node, ...]:
    """Return the tree of an index, in the order of the table. Raises KeyError for one that the table lacks."""
    return tuple(_node(row) for row in rows_of(tables, "index_nodes", key))


def method_of(tables: Mapping[str, pl.DataFrame], key: IndexKey) -> Method:
    """Return the method of an index. Raises KeyError for one that the table lacks."""
    return Method(**_stated(rows_of(tables, "index_methods", key)[0], METHOD_COLUMNS))


def _node(row: dict[str, Any]) -> Node:
    slice_key = [row.get(name) for name in SLICE]
    return Node(
        **_stated(row, NODE_COLUMNS),
        indicator=IndicatorKey(*map(str, slice_key)) if slice_key[0] else None,
        is_ln=row.get("value_scale") == "ln",
    )


def _stated(row: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """Return the columns that the row states; an empty one is the default of its attribute."""
    found = {name: row[name] for name in columns if row.get(name) is not None}
    return {"parent_code": None, **found} if "parent_code" in columns else found
