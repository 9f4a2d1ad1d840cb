"""Records of what a digest says. They hold names of units and counts, no names of persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import Message


class Unit(NamedTuple):
    """A unit that has not reported: the state of its report, and the working days since its deadline."""

    name: Message
    state: str
    n_days: int | None


@dataclass(frozen=True)
class Duty:
    """A report that units have not sent in one period."""

    code: str
    name: Message
    period: Message
    last: date | None
    n_due: int
    n_read: int
    units: tuple[Unit, ...]


class File(NamedTuple):
    """A file that needs a person; `unit` is empty where it is not known."""

    file_id: str
    name: str
    unit: Message | None
    state: Message
    reason: Message


class Unfinished(NamedTuple):
    """A file that lies in the inbox and does not become complete, and since when."""

    name: str
    reason: Message
    since: str


@dataclass(frozen=True)
class Held:
    """Held figures of the period by reason and by area, and how many there are of other periods."""

    by_reason: tuple[tuple[str, int], ...] = ()
    by_area: tuple[tuple[Message, int], ...] = ()
    n_others: int = 0


@dataclass(frozen=True)
class Refused:
    """The candidate that the gate refused last, where nothing was published since: reasons with how often."""

    build_id: str
    period: str
    reasons: tuple[tuple[Message, int], ...]


@dataclass(frozen=True)
class Published:
    """The current release and the files to open."""

    release_id: str
    period: str
    at: str
    folder: Path
    files: tuple[Path, ...] = ()


class Failed(NamedTuple):
    """A run that stopped with an error; the error itself may quote a file and stays where the run is."""

    run: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """Everything that a digest says."""

    province: Message
    period: str
    day: date
    duties: tuple[Duty, ...] | None = None  # None: no tables yet
    n_other_duties: int = 0
    n_not_counted: int = 0
    files: tuple[File, ...] = ()
    incomplete: tuple[Unfinished, ...] = ()
    n_late: int = 0
    n_unread: int = 0
    held: Held = field(default_factory=Held)
    refused: Refused | None = None
    failed: Failed | None = None
    published: Published | None = None
    simulated: str = "none"
    fault: Message | None = None  # why the ledger cannot be read; nothing else is known then
