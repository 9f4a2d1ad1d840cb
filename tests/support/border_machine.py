"""The border models in memory, on the seeds' areas and on figures that a test makes up.

What the figures ought to become is in tests/golden/test_border_*.py.
"""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.warehouse.in_memory.models import ModelDatabase, models_of

MODELS = (*models_of("intermediate/borders", "marts/borders"), "border_value")
TABLES = (
    *("areas", "area_links", "area_relations", "periods", "index_fields", "index_methods", "index_nodes"),
    *("published_scores", "indicators", "indicator_weights"),
)
PERIOD = "2026"
FIGURE = {
    **dict.fromkeys(["area_id", "indicator_code", "breakdown_code", "measure_code", "source_code"], pl.String()),
    **{"period_code": pl.String(), "uom_code": pl.String(), "value": pl.Float64()},
}


def carry(codebook: Codebook, figures: list[dict[str, Any]], **tables: pl.DataFrame) -> duckdb.DuckDBPyConnection:
    """Every border model built from the codebook, or from `tables` in place of some of its tables, and the figures."""
    tables = {"published_scores": codebook.tables["published_scores"].clear(), **tables}
    common = {"breakdown_code": "_T", "measure_code": "in_period", "source_code": "test", "period_code": PERIOD}
    rows = [{**common, "uom_code": "firm", **figure} for figure in figures]
    staged = {f"stg_{name}": tables.get(name, codebook.tables[name]) for name in TABLES}
    return ModelDatabase({**staged, "fct_admitted_figure": pl.DataFrame(rows, schema=FIGURE)}, MODELS).connection


def indicator(codebook: Codebook, code: str, **cells: Any) -> pl.DataFrame:
    """The codebook's indicators and one more, a count unless said otherwise."""
    indicators = codebook.tables["indicators"]
    row: dict[str, Any] = dict.fromkeys(indicators.columns)
    row |= {"indicator_code": code, "version": 1, "calc_kind": "reported", "uom_code": "firm", "stock_flow": "stock"}
    row |= {"agg_area": "sum", "bound_low": 0.0, "valid_from": indicators["valid_from"].min()}
    return pl.concat([indicators, pl.DataFrame([row | cells], schema=indicators.schema)])
