"""Reads .xls with xlrd, where calamine refuses the file; counters/xls.py counts every .xls with it."""

from __future__ import annotations

import io
from typing import Any, Literal

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.xldate import XLDateError, xldate_as_datetime

from pipelines.submissions.book.book import Book, BrokenCell, Row, Sheet, UnreadableError, Value, is_blank

ENCRYPTED = "Workbook is encrypted"  # xlrd has no class of its own for this error
VISIBILITY = {0: "visible", 1: "hidden", 2: "very_hidden"}


def read(content: bytes) -> Book:
    """The book, sheets in workbook order.

    Raises:
        UnreadableError: `encrypted`.
        xlrd.XLRDError: xlrd refuses the file.
    """
    try:
        book = open_book(content)
    except XLRDError as error:
        if str(error) == ENCRYPTED:
            raise UnreadableError("encrypted") from error
        raise
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
    """The workbook of xlrd, with rows as long as their cells: padding the row of a stray cell takes all memory."""
    return xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), ragged_rows=True, formatting_info=with_formats
    )


def is_empty(kind: int, raw: object) -> bool:
    """True for a cell of xlrd's type `kind` that shows nothing."""
    return kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or (kind == xlrd.XL_CELL_TEXT and is_blank(raw))


def _value(kind: int, raw: Any, datemode: Literal[0, 1]) -> Value:
    if kind == xlrd.XL_CELL_ERROR:
        return BrokenCell("error_cell", error_text_from_code.get(raw, f"#{raw}"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return xldate_as_datetime(raw, datemode)
        except (XLDateError, OverflowError, ValueError):
            return float(raw)
    return raw
