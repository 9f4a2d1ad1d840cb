"""The files that need a person: refused, unreadable, waiting, skipped, or come after their period was judged.

A pure function of the ledger and the landing. A file is settled by a later file read for the same reporter, form and
period, by a later receipt of the same bytes, by an acceptance or by a dismissal (dismiss.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.errors import Message
from pipelines.ledger import Entry
from pipelines.ledger.file_names import technical_name
from pipelines.submissions.intake.inbox.skipped import Skipped, reason_text
from pipelines.vocabulary import OUTCOME

DUTY = ("reporter_code", "form_code", "period_code")
UNREAD = OUTCOME.without("read")
SKIPPED = "skipped"
LOST = "lost"  # its original is gone or changed (publication/originals.py)
Row = Mapping[str, Any]


class OpenFile(NamedTuple):
    """One file that needs a person; `state` is an outcome of reading, SKIPPED or LOST."""

    file_id: str  # of the receipt; of a skipped entry `S` and its position in the ledger
    source: str
    state: str
    reason: Message
    reporter_code: str
    form_code: str
    period_code: str
    is_harmless: bool = False  # a skipped entry that is no report


class LateFile(NamedTuple):
    """A file that was read and came after its period was judged; `judged_as` is the release or candidate."""

    receipt_id: str
    source: str
    reporter_code: str
    period_code: str
    judged_as: str


def open_files(entries: Sequence[Entry], submissions: pl.DataFrame) -> list[OpenFile]:
    """Every file that needs a person, in the order of the ledger."""
    receipts = {entry.payload["receipt_id"]: entry for entry in entries if entry.kind == "receipt"}
    settled = _settled(entries)
    rows = submissions.filter(pl.col("receipt_id").is_in(list(receipts))).sort("receipt_seq", "block_no")
    read = rows.filter(pl.col("outcome") == "read").group_by(DUTY).agg(pl.max("receipt_seq").alias("read_seq"))
    last_read = {tuple(row[name] for name in DUTY): row["read_seq"] for row in read.iter_rows(named=True)}
    found: list[tuple[int, OpenFile]] = []
    for row in rows.filter(pl.col("outcome") != "read").iter_rows(named=True):
        duty = tuple(row[name] for name in DUTY)
        is_sent_again = None not in duty and last_read.get(duty, 0) > row["receipt_seq"]
        if row["receipt_id"] not in settled and not is_sent_again:
            found.append((row["receipt_seq"], _unread(row, receipts[row["receipt_id"]])))
    last_release = max((entry.seq for entry in entries if entry.kind == "release"), default=0)
    for entry in entries:
        if entry.kind == "skip" and entry.seq > last_release and skip_id(entry) not in settled:
            found.append((entry.seq, _skipped(entry)))
    return [file for _, file in sorted(found, key=lambda item: item[0])]


def late_files(entries: Sequence[Entry], submissions: pl.DataFrame, period_ends: Mapping[str, date]) -> list[LateFile]:
    """Every file read that no judged candidate holds, though one was judged for its period or a later one."""
    judged = _judged(entries)
    known_upto = max((verdict["ledger_seq"] for verdict in judged), default=0)
    receipts = {entry.payload["receipt_id"]: entry.payload for entry in entries if entry.kind == "receipt"}
    rows = submissions.filter(pl.col("outcome") == "read", pl.col("receipt_seq") > known_upto).sort("receipt_seq")
    found: list[LateFile] = []
    for row in rows.iter_rows(named=True):
        name = _judged_as(row["period_code"], judged, period_ends)
        if name and row["receipt_id"] in receipts:
            source = source_of(receipts[row["receipt_id"]])
            found.append(LateFile(row["receipt_id"], source, row["reporter_code"] or "", row["period_code"], name))
    return found


def source_of(receipt: Mapping[str, Any]) -> str:
    """What a file or receipt with a `source` is called: its path without the received folder's name, else its name."""
    source = str(receipt.get("source") or receipt["original_name"])
    return source.partition("/")[2] or source


def without_names(file: OpenFile) -> OpenFile:
    """The file called by the technical part of its name, also where its reason quotes the name."""
    full = file.source.rpartition("/")[2]
    name = technical_name(full, file.file_id)
    vi, en = (text.replace(file.source, name).replace(full, name) for text in (file.reason.vi, file.reason.en))
    return file._replace(source=name, reason=file.reason._replace(vi=vi, en=en))


def skip_id(entry: Entry) -> str:
    """The id of a skipped entry."""
    return f"S{entry.seq:06d}"


def latest_landing(folder: Path) -> Path | None:
    """The landing written last, whichever reader and codebook it is of; None before the first."""
    notes = sorted(folder.glob("*/whole-*.json"), key=lambda path: (path.stat().st_mtime_ns, path))
    return notes[-1].parent if notes else None


def _settled(entries: Sequence[Entry]) -> set[str]:
    """Ids of files that a dismissal, an acceptance or a later receipt of the same bytes has settled."""
    settled = {str(entry.payload["file_id"]) for entry in entries if entry.kind == "dismissal"}
    last: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "receipt":
            payload = entry.payload
            settled |= {payload["answers"]} if payload.get("answers") else set()
            earlier = last.get(payload["sha256"])
            settled |= {earlier} if earlier else set()
            last[payload["sha256"]] = payload["receipt_id"]
    return settled


def _unread(row: Row, receipt: Entry) -> OpenFile:
    message = Message(row["reason_code"] or "", row["message_vi"] or "", row["message_en"] or "")
    reporter, form, period = (str(row[name] or "") for name in DUTY)
    return OpenFile(row["receipt_id"], source_of(receipt.payload), row["outcome"], message, reporter, form, period)


def _skipped(entry: Entry) -> OpenFile:
    skipped = Skipped(str(entry.payload["source"]), str(entry.payload["reason"]))
    message = Message(skipped.reason, reason_text(skipped.reason, "vi"), reason_text(skipped.reason, "en"))
    source = source_of({"original_name": skipped.source, "source": skipped.source})
    return OpenFile(skip_id(entry), source, SKIPPED, message, "", "", "", skipped.is_harmless)


def _judged(entries: Sequence[Entry]) -> list[Mapping[str, Any]]:
    """What was released or passed the gate: period, ledger position, name."""
    found: list[Mapping[str, Any]] = []
    for entry in entries:
        payload = entry.payload
        is_judged = entry.kind == "release" or (entry.kind == "verdict" and payload["outcome"] == "pass")
        if (
            is_judged and "ledger_seq" in payload and "release_id" in payload
        ):  # an earlier version's verdict has neither
            found.append(payload)
    return found


def _judged_as(period: str | None, judged: Sequence[Mapping[str, Any]], ends: Mapping[str, date]) -> str:
    """The last thing judged for this period, else for one that ends later; empty where there is none."""
    if period is None or period not in ends:
        return ""
    same = [verdict for verdict in judged if verdict["occasion_period"] == period]
    later = [verdict for verdict in judged if ends.get(verdict["occasion_period"], date.min) >= ends[period]]
    return str((same or later)[-1]["release_id"]) if same or later else ""
