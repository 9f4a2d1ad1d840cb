"""Receipt ids: how one is made, and how two entries with one id are read as two receipts.

Pure functions over entries; files and locks are in ledger.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.ledger.entry import Entry


def receipt_id(seq: int, sha256: str) -> str:
    """Return the id of the receipt at position `seq` of the ledger, for bytes with that hash."""
    return f"R{seq:06d}-{sha256[:8]}"


def with_distinct_receipts(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each receipt with a distinct id.

    Earlier versions made ids before they held the ledger's lock, so that two receivers at once could write one id
    twice. The ledger is not edited: the first entry of an id keeps it, and a later one is read with the id of its
    position, as a receipt of the same bytes. The id of an entry depends on no later entry, so it never changes.
    """
    first: dict[str, Entry] = {}
    found: list[Entry] = []
    for entry in entries:
        read = entry
        if entry.kind == "receipt":
            earlier = first.get(entry.payload["receipt_id"])
            read = _renamed(entry, earlier) if earlier else entry
            first[read.payload["receipt_id"]] = read
        found.append(read)
    return found


def _renamed(entry: Entry, earlier: Entry) -> Entry:
    """Return the entry with the id of its position; its hashes stay those of the line in the file."""
    payload = dict(entry.payload) | {"receipt_id": receipt_id(entry.seq, entry.payload["sha256"])}
    if earlier.payload["sha256"] == payload["sha256"]:
        payload.setdefault("same_as", earlier.payload.get("same_as") or earlier.payload["receipt_id"])
    return replace(entry, payload=payload)


def lost_originals(entries: Iterable[Entry]) -> set[str]:
    """Ids of the receipts of which a dismissal states that their original is lost."""
    return {
        str(entry.payload["file_id"]) for entry in entries if entry.kind == "dismissal" and entry.payload.get("is_lost")
    }
