"""Read-only questions to a release. The file is opened read-only and nothing outside it can be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}


def query(release_dir: Path, sql: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
    """The answer of `sql` on the release's marts; raises duckdb.Error with DuckDB's own words for bad SQL."""
    with duckdb.connect(str(release_dir / "marts.duckdb"), read_only=True, config=READ_ONLY) as con:
        return pl.from_arrow(con.sql(sql, params=parameters).to_arrow_table())  # type: ignore[return-value]
