"""Read-only queries to a release. Nothing outside the release's file can be reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import duckdb

from pipelines.errors import message
from pipelines.warehouse.config import READ_ONLY
from pipelines.warehouse.messages import WAREHOUSE, QueryError

if TYPE_CHECKING:
    import polars as pl

Answer = TypeVar("Answer")
# Tables that releases published before the prefixes were dropped (CHANGELOG) hold under another name.
FORMER_NAMES = {
    **{f"dim_{name}": name for name in ("area", "area_version", "day", "form", "indicator", "period")},
    **{f"dim_{name}": name for name in ("policy_document", "progress_method", "reporter", "rule")},
    **{f"pub_{name}": name for name in ("indicator_value", "index_score", "index_step", "index_strength")},
    **{f"pub_{name}": name for name in ("index_treatment", "published_score")},
}


class Table(NamedTuple):
    """The rows of a statement as Python values."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def query(release_dir: Path, sql: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
    """The rows of `sql` as a frame; `parameters` fill `$name` in the statement. Otherwise as `select`."""
    import polars as pl

    def framed(found: Any) -> pl.DataFrame:
        return pl.DataFrame() if found is None else pl.DataFrame(found.to_arrow_table())

    return _answer(release_dir, sql, parameters, framed)


def select(release_dir: Path, sql: str) -> Table:
    """The rows of `sql` on the release's marts.duckdb; no rows and columns for an empty statement.

    Without polars, whose import takes longer than most answers. Tables of an earlier release have their present names
    too. Raises QueryError with DuckDB's text for SQL that does not run.
    """

    def listed(found: Any) -> Table:
        return Table([], []) if found is None else Table(found.columns, found.fetchall())

    return _answer(release_dir, sql, None, listed)


def _answer(release_dir: Path, sql: str, parameters: dict[str, Any] | None, taken: Callable[[Any], Answer]) -> Answer:
    """What `taken` makes of the result, which is None for an empty statement."""
    try:
        with duckdb.connect(str(release_dir / "marts.duckdb"), read_only=True, config=READ_ONLY) as con:
            _add_present_names(con)
            return taken(con.sql(sql, params=parameters))
    except duckdb.Error as error:
        raise QueryError(message(WAREHOUSE, "query_failed", reason=error)) from error


def _add_present_names(con: duckdb.DuckDBPyConnection) -> None:
    """Create a temporary view by the present name for each table that the release holds under a former one."""
    names = {"names": list(FORMER_NAMES)}
    found = con.execute("select table_name from duckdb_tables() where list_contains($names, table_name)", names)
    for (name,) in found.fetchall():
        con.execute(f"create temp view {FORMER_NAMES[name]} as select * from {name}")
