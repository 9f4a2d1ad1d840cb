"""A mutated book as .xlsx, by xlsxwriter, and what can be made of that file without opening it in a program.

Here: cells, formats, merges, hidden things. Not here: other formats (write_xlsb.py, write_text.py, support/office.py).
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from mutator.model import Book, Cell, Error, Formula, Sheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def write(book: Book, path: Path) -> Path:
    """Every sheet, cell by cell."""
    with xlsxwriter.Workbook(str(path)) as out:
        looks: dict[str, Any] = {"General": None}
        raised = out.add_format({"font_script": 1})
        pages = [(sheet, out.add_worksheet(sheet.name[:31])) for sheet in book.sheets]
        shown = next(page for sheet, page in pages if sheet.state == "visible")
        shown.set_first_sheet()
        shown.activate()
        for sheet, page in pages:
            if sheet.state != "visible":
                page.hide()
            _frame(sheet, page)
            for at, row in enumerate(sheet.rows):
                for n, cell in enumerate(row.cells):
                    if cell.look not in looks:
                        looks[cell.look] = out.add_format({"num_format": cell.look})
                    _cell(page, at, n, cell, looks[cell.look], raised)
            for at, n, text in sheet.far:
                page.write_string(at, n, text)
    return path


def _frame(sheet: Sheet, page: Any) -> None:
    """Ranges first: they write blanks that the cells then overwrite."""
    for first, left, last, right in sheet.boxes():
        if (first, left) != (last, right):
            page.merge_range(first, left, last, right, "")
    for at, row in enumerate(sheet.rows):
        if row.is_hidden:
            page.set_row(at, None, None, {"hidden": True})
    for n in sheet.hidden_columns:
        page.set_column(n, n, None, None, {"hidden": True})


def _cell(page: Any, at: int, n: int, cell: Cell, look: Any, raised: Any) -> None:
    value = cell.value
    if value is None or value == "":
        return
    if cell.raised:
        page.write_rich_string(at, n, str(value), raised, cell.raised)
    elif isinstance(value, Formula):
        page.write_formula(at, n, value.text, look, "" if value.result is None else value.result)
    elif isinstance(value, Error):
        page.write_formula(at, n, f"={value.text}", look, value.text)
    elif isinstance(value, bool):
        page.write_boolean(at, n, value, look)
    elif isinstance(value, date | time):
        page.write_datetime(at, n, value, look)
    elif isinstance(value, str):
        page.write_string(at, n, value, look)
    else:
        page.write_number(at, n, value, look)


def saved_again(path: Path) -> Path:
    """Loaded and saved by openpyxl: formulas lose their values."""
    openpyxl.load_workbook(path, rich_text=True).save(path)
    return path


def with_macros(path: Path) -> Path:
    """The content type of .xlsm."""
    return _changed(path, lambda name, data: data.replace(TYPE.encode(), MACRO_TYPE.encode()))


def inline(path: Path) -> Path:
    """Texts in the cells themselves, as programs write that stream rows."""
    with zipfile.ZipFile(path) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    items = re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)
    cell = re.compile(r'<c ([^>]*?) t="s"><v>(\d+)</v></c>')

    def change(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return data
        text = cell.sub(lambda m: f'<c {m[1]} t="inlineStr"><is>{items[int(m[2])]}</is></c>', data.decode())
        return text.encode()

    return _changed(path, change)


def _changed(path: Path, change: Any) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, change(name, data))
    return path
