"""Compares the tables that Spark wrote with DuckDB's: names, types, number of rows, every row both ways."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipelines.warehouse.config import BUILD
from pipelines.warehouse.spark.build import SOURCES

# The engines round a sum of doubles otherwise, by at most 1e-12 of it where nothing cancels.
TOLERANCE = "1e-10"
# What is left of two nearly equal scores has fewer digits than they: half of the eighth decimal, ten digits of them.
OF_SCORES = "5e-9"
DIFFERENCES = {
    "published.index_change": ("score_change",),
    "published.index_difference": ("difference",),
    "published.index_gap": ("gap_above", "gap_best", "gap_mean", "gap_median", "gap_wanted"),
    "published.index_leaf_gap": ("points", "needed_score"),
    "published.index_peer": ("gap",),
}
INTEGERS = ("INTEGER", "BIGINT", "HUGEINT")  # ranks and sums of counts; contracts fix the width of what is published


@dataclass(frozen=True)
class TableParity:
    """How one table compares: rows on either side, whether they are equal bit for bit, and what differs."""

    table: str
    n_duckdb: int
    n_spark: int
    is_identical: bool
    differences: tuple[str, ...]


def compare(
    warehouse: Path, written: Path, tables: Collection[str] | None = None, filled: Collection[str] = ()
) -> list[TableParity]:
    """Each table that models made in the DuckDB file, and each in Spark's folder, by name; or `tables` alone.

    Two tables without rows are equal and show nothing: those that `filled` names must have some.
    """
    with duckdb.connect(config=BUILD) as con:
        con.execute(f"attach '{warehouse.as_posix()}' as duck (read_only)")
        made = _models(con)
        on_disk = {f"{path.parent.name.removesuffix('.db')}.{path.name}" for path in written.glob("*.db/*")}
        wanted = sorted({*(made | on_disk if tables is None else tables), *filled})
        found = [_compare(con, table, table in made, written / _place(table)) for table in wanted]
    return [_refused(parity) if parity.table in filled and not parity.n_spark else parity for parity in found]


def _place(table: str) -> Path:
    schema, name = table.split(".")
    return Path(f"{schema}.db") / name


def _refused(parity: TableParity) -> TableParity:
    return replace(parity, is_identical=False, differences=(*parity.differences, "no rows to compare"))


def _models(con: duckdb.DuckDBPyConnection) -> set[str]:
    """`<schema>.<table>` of each table that is no source."""
    rows = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where database_name = 'duck' and schema_name not in ?",
        [list(SOURCES)],
    ).fetchall()
    return {str(name) for (name,) in rows}


def _compare(con: duckdb.DuckDBPyConnection, table: str, is_in_duckdb: bool, folder: Path) -> TableParity:
    if not is_in_duckdb or not any(folder.glob("*.parquet")):
        return TableParity(table, 0, 0, False, (f"not in {'spark' if is_in_duckdb else 'duckdb'}",))
    con.execute(f"create or replace temp view duck_rows as select * from duck.{table}")
    con.execute(
        f"create or replace temp view spark_rows as select * from read_parquet('{folder.as_posix()}/*.parquet')"
    )
    n_duckdb, n_spark = _count(con, "duck_rows"), _count(con, "spark_rows")
    differences = _column_differences(con)
    if n_duckdb != n_spark:
        differences.append(f"{n_duckdb} rows in duckdb, {n_spark} in spark")
    if differences:
        return TableParity(table, n_duckdb, n_spark, False, tuple(differences))
    is_identical = not _unequal(con, _columns(con, "duck_rows"))
    rows = [] if is_identical else _row_differences(con, _columns(con, "duck_rows"), DIFFERENCES.get(table, ()))
    return TableParity(table, n_duckdb, n_spark, is_identical, tuple(rows))


def _count(con: duckdb.DuckDBPyConnection, view: str) -> int:
    found = con.execute(f"select count(*) from {view}").fetchone()
    return int(found[0]) if found else 0


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    """Type by name, in the order of the table."""
    return {str(row[0]): str(row[1]) for row in con.execute(f"describe {view}").fetchall()}


def _column_differences(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Columns that one side lacks, and types that differ by more than the width of an integer."""
    left, right = _columns(con, "duck_rows"), _columns(con, "spark_rows")
    differences = [f"{name}: in one engine only" for name in sorted(left.keys() ^ right.keys())]
    for name in sorted(left.keys() & right.keys()):
        if left[name] != right[name] and not {left[name], right[name]} <= set(INTEGERS):
            differences.append(f"{name}: {left[name]} in duckdb, {right[name]} in spark")
    return differences


def _unequal(con: duckdb.DuckDBPyConnection, columns: dict[str, str]) -> int:
    """Set the rows that are not equal bit for bit aside, on either side those that the other lacks; how many.

    Duplicates count. Rows of the same texts, integers and days are numbered by their doubles.
    """
    shown = ", ".join(_exact(name, kind) for name, kind in columns.items())
    keys = ", ".join(f'"{name}"' for name in _plain(columns)) or "1"
    doubles = ", ".join(f'"{name}"' for name in columns if name not in _plain(columns)) or "1"
    turn = f"row_number() over (partition by {keys} order by {doubles}) as turn_"
    for side, other in (("duck", "spark"), ("spark", "duck")):
        query = f"select {shown} from {side}_rows except all select {shown} from {other}_rows"
        con.execute(f"create or replace temp table {side}_left as select *, {turn} from ({query})")
    return _count(con, "duck_left") + _count(con, "spark_left")


def _row_differences(con: duckdb.DuckDBPyConnection, columns: dict[str, str], differences: Sequence[str]) -> list[str]:
    """How many of the rows set aside have no partner that is nearly equal on the other side, with one of them."""
    plain = _plain(columns)
    pairs = [f'a."{name}" is not distinct from b."{name}"' for name in plain]
    pairs += [_is_near(name, name in differences) for name in columns if name not in plain]
    found: list[str] = []
    for side, other in (("duck", "spark"), ("spark", "duck")):
        partner = f"select 1 from {other}_left as b where a.turn_ = b.turn_ and {' and '.join(pairs)}"
        query = f"select * exclude (turn_) from {side}_left as a where not exists ({partner})"
        row = con.execute(f"select count(*) over (), * from ({query}) limit 1").fetchone()
        if row:
            found.append(f"{row[0]} rows in {side} only, such as {row[1:]}")
    return found


def _plain(columns: dict[str, str]) -> list[str]:
    """Names of the columns that are compared exactly: those that are no doubles."""
    return [name for name, kind in columns.items() if kind != "DOUBLE"]


def _exact(name: str, kind: str) -> str:
    return f'cast("{name}" as hugeint) as "{name}"' if kind in INTEGERS else f'"{name}"'


def _is_near(name: str, is_of_scores: bool) -> str:
    a, b = f'a."{name}"', f'b."{name}"'
    most = OF_SCORES if is_of_scores else f"{TOLERANCE} * greatest(abs({a}), abs({b}))"
    return f"({a} is not distinct from {b} or (isfinite({a} - {b}) and abs({a} - {b}) <= {most}))"
