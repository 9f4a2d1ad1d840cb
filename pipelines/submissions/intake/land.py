"""Reads the receipts that are not landed yet into Parquet files, batch by batch, in worker processes.

How a file is read is in read_file.py, how a batch is written in batch.py. The landing is a pure function of blobs,
receipts and codebook; it may be deleted and made again at any time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Container, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry
from pipelines.ledger.days import day_of
from pipelines.ledger.receipts import lost_originals
from pipelines.process import fsync_path
from pipelines.settings import Places, make_private
from pipelines.submissions import READER_VERSION
from pipelines.submissions.intake.batch import Batch, discard, notes, sweep
from pipelines.submissions.intake.read_file import ReadResult, Task
from pipelines.submissions.intake.receive import blob_path
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.layout.compile import compile_layouts

BATCH = 500  # receipts: what is lost when the machine stops, and what is held in memory


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the landing lies, how many receipts this call read, and which stored files are damaged or gone."""

    folder: Path
    reading_key: str
    n_new: int
    broken: tuple[str, ...]  # receipt ids; a build on them must not be published


def land(
    places: Places,
    codebook: Codebook,
    entries: Sequence[Entry],
    on_progress: Callable[[int, int], None] | None = None,
) -> Landing:
    """Read every receipt among `entries` that is not landed yet; `on_progress(done, all)` after each file."""
    key = reading_key(codebook)
    folder = places.landing / key
    make_private(places.landing)
    folder.mkdir(exist_ok=True)
    lost = lost_originals(entries)
    tasks = [_task(places, entry, lost) for entry in entries if entry.kind == "receipt"]
    with _locked(folder):
        sweep(folder)
        landed, broken = _landed(folder, tasks)
        due = [task for task in tasks if task.receipt_id not in landed]
        if due:
            fsync_path(places.landing)  # the name of the folder; what is in it, batch by batch
            on_file = _counter(on_progress, len(due))
            with WorkerPool(partial(compile_layouts, codebook, places.province)) as pool:
                for start in range(0, len(due), BATCH):
                    broken |= _write_batch(places, folder, pool, due[start : start + BATCH], on_file)
    wanted = {task.receipt_id for task in tasks}
    return Landing(folder, key, len(due), tuple(sorted(broken & wanted)))


def land_aside(places: Places, codebook: Codebook, tasks: Sequence[Task], folder: Path) -> None:
    """Read files that were not received into a separate folder, laid out like a landing."""
    with WorkerPool(partial(compile_layouts, codebook, places.province)) as pool:
        _write_batch(places, folder, pool, tasks, lambda: None)


def reading_key(codebook: Codebook) -> str:
    """What reading depends on besides the bytes: the codebook's forms and names, and this reader."""
    return hashlib.sha256((codebook.reading_hash + READER_VERSION).encode()).hexdigest()[:16]


def _counter(on_progress: Callable[[int, int], None] | None, total: int) -> Callable[[], None]:
    """A function that reports one file more of `total` at each call."""
    done = count(1)
    return (lambda: on_progress(next(done), total)) if on_progress else lambda: None


def _write_batch(
    places: Places, folder: Path, pool: WorkerPool, tasks: Sequence[Task], on_file: Callable[[], None]
) -> set[str]:
    """Read and write one batch, rows in the order of the ledger; returns the receipts whose bytes are broken."""
    batch = Batch(places.province)
    waiting: dict[int, ReadResult] = {}
    following = iter(tasks)
    expected = next(following, None)
    for outcome in pool.read(tasks):
        waiting[outcome.task.receipt_seq] = outcome
        while expected and expected.receipt_seq in waiting:
            batch.add(waiting.pop(expected.receipt_seq))
            expected = next(following, None)
        on_file()
    batch.write(folder, f"{tasks[0].receipt_seq}-{tasks[-1].receipt_seq}")
    return set(batch.broken)


def _landed(folder: Path, tasks: Sequence[Task]) -> tuple[set[str], set[str]]:
    """Receipts of whole batches.

    A batch is deleted and read anew where broken bytes are whole again, or an original was recorded as lost since.
    """
    by_id = {task.receipt_id: task for task in tasks}
    landed: set[str] = set()
    broken: set[str] = set()
    for name, note in notes(folder):
        known = [by_id[receipt] for receipt in note["receipts"] if receipt in by_id]
        is_whole_again = any(_is_whole(task) for task in known if task.receipt_id in note["broken"])
        if is_whole_again or any(task.is_lost != (task.receipt_id in note.get("lost", ())) for task in known):
            discard(folder, name)
            continue
        landed |= set(note["receipts"])
        broken |= set(note["broken"])
    return landed, broken


def _is_whole(task: Task) -> bool:
    path = Path(task.path)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == task.sha256


def _task(places: Places, entry: Entry, lost: Container[str]) -> Task:
    receipt = entry.payload
    return Task(
        receipt_seq=entry.seq,
        receipt_id=receipt["receipt_id"],
        sha256=receipt["sha256"],
        path=str(blob_path(places, receipt["sha256"])),
        name=receipt["original_name"],
        sender=receipt.get("sender_code"),
        form=receipt.get("form_code"),
        period=receipt.get("period_code"),
        folder=receipt.get("folder"),
        accepts=tuple(receipt.get("accepts") or ()),
        mode=receipt.get("mode"),
        delivery=entry.at,
        received=None if receipt.get("is_ahead") else _day_of(entry),
        is_lost=receipt["receipt_id"] in lost,
    )


def _day_of(entry: Entry) -> date:
    """The day on which a file came: of an acceptance that of the receipt it answers."""
    stated = entry.payload.get("received_on")
    return date.fromisoformat(stated) if stated else day_of(entry)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """One landing at a time: two would read the same receipts into two batches."""
    fd = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
