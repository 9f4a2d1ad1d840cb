"""A province's inbox: where it is, what lies in it, and how its new files are received."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Entry, Ledger
from pipelines.office_settings import DagsterSettings, office_settings
from pipelines.publication.month import take_found
from pipelines.settings import Places
from pipelines.submissions.intake.inbox.complete import Patience, Sorted, Waiting, sort_by_completeness
from pipelines.submissions.intake.inbox.new_files import new_files
from pipelines.submissions.intake.inbox.scan import Found
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.receive import Delivery, Receipt

PATIENCE = Patience()


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
    """The folder into which units of a province copy their files: `inbox` of section [dagster] of the settings, by
    default `inbox` of the data root, and in it the province's code.
    """
    stated = office_settings(places.data).get(DagsterSettings)
    return (Path(stated.inbox) if stated and stated.inbox else places.data / "inbox") / places.province


def look(inbox: Path, entries: Iterable[Entry], patience: Patience = PATIENCE, now: float | None = None) -> Inbox:
    """What lies in an inbox at `now`, by default the machine's clock; nothing is received."""
    found = new_files(inbox, entries)
    moment = time.time() if now is None else now
    return Inbox(sort_by_completeness(found.files, moment, patience), found.skipped)


def take_new(
    places: Places,
    seeds: Path,
    inbox: Path,
    channel: str,
    patience: Patience = PATIENCE,
) -> Taken:
    """Receive every new file of an inbox that is completely written; two who do so at once receive each file once."""
    lying = look(inbox, Ledger(places.ledger).read(), patience)
    delivery = Delivery(channel=channel, inbox_name=inbox.name)
    received = take_found(places, seeds, Found(lying.files.ready, lying.skipped), delivery)
    return Taken(received.receipts, received.skipped, lying.files.waiting)
