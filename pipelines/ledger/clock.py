"""The machine's clock against the ledger: a jump is refused, and what a wrong clock wrote is read with another time.

An entry of the kind `clock` says that a person compared the clock with a calendar. What was written before it with a
later time than its own was written by a clock that was ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.errors import ChisoError, message
from pipelines.ledger.entry import Entry, Stamp
from pipelines.ledger.messages import LEDGER
from pipelines.ledger.reasons import is_stated
from pipelines.process import account

LOCAL = timezone(timedelta(hours=7))  # Vietnam has one time zone and no summer time; entries carry UTC
FORWARD = timedelta(days=400)  # a province reports every month; whoever pauses for a year is asked once
BACKWARD = timedelta(days=1)  # a clock that is set right by hours, or by the wrong time zone, harms nothing


class ClockError(ChisoError):
    """The machine's clock is far behind or far ahead of the last entry, or is not confirmed as it must be."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(message(LEDGER, code, **values))


def moment_of(entry: Entry) -> datetime:
    """When the entry was written, by the clock of its machine."""
    return datetime.fromisoformat(entry.at).replace(tzinfo=UTC)


def checked_now(known: Sequence[Entry]) -> datetime:
    """The machine's time, where it can follow the last of `known` that has the machine's time too.

    Raises ClockError.
    """
    now = datetime.now(UTC)
    last = next((moment_of(entry) for entry in reversed(known) if not _is_simulated(entry)), now)
    shown = {"now": _shown(now), "last": _shown(last), "days": abs(now - last).days}
    if now < last - BACKWARD:
        raise ClockError("clock_behind", **shown)
    if now > last + FORWARD:
        raise ClockError("clock_ahead", **shown)
    return now


def make_stamp(known: Sequence[Entry], at: datetime | None, actor: str | None, role: str) -> Stamp:
    """Who appends after `known`, by default the account, and when, by default now; raises ClockError for a jump."""
    moment = at or checked_now(known)
    return Stamp(moment.astimezone(UTC).isoformat(timespec="microseconds"), actor or account(), role)


def confirmation(now: datetime, today: date, reason: str, owner: str) -> dict[str, str]:
    """The payload of a `clock` entry, where the clock says the day that a person read from a calendar.

    Raises ClockError where it does not, or where reason or owner is missing.
    """
    if now.astimezone(LOCAL).date() != today:
        raise ClockError("clock_differs", now=_shown(now), today=f"{today:%d/%m/%Y}")
    if not is_stated(reason) or not is_stated(owner):
        raise ClockError("clock_unexplained")
    return {"today": today.isoformat(), "reason": reason, "owner": owner}


def settled(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, each with a time that can be right.

    An entry later than a `clock` entry after it gets the time of the last right entry before it, else that of the
    `clock` entry. The ledger is not edited: hashes stay those of the line in the file. What was known before the
    `clock` entry is read as it was, so that a release published until then is built again to the same bytes.
    """
    limits: list[datetime | None] = []
    limit: datetime | None = None
    for entry in reversed(entries):
        limits.append(limit)
        if entry.kind == "clock":
            limit = min(limit or moment_of(entry), moment_of(entry))
    found: list[Entry] = []
    right: Entry | None = None
    for entry, end in zip(entries, reversed(limits), strict=True):
        if end and moment_of(entry) > end and not _is_simulated(entry):
            found.append(replace(entry, at=right.at if right else end.isoformat(timespec="microseconds")))
        else:
            found.append(entry)
            right = entry
    return found


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%d/%m/%Y %H:%M}"


def _is_simulated(entry: Entry) -> bool:
    """Whether the time may be another than the machine's: simulated files are received on simulated days."""
    return bool(entry.payload.get("is_simulated") or entry.payload.get("is_ahead"))
