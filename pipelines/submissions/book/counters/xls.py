"""The second reader of .xls: xlrd's count, its error cells, number formats, raised letters, hidden rows and columns.

Here: counting. Not here: values (xlrd.py).
"""

from __future__ import annotations

import zipfile
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from pipelines.submissions.book.book import Broken, SheetScan, Shown
from pipelines.submissions.book.number_formats import raise_runs, shown_by
from pipelines.submissions.book.readers.xlrd import is_empty, open_book


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan a sheet."""
    book = open_book(content, with_formats=True)
    formats = {number: shown_by(form.format_str or "") for number, form in book.format_map.items()}
    shown = {index: form for index, xf in enumerate(book.xf_list) if (form := formats.get(xf.format_key))}
    raising = {number for number, font in enumerate(book.font_list) if font.escapement == 1}
    return [_sheet(sheet, shown, raising) for sheet in book.sheets()]


def _sheet(sheet: Any, shown: dict[int, Shown], raising: set[int]) -> SheetScan:
    found = SheetScan(sheet.name, 0)
    for row in range(sheet.nrows):
        for column, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if is_empty(kind, raw):
                continue
            found.n_nonempty += 1
            at = (row + 1, column + 1)
            if kind == xlrd.XL_CELL_NUMBER and (form := shown.get(sheet.cell_xf_index(row, column))):
                found.shown[at] = form
            if kind == xlrd.XL_CELL_ERROR:
                found.broken[at] = Broken("error_cell", error_text_from_code.get(raw, f"#{raw}"))
            if kind == xlrd.XL_CELL_TEXT and raising and (runs := sheet.rich_text_runlist_map.get((row, column))):
                found.texts[at] = raise_runs(raw, runs, raising)
    found.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    found.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return found
