"""Reads what a sheet, or a piece of it, states about itself: form number, reporter, period.

The labels are those of value/head_labels.py, such as `Biểu số`, `Đơn vị báo cáo` and `Kỳ báo cáo`. Sheets with several
heads are cut in sheet_pieces.py. Whether a statement holds is decided in identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.titles import title_periods, title_reporters, titles_of
from pipelines.submissions.recognise.identify import StatedIdentity
from pipelines.submissions.value.head_labels import (
    CODE,
    DAYS,
    NUMBER,
    PERIOD,
    REPORTER,
    UNIT_OR_REPORTER,
    Label,
    printed_number,
    read_label,
)
from pipelines.submissions.value.periods import date_range

BEGINNINGS = frozenset("bBđĐdD( \t")  # of a statement, so that a million other texts need no folding
LONGEST_ANCHOR = 300  # characters; longer texts are notes, and folding them costs time
MOST_LINES = 10  # of a cell that holds several statements, line by line
AFTER_COLON = re.compile(r":[^\S\n]*\n\s*")  # the answer stands on the next line, or below blank ones
HEAD = 3  # rows above a form number, or below the last statement, where the rest of its head may stand
NO_END = 1 << 30  # a row or column behind every sheet


@dataclass(slots=True)
class SheetHead:
    """What one sheet, or one piece of it, states about itself."""

    sheet: Sheet
    form: str | None = None
    number: str = ""  # the text of the form number behind `Biểu số`, declared or not
    printed: str = ""  # an undeclared number as ministries print it: `Biểu 02CS-KHCN`, `Mẫu số 01`
    is_coded: bool = False  # `printed` names who issued it, so that the form is another one
    reporter: str = ""
    code: str = ""  # the reporter's code, where the form prints it
    period: str = ""
    days: str = ""  # `Từ ngày … đến ngày …`, the period where nothing else states it
    cells: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])  # where these stand: row, column
    end: int = 0  # the row up to which the sheet was searched
    has_second: bool = False  # a second form number or reporter stands on the sheet
    title_periods: frozenset[str] = frozenset()  # codes of the periods that the title gives
    title_reporters: frozenset[str] = frozenset()  # codes of the reporters that heading or title names

    def stated(self) -> StatedIdentity:
        """What identifies the submission."""
        return StatedIdentity(self.code, self.reporter, self.period, self.title_periods, self.title_reporters)


class SheetText(NamedTuple):
    """A text of a sheet, or one line of it, short enough to be a statement."""

    row: int
    column: int
    text: str


class Answer(NamedTuple):
    """What is stated behind a label such as `Đơn vị báo cáo`, and the cell that it stands in."""

    cell: tuple[int, int]
    text: str


def texts(sheet: Sheet, after: int = 0) -> Iterator[SheetText]:
    """Every text below row `after` that is short enough, cells with several lines line by line."""
    for row, line in sheet.rows.items():
        if row > after:
            for column, value in line.items():
                if isinstance(value, str) and "\n" in value and len(value) <= MOST_LINES * LONGEST_ANCHOR:
                    lines = AFTER_COLON.sub(": ", value).splitlines()
                    yield from (SheetText(row, column, piece) for piece in lines if len(piece) <= LONGEST_ANCHOR)
                elif isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                    yield SheetText(row, column, value)


def folded_texts(sheet: Sheet) -> Iterator[str]:
    """Every text short enough to be an anchor, folded."""
    for line in sheet.rows.values():
        for value in line.values():
            if isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                yield name_fold(value)


def read_head(sheet: Sheet, layouts: Layouts) -> SheetHead:
    """Search from the top until number, reporter and period are known, and HEAD rows further for the days."""
    head = SheetHead(sheet)
    row, last = 0, NO_END
    for text in texts(sheet):
        if text.row > last or (text.row != row and head.days and head.form and head.reporter and head.period):
            break
        row = text.row
        _read_text(head, layouts, text)
        if head.form and head.reporter and head.period:
            last = min(last, row + HEAD)
    head.end = row
    head.period = head.period or head.days
    titles = list(titles_of(sheet))
    head.title_periods = title_periods(titles)
    head.title_reporters = title_reporters(sheet, titles, layouts)
    return head


def _read_text(head: SheetHead, layouts: Layouts, text: SheetText) -> None:
    """Enter what one text states; a second form or reporter is only noted."""
    label = read_label(text.text)
    if label is None or (not label.is_plain and label.kind == NUMBER):
        _read_number(head, layouts, text)
        return
    answer = answer_of(head.sheet, text, label)
    if label.kind == NUMBER:
        form = form_code(name_fold(answer.text), layouts)
        if head.form:
            head.has_second |= form is not None
            return
        head.form, head.number = form, answer.text
    elif label.kind in (REPORTER, UNIT_OR_REPORTER):
        is_known = bool(layouts.reporter_codes(answer.text))
        if head.reporter or (label.kind == UNIT_OR_REPORTER and not is_known):
            head.has_second |= is_known
            return
        head.reporter = answer.text
    elif label.kind == CODE and not head.code:
        head.code = answer.text
    elif label.kind == PERIOD and not head.period:
        head.period = answer.text
    elif label.kind == DAYS and not head.days and date_range(text.text):
        answer = Answer((text.row, text.column), text.text)
        head.days = answer.text
    else:
        return
    head.cells |= {(text.row, text.column), answer.cell}


def _read_number(head: SheetHead, layouts: Layouts, text: SheetText) -> None:
    """Enter a form number printed without `Biểu số`: a declared one is the form, another is kept to be quoted."""
    if head.form or head.number or (found := printed_number(text.text)) is None:
        return
    form = layouts.form_numbers.get(name_fold(found.code))
    if form and not layouts.versions(form)[-1].is_anchored:
        head.form, head.number = form, found.text
        head.cells.add((text.row, text.column))
    elif not head.printed:
        head.printed, head.is_coded = found.text, found.is_coded


def answer_of(sheet: Sheet, text: SheetText, label: Label) -> Answer:
    """What follows the label: in the same cell, else in the next filled one to the right; empty where nothing does."""
    row, column, piece = text
    if len(name_fold(piece).split()) > label.n_words:
        stated = piece.partition(":")[2] if ":" in piece else " ".join(piece.split()[label.n_words :])
        stated = stated.strip(" ().…")
        if name_fold(stated):
            return Answer((row, column), stated)
    for other, value in sheet.rows[row].items():
        if other > column:
            stated = raw_text(value)
            if (beside := read_label(stated)) and beside.kind in (NUMBER, REPORTER, CODE, PERIOD):
                return Answer((row, column), "")
            return Answer((row, other), stated.strip(" ()…"))
    return Answer((row, column), "")


def form_code(folded: str, layouts: Layouts) -> str | None:
    """The declared form whose folded number the text begins with; the longest where several do."""
    fitting = [number for number in layouts.form_numbers if folded == number or folded.startswith(f"{number} ")]
    return layouts.form_numbers[max(fitting, key=len)] if fitting else None
