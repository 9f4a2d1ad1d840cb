"""Ledger positions and the days on which they were reached, by the clock of Vietnam.

Here: from a position to its day and back. Not here: whose report was due on that day (warehouse).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.ledger.entry import Entry

LOCAL = timezone(timedelta(hours=7))  # Vietnam has one zone and no summer time; entries carry UTC


def today() -> date:
    """The day it is in Vietnam."""
    return datetime.now(LOCAL).date()


def last_day_of(entries: Sequence[Entry]) -> date:
    """The day on which the last of `entries` was known: the latest that any of them names, since clocks go back."""
    return max((_day(entry) for entry in entries), default=date.min)


def entries_known_on(entries: Sequence[Entry], day: date) -> list[Entry]:
    """The entries that were known at the end of `day`: all before the first one that names a later day."""
    for n, entry in enumerate(entries):
        if _day(entry) > day:
            return list(entries[:n])
    return list(entries)


def _day(entry: Entry) -> date:
    return datetime.fromisoformat(entry.at).replace(tzinfo=UTC).astimezone(LOCAL).date()
