"""What archives and messages are taken apart into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.submissions.intake.inbox.skipped import Skipped

LISTING = "listing.json"  # what the process that unpacks writes beside the files
SECONDS = 60  # of processor time for one archive


class Envelope(NamedTuple):
    """Who sent a message and when (ISO-8601); empty where the message does not say."""

    address: str = ""
    sent_at: str = ""


class Part(NamedTuple):
    """One file of an archive or message: its path inside, its bytes."""

    name: str
    content: bytes


Parts = Iterator[Part | Skipped]


class TooLargeError(Exception):
    """A part that unpacks to more than may be taken."""
