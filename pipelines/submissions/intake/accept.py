"""What waits for a person, and the person's yes: a further receipt of the same bytes that names the proposal accepted.

Here: open proposals, and how one is accepted. Not here: what makes a form doubtful (recognise.py, locate.py).
The receipt carries the key of the proposal, so reading stays a function of blobs, receipts and codebook: under another
codebook the same file may give another proposal, which then waits again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import ChisoError, Message
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.receipts import receipt_id
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.intake.land import Landing


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """One form of one receipt that waits."""

    receipt_id: str
    key: str
    original_name: str
    form_code: str
    reporter_code: str
    period_code: str
    message_vi: str
    message_en: str
    findings: tuple[tuple[str, ...], ...]  # kind, part, key, sheet, address, expected, found; without plain matches


class CannotAccept(ChisoError):
    """There is nothing to accept, or no reason was given."""

    def __init__(self, message_vi: str, message_en: str) -> None:
        super().__init__(Message("cannot_accept", message_vi, message_en))


def proposals(landing: Landing, entries: Sequence[Entry]) -> list[WaitingProposal]:
    """What waits and was not accepted since, in the order of the ledger."""
    receipts = {entry.payload["receipt_id"]: entry.payload for entry in entries if entry.kind == "receipt"}
    accepted = {(one.get("answers"), key) for one in receipts.values() for key in one.get("accepts", ())}
    waiting = (
        _table(landing.folder, "submission").filter(pl.col("outcome") == "waiting").sort("receipt_seq", "block_no")
    )
    lines = _table(landing.folder, "match").filter(pl.col("submission_id").is_in(waiting["submission_id"].to_list()))
    told: dict[str, list[tuple[str, ...]]] = {}
    for submission_id, *line in lines.drop("score").iter_rows():
        told.setdefault(submission_id, []).append(tuple(text or "" for text in line))
    found: list[WaitingProposal] = []
    for row in waiting.filter(pl.col("receipt_id").is_in(list(receipts))).iter_rows(named=True):
        findings = told.get(row["submission_id"], [])
        receipt = receipts[row["receipt_id"]]
        found += [
            WaitingProposal(
                receipt_id=row["receipt_id"],
                key=line[2],
                original_name=receipt["original_name"],
                findings=tuple(one for one in findings if one[0] not in ("matched", "proposal")),
                **{name: row[name] or "" for name in ("form_code", "reporter_code", "period_code")},
                message_vi=row["message_vi"],
                message_en=row["message_en"],
            )
            for line in findings
            if line[0] == "proposal" and (row["receipt_id"], line[2]) not in accepted
        ]
    return found


def accept(ledger: Ledger, landing: Landing, receipt: str, reason: str, owner: str) -> Entry:
    """Accept every proposal of the receipt; the file is read so from the next landing on."""
    if not reason.strip() or not owner.strip():
        raise CannotAccept(
            "Cần --reason (lý do) và --owner (người chịu trách nhiệm), để người sau hiểu quyết định.",
            "--reason and --owner are needed, so that those who come later understand the decision.",
        )
    said = {"reason": reason, "owner": owner}
    return ledger.append_decided(lambda known: [("receipt", _acceptance(known, landing, receipt, said))])[0]


def _acceptance(known: Sequence[Entry], landing: Landing, receipt: str, said: Mapping[str, str]) -> dict[str, Any]:
    """The receipt that accepts; CannotAccept where nothing of `receipt` waits any more."""
    keys = [one.key for one in proposals(landing, known) if one.receipt_id == receipt]
    if not keys:
        raise CannotAccept(
            f"Biên nhận {receipt} không có đề xuất nào đang chờ; xem: chiso waiting.",
            f"Receipt {receipt} has no proposal that waits; see: chiso waiting.",
        )
    before = next(e.payload for e in known if e.kind == "receipt" and e.payload["receipt_id"] == receipt)
    return {
        **before,
        **said,
        "receipt_id": receipt_id(known[-1].seq + 1, before["sha256"]),
        "same_as": before.get("same_as") or receipt,
        "channel": "accept",
        "accepts": sorted({*before.get("accepts", ()), *keys}),
        "answers": receipt,
    }


def _table(folder: Path, table: str) -> pl.DataFrame:
    files = sorted(folder.glob(f"*/{table}-*.parquet"))
    return pl.concat([pl.read_parquet(file) for file in files]) if files else pl.DataFrame(schema=SCHEMAS[table])
