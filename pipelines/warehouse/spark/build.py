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

SOURCES = ("landing", "codebook", "ledger")  # the schemas that are loaded; all others are made by models


def export_sources(warehouse: Path, folder: Path) -> list[str]:
    """Write each source table of a DuckDB file to `folder/<schema>/<table>/part.parquet`; `<schema>.<table>` of each."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        found = con.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ? order by all", [list(SOURCES)]
        ).fetchall()
        for schema, table in found:
            place = folder / schema / table
            place.mkdir(parents=True)
            con.execute(f"copy {schema}.{table} to '{(place / 'part.parquet').as_posix()}' (format parquet)")
    return [f"{schema}.{table}" for schema, table in found]


def register_sources(spark: Any, folder: Path) -> None:
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
