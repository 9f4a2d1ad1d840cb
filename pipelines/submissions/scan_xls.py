"""The second reader of .xls: xlrd's count and its error cells.

Here: counting. Not here: values (read_xlrd.py).
"""

from __future__ import annotations

import zipfile

import xlrd
from xlrd.biffh import error_text_from_code

from pipelines.submissions.read_xlrd import is_empty, open_book
from pipelines.submissions.scan_xlsx import UNSHOWN
from pipelines.submissions.sheet import Broken, SheetScan


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan a sheet."""
    scans: list[SheetScan] = []
    book = open_book(content, with_formats=True)
    formats = {number: "%" in UNSHOWN.sub("", form.format_str or "") for number, form in book.format_map.items()}
    percents = {index for index, xf in enumerate(book.xf_list) if formats.get(xf.format_key)}
    for sheet in book.sheets():
        found = SheetScan(sheet.name, 0)
        for row in range(sheet.nrows):
            for column, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
                if is_empty(kind, raw):
                    continue
                found.n_nonempty += 1
                if kind == xlrd.XL_CELL_NUMBER and sheet.cell_xf_index(row, column) in percents:
                    found.percents.add((row + 1, column + 1))
                if kind == xlrd.XL_CELL_ERROR:
                    text = error_text_from_code.get(raw, f"#{raw}")
                    found.broken[row + 1, column + 1] = Broken("error_cell", text)
        scans.append(found)
    return scans
