"""Unpacks one archive or message in a process of its own, under limits of memory, time and size.

Started by open_archive.py as `python -m pipelines.submissions.intake.archives.unpack <file> <folder> <parent>`. It
writes each file as `<folder>/<number>` and what it found as `<folder>/listing.json`; no name from the archive becomes
a path.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.process import end_with_parent
from pipelines.settings import max_file_bytes
from pipelines.submissions.book import ole
from pipelines.submissions.book.file_kinds import is_mail
from pipelines.submissions.intake.archives import mail, outlook, zips
from pipelines.submissions.intake.archives.parts import LISTING, SECONDS, Envelope, Part, Parts
from pipelines.submissions.intake.inbox.skipped import Skipped

MEMORY = 2 << 30  # an archive and one member of the largest size that is received, each held once or twice
MAX_DEPTH = 4  # archives within archives
MAX_FILES = 2_000
MAX_BYTES = 1 << 30  # of all files together


@dataclass
class Unpacker:
    """Writes the files of one archive to a folder, and lists them."""

    folder: Path
    files: list[dict[str, Any]] = field(default_factory=lambda: [])
    skipped: list[Skipped] = field(default_factory=lambda: [])
    n_bytes: int = 0

    def take(self, content: bytes, prefix: str, sent: Envelope, depth: int = 0) -> bool:
        """Take a container apart; False where the bytes are none, or nothing could be taken from it."""
        opened = _opened(content)
        if opened is None:
            return False
        if depth >= MAX_DEPTH:
            self.skipped.append(Skipped(prefix.rstrip("/"), "too_deep"))
            return True
        before, skipped = len(self.files), len(self.skipped)
        parts, envelope = opened
        for found in _each(parts):
            part = found if len(self.files) < MAX_FILES else Skipped("", "too_many")
            if isinstance(part, Skipped):
                self.skipped.append(Skipped((prefix + part.source).rstrip("/"), part.reason))
                if part.reason == "too_many":
                    break
            elif not self.take(part.content, f"{prefix}{part.name}/", envelope or sent, depth + 1):
                self._write(part, prefix, envelope or sent)
        if len(self.files) == before and not any(skip.reason == "too_deep" for skip in self.skipped[skipped:]):
            del self.skipped[skipped:]  # the container itself is received, and reading it says why it is empty
            return False
        return True

    def _write(self, part: Part, prefix: str, sent: Envelope) -> None:
        if self.n_bytes + len(part.content) > MAX_BYTES:
            self.skipped.append(Skipped(prefix + part.name, "unpacked_too_large"))
            return
        self.n_bytes += len(part.content)
        number = str(len(self.files))
        (self.folder / number).write_bytes(part.content)
        self.files.append({"file": number, "name": prefix + part.name, **sent._asdict()})


def main(file: Path, folder: Path, parent: int) -> None:
    """Unpack `file` into `folder`; the process ends when `parent`, the one that started it, ends."""
    end_with_parent(parent)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_BYTES, MAX_BYTES))
    unpacker = Unpacker(folder)
    unpacker.take(file.read_bytes(), "", Envelope())
    listing = {"files": unpacker.files, "skipped": unpacker.skipped}
    (folder / LISTING).write_text(json.dumps(listing), encoding="utf-8")


def _each(parts: Parts) -> Parts:
    """The parts; where the library that reads them fails, what came before and a skipped entry."""
    try:
        yield from parts
    except Exception:  # of a damaged file: the parsers of the standard library raise many kinds
        yield Skipped("", "damaged")


def _opened(content: bytes) -> tuple[Parts, Envelope | None] | None:
    """The parts of a container, with the envelope of a message; None where the bytes are none or cannot be read."""
    with suppress(Exception):
        return _parsed(content)
    return None


def _parsed(content: bytes) -> tuple[Parts, Envelope | None] | None:
    if content.startswith(b"PK"):
        archive = zips.open_zip(content)
        return None if archive is None else (zips.parts(archive, max_file_bytes()), None)
    if content.startswith(ole.SIGNATURE):
        file = ole.OleFile(content)
        return (outlook.parts(file), outlook.envelope(file)) if outlook.is_message(file) else None
    if is_mail(content):
        message = mail.parse(content)
        return mail.parts(message), mail.envelope(message)
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
