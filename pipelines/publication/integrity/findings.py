"""One finding of a verification: which file, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipelines.errors import Message, message
from pipelines.publication.integrity.messages import VERIFY
from pipelines.publication.proof import verify_release
from pipelines.settings import Places


class Finding(NamedTuple):
    """A file, by its path from the data root on, and the sentence about it; a note is nothing wrong."""

    path: str
    said: Message
    is_note: bool = False


def finding(places: Places, path: Path, code: str, is_note: bool = False, **values: object) -> Finding:
    """A finding with the sentence `code` of VERIFY."""
    return Finding(_named(places, path), message(VERIFY, code, **values), is_note)


def finding_of(places: Places, fault: verify_release.Fault) -> Finding:
    """A finding of the script that lies beside the releases."""
    said = message(verify_release.TEXTS, fault.code, detail=fault.detail)
    return Finding(_named(places, places.release / fault.name), said)


def _named(places: Places, path: Path) -> str:
    return path.relative_to(places.data).as_posix() if path.is_relative_to(places.data) else str(path)
