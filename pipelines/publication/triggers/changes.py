"""What came after the last candidate that was judged: late and corrected files, decisions. They make a new release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Entry
from pipelines.publication.month import review
from pipelines.settings import Places

DECIDED = ("decision", "dismissal")  # kinds of entries by which a person changes what is published


class Changes(NamedTuple):
    """Late files by their sources and the number of decisions, with the position and time of the last of them."""

    seq: int
    at: datetime
    period: str  # the occasion of the last release
    sources: tuple[str, ...]
    n_decisions: int


def changes_since_release(places: Places, seeds: Path, entries: Sequence[Entry]) -> Changes | None:
    """What a new release would have to hold; None before the first release and where nothing has come.

    A file of a period that was not published yet is no change: its month is run after its deadline. What a refused
    candidate held already is none either: it would be refused again.
    """
    released = [entry for entry in entries if entry.kind == "release"]
    if not released:
        return None
    judged = max(int(entry.payload.get("ledger_seq", 0)) for entry in entries if entry.kind in ("release", "verdict"))
    late = {file.receipt_id: file.source for file in review(places, seeds, entries).late}
    changed = [entry for entry in entries if entry.seq > judged and _is_change(entry, late)]
    if not changed:
        return None
    sources = [late[entry.payload["receipt_id"]] for entry in changed if entry.kind == "receipt"]
    at = datetime.fromisoformat(changed[-1].at).astimezone(UTC)
    period = str(released[-1].payload["occasion_period"])
    return Changes(changed[-1].seq, at, period, tuple(sources), len(changed) - len(sources))


def _is_change(entry: Entry, late: Mapping[str, str]) -> bool:
    return entry.kind in DECIDED or (entry.kind == "receipt" and entry.payload["receipt_id"] in late)
