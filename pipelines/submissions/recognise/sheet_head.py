"""Reads what a sheet states about itself: form number, reporter, period; cuts it where it states that more than once.

The cells are `Biểu số`, `Đơn vị báo cáo`, `Mã đơn vị`, `Kỳ báo cáo` and `Từ ngày … đến ngày …`. Two forms on one sheet
may stand below or beside each other. Whether a statement holds is decided in identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.periods import date_range

NUMBER, REPORTER, CODE, PERIOD, DAYS = "biểu số", "đơn vị báo cáo", "mã đơn vị", "kỳ báo cáo", "từ ngày"
BEGINNINGS = frozenset("bBđĐ( \t")  # of a statement, so that a million other texts need no folding
LONGEST_ANCHOR = 300  # characters; longer texts are notes, and folding them costs time
MOST_LINES = 10  # of a cell that holds several statements, line by line
AFTER_COLON = re.compile(r":[ \t]*\r?\n")  # the answer stands on the next line
HEAD = 3  # rows above a form number, or below the last statement, where the rest of its head may stand
NO_END = 1 << 30  # a row or column behind every sheet


@dataclass(slots=True)
class SheetHead:
    """What one sheet, or one piece of it, states about itself."""

    sheet: Sheet
    form: str | None = None
    number: str = ""  # the text of the form number, declared or not
    reporter: str = ""
    code: str = ""  # the reporter's code, where the form prints it
    period: str = ""
    days: str = ""  # `Từ ngày … đến ngày …`, the period where nothing else states it
    cells: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])  # where these stand: row, column
    end: int = 0  # the row up to which the sheet was searched
    has_second: bool = False  # a second form number or reporter stands on the sheet


class SheetText(NamedTuple):
    """A text of a sheet, or one line of it, short enough to be a statement."""

    row: int
    column: int
    text: str


class Answer(NamedTuple):
    """What is stated behind a label such as `Đơn vị báo cáo`, and the cell that it stands in."""

    cell: tuple[int, int]
    text: str


class Lead(NamedTuple):
    """A form number or a reporter that may begin a piece of a sheet."""

    row: int
    column: int
    label: str  # NUMBER or REPORTER; empty for another text


def read_sheet_heads(sheet: Sheet, layouts: Layouts) -> list[SheetHead]:
    """The heads of the sheet's pieces; almost always one, whose piece is the whole sheet."""
    whole = _read_head(sheet, layouts)
    if not whole.has_second and not _states_again(whole, layouts):
        return [whole]
    pieces = _with_rows(_cut(sheet, layouts), layouts)
    return [_read_head(piece, layouts) for piece in pieces] if len(pieces) > 1 else [whole]


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


def _read_head(sheet: Sheet, layouts: Layouts) -> SheetHead:
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
    return head


def _read_text(head: SheetHead, layouts: Layouts, text: SheetText) -> None:
    """Enter what one text states; a second form or reporter is only noted."""
    folded = name_fold(text.text)
    if folded.startswith(NUMBER):
        answer = _answer(head.sheet, text, folded, NUMBER)
        form = _form_code(name_fold(answer.text), layouts)
        if head.form:
            head.has_second |= form is not None
            return
        head.form, head.number = form, answer.text
    elif folded.startswith(REPORTER):
        answer = _answer(head.sheet, text, folded, REPORTER)
        if head.reporter:
            head.has_second |= bool(layouts.reporter_codes(answer.text))
            return
        head.reporter = answer.text
    elif folded.startswith(CODE) and not head.code:
        answer = _answer(head.sheet, text, folded, CODE)
        head.code = answer.text
    elif folded.startswith(PERIOD) and not head.period:
        answer = _answer(head.sheet, text, folded, PERIOD)
        head.period = answer.text
    elif folded.startswith(DAYS) and not head.days and date_range(folded):
        answer = Answer((text.row, text.column), text.text)
        head.days = answer.text
    else:
        return
    head.cells |= {(text.row, text.column), answer.cell}


def _answer(sheet: Sheet, text: SheetText, folded: str, label: str) -> Answer:
    """What follows the label: in the same cell, else in the next filled one to the right; empty where nothing does."""
    row, column, piece = text
    if folded != label:
        words = len(label.split())
        stated = piece.partition(":")[2] if ":" in piece else " ".join(piece.split()[words:])
        stated = stated.strip(" ().…")
        if name_fold(stated):
            return Answer((row, column), stated)
    for other, value in sheet.rows[row].items():
        if other > column:
            stated = raw_text(value)
            if name_fold(stated).startswith((NUMBER, REPORTER, CODE, PERIOD)):
                return Answer((row, column), "")
            return Answer((row, other), stated.strip(" ()…"))
    return Answer((row, column), "")


def _form_code(folded: str, layouts: Layouts) -> str | None:
    """The declared form whose folded number the text begins with; the longest where several do."""
    fitting = [number for number in layouts.form_numbers if folded == number or folded.startswith(f"{number} ")]
    return layouts.form_numbers[max(fitting, key=len)] if fitting else None


def _states_again(head: SheetHead, layouts: Layouts) -> bool:
    """True if a further form number or reporter stands below where the search ended."""
    lines = (line for row, line in head.sheet.rows.items() if row > head.end)
    if not any(
        type(value) is str and (value[0] in BEGINNINGS or "\n" in value) for line in lines for value in line.values()
    ):
        return False  # nearly always: checked without making a list of every text
    below = (text for text in texts(head.sheet, head.end) if text.text[:1] in BEGINNINGS)  # a line may be blank
    return any(_lead(head.sheet, layouts, text).label for text in below)


def _lead(sheet: Sheet, layouts: Layouts, text: SheetText) -> Lead:
    """The label is NUMBER where a declared form follows, REPORTER where a known reporter follows, else empty."""
    folded, label = name_fold(text.text), ""
    if folded.startswith(NUMBER):
        label = NUMBER if _form_code(name_fold(_answer(sheet, text, folded, NUMBER).text), layouts) else ""
    elif folded.startswith(REPORTER):
        label = REPORTER if layouts.reporter_codes(_answer(sheet, text, folded, REPORTER).text) else ""
    return Lead(text.row, text.column, label)


def _cut(sheet: Sheet, layouts: Layouts) -> list[Sheet]:
    """The sheet in pieces, each of which begins with what the sheet states most often: form number or reporter."""
    leads = [_lead(sheet, layouts, text) for text in texts(sheet)]
    numbers, reporters = ([lead for lead in leads if lead.label == label] for label in (NUMBER, REPORTER))
    first = numbers if len(numbers) >= len(reporters) else reporters
    places = {(lead.row, lead.column) for lead in first}
    others = [lead for lead in (*numbers, *reporters) if (lead.row, lead.column) not in places]
    bands: list[list[Lead]] = []  # leads beside each other
    for lead in first:
        if bands and lead.row - bands[-1][-1].row <= 1 and lead.column != bands[-1][-1].column:
            bands[-1].append(lead)
        else:
            bands.append([lead])
    pieces: list[Sheet] = []
    tops = [0, *(_top(band[0].row, others) for band in bands[1:]), NO_END]
    for band, top, bottom in zip(bands, tops, tops[1:], strict=False):
        lefts = [0, *sorted(lead.column for lead in band)[1:], NO_END]
        pieces += [_piece(sheet, (top, bottom), columns) for columns in pairwise(lefts)]
    return pieces


def _with_rows(pieces: list[Sheet], layouts: Layouts) -> list[Sheet]:
    """Join pieces without rows of a form to the piece before: `Đơn vị báo cáo` above a signature cuts nothing off."""
    kept: list[Sheet] = []
    for piece in pieces:
        known = {text for line in piece.rows.values() for v in line.values() if (text := name_fold(raw_text(v)))}
        if kept and len(known & layouts.row_labels) < 2:
            last = kept[-1]
            rows = {
                row: last.rows.get(row, {}) | piece.rows.get(row, {}) for row in last.rows.keys() | piece.rows.keys()
            }
            ordered = {row: dict(sorted(line.items())) for row, line in sorted(rows.items())}
            covered = {
                row: last.covered.get(row, {}) | piece.covered.get(row, {})
                for row in last.covered.keys() | piece.covered.keys()
            }
            kept[-1] = replace(last, rows=ordered, merged=last.merged + piece.merged, covered=covered)
        else:
            kept.append(piece)
    return kept


def _top(row: int, others: list[Lead]) -> int:
    """Where a piece begins: the rest of its head may stand a little above what leads it."""
    return min((other.row for other in others if row - HEAD <= other.row <= row), default=row)


def _piece(sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int]) -> Sheet:
    """The part of the sheet between these rows and columns, with its addresses; without the second reader's count."""
    merged = [box for box in sheet.merged if rows[0] <= box.top < rows[1] and columns[0] <= box.left < columns[1]]
    kept, covered = (
        {
            row: cut
            for row, line in lines.items()
            if rows[0] <= row < rows[1]
            and (cut := {at: value for at, value in line.items() if columns[0] <= at < columns[1]})
        }
        for lines in (sheet.rows, sheet.covered)
    )
    return replace(sheet, rows=kept, merged=merged, covered=covered, n_second=None)
