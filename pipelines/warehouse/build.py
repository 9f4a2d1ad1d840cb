"""Builds one candidate warehouse: loads landing, codebook and ledger into a database file and runs dbt on it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.codebook.obligations import period_end
from pipelines.ledger.days import last_day_of
from pipelines.warehouse import dbt, statements
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.dbt import BUILT, OnNode, OnResult
from pipelines.warehouse.duties import load_duties
from pipelines.warehouse.sources import BuildIds, Sources, build_row, load_codebook, load_landing, load_ledger


def build(
    sources: Sources, ids: BuildIds, work: Path, on_node: OnNode | None = None, on_result: OnResult | None = None
) -> Path:
    """The path of `work/warehouse.duckdb`, with all models built and all data tests passed.

    Equal sources and ids give equal tables. `on_node` is called after each model and test (done, in all), `on_result`
    with the result of each. Raises WarehouseError naming every failed model and test.
    """
    work.mkdir(parents=True, exist_ok=True)
    warehouse = work / "warehouse.duckdb"
    load(sources, ids, warehouse)
    kept = statements.read()
    if kept is not None and statements.execute(kept, warehouse, on_node, on_result):
        return warehouse
    if kept is not None:
        load(sources, ids, warehouse)
    recorder = statements.Recorder()
    counter = dbt.node_counter(on_node) if on_node else None

    def on_event(event: object) -> None:
        recorder(event)
        if counter:
            counter(event)
        if on_result and (result := dbt.result_of(event)):
            on_result(result)

    dbt.run(BUILT, warehouse, work, on_event)
    statements.keep(recorder.statements)
    return warehouse


def table_rows(warehouse: Path) -> dict[str, int]:
    """The number of rows of each table of a built warehouse, by `<schema>.<table>`; views are left out."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        found = con.execute("select schema_name || '.' || table_name, estimated_size from duckdb_tables()").fetchall()
    return {str(name): int(count) for name, count in found}


def load(sources: Sources, ids: BuildIds, warehouse: Path) -> None:
    """Write the database file anew, with the sources in their schemas."""
    warehouse.unlink(missing_ok=True)
    warehouse.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    places, codebook, entries, period = sources.places, sources.codebook, sources.entries, ids.occasion_period
    until = max(last_day_of(entries), period_end(codebook, period))
    with duckdb.connect(str(warehouse), config=BUILD) as con:
        load_landing(con, sources.landing)
        load_codebook(con, codebook, places.province, period, warehouse.parent)
        load_duties(con, places, codebook, entries, until)
        load_ledger(con, places, entries, build_row(sources, ids))
