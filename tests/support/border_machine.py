"""The border models on a database in memory, fed with the seeds' areas and with figures that a test makes up.

Here: loading and running the SQL files as they stand. Not here: what the figures ought to become (test_border_*.py).
"""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.index_engine import Renderer

MODELS = {
    "intermediate": ("int_area_above", "int_area_share", "int_area_overlap", "int_area_crosswalk", "int_border_rules"),
    "marts": ("fct_border_sum", "fct_border_ratio", "fct_border_mean", "fct_border_withheld"),
    "published": ("border_value",),
}
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
    """Every border model built from the codebook (or the tables given) and these figures alone."""
    tables = {"published_scores": codebook.tables["published_scores"].clear(), **tables}
    con = duckdb.connect(config=BUILD)
    for name in TABLES:
        _load(con, f"stg_{name}", tables.get(name, codebook.tables[name]))
    common = {"breakdown_code": "_T", "measure_code": "in_period", "source_code": "test", "period_code": PERIOD}
    rows = [{**common, "uom_code": "firm", **figure} for figure in figures]
    _load(con, "fct_admitted_figure", pl.DataFrame(rows, schema=FIGURE))
    renderer = Renderer()
    for layer, models in MODELS.items():
        for model in models:
            sql = (DBT_PROJECT / "models" / layer / "borders" / f"{model}.sql").read_text(encoding="utf-8")
            con.execute(f"create table {model} as {renderer.render(sql)}")
    return con


def indicator(codebook: Codebook, code: str, **cells: Any) -> pl.DataFrame:
    """The codebook's indicators and one more, a count unless said otherwise."""
    indicators = codebook.tables["indicators"]
    row: dict[str, Any] = dict.fromkeys(indicators.columns)
    row |= {"indicator_code": code, "version": 1, "calc_kind": "reported", "uom_code": "firm", "stock_flow": "stock"}
    row |= {"agg_area": "sum", "bound_low": 0.0, "valid_from": indicators["valid_from"].min()}
    return pl.concat([indicators, pl.DataFrame([row | cells], schema=indicators.schema)])


def _load(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    con.register("frame_to_load", frame.to_arrow())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    con.execute(f"create table {table} as select * from frame_to_load")
    con.unregister("frame_to_load")
