"""A province's inbox: where it is, what lies in it, and how its new files are received."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Entry, Ledger
from pipelines.office_settings import DagsterSettings, office_section
from pipelines.publication.month import take_found
from pipelines.settings import Places
from pipelines.submissions.intake.inbox.complete import Patience, Sorted, Waiting, sort_by_completeness, unchanged
from pipelines.submissions.intake.inbox.new_files import new_files
from pipelines.submissions.intake.inbox.scan import Found
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.receive import Delivery, Receipt
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


class Taken(NamedTuple):
    """What was received from an inbox, what was skipped, and what waits."""

    receipts: list[Receipt]
    skipped: list[Skipped]
    waiting: list[Waiting]


def inbox_folder(places: Places) -> Path:
    """The folder into which units of a province copy their files.

    The settings of the office name the folder above it (section [dagster], `inbox`); by default `inbox` of the data.
    """
    stated = office_section(places.data, DagsterSettings)
    return (Path(stated.inbox) if stated and stated.inbox else places.data / "inbox") / places.province


def look(view: InboxView, entries: Iterable[Entry], now: float | None = None) -> Inbox:
    """What lies in an inbox at `now`, by default the machine's clock; nothing is received."""
    found = new_files(view.folder, entries)
    moment = time.time() if now is None else now
    later = [file for file in found.files if _is_of_later_month(source_of(file._asdict()), view.month)]
    files = sort_by_completeness((file for file in found.files if file not in later), moment, view.patience)
    files.waiting.extend(Waiting(file.source, "later_month", 0.0) for file in later)
    skipped: list[Skipped] = []
    for skip in found.skipped:
        age = _age_of_download(view.folder.parent, skip, moment)
        if age is not None and age < view.patience.incomplete:
            files.waiting.append(Waiting(skip.source, "downloading", age))
        elif skip.reason != "vanished":  # an office program saves under another name and renames
            skipped.append(skip)
    return Inbox(files, skipped)


def take_new(places: Places, seeds: Path, view: InboxView, channel: str) -> Taken:
    """Receive every new file of an inbox that is completely written; two who do so at once receive each file once."""
    lying = look(view, Ledger(places.ledger).read())
    delivery = Delivery(channel=channel, inbox_name=view.folder.name)
    received = take_found(places, seeds, Found(lying.files.ready, lying.skipped), delivery)
    return Taken(received.receipts, received.skipped, lying.files.waiting)


def _age_of_download(above: Path, skip: Skipped, now: float) -> float | None:
    """Seconds since a partial file last changed; None where it is none, or is gone."""
    try:
        return unchanged(os.lstat(above / skip.source), now) if skip.reason == "partial_file" else None
    except OSError:
        return None


def _is_of_later_month(source: str, month: str) -> bool:
    """Whether a file lies in a folder named by the code of a month after `month`."""
    folder = source.partition("/")[0]
    return bool(MONTH.fullmatch(folder)) and folder > month
