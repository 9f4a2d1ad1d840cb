"""The ledger's file: append under a lock, read with the whole chain verified, set a torn tail aside.

Here: the only code that opens ledger.jsonl. Not here: the meaning of entries, or their hashing (entry.py).
A chain cannot show that its last whole lines were cut off; releases name a ledger hash, and publication compares.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.ledger.entry import GENESIS, BrokenLedgerError, Entry, format_line, make_entry, parse_line


class Ledger:
    """The ledger at `path`; the file comes into being with its first entry."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(
        self,
        kind: str,
        payload: Mapping[str, Any],
        actor: str = "cli",
        role: str = "analyst",
        at: datetime | None = None,
    ) -> Entry:
        """Add one entry; on return it is on the disk."""
        return self.append_many([(kind, payload)], actor, role, at)[0]

    def append_many(
        self,
        items: Iterable[tuple[str, Mapping[str, Any]]],
        actor: str = "cli",
        role: str = "analyst",
        at: datetime | None = None,
    ) -> list[Entry]:
        """Add entries in order under one lock and one fsync; refuses a broken ledger."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as fd:
            known = _verify(_read_all(fd))
            last = known[-1] if known else None
            seq, prev_hash = (last.seq, last.hash) if last else (0, GENESIS)
            stamp = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
            added: list[Entry] = []
            for kind, payload in items:
                seq += 1
                added.append(make_entry(seq, stamp, actor, role, kind, payload, prev_hash))
                prev_hash = added[-1].hash
            _write_end(fd, b"".join(format_line(entry) for entry in added))
            _fsync_folder(self.path.parent)
        return added

    def read(self, upto: int | None = None) -> list[Entry]:
        """Every entry up to seq `upto`, the whole file verified; BrokenLedgerError names the bad line."""
        if not self.path.exists():
            return []
        with _locked(self.path, os.O_RDONLY, fcntl.LOCK_SH) as fd:
            entries = _verify(_read_all(fd))
        return entries if upto is None else [entry for entry in entries if entry.seq <= upto]

    def head(self) -> tuple[int, str]:
        """Seq and hash of the last entry; (0, zeros) for an empty ledger."""
        entries = self.read()
        return (entries[-1].seq, entries[-1].hash) if entries else (0, GENESIS)

    def repair(self) -> Path | None:
        """Move an unfinished last line to `ledger.torn-<line>` beside the ledger; None where nothing is torn.

        The piece is kept, not thrown away: what it spoke of was never confirmed to anyone, but may be read.
        """
        with _locked(self.path, os.O_RDWR, fcntl.LOCK_EX) as fd:
            content = _read_all(fd)
            try:
                _verify(content)
                return None
            except BrokenLedgerError as problem:
                if not problem.torn:
                    raise
                keep = content.rfind(b"\n") + 1
                aside = self.path.with_name(f"{self.path.stem}.torn-{problem.line}")
                with aside.open("wb") as file:
                    file.write(content[keep:])
                    file.flush()
                    os.fsync(file.fileno())
                os.ftruncate(fd, keep)
                os.fsync(fd)
                return aside


def _verify(content: bytes) -> list[Entry]:
    """Entries of a ledger's bytes; problems of whole lines are told before a torn end."""
    *lines, tail = content.split(b"\n")
    entries: list[Entry] = []
    prev_hash = GENESIS
    for number, line in enumerate(lines, start=1):
        entry = parse_line(line + b"\n", number, number, prev_hash)
        entries.append(entry)
        prev_hash = entry.hash
    if tail:
        raise BrokenLedgerError(len(lines) + 1, "dòng cuối không trọn vẹn", "the last line is unfinished", torn=True)
    return entries


@contextmanager
def _locked(path: Path, flags: int, lock: int) -> Generator[int]:
    """The open file under a shared or exclusive lock, so that a reader never sees half a write."""
    fd = os.open(path, flags, 0o644)
    try:
        fcntl.flock(fd, lock)
        yield fd
    finally:
        os.close(fd)


def _read_all(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read()


def _write_end(fd: int, content: bytes) -> None:
    os.lseek(fd, 0, os.SEEK_END)
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]
    os.fsync(fd)


def _fsync_folder(folder: Path) -> None:
    """A new file's name is only safe once its folder is on the disk too."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
