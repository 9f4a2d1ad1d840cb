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

# Tables that releases published before the prefixes were dropped (CHANGELOG) hold under another name.
FORMER_NAMES = {
    **{f"dim_{name}": name for name in ("area", "area_version", "day", "form", "indicator", "period")},
    **{f"dim_{name}": name for name in ("policy_document", "progress_method", "reporter", "rule")},
    **{f"pub_{name}": name for name in ("indicator_value", "index_score", "index_step", "index_strength")},
    **{f"pub_{name}": name for name in ("index_treatment", "published_score")},
}


def query(release_dir: Path, sql: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
    """The answer of `sql` on the release's marts; raises duckdb.Error with DuckDB's own words for bad SQL.

    Tables of an earlier release answer to their present names too.
    """
    with duckdb.connect(str(release_dir / "marts.duckdb"), read_only=True, config=READ_ONLY) as con:
        _add_present_names(con)
        return pl.from_arrow(con.sql(sql, params=parameters).to_arrow_table())  # type: ignore[return-value]


def _add_present_names(con: duckdb.DuckDBPyConnection) -> None:
    """A temporary view by the present name for each table that stands under a former one."""
    names = {"names": list(FORMER_NAMES)}
    found = con.execute("select table_name from duckdb_tables() where list_contains($names, table_name)", names)
    for (name,) in found.fetchall():
        con.execute(f"create temp view {FORMER_NAMES[name]} as select * from {name}")
