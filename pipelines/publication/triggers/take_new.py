"""Receives what is new and complete in a province's inbox, and says what waits."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Ledger
from pipelines.publication.month import take_found
from pipelines.publication.triggers.inbox import InboxView, look
from pipelines.publication.triggers.incomplete import Incomplete, incomplete_files, longest_hours, note_waiting
from pipelines.settings import Places
from pipelines.submissions.intake.inbox.complete import Waiting
from pipelines.submissions.intake.inbox.scan import Found
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.receive import Delivery, Receipt


class Taken(NamedTuple):
    """What was received from an inbox, what was skipped, what waits, and what has waited for too long."""

    receipts: list[Receipt]
    skipped: list[Skipped]
    waiting: list[Waiting]
    incomplete: list[Incomplete]


def take_new(places: Places, seeds: Path, view: InboxView, channel: str) -> Taken:
    """Receive every new file of an inbox that is completely written; two who do so at once receive each file once."""
    now = time.time()
    lying = look(view, Ledger(places.ledger).read(), now)
    note_waiting(places, view, lying, now)
    delivery = Delivery(channel=channel, inbox_name=view.folder.name)
    received = take_found(places, seeds, Found(lying.files.ready, lying.skipped), delivery)
    incomplete = incomplete_files(places, view, lying, now, longest_hours(places))
    return Taken(received.receipts, received.skipped, lying.files.waiting, incomplete)
