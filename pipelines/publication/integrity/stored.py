"""Compares originals, codebook snapshots, published values and the landing with the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.codebook.load import snapshot_hash
from pipelines.ledger import Entry
from pipelines.ledger.receipts import lost_originals
from pipelines.publication.integrity.findings import Finding, finding
from pipelines.publication.tree import file_sha256
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path


def stored_findings(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    """Everything about `data/raw` but the ledger; with `is_deep` every byte, and the landing."""
    yield from _originals(places, entries, is_deep)
    for path in blobs_without_receipt(places, entries):
        yield finding(places, path, "blob_without_receipt", file=path)
    yield from _snapshots(places, entries, is_deep)
    yield from _values(places, entries, is_deep)
    if is_deep:
        yield from _landing(places)


def blobs_without_receipt(places: Places, entries: Sequence[Entry]) -> list[Path]:
    """Stored bytes that no receipt names, neither as a file nor as the archive it came in."""
    known = {
        entry.payload[name]
        for entry in entries
        if entry.kind == "receipt"
        for name in ("sha256", "archive_sha256")
        if name in entry.payload
    }
    return [path for path in sorted(places.blobs.glob("??/*")) if path.name not in known]


def _originals(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    lost = lost_originals(entries)
    seen: set[str] = set()
    for entry in entries:
        receipt = entry.payload
        if entry.kind != "receipt" or receipt["receipt_id"] in lost or receipt["sha256"] in seen:
            continue
        seen.add(receipt["sha256"])
        path = blob_path(places, receipt["sha256"])
        names = {"receipt_id": receipt["receipt_id"], "name": receipt["original_name"]}
        if not path.is_file():
            yield finding(places, path, "blob_absent", **names)
        elif path.stat().st_size != receipt["n_bytes"] or (is_deep and file_sha256(path) != receipt["sha256"]):
            yield finding(places, path, "blob_changed", **names)


def _snapshots(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    used = {str(entry.payload["codebook_hash"]) for entry in entries if entry.kind == "codebook"}
    for name in sorted(used):
        path = places.snapshots / name
        if not path.is_dir():
            yield finding(places, path, "snapshot_absent")
        elif is_deep:
            found = snapshot_hash(path)
            if found is None:
                yield finding(places, path, "snapshot_unknown", is_note=True)
            elif found != name:
                yield finding(places, path, "snapshot_changed")


def _values(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    """The values that each release published, which later builds read."""
    for entry in entries:
        expected = entry.payload.get("published_sha256") if entry.kind == "release" else None
        if expected is not None:
            release_id = str(entry.payload["release_id"])
            path = places.published / f"{release_id}.parquet"
            if not path.is_file() or (is_deep and file_sha256(path) != expected):
                yield finding(places, path, "values_differ", release_id=release_id)


def _landing(places: Places) -> Iterator[Finding]:
    """Files of batches whose note has another hash of them; a note that is cut is named itself."""
    for note in sorted(places.landing.glob("*/whole-*.json")):
        try:
            files: dict[str, str] = json.loads(note.read_text("utf-8")).get("files", {})
        except (ValueError, AttributeError):
            yield finding(places, note, "landing_differs")
            continue
        for name, sha256 in files.items():
            path = note.parent / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                yield finding(places, path, "landing_differs")
