"""Which files of an inbox were not received yet: the one rule of the command line, Dagster's sensor and its assets.

A file is known by its path below the inbox and its bytes. It is new where no receipt has its path, or where the last
receipt of that path has other bytes. An archive is known by its own path and bytes, not by those of the files in it.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.ledger import Entry
from pipelines.settings import max_file_bytes
from pipelines.submissions.intake.inbox.scan import Found, FoundFile, scan
from pipelines.submissions.intake.inbox.skipped import Skipped


class KnownFiles:
    """The bytes that the last receipt of each path has. A receipt of an earlier version has no path, only a name."""

    def __init__(self, entries: Iterable[Entry], inbox_name: str = "") -> None:
        self._prefix = f"{inbox_name}/" if inbox_name else ""
        self._by_path: dict[str, str] = {}
        self._by_spelling: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for entry in entries:
            if entry.kind == "receipt":
                self._add(entry.payload)

    def holds(self, source: str, sha256: str) -> bool:
        """Whether the last receipt of this path has these bytes; the inbox's name may stand in front of the path.

        The exact path comes first, so that two files whose names differ in case only are two files. Without one the
        path counts as Windows and macOS spell it.
        """
        path = source.removeprefix(self._prefix)
        last = self._by_path.get(path) or self._by_spelling.get(spelling(path))
        return sha256 == (last or self._by_name.get(path.rpartition("/")[2]))

    def holds_receipt(self, payload: Mapping[str, Any]) -> bool:
        """Whether a receipt that would have this payload repeats the last one of its path."""
        return self.holds(*_path_and_bytes(payload))

    def _add(self, payload: Mapping[str, Any]) -> None:
        source, sha256 = _path_and_bytes(payload)
        if source:
            path = source.removeprefix(self._prefix)
            self._by_path[path] = self._by_spelling[spelling(path)] = sha256
        else:
            self._by_name[str(payload["original_name"])] = sha256


def spelling(source: str) -> str:
    """The path as a share of Windows compares it: composed letters, no case, no spaces or dots at the end of a name."""
    parts = unicodedata.normalize("NFC", source).casefold().split("/")
    return "/".join(part.rstrip(". ") or part for part in parts)


def new_files(inbox: Path, entries: Iterable[Entry]) -> Found:
    """The files anywhere below an inbox that were not received yet, and what is skipped there.

    Files may lie in it directly, in folders of senders, or in folders of months.
    """
    if not inbox.is_dir():
        return Found([], [])
    known = KnownFiles(entries, inbox.name)
    lying = scan([inbox])
    found = Found([], lying.skipped)
    for file in lying.files:
        digest = _digest(file)
        if isinstance(digest, Skipped):
            found.skipped.append(digest)
        elif not known.holds(file.source, digest):
            found.files.append(file)
    return found


def _digest(file: FoundFile) -> str | Skipped:
    """The hash of a file's bytes; Skipped where it would not be received."""
    try:
        state = os.stat(file.path, follow_symlinks=False)
        if state.st_size > max_file_bytes():
            return Skipped(file.source, "too_large")
        return _sha256(str(file.path), (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))
    except FileNotFoundError:
        return Skipped(file.source, "vanished")
    except OSError:
        return Skipped(file.source, "unreadable_file")


@lru_cache(maxsize=100_000)
def _sha256(path: str, _state: tuple[int, ...]) -> str:
    """The hash of a file; kept while size, times and inode are the same, for a sensor looks every half minute."""
    with open(path, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _path_and_bytes(payload: Mapping[str, Any]) -> tuple[str, str]:
    """Path and hash of what lay in the inbox: of the archive, where the receipt is of a file in one."""
    source = payload.get("archive_source") or payload.get("source") or ""
    return str(source), str(payload.get("archive_sha256") or payload["sha256"])
