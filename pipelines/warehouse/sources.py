"""Loads the three sources of a build (landing, codebook, ledger) into schemas of the same names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.codebook.schema import Table
from pipelines.ledger import Entry
from pipelines.ledger import tables as ledger_tables
from pipelines.ledger.clock import settled
from pipelines.ledger.days import last_day_of
from pipelines.ledger.simulated import is_simulated, simulated_hashes
from pipelines.settings import Places
from pipelines.submissions.intake import landing_tables
from pipelines.submissions.intake.order.landed import order_of
from pipelines.vocabulary import VOCABULARIES
from pipelines.warehouse.landing.changes import apply_order, find_evidence, reduce_file_names, refuse_dismissed
from pipelines.warehouse.published_values import load_published

POLARS: dict[str, pl.DataType] = {
    "text": pl.String(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "timestamp": pl.Datetime("us"),
    "date": pl.Date(),
    "boolean": pl.Boolean(),
}
LAST = 1 << 62  # behind every ledger position
DUCKDB = {
    "text": "text",
    "int": "bigint",
    "float": "double",
    "timestamp": "timestamp",
    "date": "date",
    "bool": "boolean",
}


def _types(table: Table) -> dict[str, str]:
    """DuckDB's type of each column of a declared table."""
    return {name: DUCKDB[column.dtype] for name, column in table.columns.items()}


LANDING = {table: _types(landing_tables.LANDING[table]) for table in landing_tables.STAGED}
LEDGER = {table: _types(declared) for table, declared in ledger_tables.LEDGER.items()}


# Fields of the entry itself, by the names that the tables give them.
ENTRY_FIELDS = {
    "receipt": {"receipt_seq": "seq", "received_at": "at"},
    "decision": {"decision_seq": "seq", "decided_at": "at", "actor": "actor", "role": "role"},
    "release": {"release_seq": "seq"},
}


@dataclass(frozen=True)
class Sources:
    """What a build is made from.

    `entries` are the ledger up to the build's position; `landing` is the folder of one reading key.
    """

    places: Places
    codebook: Codebook
    entries: Sequence[Entry]
    landing: Path


class BuildIds(NamedTuple):
    """What a build is called, and the period that occasions it."""

    build_id: str
    release_id: str
    occasion_period: str


class BuildRow(NamedTuple):
    """The single row of `ledger.build`; `as_of_date` is the day of the last entry."""

    build_id: str
    province_code: str
    province_area_id: str
    occasion_period: str
    release_id: str
    ledger_seq: int
    codebook_hash: str
    as_of_date: date


def build_row(sources: Sources, ids: BuildIds) -> BuildRow:
    """The row that describes a build of these sources."""
    province = sources.places.province
    return BuildRow(
        build_id=ids.build_id,
        province_code=province,
        province_area_id=f"p34-{province}",
        occasion_period=ids.occasion_period,
        release_id=ids.release_id,
        ledger_seq=max((entry.seq for entry in sources.entries), default=0),
        codebook_hash=sources.codebook.hash,
        as_of_date=last_day_of(sources.entries),
    )


def load_landing(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load the landing's Parquet files into the schema `landing`; a table without files is empty.

    What later receipts would hold back is decided by what came before them, so that every build of an earlier ledger
    position finds the same.
    """
    con.execute("create schema if not exists landing")
    for table, columns in LANDING.items():
        _create(con, f"landing.{table}", columns)
        if any(folder.glob(f"*/{table}-*.parquet")):
            files = f"{folder.as_posix()}/*/{table}-*.parquet"
            con.execute(
                f"insert into landing.{table} by name select * from read_parquet(?, union_by_name = true)", [files]
            )
    apply_order(con, order_of(folder, LAST))


def load_codebook(con: duckdb.DuckDBPyConnection, codebook: Codebook, province: str, period: str, work: Path) -> None:
    """Load the codebook, the expanded duties and the vocabularies into the schema `codebook`.

    They go by way of Parquet under `work/codebook`.
    """
    folder = work / "codebook"
    folder.mkdir(parents=True, exist_ok=True)
    con.execute("create schema if not exists codebook")
    made = {"obligations": expand_duties(codebook, province, period), "vocabulary": _vocabulary()}
    tables = {**codebook.tables, **made}
    for table, frame in tables.items():
        path = folder / f"{table}.parquet"
        frame.write_parquet(path)
        con.execute(f"create table codebook.{table} as select * from read_parquet(?)", [path.as_posix()])


def vocabulary_rows() -> list[tuple[str, str, int, str, str]]:
    """Every closed list of `pipelines.vocabulary`: one row per list and code, in the declared order."""
    return [
        (vocabulary.name, code, order, *vocabulary.labels[code])
        for vocabulary in VOCABULARIES
        for order, code in enumerate(vocabulary.codes, 1)
    ]


def _vocabulary() -> pl.DataFrame:
    columns = ["vocabulary", "code", "sort_order", "label_vi", "label_en"]
    return pl.DataFrame(vocabulary_rows(), schema=columns, orient="row")


def load_ledger(con: duckdb.DuckDBPyConnection, places: Places, entries: Sequence[Entry], build: BuildRow) -> None:
    """Load receipts, decisions, published values and the build's row into the schema `ledger`.

    Names of files are reduced to their technical part, in the landing's messages too, which are loaded before.
    Raises WarehouseError where the file of a release's published values is missing or changed.
    """
    con.execute("create schema if not exists ledger")
    for table, columns in LEDGER.items():
        _create(con, f"ledger.{table}", columns)
    simulated = simulated_hashes(entries)
    dated = settled(entries)
    for kind, fields in ENTRY_FIELDS.items():
        rows = [_row(entry, fields, simulated) for entry in dated if entry.kind == kind]
        _insert(con, f"ledger.{kind}", LEDGER[kind], rows)
    refuse_dismissed(con, entries)
    _insert(con, "ledger.evidence_file", LEDGER["evidence_file"], find_evidence(con, entries))
    reduce_file_names(con)
    _insert(con, "ledger.build", LEDGER["build"], [build._asdict()])
    load_published(con, places, entries)


def _row(entry: Entry, fields: dict[str, str], simulated: frozenset[str]) -> dict[str, Any]:
    """The entry's payload with its own fields."""
    own_fields = {name: getattr(entry, field) for name, field in fields.items()}
    return {**entry.payload, **own_fields, "is_simulated": is_simulated(entry, simulated)}


def _create(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    con.execute(f"create table {table} ({', '.join(f'{name} {dtype}' for name, dtype in columns.items())})")


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows by column name through a frame; with one parameter a value, 10,000 receipts would take seconds."""
    if not rows:
        return
    frame = pl.DataFrame(
        {name: [_typed(row.get(name), dtype) for row in rows] for name, dtype in columns.items()},
        schema={name: POLARS[dtype] for name, dtype in columns.items()},
    )
    # polars types its Arrow table as Unknown where pyarrow ships no stubs
    con.register("rows_to_insert", frame.to_arrow())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    con.execute(f"insert into {table} by name select * from rows_to_insert")
    con.unregister("rows_to_insert")


def _typed(value: Any, dtype: str) -> Any:
    """A payload's value in the column's type; an empty text is NULL."""
    if value is None or value == "":
        return None
    if dtype == "timestamp":
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    if dtype == "date":
        return datetime.fromisoformat(str(value)).date()
    if dtype == "text":
        return str(value)
    if dtype == "boolean":
        return bool(value)
    return float(value) if dtype == "double" else int(value)
