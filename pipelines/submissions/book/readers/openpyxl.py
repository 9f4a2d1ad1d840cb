"""Reads .xlsx with openpyxl, where calamine refuses the file (PCI_2014) or counts other cells than the scan does.

What stands under a merged range is kept, as calamine and the scan keep it; openpyxl itself would drop it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.submissions.book.book import Book, Box, BrokenCell, Row, Sheet, is_blank

VISIBILITY = {"visible": "visible", "hidden": "hidden", "veryHidden": "very_hidden"}
SURROGATE = re.compile(r"[\ud800-\udfff]")  # `_xD800_` in a text; no encoding can write half a character


def read(content: bytes) -> Book:
    """The book, sheets in workbook order; a chart sheet has no cells."""
    with _covered_cells_kept():
        book = load_workbook(io.BytesIO(content), data_only=True)
    sheets: list[Sheet] = []
    for no, name in enumerate(book.sheetnames, start=1):
        found = book[name]
        sheet = Sheet(no, name, VISIBILITY[found.sheet_state], {})
        sheets.append(sheet)
        if isinstance(found, Worksheet):  # pyright: ignore[reportUnnecessaryIsInstance]  a Chartsheet is no Worksheet
            sheet.rows = _rows(found)
            sheet.merged = [Box(r.min_row, r.min_col, r.max_row, r.max_col) for r in found.merged_cells.ranges]
    return Book("openpyxl", sheets)


@contextmanager
def _covered_cells_kept() -> Generator[None]:
    """While a book is loaded, its merged ranges clear no cell; openpyxl has no option for it."""
    sheets: Any = Worksheet
    clear = sheets._clean_merge_range
    sheets._clean_merge_range = _clear_nothing
    try:
        yield
    finally:
        sheets._clean_merge_range = clear


def _clear_nothing(_sheet: Worksheet, _range: object) -> None:
    """Stand in for the method that drops the cells under a merged range."""


def _rows(found: Worksheet) -> dict[int, Row]:
    """The non-empty cells. `_cells` is sparse; iter_rows would walk 17 billion blanks to a cell at XFD1048576."""
    rows: dict[int, Row] = {}
    cells: dict[tuple[int, int], Any] = found._cells  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    for (row, column), cell in sorted(cells.items()):
        value = cell.value
        if is_blank(value):
            continue
        if isinstance(value, str):
            value = SURROGATE.sub("\ufffd", value)
        if cell.data_type == "e":
            value = BrokenCell("error_cell", str(value))
        rows.setdefault(row, {})[column] = value
    return rows
