"""Loads the three sources of a build (landing, codebook, ledger) into schemas of the same names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.ledger import Entry
from pipelines.ledger.days import last_day_of
from pipelines.settings import Places
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.warehouse.messages import WarehouseError, failure

POLARS: dict[str, pl.DataType] = {
    "text": pl.String(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "timestamp": pl.Datetime("us"),
    "date": pl.Date(),
}
SLICE = dict.fromkeys(
    ["area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code"], "text"
)
# Tables of the landing that models read; `personal` is restricted and must not be among them.
LANDING: dict[str, dict[str, str]] = {
    table: {
        name: next(dtype for dtype, of_polars in POLARS.items() if of_polars == column)
        for name, column in SCHEMAS[table].items()
    }
    for table in ("submission", "cell", "observation", "record")
}

LEDGER: dict[str, dict[str, str]] = {
    "receipt": {
        **{"receipt_id": "text", "receipt_seq": "bigint", "received_at": "timestamp", "sha256": "text"},
        **{"n_bytes": "bigint", "original_name": "text", "sender_code": "text", "channel": "text"},
        **{"form_code": "text", "period_code": "text", "same_as": "text"},
    },
    "decision": {
        **{"decision_seq": "bigint", "decided_at": "timestamp", "actor": "text", "role": "text"},
        **{"decision_kind": "text", "rule_code": "text", **SLICE, "expected_value": "double", "new_value": "double"},
        **{"reason": "text", "owner": "text", "expires": "date"},
        # decisions about targets: what binds, which of two conflicting ones is worked to
        **{"target_id": "text", "document_file": "text", "conflict_id": "text", "outcome": "text"},
        **{"new_low": "double", "new_high": "double"},
    },
    "release": {"release_id": "text", "release_seq": "bigint", "occasion_period": "text", "ledger_seq": "bigint"},
    "published_value": {
        **{"release_id": "text", "release_seq": "bigint", **SLICE, "value": "double", "obs_status": "text"},
    },
    "build": {
        **{"build_id": "text", "province_code": "text", "province_area_id": "text", "occasion_period": "text"},
        **{"release_id": "text", "ledger_seq": "bigint", "codebook_hash": "text", "as_of_date": "date"},
    },
}

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
    """Load the landing's Parquet files into the schema `landing`; a table without files is empty."""
    con.execute("create schema if not exists landing")
    for table, columns in LANDING.items():
        _create(con, f"landing.{table}", columns)
        if any(folder.glob(f"*/{table}-*.parquet")):
            files = f"{folder.as_posix()}/*/{table}-*.parquet"
            con.execute(
                f"insert into landing.{table} by name select * from read_parquet(?, union_by_name = true)", [files]
            )


def load_codebook(con: duckdb.DuckDBPyConnection, codebook: Codebook, province: str, period: str, work: Path) -> None:
    """Load the codebook and the expanded duties into the schema `codebook`, by way of Parquet under `work/codebook`."""
    folder = work / "codebook"
    folder.mkdir(parents=True, exist_ok=True)
    con.execute("create schema if not exists codebook")
    tables = {**codebook.tables, "obligations": expand_duties(codebook, province, period)}
    for table, frame in tables.items():
        path = folder / f"{table}.parquet"
        frame.write_parquet(path)
        con.execute(f"create table codebook.{table} as select * from read_parquet(?)", [path.as_posix()])


def load_ledger(con: duckdb.DuckDBPyConnection, places: Places, entries: Sequence[Entry], build: BuildRow) -> None:
    """Load receipts, decisions, published values and the build's row into the schema `ledger`.

    Raises WarehouseError where the kept values of a release are missing or changed.
    """
    con.execute("create schema if not exists ledger")
    for table, columns in LEDGER.items():
        _create(con, f"ledger.{table}", columns)
    for kind, fields in ENTRY_FIELDS.items():
        rows = [_row(entry, fields) for entry in entries if entry.kind == kind]
        _insert(con, f"ledger.{kind}", LEDGER[kind], rows)
    _insert(con, "ledger.build", LEDGER["build"], [build._asdict()])
    for entry in entries:
        if entry.kind == "release":
            _load_published(con, places, entry)


def _load_published(con: duckdb.DuckDBPyConnection, places: Places, entry: Entry) -> None:
    """Load the values of one release, when their file is the one that the ledger names."""
    path = places.published / f"{entry.payload['release_id']}.parquet"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.payload["published_sha256"]:
        release_id = entry.payload["release_id"]
        raise WarehouseError([failure("published_damaged", release_id=release_id, file=path.name)])
    con.execute(
        "insert into ledger.published_value by name select *, ? as release_id, ? as release_seq from read_parquet(?)",
        [entry.payload["release_id"], entry.seq, path.as_posix()],
    )


def _row(entry: Entry, fields: dict[str, str]) -> dict[str, Any]:
    """The entry's payload with its own fields."""
    return {**entry.payload, **{name: getattr(entry, field) for name, field in fields.items()}}


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
    return float(value) if dtype == "double" else int(value)
