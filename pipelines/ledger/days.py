"""Ledger positions and calendar days in Vietnam: which entries were known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.ledger.entry import Entry

LOCAL = timezone(timedelta(hours=7))  # Vietnam has one time zone and no summer time; entries carry UTC


def today() -> date:
    """Return today's date in Vietnam."""
    return datetime.now(LOCAL).date()


def last_day_of(entries: Sequence[Entry]) -> date:
    """Return the latest day that any entry names, or `date.min` without entries.

    It is not the day of the last entry, since a machine's clock may be set back.
    """
    return max((day_of(entry) for entry in entries), default=date.min)


def entries_known_on(entries: Sequence[Entry], day: date) -> list[Entry]:
    """Return the entries known at the end of `day`: all before the first one that names a later day."""
    for n, entry in enumerate(entries):
        if day_of(entry) > day:
            return list(entries[:n])
    return list(entries)


def day_of(entry: Entry) -> date:
    """Return the day of the entry in Vietnam."""
    return datetime.fromisoformat(entry.at).replace(tzinfo=UTC).astimezone(LOCAL).date()
