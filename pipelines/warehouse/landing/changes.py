"""What is changed in the landed submissions of a build: the order of files, dismissals, names of files.

The landing itself stays as it was read; the changes are a function of landing and ledger.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from pipelines.ledger import Entry
from pipelines.ledger.file_names import technical_name
from pipelines.submissions.extract.submissions import UNCOUNTED
from pipelines.submissions.intake.messages import intake_message
from pipelines.submissions.intake.order.decide import Order
from pipelines.submissions.intake.order.landed import CONTENT, ORDERED
from pipelines.submissions.intake.review.evidence_files import COLUMNS, evidence_files

EVIDENCE = """
select c.submission_id, c.row_key, s.reporter_code, max(c.raw_text) as raw_text
from landing.cell as c
inner join landing.submission as s on s.submission_id = c.submission_id
where c.outcome = 'context' and c.reason_code = 'evidence' and list_contains(?, c.col_key) and s.receipt_seq <= ?
group by c.submission_id, c.row_key, s.reporter_code
order by c.submission_id, c.row_key
"""
HAS_LANDING = "select 1 from information_schema.tables where table_schema = 'landing'"
MESSAGES = ("message_vi", "message_en")  # columns that name the file
NAMES = {"receipt_id": pl.String(), "original_name": pl.String(), "technical": pl.String()}


def apply_order(con: duckdb.DuckDBPyConnection, order: Order) -> None:
    """Make what is held back wait, without content, and put in place what is ordered otherwise than it was received."""
    for table in CONTENT:
        con.execute(f"delete from landing.{table} where list_contains(?, submission_id)", [list(order.held)])
    zeros = ", ".join(f"{count} = 0" for count in UNCOUNTED if count not in ("n_nonempty", "n_context"))
    for submission_id, held in order.held.items():
        con.execute(
            f"update landing.submission set {zeros}, n_context = n_nonempty,"
            " outcome = 'waiting', reason_code = ?, message_vi = ?, message_en = ? where submission_id = ?",
            [*held.message, submission_id],
        )
    for table in ORDERED:
        for submission_id, seq in order.seq.items():
            con.execute(f"update landing.{table} set receipt_seq = ? where submission_id = ?", [seq, submission_id])


def refuse_dismissed(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Make the landed submissions refused that waited until a person dismissed their file."""
    files = [str(entry.payload["file_id"]) for entry in entries if entry.kind == "dismissal"]
    if files and con.execute(HAS_LANDING).fetchone():
        con.execute(
            "update landing.submission set outcome = 'refused', reason_code = ?, message_vi = ?, message_en = ?"
            " where outcome = 'waiting' and list_contains(?, receipt_id)",
            [*intake_message("proposal_dismissed"), files],
        )


def reduce_file_names(con: duckdb.DuckDBPyConnection) -> None:
    """Replace the names of received files by their technical part, in receipts and in messages about them."""
    receipts = con.execute("select receipt_id, original_name from ledger.receipt").fetchall()
    names = [(receipt, name, technical_name(name, receipt)) for receipt, name in receipts]
    changed = pl.DataFrame([row for row in names if row[1] != row[2]], NAMES, orient="row")
    con.register("file_names", changed.to_arrow())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    join = "from file_names as f where f.receipt_id = t.receipt_id"
    con.execute(f"update ledger.receipt as t set original_name = f.technical {join}")
    if con.execute(HAS_LANDING).fetchone():
        texts = ", ".join(f"{name} = replace({name}, f.original_name, f.technical)" for name in MESSAGES)
        con.execute(f"update landing.submission as t set {texts} {join}")
    con.unregister("file_names")


def find_evidence(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The rows of `ledger.evidence_file`, by the full names of the files: before `reduce_file_names`."""
    if not con.execute(HAS_LANDING).fetchone():
        return []
    last = max((entry.seq for entry in entries), default=0)
    rows = con.execute(EVIDENCE, [list(COLUMNS), last]).fetchall()
    names = ("submission_id", "row_key", "reporter_code", "raw_text")
    return [file._asdict() for file in evidence_files(entries, [dict(zip(names, row, strict=True)) for row in rows])]
