"""The three sources of a build, loaded into the candidate: landing, codebook, ledger.

Here: their columns as dbt finds them. Not here: what is computed from them (dbt_project).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.ledger import Entry
from pipelines.settings import Places
from pipelines.warehouse.errors import WarehouseFault

SLICE = dict.fromkeys(
    ["area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code"], "text"
)

LANDING: dict[str, dict[str, str]] = {
    "submission": {
        **{"submission_id": "text", "receipt_id": "text", "receipt_seq": "bigint", "block_no": "bigint"},
        **{"province_code": "text", "form_code": "text", "form_version": "bigint", "reporter_code": "text"},
        **{"period_code": "text", "mode": "text", "reader_version": "text", "reader_name": "text", "outcome": "text"},
        **{"reason_code": "text", "message_vi": "text", "message_en": "text", "n_nonempty": "bigint"},
        **{"n_second": "bigint", "n_observation": "bigint", "n_absence_filled": "bigint"},
        **{"n_absence_blank": "bigint", "n_reject": "bigint", "n_context": "bigint"},
        **{"coverage_end": "date", "figure_status": "text"},
    },
    "cell": {
        **{"submission_id": "text", "receipt_id": "text", "receipt_seq": "bigint", "sheet": "text", "address": "text"},
        **{"raw_text": "text", "row_key": "text", "col_key": "text", "outcome": "text", "reason_code": "text"},
        **{"evidence": "text"},
    },
    "observation": {
        **{"submission_id": "text", "receipt_seq": "bigint", "sheet": "text", "address": "text", "row_key": "text"},
        **{"col_key": "text", **SLICE, "value": "double", "uom_code": "text", "obs_status": "text"},
        **{"figure_status": "text", "explanation": "text"},
    },
    "record": {"submission_id": "text", "row_key": "text", "entity_key": "text", "fields": "text"},
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

# The entry's own fields, by the names that the tables give them.
ENTRY_FIELDS = {
    "receipt": {"receipt_seq": "seq", "received_at": "at"},
    "decision": {"decision_seq": "seq", "decided_at": "at", "actor": "actor", "role": "role"},
    "release": {"release_seq": "seq"},
}


def load_landing(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Parquet of landing into the schema `landing`; a table without files is empty, not absent."""
    con.execute("create schema if not exists landing")
    for table, columns in LANDING.items():
        _create(con, f"landing.{table}", columns)
        if any(folder.glob(f"*/{table}-*.parquet")):
            files = f"{folder.as_posix()}/*/{table}-*.parquet"
            con.execute(
                f"insert into landing.{table} by name select * from read_parquet(?, union_by_name = true)", [files]
            )


def load_codebook(con: duckdb.DuckDBPyConnection, codebook: Codebook, province: str, period: str, work: Path) -> None:
    """The typed codebook as Parquet under `work/codebook` and in the schema `codebook`, with the duties expanded."""
    folder = work / "codebook"
    folder.mkdir(parents=True, exist_ok=True)
    con.execute("create schema if not exists codebook")
    tables = {**codebook.tables, "obligations": expand_duties(codebook, province, period)}
    for table, frame in tables.items():
        path = folder / f"{table}.parquet"
        frame.write_parquet(path)
        con.execute(f"create table codebook.{table} as select * from read_parquet(?)", [path.as_posix()])


def load_ledger(
    con: duckdb.DuckDBPyConnection, places: Places, entries: Sequence[Entry], build: Mapping[str, Any]
) -> None:
    """Receipts, decisions, published values and the build's own row into the schema `ledger`."""
    con.execute("create schema if not exists ledger")
    for table, columns in LEDGER.items():
        _create(con, f"ledger.{table}", columns)
    for kind, fields in ENTRY_FIELDS.items():
        rows = [_row(entry, fields) for entry in entries if entry.kind == kind]
        _insert(con, f"ledger.{kind}", LEDGER[kind], rows)
    _insert(con, "ledger.build", LEDGER["build"], [build])
    for entry in entries:
        if entry.kind == "release":
            _load_published(con, places, entry)


def _load_published(con: duckdb.DuckDBPyConnection, places: Places, entry: Entry) -> None:
    path = places.published / f"{entry.payload['release_id']}.parquet"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.payload["published_sha256"]:
        release_id = entry.payload["release_id"]
        raise WarehouseFault(
            [
                f"Số liệu đã công bố của {release_id} bị thiếu hoặc đã bị sửa: {path.name}; hãy khôi phục data/raw từ"
                " bản sao lưu (published values missing or changed; restore data/raw from the backup)"
            ]
        )
    con.execute(
        "insert into ledger.published_value by name select *, ? as release_id, ? as release_seq from read_parquet(?)",
        [entry.payload["release_id"], entry.seq, path.as_posix()],
    )


def _row(entry: Entry, fields: dict[str, str]) -> dict[str, Any]:
    return {**entry.payload, **{name: getattr(entry, field) for name, field in fields.items()}}


def _create(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    con.execute(f"create table {table} ({', '.join(f'{name} {dtype}' for name, dtype in columns.items())})")


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Rows by column name through one frame: a parameter a value would cost seconds at ten thousand receipts."""
    if not rows:
        return
    frame = pl.DataFrame(
        {name: [_plain(row.get(name), dtype) for row in rows] for name, dtype in columns.items()},
        schema={name: POLARS[dtype] for name, dtype in columns.items()},
    )
    # polars types its Arrow table as Unknown where pyarrow ships no stubs
    con.register("rows_to_insert", frame.to_arrow())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    con.execute(f"insert into {table} by name select * from rows_to_insert")
    con.unregister("rows_to_insert")


POLARS: dict[str, Any] = {
    "text": pl.String(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "timestamp": pl.Datetime("us"),
    "date": pl.Date(),
}


def _plain(value: Any, dtype: str) -> Any:
    if value is None or value == "":
        return None
    if dtype == "timestamp":
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    if dtype == "date":
        return datetime.fromisoformat(str(value)).date()
    if dtype == "text":
        return str(value)
    return float(value) if dtype == "double" else int(value)
