"""A release's Parquet files made by hand, from SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb


def write_release(folder: Path, *statements: str) -> Path:
    """Run the statements in an empty database and write each of its tables as `parquet/<table>.parquet`."""
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as con:
        for statement in statements:
            con.execute(statement)
        for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
            con.execute(f"copy {table} to '{folder / 'parquet' / table}.parquet' (format parquet)")
    return folder
