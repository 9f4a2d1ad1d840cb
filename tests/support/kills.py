"""Kills a run at one of its file operations, lets it run again, and looks at what is on the disk.

Each run is a process of its own, forked from one that has imported everything and used nothing, so that a trial costs
what it does and not what Python needs to start. A run is real but for the warehouse step, where most trials put the
tables of an undisturbed run in place (`StandIn`); `in_warehouse` kills inside the real step.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.ledger import clock
from pipelines.ledger import ledger as ledgers
from pipelines.publication import month
from pipelines.publication.candidate import build as builds
from pipelines.publication.candidate.candidate import Candidate, load
from pipelines.settings import Places, places, seeds_root

PERIOD = "2026-10"
SECONDS = 600  # a run of these takes ten on a quiet machine
# events of the interpreter that stand for an operation on files; fsync has none and is counted by its function
EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "fcntl.flock"})
Run = Callable[[Places, Path], object]


class StoppedClock(datetime):
    """A machine's clock that stands still: equal runs write equal entries."""

    at = datetime.now(UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """The moment at which the tests were started."""
        return cls.at.astimezone(tz)


class Ended(NamedTuple):
    """How a process ended: its exit code, negative for a signal, and what it wrote down."""

    code: int
    noted: Any


@dataclass
class Countdown:
    """Kills the process group before the operation with this number; 0 never kills and counts."""

    root: str
    at: int
    n: int = 0

    def install(self) -> None:
        """Watch the operations of this process from now on."""
        sys.addaudithook(self._event)
        fsync = os.fsync

        def counted(fd: int) -> None:
            self.step()
            fsync(fd)

        os.fsync = counted

    def step(self) -> None:
        """Count one operation, or kill."""
        self.n += 1
        if self.n == self.at:
            os.killpg(0, signal.SIGKILL)

    def _event(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in EVENTS and (name == "fcntl.flock" or str(arguments[0]).startswith(self.root)):
            self.step()


@dataclass(frozen=True)
class StandIn:
    """Puts the tables of an undisturbed run where the warehouse step would make them."""

    tree: Path
    built: Path  # the folder of its candidate

    def install(self) -> None:
        """Replace the steps of the warehouse in this process."""
        record = load(Candidate(self.built))

        def export(_warehouse: Path, tree: Path, *_: object) -> dict[str, int]:
            for part in ("parquet", "csv"):
                shutil.copytree(self.tree / part, tree / part)
            return record.table_rows

        def run_checks(_warehouse: Path, tree: Path, *_: object) -> object:
            shutil.copytree(self.tree / "data-docs", tree / "data-docs")
            return record.checks

        def build_warehouse(*_: object) -> Path:
            return self.tree

        for name, replacement in (
            ("export", export),
            ("run_checks", run_checks),
            ("build_warehouse", build_warehouse),
        ):
            setattr(builds, name, replacement)


def forked(work: Callable[[Path], object], scratch: Path) -> Ended:
    """Do the work in a process of its own group; what it returns is noted as JSON."""
    note = scratch / "noted.json"
    note.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setpgid(0, 0)
            quiet = os.open(scratch / "printed", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            clock.datetime = StoppedClock
            note.write_text(json.dumps(work(note)), "utf-8")
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return Ended(_awaited(child), json.loads(note.read_text("utf-8")) if note.exists() else None)


def _awaited(child: int) -> int:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise TimeoutError(f"a run took more than {SECONDS} s")


def run_month(where: Places, inbox: Path | None) -> str:
    """The whole month, as `chiso run --inbox`."""
    done = month.run(where, seeds_root(), PERIOD, inbox)
    assert done.release is not None, done.verdict.reasons
    return done.release.release_id


def run_again(where: Places, _inbox: Path) -> str:
    """The month without receiving, as `chiso run`."""
    return run_month(where, None)


def publish_candidate(where: Places, _inbox: Path) -> str:
    """The candidate that the gate has passed, as `chiso publish`."""
    build_id = (where.build / "latest").read_text().strip()
    return month.publish(where, build_id).release_id


def killed_at(run: Run, where: Places, inbox: Path, stand_in: StandIn | None, at: int) -> Callable[[Path], object]:
    """The work of a process that is killed before its operation `at`; 0: never, and it returns their number."""

    def work(_note: Path) -> object:
        if stand_in:
            stand_in.install()
        counting = Countdown(str(where.data), at)
        counting.install()
        run(where, inbox)
        return counting.n

    return work


def killed_in_append(where: Places, inbox: Path, stand_in: StandIn, number: int) -> Callable[[Path], object]:
    """The work of a process that is killed when half the bytes of its append `number` are in the ledger."""

    def work(_note: Path) -> object:
        stand_in.install()
        whole = ledgers._write_end  # pyright: ignore[reportPrivateUsage]
        left = [number]

        def half(fd: int, path: Path, content: bytes) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.lseek(fd, 0, os.SEEK_END)
                os.write(fd, content[: len(content) // 2])
                os.killpg(0, signal.SIGKILL)
            whole(fd, path, content)

        ledgers._write_end = half  # pyright: ignore[reportPrivateUsage]
        return run_month(where, inbox)

    return work


def killed_in_warehouse(where: Places, inbox: Path, share: float, delay: float) -> Callable[[Path], object]:
    """The work of a process that is killed inside the real warehouse step, after this share of its models and tests."""

    def work(note: Path) -> object:
        step = [""]

        def on_step(name: str) -> None:
            step[0] = name

        def kill() -> None:
            time.sleep(delay)
            note.write_text(json.dumps(step[0]), "utf-8")
            os.killpg(0, signal.SIGKILL)

        def on_file(done: int, total: int) -> None:
            if step[0] == "warehouse" and done >= share * total and threading.active_count() == 1:
                threading.Thread(target=kill).start()

        return month.run(where, seeds_root(), PERIOD, inbox, builds.Progress(on_step, on_file)).is_new

    return work


def copied(source: Places, data: Path) -> Places:
    """A copy of a data root; what is never changed in place is linked."""
    for folder in ("release", "raw", "landing", "build"):
        if (source.data / folder).exists():
            shutil.copytree(source.data / folder, data / folder, copy_function=_link_or_copy)
    return places(source.province, data)


def _link_or_copy(source: str, target: str) -> None:
    is_fixed = "/blobs/" in source or ("/release/" in source and source.endswith((".parquet", ".csv", ".duckdb")))
    (os.link if is_fixed else shutil.copy2)(source, target)
