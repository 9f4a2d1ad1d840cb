"""Reads one received file: bytes to book, forms, submissions. Runs inside a worker process.

An unreadable file is an outcome with its message, like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pipelines.errors import Message
from pipelines.submissions.book.book import Book, UnreadableError
from pipelines.submissions.book.formats.detect import kind_of_file
from pipelines.submissions.book.read import open_file, read_book
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.extract.faults import REASON, locate_fault, read_isolated
from pipelines.submissions.extract.records import SheetRow
from pipelines.submissions.extract.submissions import UNCOUNTED, SentFile, Submission
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.messages import unreadable
from pipelines.submissions.notes import detail, note
from pipelines.submissions.privacy.masks import masks_of
from pipelines.submissions.privacy.restrict import restrict
from pipelines.submissions.problems import RefusedError, problem
from pipelines.submissions.recognise.identify import Hints, collect_hints
from pipelines.submissions.templates.templates import Templates

NO_BOOK = Book("", [])


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
    delivery: str | None = None  # what one call received together
    received: date | None = None  # the day of receipt; None where any period may be reported
    is_lost: bool = False  # a person recorded that its original is lost: it is not read, whatever lies in its place
    compares: bool = False  # also lay every declared form over it, for `form diff`


@dataclass(slots=True)
class ReadResult:
    """Everything that one file gives."""

    task: Task
    sheets: list[SheetRow]
    parts: list[Submission]
    observed: list[ObservedForm] = field(default_factory=list[ObservedForm])  # for `form diff`
    by_template: bool = False  # compared with a file read before, not read in the full way; the rows are the same


def read_workbook(
    task: Task,
    layouts: Layouts,
    died: dict[str, str],
    stage: Callable[[str], None],
    templates: Templates | None = None,
) -> ReadResult:
    """Read, recognise and extract one file; whatever it holds, the answer is a verdict.

    `templates` of files read before make it faster and change nothing. Raises MemoryError, for which the pool has its
    own verdict.
    """
    try:
        return _read(task, layouts, died, stage, templates)
    except UnreadableError as fault:
        return failed(task, fault.reason, fault.detail)
    except MemoryError:
        raise
    except Exception as error:
        return failed(task, REASON, locate_fault(error).detail)


def _read(
    task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None], templates: Templates | None
) -> ReadResult:
    """Of a written report only its kind is looked at."""
    if task.is_lost:
        raise UnreadableError("blob_lost")
    stage("open")  # before the first byte is read: what the pool sees if the process dies is of this file
    hints = _hints(task)
    if hints.duty()["form_code"] in layouts.written_duties:
        return _written_report(task, layouts)
    content = _blob(task)
    if died or task.compares or task.accepts:
        templates = None
    opened = open_file(content, stage) if templates else None
    sent = SentFile(NO_BOOK, task.name, hints, task.accepts, task.mode)
    if opened and templates and (filled := templates.fill(opened, sent)):
        return ReadResult(task, filled.sheets, [filled.part], by_template=True)
    book = read_book(content, died, stage, opened)
    stage("extract")
    sheets = [
        SheetRow(sheet.no, sheet.name, sheet.visibility, sheet.n_nonempty, sheet.n_second) for sheet in book.sheets
    ]
    parts = read_isolated(sent._replace(book=book), layouts)
    masks, named = masks_of(layouts), [task.name, *(sheet.name for sheet in book.sheets)]
    for part in parts:
        restrict(part, masks, named)
    if opened and templates:
        templates.learn(opened, book, sent, (sheets, parts))
    for part in parts:
        part.extracted = None
    if not task.compares:
        return ReadResult(task, sheets, parts)
    # workers that only receive start without it
    from pipelines.submissions.compare.nearest_form import compare_forms

    return ReadResult(task, sheets, parts, compare_forms(book, layouts, hints))


def _written_report(task: Task, layouts: Layouts) -> ReadResult:
    """A file sent for a duty without a form, which it meets. Raises UnreadableError where it can be no report."""
    kind, hints = kind_of_file(_blob(task)), _hints(task)
    found = hints.duty()
    period = layouts.periods.get(found["period_code"] or "")
    senders = layouts.reporter_codes(hints.folder or "")
    senders = layouts.in_force(senders, period.start) if period else senders
    reporter = found["reporter_code"] or (next(iter(senders)) if len(senders) == 1 else None)
    row: dict[str, Any] = {"block_no": 1, **found, "reporter_code": reporter}
    row["period_code"] = period.code if period else None
    if reporter in layouts.reporters and period:
        about = note("written_report", reporter=layouts.reporter_titles[reporter], kind=kind.name)
        row |= {"outcome": "read", "reason_code": about.code, "message_vi": about.vi, "message_en": about.en}
    else:
        missing = detail("no_period" if reporter in layouts.reporters else "no_reporter")
        refusal = RefusedError([problem("written_incomplete", expected=found["form_code"] or "", found=missing)])
        message = refusal.about(task.name)
        row |= {"outcome": "refused", "reason_code": "written_incomplete"}
        row |= {"message_vi": message.vi, "message_en": message.en}
    return ReadResult(task, [], [Submission(row | UNCOUNTED)])


def failed(task: Task, reason: str, detail: Message | str) -> ReadResult:
    """The verdict on a file that could not be read."""
    vi, en = unreadable(reason, task.name, detail)
    code = reason.partition(".")[0]
    row = {"block_no": 1, "outcome": "unreadable", "reason_code": code, "message_vi": vi, "message_en": en}
    return ReadResult(task, [], [Submission(_hints(task).duty() | row | UNCOUNTED)])


def _hints(task: Task) -> Hints:
    return replace(collect_hints(task.name, task.sender, task.form, task.period, task.folder), received=task.received)


def _blob(task: Task) -> bytes:
    """The stored bytes, which must still be those that were received."""
    try:
        with open(task.path, "rb", buffering=0) as file:
            content = file.read()
    except OSError as fault:
        raise UnreadableError("blob_missing", f"sha256 {task.sha256[:12]}…") from fault
    found = hashlib.sha256(content).hexdigest()
    if found != task.sha256:
        raise UnreadableError("blob_damaged", f"sha256 {task.sha256[:12]}… ≠ {found[:12]}…")
    return content
