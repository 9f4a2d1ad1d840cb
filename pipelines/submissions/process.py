"""One received file from bytes to account: read, recognise, extract; every fault becomes a verdict with its texts.

Here: the path of one file, as run inside a worker. Not here: processes and limits (cage.py), Parquet (land.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.submissions import area_table, row_form
from pipelines.submissions.identify import hints
from pipelines.submissions.layouts import Layouts
from pipelines.submissions.messages import Refused, unreadable
from pipelines.submissions.read import read_book
from pipelines.submissions.recognise import Found, recognise
from pipelines.submissions.sheet import Book, Sheet, Unreadable
from pipelines.submissions.takings import Takings

UNCOUNTED = {
    "n_nonempty": 0,
    "n_observation": 0,
    "n_absence_filled": 0,
    "n_absence_blank": 0,
    "n_reject": 0,
    "n_context": 0,
}


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


@dataclass(slots=True)
class Part:
    """One submission of a file: its row for the landing, and its cells by column."""

    row: dict[str, Any]
    cells: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Cell
    observations: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Observation
    personal: list[tuple[Any, ...]] = field(default_factory=lambda: [])  # columns of takings.Personal


@dataclass(slots=True)
class Outcome:
    """Everything that one file gives."""

    task: Task
    sheets: list[tuple[int, str, str, int, int | None]]
    parts: list[Part]


def process(task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None]) -> Outcome:
    """Read, recognise and extract one file."""
    try:
        book = read_book(_blob(task), died, stage)
    except Unreadable as fault:
        return failed(task, fault.reason, fault.detail)
    stage("extract")
    sheets = [(sheet.no, sheet.name, sheet.visibility, sheet.n_nonempty, sheet.n_second) for sheet in book.sheets]
    return Outcome(task, sheets, _parts(task, book, layouts))


def failed(task: Task, reason: str, detail: str) -> Outcome:
    """The verdict on a file that could not be read."""
    vi, en = unreadable(reason, task.name, detail)
    row = {"block_no": 1, "outcome": "unreadable", "reason_code": reason, "message_vi": vi, "message_en": en}
    return Outcome(task, [], [Part(_hinted(task) | row | UNCOUNTED)])


def _hinted(task: Task) -> dict[str, str | None]:
    """Whose duty a file that says nothing itself was meant to meet: the warehouse holds that duty's slices."""
    given = hints(task.name, task.sender, task.form, task.period)
    return {
        "form_code": given.form or given.name_form,
        "reporter_code": given.sender or given.name_sender,
        "period_code": given.period or given.name_period,
    }


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


def _parts(task: Task, book: Book, layouts: Layouts) -> list[Part]:
    try:
        found = recognise(book, layouts, hints(task.name, task.sender, task.form, task.period))
        accounts = [(form, takings) for form in found for takings in _extract(form, layouts)]
    except Refused as fault:
        return [_refused(task, book, fault)]
    touched = set[str]().union(*(takings.sheets for _, takings in accounts))
    for sheet in book.sheets:
        if sheet.name not in touched:
            _untouched(accounts[0][1], sheet, layouts)
    return [_part(no, form, takings, book) for no, (form, takings) in enumerate(accounts, start=1)]


def _extract(found: Found, layouts: Layouts) -> list[Takings]:
    if found.who.form.layout == "row_form":
        return [row_form.extract(found, layouts)]
    return area_table.extract(found, layouts)


def _untouched(takings: Takings, sheet: Sheet, layouts: Layouts) -> None:
    """A sheet that belongs to no block: nothing of it is read, all of it is accounted for."""
    takings.sheets.add(sheet.name)
    reason = "note" if sheet.name in layouts.guides else "unclaimed"
    if sheet.visibility != "visible":
        reason = "hidden_sheet"
    for row, line in sheet.rows.items():
        for column, value in line.items():
            takings.context(sheet.name, row, column, value, reason)


def _part(no: int, found: Found, takings: Takings, book: Book) -> Part:
    row = {
        "block_no": no,
        "form_code": found.who.form.code,
        "form_version": found.who.form.version,
        "reporter_code": found.who.reporter.code,
        "period_code": takings.period,
        "reader_name": book.reader_name,
        "outcome": "read",
        "reason_code": "rows_missing" if takings.notes else None,
        "message_vi": "; ".join(vi for vi, _ in takings.notes) or None,
        "message_en": "; ".join(en for _, en in takings.notes) or None,
        "n_second": _second([sheet for sheet in book.sheets if sheet.name in takings.sheets]),
        **takings.counts(),
    }
    observations = list(takings.observations.values())
    return Part(row, *(list(zip(*rows, strict=True)) for rows in (takings.cells, observations, takings.personal)))


def _second(sheets: list[Sheet]) -> int | None:
    """The second reader's count of these sheets; unknown where it did not see one that has cells."""
    if any(sheet.n_second is None and sheet.rows for sheet in sheets):
        return None
    return sum(sheet.n_second or 0 for sheet in sheets)


def _refused(task: Task, book: Book, fault: Refused) -> Part:
    vi, en = fault.texts(task.name)
    n = sum(sheet.n_nonempty for sheet in book.sheets)
    told = {
        "form_code": fault.form_code,
        "form_version": fault.form_version,
        "reporter_code": fault.reporter,
        "period_code": fault.period,
    }
    row = {
        "block_no": 1,
        **_hinted(task),
        **{key: value for key, value in told.items() if value is not None},
        "reader_name": book.reader_name,
        "outcome": "refused",
        "reason_code": fault.problems[0][0],
        "message_vi": vi,
        "message_en": en,
        **UNCOUNTED,
        "n_nonempty": n,
        "n_context": n,
        "n_second": _second(book.sheets),
    }
    return Part(row)
