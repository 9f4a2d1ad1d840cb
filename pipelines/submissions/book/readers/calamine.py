"""Reads .xlsx, .xls, .xlsb and .ods with python-calamine, the first reader: 8 to 17 times as fast as the others.

calamine reports error cells and formulas without a calculated value as empty; the counters find both.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pipelines.submissions.book.book import Book, Box, Row, Sheet, UnreadableError, Value

VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}
MACRO_SHEETS = b"macrosheets/"  # the folder of a package; it stands in the names of the parts, which nothing compresses
MACRO_TYPE = re.compile(rb'Type="[^"]*/xl(?:Intl)?Macrosheet"', re.IGNORECASE)
DIALOG_TYPE = b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet"'
RELATIONSHIPS = re.compile(r"workbook\.(?:xml|bin)\.rels$", re.IGNORECASE)


class Grid(NamedTuple):
    """One sheet as calamine gives it: lines of one length from the cell `start` on, which counts from 0."""

    no: int
    name: str
    visibility: str
    start: tuple[int, int]
    lines: Sequence[Sequence[Value]]
    merged: list[Box]


def read(content: bytes) -> Book:
    """The book, sheets in workbook order; a chart sheet has no cells.

    Raises:
        UnreadableError: `encrypted`.
        python_calamine.CalamineError: calamine refuses the file.
    """
    return book_of(read_grids(content))


def read_grids(content: bytes) -> list[Grid]:
    """The sheets before rows are made of them. Raises as `read` does."""
    book = _open(content)
    grids: list[Grid] = []
    for no, meta in enumerate(book.sheets_metadata, start=1):
        start, lines, merged = None, [], []
        if meta.typ == SheetTypeEnum.WorkSheet:
            found = book.get_sheet_by_index(no - 1)
            start, ranges = found.start, found.merged_cell_ranges
            lines = [] if start is None else found.to_python(skip_empty_area=True)
            merged = [Box(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in ranges or []]
        visibility = VISIBILITY[str(meta.visible).rpartition(".")[2]]
        grids.append(Grid(no, meta.name, visibility, start or (0, 0), lines, merged))
    return grids


def book_of(grids: Sequence[Grid]) -> Book:
    """The book of these sheets."""
    return Book("calamine", [Sheet(g.no, g.name, g.visibility, rows_of(g.lines, g.start), g.merged) for g in grids])


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise UnreadableError("encrypted") from error
    except CalamineError:
        if MACRO_SHEETS not in content:
            raise
        return CalamineWorkbook.from_filelike(io.BytesIO(_macro_sheets_as_dialogs(content)))


def _macro_sheets_as_dialogs(content: bytes) -> bytes:
    """The package with its sheets of Excel 4 macros named as dialogs, which calamine lists where it refuses macros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if RELATIONSHIPS.search(info.filename):
                part = MACRO_TYPE.sub(DIALOG_TYPE, part).replace(MACRO_SHEETS, b"dialogsheets/")
            new.writestr(info.filename, part)
    return buffer.getvalue()


def rows_of(grid: Sequence[Sequence[Value]], start: tuple[int, int]) -> dict[int, Row]:
    """The rows with a cell that shows something. Written for speed: it runs for every cell of every file."""
    texts = {value for line in grid for value in line if type(value) is str}
    blanks = {text for text in texts if not text or text.isspace()}
    columns = range(start[1] + 1, start[1] + 1 + max(map(len, grid), default=0))
    rows: dict[int, Row] = {}
    for number, line in enumerate(grid, start=start[0] + 1):
        if blanks.isdisjoint(line):
            rows[number] = dict(zip(columns, line, strict=False))
        elif row := {column: value for column, value in zip(columns, line, strict=False) if value not in blanks}:
            rows[number] = row
    return rows
