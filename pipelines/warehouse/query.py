"""Read-only queries to a release: views on its Parquet files. Nothing else can be reached, nothing is written.

A release of an earlier version, which also holds a DuckDB file, answers the same.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import duckdb

from pipelines.errors import Message, message
from pipelines.process import memory_limit
from pipelines.warehouse.config import OFFLINE, QUERY, QUERY_BYTES, QUERY_ROWS, QUERY_SECONDS, Config
from pipelines.warehouse.export import comments
from pipelines.warehouse.messages import WAREHOUSE, QueryError

if TYPE_CHECKING:
    import polars as pl

Answer = TypeVar("Answer")
READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
COMMENTS = re.compile(r"\bcomment\b|duckdb_(tables|views|columns)", re.IGNORECASE)
# Tables that releases published before the prefixes were dropped (CHANGELOG) hold under another name.
FORMER_NAMES = {
    **{f"dim_{name}": name for name in ("area", "area_version", "day", "form", "indicator", "period")},
    **{f"dim_{name}": name for name in ("policy_document", "progress_method", "reporter", "rule")},
    **{f"pub_{name}": name for name in ("indicator_value", "index_score", "index_step", "index_strength")},
    **{f"pub_{name}": name for name in ("index_treatment", "published_score")},
}


# DuckDB's own `describe` leaves the descriptions out
DESCRIBE = re.compile(r"^\s*desc(?:ribe)?\s+(?:table\s+)?(\w+)\s*;?\s*$", re.IGNORECASE)
DESCRIBED = """
select column_name, data_type, comment as description
from duckdb_columns() where table_name = '{}' order by column_index
"""

# what DuckDB says -> a sentence of WAREHOUSE
FAULTS = {
    "sql_table": re.compile(r"Table with name (\S+) does not exist!(?:\s*Did you mean (.+))?"),
    "sql_function": re.compile(r"Function with name (\S+) does not exist!(?:\s*Did you mean (.+))?"),
    "sql_column": re.compile(r'Referenced column "(.+?)" not found[^\n]*(?:\s*Candidate bindings: (.+))?'),
    "sql_syntax": re.compile(r'syntax error at or near "(.+?)"'),
    "sql_end": re.compile(r"syntax error at end of input"),
}


class Table(NamedTuple):
    """The rows of a statement as Python values."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def query(release_dir: Path, sql: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
    """The rows of `sql` as a frame; `parameters` fill `$name` in the statement. Otherwise as `select`."""
    import polars as pl

    def framed(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
        found = con.sql(sql, params=parameters)
        # of an empty statement, though DuckDB's types do not say so
        return pl.DataFrame() if found is None else pl.DataFrame(found.to_arrow_table())  # pyright: ignore[reportUnnecessaryComparison]

    return _answer(release_dir, sql, OFFLINE, framed)


def select(release_dir: Path, sql: str, seconds: float = QUERY_SECONDS) -> Table:
    """The rows of `sql` on the tables of a release; no rows and columns for an empty statement.

    The statement is ended after `seconds`; its memory, threads and rows are limited too (config.py). Without polars,
    whose import takes longer than most answers. `describe TABLE` has the descriptions of the columns.
    Tables of an earlier release have their present names too. Raises QueryError with DuckDB's text for SQL that does
    not run or passes a limit.
    """
    table = DESCRIBE.match(sql)
    if table:
        described = _select(release_dir, DESCRIBED.format(table[1].lower()), seconds)
        if described.rows:
            return described  # of a table that is not there DuckDB names the near ones
    return _select(release_dir, sql, seconds)


class Reader:
    """The tables of a release for many statements of our code: to open a connection takes longer than most answers."""

    def __init__(self, release_dir: Path) -> None:
        self._con = duckdb.connect(":memory:", config=OFFLINE)
        _open(self._con, release_dir, has_comments=False)

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of `sql`; `parameters` fill `$name` in it. Raises duckdb.Error for SQL that does not run."""
        import polars as pl

        return pl.DataFrame(self._con.sql(sql, params=parameters or None).to_arrow_table()).to_dicts()


def _select(release_dir: Path, sql: str, seconds: float) -> Table:
    def listed(con: duckdb.DuckDBPyConnection) -> Table:
        if not con.extract_statements(sql):
            return Table([], [])
        with _ended_after(con, seconds):
            rows = con.execute(sql).fetchmany(QUERY_ROWS + 1)
        if len(rows) > QUERY_ROWS:
            raise QueryError(message(WAREHOUSE, "query_large", n=QUERY_ROWS))
        return Table([str(column[0]) for column in con.description or []], rows)

    try:
        with memory_limit(QUERY_BYTES):
            return _answer(release_dir, sql, QUERY, listed)
    except MemoryError as error:
        raise QueryError(message(WAREHOUSE, "query_memory")) from error


@contextmanager
def _ended_after(con: duckdb.DuckDBPyConnection, seconds: float) -> Generator[None]:
    """Interrupt what `con` does after `seconds`. Raises QueryError then."""
    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise QueryError(message(WAREHOUSE, "query_slow", seconds=f"{seconds:g}")) from error
    finally:
        timer.cancel()


def _answer(
    release_dir: Path, sql: str, config: Config, taken: Callable[[duckdb.DuckDBPyConnection], Answer]
) -> Answer:
    """What `taken` makes of a connection to the release, where `sql` only reads."""
    try:
        with duckdb.connect(":memory:", config=config) as con:
            _open(con, release_dir, has_comments=bool(COMMENTS.search(sql)))
            if any(statement.type not in READS for statement in con.extract_statements(sql)):
                raise QueryError(message(WAREHOUSE, "query_writes"))
            return taken(con)
    except duckdb.OutOfMemoryException as error:
        raise QueryError(message(WAREHOUSE, "query_memory")) from error
    except duckdb.Error as error:
        raise QueryError(message(WAREHOUSE, "query_failed", reason=_reason(str(error)))) from error


def _reason(text: str) -> Message:
    """What is wrong with a statement; DuckDB's own words, quoted, for what is in no pattern."""
    for code, pattern in FAULTS.items():
        if found := pattern.search(text):
            name, near = (*found.groups(), None, None)[:2]
            hint = (
                message(WAREHOUSE, "sql_near", name=near.replace('"', "").rstrip("?")) if near else Message("", "", "")
            )
            return message(WAREHOUSE, code, name=name, hint=hint)
    return message(WAREHOUSE, "sql_other", name=text)


def _open(con: duckdb.DuckDBPyConnection, release_dir: Path, has_comments: bool) -> None:
    """Make a view of each table, also by the present name of one that the release holds under a former one.

    After it only these files can be read. The descriptions are comments where a statement asks for them: to write all
    of them takes longer than the answer.
    """
    paths = sorted((release_dir / "parquet").glob("*.parquet"))
    for path in paths:
        name = FORMER_NAMES.get(path.stem, path.stem)
        con.execute(f"create view {name} as from read_parquet('{path.as_posix()}')")
        if name != path.stem:
            con.execute(f"create view {path.stem} as from {name}")
        for statement in comments(con, path, name, "view") if has_comments else []:
            con.execute(statement)
    con.execute("set allowed_paths = [" + ", ".join(f"'{path.as_posix()}'" for path in paths) + "]")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
