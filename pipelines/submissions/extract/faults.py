"""An unexpected exception while a book is read costs the sheet at which it arose, and no other sheet of the book.

The sheet, the cell and the stage are taken from the frames of the traceback, so that files that cause none, which are
nearly all, pay nothing for it. The verdict depends on the bytes of the file alone.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book.book import Sheet, address
from pipelines.submissions.extract.records import FilledCell
from pipelines.submissions.extract.submissions import (
    UNCOUNTED,
    SentFile,
    Submission,
    count_second,
    read_submissions,
)
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.messages import unreadable
from pipelines.submissions.notes import detail
from pipelines.submissions.recognise.head.sheet_head import SheetText
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.vocabulary import MODE

REASON = "reader_fault"
STAGES = {  # package -> detail; what arises elsewhere arises while the file is opened
    "recognise": "stage_recognise",
    "extract": "stage_extract",
    "compare": "stage_compare",
}
NO_FORM = ("form_unknown", "nothing_filled")  # said of what is left of a book, these would accuse the sender
PARTIAL = MODE.codes[1]


class Fault(NamedTuple):
    """Where an exception arose."""

    stage: str  # a code of notes.DETAILS
    sheet: str | None = None
    cell: str | None = None
    form: RecognisedForm | None = None  # the form that was being extracted

    @property
    def detail(self) -> Message:
        """The stage, the sheet and the cell, as far as they are known."""
        stage = detail(self.stage)
        if self.sheet is None:
            return stage
        if self.cell is None:
            return detail("fault_sheet", stage=stage, sheet=self.sheet)
        return detail("fault_cell", stage=stage, sheet=self.sheet, cell=self.cell)


def locate_fault(error: BaseException) -> Fault:
    """The place of an exception, from the frames that it passed: the innermost that names a sheet, then a cell."""
    stage, sheet, cell = "stage_open", None, None
    form: RecognisedForm | None = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        _, is_ours, module = frame.f_globals.get("__name__", "").partition("pipelines.submissions.")
        if not is_ours:
            continue
        package, _, _ = module.partition(".")
        stage = STAGES.get(package, stage)
        values = frame.f_locals
        form = next((value for value in values.values() if type(value) is RecognisedForm), form)
        named = _sheet_name(values)
        if named is not None:
            cell = cell if named == sheet else None
            sheet = named
        cell = _cell_name(values) or cell
    return Fault(stage, sheet, cell if sheet is not None else None, form)


def read_isolated(sent: SentFile, layouts: Layouts) -> list[Submission]:
    """Every submission of the file; a sheet at which an exception arises is left out, with a verdict of its own.

    A form that may have lost one of its sheets is read as a partial report, so that it takes nothing away that stood
    on the lost one. An exception at no known sheet passes.
    """
    faults: list[Fault] = []
    left = sent
    while True:
        try:
            parts = read_submissions(left, layouts) if left.book.sheets else []
        except MemoryError:
            raise
        except Exception as error:
            fault = locate_fault(error)
            if fault.sheet not in {sheet.name for sheet in left.book.sheets}:
                raise
            faults.append(fault)
            left = _without(left, fault)
            continue
        if faults and all(part.row["reason_code"] in NO_FORM for part in parts):
            return [_lost(no, fault, sent, left.book.sheets if no == 1 else ()) for no, fault in enumerate(faults, 1)]
        return parts + [_lost(len(parts) + no, fault, sent) for no, fault in enumerate(faults, 1)]


def _without(sent: SentFile, fault: Fault) -> SentFile:
    """The file without the sheet of the fault."""
    sheets = [sheet for sheet in sent.book.sheets if sheet.name != fault.sheet]
    is_of_one_sheet = fault.form is not None and len(fault.form.sheets) == 1
    return sent._replace(book=replace(sent.book, sheets=sheets), mode=sent.mode if is_of_one_sheet else PARTIAL)


def _lost(no: int, fault: Fault, sent: SentFile, others: Sequence[Sheet] = ()) -> Submission:
    """Submission `no` of the file: the sheet that is not read, with the duty of its form where that is known.

    `others` are sheets of no form, counted with it.
    """
    sheets = [*(sheet for sheet in sent.book.sheets if sheet.name == fault.sheet), *others]
    n = sum(sheet.n_nonempty for sheet in sheets)
    vi, en = unreadable(REASON, sent.name, fault.detail)
    row: dict[str, Any] = {"block_no": no, **sent.hints.duty()}
    if fault.form is not None:
        who = fault.form.who
        row |= {"form_code": who.form.code, "form_version": who.form.version}
        row |= {"reporter_code": who.reporter.code, "period_code": who.period.code}
    row |= {"reader_name": sent.book.reader_name, "outcome": "unreadable", "reason_code": REASON}
    counts = UNCOUNTED | {"n_nonempty": n, "n_context": n}
    return Submission(row | {"message_vi": vi, "message_en": en, "n_second": count_second(sheets)} | counts)


def _sheet_name(values: Mapping[str, Any]) -> str | None:
    """The sheet that a frame works on: a variable of that name, of an account's cell, or of an object."""
    if (cell := next((value for value in values.values() if type(value) is FilledCell), None)) is not None:
        return cell.sheet
    for value in (values.get("sheet"), values.get("piece"), getattr(values.get("self"), "sheet", None)):
        if isinstance(value, Sheet):
            return value.name
        if isinstance(value, str):
            return value
    on_sheet = getattr(values.get("self"), "on_sheet", None) or values.get("on_sheet")
    inner = getattr(on_sheet or values.get("table") or values.get("head"), "sheet", None)
    return inner.name if isinstance(inner, Sheet) else None


def _cell_name(values: Mapping[str, Any]) -> str | None:
    """The cell that a frame works on: a record of a cell, or its row and column."""
    for value in values.values():
        if type(value) in (FilledCell, SheetText):
            return address(value.row, value.column)
    row, column = values.get("row"), values.get("column", values.get("at"))
    return address(row, column) if type(row) is int and type(column) is int and column > 0 else None
