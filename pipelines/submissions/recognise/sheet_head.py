"""What a sheet tells of itself: form number, reporter, period; and its cuts where it tells that more than once.

Here: the cells with `Biểu số`, `Đơn vị báo cáo`, `Mã đơn vị`, `Kỳ báo cáo`, and the pieces of a sheet that carries two
forms or two reporters, one below or beside the other. Not here: whether what is told is true (identify.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.periods import span

NUMBER, REPORTER, CODE, PERIOD, DAYS = "biểu số", "đơn vị báo cáo", "mã đơn vị", "kỳ báo cáo", "từ ngày"
BEGINNINGS = frozenset("bBđĐ( \t")  # of a mark, so that a million other texts need no folding
LONGEST_ANCHOR = 300  # characters; longer texts are notes, and folding them costs time
MOST_LINES = 10  # of a cell that holds several marks, line by line
AFTER_COLON = re.compile(r":[ \t]*\r?\n")  # the answer on a line of its own
HEAD = 3  # rows over a form number, or under what was told last, where the rest of its head may stand


@dataclass(slots=True)
class SheetHead:
    """What one sheet, or one piece of it, tells of itself."""

    sheet: Sheet
    form: str | None = None
    number: str = ""  # the text of a form number that is not declared
    reporter: str = ""
    code: str = ""  # the reporter's code, where the form prints it
    period: str = ""
    days: str = ""  # `Từ ngày … đến ngày …`, which tells the period where nothing else does
    cells: set[tuple[int, int]] = field(default_factory=lambda: set())
    end: int = 0  # the row up to which the sheet was walked
    has_second: bool = False  # a second form number or reporter stands on the sheet


def read_sheet_heads(sheet: Sheet, layouts: Layouts) -> list[SheetHead]:
    """The pieces of the sheet, almost always one."""
    whole = _read_head(sheet, layouts)
    if not whole.has_second and not _tells_again(whole, layouts):
        return [whole]
    pieces = _with_rows(_cut(sheet, layouts), layouts)
    return [_read_head(piece, layouts) for piece in pieces] if len(pieces) > 1 else [whole]


def texts(sheet: Sheet, after: int = 0) -> Iterator[tuple[int, int, str]]:
    """Row, column and line of every text short enough to be a mark."""
    for row, line in sheet.rows.items():
        if row > after:
            for column, value in line.items():
                if isinstance(value, str) and "\n" in value and len(value) <= MOST_LINES * LONGEST_ANCHOR:
                    lines = AFTER_COLON.sub(": ", value).splitlines()
                    yield from ((row, column, piece) for piece in lines if len(piece) <= LONGEST_ANCHOR)
                elif isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                    yield row, column, value


def folded_texts(sheet: Sheet) -> Iterator[str]:
    """Every text short enough to be an anchor, folded."""
    for line in sheet.rows.values():
        for value in line.values():
            if isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                yield name_fold(value)


def _read_head(sheet: Sheet, layouts: Layouts) -> SheetHead:
    """Walk the texts from the top until number, reporter and period are known, and the days that may stand below."""
    marks = SheetHead(sheet)
    row, last = 0, 1 << 30
    for at, column, piece in texts(sheet):
        if at > last or (at != row and marks.days and marks.form and marks.reporter and marks.period):
            break
        row = at
        _read_piece(marks, layouts, row, column, piece)
        if marks.form and marks.reporter and marks.period:
            last = min(last, row + HEAD)
    marks.end = row
    marks.period = marks.period or marks.days
    return marks


def _read_piece(marks: SheetHead, layouts: Layouts, row: int, column: int, piece: str) -> None:
    folded = name_fold(piece)
    if folded.startswith(NUMBER):
        cell, text = _stated(marks.sheet, row, column, piece, folded, NUMBER)
        form = _form_code(name_fold(text), layouts)
        if marks.form:
            marks.has_second |= form is not None
            return
        marks.form, marks.number = form, text
    elif folded.startswith(REPORTER):
        cell, text = _stated(marks.sheet, row, column, piece, folded, REPORTER)
        if marks.reporter:
            marks.has_second |= bool(layouts.reporter_codes(text))
            return
        marks.reporter = text
    elif folded.startswith(CODE) and not marks.code:
        cell, marks.code = _stated(marks.sheet, row, column, piece, folded, CODE)
    elif folded.startswith(PERIOD) and not marks.period:
        cell, marks.period = _stated(marks.sheet, row, column, piece, folded, PERIOD)
    elif folded.startswith(DAYS) and not marks.days and span(folded):
        cell, marks.days = (row, column), piece
    else:
        return
    marks.cells |= {(row, column), cell}


def _stated(sheet: Sheet, row: int, column: int, piece: str, folded: str, prefix: str) -> tuple[tuple[int, int], str]:
    """What follows the prefix: in the same cell, else in the next filled one to the right."""
    if folded != prefix:
        words = len(prefix.split())
        text = piece.partition(":")[2] if ":" in piece else " ".join(piece.split()[words:])
        text = text.strip(" ().…")
        if name_fold(text):
            return (row, column), text
    for other, value in sheet.rows[row].items():
        if other > column:
            text = raw_text(value)
            prefixes = name_fold(text).startswith((NUMBER, REPORTER, CODE, PERIOD))
            return ((row, column), "") if prefixes else ((row, other), text.strip(" ()…"))
    return (row, column), ""


def _form_code(folded: str, layouts: Layouts) -> str | None:
    """The declared form whose folded number the text begins with; the longest where several do."""
    fitting = [number for number in layouts.form_numbers if folded == number or folded.startswith(f"{number} ")]
    return layouts.form_numbers[max(fitting, key=len)] if fitting else None


def _tells_again(marks: SheetHead, layouts: Layouts) -> bool:
    """Does a further form number or reporter stand below where the first walk ended?"""
    lines = (line for row, line in marks.sheet.rows.items() if row > marks.end)
    if not any(
        type(value) is str and (value[0] in BEGINNINGS or "\n" in value) for line in lines for value in line.values()
    ):
        return False  # nearly always: looked at without making a list of every text
    return any(_lead(marks.sheet, layouts, *text) for text in texts(marks.sheet, marks.end) if text[2][0] in BEGINNINGS)


def _lead(sheet: Sheet, layouts: Layouts, row: int, column: int, piece: str) -> str:
    """`biểu số` or `đơn vị báo cáo` where a declared form or a known reporter follows, else nothing."""
    folded = name_fold(piece)
    if folded.startswith(NUMBER):
        return NUMBER if _form_code(name_fold(_stated(sheet, row, column, piece, folded, NUMBER)[1]), layouts) else ""
    if folded.startswith(REPORTER):
        return REPORTER if layouts.reporter_codes(_stated(sheet, row, column, piece, folded, REPORTER)[1]) else ""
    return ""


def _cut(sheet: Sheet, layouts: Layouts) -> list[Sheet]:
    """The sheet in pieces, each of which begins with what the sheet tells most often: form number or reporter."""
    leads = [(row, column, _lead(sheet, layouts, row, column, piece)) for row, column, piece in texts(sheet)]
    numbers, reporters = ([(r, c) for r, c, kind in leads if kind == wanted] for wanted in (NUMBER, REPORTER))
    first = numbers if len(numbers) >= len(reporters) else reporters
    others = [place for place in (*numbers, *reporters) if place not in first]
    bands: list[list[tuple[int, int]]] = []
    for place in first:
        if bands and place[0] - bands[-1][-1][0] <= 1 and place[1] != bands[-1][-1][1]:
            bands[-1].append(place)
        else:
            bands.append([place])
    pieces: list[Sheet] = []
    tops = [0, *(_top(band[0][0], others) for band in bands[1:]), 1 << 30]
    for band, top, bottom in zip(bands, tops, tops[1:], strict=False):
        lefts = [0, *(column for _, column in sorted(band, key=lambda place: place[1])[1:]), 1 << 30]
        pieces += [_piece(sheet, (top, bottom), span) for span in pairwise(lefts)]
    return pieces


def _with_rows(pieces: list[Sheet], layouts: Layouts) -> list[Sheet]:
    """Pieces that hold rows of some form; `Đơn vị báo cáo` over a signature cuts nothing off."""
    kept: list[Sheet] = []
    for piece in pieces:
        known = {text for line in piece.rows.values() for v in line.values() if (text := name_fold(raw_text(v)))}
        if kept and len(known & layouts.row_labels) < 2:
            last = kept[-1]
            rows = {
                row: last.rows.get(row, {}) | piece.rows.get(row, {}) for row in last.rows.keys() | piece.rows.keys()
            }
            ordered = {row: dict(sorted(line.items())) for row, line in sorted(rows.items())}
            kept[-1] = replace(last, rows=ordered, merged=last.merged + piece.merged)
        else:
            kept.append(piece)
    return kept


def _top(row: int, others: list[tuple[int, int]]) -> int:
    """Where a piece begins: the rest of its head may stand a little above what leads it."""
    return min((other for other, _ in others if row - HEAD <= other <= row), default=row)


def _piece(sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int]) -> Sheet:
    """A part of the sheet under the sheet's own addresses; the second reader counted the whole only."""
    kept = {
        row: {at: value for at, value in line.items() if columns[0] <= at < columns[1]}
        for row, line in sheet.rows.items()
        if rows[0] <= row < rows[1]
    }
    merged = [box for box in sheet.merged if rows[0] <= box[0] < rows[1] and columns[0] <= box[1] < columns[1]]
    rows_kept = {row: line for row, line in kept.items() if line}
    return replace(sheet, rows=rows_kept, merged=merged, n_second=None)
