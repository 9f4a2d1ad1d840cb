"""Files of an inbox that do not become complete: which they are, and since when.

A file that is written again and again waits at every look, and a lock file or a partial file is never received. The
times on the disk do not say for how long a file has waited, since each write sets them; so the moment at which it was
first seen is kept in `build/<province>/waiting.json`. Without that file the last change counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from pipelines.errors import Message
from pipelines.ledger.days import LOCAL
from pipelines.ledger.file_names import technical_name
from pipelines.office_settings import HealthSettings, office_section
from pipelines.publication.tree import write_atomic
from pipelines.publication.triggers.inbox import Inbox, InboxView
from pipelines.settings import Places, make_private
from pipelines.submissions.intake.inbox.complete import HOUR, is_lock_of_none
from pipelines.submissions.intake.inbox.skipped import reason_text
from pipelines.submissions.intake.review.open_files import source_of

NOTES = "waiting.json"
NEVER_RECEIVED = ("partial_file", "lock_file")  # reasons of skipped entries that stand for a file to come
FAR = 12  # months; files for a month so far ahead lie in a folder with a wrong name


class Incomplete(NamedTuple):
    """A file that waits: its path below the inbox, why, and the moment since which it does (seconds since 1970)."""

    source: str
    reason: Message
    since: float

    @property
    def technical_name(self) -> str:
        """The file's name without what may name a person."""
        return technical_name(self.source.rpartition("/")[2], "–")

    @property
    def since_local(self) -> str:
        """Day and time in Vietnam."""
        return f"{datetime.fromtimestamp(self.since, UTC).astimezone(LOCAL):%d/%m/%Y %H:%M}"


def longest_hours(places: Places) -> int:
    """After how many hours a waiting file is shown: `inbox_hours` of section [health] of the office's settings."""
    return (office_section(places.data, HealthSettings) or HealthSettings()).inbox_hours


def incomplete_files(places: Places, view: InboxView, lying: Inbox, now: float, hours: int) -> list[Incomplete]:
    """The files that have waited for so many hours or more, those that have waited longest first."""
    noted = _notes(places)
    found = [_since_first_seen(file, noted) for file in _waiting(view, lying, now)]
    return sorted(
        (file for file in found if now - file.since >= hours * HOUR), key=lambda file: (file.since, file.source)
    )


def note_waiting(places: Places, view: InboxView, lying: Inbox, now: float) -> None:
    """Keep since when each file waits, and forget those that do not wait any more."""
    noted = _notes(places)
    present = {file.source: _since_first_seen(file, noted).since for file in _waiting(view, lying, now)}
    if present != noted:
        with suppress(OSError):  # of two that write at once the last one counts; nothing but the moment depends on it
            make_private(places.build)  # names of files may name persons
            write_atomic(places.build / NOTES, json.dumps(present, ensure_ascii=False, indent=0).encode())


def _waiting(view: InboxView, lying: Inbox, now: float) -> Iterator[Incomplete]:
    """Everything in the inbox that is not complete, by its last change."""
    for file in lying.files.waiting:
        if file.reason != "later_month" or _months_ahead(file.source, view.month) > FAR:
            reason = Message(file.reason, file.text("vi"), file.text("en"))
            yield Incomplete(file.source, reason, now - file.unchanged)
    for skip in lying.skipped:
        path = view.folder.parent / skip.source
        if skip.reason not in NEVER_RECEIVED or (skip.reason == "lock_file" and not is_lock_of_none(path)):
            continue
        with suppress(OSError):  # gone again
            state = os.lstat(path)
            times = [moment for moment in (state.st_mtime, state.st_ctime) if moment <= now]
            reason = Message(skip.reason, reason_text(skip.reason, "vi"), reason_text(skip.reason, "en"))
            yield Incomplete(skip.source, reason, max(times, default=now))


def _months_ahead(source: str, month: str) -> int:
    """How many months the folder that a file lies in is after `month`; both begin with `YYYY-MM`."""
    (year, number), (year_now, number_now) = (map(int, code[:7].split("-")) for code in (_folder(source), month))
    return 12 * (year - year_now) + number - number_now


def _folder(source: str) -> str:
    """The first folder of a path below the inbox."""
    return source_of({"source": source}).partition("/")[0]


def _since_first_seen(file: Incomplete, noted: dict[str, float]) -> Incomplete:
    return file._replace(since=min(file.since, noted.get(file.source, file.since)))


def _notes(places: Places) -> dict[str, float]:
    """Since when each file waits, as kept; empty where nothing is kept or cannot be read."""
    try:
        kept: Any = json.loads((places.build / NOTES).read_bytes())
    except (OSError, ValueError):
        return {}
    rows = cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}
    return {source: float(since) for source, since in rows.items() if isinstance(since, int | float)}
