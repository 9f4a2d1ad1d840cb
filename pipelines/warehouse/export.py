"""Writes the released tables of a candidate (the schema `published`) as DuckDB file, Parquet and CSV.

None of them has personal data: staging never reads it.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.warehouse.config import BUILD

SCHEMA = "published"
# What a spreadsheet program runs as a formula when it opens a CSV, and the signed numbers that it does not run.
FORMULA, SIGNED = r"^\s*[=+@＝＋＠－-]", r"^\s*[+-][0-9.,% ]*$"


def export(warehouse: Path, tree: Path) -> dict[str, int]:
    """Write marts.duckdb, parquet/*.parquet and csv/*.csv under `tree`; returns the number of rows by table.

    Rows are ordered by all columns, so that the same build gives the same bytes of every Parquet and CSV.
    """
    for folder in ("parquet", "csv"):
        (tree / folder).mkdir(parents=True, exist_ok=True)
    target = tree / "marts.duckdb"
    target.unlink(missing_ok=True)
    rows: dict[str, int] = {}
    with duckdb.connect(":memory:", config=BUILD) as con:
        con.execute(f"attach '{warehouse.as_posix()}' as candidate (read_only)")
        # 2.0 would write a storage version that 1.x clients (BI tools, drivers) cannot read
        con.execute(f"attach '{target.as_posix()}' as release (storage_version 'v1.2.0')")
        for table in _tables(con):
            con.execute(f"create table release.main.{table} as select * from candidate.{SCHEMA}.{table} order by all")
            parquet, csv = tree / "parquet" / f"{table}.parquet", tree / "csv" / f"{table}.csv"
            con.execute(
                f"copy (from release.main.{table}) to '{parquet.as_posix()}' (format parquet, compression zstd)"
            )
            con.execute(f"copy ({_without_formulas(con, table)}) to '{csv.as_posix()}' (format csv, header)")
            counted = con.execute(f"select count(*) from release.main.{table}").fetchone()
            rows[table] = int(counted[0]) if counted else 0
            _carry_comments(con, table)
    return rows


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the tables to release."""
    found = con.execute(
        "select table_name from duckdb_tables() where schema_name = ? and database_name = 'candidate' order by 1",
        [SCHEMA],
    ).fetchall()
    return [str(row[0]) for row in found]


def _without_formulas(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The query for the CSV, in which a text that a spreadsheet program would run gets an apostrophe in front.

    Such texts come from senders' cells and file names. Parquet and marts.duckdb keep every text as it was.
    """
    texts = con.execute(
        "select column_name from duckdb_columns() where database_name = 'release' and table_name = ?"
        " and data_type = 'VARCHAR' order by column_index",
        [table],
    ).fetchall()
    runs = "regexp_matches({0}, '" + FORMULA + "') and not regexp_matches({0}, '" + SIGNED + "')"
    columns = [f"case when {runs.format(name)} then chr(39) || {name} else {name} end as {name}" for (name,) in texts]
    return f"select * {f'replace ({chr(44).join(columns)}) ' if columns else ''}from release.main.{table}"


def _carry_comments(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy dbt's descriptions to the released table and its columns, where database clients show them."""
    where = "where database_name = 'candidate' and schema_name = $1 and table_name = $2"
    comments = con.execute(
        f"select 'table', table_name, comment from duckdb_tables() {where}"
        f" union all select 'column', column_name, comment from duckdb_columns() {where}",
        [SCHEMA, table],
    ).fetchall()
    for kind, name, comment in comments:
        if comment:
            place = f"release.main.{table}" if kind == "table" else f'release.main.{table}."{name}"'
            text = str(comment).replace("'", "''")
            con.execute(f"comment on {kind} {place} is '{text}'")
