"""Proposals that wait for a person, and their acceptance: a further receipt of the same bytes that names the proposal.

The receipt carries the key of the proposal, so reading stays a function of blobs, receipts and codebook: under another
codebook the same file may give another proposal, which then waits again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.ledger import Entry, Ledger
from pipelines.ledger.days import day_of
from pipelines.ledger.reasons import is_stated
from pipelines.ledger.receipts import receipt_id
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.order.landed import apply, order_of, with_replaced
from pipelines.submissions.match.findings import MATCHED, Finding

LAST = 1 << 62  # behind every ledger position
PROPOSAL = "proposal"  # the kind of the finding that carries a proposal's key


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
    findings: tuple[Finding, ...]  # what differs from the declared layout, and the figures that would be lost
    also: str = ""  # the key by which the same acceptance lets it replace what is in force


def proposals(landing: Landing, entries: Sequence[Entry]) -> list[WaitingProposal]:
    """The proposals that wait and were not accepted since, in the order of the ledger."""
    receipts = {entry.payload["receipt_id"]: entry.payload for entry in entries if entry.kind == "receipt"}
    dismissed = {entry.payload["file_id"] for entry in entries if entry.kind == "dismissal"}
    accepted = {(receipt.get("answers"), key) for receipt in receipts.values() for key in receipt.get("accepts", ())}
    order = order_of(landing.folder, LAST)
    rows = with_replaced(apply(_table(landing.folder, "submission"), "submission", order), order)
    waiting = rows.filter(pl.col("outcome") == "waiting").sort("receipt_seq", "block_no")
    lines = _table(landing.folder, "match").filter(pl.col("submission_id").is_in(waiting["submission_id"].to_list()))
    of_submission: dict[str, list[Finding]] = {}
    for submission_id, *line in lines.iter_rows():
        of_submission.setdefault(submission_id, []).append(Finding(*line))
    for submission_id, held in order.held.items():
        of_submission.setdefault(submission_id, []).extend([*held.lost, _held_line(held.key)])
    for submission_id, met in order.meets.items():
        of_submission.setdefault(submission_id, []).extend(met.lost)
    found: list[WaitingProposal] = []
    for row in waiting.filter(pl.col("receipt_id").is_in(list(receipts.keys() - dismissed))).iter_rows(named=True):
        findings = of_submission.get(row["submission_id"], [])
        found += [
            WaitingProposal(
                receipt_id=row["receipt_id"],
                key=finding.key or "",
                original_name=receipts[row["receipt_id"]]["original_name"],
                also=order.meets[row["submission_id"]].key if row["submission_id"] in order.meets else "",
                findings=tuple(other for other in findings if other.kind not in (MATCHED, PROPOSAL)),
                **{name: row[name] or "" for name in ("form_code", "reporter_code", "period_code")},
                message_vi=row["message_vi"],
                message_en=row["message_en"],
            )
            for finding in findings
            if finding.kind == PROPOSAL
            and (row["receipt_id"], finding.key) not in accepted
            and row["submission_id"] not in order.settled
        ]
    return found


def accept(ledger: Ledger, landing: Landing, receipt: str, reason: str, owner: str) -> Entry:
    """Accept every proposal of the receipt; the file is read so from the next landing on.

    Raises IntakeError where a reason or an owner is missing, or nothing of the receipt waits.
    """
    if not is_stated(reason) or not is_stated(owner):
        raise IntakeError(intake_message("reason_missing"))
    stated = {"reason": reason, "owner": owner}
    return ledger.append_decided(lambda known: [("receipt", _acceptance(known, landing, receipt, stated))])[0]


def _acceptance(known: Sequence[Entry], landing: Landing, receipt: str, stated: Mapping[str, str]) -> dict[str, Any]:
    """The receipt that accepts, after the entries `known`."""
    asked = [proposal for proposal in proposals(landing, known) if proposal.receipt_id == receipt]
    keys = [key for proposal in asked for key in (proposal.key, proposal.also) if key]
    if not keys:
        raise IntakeError(intake_message("nothing_waits", receipt=receipt))
    answered = next(e for e in known if e.kind == "receipt" and e.payload["receipt_id"] == receipt)
    before = answered.payload
    return {
        **before,
        **stated,
        "receipt_id": receipt_id(known[-1].seq + 1, before["sha256"]),
        "same_as": before.get("same_as") or receipt,
        "channel": "accept",
        "accepts": sorted({*before.get("accepts", ()), *keys}),
        "answers": receipt,
        "received_on": before.get("received_on") or day_of(answered).isoformat(),  # what the proposal depends on
    }


def _held_line(key: str) -> Finding:
    """The finding that carries the key of a submission that was held back."""
    return Finding(PROPOSAL, "form", key, None, None, None, None)


def _table(folder: Path, table: str) -> pl.DataFrame:
    files = sorted(folder.glob(f"*/{table}-*.parquet"))
    return pl.concat([pl.read_parquet(file) for file in files]) if files else pl.DataFrame(schema=SCHEMAS[table])
