"""Reads one received file: bytes to book, forms, submissions. Runs inside a worker process.

An unreadable file is an outcome with its message, like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import Message
from pipelines.submissions.book.book import UnreadableError
from pipelines.submissions.book.read import read_book
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.extract.faults import REASON, locate_fault, read_isolated
from pipelines.submissions.extract.records import SheetRow
from pipelines.submissions.extract.submissions import UNCOUNTED, SentFile, Submission
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.messages import unreadable
from pipelines.submissions.recognise.identify import Hints, collect_hints


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
class ReadResult:
    """Everything that one file gives."""

    task: Task
    sheets: list[SheetRow]
    parts: list[Submission]
    observed: list[ObservedForm] = field(default_factory=list[ObservedForm])  # for `form diff`


def read_workbook(task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None]) -> ReadResult:
    """Read, recognise and extract one file; whatever it holds, the answer is a verdict.

    Raises MemoryError, for which the pool has its own verdict.
    """
    try:
        return _read(task, layouts, died, stage)
    except UnreadableError as fault:
        return failed(task, fault.reason, fault.detail)
    except MemoryError:
        raise
    except Exception as error:
        return failed(task, REASON, locate_fault(error).detail)


def _read(task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None]) -> ReadResult:
    stage("open")  # before the first byte is read: what the pool sees if the process dies is of this file
    book = read_book(_blob(task), died, stage)
    stage("extract")
    sheets = [
        SheetRow(sheet.no, sheet.name, sheet.visibility, sheet.n_nonempty, sheet.n_second) for sheet in book.sheets
    ]
    parts = read_isolated(SentFile(book, task.name, _hints(task), task.accepts, task.mode), layouts)
    if not task.compares:
        return ReadResult(task, sheets, parts)
    # workers that only receive start without it
    from pipelines.submissions.compare.nearest_form import compare_forms

    return ReadResult(task, sheets, parts, compare_forms(book, layouts, _hints(task)))


def failed(task: Task, reason: str, detail: Message | str) -> ReadResult:
    """The verdict on a file that could not be read."""
    vi, en = unreadable(reason, task.name, detail)
    row = {"block_no": 1, "outcome": "unreadable", "reason_code": reason, "message_vi": vi, "message_en": en}
    return ReadResult(task, [], [Submission(_hints(task).duty() | row | UNCOUNTED)])


def _hints(task: Task) -> Hints:
    return collect_hints(task.name, task.sender, task.form, task.period, task.folder)


def _blob(task: Task) -> bytes:
    """The stored bytes, which must still be those that were received."""
    try:
        content = Path(task.path).read_bytes()
    except OSError as fault:
        raise UnreadableError("blob_missing", f"sha256 {task.sha256[:12]}…: {fault.strerror}") from fault
    found = hashlib.sha256(content).hexdigest()
    if found != task.sha256:
        raise UnreadableError("blob_damaged", f"sha256 {task.sha256[:12]}… ≠ {found[:12]}…")
    return content
