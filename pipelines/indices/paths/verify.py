"""The ranks of a field by the SQL models of releases, which check every path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.codebook.read import table_frame
from pipelines.indices.reference.terms import Floats, Node
from pipelines.indices.scoring.field import Field
from pipelines.warehouse.in_memory.index_engine import ADMITTED, CARRIED, IndexModels

INDEX, AREAS, CALENDAR, SOURCE, FIRST_DAY = "INDEX", "units", "stat", "file", date(2000, 1, 1)
ROOT = """
select period_code, area_id, score, rank from fct_index_score where series = 'computed' and node_code = $node
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
    scores, found = _scored(index, [index.figures])
    return scores[0], found[0]


def engine_ranks(index: Field, changes: Sequence[tuple[int, Floats]]) -> list[int | None]:
    """Return the rank by the SQL models of each unit, in a field in which it alone has the figures beside it."""
    if index.method.bounds_kind == "panel":  # other periods make the scale: one field at a time
        return [rank for change in changes for rank in _ranked(index, [change])]
    return _ranked(index, changes) if changes else []


def _ranked(index: Field, changes: Sequence[tuple[int, Floats]]) -> list[int | None]:
    matrices = [index.figures.copy() for _ in changes]
    for matrix, (unit, figures) in zip(matrices, changes, strict=True):
        matrix[unit] = figures
    _, found = _scored(index, matrices)
    ranks = [found[place, unit] for place, (unit, _) in enumerate(changes)]
    return [None if np.isnan(rank) else int(rank) for rank in ranks]


def _scored(index: Field, matrices: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return scores and ranks of the root, matrices × units; each matrix of figures is a period of its own."""
    figures, admitted, carried = _figures(index, matrices)
    not_standing = {ADMITTED: pl.DataFrame(admitted), CARRIED: pl.DataFrame(carried)} if admitted else None
    models = IndexModels(_tables(index, len(matrices)), pl.DataFrame(figures), not_standing)
    rows = models.query(ROOT.replace("$node", f"'{index.root.node_code}'")).iter_rows()
    of = {(period, unit): (score, rank) for period, unit, score, rank in rows}
    found = np.array(
        [[of.get((f"T{n}", unit), (None, None)) for unit in index.units] for n in range(len(matrices))], dtype=float
    )
    return found[..., 0], found[..., 1]


def _figures(index: Field, matrices: Sequence[Floats]) -> tuple[Rows, Rows, Rows]:
    """Return the figures, which of them their senders are asked about, and what makes the scale in their place."""
    rows, admitted, carried = Rows(), Rows(), Rows()
    is_apart = np.zeros(index.figures.shape, dtype=bool)
    if index.scale_figures is not None:
        is_apart = (index.scale_figures != index.figures) & ~np.isnan(index.figures)
    for number, matrix in enumerate(matrices):
        for i, j in _places(matrix):
            row = _figure(index.units[i], index.leaves[j].node_code, f"T{number}", float(matrix[i, j]))
            rows.append(row)
            if is_apart[i, j] and index.scale_figures is not None:
                scale = index.scale_figures[i, j]
                admitted.append({"slice_id": row["slice_id"], "is_questioned": True})
                carried.append({**row, "value": None if np.isnan(scale) else float(scale), "state": "questioned"})
    for number, matrix in enumerate(index.others):
        for i, j in _places(matrix):
            rows.append(_figure(f"other{number}-{i}", index.leaves[j].node_code, f"P{number}", float(matrix[i, j])))
    return rows, admitted, carried


def _places(matrix: Floats) -> list[tuple[int, int]]:
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(~np.isnan(matrix)), strict=True)]


def _figure(unit: str, code: str, period: str, value: float) -> dict[str, object]:
    key = (unit, code, "_T", "level", SOURCE, period)
    names = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")
    return {"slice_id": "|".join(key), **dict(zip(names, key, strict=True)), "value": value}


def _tables(index: Field, n_matrices: int) -> dict[str, pl.DataFrame]:
    """Return the codebook tables of the field, without the steps that are done."""
    names = [f"T{n}" for n in range(n_matrices)] + [f"P{n}" for n in range(len(index.others))]
    days = {name: FIRST_DAY + timedelta(days=n) for n, name in enumerate(names)}
    others = {f"P{n}": [f"other{n}-{i}" for i in range(len(m))] for n, m in enumerate(index.others)}
    period = {"kind": "year", "calendar": CALENDAR}
    run = {"index_code": INDEX, "method_version": 1}
    method = {name: value for name, value in asdict(index.method).items() if name in METHOD}
    field = {"field_code": "all", "area_set": AREAS, "period_kind": "year", "calendar": CALENDAR}
    rows: dict[str, Rows] = {
        "areas": [
            {"area_id": unit, "area_set": AREAS, "valid_from": day, "valid_to": day + timedelta(days=1)}
            for name, day in days.items()
            for unit in others.get(name, index.units)
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
