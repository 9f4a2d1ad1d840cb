"""The marts of the country: releases of provinces loaded into one database file, on which dbt runs models/country.

Which releases are loaded is decided before, by their verification (pipelines/country).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.warehouse import dbt
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.export import export
from pipelines.warehouse.sources import vocabulary_rows

SCHEMA = "releases"
# The columns of each released table that the models of the country read, with DuckDB's types.
READ: dict[str, dict[str, str]] = {
    "indicator_value": {
        **dict.fromkeys(("indicator_code", "breakdown_code", "measure_code", "source_code", "period_code"), "text"),
        **dict.fromkeys(("value", "numerator", "denominator"), "double"),
        **dict.fromkeys(("uom_code", "obs_status", "figure_status"), "text"),
        **dict.fromkeys(("n_areas", "n_areas_expected", "n_areas_carried"), "bigint"),
        **dict.fromkeys(("is_questioned", "is_last_good"), "boolean"),
    },
    "indicator": {
        **{"indicator_code": "text", "version": "bigint", "direction": "bigint", "scale": "double"},
        **dict.fromkeys(("name_vi", "name_en", "uom_code", "agg_area", "numerator_code", "denominator_code"), "text"),
        **dict.fromkeys(("valid_from", "valid_to"), "date"),
    },
    "period": {"period_code": "text", "start_date": "date", "end_date": "date"},
    "completeness": {
        **dict.fromkeys(("duty_code", "period_code"), "text"),
        **dict.fromkeys(("n_due", "n_not_due", "n_read", "n_in_time", "n_late", "n_missing"), "bigint"),
        **dict.fromkeys(("n_unreadable", "n_waiting", "n_withdrawn"), "bigint"),
    },
}


class ProvinceRelease(NamedTuple):
    """A province of the country, and its verified release or why there is none; a row of `province_release`."""

    province_code: str
    area_id: str
    province_name_vi: str
    province_name_en: str
    period_code: str
    state: str  # joined, absent, failed
    release_id: str | None = None
    occasion_period: str | None = None
    tree_hash: str | None = None
    verdict: str | None = None
    simulated: str | None = None
    reason_vi: str | None = None
    reason_en: str | None = None


def lacking_columns(tree: Path) -> tuple[str, ...]:
    """`table.column` of what the models read and a release does not have, as one of an earlier version may not."""
    lacking: list[str] = []
    with duckdb.connect(":memory:", config=BUILD) as con:
        for table, columns in READ.items():
            path = _file(tree, table)
            if not path.is_file():
                lacking.append(table)
                continue
            described = con.execute("select column_name from (describe select * from read_parquet(?))", [str(path)])
            found = {name for (name,) in described.fetchall()}
            lacking += [f"{table}.{name}" for name in columns if name not in found]
    return tuple(lacking)


def build(provinces: Sequence[ProvinceRelease], trees: Mapping[str, Path], work: Path) -> Path:
    """The path of `work/warehouse.duckdb` with the marts; `trees` are the folders of the releases by province code.

    Raises WarehouseError naming every model and test that failed.
    """
    work.mkdir(parents=True, exist_ok=True)
    warehouse = work / "warehouse.duckdb"
    with duckdb.connect(str(warehouse), config=BUILD) as con:
        load(con, provinces, trees)
    dbt.run(dbt.COUNTRY_BUILT, warehouse, work, is_country=True)
    return warehouse


def write(warehouse: Path, tree: Path, period: str, notice: str) -> dict[str, int]:
    """Write the marts as Parquet and CSV under `tree`, as those of a release; returns the rows by table."""
    return export(warehouse, tree, period, notice, "country")


def load(con: duckdb.DuckDBPyConnection, provinces: Sequence[ProvinceRelease], trees: Mapping[str, Path]) -> None:
    """Create the sources of the country's models and fill them, province after province."""
    con.execute(f"create schema {SCHEMA}")
    columns = ", ".join(f"{name} text" for name in ProvinceRelease._fields)
    con.execute(f"create table {SCHEMA}.province_release ({columns})")
    marks = ", ".join("?" for _ in ProvinceRelease._fields)
    for row in provinces:
        con.execute(f"insert into {SCHEMA}.province_release values ({marks})", list(row))
    for table, types in READ.items():
        typed = ", ".join(f"{name} {dtype}" for name, dtype in types.items())
        con.execute(f"create table {SCHEMA}.{table} (province_code text, {typed})")
        for province, tree in sorted(trees.items()):
            _insert(con, table, province, tree)
    con.execute("create schema codebook")
    con.execute(
        "create table codebook.vocabulary (vocabulary text, code text, sort_order bigint, label_vi text, label_en text)"
    )
    con.executemany("insert into codebook.vocabulary values (?, ?, ?, ?, ?)", vocabulary_rows())


def _insert(con: duckdb.DuckDBPyConnection, table: str, province: str, tree: Path) -> None:
    """Add the rows of one release; of the figures only those of the province's own area."""
    where, parameters = "", [province, str(_file(tree, table))]
    if table == "indicator_value":
        where, parameters = "where area_id = ?", [*parameters, f"p34-{province}"]
    con.execute(
        f"insert into {SCHEMA}.{table} select ?, {', '.join(READ[table])} from read_parquet(?) {where}", parameters
    )


def _file(tree: Path, table: str) -> Path:
    return tree / "parquet" / f"{table}.parquet"
