"""Reads .xlsx with openpyxl, where calamine refuses the file (PCI_2014) or counts other cells than the scan does."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.submissions.book.book import Book, Box, BrokenCell, Row, Sheet, is_blank

VISIBILITY = {"visible": "visible", "hidden": "hidden", "veryHidden": "very_hidden"}


def read(content: bytes) -> Book:
    """The book, sheets in workbook order; a chart sheet has no cells."""
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


def _rows(found: Worksheet) -> dict[int, Row]:
    """The non-empty cells. `_cells` is sparse; iter_rows would walk 17 billion blanks to a cell at XFD1048576."""
    rows: dict[int, Row] = {}
    cells: dict[tuple[int, int], Any] = found._cells  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    for (row, column), cell in sorted(cells.items()):
        value = cell.value
        if is_blank(value):
            continue
        if cell.data_type == "e":
            value = BrokenCell("error_cell", str(value))
        rows.setdefault(row, {})[column] = value
    return rows
