"""One received file from bytes to account: read, recognise, extract; every fault becomes a verdict with its texts.

Here: the path of one file, as run inside a worker. Not here: what becomes of its sheets (parts.py), processes and
limits (cage.py), Parquet (land.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.submissions.identify import Hints, hints
from pipelines.submissions.layouts import Layouts
from pipelines.submissions.messages import unreadable
from pipelines.submissions.outcomes import UNREADABLE
from pipelines.submissions.parts import UNCOUNTED, Part, parts_of
from pipelines.submissions.read import read_book
from pipelines.submissions.seen import SeenForm
from pipelines.submissions.sheet import Unreadable


@dataclass(frozen=True, slots=True)
class Task:
    """One receipt to read: its blob, and what came with it."""

    receipt_seq: int
    receipt_id: str
    sha256: str
    path: str
    name: str
    sender: str | None
    form: str | None
    period: str | None
    folder: str | None = None  # the folder's name below the one that was received
    accepts: tuple[str, ...] = ()  # proposals that a person accepted
    mode: str | None = None
    compares: bool = False  # also lay every declared form over it, for `form diff`


@dataclass(slots=True)
class Outcome:
    """Everything that one file gives."""

    task: Task
    sheets: list[tuple[int, str, str, int, int | None]]
    parts: list[Part]
    seen: list[SeenForm] = field(default_factory=lambda: [])


def process(task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None]) -> Outcome:
    """Read, recognise and extract one file."""
    try:
        book = read_book(_blob(task), died, stage)
    except Unreadable as fault:
        return failed(task, fault.reason, fault.detail)
    stage("extract")
    sheets = [(sheet.no, sheet.name, sheet.visibility, sheet.n_nonempty, sheet.n_second) for sheet in book.sheets]
    parts = parts_of(book, layouts, _hints(task), task.name, task.accepts, task.mode)
    if not task.compares:
        return Outcome(task, sheets, parts)
    from pipelines.submissions.nearest import compare  # workers that only receive start without it

    return Outcome(task, sheets, parts, compare(book, layouts, _hints(task)))


def failed(task: Task, reason: str, detail: str) -> Outcome:
    """The verdict on a file that could not be read."""
    vi, en = unreadable(reason, task.name, detail)
    row = {"block_no": 1, "outcome": UNREADABLE, "reason_code": reason, "message_vi": vi, "message_en": en}
    return Outcome(task, [], [Part(_hints(task).duty() | row | UNCOUNTED)])


def _hints(task: Task) -> Hints:
    return hints(task.name, task.sender, task.form, task.period, task.folder)


def _blob(task: Task) -> bytes:
    """The stored bytes, which must still be those that were received."""
    try:
        content = Path(task.path).read_bytes()
    except OSError as fault:
        raise Unreadable("blob_missing", f"sha256 {task.sha256[:12]}…: {fault.strerror}") from fault
    found = hashlib.sha256(content).hexdigest()
    if found != task.sha256:
        raise Unreadable("blob_damaged", f"sha256 {task.sha256[:12]}… ≠ {found[:12]}…")
    return content
