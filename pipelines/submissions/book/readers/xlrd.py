"""xlrd: where calamine refuses an .xls, and the second reader of every .xls (xls.py).

Here: one library's calls. Not here: the choice between readers (read.py).
"""

from __future__ import annotations

import io
from typing import Any, Literal

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.xldate import XLDateError, xldate_as_datetime

from pipelines.submissions.book.book import Book, Broken, Row, Sheet, Value, shows_nothing

VISIBILITY = {0: "visible", 1: "hidden", 2: "very_hidden"}


def read(content: bytes) -> Book:
    """The book, sheets in workbook order."""
    book = open_book(content)
    sheets: list[Sheet] = []
    for no, found in enumerate(book.sheets(), start=1):
        rows: dict[int, Row] = {}
        for number in range(found.nrows):
            cells = enumerate(zip(found.row_types(number), found.row_values(number), strict=True), start=1)
            row = {column: _value(kind, raw, book.datemode) for column, (kind, raw) in cells if not is_empty(kind, raw)}
            if row:
                rows[number + 1] = row
        sheets.append(Sheet(no, found.name, VISIBILITY.get(found.visibility, "visible"), rows))
    return Book("xlrd", sheets)


def open_book(content: bytes, with_formats: bool = False) -> Any:
    """xlrd's book; ragged rows, because padding a stray cell's row costs all the memory of the worker."""
    return xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), ragged_rows=True, formatting_info=with_formats
    )


def is_empty(kind: int, raw: object) -> bool:
    return kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or (kind == xlrd.XL_CELL_TEXT and shows_nothing(raw))


def _value(kind: int, raw: Any, datemode: Literal[0, 1]) -> Value:
    if kind == xlrd.XL_CELL_ERROR:
        return Broken("error_cell", error_text_from_code.get(raw, f"#{raw}"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return xldate_as_datetime(raw, datemode)
        except (XLDateError, OverflowError, ValueError):
            return float(raw)
    return raw
