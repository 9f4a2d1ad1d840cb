"""The ranks of a field by the SQL models of releases, which check every path."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.codebook.read import table_frame
from pipelines.indices.reference.terms import Floats, Node
from pipelines.indices.scoring.field import Field
from pipelines.warehouse.in_memory.index_engine import ADMITTED, CARRIED, IndexModels

INDEX, AREAS, CALENDAR, SOURCE, FIRST_DAY = "INDEX", "units", "stat", "file", date(2000, 1, 1)
ROOT = """
select area_id, score, rank from fct_index_score
where series = 'computed' and period_code = 'T' and node_code = $node
"""
METHOD = (
    *("normalise_kind", "scale_low", "scale_high", "treat_winmax", "treat_skew_threshold", "treat_kurtosis_threshold"),
    *(
        "treat_transform",
        "z_mean",
        "z_sd",
        "is_capped",
        "is_clipped",
        "bounds_kind",
        "reference_area_id",
        "weight_kind",
    ),
)
LEAF = ("node_code", "parent_code", "level", "weight", "direction", "bound_low", "bound_high", "target", "is_treated")
AGGREGATE = ("aggregation", "min_coverage", "min_coverage_count")
Rows = list[dict[str, object]]


def engine_scores(index: Field) -> tuple[Floats, Floats]:
    """Return scores and ranks of the root by unit, computed by the SQL models from the field's figures.

    Figures are those after denominators, pooling and imputation, which a release has done.
    """
    figures, admitted, carried = _figures(index)
    not_standing = {ADMITTED: pl.DataFrame(admitted), CARRIED: pl.DataFrame(carried)} if admitted else None
    models = IndexModels(_tables(index), pl.DataFrame(figures), not_standing)
    found = {
        unit: (score, rank)
        for unit, score, rank in models.query(ROOT.replace("$node", f"'{index.root.node_code}'")).iter_rows()
    }
    rows = np.array([found.get(unit, (None, None)) for unit in index.units], dtype=float)
    return rows[:, 0], rows[:, 1]


def engine_rank(index: Field, unit: int, figures: Floats) -> int | None:
    """Return the rank of a unit by the SQL models where it has these figures; None without a score."""
    changed = index.figures.copy()
    changed[unit] = figures
    rank = engine_scores(replace(index, figures=changed))[1][unit]
    return None if np.isnan(rank) else int(rank)


def _figures(index: Field) -> tuple[Rows, Rows, Rows]:
    """Return the figures, which of them their senders are asked about, and what makes the scale in their place."""
    rows, admitted, carried = Rows(), Rows(), Rows()
    scale = index.figures if index.scale_figures is None else index.scale_figures
    for i, unit in enumerate(index.units):
        for j, leaf in enumerate(index.leaves):
            value, other = index.figures[i, j], scale[i, j]
            if np.isnan(value):
                continue
            row = _figure(unit, leaf.node_code, "T", float(value))
            rows.append(row)
            if other != value:
                admitted.append({"slice_id": row["slice_id"], "is_questioned": True})
                carried.append({**row, "value": None if np.isnan(other) else float(other), "state": "questioned"})
    for number, matrix in enumerate(index.others):
        for i, line in enumerate(matrix):
            rows += [
                _figure(f"other{number}-{i}", leaf.node_code, f"T{number}", float(value))
                for leaf, value in zip(index.leaves, line, strict=True)
                if not np.isnan(value)
            ]
    return rows, admitted, carried


def _figure(unit: str, code: str, period: str, value: float) -> dict[str, object]:
    key = (unit, code, "_T", "level", SOURCE, period)
    names = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")
    return {"slice_id": "|".join(key), **dict(zip(names, key, strict=True)), "value": value}


def _tables(index: Field) -> dict[str, pl.DataFrame]:
    """Return the codebook tables of the field, without the steps that are done."""
    days = {"T": FIRST_DAY, **{f"T{n}": FIRST_DAY + timedelta(days=n + 1) for n in range(len(index.others))}}
    units = {
        "T": index.units,
        **{f"T{n}": [f"other{n}-{i}" for i in range(len(m))] for n, m in enumerate(index.others)},
    }
    period = {"kind": "year", "calendar": CALENDAR}
    run = {"index_code": INDEX, "method_version": 1}
    method = {name: value for name, value in asdict(index.method).items() if name in METHOD}
    field = {"field_code": "all", "area_set": AREAS, "period_kind": "year", "calendar": CALENDAR}
    rows: dict[str, Rows] = {
        "areas": [
            {"area_id": unit, "area_set": AREAS, "valid_from": day, "valid_to": day + timedelta(days=1)}
            for name, day in days.items()
            for unit in units[name]
        ],
        "area_links": [],
        "area_groups": [],
        "published_scores": [],
        "periods": [{"period_code": name, "start_date": day, **period} for name, day in days.items()],
        "index_nodes": [_node(node) for node in index.nodes],
        "index_methods": [{**run, **method}],
        "index_fields": [{**run, "structure_version": 1, **field, "valid_from": FIRST_DAY}],
    }
    return {name: table_frame(name, part) for name, part in rows.items()}


def _node(node: Node) -> dict[str, object]:
    row: dict[str, object] = {"index_code": INDEX, "structure_version": 1}
    row |= {name: getattr(node, name) for name in LEAF}
    if node.indicator is None:
        return row | {"is_treated": True} | {name: getattr(node, name) for name in AGGREGATE}
    slice_key = {"indicator_code": node.node_code, "breakdown_code": "_T", "measure_code": "level"}
    return row | slice_key | {"source_code": SOURCE, "value_scale": "ln" if node.is_ln else None}
