"""Writes the released tables of a candidate (the schema `published`) as Parquet and CSV, and Parquet as a DuckDB file.

The suites of expectations get summaries of its batches as frames. No released table has personal
data: staging never reads it.
"""

from __future__ import annotations

import filecmp
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.config import BUILD

SCHEMA = "published"
# Key of a Parquet file's metadata: JSON of column -> description, under "" that of the table.
DESCRIPTIONS = "chiso_descriptions"
# Key under which a Parquet file says that figures are simulated; a CSV must stay readable, so a note lies beside it.
NOTICE, NOTICE_FILE = "chiso_notice", "SO-LIEU-MO-PHONG.txt"
# What a spreadsheet program runs as a formula when it opens a CSV, and the signed numbers that it does not run.
FORMULA, SIGNED = r"^\s*[=+@＝＋＠－-]", r"^\s*[+-][0-9.,% ]*$"
KEYS = ("slice_id", "violation_id")  # end with the period, as in `area|indicator|…|2026-10`
# suite -> table -> rows. `subject` names a row from period to period, `subject_vi` for people.
FRAMES = {
    "batch": {
        "batch_structure": "select * from quality.chk_batch_structure order by subject, period_code",
        "batch_form": "select * from quality.chk_batch_form_drift order by subject, period_code",
        "batch_indicator": "select * from quality.chk_batch_indicator_drift order by subject, period_code",
    },
    "marts": {
        # from 100 slices on: below, a single held one is more than a point
        "batch_held": (
            "select c.form_code as subject, c.form_code || ' ' || c.period_code as subject_vi,"
            " c.n_held / (c.n_due - c.n_not_due) as held_share from published.slice_count as c"
            " inner join quality.chk_batch_form as b on b.form_code = c.form_code and b.period_code = c.period_code"
            " where b.is_looked_at and c.n_due - c.n_not_due >= 100 order by subject, c.period_code"
        ),
    },
}


def export(warehouse: Path, tree: Path, period: str, notice: str = "", schema: str = SCHEMA) -> dict[str, int]:
    """Write parquet/*.parquet and csv/*.csv under `tree`; returns the number of rows by table, those of Parquet.

    A `notice`, that figures are simulated, goes into the metadata of each Parquet file and in front of its description.

    Parquet holds every row and the descriptions. CSV holds the rows of the occasion's period where a table has periods:
    the whole history as text would be forty times its Parquet. Rows are ordered by all columns, so that the same build
    gives the same bytes.
    """
    for folder in ("parquet", "csv"):
        (tree / folder).mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    with duckdb.connect(":memory:", config=BUILD) as con:
        con.execute(f"attach '{warehouse.as_posix()}' as candidate (read_only)")
        for table in _tables(con, schema):
            con.execute(f"create or replace table released as from candidate.{schema}.{table} order by all")
            parquet, csv = tree / "parquet" / f"{table}.parquet", tree / "csv" / f"{table}.csv"
            described = _metadata(_descriptions(con, schema, table), notice)
            con.execute(
                f"copy released to '{parquet.as_posix()}'"
                f" (format parquet, compression zstd, kv_metadata {{{described}}})"
            )
            _write_csv(con, "released", csv, period)
            counted = con.execute("select count(*) from released").fetchone()
            rows[table] = int(counted[0]) if counted else 0
    _write_notice(tree / "csv", notice)
    return rows


def _metadata(descriptions: dict[str, str], notice: str) -> str:
    """The metadata of a Parquet file as the members of a DuckDB struct."""
    if notice:
        descriptions = descriptions | {"": f"{notice}. {descriptions.get('', '')}".strip()}
    pairs = {DESCRIPTIONS: json.dumps(descriptions, ensure_ascii=False, sort_keys=True)}
    pairs |= {NOTICE: notice} if notice else {}
    return ", ".join(f"{key}: '" + value.replace("'", "''") + "'" for key, value in pairs.items())


def _write_notice(folder: Path, notice: str) -> None:
    """Write the notice beside CSV files; nothing where there is none."""
    if notice:
        (folder / NOTICE_FILE).write_text(f"{notice}\n", "utf-8", newline="\n")


def batch_frames(warehouse: Path) -> dict[str, dict[str, Any]]:
    """The frames of each suite by table. Any: pandas has no types among the dependencies."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        return {
            suite: {table: con.sql(query).df() for table, query in tables.items()} for suite, tables in FRAMES.items()
        }


def write_csv(tree: Path, out: Path, notice: str = "", period: str | None = None) -> list[Path]:
    """Every row of every table of a release as CSV under `out`, with the notice that they are simulated beside them.

    With `period` the rows that a release with that occasion holds as CSV.
    """
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with duckdb.connect(":memory:", config=BUILD) as con:
        for path in sorted((tree / "parquet").glob("*.parquet")):
            con.execute(f"create or replace view released as from read_parquet('{path.as_posix()}')")
            written.append(out / f"{path.stem}.csv")
            _write_csv(con, "released", written[-1], period)
    _write_notice(out, notice)
    return written


def csv_apart(tree: Path, period: str) -> tuple[str, ...]:
    """Names of the CSV files of a tree that are not what its Parquet files give; neither can be edited alone."""
    with tempfile.TemporaryDirectory() as scratch:
        again = {path.name: path for path in write_csv(tree, Path(scratch), period=period)}
        found = {path.name: path for path in (tree / "csv").glob("*.csv")}
        both = again.keys() & found.keys()
        same = {name for name in both if filecmp.cmp(again[name], found[name], shallow=False)}
    return tuple(sorted((again.keys() | found.keys()) - same))


def write_database(tree: Path, target: Path) -> None:
    """The tables of a release as one DuckDB file with their descriptions as comments, made from Parquet alone.

    An earlier file at `target` is replaced in one step.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config=BUILD) as con:
        # 2.0 would write a storage version that 1.x clients (BI tools, drivers) cannot read
        con.execute(f"attach '{part.as_posix()}' as release (storage_version 'v1.2.0')")
        for path in sorted((tree / "parquet").glob("*.parquet")):
            con.execute(f"create table release.main.{path.stem} as from read_parquet('{path.as_posix()}')")
            for statement in comments(con, path, f"release.main.{path.stem}", "table"):
                con.execute(statement)
    part.chmod(0o644)  # as the release, it is for every account
    os.replace(part, target)


def comments(con: duckdb.DuckDBPyConnection, parquet: Path, name: str, kind: str) -> list[str]:
    """The statements that comment the table or view `name` with the descriptions of its Parquet file."""
    found = con.execute(
        "select decode(value) from parquet_kv_metadata(?) where decode(key) = ?", [parquet.as_posix(), DESCRIPTIONS]
    ).fetchone()
    described: dict[str, str] = json.loads(found[0]) if found else {}
    places = {column: f'column {name}."{column}"' if column else f"{kind} {name}" for column in described}
    return [f"comment on {places[column]} is '" + text.replace("'", "''") + "'" for column, text in described.items()]


def _tables(con: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """The names of the tables of a schema."""
    found = con.execute(
        "select table_name from duckdb_tables() where schema_name = ? and database_name = 'candidate' order by 1",
        [schema],
    ).fetchall()
    return [str(row[0]) for row in found]


def _write_csv(con: duckdb.DuckDBPyConnection, table: str, path: Path, period: str | None = None) -> None:
    """Write a table as CSV: all rows, or those of one period where it has periods.

    A text that a spreadsheet program would run gets an apostrophe in front: such texts come from senders' cells and
    file names. Parquet keeps every text as it was.
    """
    columns = con.execute(f"select column_name, column_type from (describe {table})").fetchall()
    names = [name for name, _ in columns]
    runs = "regexp_matches({0}, '" + FORMULA + "') and not regexp_matches({0}, '" + SIGNED + "')"
    texts = [name for name, kind in columns if kind == "VARCHAR"]
    safe = [f"case when {runs.format(name)} then chr(39) || {name} else {name} end as {name}" for name in texts]
    chosen = f"select * {f'replace ({chr(44).join(safe)}) ' if safe else ''}from {table}"
    key = next((name for name in KEYS if name in names), None)
    if period and "period_code" in names:
        chosen += f" where period_code = '{period}'"
    elif period and key:
        chosen += f" where suffix({key}, '|{period}')"
    con.execute(f"copy ({chosen}) to '{path.as_posix()}' (format csv, header)")


def _descriptions(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> dict[str, str]:
    """Dbt's descriptions of a table's columns, under "" that of the table."""
    where = "where database_name = 'candidate' and schema_name = $1 and table_name = $2 and comment is not null"
    found = con.execute(
        f"select '', comment from duckdb_tables() {where} union all select column_name, comment from duckdb_columns()"
        f" {where}",
        [schema, table],
    ).fetchall()
    return {str(column): str(comment) for column, comment in found}
