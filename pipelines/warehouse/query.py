"""Read-only queries to a release. Nothing outside the release's file can be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import message
from pipelines.warehouse.config import READ_ONLY
from pipelines.warehouse.errors import QueryError
from pipelines.warehouse.messages import WAREHOUSE


def query(release_dir: Path, sql: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
    """The rows of `sql` on the release's marts.duckdb; no rows and columns for a statement that has no result.

    `parameters` fill `$name` in the statement. Raises QueryError with DuckDB's text for SQL that does not run.
    """
    try:
        with duckdb.connect(str(release_dir / "marts.duckdb"), read_only=True, config=READ_ONLY) as con:
            found: Any = con.sql(sql, params=parameters)  # None for a statement without a result
            return pl.DataFrame() if found is None else pl.DataFrame(found.to_arrow_table())
    except duckdb.Error as error:
        raise QueryError(message(WAREHOUSE, "query_failed", reason=error)) from error
