"""The landing's tables as they count: with what decide.py holds back as waiting.

A submission held back has, like one that waits since it was read, no cells, observations or records.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.submissions.extract.mode import FULL, PARTIAL, WITHDRAWAL
from pipelines.submissions.extract.submissions import UNCOUNTED
from pipelines.submissions.intake.batch import SCHEMAS, notes
from pipelines.submissions.intake.order.decide import DUTY, Figure, Figures, Order, Stated, decide
from pipelines.submissions.intake.review.evidence_files import COLUMNS as EVIDENCE_COLUMNS
from pipelines.submissions.notes import note

CONTENT = ("cell", "observation", "record")  # tables of what a submission states
REPLACES = {FULL: "replaces.full", PARTIAL: "replaces.partial", WITHDRAWAL: "replaces.withdrawal"}
ORDERED = ("submission", "cell", "observation")  # tables with the position of the receipt


def landed(folder: Path, table: str, upto: int) -> pl.DataFrame:
    """A landing table up to a ledger position, with what is held back; empty where it has no files."""
    frame = as_read(folder, table, upto)
    return apply(frame, table, order_of(folder, upto)) if "submission_id" in frame.columns else frame


def count_landed(folder: Path, table: str, upto: int, by: str, where: pl.Expr | None = None) -> pl.DataFrame:
    """`n`, the number of rows of a table of CONTENT as `landed` has them, by one column.

    The table is counted as it is read: in memory the cells of five years take 800 MB.
    """
    rows = _scan(folder, table).filter(pl.col("receipt_seq") <= upto)
    has_holds = "submission_id" in rows.collect_schema()
    if has_holds and (held := list(order_of(folder, upto).held)):
        rows = rows.filter(~pl.col("submission_id").is_in(held))
    rows = rows if where is None else rows.filter(where)
    return rows.group_by(by).agg(pl.len().cast(pl.Int64).alias("n")).collect(engine="streaming")


def order_of(folder: Path, upto: int) -> Order:
    """The decisions about everything landed up to a ledger position."""
    state = tuple((name, *note.get("files", {}).values()) for name, note in notes(folder))
    return _order_of(folder, upto, state)


@lru_cache(maxsize=8)
def _order_of(folder: Path, upto: int, state: tuple[Any, ...]) -> Order:
    """The order, kept while `state`, the batches of the landing, is the same."""
    del state
    return order_among([(as_read(folder, "submission", upto), folder)])


def order_among(parts: Iterable[tuple[pl.DataFrame, Path]]) -> Order:
    """The decisions about the submissions of several landings, each with its folder."""
    parts = list(parts)
    taken = pl.col("outcome").is_in(["read", "waiting"])
    read = pl.concat([rows for rows, _ in parts]).filter(taken).drop_nulls(DUTY)
    several = read.filter(pl.len().over(DUTY) > 1)
    if several.is_empty():
        return Order()
    stated = {row["submission_id"]: Stated(row) for row in several.iter_rows(named=True)}
    for _, folder in parts:
        _add_content(folder, stated)
    return decide(stated.values())


def apply(frame: pl.DataFrame, table: str, order: Order) -> pl.DataFrame:
    """The table with the decisions: held submissions wait and have no content, positions are those of the order."""
    if table in CONTENT and order.held:
        frame = frame.filter(~pl.col("submission_id").is_in(list(order.held)))
    if table == "submission" and order.held:
        rows = [row | _waiting(row, order) for row in frame.iter_rows(named=True)]
        frame = pl.DataFrame(rows, schema=frame.schema)
    if table in ORDERED and order.seq:
        places = pl.col("submission_id").replace_strict(order.seq, default=None, return_dtype=pl.Int64())
        frame = frame.with_columns(places.fill_null(pl.col("receipt_seq")).alias("receipt_seq"))
    return frame


def with_replaced(submissions: pl.DataFrame, order: Order) -> pl.DataFrame:
    """The submissions with a message that names the receipts that each replaces, corrects or withdraws, or would."""
    if not order.replaces and not order.meets:
        return submissions
    rows = submissions.to_dicts()
    for row in rows:
        if receipts := order.replaces.get(row["submission_id"]):
            said = note(REPLACES[row["mode"]], receipts=", ".join(receipts))
            for name, text in (("message_vi", said.vi), ("message_en", said.en)):
                row[name] = "; ".join(filter(None, (text, row[name])))
        if met := order.meets.get(row["submission_id"]):
            said = note("would_replace", receipts=", ".join(met.receipts), n=met.n_figures)
            row |= {"message_vi": f"{row['message_vi']} {said.vi}", "message_en": f"{row['message_en']} {said.en}"}
    return pl.DataFrame(rows, schema=submissions.schema)


def would_wait(row: dict[str, Any], order: Order) -> dict[str, Any]:
    """The message of a submission that would be held back; nothing for another."""
    held = order.held.get(row["submission_id"])
    return {"message_vi": held.message.vi, "message_en": held.message.en} if held else {}


def _waiting(row: dict[str, Any], order: Order) -> dict[str, Any]:
    """What changes in the row of a submission that is held back; nothing in another."""
    held = order.held.get(row["submission_id"])
    if held is None:
        return {}
    code, vi, en = held.message
    counts = UNCOUNTED | {"n_nonempty": row["n_nonempty"], "n_context": row["n_nonempty"]}
    return {"outcome": "waiting", "reason_code": code, "message_vi": vi, "message_en": en} | counts


def _add_content(folder: Path, stated: dict[str, Stated]) -> None:
    """Fill figures and rejects of the submissions whose content lies in this landing."""
    wanted = pl.col("submission_id").is_in(list(stated))
    observations = _scan(folder, "observation").filter(wanted, pl.col("obs_status") != "blank").collect()
    for row in observations.iter_rows(named=True):
        place = tuple(row.get(name) or "" for name in ("row_key", "col_key", "sheet", "address"))
        figures = stated[row["submission_id"]].figures
        figures[tuple(row[name] for name in SLICE_KEY)] = Figure(row["value"], row["obs_status"], *place)
    for row in _scan(folder, "record").filter(wanted).collect().iter_rows(named=True):
        _add_record(stated[row["submission_id"]].figures, row)
    for row in _scan(folder, "cell").filter(wanted, pl.col("outcome") == "reject").collect().iter_rows(named=True):
        if row_key := row.get("row_key"):
            stated[row["submission_id"]].rejects.add((row_key, row.get("col_key") or ""))


def _add_record(figures: Figures, row: dict[str, Any]) -> None:
    """A record counts as one figure, by its entity."""
    figures[("record", row["entity_key"])] = Figure(row["fields"], "record", row["entity_key"], "", "", "")


def as_read(folder: Path, table: str, upto: int) -> pl.DataFrame:
    """A landing table up to a ledger position as the files were read, with nothing held back."""
    frame = _scan(folder, table)
    has_seq = "receipt_seq" in SCHEMAS[table]
    return (frame.filter(pl.col("receipt_seq") <= upto) if has_seq else frame).collect()


def evidence_cells(folder: Path, submissions: pl.DataFrame) -> pl.DataFrame:
    """The cells of read submissions that name a file as evidence, with the duty of their submission."""
    read = submissions.filter(pl.col("outcome") == "read").select("submission_id", *DUTY)
    named = (pl.col("reason_code") == "evidence") & pl.col("col_key").is_in(EVIDENCE_COLUMNS)
    cells = _scan(folder, "cell").filter(pl.col("outcome") == "context", named)
    return cells.select("submission_id", "row_key", "raw_text").collect().join(read, on="submission_id")


def _scan(folder: Path, table: str) -> pl.LazyFrame:
    files = sorted(folder.glob(f"*/{table}-*.parquet"))
    return pl.scan_parquet(files) if files else pl.LazyFrame(schema=SCHEMAS[table])
