"""A province's inbox: where it is, and what lies in it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.load import load
from pipelines.errors import ChisoError
from pipelines.ledger import Entry
from pipelines.office_settings import DagsterSettings, office_section
from pipelines.publication.triggers.deadlines import collected_month
from pipelines.settings import Places
from pipelines.submissions.intake.inbox.complete import Patience, Sorted, Waiting, sort_by_completeness, unchanged
from pipelines.submissions.intake.inbox.new_files import new_files
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.review.open_files import source_of

PATIENCE = Patience()
MONTH = re.compile(r"\d{4}-\d{2}")  # the code of an administrative month; codes are in the order of months


class InboxView(NamedTuple):
    """An inbox as it is looked at: files in folders of months after `month` are left for their own month."""

    folder: Path
    month: str
    patience: Patience = PATIENCE


class Inbox(NamedTuple):
    """The new files of an inbox by whether they are complete, and what is skipped in it."""

    files: Sorted
    skipped: list[Skipped]


def inbox_folder(places: Places) -> Path:
    """The folder into which units of a province copy their files.

    The settings of the office name the folder above it (section [dagster], `inbox`); by default `inbox` of the data.
    """
    stated = office_section(places.data, DagsterSettings)
    return (Path(stated.inbox) if stated and stated.inbox else places.data / "inbox") / places.province


def inbox_view(places: Places, seeds: Path, day: date) -> InboxView:
    """A province's inbox with the month collected on `day`: by the calendar where the codebook has errors."""
    month: str | None = None
    with suppress(ChisoError):
        month = collected_month(load(seeds), day)
    return InboxView(inbox_folder(places), month or f"{day:%Y-%m}")


def look(view: InboxView, entries: Iterable[Entry], now: float | None = None) -> Inbox:
    """What lies in an inbox at `now`, by default the machine's clock; nothing is received."""
    found = new_files(view.folder, entries)
    moment = time.time() if now is None else now
    later = [file for file in found.files if _is_of_later_month(source_of(file._asdict()), view.month)]
    files = sort_by_completeness((file for file in found.files if file not in later), moment, view.patience)
    files.waiting.extend(Waiting(file.source, "later_month", _age(file.path, moment) or 0.0) for file in later)
    skipped: list[Skipped] = []
    for skip in found.skipped:
        age = _age(view.folder.parent / skip.source, moment) if skip.reason == "partial_file" else None
        if age is not None and age < view.patience.incomplete:
            files.waiting.append(Waiting(skip.source, "downloading", age))
        elif skip.reason != "vanished":  # an office program saves under another name and renames
            skipped.append(skip)
    return Inbox(files, skipped)


def _age(path: Path, now: float) -> float | None:
    """Seconds since a file last changed; None where it is gone."""
    try:
        return unchanged(os.lstat(path), now)
    except OSError:
        return None


def _is_of_later_month(source: str, month: str) -> bool:
    """Whether a file lies in a folder named by the code of a month after `month`."""
    folder = source.partition("/")[0]
    return bool(MONTH.fullmatch(folder)) and folder > month
