"""The ledger file: append under a lock, read with the whole chain verified, repair an unfinished last line.

Only this module opens `ledger.jsonl`. A hash chain cannot show that whole lines were cut off its end: last_known.py
keeps the position of the last write beside it, and every release names the hash of its last entry, which publication
compares.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.ledger.chain import verify
from pipelines.ledger.clock import make_stamp
from pipelines.ledger.entry import GENESIS, BrokenLedgerError, Entry, Link, format_line, make_entry
from pipelines.ledger.last_known import check_head, note_head
from pipelines.process import fsync_path
from pipelines.settings import make_private

Item = tuple[str, Mapping[str, Any]]  # kind and payload of an entry to append


class Ledger:
    """The ledger at `path`. The file is created with its first entry."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(
        self,
        kind: str,
        payload: Mapping[str, Any],
        actor: str | None = None,
        role: str = "analyst",
        at: datetime | None = None,
    ) -> Entry:
        """Append one entry and return it; see `append_many`."""
        return self.append_many([(kind, payload)], actor, role, at)[0]

    def append_many(
        self,
        items: Iterable[Item],
        actor: str | None = None,
        role: str = "analyst",
        at: datetime | None = None,
    ) -> list[Entry]:
        """Append entries in order, under one lock and with one fsync. They are on the disk when the call returns.

        Args:
            items: (kind, payload) of each entry.
            actor: who appends; None takes the account of the operating system.
            role: in which function.
            at: time of the entries; None takes the machine's clock.

        Raises:
            BrokenLedgerError: the ledger is broken; nothing is appended.
            ClockError: the machine's clock cannot be right after the last entry; nothing is appended.
            ValueError: a kind is unknown or a payload incomplete; nothing is appended.
        """
        return self.append_decided(lambda _known: items, actor, role, at)

    def append_decided(
        self,
        decide: Callable[[Sequence[Entry]], Iterable[Item]],
        actor: str | None = None,
        role: str = "analyst",
        at: datetime | None = None,
    ) -> list[Entry]:
        """Append the entries that `decide` makes from all earlier ones, under one lock against other writers.

        What an entry takes from the ledger (its receipt id, whether it repeats another one) must be decided here: what
        was read before the lock may have changed. `decide` must not open the ledger itself, which would wait for this
        lock. If it raises or makes no entry, nothing is written.

        Args:
            decide: takes the entries so far, returns (kind, payload) of each entry to append.
            actor: who appends; None takes the account of the operating system.
            role: in which function.
            at: time of the entries; None takes the machine's clock.

        Raises:
            BrokenLedgerError: the ledger is broken; nothing is appended.
            ValueError: a kind is unknown or a payload incomplete; nothing is appended.
        """
        make_private(self.path.parent)
        with _locked(self.path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as fd:
            known = verify(_read_all(fd))
            check_head(self.path, known)
            link = Link(known[-1].seq, known[-1].hash) if known else Link(0, GENESIS)
            added: list[Entry] = []
            items = list(decide(known))
            stamp = make_stamp(known if items else (), at, actor, role)
            for kind, payload in items:
                added.append(make_entry(Link(link.seq + 1, link.prev_hash), stamp, kind, payload))
                link = Link(added[-1].seq, added[-1].hash)
            if added:
                _write_end(fd, self.path, b"".join(format_line(entry) for entry in added))
                fsync_path(self.path.parent)
                note_head(self.path, added[-1])
        return added

    def read(self, upto: int | None = None) -> list[Entry]:
        """Return the entries up to seq `upto`, or all. The whole file is verified in either case.

        Raises:
            BrokenLedgerError: the chain does not hold, or ends before the position of the last write; `line` is the
                first bad or missing line.
        """
        if not self.path.exists():
            check_head(self.path, [])
            return []
        with _locked(self.path, os.O_RDONLY, fcntl.LOCK_SH) as fd:
            entries = verify(_read_all(fd))
            check_head(self.path, entries)
        return entries if upto is None else [entry for entry in entries if entry.seq <= upto]

    def snapshot(self) -> tuple[bytes, list[Entry]]:
        """Return the bytes of the file and its entries, both of one moment, for a copy of the ledger.

        Raises:
            BrokenLedgerError: the chain does not hold.
            FileNotFoundError: there is no ledger.
        """
        with _locked(self.path, os.O_RDONLY, fcntl.LOCK_SH) as fd:
            content = _read_all(fd)
        return content, self.read(upto=content.count(b"\n"))  # others may have appended since

    def head(self) -> tuple[int, str]:
        """Return seq and hash of the last entry; (0, GENESIS) for an empty ledger."""
        entries = self.read()
        return (entries[-1].seq, entries[-1].hash) if entries else (0, GENESIS)

    def glance(self, kinds: Collection[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield kind and payload of the entries of these kinds, the last one first; the chain is not verified.

        It serves commands that must answer at once and only look up which releases there are.
        """
        content = self.path.read_bytes() if self.path.exists() else b""
        for line in reversed(content.splitlines()):
            if any(f'"kind":"{kind}"'.encode() in line for kind in kinds):
                try:
                    entry = json.loads(line)
                except ValueError:  # unfinished; `read` reports it
                    continue
                if entry.get("kind") in kinds:
                    yield entry["kind"], entry["payload"]

    def repair(self) -> Path | None:
        """Move an unfinished last line to `ledger.torn-<line>` beside the ledger and return that path.

        Returns None if the ledger is whole. The moved bytes are kept: they were never confirmed to anyone, but show
        what was being written when the power failed. A piece of an earlier failure is not replaced.

        Raises:
            BrokenLedgerError: a whole line is bad; it is left as it is.
        """
        with _locked(self.path, os.O_RDWR, fcntl.LOCK_EX) as fd:
            content = _read_all(fd)
            try:
                verify(content)
                return None
            except BrokenLedgerError as error:
                if not error.is_torn:
                    raise
                keep = content.rfind(b"\n") + 1
                aside = _set_aside(self.path.with_name(f"{self.path.stem}.torn-{error.line}"), content[keep:])
                os.ftruncate(fd, keep)
                os.fsync(fd)
                return aside


@contextmanager
def _locked(path: Path, flags: int, lock: int) -> Generator[int]:
    """Open the file under a shared or exclusive lock, so that a reader never sees half a write."""
    fd = os.open(path, flags, 0o600)
    try:
        fcntl.flock(fd, lock)
        yield fd
    finally:
        os.close(fd)


def _read_all(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read()


def _set_aside(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet, as `path` or with a number behind it; nothing stays on a full disk."""
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.name.partition('~')[0]}~{number}")
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _write_end(fd: int, path: Path, content: bytes) -> None:
    """Append all of `content`, or nothing where the system refuses a part of it, as on a full disk."""
    length = os.lseek(fd, 0, os.SEEK_END)
    view = memoryview(content)
    try:
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    except BaseException as error:  # Ctrl-C too
        os.ftruncate(fd, length)
        if isinstance(error, OSError):
            error.filename = error.filename or str(path)
        raise
