"""Originals of received files that are gone or changed: for the gate, and as files that need a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.errors import message
from pipelines.ledger import Entry
from pipelines.ledger.receipts import lost_originals
from pipelines.publication.facts import DamagedBlob
from pipelines.publication.messages import BLOB_STATES, LOST_FILE
from pipelines.publication.tree import file_sha256
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path
from pipelines.submissions.intake.review.open_files import LOST, OpenFile, source_of


def damaged(places: Places, receipts: Iterable[Entry]) -> Iterable[DamagedBlob]:
    """Receipts whose bytes no longer have their hash; each blob is read once."""
    found: dict[str, str | None] = {}
    for receipt in receipts:
        sha256 = str(receipt.payload["sha256"])
        if sha256 not in found:
            path = blob_path(places, sha256)
            found[sha256] = file_sha256(path) if path.is_file() else None
        if found[sha256] != sha256:
            name = str(receipt.payload["original_name"])
            yield DamagedBlob(str(receipt.payload["receipt_id"]), name, sha256, found[sha256])


def lost_files(places: Places, entries: Sequence[Entry], receipt_id: str | None = None) -> list[OpenFile]:
    """Every receipt whose original is lost; without `receipt_id` one of changed bytes is noticed by its size alone.

    The gate reads every original; a list that is printed at each command must not.
    """
    settled = lost_originals(entries)
    receipts = [entry for entry in entries if entry.kind == "receipt" and entry.payload["receipt_id"] not in settled]
    if receipt_id is None:
        receipts = [entry for entry in receipts if not _has_its_size(places, entry)]
    else:
        receipts = [entry for entry in receipts if entry.payload["receipt_id"] == receipt_id]
    by_id = {entry.payload["receipt_id"]: entry.payload for entry in receipts}
    found: list[OpenFile] = []
    for blob in damaged(places, receipts):
        vi, en = BLOB_STATES["gone" if blob.found_sha256 is None else "changed"]
        reason = message(LOST_FILE, "lost", found_vi=vi, found_en=en)
        receipt = by_id[blob.receipt_id]
        sender, form, period = (str(receipt.get(name) or "") for name in ("sender_code", "form_code", "period_code"))
        found.append(OpenFile(blob.receipt_id, source_of(receipt), LOST, reason, sender, form, period))
    return found


def _has_its_size(places: Places, receipt: Entry) -> bool:
    path = blob_path(places, str(receipt.payload["sha256"]))
    return path.is_file() and path.stat().st_size == receipt.payload["n_bytes"]
