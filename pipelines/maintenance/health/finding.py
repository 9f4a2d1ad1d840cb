"""What a health check is given and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import ChisoError, Message, message
from pipelines.ledger import Entry
from pipelines.ledger.days import LOCAL
from pipelines.maintenance.health.messages import HEALTH
from pipelines.office_settings import HealthSettings
from pipelines.publication.triggers.inbox import Inbox, InboxView, inbox_view, look
from pipelines.settings import Places


class Level(IntEnum):
    """How grave a finding is: the exit codes that monitoring programs expect."""

    GOOD = 0
    WARNING = 1
    FAILURE = 2


class Finding(NamedTuple):
    """The answer of one check."""

    check: str
    level: Level
    text: Message


@dataclass(frozen=True)
class Site:
    """What the checks look at: one province of an installation at one moment."""

    places: Places
    seeds: Path
    limits: HealthSettings
    now: datetime  # with its time zone
    entries: Sequence[Entry]
    ledger_fault: ChisoError | None = None

    @cached_property
    def inbox(self) -> tuple[InboxView, Inbox]:
        """The province's inbox and what lies in it: looked at once for all checks."""
        view = inbox_view(self.places, self.seeds, self.now.astimezone(LOCAL).date())
        return view, look(view, self.entries, now=self.now.timestamp())


def finding(check: str, level: Level, code: str, **values: object) -> Finding:
    """A finding with the sentence `code` of HEALTH."""
    return Finding(check, level, message(HEALTH, code, **values))
