"""Loads the tables `codebook.duty` and `codebook.day`: duties as each codebook of the ledger defined them, and days.

Duties are expanded by codebook/obligations.py; here they get the ledger positions between which they were in force.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.codebook.errors import Problem
from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import begun_duties
from pipelines.codebook.read import read_table, seed_files
from pipelines.codebook.working_days import working_days
from pipelines.ledger import Entry
from pipelines.settings import Places

NEEDED = ("obligation_rules", "forms", "periods", "reporters", "holidays", "deadline_rules")
KEY = ["duty_code", "reporter_code", "period_code"]
FROM, TO = "known_from_seq", "known_to_seq"


def load_duties(
    con: duckdb.DuckDBPyConnection, places: Places, codebook: Codebook, entries: Sequence[Entry], until: date
) -> None:
    """Load every duty whose period has begun by `until`, one row for each version of it, and the numbered days."""
    days = working_days(codebook.tables).numbered()
    for table, frame in (("duty", duty_versions(places, codebook, entries, until)), ("day", days)):
        con.register("rows_to_load", frame.to_arrow())  # pyright: ignore[reportUnknownArgumentType]
        con.execute(f"create table codebook.{table} as select * from rows_to_load")
        con.unregister("rows_to_load")


def duty_versions(places: Places, codebook: Codebook, entries: Sequence[Entry], until: date) -> pl.DataFrame:
    """Duties with the ledger positions from which and to which (None: still) they were in force as stated.

    A codebook that cannot be read is skipped; the next readable one counts from its position.
    """
    expanded: list[tuple[int, pl.DataFrame]] = []
    since, seen = 0, ""  # first entry for which the next readable codebook counts; content of the last one
    for entry in entries:
        if entry.kind != "codebook":
            continue
        codebook_hash = str(entry.payload["codebook_hash"])
        content = _content(places.snapshots / codebook_hash)
        if content == seen:
            continue
        since = since or entry.seq
        known = codebook if codebook_hash == codebook.hash else _needed(places.snapshots / codebook_hash)
        if known is not None:
            expanded.append((since, begun_duties(known, places.province, until)))
            since, seen = 0, content
    if not expanded:
        expanded = [(since, begun_duties(codebook, places.province, until))]
    ends = [*(seq for seq, _ in expanded[1:]), None]
    rows = pl.concat(
        frame.with_columns(pl.lit(seq, pl.Int64()).alias(FROM), pl.lit(end, pl.Int64()).alias(TO))
        for (seq, frame), end in zip(expanded, ends, strict=True)
    )
    return _joined(rows).sort(*KEY, FROM)


def _joined(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with adjacent intervals of an unchanged duty joined."""
    facts = [name for name in rows.columns if name not in (FROM, TO)]
    order = rows.sort(*KEY, FROM)
    is_new = (
        pl.col(FROM).ne_missing(pl.col(TO).shift(1).over(facts, order_by=FROM)).cum_sum().over(facts, order_by=FROM)
    )
    runs = order.with_columns(run=is_new)
    return (
        runs.group_by(*facts, "run", maintain_order=True)
        .agg(pl.col(FROM).min(), pl.col(TO).last())
        .drop("run")
        .select(rows.columns)
    )


def _content(folder: Path) -> str:
    """Hash of the tables of a codebook snapshot that duties depend on."""
    digest = hashlib.sha256()
    for table in NEEDED:
        for path in seed_files(folder, table):
            digest.update(table.encode() + path.read_bytes())
    return digest.hexdigest()


def _needed(folder: Path) -> Codebook | None:
    """The tables of a snapshot that duties depend on; None where an older chiso wrote them with another schema."""
    errors: list[Problem] = []
    tables = {table: read_table(folder, table, errors) for table in NEEDED}
    return None if errors or not folder.is_dir() else Codebook(tables, folder.name, "")
