"""Ledger positions and calendar days in Vietnam: which entries were known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pipelines.ledger.clock import LOCAL, confirmation, moment_of, settled
from pipelines.ledger.entry import Entry
from pipelines.ledger.ledger import Ledger


def today() -> date:
    """Return today's date in Vietnam."""
    return datetime.now(LOCAL).date()


def confirm_clock(ledger: Ledger, today: date, reason: str, owner: str) -> Entry:
    """Append that the machine's clock is right; a later time of an entry before is no longer believed (clock.py).

    Raises ClockError where `today`, read from a calendar, is not the machine's day, or nobody is responsible.
    """
    now = datetime.now(UTC)
    return ledger.append("clock", confirmation(now, today, reason, owner), at=now)


def local_time(entry: Entry) -> str:
    """Return when the entry was written, as a person in Vietnam writes it: 30/11/2026 15:11."""
    return f"{moment_of(entry).astimezone(LOCAL):%d/%m/%Y %H:%M}"


def last_day_of(entries: Sequence[Entry]) -> date:
    """Return the latest day that any entry names, or `date.min` without entries.

    It is not the day of the last entry, since a machine's clock may be set back. A day that a `clock` entry settled
    does not count.
    """
    return max((day_of(entry) for entry in settled(entries)), default=date.min)


def entries_known_on(entries: Sequence[Entry], day: date) -> list[Entry]:
    """Return the entries known at the end of `day`: all before the first one that names a later day."""
    for n, entry in enumerate(settled(entries)):
        if day_of(entry) > day:
            return list(entries[:n])
    return list(entries)


def day_of(entry: Entry) -> date:
    """Return the day of the entry in Vietnam."""
    return moment_of(entry).astimezone(LOCAL).date()
