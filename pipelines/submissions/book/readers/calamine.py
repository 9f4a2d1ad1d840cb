"""Reads .xlsx, .xls, .xlsb and .ods with python-calamine, the first reader: 8 to 17 times as fast as the others.

calamine reports error cells and formulas without a calculated value as empty; the counters find both.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pipelines.submissions.book.book import Book, Box, Row, Sheet, UnreadableError, Value

VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}
MACRO_SHEETS = b"macrosheets/"  # the folder of a package; it stands in the names of the parts, which nothing compresses
MACRO_TYPE = re.compile(rb'Type="[^"]*/xl(?:Intl)?Macrosheet"', re.IGNORECASE)
DIALOG_TYPE = b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet"'
RELATIONSHIPS = re.compile(r"workbook\.(?:xml|bin)\.rels$", re.IGNORECASE)


def read(content: bytes) -> Book:
    """The book, sheets in workbook order; a chart sheet has no cells.

    Raises:
        UnreadableError: `encrypted`.
        python_calamine.CalamineError: calamine refuses the file.
    """
    book = _open(content)
    sheets: list[Sheet] = []
    for no, meta in enumerate(book.sheets_metadata, start=1):
        sheet = Sheet(no, meta.name, VISIBILITY[str(meta.visible).rpartition(".")[2]], {})
        sheets.append(sheet)
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_index(no - 1)
        start, ranges = found.start, found.merged_cell_ranges
        if start is not None:
            sheet.rows = _rows(found.to_python(skip_empty_area=True), start)
        sheet.merged = [Box(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in ranges or []]
    return Book("calamine", sheets)


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


def _rows(grid: Sequence[Sequence[Value]], start: tuple[int, int]) -> dict[int, Row]:
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
