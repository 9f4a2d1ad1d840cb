"""Receipts of the ledger -> Parquet of the landing: reads what is not landed yet, in the cage, batch by batch.

Here: which receipts are due and the order of things. Not here: how a file is read (read_one.py) or written (batch.py).
The landing is a pure function of blobs, receipts and codebook; it may be deleted and made again at any time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry
from pipelines.settings import Places
from pipelines.submissions import READER_VERSION
from pipelines.submissions.intake.batch import Batch, discard, notes, sweep
from pipelines.submissions.intake.read_one import ReadResult, Task
from pipelines.submissions.intake.receive import blob_path
from pipelines.submissions.intake.worker_pool import WorkerPool
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
    folder.mkdir(parents=True, exist_ok=True)
    tasks = [_task(places, entry) for entry in entries if entry.kind == "receipt"]
    with _locked(folder):
        sweep(folder)
        landed, broken = _landed(folder, tasks)
        due = [task for task in tasks if task.receipt_id not in landed]
        if due:
            with WorkerPool(partial(compile_layouts, codebook, places.province)) as cage:
                for start in range(0, len(due), BATCH):
                    broken |= _batch(places, folder, cage, due[start : start + BATCH], on_progress, start, len(due))
    wanted = {task.receipt_id for task in tasks}
    return Landing(folder, key, len(due), tuple(sorted(broken & wanted)))


def land_aside(places: Places, codebook: Codebook, tasks: Sequence[Task], folder: Path) -> None:
    """Read files that nobody has received into a folder of their own, laid out like a landing."""
    with WorkerPool(partial(compile_layouts, codebook, places.province)) as cage:
        _batch(places, folder, cage, tasks, None, 0, len(tasks))


def reading_key(codebook: Codebook) -> str:
    """What reading depends on besides the bytes: the codebook's forms and names, and this reader."""
    return hashlib.sha256((codebook.reading_hash + READER_VERSION).encode()).hexdigest()[:16]


def _batch(
    places: Places,
    folder: Path,
    cage: WorkerPool,
    tasks: Sequence[Task],
    on_progress: Callable[[int, int], None] | None,
    start: int,
    total: int,
) -> set[str]:
    """Read and write one batch, rows in the order of the ledger; returns the receipts whose bytes are broken."""
    batch = Batch(places.province)
    waiting: dict[int, ReadResult] = {}
    following = iter(tasks)
    expected = next(following, None)
    for n, outcome in enumerate(cage.read(tasks), start=start + 1):
        waiting[outcome.task.receipt_seq] = outcome
        while expected and expected.receipt_seq in waiting:
            batch.add(waiting.pop(expected.receipt_seq))
            expected = next(following, None)
        if on_progress:
            on_progress(n, total)
    batch.write(folder, f"{tasks[0].receipt_seq}-{tasks[-1].receipt_seq}")
    return set(batch.broken)


def _landed(folder: Path, tasks: Sequence[Task]) -> tuple[set[str], set[str]]:
    """Receipts of whole batches; a batch with broken bytes that are whole again is thrown away and read anew."""
    by_id = {task.receipt_id: task for task in tasks}
    landed: set[str] = set()
    broken: set[str] = set()
    for name, note in notes(folder):
        if any(receipt in by_id and _is_whole(by_id[receipt]) for receipt in note["broken"]):
            discard(folder, name)
            continue
        landed |= set(note["receipts"])
        broken |= set(note["broken"])
    return landed, broken


def _is_whole(task: Task) -> bool:
    path = Path(task.path)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == task.sha256


def _task(places: Places, entry: Entry) -> Task:
    given = entry.payload
    return Task(
        receipt_seq=entry.seq,
        receipt_id=given["receipt_id"],
        sha256=given["sha256"],
        path=str(blob_path(places, given["sha256"])),
        name=given["original_name"],
        sender=given.get("sender_code"),
        form=given.get("form_code"),
        period=given.get("period_code"),
        folder=given.get("folder"),
        accepts=tuple(given.get("accepts") or ()),
        mode=given.get("mode"),
    )


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """One landing at a time: two would read the same receipts into two batches."""
    fd = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
