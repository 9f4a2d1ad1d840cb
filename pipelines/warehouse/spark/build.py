"""Builds the models on Spark from the sources of a warehouse that DuckDB has loaded."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.config import BUILD
from pipelines.warehouse.dbt import ENVIRONMENT, FAILED, QUIET, folder_options
from pipelines.warehouse.messages import WarehouseError, failure

SOURCES = ("landing", "codebook", "ledger", "releases")  # the schemas that are loaded; all others are made by models


def export_sources(warehouse: Path, folder: Path) -> None:
    """Write each source table of a DuckDB file to Parquet (`export_tables`)."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        found = con.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ? order by all",
            [list(SOURCES)],
        ).fetchall()
    export_tables(warehouse, folder, [str(name) for (name,) in found])


def export_tables(warehouse: Path, folder: Path, tables: Sequence[str]) -> None:
    """Write tables or views, `<schema>.<table>` each, of a DuckDB file to `folder/<schema>/<table>/part.parquet`."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        for table in tables:
            place = folder / table.replace(".", "/")
            place.mkdir(parents=True)
            con.execute(f"copy (select * from {table}) to '{(place / 'part.parquet').as_posix()}' (format parquet)")


def register_tables(spark: Any, folder: Path) -> None:
    """Make the exported tables known to a session, where they are: nothing is copied."""
    for place in sorted(folder.glob("*/*")):
        spark.sql(f"create schema if not exists {place.parent.name}")
        spark.sql(f"create table {place.parent.name}.{place.name} using parquet location '{place.as_posix()}'")


def run(arguments: Sequence[str], work: Path) -> Counter[str]:
    """Run `dbt ARGUMENTS` on the active session: how many models, tests and unit tests ended well, by resource type.

    Raises WarehouseError naming every model and test that failed.
    """
    outcome = invoke(arguments, work)
    if outcome.exception is not None:
        raise WarehouseError([failure("dbt_failed", text=outcome.exception)])
    results: list[Any] = getattr(outcome.result, "results", [])
    failures = [
        failure("node_failed", node=result.node.name, status=result.status, text=result.message or "")
        for result in results
        if str(result.status) in FAILED
    ]
    if failures or not outcome.success:
        raise WarehouseError(failures or [failure("dbt_failed", text="dbt")])
    return Counter(str(result.node.resource_type) for result in results)


def invoke(arguments: Sequence[str], work: Path, threads: int = 2) -> Any:
    """The dbtRunnerResult of `dbt ARGUMENTS` with the target `spark`. The project is parsed for it, beside DuckDB's."""
    os.environ.update(ENVIRONMENT)
    from dbt.cli.main import dbtRunner

    own = ["--target", "spark", "--threads", str(threads), "--target-path", str(work / "target")]
    return dbtRunner().invoke([*arguments, *own, *folder_options(work), *QUIET])
