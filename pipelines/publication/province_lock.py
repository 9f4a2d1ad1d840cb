"""The lock by which builds, gates and publications of a province run one after the other, and who holds it.

The lock is the operating system's on the file `.lock` of the builds' folder: it ends with the process that holds it.
The holder writes into the file who it is, so that a command that waits can say so. A thread that holds it may take it
again: a whole run holds it from its beginning to its end, and each step takes it for itself.
"""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.settings import Places, make_private

LONGEST = 120  # characters of a command line that are kept


@dataclass(frozen=True)
class Holder:
    """The process that holds the lock, its command line, and since when (UTC, ISO 8601); empty where not known."""

    pid: int = 0
    command: str = ""
    since: str = ""

    @property
    def since_local(self) -> str:
        """The time of day and the date in the local time zone: 15:48 30/11/2026."""
        return f"{datetime.fromisoformat(self.since).astimezone():%H:%M %d/%m/%Y}" if self.since else "?"


OnWait = Callable[[Holder], None]


def no_wait(_holder: Holder) -> None:
    """Wait without a word."""


class _Held(threading.local):
    """The lock files that this thread holds."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()


_held = _Held()


@contextmanager
def province_lock(places: Places, on_wait: OnWait = no_wait) -> Generator[None]:
    """Hold the lock of a province; `on_wait` is called once where another process or thread holds it."""
    make_private(places.build)
    path = _path(places).resolve()
    if path in _held.paths:
        yield
        return
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait(_read(_path(places)))
            fcntl.flock(fd, fcntl.LOCK_EX)
        command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])[:LONGEST]
        _write(fd, Holder(os.getpid(), command, datetime.now(UTC).isoformat(timespec="seconds")))
        _held.paths.add(path)
        yield
    finally:
        _held.paths.discard(path)
        os.close(fd)


def lock_holder(places: Places) -> Holder | None:
    """Who holds the lock now; None where nobody does."""
    try:
        fd = os.open(_path(places), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(_path(places))
    finally:
        os.close(fd)
    return None


def _path(places: Places) -> Path:
    return places.build / ".lock"


def _write(fd: int, holder: Holder) -> None:
    content = json.dumps(asdict(holder), ensure_ascii=False).encode()
    os.ftruncate(fd, 0)
    os.pwrite(fd, content, 0)


def _read(path: Path) -> Holder:
    """The holder that the file names; one without a name where it is empty or half written."""
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Holder()
